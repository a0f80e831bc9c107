from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.boards.board import Board, Task, Window
from lswtui.domain.boards.shifts import day_start_outside
from lswtui.domain.boards.standard import Standard, for_shift, next_working_day
from lswtui.domain.cadence.parser import parse_cadence
from lswtui.domain.days.day import Absence, Day
from lswtui.domain.days.interrupting import interrupted
from lswtui.domain.days.lifecycle import cards_due, carried_into, closed, opened, turned
from lswtui.domain.times import DAY, clock_time, logical_date, moment
from lswtui.domain.vocabulary import Activity, Area, CarryOver, Domain, Element, Lane, Outcome
from tests.domain.making import BERLIN, ON, WINDOWS, a_card, a_day, at, broke_in, ids

if TYPE_CHECKING:
    from collections.abc import Callable

WEEK: dict[int, tuple[Window, ...]] = dict.fromkeys(range(5), WINDOWS)


def a_task(id_: str, *times: str, every: str = "workday", carry: CarryOver = CarryOver.EXPIRE) -> Task:
    return Task(
        id_,
        id_.title(),
        parse_cadence(every),
        tuple(map(clock_time, times)),
        30,
        Activity.GO_AND_SEE,
        Domain.OPERATE,
        Element.PLANNING,
        Area.ALIGNMENT,
        carry=carry,
    )


def a_board(*tasks: Task) -> Board:
    return Board("mine", "Mine", "", "front line", WEEK, tasks or (a_task("walk", "07:00"), a_task("read")), ())


def a_standard(board: Board, began: str = "05:00") -> Standard:
    return Standard("s", board, ON, at(began), at(began))


def test_a_card_for_each_round_in_time_order_and_those_without_a_time_last() -> None:
    due = cards_due(a_board(a_task("read"), a_task("round", "13:00", "09:00"), a_task("walk", "07:00")), ON)
    assert [(card.task, card.at) for card in due] == [("walk", 420), ("round", 540), ("round", 780), ("read", None)]


def test_rounds_without_times_are_a_card_each_spread_over_the_day() -> None:
    cards = cards_due(a_board(a_task("round", every="2x a day")), ON)
    assert [(card.id, card.at) for card in cards] == [("mine.round@2026-11-19", 455), ("mine.round@2026-11-19#2", 710)]


def test_what_is_done_as_needed_makes_no_card_by_itself() -> None:
    assert cards_due(a_board(a_task("escalation", every="as needed")), ON) == ()


def test_nothing_is_due_on_a_day_off() -> None:
    assert cards_due(a_board(), date(2026, 11, 21)) == ()


def test_a_card_keeps_its_own_copy_of_the_task() -> None:
    before = opened(Day(ON), a_standard(a_board()), BERLIN).started("mine.walk@2026-11-19", at("07:00"), ids())
    changed = a_board(a_task("walk", "08:00")._replace(title="Tour"), a_task("read"))
    after = opened(before, a_standard(changed), BERLIN)
    assert [card.title for card in after.cards if card.task == "walk"] == ["Walk"]


def test_a_day_that_has_turned_keeps_its_cards_for_ever() -> None:
    day = turned(opened(Day(ON, seen=True), a_standard(a_board()), BERLIN), BERLIN)
    assert opened(day, a_standard(a_board(a_task("new", "08:00"))), BERLIN).cards == day.cards


def test_the_first_day_counts_from_the_moment_the_board_was_chosen() -> None:
    board = a_board(a_task("walk", "07:00"), a_task("round", "09:00"), a_task("read"))
    day = opened(Day(ON), a_standard(board, "08:01"), BERLIN)
    assert [card.reason for card in day.cards] == ["before you began", None, None]
    assert all(card.is_open for card in opened(Day(ON + timedelta(days=1)), a_standard(board, "08:01"), BERLIN).cards)


def test_a_card_whose_window_is_still_open_counts_on_the_first_day() -> None:
    walk = "mine.walk@2026-11-19"
    assert opened(Day(ON), a_standard(a_board(), "07:59"), BERLIN).card(walk).is_open
    assert not opened(Day(ON), a_standard(a_board(), "08:00"), BERLIN).card(walk).is_open


def test_leave_excuses_what_nobody_has_begun() -> None:
    day = opened(Day(ON, absences=(Absence(why="leave"),)), a_standard(a_board()), BERLIN)
    assert {(card.outcome, card.reason) for card in day.cards} == {(Outcome.EXCUSED, "leave")}
    begun = day._replace(absences=()).cards[0].reopened()._replace(lane=Lane.DOING)
    day = opened(Day(ON, cards=(begun,), absences=(Absence(),)), a_standard(a_board()), BERLIN)
    assert [card.lane for card in day.cards] == [Lane.DOING, Lane.ASIDE]


def test_half_a_day_off_excuses_the_cards_with_a_time_in_it() -> None:
    board = a_board(a_task("walk", "07:00"), a_task("round", "13:00"), a_task("read"))
    day = opened(Day(ON, absences=(Absence(12 * 60, None),)), a_standard(board), BERLIN)
    assert [card.task for card in day.cards if card.outcome is Outcome.EXCUSED] == ["round"]


