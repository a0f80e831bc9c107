"""What the end of a day does to the time held open on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.domain.days.held_time import HELD_OPEN, NOTHING_CAME, nothing_came, with_slots
from lswtui.domain.days.spans import minutes_by_owner
from lswtui.domain.times import stamped, start_of_day
from lswtui.domain.vocabulary import Lane, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

    from lswtui.domain.days.card import Card
    from lswtui.domain.days.day import Day


def used_minutes(day: Day, now: datetime, zone: tzinfo) -> dict[str, float]:
    """How much of each slot of a day is used up to NOW, by its clock and by what broke in; at most its minutes."""
    slots = [card for card in day.cards if card.held_open]
    if not slots:
        return {}
    minutes = minutes_by_owner(with_slots(day, day.stretches(now), zone))
    return {card.id: min(card.minutes, minutes.get(card.id, 0.0)) for card in slots}


def used_text(used: float, slot: Card) -> str:
    """How much of a slot is used, in words: ``"20 of 90m used"``, ``"held open"`` before anything came."""
    return f"{int(used + 0.5)} of {slot.minutes}m used" if used else HELD_OPEN


def slots_ended(day: Day, zone: tzinfo, at: datetime | None = None) -> Day:
    """The day with its open slots ended by themselves, AT a moment or at the turn of the day."""
    ended_at = None if at is None else stamped(at)
    slots = [card._replace(ended_at=ended_at) for card in day.cards if card.held_open and card.is_open]
    return _settled(day, [card for card in slots if card.on == day.on], zone)


def slots_corrected(day: Day, zone: tzinfo) -> Day:
    """A day that is over, its slots that ended by themselves as what is logged by now wants them."""
    return _settled(day, [card for card in day.cards if card.on == day.on and ended_by_itself(card, day)], zone)


def ended_by_itself(card: Card, day: Day) -> bool:
    """Whether a slot ended with its day and not by hand."""
    if not card.held_open:
        return False
    return nothing_came(card) or (card.outcome is Outcome.DONE and card.ended_at in (None, day.closed_at))


def _settled(day: Day, slots: Sequence[Card], zone: tzinfo) -> Day:
    """The day with these SLOTS ended as what is logged says; a clock that still runs says nothing yet."""
    if not slots:
        return day
    over = day._replace(spans=tuple(span for span in day.spans if span.end is not None))
    used = used_minutes(over, start_of_day(day.on, day.day_starts, zone), zone)
    for slot in slots:
        came = used[slot.id] > 0
        day = day.with_card(
            slot._replace(
                lane=Lane.DONE if came else Lane.ASIDE,
                outcome=Outcome.DONE if came else Outcome.NOT_APPLICABLE,
                reason=None if came else NOTHING_CAME,
                ended_on=slot.on,
            )
        )
    return day
