from __future__ import annotations

from datetime import date

import pytest

from lswtui.app import questions
from lswtui.app.data import undo
from lswtui.app.days import cards, change, close
from lswtui.app.days.leave import back_on, take_off
from lswtui.app.interruptions import log
from lswtui.domain.days.day import Absence
from lswtui.domain.errors import BadInput, NotFound, RuleBroken
from lswtui.domain.vocabulary import CardKind, Finding, Lane, Outcome
from tests.desk import Desk


def test_a_started_card_is_in_doing_with_its_clock_running(desk: Desk) -> None:
    assert cards.start(desk.workspace, "huddle").text == "started Huddle"
    desk.clock.tick(8)
    assert desk.card("huddle").lane is Lane.DOING
    assert desk.minutes(desk.card("huddle")) == 8


def test_starting_a_card_pauses_the_one_that_ran(desk: Desk) -> None:
    cards.start(desk.workspace, "huddle")
    desk.clock.tick(5)
    cards.start(desk.workspace, "walk")
    desk.clock.tick(7)
    assert desk.card("huddle").lane is Lane.DOING
    assert desk.minutes(desk.card("huddle")) == 5
    assert desk.minutes(desk.card("walk")) == 7


def test_starting_a_card_that_runs_changes_nothing(desk: Desk) -> None:
    cards.start(desk.workspace, "huddle")
    before = desk.day()
    assert "already" in cards.start(desk.workspace, "huddle").text
    assert desk.day() == before


def test_starting_a_card_ends_running_interruptions_and_says_so(desk: Desk) -> None:
    log.begin(desk.workspace, "press 4 jammed")
    assert cards.start(desk.workspace, "huddle").text == "started Huddle; ended the interruption press 4 jammed"
    assert desk.day().stack == ()


def test_the_first_start_locks_the_plan(desk: Desk) -> None:
    assert desk.day().locked_at is None
    cards.start(desk.workspace, "huddle")
    assert desk.day().locked_at == desk.clock.now()


def test_the_plan_is_locked_once(desk: Desk) -> None:
    at = desk.clock.now()
    assert close.lock(desk.workspace).text == "the plan is set"
    desk.clock.tick(30)
    assert "05:50" in close.lock(desk.workspace).text
    assert desk.day().locked_at == at


def test_a_finished_card_says_what_it_took_of_what_was_planned(desk: Desk) -> None:
    cards.start(desk.workspace, "huddle")
    desk.clock.tick(13)
    assert cards.finish(desk.workspace, "huddle").text == "done Huddle: 13m of 10m"
    assert desk.card("huddle").outcome is Outcome.DONE
    assert desk.day().running is None


def test_a_card_ticked_off_without_a_clock_takes_its_planned_minutes_at_its_planned_time(desk: Desk) -> None:
    desk.clock.set("2026-11-19 09:00")
    cards.finish(desk.workspace, "walk")
    (span,) = desk.day().spans
    assert (f"{span.start:%H:%M}", f"{span.end:%H:%M}", span.estimated) == ("07:00", "07:30", True)


def test_four_cards_ticked_off_at_once_still_add_up(desk: Desk) -> None:
    desk.clock.set("2026-11-19 12:00")
    for task in ("huddle", "walk", "read", "audit"):
        cards.finish(desk.workspace, task)
    assert sum(desk.day().minutes(desk.clock.now()).values()) == 10 + 30 + 15 + 40


def test_a_finding_in_words_is_a_problem(desk: Desk) -> None:
    cards.finish(desk.workspace, "huddle", finding_text="two came late")
    assert (desk.card("huddle").finding, desk.card("huddle").finding_text) == (Finding.PROBLEM, "two came late")


@pytest.mark.parametrize("minutes", [-1, 1441])
def test_impossible_minutes_are_refused(desk: Desk, minutes: int) -> None:
    with pytest.raises(BadInput, match="0 to 1440"):
        cards.finish(desk.workspace, "huddle", minutes=minutes)


