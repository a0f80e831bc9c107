from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lswtui.domain.boards.board import Board, Window
from lswtui.domain.boards.board_file import board_table, read_board
from lswtui.domain.boards.shifts import (
    Shift,
    Shifts,
    Switch,
    day_start_outside,
    shifts_of,
    shifts_table,
    switches_of,
    switches_table,
)
from lswtui.domain.boards.standard import for_shift, in_shift, out_of_shift
from lswtui.domain.days.lifecycle import cards_due
from lswtui.domain.times import DAY, clock_text, clock_time, logical_date, moment, monday
from tests.domain.boards.test_board_file import boards as any_boards
from tests.domain.boards.test_board_file import said_of
from tests.domain.days.test_lifecycle import a_board, a_task
from tests.domain.making import BERLIN

MONDAY = date(2026, 11, 23)
EARLY, LATE, NIGHT = Shift("early", 360, 855), Shift("late", 840, 1335), Shift("night", 1320, 1815)
THREE = Shifts((EARLY, LATE, NIGHT), ("early", "late", "night"), MONDAY + timedelta(days=3))
ROTA = {"early": "06:00-14:15", "late": "14:00-22:15", "weeks": ["early", "late"], "first": date(2026, 11, 23)}

clocks = st.integers(0, DAY - 1)
each = st.builds(
    lambda name, start, length: Shift(name, start, start + length), st.just(""), clocks, st.integers(30, 23 * 60)
)


@st.composite
def rotations(draw: st.DrawFn) -> Shifts:
    names = ("one", "two", "three")[: draw(st.integers(1, 3))]
    shifts = tuple(draw(each)._replace(name=name) for name in names)
    weeks = tuple(draw(st.lists(st.sampled_from(names), min_size=1, max_size=4)))
    return Shifts(shifts, weeks, MONDAY + timedelta(days=draw(st.integers(-20, 20))))


boards = st.builds(
    lambda shifts, days, usual, task: a_board(a_task("walk", clock_text(task)))._replace(
        shifts=shifts, hours={day: (Window(360, 600), Window(630, 855)) for day in days}, day_starts=usual
    ),
    rotations(),
    st.sets(st.integers(0, 6), min_size=1),
    st.integers(0, 23).map(lambda hour: hour * 60),
    st.integers(360, 854),
)


def on_duty(board: Board, on: date, switches: tuple[Switch, ...] = ()) -> tuple[datetime, datetime] | None:
    """From when to when a leader works on a logical date."""
    planned, _ = in_shift(board, on, switches)
    windows = planned.windows(on)
    if not windows:
        return None
    ends = (windows[0].start, windows[-1].end)
    return (
        moment(on, ends[0], planned.day_starts, BERLIN),
        moment(on, ends[1], planned.day_starts, BERLIN),
    )


def counted_on(board: Board, at: datetime) -> date:
    return logical_date(at, in_shift(board, at.date(), ())[0].day_starts)


@given(boards, st.integers(0, 30))
def test_a_moment_in_a_shift_counts_on_the_date_that_the_shift_began_on(board: Board, ahead: int) -> None:
    on = MONDAY + timedelta(days=ahead)
    here, after = on_duty(board, on), on_duty(board, on + timedelta(days=1))
    assume(here is not None)
    assert here is not None
    before = on_duty(board, on - timedelta(days=1))
    assume(before is None or before[1] <= here[0])
    assume(after is None or here[1] <= after[0])
    begins, ends = (at.astimezone(BERLIN) for at in here)
    for at in (begins, begins + (ends - begins) / 2, ends - timedelta(minutes=1)):
        assert counted_on(board, at) == on


@given(boards, st.integers(0, 30))
def test_no_day_turns_twice_and_each_follows_the_one_before(board: Board, ahead: int) -> None:
    on = MONDAY + timedelta(days=ahead)
    starts = in_shift(board, on, ())[0].day_starts
    assert 0 <= starts < DAY
    begins = datetime(on.year, on.month, on.day, *divmod(starts, 60), tzinfo=BERLIN)
    assert counted_on(board, begins) == on
    assert counted_on(board, begins - timedelta(minutes=1)) == on - timedelta(days=1)


@given(each, clocks)
def test_whatever_the_shift_and_the_usual_hour_no_day_starts_during_it(shift: Shift, usual: int) -> None:
    start = day_start_outside(shift.start, shift.end, usual)
    assert not any(shift.start < turn < shift.end for turn in (start, start + DAY))


@given(any_boards(), st.integers(0, 6))
def test_whatever_hour_a_day_starts_all_its_working_hours_count_on_it(board: Board, ahead: int) -> None:
    on = MONDAY + timedelta(days=ahead)
    for start, end in board.windows(on):
        for clock in (start, end - 1):
            assert logical_date(moment(on, clock, board.day_starts, BERLIN), board.day_starts) == on


@given(rotations())
def test_shifts_are_said_back_as_they_were(shifts: Shifts) -> None:
    assert shifts_of(shifts_table(shifts)) == shifts


@given(st.lists(st.builds(Switch, st.dates(), st.sampled_from(["early", "late"]), st.none() | clocks)))
def test_switches_are_said_back_as_they_were(switches: list[Switch]) -> None:
    assert switches_of(switches_table(switches)) == tuple(switches)


def test_the_weeks_take_turns_from_the_one_that_holds_the_first_date() -> None:
    weeks = [THREE.on(MONDAY + timedelta(days=7 * week + 6)).name for week in range(-2, 4)]
    assert weeks == ["late", "night", "early", "late", "night", "early"]


def test_without_an_order_of_weeks_the_first_shift_goes_on_until_it_is_switched() -> None:
    shifts = Shifts((EARLY, NIGHT))
    switched = (Switch(MONDAY, "night"),)
    assert shifts.on(MONDAY - timedelta(days=1), switched) == EARLY
    assert shifts.on(MONDAY + timedelta(days=100), switched) == NIGHT


