"""Choosing one of a few things with one key."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual.binding import BindingType
from textual.containers import Vertical

from lswtui.tui.commands import bindings
from lswtui.tui.dialogs.base import Dialog
from lswtui.tui.lines import Line, acting, length_of, shortened
from lswtui.tui.options import Option
from lswtui.tui.widgets.drawn import DrawnLines
from lswtui.tui.widgets.field import Field
from lswtui.tui.widgets.page import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

Answer = TypeVar("Answer")
TWO_COLUMNS = 66
"""Cells from which groups of options stand side by side, two in a row."""


class Options(DrawnLines, can_focus=True):
    """The options, one a line, or in groups side by side; a key or a click takes one, ⏎ the lit one."""

    DEFAULT_CSS = "Options { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("choice")]

    def __init__(self, options: Sequence[Option[Any]]) -> None:
        super().__init__()
        self._options = tuple(options)
        self._lit = 0

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """As many rows as lines."""
        return len(self.lines(width))

    def lines(self, width: int) -> Sequence[Line]:
        """The options; the lit one has a bar."""
        groups = dict.fromkeys(option.group for option in self._options)
        if len(groups) < 2 or width < TWO_COLUMNS:
            return tuple(self._line(option, option.words, width) for option in self._options)
        blocks = [self._block(group) for group in groups]
        rows: list[Line] = []
        for left, right in zip_longest(blocks[::2], blocks[1::2], fillvalue=()):
            rows += ((),) if rows else ()
            rows += (_beside(a, b, width // 2) for a, b in zip_longest(left, right, fillvalue=()))
        return tuple(rows)

    def action_walk(self, by: int) -> None:
        """Light the next option."""
        self._lit = (self._lit + by) % len(self._options)
        self.draw()

    def action_take(self) -> None:
        """Answer the lit option."""
        self._answer(self._options[self._lit])

    def action_take_this(self, place: int) -> None:
        """Answer an option by its place."""
        self._answer(self._options[place])

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

    def _block(self, group: str) -> list[Line]:
        """A heading and the options under it."""
        members = [option for option in self._options if option.group == group]
        return [((f"  {group}", "quiet"),), *(self._line(option, option.short or option.words) for option in members)]

    def _line(self, option: Option[Any], words: str, width: int = 0) -> Line:
        """The line of an option, blank up to WIDTH, so that a click anywhere on it is one on the option."""
        place = self._options.index(option)
        lit = place == self._lit
        line: Line = (
            ("▌" if lit and self.has_focus else " ", "accent"),
            (f" {option.key} ", "accent"),
            (f" {words}", "title" if lit else "text"),
        )
        rest = " " * (width - length_of(line))
        return acting((*line, (rest, "text")), f"take_this({place})")

    def _answer(self, option: Option[Any]) -> None:
        dialog = self.screen
        if isinstance(dialog, OptionsDialog):
            dialog.dismiss(option.value)


class OptionsDialog(Dialog[Answer], Generic[Answer]):
    """A question with a few answers, each with what it means; with FREE also one's own words, behind Tab."""

    def __init__(self, title: str, options: Sequence[Option[Answer]], *, free: str = "") -> None:
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
            yield Words(f"one key, or {self.key('choice.take')} · {self.key('dialog.leave')} leaves it", classes="hint")

    def own(self, typed: str) -> Answer:
        """The answer that one's own words are."""
        raise NotImplementedError

    def on_input_submitted(self, event: Field.Submitted) -> None:
        """Answer one's own words."""
        if event.value.strip():
            self.dismiss(self.own(event.value.strip()))


class ChoiceDialog(OptionsDialog[str]):
    """A question of which each answer is a word."""

    def own(self, typed: str) -> str:
        """The words as they were typed."""
        return typed


class OwnWordsDialog(ChoiceDialog):
    """A question that wants one's own words; the few answers with one key are behind Tab."""

    def compose(self) -> ComposeResult:
        """The question, the field, and below it the other answers."""
        with Vertical(classes="panel"):
            yield Words(self._title, classes="title")
            yield Field(placeholder=self._free)
            yield Words(f"⏎ keeps it · {self.key('dialog.leave')} puts it off · or Tab and one key:", classes="hint")
            yield Options(self._options)


def _beside(left: Line, right: Line, width: int) -> Line:
    """Two lines side by side, the left one in WIDTH cells."""
    if length_of(left) >= width:
        left = shortened(left, width - 1)
    return (*left, (" " * (width - length_of(left)), "text"), *right)
