"""The morning review in plain lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    import time_machine

    from tests.cli.conftest import Lsw

pytestmark = pytest.mark.usefixtures("day")


@pytest.fixture
def early(day: time_machine.Traveller) -> time_machine.Traveller:
    """The same Thursday before work."""
    day.move_to("2026-11-19T05:50:00+01:00")
    return day


@pytest.fixture
def third_thursday(lsw: Lsw, day: time_machine.Traveller) -> time_machine.Traveller:
    """After two Thursdays on which the same broke in, the third one before work."""
    for on in ("2026-11-19", "2026-11-26"):
        day.move_to(f"{on}T10:30:00+01:00")
        lsw.done("log", "press 4 jammed @maria #equipment 20m at 6:40")
    day.move_to("2026-12-03T05:00:00+01:00")
    return day


def given(lsw: Lsw, *arguments: str, **answers: object) -> str:
    named = {question.replace("_", "-"): said for question, said in answers.items()}
    return lsw.done("morning", "--answers", "-", *arguments, stdin=json.dumps(named)).out


@pytest.mark.usefixtures("early")
def test_away_from_a_terminal_the_morning_is_shown_and_says_how_to_answer(lsw: Lsw) -> None:
    shown = lsw.done("morning").out
    for told in (
        "Morning review · 2026-11-19",
        "pledge: none was made",
        "room ",
        "[top]",
        "[if-then]",
        "--answers FILE",
    ):
        assert told in shown
    assert "[kept]" not in shown
    assert lsw.today()["locked_at"] is None


@pytest.mark.usefixtures("early")
def test_answers_are_on_the_board_at_once_and_lock_sets_its_plan(lsw: Lsw) -> None:
    assert given(lsw, top=["gemba"], if_then="If asked, then ask back") == "morning review saved\n"
    assert (lsw.card("gemba")["top"], lsw.today()["locked_at"]) == (1, None)
    assert given(lsw, "--lock") == "morning review saved and the plan set\n"
    assert lsw.today()["locked_at"] is not None
    lsw.done("undo")
    assert (lsw.today()["locked_at"], lsw.card("gemba")["top"]) == (None, 1)


@pytest.mark.usefixtures("third_thursday")
def test_what_is_likeliest_is_shown_with_its_weeks_and_begins_the_if_then(lsw: Lsw) -> None:
    shown = lsw.done("morning").out
    assert "Thursdays around 6: mostly Andon: machine, from maria · 2 of 2 weeks" in shown
    assert "If it is Andon: machine, from maria, then I will …" in shown
    asked = lsw.done("morning", "--json").json
    assert "usually breaks in 20m" in asked["facts"]["room"]
    questions = {question["id"]: question for question in asked["questions"]}
    assert questions["if-then"]["begins"] == "If it is Andon: machine, from maria, then I will"
    assert questions["top"]["begins"] is None
    assert asked["today"]["date"] == asked["date"] == "2026-12-03"


@pytest.mark.usefixtures("early")
def test_on_a_terminal_each_question_takes_a_line(lsw: Lsw) -> None:
    ran = lsw.done("morning", typed="2\nIf asked, then ask back\n")
    assert ran.out == "morning review saved\n"
    assert "Which three come first today?" in ran.err
    questions = {question["id"]: question["answer"] for question in lsw.done("morning", "--json").json["questions"]}
    assert questions["if-then"] == "If asked, then ask back"
    assert questions["top"]


@pytest.mark.usefixtures("early")
def test_with_nothing_answered_nothing_is_saved(lsw: Lsw) -> None:
    assert "nothing was saved" in lsw.done("morning", typed="").out
    assert lsw.done("morning", "--lock", typed="").out == "morning review saved and the plan set\n"


def test_a_pledge_that_no_evening_asked_about_is_asked_about_once(lsw: Lsw, day: time_machine.Traveller) -> None:
    lsw.done("reflect", "--answers", "-", stdin='{"pledge": "I will be there at six"}')
    day.move_to("2026-11-20T06:00:00+01:00")
    assert "[kept]" not in lsw.done("morning").out
    lsw.done("log", "a call 5m")
    day.move_to("2026-11-23T06:00:00+01:00")
    shown = lsw.done("morning").out
    assert "I will be there at six · for Fri 20 Nov" in shown
    assert "[kept]" in shown
    given(lsw, kept="partly")
    assert "no pledge was made for this day" in lsw.done("reflect").out
    report = lsw.done("report", "2026-11-19..2026-11-23", "--with-names").out
    assert report.count("I will be there at six") == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('{"well": "x"}', 2),
        ('{"kept": "yes"}', 2),
        ('{"top": "no such card"}', 3),
        ("[]", 2),
    ],
)
def test_answers_that_do_not_fit_are_refused_and_nothing_is_saved(lsw: Lsw, content: str, code: int) -> None:
    lsw.refused("morning", "--answers", "-", "--lock", stdin=content, code=code)
    assert not any(question["answer"] for question in lsw.done("morning", "--json").json["questions"])
    assert lsw.today()["locked_at"] is None


def test_the_plan_of_a_day_that_is_over_is_refused(lsw: Lsw, day: time_machine.Traveller) -> None:
    day.move_to("2026-11-20T06:00:00+01:00")
    lsw.refused("morning", "--answers", "-", "--lock", "--on", "yesterday", stdin="{}", code=3)


def test_a_morning_of_ones_own_with_problems_is_refused(
    lsw: Lsw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LSW_HOME", str(tmp_path / "home"))
    own = tmp_path / "home" / "data" / "boards" / "reviews"
    own.mkdir(parents=True)
    (own / "morning.toml").write_text('title = "Bad"\nsteps = ["All"]\nends = "never"\n')
    refused = lsw.refused("morning", code=2)
    assert "morning.toml cannot be used" in refused
    assert "and 2 more" in refused
