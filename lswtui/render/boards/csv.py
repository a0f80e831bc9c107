"""A board's tasks as CSV, one row each, that a spreadsheet can open and `lsw board import` reads back."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from lswtui.domain.boards.board_file import board_table
from lswtui.domain.boards.sheet_import.cells import safe_cell
from lswtui.domain.boards.task_fields import TASK_FIELDS
from lswtui.domain.text import harmless

if TYPE_CHECKING:
    from lswtui.domain.boards.board import Board


def board_csv(board: Board) -> str:
    """The tasks of a board with a row of headings; no cell of it is a formula, and lines end with a line feed."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow([field.key for field in TASK_FIELDS])
    for task in board_table(board)["task"]:
        rows.writerow([safe_cell(harmless(field.kind.cell(task.get(field.key)))) for field in TASK_FIELDS])
    return out.getvalue()
