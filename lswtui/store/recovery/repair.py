"""Journals that are no longer what was written: what of them is good, and how it is put together again.

Every line proves itself by its checksum, and names its number and the line before it. So lines can be found
again in any order and from any copy; where none is left, a line says how many are missing. The file as it was
found is kept under ``damaged/``, to the byte.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from itertools import count
from json import JSONDecodeError, JSONDecoder
from typing import TYPE_CHECKING, Any, NamedTuple

from lswtui.domain.errors import Damaged, LswError
from lswtui.store.engine import durable_files, journal
from lswtui.store.engine.checksum import checksum
from lswtui.store.engine.databases import DatabaseContent, database_names, is_damaged, read_database, read_head
from lswtui.store.engine.journal import START, Change, JournalEntry, JournalGap, Position
from lswtui.store.engine.json_documents import doc_id
from lswtui.store.engine.migrations import database_now
from lswtui.store.records.damage import Damage, LostTransactions
from lswtui.store.recovery import backup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from lswtui.store.engine.places import Places

_LINE = re.compile(rb'\{"schema":\d+,"seq":(\d+),"prev":"([0-9a-f]{8})",(?:"at":"([^"]*)")?')
_BEGINS = re.compile(rb'\{"schema":')
_ENDS = re.compile(rb',"crc":"[0-9a-f]{8}"\}')
_AROUND = b"\r \t\xef\xbb\xbf\0"
_CHANGE = re.compile(r'\{"db":"([a-z0-9][a-z0-9-]*)","table":"([a-z0-9][a-z0-9-]*)","id":')
_NAMED = re.compile(r'"(\d+|_?[a-z][a-z0-9-]*)":\s*(?=\{)')
_DECODER = JSONDecoder()


class ProvenLine(NamedTuple):
    """A line that proved itself."""

    seq: int
    prev: str
    crc: str
    month: str
    at: str
    text: bytes


class RepairedJournal(NamedTuple):
    """What the journal of one device has to be."""

    device: str
    chain: tuple[ProvenLine, ...]
    files: dict[str, bytes]
    """The files by month as they should be."""
    damaged_months: tuple[str, ...]
    """The months whose files are not so."""
    copied: int
    """Lines that came from a backup."""
    lost: tuple[LostTransactions, ...]
    spare: tuple[ProvenLine, ...]
    """Good lines that have no place, as another line has their number."""


class ProvenGood(NamedTuple):
    """What proved to be good."""

    root: str
    journals: tuple[RepairedJournal, ...]
    """Those that are not whole."""
    whole: tuple[str, ...]
    """The devices whose journals are."""
    floors: dict[str, Position]
    """How far each journal is known to have gone."""
    known: tuple[tuple[str, DatabaseContent], ...]
    """What the databases hold, in memory and in their files."""

    def entries(self) -> Iterator[JournalEntry]:
        """All transactions that proved to be good."""
        for device in self.whole:
            yield from (journal.entry_of(device, text) for _, text in journal.lines(f"{self.root}/{device}"))
        for mended in self.journals:
            lines = (*mended.chain, *mended.spare)
            yield from (journal.entry_of(mended.device, line.text) for line in lines)


def damage_of(mended: RepairedJournal, kept: tuple[str, ...]) -> Damage:
    """The damage of a journal, whose files are kept under these names."""
    end = f"lost-{mended.lost[0].first}" if mended.lost else f"gone-{len(mended.chain)}"
    id_ = kept[0] if kept else f"{mended.device}.{end}"
    return Damage(id_, f"journal/{mended.device}", kept, mended.copied, mended.lost)


Found = tuple[str, str, dict[str, Any]]
"""A record that nothing proves, with its database and table."""


def proof(
    places: Places,
    positions: Mapping[str, Position],
    contents: Mapping[str, DatabaseContent],
    gap: Callable[[int, str, JournalGap], bytes],
) -> ProvenGood:
    """What is good of the data in PLACES, of which one instance knows POSITIONS and CONTENTS; nothing is changed.

    GAP makes the line that stands for missing ones: number, checksum of the line before, and what is missing.
    """
    root, files = f"{places.data_folder}/journal", f"{places.data_folder}/db"
    stored = {name: found for name in database_names(files) if (found := read_database(f"{files}/{name}.json"))}
    head = read_head(f"{files}/head.json")
    complete = all(name in stored and stored[name].crc == crc for name, crc in head.files.items())
    floors = dict(positions)
    for covers in (head.checkpoint, *(each.checkpoint for each in stored.values())):
        for device, position in covers.items():
            if position.seq > floors.get(device, START).seq:
                floors[device] = position
    damaged, whole = [], []
    for device in sorted({*journal.devices(root), *floors}):
        floor = floors.get(device, START)
        if is_whole(f"{root}/{device}", floor):
            whole.append(device)
        else:
            held = head.checkpoint.get(device, START).seq if complete else 0
            damaged.append(mended(root, device, floor, held, _copies(places, device), gap))
    known = (*((name, each.content) for name, each in stored.items()), *contents.items())
    return ProvenGood(root, tuple(damaged), tuple(whole), floors, known)


def _copies(places: Places, device: str) -> Iterator[Mapping[str, bytes]]:
    """The journal of a device as the backups hold it, newest first."""
    for kept in backup.listed(places):
        try:
            yield backup.journals(kept.path).get(device, {})
        except LswError:
            continue  # a backup that is damaged itself has nothing to give


def damaged_databases(files: str, aside: str) -> tuple[Damage, ...]:
    """The damage of the database files that are not what was written."""
    damaged = (name for name in database_names(files) if is_damaged(f"{files}/{name}.json"))
    names = ((name, kept_name(f"{files}/{name}.json", aside, name)) for name in damaged)
    return tuple(Damage(kept, f"db/{name}.json", (kept,)) for name, kept in names)


def move_aside(data: str, found: Iterable[Damage]) -> None:
    """Keep damaged databases aside; what is written in their place comes from the journals; raises `OSError`."""
    for damage in found:
        durable_files.make_folder(f"{data}/damaged")
        os.rename(f"{data}/{damage.file}", f"{data}/damaged/{damage.id}")
        durable_files.sync_folder(f"{data}/damaged")


def readable(aside: str, damage: Damage, content: Callable[[str], DatabaseContent]) -> tuple[Change, ...]:
    """The records that can be read in the kept files of a damage and are newer than those of a database's CONTENT."""
    found: dict[tuple[str, str, str], Change] = {}
    for name in damage.kept:
        try:
            data = durable_files.read(f"{aside}/{name}")
        except FileNotFoundError:
            continue
        stem = damage.file.removeprefix("db/") if damage.file.startswith("db/") else name
        for db, table, record in records_in(stem, data):
            place = (db, table, record["id"])
            here = content(db)
            known = found.get(place)
            best = known.now["rev"] if known and known.now else here.next_rev(table, record["id"]) - 1
            if record["rev"] > best:
                was = here.tables.get(table, {}).get(str(doc_id(record["id"])))
                found[place] = Change(db, table, record["id"], was, record)
    return tuple(found.values())


