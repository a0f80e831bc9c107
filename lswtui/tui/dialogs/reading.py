"""Something to read: the details of a card, the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from lswtui.tui.dialogs.base import Dialog, floating_from
from lswtui.tui.widgets.page import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class Reading(Dialog[None]):
    """A title and paragraphs, each with a small heading; any of the leaving keys closes it."""

    DEFAULT_CSS = """
    Reading > .panel { width: 84; }
    Reading .heading { color: $quiet; margin-top: 1; height: auto; }
    Reading .said { height: auto; }
    """
    HORIZONTAL_BREAKPOINTS = floating_from(84)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter,q,question_mark", "leave", show=False),
        Binding("j", "down", show=False),
        Binding("k", "up", show=False),
    ]

    def __init__(self, title: str, paragraphs: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title = title
        self._paragraphs = paragraphs

    def compose(self) -> ComposeResult:
        """The title and the paragraphs."""
        with VerticalScroll(classes="panel"):
            yield Words(self._title, classes="title")
            for heading, said in self._paragraphs:
                if heading:
                    yield Words(heading, classes="heading")
                yield Words(said, classes="said")
            yield Words("Esc closes", classes="hint")

    def action_down(self) -> None:
        """Scroll on."""
        self.query_one(VerticalScroll).scroll_down()

    def action_up(self) -> None:
        """Scroll back."""
        self.query_one(VerticalScroll).scroll_up()
