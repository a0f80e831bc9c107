"""The hour ribbon: what was planned when, what happened, now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.domain.vocabulary import CardKind
from lswtui.measures.timeline import Timeline, ribbon
from lswtui.tui.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lswtui.measures.timeline import TimelineColumn
    from lswtui.tui.state import State


ROLES = {CardKind.PLANNED: "on-plan", CardKind.REACTIVE: "broke-in", CardKind.OTHER: "other"}
LEGEND: Line = (
    ("▁▁ ", "quiet"),
    ("planned   ", "quiet"),
    ("██ ", "on-plan"),
    ("on plan   ", "quiet"),
    ("██ ", "broke-in"),
    ("broke in   ", "quiet"),
    ("██ ", "other"),
    ("other   ", "quiet"),
    ("▒▒ ", "quiet"),
    ("typed afterwards   ", "quiet"),
    ("·· ", "faint"),
    ("not logged   ", "quiet"),
    ("│ ", "accent"),
    ("now", "quiet"),
)


def ribbon_lines(state: State, width: int) -> tuple[Line, ...]:
    """Hours, the plan, what happened, and a legend; nothing where the width has no room for hours."""
    if width < 20:
        return ()
    shown = ribbon(state.day, state.now, width)
    if shown is None:
        return ((("no hours and no plan on this day", "quiet"),),)
    return (_hours(shown, width), _plan(shown), _happened(shown), LEGEND)


def _hours(shown: Timeline, width: int) -> Line:
    text = [" "] * width
    for place, hour in shown.labels:
        for offset, character in enumerate(hour):
            if place + offset < width:
                text[place + offset] = character
    return (("".join(text), "quiet"),)


def _plan(shown: Timeline) -> Line:
    return _runs(
        ("│", "accent") if place == shown.now else ("▁", "quiet") if column.planned else (" ", "text")
        for place, column in enumerate(shown.columns)
    )


def _happened(shown: Timeline) -> Line:
    return _runs(
        ("│", "accent") if place == shown.now and column.kind is None else _cell(column)
        for place, column in enumerate(shown.columns)
    )


def _cell(column: TimelineColumn) -> tuple[str, str]:
    if column.kind is not None:
        return ("▒" if column.estimated else "█"), ROLES[column.kind]
    return ("·", "faint") if column.unlogged else (" ", "text")


def _runs(cells: Iterable[tuple[str, str]]) -> Line:
    joined: list[tuple[str, str]] = []
    for text, role in cells:
        if joined and joined[-1][1] == role:
            joined[-1] = (joined[-1][0] + text, role)
        else:
            joined.append((text, role))
    return tuple(joined)
