"""What each day adds to a report: values that add up over any days, in whatever period they are counted."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.reflection import Kept, Reflection
from lswtui.domain.spans import minutes_by_owner
from lswtui.domain.words import Activity, Outcome
from lswtui.measures.adherence import Adherence, adherence, due_so_far
from lswtui.measures.balance import Balance, balance_of
from lswtui.measures.hours import day_is_over
from lswtui.measures.pareto import BrokenIn, broken_in
from lswtui.measures.share import minutes_by

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lswtui.domain.card import Card
    from lswtui.domain.day import Day


class DueCard(NamedTuple):
    """A card that was due on its day, as far as looking back over many days needs it."""

    id: str
    on: date
    title: str
    minutes: int
    """Planned minutes."""
    board: str | None
    task: str | None
    missed: bool
    reason: str | None

    @classmethod
    def of(cls, card: Card) -> DueCard:
        """What is needed of a due card."""
        missed = card.outcome is Outcome.MISSED
        return cls(card.id, card.on, card.title, card.minutes, card.board, card.task, missed, card.reason)


class DaySums(NamedTuple):
    """What one day adds to the figures of a period."""

    on: date
    adherence: Adherence
    balance: Balance
    due: tuple[DueCard, ...]
    minutes: Mapping[str, float]
    """Minutes on this day by card id, of the standard's cards, also of those that were due on another day."""
    activities: Mapping[Activity, float]
    """The day's minutes by activity."""
    broken_in: tuple[BrokenIn, ...]


class Pledge(NamedTuple):
    """What a reflection pledged."""

    on: date
    """The date of the reflection."""
    pledge: str | None
    pledge_for: date | None
    pledge_kept: Kept | None

    @classmethod
    def of(cls, reflection: Reflection) -> Pledge:
        """The pledge of a reflection that made one."""
        return cls(reflection.on, reflection.pledge, reflection.pledge_for, reflection.pledge_kept)


class Sums(NamedTuple):
    """The sums of those days of a period that were seen, and what was pledged in it, in date order."""

    days: tuple[DaySums, ...] = ()
    pledges: tuple[Pledge, ...] = ()


def due_cards(day: Day, now: datetime) -> tuple[DueCard, ...]:
    """The cards that were due on a day, so far or, once it is over, at all."""
    return tuple(map(DueCard.of, due_so_far(day, now, whole=day_is_over(day, now))))


def sums_of(day: Day, now: datetime) -> DaySums:
    """The sums of a day, among whose cards are all that it was worked on; once it has turned they never change."""
    stretches = day.stretches(now)
    minutes = minutes_by_owner(stretches)
    over = day_is_over(day, now)
    return DaySums(
        day.on,
        adherence(day, now, whole=over),
        balance_of(day, stretches, now),
        due_cards(day, now),
        {card.id: minutes[card.id] for card in day.cards if card.counts and card.id in minutes},
        minutes_by(day.cards, minutes, lambda card: card.activity),
        broken_in(day.interruptions, minutes),
    )
