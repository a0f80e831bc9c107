"""Something to read: the details of a card, the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll

from lswtui.tui.commands import bindings
from lswtui.tui.dialogs.base import Dialog, floating_from
from lswtui.tui.widgets.page import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget


class ReadingDialog(Dialog[None]):
    """A title and paragraphs, each with a small heading; any of the leaving keys closes it."""

    DEFAULT_CSS = """
    ReadingDialog > .panel { width: 84; }
    ReadingDialog .heading { color: $quiet; margin-top: 1; height: auto; }
    ReadingDialog .said { height: auto; }
    """
    HORIZONTAL_BREAKPOINTS = floating_from(84)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("text")]

    def __init__(self, title: str, paragraphs: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title = title
        self._paragraphs = paragraphs

    def compose(self) -> ComposeResult:
        """What there is to read, in a panel that scrolls."""
        with VerticalScroll(classes="panel"):
            yield from self.content()
            yield Words(f"{self.key('dialog.leave')} closes", classes="hint")

    def content(self) -> Iterable[Widget]:
        """The title and the paragraphs."""
        yield Words(self._title, classes="title")
        for heading, said in self._paragraphs:
            if heading:
                yield Words(heading, classes="heading")
            yield Words(said, classes="said")

    def action_down(self) -> None:
        """Scroll on."""
        self.query_one(VerticalScroll).scroll_down()

    def action_up(self) -> None:
        """Scroll back."""
        self.query_one(VerticalScroll).scroll_up()
