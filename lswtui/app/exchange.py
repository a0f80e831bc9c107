"""All data as one document, whole and lossless, and back again."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from lswtui.app.days import read_standard
from lswtui.app.said import Said
from lswtui.domain.errors import BadInput, LswError
from lswtui.store import repository
from lswtui.store.codec import CARD, DAY, INTERRUPTION, SPAN, Codec
from lswtui.store.reflections import REFLECTION, REFLECTIONS
from lswtui.store.storage import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
    """Take in what `export_json` gave, in one change; what is as new or newer here, or was removed here, stays.

    Raises `BadInput` with the place of what is wrong, and then nothing was changed.
    """
    content = _parsed(exported) if isinstance(exported, str) else exported
    documents = tuple(_documents(content))
    workspace.store.refresh()
    with workspace.change("imported data") as tx:
        taken = sum(tx.adopt(db, table, document) for db, table, document in documents)
        tx.intent = f"imported {taken} records"
    left = len(documents) - taken
    workspace.store.bring_up_to_date()
    return Said(f"imported {taken} records" + (f"; {left} were as new or newer here" if left else ""))


def _month_between(name: str, first: date | None, last: date | None) -> bool:
    return (first is None or repository.month_of(first) <= name) and (last is None or name <= repository.month_of(last))


def _between(document: Mapping[str, Any], first: date | None, last: date | None) -> bool:
    on = document.get("on")
    if not isinstance(on, str):
        return True
    return (first is None or first.isoformat() <= on) and (last is None or on <= last.isoformat())


def _by_id(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted((dict(document) for document in documents), key=lambda document: document["id"])


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise BadInput(
            f"line {error.lineno}, column {error.colno} is no JSON ({error.msg}); import a file that `lsw export` made"
        ) from error
    except RecursionError as error:
        raise BadInput("the file lies too deep in itself; import one that `lsw export` made") from error


def _no_number(constant: str) -> float:
    raise BadInput(f"{constant} is no number that can be stored; import a file that `lsw export` made")


def _documents(content: Any) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The documents of an export with their database and table; raises `BadInput` at the first that is wrong."""
    whole = _table(content, "the file")
    schema = whole.get("schema")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise BadInput("schema: is missing or no number; import a file that `lsw export --format json` made")
    if schema > SCHEMA:
        raise BadInput(f"schema: {schema} is that of a newer lswtui; update this one, which knows {SCHEMA}")
    for db, tables in _table(whole.get("databases"), "databases").items():
        if db != repository.UNDATED and not _MONTH.fullmatch(db):
            raise BadInput(f"databases.{db}: is neither a month such as 2026-11 nor undated")
        for table, documents in _table(tables, f"databases.{db}").items():
            at = f"databases.{db}.{table}"
            if not _NAME.fullmatch(table):
                raise BadInput(f"{at}: is no name of a table")
            if not isinstance(documents, list):
                raise BadInput(f"{at}: should be a list")
            for place, document in enumerate(documents):
                yield db, table, _document(db, table, document, f"{at}[{place}]")


def _document(db: str, table: str, document: Any, at: str) -> dict[str, Any]:
    found = _table(document, at)
    if not isinstance(found.get("id"), str) or not found["id"]:
        raise BadInput(f"{at}.id: is missing")
    at = f"{at} ({found['id'][:60]})"
    if not isinstance(found.get("rev"), int) or isinstance(found["rev"], bool) or not 0 < found["rev"] < 2**53:
        raise BadInput(f"{at}: its rev should be a whole number from 1")
    try:
        _check(db, table, plain(found))
    except (AttributeError, LookupError, LswError, TypeError, ValueError) as error:
        raise BadInput(f"{at}: is no record of {table}: {_said(error)}") from error
    return found


def _check(db: str, table: str, document: dict[str, Any]) -> None:
    """Read a document as the program will; raises whatever goes wrong."""
    if datetime.fromisoformat(document["at"]).tzinfo is None:
        raise ValueError("its at has no zone")
    if db != repository.UNDATED and table in _DATED:
        value = _DATED[table].value(document)
        _check_fields(value)
        if repository.month_of(value.on) != db:
            raise ValueError(f"{value.on.isoformat()} does not lie in {db}")
    elif (db, table) == (repository.UNDATED, repository.STANDARDS):
        read_standard(document)
    elif (db, table) == (repository.UNDATED, repository.LEFT_OPEN):
        date.fromisoformat(document["on"])
    elif (db, table) == (repository.UNDATED, repository.REMEMBERED) and "through" in document:
        date.fromisoformat(document["through"])


def _check_fields(value: Any) -> None:
    """Raise `TypeError` where a field of a value holds something else than it says."""
    for field, hint in get_type_hints(type(value)).items():
        held = getattr(value, field)
        if not _is(held, hint):
            raise TypeError(f"its {field} cannot be {held!r:.40}")
        if isinstance(held, datetime) and held.tzinfo is None:
            raise TypeError(f"its {field} has no zone")


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
