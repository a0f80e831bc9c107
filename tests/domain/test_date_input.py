from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.date_input import day_named, days_named, period_named
from lswtui.domain.errors import BadInput

THURSDAY = date(2026, 11, 19)
SUNDAY = date(2026, 11, 22)
DAYS = st.dates(date(1971, 1, 1), date(2198, 12, 31))
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-24", date(2026, 12, 24)),
        ("today", THURSDAY),
        (" Today ", THURSDAY),
        ("yesterday", date(2026, 11, 18)),
        ("tomorrow", date(2026, 11, 20)),
        ("thursday", THURSDAY),
        ("wed", date(2026, 11, 18)),
        ("Friday", date(2026, 11, 13)),
        ("last thursday", date(2026, 11, 12)),
        ("next thu", date(2026, 11, 26)),
        ("3 days ago", date(2026, 11, 16)),
        ("in a week", date(2026, 11, 26)),
        ("24 Dec", date(2025, 12, 24)),
        ("24. Dezember 2026", date(2026, 12, 24)),
        ("December 24th, 2026", date(2026, 12, 24)),
        ("1.3.", date(2026, 3, 1)),
        ("19.11.2026", THURSDAY),
        ("29 feb", date(2024, 2, 29)),
    ],
)
def test_a_day_may_be_named(typed: str, meant: date) -> None:
    assert day_named(typed, THURSDAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("wed", date(2026, 11, 25)), ("thu", THURSDAY), ("fri", date(2026, 11, 20)), ("24 dec", date(2026, 12, 24))],
)
def test_a_weekday_ahead_is_the_next_one(typed: str, meant: date) -> None:
    assert day_named(typed, THURSDAY, ahead=True) == meant


@given(DAYS, st.sampled_from(WEEKDAYS), st.booleans())
def test_a_weekday_is_never_a_week_away(today: date, name: str, ahead: bool) -> None:
    found = day_named(name, today, ahead=ahead)
    away = (found - today).days if ahead else (today - found).days
    assert 0 <= away < 7
    assert WEEKDAYS[found.weekday()] == name


@given(DAYS, DAYS)
def test_a_date_means_itself_on_any_day(there: date, today: date) -> None:
    assert day_named(there.isoformat(), today) == there


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("yesterdya", "did you mean yesterday?"),
        ("soon", "write it as 2026-11-19"),
        ("2026-02-30", "is no date"),
        ("2026-1-1", "is no date"),
        ("30 feb", "is no date"),
        ("31.2.2026", "is no date"),
        ("in 3 days ago", "is no date"),
        ("dec", "is no date"),
        ("t", "is no date"),
        ("", "is no date"),
        ("0001-01-01", "too far away"),
        ("9999-12-31", "too far away"),
    ],
)
def test_what_is_no_date_is_said_with_advice(typed: str, advice: str) -> None:
    with pytest.raises(BadInput, match=advice):
        day_named(typed, THURSDAY)


def test_a_range_holds_both_its_ends() -> None:
    assert days_named("2026-12-24..2027-01-03", THURSDAY) == (date(2026, 12, 24), date(2027, 1, 3))


def test_one_day_is_a_range_of_itself() -> None:
    assert days_named("today", THURSDAY) == (THURSDAY, THURSDAY)


def test_the_end_of_a_range_ahead_is_after_its_beginning() -> None:
    assert days_named("fri..mon", THURSDAY, ahead=True) == (date(2026, 11, 20), date(2026, 11, 23))


def test_a_range_that_runs_backwards_is_refused() -> None:
    with pytest.raises(BadInput, match="write the earlier day first"):
        days_named("2026-12-24..2026-12-01", THURSDAY)


PARTS = st.sampled_from(["24", "dec", ".", " ", "12", "in ", "ago", "a week", "next "])


@given(st.text() | st.lists(PARTS).map("".join), DAYS, st.booleans())
def test_any_text_is_a_date_or_refused(text: str, today: date, ahead: bool) -> None:
    with suppress(BadInput):
        assert isinstance(day_named(text, today, ahead=ahead), date)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("day", "2026-11-22", "2026-11-22"),
        ("week", "2026-11-16", "2026-11-22"),
        ("month", "2026-11-01", "2026-11-30"),
        ("quarter", "2026-10-01", "2026-12-31"),
        ("year", "2026-01-01", "2026-12-31"),
        ("2026-10-01..2026-11-22", "2026-10-01", "2026-11-22"),
    ],
)
def test_a_period_is_a_unit_around_a_date_or_two_dates(text: str, first: str, last: str) -> None:
    assert period_named(text, SUNDAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", ["fortnight", "2026-11-22..2026-10-01", "2026-11-22..", "..", "2026-02-30..2026-03-01"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        period_named(text, SUNDAY)


@given(st.sampled_from(["day", "week", "month", "quarter", "year"]), DAYS)
def test_periods_follow_each_other_without_a_gap(unit: str, on: date) -> None:
    first, last = period_named(unit, on)
    assert first <= on <= last
    assert period_named(unit, last) == (first, last)
    assert period_named(unit, last + timedelta(days=1))[0] == last + timedelta(days=1)
