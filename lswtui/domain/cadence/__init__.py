"""How often a task falls due: the values, and the dates they fall on.

`reading` makes them from what a board's file says, `wording` says them back.
"""

from lswtui.domain.cadence.due_dates import Dates, at_most_weekly, due, first_dates, next_dates, offered
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
    Season,
    Weekdays,
    Workday,
    Yearly,
)
from lswtui.domain.cadence.rrule import Freq, Rule

__all__ = [
    "COUNTED_FROM",
    "AsNeeded",
    "Cadence",
    "Daily",
    "Dates",
    "EveryDays",
    "EveryMonths",
    "EveryWeeks",
    "Freq",
    "Kind",
    "MonthDate",
    "MonthDay",
    "NthWeekday",
    "NthWorkday",
    "PeriodDate",
    "Rule",
    "Season",
    "Weekdays",
    "Workday",
    "Yearly",
    "at_most_weekly",
    "due",
    "first_dates",
    "next_dates",
    "offered",
]
