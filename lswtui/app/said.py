"""What an intent answers."""

from __future__ import annotations

from typing import NamedTuple


class Said(NamedTuple):
    """What happened, in one plain sentence, and what it happened to."""

    text: str
    id: str | None = None
    queued: bool = False
    """Whether it waits in the inbox, because the data was busy."""
