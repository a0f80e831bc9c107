"""The evening review in plain lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    import time_machine

    from tests.cli.conftest import Lsw

pytestmark = pytest.mark.usefixtures("day")
ANSWERS = {"well": "maria fixed the sensor", "pledge": "I will be at the board at six", "top": ["gemba", "1"]}


def answers(tmp_path: Path, content: object) -> str:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(content))
    return str(path)


def test_away_from_a_terminal_the_review_is_shown_and_says_how_to_answer(lsw: Lsw) -> None:
    lsw.done("log", "press 4 jammed 15m")
    shown = lsw.done("reflect").out
    for told in ("broke in 15m", "press 4 jammed", "[pledge]", "--answers FILE", "2026-11-20"):
        assert told in shown
    assert lsw.done("reflect", "--json").json["questions"][0]["answer"] is None


def test_answers_from_a_file_are_on_tomorrows_board(lsw: Lsw, day: time_machine.Traveller, tmp_path: Path) -> None:
    lsw.done("reflect", "--answers", answers(tmp_path, ANSWERS), "--close")
    assert lsw.today()["closed_at"] is not None
    tops = {card["top"]: card["task"] for card in lsw.today("--on", "tomorrow")["cards"] if card["top"]}
    assert tops[1] == "gemba"
    assert len(tops) == 2
    day.shift(24 * 3600)
    assert "I will be at the board at six" in lsw.done("today").out
    lsw.done("pledge", "--kept", "partly")
    assert lsw.done("reflect", "--json").json["pledge_kept"] == "partly"


def test_answers_may_come_on_stdin(lsw: Lsw) -> None:
    said = lsw.done("reflect", "--answers", "-", "--json", stdin='{"well": "all of it"}').json
    assert said == {"schema": 1, "id": "evening@2026-11-19", "queued": False}
    questions = lsw.done("reflect", "--json").json["questions"]
    assert {question["id"]: question["answer"] for question in questions}["well"] == "all of it"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", 2),
        ("{", 2),
        ("[]", 2),
        ('{"well": 5}', 2),
        ('{"well": ["a", 5]}', 2),
        ('{"wel": "x"}', 2),
        ('{"kept": "perhaps"}', 2),
        ('{"top": "no such card"}', 3),
        ("[" * 100_000, 2),
    ],
)
def test_answers_that_do_not_fit_are_refused_and_nothing_is_saved(lsw: Lsw, content: str, code: int) -> None:
    lsw.refused("reflect", "--answers", "-", stdin=content, code=code)
    assert not any(question["answer"] for question in lsw.done("reflect", "--json").json["questions"])


SCALED = """
title = "Evening"
cadence = "workday"
steps = ["Today"]

[[question]]
id = "energy"
step = 1
kind = "scale"
ask = "How much energy?"

[[question]]
id = "led"
step = 1
kind = "choice"
choices = ["me", "maria"]
ask = "Who led?"
"""


@pytest.fixture
def scaled(home: Path) -> None:
    """An evening of one's own, with a scale and a choice."""
    path = home / "data" / "boards" / "reviews" / "evening.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SCALED)


@pytest.mark.usefixtures("scaled")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"energy": "banana"}', "give a whole number from 1 to 5"),
        ('{"energy": 9}', "give a whole number from 1 to 5"),
        ('{"energy": true}', "give a whole number from 1 to 5"),
        ('{"energy": 4.5}', "should be a text or a list of texts"),
        ('{"led": "lee"}', "say me or maria"),
        ('{"energy": 4, "led": 1}', "should be a text or a list of texts"),
    ],
)
def test_an_answer_that_its_kind_does_not_take_is_refused_with_what_would_fit(
    lsw: Lsw, content: str, said: str
) -> None:
    assert said in lsw.refused("reflect", "--answers", "-", stdin=content, code=2)
    assert lsw.done("reflect", "--json").json["questions"][0]["answer"] is None


@pytest.mark.usefixtures("scaled")
def test_a_mark_may_be_a_number_and_what_is_taken_stands_in_the_json(lsw: Lsw) -> None:
    lsw.done("reflect", "--answers", "-", stdin='{"energy": 4, "led": "MARIA"}')
    questions = lsw.done("reflect", "--json").json["questions"]
    assert [question["answer"] for question in questions] == ["4", "maria"]
    assert [question["choices"] for question in questions] == [["1", "2", "3", "4", "5"], ["me", "maria"]]


@pytest.mark.usefixtures("scaled")
def test_on_a_terminal_an_answer_that_does_not_fit_is_asked_for_again(lsw: Lsw) -> None:
    ran = lsw.done("reflect", typed="banana\n9\n3\nlee\nma\n")
    assert ran.err.count("give a whole number from 1 to 5") == 2
    assert ran.err.count("say me or maria") == 1
    assert [question["answer"] for question in lsw.done("reflect", "--json").json["questions"]] == ["3", "maria"]


def test_a_file_of_answers_that_is_not_there_is_said(lsw: Lsw) -> None:
    lsw.refused("reflect", "--answers", "nowhere.json", code=3)


def test_on_a_terminal_each_question_takes_a_line_and_an_empty_one_skips(lsw: Lsw) -> None:
    lsw.done("aside", "gemba", "--missed", "forgot")
    lsw.done("log", "press 4 jammed @maria 5m")
    #        sweep: whose, category    well  problem  role  mistake  pledge          top  if-then
    typed = ["team", "eq", "a quiet start", "", "", "", "I will walk", "3 1", "if asked, then ask back"]
    ran = lsw.done("reflect", typed="\n".join(typed) + "\n")
    assert ran.out == "reflection saved\n"
    assert "What do I pledge" in ran.err
    (entry,) = lsw.today()["interruptions"]
    assert (entry["whose"], entry["category"]) == ("team", "equipment")
    tomorrow = lsw.today("--on", "tomorrow")["cards"]
    assert [tomorrow[2]["top"], tomorrow[0]["top"]] == [1, 2]
    saved = {question["id"]: question["answer"] for question in lsw.done("reflect", "--json").json["questions"]}
    assert saved["well"] == "a quiet start"
    assert saved["problem"] is None
    assert saved["if-then"] == "if asked, then ask back"


def test_a_line_that_does_not_fit_is_asked_again(lsw: Lsw) -> None:
    lsw.done("log", "press 4 jammed 5m")
    ran = lsw.done("reflect", typed="nobody's\nnobody\neq\nfine\n")
    assert "is none of mine, team, boss, peer, nobody" in ran.err
    assert lsw.today()["interruptions"][0]["whose"] == "nobody"


def test_the_end_of_the_input_saves_what_was_answered(lsw: Lsw) -> None:
    assert lsw.done("reflect", typed="one line is enough\n").out == "reflection saved\n"


def test_with_nothing_answered_nothing_is_saved(lsw: Lsw) -> None:
    assert "nothing was saved" in lsw.done("reflect", typed="").out


def test_closing_says_what_it_does(lsw: Lsw) -> None:
    ran = lsw.done("reflect", "--close", typed="fine\n")
    assert "Closing sets" in ran.err
    assert ran.out == "reflection saved and the day closed\n"


def test_a_pledge_that_nobody_made_cannot_be_kept(lsw: Lsw) -> None:
    lsw.refused("pledge", "--kept", "yes", code=3)
    lsw.refused("pledge", "--kept", "perhaps", code=2)
    lsw.refused("pledge", code=2)
