"""Two versions of what is being edited: what somebody else wrote meanwhile, and what the leader is about to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll

from lswtui.tui.commands import bindings
from lswtui.tui.dialogs.base import Dialog, floating_from
from lswtui.tui.widgets.page import Words

if TYPE_CHECKING:
    from textual.app import ComposeResult


class VersionsDialog(Dialog[bool]):
    """Whether the leader's own version is written; with THEIRS None the other is that it was deleted.

    ⏎ means nothing here: the one that kept the line may still be in the fingers.
    """

    DEFAULT_CSS = """
    VersionsDialog > .panel { width: 84; }
    VersionsDialog .heading { color: $quiet; margin-top: 1; height: auto; }
    VersionsDialog .said { height: auto; }
    """
    HORIZONTAL_BREAKPOINTS = floating_from(84)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("versions")]

    def __init__(self, mine: str, theirs: str | None) -> None:
        super().__init__()
        self._mine = mine
        self._theirs = theirs

    def compose(self) -> ComposeResult:
        """Both versions and the keys."""
        gone = self._theirs is None
        with VerticalScroll(classes="panel"):
            yield Words(f"{'Deleted' if gone else 'Changed'} elsewhere while you wrote", classes="title")
            if not gone:
                yield Words("Theirs", classes="heading")
                yield Words(self._theirs or "nothing", classes="said")
            yield Words("Mine", classes="heading")
            yield Words(self._mine or "nothing", classes="said")
            mine, theirs, leave = self.key("versions.mine"), self.key("versions.theirs"), self.key("dialog.leave")
            if gone:
                yield Words(f"{mine} restores it as new · {leave} leaves it deleted", classes="hint")
            else:
                yield Words(f"{mine} keeps mine · {theirs} or {leave} keeps theirs", classes="hint")

    def action_mine(self) -> None:
        """Write the leader's own."""
        self.dismiss(True)  # noqa: FBT003 - the answer
