"""Saving a leader's own board: the one way in which its file is written."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from lswtui.domain.boards.board_file import read_board
from lswtui.domain.errors import BadInput
from lswtui.domain.text import counted
from lswtui.store.engine import untrusted_files
from lswtui.store.files.board_files import LARGEST, own_file
from lswtui.store.files.own_boards import save_own
from lswtui.store.files.toml_text import parsed_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lswtui.app.workspace import Workspace
    from lswtui.domain.boards.board import Board


class SavedBoard(NamedTuple):
    """A board that was written."""

    board: Board
    path: Path
    """Its file."""
    kept: Path | None
    """Where the file that was there before lies now; None where there was none, or none that had to be kept."""

    @property
    def words(self) -> str:
        """What happened, as a sentence without its end."""
        kept = f"; the one before is kept as {self.kept.name}" if self.kept is not None else ""
        return f"wrote the board {self.board.id} with {counted(len(self.board.tasks), 'task')}{kept}"


def save_board(workspace: Workspace, name: str, text: bytes, *, stored: Board | None = None) -> SavedBoard:
    """Write TEXT as the file of the leader's own board NAME, keeping beside it the file that was there.

    A file that says TEXT already is not kept, nor one that says what the data have as STORED. Raises `BadInput` where
    the text is no board or the name is no file's, and `NotSaved`; then nothing was written.
    """
    board = require_board(name, parsed_text(text.decode("utf-8-sig", "replace")))
    path = own_file(name, workspace.own_boards)
    before = file_text(path) if stored is not None else None
    in_the_data = before is not None and stored is not None and says(before, name, stored)
    return SavedBoard(board, path, save_own(name, text, workspace.own_boards, keeps=not in_the_data))


def require_board(name: str, table: Mapping[str, Any]) -> Board:
    """The board NAME of the plain values of its file; raises `BadInput` with its first problem."""
    board, problems = read_board(name, table)
    if board is None:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise BadInput(f"nothing was saved: {problems[0]}{more}")
    return board


def says(text: str, name: str, board: Board) -> bool:
    """Whether a text is this board."""
    with suppress(BadInput):
        return read_board(name, parsed_text(text))[0] == board
    return False


def file_text(path: Path) -> str | None:
    """The text of a board's file; None where there is none."""
    return untrusted_files.read(str(path), LARGEST).decode("utf-8-sig", "replace") if path.exists() else None
