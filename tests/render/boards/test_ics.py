"""Boards as calendars: the dates are those of the board, with python-dateutil as the second opinion."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from itertools import takewhile
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrule, rruleset, rrulestr
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.boards.board import Board, Task, Window, no_holiday
from lswtui.domain.boards.rota import Rota
from lswtui.domain.boards.shifts import Shift, Shifts
from lswtui.domain.cadence.due_dates import due
from lswtui.domain.cadence.parser import parse_cadence
from lswtui.domain.times import moment as moment_of
from lswtui.domain.vocabulary import Activity, Area, Domain, Element, Moves
from lswtui.render.boards.ics import OCTETS_OF_A_LINE, IcsZone, board_ics
from lswtui.render.boards.ics_zone import zone_lines
from lswtui.store.files.board_files import bundled, load_board
from tests.domain.cadence.cadences import cadences

if TYPE_CHECKING:
    from lswtui.domain.cadence.model import Cadence

FIRST = date(2026, 11, 22)
MADE = datetime(2026, 11, 22, 9, 45, tzinfo=UTC)
BERLIN = IcsZone(ZoneInfo("Europe/Berlin"), "Europe/Berlin")
OFFICE: dict[int, tuple[Window, ...]] = {day: (Window(8 * 60, 16 * 60 + 30),) for day in range(5)}
CHRISTMAS = date(2026, 12, 25)


def a_task(every: Cadence, at: tuple[int, ...] = (), title: str = "Walk", **texts: str) -> Task:
    kind = (Activity.GO_AND_SEE, Domain.OPERATE, Element.ACCOUNTABILITY, Area.ACCOUNTABILITY)
    return Task("walk", title, every, at, 20, *kind, **texts)  # type: ignore[arg-type]


def a_board(*tasks: Task) -> Board:
    return Board("line-3", "Line 3", "", "front line", OFFICE, tasks, ())


def events(text: str) -> list[dict[str, list[str]]]:
    """The events of a calendar, each property by its name with all that follows the name, unfolded."""
    found: list[dict[str, list[str]]] = []
    text = text.replace(";TZID=Europe/Berlin", "")
    for line in text.replace("\r\n ", "").split("\r\n"):
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line not in ("END:VEVENT", "END:VCALENDAR", ""):
            name = line.split(":", 1)[0].split(";", 1)[0]
            found[-1].setdefault(name, []).append(line[len(name) :])
    return found


def moment(value: str) -> datetime:
    """When a property says that something is, as the clocks there show it."""
    said = value.rpartition(":")[2]
    return datetime.strptime(said, "%Y%m%dT%H%M%S" if "T" in said else "%Y%m%d")  # noqa: DTZ007 - as shown


def floating(rule: str) -> str:
    """A rule whose end is as the clocks in Berlin show it, as python-dateutil wants it for starts without a zone."""

    def shown(found: re.Match[str]) -> str:
        at = datetime.strptime(found[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return f"UNTIL={at.astimezone(BERLIN.zone):%Y%m%dT%H%M%S}"

    return re.sub(r"UNTIL=(\w+Z)", shown, rule)


def moments(event: dict[str, list[str]], last: datetime) -> list[datetime]:
    """When an event is, by python-dateutil."""
    start = moment(event["DTSTART"][0])
    if "RRULE" not in event:
        return [start]
    every = rruleset()
    rule = rrulestr(floating(event["RRULE"][0][1:]), dtstart=start)
    assert isinstance(rule, rrule)
    every.rrule(rule)
    for left_out in event.get("EXDATE", ()):
        every.exdate(moment(left_out))
    return list(takewhile(lambda at: at <= last, every))


def dates_in(text: str, last: date) -> list[date]:
    end = datetime(last.year, last.month, last.day, 23, 59)  # noqa: DTZ001 - floating
    return sorted(at.date() for event in events(text) for at in moments(event, end))


@given(cadences, st.booleans())
def test_the_dates_of_a_calendar_are_those_of_the_board(every: Cadence, timed: bool) -> None:
    last = FIRST + timedelta(days=365)
    rounds = every.rounds if timed else 1
    board = a_board(a_task(every._replace(rounds=rounds), tuple(480 + 20 * nth for nth in range(rounds)) * timed))
    wanted = [
        on
        for ahead in range(366)
        if due(every, on := FIRST + timedelta(days=ahead), works=board.works, rostered=board.rostered)
    ]
    assert dates_in(board_ics(board, FIRST, last, MADE, BERLIN).text, last) == sorted(wanted * rounds)


@pytest.mark.parametrize("name", ["lean-team-leader", "charge-nurse", "school-principal"])
def test_a_ready_made_board_has_its_dates_for_a_year_without_an_end(name: str) -> None:
    board = load_board(name, bundled())
    last = FIRST + timedelta(days=364)
    calendar = board_ics(board, FIRST, None, MADE, BERLIN)
    for task in board.tasks:
        of_task = [event for event in events(calendar.text) if f".{board.id}@" in event["UID"][0]]
        mine = [event for event in of_task if task.id in event["UID"][0].lstrip(":").split(".")]
        days = [FIRST + timedelta(days=ahead) for ahead in range(365)]
        falls = [on for on in days if due(task.every, on, works=board.works, rostered=board.rostered)]
        end = datetime(last.year, last.month, last.day, 23, 59)  # noqa: DTZ001 - floating
        first_clock = min((event["DTSTART"][0][-6:] for event in mine), default="")
        got = sorted(
            at.date() for event in mine if event["DTSTART"][0][-6:] == first_clock for at in moments(event, end)
        )
        if not (task.at and task.at[0] >= 1440):
            assert got == falls, task.id


def test_times_last_as_long_as_the_task() -> None:
    (event,) = events(board_ics(a_board(a_task(parse_cadence("tue"), (420,))), FIRST, None, MADE, BERLIN).text)
    assert event["DTSTART"] == [":20261124T070000"]
    assert event["DURATION"] == [":PT20M"]
    assert event["RRULE"] == [":FREQ=WEEKLY;BYDAY=TU"]


def test_a_time_after_midnight_of_a_night_shift_is_on_the_next_date() -> None:
    board = a_board(
        a_task(parse_cadence("fri"), (24 * 60 + 90,)), a_task(parse_cadence("last friday"), (24 * 60 + 90,))
    )
    weekly, *monthly = events(board_ics(board, FIRST, date(2026, 12, 31), MADE, BERLIN).text)
    assert weekly["DTSTART"] == [":20261128T013000"]
    assert weekly["RRULE"] == [":FREQ=WEEKLY;BYDAY=SA;UNTIL=20270101T225959Z"]
    assert [event["DTSTART"] for event in monthly] == [[":20261128T013000"], [":20261226T013000"]]


def test_a_task_without_a_time_takes_the_day_and_no_room_in_it() -> None:
    (event,) = events(
        board_ics(a_board(a_task(parse_cadence("workday"))), FIRST, date(2026, 12, 31), MADE, BERLIN).text
    )
    assert event["DTSTART"] == [";VALUE=DATE:20261123"]
    assert event["RRULE"] == [":FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20261231"]
    assert event["TRANSP"] == [":TRANSPARENT"]


def test_what_is_done_as_needed_is_left_out_and_said() -> None:
    calendar = board_ics(a_board(a_task(parse_cadence("as needed"), title="Fire drill")), FIRST, None, MADE, BERLIN)
    assert calendar.left_out == ("Fire drill",)
    assert events(calendar.text) == []


def test_a_public_holiday_is_left_out_of_workdays() -> None:
    def known(on: date) -> str:
        return "Christmas Day" if on == CHRISTMAS else ""

    tasks = (a_task(parse_cadence("workday"), (420,)), a_task(parse_cadence("workday -1"), (480,))._replace(id="close"))
    board = a_board(*tasks)._replace(holiday_on=known)
    found = events(board_ics(board, FIRST, date(2026, 12, 31), MADE, BERLIN).text)
    assert found[0]["EXDATE"] == [":20261225T070000"]
    assert [event["DTSTART"] for event in found[1:]] == [[":20261130T080000"], [":20261231T080000"]]
    assert board.holiday_on is not no_holiday


def test_days_on_a_roster_are_events_of_their_own() -> None:
    board = a_board(a_task(parse_cadence("daily on roster"), (420,)))._replace(roster=Rota(FIRST, "DD--"))
    found = events(board_ics(board, FIRST, date(2026, 11, 27), MADE, BERLIN).text)
    assert [event["DTSTART"][0][7:9] for event in found] == ["22", "23", "26", "27"]
    assert not any("RRULE" in event for event in found)


def test_shifts_in_turn_move_the_times_with_the_weeks() -> None:
    early, late = Shift("early", 8 * 60, 16 * 60 + 30), Shift("late", 14 * 60, 22 * 60 + 30)
    in_turn = Shifts((early, late), ("early", "late"), date(2026, 11, 23))
    board = a_board(a_task(parse_cadence("tue"), (9 * 60,)))._replace(shifts=in_turn)
    found = events(board_ics(board, FIRST, date(2026, 12, 8), MADE, BERLIN).text)
    starts = [event["DTSTART"] for event in found]
    assert starts == [[":20261124T090000"], [":20261201T150000"], [":20261208T090000"]]
    (steady,) = events(board_ics(board._replace(shifts=Shifts((late,))), FIRST, None, MADE, BERLIN).text)
    assert (steady["DTSTART"], steady["RRULE"]) == ([":20261124T150000"], [":FREQ=WEEKLY;BYDAY=TU"])


def test_the_same_board_gives_the_same_ids_each_time_and_no_two_alike() -> None:
    board = load_board("lean-team-leader", bundled())
    once, again = (
        [event["UID"][0] for event in events(board_ics(board, on, None, MADE, BERLIN).text)]
        for on in (FIRST, date(2026, 11, 23))
    )
    assert once == again
    assert len(set(once)) == len(once)


@given(st.text(max_size=300))
def test_any_text_keeps_its_line_and_comes_back(text: str) -> None:
    board = a_board(a_task(parse_cadence("daily"), (420,), where="here", why=text))
    calendar = board_ics(board, FIRST, None, MADE, BERLIN).text
    assert all(len(line.encode()) <= OCTETS_OF_A_LINE for line in calendar.split("\r\n"))
    assert "\n" not in calendar.replace("\r\n", "")
    (event,) = events(calendar)
    assert event["LOCATION"] == [":here"]


def test_texts_are_escaped_as_the_standard_asks() -> None:
    task = a_task(parse_cadence("daily"), (420,), title="A; b, c\\d", detail="one\ntwo")
    (event,) = events(board_ics(a_board(task), FIRST, None, MADE, BERLIN).text)
    assert event["SUMMARY"] == [":A\\; b\\, c\\\\d"]
    assert event["DESCRIPTION"] == [":one\\ntwo"]


@pytest.mark.parametrize(("moves", "day"), [(Moves.NEXT, 2), (Moves.PREVIOUS, 30), (Moves.STAY, 31)])
def test_what_moves_off_a_day_off_is_where_the_board_has_it(moves: Moves, day: int) -> None:
    task = a_task(parse_cadence("day 31"))._replace(moves=moves)
    text = board_ics(a_board(task), date(2026, 1, 5), date(2026, 2, 28), MADE, BERLIN).text
    assert [on.day for on in dates_in(text, date(2026, 2, 28))] == [day]


# --- by a second library


@pytest.fixture(scope="module")
def icalendar() -> Any:
    """The second library; nothing of the program uses it."""
    return import_module("icalendar")


def starts(icalendar: Any, text: str, until: datetime) -> list[datetime]:
    """All starts of the timed events of a calendar until a moment, read by icalendar and its own idea of the zone."""
    calendar = icalendar.Calendar.from_ical(text)
    found: list[datetime] = []
    for event in calendar.walk("VEVENT"):
        start = event["DTSTART"].dt
        if not isinstance(start, datetime):
            continue
        rules = event.get("RRULE")
        every = rruleset()
        if rules is None:
            every.rdate(start)
        else:
            rule = rrulestr(rules.to_ical().decode(), dtstart=start)
            assert isinstance(rule, rrule)
            every.rrule(rule)
        left_out = event.get("EXDATE", [])
        for each in left_out if isinstance(left_out, list) else [left_out]:
            for value in each.dts:
                every.exdate(value.dt)
        found += takewhile(lambda at: at < until, every)
    return sorted(found)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"])
def test_another_library_finds_every_event_at_its_time_over_the_changes_of_the_clocks(
    icalendar: Any, zone: str
) -> None:
    here = ZoneInfo(zone)
    board = a_board(
        a_task(parse_cadence("daily"), (150,)),
        a_task(parse_cadence("mon,wed"), (7 * 60,))._replace(id="early"),
        a_task(parse_cadence("workday -1"), (16 * 60,))._replace(id="close", moves=Moves.NEXT),
    )
    last = date(2027, 12, 31)
    text = board_ics(board, FIRST, last, MADE, IcsZone(here, zone)).text
    wanted = sorted(
        moment_of(on, clock, 0, here)
        for task in board.tasks
        for ahead in range((last - FIRST).days + 1)
        if due(task.every, on := FIRST + timedelta(days=ahead), works=board.works, rostered=board.rostered)
        for clock in task.at
    )
    found = starts(icalendar, text, datetime(2028, 1, 2, tzinfo=UTC))
    assert [at.timestamp() for at in found] == [at.timestamp() for at in wanted]
    assert "VTIMEZONE" in text if zone != "UTC" else "TZID" not in text


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Berlin",
        "America/New_York",
        "America/Santiago",
        "Africa/Casablanca",
        "Australia/Lord_Howe",
        "Asia/Jerusalem",
        "Asia/Kolkata",
        "Europe/Dublin",
        "Pacific/Chatham",
    ],
)
def test_a_zone_that_is_told_is_the_zone(icalendar: Any, zone: str) -> None:
    here = ZoneInfo(zone)
    begins = datetime(2026, 11, 22, tzinfo=UTC)
    text = "\r\n".join(("BEGIN:VCALENDAR", *zone_lines("Told", here, begins), "END:VCALENDAR", ""))
    (told,) = icalendar.Calendar.from_ical(text).walk("VTIMEZONE")
    there = told.to_tz(lookup_tzid=False)
    for hours in range(0, 15 * 365 * 24, 11):
        shown = (begins + timedelta(hours=hours)).astimezone(here)
        assert shown.replace(tzinfo=there, fold=0).utcoffset() == shown.replace(fold=0).utcoffset(), shown


def test_a_ready_made_board_is_a_calendar_to_another_library(icalendar: Any) -> None:
    board = load_board("lean-team-leader", bundled())
    calendar = icalendar.Calendar.from_ical(board_ics(board, FIRST, None, MADE, BERLIN).text)
    assert not calendar.errors
    assert {zone["TZID"] for zone in calendar.walk("VTIMEZONE")} == {"Europe/Berlin"}
    walked = calendar.walk("VEVENT")
    assert {str(event["SUMMARY"]) for event in walked} == {
        task.title for task in board.tasks if not task.every.as_needed
    }
    ids = [str(event["UID"]) for event in walked]
    assert len(set(ids)) == len(ids)
    for event in walked:
        assert not event.errors
        if isinstance(event["DTSTART"].dt, datetime):
            assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
