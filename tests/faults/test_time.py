"""What becomes of a leader's day when the machine's clock, its zone or its sleep play tricks on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from lswtui.app import questions
from lswtui.app.boards.choose import choose
from lswtui.app.clock import SystemClock, new_id
from lswtui.app.days import cards, change, leave
from lswtui.app.interruptions import log
from lswtui.app.reports import report
from lswtui.domain.days.day import Absence
from lswtui.domain.vocabulary import Lane
from tests.desk import Desk
from tests.faults.clocks import CLOCKS, Machine
from tests.faults.injecting import library
from tests.tui.window import window

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lswtui.domain.days.questions import WaitingQuestion

EVERY_DAY = """
title = "Every day"
about = "A board for days that are not 24 hours long."
level = "front line"
day_starts = "00:00"

[hours]
mon-sun = "01:00-22:30"

[[category]]
id = "equipment"
letter = "e"
name = "Equipment"

[[question]]
id = "taught"
ask = "Did I teach it?"

[[task]]
id = "walk"
title = "Walk the line"
every = "daily"
at = "01:30"
minutes = 120
activity = "go-and-see"
domain = "operate"
element = "accountability"
area = "accountability"

[[task]]
id = "read"
title = "Read the log"
every = "daily"
minutes = 60
activity = "planning"
domain = "operate"
element = "planning"
area = "alignment"
"""


@pytest.fixture(scope="module")
def clocks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return library(CLOCKS, tmp_path_factory.mktemp("clocks"))


@pytest.fixture
def machine(clocks: Path, tmp_path: Path) -> Callable[..., Machine]:
    """Starts a machine in a zone at a moment, with a board for every day chosen as that day began."""

    def start(zone: str, at: str) -> Machine:
        made = Machine(tmp_path / "home", clocks, zone, f"{at[:10]} 00:02")
        board = made.home / "data" / "boards" / "days" / "mine.toml"
        board.parent.mkdir(parents=True)
        board.write_text(EVERY_DAY, encoding="utf-8")
        made.done("board", "use", "mine")
        made.until(made.moment(at))
        return made

    return start


def kinds(machine: Machine) -> list[str]:
    return [question["kind"] for question in machine.asks()]


def waiting(desk: Desk) -> tuple[WaitingQuestion, ...]:
    desk.workspace.store.refresh()
    return questions.waiting(desk.workspace)


# --- a whole day in each zone


def elapsed(first: datetime, last: datetime, zone: ZoneInfo, taken: list[tuple[datetime, datetime]]) -> tuple[int, int]:
    """The minutes between two moments that showed working hours, and those of them that nothing has taken."""
    inside = free = 0
    at = first.astimezone(UTC)
    while at < last.astimezone(UTC):
        wall = at.astimezone(zone)
        if 60 <= wall.hour * 60 + wall.minute < 22 * 60 + 30:
            inside += 1
            free += not any(start.astimezone(UTC) <= at < end.astimezone(UTC) for start, end in taken)
        at += timedelta(minutes=1)
    return inside, free


@pytest.mark.parametrize(
    ("zone", "on", "minutes"),
    [
        ("Europe/Berlin", "2026-10-25", 25 * 60),
        ("America/St_Johns", "2026-03-08", 23 * 60),
        ("Australia/Lord_Howe", "2026-04-05", 24 * 60 + 30),
        ("Africa/Cairo", "2026-04-24", 23 * 60),
    ],
)
def test_case_63_a_whole_day_over_a_clock_change_adds_up_as_in_utc(
    machine: Callable[..., Machine], tmp_path: Path, zone: str, on: str, minutes: int
) -> None:
    there = ZoneInfo(zone)
    day = date.fromisoformat(on)
    here = machine(zone, f"{day - timedelta(days=1)} 20:00")
    midnight = datetime(day.year, day.month, day.day, tzinfo=there)
    begins = midnight.astimezone(UTC)
    assert datetime(day.year, day.month, day.day + 1, tzinfo=there).timestamp() - begins.timestamp() == minutes * 60

    def at(minute: int) -> datetime:
        return (begins + timedelta(minutes=minute)).astimezone(there)

    here.until(at(75))
    here.done("start", "walk")
    here.until(at(95))
    here.done("in", "press", "@maria", "#eq")
    here.until(at(130))
    here.done("back")
    here.until(at(250))
    assert here.done("done", "walk") == "done Walk the line: 2h20 of 2h00\n"
    here.until(at(300))
    here.done("log", "phone 45m")
    here.until(at(400))
    here.done("done", "read", "--minutes", "50")
    here.until(at(22 * 60))
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"well": "it added up"}), encoding="utf-8")
    here.done("reflect", "--answers", str(answers), "--close")
    today = here.json("today", "--on", on)
    totals, report = today["totals"], here.json("report", "week")
    walk, read = (next(card for card in today["cards"] if card["task"] == task) for task in ("walk", "read"))
    press, phone = today["interruptions"]
    assert (walk["actual_minutes"], press["minutes"], phone["minutes"]) == (20 + 120, 35, 45)
    assert (read["actual_minutes"], read["estimated"]) == (50, True)
    assert datetime.fromisoformat(press["start"]) == at(95).astimezone(UTC)
    assert press["start"] == at(95).isoformat()
    assert phone["start"] == at(255).isoformat()
    assert totals["planned_minutes"] == 140 + 50
    assert totals["reactive_minutes"] == 35 + 45
    taken = [(at(75), at(250)), (at(255), at(300)), (at(350), at(400))]
    inside, free = elapsed(at(0), at(22 * 60), there, taken)
    assert totals["unlogged_minutes"] == free
    assert totals["coverage"] == round((inside - free) / inside, 2)
    row = next(row for row in report["by_day"] if row["date"] == on)
    sums = {"planned_minutes": 190, "reactive_minutes": 80, "unlogged_minutes": free}
    assert {name: row[name] for name in sums} == sums
    assert {name: totals[name] for name in sums} == sums
    assert here.asks() == []


# --- the machine's clock is set


def test_case_62_a_clock_set_back_under_a_running_card_is_noticed_and_its_length_asked(
    machine: Callable[..., Machine],
) -> None:
    here = machine("Europe/Berlin", "2026-11-19 08:00")
    here.done("start", "walk")
    here.pass_time(90)
    here.wind(here.moment("2026-11-19 08:30"))
    assert here.json("status")["running"]["minutes"] == 30
    assert here.done("done", "walk") == "done Walk the line: 30m of 2h00\n"
    (asked,) = here.asks()
    assert (asked["kind"], "clock was changed while Walk the line ran: 30m by it" in asked["text"]) == ("clock", True)
    stamps = [(line["seq"], line["at"]) for line in here.journal()]
    assert stamps == sorted(stamps, key=lambda stamp: stamp[0])
    assert stamps[-1][1].startswith("2026-11-19T08:30")
    (span,) = here.exported()["2026-11"]["spans"]
    assert span["clock_changed"]
    here.done("answer", asked["id"], "90")
    assert here.asks() == []
    assert here.card("walk")["actual_minutes"] == 90


@pytest.mark.parametrize(("answer", "minutes"), [("planned", 120), ("45", 45)])
def test_case_62_a_clock_set_back_to_before_the_start_takes_nothing_away(
    machine: Callable[..., Machine], answer: str, minutes: int
) -> None:
    here = machine("Europe/Berlin", "2026-11-19 08:00")
    here.pass_time(240)
    here.done("start", "walk")
    here.pass_time(45)
    here.wind(here.moment("2026-11-19 09:00"))
    assert here.json("today")["totals"]["planned_minutes"] == 0
    here.done("done", "walk")
    (asked,) = here.asks()
    here.done("answer", asked["id"], answer)
    walk = here.card("walk")
    assert (walk["lane"], walk["actual_minutes"], here.asks()) == ("done", minutes, [])


def test_case_62_a_clock_set_back_inside_two_interruptions_keeps_their_order(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    desk.clock.tick(10)
    outer = log.begin(desk.workspace, "outer")
    desk.clock.tick(5)
    desk.clock.wind(-60)
    inner = log.begin(desk.workspace, "inner")
    desk.clock.tick(7)
    assert [known.id for known in desk.day().stack] == [outer.id, inner.id]
    assert log.back(desk.workspace).text == "back after 7m; outer goes on"
    desk.clock.tick(5)
    log.back(desk.workspace)
    assert [known.id for known in desk.day().stack] == []
    assert {question.id for question in waiting(desk)} == {f"clock:{outer.id}"}
    assert all(span.minutes(desk.clock.now()) >= 0 for span in desk.day().spans)


def test_case_62_a_clock_put_forward_by_hours_is_noticed_and_its_length_asked(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    desk.clock.tick(20)
    desk.clock.wind(60)
    cards.finish(desk.workspace, "walk")
    (asked,) = waiting(desk)
    assert (asked.kind, "1h20 by it" in asked.text) == ("clock", True)
    questions.answer(desk.workspace, asked.id, "20")
    assert (desk.minutes(desk.card("walk")), waiting(desk)) == (20, ())


def test_case_62_ten_years_ahead_and_back_lose_nothing(machine: Callable[..., Machine]) -> None:
    here = machine("Europe/Berlin", "2026-11-19 08:00")
    here.done("log", "before 10m")
    here.done("start", "walk")
    here.pass_time(30)
    here.wind(here.moment("2036-11-19 08:30"))
    here.done("log", "ahead 10m @ana")
    here.done("done", "read", "--minutes", "20")
    here.pass_time(5)
    here.wind(here.moment("2026-11-19 08:35"))
    ahead = next(question for question in here.asks() if question["kind"] == "set-back")
    assert "went back from 2036-11-19 08:30 to 2026-11-19 08:35" in ahead["text"]
    assert "gap" in kinds(here)
    assert here.card("walk")["lane"] == "todo"
    here.done("start", "walk")
    here.pass_time(15)
    here.done("done", "walk")
    assert [question["id"] for question in here.asks() if question["kind"] == "set-back"] == [ahead["id"]]
    gap = next(question for question in here.asks() if question["kind"] == "gap")
    here.done("answer", gap["id"], "all")
    assert here.card("walk")["actual_minutes"] == 35 + 15
    here.done("answer", ahead["id"], "here")
    assert here.asks() == []
    today = here.json("today")
    assert {i["text"]: i["minutes"] for i in today["interruptions"]} == {"before": 10, "ahead": 10}
    assert (here.card("read")["lane"], here.card("read")["actual_minutes"]) == ("done", 20)
    there = here.json("today", "--on", "2036-11-19")
    assert there["interruptions"] == []
    assert {card["lane"] for card in there["cards"]} == {"todo"}
    here.done("undo")
    assert [i["text"] for i in here.json("today")["interruptions"]] == ["before"]
    assert "set-back" in kinds(here)


def test_case_62_lines_go_on_in_the_file_of_the_clock_that_was_ahead(machine: Callable[..., Machine]) -> None:
    here = machine("Europe/Berlin", "2026-11-19 08:00")
    here.wind(here.moment("2036-11-19 08:00"))
    here.done("log", "ahead 10m")
    here.wind(here.moment("2026-11-19 08:05"))
    here.done("log", "after 10m")
    files = sorted(path.name for path in (here.home / "data" / "journal").glob("*/*.jsonl"))
    assert files == ["2026-11.jsonl", "2036-11.jsonl"]
    assert [line["seq"] for line in here.journal()] == list(range(1, len(here.journal()) + 1))
    before = here.exported()
    for path in (here.home / "data" / "db").glob("*.json"):
        path.unlink()
    assert here.exported() == before
    assert [i["text"] for i in here.json("today")["interruptions"]] == ["after"]


def test_case_62_a_day_that_a_clock_ahead_turned_goes_on_and_turns_when_it_is_over(desk: Desk) -> None:
    before = desk.day()
    cards.finish(desk.workspace, "huddle", minutes=10)
    desk.clock.wind(24 * 60)
    log.log(desk.workspace, "ahead 5m")
    change.mark_seen(desk.workspace)
    assert desk.day("2026-11-19").turned
    desk.clock.wind(-24 * 60)
    today = desk.day()
    assert not today.turned
    lanes = {card.task: card.lane for card in today.cards}
    assert lanes == {card.task: Lane.DONE if card.task == "huddle" else card.lane for card in before.cards}
    cards.start(desk.workspace, "walk")
    assert not desk.workspace.store.document("2026-11", "days", "2026-11-19")["turned"]  # type: ignore[index]
    desk.clock.tick(20)
    cards.finish(desk.workspace, "walk")
    desk.clock.set("2026-11-20 08:00")
    change.mark_seen(desk.workspace)
    assert desk.day("2026-11-19").turned
    assert {card.task: card.lane for card in desk.day("2026-11-19").cards}["walk"] is Lane.DONE
    assert [i.text for i in desk.day().interruptions] == ["ahead"]


def test_case_62_what_is_logged_in_1970_is_kept_and_can_be_brought_here(machine: Callable[..., Machine]) -> None:
    here = machine("Europe/Berlin", "2026-11-19 08:00")
    here.done("start", "walk")
    here.pass_time(30)
    here.wind(here.moment("1970-01-01 12:30"))
    here.done("log", "press 10m")
    here.done("today")
    here.done("status")
    assert here("done", "walk").code == 3
    assert kinds(here) == ["set-back"]
    here.wind(here.moment("2026-11-19 08:30"))
    assert here.json("status")["running"]["minutes"] == 30
    (asked,) = here.asks()
    assert "showed 1970-01-01 12:30 for a while" in asked["text"]
    here.done("answer", asked["id"], "here")
    (press,) = here.json("today")["interruptions"]
    assert (press["text"], press["minutes"], press["start"][:10]) == ("press", 10, "2026-11-19")
    here.done("done", "walk")
    assert here.card("walk")["actual_minutes"] == 30
    assert here.json("today", "--on", "1970-01-01")["interruptions"] == []


async def test_case_62_the_open_board_bears_a_clock_that_is_set(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as opened:
        await opened.go_to("Walk the line")
        await opened.press("enter")
        await opened.pass_time(30)
        for minutes in (-60, 60, -60 * 24 * 365 * 50, 60 * 24 * 365 * 53):
            desk.clock.wind(minutes)
            opened.app.session.tick()
            await opened.settle()
        desk.clock.set("2026-11-19 06:30")
        opened.app.session.tick()
        await opened.settle()
        assert "to answer" in opened.text
    assert {question.kind for question in waiting(desk)} <= {"gap", "clock", "set-back"}
    assert desk.card("walk").is_open
    assert all(span.minutes(desk.clock.now()) >= 0 for span in desk.day().spans)


# --- clock changes


@pytest.mark.parametrize(
    ("on", "starts", "ends", "minutes"),
    [("2026-03-29", "00:30Z", "01:30Z", 60), ("2026-10-25", "23:30Z", "01:30Z", 120)],
)
def test_case_63_an_activity_over_a_clock_change_has_its_real_minutes(
    machine: Callable[..., Machine], on: str, starts: str, ends: str, minutes: int
) -> None:
    here = machine("Europe/Warsaw", f"{on} 00:05")
    end = datetime.fromisoformat(f"{on}T{ends}")
    start = end - timedelta(minutes=minutes)
    assert f"{start:%H:%M}Z" == starts
    here.until(start)
    here.done("start", "read")
    here.until(end)
    here.done("done", "read")
    assert (f"{start.astimezone(here.zone):%H:%M}", here.card("read")["actual_minutes"]) == ("01:30", minutes)


def test_case_63_both_half_past_twos_stay_apart_wherever_they_are_kept(
    machine: Callable[..., Machine], tmp_path: Path
) -> None:
    here = machine("Europe/Berlin", "2026-10-25 01:00")
    here.pass_time(105)
    here.done("log", "first", "at", "2:30", "10m")
    here.pass_time(60)
    here.done("log", "second", "at", "2:30", "10m")
    starts = {"first": "2026-10-25T02:30:00+02:00", "second": "2026-10-25T02:30:00+01:00"}

    def kept(machine: Machine) -> dict[str, str]:
        shown = machine.json("today", "--on", "2026-10-25")["interruptions"]
        assert [each["text"].split()[0] for each in shown] == ["first", "second"]
        assert [each["minutes"] for each in shown] == [10, 10]
        return {each["text"].split()[0]: each["start"] for each in shown}

    assert kept(here) == starts
    stored = here.exported()["2026-10"]["interruptions"]
    assert {each["text"]: each["start"] for each in stored} == starts
    here.pass_time(10 * 60)
    for number in ("1", "2"):
        here.done("interruption", "edit", number, f"{('first', 'second')[int(number) - 1]} again @ana")
    assert kept(here) == starts
    exported = tmp_path / "export.json"
    exported.write_text(here.done("export"), encoding="utf-8")
    here.home = tmp_path / "other"
    here.environ["LSW_HOME"] = str(here.home)
    here.done("import", str(exported))
    assert kept(here) == starts


# --- the turn of the day


async def test_case_64_a_line_typed_over_the_turn_of_the_day_is_written_to_the_day_it_began_on(desk: Desk) -> None:
    desk.clock.set("2026-11-20 03:50")
    async with window(desk.workspace, desk.clock) as opened:
        await opened.press("i")
        await opened.type("press 4 ")
        await opened.pass_time(20)
        assert opened.app.session.state.today == date(2026, 11, 20)
        await opened.type("jammed")
        await opened.press("enter")
        assert "press 4 jammed" not in opened.text
    (press,) = desk.day("2026-11-19").interruptions
    assert (press.text, press.on, f"{press.start:%H:%M}") == ("press 4 jammed", date(2026, 11, 19), "03:50")
    assert desk.day("2026-11-20").interruptions == ()
    assert [question.kind for question in waiting(desk)] == ["gap"]


async def test_case_64_one_that_is_said_to_be_over_after_the_turn_is_written_and_asked_about(desk: Desk) -> None:
    desk.clock.set("2026-11-20 03:50")
    async with window(desk.workspace, desk.clock) as opened:
        await opened.press("i")
        await opened.press("tab")
        await opened.pass_time(20)
        await opened.type("press 4 jammed")
        await opened.press("enter")
    (press,) = desk.day("2026-11-19").interruptions
    assert press.text == "press 4 jammed"
    (asked,) = waiting(desk)
    questions.answer(desk.workspace, asked.id, "all")
    assert desk.minutes(press) == 10


async def test_case_64_a_card_that_runs_over_the_turn_stays_one_record_and_is_asked_about(desk: Desk) -> None:
    desk.clock.set("2026-11-20 03:00")
    async with window(desk.workspace, desk.clock) as opened:
        await opened.go_to("Read the log")
        await opened.press("enter")
        await opened.pass_time(59)
        assert "Thu 19" in opened.text
        await opened.pass_time(2)
        assert "Fri 20" in opened.text
        assert "to answer" in opened.text
    (span,) = desk.day("2026-11-19").spans
    assert (span.on, span.minutes(desk.clock.now())) == (date(2026, 11, 19), 0)
    assert desk.day("2026-11-20").running is None
    (asked,) = waiting(desk)
    questions.answer(desk.workspace, asked.id, "03:40")
    assert desk.minutes(desk.card("read", "2026-11-19")) == 40


def test_case_64_commands_on_both_sides_of_the_turn_keep_to_their_days(machine: Callable[..., Machine]) -> None:
    here = machine("Europe/Berlin", "2026-11-19 23:50")
    here.done("in", "press 4 jammed")
    here.pass_time(20)
    refused = here("back")
    assert (refused.code, "nothing runs since the day turned; `lsw answer` asks" in refused.err) == (3, True)
    here.done("log", "next 5m")
    (asked,) = here.asks()
    assert (asked["kind"], asked["on"]) == ("gap", "2026-11-19")
    here.done("answer", asked["id"], "all")
    (press,) = here.json("today", "--on", "2026-11-19")["interruptions"]
    assert (press["text"], press["minutes"]) == ("press 4 jammed", 10)
    assert [each["text"] for each in here.json("today")["interruptions"]] == ["next"]
    assert here.asks() == []


# --- odd dates


@pytest.mark.parametrize(
    ("zone", "on"),
    [
        ("Africa/Cairo", "2026-04-24"),
        ("America/Havana", "2026-03-08"),
        ("America/Santiago", "2026-09-06"),
        ("Pacific/Apia", "2011-12-30"),
    ],
)
def test_case_65_dates_without_a_midnight_and_one_that_never_was_lose_nothing(
    tmp_path: Path, zone: str, on: str
) -> None:
    odd = date.fromisoformat(on)
    dates = [odd + timedelta(days=day) for day in range(-2, 3)]
    desk = Desk(tmp_path / "desk")
    desk.clock.travel(zone)
    start = datetime(dates[0].year, dates[0].month, dates[0].day, 0, 30, tzinfo=desk.clock.zone)
    desk.clock.tick((start.timestamp() - desk.clock.now().timestamp()) / 60)
    choose(desk.workspace, desk.board(EVERY_DAY))
    leave.take_off(desk.workspace, (odd + timedelta(days=5), odd + timedelta(days=6)), Absence(why="leave"))
    first = cards.add(desk.workspace, "Carried").id
    cards.move(desk.workspace, cards.add(desk.workspace, "Moved").id or "", odd)
    seen = []
    for _ in range(4 * 24):
        today = desk.workspace.today()
        if today not in seen:
            change.mark_seen(desk.workspace)
            seen.append(today)
            cards.start(desk.workspace, "walk")
            desk.clock.tick(20)
            cards.finish(desk.workspace, "walk")
            log.log(desk.workspace, "press 5m")
            assert first in {card.id for card in desk.day().cards}
        desk.clock.tick(60)
    never = zone == "Pacific/Apia"
    assert seen[:4] == [there for there in dates if there != odd or not never][:4]
    for there in dates:
        day = desk.day(there.isoformat())
        assert day.on == there
        worked = there in seen
        assert len(day.interruptions) == worked
        assert sum(day.minutes(desk.clock.now()).values()) == pytest.approx(20 * worked)
    found = report.report(desk.workspace, dates[0], dates[3])
    assert [row.on for row in found.by_day] == seen[: 3 if never else 4]
    assert found.balance.logged_minutes == pytest.approx(20 * len(found.by_day))
    assert any(card.title == "Moved" for card in desk.day(on).cards) or never
    assert all(question.kind in ("unseen", "clock", "repeat") for question in waiting(desk))


# --- sleep


async def test_case_66_nine_hours_of_sleep_under_a_running_card_are_asked_about(desk: Desk) -> None:
    desk.clock.set("2026-11-19 07:00")
    async with window(desk.workspace, desk.clock) as opened:
        await opened.go_to("Walk the line")
        await opened.press("enter")
        await opened.pass_time(10)
        desk.clock.sleep(9 * 60)
        opened.app.session.tick()
        await opened.settle()
        assert "1 to answer" in opened.text
        await opened.pass_time(5)
    (asked,) = waiting(desk)
    assert "from 07:10 to 16:10 (9h00)" in asked.text
    assert desk.minutes(desk.card("walk")) == 15
    questions.answer(desk.workspace, asked.id, "07:30")
    assert desk.minutes(desk.card("walk")) == 35


async def test_case_66_a_machine_that_wakes_in_another_zone_slept_as_long(desk: Desk) -> None:
    desk.clock.set("2026-11-19 07:00")
    async with window(desk.workspace, desk.clock) as opened:
        await opened.go_to("Walk the line")
        await opened.press("enter")
        await opened.pass_time(10)
        desk.clock.sleep(6 * 60)
        desk.clock.travel("America/St_Johns")
        opened.app.session.tick()
        await opened.settle()
    (asked,) = waiting(desk)
    assert "(6h00)" in asked.text
    questions.answer(desk.workspace, asked.id, "all")
    assert desk.minutes(desk.card("walk")) == 370


@pytest.mark.parametrize(("answer", "minutes"), [("all", 560), ("10:00", 60)])
def test_case_66_sleep_between_two_commands_is_asked_about(
    machine: Callable[..., Machine], answer: str, minutes: int
) -> None:
    here = machine("Europe/Berlin", "2026-11-19 09:00")
    here.done("start", "walk")
    here.pass_time(10)
    here.sleep(9 * 60)
    here.pass_time(10)
    here.done("done", "walk")
    (asked,) = here.asks()
    assert (asked["kind"], "from 09:20 to 18:20 (9h00)" in asked["text"]) == ("gap", True)
    assert here.card("walk")["actual_minutes"] == 20
    here.done("answer", asked["id"], answer)
    assert here.card("walk")["actual_minutes"] == minutes


def test_case_66_a_machine_that_was_off_under_a_running_card_is_asked_about(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    desk.clock.tick(10)
    log.begin(desk.workspace, "press")
    desk.clock.tick(10)
    desk.clock.start_again(120)
    log.back(desk.workspace)
    (asked,) = waiting(desk)
    assert (asked.kind, "(2h10)" in asked.text) == ("gap", True)
    questions.answer(desk.workspace, asked.id, "drop")
    assert desk.minutes(desk.card("walk")) == 10
    assert waiting(desk) == ()


def test_case_66_a_machine_that_never_slept_asks_nothing(machine: Callable[..., Machine]) -> None:
    here = machine("Europe/Berlin", "2026-11-19 09:00")
    here.done("start", "walk")
    here.pass_time(60)
    here.done("in", "press")
    here.pass_time(20)
    here.done("back")
    here.pass_time(30)
    here.done("done", "walk")
    assert here.asks() == []
    assert here.card("walk")["actual_minutes"] == 90


# --- travel


def test_case_67_a_day_in_two_zones_keeps_both_and_adds_up(machine: Callable[..., Machine]) -> None:
    here = machine("Europe/Berlin", "2026-11-19 09:00")
    here.done("start", "walk")
    here.pass_time(30)
    here.done("log", "old zone 5m")
    here.pass_time(30)
    here.travel("America/St_Johns")
    here.pass_time(60)
    assert here.json("status")["running"]["minutes"] == 115
    here.done("log", "new zone 5m")
    here.done("done", "walk")
    today = here.json("today")
    assert [each["start"] for each in today["interruptions"]] == [
        "2026-11-19T09:25:00+01:00",
        "2026-11-19T06:25:00-03:30",
    ]
    assert here.card("walk")["ended_at"] == "2026-11-19T06:30:00-03:30"
    assert today["totals"]["planned_minutes"] == 110
    assert today["totals"]["reactive_minutes"] == 10
    (span,) = (s for s in here.exported()["2026-11"]["spans"] if s["owner"] == here.card("walk")["id"])
    assert (span["start"][-6:], span["end"][-6:]) == ("+01:00", "-03:30")


async def test_case_67_the_open_board_follows_a_traveller(desk: Desk) -> None:
    desk.clock.set("2026-11-19 09:00")
    async with window(desk.workspace, desk.clock) as opened:
        await opened.go_to("Walk the line")
        await opened.press("enter")
        await opened.pass_time(10)
        assert "09:10" in opened.text
        desk.clock.travel("America/St_Johns")
        await opened.pass_time(5)
        assert "04:45" in opened.text
        await opened.press("i")
        await opened.type("called away")
        await opened.press("enter", "b")
    (away,) = desk.day().interruptions
    assert away.start.isoformat() == "2026-11-19T04:45:00-03:30"
    assert desk.minutes(desk.card("walk")) == 15
    assert waiting(desk) == ()


def test_case_67_the_machines_clock_shows_a_new_zone_without_a_new_start(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    shown = []
    for zone in ("Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe"):
        monkeypatch.setenv("TZ", zone)
        now = clock.now()
        there = now.astimezone(ZoneInfo(zone))
        assert (now.isoformat(), now.utcoffset()) == (there.isoformat(), there.utcoffset())
        shown.append(now.utcoffset())
    assert len(set(shown)) == 3


# --- ids


def test_case_68_ids_of_two_processes_at_one_moment_differ(machine: Callable[..., Machine]) -> None:
    here = machine("Europe/Berlin", "2026-11-19 09:00")
    code = (
        "import sys\nfrom lswtui.__main__ import main\nfor each in range(15): main(['blip', f'{sys.argv[1]} {each}'])"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, name], env={**os.environ, **here.environ}, stdout=subprocess.DEVNULL
        )
        for name in ("one", "two")
    ]
    assert [process.wait() for process in running] == [0, 0]
    shown = here.json("today")["interruptions"]
    assert len({each["id"] for each in shown}) == len({each["text"] for each in shown}) == 30
    assert len({each["id"][:10] for each in shown}) == 1
    assert len({each["start"] for each in shown}) == 1


def test_case_68_an_id_that_is_taken_is_drawn_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.urandom", bytes)
    said = [log.blip(workspace, f"{n}") for n, workspace in enumerate((desk.workspace, desk.another_window()))]
    said += [log.log(desk.workspace, "over 5m"), log.begin(desk.workspace, "goes on")]
    desk.clock.wind(-5)
    log.back(desk.workspace)
    desk.clock.wind(5)
    said.append(cards.add(desk.workspace, "Call the supplier"))
    said.append(cards.other(desk.workspace, "Mail"))
    assert len({each.id for each in said}) == 6
    assert sorted(i.text for i in desk.day().interruptions) == ["0", "1", "goes on", "over"]
    assert {"Call the supplier", "Mail"} <= {card.title for card in desk.day().cards}


def test_case_68_an_id_sorts_by_its_moment_whatever_is_taken() -> None:
    at = datetime(2026, 11, 19, 9, tzinfo=UTC)
    drawn: set[str] = set()
    for _ in range(100):
        drawn.add(new_id(at, drawn))
    assert len(drawn) == 100
    assert max(drawn) < new_id(at + timedelta(milliseconds=1))
