from __future__ import annotations

from datetime import date, datetime

import pytest

from lswtui.domain.boards.board import Window
from lswtui.domain.days.day import Absence, Day
from lswtui.measures.working_hours import day_is_over, work_is_over, working_hours, working_minutes
from tests.measures.days import BERLIN, THURSDAY, at, windows

SHIFT = Day(THURSDAY, windows=windows("06:00-10:00", "10:15-14:15"))


def test_breaks_are_no_working_minutes() -> None:
    assert working_minutes(SHIFT, BERLIN) == 8 * 60


@pytest.mark.parametrize(
    ("absence", "left"),
    [
        (Absence(), 0),
        (Absence(12 * 60), 345),
        (Absence(None, 8 * 60), 360),
        (Absence(9 * 60, 11 * 60), 375),
        (Absence(15 * 60), 480),
    ],
)
def test_an_absence_is_cut_out_of_the_working_hours(absence: Absence, left: float) -> None:
    assert working_minutes(SHIFT._replace(absences=(absence,)), BERLIN) == left


def test_a_night_shift_goes_on_after_midnight() -> None:
    night = Day(THURSDAY, day_starts=12 * 60, windows=(Window(22 * 60, 30 * 60),), absences=(Absence(2 * 60, 3 * 60),))
    friday = date(2026, 11, 20)
    assert working_hours(night, BERLIN) == (
        (at("22:00"), moment_after_midnight("02:00", friday)),
        (moment_after_midnight("03:00", friday), moment_after_midnight("06:00", friday)),
    )


def test_hours_are_as_long_as_the_clock_change_makes_them() -> None:
    autumn = Day(date(2026, 10, 24), day_starts=12 * 60, windows=(Window(22 * 60, 30 * 60),))
    assert working_minutes(autumn, BERLIN) == 9 * 60


def test_the_day_is_over_when_the_next_one_begins_or_when_it_is_closed() -> None:
    assert not day_is_over(SHIFT, moment_after_midnight("03:59", date(2026, 11, 20)))
    assert day_is_over(SHIFT, at("04:00", date(2026, 11, 20)))
    assert day_is_over(SHIFT._replace(closed_at=at("14:00")), at("14:01"))


def test_the_work_is_over_with_the_last_working_hour() -> None:
    assert not work_is_over(SHIFT, at("14:14"))
    assert work_is_over(SHIFT, at("14:15"))
    assert work_is_over(SHIFT._replace(absences=(Absence(12 * 60),)), at("12:00"))


def test_a_day_off_is_over_only_when_it_turns() -> None:
    assert not work_is_over(SHIFT._replace(windows=()), at("22:00"))


def moment_after_midnight(clock: str, on: date) -> datetime:
    return at("12:00", on).replace(hour=int(clock[:2]), minute=int(clock[3:]))
