"""The hour ribbon: the day from its start to its end in columns, what was planned when and what happened."""

from __future__ import annotations

from datetime import datetime, tzinfo
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.days.held_time import with_slots
from lswtui.domain.vocabulary import CardKind
from lswtui.measures.due import NOT_DUE
from lswtui.measures.working_hours import working_hours, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lswtui.domain.days.day import Day

HOUR = 3600
LABEL = 3
"""Columns that an hour's label needs, with the blank after it."""


class TimelineColumn(NamedTuple):
    """One column of the ribbon."""

    planned: bool = False
    """Whether a card was planned in it."""
    kind: CardKind | None = None
    """What took most of it, or None where nothing was logged."""
    estimated: bool = False
    """Whether most of that was typed afterwards."""
    unlogged: bool = False
    """Whether it is working time that has passed, since the board was chosen, with nothing logged in it."""


class Timeline(NamedTuple):
    """A day as columns of equal length."""

    start: datetime
    end: datetime
    columns: tuple[TimelineColumn, ...]
    labels: tuple[tuple[int, str], ...]
    """The column at which an hour begins, and the hour (``"09"``); as many as fit."""
    now: int | None
    """The column of this moment, or None outside the ribbon."""


class _Claim(NamedTuple):
    start: float
    end: float
    kind: CardKind
    estimated: bool


def ribbon(day: Day, now: datetime, columns: int) -> Timeline | None:
    """The ribbon of a day in COLUMNS columns; None where there is neither hours nor a plan nor time to show.

    It begins at the first working hour, or earlier with the earliest card or span, and ends likewise.
    """
    zone = zone_of(now)
    hours = [(start.timestamp(), end.timestamp()) for start, end in working_hours(day, zone)]
    plan = list(_plan(day, zone))
    claims = _claims(day, now)
    shown = [*hours, *plan, *((claim.start, claim.end) for claim in claims)]
    if not shown or columns < 1:
        return None
    start, end = min(begins for begins, _ in shown), max(ends for _, ends in shown)
    if end <= start:
        return None
    width = (end - start) / columns
    planned = {at for stretch in plan for at, _ in _over(stretch, start, width, columns)}
    spent: list[dict[tuple[CardKind, bool], float]] = [{} for _ in range(columns)]
    for claim in claims:
        for at, seconds in _over((claim.start, claim.end), start, width, columns):
            key = (claim.kind, claim.estimated)
            spent[at][key] = spent[at].get(key, 0.0) + seconds
    middles = [start + (at + 0.5) * width for at in range(columns)]
    began, until = day.began_at.timestamp() if day.began_at else 0.0, now.timestamp()
    passed = {at for at, middle in enumerate(middles) if _inside(middle, hours) and began <= middle < until}
    here = int((now.timestamp() - start) // width)
    return Timeline(
        datetime.fromtimestamp(start, zone),
        datetime.fromtimestamp(end, zone),
        tuple(
            TimelineColumn(at in planned, *_most(spent[at]), at in passed and not spent[at]) for at in range(columns)
        ),
        tuple(_labels(start, width, columns, zone)),
        here if 0 <= here < columns else None,
    )


def _plan(day: Day, zone: tzinfo) -> Iterable[tuple[float, float]]:
    for card in day.cards:
        begins = card.starts(day.day_starts, zone)
        wanted = card.kind is not CardKind.REACTIVE and card.outcome not in NOT_DUE and not card.on_offer
        if begins and card.on == day.on and wanted:
            yield begins.timestamp(), begins.timestamp() + card.minutes * 60


def _claims(day: Day, now: datetime) -> list[_Claim]:
    kinds: dict[str, CardKind] = {card.id: card.kind for card in day.cards}
    kinds.update((interruption.id, CardKind.REACTIVE) for interruption in day.interruptions)
    typed = [(span.owner, span.start, span.end or now) for span in day.spans if span.estimated]
    slots = {card.id for card in day.cards if card.held_open}
    return [
        _Claim(
            stretch.start.timestamp(),
            stretch.end.timestamp(),
            kinds.get(stretch.owner, CardKind.PLANNED),
            any(
                (owner == stretch.owner or stretch.owner in slots) and start <= stretch.start < end
                for owner, start, end in typed
            ),
        )
        for stretch in with_slots(day, day.stretches(now), zone_of(now))
    ]


def _over(stretch: tuple[float, float], start: float, width: float, columns: int) -> Iterable[tuple[int, float]]:
    """The columns that a stretch reaches into, with the seconds it has in each."""
    first, last = int((stretch[0] - start) // width), ceil((stretch[1] - start) / width)
    for at in range(max(0, first), min(columns, last)):
        left = start + at * width
        seconds = min(stretch[1], left + width) - max(stretch[0], left)
        if seconds > 0:
            yield at, seconds


def _inside(at: float, hours: Iterable[tuple[float, float]]) -> bool:
    return any(start <= at < end for start, end in hours)


def _most(spent: dict[tuple[CardKind, bool], float]) -> tuple[CardKind | None, bool]:
    by_kind: dict[CardKind, float] = {}
    for (kind, _), seconds in spent.items():
        by_kind[kind] = by_kind.get(kind, 0.0) + seconds
    if not by_kind:
        return None, False
    most = max(by_kind, key=lambda kind: by_kind[kind])
    return most, spent.get((most, True), 0.0) > spent.get((most, False), 0.0)


def _labels(start: float, width: float, columns: int, zone: tzinfo) -> Iterable[tuple[int, str]]:
    step = next((hours for hours in (1, 2, 3, 4, 6, 12) if hours * HOUR / width >= LABEL), 24) * HOUR
    at = _whole_hour(start, zone)
    while (column := round((at - start) / width)) + LABEL - 1 <= columns:
        yield column, f"{datetime.fromtimestamp(at, zone).hour:02}"
        at = _whole_hour(at + step, zone)


def _whole_hour(at: float, zone: tzinfo) -> float:
    """The next moment that shows a whole hour; some clock changes are by half an hour."""
    there = datetime.fromtimestamp(at, zone)
    past = there.minute * 60 + there.second
    return at + HOUR - past if past else at
