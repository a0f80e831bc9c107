"""A week in figures: its title, its page, its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.measures.breakdown import Dimension
from lswtui.render.reports.report import parts_page, report_page
from lswtui.tui.lines import Line, acting, spread

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lswtui.app.reports.report import Report
    from lswtui.render.page import Page
    from lswtui.tui.state import State

TABLES: tuple[Dimension | None, ...] = (None, *Dimension)
"""The overview, and the tables after it."""


def week_page(made: Report, by: Dimension | None, state: State) -> Page:
    """The page of a week: the table BY a dimension, or the overview."""
    return parts_page(made, by) if by else report_page(made, with_names=not state.hidden)


def week_words(first: date, last: date, today: date) -> str:
    """Which week it is, seen from TODAY."""
    return "this week" if first <= today <= last else f"week {first.isocalendar().week}"


def week_title(dates: str, which: str, shown: Dimension | None, width: int) -> tuple[Line, ...]:
    """The week, and below it the tables, the one that is SHOWN marked."""
    left: Line = (("The week", "title"), (f"   {dates}", "text"))
    tabs: list[tuple[str, str]] = []
    for by in TABLES:
        here = by is shown
        tab: Line = (("▌ " if here else "  ", "accent"), (f"{by or 'overview'} ", "title" if here else "quiet"))
        tabs += acting(tab, f"screen.table('{by or ''}')")
    return (spread(left, ((which, "quiet"),), width), tuple(tabs))


def footer_commands(state: State) -> Sequence[str]:
    """The ids of the commands that the footer shows, the most important first."""
    ids = ["review.table", "review.before", "review.after", "review.definitions", "everywhere.hide"]
    return ["capture.back", *ids] if state.day.stack else ids
