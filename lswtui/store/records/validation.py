"""What a stored record has to be, whoever brings it: an import, a backup, a damaged file, another device.

A record is proved by reading it as the program will and holding it against what the program would have written.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from lswtui.domain.boards.board_file import read_board
from lswtui.domain.days.card import card_id, planned_on
from lswtui.domain.days.spans import Span
from lswtui.domain.errors import BadInput, LswError
from lswtui.domain.interruptions.interruption import Interruption
from lswtui.domain.reviews.answers import reflection_id
from lswtui.store.engine.json_documents import NO_SHAPE, plain
from lswtui.store.files.board_files import is_file_name
from lswtui.store.records import days, remembered, tables
from lswtui.store.records.codec import (
    CARD,
    DAY,
    INTERRUPTION,
    SPAN,
    Codec,
    DayRecord,
    stored_date,
    stored_moment,
    why_not,
)
from lswtui.store.records.repeat_misses import read_repeat
from lswtui.store.records.reviews import REFLECTION, REFLECTIONS
from lswtui.store.recovery.repair import Damage
from lswtui.store.store import DAMAGE

if TYPE_CHECKING:
    from collections.abc import Mapping

DATED: Mapping[str, Codec[Any]] = {
    tables.CARDS: CARD,
    tables.INTERRUPTIONS: INTERRUPTION,
    tables.SPANS: SPAN,
    tables.DAYS: DAY,
    REFLECTIONS: REFLECTION,
}
"""The tables of a month and what they hold; of any others only the marks are known here."""
UNDATED_TABLES = frozenset(
    (
        tables.STANDARDS,
        tables.REMEMBERED,
        tables.LEFT_OPEN,
        tables.ASKING,
        tables.REPEATED,
        DAMAGE,
    )
)
"""The tables of what has no date."""
LONGEST_ID = 4000
"""Letters of an id; one of a card that was moved many times is long."""
CENTURY = 100
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


def is_database(name: str) -> bool:
    """Whether a database may have this name."""
    return name == tables.UNDATED or _MONTH.fullmatch(name) is not None


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
        _require(db, table, plain(dict(document)), today)
    except (*NO_SHAPE, LswError) as error:
        raise BadInput(f"{at}: is no record of {table}: {why_not(error)}") from error


def require_own_id(table: str, value: Any) -> None:
    """Raise `ValueError` for a value of a table of a month that bears an id which belongs to another date."""
    on: date = value.on
    if table == tables.DAYS and value.id != on.isoformat():
        raise ValueError(f"its id should be {on.isoformat()}")
    if table == REFLECTIONS and value.id != reflection_id(value.review, on):
        raise ValueError(f"its id should be {reflection_id(value.review, on)}")
    if table == tables.CARDS:
        planned = planned_on(value.id)
        if planned is not None and planned != on:
            raise ValueError(f"its id says {planned.isoformat()}, and it is due on {on.isoformat()}")
        if value.task is not None and value.board is not None and not _names_task(value):
            raise ValueError(f"its id should begin with {value.board}.{value.task}@")


def _names_task(card: Any) -> bool:
    return bool(card.id.startswith(card_id(card.board, card.task, card.on)[: -len(card.on.isoformat())]))


def unreadable(db: str, table: str, document: Mapping[str, Any]) -> str:
    """Why the program cannot read a record that is stored; empty where it can."""
    try:
        _read(db, table, document)
    except (*NO_SHAPE, LswError) as error:
        return why_not(error)
    return ""


def read_dated(db: str, table: str, document: Mapping[str, Any]) -> Any:
    """The value of a record in a table of a month; raises whatever goes wrong for what is none."""
    value = DATED[table].understood(document)
    if tables.month_of(value.on) != db:
        raise ValueError(f"{value.on.isoformat()} does not lie in {db}")
    require_own_id(table, value)
    return value


def _read(db: str, table: str, document: Mapping[str, Any]) -> Any:
    """Read a record as the program will; raises whatever goes wrong."""
    if (table in UNDATED_TABLES) is not (db == tables.UNDATED) and (table in UNDATED_TABLES or table in DATED):
        raise ValueError(f"it does not belong in {db}")
    if table in DATED:
        return read_dated(db, table, document)
    match table:
        case tables.STANDARDS:
            return _read_standard(document)
        case tables.LEFT_OPEN:
            return stored_date(document["on"])
        case tables.ASKING:
            return stored_date(document["id"])
        case tables.REPEATED:
            return read_repeat(document)
        case tables.REMEMBERED:
            return remembered.check_remembered(document)
        case _:
            return Damage.of_document(document) if table == DAMAGE else None


def _require(db: str, table: str, document: dict[str, Any], today: date) -> None:
    """Read a record, and hold it against what would have been written by TODAY; raises whatever goes wrong."""
    _near(stored_moment(document["at"]).date(), "at", today)
    value = _read(db, table, document)
    if table in DATED:
        _require_dated(table, value, document, today)
    elif table == tables.STANDARDS:
        _require_standard(document, today)
    elif table == tables.LEFT_OPEN:
        on = _written_date(document, "on", today)
        if planned_on(document["id"]) not in (None, on):
            raise ValueError(f"its id says another date than {on.isoformat()}")
    elif table == tables.ASKING:
        _written_date(document, "id", today)
    elif table == tables.REPEATED:
        for miss in value.misses:
            _near(miss.on, "misses", today)
    elif table == tables.REMEMBERED:
        _require_remembered(document, today)


def _require_dated(table: str, value: Any, document: dict[str, Any], today: date) -> None:
    codec = DATED[table]
    for field, name in zip(codec.fields, codec.names, strict=True):
        held, said = getattr(value, field), document.get(name)
        if isinstance(held, date):
            _near(held.date() if isinstance(held, datetime) else held, name, today)
        if said is not None and not isinstance(held, datetime) and codec.plain(held) != said:
            raise ValueError(f"its {name} should be written {codec.plain(held)!r:.60}")
    if isinstance(value, Span | Interruption) and value.end is not None and value.end < value.start:
        raise ValueError("it ends before it begins")
    if isinstance(value, DayRecord) and value.turned and value.on > today + timedelta(days=1):
        raise ValueError("it is still to come and cannot have turned")


def _read_standard(document: Mapping[str, Any]) -> None:
    """Read a version of a board as the program will."""
    board, problems = read_board(document["board_id"], document["board"])
    if board is None:
        raise ValueError(f"{problems[0].at} {problems[0].text}")
    stored_date(document["since"])
    for name in ("began_at", "chosen_at"):
        stored_moment(document[name])


def _require_standard(document: dict[str, Any], today: date) -> None:
    if not is_file_name(document["board_id"]):
        raise ValueError(f"its board_id cannot be {document['board_id']!r:.40}")
    if _written_date(document, "since", today) > today + timedelta(days=1):
        raise ValueError("its since is still to come")
    for name in ("began_at", "chosen_at"):
        _near(stored_moment(document[name]).date(), name, today)


def _require_remembered(document: dict[str, Any], today: date) -> None:
    if document["id"] == days.SETTLED and _written_date(document, "through", today) > today:
        raise ValueError("its through is still to come")
    if document["id"] == days.WORKED_HOLIDAYS:
        for on in document["dates"]:
            _near(stored_date(on), "dates", today)


def _written_date(document: Mapping[str, Any], name: str, today: date) -> date:
    """The date that a field says, if it is written as the program writes it."""
    found = stored_date(document[name])
    if document[name] != found.isoformat():
        raise ValueError(f"its {name} should be written {found.isoformat()}")
    _near(found, name, today)
    return found


def _near(on: date, name: str, today: date) -> None:
    if abs(on.year - today.year) > CENTURY:
        raise ValueError(f"its {name} lies too far away, {on.isoformat()}; a century from today is the most")