def test_a_card_of_tomorrow_cannot_be_finished_today(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="before its day"):
        cards.finish(desk.workspace, "huddle", on=date(2026, 11, 20))
    assert desk.day("2026-11-20").spans == ()


def test_a_card_can_only_be_started_today(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="only be started today"):
        cards.start(desk.workspace, "huddle", on=date(2026, 11, 20))


def test_a_card_of_yesterday_ticked_off_today_was_done_yesterday(desk: Desk) -> None:
    desk.clock.set("2026-11-20 09:00")
    cards.put_back(desk.workspace, "walk", on=date(2026, 11, 19))
    cards.finish(desk.workspace, "walk", on=date(2026, 11, 19))
    (span,) = desk.day("2026-11-19").spans
    assert not desk.card("walk", "2026-11-19").done_late
    assert f"{span.start:%d %H:%M}" == "19 07:00"


def test_a_done_card_is_put_back_before_it_is_set_aside(desk: Desk) -> None:
    cards.finish(desk.workspace, "huddle")
    with pytest.raises(RuleBroken, match="put it back"):
        cards.set_aside(desk.workspace, "huddle", Outcome.MISSED)


def test_a_card_put_back_keeps_its_measured_time(desk: Desk) -> None:
    cards.start(desk.workspace, "huddle")
    desk.clock.tick(9)
    cards.finish(desk.workspace, "huddle")
    cards.put_back(desk.workspace, "huddle")
    assert desk.card("huddle").is_open
    assert desk.minutes(desk.card("huddle")) == 9


def test_pausing_needs_a_running_card(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="no card is running"):
        cards.pause(desk.workspace)


def test_a_paused_card_stays_in_doing(desk: Desk) -> None:
    cards.start(desk.workspace, "huddle")
    desk.clock.tick(4)
    assert cards.pause(desk.workspace).text == "paused Huddle"
    desk.clock.tick(4)
    assert desk.card("huddle").lane is Lane.DOING
    assert desk.minutes(desk.card("huddle")) == 4


def test_a_moved_card_stands_on_its_new_day_with_the_date_it_was_first_due(desk: Desk) -> None:
    cards.move(desk.workspace, "walk", date(2026, 11, 23))
    assert (desk.card("walk").outcome, desk.card("walk").moved_to) == (Outcome.MOVED, date(2026, 11, 23))
    copy = next(card for card in desk.day("2026-11-23").cards if card.first_due)
    assert (copy.title, copy.first_due, copy.lane) == ("Walk the line", date(2026, 11, 19), Lane.TODO)


def test_a_card_moved_twice_still_knows_when_it_was_first_due(desk: Desk) -> None:
    cards.move(desk.workspace, "audit", date(2026, 11, 20))
    moved = next(card for card in desk.day("2026-11-20").cards if card.first_due)
    cards.move(desk.workspace, moved.id, date(2026, 11, 24), on=date(2026, 11, 20))
    again = next(card for card in desk.day("2026-11-24").cards if card.task == "audit")
    assert again.first_due == date(2026, 11, 19)


def test_a_moved_card_put_back_leaves_its_other_day(desk: Desk) -> None:
    cards.move(desk.workspace, "audit", date(2026, 11, 23))
    cards.put_back(desk.workspace, "audit")
    assert desk.card("audit").is_open
    assert not any(card.task == "audit" for card in desk.day("2026-11-23").cards)


def test_a_moved_card_that_was_done_on_its_other_day_cannot_be_put_back(desk: Desk) -> None:
    cards.move(desk.workspace, "audit", date(2026, 11, 20))
    desk.clock.set("2026-11-20 10:00")
    moved = next(card for card in desk.day().cards if card.first_due)
    cards.finish(desk.workspace, moved.id)
    with pytest.raises(RuleBroken, match="was begun on 2026-11-20"):
        cards.put_back(desk.workspace, "audit", on=date(2026, 11, 19))


