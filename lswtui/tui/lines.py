"""Lines as they are drawn: pieces with a style, cut and fitted to a width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self


from typing import TYPE_CHECKING

from rich.cells import set_cell_size

from lswtui.render.cells import padded

if TYPE_CHECKING:
    from collections.abc import Iterable


Piece = tuple[str, str]
"""Text and the role that gives its colour."""


Line = tuple[Piece, ...]


def cut(pieces: Iterable[Piece], width: int) -> Line:
    """The pieces up to WIDTH cells."""
    kept: list[Piece] = []
    for text, role in pieces:
        if width <= 0:
            break
        length = cell_len(text)
        kept.append((text if length <= width else set_cell_size(text, width), role))
        width -= length
    return tuple(kept)


def length_of(line: Iterable[Piece]) -> int:
    """The cells that a line takes."""
    return sum(cell_len(text) for text, _ in line)


def those_that_fit(hints: Iterable[Line], width: int) -> Line:
    """Hints one after the other, each whole or not at all."""
    shown: Line = ()
    for hint in hints:
        if length_of((*shown, *hint)) <= width:
            shown = (*shown, *hint)
    return shown


def spread(left: Line, right: Line, width: int) -> Line:
    """A line with one part at its left and one at its right end; the left one gives way."""
    room = width - length_of(right)
    if length_of(left) + 2 > room:
        left = shortened(left, max(0, room - 2))
    gap = max(0, room - length_of(left))
    return (*left, (" " * gap, "text"), *right)


def wrapped(text: str, width: int, most: int) -> tuple[str, ...]:
    """The text in at most MOST lines of WIDTH cells, broken between words, cut with a sign if it is longer."""
    lines: list[str] = []
    words = text.split()
    for place, word in enumerate(words):
        if lines and cell_len(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        elif len(lines) < most:
            lines.append(word if cell_len(word) <= width else padded(word, width).rstrip())
        elif lines:
            lines[-1] = padded(" ".join((lines[-1], *words[place:])), width).rstrip()
            break
    return tuple(lines)


def shortened(pieces: Iterable[Piece], width: int) -> Line:
    """The pieces in WIDTH cells, ending in one ``…``, whatever sign they were cut with before."""
    kept = list(cut(pieces, width - 1))
    while kept and not (text := kept[-1][0].rstrip(" …")):
        kept.pop()
    if kept:
        kept[-1] = (text, kept[-1][1])
    return (*kept, ("…", "quiet")) if width > 0 else ()


class ClickRole(str):
    """The role of a piece that acts at a click, as the key does that it names."""

    __slots__ = ("action",)
    action: str
    """The action, as bindings name it: on the widget, or with ``screen.`` or ``app.`` before it."""

    def __new__(cls, role: str, action: str) -> Self:
        """The ROLE that gives the colour, with the ACTION."""
        made = super().__new__(cls, role)
        made.action = action
        return made


def acting(line: Iterable[Piece], action: str) -> Line:
    """The pieces of a line, all of which do the same at a click."""
    return tuple((text, ClickRole(role, action)) for text, role in line)
