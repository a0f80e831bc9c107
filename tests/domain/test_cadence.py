from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.cadence import (
    Cadence,
    Daily,
    Kind,
    NthWeekday,
    QuarterWeekday,
    Season,
    Weekdays,
    Workday,
    at_most_weekly,
    cadence_text,
    cadence_words,
    due,
    parse_cadence,
    weekdays,
)
from lswtui.domain.errors import BadInput

FIRST, LAST = date(2020, 1, 1), date(2031, 12, 31)
DATES = [FIRST + timedelta(days=day) for day in range((LAST - FIRST).days + 1)]

weekday = st.integers(0, 6)
nth = st.sampled_from([1, 2, 3, 4, 5, -1])
kinds: st.SearchStrategy[Kind] = st.one_of(
    st.just(Daily()),
    st.just(Workday()),
    st.frozensets(weekday, min_size=1).map(Weekdays),
    st.builds(NthWeekday, nth, weekday),
    st.builds(QuarterWeekday, st.integers(1, 3), nth, weekday),
)
days_of_year = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda on: (on.month, on.day))
seasons = st.none() | st.builds(Season, days_of_year, days_of_year)
cadences = st.builds(Cadence, kinds, seasons, st.booleans())


def falls(said: str, on: date, *, workday: bool = True, rostered: bool = True) -> bool:
    return due(parse_cadence(said), on, workday=workday, rostered=rostered)


def dates_of(cadence: Cadence) -> list[date]:
    return [on for on in DATES if due(cadence, on, workday=True, rostered=True)]


def dates_by_dateutil(freq: int, **by: object) -> list[date]:
    start, until = datetime(2020, 1, 1), datetime(2031, 12, 31)  # noqa: DTZ001 - dateutil counts plain dates
    rule = rrule.rrule(freq, dtstart=start, until=until, **by)  # type: ignore[arg-type] # free keywords of rrule
    return [found.date() for found in rule]


@given(cadences)
def test_a_cadence_reads_back_from_what_it_says(cadence: Cadence) -> None:
    assert parse_cadence(cadence_text(cadence)) == cadence


@given(cadences)
def test_case_and_spaces_do_not_matter(cadence: Cadence) -> None:
    assert parse_cadence("  " + cadence_text(cadence).upper().replace(" ", "   ")) == cadence


@given(cadences, st.dates(FIRST, LAST), st.booleans(), st.booleans())
def test_season_and_roster_only_ever_take_days_away(cadence: Cadence, on: date, workday: bool, rostered: bool) -> None:
    plain = Cadence(cadence.kind)
    if due(cadence, on, workday=workday, rostered=rostered):
        assert due(plain, on, workday=workday, rostered=rostered)


@given(kinds)
def test_the_default_carry_follows_the_number_of_days_in_any_week(kind: Kind) -> None:
    falls_due = dates_of(Cadence(kind))
    crowded = any(later - earlier < timedelta(days=7) for earlier, later in pairwise(falls_due))
    assert at_most_weekly(Cadence(kind)) is not crowded


def test_daily_and_workday_are_not_the_same_value() -> None:
    assert parse_cadence("daily") != parse_cadence("workday")


@pytest.mark.parametrize("days", ["mon", "mon,wed,fri", "tue-sat", "mon-wed,fri", "sat-mon"])
def test_weekdays_fall_where_dateutil_puts_them(days: str) -> None:
    expected = dates_by_dateutil(rrule.WEEKLY, byweekday=sorted(weekdays(days)))
    assert dates_of(parse_cadence(days)) == expected


@pytest.mark.parametrize("which", [1, 2, 3, 4, 5, -1])
@pytest.mark.parametrize("day", range(7))
def test_the_nth_weekday_falls_where_dateutil_puts_it(which: int, day: int) -> None:
    expected = dates_by_dateutil(rrule.MONTHLY, byweekday=rrule.weekday(day, which))
    assert dates_of(Cadence(NthWeekday(which, day))) == expected


@pytest.mark.parametrize("month", [1, 2, 3])
@pytest.mark.parametrize("which", [1, 3, 5, -1])
def test_a_quarters_weekday_falls_where_dateutil_puts_it(month: int, which: int) -> None:
    months = [month, month + 3, month + 6, month + 9]
    for day in range(7):
        # dateutil counts the nth of the year unless it is told to count in months
        expected = dates_by_dateutil(rrule.MONTHLY, bymonth=months, byweekday=rrule.weekday(day, which))
        assert dates_of(Cadence(QuarterWeekday(month, which, day))) == expected


def test_a_workday_is_what_the_board_says_it_is() -> None:
    sunday = date(2026, 11, 22)
    assert falls("workday", sunday, workday=True)
    assert not falls("workday", sunday, workday=False)
    assert falls("daily", sunday, workday=False)


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


def test_season_and_roster_stand_in_either_order() -> None:
    one = parse_cadence("tue,thu between 04-01 and 10-31 on roster")
    assert one == parse_cadence("tue,thu on roster between 04-01 and 10-31")
    assert one == Cadence(Weekdays(frozenset({1, 3})), Season((4, 1), (10, 31)), on_roster=True)


@pytest.mark.parametrize(
    ("said", "canonical"),
    [
        ("mon,tue,wed", "mon-wed"),
        ("fri,mon", "mon,fri"),
        ("Sat-Mon", "mon,sat,sun"),
        ("tuesday, thursday", "tue,thu"),
        ("last fri", "last friday"),
        ("quarter:month 3 last tue", "quarter: month 3 last tuesday"),
    ],
)
def test_what_was_said_loosely_is_said_back_in_one_form(said: str, canonical: str) -> None:
    assert cadence_text(parse_cadence(said)) == canonical


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("daily", "every day"),
        ("mon-sun", "every day"),
        ("workday", "every workday"),
        ("tue,thu", "Tuesdays and Thursdays"),
        ("mon,wed,fri", "Mondays, Wednesdays and Fridays"),
        ("tue-sat", "Tuesday to Saturday"),
        ("mon-wed,fri", "Monday to Wednesday and Fridays"),
        ("last friday", "the last Friday of the month"),
        ("quarter: month 2 third thursday", "the third Thursday of each quarter's second month"),
        ("mon between 04-01 and 10-31", "Mondays, from 1 April to 31 October"),
        ("daily on roster", "every day, when on the roster"),
    ],
)
def test_a_cadence_is_said_in_peoples_words(said: str, words: str) -> None:
    assert cadence_words(parse_cadence(said)) == words


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("workdya", "workday"),
        ("weekdays", "workday"),
        ("frist monday", "first monday"),
        ("last firday", "last friday"),
        ("quater: month 2 third thursday", "quarter: month 2 third thursday"),
        ("daily betwen 04-01 and 10-31", "daily between 04-01 and 10-31"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(said: str, meant: str) -> None:
    with pytest.raises(BadInput, match="did you mean") as error:
        parse_cadence(said)
    assert repr(meant) in str(error.value)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "on roster",
        "now and then",
        "quarter: month 4 first monday",
        "daily between 04-31 and 10-31",
        "daily between 4-1 and 10-31",
        "mon,,fri",
        "sixth monday",
        "mon-",
    ],
)
def test_what_is_not_understood_is_answered_with_what_is(said: str) -> None:
    with pytest.raises(BadInput, match="understood are daily, workday"):
        parse_cadence(said)
