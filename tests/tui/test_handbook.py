"""Pages of the handbook in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.window import window

if TYPE_CHECKING:
    from tests.desk import Desk


async def test_the_palette_opens_a_page_of_the_handbook(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("ctrl+p")
        await board.type("read about shell")
        await board.press("enter")
        assert "lswi press 4 jammed" in board.text
        assert "```" not in board.text
        await board.press("escape")
        assert len(board.app.screen_stack) == 1
