"""The databases: what the journals come to, as files that plain TinyDB opens.

Every document is the one of highest ``rev`` that any journal line gave it (of equal ones the later, and
of those the greater text), and a removal leaves a tombstone, which counts as one more ``rev``. So lines may be
applied in any order, and one may be applied twice: a database file is right together with all lines after its
checkpoint, the positions in the journals that it covers, however old it is. ``head.json``, the checkpoint of all
databases together, saves reading the lines that cannot concern one.
"""

from __future__ import annotations

from datetime import datetime
from json import dumps, loads
from typing import TYPE_CHECKING, Any, NamedTuple

from lswtui.store.engine import durable_files
from lswtui.store.engine.checksum import checksum, compact, with_checksum
from lswtui.store.engine.journal import FORMAT, Change, NewerFormat, Position
from lswtui.store.engine.json_documents import Tables, doc_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lswtui.store.engine.journal import JournalEntry

Positions = dict[str, Position]
"""How far each device's journal was read."""

_META, _TOMBSTONES = "_meta", "_gone"
_DEPTH = 3  # the checksum of a database lies in its one document of its table _meta


class DatabaseContent(NamedTuple):
    """The documents of one database by table, and what was removed; never changed in place."""

    tables: Tables = {}  # noqa: RUF012 - never changed in place
    tombstones: dict[str, dict[str, Any]] = {}  # noqa: RUF012
    """What is left of removed documents (table, id, rev, at), by a number made of table and id; a file's `_gone`."""

    def next_rev(self, table: str, id: str) -> int:  # noqa: A002 - the field's name
        """The ``rev`` that the next change of a document bears."""
        known = self.tables.get(table, {}).get(str(doc_id(id))) or self.tombstones.get(_tombstone_key(table, id))
        return known["rev"] + 1 if known else 1


class DatabaseFile(NamedTuple):
    """A database file: its content, its checkpoint (how far it covers each journal), and its checksum."""

    content: DatabaseContent
    checkpoint: Positions
    crc: str


class CheckpointHead(NamedTuple):
    """How far all databases together cover the journals, and which file of each does."""

    checkpoint: Positions = {}  # noqa: RUF012 - never changed in place
    files: dict[str, str] = {}  # noqa: RUF012 - never changed in place
    older: bool = False
    """Whether the databases are of an older format, to be made anew from the journals."""


def after(
    contents: Mapping[str, DatabaseContent], entries: Iterable[JournalEntry], *, others: bool = False
) -> dict[str, DatabaseContent]:
    """The databases CONTENTS by name, and OTHERS if asked for, with what ENTRIES changed in them.

    CONTENTS stay as they were; entries may come in any order, and more than once.
    """
    growing = {name: (dict(content.tables), dict(content.tombstones)) for name, content in contents.items()}
    own: set[tuple[str, str]] = set()  # the tables that are copies already
    for entry in entries:
        for change in entry.changes:
            if change.db not in growing:
                if not others:
                    continue
                growing[change.db] = ({}, {})
            tables, tombstones = growing[change.db]
            if (change.db, change.table) not in own:
                own.add((change.db, change.table))
                tables[change.table] = dict(tables.get(change.table, {}))
            _apply(change, entry.at, tables[change.table], tombstones)
    return {
        name: DatabaseContent({table: documents for table, documents in tables.items() if documents}, tombstones)
        for name, (tables, tombstones) in growing.items()
    }


def read_database(path: str) -> DatabaseFile | None:
    """The database in a file, or None if it is not there, damaged or of an older format.

    Raises `NewerFormat`, `Unreadable`.
    """
    text = _bytes(path)
    if text is None:
        return None
    crc = checksum(text, _DEPTH)
    if crc is None:
        return None
    tables = loads(text)
    meta = tables.pop(_META)["1"]
    if _is_older(path, meta):
        return None
    return DatabaseFile(
        DatabaseContent(tombstones=tables.pop(_TOMBSTONES), tables=tables), _positions(meta["covers"]), crc
    )


