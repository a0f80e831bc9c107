"""A cell as tokens, each with a meaning: the words of a language, numbers, dates, times of day, signs.

A token is a `WordMeaning`; its kind is one letter, so that `grammar` can be written as patterns over them:
d says how often by itself (unit, how many) · u a unit · w weekdays · o counting numbers · n a number · x times ·
e every · p per · t a time of day · D a date · Y (months, day) · m months · f from · T to · P parts of the day ·
B M E begin, middle, end · b the begin or end of a unit · X except · ~ about · ? as needed · 1 not recurring ·
j a year · O of · L a weekday's letter
a what makes a step of a number · & and · | or · , - / signs · ! not understood
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from lswtui.domain.boards.sheet_import.language import WordMeaning, fold
from lswtui.domain.boards.sheet_import.times import CellTime, find_times
from lswtui.domain.times import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lswtui.domain.boards.sheet_import.language import Language

_DATES = re.compile(
    r"(?P<iso>\d{4})-(?P<iso_month>\d{2})-(?P<iso_day>\d{2})(?!\d)(?: 00:00(?::00)?)?"
    r"|(?<![\d.,:/-])(?P<one>\d{1,2})(?P<sign>[./])(?P<two>\d{1,2})(?:(?P=sign)(?P<year>\d{4}|\d{2}(?!\d))|(?P<dot>\.)|(?![\d.,/:]))"
)
_PIECE = re.compile(r"\0[0-9]+\0|[0-9]+|[^\W\d_]+|\S")
_PLACE = re.compile(r"\0([0-9]+)\0")
_SIGNS = {
    **dict.fromkeys(",;()[]:|@\"'", ","),
    **dict.fromkeys("&+", "&"),
    **dict.fromkeys("~≈<>≤≥?", "~"),
    "/": "/",
    "-": "-",
}
_SKIPPED_IN_PHRASES = frozenset("-.'")
MOST_NUMBER = 366


@lru_cache(maxsize=4096)
def tokens_of(cell: str, language: Language, *, beside: bool = False) -> tuple[WordMeaning, ...]:
    """The tokens of a cell without those that mean nothing; bare numbers BESIDE how often count days of the month."""
    text, placed = _placed(fold(cell), language)
    pieces = list(_PIECE.finditer(text))
    tokens: list[WordMeaning] = []
    place = 0
    while place < len(pieces):
        token, place = _token(pieces, place, placed, language)
        if token.kind == "n" and beside:
            token = WordMeaning("o", (token.value,))
        if token.kind == "A":
            tokens += [WordMeaning("e")] * (not tokens or tokens[-1].kind != "e") + [WordMeaning("o", (2,))]
        elif token.kind != " ":
            tokens.append(token)
    return tuple(tokens)


def _placed(text: str, language: Language) -> tuple[str, list[WordMeaning]]:
    """The text with the dates and times in it replaced by their numbers, and what these are."""
    placed: list[WordMeaning] = []

    def dated(found: re.Match[str]) -> str:
        token = _date(found, month_first=language.month_first)
        if token is None:
            return found[0]
        placed.append(token)
        return f" \0{len(placed) - 1}\0 "

    text = _DATES.sub(dated, text.replace("\0", "\ufffd"))
    parts = re.split(r"(\0[0-9]+\0)", text)
    for at in range(0, len(parts), 2):
        rest, stretches = find_times(parts[at], language)
        first = len(placed)
        placed += (WordMeaning("t", (stretch,)) for stretch in stretches)
        parts[at] = _PLACE.sub(partial(_counted_from, first), rest)
    return "".join(parts), placed


def _counted_from(first: int, found: re.Match[str]) -> str:
    return f"\0{first + int(found[1])}\0"


def _date(found: re.Match[str], *, month_first: bool) -> WordMeaning | None:
    """A date, or a day of the year; one that may be either way about is a doubt."""
    if found["iso"]:
        return _whole_date(int(found["iso"]), int(found["iso_month"]), int(found["iso_day"]))
    one, two, slash = int(found["one"]), int(found["two"]), found["sign"] == "/"
    if found[0] == "24/7" or not (slash or found["year"] or found["dot"]):
        return None
    month, day = (one, two) if slash and (month_first or two > 12) and one <= 12 else (two, one)
    if found["year"]:
        year = int(found["year"])
        whole = _whole_date(year if year > 99 else 2000 + year, month, day)
        return whole and whole._replace(doubt=slash and one <= 12 and two <= 12)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return WordMeaning("Y", ((month,), day), doubt=slash)


def _whole_date(year: int, month: int, day: int) -> WordMeaning | None:
    try:
        return WordMeaning("D", date(year, month, day))
    except ValueError:
        return None


def _token(
    pieces: list[re.Match[str]], place: int, placed: list[WordMeaning], language: Language
) -> tuple[WordMeaning, int]:
    piece = pieces[place][0]
    if piece.startswith("\0") and len(piece) > 2:
        return placed[int(piece[1:-1])], place + 1
    if piece == ".":
        return WordMeaning(" " if place and not pieces[place - 1][0].isdigit() else "!"), place + 1
    phrase = _phrase(pieces, place, language)
    if phrase is not None:
        return phrase
    if piece.isascii() and piece.isdigit():
        return _number(pieces, place, language)
    if piece == "x" and place + 1 < len(pieces) and (times := pieces[place + 1][0]).isascii() and times.isdigit():
        return WordMeaning("x", int(times[:3])), place + 2
    if piece in _SIGNS:
        return WordMeaning(_SIGNS[piece]), place + 1
    if (step := language.steps.get(piece)) is not None:
        return WordMeaning("a", step), place + 1
    if piece.isalpha() and (letters := split_letters(piece, language)) is not None:
        return WordMeaning("L", letters), place + 1
    return WordMeaning("!"), place + 1


def _phrase(pieces: list[re.Match[str]], place: int, language: Language) -> tuple[WordMeaning, int] | None:
    """The longest phrase of the language that begins here, and the place behind it."""
    for words, word in language.phrases.get(pieces[place][0], ()):
        end = _matches(pieces, place, words)
        if end is not None and not (word.kind in " O" and _is_letter(pieces, place, language)):
            if word.kind == "n" and end < len(pieces) and pieces[end][0] in language.after_number:
                return WordMeaning("x", word.value), end + 1
            return (WordMeaning("t", (CellTime(word.value),)) if word.kind == "t" else word), end
    return None


def _is_letter(pieces: list[re.Match[str]], place: int, language: Language) -> bool:
    """Whether a word that means nothing, as the l of l'après-midi, stands for a weekday: L/Me/V."""
    elided = place + 1 < len(pieces) and pieces[place + 1][0] == "'"
    return pieces[place][0] in language.letters and not elided


