from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.errors import BadInput
from lswtui.domain.times import (
    DAY,
    clock_on_day,
    clock_text,
    clock_time,
    iso_date,
    logical_date,
    minutes_between,
    minutes_text,
    moment,
)
from tests.domain.making import BERLIN, ON, at

FORWARD, BACK = date(2026, 3, 29), date(2026, 10, 25)


@given(st.integers(0, DAY - 1))
def test_a_clock_time_reads_back_as_it_was_written(minutes: int) -> None:
    assert clock_time(clock_text(minutes)) == minutes


@pytest.mark.parametrize("text", ["", "24:00", "12:60", "7", "7:5", "a:bc", "-1:00", "12:00:00", "١٢:٠٠ "])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    if text.strip().isascii():
        with pytest.raises(BadInput, match="write it as 06:45"):
            clock_time(text)


def test_a_dot_and_one_digit_do_as_well() -> None:
    assert (clock_time("6.45"), clock_time(" 6:45 ")) == (405, 405)


def test_a_time_past_midnight_is_shown_as_a_clock_shows_it() -> None:
    assert clock_text(24 * 60 + 75) == "01:15"


@pytest.mark.parametrize("text", ["2026-13-01", "2026-02-30", "19.11.2026", "20261119", "2026-W47-4", ""])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="write it as 2026-11-19"):
        iso_date(text)


def test_a_moment_before_the_day_starts_counts_for_the_day_before() -> None:
    assert logical_date(at("03:59"), 240) == ON - timedelta(days=1)
    assert logical_date(at("04:00"), 240) == ON


def test_a_time_before_the_day_starts_lies_after_midnight() -> None:
    assert moment(ON, 60, 12 * 60, BERLIN) == at("01:00", ON + timedelta(days=1))
    assert moment(ON, 24 * 60 + 60, 12 * 60, BERLIN) == at("01:00", ON + timedelta(days=1))
    assert moment(ON, 13 * 60, 12 * 60, BERLIN) == at("13:00")


def test_a_day_counts_early_times_past_midnight() -> None:
    assert [clock_on_day(clock, 720) for clock in (719, 720)] == [719 + DAY, 720]


@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.integers(0, 23), st.integers(0, DAY - 1))
def test_every_time_of_a_day_counts_for_that_day(on: date, hour: int, clock: int) -> None:
    there = moment(on, clock_on_day(clock, hour * 60), hour * 60, BERLIN)
    skipped = there.hour * 60 + there.minute != clock
    assert skipped or logical_date(there, hour * 60) == on


def test_a_time_that_the_clock_change_leaves_out_is_an_hour_later() -> None:
    assert f"{moment(FORWARD, 150, 0, BERLIN):%H:%M}" == "03:30"


def test_the_night_the_clocks_change_is_an_hour_shorter_or_longer() -> None:
    assert minutes_between(at("01:00", FORWARD), at("04:00", FORWARD)) == 120
    assert minutes_between(at("01:00", BACK), at("04:00", BACK)) == 240


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.integers(-3000, 3000))  # noqa: DTZ001 - made aware below
def test_minutes_lie_between_instants_whatever_the_zone_shows(wall: datetime, minutes: int) -> None:
    start = wall.replace(tzinfo=UTC)
    end = start + timedelta(minutes=minutes)
    assert minutes_between(start.astimezone(BERLIN), end) == pytest.approx(minutes, abs=1e-4)


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "0m"), (44.5, "45m"), (59.4, "59m"), (59.5, "1h00"), (125, "2h05"), (1440, "24h00")]
)
def test_lengths_are_said_as_people_say_them(minutes: float, said: str) -> None:
    assert minutes_text(minutes) == said
