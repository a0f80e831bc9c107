from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lswtui.app.boards import choose
from lswtui.app.data import undo
from lswtui.app.days import cards, change, close, session_mark
from lswtui.app.days.change import mark_seen
from lswtui.app.interruptions import log
from lswtui.domain.errors import LswError, RuleBroken
from lswtui.domain.vocabulary import Lane, Outcome
from tests.desk import PLAIN, Desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from lswtui.app.workspace import Workspace


def test_undoing_a_start_gives_the_day_before_it(desk: Desk) -> None:
    cards.finish(desk.workspace, "huddle")
    before = desk.day()
    cards.start(desk.workspace, "walk")
    assert undo.undo(desk.workspace).text == "undid: started Walk the line"
    assert desk.day() == before


def test_redo_does_it_again_and_says_what(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    after = desk.day()
    undo.undo(desk.workspace)
    assert undo.redo(desk.workspace).text == "redid: started Walk the line"
    assert desk.day() == after


def test_undo_goes_as_deep_as_the_day(desk: Desk) -> None:
    before = desk.day()
    cards.start(desk.workspace, "walk")
    desk.clock.tick(5)
    log.begin(desk.workspace, "press 4")
    desk.clock.tick(5)
    log.back(desk.workspace)
    cards.finish(desk.workspace, "walk")
    for _ in range(4):
        undo.undo(desk.workspace)
    assert desk.day() == before
    for _ in range(4):
        undo.redo(desk.workspace)
    assert desk.card("walk").lane is Lane.DONE


def test_a_new_change_clears_redo(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    undo.undo(desk.workspace)
    cards.note(desk.workspace, "huddle", "short")
    with pytest.raises(RuleBroken, match="nothing to redo"):
        undo.redo(desk.workspace)


def test_there_is_nothing_to_undo_before_the_first_change(empty: Desk) -> None:
    with pytest.raises(RuleBroken, match="nothing to undo"):
        undo.undo(empty.workspace)


def test_what_the_program_did_by_itself_is_no_step(desk: Desk) -> None:
    cards.note(desk.workspace, "audit", "bring the list")
    desk.clock.set("2026-11-20 06:00")
    mark_seen(desk.workspace)
    assert undo.undo(desk.workspace).text == "undid: wrote the note of Audit the cell"


def test_what_was_started_before_the_day_turned_is_not_undone_over_what_became_of_it(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    desk.clock.set("2026-11-20 06:00")
    mark_seen(desk.workspace)
    with pytest.raises(RuleBroken, match="something newer"):
        undo.undo(desk.workspace)


def open_window(desk: Desk) -> Workspace:
    """Another board that is open on the same data."""
    window = desk.another_window()
    session_mark.note(window)
    return window


def test_another_windows_change_is_named_and_needs_a_yes(desk: Desk) -> None:
    cards.start(open_window(desk), "walk")
    with pytest.raises(undo.OtherWindow, match=r"^another window did this: started Walk the line$"):
        undo.undo(desk.workspace)
    assert desk.card("walk").lane is Lane.DOING
    undo.undo(desk.workspace, even_elsewhere=True)
    assert desk.card("walk").lane is Lane.TODO


def test_a_window_is_named_once_and_each_for_itself(desk: Desk) -> None:
    first, second = open_window(desk), open_window(desk)
    for window, card in ((first, "huddle"), (second, "read"), (second, "walk")):
        cards.start(window, card)
    undo.undo(desk.workspace, even_elsewhere=True)
    undo.undo(desk.workspace)
    with pytest.raises(undo.OtherWindow, match="started Huddle"):
        undo.undo(desk.workspace)


def test_what_was_done_in_an_earlier_session_is_ones_own(desk: Desk) -> None:
    before = open_window(desk)
    for card in ("huddle", "walk"):
        cards.start(before, card)
    session_mark.forget(before)
    now = open_window(desk)
    assert undo.undo(now).text == "undid: started Walk the line"
    assert undo.undo(now).text == "undid: started Huddle"
    assert undo.redo(now).text == "redid: started Huddle"


def test_what_a_board_did_whose_program_died_is_ones_own(desk: Desk) -> None:
    before = open_window(desk)
    cards.start(before, "walk")
    mark = before.places.state / "open" / f"{before.store.window}.json"
    mark.write_text(mark.read_text().replace(f'"pid": {os.getpid()}', '"pid": 99999999'))
    assert undo.undo(open_window(desk)).text == "undid: started Walk the line"


def test_what_a_board_did_is_ones_own_once_its_program_died_and_another_bears_its_number(desk: Desk) -> None:
    before = open_window(desk)
    cards.start(before, "walk")
    mark = before.places.state / "open" / f"{before.store.window}.json"
    mark.write_text(json.dumps({**json.loads(mark.read_text()), "started": "1"}))
    assert undo.undo(open_window(desk)).text == "undid: started Walk the line"


def test_what_the_command_line_did_is_ones_own_on_the_board(desk: Desk) -> None:
    shell = desk.another_window()
    shell.store.window = "shell"
    cards.start(shell, "walk")
    assert undo.undo(open_window(desk)).text == "undid: started Walk the line"


# --- actions of several changes


def in_parts(desk: Desk) -> int | None:
    """Finish a card, and answer what that asks as a part of it."""
    change = cards.finish(desk.workspace, "walk").change
    undo.part_of(change, cards.note)(desk.workspace, "walk", "all of it")
    undo.part_of(change, cards.cue)(desk.workspace, "walk", "station 3")
    return change


def test_a_change_and_what_was_answered_to_it_are_one_step(desk: Desk) -> None:
    cards.start(desk.workspace, "huddle")
    before = desk.day()
    in_parts(desk)
    after = desk.day()
    for _ in range(2):
        assert undo.undo(desk.workspace).text == "undid: finished Walk the line"
        assert desk.day() == before
        assert undo.redo(desk.workspace).text == "redid: finished Walk the line"
        assert desk.day() == after
    with pytest.raises(RuleBroken, match="nothing to redo"):
        undo.redo(desk.workspace)
    undo.undo(desk.workspace)
    assert undo.undo(desk.workspace).text == "undid: started Huddle"


def test_a_part_that_comes_after_something_else_is_a_step_of_its_own(desk: Desk) -> None:
    change = in_parts(desk)
    cards.note(desk.workspace, "huddle", "short")
    undo.part_of(change, cards.note)(desk.workspace, "walk", "some of it")
    said = [undo.undo(desk.workspace).text for _ in range(3)]
    assert said == [
        "undid: wrote the note of Walk the line",
        "undid: wrote the note of Huddle",
        "undid: finished Walk the line",
    ]
    for _ in range(3):
        undo.redo(desk.workspace)
    assert desk.card("walk").note == "some of it"
    assert desk.card("huddle").note == "short"


def test_a_part_added_to_what_was_redone_goes_with_it(desk: Desk) -> None:
    before = desk.day()
    change = in_parts(desk)
    undo.undo(desk.workspace)
    undo.redo(desk.workspace)
    undo.part_of(change, cards.note)(desk.workspace, "walk", "more")
    undo.undo(desk.workspace)
    assert desk.day() == before
    undo.redo(desk.workspace)
    assert desk.card("walk").note == "more"


def test_no_clock_is_made_to_run_again_on_a_day_that_is_over(desk: Desk) -> None:
    desk.clock.set("2026-11-30 08:00")
    mark_seen(desk.workspace)
    log.begin(desk.workspace, "press 4")
    desk.clock.tick(5)
    log.back(desk.workspace)
    desk.clock.set("2026-12-01 08:00")
    mark_seen(desk.workspace)
    cards.note(desk.workspace, "walk", "in December")
    undo.undo(desk.workspace)
    with pytest.raises(RuleBroken, match="its clock would run on in a day that is over, so this cannot be undone"):
        undo.undo(desk.workspace)
    assert desk.day("2026-11-30").running is None
    assert undo.redo(desk.workspace).text == "redid: wrote the note of Walk the line"


def test_a_document_that_the_program_changed_since_is_not_undone_over_it(desk: Desk) -> None:
    cards.set_aside(desk.workspace, "walk", Outcome.MISSED)
    with desk.workspace.change("by itself", by="program") as tx:
        tx.put("2026-11", "cards", {"id": desk.card("walk").id, "note": "newer"})
    with pytest.raises(RuleBroken, match="something newer stands on it, so this cannot be undone: "):
        undo.undo(desk.workspace)
    assert desk.card("walk").note == "newer"


def test_choosing_a_board_is_undone_as_one_step(desk: Desk) -> None:
    before = [card.id for card in desk.day().cards]
    choose.choose(desk.workspace, desk.board(PLAIN, "second"))
    desk.clock.tick(1)
    assert undo.undo(desk.workspace).text.startswith("undid: chose the board")
    assert [card.id for card in desk.day().cards] == before


def test_choosing_a_board_is_not_undone_once_days_with_its_cards_are_over(desk: Desk) -> None:
    desk.clock.set("2026-11-20 06:30")
    change.mark_seen(desk.workspace)
    with pytest.raises(RuleBroken, match="days with its cards are over, so this cannot be undone: chose the board"):
        undo.undo(desk.workspace)
    assert any(card.title == "Huddle" for card in desk.day("2026-11-19").cards)


INTENTS: tuple[Callable[[Workspace], object], ...] = (
    lambda workspace: cards.start(workspace, "walk"),
    lambda workspace: cards.start(workspace, "huddle"),
    cards.pause,
    lambda workspace: cards.finish(workspace, "walk"),
    lambda workspace: cards.finish(workspace, "huddle", minutes=4),
    lambda workspace: cards.set_aside(workspace, "audit", Outcome.MISSED, reason="crisis"),
    lambda workspace: cards.put_back(workspace, "walk"),
    lambda workspace: cards.top(workspace, "read", 1),
    lambda workspace: cards.other(workspace, "mail"),
    cards.stop_other,
    close.close,
    close.reopen,
    lambda workspace: log.begin(workspace, "press 4 @maria"),
    log.back,
    lambda workspace: log.log(workspace, "phone 5m"),
    lambda workspace: log.delete(workspace, "1"),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(intents=st.lists(st.sampled_from(INTENTS), min_size=1, max_size=8))
def test_undoing_everything_and_redoing_it_is_as_if_nothing_happened(
    intents: list[Callable[[Workspace], object]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    desk = Desk(tmp_path_factory.mktemp("desk"))
    choose.choose(desk.workspace, desk.board(PLAIN))
    seen = [desk.day()]
    for intent in intents:
        desk.clock.tick(7)
        try:
            intent(desk.workspace)
        except LswError:
            continue
        if desk.day() != seen[-1]:
            seen.append(desk.day())
    for before in reversed(seen[:-1]):
        undo.undo(desk.workspace)
        assert desk.day() == before
    for after in seen[1:]:
        undo.redo(desk.workspace)
        assert desk.day() == after
