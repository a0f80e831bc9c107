"""A week drawn as a calendar, weekdays over the columns and times beside the rows, as a list of tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.cadence.reading import SHORT_WEEKDAYS
from lswtui.domain.moments import clock_text
from lswtui.domain.sheet.clocks import read_times
from lswtui.domain.sheet.often import weekday_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HEADINGS = ("Task", "Day", "Time", "Minutes")
FEWEST_DAYS = 3
LONGEST_SLOT = 240
"""Minutes to the next row that can be the length of a task; after a longer gap the week goes on elsewhere."""


class Entry(NamedTuple):
    """One task of such a week."""

    row: int
    column: int
    """The first of its cells."""
    cells: tuple[str, ...]
    """What it would say under `HEADINGS`."""


def entries_of_week(rows: Sequence[Sequence[str]]) -> tuple[int, tuple[Entry, ...]] | None:
    """The row of the weekdays, and the tasks of the week beneath it; None where no row has weekdays."""
    for at, row in enumerate(rows):
        days = {column: day for column, text in enumerate(row) if (day := weekday_named(text)) is not None}
        if len(days) >= FEWEST_DAYS:
            found = tuple(_entries(rows, at, days))
            return (at, found) if found else None
    return None


def _entries(rows: Sequence[Sequence[str]], head: int, days: dict[int, int]) -> Iterator[Entry]:
    """The same text at the same time is one task on several days."""
    first = min(days)
    slots = [(row, _clocks(rows[row][:first])) for row in range(head + 1, len(rows))]
    timed = [(row, clocks) for row, clocks in slots if clocks]
    for place, (row, (start, length)) in enumerate(timed):
        after = timed[place + 1][1][0] - start if place + 1 < len(timed) else 0
        minutes = length or (after if 0 < after <= LONGEST_SLOT else 0)
        on: dict[str, list[int]] = {}
        for column in days:
            if text := rows[row][column]:
                on.setdefault(text, []).append(column)
        for text, columns in on.items():
            named = ", ".join(SHORT_WEEKDAYS[days[column]] for column in columns)
            yield Entry(row, columns[0], (text, named, clock_text(start), str(minutes or "")))


def _clocks(cells: Sequence[str]) -> tuple[int, int] | None:
    """The time beside a row, and the length if it has an end."""
    for cell in cells:
        times = read_times(cell) if cell else None
        if times is not None and times.at:
            return times.at[0], times.minutes or 0
    return None
