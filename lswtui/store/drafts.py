"""Half-typed text, kept beside the data until it is saved or thrown away by its writer."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from lswtui.domain.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path


class Drafts:
    """One small file a draft, replaced whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, name: str, text: str) -> None:
        """Keep the text under this name; an empty one is dropped. Raises OSError where the disk refuses."""
        if not text:
            self.drop(name)
            return
        path = self._path(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}.tmp")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.write(handle, text.encode("utf-8", "surrogatepass"))
            os.fsync(handle)
        finally:
            os.close(handle)
        fresh.replace(path)

    def text(self, name: str) -> str:
        """What was kept under this name; empty where nothing was."""
        try:
            return self._path(name).read_bytes().decode("utf-8", "surrogatepass")
        except FileNotFoundError:
            return ""

    def drop(self, name: str) -> None:
        """Forget the draft of this name."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        if not re.fullmatch(r"[a-z0-9][a-z0-9.@-]*", name):
            raise BadInput(f"{name!r} is no name for a draft")
        return self._folder / f"{name}.txt"
