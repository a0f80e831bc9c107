"""Changing the board in use in the leader's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from shutil import which
from typing import TYPE_CHECKING, NamedTuple

from lswtui.app.boards.choose import standard_in_use
from lswtui.app.boards.edit import file_to_edit
from lswtui.cli.output import complain
from lswtui.domain.errors import BadInput, RuleBroken
from lswtui.store.files.board_files import BadBoard, load_board

if TYPE_CHECKING:
    from pathlib import Path

    from lswtui.app.workspace import Workspace
    from lswtui.domain.boards.board import Board

USUAL_EDITORS = ("nano", "vi")


class EditedBoard(NamedTuple):
    """A board before the editor and after it."""

    before: Board
    after: Board
    path: Path


def edited(workspace: Workspace) -> EditedBoard:
    """The board in use as its leader left it in the editor.

    Raises `NotFound` before one is chosen, `BadInput` where the file cannot be used, which is then kept, and
    `RuleBroken` where the editor failed.
    """
    standard = standard_in_use(workspace)
    path = file_to_edit(workspace, standard)
    _edit(path)
    try:
        board = load_board(os.fspath(path), workspace.own_boards)
    except BadBoard as error:
        for problem in error.problems:
            complain(str(problem))
        raise BadInput(f"nothing was changed; {path} is kept, and `lsw board edit` opens it again") from error
    return EditedBoard(standard.board, board, path)


def _edit(path: Path) -> None:
    try:
        command = shlex.split(_editor())
    except ValueError as error:
        raise BadInput("EDITOR holds a quotation mark that is never closed; set it anew") from error
    try:
        code = subprocess.run([*command, os.fspath(path)], check=False).returncode
    except OSError as error:
        raise BadInput(f"the editor {command[0]!r} cannot be started: {error.strerror}; set EDITOR") from error
    if code != 0:
        raise RuleBroken(f"the editor ended with code {code}, so nothing was changed; {path} is kept")


def _editor() -> str:
    named = (os.environ.get("VISUAL") or os.environ.get("EDITOR") or "").strip()
    if named:
        return named
    found = next(filter(None, map(which, USUAL_EDITORS)), None) if sys.stdin.isatty() else None
    if found is None:
        raise BadInput("no editor is known; set EDITOR, for example EDITOR=nano lsw board edit")
    return shlex.quote(found)
