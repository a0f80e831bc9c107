"""Texts fitted into so many cells of a terminal, counted as the screen counts them.

This module is on the path of `lsw status`, which waits for nothing that it does not need.
"""

from __future__ import annotations

MORE = "…"


def cut(text: str, cells: int) -> str:
    """The text in at most so many cells; what is left out is marked with one ``…``."""
    if text.isascii():
        if len(text) <= cells:
            return text
        kept = text[: max(0, cells - 1)]
    else:
        if 2 * len(text) <= cells:  # no character takes more than two
            return text
        from rich.cells import cell_len, set_cell_size

        if cell_len(text) <= cells:
            return text
        kept = set_cell_size(text, max(0, cells - 1))
    return kept.rstrip(f" {MORE}") + MORE if cells > 0 else ""


def padded(text: str, cells: int, *, right: bool = False) -> str:
    """The text in exactly so many cells, cut or filled with blanks, the blanks first where it stands RIGHT."""
    from rich.cells import cell_len

    text = cut(text, cells)
    blanks = " " * (cells - cell_len(text))
    return blanks + text if right else text + blanks
