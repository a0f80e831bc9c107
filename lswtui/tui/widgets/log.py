"""The last interruptions, and the banner of the one that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.tui.commands import first_key
from lswtui.tui.lines import Line
from lswtui.tui.views.log import banner_lines, last_interruptions
from lswtui.tui.widgets.drawn import Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lswtui.tui.state import State


class LastInterruptions(Shown["State"]):
    """A title and as many of the last interruptions as there is room for; one line of all where there is little."""

    DEFAULT_CSS = "LastInterruptions { height: 6; padding: 0 1; }"

    def lines_of(self, subject: State, width: int) -> Sequence[Line]:
        """The title and the rows."""
        return last_interruptions(subject, width, self.size.height)


class Banner(Shown["State"]):
    """What runs over the plan just now, and the key that leads back; while text is typed that is no letter."""

    DEFAULT_CSS = (
        "Banner { height: 1; padding: 0 1; background: $panel; display: none; } Banner.-on { display: block; }"
    )

    def on_mount(self) -> None:
        """Follow the focus, which takes letters for itself."""
        self.watch(self.screen, "focused", self.draw, init=False)

    def show(self, subject: State) -> None:
        """Show the innermost interruption that runs; nothing where none does."""
        self.set_class(bool(subject.day.stack), "-on")
        super().show(subject)

    def lines_of(self, subject: State, width: int) -> Sequence[Line]:
        """The banner's one line."""
        focused = self.screen.focused
        key = first_key("capture.back", subject.keys)
        typing = focused is not None and focused.check_consume_key(key, key if len(key) == 1 else None)
        return banner_lines(subject, width, typing=typing)
