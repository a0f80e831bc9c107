"""On which dates the card of a task stands: those on which it falls due, but for days off that its task moves from."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from lswtui.domain.cadence.due_dates import due, first_dates
from lswtui.domain.cadence.model import MonthDay, PeriodDate, Yearly
from lswtui.domain.text import one_line
from lswtui.domain.vocabulary import CarryOver, Moves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lswtui.domain.boards.board import Board, Task
    from lswtui.domain.cadence.due_dates import Dates
    from lswtui.domain.cadence.model import Cadence

LONGEST_MOVE = 31
"""Days past which no working day is looked for; a card that finds none stays on its date."""
FEWEST_DAYS = 28
"""Of a month."""
MOVES_WORDS = {
    Moves.NEXT: "moved from a day off to the next working day",
    Moves.PREVIOUS: "moved from a day off to the working day before",
}
"""What is said of a task beside how often it comes."""


def stands_on(board: Board, task: Task, on: date) -> bool:
    """Whether the card of a task stands on a date of a board, as `stands` says it."""
    return stands(task.every, task.moves, on, works=board.works, rostered=board.rostered)


def next_dates_of(board: Board, task: Task, on: date, count: int) -> tuple[date, ...]:
    """The next COUNT dates on which a task's card stands, ON one of them; fewer where forty years have no more."""
    return first_dates(lambda there: stands_on(board, task, there), on, count)


def stands(every: Cadence, moves: Moves, on: date, *, works: Dates, rostered: Dates) -> bool:
    """Whether a card stands on a date: it falls due there and is not moved away, or is moved there from a day off.

    Several that are moved to the same day are one card; one that finds no working day near stays where it is.
    """

    def falls(there: date) -> bool:
        return due(every, there, works=works, rostered=rostered)

    def on_duty(there: date) -> bool:
        return works(there) and rostered(there)

    if moves is Moves.STAY:
        return falls(on)
    step = timedelta(days=-1 if moves is Moves.PREVIOUS else 1)
    if not on_duty(on):
        return falls(on) and not any(on_duty(there) for there in _from(on, step))
    return falls(on) or any(map(falls, _days_off(on, -step, on_duty)))


def _days_off(on: date, step: timedelta, on_duty: Dates) -> Iterator[date]:
    """The days off beside a working day, up to the next working day."""
    for there in _from(on, step):
        if on_duty(there):
            return
        yield there


def _from(on: date, step: timedelta) -> Iterator[date]:
    return (on + days * step for days in range(1, LONGEST_MOVE + 1))


def dropped_dates(board: Board) -> tuple[str, ...]:
    """Say which tasks of a date in the month or the year do not come each time, one sentence each."""
    return tuple(line for task in board.tasks for line in _dropped(task))


def _dropped(task: Task) -> Iterator[str]:
    kind = task.every.kind
    title = one_line(task.title)
    if isinstance(kind, MonthDay) and kind.day > FEWEST_DAYS:
        yield f"{title} comes in no month without a day {kind.day}; day -1 is the last of each."
    there = kind.date if isinstance(kind, PeriodDate) else kind
    if isinstance(there, MonthDay | Yearly) and task.carry is CarryOver.EXPIRE and task.moves is Moves.STAY:
        yield f'{title} is left out where its date is a day off; moves = "next" or carry = "keep" brings it afterwards.'
