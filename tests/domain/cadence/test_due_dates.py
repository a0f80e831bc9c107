from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Any

import pytest
from dateutil import rrule
from dateutil.relativedelta import relativedelta
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lswtui.domain.cadence.due_dates import due, next_dates
from lswtui.domain.cadence.model import (
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
from lswtui.domain.cadence.parser import parse_cadence
from lswtui.domain.cadence.rrule import Rule
from lswtui.domain.errors import BadInput
from tests.domain.cadence.cadences import (
    DATES,
    FIRST,
    LAST,
    always,
    counted,
    dates_of,
    mondays_to_fridays,
    never,
    starts,
    uncounted,
)


def falls(said: str, on: date, *, workday: bool = True, rostered: bool = True) -> bool:
    return due(parse_cadence(said), on, works=lambda _: workday, rostered=lambda _: rostered)


def by_dateutil(rule: rrule.rrule) -> list[date]:
    return [at.date() for at in takewhile(lambda at: at.date() <= LAST, rule) if at.date() >= FIRST]


def parts_of(kind: Kind, start: date) -> dict[str, Any]:
    """What dateutil calls the same recurrence; working days are Monday to Friday."""
    match kind:
        case Daily():
            return {"freq": rrule.DAILY}
        case Workday():
            return {"freq": rrule.WEEKLY, "byweekday": range(5)}
        case Weekdays(days):
            return {"freq": rrule.WEEKLY, "byweekday": sorted(days)}
        case EveryDays(step):
            return {"freq": rrule.DAILY, "interval": step}
        case EveryWeeks(step, days):
            return {"freq": rrule.WEEKLY, "interval": step, "byweekday": sorted(days)}
        case PeriodDate(months, month, there):
            return {**parts_in_month(there), "bymonth": range(month, 13, months)}
        case EveryMonths(step, None) if start.day > 28:
            shorter_too = range(28, start.day + 1)
            return {"freq": rrule.MONTHLY, "interval": step, "bymonthday": shorter_too, "bysetpos": -1}
        case EveryMonths(step, there):
            return {**parts_in_month(there or MonthDay(start.day)), "interval": step}
        case Yearly(month, day):
            return {"freq": rrule.YEARLY, "bymonth": month, "bymonthday": day}
        case MonthDay() | NthWorkday() | NthWeekday():
            return parts_in_month(kind)
        case _:
            raise AssertionError(kind)


def parts_in_month(kind: MonthDate) -> dict[str, Any]:
    match kind:
        case MonthDay(day):
            return {"freq": rrule.MONTHLY, "bymonthday": day}
        case NthWorkday(nth):
            return {"freq": rrule.MONTHLY, "byweekday": range(5), "bysetpos": nth}
        case NthWeekday(nth, weekday):
            return {"freq": rrule.MONTHLY, "byweekday": rrule.weekday(weekday, nth)}


def midnight(on: date) -> datetime:
    return datetime(on.year, on.month, on.day)  # noqa: DTZ001 - dateutil counts plain dates


@settings(deadline=None)
@given(uncounted | counted, starts)
def test_every_kind_falls_where_dateutil_puts_it_over_twenty_years(kind: Kind, start: date) -> None:
    rule = rrule.rrule(dtstart=midnight(start), until=midnight(LAST), **parts_of(kind, start))
    assert dates_of(Cadence(kind, start=start)) == by_dateutil(rule)


def test_every_so_many_months_a_short_month_has_its_last_day() -> None:
    starts_on = date(2027, 10, 31)
    dates = next_dates(parse_cadence(f"every 4 months from {starts_on}"), starts_on, 5, works=always, rostered=always)
    assert [f"{on:%d %b}" for on in dates] == ["31 Oct", "29 Feb", "30 Jun", "31 Oct", "28 Feb"]
    assert list(dates) == [starts_on + relativedelta(months=4 * at) for at in range(5)]


@pytest.mark.parametrize(
    ("said", "dates"),
    [
        ("every 5 days", ["2024-01-01", "2024-01-06"]),
        ("every other friday", ["2024-01-05", "2024-01-19"]),
        ("every 4 months", ["2024-01-01", "2024-05-01"]),
        ("every 2 years on day 15", ["2024-01-15", "2026-01-15"]),
    ],
)
def test_what_is_counted_from_no_date_is_counted_from_the_first_monday_of_2024(said: str, dates: list[str]) -> None:
    found = next_dates(parse_cadence(said), date(2024, 1, 1), 2, works=mondays_to_fridays, rostered=always)
    assert [on.isoformat() for on in found] == dates


# Rules


def numbers(most: int, *, from_end: bool = True) -> st.SearchStrategy[str]:
    number = st.integers(1, most) | st.integers(-most, -1) if from_end else st.integers(1, most)
    return st.lists(number, min_size=1, max_size=3, unique=True).map(lambda found: ",".join(map(str, found)))


CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
plain_days = st.lists(st.sampled_from(CODES), min_size=1, max_size=5, unique=True).map(",".join)
numbered_days = st.lists(
    st.tuples(st.sampled_from([1, 2, 3, 4, 5, -1, -2]), st.sampled_from(CODES)), min_size=1, max_size=3, unique=True
).map(lambda found: ",".join(f"{nth}{day}" for nth, day in found))


@st.composite
def rule_texts(draw: st.DrawFn) -> str:
    """Any rule for whole days, most of them sensible."""
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = {"FREQ": freq}

    def maybe(name: str, values: st.SearchStrategy[str]) -> None:
        if draw(st.integers(0, 2)) == 0:
            parts[name] = draw(values)

    maybe("INTERVAL", st.integers(1, 6).map(str))
    maybe(*draw(st.sampled_from([("COUNT", st.integers(1, 50).map(str)), ("UNTIL", st.just("20350615"))])))
    maybe("BYMONTH", numbers(12, from_end=False))
    if freq != "WEEKLY":
        maybe("BYMONTHDAY", numbers(31))
    if freq == "YEARLY":
        maybe("BYYEARDAY", numbers(366))
        maybe("BYWEEKNO", numbers(53))
    nth_too = freq in ("MONTHLY", "YEARLY") and "BYWEEKNO" not in parts
    maybe("BYDAY", plain_days | numbered_days if nth_too else plain_days)
    if any(name.startswith("BY") for name in parts):
        maybe("BYSETPOS", numbers(5))
    maybe("WKST", st.sampled_from(CODES))
    return ";".join(f"{name}={value}" for name, value in parts.items())


def at_week_start(text: str, start: date) -> date:
    """The start, moved to where a week begins: dateutil takes positions in what is left of the first week."""
    if "FREQ=WEEKLY" not in text or "BYSETPOS" not in text:
        return start
    first = CODES.index(text.rpartition("WKST=")[2]) if "WKST=" in text else 0
    return start - timedelta(days=(start.weekday() - first) % 7)


@settings(deadline=None)
@given(rule_texts(), starts)
def test_every_rule_falls_where_dateutil_puts_it_over_twenty_years(text: str, start: date) -> None:
    start = at_week_start(text, start)
    try:
        cadence = parse_cadence(f"RRULE:{text} from {start}")
    except BadInput as error:
        assert "falls on no date" in str(error)  # noqa: PT017 - no other rule is refused
        assume(False)
    rule = rrule.rrulestr(text, dtstart=midnight(start))
    assert isinstance(rule, rrule.rrule)
    assert dates_of(cadence) == by_dateutil(rule)


@pytest.mark.parametrize(
    ("rule", "same"),
    [
        ("RRULE:FREQ=DAILY", "daily"),
        ("RRULE:FREQ=DAILY;INTERVAL=10 from 2026-01-06", "every 10 days from 2026-01-06"),
        ("RRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "mon-fri"),
        ("RRULE:FREQ=WEEKLY;BYDAY=TU,TH", "tue,thu"),
        ("RRULE:FREQ=WEEKLY from 2026-01-06", "tue from 2026-01-06"),
        ("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=MO from 2026-01-06", "every 2 weeks on tue from 2026-01-06"),
        ("DTSTART:20260106\nRRULE:FREQ=WEEKLY;INTERVAL=2", "every 2 weeks on tue from 2026-01-06"),
        ("DTSTART;TZID=Europe/Berlin:20260106T090000\nRRULE:FREQ=WEEKLY;BYDAY=TU", "tue from 2026-01-06"),
        ("DTSTART;VALUE=DATE:20260106 RRULE:FREQ=DAILY on roster", "daily from 2026-01-06 on roster"),
        ("RRULE:FREQ=MONTHLY;BYDAY=1MO", "first monday"),
        ("RRULE:FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", "last friday"),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=15", "day 15"),
        ("RRULE:FREQ=MONTHLY from 2026-01-15", "day 15 from 2026-01-15"),
        ("RRULE:FREQ=MONTHLY;BYMONTH=2,5,8,11;BYDAY=3TH", "quarter: month 2 third thursday"),
        ("RRULE:FREQ=YEARLY;BYMONTH=2,5,8,11;BYDAY=3TH", "quarter: month 2 third thursday"),
        ("RRULE:FREQ=MONTHLY;INTERVAL=3;BYDAY=3TH from 2026-05-01", "quarter: month 2 third thursday from 2026-05-01"),
        ("RRULE:FREQ=MONTHLY;INTERVAL=4;BYMONTHDAY=15 from 2026-05-01", "every 4 months on day 15 from 2026-05-01"),
        ("RRULE:FREQ=MONTHLY;BYMONTH=1,7;BYMONTHDAY=-1", "half-year: month 1 day -1"),
        ("RRULE:FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1", "yearly on 04-01"),
        ("RRULE:FREQ=YEARLY from 2026-04-01", "yearly on 04-01 from 2026-04-01"),
    ],
)
def test_a_rule_that_equals_words_is_those_words(rule: str, same: str) -> None:
    assert parse_cadence(rule) == parse_cadence(same)


@pytest.mark.parametrize(
    "text",
    [
        "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU from 2026-01-06",
        "RRULE:FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
        "RRULE:FREQ=DAILY;COUNT=10 from 2026-01-06",
        "RRULE:FREQ=WEEKLY;UNTIL=20261231;BYDAY=TU",
        "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=MO",
    ],
)
def test_any_other_rule_stays_one(text: str) -> None:
    assert isinstance(parse_cadence(text).kind, Rule)


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("FREQ=HOURLY", "FREQ=HOURLY falls many times a day; a recurrence says the days, its times stand in `at`"),
        ("FREQ=DAILY;BYHOUR=9", "BYHOUR says a time of day"),
        ("FREQ=WEEKLY;BYDAYS=MO", "BYDAYS is no part of a rule; did you mean 'BYDAY'?"),
        ("FREQ=WEEKLYY;BYDAY=MO", "FREQ=WEEKLYY is not known; did you mean 'WEEKLY'?"),
        ("BYDAY=MO", "the rule has no FREQ"),
        ("", "the rule has no FREQ"),
        ("FREQ=WEEKLY;BYDAY", "'BYDAY' is no part of a rule; write it as BYDAY=MO"),
        ("FREQ=WEEKLY;BYDAY=MO;BYDAY=TU", "BYDAY stands in the rule twice"),
        ("FREQ=WEEKLY;BYDAY=MX", "MX in BYDAY is no weekday"),
        ("FREQ=MONTHLY;BYDAY=6MO", "BYDAY counts to 5 within a month"),
        ("FREQ=MONTHLY;BYDAY=MO,1TU", "BYDAY names weekdays with and without a number"),
        ("FREQ=WEEKLY;BYDAY=1MO", "BYDAY with a number needs FREQ=MONTHLY or YEARLY, not WEEKLY"),
        ("FREQ=MONTHLY;BYMONTHDAY=0,32", "0 in BYMONTHDAY should be from 1 to 31 or from -31 to -1"),
        ("FREQ=MONTHLY;BYMONTHDAY=0,32", "32 in BYMONTHDAY should be"),
        ("FREQ=YEARLY;BYMONTH=-1;BYMONTHDAY=1", "-1 in BYMONTH should be from 1 to 12"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY does not go with FREQ=WEEKLY"),
        ("FREQ=MONTHLY;BYYEARDAY=1", "BYYEARDAY needs FREQ=YEARLY, not MONTHLY"),
        ("FREQ=MONTHLY;BYWEEKNO=1", "BYWEEKNO needs FREQ=YEARLY, not MONTHLY"),
        ("FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO", "BYDAY with a number does not go with BYWEEKNO"),
        ("FREQ=DAILY;BYSETPOS=1", "BYSETPOS picks among days that another part names"),
        ("FREQ=WEEKLY;BYDAY=MO;INTERVAL=0", "INTERVAL=0 should be a whole number from 1 to 1000"),
        ("FREQ=WEEKLY;BYDAY=MO;INTERVAL=2", "INTERVAL=2 counts from a date; say its first date as well"),
        ("FREQ=DAILY;COUNT=3", "COUNT=3 counts from a date"),
        ("FREQ=WEEKLY", "the rule names no day; add BYDAY, or say its first date"),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20261331", "UNTIL=20261331 is no date; write it as 20261231"),
        ("FREQ=WEEKLY;BYDAY=MO;WKST=XX", "WKST=XX is no weekday"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20261231", "COUNT and UNTIL both end the rule; keep one"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "the rule falls on no date in forty years"),
        ("FREQ=DAILY;UNTIL=20260101 from 2026-01-06", "the rule falls on no date in forty years"),
    ],
)
def test_a_rule_that_makes_no_sense_for_days_is_refused_with_a_sentence(rule: str, problem: str) -> None:
    with pytest.raises(BadInput) as error:
        parse_cadence(f"RRULE:{rule}")
    assert problem in str(error.value)


def test_every_problem_of_a_rule_is_said_at_once() -> None:
    with pytest.raises(BadInput) as error:
        parse_cadence("RRULE:FREQ=HOURLY;BYHOUR=9;BYDAY=MX;INTERVAL=x from 2026-13-01")
    assert str(error.value).count(";") >= 5
    assert all(part in str(error.value) for part in ("HOURLY", "BYHOUR", "MX", "INTERVAL=X", "2026-13-01"))


def test_two_first_dates_are_one_too_many() -> None:
    with pytest.raises(BadInput, match="keep one"):
        parse_cadence("DTSTART:20260106 RRULE:FREQ=DAILY from 2026-01-06")


# Working days, seasons, the roster


def test_a_workday_is_what_the_board_says_it_is() -> None:
    sunday = date(2026, 11, 22)
    assert falls("workday", sunday, workday=True)
    assert not falls("workday", sunday, workday=False)
    assert falls("daily", sunday, workday=False)


@given(st.frozensets(st.sampled_from(DATES[:366])), st.integers(1, 23), st.booleans())
def test_the_nth_workday_counts_only_days_that_are_worked(off: frozenset[date], nth: int, from_end: bool) -> None:
    def works(on: date) -> bool:
        return on.weekday() < 6 and on not in off

    signed = -nth if from_end else nth
    for month in range(1, 13):
        days = [on for on in DATES[:366] if on.month == month]
        worked = [on for on in days if works(on)]
        expected = worked[signed if from_end else nth - 1 :][:1] if len(worked) >= nth else []
        assert [on for on in days if due(Cadence(NthWorkday(signed)), on, works=works, rostered=always)] == expected


def test_no_workday_falls_in_a_month_off() -> None:
    assert next_dates(parse_cadence("workday 1"), FIRST, 1, works=never, rostered=always) == ()


@pytest.mark.parametrize(
    ("on", "inside"),
    [("2026-03-31", False), ("2026-04-01", True), ("2026-10-31", True), ("2026-11-01", False)],
)
def test_a_season_has_both_its_ends(on: str, *, inside: bool) -> None:
    assert falls("daily between 04-01 and 10-31", date.fromisoformat(on)) is inside


@pytest.mark.parametrize(
    ("on", "inside"),
    [
        ("2026-10-31", False),
        ("2026-11-01", True),
        ("2026-12-31", True),
        ("2027-01-01", True),
        ("2027-04-01", False),
    ],
)
def test_a_season_may_wrap_over_the_new_year(on: str, *, inside: bool) -> None:
    assert falls("daily between 11-01 and 03-31", date.fromisoformat(on)) is inside


def test_a_season_may_begin_on_a_leap_day() -> None:
    assert falls("daily between 02-29 and 03-15", date(2027, 3, 1))
    assert not falls("daily between 02-29 and 03-15", date(2027, 2, 28))


def test_on_roster_falls_due_on_days_on_duty_only() -> None:
    assert falls("daily on roster", date(2026, 11, 22), rostered=True)
    assert not falls("daily on roster", date(2026, 11, 22), rostered=False)
    assert falls("daily", date(2026, 11, 22), rostered=False)


def test_nothing_falls_ahead_of_its_first_date() -> None:
    assert not falls("mon from 2026-11-24", date(2026, 11, 23))
    assert falls("mon from 2026-11-23", date(2026, 11, 23))
