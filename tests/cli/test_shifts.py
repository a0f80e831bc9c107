"""`lsw shift`, and public holidays in what is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.app.days.test_shifts import SHIFTS
from tests.desk import PLAIN

if TYPE_CHECKING:
    from pathlib import Path

    import time_machine

    from tests.cli.conftest import Lsw

BAVARIA = '[holidays]\ncountry = "DE"\nregion = "BY"\n'


@pytest.fixture
def rotating(lsw: Lsw, clock: time_machine.Traveller, tmp_path: Path) -> time_machine.Traveller:
    """A board with three shifts, chosen before the day began."""
    clock.move_to("2026-11-19T05:00:00+01:00")
    board = tmp_path / "mine.toml"
    board.write_text(PLAIN + SHIFTS, encoding="utf-8")
    lsw.done("board", "use", str(board))
    return clock


@pytest.mark.usefixtures("rotating")
def test_the_shift_of_a_week_is_said_and_switched_by_a_beginning_of_its_name(lsw: Lsw) -> None:
    assert lsw.done("shift").out == "this week: early, 06:00-14:15; the week after: late, 14:00-22:15\n"
    assert "next week: late" in lsw.done("shift", "--on", "2026-11-25").out
    said = lsw.done("shift", "n", "--json").json
    assert said["id"] == "night"
    today = lsw.today()
    assert (today["shift"], today["cards"][0]["at"]) == ("night", "22:00")
    assert "night shift" in lsw.done("today").out
    assert "early" in lsw.done("undo").out
    assert lsw.today()["shift"] == "early"


@pytest.mark.usefixtures("rotating")
def test_a_board_is_shown_with_its_shifts(lsw: Lsw) -> None:
    shifts = "early 06:00-14:15, late 14:00-22:15, night 22:00-06:15; a week each: early, late, night"
    assert f"\nShifts: {shifts}\n" in lsw.done("board", "show").out


@pytest.mark.usefixtures("rotating")
def test_a_shift_that_there_is_not_is_refused_with_the_one_that_was_meant(lsw: Lsw) -> None:
    assert "did you mean 'early'?" in lsw.refused("shift", "erly", code=3)


@pytest.mark.usefixtures("day")
def test_who_works_in_no_shifts_is_told_where_they_are_named(lsw: Lsw) -> None:
    assert "[shifts]" in lsw.refused("shift", code=3)
    assert lsw.today()["shift"] is None


def test_a_night_goes_on_past_midnight_in_what_is_logged(lsw: Lsw, rotating: time_machine.Traveller) -> None:
    rotating.move_to("2026-12-01T02:00:00+01:00")
    lsw.done("log", "forklift down", "20m")
    assert [each["text"] for each in lsw.today("--on", "2026-11-30")["interruptions"]] == ["forklift down"]
    assert lsw.today()["date"] == "2026-11-30"


def test_a_holiday_is_named_in_the_day_and_falls_out_of_the_dates(
    lsw: Lsw, home: Path, day: time_machine.Traveller
) -> None:
    home.mkdir(exist_ok=True)
    (home / "config.toml").write_text(BAVARIA, encoding="utf-8")
    day.move_to("2026-12-25T09:00:00+01:00")
    assert "day off · Christmas Day" in lsw.done("today").out
    assert lsw.today()["holiday"] == "Christmas Day"
    dates = lsw.done("board", "dates", "lean-team-leader", "2026-12-24..2026-12-28", "--json").json["tasks"]
    workdays = [task["dates"] for task in dates if {"2026-12-24", "2026-12-28"} <= set(task["dates"])]
    assert workdays
    assert not any("2026-12-25" in falls for falls in workdays)
    assert "no longer off" in lsw.done("off", "2026-12-25", "--remove").out
    assert lsw.today()["holiday"] is None


def test_a_country_that_there_is_not_is_a_problem_of_the_settings(lsw: Lsw, home: Path) -> None:
    home.mkdir(exist_ok=True)
    (home / "config.toml").write_text(BAVARIA.replace("DE", "Germny"), encoding="utf-8")
    ran = lsw("config", "show")
    assert ran.code == 2
    assert "holidays.country: 'Germny' is no country whose holidays are known; did you mean 'DE'?" in ran.err
    (home / "config.toml").write_text(BAVARIA, encoding="utf-8")
    assert lsw.done("config", "show", "--json").json["holidays"] == {"country": "DE", "region": "BY"}


def test_a_board_in_use_with_a_bad_shift_is_refused_whole(lsw: Lsw, tmp_path: Path) -> None:
    board = tmp_path / "mine.toml"
    board.write_text(PLAIN + SHIFTS.replace("06:15", "6"), encoding="utf-8")
    ran = lsw("board", "check", str(board))
    assert (ran.code, "shifts.night: '6' is no time of day" in ran.out) == (2, True)
