"""The log of a day, and what it comes to over the last workdays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.days.interrupting import overlapped
from lswtui.domain.times import minutes_text
from lswtui.tui.views.entry import entry_line
from lswtui.tui.views.words import day_words, secret

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from lswtui.app.reports.report import Report
    from lswtui.domain.interruptions.interruption import Interruption
    from lswtui.measures.balance import Balance
    from lswtui.measures.pareto import ParetoEntry
    from lswtui.tui.lines import Line
    from lswtui.tui.state import State


class Stack(NamedTuple):
    """A day as the contrast shows it."""

    on: date
    balance: Balance
    shown: bool
    """Whether it is the day that the screen shows."""


class ParetoGroup(NamedTuple):
    """One Pareto: what it is by, and its entries, longest first."""

    title: str
    entries: tuple[tuple[str, int, float], ...]
    """Name, how often, minutes."""


def entry_words(stored: Interruption) -> str:
    """When one was and the line that says what is known of it."""
    ends = f"-{stored.end:%H:%M}" if stored.end else ""
    return f"{stored.start:%H:%M}{ends} {entry_line(stored)}"


def log_title(state: State) -> Line:
    """How many there were on the day shown, and how long they took."""
    ids = {interruption.id for interruption in state.day.interruptions}
    total = sum(minutes for id_, minutes in state.day.minutes(state.now).items() if id_ in ids)
    when: Line = () if state.is_today else ((f"   {day_words(state.day)}", "accent"),)
    count = f" {len(ids)} · {minutes_text(total)}" if ids else ""
    return (("Interruptions", "title"), (count, "quiet"), *when)


def stacks(past: Report, shown: date) -> Sequence[Stack]:
    """The days of a report, newest first, of which one is SHOWN above."""
    return [Stack(row.on, row.balance, row.on == shown) for row in reversed(past.by_day)]


def paretos(past: Report, state: State) -> tuple[ParetoGroup, ...]:
    """What took most of the time of a report's days: by kind, by person, by hour."""
    names = {category.id: category.name for category in state.categories}
    kinds = tuple((_kind(entry, names), *_spent(entry)) for entry in past.pareto.category)
    return (
        ParetoGroup("Broke in, by kind", kinds),
        ParetoGroup("By person", tuple((_person(entry, state), *_spent(entry)) for entry in past.pareto.who)),
        ParetoGroup("By hour", tuple((f"{entry.name}:00", *_spent(entry)) for entry in past.pareto.hour)),
    )


def _spent(entry: ParetoEntry) -> tuple[int, float]:
    return entry.times, entry.minutes


def _kind(entry: ParetoEntry, names: Mapping[str, str]) -> str:
    return names.get(entry.name, entry.name) if entry.name else "not said"


def _person(entry: ParetoEntry, state: State) -> str:
    return f"@{secret(entry.name, state)}" if entry.name else "not said"


def footer_commands(state: State) -> Sequence[str]:
    """The ids of the commands that the footer shows, the most important first."""
    ids = [
        "interruptions.edit",
        "interruptions.whose",
        "interruptions.valid",
        "interruptions.handled",
        "interruptions.delete",
        "capture.now",
        "capture.over",
        "everywhere.undo",
    ]
    if not state.day.interruptions:
        ids = ["capture.now", "capture.over", "everywhere.undo"]
    if overlapped(state.day, state.now):
        ids.insert(1, "interruptions.room")
    return ["capture.back", *ids] if state.day.stack else ids
