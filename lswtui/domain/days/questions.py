"""What waits for an answer: days nobody saw, gaps in a running clock, clocks forgotten or changed.

A question never blocks; it is worked out from what is stored, so that it is the same in every process and
goes when it is answered anywhere.
"""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.errors import BadInput
from lswtui.domain.times import minutes_between, minutes_text, moment, stamped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lswtui.domain.days.day import Day
    from lswtui.domain.days.spans import Span


class WaitingQuestion(NamedTuple):
    """A question that waits, with the answers it takes."""

    kind: str
    """``damage``, ``unseen``, ``repeat``, ``gap``, ``clock`` or ``set-back``."""
    subject: str
    """The id of what it is about: of the damage, span, card, interruption or repeat, or a date as in ISO 8601."""
    text: str
    choices: tuple[tuple[str, str], ...]
    """Each answer's word and what it means, the safest first; beside them it takes what ``free`` says."""
    on: date
    free: str = ""
    """What may be typed instead of a choice: ``time``, ``minutes``, ``text`` or nothing."""
    title: str = ""
    """What it is about, as people call it; empty where nobody needs to be told."""

    @property
    def id(self) -> str:
        """By which it is answered: its kind and its subject, as ``gap:01J8…``."""
        return f"{self.kind}:{self.subject}"


REPEAT = "repeat"
"""The kind of the questions about tasks that were missed again and again, which `countermeasure` asks."""
UNSEEN_CHOICES = (
    ("off", "off, excused"),
    ("worked", "worked but not logged, counts for nothing"),
    ("missed", "missed"),
)
GAP_CHOICES = (("drop", "drop it"), ("all", "keep it all"))
"""The one first that claims no time."""
CLOCK_CHOICES = (("planned", "the planned minutes"), ("all", "keep it all"))


def about_unseen(days: Sequence[date]) -> WaitingQuestion:
    """The one question for all the working days on which nothing was seen; DAYS in order, at least one."""
    first, last = days[0], days[-1]
    if first == last:
        when = f"{first:%a} {first.day} {first:%b}"
    else:
        year = "" if first.year == last.year else " %Y"
        when = f"{first.day} {first:%b{year}} to {last.day} {last:%b{year}} ({len(days)} working days)"
    return WaitingQuestion("unseen", last.isoformat(), f"{when} not seen here. What was it?", UNSEEN_CHOICES, last)


def about_gap(span: Span, title: str) -> WaitingQuestion:
    """The question about a stretch in which nobody can say whether the clock should have run."""
    begin, end, until = span.start, span.end or span.start, span.gap_until or span.start
    text = (
        f"{title} ran from {begin:%H:%M}; nothing was heard from {end:%H:%M} to {until:%H:%M}"
        f" ({minutes_text(minutes_between(end, until))}). Keep it?"
    )
    return WaitingQuestion("gap", span.id, text, GAP_CHOICES, span.on, "time")


def about_clock(owner: str, title: str, minutes: float, planned: int, on: date) -> WaitingQuestion:
    """The question about a clock that ran more than twice as long as planned."""
    text = f"{title} took {minutes_text(minutes)}, planned {minutes_text(planned)}. Was the clock forgotten?"
    return WaitingQuestion("clock", owner, text, CLOCK_CHOICES, on, "minutes")


def about_changed(owner: str, title: str, minutes: float, on: date) -> WaitingQuestion:
    """The question about a length that the clocks do not tell, since the machine's was changed meanwhile."""
    text = f"The machine's clock was changed while {title} ran: {minutes_text(minutes)} by it. How long was it?"
    return WaitingQuestion("clock", owner, text, CLOCK_CHOICES, on, "minutes")


def waiting_in(day: Day, now: datetime) -> tuple[WaitingQuestion, ...]:
    """What one day waits to know."""
    titles = {card.id: card.title for card in day.cards}
    titles.update({i.id: i.text or "An interruption" for i in day.interruptions})
    gaps = tuple(about_gap(span, titles.get(span.owner, "A clock")) for span in day.spans if span.gap_until)
    running = day.running.owner if day.running else None
    minutes = day.minutes(now)
    changed = {span.owner: None for span in day.spans if span.clock_changed and not span.checked}
    doubts = tuple(
        about_changed(owner, titles.get(owner, "A clock"), minutes.get(owner, 0.0), day.on)
        for owner in changed
        if owner != running
    )
    clocks = tuple(
        about_clock(owner, titles.get(owner, "A clock"), minutes.get(owner, 0.0), day.planned_length(owner), day.on)
        for owner in day.forgotten(now)
        if owner != running and owner not in changed
    )
    return (*gaps, *doubts, *clocks)


def gap_cut(day: Day, last_sign: datetime, until: datetime) -> Day:
    """The day with a running clock stopped at the last sign of life, and a question about the rest."""
    span = day.running
    if span is None:
        return day
    return day.with_span(span._replace(end=max(span.start, stamped(last_sign)), gap_until=stamped(until)))


def gap_noticed(day: Day, last_alive: datetime, at: datetime, new_id: Callable[[], str]) -> Day:
    """The day with a running clock going on from AT, and a question about the time since the last sign of life."""
    span = day.running
    if span is None or at <= span.start:
        return day
    return gap_cut(day, min(last_alive, at, key=datetime.timestamp), at).clocked(span.owner, at, new_id)


def clock_doubted(day: Day) -> Day:
    """The day with a running clock whose length the machine's does not tell, since that was changed meanwhile."""
    span = day.running
    return day if span is None else day.with_span(span._replace(clock_changed=True))


def gap_answered(day: Day, span_id: str, choice: str, zone: tzinfo) -> Day:
    """The day with a gap kept (``all``), dropped (``drop``) or kept until a clock time, as ZONE shows it.

    Raises `BadInput` for any other answer, and for a time outside the gap.
    """
    for span in day.spans:
        if span.id == span_id and span.gap_until is not None:
            end = span.end or span.start
            if choice == "all":
                end = span.gap_until
            elif choice != "drop":
                inside = _inside(choice, day, end, span.gap_until, zone)
                if inside is None:
                    raise BadInput(f"{choice} is not inside the gap from {end:%H:%M} to {span.gap_until:%H:%M}")
                end = inside
            return day.with_span(span._replace(end=end, gap_until=None))
    raise BadInput("this question was answered already")


def _inside(choice: str, day: Day, begins: datetime, ends: datetime, zone: tzinfo) -> datetime | None:
    """The last moment in a gap that shows a typed clock time; raises `BadInput` for what is none."""
    from lswtui.domain.time_input import clock_typed, read_clock  # what is answered is typed; a status line only asks

    clock = read_clock(choice)
    typed = (clock.minutes, clock.other_half) if clock is not None and clock.either else (clock_typed(choice),)
    shown = (moment(day.on, each, day.day_starts, zone, fold=fold) for each in typed for fold in (1, 0))
    return next((at for at in shown if begins <= at <= ends), None)


def clock_answered(day: Day, owner: str, choice: str, at: datetime, new_id: Callable[[], str]) -> Day:
    """The day with a long clock cut to the planned minutes (``planned``), kept (``all``) or set to a number.

    Raises `BadInput` for any other answer.
    """
    if choice == "all":
        spans = tuple(span._replace(checked=True) if span.owner == owner else span for span in day.spans)
        return day._replace(spans=spans)
    if choice == "planned":
        return day.lasting(owner, day.planned_length(owner), at, new_id)
    from lswtui.domain.time_input import minutes_typed

    return day.lasting(owner, minutes_typed(choice), at, new_id)
