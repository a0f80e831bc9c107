"""Rate and streak: how steadily the due was done of late, and for how many due days without a miss."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from lswtui.measures.due import DueResult
from lswtui.measures.repeat_misses import DUE_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lswtui.measures.day_totals import DayTotals
    from lswtui.measures.due import DueCard

_ON = attrgetter("on")


class DueDay(NamedTuple):
    """A day on which cards were due."""

    on: date
    due: int
    done: int
    """On that day or later."""
    missed: int


class Streak(NamedTuple):
    """The last 20 due days, and runs of due days on which nothing due was missed.

    A due day is one on which a card was due. What was not applicable, excused or moved was not due, so it neither
    breaks a run nor lengthens it.
    """

    due_days: int = 0
    """All that are known."""
    due: int = 0
    """Cards due on the last 20 of them."""
    done: int = 0
    """Those of these cards that were done, on their day or later."""
    current: int = 0
    """Due days up to the last without a miss."""
    best: int = 0
    """The longest such run in the days known."""

    @property
    def rated_days(self) -> int:
        """How many due days the rate is of."""
        return min(self.due_days, DUE_DAYS)

    @property
    def rate(self) -> float | None:
        """Done / due on the last 20 due days, 0 to 1; None where nothing was due."""
        return self.done / self.due if self.due else None


class TaskStreak(NamedTuple):
    """The last 20 due days of one task, and its due days up to the last without a miss."""

    due: int = 0
    done: int = 0
    streak: int = 0

    @property
    def rate(self) -> float | None:
        """Done / due on these days, 0 to 1; None where nothing was due."""
        return self.done / self.due if self.due else None


def lately(cards: Iterable[DueCard]) -> TaskStreak:
    """How steadily one task was done, from its CARDS in any order; of years of them only the last are looked at."""
    due = done = unbroken = 0
    broken = False
    for place, (on, that_day) in enumerate(groupby(sorted(cards, key=_ON, reverse=True), _ON)):
        if broken and place >= DUE_DAYS:
            break
        day = _day(on, [card.result for card in that_day])
        broken = broken or bool(day.missed)
        unbroken += not broken
        if place < DUE_DAYS:
            due, done = due + day.due, done + day.done
    return TaskStreak(due, done, unbroken)


def due_days(cards: Iterable[DueCard]) -> tuple[DueDay, ...]:
    """The days on which CARDS, in any order, were due, in date order."""
    days = groupby(sorted(cards, key=_ON), _ON)
    return tuple(_day(on, [card.result for card in due]) for on, due in days)


def due_days_of(days: Iterable[DayTotals]) -> tuple[DueDay, ...]:
    """Those of DAYS on which anything was due."""
    return tuple(
        DueDay(day.on, counted.due_so_far, counted.done + counted.done_late, counted.missed)
        for day in days
        if (counted := day.adherence).due_so_far
    )


def streak(days: Sequence[DueDay]) -> Streak:
    """The rate and the streak of due days in date order, of one task or of all."""
    current = best = 0
    for day in days:
        current = 0 if day.missed else current + 1
        best = max(best, current)
    last = days[-DUE_DAYS:]
    return Streak(len(days), sum(day.due for day in last), sum(day.done for day in last), current, best)


def _day(on: date, results: list[DueResult]) -> DueDay:
    missed = results.count(DueResult.MISSED)
    return DueDay(on, len(results), len(results) - missed - results.count(DueResult.OPEN), missed)
