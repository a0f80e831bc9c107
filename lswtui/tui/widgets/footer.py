"""The footer: the keys that matter in this state, and where the other screens are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.tui.commands import COMMANDS, key_words, keys_for
from lswtui.tui.widgets.drawn import DrawnLines, Line, length_of, those_that_fit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lswtui.tui.commands import Command

SCREENS = (("1", "today", "today"), ("2", "interruptions", "log"), ("3", "reflect", "reflect"), ("4", "review", "week"))


class KeyHints(DrawnLines):
    """One line of keys; what does not fit is left out from the right, the help is always there."""

    DEFAULT_CSS = "KeyHints { height: 1; padding: 0 1; background: $panel; dock: bottom; }"

    def __init__(self, here: str, changed: Mapping[str, str]) -> None:
        super().__init__()
        self._here = here
        self._changed = changed
        self._ids: tuple[str, ...] = ()
        self._words: Mapping[str, str] = {}

    def show(self, ids: Sequence[str], words: Mapping[str, str] | None = None) -> None:
        """Show the keys of these commands, the most important first; WORDS say what one does here and now."""
        self._ids, self._words = tuple(ids), words or {}
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """The line of keys."""
        commands = {command.id: command for command in COMMANDS}
        screens = tuple(
            piece
            for key, name, words in SCREENS
            if name != self._here
            for piece in ((f"  {key}", "accent"), (f" {words}", "quiet"))
        )
        help_: Line = (("  ?", "accent"), (" keys", "quiet"))
        end: Line = (*screens, *help_) if width >= 100 else help_
        keys = ((key_words(keys_for(commands[id_], self._changed).split(",")[0]), commands[id_]) for id_ in self._ids)
        hints = those_that_fit(
            (((key, "accent"), (f" {self._said(command)}   ", "text")) for key, command in keys),
            width - length_of(end),
        )
        gap = width - length_of(hints) - length_of(end)
        return ((*hints, (" " * max(0, gap), "text"), *end),)

    def _said(self, command: Command) -> str:
        return self._words.get(command.id) or command.short or command.words
