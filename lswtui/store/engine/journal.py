"""The journals: what was changed, when, by whom and why. They are the truth; all else is made from them.

Each device appends to files in a folder of its own, one file for each month of writing, one line for
each transaction. A line is JSON, carries a running number and the checksum of the line before it, and
ends with its own checksum. A last line without its line end was never committed; nor was one with a NUL in it,
which is what a disk leaves of sectors that it had not written yet when the power went.
"""

from __future__ import annotations

import os
import re
from itertools import pairwise
from json import loads
from typing import TYPE_CHECKING, Any, NamedTuple

from lswtui.domain.errors import Damaged, LswError
from lswtui.store.engine import durable_files
from lswtui.store.engine.checksum import checksum, compact, with_checksum
from lswtui.store.engine.json_documents import NO_SHAPE
from lswtui.store.engine.migrations import brought_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORMAT = 3
_KNOWN = frozenset(b'{"schema":%d' % number for number in range(1, FORMAT + 1))
_TODAYS = b'{"schema":%d,' % FORMAT
_MOVED = b'"table":"standards"'  # it lies in another database since format 3
_FILE = re.compile(r"(\d{4}-\d{2})\.jsonl")
_DATABASE = re.compile(rb'"db":"([^"]*)"')
_BLOCK = 1 << 16
_SECTOR = 512  # what a disk writes at once, at least
MENDS = "`lsw doctor --fix` keeps it aside and puts what is good in its place"


class NewerFormat(LswError):
    """A data file was written by a newer version, which alone knows how to read and write it."""


class Change(NamedTuple):
    """What one document of one table of one database was and is; None where there was or is none."""

    db: str
    table: str
    id: str
    was: dict[str, Any] | None
    now: dict[str, Any] | None


class JournalGap(NamedTuple):
    """Transactions that were lost before this one's place in the journal, up to and with number ``through``."""

    through: int
    crc: str
    """The checksum that the last of them had."""


class JournalEntry(NamedTuple):
    """One transaction: all of its changes happened, in one step, at ``at`` (ISO 8601 with offset)."""

    device: str
    seq: int
    at: str
    program: str
    window: str
    by: str
    """``user`` or ``program``: whether a person asked for it."""
    intent: str
    undoes: int | None
    """The running number of the transaction of this device that this one takes back."""
    changes: tuple[Change, ...]
    gap: JournalGap | None = None
    """What mending says instead of transactions that nobody can read any more, which begin with this number."""
    follows: int | None = None
    """The running number of the transaction of this device that began the action of which this one is a part."""


class Position(NamedTuple):
    """The end of a line in a device's journal: the month's file, the bytes up to there, its number and checksum."""

    month: str = ""
    offset: int = 0
    seq: int = 0
    crc: str = "00000000"

    def before(self, other: Position) -> bool:
        """Whether OTHER lies further on in the same journal."""
        return self[:2] < other[:2]


START = Position()


def devices(root: str) -> list[str]:
    """The devices that have a journal, sorted."""
    return [name for name in durable_files.names(root) if os.path.isdir(f"{root}/{name}")]


def marks(root: str) -> dict[str, tuple[int, ...]]:
    """What changes when anything is appended to any journal, at the price of a few `stat` calls."""
    return {device: mark(f"{root}/{device}") for device in devices(root)}


def mark(folder: str) -> tuple[int, ...]:
    """What changes when anything is appended to the journal in FOLDER."""
    months = months_of(folder)
    if not months:
        return ()
    found = durable_files.status(f"{folder}/{months[-1]}.jsonl")
    return (len(months), found.st_ino, found.st_size, found.st_mtime_ns)


