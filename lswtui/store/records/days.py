"""Days, standards and reflections as the store keeps them.

One database holds a month of logical days (``2026-11``); ``undated`` holds what has no date: the versions of
the board in use and what is remembered between days. Everything here works on the store, for reading, and on
a transaction, for changing.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from lswtui.domain.days.card import CardId
from lswtui.domain.days.day import Day
from lswtui.domain.vocabulary import Outcome
from lswtui.store.records.codec import (
    CARD,
    DAY,
    INTERRUPTION,
    SPAN,
    Codec,
    DayRecord,
    as_damage,
    not_understood,
    stored_date,
)
from lswtui.store.records.tables import (
    ASKING,
    CARDS,
    DAYS,
    INTERRUPTIONS,
    LEFT_OPEN,
    PARTS_OF_DAY,
    SPANS,
    UNDATED,
    Reading,
    Writing,
    month_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lswtui.domain.days.card import Card
    from lswtui.domain.days.spans import Span
    from lswtui.domain.interruptions.interruption import Interruption
    from lswtui.domain.vocabulary import Lane

SETTLED, WORKED_HOLIDAYS, SHIFTS, SET_BACK = "settled", "worked-holidays", "shifts", "set-back"
INBOX_MARK, RESTORED = "inbox", "restored"
"""Under which it is remembered: the last date settled, holidays worked on, switches of shifts, a clock that went back,
how far the inbox was taken in, and how many changes lost with a journal came back with a backup.
"""


def months_between(first: date, last: date) -> tuple[str, ...]:
    """The names of all the databases that hold the dates from FIRST to LAST, in order; none where LAST is earlier."""
    begins, ends = first.year * 12 + first.month, last.year * 12 + last.month
    return tuple(month_of(date((at - 1) // 12, (at - 1) % 12 + 1, 1)) for at in range(begins, ends + 1))


def stored_day(source: Reading, on: date, *, lane: Lane | None = None) -> Day:
    """What is stored of a day: its record, the cards somebody touched, its interruptions and spans.

    With a LANE only the cards in it are read, for who needs no others.
    """
    month, iso = month_of(on), on.isoformat()
    cards = (card for card in _on(source, month, CARDS, iso) if lane is None or card.get("lane") == lane)
    record = source.document(month, DAYS, iso)
    return _day_of(
        on,
        day_record(record) if record else None,
        cards,
        _on(source, month, INTERRUPTIONS, iso),
        _on(source, month, SPANS, iso),
    )


def _on(source: Reading, month: str, table: str, iso: str) -> list[dict[str, Any]]:
    return [document for document in source.stored(month, table) if document.get("on") == iso]


def stored_days(
    source: Reading, month: str, first: date = date.min, last: date = date.max, *, tables: Iterable[str] = PARTS_OF_DAY
) -> dict[date, Day]:
    """The days of a month from FIRST to LAST of which anything is known, in order, each as `stored_day` gives it.

    Of their cards, interruptions and spans only those TABLES are read that are named, for who needs no others.
    """
    begins, ends = first.isoformat(), last.isoformat()
    found = (day_record(document) for document in source.stored(month, DAYS))
    records = {record.id: record for record in found if begins <= record.id <= ends}
    parts: dict[str, dict[str, list[dict[str, Any]]]] = {table: {} for table in PARTS_OF_DAY}
    for table in tables:
        by_day = parts[table]
        for document in source.stored(month, table):
            on = document.get("on")
            if isinstance(on, str) and begins <= on <= ends:
                by_day.setdefault(on, []).append(document)
    dates = {iso: record.on for iso, record in records.items()}
    for table, codec in ((INTERRUPTIONS, INTERRUPTION), (SPANS, SPAN)):
        for iso in parts[table].keys() - dates.keys():
            dates[iso] = codec.value(parts[table][iso][0]).on
    return {
        dates[iso]: _day_of(dates[iso], records.get(iso), *(parts[table].get(iso, []) for table in PARTS_OF_DAY))
        for iso in sorted(dates)
    }


def day_record(document: Mapping[str, Any]) -> DayRecord:
    """The record of a day, whose id is its date; raises `Damaged` for what no lswtui can have written."""
    record = DAY.value(document)
    if record.id != record.on.isoformat():
        wrong = ValueError(f"it says {record.on.isoformat()}")
        raise not_understood(f"the stored day {record.id!r:.60}", wrong)
    return record


def _day_of(
    on: date,
    record: DayRecord | None,
    cards: Iterable[Mapping[str, Any]],
    interruptions: Iterable[Mapping[str, Any]],
    spans: Iterable[Mapping[str, Any]],
) -> Day:
    known = record or DayRecord(on.isoformat(), on)
    broke_in = tuple(sorted(map(INTERRUPTION.value, interruptions), key=_begun))
    spent = tuple(sorted(map(SPAN.value, spans), key=_begun))
    return Day(
        on=on,
        cards=tuple(sorted(map(CARD.value, cards), key=_id)),
        interruptions=broke_in,
        spans=spent,
        absences=known.absences,
        seen=known.seen or bool(record or broke_in or spent),
        turned=known.turned,
        locked_at=known.locked_at,
        closed_at=known.closed_at,
        holiday=known.holiday,
        shift=known.shift,
    )


def _id(card: Card) -> str:
    return card.id


def _begun(value: Interruption | Span) -> tuple[datetime, str]:
    return (value.start, value.id)


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
        with as_damage(f"the note that {note.get('id')!r:.60} still waits"):
            month = month_of(stored_date(note["on"]))
        found = source.document(month, CARDS, note["id"])
        if found and (card := CARD.value(found)).is_open:
            cards.append(card)
    return tuple(sorted(cards, key=lambda card: (card.on, card.id)))


def note_left_open(tx: Writing, cards: Iterable[Card]) -> None:
    """Note the cards that wait for a later day than their own, and forget those that no longer do.

    One that is not stored, as it fell on a day that nobody opened, is worked out anew each time and needs no note.
    """
    noted = {note["id"] for note in tx.documents(UNDATED, LEFT_OPEN)}
    for card in cards:
        if card.is_open and card.id not in noted and tx.document(month_of(card.on), CARDS, card.id) is not None:
            tx.put(UNDATED, LEFT_OPEN, {"id": card.id, "on": card.on.isoformat()})
        elif not card.is_open and card.id in noted:
            tx.remove(UNDATED, LEFT_OPEN, card.id)


def forget_left_open(tx: Writing, cards: Iterable[Card]) -> None:
    """Forget that cards wait which are stored no longer."""
    noted = {note["id"] for note in tx.documents(UNDATED, LEFT_OPEN)}
    for card in cards:
        if card.id in noted and tx.document(month_of(card.on), CARDS, card.id) is None:
            tx.remove(UNDATED, LEFT_OPEN, card.id)


def asking_dates(source: Reading) -> tuple[date, ...]:
    """The dates that have turned and of which something still waits for an answer, in order."""
    with as_damage("a note that a day asks something"):
        return tuple(sorted(stored_date(note["id"]) for note in source.documents(UNDATED, ASKING)))


def note_asking(tx: Writing, on: date, *, asks: bool) -> None:
    """Note whether something of a date that has turned waits for an answer, so that nobody need search for it."""
    noted = tx.document(UNDATED, ASKING, on.isoformat()) is not None
    if asks and not noted:
        tx.put(UNDATED, ASKING, {"id": on.isoformat()})
    elif noted and not asks:
        tx.remove(UNDATED, ASKING, on.isoformat())


def stored_card(source: Reading, month: str, card_id: str) -> Card | None:
    """A card that is stored in a month, by its id, or None."""
    found = source.document(month, CARDS, card_id)
    return CARD.value(found) if found else None


def card_months(card_id: str, until: date, months: Iterable[str]) -> tuple[str, ...]:
    """In which of the MONTHS that are stored a card can be that was worked on by a date, the likeliest first.

    The id of most cards says it; a one-off may have waited for years.
    """
    on = CardId.read(card_id).planned_on
    known = sorted((month for month in months if month <= month_of(until)), reverse=True)
    return tuple(known) if on is None else (month_of(on),)


def card_of_id(source: Reading, card_id: str, until: date, months: Iterable[str]) -> Card | None:
    """A card that was worked on by a date, in one of the MONTHS that are stored, or None."""
    found = (stored_card(source, month, card_id) for month in card_months(card_id, until, months))
    return next((card for card in found if card is not None), None)


def interruptions_in(source: Reading, month: str) -> tuple[Interruption, ...]:
    """The interruptions of a month."""
    return tuple(map(INTERRUPTION.value, source.stored(month, INTERRUPTIONS)))


def cards_of_task(source: Reading, month: str, board: str, task: str) -> tuple[Card, ...]:
    """The stored cards of one task in a month, newest first."""
    stored = source.stored(month, CARDS)
    found = (document for document in stored if document.get("task") == task and document.get("board") == board)
    return tuple(sorted(map(CARD.value, found), key=_id, reverse=True))


def reasons_in(source: Reading, month: str) -> tuple[str, ...]:
    """The reasons that were given for the missed cards of a month."""
    stored = source.stored(month, CARDS)
    given = (found.get("reason") for found in stored if found.get("outcome") == Outcome.MISSED)
    return tuple(reason for reason in given if reason and isinstance(reason, str))
