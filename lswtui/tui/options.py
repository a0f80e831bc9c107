"""One thing that can be chosen."""

from __future__ import annotations

from typing import NamedTuple


class Option(NamedTuple):
    """One thing to choose: its key, what choosing it answers, its words."""

    key: str
    value: str
    words: str
    group: str = ""
    """The heading that it stands under where there is room for two columns."""
    short: str = ""
    """Its words under that heading; the same ones where empty."""
