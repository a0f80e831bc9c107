"""Files of what only this machine needs, kept so that it need not be worked out again; each may be deleted at any time.

One that two programs write at once, or that is written to its half only, fails its checksum and is as good as none.
"""

from __future__ import annotations

import os
from contextlib import suppress
from json import loads
from typing import TYPE_CHECKING, Any

from lswtui.domain.errors import LswError
from lswtui.store.engine import durable_files
from lswtui.store.engine.checksum import checksum, compact, with_checksum

if TYPE_CHECKING:
    from collections.abc import Mapping


def read_kept(folder: str, name: str) -> Any:
    """The JSON kept under a name in a folder; None where there is none, or it is not what was written."""
    try:
        text = durable_files.read(f"{folder}/{name}.json")
    except (OSError, LswError):
        return None
    return None if checksum(text) is None else loads(text)


def keep(folder: str, name: str, content: Mapping[str, Any]) -> None:
    """Keep a JSON object under a name in a folder, if that lets itself be written."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
    with suppress(OSError):
        durable_files.make_folder(folder)
        handle = os.open(f"{folder}/{name}.json", flags, 0o600)
        try:
            durable_files.write_all(handle, with_checksum(compact(content)), 0)
        finally:
            os.close(handle)
