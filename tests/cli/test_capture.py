"""The verbs that write down what breaks in."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import time_machine

    from tests.cli.conftest import Lsw

DEAR = ("textual", "rich", "click", "pendulum", "tomllib", "lswtui.domain.boards.board_file", "lswtui.domain.cadence")
PROBE = f"""
import sys
from lswtui.__main__ import main
code = main(sys.argv[1:])
loaded = [name for name in {DEAR!r} if name in sys.modules]
sys.exit(code or ", ".join(loaded) or 0)
"""


def probe(*arguments: str) -> str:
    """What of the dear modules a call loads."""
    ran = subprocess.run([sys.executable, "-c", PROBE, *arguments], capture_output=True, text=True, check=False)
    return ran.stderr.strip()


@pytest.mark.parametrize(
    "arguments",
    [
        ("log", "press 4 jammed", "@maria", "5m", "--whose", "team"),
        ("in", "x", "--json"),
        ("blip",),
    ],
)
def test_a_capture_loads_nothing_dear(arguments: tuple[str, ...]) -> None:
    assert probe(*arguments) == ""


def test_coming_back_loads_nothing_dear(lsw: Lsw) -> None:
    lsw.done("in")
    assert probe("back", "@maria") == ""


def test_a_capture_with_a_board_in_use_does_not_read_the_board(lsw: Lsw) -> None:
    lsw.done("board", "use", "lean-team-leader")
    assert probe("log", "press 4 jammed", "5m") == ""


def test_a_status_line_needs_the_board_and_nothing_else_dear(lsw: Lsw) -> None:
    lsw.done("board", "use", "lean-team-leader")
    assert probe("status") == "lswtui.domain.boards.board_file, lswtui.domain.cadence"


def test_a_capture_works_before_a_board_is_chosen(lsw: Lsw) -> None:
    lsw.done("log", "press 4 jammed @maria 5m")
    (logged,) = lsw.today()["interruptions"]
    assert (logged["text"], logged["who"], logged["minutes"]) == ("press 4 jammed", "maria", 5)


@pytest.mark.usefixtures("day")
def test_options_say_what_the_notation_says(lsw: Lsw) -> None:
    lsw.done("log", "jammed @maria #equipment !team !wait at 9:10 15m ~")
    options = "--who maria --category eq --whose team --valid wait --at 9:40 --minutes 15 --workaround"
    lsw.done("log", *options.split(), "--", "jammed")
    by_notation, by_options = lsw.today()["interruptions"]
    own = dict.fromkeys(("id", "start", "end"))
    assert {**by_notation, **own} == {**by_options, **own}
    assert (by_options["start"], by_options["minutes"]) == ("2026-11-19T09:40:00+01:00", 15)


@pytest.mark.parametrize(
    ("option", "value", "start", "minutes"),
    [
        ("--minutes", "15", "10:15", 15),
        ("--minutes", "15m", "10:15", 15),
        ("--minutes", "1h20", "09:10", 80),
        ("--at", "9:40", "09:40", 0),
        ("--at", "9.40", "09:40", 0),
        ("--at", "at 9:40", "09:40", 0),
        ("--at", "9:40-10:05", "09:40", 25),
        ("--at", "20m ago", "10:10", 0),
    ],
)
@pytest.mark.usefixtures("day")
def test_times_may_be_written_as_in_the_notation(lsw: Lsw, option: str, value: str, start: str, minutes: int) -> None:
    lsw.done("log", "x", option, value)
    (entry,) = lsw.today()["interruptions"]
    assert (entry["start"], entry["minutes"]) == (f"2026-11-19T{start}:00+01:00", minutes)


def test_an_option_outdoes_the_notation_and_nothing_typed_is_lost(lsw: Lsw) -> None:
    lsw.done("log", "jammed @ana", "--who", "maria")
    (logged,) = lsw.today()["interruptions"]
    assert (logged["who"], logged["text"]) == ("maria", "jammed @ana")


def test_two_dashes_end_the_options(lsw: Lsw) -> None:
    lsw.done("log", "--", "--who", "is", "this")
    (logged,) = lsw.today()["interruptions"]
    assert logged["text"] == "--who is this"


def test_an_interruption_begins_and_ends(lsw: Lsw, day: time_machine.Traveller) -> None:
    lsw.done("start", "gemba")
    day.shift(600)
    begun = lsw.done("in", "press 4 down").out
    assert "lsw back" in begun
    assert lsw.today()["running"]["kind"] == "interruption"
    day.shift(300)
    lsw.done("back", "@maria")
    today = lsw.today()
    assert today["running"]["kind"] == "card"
    assert today["stack"] == []
    (entry,) = today["interruptions"]
    assert (entry["minutes"], entry["who"], entry["text"]) == (5, "maria", "press 4 down")
    assert entry["card"] == lsw.card("gemba")["id"]


def test_nothing_need_be_said_when_an_interruption_begins(lsw: Lsw) -> None:
    lsw.done("in")
    assert len(lsw.today()["stack"]) == 1


@pytest.mark.usefixtures("day")
def test_a_blip_pauses_nothing(lsw: Lsw) -> None:
    lsw.done("start", "gemba")
    lsw.done("blip", "where is the torque gun")
    today = lsw.today()
    assert today["running"]["kind"] == "card"
    assert today["interruptions"][0]["blip"] is True


def test_back_with_nothing_to_go_back_to_is_refused(lsw: Lsw) -> None:
    lsw.refused("back", code=3)


def test_a_log_without_minutes_says_so_and_names_the_verb_that_begins_one(lsw: Lsw) -> None:
    assert "lsw in" in lsw.done("log", "a question").out


def test_what_was_understood_is_said_back(lsw: Lsw) -> None:
    assert lsw.done("log", "a question @lee !team 3m").out == "logged a question · @lee · team's work · 3m\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--minutes", "-5"),
        ("--minutes", "nan"),
        ("--minutes", "1e9"),
        ("--minutes", "1441"),
        ("--minutes", ""),
        ("--at", "25:00"),
        ("--at", "soon"),
        ("--at", ""),
        ("--who", "maria lopez"),
        ("--who", "@"),
        ("--who", ""),
        ("--category", "nonsense"),
        ("--whose", "wait"),
        ("--valid", "mine"),
        ("--to", "nowhere"),
    ],
)
def test_an_option_that_is_not_understood_is_refused_and_nothing_is_logged(
    lsw: Lsw, arguments: tuple[str, str]
) -> None:
    assert f"{arguments[0]} wants" in lsw.refused("log", "x", *arguments, code=2)
    assert lsw.today()["interruptions"] == []


@pytest.mark.parametrize("arguments", [("log",), ("log", "--json"), ("log", "x", "--who"), ("in", "--whoo", "x")])
def test_wrong_usage_is_left_to_click(lsw: Lsw, arguments: tuple[str, ...]) -> None:
    assert "--help" in lsw.refused(*arguments, code=2)


def test_a_wrong_option_gets_a_suggestion(lsw: Lsw) -> None:
    assert "--minutes" in lsw.refused("log", "x", "--minuts", "3", code=2)


@pytest.mark.parametrize("verb", ["log", "in", "back", "blip", "status"])
def test_the_quick_verbs_have_help(lsw: Lsw, verb: str) -> None:
    assert lsw.done(verb, "--help").out.startswith(f"Usage: lsw {verb}")


def test_an_interruption_can_be_corrected(lsw: Lsw) -> None:
    lsw.done("log", "press jammed 5m")
    lsw.done("interruption", "edit", "1", "press 4 jammed", "--who", "maria", "--minutes", "12")
    (entry,) = lsw.today()["interruptions"]
    assert (entry["text"], entry["who"], entry["minutes"]) == ("press 4 jammed", "maria", 12)


def test_an_interruption_can_be_deleted(lsw: Lsw) -> None:
    lsw.done("log", "press jammed 5m")
    lsw.done("interruption", "delete", "1")
    assert lsw.today()["interruptions"] == []


def test_a_correction_has_to_say_something(lsw: Lsw) -> None:
    lsw.done("log", "x")
    lsw.refused("interruption", "edit", "1", code=2)
    lsw.refused("interruption", "edit", "7", "x", code=3)
