"""What was due: which cards count, and when one is late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.days.card import Card
from lswtui.domain.vocabulary import Activity, Area, Domain, Outcome
from lswtui.measures.working_hours import zone_of

if TYPE_CHECKING:
    from lswtui.domain.cadence.frequency import HowOften
    from lswtui.domain.days.day import Day


NOT_DUE = frozenset({Outcome.NOT_APPLICABLE, Outcome.EXCUSED, Outcome.MOVED})
"""The outcomes that take a card out of what is due."""


def due_so_far(day: Day, now: datetime, *, whole: bool) -> tuple[Card, ...]:
    """The cards due on a day that were done or missed, or whose window has passed; with WHOLE all that are due.

    An open slot is not among those so far: whether anything came is known when its day ends.
    """
    return tuple(
        card
        for card in day.cards
        if card.on == day.on and is_due(card) and (whole or not card.is_open or is_late(card, day, now))
    )


def is_due(card: Card) -> bool:
    """Whether a card counts as due on its day: the standard asks for it and nothing took it out.

    What is done as needed counts only where it was used.
    """
    return card.counts and not card.on_offer and card.outcome not in NOT_DUE


def done_on_time(card: Card, day_starts: int, zone: tzinfo) -> bool:
    """Whether a card was done before its window ended; without a time, or a slot held open, on its own day."""
    if card.outcome is not Outcome.DONE or card.done_late:
        return False
    if card.held_open:
        return True
    deadline = card.deadline(day_starts, zone)
    return deadline is None or card.ended_at is None or card.ended_at <= deadline


def window_passed(card: Card, day: Day, now: datetime) -> bool:
    """Whether the window of a card has ended by NOW; one without a time has its whole day."""
    deadline = card.deadline(day.day_starts, zone_of(now))
    return card.on < day.on if deadline is None else now > deadline


def is_late(card: Card, day: Day, now: datetime) -> bool:
    """Whether a card was not done when its window ended.

    Never one that is not applicable, excused or moved, one that is only on offer, or a slot held open.
    """
    if card.outcome in NOT_DUE or card.on_offer or card.held_open:
        return False
    if card.outcome is Outcome.DONE:
        return not done_on_time(card, day.day_starts, zone_of(now))
    return window_passed(card, day, now)


OftenOf = Callable[[Card], "HowOften | None"]
"""How often the task of a card came when it was due; None of a one-off."""


class DueResult(StrEnum):
    """What became of a card that was due."""

    ON_TIME = "on-time"
    """Done before its window ended; a card without a time, on its day."""
    DONE = "done"
    """Done on its day, after its window or without it being known when."""
    LATE = "late"
    """Done on a later day."""
    MISSED = "missed"
    OPEN = "open"


class DueKey(NamedTuple):
    """What was asked for, as far as cards are compared by it; a one-off has neither board nor task."""

    title: str
    minutes: int
    """Planned minutes; none of a slot held open, where what comes decides how many are used."""
    board: str | None = None
    task: str | None = None
    often: HowOften | None = None
    activity: Activity | None = None
    domain: Domain | None = None
    area: Area | None = None

    @classmethod
    def by(cls, card: Card, often: HowOften | None = None) -> DueKey:
        """What a card asks for, OFTEN being how often its task comes."""
        minutes = 0 if card.held_open else card.minutes
        return cls(card.title, minutes, card.board, card.task, often, card.activity, card.domain, card.area)


class DueCard(NamedTuple):
    """A card that was due on its day, as far as looking back over many days needs it."""

    id: str
    on: date
    asked: DueKey
    result: DueResult
    reason: str | None = None

    @classmethod
    def of(cls, card: Card, *, often: HowOften | None = None, on_time: bool = False) -> DueCard:
        """What is needed of a due card; ON_TIME says whether it was, if it was done."""
        return cls(card.id, card.on, DueKey.by(card, often), _result(card, on_time=on_time), card.reason)

    @property
    def missed(self) -> bool:
        """Whether it was missed."""
        return self.result is DueResult.MISSED


def _result(card: Card, *, on_time: bool) -> DueResult:
    if card.outcome is Outcome.MISSED:
        return DueResult.MISSED
    if card.outcome is not Outcome.DONE:
        return DueResult.OPEN
    if card.done_late:
        return DueResult.LATE
    return DueResult.ON_TIME if on_time else DueResult.DONE
