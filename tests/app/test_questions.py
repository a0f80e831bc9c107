from __future__ import annotations

import json
from datetime import timedelta

import pytest

from lswtui.app import questions
from lswtui.app.data import undo
from lswtui.app.days import cards, change, session_mark
from lswtui.app.interruptions import log
from lswtui.domain.errors import BadInput, NotFound
from lswtui.domain.vocabulary import Outcome
from tests.desk import Desk, moment


def only(desk: Desk) -> str:
    desk.workspace.store.refresh()
    (question,) = questions.waiting(desk.workspace)
    return question.id


def test_all_unseen_days_are_one_question(desk: Desk) -> None:
    desk.clock.set("2026-11-25 06:00")
    (question,) = questions.waiting(desk.workspace)
    assert question.text == "20 Nov to 24 Nov (3 working days) not seen here. What was it?"


def test_days_that_were_off_are_excused(desk: Desk) -> None:
    desk.clock.set("2026-11-25 06:00")
    questions.answer(desk.workspace, only(desk), "off")
    for on in ("2026-11-20", "2026-11-23", "2026-11-24"):
        assert {card.outcome for card in desk.day(on).cards} == {Outcome.EXCUSED}
    assert questions.waiting(desk.workspace) == ()


def test_days_that_were_worked_but_not_logged_count_for_nothing(desk: Desk) -> None:
    desk.clock.set("2026-11-23 06:00")
    questions.answer(desk.workspace, only(desk), "worked")
    assert {card.outcome for card in desk.day("2026-11-20").cards} == {Outcome.NOT_APPLICABLE}


def test_days_that_were_missed_are_missed(desk: Desk) -> None:
    desk.clock.set("2026-11-23 06:00")
    questions.answer(desk.workspace, only(desk), "missed")
    assert {card.outcome for card in desk.day("2026-11-20").cards} == {Outcome.MISSED}


def test_a_day_in_the_middle_that_was_seen_is_not_part_of_the_answer(desk: Desk) -> None:
    desk.clock.set("2026-11-23 09:00")
    cards.finish(desk.workspace, "walk")
    desk.clock.set("2026-11-25 06:00")
    questions.answer(desk.workspace, only(desk), "off")
    assert desk.card("walk", "2026-11-23").outcome is Outcome.DONE
    assert desk.card("huddle", "2026-11-24").outcome is Outcome.EXCUSED


def test_an_answer_can_be_undone_and_is_asked_again(desk: Desk) -> None:
    desk.clock.set("2026-11-23 06:00")
    asked = only(desk)
    questions.answer(desk.workspace, asked, "missed")
    undo.undo(desk.workspace)
    assert only(desk) == asked


def test_an_answer_that_is_none_is_refused_with_those_there_are(desk: Desk) -> None:
    desk.clock.set("2026-11-23 06:00")
    with pytest.raises(BadInput, match="off, worked, missed"):
        questions.answer(desk.workspace, "1", "perhaps")


def test_a_question_that_does_not_wait_is_not_there(desk: Desk) -> None:
    with pytest.raises(NotFound, match="lsw answer"):
        questions.answer(desk.workspace, "1", "off")


def overnight(desk: Desk) -> None:
    """The walk runs from 06:00, the last sign of life is at 06:20, and the day turns."""
    desk.clock.set("2026-11-19 06:00")
    cards.start(desk.workspace, "walk")
    desk.clock.tick(20)
    log.blip(desk.workspace, "wave")
    desk.clock.set("2026-11-20 06:00")


def test_nothing_of_a_gap_counts_until_it_is_answered(desk: Desk) -> None:
    overnight(desk)
    assert only(desk).startswith("gap:")
    assert desk.minutes(desk.card("walk", "2026-11-19")) == 20


@pytest.mark.parametrize(("choice", "minutes"), [("drop", 20), ("all", 22 * 60), ("06:45", 45)])
def test_a_gap_is_dropped_kept_or_kept_until_a_time(desk: Desk, choice: str, minutes: int) -> None:
    overnight(desk)
    questions.answer(desk.workspace, only(desk), choice)
    assert desk.minutes(desk.card("walk", "2026-11-19")) == minutes


def test_a_time_outside_the_gap_is_refused_and_the_question_stays(desk: Desk) -> None:
    overnight(desk)
    with pytest.raises(BadInput, match="not inside the gap"):
        questions.answer(desk.workspace, "1", "06:10")
    assert only(desk).startswith("gap:")