def newer(contents: Mapping[str, DatabaseContent], known: Iterable[tuple[str, DatabaseContent]]) -> Iterator[Change]:
    """What takes CONTENTS to the highest ``rev`` of each document that KNOWN databases hold."""
    best: dict[tuple[str, str, str], dict[str, Any] | None] = {}
    revs: dict[tuple[str, str, str], int] = {}
    for db, content in known:
        here = contents.get(db, DatabaseContent())
        documents = ((table, found, found) for table, held in content.tables.items() for found in held.values())
        tombstones = ((tombstone["table"], tombstone, None) for tombstone in content.tombstones.values())
        for table, found, now in (*documents, *tombstones):
            place = (db, table, found["id"])
            if found["rev"] >= max(here.next_rev(table, found["id"]), revs.get(place, 0) + 1):
                best[place], revs[place] = now, found["rev"]
    for (db, table, id_), now in best.items():
        was = contents.get(db, DatabaseContent()).tables.get(table, {}).get(str(doc_id(id_)))
        if now is not None or was is not None:
            yield Change(db, table, id_, was, now)


def is_damaged(path: str) -> bool:
    """Whether there is a file that is not the one written; raises `Unreadable`."""
    text = _bytes(path)
    return text is not None and checksum(text, _DEPTH) is None


def write_database(path: str, content: DatabaseContent, checkpoint: Mapping[str, Position]) -> str:
    """Put a database in the place of its file and return its checksum; raises `OSError`."""
    meta = {"schema": FORMAT, "covers": checkpoint}
    text = with_checksum(compact({**content.tables, _TOMBSTONES: content.tombstones, _META: {"1": meta}}), _DEPTH)
    durable_files.replace(path, text)
    return checksum(text, _DEPTH) or ""


def read_head(path: str) -> CheckpointHead:
    """The head, or an empty one if it is not there, damaged or of an older format.

    Raises `NewerFormat`, `Unreadable`.
    """
    text = _bytes(path)
    if text is None:
        return CheckpointHead()
    if checksum(text) is None:
        return CheckpointHead()
    head = loads(text)
    if _is_older(path, head):
        return CheckpointHead(older=True)
    return CheckpointHead(_positions(head["covers"]), head["files"])


def write_head(path: str, head: CheckpointHead) -> None:
    """Put a head in the place of its file; raises `OSError`."""
    durable_files.replace(
        path, with_checksum(compact({"schema": FORMAT, "covers": head.checkpoint, "files": head.files}))
    )


def database_names(folder: str) -> list[str]:
    """The names of the databases that have a file in FOLDER, sorted; raises `Unreadable`."""
    try:
        names = durable_files.names(folder)
    except durable_files.Unreadable as error:
        if not isinstance(error.__cause__, NotADirectoryError):
            raise
        return []
    return [name.removesuffix(".json") for name in names if name.endswith(".json") and name != "head.json"]


def _bytes(path: str) -> bytes | None:
    """The bytes of a file; None where there is none, also where a folder stands in its place or a file above it.

    Raises `Unreadable`.
    """
    try:
        return durable_files.read(path)
    except FileNotFoundError:
        return None
    except durable_files.Unreadable as error:
        if not isinstance(error.__cause__, IsADirectoryError | NotADirectoryError):
            raise
        return None


def _apply(
    change: Change, at: str, documents: dict[str, dict[str, Any]], tombstones: dict[str, dict[str, Any]]
) -> None:
    if change.now is not None:
        new = change.now
    elif change.was is not None:
        new = {"table": change.table, "id": change.id, "rev": change.was["rev"] + 1, "at": at}
    else:
        return
    key = str(doc_id(change.id))
    tombstone_key = _tombstone_key(change.table, change.id) if tombstones or change.now is None else ""
    known = documents.get(key) or tombstones.get(tombstone_key)
    if known is not None and not _counts_more(new, known):
        return
    if change.now is not None:
        documents[key] = new
        tombstones.pop(tombstone_key, None)
    else:
        tombstones[tombstone_key] = new
        documents.pop(key, None)


def _counts_more(new: dict[str, Any], known: dict[str, Any]) -> bool:
    if new["rev"] != known["rev"] or new == known:
        return bool(new["rev"] > known["rev"])
    return _rank(new) > _rank(known)


def _rank(document: dict[str, Any]) -> tuple[datetime, str]:
    return datetime.fromisoformat(document["at"]), dumps(document, sort_keys=True)


def _tombstone_key(table: str, id: str) -> str:  # noqa: A002 - the field's name
    return str(doc_id(f"{table}/{id}"))


def _positions(stored: Mapping[str, list[Any]]) -> Positions:
    return {device: Position(*place) for device, place in stored.items()}


def _is_older(path: str, meta: Mapping[str, Any]) -> bool:
    if meta["schema"] > FORMAT:
        raise NewerFormat(f"{path} was written by a newer lswtui (format {meta['schema']}); update this one")
    return bool(meta["schema"] < FORMAT)
