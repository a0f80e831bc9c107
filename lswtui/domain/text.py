"""What a leader typed, made fit for one line of a screen without losing a word."""

from __future__ import annotations

import re
import unicodedata

_BLANK = re.compile(r"\s+")
_INVISIBLE = {"Cc", "Cs", "Co"}
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(text: str | None) -> str:
    """The text on one line, its blanks single, control characters shown as a harmless sign.

    Tabs and line ends become blanks; an escape sequence loses its escape and stays readable as text;
    characters that would turn the direction of what follows are dropped with it.
    """
    if not text:
        return ""
    if text.isascii() and text.isprintable():
        return _BLANK.sub(" ", text).strip()
    return "".join(map(_visible, _BLANK.sub(" ", text).strip()))


def _visible(character: str) -> str:
    if character in _OVERRIDES:
        return ""
    return "\ufffd" if unicodedata.category(character) in _INVISIBLE else character
