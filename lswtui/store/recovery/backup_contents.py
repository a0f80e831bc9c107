"""What a backup takes with it: the journals, and what the leader wrote beside them.

The journals are the truth, so the databases stay behind; they are only counted. A journal's file of a month
gone by does not change; what an earlier backup holds of it is taken over as it is. A journal may lie behind a
link, as the program itself reads it there; no other link is followed.
"""

from __future__ import annotations

import os
import re
import stat
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from lswtui.domain.errors import NotSaved
from lswtui.store.engine import durable_files, journal
from lswtui.store.engine.checksum import checksum
from lswtui.store.engine.databases import DatabaseContent, after, read_database, read_head
from lswtui.store.engine.journal import START
from lswtui.store.engine.json_documents import doc_id
from lswtui.store.records.days import RESTORED
from lswtui.store.records.tables import REMEMBERED, UNDATED
from lswtui.store.recovery import archive
from lswtui.store.recovery.archive import ArchiveMember

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lswtui.store.engine.journal import JournalEntry
    from lswtui.store.engine.places import Places

CONFIG, INBOX = "config.toml", "inbox"
FOLDERS = {"drafts": ".txt", "boards/days": ".toml", "boards/reviews": ".toml"}
"""The folders under the data of which the files with this ending are taken, by their names in a backup."""
OTHERS = re.compile(r"inbox|config\.toml|drafts/[a-z0-9][a-z0-9.@-]*\.txt|boards/(?:days|reviews)/[^/]+\.toml")
"""How files beside the journals are called."""
LARGEST_FILE = 16 << 20
"""Bytes of a board, a draft, the inbox or the config; what is larger is none."""
LARGEST_JOURNAL = 1 << 30
"""Bytes of a journal's file, unpacked."""
_JOURNAL = re.compile(r"journal/([^/]+)/(\d{4}-\d\d)\.jsonl\.gz")
_MONTH_FILE = re.compile(r"(\d{4}-\d\d)\.jsonl")
_GZIP = 31
"""The window of zlib that stands for the gzip format."""


class RestoredFile(NamedTuple):
    """A file that a backup brings back."""

    name: str
    path: str
    data: bytes
    is_here: bool
    """Whether another one stands in its place."""


class Counts(NamedTuple):
    """What the data come to: for each database its checksum, if it is up to date, and its records by table."""

    databases: Mapping[str, Any]
    restored: int
    """How many changes came back with a backup, beside those in the journals."""


def journal_name(name: str) -> tuple[str, str] | None:
    """The device and the month of a member's name, or None for one that is no journal."""
    found = _JOURNAL.fullmatch(name)
    return (found[1], found[2]) if found else None


def journals(places: Places, before: Mapping[str, Any], old: Mapping[str, bytes]) -> Iterator[ArchiveMember]:
    """The whole lines of every journal; OLD are the members of the backup whose manifest BEFORE is.

    Raises `NotSaved` for a journal that is no plain file, `Unreadable`.
    """
    known = {member["name"]: member for member in before.get("members", ())}
    root = f"{places.data_folder}/journal"
    for device in durable_files.names(root):
        folder = f"{root}/{device}"
        for file in durable_files.names(folder) if os.path.isdir(folder) else ():
            if found := _MONTH_FILE.fullmatch(file):
                name = f"journal/{device}/{found[1]}.jsonl.gz"
                yield _journal(f"{folder}/{file}", name, known.get(name, {}), old)


def others(places: Places) -> tuple[list[ArchiveMember], list[str]]:
    """The other files, and the paths of those left out because they are links or no plain files that fit."""
    data = places.data_folder
    wanted = [(INBOX, f"{data}/{INBOX}"), (CONFIG, places.config_file)]
    left_out = []
    for folder, ending in FOLDERS.items():
        if any(os.path.islink(f"{data}/{part}") for part in (folder.partition("/")[0], folder)):
            left_out.append(f"{data}/{folder}")
            continue
        names = [name for name in durable_files.names(f"{data}/{folder}") if name.endswith(ending)]
        wanted += [(f"{folder}/{name}", f"{data}/{folder}/{name}") for name in names]
    taken = []
    for name, path in wanted:
        content = _plain_file(path) if archive.fits(name) and OTHERS.fullmatch(name) else None
        if content is not None:
            taken.append(ArchiveMember(name, content))
        elif os.path.lexists(path):
            left_out.append(path)
    return taken, left_out


def files_back(places: Places, kept: Mapping[str, bytes]) -> Iterator[RestoredFile]:
    """Of the files in a backup those that come back: boards and the config where they differ, else what is missing.

    Nothing comes back into the place of a link or through one. Raises `Unreadable`.
    """
    data = places.data_folder
    for name, content in kept.items():
        path = places.config_file if name == CONFIG else f"{data}/{name}"
        parts = name.split("/")[:-1]
        above = (f"{data}/{'/'.join(parts[:depth])}" for depth in range(1, len(parts) + 1))
        is_here = os.path.lexists(path)
        replaces = name == CONFIG or name.startswith("boards/")
        if not any(map(os.path.islink, (path, *above))) and (
            not is_here or (replaces and durable_files.read(path) != content)
        ):
            yield RestoredFile(name, path, content, is_here)


