"""Recurrences of every kind for laws, and the twenty years they are tried over."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from lswtui.domain.cadence.due_dates import due
from lswtui.domain.cadence.model import (
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
from lswtui.domain.cadence.parser import parse_cadence

FIRST, LAST = date(2020, 1, 1), date(2039, 12, 31)
DATES = [FIRST + timedelta(days=day) for day in range((LAST - FIRST).days + 1)]

weekday = st.integers(0, 6)
some_weekdays = st.frozensets(weekday, min_size=1)
nth = st.sampled_from([1, 2, 3, 4, 5, -1])
days_of_year = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda on: (on.month, on.day))
starts = st.dates(FIRST, date(2026, 12, 31))


def _either_way(most: int) -> st.SearchStrategy[int]:
    return st.integers(1, most) | st.integers(-most, -1)


month_dates: st.SearchStrategy[MonthDate] = st.one_of(
    st.builds(MonthDay, _either_way(31)),
    st.builds(NthWorkday, _either_way(23)),
    st.builds(NthWeekday, nth, weekday),
)
period_dates = st.sampled_from([3, 6]).flatmap(
    lambda months: st.builds(PeriodDate, st.just(months), st.integers(1, months), month_dates)
)
uncounted: st.SearchStrategy[Kind] = st.one_of(
    st.just(Daily()),
    st.just(Workday()),
    some_weekdays.map(Weekdays),
    month_dates,
    period_dates,
    days_of_year.map(lambda day: Yearly(*day)),
)
counted: st.SearchStrategy[Kind] = st.one_of(
    st.builds(EveryDays, st.integers(2, 400)),
    st.builds(EveryWeeks, st.integers(2, 60), some_weekdays),
    st.builds(EveryMonths, st.integers(2, 60), month_dates),
    st.integers(1, 60).map(EveryMonths),
)
counted_from_afar = counted.filter(lambda kind: not (isinstance(kind, EveryMonths) and kind.date is None))
"""What needs no start of its own."""
rules = st.sampled_from(
    [
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=YEARLY;BYWEEKNO=1,20;BYDAY=MO;WKST=SU",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU",
        "FREQ=DAILY;COUNT=10",
        "FREQ=WEEKLY;UNTIL=20381231;BYDAY=TU",
        "FREQ=YEARLY;BYYEARDAY=-1,100",
        "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1,15",
    ]
).flatmap(lambda rule: starts.map(lambda start: parse_cadence(f"RRULE:{rule} from {start}")))

seasons = st.none() | st.builds(Season, days_of_year, days_of_year)
rounds = st.just(1) | st.integers(1, 24)
cadences = st.one_of(
    st.builds(Cadence, uncounted, seasons, st.booleans(), st.none() | starts, rounds),
    st.builds(Cadence, counted, seasons, st.booleans(), starts, rounds),
    st.builds(Cadence, counted_from_afar, seasons, st.booleans(), st.none(), rounds),
    st.builds(Cadence, st.just(AsNeeded()), seasons, st.booleans(), st.none() | starts, st.just(1)),
    rules,
)


def always(on: date) -> bool:  # noqa: ARG001 - any date
    return True


def never(on: date) -> bool:  # noqa: ARG001 - no date
    return False


def mondays_to_fridays(on: date) -> bool:
    return on.weekday() < 5


def dates_of(cadence: Cadence) -> list[date]:
    """Its dates in the twenty years, with working days from Monday to Friday and always on duty."""
    return [on for on in DATES if due(cadence, on, works=mondays_to_fridays, rostered=always)]
