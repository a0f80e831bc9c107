"""Choosing one of a few things with one key."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.containers import Vertical

from lswtui.tui.dialogs.frame import Dialog
from lswtui.tui.widgets.drawn import DrawnLines, Line
from lswtui.tui.widgets.field import Field
from lswtui.tui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult


class Option(NamedTuple):
    """One thing to choose: its key, what choosing it answers, its words."""

    key: str
    value: str
    words: str


class Options(DrawnLines, can_focus=True):
    """The options, one a line; a key takes one, ⏎ the lit one."""

    DEFAULT_CSS = "Options { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "walk(1)", show=False),
        Binding("up", "walk(-1)", show=False),
        Binding("enter", "take", show=False),
    ]

    def __init__(self, options: Sequence[Option]) -> None:
        super().__init__()
        self._options = tuple(options)
        self._lit = 0

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """One line an option."""
        return len(self._options)

    def lines(self, width: int) -> Sequence[Line]:  # noqa: ARG002 - cut where it is drawn
        """The options; the lit one has a bar."""
        return tuple(
            (
                ("▌" if place == self._lit and self.has_focus else " ", "accent"),
                (f" {option.key} ", "accent"),
                (f" {option.words}", "title" if place == self._lit else "text"),
            )
            for place, option in enumerate(self._options)
        )

    def action_walk(self, by: int) -> None:
        """Light the next option."""
        self._lit = (self._lit + by) % len(self._options)
        self.draw()

    def action_take(self) -> None:
        """Answer the lit option."""
        self._answer(self._options[self._lit])

    def on_key(self, event: events.Key) -> None:
        """Answer the option of a key."""
        for option in self._options:
            if event.character == option.key:
                event.stop()
                event.prevent_default()
                self._answer(option)

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001 - the base class's signature
        """Show which option is lit, while one is."""
        super().watch_has_focus(has_focus)
        self.draw()

    def _answer(self, option: Option) -> None:
        dialog = self.screen
        if isinstance(dialog, ChoiceDialog):
            dialog.dismiss(option.value)


class ChoiceDialog(Dialog[str]):
    """A question with a few answers; with FREE also one's own words, behind Tab."""

    def __init__(self, title: str, options: Sequence[Option], *, free: str = "") -> None:
        super().__init__()
        self._title = title
        self._options = options
        self._free = free

    def compose(self) -> ComposeResult:
        """The question, its answers and perhaps a field."""
        with Vertical(classes="panel"):
            yield Words(self._title, classes="title")
            yield Options(self._options)
            if self._free:
                yield Words(f"or Tab, {self._free}, and ⏎", classes="hint")
                yield Field()
            yield Words("one key, or ⏎ · Esc leaves it", classes="hint")

    def on_input_submitted(self, event: Field.Submitted) -> None:
        """Answer one's own words."""
        if event.value.strip():
            self.dismiss(event.value.strip())
