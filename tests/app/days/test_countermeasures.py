from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lswtui.app import questions
from lswtui.app.boards import choose, retire_task
from lswtui.app.data import exchange, undo
from lswtui.app.days import calendar, cards, close, leave
from lswtui.app.days.change import mark_seen
from lswtui.app.days.countermeasures import answered_misses
from lswtui.app.reviews import review, save
from lswtui.domain.days.day import Absence
from lswtui.domain.days.questions import WaitingQuestion
from lswtui.domain.errors import BadInput
from lswtui.domain.vocabulary import CarryOver, Outcome
from lswtui.store.records.tables import UNDATED
from tests.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from lswtui.domain.days.card import Card

WORKDAYS = ("2026-11-19", "2026-11-20", "2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27")
WALK = "repeat:mine.walk"


def miss(desk: Desk, *reasons: str | None, first: int = 0) -> None:
    """Miss the walk on one working day after the other, for these reasons; all else is done."""
    for on, reason in zip(WORKDAYS[first:], reasons, strict=False):
        desk.clock.set(f"{on} 12:30")
        mark_seen(desk.workspace)
        cards.set_aside(desk.workspace, "walk", Outcome.MISSED, reason=reason)
        for card in desk.day().cards:
            if card.is_open:
                cards.finish(desk.workspace, card.id, minutes=0)


def asked(desk: Desk) -> tuple[WaitingQuestion, ...]:
    desk.workspace.store.refresh()
    return questions.waiting(desk.workspace)


def planned(desk: Desk, on: str) -> list[Card]:
    return [card for card in desk.day(on).cards if card.against]


def test_the_third_miss_asks_what_will_be_changed(desk: Desk) -> None:
    miss(desk, "interrupted", "forgot")
    assert asked(desk) == ()
    miss(desk, "interrupted", first=2)
    (question,) = asked(desk)
    assert question.id == WALK
    assert question.text == (
        "Walk the line was missed 3 times in 3 due days: interrupted 2, forgot 1. What will you change?"
    )


def test_the_answer_is_on_the_next_working_day_and_looked_at_two_weeks_on(desk: Desk) -> None:
    miss(desk, "interrupted", "forgot", "interrupted")
    said = questions.answer(desk.workspace, WALK, "  Start at  six")
    assert said.text == "countermeasure Start at six: on the board of Tue 24 Nov, looked at again on Tue 8 Dec"
    (change,), (check,) = planned(desk, "2026-11-24"), planned(desk, "2026-12-08")
    assert (change.title, change.carry, change.check_on) == ("Start at six", CarryOver.KEEP, date(2026, 12, 8))
    assert (check.title, check.check) == ("Check: Start at six", True)
    assert asked(desk) == ()


def test_a_check_never_falls_on_a_day_off(desk: Desk) -> None:
    miss(desk, "forgot", "forgot", "forgot")
    leave.take_off(desk.workspace, (date(2026, 12, 8),), Absence(why="leave"))
    questions.answer(desk.workspace, WALK, "Start at six")
    assert planned(desk, "2026-12-08") == []
    assert len(planned(desk, "2026-12-09")) == 1


def test_a_countermeasure_knows_the_misses_it_is_about(desk: Desk) -> None:
    miss(desk, "interrupted", "forgot", None)
    questions.answer(desk.workspace, WALK, "Start at six")
    (change,) = planned(desk, "2026-11-24")
    misses = answered_misses(desk.workspace, change)
    assert [(card.on.isoformat(), card.reason) for card in misses] == [
        ("2026-11-19", "interrupted"),
        ("2026-11-20", "forgot"),
        ("2026-11-23", None),
    ]


def test_a_countermeasure_left_open_waits(desk: Desk) -> None:
    miss(desk, "forgot", "forgot", "forgot")
    questions.answer(desk.workspace, WALK, "Start at six")
    desk.clock.set("2026-11-24 08:00")
    mark_seen(desk.workspace)
    desk.clock.set("2026-11-25 08:00")
    assert desk.card("Start at six").is_open


def test_no_is_an_answer(desk: Desk) -> None:
    miss(desk, "forgot", "forgot", "forgot")
    assert questions.answer(desk.workspace, WALK, " NO ").text == "no countermeasure this time: Walk the line"
    assert asked(desk) == ()
    assert planned(desk, "2026-11-24") == []


def test_an_empty_answer_is_none(desk: Desk) -> None:
    miss(desk, "forgot", "forgot", "forgot")
    with pytest.raises(BadInput, match="in a few words"):
        questions.answer(desk.workspace, WALK, "  ")
    assert [question.id for question in asked(desk)] == [WALK]


@pytest.mark.parametrize("answer", ["no", "Start at six"])
def test_it_is_asked_again_after_three_new_misses_only(desk: Desk, answer: str) -> None:
    miss(desk, "forgot", "forgot", "forgot")
    questions.answer(desk.workspace, WALK, answer)
    miss(desk, "boss", "boss", first=3)
    assert asked(desk) == ()
    miss(desk, "boss", first=5)
    (question,) = asked(desk)
    assert "missed 6 times in 6 due days: forgot 3, boss 3" in question.text


