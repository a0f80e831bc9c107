"""Saving a leader's own board, whichever way it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lswtui.app.boards import choose
from lswtui.app.boards.save import save_board
from lswtui.domain.errors import BadInput
from lswtui.store.files.own_boards import earlier_files
from tests.desk import PLAIN

if TYPE_CHECKING:
    from tests.desk import Desk

LONGER = PLAIN.replace("minutes = 30", "minutes = 45").encode()
LONGEST = PLAIN.replace("minutes = 30", "minutes = 60").encode()


def test_a_board_that_is_written_over_is_kept_and_that_is_said(desk: Desk) -> None:
    first = save_board(desk.workspace, "press-shop", LONGER)
    assert (first.path.read_bytes(), first.kept) == (LONGER, None)
    assert first.words == "wrote the board press-shop with 5 tasks"
    again = save_board(desk.workspace, "press-shop", LONGEST)
    assert again.path.read_bytes() == LONGEST
    assert again.kept is not None
    assert again.kept.read_bytes() == LONGER
    assert again.words == "wrote the board press-shop with 5 tasks; the one before is kept as press-shop.toml.before"


def test_what_the_data_have_is_not_kept_a_second_time(desk: Desk) -> None:
    saved = save_board(desk.workspace, "mine", LONGER, stored=choose.board_in_use(desk.workspace))
    assert (saved.kept, earlier_files(desk.workspace.own_boards)) == (None, [])
    later = save_board(desk.workspace, "mine", LONGEST, stored=choose.board_in_use(desk.workspace))
    assert later.kept is not None


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("title = ", "this is no TOML"),
        ('title = "Mine"', r"nothing was saved: level: is missing \(and 2 more\)"),
        (PLAIN.replace("minutes = 30", 'minutes = "long"'), r"nothing was saved: task\[1\].minutes \(walk\)"),
    ],
)
def test_what_is_no_board_is_not_written(desk: Desk, text: str, wrong: str) -> None:
    before = sorted(desk.workspace.own_boards.rglob("*"))
    with pytest.raises(BadInput, match=wrong):
        save_board(desk.workspace, "other", text.encode())
    assert sorted(desk.workspace.own_boards.rglob("*")) == before