def test_a_switch_counts_from_its_date_to_the_end_of_its_week() -> None:
    switched = (Switch(MONDAY + timedelta(days=2), "night"), Switch(MONDAY + timedelta(days=4), "late"))
    names = [THREE.on(MONDAY + timedelta(days=day), switched).name for day in range(8)]
    assert names == ["early", "early", "night", "night", "late", "late", "late", "late"]
    assert THREE.on(MONDAY + timedelta(days=14), switched) == NIGHT


def test_a_switch_to_a_shift_that_the_board_no_longer_has_is_none() -> None:
    assert THREE.on(MONDAY, (Switch(MONDAY, "weekend", 0),)) == EARLY
    board = a_board()._replace(shifts=THREE)
    assert in_shift(board, MONDAY, (Switch(MONDAY, "weekend", 0),))[0].day_starts == 4 * 60


def test_the_first_early_day_after_a_week_of_nights_begins_when_the_night_is_over() -> None:
    nights = Shifts((NIGHT, LATE), ("night", "late"), MONDAY)
    board = a_board()._replace(shifts=nights, hours=dict.fromkeys(range(7), (Window(360, 855),)))
    after = MONDAY + timedelta(days=7)
    assert in_shift(board, after, ())[0].day_starts == clock_time("06:15")
    rested = board._replace(hours=dict.fromkeys(range(5), (Window(360, 855),)))
    assert in_shift(rested, after, ())[0].day_starts == clock_time("04:00")


def test_the_last_night_belongs_to_its_date_to_its_end_where_nobody_works_the_morning_after() -> None:
    nights = Shifts((NIGHT, EARLY), ("night", "early"), MONDAY)
    board = a_board()._replace(shifts=nights, hours=dict.fromkeys((1, 2, 3, 6), (Window(360, 855),)))
    after = MONDAY + timedelta(days=7)
    assert in_shift(board, after, ())[0].day_starts == clock_time("06:15")
    assert counted_on(board, datetime(2026, 11, 30, 6, 5, tzinfo=BERLIN)) == after - timedelta(days=1)


def test_a_week_moves_hours_breaks_and_times_to_its_shift() -> None:
    board = a_board(a_task("walk", "07:00"))._replace(shifts=THREE)
    late, name = in_shift(board, MONDAY + timedelta(days=8), ())
    assert name == "late"
    assert [card.at for card in cards_due(late, MONDAY + timedelta(days=8))] == [15 * 60]
    assert (late.hours[1][0].start, late.hours[1][-1].end) == (14 * 60, 22 * 60 + 15)


def test_a_board_without_shifts_stays_as_it_is() -> None:
    assert in_shift(a_board(), MONDAY, ()) == (a_board(), "")


def test_a_short_saturday_is_as_short_in_every_shift() -> None:
    week = {**dict.fromkeys(range(5), (Window(360, 600), Window(630, 840))), 5: (Window(360, 600),)}
    moved = for_shift(a_board()._replace(hours=week), 14 * 60, 22 * 60)
    assert moved.hours[4] == (Window(840, 1080), Window(1110, 1320))
    assert moved.hours[5] == (Window(840, 1080),)


@given(st.sampled_from([EARLY, LATE, NIGHT]), st.integers(360, 854))
def test_a_time_told_in_a_shift_is_the_same_time_of_the_board(shift: Shift, clock: int) -> None:
    board = a_board(a_task("walk", clock_text(clock)))._replace(shifts=Shifts((shift,)))
    planned, _ = in_shift(board, MONDAY, ())
    assert out_of_shift(board, MONDAY, (), planned.tasks[0].at[0]) == clock


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"late": "14:00"}, "shifts.late: '14:00' is no shift; write it as 06:00-14:15"),
        ({"late": "25:00-26:00"}, "shifts.late: '25:00' is no time of day; write it as 06:45"),
        ({"weeks": ["early", "lat"]}, "shifts.weeks: 'lat' is no shift; did you mean 'late'?"),
        ({"first": None}, "shifts.first: is missing; give a date in the week of the first of weeks, as in 2026-11-23"),
        ({"first": "soon"}, "shifts.first: 'soon' is no date; write it as 2026-11-19"),
        ({"week": ["early"]}, "shifts.week: is no shift; did you mean 'weeks'?"),
        (
            {"Late Shift": "14:00-22:00"},
            "shifts.Late Shift: should be small letters, digits and dashes, 12 at most, as in early",
        ),
    ],
)
def test_each_problem_of_the_shifts_is_said_with_its_place(changed: dict[str, object], said: str) -> None:
    table = {key: value for key, value in {**ROTA, **changed}.items() if value is not None}
    assert said in said_of(shifts=table)


def test_a_shift_of_a_whole_day_leaves_no_hour_for_the_turn() -> None:
    (said,) = said_of(shifts={"watch": "07:00-07:00"})
    assert "leaves an hour at which the day can turn" in said


def test_a_first_week_without_weeks_and_a_table_without_shifts_are_problems() -> None:
    assert len(said_of(shifts={"early": "06:00-14:00", "first": "2026-11-23"})) == 1
    assert said_of(shifts={}) == ['shifts: names no shift; write each as in late = "14:00-22:15"']


@given(rotations())
def test_a_board_with_shifts_is_said_back_whole(shifts: Shifts) -> None:
    again, problems = read_board("mine", board_table(a_board()._replace(shifts=shifts)))
    assert (problems, again and again.shifts) == ((), shifts)


def test_the_monday_of_a_week() -> None:
    assert {monday(MONDAY + timedelta(days=day)) for day in range(7)} == {MONDAY}
