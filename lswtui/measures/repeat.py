"""Repeat misses: tasks that are missed again and again, and so need a countermeasure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from lswtui.measures.sums import DueCard

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
        if card.task is not None:
            rounds.setdefault((card.board, card.task), []).append(card)
    found = []
    for (_, task), due in rounds.items():
        last = _last_days(due)
        missed = [card for card in last if card.missed]
        if len(missed) >= MISSES:
            newest = max(last, key=lambda card: card.on)
            reasons = Counter(card.reason for card in missed)
            found.append(RepeatMiss(task, newest.title, len(missed), len(last), dict(reasons.most_common())))
    return tuple(sorted(found, key=lambda miss: (-miss.missed, miss.due, miss.task)))


def _last_days(cards: Iterable[DueCard]) -> list[DueCard]:
    by_day: dict[date, list[DueCard]] = {}
    for card in cards:
        by_day.setdefault(card.on, []).append(card)
    return [card for on in sorted(by_day)[-DUE_DAYS:] for card in by_day[on]]
