"""The keys of the one table, as the leader changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.tui.dialogs.keys import KeysDialog
from lswtui.tui.dialogs.prompt import PromptDialog
from lswtui.tui.palette import Palette
from lswtui.tui.screens.board_editor import BoardEditorScreen
from lswtui.tui.screens.gallery import Search
from tests.tui.window import window

if TYPE_CHECKING:
    from tests.desk import Desk
    from tests.tui.window import Window


def rebind(desk: Desk, *lines: str) -> None:
    path = desk.workspace.places.config
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(("[keys]", *lines)), encoding="utf-8")


def editor(board: Window) -> BoardEditorScreen:
    assert isinstance(board.app.screen, BoardEditorScreen)
    return board.app.screen


async def test_a_key_of_the_board_editor_can_be_changed(desk: Desk) -> None:
    rebind(desk, 'editor.new = "a"', 'editor.back = "f6"')
    async with window(desk.workspace, desk.clock) as board:
        await board.press("E")
        tasks = len(editor(board)._draft.tasks)
        assert "a new task" in board.text
        await board.press("n")
        assert len(editor(board)._draft.tasks) == tasks
        await board.press("a")
        assert len(editor(board)._draft.tasks) == tasks + 1
        assert "f6 to the list" in board.text
        await board.press("f6", "question_mark")
        assert isinstance(board.app.screen, KeysDialog)
        assert "a          a new task below this one" in board.text


async def test_a_key_of_the_gallery_can_be_changed(desk: Desk) -> None:
    rebind(desk, 'gallery.new = "ctrl+n"', 'gallery.down = "ctrl+j"', 'dialog.leave = "f6"')
    async with window(desk.workspace, desk.clock) as board:
        await board.press("B")
        assert "ctrl+n a new one" in board.text
        assert "ctrl+j ↑ up and down" in board.text
        await board.press("question_mark")
        assert "ctrl+n     a new board of your own" in board.text
        assert "f6 closes" in board.text
        await board.press("f6", "+")
        assert board.app.screen.query_one(Search).value == "+"
        await board.press("ctrl+n")
        assert isinstance(board.app.screen, PromptDialog)
        assert "⏎ keeps it · f6 leaves it" in board.text


async def test_the_palette_has_the_commands_of_the_screen_on_top_with_the_leaders_own_keys(desk: Desk) -> None:
    rebind(desk, 'editor.new = "a"')
    async with window(desk.workspace, desk.clock) as board:
        await board.press("E", "ctrl+p")
        await board.type("new")
        await board.until(lambda: "a new task below this one\n  a\n" in board.text)
        assert "new card" not in board.text
        tasks = len(board.app.screen_stack[-2]._draft.tasks)  # type: ignore[attr-defined]
        await board.press("enter")
        await board.until(lambda: not isinstance(board.app.screen, Palette))
        assert len(editor(board)._draft.tasks) == tasks + 1