def test_a_card_moves_only_to_a_later_day(desk: Desk) -> None:
    with pytest.raises(BadInput, match="later day"):
        cards.move(desk.workspace, "walk", date(2026, 11, 19))


def test_a_one_off_is_planned_unless_it_is_said_otherwise(desk: Desk) -> None:
    cards.add(desk.workspace, "  Call the\tsupplier ", minutes=15, at=8 * 60)
    cards.add(desk.workspace, "Fill in", kind=CardKind.REACTIVE)
    assert desk.card("Call the supplier").kind is CardKind.PLANNED
    assert desk.card("Fill in").kind is CardKind.REACTIVE


def test_a_one_off_needs_a_title(desk: Desk) -> None:
    with pytest.raises(BadInput, match="needs a title"):
        cards.add(desk.workspace, " \n ")


def test_only_one_offs_are_deleted(desk: Desk) -> None:
    cards.add(desk.workspace, "Call the supplier")
    cards.start(desk.workspace, "Call the supplier")
    desk.clock.tick(3)
    cards.delete(desk.workspace, "Call the supplier")
    assert (desk.day().running, desk.day().spans) == (None, ())
    with pytest.raises(RuleBroken, match="belongs to the board"):
        cards.delete(desk.workspace, "walk")


def test_other_work_runs_until_it_is_stopped(desk: Desk) -> None:
    cards.other(desk.workspace, "mail")
    desk.clock.tick(25)
    assert cards.stop_other(desk.workspace).text == "other work ended: mail, 25m"
    assert desk.card("mail").kind is CardKind.OTHER
    with pytest.raises(RuleBroken, match="no other work"):
        cards.stop_other(desk.workspace)


def test_notes_and_cues_are_written_and_taken_away(desk: Desk) -> None:
    cards.note(desk.workspace, "walk", "ask  Ana")
    cards.cue(desk.workspace, "walk", "station 4 next")
    assert (desk.card("walk").note, desk.card("walk").cue) == ("ask Ana", "station 4 next")
    cards.note(desk.workspace, "walk", "")
    assert (desk.card("walk").note, desk.card("walk").cue) == (None, "station 4 next")


def test_a_place_of_the_top_three_belongs_to_one_card(desk: Desk) -> None:
    cards.top(desk.workspace, "walk", 1)
    cards.top(desk.workspace, "audit", 1)
    assert (desk.card("walk").top, desk.card("audit").top) == (None, 1)
    assert cards.free_top_place(desk.day()) == 2
    cards.top(desk.workspace, "audit", None)
    assert cards.free_top_place(desk.day()) == 1


def test_there_is_no_fourth_place_of_the_top_three(desk: Desk) -> None:
    with pytest.raises(BadInput, match="1, 2 or 3"):
        cards.top(desk.workspace, "walk", 4)


def test_replanning_changes_this_day_only(desk: Desk) -> None:
    cards.replan(desk.workspace, "walk", at=8 * 60, minutes=20)
    assert (desk.card("walk").at, desk.card("walk").minutes) == (8 * 60, 20)
    assert (desk.card("walk", "2026-11-20").at, desk.card("walk", "2026-11-20").minutes) == (7 * 60, 30)


def test_closing_a_day_misses_what_expires_and_reopening_takes_that_back(desk: Desk) -> None:
    cards.finish(desk.workspace, "huddle", minutes=0)
    cards.set_aside(desk.workspace, "walk", Outcome.MISSED, reason="crisis")
    desk.clock.tick(60)
    assert close.what_closing_does(desk.day()) == (
        "Closing sets 3 open cards aside as missed, keeps 1 for the next working day; it can be undone."
    )
    close.close(desk.workspace)
    lanes = {card.task: card.outcome for card in desk.day().cards}
    assert lanes["read"] is Outcome.MISSED
    assert desk.card("audit").is_open
    close.reopen(desk.workspace)
    assert desk.card("read").is_open
    assert desk.card("walk").reason == "crisis"
    with pytest.raises(RuleBroken, match="not closed"):
        close.reopen(desk.workspace)


