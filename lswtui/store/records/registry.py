"""Every table that is stored, listed once.

Whatever goes over all data works from this list: export and import, the check-up and its repair, backups and what
going back to one changes. A new table is one entry here.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from lswtui.domain.boards.board_file import read_board
from lswtui.domain.days.card import CardId
from lswtui.domain.days.spans import Span
from lswtui.domain.interruptions.interruption import Interruption
from lswtui.domain.reviews.answers import reflection_id
from lswtui.store.files.board_files import is_file_name
from lswtui.store.records import days, tables
from lswtui.store.records.codec import (
    CARD,
    DAY,
    INTERRUPTION,
    SPAN,
    Codec,
    DayRecord,
    stored_date,
    stored_moment,
)
from lswtui.store.records.damage import Damage
from lswtui.store.records.remembered import check_remembered
from lswtui.store.records.repeat_misses import read_repeat
from lswtui.store.records.reviews import REFLECTION, REFLECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lswtui.domain.days.countermeasure import Repeat

Document = dict[str, Any]
CENTURY = 100


class StoredTable(NamedTuple):
    """A table: where its records lie, and what they have to be."""

    name: str
    database_of: Callable[[Mapping[str, Any]], str]
    """The name of the database that a record, which `read` has accepted, belongs in."""
    read: Callable[[Mapping[str, Any]], Any]
    """The value of a record as the program understands it; raises whatever goes wrong for what is none."""
    require: Callable[[Any, Document, date], None] | None = None
    """Raises `ValueError` for a value, read from a document, that the program cannot have written by a date."""
    called: str = ""
    """What a person calls one record; the name of the table where nobody speaks of them."""
    goes_back: bool = True
    """Whether going back to a backup brings back what it held then."""


def table_of(name: str) -> StoredTable | None:
    """The table of that name; None for one that this version does not know."""
    return next((table for table in TABLES if table.name == name), None)


# --- tables of a month


def _dated(name: str, codec: Codec[Any], called: str) -> StoredTable:
    """A table whose records have a date and lie in the database of its month."""
    return StoredTable(name, _month, partial(_read_dated, name, codec), partial(_require_dated, codec), called)


def _month(document: Mapping[str, Any]) -> str:
    return tables.month_of(stored_date(document["on"]))


def _read_dated(name: str, codec: Codec[Any], document: Mapping[str, Any]) -> Any:
    value = codec.understood(document)
    require_own_id(name, value)
    return value


def require_own_id(name: str, value: Any) -> None:
    """Raise `ValueError` for a value of a table of a month that bears an id which belongs to another date."""
    on: date = value.on
    if name == tables.DAYS and value.id != on.isoformat():
        raise ValueError(f"its id should be {on.isoformat()}")
    if name == REFLECTIONS and value.id != reflection_id(value.review, on):
        raise ValueError(f"its id should be {reflection_id(value.review, on)}")
    if name == tables.CARDS:
        _require_card_id(value, on)


def _require_card_id(card: Any, on: date) -> None:
    """That the id of a card says its task and its date, where it has them; raises `ValueError`."""
    said = CardId.read(card.id)
    if said.planned_on not in (None, on):
        raise ValueError(f"its id says {said.planned_on}, and it is due on {on.isoformat()}")
    if card.task is not None and card.board is not None:
        name = CardId.of_task(card.board, card.task, on).name
        if said.name != name:
            raise ValueError(f"its id should begin with {name}@ and a date")


def _require_dated(codec: Codec[Any], value: Any, document: Document, today: date) -> None:
    for field, name in zip(codec.fields, codec.names, strict=True):
        held, said = getattr(value, field), document.get(name)
        if isinstance(held, date):
            require_near(held.date() if isinstance(held, datetime) else held, name, today)
        if said is not None and not isinstance(held, datetime) and codec.plain(held) != said:
            raise ValueError(f"its {name} should be written {codec.plain(held)!r:.60}")
    if isinstance(value, Span | Interruption) and value.end is not None and value.end < value.start:
        raise ValueError("it ends before it begins")
    if isinstance(value, DayRecord) and value.turned and value.on > today + timedelta(days=1):
        raise ValueError("it is still to come and cannot have turned")


# --- the versions of boards


def _boards(document: Mapping[str, Any]) -> str:
    return tables.boards_of(stored_date(document["since"]))


def _read_standard(document: Mapping[str, Any]) -> None:
    board, problems = read_board(document["board_id"], document["board"])
    if board is None:
        raise ValueError(f"{problems[0].at} {problems[0].text}")
    stored_date(document["since"])
    for name in ("began_at", "chosen_at"):
        stored_moment(document[name])


def _require_standard(_value: None, document: Document, today: date) -> None:
    if not is_file_name(document["board_id"]):
        raise ValueError(f"its board_id cannot be {document['board_id']!r:.40}")
    if _written_date(document, "since", today) > today + timedelta(days=1):
        raise ValueError("its since is still to come")
    for name in ("began_at", "chosen_at"):
        require_near(stored_moment(document[name]).date(), name, today)


# --- tables of what has no date


def _undated(_document: Mapping[str, Any]) -> str:
    return tables.UNDATED


def _require_left_open(_on: date, document: Document, today: date) -> None:
    on = _written_date(document, "on", today)
    if CardId.read(document["id"]).planned_on not in (None, on):
        raise ValueError(f"its id says another date than {on.isoformat()}")


def _require_asking(_on: date, document: Document, today: date) -> None:
    _written_date(document, "id", today)


def _require_repeat(repeat: Repeat, _document: Document, today: date) -> None:
    for miss in repeat.misses:
        require_near(miss.on, "misses", today)


def _require_remembered(_value: None, document: Document, today: date) -> None:
    if document["id"] == days.SETTLED and _written_date(document, "through", today) > today:
        raise ValueError("its through is still to come")
    if document["id"] == days.WORKED_HOLIDAYS:
        for on in document["dates"]:
            require_near(stored_date(on), "dates", today)


def _written_date(document: Mapping[str, Any], name: str, today: date) -> date:
    """The date that a field says, if it is written as the program writes it."""
    found = stored_date(document[name])
    if document[name] != found.isoformat():
        raise ValueError(f"its {name} should be written {found.isoformat()}")
    require_near(found, name, today)
    return found


def require_near(on: date, name: str, today: date) -> None:
    """Raise `ValueError` for a date, held in the field of that name, a century or more from today."""
    if abs(on.year - today.year) > CENTURY:
        raise ValueError(f"its {name} lies too far away, {on.isoformat()}; a century from today is the most")


TABLES = (
    _dated(tables.CARDS, CARD, "card"),
    _dated(tables.INTERRUPTIONS, INTERRUPTION, "interruption"),
    _dated(REFLECTIONS, REFLECTION, "reflection"),
    _dated(tables.DAYS, DAY, "day"),
    StoredTable(tables.STANDARDS, _boards, _read_standard, _require_standard, "board in use"),
    _dated(tables.SPANS, SPAN, "time from"),
    StoredTable(tables.ASKING, _undated, lambda document: stored_date(document["id"]), _require_asking),
    StoredTable(tables.DAMAGE, _undated, Damage.of_document, goes_back=False),
    StoredTable(tables.LEFT_OPEN, _undated, lambda document: stored_date(document["on"]), _require_left_open),
    StoredTable(tables.REMEMBERED, _undated, check_remembered, _require_remembered),
    StoredTable(tables.REPEATED, _undated, read_repeat, _require_repeat),
)
"""All of them, those of which a person hears most first."""
