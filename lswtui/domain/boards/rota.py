"""A rota: days on and off duty that come round again."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

OFF = "-"


class Rota(NamedTuple):
    """A pattern of days that repeats in both directions, the date FIRST being its first day."""

    first: date
    pattern: str
    """A character for each day: ``-`` a day off, any letter a day on duty, as in ``DDDNNN---``."""

    def letter(self, on: date) -> str:
        """What the pattern says of a date."""
        return self.pattern[(on - self.first).days % len(self.pattern)]

    def has(self, on: date) -> bool:
        """Whether a date is a day on duty."""
        return self.letter(on) != OFF
