"""The shift of a week: which it is, and switching it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from lswtui.app.days.calendar import Calendar
from lswtui.app.days.change import change
from lswtui.app.results import Result
from lswtui.domain.boards.shifts import Shifts, Switch, shift_text, switches_table
from lswtui.domain.boards.standard import date_of, day_start
from lswtui.domain.errors import NotFound, RuleBroken
from lswtui.domain.text import counted
from lswtui.domain.times import monday
from lswtui.domain.toml_reader import did_you_mean
from lswtui.store.records import days

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lswtui.app.workspace import Workspace
    from lswtui.domain.boards.board import Board
    from lswtui.domain.boards.shifts import Shift
    from lswtui.domain.days.day import Day

WEEK = timedelta(days=7)
NO_SHIFTS = "this board has no shifts; E and then b writes them down"
"""What a screen says where the board in use has none."""


def shifts_in_use(workspace: Workspace) -> Shifts | None:
    """The shifts of the board in use; None where its leader works in none."""
    calendar = Calendar(workspace)
    standard = calendar.standard(calendar.today)
    return standard.board.shifts if standard else None


def shift_of_week(workspace: Workspace, on: date | None = None) -> Result:
    """Say which shift the week of a date has, today's by default, and which the week after.

    Raises `NotFound` where the board has no shifts.
    """
    calendar = Calendar(workspace)
    there = on or calendar.today
    _, shifts = _in_use(calendar)
    now = shifts.on(there, calendar.switches)
    text = f"{_week_words(there, calendar.today)}: {now.name}, {shift_text(now)}"
    if shifts.weeks:
        after = shifts.on(monday(there) + WEEK, calendar.switches)
        text += f"; the week after: {after.name}, {shift_text(after)}"
    return Result(text, now.name)


def switch(workspace: Workspace, name: str, *, on: date | None = None) -> Result:
    """Work another shift in the week of a date, today's by default, from today on where it has begun.

    Only cards that nobody touched move, and none of a day that has turned. A day that has begun keeps its start.
    Raises `NotFound` for a shift that there is not, and `RuleBroken` where the week is over.
    """
    with change(workspace) as edit:
        calendar = edit.calendar
        there = on or calendar.today
        board, shifts = _in_use(calendar)
        shift = _named(shifts, name)
        if monday(there) < monday(calendar.today):
            raise RuleBroken(f"the week of {there.isoformat()} is over; a shift is switched this week or ahead")
        chosen = _from_now_on(calendar, board, max(monday(there), calendar.today), shift)
        if shifts.weeks and monday(chosen.since) != monday(there):
            over = "this week's shifts are over"
            raise RuleBroken(
                f"{over}; `lsw shift NAME --on DATE` switches a week ahead",
                on_screen=f"{over}; W goes on, S switches there",
            )
        words = f"{_week_words(there, calendar.today)}: {shift.name}, {shift_text(shift)}"
        before = shifts.on(chosen.since, calendar.switches)
        if before == shift:
            return Result(f"{words}, as it was", shift.name)
        edit.remember(days.SHIFTS, switches=switches_table(_with(chosen, calendar.switches)))
        edit.say(f"switched {_week_words(there, calendar.today)} from {before.name} to {shift.name}")
        moved = _moved(calendar.day(chosen.since), Calendar(workspace, edit.reading).day(chosen.since))
    since = "" if chosen.since == monday(there) else f" from {_date_words(chosen.since)} on"
    cards = f"{counted(moved, 'card')} of {_date_words(chosen.since)} moved"
    return edit.result(f"{words}{since}, instead of {before.name}; {cards}", shift.name)


def _with(chosen: Switch, known: Iterable[Switch]) -> list[Switch]:
    """The switches with one more, which stands for the rest of its week."""
    week = monday(chosen.since)
    others = (each for each in known if monday(each.since) != week or each.since < chosen.since)
    return sorted((*others, chosen), key=lambda each: each.since)


def _moved(before: Day, after: Day) -> int:
    """How many cards of a day have another time."""
    was = {card.id: card.at for card in before.cards}
    return sum(card.id in was and was[card.id] != card.at for card in after.cards)


def _date_words(on: date) -> str:
    return f"{on:%a} {on.day} {on:%b}"


def _from_now_on(calendar: Calendar, board: Board, since: date, shift: Shift) -> Switch:
    """The switch from a date on, or from the date that it is by the new shift, today keeping its start."""
    chosen = Switch(since, shift.name)
    if since != calendar.today:
        return chosen
    tried = _with(chosen, calendar.switches)
    if date_of(board, calendar.now, tried) > since:
        return Switch(since + timedelta(days=1), shift.name)
    kept = day_start(board, since, calendar.switches)
    return chosen._replace(day_starts=min(kept, day_start(board, since, tried)))


def _in_use(calendar: Calendar) -> tuple[Board, Shifts]:
    standard = calendar.standard(calendar.today)
    if standard is None or standard.board.shifts is None:
        raise NotFound(
            "the board in use has no shifts; a table [shifts] in its file names them (`lsw board edit`)",
            on_screen=NO_SHIFTS,
        )
    return standard.board, standard.board.shifts


def _named(shifts: Shifts, name: str) -> Shift:
    """The shift meant by its name or an unambiguous beginning of it."""
    typed = name.strip().casefold()
    meant = [shift for shift in shifts.each if typed and shift.name.startswith(typed)]
    exact = shifts.named(typed)
    if exact is not None or len(meant) == 1:
        return exact or meant[0]
    names = [shift.name for shift in shifts.each]
    near = did_you_mean(typed, names) or f"there are {', '.join(names)}"
    raise NotFound(f"there is no shift {name[:40]!r}; {near}")


def _week_words(on: date, today: date) -> str:
    weeks = (monday(on) - monday(today)).days // 7
    return {0: "this week", 1: "next week"}.get(weeks, f"the week of {monday(on).isoformat()}")
