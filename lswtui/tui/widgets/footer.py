"""The footer: the keys that work in this state, and where the other screens are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.keys import key_to_character

from lswtui.tui.commands import command_of, key_words, keys_for
from lswtui.tui.lines import Line, acting, length_of, those_that_fit
from lswtui.tui.views.footer import namespaced
from lswtui.tui.widgets.drawn import DrawnLines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lswtui.tui.commands import Command

SCREENS = {
    "go.today": ("1", "today", "today"),
    "go.interruptions": ("2", "interruptions", "log"),
    "go.reflect": ("3", "reflect", "reflect"),
    "go.review": ("4", "review", "week"),
}
"""The command that goes to a screen: its key, the screen's name, what the footer calls it."""
HELP = "everywhere.help"


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
        screens = tuple(
            piece
            for id_, (key, name, words) in SCREENS.items()
            if name != self._here and self._is_free(key)
            for piece in acting(((f"  {key}", "accent"), (f" {words}", "quiet")), namespaced(command_of(id_).action))
        )
        free = self._free_keys(command_of(HELP))
        help_: Line = ((f"  {key_words(free)}", "accent"), (" keys", "quiet"))
        help_ = acting(help_, namespaced(command_of(HELP).action)) if free else ()
        end: Line = (*screens, *help_) if width >= 100 else help_
        shown = [command for command in map(command_of, self._ids) if self._free_keys(command)]
        hints = those_that_fit((self._hint(command) for command in shown), width - length_of(end))
        gap = width - length_of(hints) - length_of(end)
        return ((*hints, (" " * max(0, gap), "text"), *end),)

    def _hint(self, command: Command) -> Line:
        said = self._words.get(command.id) or command.short or command.words
        key: Line = ((key_words(self._free_keys(command)), "accent"), (f" {said}", "text"))
        return (*acting(key, namespaced(command.action)), ("   ", "text"))

    def _free_keys(self, command: Command) -> str:
        """Those of the keys of a command that do it now."""
        keys = keys_for(command, self._changed).split(",")
        return ",".join(key for key in keys if command.while_typing or self._is_free(key))

    def _is_free(self, key: str) -> bool:
        """Whether a key goes past what has the focus."""
        focused = self.screen.focused
        return focused is None or not focused.check_consume_key(key, key_to_character(key))
