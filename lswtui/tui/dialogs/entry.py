"""Correcting an interruption as the one line that it would have been written down with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from lswtui.domain.interruptions.notation import read_capture, said_back
from lswtui.tui.dialogs.base import Dialog, floating_from
from lswtui.tui.widgets.field import Field
from lswtui.tui.widgets.page import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from textual.app import ComposeResult

    from lswtui.domain.boards.category import Category

HOW = "minutes at an end say how long, at 9:40 or 9:40-10:05 when"


class EntryDialog(Dialog[str]):
    """A field with the line; below it what is understood as it is typed."""

    DEFAULT_CSS = """
    EntryDialog > .panel { width: 96; }
    EntryDialog .understood { color: $on-plan; margin-top: 1; height: auto; max-height: 3; }
    """
    HORIZONTAL_BREAKPOINTS = floating_from(96)

    def __init__(self, line: str, *, now: datetime, categories: Sequence[Category]) -> None:
        super().__init__()
        self._line = line
        self._now = now
        self._categories = categories

    def compose(self) -> ComposeResult:
        """The field, its reading, the keys."""
        with Vertical(classes="panel"):
            yield Words("Change what broke in", classes="title")
            yield Field(self._line, select_on_focus=False)
            yield Words(classes="understood")
            yield Words(f"{HOW} · {self.keeps}", classes="hint")

    def on_mount(self) -> None:
        """Begin at the end of the line."""
        field = self.query_one(Field)
        field.cursor_position = len(self._line)
        self._read(self._line)

    def on_input_changed(self, event: Field.Changed) -> None:
        """Say what is understood."""
        self._read(event.value)

    def on_input_submitted(self, event: Field.Submitted) -> None:
        """Answer the line."""
        self.dismiss(event.value)

    def _read(self, line: str) -> None:
        capture = read_capture(line, now=self._now, categories=self._categories)
        said = said_back(capture) or "nothing said of it"
        self.query_one(".understood", Words).say(" · ".join((said, *capture.notes[:1])))
