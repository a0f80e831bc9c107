"""How a day opens and turns: its cards made from the standard, and what becomes of those left open."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.board import Board, Window
from lswtui.domain.cadence import due
from lswtui.domain.card import Card, card_of, in_time_order
from lswtui.domain.moments import DAY, clock_on_day, logical_date, stamped
from lswtui.domain.rounds import with_round_times
from lswtui.domain.words import Carry, Lane, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lswtui.domain.day import Absence, Day

HOUR = 60
NOON = 12 * HOUR


class Standard(NamedTuple):
    """A version of a board, in effect from one logical date until the next one."""

    id: str
    board: Board
    since: date
    began_at: datetime
    """When the leader began with this board; cards whose time had passed by then do not count."""
    chosen_at: datetime
    """When this version of it was made."""


def in_effect(standards: Iterable[Standard], on: date) -> Standard | None:
    """The version of the board that a date is planned by, or None before the first."""
    known = [standard for standard in standards if standard.since <= on]
    return max(known, key=lambda standard: (standard.since, standard.chosen_at), default=None)


def cards_due(board: Board, on: date) -> tuple[Card, ...]:
    """The untouched cards that a board asks for on a date, in time order."""
    tasks = [
        with_round_times(task, board.windows(on))
        for task in board.tasks
        if due(task.every, on, works=board.works, rostered=board.rostered)
    ]
    cards = [
        card_of(task, board.id, on, round_)
        for task in tasks
        for round_ in range(1, max(task.every.rounds, len(task.at)) + 1)
    ]
    return tuple(sorted(cards, key=in_time_order))


def opened(day: Day, standard: Standard | None, zone: tzinfo) -> Day:
    """The day with its cards: those stored, and those that the standard asks for and nobody touched yet.

    DAY holds what is stored. A day that has turned keeps its own cards for ever.
    """
    if standard is None:
        return day._replace(cards=tuple(sorted(day.cards, key=in_time_order)))
    board = standard.board
    began = standard.began_at
    first = logical_date(began.astimezone(zone), board.day_starts) == day.on
    day = day._replace(
        board=board.id,
        day_starts=board.day_starts,
        windows=board.windows(day.on),
        began_at=began if first else None,
    )
    cards = {card.id: card for card in day.cards}
    if not day.turned:
        for card in cards_due(board, day.on):
            cards.setdefault(card.id, before_you_began(card, day, zone))
    shown = (excused(card, day.absences) for card in cards.values())
    return day._replace(cards=tuple(sorted(shown, key=in_time_order)))


def before_you_began(card: Card, day: Day, zone: tzinfo) -> Card:
    """The card, not applicable where its window had ended when the board was chosen."""
    deadline = card.deadline(day.day_starts, zone)
    if day.began_at is None or deadline is None or deadline > day.began_at:
        return card
    return card.ended(Outcome.NOT_APPLICABLE, day.began_at, card.on)._replace(reason="before you began")


def excused(card: Card, absences: Sequence[Absence]) -> Card:
    """The card, excused where it lies in an absence and nobody has begun it."""
    if card.lane is not Lane.TODO:
        return card
    for absence in absences:
        if absence.whole or (card.at is not None and absence.holds(card.at)):
            return card._replace(lane=Lane.ASIDE, outcome=Outcome.EXCUSED, reason=absence.why or None, ended_on=card.on)
    return card


def turned(day: Day) -> Day:
    """The day after it ended: what it left open has expired, or waits where its task says *keep*."""
    cards = tuple(card.expired() if card.is_open and card.carry is Carry.EXPIRE else card for card in day.cards)
    return day._replace(cards=cards, turned=True)


def unturned(day: Day, at: datetime) -> Day:
    """A day that a clock gone ahead turned too soon, as it is at AT: what expired by itself is open again."""
    cards = tuple(
        card.reopened() if card.outcome is Outcome.MISSED and card.ended_at is None and card.reason is None else card
        for card in day.cards
    )
    spans = tuple(
        span._replace(gap_until=max(span.end or span.start, min(span.gap_until, stamped(at))))
        if span.gap_until is not None
        else span
        for span in day.spans
    )
    return day._replace(cards=cards, spans=spans, turned=False)


def closed(day: Day, at: datetime) -> Day:
    """The day closed by hand: no clock runs, what expires is missed, the reason still to be given."""
    day = day.interruptions_ended(at).stopped(at)
    cards = tuple(
        card.ended(Outcome.MISSED, at, day.on)
        if card.is_open and card.carry is Carry.EXPIRE and card.on == day.on
        else card
        for card in day.cards
    )
    return day._replace(cards=cards, closed_at=at, seen=True)


def carried_into(on: date, left_open: Iterable[Card], board: Board | None) -> tuple[Card, ...]:
    """The cards of earlier days that still wait on a date.

    One whose task has fallen due again since has been merged into the newer card.
    """
    still = []
    for card in left_open:
        task = board.task(card.task) if board is not None and card.task is not None else None
        if task is not None and board is not None and _due_between(board, task.id, card.on, on):
            continue
        still.append(card)
    return tuple(still)


def _due_between(board: Board, task_id: str, after: date, until: date) -> bool:
    task = board.task(task_id)
    days = (until - after).days
    return task is not None and any(
        due(task.every, there, works=board.works, rostered=board.rostered)
        for there in (after + timedelta(days=day) for day in range(1, days + 1))
    )


def next_working_day(board: Board, after: date) -> date:
    """The next date on which this leader works; the next date at all where the board knows no hours."""
    for days in range(1, 400):
        there = after + timedelta(days=days)
        if board.works(there) and board.rostered(there):
            return there
    return after + timedelta(days=1)


def for_shift(board: Board, start: int, end: int) -> Board:
    """The board moved to another shift: hours from START to END on its working days, times moved along.

    START and END are clock times; an END at or before START is after midnight. Breaks keep their place within
    the shift. The day starts well outside the shift.
    """
    if end <= start:
        end += DAY
    day_starts = day_start_outside(start, end, board.day_starts)
    if start < day_starts:
        start, end = start + DAY, end + DAY
    first = min((windows[0].start for windows in board.hours.values()), default=start)
    moved = start - first
    return board._replace(
        hours={weekday: _shifted(windows, moved, start, end) for weekday, windows in board.hours.items()},
        tasks=tuple(
            task._replace(at=tuple(clock_on_day((at + moved) % DAY, day_starts) for at in task.at))
            for task in board.tasks
        ),
        day_starts=day_starts,
    )


def _shifted(windows: Sequence[Window], moved: int, start: int, end: int) -> tuple[Window, ...]:
    shifted = [Window(max(start, window.start + moved), min(end, window.end + moved)) for window in windows]
    kept = [window for window in shifted if window.end > window.start]
    if not kept:
        return (Window(start, end),)
    kept[0] = kept[0]._replace(start=start)
    kept[-1] = kept[-1]._replace(end=end)
    return tuple(kept)


def day_start_outside(start: int, end: int, usual: int) -> int:
    """The clock time at which a logical day starts for this shift: the usual one unless it lies inside.

    A shift within one calendar day keeps that date; one over midnight has the date it begins on.
    """
    if not any(start - HOUR < turn < end + HOUR for turn in (usual, usual + DAY)):
        return usual
    if end <= DAY:
        return max(0, (start - HOUR) // HOUR * HOUR)
    if not any(start - HOUR < turn < end + HOUR for turn in (NOON, NOON + DAY)):
        return NOON
    middle_of_rest = (end + start + DAY) // 2
    return middle_of_rest % DAY // HOUR * HOUR
