"""What becomes of cards, by key: set aside, days off, closed late, and what is asked about misses that come again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lswtui.app.days import cards, change
from lswtui.domain.vocabulary import Lane, Outcome
from tests.tui.window import window

if TYPE_CHECKING:
    from tests.desk import Desk


def missed_before(desk: Desk, *reasons: str) -> None:
    """The walk was missed from Thursday on, for these reasons, all else was done; it is the morning after."""
    dates = (19, 20, 23, 24)
    for day, reason in zip(dates, reasons, strict=False):
        desk.clock.set(f"2026-11-{day} 12:30")
        cards.set_aside(desk.workspace, "walk", Outcome.MISSED, reason=reason)
        for card in desk.day().cards:
            if card.is_open:
                cards.finish(desk.workspace, card.id, minutes=0)
    desk.clock.set(f"2026-11-{dates[len(reasons)]} 05:50")
    change.mark_seen(desk.workspace)


async def test_a_reason_typed_before_is_offered_with_a_digit(desk: Desk) -> None:
    missed_before(desk, "bus late", "fire drill", "fire drill")
    async with window(desk.workspace, desk.clock) as board:
        await board.go_to("Read the log")
        await board.press("m")
        assert "1  fire drill" in board.text
        assert "2  bus late" in board.text
        await board.press("2")
    assert desk.card("read").reason == "bus late"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (58, 30)])
async def test_all_that_can_become_of_a_card_is_seen_at_once(desk: Desk, size: tuple[int, int]) -> None:
    missed_before(desk, "bus late", "fire drill", "flood")
    async with window(desk.workspace, desk.clock, size) as board:
        await board.press("m")
        for words in ("interrupted", "no longer useful", "bus late", "never applicable", "Esc leaves it"):
            assert words in board.text


async def test_words_that_are_also_an_outcome_are_still_a_reason(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.go_to("Walk the line")
        await board.press("m", "tab")
        await board.type("excused")
        await board.press("enter")
    assert (desk.card("walk").outcome, desk.card("walk").reason) == (Outcome.MISSED, "excused")


async def test_a_task_that_never_applies_leaves_the_board_and_undo_brings_it_back(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.go_to("Walk the line")
        await board.press("m", "N")
        assert "not applicable; it is off your" in board.text
        assert not [card for card in desk.day("2026-11-20").cards if card.task == "walk"]
        await board.press("u")
        assert desk.card("walk").lane is Lane.TODO


async def test_a_one_off_has_no_board_to_leave(desk: Desk) -> None:
    cards.add(desk.workspace, "Call the supplier")
    async with window(desk.workspace, desk.clock) as board:
        await board.go_to("Call the supplier")
        await board.press("m")
        assert "never applicable" not in board.text


# --- days off


async def test_days_off_are_typed_as_on_the_command_line(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("O")
        await board.type("2026-11-20..2026-11-23 leave")
        await board.press("enter")
        assert "off: 2026-11-20..2026-11-23, leave; 10 cards excused" in " ".join(board.text.split())
    assert {card.outcome for card in desk.day("2026-11-20").cards} == {Outcome.EXCUSED}


async def test_what_is_no_day_is_refused_where_it_was_typed(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("O")
        await board.type("someday")
        await board.press("enter")
        assert "'someday' is no date" in board.text


async def test_a_day_gone_by_is_taken_off_and_given_back_where_it_is_shown(desk: Desk) -> None:
    change.mark_seen(desk.workspace)
    desk.clock.set("2026-11-20 06:30")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("pageup", "O", "enter")
        assert {card.outcome for card in desk.day("2026-11-19").cards} == {Outcome.EXCUSED}
        await board.press("O", "b")
        assert {card.outcome for card in desk.day("2026-11-19").cards} == {Outcome.MISSED, None}


# --- late, moved


async def test_a_card_that_expired_is_ticked_off_on_its_own_day(desk: Desk) -> None:
    change.mark_seen(desk.workspace)
    desk.clock.set("2026-11-20 06:30")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("pageup")
        await board.go_to("Walk the line")
        await board.press("d", "enter")
    assert desk.card("walk", "2026-11-19").outcome is Outcome.DONE


async def test_a_card_says_when_it_was_done_late(desk: Desk) -> None:
    change.mark_seen(desk.workspace)
    desk.clock.set("2026-11-20 08:30")
    async with window(desk.workspace, desk.clock) as board:
        await board.go_to("Audit the cell")
        assert "overdue since" in board.text
        await board.press("d", "enter")
        await board.go_to("Walk the line")
        await board.press("d", "enter")
        assert "40/40m  done late" in board.text
        assert "30/30m  late" in board.text
        await board.go_to("Audit the cell")
        await board.press("space")
        assert "done late, on Fri 20 Nov" in board.text


async def test_the_details_of_a_moved_card_show_where_it_stood(desk: Desk) -> None:
    cards.move(desk.workspace, "audit", date(2026, 11, 20))
    copy = next(card for card in desk.day("2026-11-20").cards if card.task == "audit")
    cards.move(desk.workspace, copy.id, date(2026, 11, 24), on=date(2026, 11, 20))
    desk.clock.set("2026-11-24 06:30")
    async with window(desk.workspace, desk.clock) as board:
        await board.go_to("Audit the cell")
        assert "from 19 Nov" in board.text
        await board.press("space")
        assert "first due Thu 19 Nov → Fri 20 Nov → Tue 24 Nov" in board.text


# --- misses that come again


async def test_the_third_miss_is_offered_a_countermeasure(desk: Desk) -> None:
    missed_before(desk, "interrupted", "forgot")
    async with window(desk.workspace, desk.clock) as board:
        await board.go_to("Walk the line")
        await board.press("m", "i")
        assert "a asks what you will change" in board.text
        await board.press("a")
        assert "What will you change?" in board.text
        assert "interrupted 2, forgot 1" in board.app.session.state.waiting[0].text
        await board.type("no phone on the line")
        await board.press("enter")
        assert not board.app.session.state.waiting
    assert desk.card("no phone on the line", "2026-11-24").check_on == date(2026, 12, 8)


async def test_not_this_time_is_one_key_behind_tab(desk: Desk) -> None:
    missed_before(desk, "interrupted", "forgot", "forgot")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("a", "tab", "n")
        assert not board.app.session.state.waiting
    assert not [card for card in desk.day("2026-11-25").cards if card.against]


async def test_the_question_can_be_put_off(desk: Desk) -> None:
    missed_before(desk, "interrupted", "forgot", "forgot")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("a", "escape")
        assert not board.app.session.state.waiting
    async with window(desk.workspace, desk.clock) as board:
        assert len(board.app.session.state.waiting) == 1


async def test_the_details_of_a_countermeasure_show_its_misses(desk: Desk) -> None:
    missed_before(desk, "interrupted", "forgot", "fire drill")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("a")
        await board.type("no phone on the line")
        await board.press("enter", "pagedown")
        await board.go_to("no phone on the line")
        await board.press("space")
        for words in ("✗ Thu 19 Nov  missed: interrupted", "✗ Mon 23 Nov  missed: fire drill", "on Wed 9 Dec"):
            assert words in board.text
        await board.press("escape", "H", "space")
        assert "fire drill" not in board.text
