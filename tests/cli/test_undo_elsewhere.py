from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lswtui.app.days import cards, session_mark
from lswtui.app.workspace import open_workspace

if TYPE_CHECKING:
    from tests.cli.conftest import Lsw


def test_what_another_window_did_is_named_and_undone_only_with_a_yes(lsw: Lsw) -> None:
    board = open_workspace(os.environ, program="board")
    session_mark.note(board)
    cards.add(board, "Call the supplier")
    sentence = lsw.refused("undo", code=3)
    assert sentence == (
        "lsw: another window did this: added Call the supplier; `lsw undo --yes` undoes it all the same\n"
    )
    lsw.done("undo", "--yes")
    assert lsw.today()["cards"] == []
    lsw.done("redo")


def test_what_was_done_on_a_board_that_was_left_is_undone_without_a_word(lsw: Lsw) -> None:
    cards.add(open_workspace(os.environ, program="board"), "Call the supplier")
    assert lsw.done("undo").out == "undid: added Call the supplier\n"


def test_with_nothing_done_there_is_nothing_to_undo(lsw: Lsw) -> None:
    lsw.refused("undo", code=3)
    lsw.refused("redo", code=3)
