"""A leader's day from the first key to the next morning, in a real terminal, with a second process beside it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.clock import later
from tests.end_to_end.conftest import BOARD
from tests.terminal import CTRL_E, CTRL_R, CTRL_S, DOWN, ENTER, ESCAPE, F2, TAB, Terminal, lsw, program

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Environ

HALF_A_SECOND = 0.6
"""After which a second ⏎ is another press, and a little more."""


def today(environ: Environ, *arguments: str) -> Any:
    ran = lsw(environ, "today", "--json", *arguments)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def card(day: Any, task: str) -> dict[str, Any]:
    cards: list[dict[str, Any]] = day["cards"]
    return next(card for card in cards if task in (card["task"], card["title"]))


def doing(day: Any) -> dict[str, Any]:
    found: list[dict[str, Any]] = [card for card in day["cards"] if card["lane"] == "doing"]
    assert len(found) == 1
    return found[0]


def test_a_day_from_the_first_key_to_the_next_morning(environ: Environ) -> None:
    with Terminal(*program(), environ=environ) as terminal:
        choose_the_board(terminal)
        do_a_card(terminal, environ)
        be_interrupted(terminal, environ)
        log_from_another_terminal(terminal, environ)
        set_one_aside_and_do_other_work(terminal, environ)
        reflect(terminal)
        terminal.press("q")
        assert terminal.ended() == 0
        assert terminal.given_back
    day = today(environ)
    the_day_is_told_as_it_was(day)

    the_next = later(environ, timedelta(hours=21))
    with Terminal(*program(), environ=the_next) as terminal:
        shown = terminal.wait("pledge  I will stand back")
        assert "if-then  If the board is red" in shown
        terminal.wait("1 Pre-shift picture")
        terminal.wait("2 Shift huddle")
        terminal.press("q")
        assert terminal.ended() == 0
    first = date.fromisoformat(day["date"])
    fresh = today(the_next)
    assert fresh["date"] == (first + timedelta(days=1)).isoformat()
    assert [card["task"] for card in sorted(fresh["cards"], key=lambda card: card["top"] or 9)[:2]] == [
        "pre-shift-picture",
        "shift-huddle",
    ]
    assert {card["lane"] for card in fresh["cards"]} == {"todo"}
    yesterday = today(the_next, "--on", first.isoformat())
    assert card(yesterday, "observe-assessment")["reason"] == "interrupted"
    assert card(yesterday, "reflect")["outcome"] == "missed"
    assert len(yesterday["interruptions"]) == 4


def test_a_day_that_is_typed_in_only_in_the_evening(environ: Environ) -> None:
    assert lsw(environ, "board", "use", BOARD).returncode == 0
    evening = later(environ, timedelta(hours=31, minutes=30))
    with Terminal(*program(), environ=evening) as terminal:
        terminal.wait("To do 11")
        done_afterwards(terminal, "Pre-shift picture", "12")
        done_afterwards(terminal, "Shift huddle", "10")
        terminal.wait("what did it show")
        terminal.press(ENTER)
        terminal.wait("Done 2")
        log_afterwards(terminal, "press 4 jammed @maria 9:10-9:25")
        log_afterwards(terminal, "overtime @lee 5m")
        log_afterwards(terminal, "audit moved @ana 5m")
        reflect_in_the_evening(terminal)
        terminal.press("q")
        assert terminal.ended() == 0
    the_evening_added_up(today(evening))

    morning = later(environ, timedelta(hours=45))
    with Terminal(*program(), environ=morning) as terminal:
        terminal.wait("pledge  I log it when it happens", "overdue since Wed 25 Nov")
        terminal.press("q")
        assert terminal.ended() == 0
    fresh = today(morning)
    assert {each["lane"] for each in fresh["cards"]} == {"todo"}
    assert card(fresh, "returns-review")["title"] == "Returns and incident review"


def done_afterwards(terminal: Terminal, title: str, minutes: str) -> None:
    terminal.wait(f"▌[^▌]{{1,3}} {title}")
    terminal.press("d")
    terminal.wait(f"Minutes for {title}")
    terminal.answer(minutes)
    terminal.wait_gone("Minutes for")


def log_afterwards(terminal: Terminal, line: str) -> None:
    terminal.press("I")
    terminal.wait("Log one that is over")
    terminal.answer(line)
    terminal.wait_gone("Log one that is over")
    terminal.wait(line.partition(" @")[0])


def reflect_in_the_evening(terminal: Terminal) -> None:
    terminal.press("r")
    terminal.wait("Evening review")
    terminal.press_until(TAB, "▌3 The day")
    terminal.press("The round went on without me.")
    terminal.wait("The round went on without me")
    terminal.press_until(TAB, "▌4 My part")
    terminal.step("Saw it too late.", TAB, "Wrote nothing down.", TAB, "I log it when it happens.")
    terminal.press(CTRL_S)
    terminal.wait("saved at 17:3")
    terminal.press(CTRL_E)
    terminal.wait("save it and close the day")
    terminal.press("y")
    terminal.wait("the day is closed")
    terminal.press(ESCAPE)
    terminal.wait("Done 2")


def the_evening_added_up(day: Any) -> None:
    picture, huddle = card(day, "pre-shift-picture"), card(day, "shift-huddle")
    assert [(each["outcome"], each["actual_minutes"], each["estimated"]) for each in (picture, huddle)] == [
        ("done", 12, True),
        ("done", 10, True),
    ]
    found = {each["text"]: (each["who"], each["minutes"]) for each in day["interruptions"]}
    assert found == {"press 4 jammed": ("maria", 15), "overtime": ("lee", 5), "audit moved": ("ana", 5)}
    totals = day["totals"]
    assert (totals["done"], totals["missed"]) == (2, 8)
    assert (totals["planned_minutes"], totals["reactive_minutes"]) == (22, 25)


def test_a_monday_after_a_week_that_nobody_opened(environ: Environ) -> None:
    assert lsw(environ, "board", "use", BOARD).returncode == 0
    assert lsw(environ, "start", "Walk the waiting room").returncode == 0
    monday = later(environ, timedelta(days=13, hours=-3))
    with Terminal(*program(), environ=monday) as terminal:
        terminal.wait("2 to answer", "overdue since")
        terminal.press("a")
        terminal.wait(r"25 Nov to 6 Dec \(12 working days\) not seen here")
        terminal.press("o")
        terminal.wait("Walk the waiting room ran from 10:00")
        terminal.press("d")
        terminal.wait_gone("to answer")
        terminal.wait("▌[^▌]{1,3} Shift huddle")
        terminal.press(ENTER)
        terminal.wait("▶ Shift huddle", "Doing 1")
        terminal.press("q")
        assert terminal.ended() == 0
    wednesday, day = today(monday, "--on", "2026-12-02"), today(monday)
    assert {each["outcome"] for each in wednesday["cards"]} == {"excused"}
    assert len(day["cards"]) == 11
    assert day["questions"] == []
    assert (day["totals"]["missed"], day["totals"]["planned_minutes"]) == (0, 0)
    assert card(today(monday, "--on", "2026-11-24"), "waiting-room-walk")["outcome"] == "missed"


def choose_the_board(terminal: Terminal) -> None:
    terminal.wait("Which of these is nearest to your work")
    terminal.press("physician")
    terminal.wait("▌ ER physician lead")
    terminal.press(ENTER)
    terminal.wait("Your shift")
    terminal.answer("07:00-17:10")
    terminal.wait("▌[^\n]*\n[^\n]*11:10|▌[^\n]*Returns and incident")
    terminal.press_until("j", "▌[^▌]{1,3} Walk the waiting room")


def do_a_card(terminal: Terminal, environ: Environ) -> None:
    terminal.press(ENTER)
    terminal.wait("▶ Walk the waiting room  0 of 15 m")
    terminal.wait("I looked at people and not")
    running = today(environ)
    assert running["running"]["id"] == card(running, "waiting-room-walk")["id"]
    terminal.rest(HALF_A_SECOND)
    terminal.press(ENTER)
    terminal.wait("what did it show")
    terminal.press(ENTER)
    terminal.wait("Done 1")
    assert card(today(environ), "waiting-room-walk")["finding"] == "ok"


def be_interrupted(terminal: Terminal, environ: Environ) -> None:
    terminal.wait("▌[^▌]{1,3} Board round")  # the cursor went on to it
    terminal.rest(HALF_A_SECOND)
    terminal.press(ENTER)
    terminal.wait("▶ Board round")
    terminal.press("c")
    terminal.wait("Where to take it up again")
    terminal.answer("bed 7")
    terminal.wait("next: bed 7")

    terminal.press("i")
    terminal.wait("! Interrupted at")
    stamped = today(environ)
    assert [entry["end"] for entry in stamped["interruptions"]] == [None]
    terminal.answer("press 4 jammed @maria #resus")
    terminal.wait("! press 4 jammed @maria")
    terminal.wait("broke into Board round")
    paused = today(environ)
    assert paused["running"]["kind"] == "interruption"
    assert doing(paused)["paused"] is True
    terminal.press("b")
    terminal.wait("▶ Board round")
    assert doing(today(environ))["paused"] is False

    terminal.press("I")
    terminal.wait("Log one that is over")
    terminal.press("how do I book overtime @lee !team 3m")
    terminal.wait("the team's|team's")
    terminal.press(ENTER)
    terminal.wait("how do I book overtime")
    terminal.wait("▶ Board round")


def log_from_another_terminal(terminal: Terminal, environ: Environ) -> None:
    terminal.press("n")
    terminal.wait("New card")
    terminal.press("Call the ch")
    terminal.wait("Call the ch")
    ran = lsw(environ, "log", "phone: audit moved @ana 5m")
    assert ran.returncode == 0, ran.stderr
    terminal.wait("audit moved")
    terminal.answer("ief 10m")
    terminal.wait("Call the chief: what is it")
    terminal.press("m")
    terminal.wait("▌[^▌]{1,3} Call the chief")
    terminal.press("u")
    terminal.wait_gone("▌[^▌]{1,3} Call the chief")
    terminal.press(CTRL_R)
    terminal.press_until("j", "▌[^▌]{1,3} Call the chief")


def set_one_aside_and_do_other_work(terminal: Terminal, environ: Environ) -> None:
    terminal.press_until("k", "▌[^▌]{1,3} Observe one assessment")
    terminal.press("m")
    terminal.wait("Set aside: Observe one assessment")
    terminal.press("i")
    terminal.wait("missed: inter")
    terminal.press("w")
    terminal.wait("▶ Other work")
    terminal.press("w")
    terminal.wait_gone("▶ Other work")
    assert card(today(environ), "Other work")["lane"] == "done"


def reflect(terminal: Terminal) -> None:
    terminal.press("r")
    terminal.wait("Evening review")
    terminal.press_until(TAB, "▌3 The day")
    terminal.press("Lee found it ")
    terminal.wait("Lee found it")
    terminal.press(F2)
    terminal.wait("! Interrupted at")
    terminal.answer("family at the desk @tom")
    terminal.wait("b back to where you were")
    terminal.press("b")
    terminal.wait_gone("back to where you were")
    terminal.press("himself")
    terminal.wait("Lee found it himself")
    terminal.step(TAB)
    terminal.press("Two consults refused.")
    terminal.wait("Two consults refused")
    terminal.press_until(TAB, "▌4 My part")
    terminal.step("The extra hands.", TAB, "I sent Lee away.", TAB, "I will stand back at the next chart.")
    terminal.wait("I will stand back at the next chart")
    terminal.press_until(TAB, "▌5 Tomorrow")
    terminal.step("1", DOWN, "2", TAB, "If the board is red, then I ask who leads.")
    terminal.wait("If the board is red")
    terminal.press(CTRL_S)
    terminal.wait("saved at")
    terminal.press(ESCAPE)
    terminal.wait("To do")


def the_day_is_told_as_it_was(day: Any) -> None:
    assert (day["schema"], day["board"], day["running"], day["stack"]) == (1, BOARD, None, [])
    assert day["locked_at"] is not None
    walk, early = card(day, "waiting-room-walk"), card(day, "shift-huddle")
    assert (walk["lane"], walk["outcome"], walk["at"], walk["estimated"]) == ("done", "done", "11:10", False)
    assert (early["lane"], early["outcome"]) == ("aside", "not-applicable")
    observe = card(day, "observe-assessment")
    assert (observe["lane"], observe["outcome"], observe["reason"]) == ("aside", "missed", "interrupted")
    assert card(day, "Call the chief")["planned"] is True
    assert (doing(day)["title"], doing(day)["cue"]) == ("Board round", "bed 7")

    said = {entry["text"]: entry for entry in day["interruptions"]}
    assert set(said) == {"press 4 jammed", "how do I book overtime", "phone: audit moved", "family at the desk"}
    jammed = said["press 4 jammed"]
    assert (jammed["who"], jammed["category"], jammed["estimated"]) == ("maria", "resus", False)
    assert jammed["card"] is not None
    assert jammed["end"] is not None
    overtime, phone = said["how do I book overtime"], said["phone: audit moved"]
    assert (overtime["whose"], phone["who"]) == ("team", "ana")
    # both were said without a time: each is laid where there was room, and counts whole
    assert overtime["minutes"] + phone["minutes"] == pytest.approx(8, abs=1)
    totals = day["totals"]
    assert (totals["done"], totals["missed"]) == (1, 1)
    assert totals["team_work_minutes"] == pytest.approx(3, abs=1)
    assert totals["reactive_minutes"] == pytest.approx(8, abs=1)
