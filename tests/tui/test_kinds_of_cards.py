"""What is done as needed, and time held open, on the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lswtui.app.boards import choose
from lswtui.app.interruptions import log
from lswtui.domain.vocabulary import Lane
from tests.desk import KINDS
from tests.tui.window import window

if TYPE_CHECKING:
    from tests.desk import Desk


@pytest.fixture
def kinds(empty: Desk) -> Desk:
    """A desk with all kinds of cards, on Thursday 19 November 2026 at 08:30."""
    choose.choose(empty.workspace, empty.board(KINDS))
    empty.clock.set("2026-11-19 08:30")
    return empty


def line_under(text: str, title: str) -> str:
    """The line under the last one that has a title."""
    lines = text.splitlines()
    return lines[max(number for number, line in enumerate(lines) if title in line) + 1]


@pytest.mark.usefixtures("no_bounce")
async def test_what_is_on_offer_is_counted_nowhere_and_used_like_any_card(kinds: Desk) -> None:
    async with window(kinds.workspace, kinds.clock) as board:
        assert "To do 7" in board.text
        assert "as needed" in line_under(board.text, "Debrief a fire")
        assert "7 today" in board.text
        await board.go_to("Debrief a fire")
        await board.press("enter")
        assert kinds.card("fire").lane is Lane.DOING
        assert "To do 7" in board.text
        assert "8 today" in board.text
        await board.press("enter")
        await board.go_to("Debrief a fire")
        assert [card.lane for card in kinds.day().cards if card.task == "fire"] == [Lane.DONE, Lane.TODO]


async def test_a_slot_says_how_much_of_it_is_used_and_is_not_late(kinds: Desk) -> None:
    async with window(kinds.workspace, kinds.clock) as board:
        assert "held open" in line_under(board.text, "Hold time for andon calls")
        log.log(kinds.workspace, "press 4 jammed 20m")
        await board.pass_time(120)
        assert "20 of 60m used" in line_under(board.text, "Hold time for andon calls")
        assert "on plan 20m" in board.text
        await board.go_to("Hold time for andon calls")
        await board.press("space")
        assert "20 of 60m used, kept free for what breaks in" in board.text
        await board.press("escape", "d")
        assert "Minutes for Hold time for andon calls" in board.text
        await board.press("enter")
        assert kinds.card("andon").lane is Lane.DONE
        assert kinds.minutes(kinds.card("andon")) == 0
