"""Which version of a board, and which of its shifts, is in effect on a date."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.boards.board import Board, Window
from lswtui.domain.boards.shifts import day_start_outside
from lswtui.domain.times import DAY, clock_on_day, logical_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lswtui.domain.boards.shifts import Shift, Switch


class Standard(NamedTuple):
    """A version of a board, in effect from one logical date until the next one."""

    id: str
    board: Board
    since: date
    began_at: datetime
    """When the leader began with this board; cards whose time had passed by then do not count."""
    chosen_at: datetime
    """When this version of it was made."""
    shift: str = ""
    """The shift that the board was moved to, where its leader works in shifts."""


def next_working_day(board: Board, after: date) -> date:
    """The next date on which this leader works; the next date at all where the board knows no hours."""
    return nearest_working_day(board, after, timedelta(days=1))


def nearest_working_day(board: Board, beside: date, step: timedelta) -> date:
    """The first working day of a board BESIDE a date, going by STEP, a day ahead or back; else the next date."""
    for days in range(1, 400):
        there = beside + days * step
        if board.on_duty(there):
            return there
    return beside + step


def for_shift(board: Board, start: int, end: int) -> Board:
    """The board moved to another shift: hours from START to END on its working days, times moved along.

    START and END are clock times; an END at or before START is after midnight. Breaks keep their place within
    the shift, and a weekday that begins later or ends earlier than the others does so in every shift. The day
    starts well outside the shift.
    """
    if end <= start:
        end += DAY
    day_starts = day_start_outside(start, end, board.day_starts)
    if start < day_starts:
        start, end = start + DAY, end + DAY
    first = min((windows[0].start for windows in board.hours.values()), default=start)
    last = max((windows[-1].end for windows in board.hours.values()), default=end)
    moved = start - first
    hours = {}
    for weekday, windows in board.hours.items():
        begins = start if windows[0].start == first else min(windows[0].start + moved, end - 1)
        ends = end if windows[-1].end == last else min(windows[-1].end + moved, end)
        hours[weekday] = _shifted(windows, moved, begins, ends)
    return board._replace(
        hours=hours,
        tasks=tuple(
            task._replace(at=tuple(clock_on_day((at + moved) % DAY, day_starts) for at in task.at))
            for task in board.tasks
        ),
        day_starts=day_starts,
    )


def in_shift(board: Board, on: date, switches: Sequence[Switch], worked: str = "") -> tuple[Board, str]:
    """The board as a date is planned by it, and the name of its shift; no name where its leader works in none.

    WORKED is the shift that a date had when it rolled over, which it keeps.
    """
    shift, starts = _shift_on(board, on, switches, worked)
    if shift is None:
        return board, ""
    return for_shift(board, shift.start % DAY, shift.end % DAY)._replace(day_starts=starts), shift.name


def day_start(board: Board, on: date, switches: Sequence[Switch]) -> int:
    """The clock time at which a logical date starts on a board, before it has rolled over."""
    return _shift_on(board, on, switches)[1]


def date_of(board: Board, at: datetime, switches: Sequence[Switch]) -> date:
    """The logical date that a moment counts for on a board."""
    return logical_date(at, day_start(board, at.date(), switches))


def _shift_on(board: Board, on: date, switches: Sequence[Switch], worked: str = "") -> tuple[Shift | None, int]:
    if board.shifts is None:
        return None, board.day_starts
    return board.shifts.on_date(on, board.day_starts, switches, lambda there: there.weekday() in board.hours, worked)


def out_of_shift(board: Board, on: date, switches: Sequence[Switch], clock: int) -> int:
    """A clock time on a date, told in the shift of its week, as the board's file says it."""
    if board.shifts is None:
        return clock
    start = board.shifts.on(on, switches).start
    first = min((windows[0].start for windows in board.hours.values()), default=start)
    return clock_on_day((clock - start + first) % DAY, board.day_starts)


def _shifted(windows: Sequence[Window], moved: int, start: int, end: int) -> tuple[Window, ...]:
    shifted = [Window(max(start, window.start + moved), min(end, window.end + moved)) for window in windows]
    kept = [window for window in shifted if window.end > window.start]
    if not kept:
        return (Window(start, end),)
    kept[0] = kept[0]._replace(start=start)
    kept[-1] = kept[-1]._replace(end=end)
    return tuple(kept)
