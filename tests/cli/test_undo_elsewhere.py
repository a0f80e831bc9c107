from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lswtui.app import cards
from lswtui.app.wiring import open_workspace

if TYPE_CHECKING:
    from tests.cli.conftest import Lsw


def test_what_another_window_did_is_named_and_undone_only_with_a_yes(lsw: Lsw) -> None:
    cards.add(open_workspace(os.environ, program="board"), "Call the supplier")
    sentence = lsw.refused("undo", code=3)
    assert "added Call the supplier" in sentence
    assert "lsw undo --yes" in sentence
    lsw.done("undo", "--yes")
    assert lsw.today()["cards"] == []
    assert "redo --yes" not in lsw.done("redo").out


def test_with_nothing_done_there_is_nothing_to_undo(lsw: Lsw) -> None:
    lsw.refused("undo", code=3)
    lsw.refused("redo", code=3)
