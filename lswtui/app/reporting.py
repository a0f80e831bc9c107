"""Looking back: what a day, a week or years of days add up to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pendulum

from lswtui.app.days import Calendar
from lswtui.domain.errors import BadInput
from lswtui.domain.moments import iso_date
from lswtui.domain.spans import minutes_by_owner
from lswtui.measures.adherence import (
    Adherence,
    TimeAdherence,
    adherence,
    adherence_of_all,
    due_so_far,
    time_adherence,
)
from lswtui.measures.balance import Balance, balance_of, balance_of_all
from lswtui.measures.hours import day_is_over
from lswtui.measures.pareto import Pareto, pareto
from lswtui.measures.repeat import RepeatMiss, repeat_misses
from lswtui.measures.share import Share, shares
from lswtui.store import reflections, repository

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lswtui.app.workspace import Workspace
    from lswtui.domain.board import Board
    from lswtui.domain.card import Card
    from lswtui.domain.category import Category
    from lswtui.domain.day import Day
    from lswtui.domain.interruption import Interruption
    from lswtui.domain.reflection import Reflection

UNITS = ("day", "week", "month", "quarter", "year")
LOOKED_BACK = timedelta(weeks=4)
"""The 20 working days in which a task may be missed again and again, also where the report is shorter."""


class DayRow(NamedTuple):
    """What one day of a report came to."""

    on: date
    adherence: Adherence
    balance: Balance


class Report(NamedTuple):
    """A period of days together; days that nobody saw count for nothing."""

    first: date
    last: date
    days: int
    """How many days of the period count."""
    adherence: Adherence
    time_adherence: TimeAdherence
    balance: Balance
    pareto: Pareto
    activities: tuple[Share, ...]
    repeat_misses: tuple[RepeatMiss, ...]
    by_day: tuple[DayRow, ...]
    pledges: tuple[Reflection, ...]
    """The reflections of the period that made a pledge, in date order."""
    categories: tuple[Category, ...]
    """The kinds of interruption of the board in use, for their names."""


def period(text: str, on: date) -> tuple[date, date]:
    """The first and the last date of a unit (``week``) around the date ON, or of ``2026-10-01..2026-11-22``.

    Raises `BadInput` for anything else.
    """
    if text in UNITS:
        there = pendulum.date(on.year, on.month, on.day)
        if text == "quarter":
            return _plain(there.first_of("quarter")), _plain(there.last_of("quarter"))
        return _plain(there.start_of(text)), _plain(there.end_of(text))
    first, dots, last = text.partition("..")
    if not dots:
        raise BadInput(f"{text!r} is no period; give {', '.join(UNITS)}, or dates as 2026-10-01..2026-11-22")
    begins, ends = iso_date(first), iso_date(last)
    if ends < begins:
        raise BadInput(f"the period {text} ends before it begins; write the earlier date first")
    return begins, ends


def period_beside(first: date, last: date, steps: int) -> tuple[date, date]:
    """The period as long as this one, so many STEPS later, or earlier where negative: weeks, months, years, or days."""
    for unit in UNITS[1:]:
        if period(unit, first) == (first, last):
            months = {"month": 1, "quarter": 3, "year": 12}.get(unit, 0)
            there = pendulum.date(first.year, first.month, first.day)
            there = there.add(months=steps * months) if months else there.add(weeks=steps)
            return period(unit, _plain(there))
    length = last - first + timedelta(days=1)
    return first + steps * length, last + steps * length


def report(workspace: Workspace, first: date, last: date) -> Report:
    """Everything that the days from FIRST to LAST come to; days still ahead count for nothing."""
    calendar = Calendar(workspace)
    now = calendar.now
    ends = min(last, calendar.today)
    rows: list[DayRow] = []
    minutes: dict[str, float] = {}
    cards: dict[str, Card] = {}
    due: list[Card] = []
    interruptions: list[Interruption] = []
    for seen in _seen(workspace, calendar, first, ends):
        day = _with_worked(seen, calendar, cards)
        stretches = day.stretches(now)
        for owner, spent in minutes_by_owner(stretches).items():
            minutes[owner] = minutes.get(owner, 0.0) + spent
        over = day_is_over(day, now)
        cards.update((card.id, card) for card in day.cards)
        due += due_so_far(day, now, whole=over)
        interruptions += day.interruptions
        rows.append(DayRow(day.on, adherence(day, now, whole=over), balance_of(day, stretches, now)))
    standard = calendar.standard(ends)
    board = standard.board if standard else None
    return Report(
        first,
        last,
        len(rows),
        adherence_of_all(row.adherence for row in rows),
        time_adherence(due, minutes),
        balance_of_all(row.balance for row in rows),
        pareto(interruptions, minutes),
        _activities(cards, minutes, board),
        repeat_misses((*_before(workspace, calendar, first, ends), *due)),
        tuple(rows),
        tuple(_pledges(workspace, first, ends)),
        board.categories if board else (),
    )


def _plain(there: date) -> date:
    return date(there.year, there.month, there.day)


def _months(workspace: Workspace, first: date, last: date) -> Iterator[str]:
    begins, ends = repository.month_of(first), repository.month_of(last)
    return (month for month in workspace.store.months() if begins <= month <= ends)


def _seen(workspace: Workspace, calendar: Calendar, first: date, last: date) -> Iterator[Day]:
    """The days of the period that were seen, in order; the others are not even looked at."""
    for month in _months(workspace, first, last):
        known = (date.fromisoformat(found["id"]) for found in workspace.store.documents(month, repository.DAYS))
        yield from (day for on in sorted(known) if first <= on <= last and (day := calendar.day(on)).seen)


def _with_worked(day: Day, calendar: Calendar, known: Mapping[str, Card]) -> Day:
    """A day with the cards of earlier days that it was worked on."""
    here = {card.id for card in day.cards}
    here.update(interruption.id for interruption in day.interruptions)
    for owner in {span.owner for span in day.spans} - here:
        card = known.get(owner) or _carried(owner, calendar)
        if card is not None:
            day = day.with_card(card)
    return day


def _carried(owner: str, calendar: Calendar) -> Card | None:
    """The card of an id that says on which date it was due."""
    try:
        there = iso_date(owner.rpartition("@")[2][:10])
    except BadInput:
        return None
    return next((card for card in calendar.stored(there).cards if card.id == owner), None)


def _activities(cards: Mapping[str, Card], minutes: Mapping[str, float], board: Board | None) -> tuple[Share, ...]:
    return shares(cards.values(), minutes, lambda card: card.activity, board.targets if board else {})


def _before(workspace: Workspace, calendar: Calendar, first: date, last: date) -> Iterator[Card]:
    """The cards of the days before a report that is too short to show what is missed again and again."""
    begins, ends = last - LOOKED_BACK + timedelta(days=1), first - timedelta(days=1)
    for day in _seen(workspace, calendar, begins, ends):
        yield from due_so_far(day, calendar.now, whole=True)


def _pledges(workspace: Workspace, first: date, last: date) -> Iterator[Reflection]:
    for month in _months(workspace, first, last):
        for reflection in reflections.reflections_in(workspace.store, month):
            if reflection.pledge and first <= reflection.on <= last:
                yield reflection
