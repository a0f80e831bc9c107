from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.errors import BadInput
from lswtui.domain.time_input import (
    clock_typed,
    minutes_typed,
    read_clock,
    read_length,
    read_stretch,
    stretch_typed,
)
from lswtui.domain.times import DAY, clock_text, minutes_text


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("15m", 15),
        ("15min", 15),
        ("15 mins", 15),
        ("15 min.", 15),
        ("90 minutes", 90),
        ("90 Minuten", 90),
        ("1h", 60),
        ("1h20", 80),
        ("1h 20", 80),
        ("1h 20m", 80),
        ("1 hour and 20 minutes", 80),
        ("1.5h", 90),
        ("1,5h", 90),
        (".5h", 30),
        ("1/2 hr", 30),
        ("1 1/2 h", 90),
        ("½ h", 30),
        ("1½h", 90),
        ("2hrs", 120),
        ("two hours", 120),
        ("2 and a half hours", 150),
        ("an hour and a half", 90),
        ("half an hour", 30),
        ("a quarter of an hour", 15),
        ("three quarters of an hour", 45),
        ("eine halbe Stunde", 30),
        ("1:30h", 90),
        ("~20m", 20),
        ("about 20 min", 20),
        ("ca. 20 min", 20),
        ("１５ｍ", 15),
        ("90 sec", 2),
        ("0m", 0),
    ],
)
def test_a_length_is_read_as_people_type_it(typed: str, minutes: int) -> None:
    assert read_length(typed) == minutes
    assert read_length(typed.upper(), asked=True) == minutes


@pytest.mark.parametrize(("typed", "minutes"), [("25", 25), ("1:30", 90), ("0:15", 15), ("15 m", 15), ("15'", 15)])
def test_where_a_length_is_asked_for_less_need_be_said(typed: str, minutes: int) -> None:
    assert (read_length(typed), read_length(typed, asked=True)) == (None, minutes)


@pytest.mark.parametrize(
    "typed",
    ["", "m", "h20", "1h75", "1h 60m", "20m 1h", "1.5", "1,500m", "-5m", "15m2", "1:75h", "half", "page 2"],
)
def test_what_is_no_length_is_none(typed: str) -> None:
    assert read_length(typed, asked=True) is None


@pytest.mark.parametrize("typed", ["hose of 15 m", "15 m", "1.5m", "30s", "15'"])
def test_a_unit_that_also_means_something_else_is_read_only_where_a_length_is_asked_for(typed: str) -> None:
    assert read_length(typed) is None


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("9:40", "09:40"),
        ("09.40", "09:40"),
        ("2:30pm", "14:30"),
        ("2:30p", "14:30"),
        ("2:30 p.m.", "14:30"),
        ("2 pm", "14:00"),
        ("12am", "00:00"),
        ("12 pm", "12:00"),
        ("14h30", "14:30"),
        ("9h", "09:00"),
        ("14 Uhr", "14:00"),
        ("14.30 Uhr", "14:30"),
        ("0940", "09:40"),
        ("２：３０ｐｍ", "14:30"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("half past nine", "09:30"),
        ("quarter to ten", "09:45"),
        ("20 past 9", "09:20"),
        ("nine o'clock", "09:00"),
        ("half past 2", "14:30"),
        ("halb drei", "14:30"),
    ],
)
def test_a_time_of_day_is_read_as_people_type_it(typed: str, clock: str) -> None:
    assert clock_text(clock_typed(typed)) == clock


@pytest.mark.parametrize("typed", ["", "9", "nine", "24:00", "9:60", "7:5", "13pm", "12:00:00", "at 9:40", "2:30 noon"])
def test_what_is_no_time_of_day_is_refused(typed: str) -> None:
    assert read_clock(typed) is None
    with pytest.raises(BadInput, match="write it as 06:45"):
        clock_typed(typed)


@pytest.mark.parametrize(
    ("typed", "stretch"),
    [
        ("9:40-10:05", "09:40-10:05"),
        ("9.40 – 10.05", "09:40-10:05"),
        ("9:40 to 10:05", "09:40-10:05"),
        ("9:40〜10:05", "09:40-10:05"),
        ("8-8:30", "08:00-08:30"),
        ("8-10", "08:00-10:00"),
        ("2-3", "14:00-15:00"),
        ("11-12pm", "11:00-12:00"),
        ("11:30-12:30pm", "11:30-12:30"),
        ("11:30-12:30am", "23:30-00:30"),
        ("1:30-2:30pm", "13:30-14:30"),
        ("9-5pm", "09:00-17:00"),
        ("9-5", "09:00-17:00"),
        ("11am-1", "11:00-13:00"),
        ("11:30-1:15", "11:30-13:15"),
        ("22:00-06:00", "22:00-06:00"),
        ("22:00-24:00", "22:00-00:00"),
        ("quarter to ten to half past ten", "09:45-10:30"),
    ],
)
def test_a_stretch_is_read_and_what_is_half_said_makes_sense(typed: str, stretch: str) -> None:
    begins, ends = stretch_typed(typed)
    assert f"{clock_text(begins)}-{clock_text(ends)}" == stretch


@pytest.mark.parametrize("typed", ["", "-", "9:40", "9:40-", "9:40-10:60", "a-b", "24:00-1:00"])
def test_what_is_no_stretch_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="write from and to"):
        stretch_typed(typed)


@given(st.integers(0, DAY))
def test_a_length_that_is_printed_is_read_back(minutes: int) -> None:
    assert read_length(minutes_text(minutes)) == minutes_typed(minutes_text(minutes)) == minutes


@given(st.integers(0, DAY - 1), st.integers(0, DAY - 1))
def test_times_that_are_printed_are_read_back(begins: int, ends: int) -> None:
    assert clock_typed(clock_text(begins)) == begins
    read = read_stretch(f"{clock_text(begins)}-{clock_text(ends)}")
    assert read is not None
    assert read.begins == begins
    assert read.ends == ends or (ends - begins) % DAY > DAY // 2


PARTS = st.sampled_from(
    [*"0123456789:.,/-~ ½²h'", "half ", "past ", "o'clock", "pm", "a ", "quarter ", "to ", "min", "９", "：", "٣"]
)


@given(st.text() | st.lists(PARTS, max_size=14).map("".join))
def test_no_text_makes_a_reader_fail(text: str) -> None:
    length, clock, stretch = read_length(text, asked=True), read_clock(text), read_stretch(text)
    assert length is None or length >= 0
    assert clock is None or 0 <= clock.minutes < DAY
    assert stretch is None or (0 <= stretch.begins < DAY and 0 <= stretch.ends < DAY)
