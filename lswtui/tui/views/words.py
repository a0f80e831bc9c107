"""Dates and texts as every screen writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.domain.text import one_line

if TYPE_CHECKING:
    from datetime import date

    from lswtui.domain.days.day import Day
    from lswtui.tui.state import State


def secret(text: str | None, state: State) -> str:
    """A text, or as many dots where texts are hidden."""
    line = one_line(text)
    return "·" * min(len(line), 12) if state.hidden else line


def day_words(day: Day) -> str:
    """The date of a day, short: ``Thu 19 Nov``."""
    return date_words(day.on)


def date_words(on: date) -> str:
    """A date, short: ``Thu 19 Nov``."""
    return f"{on:%a} {on.day} {on:%b}"