def test_the_turn_misses_what_expires_and_leaves_what_is_kept() -> None:
    day = turned(a_day(a_card("walk", "07:00"), a_card("audit", "11:00", carry=CarryOver.KEEP)), BERLIN)
    assert day.card("walk").outcome is Outcome.MISSED
    assert (day.card("walk").ended_at, day.card("walk").reason) == (None, None)
    assert day.card("audit").is_open


def test_closing_leaves_cards_of_other_days_alone() -> None:
    day = closed(a_day(a_card("old", on=ON - timedelta(days=1)), a_card("walk", "07:00")), at("14:00"))
    assert day.card("old").is_open
    assert (day.card("walk").outcome, day.closed_at) == (Outcome.MISSED, at("14:00"))


def test_closing_ends_interruptions_and_stops_the_clock() -> None:
    day = closed(interrupted(a_day(), broke_in("jam", "13:50"), ids()), at("14:00"))
    assert (day.stack, day.running, day.interruption("jam").end) == ((), None, at("14:00"))


def due_on(board: Board) -> Callable[[str, date], bool]:
    """On which dates the tasks of a board are due."""
    return lambda task, on: any(card.task == task for card in cards_due(board, on))


def test_what_is_kept_waits_until_its_task_falls_due_again() -> None:
    board = a_board(a_task("audit", "11:00", every="thu", carry=CarryOver.KEEP))
    (audit,) = cards_due(board, ON)
    assert carried_into(ON + timedelta(days=6), (audit,), due_on(board)) == (audit,)
    assert carried_into(ON + timedelta(days=7), (audit,), due_on(board)) == ()


def test_a_one_off_waits_for_ever() -> None:
    call = a_card("call", carry=CarryOver.KEEP)._replace(task=None)
    assert carried_into(ON + timedelta(days=400), (call,), due_on(a_board())) == (call,)


def test_a_kept_card_of_a_task_that_is_no_longer_on_the_board_waits() -> None:
    old = a_card("audit", carry=CarryOver.KEEP)
    assert carried_into(ON + timedelta(days=30), (old,), due_on(a_board())) == (old,)


def test_the_next_working_day_lies_after_weekends_and_days_off_the_roster() -> None:
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    assert next_working_day(a_board(), friday) == monday
    rostered = a_board()._replace(roster=frozenset({date(2026, 12, 2)}))
    assert next_working_day(rostered, friday) == date(2026, 12, 2)
    assert next_working_day(a_board()._replace(hours={}), friday) == date(2026, 11, 21)


def test_a_later_shift_moves_hours_breaks_and_times_along() -> None:
    moved = for_shift(a_board(a_task("walk", "07:00")), clock_time("14:00"), clock_time("22:00"))
    assert moved.hours[0] == (Window(14 * 60, 18 * 60), Window(18 * 60 + 30, 22 * 60))
    assert (moved.tasks[0].at, moved.day_starts) == ((15 * 60,), 4 * 60)


def test_a_night_shift_goes_on_past_midnight_and_its_day_starts_at_noon() -> None:
    board = a_board(a_task("walk", "07:00"), a_task("round", "09:00", "13:00"))
    night = for_shift(board, clock_time("22:00"), clock_time("06:30"))
    assert (night.hours[3][0].start, night.hours[3][-1].end, night.day_starts) == (22 * 60, 30 * 60 + 30, 12 * 60)
    assert [card.at for card in cards_due(night, ON)] == [23 * 60, 25 * 60, 29 * 60]
    last = cards_due(night, ON)[-1].starts(night.day_starts, BERLIN)
    assert last == at("05:00", ON + timedelta(days=1))


def test_a_shift_that_begins_soon_after_midnight_keeps_its_own_date() -> None:
    early = for_shift(a_board(a_task("walk", "07:00")), clock_time("01:00"), clock_time("09:00"))
    assert early.day_starts == 0
    assert early.hours[3][0].start == 60
    assert early.tasks[0].at == (2 * 60,)


@given(st.integers(0, DAY - 1), st.integers(8 * 60, 14 * 60))
def test_whatever_the_shift_its_cards_lie_in_it_and_no_day_turns_during_it(start: int, length: int) -> None:
    end = (start + length) % DAY
    board = a_board(a_task("first", "06:00"), a_task("walk", "07:00"), a_task("round", "09:00"))
    moved = for_shift(board, start, end)
    (first, last) = moved.hours[3][0].start, moved.hours[3][-1].end
    assert (first % DAY, last % DAY) == (start, end)
    assert moved.day_starts <= first < last <= moved.day_starts + DAY
    cards = cards_due(moved, ON)
    assert [card.task for card in cards] == ["first", "walk", "round"]
    for clock in (first, *(card.at or 0 for card in cards)):
        there = moment(ON, clock, moved.day_starts, BERLIN)
        assert logical_date(there, moved.day_starts) == ON


@pytest.mark.parametrize(("start", "end"), [(360, 840), (1320, 1830), (1200, 1680), (60, 540)])
def test_a_day_starts_well_outside_the_shift(start: int, end: int) -> None:
    turn = day_start_outside(start, end, 240)
    assert all(not start - 60 < there < end + 60 for there in (turn, turn + DAY))
