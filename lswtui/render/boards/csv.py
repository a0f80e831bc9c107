"""A board's tasks as CSV, one row each, that a spreadsheet can open and `lsw board import` reads back."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from lswtui.domain.boards.board_file import board_table
from lswtui.domain.boards.sheet_import.cells import safe_cell
from lswtui.domain.text import harmless

if TYPE_CHECKING:
    from lswtui.domain.boards.board import Board

KEYS = (
    *("id", "title", "every", "at", "minutes", "activity", "domain", "element", "area"),
    *("detail", "standard", "why", "where", "steps", "carry", "moves", "window", "opens", "check", "held_open"),
)


def board_csv(board: Board) -> str:
    """The tasks of a board with a row of headings; no cell of it is a formula, and lines end with a line feed."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(KEYS)
    for task in board_table(board)["task"]:
        rows.writerow([safe_cell(harmless(_text(key, task.get(key, "")))) for key in KEYS])
    return out.getvalue()


def _text(key: str, value: Any) -> str:
    if isinstance(value, list):
        # Each step on a line of its cell, so it has none of its own.
        return " ".join(value) if key == "at" else "\n".join(" ".join(step.split()) for step in value)
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value)
