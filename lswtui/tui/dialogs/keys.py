"""All keys, from the one table of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.tui.commands import PLACES, key_words, keys_for, of
from lswtui.tui.dialogs.reading import ReadingDialog

if TYPE_CHECKING:
    from collections.abc import Mapping


class KeysDialog(ReadingDialog):
    """The keys of the place it was asked in, then those that work there, too."""

    def __init__(self, here: str, changed: Mapping[str, str]) -> None:
        super().__init__(
            "All keys",
            [
                (
                    PLACES[where].heading,
                    "\n".join(f"{key_words(keys_for(command, changed)):<10} {command.words}" for command in of(where)),
                )
                for where in (here, *PLACES[here].also)
            ],
        )
