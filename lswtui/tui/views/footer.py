"""The keys that a screen names in its last line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.tui.commands import command_of, first_key, key_words, keys_for
from lswtui.tui.lines import Line, acting, length_of, those_that_fit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

SCREENS = {
    "go.today": ("today", "today"),
    "go.interruptions": ("interruptions", "log"),
    "go.reflect": ("reflect", "reflect"),
    "go.review": ("review", "week"),
}
"""The command that goes to a screen: the screen's name, what the footer calls it."""
HELP = "everywhere.help"
WITH_SCREENS = 100
"""Cells from which there is room for where the other screens are."""


class FooterKeys:
    """The keys of commands as a footer shows them: as CHANGED in the config, and without those that write a letter."""

    def __init__(self, changed: Mapping[str, str], is_free: Callable[[str], bool]) -> None:
        """IS FREE says whether a key goes past what has the focus."""
        self._changed = changed
        self._is_free = is_free

    def of(self, id_: str) -> tuple[str, ...]:
        """Those of the keys of a command that do it now."""
        command = command_of(id_)
        keys = keys_for(command, self._changed).split(",")
        return tuple(key for key in keys if command.while_typing or self._is_free(key))


def footer_line(here: str, ids: Sequence[str], words: Mapping[str, str], keys: FooterKeys, width: int) -> Line:
    """The keys of the commands that work now, as many as fit, and at the right the help and the other screens.

    WORDS say by the id of a command what it does here and now; HERE is the name of the screen.
    """
    end: Line = ()
    if width >= WITH_SCREENS:
        for id_, (name, said) in SCREENS.items():
            if name != here and (free := keys.of(id_)):
                end += acting(((f"  {key_words(free[-1])}", "accent"), (f" {said}", "quiet")), _action(id_))
    if free := keys.of(HELP):
        end += acting(((f"  {key_words(','.join(free))}", "accent"), (" keys", "quiet")), _action(HELP))
    hints = (_hint(id_, free, words) for id_ in ids if (free := keys.of(id_)))
    line = those_that_fit(hints, width - length_of(end))
    gap = width - length_of(line) - length_of(end)
    return (*line, (" " * max(0, gap), "text"), *end)


def _hint(id_: str, free: Sequence[str], words: Mapping[str, str]) -> Line:
    command = command_of(id_)
    said = words.get(id_) or command.short or command.words
    return (*acting(((key_words(",".join(free)), "accent"), (f" {said}", "text")), _action(id_)), ("   ", "text"))


def _action(id_: str) -> str:
    return namespaced(command_of(id_).action)


def hint(ids: Sequence[str], changed: Mapping[str, str], words: str = "", role: str = "text") -> Line:
    """The first key of each of these commands, as CHANGED in the config, and what they do; a click does the first.

    WORDS say it, in a ROLE, where the words of the first command do not.
    """
    first = command_of(ids[0])
    keys = " ".join(first_key(id_, changed) for id_ in ids)
    return acting(((keys, "accent"), (f" {words or first.short}", role)), namespaced(first.action))


def namespaced(action: str) -> str:
    """The action as it is found from a part of the screen that binds it."""
    return action if action.startswith("app.") else f"screen.{action}"