def lines(folder: str, since: Position = START, until: Position | None = None) -> Iterator[tuple[Position, bytes]]:
    """The whole lines from SINCE on (up to UNTIL), each with its own end, every checksum verified.

    Raises `Damaged` where the journal is not what was written, `NewerFormat`, `Unreadable`.
    """
    if until is not None and not since.before(until):
        return
    months = months_of(folder)
    if since.month and since.month not in months:
        raise _lost(f"{folder}/{since.month}.jsonl", since)
    at = since
    for month in months:
        if month < since.month:
            continue
        path = f"{folder}/{month}.jsonl"
        offset = since.offset if month == since.month else 0
        if offset > durable_files.status(path).st_size:
            raise _lost(path, since)
        data = durable_files.read(path, offset)
        texts = data.split(b"\n")
        unfinished = texts.pop()
        if texts and not unfinished and month == months[-1] and _was_torn(texts[-1], offset + len(data) - 1):
            texts.pop()
        for text in texts:
            at = _followed(at, text, month, offset, path)
            yield at, text
            if until is not None and not at.before(until):
                return
            offset = at.offset


def backwards(folder: str, since: Position) -> Iterator[bytes]:
    """The lines before SINCE, newest first; the files are read from their end, as far as they are asked for."""
    for month in reversed(months_of(folder)):
        if month > since.month:
            continue
        path = f"{folder}/{month}.jsonl"
        end = since.offset if month == since.month else durable_files.status(path).st_size
        try:
            handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            raise durable_files.unreadable(path, error) from error
        try:
            yield from _backwards(handle, end, path)
        finally:
            os.close(handle)


def entry_of(device: str, text: bytes) -> JournalEntry:
    """What a verified line says, whichever format it was written in; raises `Damaged` for one that says no change."""
    try:
        line = loads(text)
        if line["schema"] < FORMAT:
            line = brought_up(line, FORMAT)
        changes = tuple(map(_change_of, line["changes"]))
        gap = line.get("gap")
        return JournalEntry(
            device, line["seq"], line["at"], line["program"], line["window"], line["by"], line["intent"],
            line["undoes"], changes, gap and JournalGap(**gap), line.get("follows"),
        )  # fmt: skip
    except NO_SHAPE as error:
        raise Damaged(f"the journal of {device} holds a change that is none ({error!s:.80}); {MENDS}") from error


def is_entry(text: bytes) -> bool:
    """Whether a verified line says a change."""
    try:
        entry_of("", text)
    except Damaged:
        return False
    return True


def _change_of(line: Mapping[str, Any]) -> Change:
    """One change of a line; raises whatever goes wrong for one that is none."""
    change = Change(line["db"], line["table"], line["id"], line["was"], line["now"])
    for document in change[3:]:
        if document is not None and (document["id"] != change.id or document["rev"].__class__ is not int):
            raise ValueError(f"{change.id!r:.40} is no record")
    if not change.db.isascii() or not change.table.isascii():
        raise ValueError(f"{change.table!r:.40} is no table")
    return change


def names_in(text: bytes) -> set[bytes]:
    """The databases that a line names, and perhaps words that only look like one."""
    names = set(_DATABASE.findall(text))
    if not text.startswith(_TODAYS) and _MOVED in text:
        names.update(change.db.encode() for change in entry_of("", text).changes)
    return names


def text_of(entry: JournalEntry, prev: str) -> bytes:
    """The line that says ENTRY after the line of checksum PREV; raises `ValueError` and `TypeError` as `compact`."""
    line: Mapping[str, Any] = {
        "schema": FORMAT,
        "seq": entry.seq,
        "prev": prev,
        **({"gap": entry.gap._asdict()} if entry.gap else {}),
        "at": entry.at,
        "program": entry.program,
        "window": entry.window,
        "by": entry.by,
        "intent": entry.intent,
        "undoes": entry.undoes,
        **({"follows": entry.follows} if entry.follows else {}),
        "changes": [change._asdict() for change in entry.changes],
    }
    return with_checksum(compact(line))


