"""On which dates something falls due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import islice, pairwise
from typing import assert_never

from lswtui.domain.cadence.model import (
    COUNTED_FROM,
    AsNeeded,
    Cadence,
    Daily,
    EveryDays,
    EveryMonths,
    EveryWeeks,
    Kind,
    MonthDate,
    MonthDay,
    NthWeekday,
    NthWorkday,
    PeriodDate,
    Weekdays,
    Workday,
    Yearly,
)
from lswtui.domain.cadence.rrule import Rule

Dates = Callable[[date], bool]
"""Whether a date is one of them."""
_YEARS_AHEAD = 40
"""29 February comes five times in these, also around 2100."""


def due(cadence: Cadence, on: date, *, works: Dates, rostered: Dates) -> bool:
    """Whether it falls due on a date; WORKS says which dates have working hours, ROSTERED which are on duty.

    What is done as needed falls due on none.
    """
    return _may_fall(cadence, on, rostered) and _falls(cadence.kind, on, cadence.start, works)


def offered(cadence: Cadence, on: date, *, rostered: Dates) -> bool:
    """Whether something done as needed is on offer on a date; there it counts if it is used."""
    return cadence.as_needed and _may_fall(cadence, on, rostered)


def next_dates(cadence: Cadence, on: date, count: int, *, works: Dates, rostered: Dates) -> tuple[date, ...]:
    """The next COUNT dates on which it falls due, ON one of them; fewer where the next forty years have no more."""
    return first_dates(lambda there: due(cadence, there, works=works, rostered=rostered), on, count)


def first_dates(falls: Dates, on: date, count: int) -> tuple[date, ...]:
    """The first COUNT dates that FALLS names, ON one of them; fewer where the next forty years have no more."""
    ahead = (on + timedelta(days=days) for days in range(_YEARS_AHEAD * 366))
    return tuple(islice(filter(falls, ahead), count))


def _may_fall(cadence: Cadence, on: date, rostered: Dates) -> bool:
    if cadence.start is not None and on < cadence.start:
        return False
    if cadence.season is not None and not cadence.season.has(on):
        return False
    return not cadence.on_roster or rostered(on)


def _falls(kind: Kind, on: date, start: date | None, works: Dates) -> bool:
    match kind:
        case Daily():
            return True
        case Workday():
            return works(on)
        case AsNeeded():
            return False
        case Weekdays(days):
            return on.weekday() in days
        case EveryDays(step):
            return (on - (start or COUNTED_FROM)).days % step == 0
        case EveryWeeks(step, days):
            return on.weekday() in days and (_week(on) - _week(start or COUNTED_FROM)) % step == 0
        case MonthDay() | NthWorkday() | NthWeekday():
            return _falls_in_month(kind, on, works)
        case PeriodDate(months, month, there):
            return (on.month - 1) % months + 1 == month and _falls_in_month(there, on, works)
        case EveryMonths():
            return _falls_in_months(kind, on, start or COUNTED_FROM, works)
        case Yearly(month, day):
            return (on.month, on.day) == (month, day)
        case Rule():
            return kind.falls(on, start)
        case _:
            assert_never(kind)


def _falls_in_months(kind: EveryMonths, on: date, start: date, works: Dates) -> bool:
    if ((on.year - start.year) * 12 + on.month - start.month) % kind.step:
        return False
    if kind.date is None:
        return on.day == min(start.day, _days_in_month(on))
    return _falls_in_month(kind.date, on, works)


def _falls_in_month(kind: MonthDate, on: date, works: Dates) -> bool:
    match kind:
        case MonthDay(day):
            return on.day == (day if day > 0 else day + 1 + _days_in_month(on))
        case NthWorkday(nth):
            return works(on) and _is_nth_workday(nth, on, works)
        case NthWeekday(nth, weekday):
            return on.weekday() == weekday and _is_nth(nth, on)
        case _:
            assert_never(kind)


def _is_nth_workday(nth: int, on: date, works: Dates) -> bool:
    """Whether the workdays between this one and its end of the month are as many as the number asks for."""
    between = abs(nth) - 1
    for day in range(1, on.day) if nth > 0 else range(on.day + 1, _days_in_month(on) + 1):
        between -= works(on.replace(day=day))
        if between < 0:
            return False
    return between == 0


def _days_in_month(on: date) -> int:
    if on.month == 2:
        return 29 if on.year % 4 == 0 and (on.year % 100 != 0 or on.year % 400 == 0) else 28
    return 30 if on.month in (4, 6, 9, 11) else 31


def _is_nth(nth: int, on: date) -> bool:
    if nth == -1:
        return (on + timedelta(days=7)).month != on.month
    return (on.day - 1) // 7 + 1 == nth


def _week(on: date) -> int:
    """The number of a week; the first day of the calendar is a Monday."""
    return (on.toordinal() - 1) // 7


def at_most_weekly(cadence: Cadence) -> bool:
    """Whether it falls due once a week or more rarely, so that an open card is kept and not expired."""
    if cadence.rounds > 1:
        return False
    match cadence.kind:
        case Daily() | Workday() | AsNeeded():
            return False
        case Weekdays(days) | EveryWeeks(_, days):
            return len(days) <= 1
        case EveryDays(step):
            return step >= 7
        case MonthDay() | NthWorkday() | NthWeekday() | PeriodDate() | EveryMonths() | Yearly():
            return True
        case Rule():
            return not _crowded(cadence.kind, cadence.start)
        case _:
            assert_never(cadence.kind)


def _crowded(rule: Rule, start: date | None) -> bool:
    """Whether two dates of a rule lie within a week, as far as its first years show."""
    first = start or date(2024, 1, 1)
    days = (first + timedelta(days=day) for day in range(6 * 366))
    return any((later - earlier).days < 7 for earlier, later in pairwise(on for on in days if rule.falls(on, start)))
