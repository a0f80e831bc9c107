"""Drawn lines that are more than fit and can be scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.scroll_view import ScrollView

from lswtui.tui.lines import Line
from lswtui.tui.widgets.drawn import Drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip


class ScrolledLines(ScrollView, Drawn):
    """A widget whose lines are laid out for its width; it stays scrolled where it was."""

    DEFAULT_CSS = """
    ScrolledLines { height: 1fr; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; overflow-x: hidden;
                    scrollbar-color: $border; scrollbar-background: $background; scrollbar-color-hover: $border;
                    scrollbar-background-hover: $background; scrollbar-color-active: $accent; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()

    def lines(self, width: int) -> Sequence[Line]:
        """The lines for a width."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Work the lines out again."""
        width = self.scrollable_content_region.width
        if width > 1:
            self._lines = tuple(self.lines(width - 1))
            self.virtual_size = Size(width, len(self._lines))
            self.refresh()

    def on_resize(self) -> None:
        """Lay them out for the new width."""
        self.lay_out()

    def render_line(self, y: int) -> Strip:
        """One line in view."""
        y += self.scroll_offset.y
        return self.strip(self._lines[y] if y < len(self._lines) else (), self.scrollable_content_region.width)
