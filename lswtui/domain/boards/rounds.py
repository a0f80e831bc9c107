"""The rounds of a task on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lswtui.domain.boards.board import Task, Window

_STEP = 5


def with_round_times(task: Task, windows: Sequence[Window]) -> Task:
    """The task with a time for each of its rounds: its own, or spread evenly over the day's working windows."""
    if task.at or task.every.rounds == 1:
        return task
    return task._replace(at=_spread(task.every.rounds, task.minutes, windows))


def _spread(rounds: int, minutes: int, windows: Sequence[Window]) -> tuple[int, ...]:
    """Clock times for so many rounds, each in the middle of its share of the working time; none without any."""
    working = sum(window.end - window.start for window in windows)
    if working == 0:
        return ()
    step = _STEP if working >= 2 * _STEP * rounds else 1
    middles = (working * (2 * nth + 1) // (2 * rounds) - minutes // 2 for nth in range(rounds))
    return tuple(_clock(max(0, middle) // step * step, windows) for middle in middles)


def _clock(worked: int, windows: Sequence[Window]) -> int:
    """The clock time after so many minutes of work."""
    for window in windows:
        if worked < window.end - window.start:
            return window.start + worked
        worked -= window.end - window.start
    return windows[-1].end
