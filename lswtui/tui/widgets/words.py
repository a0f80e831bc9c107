"""Words to read, whatever is in them: never markup, never a control sequence."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from lswtui.domain.text import harmless


class Words(Static):
    """A text that wraps."""

    def __init__(self, text: str = "", *, classes: str = "") -> None:
        super().__init__(Content(harmless(text)), classes=classes)

    def say(self, text: str) -> None:
        """Show another text."""
        self.update(Content(harmless(text)))
