"""The footer: the keys that work in this state, and where the other screens are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.keys import key_to_character

from lswtui.tui.lines import Line
from lswtui.tui.views.footer import FooterKeys, footer_line
from lswtui.tui.widgets.drawn import DrawnLines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class KeyHints(DrawnLines):
    """One line of keys, each of which can be clicked; what does not fit is left out from the right, the help never.

    A key that what has the focus takes for itself, as a field takes letters, is not shown while it does.
    """

    DEFAULT_CSS = "KeyHints { height: 1; padding: 0 1; background: $panel; dock: bottom; }"

    def __init__(self, here: str, changed: Mapping[str, str]) -> None:
        super().__init__()
        self._here = here
        self._changed = changed
        self._ids: tuple[str, ...] = ()
        self._words: Mapping[str, str] = {}

    def on_mount(self) -> None:
        """Follow the focus, which takes keys for itself."""
        self.watch(self.screen, "focused", self.draw, init=False)

    def show(self, ids: Sequence[str], words: Mapping[str, str] | None = None) -> None:
        """Show the keys of these commands, the most important first; WORDS say what one does here and now."""
        self._ids, self._words = tuple(ids), words or {}
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """The line of keys."""
        keys = FooterKeys(self._changed, self._is_free)
        return (footer_line(self._here, self._ids, self._words, keys, width),)

    def _is_free(self, key: str) -> bool:
        """Whether a key goes past what has the focus."""
        focused = self.screen.focused
        return focused is None or not focused.check_consume_key(key, key_to_character(key))
