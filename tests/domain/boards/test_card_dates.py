from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.boards.board import Board, Task, Window
from lswtui.domain.boards.card_dates import dropped_dates, next_dates_of, stands_on
from lswtui.domain.boards.rota import Rota
from lswtui.domain.cadence.due_dates import due
from lswtui.domain.cadence.parser import parse_cadence
from lswtui.domain.vocabulary import Activity, Area, CarryOver, Domain, Element, Moves
from tests.domain.cadence.cadences import cadences

if TYPE_CHECKING:
    from lswtui.domain.cadence.model import Cadence

Hours = dict[int, tuple[Window, ...]]
WEEK: Hours = dict.fromkeys(range(5), (Window(6 * 60, 14 * 60),))
DAY = timedelta(days=1)


def a_task(every: str | Cadence, moves: Moves = Moves.STAY) -> Task:
    cadence = parse_cadence(every) if isinstance(every, str) else every
    words = (Activity.PLANNING, Domain.OPERATE, Element.PLANNING, Area.ALIGNMENT)
    return Task("books", "Books", cadence, (), 20, *words, carry=CarryOver.KEEP, moves=moves)


def a_board(
    task: Task, hours: dict[int, tuple[Window, ...]] | None = None, free: frozenset[date] = frozenset()
) -> Board:
    board = Board("mine", "Mine", "", "front line", WEEK if hours is None else hours, (task,), ())
    return board._replace(holiday_on=lambda on: "holiday" if on in free else "")


def dates(board: Board, first: date, count: int = 3) -> list[str]:
    return [f"{on:%a} {on.isoformat()}" for on in next_dates_of(board, board.tasks[0], first, count)]


@pytest.mark.parametrize(
    ("moves", "stands"),
    [
        (Moves.STAY, ["Sat 2026-01-31", "Tue 2026-03-31", "Sun 2026-05-31"]),
        (Moves.NEXT, ["Mon 2026-02-02", "Tue 2026-03-31", "Mon 2026-06-01"]),
        (Moves.PREVIOUS, ["Fri 2026-01-30", "Tue 2026-03-31", "Fri 2026-05-29"]),
    ],
)
def test_a_date_that_is_no_working_day_moves_as_its_task_says(moves: Moves, stands: list[str]) -> None:
    assert dates(a_board(a_task("day 31", moves)), date(2026, 1, 5)) == stands


def test_a_card_moves_over_holidays_too() -> None:
    free = frozenset({date(2027, 1, 1)})
    assert dates(a_board(a_task("day 1", Moves.NEXT), free=free), date(2026, 12, 5), 1) == ["Mon 2027-01-04"]
    assert dates(a_board(a_task("day 1", Moves.PREVIOUS), free=free), date(2026, 12, 5), 1) == ["Thu 2026-12-31"]


def test_a_card_moves_to_a_day_on_duty() -> None:
    everyday: Hours = dict.fromkeys(range(7), (Window(6 * 60, 18 * 60),))
    board = a_board(a_task("day 3", Moves.NEXT), everyday)._replace(roster=Rota(date(2026, 1, 1), "DD----"))
    assert dates(board, date(2026, 1, 1), 1) == ["Wed 2026-01-07"]


def test_several_that_move_to_one_day_are_one_card() -> None:
    board = a_board(a_task("daily", Moves.NEXT))
    assert dates(board, date(2026, 11, 27), 3) == ["Fri 2026-11-27", "Mon 2026-11-30", "Tue 2026-12-01"]


@given(
    cadences,
    st.sampled_from(Moves),
    st.dates(date(2026, 1, 1), date(2031, 12, 31)),
    st.frozensets(st.integers(0, 6), max_size=7),
    st.frozensets(st.integers(-10, 70), max_size=20),
)
def test_no_card_is_lost_by_moving_and_none_is_made(
    every: Cadence, moves: Moves, first: date, weekdays: frozenset[int], free: frozenset[int]
) -> None:
    hours = dict.fromkeys(weekdays, WEEK[0])
    board = a_board(a_task(every, moves), hours, frozenset(first + ahead * DAY for ahead in free))
    (task,) = board.tasks
    around = [first + ahead * DAY for ahead in range(-40, 100)]
    fallen = [on for on in around if due(every, on, works=board.works, rostered=board.rostered)]
    stands = {on for on in around if stands_on(board, task, on)}
    step = -DAY if moves is Moves.PREVIOUS else DAY
    expected = set()
    for on in fallen:
        ways = [on] if moves is Moves.STAY else [on + days * step for days in range(32)]
        expected.add(next((there for there in ways if board.on_duty(there)), on))
    inside = around[40:60]
    assert stands.intersection(inside) == expected.intersection(inside)


def test_what_does_not_come_each_time_is_said() -> None:
    def said(every: str, moves: Moves = Moves.STAY, carry: CarryOver = CarryOver.KEEP) -> tuple[str, ...]:
        return dropped_dates(a_board(a_task(every, moves)._replace(carry=carry)))

    assert said("day 31") == ("Books comes in no month without a day 31; day -1 is the last of each.",)
    assert said("day -1") == said("day 15") == said("workday") == said("yearly on 12-31") == ()
    left_out = 'Books is left out where its date is a day off; moves = "next" or carry = "keep" brings it afterwards.'
    assert (
        said("day 15", carry=CarryOver.EXPIRE) == said("quarter: month 2 day 15", carry=CarryOver.EXPIRE) == (left_out,)
    )
    assert said("day 15", Moves.NEXT, CarryOver.EXPIRE) == said("workday 3", carry=CarryOver.EXPIRE) == ()
