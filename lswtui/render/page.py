"""A page: what any renderer can show. Texts with roles, no colours and no widths."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a text stands for; each renderer has its own look for it."""

    PLAIN = "plain"
    GOOD = "good"
    NEAR = "near"
    LOW = "low"
    MUTED = "muted"
    STRONG = "strong"
    PLANNED = "planned"
    REACTIVE = "reactive"
    OTHER = "other"


class Cell(NamedTuple):
    """A text in a table."""

    text: str = ""
    role: Role = Role.PLAIN


class Figure(NamedTuple):
    """One number with its name and, where needed, what it means."""

    name: str
    value: str
    role: Role = Role.PLAIN
    definition: str = ""


class Figures(NamedTuple):
    """Numbers that belong together."""

    title: str
    figures: tuple[Figure, ...]
    side_by_side: bool = False
    """Whether they belong on one line, where there is room."""


class Column(NamedTuple):
    """How a column of a table stands."""

    title: str = ""
    right: bool = False
    gives: bool = False
    """Whether it gives way where there is too little room."""
    spare: int = 0
    """Where those that give way would be cut below reading, the column with the highest is left out; 0 stays."""


class Group(NamedTuple):
    """Rows under a title of their own, or under none."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]


class Table(NamedTuple):
    """Rows of cells in columns."""

    title: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    definition: str = ""


class Bar(NamedTuple):
    """A share of a whole, drawn as a bar."""

    name: str
    share: float
    """0 to 1."""
    value: str
    role: Role = Role.PLAIN


class Bars(NamedTuple):
    """Bars that may be compared."""

    title: str
    bars: tuple[Bar, ...]
    definition: str = ""


class Prose(NamedTuple):
    """Lines of text."""

    title: str
    lines: tuple[Cell, ...]


Block = Figures | Table | Bars | Prose


class Page(NamedTuple):
    """A titled sequence of blocks."""

    title: str
    blocks: tuple[Block, ...]
