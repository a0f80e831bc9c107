"""Undo at the keys: one action a step, one's own of an earlier session, another window's named once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lswtui.app.days import cards, session_mark
from lswtui.domain.vocabulary import Lane
from tests.tui.window import window

if TYPE_CHECKING:
    from tests.desk import Desk


@pytest.mark.parametrize("keys", [("p",), ("k",), ("tab", "4", "5", "enter")])
async def test_finishing_a_forgotten_card_and_what_was_answered_are_one_step(desk: Desk, keys: tuple[str, ...]) -> None:
    cards.start(desk.workspace, "walk")
    async with window(desk.workspace, desk.clock) as board:
        await board.pass_time(90)
        before = desk.day()
        await board.go_to("Walk the line")
        await board.press("d", *keys)
        after = desk.day()
        await board.press("u")
        assert desk.day() == before
        assert not board.app.session.state.waiting
        await board.press("ctrl+r")
        assert desk.day() == after


async def test_an_interruption_and_its_words_are_one_step(desk: Desk) -> None:
    before = desk.day()
    async with window(desk.workspace, desk.clock) as board:
        await board.press("i")
        await board.type("press 4 @maria")
        await board.press("enter", "u")
        assert desk.day()._replace(seen=before.seen, locked_at=before.locked_at) == before
        await board.press("ctrl+r")
        assert desk.day().interruptions[0].text == "press 4"


async def test_after_a_restart_all_is_undone_step_by_step_without_a_question(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        for title in ("Huddle", "Walk the line"):
            await board.go_to(title)
            await board.press("enter")
    again = desk.another_window()
    async with window(again, desk.clock) as board:
        await board.press("u", "u")
        assert len(board.app.screen_stack) == 1
    assert {card.lane for card in desk.day().cards} == {Lane.TODO}


async def test_another_windows_changes_are_named_once_and_only_undone_after_a_yes(desk: Desk) -> None:
    other = desk.another_window()
    session_mark.note(other)
    async with window(desk.workspace, desk.clock) as board:
        for card in ("huddle", "walk"):
            cards.start(other, card)
        await board.press("u")
        shown = " ".join(board.text.replace("│", " ").split())
        assert "Another window did this: started Walk the line. Undo it?" in shown
        await board.press("n")
        assert desk.card("walk").lane is Lane.DOING
        await board.press("u", "y", "u")
        assert len(board.app.screen_stack) == 1
    assert {card.lane for card in desk.day().cards} == {Lane.TODO}