def is_whole(folder: str, floor: Position) -> bool:
    """Whether a journal is what was written and reaches FLOOR, how far it is known to have gone.

    Raises `NewerFormat` and `Unreadable`.
    """
    met, before = floor == START, START
    try:
        for end, text in journal.lines(folder):
            if not journal.is_entry(text):
                return False
            met = met or end == floor or before.seq < floor.seq < end.seq
            before = end
    except Damaged:
        return False
    return met


def mended(
    root: str,
    device: str,
    floor: Position,
    held: int,
    copies: Iterable[Mapping[str, bytes]],
    gap: Callable[[int, str, JournalGap], bytes],
) -> RepairedJournal:
    """The journal of a device put together again, from what is good in it and, for what is not, in COPIES.

    The databases hold what its transactions said up to number HELD.
    COPIES hold the same journal's files by month, the best first; they are read only while something is missing.
    """
    folder = f"{root}/{device}"
    texts = {month: durable_files.read(f"{folder}/{month}.jsonl") for month in journal.months_of(folder)}
    own = [line for month, text in texts.items() for line in lines_in(month, text)]
    found = list(own)
    chain = _in_order(found)
    for copy in copies:
        if _reaches(chain, floor):
            break
        found += (line for month, text in copy.items() for line in lines_in(month, text))
        chain = _in_order(found)
    known = {line.text for line in own}
    copied = sum(line.text not in known for line in chain)
    files, lost = _written(chain, floor, held, gap)
    damaged = tuple(sorted(month for month in {*texts, *files} if texts.get(month) != files.get(month)))
    chosen = {line.text for line in chain}
    spare = tuple(line for line in own if line.text not in chosen)
    return RepairedJournal(device, tuple(chain), files, damaged, copied, lost, spare)


def put_in_place(root: str, mended: RepairedJournal, aside: str) -> tuple[str, ...]:
    """Write the files of a mended journal, keep those they replace under ASIDE, and name these; raises `OSError`.

    At no moment is a file gone: its name goes from the damaged content to the mended one in one step.
    """
    folder = f"{root}/{mended.device}"
    kept: list[str] = []
    if not mended.damaged_months:
        return ()
    durable_files.make_folder(aside)
    durable_files.make_folder(folder)
    for month in mended.damaged_months:
        path = f"{folder}/{month}.jsonl"
        if os.path.lexists(path):
            name = kept_name(path, aside, f"{mended.device}-{month}")
            os.link(path, f"{aside}/{name}")
            kept.append(name)
    durable_files.sync_folder(aside)
    for month in mended.damaged_months:
        path = f"{folder}/{month}.jsonl"
        if month in mended.files:
            durable_files.replace(path, mended.files[month])
        else:
            os.unlink(path)
    durable_files.sync_folder(folder)
    return tuple(kept)


