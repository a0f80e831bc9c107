"""What cannot be true of stored days: each contradiction named, with its place; nothing is changed here."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.days.card import CardId
from lswtui.domain.times import minutes_between, minutes_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from lswtui.domain.days.day import Day
    from lswtui.domain.days.spans import Span

LONGEST_DAY = 24 * 60


class ContradictionKind(StrEnum):
    """What is wrong."""

    OVERLAP = "overlap"
    UNCLOSED = "unclosed"
    FUTURE = "future"
    DOUBLE = "double"
    TOO_LONG = "too-long"
    UNKNOWN = "unknown"
    LOST_NOTE = "lost-note"


class Contradiction(NamedTuple):
    """One thing that cannot be true."""

    kind: ContradictionKind
    on: date
    """The logical date it lies on."""
    id: str
    """The card, interruption, span or note it is about; empty where it is the whole day."""
    text: str


class KnownIds(NamedTuple):
    """What the stored days may refer to."""

    cards: Collection[str]
    interruptions: Collection[str]
    boards: Collection[str]


def contradictions(days: Sequence[Day], boards: Collection[str], now: datetime) -> tuple[Contradiction, ...]:
    """What cannot be true of DAYS, all there are, at the moment NOW; BOARDS are those that were ever in use."""
    known = KnownIds(
        frozenset(card.id for day in days for card in day.cards),
        frozenset(interruption.id for day in days for interruption in day.interruptions),
        boards,
    )
    return (*_kept_twice(days), *(found for day in days for found in in_day(day, known, now)))


def in_day(day: Day, known: KnownIds, now: datetime) -> tuple[Contradiction, ...]:
    """What cannot be true of one day."""
    return (
        *_overlaps(day),
        *_unclosed(day),
        *_ahead(day, now),
        *_doubles(day),
        *_too_long(day, now),
        *_unknown(day, known),
    )


def lost_notes(notes: Iterable[tuple[str, date]], days: Iterable[Day]) -> tuple[Contradiction, ...]:
    """The notes, each the id of a card and its date, that some card waits for a later day, without such a card."""
    known = {(card.id, card.on) for day in days for card in day.cards}
    return tuple(
        Contradiction(
            ContradictionKind.LOST_NOTE, on, id_, f"a note says that {id_} still waits, and there is no such card"
        )
        for id_, on in notes
        if (id_, on) not in known
    )


def _overlaps(day: Day) -> Iterator[Contradiction]:
    """Two cards that had one clock at a time; what breaks in may lie over anything."""
    interruptions = {interruption.id for interruption in day.interruptions}
    cards = [span for span in day.spans if span.owner not in interruptions and span.end != span.start]
    for first, second in pairwise(sorted(cards, key=lambda span: span.start)):
        if second.start < (first.end or first.start):
            text = f"{_clock(day, first)} and {_clock(day, second)} overlap"
            yield Contradiction(ContradictionKind.OVERLAP, day.on, second.id, text)


def _unclosed(day: Day) -> Iterator[Contradiction]:
    """Clocks that still run on a day that has turned."""
    if not day.turned:
        return
    for span in day.spans:
        if span.end is None:
            text = f"the clock of {_title(day, span.owner)} still runs since {span.start:%H:%M}"
            yield Contradiction(ContradictionKind.UNCLOSED, day.on, span.id, text)
    running = {span.owner for span in day.spans if span.end is None}
    for interruption in day.stack:
        if interruption.id not in running:
            text = f"the interruption {_title(day, interruption.id)} has no end"
            yield Contradiction(ContradictionKind.UNCLOSED, day.on, interruption.id, text)


def _ahead(day: Day, now: datetime) -> Iterator[Contradiction]:
    for span in day.spans:
        latest = max(span.start, span.end or span.start)
        if latest > now:
            text = f"{_clock(day, span)} reaches beyond now, to {latest:%Y-%m-%d %H:%M}"
            yield Contradiction(ContradictionKind.FUTURE, day.on, span.id, text)


def _doubles(day: Day) -> Iterator[Contradiction]:
    """More than one card of one round of a task; one that was moved here is its own."""
    for card in day.cards:
        if card.board is None or card.task is None or card.first_due is not None:
            continue
        id_ = CardId.read(card.id)
        if id_ != CardId.of_task(card.board, card.task, card.on, id_.round_):
            text = f"{card.title} ({card.id}) is another card of the task {card.task} of {card.board}"
            yield Contradiction(ContradictionKind.DOUBLE, day.on, card.id, text)


def _kept_twice(days: Iterable[Day]) -> Iterator[Contradiction]:
    """Ids that more than one card, interruption or span bears."""
    ids = [
        (value.id, day.on) for day in days for values in (day.cards, day.interruptions, day.spans) for value in values
    ]
    times = Counter(id_ for id_, _ in ids)
    for id_, on in ids:
        if times[id_] > 1:
            yield Contradiction(ContradictionKind.DOUBLE, on, id_, f"{id_} is kept {times.pop(id_)} times")


def _too_long(day: Day, now: datetime) -> Iterator[Contradiction]:
    """What takes longer than a day has, or else the whole of it, as where too much was typed."""
    over = tuple(span for span in day.spans if span.end is not None)
    minutes = sum(day._replace(spans=over).minutes(now).values())
    most = max(LONGEST_DAY, minutes_between(day.begins(now), day.ends(now)))
    alone = [span for span in over if span.minutes(now) > most]
    for span in alone:
        text = f"{_clock(day, span)} takes {minutes_text(span.minutes(now))}, more than a day has"
        yield Contradiction(ContradictionKind.TOO_LONG, day.on, span.id, text)
    if minutes > most and not alone:
        text = f"{minutes_text(minutes)} are logged, more than a day has"
        yield Contradiction(ContradictionKind.TOO_LONG, day.on, "", text)


def _unknown(day: Day, known: KnownIds) -> Iterator[Contradiction]:
    """References to what there is not."""

    def lacks(id_: str, text: str) -> Contradiction:
        return Contradiction(ContradictionKind.UNKNOWN, day.on, id_, text)

    for span in day.spans:
        if span.owner not in known.cards and span.owner not in known.interruptions:
            yield lacks(span.id, f"{_clock(day, span)} belongs to no card and to no interruption")
    for interruption in day.interruptions:
        title = f"the interruption {_title(day, interruption.id)}"
        if interruption.card is not None and interruption.card not in known.cards:
            yield lacks(interruption.id, f"{title} broke into {interruption.card}, which is no card")
        if interruption.inside is not None and interruption.inside not in known.interruptions:
            yield lacks(interruption.id, f"{title} broke into {interruption.inside}, which is no interruption")
    for card in day.cards:
        if card.board is not None and card.board not in known.boards:
            yield lacks(card.id, f"{card.title} is of the board {card.board}, which was never in use")


def _clock(day: Day, span: Span) -> str:
    end = f"{span.end:%H:%M}" if span.end else "now"
    return f"{_title(day, span.owner)} {span.start:%H:%M} to {end}"


def _title(day: Day, owner: str) -> str:
    titles = {card.id: card.title for card in day.cards}
    titles.update({i.id: i.text for i in day.interruptions if i.text})
    return titles.get(owner, owner)