def test_closing_twice_changes_nothing(desk: Desk) -> None:
    close.close(desk.workspace)
    before = desk.day()
    desk.clock.tick(5)
    assert "already" in close.close(desk.workspace).text
    assert desk.day() == before


def test_closing_ends_what_runs(desk: Desk) -> None:
    cards.start(desk.workspace, "huddle")
    log.begin(desk.workspace, "phone")
    desk.clock.tick(5)
    close.close(desk.workspace)
    assert desk.day().running is None
    assert desk.day().stack == ()


def test_leave_excuses_the_cards_of_its_days_and_can_be_taken_back(desk: Desk) -> None:
    leave = (date(2026, 11, 19), date(2026, 11, 20))
    said = take_off(desk.workspace, leave, Absence(why="leave")).text
    assert said == "off: 2026-11-19..2026-11-20, leave; 11 cards excused"
    for on in ("2026-11-19", "2026-11-20"):
        assert {card.outcome for card in desk.day(on).cards} == {Outcome.EXCUSED}
        assert {card.reason for card in desk.day(on).cards} == {"leave"}
    back_on(desk.workspace, leave)
    assert all(card.is_open for on in ("2026-11-19", "2026-11-20") for card in desk.day(on).cards)
    with pytest.raises(NotFound, match="was not off"):
        back_on(desk.workspace, leave)


def test_leave_of_an_afternoon_excuses_what_lies_in_it(desk: Desk) -> None:
    take_off(desk.workspace, (date(2026, 11, 19),), Absence(12 * 60, None, "doctor"))
    excused = [(card.task, card.at) for card in desk.day().cards if card.outcome is Outcome.EXCUSED]
    assert excused == [("round", 13 * 60)]


def test_cards_that_were_begun_stay_when_the_rest_of_the_day_is_off(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    take_off(desk.workspace, (date(2026, 11, 19),), Absence(why="sick"))
    assert desk.card("walk").lane is Lane.DOING
    assert desk.card("huddle").outcome is Outcome.EXCUSED


def test_a_card_that_leave_excused_comes_back_with_the_leave_only(desk: Desk) -> None:
    take_off(desk.workspace, (date(2026, 11, 19),), Absence(why="sick"))
    with pytest.raises(RuleBroken, match="its day is off"):
        cards.put_back(desk.workspace, "huddle")


def test_a_note_on_an_excused_card_does_not_keep_it_excused(desk: Desk) -> None:
    take_off(desk.workspace, (date(2026, 11, 19),), Absence(why="sick"))
    cards.note(desk.workspace, "huddle", "Chris held it")
    back_on(desk.workspace, (date(2026, 11, 19),))
    assert (desk.card("huddle").lane, desk.card("huddle").note) == (Lane.TODO, "Chris held it")


def test_a_day_that_turned_can_be_taken_off_afterwards_and_back(desk: Desk) -> None:
    desk.clock.set("2026-11-20 06:00")
    cards.start(desk.workspace, "huddle")
    take_off(desk.workspace, (date(2026, 11, 19),), Absence(why="sick"))
    assert desk.card("walk", "2026-11-19").outcome is Outcome.EXCUSED
    back_on(desk.workspace, (date(2026, 11, 19),))
    assert desk.card("walk", "2026-11-19").outcome is Outcome.MISSED


def test_a_leader_on_leave_is_not_asked_about_it_afterwards(desk: Desk) -> None:
    change.mark_seen(desk.workspace)
    take_off(desk.workspace, (date(2026, 11, 20),), Absence(why="leave"))
    desk.clock.set("2026-11-23 06:00")
    assert questions.waiting(desk.workspace) == ()
    assert {card.outcome for card in desk.day("2026-11-20").cards} == {Outcome.EXCUSED}


def test_refused_intents_leave_nothing_to_undo(desk: Desk) -> None:
    with pytest.raises(RuleBroken):
        cards.pause(desk.workspace)
    assert undo.undo(desk.workspace).text.startswith("undid: chose the board")
