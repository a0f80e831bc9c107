"""A leader's own copy of a board, as a file to edit; and files rewritten with their comments kept."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from lswtui.domain.boards.board_file import board_table
from lswtui.domain.errors import BadInput, LswError, NotSaved
from lswtui.store.engine import durable_files
from lswtui.store.files.board_files import bundled, load_board, own_file
from lswtui.store.files.toml_text import parsed_text, toml_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from lswtui.domain.boards.board import Board


def text_to_copy(board: Board, own: Path, chosen_at: datetime) -> bytes | None:
    """What the leader's own file of a board in use since CHOSEN_AT has to say; None where the file may stay as it is.

    A file that was changed since then is somebody's work and stays as it is, whether or not it can be used, and so
    does one that says the board. A ready-made board is copied with its comments. Raises `NotSaved` where a file cannot
    be looked at, and `BadInput` for a board whose name is no file's or whose file is a link out of the folder.
    """
    path = own_file(board.id, own)
    try:
        if path.exists() and (path.stat().st_mtime > chosen_at.timestamp() or _says(path, board)):
            return None
        ready_made = bundled() / "days" / path.name
        return ready_made.read_bytes() if _says(ready_made, board) else toml_text(board_table(board)).encode()
    except OSError as error:
        raise NotSaved(f"{path} cannot be written ({error.strerror}); nothing was changed") from error


def _says(path: Path, board: Board) -> bool:
    """Whether a file is this board."""
    try:
        return path.is_file() and load_board(os.fspath(path), path.parent) == board
    except LswError:
        return False


def changed_text(text: str, table: Mapping[str, Any]) -> str:
    """The text of a file changed to say TABLE: comments and the order of keys stay, for tasks that were moved as well.

    What belongs to a task that is no longer there goes with it. A text that is no TOML is written anew.
    """
    from lswtui.store.files.toml_edit import changed  # tomlkit takes a tenth of a second to load

    try:
        before = parsed_text(text)
        after = text if before == table else changed(text, table)
        if parsed_text(after) == table:
            return after
    except BadInput:
        pass
    return toml_text(table)


_EARLIER = re.compile(r"(?P<board>.+)\.toml\.before(?:-(?P<number>\d+))?")


def save_own(board: str, text: bytes, own: Path, *, keeps: bool = True) -> Path | None:
    """Write the file of a BOARD into the folder OWN; where the one that was there is kept, None where none was.

    With KEEPS false it is not kept, as where the data have that version of the board. Raises `NotSaved`, `Unreadable`,
    and `BadInput` for a name that is no file's or whose file is a link out of the folder.
    """
    path = own_file(board, own)
    try:
        durable_files.make_folder(os.fspath(path.parent))
        before = durable_files.read(os.fspath(path)) if keeps and path.exists() else text
        kept = _kept(path, before) if before != text else None
        durable_files.replace(os.fspath(path), text)
        durable_files.sync_folder(os.fspath(path.parent))
    except OSError as error:
        raise NotSaved(f"{path} cannot be written ({error.strerror}); nothing was changed") from error
    return kept


def earlier_files(own: Path) -> list[Path]:
    """The files that were kept beside the boards in OWN, by board, the earliest first; raises `Unreadable`."""
    found = [(match, name) for name in durable_files.names(f"{own}/days") if (match := _EARLIER.fullmatch(name))]
    found.sort(key=lambda each: (each[0]["board"], int(each[0]["number"] or 1)))
    return [own / "days" / name for _, name in found]


def board_of_earlier(name: str) -> str | None:
    """The board whose earlier file has this name; None for any other file."""
    match = _EARLIER.fullmatch(name)
    return match["board"] if match else None


def name_to_keep(board: str, own: Path) -> str:
    """The name under which the file of a board would be kept now: the first of `NAME.toml.before-2` that is free."""
    path = own_file(board, own)
    number = 1
    while os.path.lexists(kept := _numbered(path, number)):
        number += 1
    return kept.name


def _kept(path: Path, data: bytes) -> Path:
    """Where DATA now is, beside a file, under a name that nothing had."""
    number = 1
    while True:
        kept = _numbered(path, number)
        try:
            durable_files.create(os.fspath(kept), data)
        except FileExistsError:
            number += 1
        else:
            return kept


def _numbered(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.before" + (f"-{number}" if number > 1 else ""))
