"""What a sheet was understood to say, before a board is made of it."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

from lswtui.domain.cadence.formatter import cadence_words
from lswtui.domain.text import counted
from lswtui.render.page import Cell, Column, Group, Page, Prose, Role, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lswtui.domain.boards.board import Board
    from lswtui.domain.boards.sheet_import.rows import SheetRow
    from lswtui.domain.boards.sheet_import.worksheet import ImportedSheet

GUESSED = "?"
_WHEN = (
    Column(),
    Column("Task", gives=True),
    Column("How often", gives=True),
    Column("At", gives=True),
    Column("Min", right=True),
)
_KIND = (Column(), Column("Activity"), Column("Domain, element", gives=True), Column("Area"))


def imported_page(board: Board, understood: ImportedSheet, notes: Iterable[str], cells: int | None) -> Page:
    """The tasks as they would stand on the BOARD, guesses marked, and all that is not on it with its reason.

    Sentences are broken into lines of at most so many CELLS.
    """
    columns = ", ".join(f"{place} {head} = {meaning}" for place, head, meaning in understood.columns)
    read = [f"Worksheet: {', '.join(understood.sheets)}"] if understood.sheets else []
    read.append(f"Columns: {columns}")
    if understood.unread:
        read.append(f"Not read: {', '.join(understood.unread)}")
    to_know = list(notes)
    if any(row.guessed for row in understood.rows):
        to_know.insert(0, f"{GUESSED} marks what the sheet does not say and was guessed from the words")
    skipped = (f"{row.place}: {row.text!r} {row.why}" for row in understood.skipped)
    blocks = (
        _prose("", read, Role.MUTED, cells),
        Table("Tasks", _WHEN, (Group("", tuple(_when(row) for row in understood.rows)),)),
        Table("Where they belong", _KIND, (Group("", tuple(_kind(row) for row in understood.rows)),)),
        _prose("Not understood", map(str, understood.not_understood), Role.LOW, cells),
        _prose("Left out", skipped, Role.MUTED, cells),
        _prose("To know", to_know, Role.PLAIN, cells),
    )
    return Page(f"{board.title} ({board.id}): {counted(len(board.tasks), 'task')}", blocks)


def _prose(title: str, sentences: Iterable[str], role: Role, cells: int | None) -> Prose:
    lines = (wrap(sentence, cells, subsequent_indent="  ") if cells else [sentence] for sentence in sentences)
    return Prose(title, tuple(Cell(line, role) for broken in lines for line in broken))


def imported_json(understood: ImportedSheet) -> dict[str, Any]:
    """The same for programs."""
    return {
        "sheets": list(understood.sheets),
        "columns": [
            {"column": place, "heading": head, "means": meaning} for place, head, meaning in understood.columns
        ],
        "not_read": list(understood.unread),
        "tasks": [
            {"place": row.place, **row.task, "words": cadence_words(row.every), "guessed": list(row.guessed)}
            for row in understood.rows
        ],
        "not_understood": [{"place": problem.at, "text": problem.text} for problem in understood.not_understood],
        "skipped": [{"place": row.place, "text": row.text, "why": row.why} for row in understood.skipped],
    }


def _when(row: SheetRow) -> tuple[Cell, ...]:
    task = row.task
    return (
        Cell(row.place, Role.MUTED),
        Cell(task["title"]),
        _marked(row, ("every",), cadence_words(row.every)),
        Cell(" ".join(task.get("at", ()))),
        _marked(row, ("minutes",), str(task["minutes"])),
    )


def _kind(row: SheetRow) -> tuple[Cell, ...]:
    task = row.task
    return (
        Cell(row.place, Role.MUTED),
        _marked(row, ("activity",), task["activity"]),
        _marked(row, ("domain", "element"), f"{task['domain']}, {task['element']}"),
        _marked(row, ("area",), task["area"]),
    )


def _marked(row: SheetRow, keys: Iterable[str], text: str) -> Cell:
    """A text, marked where one of the keys that it says was guessed."""
    return Cell(f"{text}{GUESSED}", Role.MUTED) if any(key in row.guessed for key in keys) else Cell(text)
