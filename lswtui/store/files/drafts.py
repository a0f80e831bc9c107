"""Half-typed text, kept beside the data until it is saved or thrown away by its writer."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from lswtui.domain.errors import BadInput
from lswtui.store.engine import durable_files, untrusted_files

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 16 * untrusted_files.MEGABYTE


class Drafts:
    """One small file a draft, replaced whole; in the refuge where the usual folder takes nothing."""

    def __init__(self, folder: Path, refuge: Path) -> None:
        self._folder = folder
        self._refuge = refuge

    def keep(self, name: str, text: str) -> None:
        """Keep the text under this name; an empty one is dropped. Raises OSError where both folders refuse."""
        if not text:
            self.drop(name)
            return
        usual, refuge = self._paths(name)
        try:
            _write(usual, text)
        except OSError:
            _write(refuge, text)
        else:
            _forget(refuge)

    def text(self, name: str) -> str:
        """What was kept under this name; empty where nothing was. Raises `NotFound` and `BadInput`."""
        usual, refuge = self._paths(name)
        return _text(refuge) or _text(usual)

    def drop(self, name: str) -> None:
        """Forget the draft of this name, as far as the disk lets go of it."""
        for path in self._paths(name):
            _forget(path)

    def _paths(self, name: str) -> tuple[Path, Path]:
        if not re.fullmatch(r"[a-z0-9][a-z0-9.@-]*", name):
            raise BadInput(f"{name!r} is no name for a draft")
        return self._folder / f"{name}.txt", self._refuge / f"{name}.txt"


def _write(path: Path, text: str) -> None:
    durable_files.make_folder(str(path.parent))
    fresh = path.with_suffix(f".{os.urandom(4).hex()}.tmp")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        durable_files.write_all(handle, text.encode("utf-8", "surrogatepass"), 0)
        os.fsync(handle)
        fresh.replace(path)
    except OSError:
        _forget(fresh)
        raise
    finally:
        os.close(handle)


def _text(path: Path) -> str:
    if not os.path.lexists(path):
        return ""
    kept = untrusted_files.read(str(path), LARGEST)
    try:
        return kept.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return kept.decode("utf-8", "replace")  # better with signs in it than lost


def _forget(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
