"""A leader's day from the first key to the next morning, in a real terminal, with a second process beside it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.clock import later
from tests.end_to_end.conftest import BOARD
from tests.terminal import CTRL_R, CTRL_S, DOWN, ENTER, ESCAPE, F2, TAB, Terminal, lsw, program

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
    terminal.press_until("j", "▌[^▌]{1,3} Board round")
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
    # both ended now and overlap, with each other and with what was measured: no minute is counted twice
    assert overtime["minutes"] + phone["minutes"] == pytest.approx(5, abs=1)
    totals = day["totals"]
    assert (totals["done"], totals["missed"]) == (1, 1)
    assert totals["team_work_minutes"] == pytest.approx(3, abs=1)
    assert totals["reactive_minutes"] == pytest.approx(5, abs=1)
