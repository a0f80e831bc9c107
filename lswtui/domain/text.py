"""What somebody typed, pasted or sent: kept as it is, and shown without harm."""

from __future__ import annotations

import re
import unicodedata

MOST_MARKS = 8
"""Marks on one letter that are shown; no script needs more, and a tower of them hides the lines around it."""
_HARMLESS: dict[int, str | None] = {
    **dict.fromkeys((*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0)), "\ufffd"),
    **dict.fromkeys((0x2028, 0x2029), " "),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x2070))),
}
"""Controls become a sign; what would turn the direction of all that follows is left out."""
_NO_CHARACTER = "[\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]"  # seldom needed, and dear to compile
_ALIKE = {0x2018: "'", 0x2019: "'", 0x02BC: "'", 0x2010: "-", 0x2011: "-"}
"""Apostrophes and hyphens that keyboards and copies put in the place of the plain ones."""
_MARKS = frozenset({"Mn", "Me"})


def counted(number: int, one: str, more: str = "") -> str:
    """A count with its noun: ``1 day``, ``12 days``; MORE where the plural is not the noun with an s."""
    return f"{number} {one if number == 1 else more or f'{one}s'}"


def spaced(text: str | None) -> str:
    """The text as it is kept: on one line, its blanks single, every other character as typed."""
    return " ".join((text or "").split())


def same_form(text: str) -> str:
    """The form in which names, titles and words compare: however they were typed, in whatever case (NFKC, casefold)."""
    if text.isascii():
        return text.lower()
    form = unicodedata.normalize("NFKC", text).translate(_ALIKE).casefold()
    return unicodedata.normalize("NFKC", form)


def name_form(text: str) -> str:
    """The form in which a name is kept: as `same_form`, every letter staying one (``ß``)."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).translate(_ALIKE).lower()


def search_form(text: str) -> str:
    """The form in which texts are searched: as `same_form`, and without accents."""
    form = same_form(text)
    if form.isascii():
        return form
    apart = unicodedata.normalize("NFKD", form)
    return unicodedata.normalize("NFC", "".join(each for each in apart if not unicodedata.combining(each)))


def one_line(text: str | None) -> str:
    """The text as it is shown on one line: its blanks single, without harm as `harmless` says."""
    line = spaced(text)
    return line if line.isascii() and line.isprintable() else spaced(harmless(line))


def flat(text: str) -> str:
    """The text without harm and without line ends, its blanks as they are."""
    return text if text.isascii() and text.isprintable() else harmless(text).replace("\n", " ")


def harmless(text: str) -> str:
    """The text with nothing in it that a terminal would obey or that would cover its neighbours.

    Line ends stay. An escape sequence loses its escape and stays readable as text; what is no character is
    shown as a sign.
    """
    if text.isascii():
        return text if text.isprintable() else text.translate(_HARMLESS)
    if not text.isprintable():
        text = re.sub(_NO_CHARACTER, "\ufffd", text.translate(_HARMLESS))
    return _without_towers(text)


def _without_towers(text: str) -> str:
    if not any(unicodedata.category(character) in _MARKS for character in set(text)):
        return text
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in _MARKS else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)
