"""A page of figures on the screen: the cells that the command line prints, in columns where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, assert_never

from rich.cells import cell_len
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from lswtui.domain.text import harmless
from lswtui.render.cells import padded
from lswtui.render.page import Bars, Figures, Prose, Role, Table
from lswtui.render.text import column_widths
from lswtui.tui.commands import bindings
from lswtui.tui.lines import Line, length_of, wrapped
from lswtui.tui.widgets.scrolled import ScrolledLines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lswtui.render.page import Block, Page

ROLES = {
    Role.PLAIN: "text",
    Role.GOOD: "on-plan",
    Role.NEAR: "near",
    Role.LOW: "alarm",
    Role.MUTED: "quiet",
    Role.STRONG: "title",
    Role.PLANNED: "on-plan",
    Role.REACTIVE: "broke-in",
    Role.OTHER: "other",
}
"""How each role of a page looks on the screen."""
COLUMN = 54
"""Cells that a column of blocks takes at least."""
BETWEEN = 4
"""Cells between two columns of blocks."""
MOST_COLUMNS = 3
BAR = 28
"""Cells of the longest bar."""
GIVES = 20
"""Cells down to which a column of a table gives way before its block takes the whole width."""
MOST_LINES = 9
GAP = "  "


class PageView(ScrolledLines, can_focus=True, inherit_bindings=False):
    """A page that can be scrolled, by the keys of the screen that it stands on."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("figures")]

    def __init__(self) -> None:
        super().__init__()
        self._page: Page | None = None
        self._definitions = False

    def show(self, page: Page, *, definitions: bool) -> None:
        """Show a page, with what each figure means where asked."""
        self._page, self._definitions = page, definitions
        self.lay_out()

    def lines(self, width: int) -> Sequence[Line]:
        """The page; nothing before there is one."""
        return () if self._page is None else tuple(page_lines(self._page, width, definitions=self._definitions))


