"""A kind of interruption; on its own, since a capture needs nothing else of the board."""

from __future__ import annotations

from typing import NamedTuple


class Category(NamedTuple):
    """A kind of interruption, in the role's own words."""

    id: str
    letter: str
    name: str
