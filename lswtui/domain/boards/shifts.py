"""Rotating shifts: which one a week has, and when its days start, so that none of them turns during a shift.

This module is on the path of a capture from the shell where a board has shifts; it reads no board.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from lswtui.domain.times import DAY, clock_on_day, clock_stretch, clock_text, clock_time, monday, stretch_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

HOUR = 60
NOON = 12 * HOUR
WEEKS, FIRST = "weeks", "first"
"""The keys of the table that are no shifts."""


class Shift(NamedTuple):
    """One shift: its name, and its clock times; the end passes 1440 over midnight."""

    name: str
    start: int
    end: int


class Switch(NamedTuple):
    """A shift that was chosen by hand, from a logical date on."""

    since: date
    shift: str
    day_starts: int | None = None
    """The clock time at which that date had begun by then, if it had."""


class Shifts(NamedTuple):
    """The shifts that a leader works in turn, a week each."""

    each: tuple[Shift, ...]
    weeks: tuple[str, ...] = ()
    """The names of the shifts in the order of the weeks; with none the first shift goes on until it is switched."""
    first: date | None = None
    """A date in the week of the first of `weeks`."""

    def named(self, name: str) -> Shift | None:
        """The shift of that name, or None."""
        return next((shift for shift in self.each if shift.name == name), None)

    def on(self, on: date, switches: Iterable[Switch] = ()) -> Shift:
        """The shift of a date: the one its week was switched to by then, or the one whose turn it is."""
        known = [
            (switch.since, shift)
            for switch in switches
            if switch.since <= on
            and (not self.weeks or monday(switch.since) == monday(on))
            and (shift := self.named(switch.shift)) is not None
        ]
        if known:
            return max(known)[1]
        if not self.weeks or self.first is None:
            return self.each[0]
        weeks = (monday(on) - monday(self.first)).days // 7
        return self.named(self.weeks[weeks % len(self.weeks)]) or self.each[0]

    def on_date(
        self, on: date, usual: int, switches: Sequence[Switch], works: Callable[[date], bool], worked: str = ""
    ) -> tuple[Shift, int]:
        """The shift of a logical date, and the clock time at which that date starts: USUAL where outside the shift.

        Where the shift changes, the new day waits for the end of the shift before, or until its own begins, as far
        as WORKS says that there are any; and a day that had begun when it was switched began when it did. WORKED is
        the shift that a date had when it rolled over, which it keeps whatever is switched or undone afterwards.
        """
        shift, kept = self.on(on, switches), self.named(worked)
        if kept is not None and kept != shift:
            return kept, day_start_outside(kept.start, kept.end, usual)
        for switch in switches:
            if switch.since == on and switch.day_starts is not None and self.named(switch.shift) is not None:
                return shift, switch.day_starts
        yesterday = on - timedelta(days=1)
        before = self.on(yesterday, switches)
        starts = day_start_outside(shift.start, shift.end, usual)
        if before == shift or not works(yesterday):
            return shift, starts
        began = clock_on_day(before.start, day_start_outside(before.start, before.end, usual))
        ended = began + (before.end - before.start) - DAY
        until = min(clock_on_day(shift.start, starts), ended) if works(on) else ended
        return shift, max(starts, until)


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
    full_hour = middle_of_rest // HOUR * HOUR
    return (full_hour if full_hour >= end else middle_of_rest) % DAY


def shift_text(shift: Shift) -> str:
    """The hours of a shift as ``06:00-14:15``."""
    return stretch_text(shift.start, shift.end)


def shifts_text(shifts: Shifts) -> str:
    """Shifts in words: ``early 06:00-14:15, late 14:00-22:15; a week each: early, late``."""
    hours = ", ".join(f"{shift.name} {shift_text(shift)}" for shift in shifts.each)
    return f"{hours}; a week each: {', '.join(shifts.weeks)}" if shifts.weeks else hours


def shift_hours(text: str) -> tuple[int, int]:
    """``06:00-14:15`` as clock times, the end past 1440 over midnight; raises `BadInput`."""
    return clock_stretch(text.replace("–", "-"))


def shifts_table(shifts: Shifts) -> dict[str, Any]:
    """Shifts as the plain values of a board's file."""
    table: dict[str, Any] = {shift.name: shift_text(shift) for shift in shifts.each}
    if shifts.weeks and shifts.first is not None:
        table |= {WEEKS: list(shifts.weeks), FIRST: shifts.first.isoformat()}
    return table


def shifts_of(table: Mapping[str, Any]) -> Shifts:
    """The shifts that a table of a stored board says, which was checked before it was stored."""
    each = tuple(Shift(name, *shift_hours(hours)) for name, hours in table.items() if name not in (WEEKS, FIRST))
    first = table.get(FIRST)
    return Shifts(each, tuple(table.get(WEEKS, ())), date.fromisoformat(first) if first else None)


def switches_table(switches: Iterable[Switch]) -> list[dict[str, str]]:
    """Switches as plain values."""
    return [
        {"since": switch.since.isoformat(), "shift": switch.shift}
        | ({} if switch.day_starts is None else {"day_starts": clock_text(switch.day_starts)})
        for switch in switches
    ]


def switches_of(plain: Iterable[Mapping[str, str]]) -> tuple[Switch, ...]:
    """The switches that plain values say."""
    return tuple(
        Switch(
            date.fromisoformat(each["since"]),
            each["shift"],
            clock_time(each["day_starts"]) if "day_starts" in each else None,
        )
        for each in plain
    )
