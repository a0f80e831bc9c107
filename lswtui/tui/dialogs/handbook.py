"""A page of the handbook over the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from lswtui.render.handbook import HandbookPage
from lswtui.store.files.pages import read_page
from lswtui.tui.dialogs.reading import ReadingDialog

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget


class HandbookDialog(ReadingDialog):
    """The page of a topic, laid out as `lsw help` does it; raises `NotFound` for a topic without one."""

    DEFAULT_CSS = "HandbookDialog Static { height: auto; }"

    def __init__(self, topic: str) -> None:
        super().__init__(topic, ())
        self._page = HandbookPage(read_page(topic))

    def content(self) -> Iterable[Widget]:
        """The page, which bears its own title."""
        yield Static(self._page)
