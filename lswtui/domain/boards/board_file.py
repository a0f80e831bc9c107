"""The file of a board: checked whole, and said back as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lswtui.domain.boards.board import Board
from lswtui.domain.boards.board_fields import BOARD_FIELDS
from lswtui.domain.fields import plain_fields, read_fields
from lswtui.domain.toml_reader import Problem, TomlTable, is_id

if TYPE_CHECKING:
    from collections.abc import Mapping


def read_board(name: str, table: Mapping[str, Any]) -> tuple[Board | None, tuple[Problem, ...]]:
    """Read the board NAME from the parsed file; either it has a board or it has problems, all of them."""
    problems: list[Problem] = []
    if not is_id(name):
        problems.append(
            Problem("", f"the file's name {name!r} is the board's id; rename it to small letters, digits and dashes")
        )
    in_order = sorted(BOARD_FIELDS, key=lambda field: field.key != "day_starts")  # the other clock times count by it
    values = read_fields(TomlTable(table, problems), in_order, {})
    return (None if problems else Board(id=name, **values)), tuple(problems)


def board_table(board: Board) -> dict[str, Any]:
    """Say a board as the plain values of its file: `read_board` of it, under the same name, is the board again."""
    return plain_fields(board._asdict(), BOARD_FIELDS)