def _matches(pieces: list[re.Match[str]], place: int, words: Iterable[str]) -> int | None:
    for number, word in enumerate(words):
        while number and place < len(pieces) and pieces[place][0] in _SKIPPED_IN_PHRASES:
            place += 1
        if place >= len(pieces) or pieces[place][0] != word:
            return None
        place += 1
    return place


def _number(pieces: list[re.Match[str]], place: int, language: Language) -> tuple[WordMeaning, int]:
    """A number, counting or times by what is written right behind it."""
    number = int(pieces[place][0]) if len(pieces[place][0]) <= 4 else MOST_NUMBER + 1
    if number == 0:
        return WordMeaning("!"), place + 1
    if number > MOST_NUMBER:
        return WordMeaning("j", number) if FIRST_YEAR <= number <= LAST_YEAR else WordMeaning("!"), place + 1
    after = pieces[place + 1] if place + 1 < len(pieces) else None
    if after is None:
        return WordMeaning("n", number), place + 1
    joined = after.start() == pieces[place].end()
    if after[0] == "." and joined:
        behind = pieces[place + 2] if place + 2 < len(pieces) else None
        decimal = behind is not None and behind.start() == after.end() and behind[0][0].isdigit()
        return (WordMeaning("!"), place + 1) if decimal else (WordMeaning("o", (number,)), place + 2)
    if joined and after[0] in language.endings:
        return WordMeaning("o", (number,)), place + 2
    if after[0] == "-" and joined and place + 2 < len(pieces) and pieces[place + 2][0] in language.after_number:
        return WordMeaning("x", number), place + 3
    if after[0] in language.after_number:
        return WordMeaning("x", number), place + 2
    return WordMeaning("n", number), place + 1


def split_letters(text: str, language: Language) -> tuple[frozenset[int], ...] | None:
    """The weekdays that each letter of a word may stand for, as in MWF and TTh; None for any other word."""
    if len(text) > 14:
        return None
    letters: list[frozenset[int]] = []
    while text:
        letter = next((text[:length] for length in (2, 1) if text[:length] in language.letters), None)
        if letter is None:
            return None
        letters.append(language.letters[letter])
        text = text[len(letter) :]
    return tuple(letters)