def test_a_program_that_died_leaves_a_gap_and_its_clock_runs_on(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    alive = desk.clock.tick(10)
    desk.clock.tick(30)
    questions.notice_gap(desk.workspace, alive)
    desk.clock.tick(5)
    assert desk.minutes(desk.card("walk")) == 15
    questions.answer(desk.workspace, only(desk), "all")
    assert desk.minutes(desk.card("walk")) == 45


@pytest.mark.parametrize("change", [{"pid": 99999999}, {"started": "1"}, {"boot": "another"}, {"started": ""}])
def test_a_program_that_died_is_noticed_though_another_bears_its_number(desk: Desk, change: dict[str, object]) -> None:
    other = desk.another_window()
    session_mark.note(other)
    assert session_mark.left_behind(desk.workspace) is None
    mark = other.places.state / "open" / f"{other.store.window}.json"
    mark.write_text(json.dumps({**json.loads(mark.read_text()), **change}))
    assert session_mark.left_behind(desk.workspace) == desk.clock.now()
    assert session_mark.left_behind(desk.workspace) is None


def test_without_a_running_clock_there_is_no_gap(desk: Desk) -> None:
    questions.notice_gap(desk.workspace, desk.clock.now() - timedelta(minutes=5))
    assert questions.waiting(desk.workspace) == ()


def test_a_gap_that_ended_before_the_clock_began_is_none(desk: Desk) -> None:
    died = desk.clock.now()
    desk.clock.tick(5)
    cards.start(desk.workspace, "walk")
    questions.notice_gap(desk.workspace, died)
    assert questions.waiting(desk.workspace) == ()


def test_a_clock_past_twice_its_plan_is_asked_about_when_it_has_ended(desk: Desk) -> None:
    cards.start(desk.workspace, "huddle")
    desk.clock.tick(45)
    assert questions.waiting(desk.workspace) == ()
    cards.finish(desk.workspace, "huddle")
    (question,) = questions.waiting(desk.workspace)
    assert question.text == "Huddle took 45m, planned 10m. Was the clock forgotten?"


@pytest.mark.parametrize(("choice", "minutes"), [("planned", 10), ("all", 45), ("25", 25), ("25m", 25)])
def test_a_forgotten_clock_is_cut_kept_or_set_and_not_asked_about_again(desk: Desk, choice: str, minutes: int) -> None:
    cards.start(desk.workspace, "huddle")
    desk.clock.tick(45)
    cards.finish(desk.workspace, "huddle")
    questions.answer(desk.workspace, only(desk), choice)
    assert desk.minutes(desk.card("huddle")) == minutes
    assert questions.waiting(desk.workspace) == ()


def test_an_interruption_is_forgotten_past_an_hour(desk: Desk) -> None:
    log.begin(desk.workspace, "press 4")
    desk.clock.tick(61)
    log.back(desk.workspace)
    questions.answer(desk.workspace, only(desk), "planned")
    assert desk.minutes(desk.day().interruptions[0]) == 30


def test_what_broke_into_a_card_does_not_make_its_clock_forgotten(desk: Desk) -> None:
    cards.start(desk.workspace, "huddle")
    desk.clock.tick(24)
    log.log(desk.workspace, "phone 8m")
    cards.finish(desk.workspace, "huddle")
    assert questions.waiting(desk.workspace) == ()


def test_minutes_that_are_no_number_are_refused(desk: Desk) -> None:
    cards.start(desk.workspace, "huddle")
    desk.clock.tick(45)
    cards.finish(desk.workspace, "huddle")
    with pytest.raises(BadInput, match="for example 25"):
        questions.answer(desk.workspace, "1", "many")


def test_questions_come_oldest_first(desk: Desk) -> None:
    overnight(desk)
    change.mark_seen(desk.workspace)
    cards.start(desk.workspace, "huddle")
    desk.clock.tick(60)
    cards.finish(desk.workspace, "huddle")
    assert [question.kind for question in questions.waiting(desk.workspace)] == ["gap", "clock"]


def test_a_gap_over_the_turn_ends_with_the_day(desk: Desk) -> None:
    overnight(desk)
    (span,) = [span for span in desk.day("2026-11-19").spans if span.gap_until]
    assert span.gap_until == moment("2026-11-20 04:00")
