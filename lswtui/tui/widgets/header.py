"""The header of every screen: who and when, what runs and what is next, where the time went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.tui.lines import Line
from lswtui.tui.views.header import header_lines
from lswtui.tui.widgets.drawn import Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lswtui.tui.state import State


class Header(Shown["State"]):
    """Two to four lines, as many as the width gives room for and the day has something to say."""

    DEFAULT_CSS = "Header { height: auto; padding: 0 1; }"

    def show(self, subject: State) -> None:
        """Show this state."""
        rows = len(self.drawn)
        super().show(subject)
        if rows != len(self.drawn):
            self.refresh(layout=True)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """As many lines as there are for the width."""
        return len(self.lines(width))

    def lines_of(self, subject: State, width: int) -> Sequence[Line]:
        """The lines of the header."""
        return header_lines(subject, width)
