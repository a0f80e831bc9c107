"""Correcting an interruption as the one line that it would have been written down with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.containers import Vertical

from lswtui.domain.interruptions.notation import read_capture, said_back
from lswtui.domain.times import minutes_text
from lswtui.tui.dialogs.base import Dialog, floating_from
from lswtui.tui.widgets.field import Field
from lswtui.tui.widgets.page import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from textual.app import ComposeResult

    from lswtui.domain.boards.category import Category
    from lswtui.domain.interruptions.interruption import Interruption

_MARK = re.compile(r"(?:(?<!\S)|(?<=\\))([@#!+~＠＃！＋～])")
"""What would be read as a mark, or as an escaped one."""
HOW = "minutes at an end say how long, at 9:40 or 9:40-10:05 when"


def entry_line(interruption: Interruption) -> str:
    """The line that says what is known of an interruption, but for when it was; reading it gives the same again."""
    marks = (
        interruption.who and f"@{interruption.who}",
        interruption.category and f"#{interruption.category}",
        interruption.whose and f"!{interruption.whose}",
        interruption.valid and f"!{interruption.valid}",
        interruption.handling and f"!{interruption.handling}",
        "~" if interruption.workaround else "",
    )
    return " ".join(filter(None, (_MARK.sub(r"\\\1", interruption.text), *marks)))


def length_text(interruption: Interruption, minutes: float) -> str:
    """How long one that is over took, as it is typed; empty for one that runs or took no time."""
    return "" if interruption.runs or interruption.blip or minutes < 0.5 else minutes_text(minutes)


def line_to_write(typed: str, length: str, *, now: datetime, categories: Sequence[Category]) -> str:
    """What was typed, without the length it began with where that was left as it was: its time stays as measured."""
    if not length or not typed.startswith(f"{length} "):
        return typed
    rest = typed.removeprefix(f"{length} ")
    capture = read_capture(rest, now=now, categories=categories)
    return rest if capture.minutes is None and capture.start is None else typed


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