def test_undoing_the_answer_takes_its_cards_back_and_asks_again(desk: Desk) -> None:
    miss(desk, "forgot", "forgot", "forgot")
    questions.answer(desk.workspace, WALK, "Start at six")
    undo.undo(desk.workspace)
    assert [question.id for question in asked(desk)] == [WALK]
    assert planned(desk, "2026-11-24") == planned(desk, "2026-12-08") == []
    undo.redo(desk.workspace)
    assert asked(desk) == ()
    assert len(planned(desk, "2026-11-24")) == 1


def test_undoing_the_third_miss_takes_the_question_back(desk: Desk) -> None:
    miss(desk, "forgot", "forgot")
    desk.clock.set("2026-11-23 08:00")
    cards.set_aside(desk.workspace, "walk", Outcome.MISSED, reason="forgot")
    assert [question.id for question in asked(desk)] == [WALK]
    undo.undo(desk.workspace)
    assert asked(desk) == ()


def test_putting_a_missed_card_back_takes_the_question_back(desk: Desk) -> None:
    miss(desk, "forgot", "forgot", "forgot")
    cards.put_back(desk.workspace, "walk")
    assert asked(desk) == ()


def test_leave_said_afterwards_takes_the_question_back(desk: Desk) -> None:
    miss(desk, "forgot", "forgot", None)
    leave.take_off(desk.workspace, (date(2026, 11, 23),), Absence(why="sick"))
    assert asked(desk) == ()


def test_the_turn_of_the_day_asks_too(desk: Desk) -> None:
    for on in WORKDAYS[:3]:
        desk.clock.set(f"{on} 06:00")
        mark_seen(desk.workspace)
    assert asked(desk) == ()
    desk.clock.set("2026-11-24 06:00")
    mark_seen(desk.workspace)
    assert {question.id for question in asked(desk)} == {
        f"repeat:mine.{task}" for task in ("huddle", "walk", "round", "read")
    }


def test_days_nobody_saw_that_were_missed_ask_too(desk: Desk) -> None:
    mark_seen(desk.workspace)
    desk.clock.set("2026-11-25 06:00")
    (unseen,) = (question for question in asked(desk) if question.kind == "unseen")
    questions.answer(desk.workspace, unseen.id, "missed")
    assert WALK in {question.id for question in asked(desk)}


def test_a_reason_given_in_the_evening_is_in_the_question(desk: Desk) -> None:
    miss(desk, "forgot", "forgot", None)
    assert "no reason yet 1" in asked(desk)[0].text
    row = next(row for row in review.sweep_rows(desk.day(), desk.clock.now(), ()) if row.text == "Walk the line")
    save.clear(desk.workspace, row, "crisis", on=date(2026, 11, 23))
    assert "forgot 2, crisis 1" in asked(desk)[0].text


def test_closing_the_day_asks_too(desk: Desk) -> None:
    miss(desk, "forgot", "forgot")
    desk.clock.set("2026-11-23 14:00")
    close.close(desk.workspace)
    assert [question.id for question in asked(desk)] == [WALK]


def test_misses_of_more_than_twenty_due_days_ago_are_forgotten(desk: Desk) -> None:
    miss(desk, "forgot", "forgot")
    on = date(2026, 11, 23)
    for _ in range(19):
        desk.clock.set(f"{on.isoformat()} 12:30")
        for card in desk.day().cards:
            if card.is_open:
                cards.finish(desk.workspace, card.id, minutes=0)
        on = calendar.Calendar(desk.workspace).working_day_after(on)
    desk.clock.set(f"{on.isoformat()} 12:30")
    cards.set_aside(desk.workspace, "walk", Outcome.MISSED, reason="forgot")
    assert asked(desk) == ()


def test_a_task_that_never_applies_is_not_asked_about(desk: Desk) -> None:
    miss(desk, "forgot", "forgot", "forgot")
    desk.clock.set("2026-11-24 08:00")
    retire_task.never_again(desk.workspace, "walk")
    assert asked(desk) == ()
    undo.undo(desk.workspace)
    assert [question.id for question in asked(desk)] == [WALK]


def test_who_only_looks_reads_no_month(desk: Desk) -> None:
    miss(desk, "forgot", "forgot", "forgot")
    before = list(desk.workspace.store.entries_backwards())
    assert len(asked(desk)) == 1
    assert list(desk.workspace.store.entries_backwards()) == before
    assert len(desk.workspace.store.documents(UNDATED, "repeated")) == 1


def test_what_is_remembered_goes_with_the_data_to_another_home(desk: Desk, tmp_path: Path) -> None:
    miss(desk, "forgot", "forgot", "forgot")
    other = Desk(tmp_path / "other")
    other.clock.set("2026-11-23 12:30")
    exchange.import_json(other.workspace, exchange.export_json(desk.workspace))
    assert asked(other) == asked(desk)


def test_an_import_with_a_spoilt_question_is_refused(desk: Desk, tmp_path: Path) -> None:
    miss(desk, "forgot", "forgot", "forgot")
    exported = exchange.export_json(desk.workspace)
    (spoilt,) = exported["databases"]["undated"]["repeated"]
    spoilt["misses"] = [["mine.walk", "yesterday", None]]
    with pytest.raises(BadInput):
        exchange.import_json(Desk(tmp_path / "other").workspace, exported)


def test_another_board_with_such_a_task_begins_anew(desk: Desk) -> None:
    miss(desk, "forgot", "forgot")
    desk.clock.set("2026-11-23 06:30")
    choose.choose(desk.workspace, "lean-team-leader")
    assert asked(desk) == ()