def kept_name(path: str, aside: str, stem: str) -> str:
    """A free name under ASIDE for a damaged file: when it was written last is part of it."""
    written = datetime.fromtimestamp(os.lstat(path).st_mtime, UTC)
    name, suffix = f"{stem}.damaged-{written:%Y%m%dT%H%M%SZ}", os.path.splitext(path)[1]
    tries = (f"{name}{f'-{number}' if number else ''}{suffix}" for number in count())
    return next(free for free in tries if not os.path.lexists(f"{aside}/{free}"))


def lines_in(month: str, data: bytes) -> Iterator[ProvenLine]:
    """The lines that prove themselves, wherever in DATA they lie; those that only stand for lost ones are left out."""
    for piece in data.split(b"\n"):
        whole = piece.strip(_AROUND)
        for text in (whole,) if checksum(whole) else _parts(piece):
            crc, begins = checksum(text), _LINE.match(text)
            if crc and begins and begins[3] is not None and journal.is_entry(text):
                yield ProvenLine(int(begins[1]), begins[2].decode(), crc, month, begins[3].decode(), text)


def records_in(name: str, data: bytes) -> Iterator[Found]:
    """What can be read, record by record, in a damaged file of this NAME, a journal's or a database's.

    Nothing proves it: a byte may be wrong in any of them.
    """
    text = data.decode(errors="replace")
    if name.endswith(".jsonl"):
        for begins in _CHANGE.finditer(text):
            change = _object_at(text, begins.start())
            if change and _is_record(change.get("now")):
                yield database_now(begins[1], begins[2], change["now"]), begins[2], change["now"]
    else:
        db, table, behind = name.partition(".")[0], "", 0
        for begins in _NAMED.finditer(text):
            if begins.start() < behind:
                continue
            if not begins[1].isdecimal():
                table = begins[1]
                continue
            record = _object_at(text, begins.end())
            if record and not table.startswith("_") and _is_record(record) and doc_id(record["id"]) == int(begins[1]):
                behind = text.find("}", begins.end())
                yield database_now(db, table, record), table, record


def _parts(piece: bytes) -> Iterator[bytes]:
    """What may be lines where the end of one is damaged."""
    starts = [begins.start() for begins in _BEGINS.finditer(piece)]
    for start, end in zip(starts, [*starts[1:], len(piece)], strict=False):
        part = piece[start:end]
        yield from (part[: ends.end()] for ends in _ENDS.finditer(part))


def _in_order(found: list[ProvenLine]) -> list[ProvenLine]:
    """One line a number: of several the one that follows the line before, else the first that was found."""
    chain: dict[int, ProvenLine] = {}
    for line in sorted(found, key=lambda line: line.seq):
        before = chain.get(line.seq - 1)
        known = chain.get(line.seq)
        if known is None or (before and known.prev != before.crc and line.prev == before.crc):
            chain[line.seq] = line
    return list(chain.values())


def _reaches(chain: list[ProvenLine], floor: Position) -> bool:
    """Whether nothing is missing up to FLOOR."""
    last = ProvenLine(0, "", START.crc, "", "", b"")
    for line in chain:
        if line.seq != last.seq + 1 or line.prev != last.crc:
            return False
        last = line
    return last.seq >= floor.seq


def _written(
    chain: list[ProvenLine], floor: Position, held: int, gap: Callable[[int, str, JournalGap], bytes]
) -> tuple[dict[str, bytes], tuple[LostTransactions, ...]]:
    """The files of a chain, with lines for what is missing in it."""
    files: dict[str, list[bytes]] = {}
    lost: list[LostTransactions] = []
    seq, crc, month, at = START.seq, START.crc, START.month, ""

    def miss(through: int, then: str, before: str) -> None:
        files.setdefault(month, []).append(gap(seq + 1, crc, JournalGap(through, then)))
        if through > seq:
            lost.append(LostTransactions(seq + 1, through, at, before, through <= held))

    for line in chain:
        month = max(month, line.month)
        if (line.seq, line.prev) != (seq + 1, crc):
            miss(line.seq - 1, line.prev, line.at)
        files.setdefault(month, []).append(line.text)
        seq, crc, at = line.seq, line.crc, line.at
    if floor.seq > seq:
        month = max(month, floor.month)
        miss(floor.seq, floor.crc, "")
    return {name: b"".join(text + b"\n" for text in texts) for name, texts in files.items()}, tuple(lost)


def _object_at(text: str, start: int) -> dict[str, Any] | None:
    try:
        found, _ = _DECODER.raw_decode(text, start)
    except (JSONDecodeError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _is_record(found: Any) -> bool:
    return (
        isinstance(found, dict)
        and isinstance(found.get("id"), str)
        and isinstance(found.get("rev"), int)
        and isinstance(found.get("at"), str)
    )
