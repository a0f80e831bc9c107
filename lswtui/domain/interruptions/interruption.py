"""An interruption: what broke into the leader's day."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from lswtui.domain.vocabulary import Handling, Source, Valid, Whose


class Interruption(NamedTuple):
    """One thing that broke in; its minutes are those of its spans, net of what interrupted it in turn."""

    id: str
    on: date
    start: datetime
    end: datetime | None = None
    """None while it runs, or waits under one that interrupted it."""
    text: str = ""
    who: str | None = None
    category: str | None = None
    whose: Whose | None = None
    valid: Valid | None = None
    source: Source | None = None
    handling: Handling | None = None
    workaround: bool = False
    opens: str | None = None
    """The flow it also opens a card on."""
    blip: bool = False
    """Zero minutes, pausing nothing."""
    card: str | None = None
    """The card it broke into."""
    inside: str | None = None
    """The interruption it broke into."""

    @property
    def runs(self) -> bool:
        """Whether it has not ended yet."""
        return self.end is None and not self.blip
