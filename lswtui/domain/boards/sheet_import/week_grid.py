"""Sheets whose cells are tasks, under weekdays or under how often, as a list of tasks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.boards.sheet_import.frequency_words import says_period
from lswtui.domain.boards.sheet_import.headings import ColumnMeaning, columns_of, weekday_headed
from lswtui.domain.boards.sheet_import.language import plain
from lswtui.domain.boards.sheet_import.times import read_times
from lswtui.domain.cadence.parser import SHORT_WEEKDAYS
from lswtui.domain.times import clock_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lswtui.domain.boards.sheet_import.language import Language

HEADINGS = ("Task", "Every", "Time", "Minutes")
FEWEST_DAYS = 3
_NO_TASKS = frozenset((ColumnMeaning.DETAIL, ColumnMeaning.RECORD))
LONGEST_SLOT = 240
"""Minutes to the next row that can be the length of a task; after a longer gap the week goes on elsewhere."""


class GridTask(NamedTuple):
    """One task of such a sheet."""

    row: int
    column: int
    """The first of its cells."""
    cells: tuple[str, ...]
    """What it would say under `HEADINGS`."""


class WeekGrid(NamedTuple):
    """A sheet whose cells are tasks."""

    head: int
    """The row of its headings."""
    first: int
    last: int
    """The columns of its tasks."""
    meaning: str
    entries: tuple[GridTask, ...]
    beside: tuple[int, ...] = ()
    """Rows whose first text says that they are no tasks: notes, a sum, a signature."""


def drawn_sheet(rows: Sequence[Sequence[str]], languages: Sequence[Language]) -> WeekGrid | None:
    """The tasks under weekdays, or under Daily, Weekly and Monthly; None where no row has either."""
    for at, row in enumerate(rows):
        days = {column: day for column, text in enumerate(row) if (day := weekday_headed(text, languages)) is not None}
        often = {column: text for column, text in enumerate(row) if text and says_period(text, languages)}
        if len(days) >= FEWEST_DAYS:
            beside = tuple(row for row in range(at + 1, len(rows)) if _is_beside(rows[row][: min(days)], languages))
            entries = tuple(entry for entry in _of_week(rows, at, days, languages) if entry.row not in beside)
            return WeekGrid(at, min(days), max(days), "a week", entries, beside) if entries else None
        if len(often) > 1 and len(often) == sum(1 for text in row if text):
            entries = tuple(_under(rows, at, often))
            return WeekGrid(at, min(often), max(often), "tasks, by how often", entries) if entries else None
    return None


def _is_beside(labels: Sequence[str], languages: Sequence[Language]) -> bool:
    """Whether what stands before the weekdays heads something else than tasks: notes, a signature."""
    said = [plain(text) for text in labels if text]
    known = (language.headings.get(text) for language in languages for text in said)
    foot = (
        text in language.foot or f"{text} ".startswith(language.foot_begins) for language in languages for text in said
    )
    return any(meaning in _NO_TASKS for meaning in known) or any(foot)


def _under(rows: Sequence[Sequence[str]], head: int, often: dict[int, str]) -> Iterator[GridTask]:
    """Each cell under how often is a task."""
    for column, words in often.items():
        for row in range(head + 1, len(rows)):
            if text := rows[row][column]:
                yield GridTask(row, column, (text, words, "", ""))


def _of_week(
    rows: Sequence[Sequence[str]], head: int, days: dict[int, int], languages: Sequence[Language]
) -> Iterator[GridTask]:
    """The same text at the same time is one task on several days."""
    first = min(days)
    times = _columns_of_times(rows, head, first, languages)
    slots = [(row, _clocks([rows[row][at] for at in times], languages)) for row in range(head + 1, len(rows))]
    starts = [clocks[0] for _, clocks in slots if clocks]
    until = dict(pairwise(starts))
    for row, clocks in slots:
        start, length = clocks or (None, 0)
        after = until.get(start, start) - start if start is not None else 0
        minutes = length or (after if 0 < after <= LONGEST_SLOT else 0)
        on: dict[str, list[int]] = {}
        for column in days:
            if text := rows[row][column]:
                on.setdefault(text, []).append(column)
        for text, columns in on.items():
            named = ", ".join(SHORT_WEEKDAYS[days[column]] for column in columns)
            yield GridTask(
                row, columns[0], (text, named, "" if start is None else clock_text(start), str(minutes or ""))
            )


def _columns_of_times(rows: Sequence[Sequence[str]], head: int, first: int, languages: Sequence[Language]) -> list[int]:
    """The columns before the weekdays, but for one that only numbers the rows."""
    meanings = columns_of(rows, head, languages).meanings
    found = []
    for column in range(first):
        texts = [rows[row][column] for row in range(head + 1, len(rows)) if rows[row][column]]
        numbered = texts == [str(number) for number in range(1, len(texts) + 1)]
        if meanings.get(column) == ColumnMeaning.AT or not (numbered or meanings.get(column) == ColumnMeaning.NUMBER):
            found.append(column)
    return found


def _clocks(cells: Sequence[str], languages: Sequence[Language]) -> tuple[int, int] | None:
    """The time beside a row, and the length if it has an end."""
    for cell in cells:
        times = read_times(cell, languages) if cell else None
        if times is not None and times.at:
            return times.at[0], times.minutes or 0
    return None
