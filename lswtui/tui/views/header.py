"""The header of every screen: who and when, what runs and what is next, where the time went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from lswtui.domain.text import counted, one_line
from lswtui.domain.times import clock_text, minutes_text
from lswtui.measures.adherence import TargetLevel, adherence, day_level
from lswtui.measures.balance import balance
from lswtui.measures.working_hours import day_is_over
from lswtui.render.cells import padded
from lswtui.render.signs import LEVEL_SIGNS
from lswtui.tui.commands import command_of, first_key
from lswtui.tui.lines import Line, acting, length_of, spread
from lswtui.tui.views.cards import next_words, now_words
from lswtui.tui.views.footer import namespaced
from lswtui.tui.views.words import day_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lswtui.domain.days.day import Day
    from lswtui.tui.lines import Piece
    from lswtui.tui.state import State


ROLES = ("on-plan", "broke-in", "other")
SHORTEST_TITLE = 8
"""Cells that the board's title keeps, whatever runs."""
LONGEST_HOLIDAY = 18
"""Cells of a public holiday's name."""
BAR = 20
"""Cells of the bar that contrasts on plan, broke in and other."""
LEVEL_ROLES = {
    TargetLevel.GOOD: "on-plan",
    TargetLevel.NEAR: "near",
    TargetLevel.SO_FAR: "near",
    TargetLevel.LOW: "alarm",
    TargetLevel.NONE: "quiet",
}


def header_lines(state: State, width: int) -> tuple[Line, ...]:
    """Two to four lines, as many as the width gives room for and the day has something to say."""
    lines = _narrow(state, width) if width < 76 else _wide(state, width)
    return tuple(line for line in lines if line)


def _wide(state: State, width: int) -> Sequence[Line]:
    when: Line = (("   ", "text"), *_when(state), ("    ", "text"))
    least = length_of(_next(state, 0)) + 3
    wanted = length_of(now_words(state, width))
    left = (*_who(state, width - length_of(when) - wanted - least), *when)
    left = (*left, *now_words(state, width - length_of(left) - least))
    first = spread(left, _next(state, width - length_of(left)), width)
    so_far = _so_far(state, short=width < 100)
    return (first, spread(_where_time_went(state, width - length_of(so_far)), so_far, width), _promises(state, width))


def _narrow(state: State, width: int) -> Sequence[Line]:
    first = spread(_when(state, short=True), _so_far(state, short=True), width)
    banner_says_it = bool(state.day.stack)
    running = () if banner_says_it else now_words(state, width - length_of(_next(state, 0)) - 3)
    second = spread(running, _next(state, width - length_of(running)), width)
    return (first, second, _promises(state, width))


def _who(state: State, room: int) -> Line:
    """Whose board it is, giving way to what runs."""
    title = state.board.title if state.board else "Before you began" if state.since else "No board yet"
    name = f" · {one_line(state.name)}" if state.name else ""
    words = f"{title}{name}"
    return ((padded(words, min(cell_len(words), max(SHORTEST_TITLE, room))), "title"),)


def _when(state: State, *, short: bool = False) -> Line:
    """The date and the time, and what kind of day it is: a holiday, or one of a shift."""
    named = one_line(state.day.holiday) or _absence(state) or state.day.shift
    named = padded(named, min(LONGEST_HOLIDAY, cell_len(named)))
    if state.is_today:
        day: Line = ((day_words(state.day), "quiet"), (f"  {state.now:%H:%M}", "text"))
        return (*day, (f"  {named}", "quiet")) if named else day
    days = (state.day.on - state.today).days
    words = f"{counted(abs(days), 'day')} {'ahead' if days > 0 else 'ago'}"
    words = " · ".join(filter(None, (named, words)))
    before, after, today = (first_key(id_, state.keys) for id_ in ("today.before", "today.after", "go.today"))
    keys = "" if short else f", {before} {after} or {today} for today"
    return ((day_words(state.day), "accent"), (f"  {words}{keys}", "quiet"))


def _next(state: State, room: int) -> Line:
    """What is next and in how many minutes, its title cut to the room."""
    if state.saving:
        return (("saving…", "alarm"),)
    if state.trouble:
        return ((state.trouble, "bold alarm"),)
    coming = next_words(state)
    if coming is None and state.next_day is not None and state.next_day.windows:
        return _next_day(state.next_day, room, first_key("today.next-work", state.keys))
    if coming is None:
        closed = state.day.closed_at is not None
        return (("the day is closed", "quiet"),) if closed else ()
    card, minutes = coming
    words = minutes_text(abs(minutes))
    when = f"in {words}" if minutes > 0 else "now" if minutes == 0 else f"{words} late"
    line: Line = (("next ", "quiet"), (clock_text(card.at or 0), "text"))
    due: Line = ((f" {when}", "alarm" if minutes < -card.window else "quiet"),)
    left = room - length_of((*line, *due)) - 3
    title = one_line(card.title)
    return (*line, (f" {padded(title, min(left, cell_len(title)))}", "text"), *due) if left >= 6 else (*line, *due)


