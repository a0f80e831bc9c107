"""All keys, from the one table of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.tui.commands import COMMANDS, key_words, keys_for
from lswtui.tui.dialogs.reading import ReadingDialog

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADINGS = {
    "everywhere": "Everywhere",
    "today": "On the day board",
    "interruptions": "On the interruptions",
    "reflect": "On the reflection",
    "review": "On the week",
}


class KeysDialog(ReadingDialog):
    """The keys of the screen it was asked on, then those that work everywhere."""

    def __init__(self, here: str, changed: Mapping[str, str]) -> None:
        paragraphs = []
        for where in (here, "everywhere"):
            rows = [
                f"{key_words(keys_for(command, changed)):<10} {command.words}"
                for command in COMMANDS
                if command.where == where
            ]
            if rows:
                paragraphs.append((HEADINGS.get(where, where), "\n".join(rows)))
        super().__init__("All keys", paragraphs)
