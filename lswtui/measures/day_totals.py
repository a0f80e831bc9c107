"""What each day adds to a report: values that add up over any days, in whatever period they are counted."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.days.held_time import with_slots
from lswtui.domain.days.spans import minutes_by_owner
from lswtui.domain.reviews.answers import PledgeKept, Reflection
from lswtui.measures.adherence import Adherence, adherence
from lswtui.measures.balance import Balance, balance_of
from lswtui.measures.due import DueCard, DueKey, OftenOf, done_on_time, due_so_far
from lswtui.measures.learning import Countermeasures, countermeasures
from lswtui.measures.load import Planned, planned
from lswtui.measures.pareto import ParetoInterruption, broken_in
from lswtui.measures.working_hours import day_is_over, zone_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lswtui.domain.boards.board import Trap
    from lswtui.domain.days.day import Day


class DayTotals(NamedTuple):
    """What one day adds to the figures of a period."""

    on: date
    adherence: Adherence
    balance: Balance
    planned: Planned
    countermeasures: Countermeasures
    due: tuple[DueCard, ...]
    minutes: Mapping[str, float]
    """Minutes on this day by card id, of the standard's cards, also of those that were due on another day."""
    others: Mapping[str, DueKey]
    """What those of these cards asked for that were not due on this day, by card id."""
    broken_in: tuple[ParetoInterruption, ...]


class Pledge(NamedTuple):
    """What a reflection pledged."""

    on: date
    """The date of the reflection."""
    pledge: str | None
    pledge_for: date | None
    pledge_kept: PledgeKept | None

    @classmethod
    def of(cls, reflection: Reflection) -> Pledge:
        """The pledge of a reflection that made one."""
        return cls(reflection.on, reflection.pledge, reflection.pledge_for, reflection.pledge_kept)


class Totals(NamedTuple):
    """The sums of those days of a period that were seen, and what was pledged in it, in date order."""

    days: tuple[DayTotals, ...] = ()
    pledges: tuple[Pledge, ...] = ()


def due_cards(day: Day, now: datetime, often: OftenOf) -> tuple[DueCard, ...]:
    """The cards that were due on a day, so far or, once it is over, at all."""
    zone = zone_of(now)
    return tuple(
        DueCard.of(card, often=often(card), on_time=done_on_time(card, day.day_starts, zone))
        for card in due_so_far(day, now, whole=day_is_over(day, now))
    )


def sums_of(day: Day, now: datetime, often: OftenOf, traps: Sequence[Trap] = ()) -> DayTotals:
    """The sums of a day, among whose cards are all that it was worked on; once it has turned they never change.

    TRAPS are those of its board.
    """
    stretches = day.stretches(now)
    minutes = minutes_by_owner(with_slots(day, stretches, zone_of(now)))
    worked = [card for card in day.cards if card.counts and card.id in minutes]
    due = due_cards(day, now, often)
    here = {card.id for card in due}
    return DayTotals(
        day.on,
        adherence(day, now, whole=day_is_over(day, now)),
        balance_of(day, stretches, now),
        planned(day, zone_of(now)),
        countermeasures(day),
        due,
        {card.id: minutes[card.id] for card in worked},
        {card.id: DueKey.by(card, often(card)) for card in worked if card.id not in here},
        broken_in(day.interruptions, minutes_by_owner(stretches), traps),
    )
