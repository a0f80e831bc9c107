"""What an intent answers."""

from __future__ import annotations

from typing import NamedTuple


class Said(NamedTuple):
    """What happened, in one plain sentence, and what it happened to."""

    text: str
    id: str | None = None
    queued: bool = False
    """Whether it waits in the inbox, because the data was busy."""
    doubt: str = ""
    """The same where it is not all as it may have been meant, for a screen on which the rest shows by itself."""
    on_screen: str = ""
    """The same for who looks at a screen, where the text names verbs of the command line."""
    change: int | None = None
    """The number of the change that it was, where more may follow that belongs to it; see `undoing.part_of`."""
