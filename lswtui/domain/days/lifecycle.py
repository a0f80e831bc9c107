"""How a day opens and turns: its cards made from the standard, and what becomes of those left open."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from lswtui.domain.boards.board import Board
from lswtui.domain.boards.card_dates import stands_on
from lswtui.domain.boards.rounds import with_round_times
from lswtui.domain.boards.standard import Standard, nearest_working_day
from lswtui.domain.cadence.due_dates import offered
from lswtui.domain.days.card import BEFORE_START, NOT_NEEDED, Card, CardId, card_of, in_time_order
from lswtui.domain.days.day import Absence
from lswtui.domain.days.day_end import ended_by_itself, slots_corrected, slots_ended
from lswtui.domain.times import logical_date, stamped
from lswtui.domain.vocabulary import CarryOver, Lane, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from lswtui.domain.days.day import Day


def cards_due(board: Board, on: date) -> tuple[Card, ...]:
    """The untouched cards that a board asks for on a date, in time order."""
    tasks = [with_round_times(task, board.windows(on)) for task in board.tasks if stands_on(board, task, on)]
    cards = [
        card_of(task, board.id, on, round_)
        for task in tasks
        for round_ in range(1, max(task.every.rounds, len(task.at)) + 1)
    ]
    return tuple(sorted(cards, key=in_time_order))


def cards_on_offer(board: Board, on: date, known: Iterable[Card]) -> tuple[Card, ...]:
    """The untouched cards of what a board has done as needed on a date, one of each task, in time order.

    KNOWN are the day's cards that somebody touched. While one of a task is on offer, and once one was found not
    applicable, there is no other; one that is used makes room for the next, which every process makes alike.
    """
    cards = []
    known = tuple(known)
    for task in board.tasks:
        if offered(task.every, on, rostered=board.rostered):
            ids = {str(CardId.of_task(board.id, task.id, on, round_)): round_ for round_ in range(1, len(known) + 2)}
            made = [card for card in known if card.id in ids]
            if all(map(_was_used, made)):
                free = ids.keys() - {card.id for card in made}
                cards.append(card_of(task, board.id, on, min(ids[id_] for id_ in free)))
    return tuple(sorted(cards, key=in_time_order))


def _was_used(card: Card) -> bool:
    return card.lane in (Lane.DOING, Lane.DONE) or card.outcome in (Outcome.MISSED, Outcome.MOVED)


def opened(day: Day, standard: Standard | None, zone: tzinfo) -> Day:
    """The day with its cards: those stored, and those that the standard asks for or offers and nobody touched yet.

    DAY holds what is stored. A day that has turned keeps its own cards for ever.
    """
    if standard is None:
        return day._replace(cards=tuple(sorted(day.cards, key=in_time_order)))
    board = standard.board
    began = standard.began_at
    first = logical_date(began.astimezone(zone), board.day_starts) == day.on
    holiday = day.holiday if day.turned else board.holiday_on(day.on)
    day = day._replace(
        board=board.id,
        day_starts=board.day_starts,
        windows=() if holiday else board.hours.get(day.on.weekday(), ()),
        holiday=holiday,
        shift=standard.shift,
        began_at=began if first else None,
    )
    if day.turned or day.closed_at is not None:
        day = slots_corrected(day, zone)
    cards = {card.id: card for card in day.cards}
    if not day.turned:
        for card in cards_due(board, day.on):
            cards.setdefault(card.id, before_you_began(card, day, zone))
        cards.update((card.id, card) for card in cards_on_offer(board, day.on, day.cards))
    shown = (excused(card, _off(card, day)) for card in cards.values())
    return day._replace(cards=tuple(sorted(shown, key=in_time_order)))


def before_you_began(card: Card, day: Day, zone: tzinfo) -> Card:
    """The card, not applicable where its window had ended when the board was chosen."""
    deadline = card.deadline(day.day_starts, zone)
    if day.began_at is None or deadline is None or deadline > day.began_at:
        return card
    return card.ended(Outcome.NOT_APPLICABLE, day.began_at, card.on)._replace(reason=BEFORE_START)


def _off(card: Card, day: Day) -> Sequence[Absence]:
    """What takes a card off its day: leave; and a holiday, unless it was put on this day by hand or can wait."""
    stays = _by_hand(card) or card.carry is CarryOver.KEEP
    return day.absences if stays or day.turned or not day.holiday else (Absence(why=day.holiday), *day.absences)


def _by_hand(card: Card) -> bool:
    """Whether somebody put it on its day, and not the standard."""
    return card.task is None or card.first_due is not None


def excused(card: Card, absences: Sequence[Absence]) -> Card:
    """The card, excused where it lies in an absence and nobody has begun it; what is on offer needs no excuse."""
    if card.lane is not Lane.TODO or card.on_offer:
        return card
    for absence in absences:
        if absence.whole or (card.at is not None and absence.holds(card.at)):
            return card._replace(lane=Lane.ASIDE, outcome=Outcome.EXCUSED, reason=absence.why or None, ended_on=card.on)
    return card


def turned(day: Day, zone: tzinfo) -> Day:
    """The day after it ended: what it left open has expired, or waits where its task says *keep*.

    What was on offer is gone, slots held open have ended by themselves.
    """
    day = slots_ended(day, zone)
    worked = {span.owner for span in day.spans}
    kept = (card for card in day.cards if not card.on_offer or card.id in worked or card.note or card.cue)
    expires = {card.id for card in day.cards if card.on_offer or (card.is_open and card.carry is CarryOver.EXPIRE)}
    cards = tuple(card.expired() if card.id in expires else card for card in kept)
    return day._replace(cards=cards, turned=True)


def unopened(day: Day, zone: tzinfo, *, works: bool) -> Day:
    """A day that is over and that nobody opened.

    Of a day on which the leader WORKS nothing was due until they say what it was. A day off has turned by itself:
    what is kept waits from there, and of the rest what the standard asked for is excused.
    """
    if works:
        return day._replace(cards=tuple(card for card in day.cards if card.lane is not Lane.TODO))
    off = (Absence(why="day off"),)
    free = (card if _by_hand(card) or card.carry is CarryOver.KEEP else excused(card, off) for card in day.cards)
    return turned(day._replace(cards=tuple(free)), zone)


def unturned(day: Day, at: datetime) -> Day:
    """A day that a clock gone ahead turned too soon, as it is at AT: what expired by itself is open again."""
    cards = tuple(card.reopened() if card.ended_at is None and _by_itself(card, day) else card for card in day.cards)
    spans = tuple(
        span._replace(gap_until=max(span.end or span.start, min(span.gap_until, stamped(at))))
        if span.gap_until is not None
        else span
        for span in day.spans
    )
    return day._replace(cards=cards, spans=spans, turned=False)


def _by_itself(card: Card, day: Day) -> bool:
    """Whether a card ended with its day, nobody having said anything of it since."""
    if card.outcome is Outcome.MISSED:
        return card.reason is None
    return ended_by_itself(card, day) or (card.as_needed and card.reason == NOT_NEEDED)


def closed(day: Day, at: datetime) -> Day:
    """The day closed by hand, as `closed_and_missed` has it."""
    return closed_and_missed(day, at)[0]


def closed_and_missed(day: Day, at: datetime) -> tuple[Day, tuple[Card, ...]]:
    """The day closed by hand, and the cards that this missed: no clock runs, what expires wants its reason.

    Slots held open end by themselves; what is on offer stays so until the day turns.
    """
    day = slots_ended(day.interruptions_ended(at).stopped(at), at.tzinfo or UTC, at)
    missed = {
        card.id: card.ended(Outcome.MISSED, at, day.on)
        for card in day.cards
        if card.is_open and card.carry is CarryOver.EXPIRE and card.on == day.on and not card.on_offer
    }
    cards = tuple(missed.get(card.id, card) for card in day.cards)
    return day._replace(cards=cards, closed_at=at, seen=True), tuple(missed.values())


def carried_into(on: date, left_open: Iterable[Card], due_on: Callable[[str, date], bool]) -> tuple[Card, ...]:
    """The cards of earlier days that still wait on a date.

    One whose task has fallen due again since has been merged into the newer card; DUE_ON says whether the task of
    an id was due on a date.
    """
    return tuple(
        card
        for card in left_open
        if not card.on_offer
        and not (card.task is not None and any(due_on(card.task, there) for there in _dates_after(card.on, on)))
    )


def _dates_after(after: date, until: date) -> Iterator[date]:
    return (after + timedelta(days=days) for days in range(1, (until - after).days + 1))


def working_day_before(board: Board, before: date) -> date:
    """The last date before one on which this leader works; the last at all where the board knows no hours."""
    return nearest_working_day(board, before, timedelta(days=-1))