def _next_day(day: Day, room: int, shows: str) -> Line:
    """When the next working day begins, and with what; and the key that SHOWS it."""
    first = next((card for card in day.cards if card.at is not None), None)
    begins = day.windows[0].start if first is None or first.at is None else min(first.at, day.windows[0].start)
    line: Line = (("next ", "quiet"), (f"{day_words(day)} {clock_text(begins)}", "text"))
    title = one_line(first.title) if first else ""
    key: Line = ((f"  {shows}", "accent"),)
    left = room - length_of((*line, *key)) - 3
    if title and left >= 6:
        line = (*line, (f" {padded(title, min(left, cell_len(title)))}", "quiet"))
    return (*line, *key)


def _absence(state: State) -> str:
    """Why the whole of the day shown is off, where that was said."""
    absence = next((absence for absence in state.day.absences if absence.whole), None)
    return "" if absence is None else one_line(absence.why) or "away"


def _where_time_went(state: State, room: int) -> Line:
    """The four kinds of time, a bar where there is room, and how much of it was the team's work."""
    was = balance(state.day, state.now)
    times = (was.planned_minutes, was.reactive_minutes, was.other_minutes)
    parts: list[Line] = [
        ((name, "quiet"), (minutes_text(minutes), f"bold {role}"))
        for name, minutes, role in zip(("on plan ", "broke in ", "other "), times, ROLES, strict=True)
    ]
    if was.unlogged_minutes is not None:
        parts.append((("not logged ", "quiet"), (minutes_text(was.unlogged_minutes), "text")))
    if was.team_work_minutes >= 1:
        parts.append((("team's work ", "quiet"), (minutes_text(was.team_work_minutes), "broke-in")))
    line = _joined(parts)
    while length_of(line) + 2 > room and len(parts) > 1:
        line = _joined(parts := parts[:-1])
    if length_of(line) + BAR + 4 <= room:
        line = (*_bar(times), ("  ", "text"), *line)
    return line


def _joined(parts: Iterable[Line]) -> Line:
    return tuple(piece for place, part in enumerate(parts) for piece in ((("   ", "text"), *part) if place else part))


def _bar(minutes: Sequence[float]) -> Line:
    total = sum(minutes)
    if total < 1:
        return (("─" * BAR, "faint"),)
    ends = [round(BAR * sum(minutes[: place + 1]) / total) for place in range(3)]
    cells = [ends[0], ends[1] - ends[0], ends[2] - ends[1]]
    return tuple(("━" * cell, role) for cell, role in zip(cells, ROLES, strict=True) if cell)


def _so_far(state: State, *, short: bool = False) -> Line:
    whole = day_is_over(state.day, state.now)
    was = adherence(state.day, state.now, whole=whole)
    if not was.due:
        return (("none due", "quiet"),)
    done = was.done + was.done_late
    level = day_level(state.day, was, state.now, state.target)
    role = LEVEL_ROLES[level]
    sign = f" {LEVEL_SIGNS[level]}" if LEVEL_SIGNS[level] else ""
    if whole:
        return (("done ", "quiet"), (f"{done} of {was.due}{sign}", f"bold {role}"))
    if not was.due_so_far:
        return (("none due yet", "quiet"), (f" · {was.due} today", "quiet"))
    if short:
        return ((f"{done} of {was.due_so_far}{sign}", f"bold {role}"), (f" · {was.due} today", "quiet"))
    return (
        ("done ", "quiet"),
        (f"{done} of {was.due_so_far}", f"bold {role}"),
        (f"{sign} so far · {was.due} today", "quiet"),
    )


def _sign(words: str, role: str, command: str, state: State) -> Line:
    """Something that is so, and the key of the command that ends it; a click does that, too."""
    line: Line = ((words, role), (first_key(command, state.keys), "accent"))
    return acting(line, namespaced(command_of(command).action))


def _promises(state: State, width: int) -> Line:
    left: list[Piece] = []
    if state.is_today:
        for name, words in (("pledge  ", state.promised.pledge), ("if-then  ", state.promised.if_then)):
            if words:
                shown = "·" * 12 if state.hidden else one_line(words)
                left += [("   " if left else "", "text"), (name, "quiet"), (shown, "text")]
    waiting = len(state.waiting)
    signs: list[Line] = []
    if state.demo:
        signs.append((("demo", "title"), (", made-up days" if width >= 100 else "", "quiet")))
    if state.unwritten:
        signs.append((("databases not written", "bold alarm"),))
    if state.hidden:
        signs.append(_sign("texts hidden ", "quiet", "everywhere.hide", state))
    if state.reminders_off:
        signs.append(_sign("reminders off ", "quiet", "everywhere.reminders", state))
    if waiting:
        signs.append(_sign(f"{waiting} to answer ", "bold asks", "everywhere.answer", state))
    right = _joined(signs)
    return spread(tuple(left), right, width) if left or right else ()
