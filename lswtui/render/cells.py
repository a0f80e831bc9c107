"""How many cells of a terminal a text takes, and how to fit one into so many."""

from __future__ import annotations

from unicodedata import category, combining, east_asian_width

MORE = "…"


def width(text: str) -> int:
    """The cells that a text takes: two for wide characters, none for those that join the one before."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def cut(text: str, cells: int) -> str:
    """The text in at most so many cells; what is left out is marked with ``…``."""
    if width(text) <= cells:
        return text
    if cells < 1:
        return ""
    kept, used = [], 0
    for character in text:
        used += _cells(character)
        if used > cells - 1:
            break
        kept.append(character)
    return "".join(kept).rstrip() + MORE


def padded(text: str, cells: int, *, right: bool = False) -> str:
    """The text in exactly so many cells, cut or filled with blanks, the blanks first where it stands RIGHT."""
    text = cut(text, cells)
    blanks = " " * (cells - width(text))
    return blanks + text if right else text + blanks


def _cells(character: str) -> int:
    if combining(character) or category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in ("W", "F") else 1
