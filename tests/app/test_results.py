"""An intent says in fields what it changed and what it asks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lswtui.app import questions
from lswtui.app.boards import choose, retire_task
from lswtui.app.data import undo
from lswtui.app.days import cards, close
from lswtui.app.days.leave import take_off
from lswtui.app.interruptions import log
from lswtui.domain.days.day import Absence
from lswtui.domain.vocabulary import Outcome
from tests.desk import PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from lswtui.app.results import Result
    from lswtui.app.workspace import Workspace
    from tests.desk import Desk

INTENTS: dict[str, Callable[[Workspace], Result]] = {
    "start": lambda here: cards.start(here, "walk"),
    "finish": lambda here: cards.finish(here, "walk", minutes=10),
    "set aside": lambda here: cards.set_aside(here, "walk", Outcome.MISSED),
    "never again": lambda here: retire_task.never_again(here, "walk"),
    "add": lambda here: cards.add(here, "Call the supplier"),
    "note": lambda here: cards.note(here, "walk", "station 3"),
    "lock": close.lock,
    "close": close.close,
    "take off": lambda here: take_off(here, (date(2026, 11, 20),), Absence(why="leave")),
    "log": lambda here: log.log(here, "jam 5m"),
    "begin": lambda here: log.begin(here, "jam"),
    "blip": lambda here: log.blip(here, "jam"),
    "undo": undo.undo,
}


@pytest.mark.parametrize("intent", INTENTS.values(), ids=INTENTS)
def test_a_result_names_the_change_that_the_journal_has(desk: Desk, intent: Callable[[Workspace], Result]) -> None:
    cards.cue(desk.workspace, "huddle", "station 2")
    last = next(desk.workspace.store.entries_backwards()).seq
    done = intent(desk.workspace)
    assert done.change == next(desk.workspace.store.entries_backwards()).seq > last


def test_the_change_of_a_board_is_that_of_the_choice_not_of_what_the_program_does_after_it(desk: Desk) -> None:
    name = desk.board(PLAIN, "other")
    done = choose.choose(desk.workspace, name)
    assert done.change == next(entry.seq for entry in desk.workspace.store.entries_backwards() if entry.by == "user")


def test_who_changes_nothing_is_told_of_no_change(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    assert cards.start(desk.workspace, "walk").change is None
    close.lock(desk.workspace)
    assert close.lock(desk.workspace).change is None


def test_a_card_that_ends_an_interruption_says_so_and_another_has_nothing_to_say(desk: Desk) -> None:
    assert cards.start(desk.workspace, "walk").notice == ""
    log.begin(desk.workspace, "jam")
    desk.clock.tick(5)
    assert cards.start(desk.workspace, "huddle").notice == "started Huddle; ended the interruption jam"


def test_the_third_miss_asks_anew_and_one_more_asks_still(desk: Desk) -> None:
    asks = []
    for day in (19, 20, 23, 24):
        desk.clock.set(f"2026-11-{day} 07:30")
        asks.append(cards.set_aside(desk.workspace, "walk", Outcome.MISSED).asks)
    assert [(len(each.questions), each.anew) for each in asks] == [(0, False), (0, False), (1, True), (1, False)]
    assert [question.subject for question in asks[-1].questions] == ["mine.walk"]
    assert asks[-1].questions[0] in questions.waiting(desk.workspace)
    assert cards.finish(desk.workspace, "huddle").asks.questions == ()