def page_lines(page: Page, width: int, *, definitions: bool) -> Iterable[Line]:
    """The blocks of a page in as many columns as the width holds; what is too wide for one stands across."""
    columns = max(1, min(MOST_COLUMNS, (width + BETWEEN) // (COLUMN + BETWEEN)))
    cell = (width - BETWEEN * (columns - 1)) // columns
    waiting: list[Block] = []
    for block in page.blocks:
        across = columns == 1 or _needs(block) > cell
        if across:
            yield from _side_by_side(waiting, columns, cell, definitions=definitions)
            waiting = []
            if lines := _block(block, width, definitions=definitions):
                yield from (*lines, ())
        else:
            waiting.append(block)
    if len(waiting) == 1:
        yield from _block(waiting[0], width, definitions=definitions)
    else:
        yield from _side_by_side(waiting, columns, cell, definitions=definitions)


def _side_by_side(blocks: Sequence[Block], columns: int, cell: int, *, definitions: bool) -> Iterable[Line]:
    """The blocks in order, down one column and then the next, the columns as even as they can be."""
    parts: list[list[Line]] = []
    for block in blocks:
        lines = _block(block, cell, definitions=definitions)
        if lines and parts and not block.title:
            parts[-1] += [(), *lines]
        elif lines:
            parts.append(lines)
    if not parts:
        return
    height = max(map(len, parts))
    while len(dealt := _dealt(parts, height)) > columns:
        height += 1
    for row in range(max(map(len, dealt))):
        line: list[tuple[str, str]] = []
        for column in dealt:
            here = column[row] if row < len(column) else ()
            line += [*here, (" " * (cell + BETWEEN - length_of(here)), "text")]
        yield tuple(line[:-1])
    yield ()


def _dealt(blocks: Iterable[list[Line]], height: int) -> list[list[Line]]:
    dealt: list[list[Line]] = []
    for block in blocks:
        if dealt and len(dealt[-1]) + 1 + len(block) <= height:
            dealt[-1] += [(), *block]
        else:
            dealt.append(list(block))
    return dealt


def _block(block: Block, width: int, *, definitions: bool) -> list[Line]:
    match block:
        case Figures():
            lines = list(_figures(block, width, definitions=definitions))
        case Table():
            lines = list(_table(block, width))
        case Bars():
            lines = list(_bars(block, width))
        case Prose():
            lines = [
                ((part, ROLES[cell.role]),) for cell in block.lines for part in wrapped(cell.text, width, MOST_LINES)
            ]
        case _:
            assert_never(block)
    if not lines:
        return []
    if definitions and isinstance(block, Table | Bars) and block.definition:
        lines = [*(((part, "quiet"),) for part in wrapped(block.definition, width, MOST_LINES)), (), *lines]
    return [((block.title, "title"),), (("─" * width, "faint"),), *lines] if block.title else lines


def _figures(block: Figures, width: int, *, definitions: bool) -> Iterable[Line]:
    names = max((cell_len(figure.name) for figure in block.figures), default=0)
    for figure in block.figures:
        yield ((padded(figure.name, names), "quiet"), (GAP, "text"), (figure.value, f"bold {ROLES[figure.role]}"))
        if definitions and figure.definition:
            for part in wrapped(figure.definition, width - names - len(GAP), MOST_LINES):
                yield ((" " * (names + len(GAP)), "text"), (part, "quiet"))


def _table(table: Table, width: int) -> Iterable[Line]:
    rows = [row for group in table.groups for row in group.rows]
    if not rows:
        return
    heads = tuple(column.title for column in table.columns)
    widths = column_widths(table.columns, [heads, *(tuple(cell.text for cell in row) for row in rows)], width)
    shown = [at for at, cells in enumerate(widths) if cells]
    if any(heads):
        yield _row([(heads[at], "quiet") for at in shown], table, widths, shown)
    for group in table.groups:
        if group.title and group.rows:
            yield ((group.title, "title"),)
        for row in group.rows:
            yield _row([(row[at].text, ROLES[row[at].role]) for at in shown], table, widths, shown)


def _row(cells: Sequence[tuple[str, str]], table: Table, widths: Sequence[int], shown: Sequence[int]) -> Line:
    line: list[tuple[str, str]] = []
    for (text, role), at in zip(cells, shown, strict=True):
        line += [(GAP, "text"), (padded(text, widths[at], right=table.columns[at].right), role)]
    return tuple(line[1:])


def _bars(block: Bars, width: int) -> Iterable[Line]:
    names = max((cell_len(bar.name) for bar in block.bars), default=0)
    values = max((cell_len(bar.value) for bar in block.bars), default=0)
    room = max(4, min(BAR, width - names - values - 2 * len(GAP)))
    for bar in block.bars:
        cells = min(room, max(round(bar.share * room), 1 if bar.share > 0 else 0))
        yield (
            (padded(bar.name, names), "quiet"),
            (GAP, "text"),
            ("━" * cells, ROLES[bar.role]),
            ("─" * (room - cells), "faint"),
            (GAP, "text"),
            (bar.value.rjust(values), f"bold {ROLES[bar.role]}"),
        )


def _needs(block: Block) -> int:
    """The cells below which a block would have to be cut."""
    if not isinstance(block, Table):
        return 0
    heads = tuple(column.title for column in block.columns)
    rows = [heads, *(tuple(cell.text for cell in row) for group in block.groups for row in group.rows)]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    least = [min(cells, GIVES) if column.gives else cells for cells, column in zip(widths, block.columns, strict=True)]
    return sum(least) + len(GAP) * (len([cells for cells in least if cells]) - 1)


class Words(Static):
    """A text that wraps."""

    def __init__(self, text: str = "", *, classes: str = "") -> None:
        super().__init__(Content(harmless(text)), classes=classes)

    def say(self, text: str) -> None:
        """Show another text."""
        self.update(Content(harmless(text)))
