from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.cadence.due_dates import at_most_weekly, due, next_dates, offered
from lswtui.domain.cadence.formatter import cadence_text, cadence_words
from lswtui.domain.cadence.model import Cadence, EveryWeeks, Kind, MonthDay, NthWorkday, Season, Weekdays, Workday
from lswtui.domain.cadence.parser import parse_cadence
from lswtui.domain.errors import BadInput
from tests.domain.cadence.cadences import (
    FIRST,
    LAST,
    always,
    cadences,
    counted,
    mondays_to_fridays,
    never,
    uncounted,
)


@given(cadences)
def test_a_cadence_reads_back_from_what_it_says(cadence: Cadence) -> None:
    assert parse_cadence(cadence_text(cadence)) == cadence


@given(cadences)
def test_case_and_spaces_do_not_matter(cadence: Cadence) -> None:
    assert parse_cadence("  " + cadence_text(cadence).upper().replace(" ", "   ")) == cadence


@given(cadences, cadences)
def test_what_is_said_differently_is_a_different_value(one: Cadence, other: Cadence) -> None:
    assert (one == other) is (cadence_text(one) == cadence_text(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("daily", "workday"), ("day 3", "workday 3"), ("day 1", "every mon"), ("yearly on 04-01", "fourth tuesday")],
)
def test_kinds_with_the_same_numbers_are_not_the_same_value(one: str, other: str) -> None:
    values = [parse_cadence(said.removeprefix("every ")) for said in (one, other)]
    assert values[0] != values[1]


@given(cadences)
def test_any_cadence_can_be_said_in_peoples_words(cadence: Cadence) -> None:
    assert cadence_words(cadence)


@given(cadences, st.dates(FIRST, LAST), st.booleans(), st.booleans())
def test_season_roster_and_start_only_ever_take_days_away(
    cadence: Cadence, on: date, workday: bool, rostered: bool
) -> None:
    def falls(cadence: Cadence) -> bool:
        return due(cadence, on, works=lambda _: workday, rostered=lambda _: rostered)

    if falls(cadence):
        assert falls(cadence._replace(season=None, on_roster=False))
        assert cadence.start is None or on >= cadence.start


@given(uncounted | counted, st.dates(FIRST, date(2026, 12, 31)))
def test_the_default_carry_follows_the_number_of_days_in_any_week(kind: Kind, start: date) -> None:
    cadence = Cadence(kind, start=start)
    days = [start + timedelta(days=day) for day in range(800)]
    falls = [on for on in days if due(cadence, on, works=mondays_to_fridays, rostered=always)]
    crowded = any((later - earlier).days < 7 for earlier, later in pairwise(falls))
    if crowded:
        assert not at_most_weekly(cadence)
    elif len(falls) > 8:
        assert at_most_weekly(cadence)


@pytest.mark.parametrize(
    ("said", "rarely"),
    [
        ("3x a day", False),
        ("mon 2x a day", False),
        ("as needed", False),
        ("every 6 days from 2026-01-06", False),
        ("every 7 days from 2026-01-06", True),
        ("RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", True),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=1,2", False),
    ],
)
def test_rounds_and_rules_are_kept_open_or_not_by_how_often_they_come(said: str, rarely: bool) -> None:
    assert at_most_weekly(parse_cadence(said)) is rarely


