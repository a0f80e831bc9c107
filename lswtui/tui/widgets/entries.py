"""The interruptions of a day as a table: one widget that draws its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.message import Message

from lswtui.render.cells import padded
from lswtui.tui.commands import changed_keys, first_key
from lswtui.tui.lines import Line, acting, wrapped
from lswtui.tui.widgets.drawn import DrawnLines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.strip import Strip

    from lswtui.tui.views.log import LogView

WIDE = 100
"""Cells from which every column has its whole width."""
VERY_WIDE = 116
"""Cells from which there is room for what came of it."""
MEDIUM = 72
"""Cells from which there is room for the kind and whose work it was."""
MOST_BELOW = 2
"""Lines on which the lit row tells what its columns cut."""


class EntryColumns:
    """How wide each column is for a width of the table; what has no room has no cells."""

    def __init__(self, width: int) -> None:
        wide, medium = width >= WIDE, width >= MEDIUM
        self.category = 20 if width >= 88 else 12 if medium else 0
        self.who = 12 if wide else 9
        self.whose = 9 if medium else 0
        self.valid = 13 if wide else 0
        self.handling = 10 if width >= VERY_WIDE else 0
        named = (self.category, self.who, self.whose, self.valid, self.handling)
        fixed = 1 + 5 + 2 + 5 + 2 + sum(cells + 1 for cells in named if cells)
        self.text = max(4, width - fixed - 1)

    def left_out(self, view: LogView) -> str:
        """What the row of an interruption does not show, or not whole."""
        shown = (
            (view.text, self.text),
            (view.category, self.category),
            (view.who, self.who),
            (view.whose, self.whose),
            (view.valid, self.valid),
            (view.handling, self.handling),
        )
        cut = (text for text, cells in shown if cell_len(text) > cells)
        return " · ".join((*filter(None, (view.overlap,)), *cut))


class Entries(DrawnLines):
    """Rows in aligned columns, newest first; one of them is lit."""

    DEFAULT_CSS = "Entries { height: 1fr; padding: 0 1; }"

    @dataclass
    class Chosen(Message):
        """A row was clicked."""

        entry: str
        twice: bool
        """Whether it was clicked for the second time at once."""

    def __init__(self) -> None:
        super().__init__()
        self._views: tuple[LogView, ...] = ()
        self._current: str | None = None
        self._rows: list[str | None] = []
        """The entry that each line drawn belongs to."""

    @property
    def current(self) -> str | None:
        """The id of the interruption that keys act on."""
        return self._current

    def show(self, views: Sequence[LogView]) -> None:
        """Show these; the current one stays while it is among them, else its neighbour takes over."""
        ids = [view.id for view in views]
        if self._current not in ids:
            place = min(self._place(), len(ids) - 1)
            self._current = ids[place] if ids else None
        self._views = tuple(views)
        self.draw()

    def choose(self, entry: str) -> None:
        """Light a row."""
        if any(view.id == entry for view in self._views):
            self._current = entry
            self.draw()

    def walk(self, by: int) -> None:
        """Light a neighbouring row."""
        if self._views:
            self._current = self._views[max(0, min(len(self._views) - 1, self._place() + by))].id
            self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """The names of the columns and as many rows as there is room for, around the one that is lit."""
        self._rows = []
        if not self._views or width <= 0:
            changed = changed_keys(self.app)
            now: Line = ((first_key("capture.now", changed), "accent"), (" the moment something does, ", "quiet"))
            over: Line = ((first_key("capture.over", changed), "accent"), (" for one that is over.", "quiet"))
            keys = (*acting(now, "screen.interrupted"), *acting(over, "screen.log_over"))
            return ((("Nothing broke in. ", "quiet"), *keys),) if width > 0 else ()
        columns = EntryColumns(width)
        room = max(1, self.size.height - 1 - MOST_BELOW)
        here = self._place()
        top = max(0, min(here - room // 2, len(self._views) - room))
        lines: list[Line] = [_heads(columns)]
        self._rows.append(None)
        for view in self._views[top : top + room]:
            lines.append(_row(view, columns, lit=view.id == self._current))
            self._rows.append(view.id)
            if view.id == self._current:
                rest = wrapped(columns.left_out(view), width - 15, MOST_BELOW)
                lines += [(("▌", "accent"), (" " * 14, "text"), (part, "quiet")) for part in rest]
                self._rows += [view.id] * len(rest)
        return lines

    def render_line(self, y: int) -> Strip:
        """One line, that of the current row lit."""
        lines = self.drawn
        lit = self._current is not None and y < len(self._rows) and self._rows[y] == self._current
        return self.strip(lines[y] if y < len(lines) else (), self.size.width, focus=lit)

    def draw(self) -> None:
        """Work the rows out again and repaint them."""
        super().draw()
        self.refresh()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.draw()

    def on_click(self, event: events.Click) -> None:
        """Light the row under the pointer; a second click, which the rows may have moved under, is about the same."""
        entry = self._rows[event.y] if event.y < len(self._rows) else None
        if event.chain > 1:
            entry = self._current
        if entry is not None:
            self.choose(entry)
            self.post_message(self.Chosen(entry, twice=event.chain == 2))

    def on_mouse_scroll_down(self) -> None:
        """Light the row below, as the table moves around the one that is lit."""
        self.walk(1)

    def on_mouse_scroll_up(self) -> None:
        """Light the row above."""
        self.walk(-1)

    def _place(self) -> int:
        return next((place for place, view in enumerate(self._views) if view.id == self._current), 0)


def _heads(columns: EntryColumns) -> Line:
    names = (
        (" from ", 6),
        ("  ", 2),
        (" took", 5),
        ("  ", 2),
        (padded("kind", columns.category), columns.category),
        (padded("who", columns.who), columns.who),
        (padded("what", columns.text), columns.text),
        (padded("whose", columns.whose), columns.whose),
        (padded("valid", columns.valid), columns.valid),
        (padded("came of it", columns.handling), columns.handling),
    )
    text = "".join(name + (" " if place >= 4 else "") for place, (name, cells) in enumerate(names) if cells)
    return ((text, "quiet"),)


def _row(view: LogView, columns: EntryColumns, *, lit: bool) -> Line:
    cells = (
        (view.category, columns.category, "text"),
        (view.who, columns.who, "text"),
        (view.text, columns.text, "title" if lit else "text"),
        (view.whose, columns.whose, "quiet"),
        (view.valid, columns.valid, "quiet"),
        (view.handling, columns.handling, "quiet"),
    )
    return (
        ("▌" if lit else " ", "accent"),
        (f"{view.at}  ", "quiet"),
        (f"{view.minutes[0]:>5}", "bold broke-in" if view.runs else view.minutes[1]),
        ("↔ " if view.overlap else "  ", "alarm"),
        *(piece for text, width, role in cells if width for piece in ((padded(text, width), role), (" ", "text"))),
    )
