"""Reminders: what a leader is told of a card shortly before its time, and once when its window has ended.

What is still to be said of a day is a `ReminderWatch`, a value that every look at the day makes anew. What had passed
before a card was first seen is never said, and nothing is said twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.boards.board import Window
from lswtui.domain.days.day import clock_minutes
from lswtui.domain.errors import BadInput
from lswtui.domain.text import counted, one_line
from lswtui.domain.times import DAY, clock_stretch, clock_text, minutes_between, stamped, stretch_text
from lswtui.domain.vocabulary import Lane

if TYPE_CHECKING:
    from lswtui.domain.days.card import Card
    from lswtui.domain.days.day import Day

NAMED = 3
"""Titles that one sentence names; the others are counted."""
LONGEST_TITLE = 60
NOW = timedelta(minutes=1)
"""How long the time of a card is now."""


class ReminderSubject(StrEnum):
    """What a reminder is about."""

    SOON = "soon"
    LATE = "late"


class ReminderRules(NamedTuple):
    """When a leader wants to be reminded."""

    before: int = 5
    """Minutes before a card's time, 0 for not at all."""
    late: bool = True
    quiet: tuple[Window, ...] = ()
    """Stretches of every day in which nothing is said."""

    def is_quiet(self, at: datetime) -> bool:
        """Whether the clock shows one of the quiet hours."""
        clock = at.hour * 60 + at.minute
        return any(hours.start <= clock + turn < hours.end for hours in self.quiet for turn in (0, DAY))


class Reminder(NamedTuple):
    """One thing to be said of a card, and while it is true."""

    card: Card
    about: ReminderSubject
    since: datetime
    until: datetime | None = None
    """None where it stays true until the card is begun or set aside."""

    @property
    def key(self) -> str:
        """What is said once: of a card that gets another time it may be said again."""
        return f"{self.card.id} {self.about} {self.card.at}"

    def holds(self, now: datetime) -> bool:
        """Whether it is true now."""
        return self.since <= now and (self.until is None or now < self.until)

    def passed(self, now: datetime) -> bool:
        """Whether its moment is over: who sees the card only now is not told."""
        return now >= (self.until or self.since)


class ReminderWatch(NamedTuple):
    """What is still to be said of one day, and what has been."""

    waiting: tuple[Reminder, ...] = ()
    said: frozenset[str] = frozenset()

    def seeing(self, day: Day, rules: ReminderRules, now: datetime, zone: tzinfo) -> ReminderWatch:
        """The watch after a look at the day."""
        known = {reminder.key for reminder in self.waiting}
        now = stamped(now)
        waiting = tuple(
            reminder
            for reminder in reminders(day, rules, zone)
            if reminder.key not in self.said
            and (not reminder.passed(now) or (reminder.until is None and reminder.key in known))
        )
        return self._replace(waiting=waiting)

    @property
    def next(self) -> datetime | None:
        """The moment before which nothing is to be said; None where nothing waits."""
        return min((reminder.since for reminder in self.waiting), default=None)

    def due(self, day: Day, rules: ReminderRules, now: datetime) -> tuple[Reminder, ...]:
        """What is to be said now: nothing in quiet hours, on a day off or away, and while an interruption runs."""
        at = stamped(now)
        holding = tuple(reminder for reminder in self.waiting if reminder.holds(at))
        return () if not holding or _rests(day, now) or rules.is_quiet(now) else holding

    def having_said(self, said: Sequence[Reminder]) -> ReminderWatch:
        """The watch after these were said."""
        keys = self.said | {reminder.key for reminder in said}
        return ReminderWatch(tuple(reminder for reminder in self.waiting if reminder.key not in keys), keys)


def reminders(day: Day, rules: ReminderRules, zone: tzinfo) -> Iterator[Reminder]:
    """All that there is to say of a day's cards that wait untouched for a time of their own."""
    if day.closed_at is not None:
        return
    begun = {span.owner for span in day.spans}
    for card in day.cards:
        if card.lane is not Lane.TODO or card.on != day.on or card.as_needed or card.held_open or card.id in begun:
            continue
        starts, deadline = card.starts(day.day_starts, zone), card.deadline(day.day_starts, zone)
        if starts is not None and rules.before:
            yield Reminder(card, ReminderSubject.SOON, starts - timedelta(minutes=rules.before), starts + NOW)
        if deadline is not None and rules.late:
            yield Reminder(card, ReminderSubject.LATE, deadline)


def sentence(due: Sequence[Reminder], now: datetime, *, hidden: bool) -> str:
    """What is said of them, in one sentence that begins with a word of ours; HIDDEN leaves the titles out."""
    soon = [reminder for reminder in due if reminder.about is ReminderSubject.SOON]
    late = [reminder for reminder in due if reminder.about is ReminderSubject.LATE]
    return "; ".join(filter(None, (_soon(soon, now, hidden=hidden), _late(late, hidden=hidden))))


def quiet_hours(text: str) -> tuple[Window, ...]:
    """``"12:00-12:30, 18:00-07:00"`` as stretches, which may run over midnight; raises `BadInput`."""
    return tuple(_stretch(part.strip()) for part in text.split(",")) if text.strip() else ()


def quiet_text(hours: Sequence[Window]) -> str:
    """Quiet hours as `quiet_hours` reads them."""
    return ", ".join(stretch_text(start, end) for start, end in hours)


def _stretch(text: str) -> Window:
    start, end = clock_stretch(text, "18:00-07:00")
    if end - start == DAY:
        raise BadInput(f"{text} begins and ends at the same time; to have no reminders at all, write on = false")
    return Window(start, end)


def _rests(day: Day, now: datetime) -> bool:
    """Whether nobody is to be disturbed: off, away, or in the middle of an interruption."""
    clock = clock_minutes(now, day.on)
    return not day.windows or bool(day.stack) or any(absence.holds(clock) for absence in day.absences)


def _soon(due: Sequence[Reminder], now: datetime, *, hidden: bool) -> str:
    if len(due) != 1:
        return _several("due", due, hidden=hidden)
    card, _, _, until = due[0]
    left = 0 if until is None else ceil(minutes_between(now, until)) - 1
    when = f"in {counted(left, 'minute')}" if left > 0 else "now"
    return f"a card is due {when}" if hidden else f"{when}: {_short(card.title)} at {clock_text(card.at or 0)}"


def _late(due: Sequence[Reminder], *, hidden: bool) -> str:
    if len(due) != 1:
        return _several("late", due, hidden=hidden)
    card = due[0].card
    return "a card is late" if hidden else f"late: {_short(card.title)}, planned at {clock_text(card.at or 0)}"


def _several(what: str, due: Sequence[Reminder], *, hidden: bool) -> str:
    if not due:
        return ""
    said = f"{counted(len(due), 'card')} are {what}"
    if hidden:
        return said
    names = [_short(reminder.card.title) for reminder in due[:NAMED]]
    last = f"{len(due) - NAMED} more" if len(due) > NAMED else names.pop()
    return f"{said}: {', '.join(names)} and {last}"


def _short(title: str) -> str:
    shown = one_line(title)
    return shown if len(shown) <= LONGEST_TITLE else f"{shown[: LONGEST_TITLE - 1]}…"
