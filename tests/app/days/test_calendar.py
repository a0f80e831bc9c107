from __future__ import annotations

from datetime import date

import pytest

from lswtui.app import questions
from lswtui.app.boards import choose
from lswtui.app.data.doctor import Severity, examine
from lswtui.app.days import cards, change, leave
from lswtui.app.days.calendar import Calendar, day, past
from lswtui.app.days.turn import roll_over
from lswtui.app.interruptions import log
from lswtui.domain.days.day import Absence
from lswtui.domain.errors import Damaged
from lswtui.domain.vocabulary import Lane, Outcome
from lswtui.measures.adherence import adherence
from lswtui.store.records.board_versions import board_versions, store_board_version
from lswtui.store.records.tables import LEFT_OPEN, UNDATED
from tests.desk import PLAIN, Desk, moment

THURSDAY, FRIDAY, MONDAY = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23)


def test_reading_a_day_writes_nothing(desk: Desk) -> None:
    desk.clock.set("2026-11-27 09:00")
    before = list(desk.workspace.store.entries_backwards())
    desk.day()
    desk.day("2026-11-19")
    questions.waiting(desk.workspace)
    assert list(desk.workspace.store.entries_backwards()) == before


def test_what_expires_is_missed_without_a_reason_once_its_day_has_turned(desk: Desk) -> None:
    cards.finish(desk.workspace, "huddle", minutes=0)
    desk.clock.set("2026-11-20 06:00")
    outcomes = {card.task: (card.outcome, card.reason) for card in desk.day("2026-11-19").cards}
    assert outcomes["huddle"] == (Outcome.DONE, None)
    assert outcomes["walk"] == (Outcome.MISSED, None)


def test_a_card_that_is_kept_waits_on_the_next_day_with_its_own_date(desk: Desk) -> None:
    desk.clock.set("2026-11-20 06:00")
    carried = desk.card("audit")
    assert (carried.on, carried.lane) == (THURSDAY, Lane.TODO)


def test_a_carried_card_is_due_on_its_own_day_only_and_shows_where_it_was_done_late(desk: Desk) -> None:
    desk.clock.set("2026-11-20 06:00")
    cards.start(desk.workspace, "audit")
    desk.clock.tick(20)
    cards.finish(desk.workspace, "audit")
    desk.clock.set("2026-11-21 09:00")
    assert not any(card.task == "audit" for card in desk.day("2026-11-21").cards)
    audit = desk.card("audit", "2026-11-19")
    assert desk.card("audit", "2026-11-20") == audit
    assert [adherence(desk.day(on), desk.clock.now(), whole=True).due for on in ("2026-11-19", "2026-11-20")] == [6, 5]
    assert audit.done_late
    assert sum(desk.day("2026-11-20").minutes(desk.clock.now()).values()) == 20


def test_a_carried_card_merges_into_the_next_of_its_kind(desk: Desk) -> None:
    change.mark_seen(desk.workspace)
    for text in ("2026-11-20", "2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"):
        desk.clock.set(f"{text} 06:00")
        change.mark_seen(desk.workspace)
    due = [card.on for card in desk.day().cards if card.task == "audit"]
    assert due == [date(2026, 11, 26)]
    assert desk.card("audit", "2026-11-19").outcome is Outcome.MISSED


def test_a_one_off_left_open_waits_for_the_next_day(desk: Desk) -> None:
    cards.add(desk.workspace, "Call the supplier")
    desk.clock.set("2026-11-20 06:00")
    assert desk.card("Call the supplier").on == THURSDAY
    cards.set_aside(desk.workspace, "Call the supplier", Outcome.NOT_APPLICABLE)
    desk.clock.set("2026-11-23 06:00")
    assert not any(card.title == "Call the supplier" for card in desk.day().cards)


