from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from lswtui.app.boards.choose import change_task, choose
from lswtui.app.data import exchange
from lswtui.app.data.undo import undo
from lswtui.app.days import cards, change
from lswtui.app.days.calendar import Calendar
from lswtui.app.days.shifts import shift_of_week, switch
from lswtui.app.interruptions import log
from lswtui.domain.errors import BadInput, NotFound, RuleBroken
from lswtui.domain.vocabulary import Lane
from tests.desk import BERLIN, PLAIN, Desk

if TYPE_CHECKING:
    from pathlib import Path

SHIFTS = """
[shifts]
early = "06:00-14:15"
late = "14:00-22:15"
night = "22:00-06:15"
weeks = ["early", "late", "night"]
first = 2026-11-16
"""


@pytest.fixture
def rotating(empty: Desk) -> Desk:
    """A desk whose board has three shifts, chosen on a Thursday of an early week; nights come on 30 November."""
    choose(empty.workspace, empty.board(PLAIN + SHIFTS))
    return empty


def times(desk: Desk, on: str) -> list[int | None]:
    return [card.at for card in desk.day(on).cards if card.on == date.fromisoformat(on)]


def test_each_week_has_its_shift_and_the_cards_move_with_it(rotating: Desk) -> None:
    assert (rotating.day("2026-11-20").shift, times(rotating, "2026-11-20")) == ("early", [360, 420, 540, 780, None])
    assert (rotating.day("2026-11-23").shift, times(rotating, "2026-11-23")) == ("late", [840, 900, 1020, 1260, None])
    assert (rotating.day("2026-12-01").shift, times(rotating, "2026-12-01")) == (
        "night",
        [1320, 1380, 1500, 1740, None],
    )
    assert rotating.day("2026-12-01").day_starts == 12 * 60


@pytest.mark.parametrize("hours", ["mon-fri", "mon-sun"])
def test_the_days_of_a_capture_are_those_of_the_board(rotating: Desk, hours: str) -> None:
    choose(rotating.workspace, rotating.board(PLAIN.replace("mon-fri", hours) + SHIFTS))
    rotating.clock.set("2026-11-23 05:00")
    switch(rotating.workspace, "night", on=date(2026, 12, 10))
    calendar, settings = Calendar(rotating.workspace), rotating.workspace.board_settings()
    for ahead in range(40):
        on = calendar.today + timedelta(days=ahead)
        for worked in ("", "early", "late", "night", "gone"):
            planned = calendar.planned(on, worked)
            assert planned is not None
            assert settings.day_starts(on, worked) == planned.board.day_starts


def test_what_breaks_in_after_midnight_counts_on_the_night_it_broke_into(rotating: Desk) -> None:
    rotating.clock.set("2026-12-02 03:00")
    log.log(rotating.workspace, "power cut 20m")
    assert [each.text for each in rotating.day("2026-12-01").interruptions] == ["power cut"]
    rotating.clock.set("2026-12-02 13:00")
    assert rotating.workspace.today() == date(2026, 12, 2)
    log.log(rotating.workspace, "3:00-3:10 the lift")
    assert "the lift" in [each.text for each in rotating.day("2026-12-01").interruptions]


def test_a_switch_moves_what_nobody_touched_from_now_on(rotating: Desk) -> None:
    cards.start(rotating.workspace, "walk")
    rotating.clock.tick(60)
    said = switch(rotating.workspace, "la")
    assert said.text == "this week: late, 14:00-22:15 from Thu 19 Nov on, instead of early; 4 cards of Thu 19 Nov moved"
    assert rotating.card("walk").lane is Lane.DOING
    assert (rotating.card("walk").at, rotating.card("huddle").at) == (420, 840)
    assert rotating.day("2026-11-18").shift == ""
    assert rotating.day("2026-11-20").shift == "late"
    undo(rotating.workspace)
    assert (rotating.day("2026-11-20").shift, rotating.card("huddle").at) == ("early", 360)


def test_a_day_that_has_turned_keeps_its_shift(rotating: Desk) -> None:
    change.mark_seen(rotating.workspace)
    rotating.clock.set("2026-11-20 06:00")
    change.mark_seen(rotating.workspace)
    before = rotating.day("2026-11-19")
    switch(rotating.workspace, "night")
    assert rotating.day("2026-11-19") == before
    assert rotating.day("2026-11-20").shift == "night"
    rotating.clock.set("2026-11-21 13:00")
    change.mark_seen(rotating.workspace)
    before = rotating.day("2026-11-20")
    undo(rotating.workspace)
    after = rotating.day("2026-11-20")
    assert (after.cards, after.windows, after.shift) == (before.cards, before.windows, "night")
    assert rotating.day("2026-11-21").shift == "early"


