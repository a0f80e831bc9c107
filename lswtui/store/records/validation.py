"""What a stored record has to be, whoever brings it: an import, a backup, a damaged file, another device.

A record is proved by reading it as the program will and holding it against what the program would have written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lswtui.domain.errors import BadInput, LswError
from lswtui.store.engine.json_documents import NO_SHAPE, json_value
from lswtui.store.records import tables
from lswtui.store.records.codec import stored_moment, why_not
from lswtui.store.records.registry import require_near, table_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

LONGEST_ID = 4000
"""Letters of an id; one of a card that was moved many times is long."""
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


def is_database(name: str) -> bool:
    """Whether a database may have this name."""
    return name == tables.UNDATED or _MONTH.fullmatch(name.removeprefix(tables.BOARDS)) is not None


def is_table(name: str) -> bool:
    """Whether a table may have this name."""
    return _NAME.fullmatch(name) is not None


def is_record(db: str, table: str, document: Mapping[str, Any], today: date) -> bool:
    """Whether a document is a record that the program can have stored by TODAY."""
    try:
        require_record(db, table, document, "", today)
    except BadInput:
        return False
    return True


def require_record(db: str, table: str, document: Mapping[str, Any], at: str, today: date) -> None:
    """Raise `BadInput`, with the place AT, for what no lswtui can have stored by TODAY."""
    id_ = document.get("id")
    if not isinstance(id_, str) or not id_:
        raise BadInput(f"{at}.id: is missing")
    at = f"{at} ({id_[:60]})"
    if len(id_) > LONGEST_ID:
        raise BadInput(f"{at}: its id is too long; {LONGEST_ID} letters are the most")
    if not isinstance(document.get("rev"), int) or isinstance(document["rev"], bool) or not 0 < document["rev"] < 2**31:
        raise BadInput(f"{at}: its rev should be a whole number from 1")
    try:
        _require(db, table, json_value(dict(document)), today)
    except (*NO_SHAPE, LswError) as error:
        raise BadInput(f"{at}: is no record of {table}: {why_not(error)}") from error


def unreadable(db: str, table: str, document: Mapping[str, Any]) -> str:
    """Why the program cannot read a record that is stored; empty where it can."""
    try:
        read_record(db, table, document)
    except (*NO_SHAPE, LswError) as error:
        return why_not(error)
    return ""


def read_record(db: str, table: str, document: Mapping[str, Any]) -> Any:
    """The value of a record as the program reads it, None for one of a table that this version does not know.

    Raises whatever goes wrong for what is none, and `ValueError` for one that lies in another database than its own.
    """
    known = table_of(table)
    if known is None:
        return None
    value = known.read(document)
    if (belongs := known.database_of(document)) != db:
        raise ValueError(f"it belongs in {belongs}, not in {db}")
    return value


def _require(db: str, table: str, document: dict[str, Any], today: date) -> None:
    """Read a record, and hold it against what would have been written by TODAY; raises whatever goes wrong."""
    require_near(stored_moment(document["at"]).date(), "at", today)
    value, known = read_record(db, table, document), table_of(table)
    if known is not None and known.require is not None:
        known.require(value, document, today)
