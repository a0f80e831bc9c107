"""Room: what the rest of a working day has space for, once what usually breaks in has had its time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.days.day_end import used_minutes
from lswtui.domain.days.held_time import holds
from lswtui.domain.times import minutes_between
from lswtui.measures.load import load
from lswtui.measures.working_hours import day_is_over, working_hours, zone_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from lswtui.domain.days.day import Day
    from lswtui.measures.pareto import ParetoInterruption

FEWEST = 2
"""Weeks that have to be known before anything is called usual."""


class Headroom(NamedTuple):
    """The plan that is left of a day beside the time that is left for it, in minutes."""

    planned_minutes: float
    working_minutes: float
    """Of the working hours still ahead, breaks and absences left out."""
    usual_minutes: float | None
    """What usually breaks in during these hours; None where too few weeks are known."""
    held_minutes: float = 0.0
    """Of the planned minutes those that are held open for it."""

    @property
    def minutes(self) -> float:
        """Working minutes less what usually breaks in and no slot is held open for."""
        return max(0.0, self.working_minutes - max(0.0, (self.usual_minutes or 0.0) - self.held_minutes))

    @property
    def over(self) -> float:
        """The planned minutes for which there is no room, in the whole minutes that are printed."""
        return max(0.0, float(int(self.planned_minutes + 0.5) - int(self.minutes + 0.5)))


def room(day: Day, now: datetime, usual: float | None) -> Headroom:
    """The room of a day from NOW on: its open cards without the time that was spent on them, its hours ahead.

    What is only on offer is not planned. Of a day that is over it is all that was due that day.
    """
    zone = zone_of(now)
    hours = working_hours(day, zone)
    ahead = sum(max(0.0, minutes_between(max(start, now), end)) for start, end in hours)
    if day_is_over(day, now):
        held = sum(card.minutes for card in day.cards if holds(card))
        return Headroom(load(day, zone, None).planned_minutes, ahead, usual, held)
    spent = {**day.minutes(now), **used_minutes(day, now, zone)}
    left = {card: card.minutes - spent.get(card.id, 0.0) for card in day.cards if card.is_open and not card.on_offer}
    for slot in filter(holds, left):
        begins = slot.starts(day.day_starts, zone)
        if begins is not None:
            left[slot] = min(left[slot], slot.minutes - minutes_between(begins, now))
    planned = sum(max(0.0, minutes) for minutes in left.values())
    return Headroom(planned, ahead, usual, sum(max(0.0, left[slot]) for slot in filter(holds, left)))


def usual_minutes(weeks: Sequence[Sequence[ParetoInterruption]], hours: Collection[int]) -> float | None:
    """What usually breaks in during the clock HOURS of a weekday: the median of WEEKS; None where too few are known."""
    if len(weeks) < FEWEST:
        return None
    minutes = sorted(sum(what.minutes for what in day if what.hour in hours) for day in weeks)
    return (minutes[(len(minutes) - 1) // 2] + minutes[len(minutes) // 2]) / 2