def append(folder: str, after: Position, month: str, text: bytes) -> Position:
    """Commit one line after AFTER, the last good one, and return its end; the caller holds the lock.

    Raises `OSError` with the journal as it was; of its kinds, `SyncFailed` must not be tried again.
    """
    month = max(month, after.month)  # a clock set back never goes back to an older file
    path = f"{folder}/{month}.jsonl"
    good = after.offset if month == after.month else 0
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        size = os.fstat(handle).st_size
        if size < good:
            raise _lost(path, after)
        if size > good:
            os.ftruncate(handle, good)  # the unfinished line of a writer that was killed
        try:
            durable_files.write_all(handle, text + b"\n", good)
            durable_files.sync(handle)
            if not good:
                durable_files.sync_folder(folder)
        except BaseException:
            _cut_back(handle, good, path)
            raise
    finally:
        os.close(handle)
    return Position(month, good + len(text) + 1, after.seq + 1, checksum(text) or "")


def settle(folder: str, end: Position) -> None:
    """Wait until the journal is on the disk up to END; raises `OSError`.

    Its last line may be that of a writer who was killed before the disk had confirmed it.
    """
    handle = os.open(f"{folder}/{end.month}.jsonl", os.O_RDONLY | os.O_CLOEXEC)
    try:
        durable_files.sync(handle)
    finally:
        os.close(handle)


def _cut_back(handle: int, good: int, path: str) -> None:
    """Take back what was written after GOOD; if even that fails, nobody may go on writing here."""
    try:
        os.ftruncate(handle, good)
        if not good:
            os.unlink(path)
    except OSError as error:
        raise durable_files.SyncFailed(error.errno, error.strerror) from error


def months_of(folder: str) -> list[str]:
    """The months of which a journal has a file, in order."""
    return [found[1] for name in durable_files.names(folder) if (found := _FILE.fullmatch(name))]


def _followed(after: Position, text: bytes, month: str, offset: int, path: str) -> Position:
    """The end of a line that begins at OFFSET and has to follow AFTER."""
    crc = checksum(text)
    if crc is None:
        raise Damaged(f"{path} is damaged at byte {offset}, in change {after.seq + 1} of this journal; {MENDS}")
    end, comma = offset + len(text) + 1, text.find(b",", 0, 20)
    if text[:comma] not in _KNOWN:
        raise NewerFormat(f"{path} was written by a newer lswtui ({loads(text)['schema']}); update this one")
    expected = b',"seq":%d,"prev":"%s",' % (after.seq + 1, after.crc.encode())
    if not text.startswith(expected, comma):
        raise Damaged(
            f"{path} does not go on at byte {offset} where change {after.seq} ended "
            f"(it says {loads(text)['seq']}); {MENDS}"
        )
    if text.startswith(b'"gap":', comma + len(expected)):
        gap = JournalGap(**loads(text)["gap"])
        return Position(month, end, gap.through, gap.crc)
    return Position(month, end, after.seq + 1, crc)


def _was_torn(text: bytes, end: int) -> bool:
    """Whether a whole sector of the line that ends at END, or all that the line has of one, is zeros.

    A single byte may be a zero by damage, to a line that was whole once.
    """
    if b"\0" not in text:
        return False
    edges = sorted({0, *range((len(text) - end) % _SECTOR, len(text), _SECTOR), len(text)})
    return any(not text[start:stop].strip(b"\0") for start, stop in pairwise(edges))


def _lost(path: str, known: Position) -> Damaged:
    return Damaged(f"{path} holds less than it did (change {known.seq} ended at byte {known.offset}); {MENDS}")


def _backwards(handle: int, end: int, path: str) -> Iterator[bytes]:
    """The whole lines before END, last first."""
    behind: list[bytes] = []  # parts of a line that begins further ahead, the last one first
    while end > 0:
        start = max(0, end - _BLOCK)
        block = os.pread(handle, end - start, start)
        end = start
        cut = block.find(b"\n") + 1 if start else 0
        if start and not cut:
            behind.append(block)  # joined once the beginning is found: a restore may be one line of many megabytes
            continue
        block, behind = b"".join((block[cut:], *reversed(behind))), [block[:cut]]
        for text in reversed(block.split(b"\n")[:-1]):
            if checksum(text) is None:
                raise Damaged(f"{path} is damaged after byte {end}; {MENDS}")
            yield text
