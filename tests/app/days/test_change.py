"""The one way of a change: under one lock stands first what the program does by itself, then what was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lswtui.app.days import cards
from lswtui.app.days.change import change
from lswtui.app.interruptions import inbox, log
from lswtui.domain.errors import NotFound
from tests.benchmarks.walk import walked

if TYPE_CHECKING:
    from tests.desk import Desk


def intents(desk: Desk) -> list[str]:
    """What the journal says was done, oldest first."""
    return [entry.intent for entry in desk.workspace.store.entries_backwards()][::-1]


def test_the_inbox_the_rollover_and_the_doubt_stand_before_the_intent_each_on_a_line_of_its_own(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    desk.clock.set("2026-11-20 06:00")
    inbox.keep(desk.workspace, "press 4 jammed 5m")
    desk.clock.tick(1)
    cards.start(desk.workspace, "huddle")
    desk.clock.sleep(30)
    inbox.keep(desk.workspace, "a call 2m")
    before = len(intents(desk))
    walk = walked(lambda: cards.pause(desk.workspace))
    assert intents(desk)[before:] == ["took in the inbox", "noticed that a running clock is in doubt", "paused Huddle"]
    assert walk.steps["the lock taken"] == 1
    assert intents(desk)[before - 3 : before] == ["took in the inbox", "turned the day", "started Huddle"]


def test_what_the_program_did_by_itself_stays_where_the_intent_is_refused(desk: Desk) -> None:
    inbox.keep(desk.workspace, "press 4 jammed 5m")
    with pytest.raises(NotFound):
        cards.finish(desk.workspace, "nothing of this name")
    assert intents(desk)[-1] == "took in the inbox"


def test_finishing_a_card_takes_one_lock_one_calendar_and_copies_no_table_twice(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    desk.clock.tick(10)
    steps = walked(lambda: cards.finish(desk.workspace, "walk")).steps
    assert (steps["the lock taken"], steps["calendars built"], steps["lines in the journal"]) == (1, 1, 1)
    assert {step: times for step, times in steps.items() if step.endswith("copied") and times > 1} == {}


def test_an_interruption_that_begins_takes_one_lock_though_the_inbox_is_imported_first(desk: Desk) -> None:
    inbox.keep(desk.workspace, "press 4 jammed 5m")
    before = len(intents(desk))
    walk = walked(lambda: log.begin(desk.workspace, "a call"))
    assert intents(desk)[before:] == ["took in the inbox", "began the interruption a call"]
    assert walk.steps["the lock taken"] == 1


def test_a_change_within_a_change_is_a_fault_of_the_program(desk: Desk) -> None:
    with pytest.raises(RuntimeError, match="a change within a change"), change(desk.workspace):
        log.log(desk.workspace, "press 4 jammed 5m")
