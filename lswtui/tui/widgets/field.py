"""A field of one line that loses nothing that is typed or pasted into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from lswtui.domain.text import flat, one_line

if TYPE_CHECKING:
    from textual import events


class Field(Input):
    """An input without a box; a page pasted into it becomes one line, control characters harmless signs."""

    DEFAULT_CSS = """
    Field { border: none; height: 1; padding: 0; background: transparent; }
    Field:focus { border: none; background-tint: transparent; }
    """

    def validate_value(self, value: str) -> str:
        """The value with nothing in it that the terminal would obey."""
        return flat(value)

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.replace(one_line(event.text), *self.selection)
        end, self.cursor_position = self.cursor_position, 0
        self.cursor_position = end  # the first text of a field is not scrolled to its end by itself