def put_back(file: RestoredFile) -> None:
    """Put a file back in its place; raises `NotSaved`."""
    folder = os.path.dirname(file.path)
    try:
        durable_files.make_folder(folder)
        durable_files.replace(file.path, file.data)
        durable_files.sync_folder(folder)
    except OSError as error:
        raise NotSaved(
            f"the records are back, but {file.path} is not ({error.strerror}); fix that and restore once more"
        ) from error


def unpacked(member: Mapping[str, Any], data: bytes) -> bytes:
    """The lines of a journal; MEMBER is what the manifest says of it. Raises `ValueError` where that is not so."""
    size = member["raw"]
    if type(size) is not int or not 0 <= size <= LARGEST_JOURNAL:
        raise ValueError(f"{size!r} bytes")
    unpacking = zlib.decompressobj(_GZIP)
    try:
        text = unpacking.decompress(data, size + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if len(text) != size or not unpacking.eof:
        raise ValueError(f"{len(text)} bytes")
    return text


def first_bad_line(text: bytes) -> int | None:
    """The number, from 1, of the first line that is not the one that was written."""
    for number, line in enumerate(text.split(b"\n")[:-1], 1):
        if checksum(line) is None:
            return number
    return None


def counted(places: Places, before: Mapping[str, Any]) -> Counts:
    """Count the records; databases that are as in the manifest BEFORE are not read again.

    Raises `Damaged`, `NewerFormat`, `Unreadable`.
    """
    root, files = f"{places.data_folder}/journal", f"{places.data_folder}/db"
    head = read_head(f"{files}/head.json")
    news = [
        journal.entry_of(device, text)
        for device in journal.devices(root)
        for _, text in journal.lines(f"{root}/{device}", head.checkpoint.get(device, START))
    ]
    changed = {change.db for entry in news for change in entry.changes}
    known: Mapping[str, Any] = before.get("databases", {})
    restored: int = before.get("restored", 0)
    counts = {}
    for name in sorted({*head.files, *changed}):
        crc = head.files.get(name)
        if name not in changed and name in known and known[name]["crc"] == crc:
            counts[name] = known[name]
            continue
        content = _content(name, f"{files}/{name}.json", crc, root)
        tables = after({name: content}, news)[name].tables
        records = {table: len(documents) for table, documents in tables.items()}
        counts[name] = {"crc": None if name in changed else crc, "records": records}
        if name == UNDATED:
            restored = tables.get(REMEMBERED, {}).get(str(doc_id(RESTORED)), {}).get("changes", 0)
    return Counts(counts, restored)


def _content(name: str, path: str, crc: str | None, root: str) -> DatabaseContent:
    """A database as the head knows it, or made from the journals where its file is not that one."""
    if crc is None:
        return DatabaseContent()
    stored = read_database(path)
    return (
        stored.content if stored and stored.crc == crc else after({name: DatabaseContent()}, _entries(root, name))[name]
    )


def _entries(root: str, name: str) -> Iterator[JournalEntry]:
    for device in journal.devices(root):
        for _, text in journal.lines(f"{root}/{device}"):
            if name.encode() in journal.names_in(text):
                yield journal.entry_of(device, text)


def _journal(path: str, name: str, known: Mapping[str, Any], old: Mapping[str, bytes]) -> ArchiveMember:
    with _opened(path, links=True) as handle:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or not archive.fits(name):
            raise NotSaved(f"no backup was made: {path} is no plain file, or bears no name of a journal; move it away")
        file = [found.st_size, found.st_mtime_ns]
        if known.get("file") == file and known.get("bad") is None and name in old:
            return ArchiveMember(name, old[name], {each: known[each] for each in ("file", "raw", "lines", "bad")})
        text = os.pread(handle, found.st_size, 0)
    text = text[: text.rfind(b"\n") + 1]
    packing = zlib.compressobj(wbits=_GZIP)
    data = packing.compress(text) + packing.flush()
    return ArchiveMember(
        name, data, {"file": file, "raw": len(text), "lines": text.count(b"\n"), "bad": first_bad_line(text)}
    )


def _plain_file(path: str) -> bytes | None:
    """What a file holds; None for one that is missing, unreadable, too large, a link or something else."""
    try:
        with _opened(path) as handle:
            found = os.fstat(handle)
            if stat.S_ISREG(found.st_mode) and found.st_size <= LARGEST_FILE:
                return os.pread(handle, found.st_size, 0)
    except (durable_files.Unreadable, FileNotFoundError):
        pass
    return None


@contextmanager
def _opened(path: str, *, links: bool = False) -> Iterator[int]:
    handle = durable_files.opened(path, links=links)
    try:
        yield handle
    finally:
        os.close(handle)