@pytest.mark.parametrize("clock", ["00:30", "03:59", "04:00", "05:30", "08:00", "13:00", "14:20", "21:00", "23:59"])
@pytest.mark.parametrize("name", ["early", "late", "night"])
def test_no_switch_turns_the_day_back(rotating: Desk, clock: str, name: str) -> None:
    for day in ("2026-11-25", "2026-12-02"):
        rotating.clock.set(f"{day} {clock}")
        change.mark_seen(rotating.workspace)
        before = rotating.workspace.today()
        switch(rotating.workspace, name)
        after = rotating.workspace.today()
        assert before <= after <= rotating.clock.now().date()
        change.mark_seen(rotating.workspace)
        assert not rotating.day(after.isoformat()).turned


def test_who_comes_in_the_morning_after_all_begins_the_new_day_at_once(rotating: Desk) -> None:
    rotating.clock.set("2026-12-02 08:00")
    assert rotating.workspace.today() == date(2026, 12, 1)
    switch(rotating.workspace, "early")
    assert rotating.workspace.today() == date(2026, 12, 2)
    assert (rotating.day("2026-12-01").shift, rotating.day("2026-12-02").shift) == ("night", "early")


def test_a_switch_during_the_night_leaves_the_night_whole(rotating: Desk) -> None:
    rotating.clock.set("2026-12-02 05:00")
    switch(rotating.workspace, "late")
    assert rotating.workspace.today() == date(2026, 12, 1)
    assert (rotating.day("2026-12-01").shift, rotating.day("2026-12-02").shift) == ("night", "late")
    at = datetime(2026, 12, 2, 6, 10, tzinfo=BERLIN)
    assert rotating.workspace.board_settings().date_of(at) == date(2026, 12, 1)


def test_a_week_ahead_is_switched_whole_and_the_next_goes_on_in_turn(rotating: Desk) -> None:
    said = switch(rotating.workspace, "night", on=date(2026, 11, 26))
    assert said.text == "next week: night, 22:00-06:15, instead of late; 4 cards of Mon 23 Nov moved"
    assert [rotating.day(f"2026-11-{day}").shift for day in (20, 23, 27, 30)] == ["early", "night", "night", "night"]


def test_what_is_so_already_changes_nothing(rotating: Desk) -> None:
    assert switch(rotating.workspace, "early").text == "this week: early, 06:00-14:15, as it was"
    assert "chose the board" in undo(rotating.workspace).text


def test_the_shift_of_a_week_is_said_with_the_one_after(rotating: Desk) -> None:
    assert shift_of_week(rotating.workspace).text == "this week: early, 06:00-14:15; the week after: late, 14:00-22:15"
    text = shift_of_week(rotating.workspace, date(2026, 12, 9)).text
    assert text.startswith("the week of 2026-12-07: early")


def test_what_is_no_shift_and_a_week_that_is_over_are_refused(rotating: Desk) -> None:
    with pytest.raises(NotFound, match="did you mean 'night'"):
        switch(rotating.workspace, "nihgt")
    with pytest.raises(RuleBroken, match="is over"):
        switch(rotating.workspace, "late", on=date(2026, 11, 13))


def test_switches_go_with_an_export_and_such_that_cannot_be_read_are_refused(rotating: Desk, tmp_path: Path) -> None:
    switch(rotating.workspace, "night", on=date(2026, 12, 10))
    exported = exchange.export_json(rotating.workspace)
    elsewhere = Desk(tmp_path / "elsewhere")
    exchange.import_json(elsewhere.workspace, exported)
    assert Calendar(elsewhere.workspace).switches == Calendar(rotating.workspace).switches != ()
    (kept,) = (each for each in exported["databases"]["undated"]["remembered"] if each["id"] == "shifts")
    kept["switches"][0]["since"] = "soon"
    with pytest.raises(BadInput, match="no record of remembered"):
        exchange.import_json(elsewhere.workspace, exported)


def test_a_board_without_shifts_says_so(desk: Desk) -> None:
    with pytest.raises(NotFound, match="has no shifts"):
        shift_of_week(desk.workspace)
    with pytest.raises(NotFound, match="has no shifts"):
        switch(desk.workspace, "late")


def test_a_time_changed_for_always_in_a_late_week_is_the_boards_own_time(rotating: Desk) -> None:
    rotating.clock.set("2026-11-23 13:00")
    change_task(rotating.workspace, rotating.card("walk"), at=16 * 60)
    assert rotating.card("walk").at == 16 * 60
    standard = Calendar(rotating.workspace).standard(date(2026, 11, 23))
    task = standard and standard.board.task("walk")
    assert task is not None
    assert task.at == (8 * 60,)
