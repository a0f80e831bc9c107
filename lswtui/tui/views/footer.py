"""The keys that a screen names in its last line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.tui.commands import command_of, first_key
from lswtui.tui.lines import Line, acting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def hint(ids: Sequence[str], changed: Mapping[str, str], words: str = "") -> Line:
    """The first key of each of these commands, as CHANGED in the config, and what they do; a click does the first.

    WORDS say it where the words of the first command do not.
    """
    first = command_of(ids[0])
    keys = " ".join(first_key(id_, changed) for id_ in ids)
    return acting(((keys, "accent"), (f" {words or first.short}", "text")), namespaced(first.action))


def namespaced(action: str) -> str:
    """The action as it is found from a part of the screen that binds it."""
    return action if action.startswith("app.") else f"screen.{action}"
