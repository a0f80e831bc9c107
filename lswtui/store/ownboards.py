"""A board written among the leader's own, what was there under its name being kept."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lswtui.domain.errors import NotSaved
from lswtui.store import disk
from lswtui.store.boards import own_file

if TYPE_CHECKING:
    from pathlib import Path


def save_own(board: str, text: bytes, own: Path) -> Path | None:
    """Write the file of a BOARD into the folder OWN; where the one that was there is kept, None where none was.

    Raises `NotSaved`, and `BadInput` for a name that is no file's or whose file is a link out of the folder.
    """
    path = own_file(board, own)
    try:
        disk.make_folder(os.fspath(path.parent))
        kept = None
        if path.exists() and path.read_bytes() != text:
            kept = _free(path)
            disk.replace(os.fspath(kept), path.read_bytes())
        disk.replace(os.fspath(path), text)
        disk.sync_folder(os.fspath(path.parent))
    except OSError as error:
        raise NotSaved(f"{path} cannot be written ({error.strerror}); nothing was changed") from error
    return kept


def _free(path: Path) -> Path:
    """A name beside a file that nothing has yet: NAME.toml.before, NAME.toml.before-2."""
    first = path.with_suffix(".toml.before")
    number = 2
    kept = first
    while os.path.lexists(kept):
        kept = first.with_name(f"{first.name}-{number}")
        number += 1
    return kept
