"""Asking for one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets.input import Selection

from lswtui.domain.errors import LswError
from lswtui.tui.dialogs.base import Dialog
from lswtui.tui.widgets.field import Field
from lswtui.tui.widgets.page import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult


class PromptDialog(Dialog[str]):
    """A question answered with one line, which CHECK may refuse with a sentence."""

    def __init__(
        self, title: str, *, value: str = "", hint: str = "", check: Callable[[str], object] | None = None
    ) -> None:
        super().__init__()
        self._title = title
        self._value = value
        self._hint = hint
        self._check = check

    def compose(self) -> ComposeResult:
        """The question and its field."""
        with Vertical(classes="panel"):
            yield Words(self._title, classes="title")
            yield Field(self._value, select_on_focus=False)
            yield Words(classes="wrong")
            yield Words(" · ".join(filter(None, (self._hint, self.keeps))), classes="hint")

    def on_mount(self) -> None:
        """Mark the line, to be replaced by the first letter; done with the focus it would take letters away."""
        field = self.query_one(Field)
        field.selection = Selection(0, len(field.value))

    def on_input_submitted(self, event: Field.Submitted) -> None:
        """Answer the line, if it is fit."""
        try:
            if self._check is not None:
                self._check(event.value)
        except LswError as error:
            wrong = self.query_one(".wrong", Words)
            wrong.say(error.on_screen)
            wrong.add_class("-on")
            return
        self.dismiss(event.value)