@pytest.mark.parametrize(
    ("said", "canonical"),
    [
        ("mon,tue,wed", "mon-wed"),
        ("fri,mon", "mon,fri"),
        ("Sat-Mon", "mon,sat,sun"),
        ("tuesday, thursday", "tue,thu"),
        ("last fri", "last friday"),
        ("last day", "day -1"),
        ("last workday", "workday -1"),
        ("quarter:month 3 last tue", "quarter: month 3 last tuesday"),
        ("half-year:month 6 last workday", "half-year: month 6 workday -1"),
        ("every day", "daily"),
        ("every week on tue", "tue"),
        ("every 2 weeks from 2026-01-06", "every 2 weeks on tue from 2026-01-06"),
        ("every 2 weeks on tuesday on roster from 2026-01-06", "every 2 weeks on tue from 2026-01-06 on roster"),
        ("every two weeks", "every 2 weeks on mon"),
        ("every two weeks on tue", "every 2 weeks on tue"),
        ("every other friday", "every 2 weeks on fri"),
        ("every second fri from 2026-01-06", "every 2 weeks on fri from 2026-01-06"),
        ("every other week on thu", "every 2 weeks on thu"),
        ("every other day", "every 2 days"),
        ("every 10 days", "every 10 days"),
        ("weekly", "mon"),
        ("weekly on fri", "fri"),
        ("weekly from 2026-01-06", "tue from 2026-01-06"),
        ("monthly", "workday 1"),
        ("monthly on day 15", "day 15"),
        ("monthly from 2026-01-31", "every month from 2026-01-31"),
        ("yearly", "every 12 months on workday 1"),
        ("every month on last friday", "last friday"),
        ("every 4 months", "every 4 months on workday 1"),
        ("every four months on last friday", "every 4 months on last friday"),
        ("every 4 months from 2026-01-15", "every 4 months from 2026-01-15"),
        ("every 12 months from 2026-01-15", "every 12 months from 2026-01-15"),
        ("every year from 2026-01-15", "every 12 months from 2026-01-15"),
        ("every 24 months from 2026-01-15", "every 2 years from 2026-01-15"),
        ("every other year from 2026-01-15", "every 2 years from 2026-01-15"),
        ("every 2 quarters on day 1 from 2026-01-15", "every 6 months on day 1 from 2026-01-15"),
        ("3 times a day", "3x a day"),
        ("workday 3x a day", "3x a day"),
        ("1x a day", "workday"),
        ("daily 3 x a day", "daily 3x a day"),
        ("rrule:freq=weekly; byday=tu", "tue"),
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
        ("3x a day", "every workday, 3 times a day"),
        ("tue 2x a day", "Tuesdays, twice a day"),
        ("as needed", "as needed"),
        ("tue,thu", "Tuesdays and Thursdays"),
        ("mon,wed,fri", "Mondays, Wednesdays and Fridays"),
        ("tue-sat", "Tuesday to Saturday"),
        ("mon-wed,fri", "Monday to Wednesday and Fridays"),
        ("every 2 weeks on tue from 2026-01-06", "every second Tuesday from 6 January 2026"),
        ("every 3 weeks on mon,wed from 2026-01-05", "every third week on Mondays and Wednesdays from 5 January 2026"),
        ("every 10 days from 2026-01-06", "every 10th day from 6 January 2026"),
        ("every 22 days from 2026-01-06", "every 22nd day from 6 January 2026"),
        ("first monday", "the first Monday of the month"),
        ("last friday", "the last Friday of the month"),
        ("day 15", "day 15 of the month"),
        ("day -1", "the last day of the month"),
        ("workday 3", "the third workday of the month"),
        ("workday 11", "the 11th workday of the month"),
        ("workday -2", "the second to last workday of the month"),
        ("quarter: month 2 third thursday", "the third Thursday of each quarter's second month"),
        ("half-year: month 6 workday -1", "the last workday of each half-year's 6th month"),
        ("yearly on 04-01", "every year on 1 April"),
        ("every 4 months from 2026-01-15", "every 4 months from 15 January 2026"),
        ("every 2 years on last friday from 2026-01-01", "every 2 years on the last Friday from 1 January 2026"),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=15,-1", "day 15 and the last day of the month"),
        ("RRULE:FREQ=MONTHLY;BYDAY=2TU,4TU", "the second Tuesday and the fourth Tuesday of the month"),
        ("RRULE:FREQ=YEARLY;BYMONTH=1,5;BYMONTHDAY=1", "day 1 of January and May"),
        (
            "RRULE:FREQ=MONTHLY;BYMONTH=1,5,9;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
            "the first day from Monday to Friday of January, May and September",
        ),
        ("mon between 04-01 and 10-31", "Mondays, each year from 1 April to 31 October"),
        ("daily on roster", "every day, when on the roster"),
        ("RRULE:FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "by the rule FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"),
    ],
)
def test_a_cadence_is_said_in_peoples_words(said: str, words: str) -> None:
    assert cadence_words(parse_cadence(said)) == words


def test_words_name_the_first_date_that_a_count_of_weeks_brings() -> None:
    wednesday = "every 2 weeks on tue from 2026-01-07"
    assert cadence_words(parse_cadence(wednesday)) == "every second Tuesday from 20 January 2026"


def test_season_and_roster_stand_in_either_order() -> None:
    one = parse_cadence("tue,thu between 04-01 and 10-31 on roster")
    assert one == parse_cadence("tue,thu on roster between 04-01 and 10-31")
    assert one == Cadence(Weekdays(frozenset({1, 3})), Season((4, 1), (10, 31)), on_roster=True)


def test_the_words_of_the_design_are_the_values_they_mean() -> None:
    assert parse_cadence("every 2 weeks on tue from 2026-01-06") == Cadence(
        EveryWeeks(2, frozenset({1})), start=date(2026, 1, 6)
    )
    assert parse_cadence("day 15") == Cadence(MonthDay(15))
    assert parse_cadence("workday -1") == Cadence(NthWorkday(-1))
    assert parse_cadence("3x a day") == Cadence(Workday(), rounds=3)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("workdya", "workday"),
        ("weekdays", "workday"),
        ("frist monday", "first monday"),
        ("last firday", "last friday"),
        ("quater: month 2 third thursday", "quarter: month 2 third thursday"),
        ("half-yaer: month 2 day 15", "half-year: month 2 day 15"),
        ("daily betwen 04-01 and 10-31", "daily between 04-01 and 10-31"),
        ("evry 2 weeks on tue from 2026-01-06", "every 2 weeks on tue from 2026-01-06"),
        ("fortnightly on tue from 2026-01-06", "every 2 weeks on tue from 2026-01-06"),
        ("every tuesday", "tuesday"),
        ("twice a day", "2x a day"),
        ("as neded", "as needed"),
        ("annually on 04-01", "yearly on 04-01"),
        ("freq=weekly;byday=tu", "RRULE:FREQ=WEEKLY;BYDAY=TU"),
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
        "every 2 days on tue from 2026-01-06",
        "daily from 2026-01-06 from 2026-01-07",
        "mon,,fri",
        "sixth monday",
        "mon-",
        "x" * 5000,
    ],
)
def test_what_is_not_understood_is_answered_with_what_is(said: str) -> None:
    with pytest.raises(BadInput, match="understood are daily, workday") as error:
        parse_cadence(said)
    assert len(str(error.value)) < 700


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("daily between 04-31 and 10-31", "'04-31' is no day of the year; write month and day, as in 04-01"),
        ("daily between 4-1 and 10-31", "'4-1' is no day of the year"),
        ("yearly on 02-30", "'02-30' is no day of the year"),
        ("daily from 6.1.2026", "'6.1.2026' is no date; write it as 2026-11-19"),
        ("day 32", "day 32 should be from day 1 to day 31, or day -1 for the last and so on"),
        ("workday 0", "workday 0 should be from workday 1 to workday 23"),
        ("every 0 weeks on tue", "every 0 weeks is never; count from 1"),
        ("every 0 months", "every 0 months is never; count from 1"),
        ("25x a day", "25x a day should be from 1x to 24x"),
        ("as needed 2x a day", "what is done as needed has no number of times a day"),
        ("day 32 between 04-31 and 10-32", "'04-31' is no day"),
        ("day 32 between 04-31 and 10-32", "'10-32' is no day"),
        ("day 32 between 04-31 and 10-32", "day 32 should be"),
    ],
)
def test_each_part_that_cannot_be_is_named(said: str, problem: str) -> None:
    with pytest.raises(BadInput) as error:
        parse_cadence(said)
    assert problem in str(error.value)