def test_a_second_rollover_changes_nothing(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    desk.clock.set("2026-11-20 06:00")
    roll_over(desk.workspace)
    before = (desk.day("2026-11-19"), desk.day())
    turned = next(desk.workspace.store.entries_backwards())
    assert turned.intent == "turned the day"
    roll_over(desk.workspace)
    assert next(desk.workspace.store.entries_backwards()) == turned
    assert (desk.day("2026-11-19"), desk.day()) == before


def test_a_day_reads_the_same_before_and_after_its_rollover(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    desk.clock.tick(20)
    log.begin(desk.workspace, "press 4")
    desk.clock.set("2026-11-20 06:00")
    before = (desk.day("2026-11-19"), desk.day())
    roll_over(desk.workspace)
    assert (desk.day("2026-11-19"), desk.day()) == before


def test_a_clock_is_never_carried_over_the_turn_of_the_day(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    desk.clock.tick(20)
    cards.note(desk.workspace, "huddle", "short")
    desk.clock.set("2026-11-20 06:00")
    (span,) = desk.day("2026-11-19").spans
    assert span.end == moment("2026-11-19 05:50")
    assert span.gap_until == moment("2026-11-20 04:00")
    assert desk.day("2026-11-19").minutes(desk.clock.now()) == {}
    assert desk.day().running is None


def test_two_processes_make_the_same_cards(desk: Desk) -> None:
    desk.clock.set("2026-11-20 06:00")
    assert day(desk.another_window()).cards == desk.day().cards


def test_a_day_on_which_nothing_was_opened_counts_for_nothing(desk: Desk) -> None:
    desk.clock.set("2026-11-23 06:00")
    assert desk.day("2026-11-20").cards == ()
    assert Calendar(desk.workspace).unseen() == (FRIDAY,)


def test_opening_the_program_makes_a_day_seen(desk: Desk) -> None:
    desk.clock.set("2026-11-20 06:00")
    change.mark_seen(desk.workspace)
    desk.clock.set("2026-11-23 06:00")
    assert Calendar(desk.workspace).unseen() == ()
    assert {card.outcome for card in desk.day("2026-11-20").cards} == {Outcome.MISSED}


def test_a_weekend_is_not_asked_about(desk: Desk) -> None:
    desk.clock.set("2026-11-20 06:00")
    change.mark_seen(desk.workspace)
    desk.clock.set("2026-11-23 06:00")
    change.mark_seen(desk.workspace)
    assert questions.waiting(desk.workspace) == ()


def test_the_next_working_day_lies_behind_the_weekend_and_known_leave(desk: Desk) -> None:
    calendar = Calendar(desk.workspace)
    assert calendar.working_day_after(FRIDAY) == MONDAY
    leave.take_off(desk.workspace, (MONDAY, date(2026, 11, 24)), Absence(why="leave"))
    assert Calendar(desk.workspace).working_day_after(FRIDAY) == date(2026, 11, 25)


def test_half_a_day_off_is_still_a_working_day(desk: Desk) -> None:
    leave.take_off(desk.workspace, (MONDAY,), Absence(12 * 60, None))
    assert Calendar(desk.workspace).working_day_after(FRIDAY) == MONDAY


def test_on_the_day_the_clocks_go_forward_an_hour_is_not_there_to_be_counted(empty: Desk) -> None:
    empty.clock.set("2026-03-28 21:30")
    night = PLAIN.replace("mon-fri", "mon-sun").replace('every = "workday"', 'every = "daily"')
    choose.choose(empty.workspace, empty.board(night), shift=(22 * 60, 6 * 60))
    empty.clock.set("2026-03-29 01:30")
    cards.start(empty.workspace, "walk")
    empty.clock.set("2026-03-29 03:30")
    cards.finish(empty.workspace, "walk")
    assert empty.workspace.today() == date(2026, 3, 28)
    assert empty.minutes(empty.card("walk")) == 60


def test_on_the_day_the_clocks_go_back_an_hour_is_counted_twice(empty: Desk) -> None:
    empty.clock.set("2026-10-24 21:30")
    night = PLAIN.replace("mon-fri", "mon-sun").replace('every = "workday"', 'every = "daily"')
    choose.choose(empty.workspace, empty.board(night), shift=(22 * 60, 6 * 60))
    empty.clock.set("2026-10-25 01:30")
    cards.start(empty.workspace, "walk")
    empty.clock.tick(180)
    assert f"{empty.clock.now():%H:%M}" == "03:30"
    cards.finish(empty.workspace, "walk")
    assert empty.minutes(empty.card("walk")) == 180


def test_the_last_times_of_a_task_come_newest_first(desk: Desk) -> None:
    for text in ("2026-11-19", "2026-11-20", "2026-11-23"):
        desk.clock.set(f"{text} 06:30")
        cards.finish(desk.workspace, "huddle")
    desk.clock.set("2026-11-24 06:30")
    assert [card.on for card in past(desk.workspace, desk.card("huddle"), most=2)] == [MONDAY, FRIDAY]


def test_what_fell_on_a_day_that_nobody_opened_waits_without_a_note_until_it_is_touched(desk: Desk) -> None:
    cards.set_aside(desk.workspace, "audit", Outcome.EXCUSED)
    desk.clock.set("2026-11-27 06:00")
    change.mark_seen(desk.workspace)
    cards.start(desk.workspace, "huddle")
    assert desk.card("audit").on == date(2026, 11, 26)
    assert desk.workspace.store.documents(UNDATED, LEFT_OPEN) == []
    cards.note(desk.workspace, "audit", "bring the list")
    assert [note["on"] for note in desk.workspace.store.documents(UNDATED, LEFT_OPEN)] == ["2026-11-26"]
    assert next(check for check in examine(desk.workspace) if check.id == "days").state is Severity.OK


def test_a_stored_start_of_the_day_that_is_no_time_is_damage_and_no_fault_of_the_command(desk: Desk) -> None:
    board = {**next(board_versions(desk.workspace.store))["board"], "day_starts": "../x"}
    with desk.workspace.change("wrote what nobody can read") as tx:
        on = desk.workspace.now()
        store_board_version(tx, "mine", on.date(), on, on, board)
    with pytest.raises(Damaged, match="the board in use cannot be understood"):
        desk.day()
