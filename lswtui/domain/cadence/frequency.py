"""How often something falls due, in the few words that a leader compares tasks by."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import assert_never

from lswtui.domain.cadence.model import (
    AsNeeded,
    Cadence,
    Daily,
    EveryDays,
    EveryMonths,
    EveryWeeks,
    MonthDay,
    NthWeekday,
    NthWorkday,
    PeriodDate,
    Weekdays,
    Workday,
    Yearly,
)
from lswtui.domain.cadence.rrule import Rule

WEEK = 7
_MONTH = 365.25 / 12
_YEARS = 6
"""A rule of every fourth year shows its gap in these."""


class HowOften(StrEnum):
    """How often a task falls due, most often first."""

    DAILY = "daily"
    """Four days a week or more, once or several times on each."""
    WEEKLY = "weekly"
    """From three days a week to every second week."""
    MONTHLY = "monthly"
    """From every third week to every month."""
    RARER = "rarer"
    AS_NEEDED = "as-needed"


@lru_cache(maxsize=512)
def how_often(cadence: Cadence) -> HowOften:
    """How often a cadence falls due, in its season and on the roster, however many rounds a day has."""
    match cadence.kind:
        case AsNeeded():
            return HowOften.AS_NEEDED
        case Daily() | Workday():
            return HowOften.DAILY
        case EveryDays(step):
            return _at(step)
        case Weekdays(days):
            return _at(WEEK / len(days))
        case EveryWeeks(step, days):
            return _at(WEEK * step / len(days))
        case MonthDay() | NthWorkday() | NthWeekday():
            return HowOften.MONTHLY
        case EveryMonths(step):
            return HowOften.MONTHLY if step == 1 else HowOften.RARER
        case PeriodDate() | Yearly():
            return HowOften.RARER
        case Rule():
            return _at(_usual_gap(cadence.kind, cadence.start))
        case _:
            assert_never(cadence.kind)


def _at(days_between: float) -> HowOften:
    if days_between < 2:
        return HowOften.DAILY
    if days_between < 15:
        return HowOften.WEEKLY
    return HowOften.MONTHLY if days_between <= 31 else HowOften.RARER


def _usual_gap(rule: Rule, start: date | None) -> float:
    """The days between two dates of a rule in the months in which it falls at all, as its first years show."""
    first = start or date(2024, 1, 1)
    days = (first + timedelta(days=day) for day in range(_YEARS * 366))
    fallen = [on for on in days if rule.falls(on, start)]
    months = len({(on.year, on.month) for on in fallen})
    if len(fallen) > months:
        return _MONTH * months / len(fallen)
    return (fallen[-1] - fallen[0]).days / (len(fallen) - 1) if months > 1 else _YEARS * 366
