"""Days, standards and reflections as the store keeps them.

One database holds a month of logical days (``2026-11``); ``undated`` holds what has no date: the versions of
the board in use and what is remembered between days. Everything here works on the store, for reading, and on
a transaction, for changing.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from tinydb import where

from lswtui.domain.day import Day
from lswtui.store.codec import CARD, DAY, INTERRUPTION, SPAN, Codec, DayRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lswtui.domain.card import Card
    from lswtui.domain.interruption import Interruption
    from lswtui.domain.spans import Span
    from lswtui.domain.words import Lane
    from lswtui.store.storage import Table

UNDATED = "undated"
CARDS, INTERRUPTIONS, SPANS, DAYS = "cards", "interruptions", "spans", "days"
STANDARDS, REMEMBERED = "standards", "remembered"
LEFT_OPEN, ASKING = "left-open", "asking"


class Reading(Protocol):
    """Where documents are read from: the store or a transaction."""

    def document(self, db: str, table: str, id: str) -> dict[str, Any] | None: ...  # noqa: A002, D102

    def documents(self, db: str, table: str) -> list[dict[str, Any]]: ...  # noqa: D102

    def table(self, db: str, table: str) -> Table: ...  # noqa: D102


class Writing(Reading, Protocol):
    """Where documents are changed: a transaction."""

    def put(self, db: str, table: str, document: Mapping[str, Any]) -> None: ...  # noqa: D102

    def remove(self, db: str, table: str, id: str) -> None: ...  # noqa: A002, D102


def month_of(on: date) -> str:
    """The name of the database that holds a date."""
    return f"{on.year:04}-{on.month:02}"


def stored_day(source: Reading, on: date, *, lane: Lane | None = None) -> Day:
    """What is stored of a day: its record, the cards somebody touched, its interruptions and spans.

    With a LANE only the cards in it are read, for who needs no others.
    """
    month, iso = month_of(on), on.isoformat()
    found = source.document(month, DAYS, iso)
    record = DAY.value(found) if found else DayRecord(iso, on)
    return Day(
        on=on,
        cards=tuple(map(CARD.value, _on(source, month, CARDS, iso, lane))),
        interruptions=tuple(sorted(map(INTERRUPTION.value, _on(source, month, INTERRUPTIONS, iso)), key=_begun)),
        spans=tuple(sorted(map(SPAN.value, _on(source, month, SPANS, iso)), key=_begun)),
        absences=record.absences,
        seen=record.seen or bool(found),
        turned=record.turned,
        locked_at=record.locked_at,
        closed_at=record.closed_at,
    )


def _begun(value: Interruption | Span) -> tuple[datetime, str]:
    return (value.start, value.id)


def _on(source: Reading, month: str, table: str, iso: str, lane: Lane | None = None) -> list[dict[str, Any]]:
    wanted = where("on") == iso
    if lane is not None:
        wanted &= where("lane") == lane
    found = (dict(document) for document in source.table(month, table).search(wanted))
    return sorted(found, key=lambda document: document["id"])


def store_day(tx: Writing, before: Day, after: Day) -> None:
    """Store what differs between two states of a day.

    Cards are stored under the date they are due, which for one carried here is an earlier one; those left
    open that must wait for the next day are noted, so that it need not search for them.
    """
    _store_all(tx, CARDS, CARD, before.cards, after.cards)
    _store_all(tx, INTERRUPTIONS, INTERRUPTION, before.interruptions, after.interruptions)
    _store_all(tx, SPANS, SPAN, before.spans, after.spans)
    if DayRecord.of(before) != DayRecord.of(after):
        store_value(tx, DAYS, DAY, DayRecord.of(after))


def _store_all(tx: Writing, table: str, codec: Codec[Any], before: Iterable[Any], after: Iterable[Any]) -> None:
    was = {value.id: value for value in before}
    for value in after:
        if was.pop(value.id, None) != value:
            store_value(tx, table, codec, value)
    for gone in was.values():
        tx.remove(month_of(gone.on), table, gone.id)


def store_value(tx: Writing, table: str, codec: Codec[Any], value: Any) -> None:
    """Store one value that has an id and a date, in the month of that date."""
    month = month_of(value.on)
    tx.put(month, table, codec.document(value, tx.document(month, table, value.id)))


def left_open(source: Reading) -> tuple[Card, ...]:
    """The cards of days that have turned which still wait to be done."""
    cards = []
    for note in source.documents(UNDATED, LEFT_OPEN):
        found = source.document(month_of(date.fromisoformat(note["on"])), CARDS, note["id"])
        if found and (card := CARD.value(found)).is_open:
            cards.append(card)
    return tuple(sorted(cards, key=lambda card: (card.on, card.id)))


def note_left_open(tx: Writing, cards: Iterable[Card]) -> None:
    """Note the cards that wait for a later day than their own, and forget those that no longer do."""
    noted = {note["id"] for note in tx.documents(UNDATED, LEFT_OPEN)}
    for card in cards:
        if card.is_open and card.id not in noted:
            tx.put(UNDATED, LEFT_OPEN, {"id": card.id, "on": card.on.isoformat()})
        elif not card.is_open and card.id in noted:
            tx.remove(UNDATED, LEFT_OPEN, card.id)


def asking_dates(source: Reading) -> tuple[date, ...]:
    """The dates that have turned and of which something still waits for an answer, in order."""
    return tuple(sorted(date.fromisoformat(note["id"]) for note in source.documents(UNDATED, ASKING)))


def note_asking(tx: Writing, on: date, *, asks: bool) -> None:
    """Note whether something of a date that has turned waits for an answer, so that nobody need search for it."""
    noted = tx.document(UNDATED, ASKING, on.isoformat()) is not None
    if asks and not noted:
        tx.put(UNDATED, ASKING, {"id": on.isoformat()})
    elif noted and not asks:
        tx.remove(UNDATED, ASKING, on.isoformat())


def interruptions_in(source: Reading, month: str) -> tuple[Interruption, ...]:
    """The interruptions of a month."""
    return tuple(INTERRUPTION.value(document) for document in source.documents(month, INTERRUPTIONS))


def cards_of_task(source: Reading, month: str, board: str, task: str) -> tuple[Card, ...]:
    """The stored cards of one task in a month, newest first."""
    found = source.table(month, CARDS).search((where("board") == board) & (where("task") == task))
    return tuple(sorted((CARD.value(document) for document in found), key=lambda card: card.id, reverse=True))


def remembered(source: Reading, key: str) -> dict[str, Any]:
    """What the program remembers under a key, empty where it remembers nothing."""
    return source.document(UNDATED, REMEMBERED, key) or {}


def remember(tx: Writing, key: str, **content: Any) -> None:
    """Remember JSON content under a key."""
    tx.put(UNDATED, REMEMBERED, {"id": key, **content})


def board_version(source: Reading, on: date) -> dict[str, Any] | None:
    """The document of the board version in effect on a date, or None before the first."""
    iso = on.isoformat()
    versions = [version for version in source.documents(UNDATED, STANDARDS) if version["since"] <= iso]
    return max(versions, key=lambda version: (version["since"], version["chosen_at"]), default=None)


def store_board_version(
    tx: Writing,
    version: str,
    board_id: str,
    since: date,
    began_at: datetime,
    chosen_at: datetime,
    board: Mapping[str, Any],
) -> None:
    """Store a version of the board in use, in effect from a date; BOARD as `boardfile.board_table` gives it."""
    tx.put(
        UNDATED,
        STANDARDS,
        {
            "id": version,
            "board_id": board_id,
            "since": since.isoformat(),
            "began_at": began_at.isoformat(),
            "chosen_at": chosen_at.isoformat(),
            "board": dict(board),
        },
    )
