"""Cells: what a spreadsheet would take for a formula, and how their places are named."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


def safe_cell(text: str) -> str:
    """The text as a cell that no spreadsheet runs as a formula; `plain_cell` gives the text back."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain_cell(text: str) -> str:
    """The text of a cell without what `safe_cell` put before it."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def letters(column: int) -> str:
    """The name of a column that counts from 0: A, B … Z, AA."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def column_at(name: str) -> int:
    """The column, from 0, of a name that `letters` gives."""
    column = 0
    for letter in name.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
