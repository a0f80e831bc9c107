"""A recurrence rule of RFC 5545, kept to whole days.

python-dateutil says which days of one year a rule's BY parts name; which periods count, which positions are
taken in them and where the rule ends is said here, so that any date is answered without walking there from
the start.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from lswtui.domain.times import LAST_YEAR

Freq = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Rule(NamedTuple):
    """An RRULE; weekdays are Monday 0, numbers below zero count from the end of their period."""

    freq: Freq
    interval: int = 1
    times: int | None = None
    until: date | None = None
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    days: tuple[tuple[int, int], ...] = ()
    """Each the nth of a weekday in its month or year, 0 for all of them, and the weekday."""
    positions: tuple[int, ...] = ()
    week_starts: int = 0

    def falls(self, on: date, start: date | None) -> bool:
        """Whether the rule, counted from START, falls on a date; which an interval and a number of times need."""
        if start is not None and on < start:
            return False
        if self.until is not None and on > self.until:
            return False
        if not self._names(on, start):
            return False
        return self.times is None or start is None or on <= _last_counted(self, start)

    def _names(self, on: date, start: date | None) -> bool:
        """Whether it falls on a date if it neither begins nor ends."""
        if on not in _days_of_year(self, on.year):
            return False
        number, first, last = self._period(on)
        if start is not None and (number - self._period(start)[0]) % self.interval:
            return False
        return not self.positions or on in _positioned(self, first, last)

    def _period(self, on: date) -> tuple[int, date, date]:
        """The day, week, month or year that a date lies in: its number, its first and its last date."""
        match self.freq:
            case "DAILY":
                return on.toordinal(), on, on
            case "WEEKLY":
                first = on - timedelta(days=(on.weekday() - self.week_starts) % 7)
                return first.toordinal() // 7, first, first + timedelta(days=6)
            case "MONTHLY":
                first = on.replace(day=1)
                return on.year * 12 + on.month, first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            case "YEARLY":
                return on.year, date(on.year, 1, 1), date(on.year, 12, 31)


@lru_cache(maxsize=128)
def _positioned(rule: Rule, first: date, last: date) -> frozenset[date]:
    """Of the named days from FIRST to LAST those at the rule's positions."""
    days = (first + timedelta(days=day) for day in range((last - first).days + 1))
    named = [day for day in days if day in _days_of_year(rule, day.year)]
    return frozenset(
        day for at, day in enumerate(named) if at + 1 in rule.positions or at - len(named) in rule.positions
    )


@lru_cache(maxsize=128)
def _days_of_year(rule: Rule, year: int) -> frozenset[date]:
    """The days of a year that the rule's BY parts name, whatever its interval, positions and ends."""
    from dateutil.rrule import YEARLY, rrule, weekday  # only a board with such a rule needs it

    of_day = rule.month_days or rule.year_days or rule.weeks or rule.days
    days = [weekday(day, nth) if nth else weekday(day) for nth, day in rule.days]
    found = rrule(
        # One year whatever the frequency, and no second one: so it ends even where nothing is found.
        YEARLY,
        interval=10_000,
        dtstart=date(year, 1, 1),
        # Where months are named, the nth weekday is that of a month.
        bymonth=rule.months or (range(1, 13) if rule.freq == "MONTHLY" else None),
        bymonthday=rule.month_days or None,
        byyearday=rule.year_days or None,
        byweekno=rule.weeks or None,
        byweekday=days if of_day else range(7),
        wkst=rule.week_starts,
    )
    return frozenset(day.date() for day in found)


@lru_cache(maxsize=64)
def _last_counted(rule: Rule, start: date) -> date:
    """The date on which a rule has fallen as many times as it may."""
    fallen = 0
    for year in range(start.year, LAST_YEAR + 1):
        for on in sorted(_days_of_year(rule, year)):
            fallen += on >= start and rule._names(on, start)
            if fallen == rule.times:
                return on
    return date.max
