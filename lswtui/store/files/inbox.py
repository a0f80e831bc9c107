"""The inbox: one capture a line, for when the data is busy, and for any tool that can append to a file.

A line may begin with the moment it was written (``2026-11-22T09:40:00+01:00``), and after that with what it does,
in brackets: ``[in]`` begins an interruption, ``[back]`` ends the innermost, ``[blip]`` and ``[log]``, as every line
without, write down one that is over. The file is only ever
appended to; how far it was taken in is kept with the data, in the same transaction as what was taken in,
so that each line is taken in exactly once. Empty lines say nothing, so that who appends may begin with a
line end, and what another left half written is never glued to.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from lswtui.domain.errors import NotSaved
from lswtui.domain.text import spaced
from lswtui.domain.times import FIRST_YEAR, LAST_YEAR
from lswtui.store.engine import durable_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lswtui.store.engine.places import Places

LOG = "log"
VERBS = (LOG, "in", "back", "blip")


class InboxLine(NamedTuple):
    """A line of the inbox; ``at`` is None where the line says no moment with a zone."""

    at: datetime | None
    text: str
    verb: str = LOG
    """What it does: one of `VERBS`."""


class PendingInbox(NamedTuple):
    """What was not taken in yet, and what to remember once it is."""

    captures: tuple[InboxLine, ...]
    mark: dict[str, Any]


def leave(places: Places, at: datetime, text: str, verb: str = LOG) -> None:
    """Append a capture, on the disk when this returns; raises `NotSaved`."""
    mark = f"[{verb}] " if verb != LOG or text.lstrip().startswith("[") else ""
    line = f"\n{at.isoformat(timespec='seconds')} {mark}{spaced(text)}\n".encode(errors="replace")
    path = _path(places)
    try:
        durable_files.make_folder(places.data_folder)
        # O_NONBLOCK: whatever stands in the file's place keeps nobody waiting.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise NotSaved(f"nothing was saved: {_no_file(path)}")
            _append(handle, line)
        finally:
            os.close(handle)
        durable_files.sync_folder(places.data_folder)
    except OSError as error:
        why = f"nothing was saved: {error.strerror}"
        raise NotSaved(f"{why} ({path}); fix that and try again", on_screen=f"{why}; fix that and try again") from error


def _append(handle: int, line: bytes) -> None:
    """Append all of a line, or take back the part for which there was room, unless others went on behind it."""
    left, done = line, 0
    try:
        while left:
            done += os.write(handle, left)
            left = line[done:]
        durable_files.sync(handle)
    except OSError:
        end = os.lseek(handle, 0, os.SEEK_CUR)
        if done and os.fstat(handle).st_size == end:
            with suppress(OSError):
                os.ftruncate(handle, end - done)
        raise


def waiting(places: Places, mark: Mapping[str, Any]) -> PendingInbox | None:
    """The whole lines after MARK, the one remembered (or empty), or None; costs one `stat` if there are none.

    A file that neither holds what was taken in from it nor, at that place, the last line of that is another one,
    and all of it waits. Raises `Unreadable` where something else stands in its place.
    """
    taken = int(mark.get("offset", 0))
    path = _path(places)
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise durable_files.unreadable(path, error) from error
    if not stat.S_ISREG(found.st_mode):
        raise durable_files.Unreadable(_no_file(path))
    if found.st_size == taken:
        return None
    text = durable_files.read(path)
    if _sum(text[:taken]) != mark.get("sum", _sum(b"")) and _sum(_last(text[:taken])) != mark.get("last"):
        taken = 0
    end = text.rfind(b"\n") + 1
    if end <= taken:
        return None
    lines = text[taken:end].decode(errors="replace").split("\n")
    new_mark = {"offset": end, "sum": _sum(text[:end]), "last": _sum(_last(text[:end]))}
    return PendingInbox(tuple(_capture(line) for line in lines if line.strip()), new_mark)


def _capture(line: str) -> InboxLine:
    first, _, rest = line.strip().partition(" ")
    try:
        at = datetime.fromisoformat(first)
    except ValueError:
        return InboxLine(None, line.strip())
    understood = at.tzinfo and "T" in first and FIRST_YEAR <= at.year <= LAST_YEAR
    if not understood:
        return InboxLine(None, line.strip())
    mark, _, text = rest.strip().partition(" ")
    verb = mark[1:-1] if mark.startswith("[") and mark.endswith("]") else ""
    return InboxLine(at, text.strip(), verb) if verb in VERBS else InboxLine(at, rest.strip())


def _path(places: Places) -> str:
    return f"{places.data_folder}/inbox"


def _no_file(path: str) -> str:
    return f"{path} is no plain file, so it keeps nothing; move it away, and a new one is made"


def _last(text: bytes) -> bytes:
    """The last line with anything in it."""
    return text.rstrip().rpartition(b"\n")[2]


def _sum(text: bytes) -> str:
    return f"{crc32(text):08x}"
