"""What interruptions do to a day: they pause what runs, nest, and lead back to where they broke in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lswtui.domain.errors import RuleBroken
from lswtui.domain.interruption import Interruption
from lswtui.domain.moments import stamped
from lswtui.domain.spans import Span
from lswtui.domain.words import Lane

if TYPE_CHECKING:
    from collections.abc import Callable

    from lswtui.domain.card import Card
    from lswtui.domain.day import Day


def interrupted(day: Day, interruption: Interruption, new_id: Callable[[], str]) -> Day:
    """The day with an interruption running from its start, over whatever ran."""
    at = stamped(interruption.start)
    running = day.running
    stack = day.stack
    card = day.running_card
    begun = interruption._replace(
        on=day.on,
        start=at,
        card=stack[-1].card if stack else (card.id if card else None),
        inside=stack[-1].id if stack else None,
    )
    paused = day.stopped(at if running is None else max(at, running.start))  # it may be said to have begun before that
    return paused.with_interruption(begun).clocked(begun.id, at, new_id).locked(at)


def returned(day: Day, at: datetime, new_id: Callable[[], str]) -> tuple[Day, Interruption, Card | None]:
    """The day with the innermost interruption over and what it broke into running again.

    Also the interruption that ended, and the card whose clock resumed, if one did. Raises `RuleBroken` where
    nothing runs to come back from.
    """
    stack = day.stack
    if not stack:
        raise RuleBroken("no interruption is running; there is nothing to come back from")
    ended = stack[-1]._replace(end=max(stamped(at), stack[-1].start))
    day = day.stopped(at).with_interruption(ended)
    if len(stack) > 1:
        return day.clocked(stack[-2].id, at, new_id), ended, None
    card = next((card for card in day.cards if card.id == ended.card and card.lane is Lane.DOING), None)
    if card is None:
        return day, ended, None
    return day.clocked(card.id, at, new_id), ended, card


def logged(day: Day, interruption: Interruption, new_id: Callable[[], str]) -> Day:
    """The day with an interruption that is over, its time from start to end marked as an estimate."""
    start, end = interruption.start, interruption.end
    card = running_at(day, start)
    over = interruption._replace(on=day.on, card=interruption.card or card)
    return relength(day.with_interruption(over).locked(end or start), over.id, new_id)


def blipped(day: Day, interruption: Interruption) -> Day:
    """The day with an interruption of zero minutes; nothing pauses."""
    at = stamped(interruption.start)
    blip = interruption._replace(on=day.on, start=at, end=at, blip=True, card=running_at(day, at))
    return day.with_interruption(blip).locked(at)


def ended_after(day: Day, interruption_id: str, minutes: float, at: datetime, new_id: Callable[[], str]) -> Day:
    """The day with an interruption that took MINUTES from its start, what it broke into going on since.

    Where it would still last, it is over at AT and began MINUTES before.
    """
    interruption = day.interruption(interruption_id)
    length = timedelta(minutes=minutes)
    end = min(interruption.start + length, stamped(at))
    start = end - length
    if interruption.runs:
        if day.stack[-1].id != interruption_id:
            raise RuleBroken("another interruption runs inside it; come back from that one first")
        day, interruption, _ = returned(day, end, new_id)
    return relength(day.with_interruption(interruption._replace(start=start, end=end)), interruption_id, new_id)


def relength(day: Day, interruption_id: str, new_id: Callable[[], str]) -> Day:
    """The day with the time of an interruption that is over made one stretch from its start to its end."""
    interruption = day.interruption(interruption_id)
    day = day._replace(spans=tuple(span for span in day.spans if span.owner != interruption_id))
    if interruption.end is None or interruption.end <= interruption.start:
        return day
    span = Span(new_id(), day.on, interruption_id, interruption.start, interruption.end, estimated=True, checked=True)
    return day.with_span(span)


def without_interruption(day: Day, interruption_id: str, at: datetime, new_id: Callable[[], str]) -> Day:
    """The day without an interruption and its time; one that ran gives the clock back."""
    gone = day.interruption(interruption_id)
    if gone.runs:
        stack = day.stack
        if stack[-1].id != interruption_id:
            raise RuleBroken("another interruption runs inside it; come back from that one first")
        day, _, _ = returned(day, at, new_id)
    return day._replace(
        interruptions=tuple(
            known._replace(inside=gone.inside) if known.inside == interruption_id else known
            for known in day.interruptions
            if known.id != interruption_id
        ),
        spans=tuple(span for span in day.spans if span.owner != interruption_id),
    )


def running_at(day: Day, at: datetime) -> str | None:
    """The id of the card whose clock ran at a moment."""
    interruptions = {interruption.id for interruption in day.interruptions}
    for span in day.spans:
        if span.owner not in interruptions and span.start <= at and (span.end is None or at < span.end):
            return span.owner
    return None
