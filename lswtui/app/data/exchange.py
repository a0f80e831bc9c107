"""All data as one document, whole and lossless, and back again."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any
from zlib import crc32

from lswtui.app.results import Result
from lswtui.domain.days.integrity import ContradictionKind, KnownIds, in_day
from lswtui.domain.errors import BadInput, NotFound, NotSaved
from lswtui.domain.strict_json import read_first_json
from lswtui.store.engine import durable_files
from lswtui.store.engine.json_documents import NO_SHAPE
from lswtui.store.engine.migrations import database_now
from lswtui.store.records.board_versions import board_versions, keep_one_a_day
from lswtui.store.records.codec import stored_date
from lswtui.store.records.days import card_months, stored_day
from lswtui.store.records.registry import table_of
from lswtui.store.records.tables import (
    CARDS,
    INTERRUPTIONS,
    LEFT_OPEN,
    PARTS_OF_DAY,
    SPANS,
    UNDATED,
    month_of,
)
from lswtui.store.records.validation import is_database, is_table, require_record, unreadable
from lswtui.store.recovery import backup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from lswtui.app.workspace import Workspace
    from lswtui.domain.days.integrity import Contradiction
    from lswtui.store.engine.transaction import Transaction
    from lswtui.store.records.tables import Reading

SCHEMA = 2
"""1 had the versions of boards among what has no date."""
_NO_TABLES = frozenset(("_meta", "_gone"))
"""What our own database files say about themselves."""
MOST_TOLD = 5
"""Places of what is wrong that are named, beside how many more there are."""
Record = tuple[str, str, dict[str, Any], str]
"""A database, a table, a document of it, and its place in the file."""


def export_json(workspace: Workspace, first: date | None = None, last: date | None = None) -> dict[str, Any]:
    """Everything that is stored, by database and table; of the dated tables only the days FIRST to LAST.

    With these days go the cards of others that they refer to, as one that was carried into them. Documents are as
    they are stored, with the fields that this version does not know.
    """
    store = workspace.store
    left_out = {name for name in store.months() if not _month_between(name, first, last)}
    databases = {
        name: {
            table: [document for document in _by_id(store.documents(name, table)) if _between(document, first, last)]
            for table in store.tables(name)
        }
        for name in sorted({*filter(store.tables, store.databases()), UNDATED} - left_out)
    }
    if first is not None or last is not None:
        for month, card in _cards_referred_to(workspace, databases):
            cards = databases.setdefault(month, {}).setdefault(CARDS, [])
            cards.append(card)
            cards.sort(key=lambda document: str(document["id"]))
    return {"schema": SCHEMA, "databases": databases}


def _cards_referred_to(
    workspace: Workspace, databases: Mapping[str, Mapping[str, list[dict[str, Any]]]]
) -> list[tuple[str, dict[str, Any]]]:
    """The cards that the DATABASES refer to and do not hold, each with its month."""
    tables = {
        table: [
            document
            for db, each in databases.items()
            for document in each.get(table, ())
            if not unreadable(db, table, document)
        ]
        for table in PARTS_OF_DAY
    }
    here = {document["id"] for documents in tables.values() for document in documents}
    wanted = {(span["owner"], span["on"]) for span in tables[SPANS]}
    wanted |= {(each["card"], each["on"]) for each in tables[INTERRUPTIONS] if each.get("card")}
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for id_, on in sorted(wanted):
        months = workspace.store.months() if id_ not in here else ()
        for month in card_months(id_, stored_date(on), months):
            card = workspace.store.document(month, CARDS, id_)
            if card is not None:
                found.setdefault(id_, (month, card))
    return list(found.values())


def import_json(workspace: Workspace, exported: str | dict[str, Any]) -> Result:
    """Take in what `export_json` gave or a TinyDB file holds, in one change; what is as new or newer here stays.

    So does what was removed here. What follows the end of a TinyDB file, as a writer that was stopped leaves it,
    is kept under ``damaged/``. Raises `BadInput` with the place of what is wrong, and then nothing was changed.
    """
    content, rest = read_first_json(exported) if isinstance(exported, str) else (exported, "")
    records = proved_records(content, rest, workspace.now(), workspace.today())
    kept = f"; what follows its end is kept in {_keep_aside(workspace, rest)}" if rest.strip() else ""
    with suppress(NotFound):  # nothing to keep yet
        backup.make(workspace.places, workspace.now(), backup.BackupReason.BEFORE_IMPORT)
    workspace.store.refresh()
    with workspace.change("imported data") as tx:
        taken = sum(tx.adopt(*where, *documents) for where, documents in _by_table(records).items())
        keep_one_a_day(tx)
        _require_no_contradiction(workspace, tx, records, whole=_is_export(content))
        tx.intent = f"imported {taken} records"
    left = len(records) - taken
    workspace.store.bring_up_to_date(workspace.now())
    text = f"imported {taken} records" + (f"; {left} were as new or newer here" if left else "") + kept
    return Result(text, change=tx.number)


def _by_table(records: Iterable[Record]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for db, table, document, _ in records:
        found.setdefault((db, table), []).append(document)
    return found


def _month_between(name: str, first: date | None, last: date | None) -> bool:
    return (first is None or month_of(first) <= name) and (last is None or name <= month_of(last))


def _between(document: Mapping[str, Any], first: date | None, last: date | None) -> bool:
    on = document.get("on")
    if not isinstance(on, str):
        return True
    return (first is None or first.isoformat() <= on) and (last is None or on <= last.isoformat())


def _by_id(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted((dict(document) for document in documents), key=lambda document: document["id"])


def _keep_aside(workspace: Workspace, rest: str) -> str:
    """Keep what no reader understands, once; the path of its file."""
    text = rest.encode()
    folder = f"{workspace.places.data_folder}/damaged"
    path = f"{folder}/import-rest-{crc32(text):08x}.txt"
    try:
        durable_files.make_folder(folder)
        durable_files.replace(path, text)
        durable_files.sync_folder(folder)
    except OSError as error:
        raise NotSaved(f"nothing was saved: {error.strerror} ({path}); make room and try again") from error
    return path


def proved_records(content: Any, rest: str, now: datetime, today: date) -> tuple[Record, ...]:
    """The records of an export or of a TinyDB file, each as the program can have written it by TODAY.

    Raises `BadInput` with the places of those that are otherwise.
    """
    if _is_export(content):
        if rest.strip():
            raise BadInput("the file goes on after its end; it is no whole export")
        found = tuple(_of_export(content))
    else:
        found = tuple(_of_tinydb(content, now))
    places: dict[tuple[str, str, str], str] = {}
    wrong: list[str] = []
    for db, table, document, at in found:
        try:
            require_record(db, table, document, at, today)
        except BadInput as error:
            wrong.append(str(error))
        else:
            first = places.setdefault((db, table, document["id"]), at)
            if first != at:
                wrong.append(f"{at}: {document['id']!r:.60} is there twice, first as {first}")
    _refuse(wrong)
    return found


def _was_typed(found: Contradiction) -> bool:
    """Whether a leader can have typed this: more minutes than the day has, each for itself possible."""
    return found.kind is ContradictionKind.TOO_LONG and not found.id


def _is_export(content: Any) -> bool:
    """Whether this is meant as what `export_json` gives, and not as a file of TinyDB."""
    return not isinstance(content, dict) or not content or "schema" in content or "databases" in content


def _refuse(wrong: list[str]) -> None:
    """Raise `BadInput` with what is WRONG, if anything is: the first few, and how many more."""
    if wrong:
        more = f"; and {len(wrong) - MOST_TOLD} more" if len(wrong) > MOST_TOLD else ""
        raise BadInput("; ".join(wrong[:MOST_TOLD]) + more)


def _require_no_contradiction(workspace: Workspace, tx: Transaction, records: Iterable[Record], *, whole: bool) -> None:
    """Raise `BadInput` where the days that RECORDS lie on contradict now what they did not contradict before.

    It is what the doctor would name, each with the places of the records that it is about. Where they are not all
    that there is, being a single file of TinyDB, they may refer to what is still to come.
    """
    places = {document["id"]: at for _, _, document, at in records}
    dated = {(db, table, document["id"]): document for db, table, document, _ in records if db != UNDATED}
    days = sorted({iso for document in dated.values() if isinstance(iso := document.get("on"), str)})
    months = sorted({*workspace.store.months(), *(db for db, _, _ in dated)})
    ids = {
        table: Counter(document["id"] for month in months for document in tx.stored(month, table))
        for table in PARTS_OF_DAY
    }
    boards = {version["board_id"] for version in board_versions(tx)}
    known = KnownIds(ids[CARDS], ids[INTERRUPTIONS], boards)

    def contradictions(source: Reading) -> set[Contradiction]:
        stored = (stored_day(source, date.fromisoformat(iso)) for iso in days)
        return {found for day in stored for found in in_day(day, known, workspace.now())}

    new = sorted(contradictions(tx) - contradictions(workspace.store), key=lambda each: (each.on, each.id))
    new = [each for each in new if (whole or each.kind is not ContradictionKind.UNKNOWN) and not _was_typed(each)]
    wrong = [f"{places.get(each.id, each.on.isoformat())}: {each.text}" for each in new]
    kept = sum(ids.values(), Counter())
    wrong += [f"{at}: {id_!r:.60} is kept {kept[id_]} times" for id_, at in places.items() if kept[id_] > 1]
    for note in tx.stored(UNDATED, LEFT_OPEN):
        month = month_of(date.fromisoformat(note["on"]))
        if whole and note["id"] in places and tx.document(month, CARDS, note["id"]) is None:
            wrong.append(f"{places[note['id']]}: {note['id']!r:.60} is said to wait, and there is no such card")
    _refuse(wrong)


def _of_export(content: Any) -> Iterator[Record]:
    whole = _table(content, "the file")
    schema = whole.get("schema")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise BadInput("schema: is missing or no number; import a file that `lsw export --format json` made")
    if schema > SCHEMA:
        raise BadInput(f"schema: {schema} is that of a newer lswtui; update this one, which knows {SCHEMA}")
    for db, tables in _table(whole.get("databases"), "databases").items():
        if not is_database(db):
            raise BadInput(f"databases.{db}: is neither a month such as 2026-11 or boards-2026-11 nor undated")
        for table, documents in _table(tables, f"databases.{db}").items():
            at = f"databases.{db}.{table}"
            if not is_table(table):
                raise BadInput(f"{at}: is no name of a table")
            if not isinstance(documents, list):
                raise BadInput(f"{at}: should be a list")
            for place, document in enumerate(documents):
                record = _table(document, f"{at}[{place}]")
                yield database_now(db, table, record), table, record, f"{at}[{place}]"


def _of_tinydb(content: dict[str, Any], now: datetime) -> Iterator[Record]:
    """The records of a file as TinyDB writes it, a copy of one of our own databases among them."""
    stamp = {"rev": 1, "at": now.isoformat(timespec="milliseconds")}
    for table, documents in content.items():
        if table in _NO_TABLES:
            continue
        if documents and not is_table(table):
            raise BadInput(f"{table}: is none of the tables that lswtui has; import a file that `lsw export` made")
        for number, document in _table(documents, table).items():
            at = f"{table}.{number}"
            found = {**stamp, **_table(document, at)}
            yield _database_of(table, found), table, found, at


def _database_of(table: str, record: Mapping[str, Any]) -> str:
    """The database that a record belongs in; of a table that this version does not know, the month of its date."""
    known = table_of(table)
    try:
        return known.database_of(record) if known else month_of(stored_date(record["on"]))
    except NO_SHAPE:
        return UNDATED


def _table(content: Any, at: str) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise BadInput(f"{at}: should be an object, as in a file that `lsw export --format json` made")
    return content
