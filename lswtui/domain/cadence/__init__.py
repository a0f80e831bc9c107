"""How often a task falls due: the values, and the dates they fall on.

`reading` makes them from what a board's file says, `wording` says them back.
"""

from lswtui.domain.cadence.falling import Dates, at_most_weekly, due, next_dates, offered
from lswtui.domain.cadence.kinds import (
    AsNeeded,
    Cadence,
    Daily,
    EveryDays,
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
from lswtui.domain.cadence.rules import Freq, Rule

__all__ = [
    "AsNeeded",
    "Cadence",
    "Daily",
    "Dates",
    "EveryDays",
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
    "next_dates",
    "offered",
]
