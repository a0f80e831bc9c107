"""All data as one document, whole and lossless, and back again."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, cast, get_args, get_origin, get_type_hints
from zlib import crc32

from lswtui.app.days import WORKED_HOLIDAYS, read_standard
from lswtui.app.said import Said
from lswtui.app.workspace import SHIFTS
from lswtui.domain.errors import BadInput, LswError, NotSaved, NotThere
from lswtui.domain.interruption import Interruption
from lswtui.domain.jsontext import read_first_json
from lswtui.domain.moments import DAY as DAY_LONG
from lswtui.domain.moments import FIRST_YEAR, LAST_YEAR
from lswtui.domain.shifts import switches_of
from lswtui.domain.spans import Span
from lswtui.store import backup, disk, repository
from lswtui.store.boards import is_file_name
from lswtui.store.codec import CARD, DAY, INTERRUPTION, SPAN, Codec
from lswtui.store.countermeasures import read_repeat
from lswtui.store.plain import plain
from lswtui.store.reflections import REFLECTION, REFLECTIONS

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from lswtui.app.workspace import Workspace

SCHEMA = 1
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_DATED: dict[str, Codec[Any]] = {
    repository.CARDS: CARD,
    repository.INTERRUPTIONS: INTERRUPTION,
    repository.SPANS: SPAN,
    repository.DAYS: DAY,
    REFLECTIONS: REFLECTION,
}
"""The tables of a month and what they hold; of any others only the marks are known here."""
_UNDATED = frozenset(
    (
        repository.STANDARDS,
        repository.REMEMBERED,
        repository.LEFT_OPEN,
        repository.ASKING,
        repository.REPEATED,
    )
)
_NO_TABLES = frozenset(("_meta", "_gone"))
"""What our own database files say about themselves."""
_NEEDED = object()
"""Stands for the default of a field that has none."""
Record = tuple[str, str, dict[str, Any], str]
"""A database, a table, a document of it, and its place in the file."""


def export_json(workspace: Workspace, first: date | None = None, last: date | None = None) -> dict[str, Any]:
    """Everything that is stored, by database and table; of the dated tables only the days FIRST to LAST.

    Its documents are as they are stored, with the fields that this version does not know.
    """
    store = workspace.store
    names = [name for name in store.months() if _month_between(name, first, last)]
    databases = {
        name: {
            table: [document for document in _by_id(store.documents(name, table)) if _between(document, first, last)]
            for table in store.tables(name)
        }
        for name in (*names, repository.UNDATED)
    }
    return {"schema": SCHEMA, "databases": databases}


def import_json(workspace: Workspace, exported: str | dict[str, Any]) -> Said:
    """Take in what `export_json` gave or a TinyDB file holds, in one change; what is as new or newer here stays.

    So does what was removed here. What follows the end of a TinyDB file, as a writer that was stopped leaves it,
    is kept under ``damaged/``. Raises `BadInput` with the place of what is wrong, and then nothing was changed.
    """
    content, rest = read_first_json(exported) if isinstance(exported, str) else (exported, "")
    records = tuple(_records(content, rest, workspace.now()))
    kept = f"; what follows its end is kept in {_keep_aside(workspace, rest)}" if rest.strip() else ""
    with suppress(NotThere):  # nothing to keep yet
        backup.make(workspace.places, workspace.now(), backup.Reason.BEFORE_IMPORT)
    workspace.store.refresh()
    with workspace.change("imported data") as tx:
        taken = sum(tx.adopt(*where, *documents) for where, documents in _by_table(records).items())
        tx.intent = f"imported {taken} records"
    left = len(records) - taken
    workspace.store.bring_up_to_date(workspace.now())
    return Said(f"imported {taken} records" + (f"; {left} were as new or newer here" if left else "") + kept)


def _by_table(records: Iterable[Record]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for db, table, document, _ in records:
        found.setdefault((db, table), []).append(document)
    return found


def _month_between(name: str, first: date | None, last: date | None) -> bool:
    return (first is None or repository.month_of(first) <= name) and (last is None or name <= repository.month_of(last))


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
        disk.make_folder(folder)
        disk.replace(path, text)
        disk.sync_folder(folder)
    except OSError as error:
        raise NotSaved(f"nothing was saved: {error.strerror} ({path}); make room and try again") from error
    return path


def _records(content: Any, rest: str, now: datetime) -> Iterator[Record]:
    """The records of an export or of a TinyDB file; raises `BadInput` at the first that is wrong."""
    if isinstance(content, dict) and content and "schema" not in content and "databases" not in content:
        found = _of_tinydb(content, now)
    else:
        if rest.strip():
            raise BadInput("the file goes on after its end; it is no whole export")
        found = _of_export(content)
    places: dict[tuple[str, str, str], str] = {}
    for db, table, document, at in found:
        refuse_bad(db, table, document, at)
        first = places.setdefault((db, table, document["id"]), at)
        if first != at:
            raise BadInput(f"{at}: {document['id']!r:.60} is there twice, first as {first}")
        yield db, table, document, at


def _of_export(content: Any) -> Iterator[Record]:
    whole = _table(content, "the file")
    schema = whole.get("schema")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise BadInput("schema: is missing or no number; import a file that `lsw export --format json` made")
    if schema > SCHEMA:
        raise BadInput(f"schema: {schema} is that of a newer lswtui; update this one, which knows {SCHEMA}")
    for db, tables in _table(whole.get("databases"), "databases").items():
        if not is_database(db):
            raise BadInput(f"databases.{db}: is neither a month such as 2026-11 nor undated")
        for table, documents in _table(tables, f"databases.{db}").items():
            at = f"databases.{db}.{table}"
            if not is_table(table):
                raise BadInput(f"{at}: is no name of a table")
            if not isinstance(documents, list):
                raise BadInput(f"{at}: should be a list")
            for place, document in enumerate(documents):
                yield db, table, _table(document, f"{at}[{place}]"), f"{at}[{place}]"


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
            month = "" if table in _UNDATED else str(found.get("on"))[:7]
            yield month if is_database(month) else repository.UNDATED, table, found, at


def refuse_bad(db: str, table: str, document: dict[str, Any], at: str) -> None:
    """Raise `BadInput`, with the place AT, for what no lswtui can have stored."""
    if not isinstance(document.get("id"), str) or not document["id"]:
        raise BadInput(f"{at}.id: is missing")
    at = f"{at} ({document['id'][:60]})"
    if not isinstance(document.get("rev"), int) or isinstance(document["rev"], bool) or not 0 < document["rev"] < 2**31:
        raise BadInput(f"{at}: its rev should be a whole number from 1")
    try:
        _check(db, table, plain(document))
    except (AttributeError, LookupError, LswError, OverflowError, TypeError, ValueError) as error:
        raise BadInput(f"{at}: is no record of {table}: {_said(error)}") from error


def is_database(name: str) -> bool:
    """Whether a database may have this name."""
    return name == repository.UNDATED or _MONTH.fullmatch(name) is not None


def is_table(name: str) -> bool:
    """Whether a table may have this name."""
    return _NAME.fullmatch(name) is not None


def checked(db: str, table: str, document: dict[str, Any]) -> bool:
    """Whether a document is a record that the program can read."""
    try:
        refuse_bad(db, table, document, "")
    except BadInput:
        return False
    return True


def _check(db: str, table: str, document: dict[str, Any]) -> None:
    """Read a document as the program will; raises whatever goes wrong."""
    if datetime.fromisoformat(document["at"]).tzinfo is None:
        raise ValueError("its at has no zone")
    if table in _DATED:
        value = _DATED[table].value(document)
        _check_fields(value)
        _check_order(value)
        if repository.month_of(value.on) != db:
            raise ValueError(f"{value.on.isoformat()} does not lie in {db}")
    elif (db, table) == (repository.UNDATED, repository.STANDARDS):
        if not is_file_name(document["board_id"]):
            raise ValueError(f"its board_id cannot be {document['board_id']!r:.40}")
        read_standard(document)
    elif (db, table) == (repository.UNDATED, repository.LEFT_OPEN):
        date.fromisoformat(document["on"])
    elif (db, table) == (repository.UNDATED, repository.REPEATED):
        read_repeat(document)
    elif (db, table) == (repository.UNDATED, repository.REMEMBERED):
        _check_remembered(document)


def _check_remembered(document: dict[str, Any]) -> None:
    """Read what is remembered of dates as the program will."""
    if "through" in document:
        date.fromisoformat(document["through"])
    if document["id"] == SHIFTS:
        switches_of(document["switches"])
    if document["id"] == WORKED_HOLIDAYS:
        for iso in document["dates"]:
            date.fromisoformat(iso)


def _check_fields(value: Any) -> None:
    """Raise `TypeError` where a field of a value holds something else than it says."""
    for field, hint in _hints(cast("Hashable", type(value))).items():
        held = getattr(value, field)
        if held is value._field_defaults.get(field, _NEEDED):
            continue  # most are at their default
        if not _is(held, hint):
            raise TypeError(f"its {field} cannot be {held!r:.40}")
        if isinstance(held, datetime) and held.tzinfo is None:
            raise TypeError(f"its {field} has no zone")
        if isinstance(held, date) and not FIRST_YEAR <= held.year <= LAST_YEAR:
            raise ValueError(f"its {field} lies too far away; the years {FIRST_YEAR} to {LAST_YEAR} are known here")
        if isinstance(held, int) and not 0 <= held <= 2 * DAY_LONG:
            raise ValueError(f"its {field} cannot be {held}")


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _check_order(value: Any) -> None:
    """Raise `ValueError` for what ends before it begins."""
    if isinstance(value, Span | Interruption) and value.end is not None and value.end < value.start:
        raise ValueError("it ends before it begins")


def _is(held: Any, hint: Any) -> bool:
    if get_origin(hint) is tuple:
        return isinstance(held, tuple) and all(_is(part, get_args(hint)[0]) for part in held)
    if choices := get_args(hint):
        return any(_is(held, choice) for choice in choices)
    if isinstance(held, bool) or hint is bool:
        return isinstance(held, bool) and hint is bool
    if isinstance(held, tuple) and hasattr(held, "_fields"):
        _check_fields(held)
    return isinstance(held, hint)


def _table(content: Any, at: str) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise BadInput(f"{at}: should be an object, as in a file that `lsw export --format json` made")
    return content


def _said(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"its {error.args[0]} is missing"
    # A value made without a field that it needs says so only inside its sentence.
    lacking = re.search(r"missing \d+ required positional arguments?: (.+)", str(error))
    return f"its {lacking[1]} is missing" if lacking else str(error)
