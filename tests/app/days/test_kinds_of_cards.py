"""What is done as needed, and time held open, from day to day."""

from __future__ import annotations

from datetime import date

import pytest

from lswtui.app import questions
from lswtui.app.boards import choose
from lswtui.app.data import undo
from lswtui.app.days import calendar, cards, change, close, leave
from lswtui.app.interruptions import log
from lswtui.app.reports import report
from lswtui.domain.days.day import Absence
from lswtui.domain.days.held_time import NOTHING_CAME
from lswtui.domain.errors import RuleBroken
from lswtui.domain.vocabulary import Lane, Outcome
from tests.desk import KINDS, Desk

FIRE = "mine.fire@2026-11-19"


@pytest.fixture
def kinds(empty: Desk) -> Desk:
    """A desk with all kinds of cards, on Thursday 19 November 2026 at 06:00."""
    choose.choose(empty.workspace, empty.board(KINDS))
    empty.clock.set("2026-11-19 06:00")
    change.mark_seen(empty.workspace)
    return empty


def fires(desk: Desk, on: str | None = None) -> list[tuple[str, Lane]]:
    return [(card.id, card.lane) for card in desk.day(on).cards if card.task == "fire"]


def next_day(desk: Desk) -> None:
    desk.clock.set("2026-11-20 06:00")
    change.mark_seen(desk.workspace)


# --- as needed


def test_doing_what_is_needed_by_name_again_and_again(kinds: Desk) -> None:
    for _ in range(2):
        cards.start(kinds.workspace, "fire")
        kinds.clock.tick(5)
        cards.finish(kinds.workspace, "fire")
    assert fires(kinds) == [(FIRE, Lane.DONE), (f"{FIRE}#2", Lane.DONE), (f"{FIRE}#3", Lane.TODO)]


def test_two_windows_make_the_same_card_of_it(kinds: Desk) -> None:
    other = kinds.another_window()
    assert [card.id for card in calendar.day(other).cards] == [card.id for card in kinds.day().cards]
    cards.start(kinds.workspace, "fire")
    assert cards.start(other, "fire").text == "Debrief a fire is running already"
    assert fires(kinds) == [(FIRE, Lane.DOING), (f"{FIRE}#2", Lane.TODO)]


def test_putting_back_by_name_takes_the_last_one_that_was_used(kinds: Desk) -> None:
    for _ in range(2):
        cards.finish(kinds.workspace, "fire")
    assert cards.put_back(kinds.workspace, "fire").id == f"{FIRE}#2"
    assert fires(kinds) == [(FIRE, Lane.DONE), (f"{FIRE}#2", Lane.TODO)]
    assert cards.put_back(kinds.workspace, f"{FIRE}#2").id == f"{FIRE}#2"


def test_undoing_its_use_offers_it_again(kinds: Desk) -> None:
    cards.finish(kinds.workspace, "fire")
    undo.undo(kinds.workspace)
    assert fires(kinds) == [(FIRE, Lane.TODO)]


def test_what_nobody_used_leaves_nothing_behind(kinds: Desk) -> None:
    before = len(kinds.day().cards)
    next_day(kinds)
    assert fires(kinds, "2026-11-19") == []
    assert len(kinds.day("2026-11-19").cards) == before - 1
    assert fires(kinds) == [("mine.fire@2026-11-20", Lane.TODO)]


def test_what_was_used_is_in_the_report(kinds: Desk) -> None:
    cards.start(kinds.workspace, "fire")
    kinds.clock.tick(5)
    cards.finish(kinds.workspace, "fire")
    next_day(kinds)
    thursday = date(2026, 11, 19)
    found = report.report(kinds.workspace, thursday, thursday)
    assert (found.adherence.due, found.adherence.done) == (7, 1)


def test_a_day_that_was_worked_but_not_logged_keeps_nothing_of_what_was_on_offer(kinds: Desk) -> None:
    kinds.clock.set("2026-11-23 06:00")
    change.mark_seen(kinds.workspace)
    for choice in ("worked", "off", "missed"):
        asked = next(question for question in questions.waiting(kinds.workspace) if question.kind == "unseen")
        questions.answer(kinds.workspace, asked.id, choice)
        assert fires(kinds, "2026-11-20") == []
        undo.undo(kinds.workspace)


def test_another_board_takes_what_was_on_offer_with_it(kinds: Desk) -> None:
    cards.finish(kinds.workspace, "fire")
    choose.choose(kinds.workspace, kinds.board(KINDS.replace('title = "Plain"', 'title = "Other"'), "other"))
    assert [card.id for card in kinds.day().cards if card.task == "fire"] == [FIRE, "other.fire@2026-11-19"]


