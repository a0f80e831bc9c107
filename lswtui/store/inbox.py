"""The inbox: one capture a line, for when the data is busy, and for any tool that can append to a file.

A line may begin with the moment it was written (``2026-11-22T09:40:00+01:00``). The file is only ever
appended to; how far it was taken in is kept with the data, in the same transaction as what was taken in,
so that each line is taken in exactly once.
"""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from lswtui.domain.errors import NotSaved
from lswtui.store import disk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lswtui.store.places import Places

KEY = "inbox"
"""Under which the mark is remembered."""


class Capture(NamedTuple):
    """A line of the inbox; ``at`` is None where the line says no moment with a zone."""

    at: datetime | None
    text: str


class Waiting(NamedTuple):
    """What was not taken in yet, and what to remember once it is."""

    captures: tuple[Capture, ...]
    mark: dict[str, Any]


def leave(places: Places, at: datetime, text: str) -> None:
    """Append a capture, on the disk when this returns; raises `NotSaved`."""
    line = f"{at.isoformat(timespec='seconds')} {' '.join(text.split())}\n".encode(errors="replace")
    try:
        disk.make_folder(places.data_folder)
        handle = os.open(_path(places), os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            size = os.fstat(handle).st_size
            if size and os.pread(handle, 1, size - 1) != b"\n":
                line = b"\n" + line  # whoever wrote last was stopped half way
            os.write(handle, line)
            disk.sync(handle)
        finally:
            os.close(handle)
        if not size:
            disk.sync_folder(places.data_folder)
    except OSError as error:
        raise NotSaved(f"nothing was saved: {error.strerror} ({_path(places)}); mend that and try again") from error


def waiting(places: Places, mark: Mapping[str, Any]) -> Waiting | None:
    """The whole lines after MARK, the one remembered (or empty), or None; costs one `stat` if there are none.

    A file that does not hold what was taken in from it is another one, and all of it waits.
    """
    taken = int(mark.get("offset", 0))
    try:
        size = os.stat(_path(places)).st_size
    except FileNotFoundError:
        return None
    if size == taken:
        return None
    text = disk.read(_path(places))
    if _sum(text[:taken]) != mark.get("sum", _sum(b"")):
        taken = 0
    end = text.rfind(b"\n") + 1
    if end <= taken:
        return None
    lines = text[taken:end].decode(errors="replace").split("\n")
    return Waiting(tuple(_capture(line) for line in lines if line.strip()), {"offset": end, "sum": _sum(text[:end])})


def _capture(line: str) -> Capture:
    first, _, rest = line.strip().partition(" ")
    try:
        at = datetime.fromisoformat(first)
    except ValueError:
        return Capture(None, line.strip())
    return Capture(at, rest.strip()) if at.tzinfo and "T" in first else Capture(None, line.strip())


def _path(places: Places) -> str:
    return f"{places.data_folder}/inbox"


def _sum(text: bytes) -> str:
    return f"{crc32(text):08x}"
