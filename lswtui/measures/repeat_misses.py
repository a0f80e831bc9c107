"""Repeat misses: tasks that are missed again and again, and so need a countermeasure."""

from __future__ import annotations

from collections import Counter
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from lswtui.measures.due import DueCard


class Due(Protocol):
    """What was due on a date."""

    @property
    def on(self) -> date: ...  # noqa: D102


EachDue = TypeVar("EachDue", bound=Due)
DUE_DAYS = 20
MISSES = 3


class RepeatMiss(NamedTuple):
    """A task that was missed at least three times in its last 20 due days."""

    task: str
    title: str
    missed: int
    due: int
    """How often it was due in these days."""
    reasons: Mapping[str | None, int]
    """How often each reason was given; None where none was."""


def repeat_misses(cards: Iterable[DueCard]) -> tuple[RepeatMiss, ...]:
    """The tasks missed three times in their last 20 due days, the most missed first; CARDS in any order."""
    rounds: dict[tuple[str | None, str], list[DueCard]] = {}
    for card in cards:
        if card.asked.task is not None:
            rounds.setdefault((card.asked.board, card.asked.task), []).append(card)
    found = []
    for (_, task), due in rounds.items():
        last = last_due_days(due)
        missed = [card for card in last if card.missed]
        if len(missed) >= MISSES:
            newest = max(last, key=lambda card: card.on)
            reasons = Counter(card.reason for card in missed)
            found.append(RepeatMiss(task, newest.asked.title, len(missed), len(last), dict(reasons.most_common())))
    return tuple(sorted(found, key=lambda miss: (-miss.missed, miss.due, miss.task)))


def last_due_days(cards: Iterable[EachDue]) -> list[EachDue]:
    """Those of one task's cards that were due on the last twenty days it was due, in date order."""
    ordered = sorted(cards, key=attrgetter("on"))
    days: set[date] = set()
    for place in reversed(range(len(ordered))):
        days.add(ordered[place].on)
        if len(days) > DUE_DAYS:
            return ordered[place + 1 :]
    return ordered
