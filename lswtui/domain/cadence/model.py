"""The values of a recurrence: a kind, perhaps kept to a season of the year and to the days on the roster.

A new kind is one more value in `Kind`; the type checker then names the places that have to know it. Values of
different kinds must differ as tuples, hence the words that some of them bear.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from lswtui.domain.cadence.rrule import Rule


class Daily(NamedTuple):
    """Each date, working day or not."""

    word: Literal["daily"] = "daily"


class Workday(NamedTuple):
    """Each date with working hours on its board."""

    word: Literal["workday"] = "workday"


class AsNeeded(NamedTuple):
    """No date of its own: on offer every day, due only where it is used."""

    word: Literal["as needed"] = "as needed"


class Weekdays(NamedTuple):
    """Some days of the week, Monday 0."""

    days: frozenset[int]


class EveryDays(NamedTuple):
    """Every nth date, counted from the start."""

    step: int
    word: Literal["days"] = "days"


class EveryWeeks(NamedTuple):
    """Some days, Monday 0, of every nth week, counted from the week of the start; weeks begin on Monday."""

    step: int
    days: frozenset[int]


class MonthDay(NamedTuple):
    """A day of each month that has it, or with a negative number counted from its end, -1 the last."""

    day: int
    word: Literal["day"] = "day"


class NthWorkday(NamedTuple):
    """The nth date of each month with working hours, or with a negative number counted from its end."""

    nth: int
    word: Literal["workday"] = "workday"


class NthWeekday(NamedTuple):
    """The first to fifth of a weekday in each month, or with -1 the last."""

    nth: int
    weekday: int


MonthDate = MonthDay | NthWorkday | NthWeekday


class PeriodDate(NamedTuple):
    """A date in one month, 1 the first, of each quarter or half-year."""

    months: int
    """Length of the period: 3 or 6."""
    month: int
    date: MonthDate


class EveryMonths(NamedTuple):
    """A date of every nth month, counted from the month of the start."""

    step: int
    date: MonthDate | None = None
    """None for the day of the start, or the last day of a month that is shorter."""
    word: Literal["months"] = "months"


class Yearly(NamedTuple):
    """One day of each year that has it."""

    month: int
    day: int
    word: Literal["yearly"] = "yearly"


Kind = (
    Daily
    | Workday
    | AsNeeded
    | Weekdays
    | EveryDays
    | EveryWeeks
    | MonthDay
    | NthWorkday
    | NthWeekday
    | PeriodDate
    | EveryMonths
    | Yearly
    | Rule
)
COUNTED_FROM = date(2024, 1, 1)
"""Where days, weeks and months are counted from that have no start: a Monday, the first of a month and of a year."""


class Season(NamedTuple):
    """A part of each year, from one (month, day) to another and with both; it may wrap over the new year."""

    start: tuple[int, int]
    end: tuple[int, int]

    def has(self, on: date) -> bool:
        """Whether the date lies in the season."""
        day = (on.month, on.day)
        if self.start <= self.end:
            return self.start <= day <= self.end
        return day >= self.start or day <= self.end


class Cadence(NamedTuple):
    """How often something falls due."""

    kind: Kind
    season: Season | None = None
    on_roster: bool = False
    start: date | None = None
    """The first date on which it may fall; kinds that count days, weeks, months or times count from here."""
    rounds: int = 1
    """How many times on each of its days."""

    @property
    def as_needed(self) -> bool:
        """Whether it counts only where it is used."""
        return isinstance(self.kind, AsNeeded)
