"""Adherence: how much of what the standard asked for was done, and when."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.vocabulary import Outcome
from lswtui.measures.due import done_on_time, due_so_far, is_due
from lswtui.measures.percent import whole_percent
from lswtui.measures.working_hours import work_is_over, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lswtui.domain.days.day import Day
    from lswtui.measures.due import DueCard

TARGET = 0.85
NEAR = 0.70


class Adherence(NamedTuple):
    """Counts of the cards of one day or several, and the rates that follow from them."""

    due: int = 0
    """Cards of the standard, without those not applicable, excused, moved or only on offer."""
    due_so_far: int = 0
    """Those of them that were done or missed, or whose window has passed; all of them once the day is over."""
    done: int = 0
    """Done on the day they were due."""
    done_late: int = 0
    """Done on a later day than the one they were due on."""
    on_time: int = 0
    """Done before their window ended; a card without a time, on its day."""
    missed: int = 0
    reasons_given: int = 0
    """Missed ones with a reason."""
    excused: int = 0
    not_applicable: int = 0

    @property
    def rate(self) -> float | None:
        """(done + done late) / due so far, 0 to 1; None where nothing was due."""
        return _share(self.done + self.done_late, self.due_so_far)

    @property
    def on_time_rate(self) -> float | None:
        """On time / due so far, 0 to 1; None where nothing was due."""
        return _share(self.on_time, self.due_so_far)

    @property
    def reasons_rate(self) -> float | None:
        """Misses with a reason / misses, 0 to 1; None where nothing was missed."""
        return _share(self.reasons_given, self.missed)


class TimeAdherence(NamedTuple):
    """Minutes spent on due cards, on none more than its plan, and the minutes that were due."""

    spent: float = 0.0
    due: int = 0

    @property
    def rate(self) -> float | None:
        """Spent / due, 0 to 1; None where no minutes were due."""
        return _share(self.spent, self.due)


class TargetLevel(StrEnum):
    """How a rate compares with its target."""

    GOOD = "good"
    NEAR = "near"
    SO_FAR = "so far"
    """Below what is near while the work goes on, when it is too early to call it low."""
    LOW = "low"
    NONE = "none"


def adherence(day: Day, now: datetime, *, whole: bool) -> Adherence:
    """The adherence of a day: (done + done late) / (due − not applicable − excused).

    While the day runs only what is due so far counts: what was done or missed, and what has a window that has
    passed by NOW. With WHOLE, everything due that day. A card carried here from an earlier day is due there.
    """
    zone = zone_of(now)
    own = [card for card in day.cards if card.counts and card.on == day.on]
    counted = due_so_far(day, now, whole=whole)
    done = [card for card in counted if card.outcome is Outcome.DONE]
    late = sum(card.done_late for card in done)
    missed = [card for card in counted if card.outcome is Outcome.MISSED]
    return Adherence(
        due=sum(map(is_due, own)),
        due_so_far=len(counted),
        done=len(done) - late,
        done_late=late,
        on_time=sum(done_on_time(card, day.day_starts, zone) for card in done),
        missed=len(missed),
        reasons_given=sum(card.reason is not None for card in missed),
        excused=sum(card.outcome is Outcome.EXCUSED for card in own),
        not_applicable=sum(card.outcome is Outcome.NOT_APPLICABLE for card in own),
    )


def adherence_of_all(parts: Iterable[Adherence]) -> Adherence:
    """The adherence of several days together: their counts added up, so that each card weighs the same."""
    return Adherence(*map(sum, zip(Adherence(), *parts, strict=True)))


def time_adherence(due: Iterable[DueCard], minutes: Mapping[str, float]) -> TimeAdherence:
    """Minutes spent on the DUE cards / minutes due; MINUTES by card id, an overrun not making up for another card."""
    cards = tuple(due)
    spent = sum(min(minutes.get(card.id, 0.0), card.asked.minutes) for card in cards)
    return TimeAdherence(spent, sum(card.asked.minutes for card in cards))


def level(rate: float | None, *, over: bool, target: float = TARGET) -> TargetLevel:
    """How a rate, as it is printed, compares: good at its target, near from 70 %, else low once the work is OVER."""
    if rate is None:
        return TargetLevel.NONE
    shown, aim = whole_percent(rate), whole_percent(target)
    if shown >= aim:
        return TargetLevel.GOOD
    if shown >= min(whole_percent(NEAR), aim):
        return TargetLevel.NEAR
    return TargetLevel.LOW if over else TargetLevel.SO_FAR


def period_level(rate: float | None, finished: float | None, target: float = TARGET) -> TargetLevel:
    """How the rate of a period compares, FINISHED being that of its days whose work is over.

    It is low only where these alone are: no day makes it low before its work ends.
    """
    low = finished is not None and level(finished, over=True, target=target) is TargetLevel.LOW
    return level(rate, over=low, target=target)


def day_level(day: Day, so_far: Adherence, now: datetime, target: float = TARGET) -> TargetLevel:
    """How the adherence of a day compares with the target; low only once its working hours have ended."""
    return level(so_far.rate, over=work_is_over(day, now), target=target)


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
