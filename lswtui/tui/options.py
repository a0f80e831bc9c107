"""One thing that can be chosen."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

Answer_co = TypeVar("Answer_co", covariant=True)


class Option(NamedTuple, Generic[Answer_co]):
    """One thing to choose: its key, what choosing it answers, its words."""

    key: str
    value: Answer_co
    words: str
    group: str = ""
    """The heading that it stands under where there is room for two columns."""
    short: str = ""
    """Its words under that heading; the same ones where empty."""
