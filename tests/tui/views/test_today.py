"""What the day board says, as values."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lswtui.app.days import cards
from lswtui.app.interruptions import log
from lswtui.domain.vocabulary import Lane
from lswtui.tui.views.cards import card_views
from lswtui.tui.views.today import (
    NOT_FOUND,
    PAIRS,
    empty_lanes,
    filter_line,
    folded_lanes,
    footer_commands,
    footer_words,
    nothing_to_do,
    one_list,
    shown_views,
)

if TYPE_CHECKING:
    from lswtui.tui.lines import Line
    from tests.desk import Desk
    from tests.tui.views.conftest import StateOf


def said(line: Line) -> str:
    return "".join(text for text, _ in line)


def test_without_a_board_the_key_that_shows_them_is_named(empty: Desk, state_of: StateOf) -> None:
    assert nothing_to_do(state_of(empty)) == "no board yet: B shows them"
    assert nothing_to_do(state_of(empty, keys={"everywhere.boards": "f5"})) == "no board yet: f5 shows them"


def test_a_day_before_the_first_one_says_which_that_was(desk: Desk, state_of: StateOf) -> None:
    words = nothing_to_do(state_of(desk, date(2026, 11, 2), board=None))
    assert words == "before you began\nyour first day was Thu 19 Nov\n1 shows today"


def test_a_day_off_names_the_next_one_and_what_it_holds(desk: Desk, state_of: StateOf) -> None:
    desk.clock.set("2026-11-21 09:00")
    words = nothing_to_do(state_of(desk))
    assert words == "a day off: n adds a card\n\nnext: Mon 23 Nov, 06:00\n5 cards · W shows it"


def test_a_day_that_was_never_seen_here_says_so(desk: Desk, state_of: StateOf) -> None:
    desk.clock.set("2026-11-24 09:00")
    assert nothing_to_do(state_of(desk, date(2026, 11, 23), next_day=None)) == "not seen here: a answers"


def test_the_running_and_the_next_card_stand_on_top_of_the_one_list(desk: Desk, state_of: StateOf) -> None:
    cards.start(desk.workspace, "audit")
    state = state_of(desk)
    titles = [view.title[0] for view in one_list(card_views(state, one_list=True), state)]
    assert titles[:3] == ["Audit the cell", "Huddle", "Walk the line"]


def test_a_filter_looks_at_the_words_of_a_card_without_regard_to_case(desk: Desk, state_of: StateOf) -> None:
    state = state_of(desk)
    views = card_views(state, one_list=False)
    assert [view.title[0] for view in shown_views(views, "ROUND")] == ["Round", "Round"]
    assert said(filter_line("ROUND", 2, len(views), state)) == "only “ROUND”   2 of 6 cards   Esc shows all"
    assert set(empty_lanes((), state, filtered=True).values()) == {NOT_FOUND}


def test_the_lanes_without_room_are_named_with_their_number_and_the_key_that_opens_them(
    desk: Desk, state_of: StateOf
) -> None:
    cards.finish(desk.workspace, "huddle", minutes=10)
    state = state_of(desk, keys={"today.right": "x"})
    views = card_views(state, one_list=False)
    right, left = folded_lanes(views, PAIRS[0], state), folded_lanes(views, PAIRS[1], state)
    assert (said(right.line), said(left.line)) == (
        "Done 1   Set aside 0   x opens them",
        "To do 5   Doing 0   h opens them",
    )
    assert right.ends == ((9, Lane.DONE), (23, Lane.ASIDE))


@pytest.mark.parametrize(
    ("task", "words"), [("huddle", "details"), ("walk", "done"), ("audit", "go on"), ("read", "start")]
)
def test_enter_does_the_next_step_of_the_card(desk: Desk, state_of: StateOf, task: str, words: str) -> None:
    cards.finish(desk.workspace, "huddle", minutes=10)
    cards.start(desk.workspace, "audit")
    cards.start(desk.workspace, "walk")
    assert footer_words(state_of(desk), desk.card(task)) == {"today.next-step": words}


def test_the_footer_begins_with_what_matters_most(desk: Desk, state_of: StateOf) -> None:
    card = desk.card("huddle")
    usual = footer_commands(state_of(desk), card, card.id, filtered=False)
    assert usual[:4] == ["today.next-step", "capture.now", "today.done", "today.aside"]
    assert footer_commands(state_of(desk, wants_plan=True), card, card.id, filtered=False)[1] == "go.morning"
    log.begin(desk.workspace, "press 4 jammed")
    broken_into = footer_commands(state_of(desk), card, desk.card("walk").id, filtered=True)
    assert broken_into[:2] == ["capture.back", "today.all"]
    assert "today.start-next" in broken_into


def test_a_card_of_a_day_to_come_cannot_be_begun(desk: Desk, state_of: StateOf) -> None:
    state = state_of(desk, date(2026, 11, 20))
    keys = footer_commands(state, state.day.cards[0], None, filtered=False)
    assert "today.next-step" not in keys
    assert "today.done" not in keys
    assert "today.aside" in keys