scraps = st.sampled_from(["every", "2", "weeks", "on", "tue", "from", "day", "2026-01-06", "rrule:", "3x", "a", "-1"])


@given(st.text(max_size=60) | st.lists(scraps, max_size=8).map(" ".join))
def test_any_text_is_a_recurrence_or_refused(said: str) -> None:
    try:
        cadence = parse_cadence(said)
    except BadInput:
        return
    assert parse_cadence(cadence_text(cadence)) == cadence


def test_what_is_done_as_needed_is_on_offer_and_never_due() -> None:
    cadence = parse_cadence("as needed between 04-01 and 10-31 on roster")
    summer, winter = date(2026, 7, 1), date(2026, 12, 1)
    assert cadence.as_needed
    assert not due(cadence, summer, works=always, rostered=always)
    assert offered(cadence, summer, rostered=always)
    assert not offered(cadence, winter, rostered=always)
    assert not offered(cadence, summer, rostered=never)
    assert not offered(parse_cadence("daily"), summer, rostered=always)


def test_the_next_dates_begin_with_the_day_itself() -> None:
    every = parse_cadence("every 2 weeks on tue from 2026-01-06")
    dates = next_dates(every, date(2026, 1, 20), 3, works=always, rostered=always)
    assert dates == (date(2026, 1, 20), date(2026, 2, 3), date(2026, 2, 17))


def test_there_are_fewer_next_dates_where_a_rule_ends() -> None:
    twice = parse_cadence("RRULE:FREQ=DAILY;COUNT=2 from 2026-01-06")
    dates = next_dates(twice, date(2026, 1, 1), 5, works=always, rostered=always)
    assert dates == (date(2026, 1, 6), date(2026, 1, 7))


def test_leap_days_are_found_five_times_over_a_turn_of_the_century() -> None:
    dates = next_dates(parse_cadence("yearly on 02-29"), date(2090, 1, 1), 5, works=always, rostered=always)
    assert [on.year for on in dates] == [2092, 2096, 2104, 2108, 2112]
