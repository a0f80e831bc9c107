"""The balance of a day: minutes on plan, broken in, other, and not logged.

Interruptions that a slot held open takes in are on plan, and only what goes beyond it broke in; see `domain.slots`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.days.held_time import with_slots
from lswtui.domain.days.spans import minutes_by_owner
from lswtui.domain.text import same_form
from lswtui.domain.vocabulary import CardKind, Valid, Whose
from lswtui.measures.working_hours import working_hours, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from lswtui.domain.days.day import Day
    from lswtui.domain.days.spans import Stretch
    from lswtui.domain.interruptions.interruption import Interruption

NOBODY_SAID: Mapping[Whose, float] = dict.fromkeys(Whose, 0.0)
THIRD = 3


class Balance(NamedTuple):
    """Where the time of one day or several went, in minutes, none counted twice."""

    planned_minutes: float = 0.0
    """On board cards and planned one-offs, and on interruptions as far as time was held open for them."""
    reactive_minutes: float = 0.0
    """On interruptions beyond the time held open for them, and on one-offs marked as broken in."""
    other_minutes: float = 0.0
    """On other work."""
    elapsed_minutes: float | None = None
    """Working minutes without breaks and absences so far; None on a day off."""
    covered_minutes: float = 0.0
    """Those of them in which something was logged."""
    avoidable_minutes: float = 0.0
    """Reactive ones of interruptions that could wait, went to the wrong person, or were the third of their kind."""
    whose: Mapping[Whose, float] = NOBODY_SAID
    """Interruption minutes, also those that time was held open for, by whose work it was, where that was said."""

    @property
    def logged_minutes(self) -> float:
        """Planned, reactive and other together: the union of all spans."""
        return self.planned_minutes + self.reactive_minutes + self.other_minutes

    @property
    def unlogged_minutes(self) -> float | None:
        """Elapsed working minutes in which nothing was logged; None on a day off."""
        return None if self.elapsed_minutes is None else max(0.0, self.elapsed_minutes - self.covered_minutes)

    @property
    def outside_minutes(self) -> float:
        """Work outside the working hours."""
        return max(0.0, self.logged_minutes - self.covered_minutes)

    @property
    def coverage(self) -> float | None:
        """The logged share of the elapsed working minutes, 0 to 1; None where none have elapsed."""
        return min(1.0, self.covered_minutes / self.elapsed_minutes) if self.elapsed_minutes else None

    @property
    def reactive_share(self) -> float | None:
        """Reactive / (planned + reactive), 0 to 1; None where both are nothing. Never shown without coverage."""
        both = self.planned_minutes + self.reactive_minutes
        return self.reactive_minutes / both if both else None

    @property
    def team_work_minutes(self) -> float:
        """Interruption minutes that were the team's work."""
        return self.whose[Whose.TEAM]


def balance(day: Day, now: datetime) -> Balance:
    """The balance of a day up to NOW."""
    return balance_of(day, day.stretches(now), now)


def balance_of(day: Day, stretches: Iterable[Stretch], now: datetime) -> Balance:
    """The balance of a day whose STRETCHES are known already.

    Time of a card that is no longer among the day's cards was carried here and finished, so it is planned.
    """
    zone = zone_of(now)
    stretches = tuple(stretches)
    began = day.began_at.timestamp() if day.began_at else 0.0
    hours = [(max(start.timestamp(), began), end.timestamp()) for start, end in working_hours(day, zone)]
    until = now.timestamp()
    elapsed = sum(max(0.0, min(end, until) - start) for start, end in hours) / 60 if hours else None
    kinds: dict[str, CardKind] = {card.id: card.kind for card in day.cards if card.kind is not CardKind.PLANNED}
    kinds.update((interruption.id, CardKind.REACTIVE) for interruption in day.interruptions)
    spent = dict.fromkeys(CardKind, 0.0)
    by_owner: defaultdict[str, float] = defaultdict(float)
    covered = 0.0
    for stretch in with_slots(day, stretches, zone):
        start, end = stretch.start.timestamp(), stretch.end.timestamp()
        seconds = end - start
        spent[kinds.get(stretch.owner, CardKind.PLANNED)] += seconds
        by_owner[stretch.owner] += seconds
        end = min(end, until)
        for opens, closes in hours:
            covered += max(0.0, min(end, closes) - max(start, opens))
    whose = dict.fromkeys(Whose, 0.0)
    minutes = minutes_by_owner(stretches)
    for interruption in day.interruptions:
        if interruption.whose is not None:
            whose[interruption.whose] += minutes.get(interruption.id, 0.0)
    return Balance(
        planned_minutes=spent[CardKind.PLANNED] / 60,
        reactive_minutes=spent[CardKind.REACTIVE] / 60,
        other_minutes=spent[CardKind.OTHER] / 60,
        elapsed_minutes=elapsed,
        covered_minutes=covered / 60,
        avoidable_minutes=sum(by_owner[interruption_id] for interruption_id in avoidable(day.interruptions)) / 60,
        whose=whose,
    )


def balance_of_all(parts: Iterable[Balance]) -> Balance:
    """The balance of several days together; days off add their work but no working minutes."""
    whose = dict.fromkeys(Whose, 0.0)
    total = Balance()
    for part in parts:
        elapsed = total.elapsed_minutes
        if part.elapsed_minutes is not None:
            elapsed = (elapsed or 0.0) + part.elapsed_minutes
        total = Balance(
            total.planned_minutes + part.planned_minutes,
            total.reactive_minutes + part.reactive_minutes,
            total.other_minutes + part.other_minutes,
            elapsed,
            total.covered_minutes + part.covered_minutes,
            total.avoidable_minutes + part.avoidable_minutes,
        )
        for of, minutes in part.whose.items():
            whose[of] += minutes
    return total._replace(whose=whose)


def avoidable(interruptions: Iterable[Interruption]) -> frozenset[str]:
    """The ids of a day's interruptions that could wait, went to the wrong person, or were the third of their kind.

    Of one kind are those of the same category and person; from the third on each could have been avoided.
    """
    seen: Counter[tuple[str, str | None]] = Counter()
    found = set()
    for interruption in sorted(interruptions, key=lambda i: (i.start, i.id)):
        if interruption.category is not None:
            kind = (interruption.category, interruption.who and same_form(interruption.who))
            seen[kind] += 1
            if seen[kind] >= THIRD:
                found.add(interruption.id)
        if interruption.valid in (Valid.WAIT, Valid.WRONG):
            found.add(interruption.id)
    return frozenset(found)
