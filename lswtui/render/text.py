"""A page as plain text, aligned by the cells of a terminal; nothing is cut without ``…``."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, assert_never

from rich.cells import cell_len

from lswtui.domain.text import flat
from lswtui.render.cells import cut, padded
from lswtui.render.page import Bars, Block, Figures, Page, Prose, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lswtui.render.page import Cell, Column

GAP = "  "
BAR_CELLS = 24
READABLE = 20
"""Cells with which a text can be read, below which columns that can be spared are left out."""
UNLIMITED = 10_000


def plain_text(page: Page, cells: int | None = None, *, definitions: bool = False) -> str:
    """The page in lines of at most so many CELLS (None: as long as they are), with DEFINITIONS of the numbers."""
    room = cells or UNLIMITED
    parts = [[flat(page.title)], *(_block(block, room, definitions=definitions) for block in page.blocks)]
    lines = "\n\n".join("\n".join(lines) for lines in parts if lines).split("\n")
    return "\n".join(cut(line.rstrip(), room) for line in lines)


def _block(block: Block, room: int, *, definitions: bool) -> list[str]:
    match block:
        case Figures():
            lines = _figures(block, room, definitions=definitions)
        case Table():
            lines = _table(block, room)
        case Bars():
            lines = _bars(block, room)
        case Prose():
            lines = [flat(line.text) for line in block.lines]
        case _:
            assert_never(block)
    if not lines:
        return []
    note = (
        _wrapped(block.definition, room) if definitions and isinstance(block, Table | Bars) and block.definition else []
    )
    return [*([block.title] if block.title else []), *note, *lines]


def _figures(block: Figures, room: int, *, definitions: bool) -> list[str]:
    line = " · ".join(f"{figure.name} {figure.value}" for figure in block.figures)
    if block.side_by_side and not definitions and cell_len(line) <= room:
        return [line]
    names = max((cell_len(figure.name) for figure in block.figures), default=0)
    lines = []
    for figure in block.figures:
        lines.append(padded(figure.name, names) + GAP + figure.value)
        if definitions and figure.definition:
            lines += _wrapped(figure.definition, room, indent=names + len(GAP))
    return lines


def _wrapped(text: str, room: int, *, indent: int = 0) -> list[str]:
    blanks = " " * indent if room > 2 * indent else ""
    return wrap(f"({text})", room, initial_indent=blanks, subsequent_indent=blanks)


def _table(table: Table, room: int) -> list[str]:
    heads = [tuple(column.title for column in table.columns)] if any(column.title for column in table.columns) else []
    rows = [row for group in table.groups for row in group.rows]
    if not rows:
        return []
    widths = column_widths(table.columns, [*heads, *(_texts(row) for row in rows)], room)
    lines = [_line(head, table.columns, widths) for head in heads]
    for group in table.groups:
        if group.rows:
            lines += [flat(group.title)] if group.title else []
            lines += [_line(_texts(row), table.columns, widths) for row in group.rows]
    return lines


def _texts(row: Iterable[Cell]) -> tuple[str, ...]:
    return tuple(flat(cell.text) for cell in row)


def _line(texts: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> str:
    shown = zip(texts, columns, widths, strict=True)
    return GAP.join(padded(text, cells, right=column.right) for text, column, cells in shown if cells)


def column_widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """The cells of each column: what it needs, those that give way sharing what is left, the widest giving first.

    A column that can be spared gets none where those that give way would be left with too few to read.
    """
    needed = [max(cell_len(row[at]) for row in rows) for at in range(len(columns))]
    least = sum(min(cells, READABLE) for cells, column in zip(needed, columns, strict=True) if column.gives)
    for at in sorted(range(len(columns)), key=lambda at: -columns[at].spare):
        if not columns[at].spare or _taken(columns, needed) + least <= room:
            break
        needed[at] = 0
    left = room - _taken(columns, needed)
    giving = sorted((at for at, column in enumerate(columns) if column.gives), key=lambda at: needed[at])
    for place, at in enumerate(giving):
        needed[at] = min(needed[at], max(1, left // (len(giving) - place))) if needed[at] else 0
        left -= needed[at]
    return needed


def _taken(columns: Sequence[Column], needed: Sequence[int]) -> int:
    """The cells of the columns that do not give way, and of the gaps between all."""
    fixed = sum(cells for cells, column in zip(needed, columns, strict=True) if not column.gives)
    return fixed + len(GAP) * (sum(1 for cells in needed if cells) - 1)


def _bars(block: Bars, room: int) -> list[str]:
    names = min(max((cell_len(flat(bar.name)) for bar in block.bars), default=0), max(8, room // 3))
    values = max((cell_len(bar.value) for bar in block.bars), default=0)
    cells = max(4, min(BAR_CELLS, room - names - values - 2 * len(GAP)))
    return [
        padded(flat(bar.name), names)
        + GAP
        + padded(_bar(bar.share, cells), cells)
        + GAP
        + padded(bar.value, values, right=True)
        for bar in block.bars
    ]


def _bar(share: float, cells: int) -> str:
    """A bar of full and half blocks; anything above nothing shows."""
    halves = min(2 * cells, max(round(share * 2 * cells), 1 if share > 0 else 0))
    return "█" * (halves // 2) + "▌" * (halves % 2)
