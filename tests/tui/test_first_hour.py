"""The first hour with the program, at whatever hour that is: the board says what is now and what is next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lswtui.app.boards.choose import choose
from lswtui.app.days import cards
from lswtui.app.days.leave import take_off
from lswtui.domain.days.day import Absence
from tests.tui.window import window

if TYPE_CHECKING:
    from tests.desk import Desk

FRIDAY, SATURDAY, SUNDAY = "2026-11-20", "2026-11-21", "2026-11-22"
SIZES = ((120, 40), (80, 24), (58, 30))


def begin(desk: Desk, at: str) -> None:
    desk.clock.set(at)
    choose(desk.workspace, "lean-team-leader")


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("at", [f"{FRIDAY} 20:40", f"{FRIDAY} 23:50", f"{SATURDAY} 00:30", f"{SATURDAY} 10:00"])
async def test_who_begins_when_work_is_over_sees_when_it_begins_again(
    empty: Desk, at: str, size: tuple[int, int]
) -> None:
    begin(empty, at)
    async with window(empty.workspace, empty.clock, size) as board:
        assert "next Mon 23 Nov 05:45" in board.text
        assert "  W\n" in board.text
        await board.press("W")
        assert "Mon 23 Nov" in board.text
        assert "Plan labour, parts, safety" in board.text
        assert "none due yet · 17 today" in board.text
        await board.press("1")
        assert board.app.session.state.is_today


@pytest.mark.parametrize("size", SIZES)
async def test_who_begins_on_a_sunday_has_an_empty_board_that_says_why(empty: Desk, size: tuple[int, int]) -> None:
    begin(empty, f"{SUNDAY} 10:00")
    async with window(empty.workspace, empty.clock, size) as board:
        assert "a day off: n adds a card" in board.text
        assert "next: Mon 23 Nov, 05:45" in board.text
        assert "17 cards · W shows it" in board.text


async def test_leave_is_named_and_the_day_of_return_is_next(empty: Desk) -> None:
    begin(empty, f"{FRIDAY} 20:40")
    leave = tuple(date(2026, 11, day) for day in range(23, 27))
    take_off(empty.workspace, leave, Absence(why="a week in Lyon"))
    async with window(empty.workspace, empty.clock) as board:
        assert "next Fri 27 Nov 05:45" in board.text
        empty.clock.set("2026-11-24 09:00")
        await board.pass_time(1)
        assert "Tue 24 Nov  09:01  a week in Lyon" in board.text
        assert "next Fri 27 Nov 05:45" in board.text
        await board.press("W")
        assert "Fri 27 Nov" in board.text
        assert "▌·  Plan labour, parts, safety" in board.text


async def test_the_day_before_the_first_says_that_it_was_before_the_start(empty: Desk) -> None:
    begin(empty, "2026-11-19 05:30")
    async with window(empty.workspace, empty.clock) as board:
        await board.press("less_than_sign")
        assert "Before you began" in board.text
        assert "your first day was Thu 19 Nov" in board.text
        assert "o board yet" not in board.text


async def test_a_day_that_is_worked_off_says_what_comes_after_it(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        for card in desk.day().cards:
            cards.finish(desk.another_window(), card.id, minutes=5)
        await board.pass_time(1)
        assert "nothing left to do" in board.text
        assert "next: Fri 20 Nov" in board.text
        assert "nothing runs" in board.text


async def test_in_the_morning_the_next_card_is_what_is_next(empty: Desk) -> None:
    begin(empty, "2026-11-19 05:30")
    async with window(empty.workspace, empty.clock) as board:
        assert "next 05:45 Plan labour, parts, safety in 15m" in board.text
        assert "none due yet · 17 today" in board.text
        assert "shows it" not in board.text


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_is_set_aside_that_the_leader_never_had_and_it_can_be_found(
    empty: Desk, size: tuple[int, int]
) -> None:
    begin(empty, f"{FRIDAY} 20:40")
    async with window(empty.workspace, empty.clock, size) as board:
        assert "not applicab" not in board.text
        assert "Set aside 0" in board.text or "Set aside" not in board.text
        await board.press("slash", *"before", "enter")
        assert "Plan labour, parts, safety" in board.text
        await board.press("x")
        await board.press("slash", "ctrl+u", "enter")
        assert empty.card("labour-plan").is_open
        assert "Plan labour, parts, safety" in board.text
