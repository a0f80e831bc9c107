"""What interruptions do to a day: they pause what runs, nest, and lead back to where they broke in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lswtui.domain.days.spans import Span, estimates, free_gaps, nearest_room, placed
from lswtui.domain.errors import RuleBroken
from lswtui.domain.interruptions.interruption import Interruption
from lswtui.domain.times import minutes_between, stamped
from lswtui.domain.vocabulary import Lane

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lswtui.domain.days.card import Card
    from lswtui.domain.days.day import Day


LEAST_MISSING = 0.5
"""Minutes of an overlap that are worth a word."""


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
    """The day with an interruption that took MINUTES, from when it began if that is free, net of what broke into it.

    What it broke into goes on since. Raises `RuleBroken` while another one runs inside it.
    """
    interruption = day.interruption(interruption_id)
    if interruption.runs:
        if day.stack[-1].id != interruption_id:
            raise RuleBroken("another interruption runs inside it; come back from that one first")
        end = min(interruption.start + timedelta(minutes=minutes), stamped(at))
        day, interruption, _ = returned(day, end, new_id)
    return laid(day, interruption_id, minutes, at, new_id, wanted=interruption.start)


def laid(
    day: Day,
    interruption_id: str,
    minutes: float,
    at: datetime,
    new_id: Callable[[], str],
    *,
    wanted: datetime,
) -> Day:
    """The day with an interruption over that took MINUTES, which were typed without a time, nearest to WANTED.

    It may lie over what was measured of a card, or of the interruption around it, since it broke into that, and over
    nothing else; a day that has no such room has it before it began.
    """
    interruption = day.interruption(interruption_id)
    if minutes <= 0:
        blip = interruption._replace(end=interruption.start, blip=True)
        return relength(day.with_interruption(blip), interruption_id, new_id)
    start = nearest_room(
        minutes, wanted=wanted, taken=_in_the_way(day, interruption, at), day_begins=day.begins(at), now=at
    )
    end = stamped(start + timedelta(minutes=minutes), at.tzinfo)
    over = interruption._replace(start=start, end=end, blip=False)
    over = over._replace(card=interruption.card or running_at(day, start))
    return relength(day.with_interruption(over), interruption_id, new_id)


def moved(
    day: Day, interruption_id: str, start: datetime, end: datetime | None, at: datetime, new_id: Callable[[], str]
) -> Day:
    """The day with an interruption begun at START, as was said; over since END, where that is given, at the latest AT.

    Without one it lasts as long as before, and one that runs goes on.
    """
    known = day.interruption(interruption_id)
    start = min(stamped(start), stamped(at))
    if known.runs and end is None:
        own = sorted((span for span in day.spans if span.owner == interruption_id), key=lambda span: span.start)
        left = [span for span in own if span.end is None or span.end > start]
        first = [span._replace(start=start) for span in left[:1]]
        others = (span for span in day.spans if span.owner != interruption_id)
        day = day._replace(spans=(*others, *first, *left[1:]))
        return day.with_interruption(known._replace(start=start))
    if known.runs:
        if day.stack[-1].id != interruption_id:
            raise RuleBroken("another interruption runs inside it; come back from that one first")
        day, known, _ = returned(day, min(end or at, at, key=datetime.timestamp), new_id)
    if end is None:
        end = start + timedelta(minutes=length_of(day, interruption_id, at))
    end = stamped(min(end, at, key=datetime.timestamp))
    over = known._replace(start=start, end=end, blip=end <= start)
    return relength(day.with_interruption(over), interruption_id, new_id)


def length_of(day: Day, interruption_id: str, at: datetime) -> float:
    """The minutes of an interruption: what was typed for it, whoever has that time, or what is measured and its own."""
    spans = [span for span in day.spans if span.owner == interruption_id]
    if spans and all(span.estimated for span in spans):
        return sum(span.minutes(at) for span in spans)
    return day.minutes(at).get(interruption_id, 0.0)


def given_way(day: Day, at: datetime, new_id: Callable[[], str]) -> Day:
    """The day with the minutes that were typed for cards laid anew as far as interruptions have their time.

    Nobody said when those were; an interruption of which that was said goes before them.
    """
    interruptions = {interruption.id for interruption in day.interruptions}
    taken = [(span.start, span.end or at) for span in day.spans if span.owner in interruptions]
    for span in day.spans:
        if span.owner in interruptions or not span.estimated or span.end is None:
            continue
        left = free_gaps(taken, span.start, span.end)
        if left == ((span.start, span.end),):
            continue
        missing = span.minutes(at) - sum(minutes_between(*part) for part in left)
        parts = tuple(span._replace(id=new_id(), start=start, end=end) for start, end in left)
        day = day._replace(spans=(*(known for known in day.spans if known.id != span.id), *parts))
        day = _estimated(day, span.owner, missing, at, new_id)
    return day


def _estimated(day: Day, owner: str, minutes: float, at: datetime, new_id: Callable[[], str]) -> Day:
    """The day with more minutes of a card, in free time nearest before AT; what has no room lies before it began."""
    begins = day.begins(at)
    parts = placed(minutes, wanted=None, taken=day.taken(at), day_begins=begins, now=at)
    left = minutes - sum(minutes_between(*part) for part in parts)
    if left >= LEAST_MISSING:
        start = nearest_room(left, wanted=begins, taken=day.taken(at), day_begins=begins, now=begins)
        parts = ((start, stamped(start + timedelta(minutes=left), at.tzinfo)), *parts)
    return day._replace(spans=(*day.spans, *estimates(parts, owner, day.on, new_id)))


def overlapped(day: Day, at: datetime, minutes: Mapping[str, float] | None = None) -> dict[str, float]:
    """Of each interruption whose typed time is not all its own, how many minutes are not: others have them.

    Also of one that its day has no room for: all of them lie before it began. MINUTES are those of `Day.minutes`,
    where they are known already.
    """
    typed: dict[str, float] = {}
    first: dict[str, datetime] = {}
    for span in day.spans:
        if span.estimated:
            typed[span.owner] = typed.get(span.owner, 0.0) + span.minutes(at)
            first[span.owner] = min(first.get(span.owner, span.start), span.start)
    if not typed:
        return {}
    begins = day.begins(at)
    minutes = day.minutes(at) if minutes is None else minutes
    found = {}
    for id_ in (interruption.id for interruption in day.interruptions if interruption.id in typed):
        missing = typed[id_] if first[id_] < begins else typed[id_] - minutes.get(id_, 0.0)
        if missing >= LEAST_MISSING:
            found[id_] = missing
    return found


def _in_the_way(day: Day, interruption: Interruption, at: datetime) -> list[tuple[datetime, datetime]]:
    """The time over which an interruption is not laid: of others, and what was typed for cards."""
    around = set()
    known = {each.id: each for each in day.interruptions}
    outer = known.get(interruption.inside or "")
    while outer is not None and outer.id not in around:
        around.add(outer.id)
        outer = known.get(outer.inside or "")
    return [
        (span.start, max(span.start, span.end or stamped(at)))
        for span in day.spans
        if span.owner != interruption.id and (span.estimated or (span.owner in known and span.owner not in around))
    ]


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