def test_moved_to_tomorrow_it_is_planned_there_beside_what_is_on_offer(kinds: Desk) -> None:
    cards.move(kinds.workspace, "fire", date(2026, 11, 20))
    next_day(kinds)
    assert fires(kinds) == [(f"{FIRE}>2026-11-20", Lane.TODO), ("mine.fire@2026-11-20", Lane.TODO)]
    assert [card.on_offer for card in kinds.day().cards if card.task == "fire"] == [False, True]
    kinds.clock.set("2026-11-21 06:00")
    assert [card.outcome for card in kinds.day("2026-11-20").cards if card.task == "fire"] == [Outcome.MISSED]


def test_closing_the_day_says_and_does_nothing_to_it(kinds: Desk) -> None:
    assert "sets 5 open cards aside as missed" in close.what_closing_does(kinds.day())
    close.close(kinds.workspace)
    assert fires(kinds) == [(FIRE, Lane.TODO)]


def test_it_has_no_time_that_could_be_changed_for_always(kinds: Desk) -> None:
    card = kinds.card("fire")
    with pytest.raises(RuleBroken, match="no time of its own"):
        choose.change_task(kinds.workspace, card, at=9 * 60)
    kinds.clock.tick(1)
    choose.change_task(kinds.workspace, card, minutes=10)
    assert kinds.card("fire").minutes == 10


# --- held open


def test_an_untouched_slot_is_done_by_what_used_it(kinds: Desk) -> None:
    kinds.clock.set("2026-11-19 08:30")
    log.log(kinds.workspace, "press 4 jammed @maria 20m")
    next_day(kinds)
    slot = kinds.card("andon", "2026-11-19")
    assert (slot.lane, slot.outcome, slot.finding) == (Lane.DONE, Outcome.DONE, None)
    thursday = date(2026, 11, 19)
    found = report.report(kinds.workspace, thursday, thursday)
    assert (found.balance.planned_minutes, found.balance.reactive_minutes) == (20, 0)
    assert (found.time_adherence.spent, found.time_adherence.due) == (0, 135)
    assert found.pareto.who[0].minutes == 20


def test_a_quiet_slot_does_not_count_until_something_is_logged_for_it(kinds: Desk) -> None:
    next_day(kinds)
    slot = kinds.card("andon", "2026-11-19")
    assert (slot.outcome, slot.reason) == (Outcome.NOT_APPLICABLE, NOTHING_CAME)
    log.begin(kinds.workspace)
    log.back(kinds.workspace)
    assert kinds.card("andon", "2026-11-19").outcome is Outcome.NOT_APPLICABLE


def test_closing_ends_the_slot_and_reopening_opens_it_again(kinds: Desk) -> None:
    kinds.clock.set("2026-11-19 14:00")
    assert "missed" in close.what_closing_does(kinds.day())
    close.close(kinds.workspace)
    assert kinds.card("andon").outcome is Outcome.NOT_APPLICABLE
    kinds.clock.tick(1)
    close.reopen(kinds.workspace)
    assert kinds.card("andon").is_open


def test_what_is_logged_after_closing_still_uses_the_slot(kinds: Desk) -> None:
    kinds.clock.set("2026-11-19 14:00")
    close.close(kinds.workspace)
    log.log(kinds.workspace, "8:10-8:30 press 4 jammed")
    assert kinds.card("andon").outcome is Outcome.DONE
    log.delete(kinds.workspace, "1")
    assert kinds.card("andon").outcome is Outcome.NOT_APPLICABLE


def test_leave_excuses_a_slot(kinds: Desk) -> None:
    leave.take_off(kinds.workspace, (date(2026, 11, 19),), Absence(why="leave"))
    assert kinds.card("andon").outcome is Outcome.EXCUSED


def test_a_slot_can_be_done_and_set_aside_by_hand(kinds: Desk) -> None:
    kinds.clock.set("2026-11-19 09:30")
    said = cards.finish(kinds.workspace, "andon")
    assert said.text == "done Hold time for andon calls: 0m of 1h00"
    cards.put_back(kinds.workspace, "andon")
    cards.set_aside(kinds.workspace, "andon", Outcome.MISSED, reason="boss")
    next_day(kinds)
    assert kinds.card("andon", "2026-11-19").outcome is Outcome.MISSED


# --- rounds


def test_one_of_the_spread_rounds_gets_another_time_for_always(empty: Desk) -> None:
    text = KINDS.replace('at = ["09:00", "13:00"]\n', "").replace(
        'title = "Round"\nevery = "workday"', 'title = "Round"\nevery = "2x a day"'
    )
    choose.choose(empty.workspace, empty.board(text))
    first, second = (card for card in empty.day().cards if card.task == "round")
    empty.clock.tick(1)
    choose.change_task(empty.workspace, second, at=12 * 60)
    assert [card.at for card in empty.day().cards if card.task == "round"] == [first.at, 12 * 60]
