"""Times of day and lengths in the cells of a sheet, as people write them and as a spreadsheet stores them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain import time_input
from lswtui.domain.boards.sheet_import.language import fold, words_of
from lswtui.domain.times import DAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lswtui.domain.boards.sheet_import.language import Language

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}[ t]?|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_HALF = r"(?:a\.?m\.?|p\.?m\.?|[ap])(?![a-z])"
_UNIT = r"(?:uhr|o'?clock|hrs?|h)(?![a-z])"
_CLOCK = rf"[0-9]{{1,2}}(?:\s?(?:[:.h]|uhr)\s?[0-9]{{2}}(?::[0-9]{{2}})?(?![0-9]))?(?:\s?{_HALF}|\s?{_UNIT})?"
_BEFORE = r"(?<![0-9:.,])(?<!(?<![0-9:])[0-9]/)"
_SINGLE = re.compile(rf"{_BEFORE}(?:{_CLOCK})(?![0-9:%])")
_SAYS_TIME = re.compile(rf"[0-9]\s?[:.h]\s?[0-9]{{2}}|{_HALF}|{_UNIT}")
_LED = re.compile(r"(?<![^\W\d_])(at|um)\s([0-9]{1,2})(?=$|\s*[,;&)]|\s(?:and|und)\s)")
"""An hour by the word before it."""
_COUNTING = re.compile(r"[0-9]{1,2}a")
"""No time of day but 1ª, in the languages that count so."""
_SECONDS = re.compile(r"(?<=[0-9]:[0-9]{2}):[0-9]{2}")
_FOUR_DIGITS = re.compile(r"(?<![0-9:.,/])([01][0-9]|2[0-3])[0-5][0-9](?![0-9:/%])")
_BETWEEN = re.compile(r"[\s,;&+/().:\"'-]+")
_ODD_SIGN = re.compile(r"[^\w\s,;&+/().:\"'?<>~≈≤≥|@–—-]")
_PLACE = re.compile(r"\0([0-9]+)\0")
_EARLIEST_OF_THREE_DIGITS = 500
"""``700`` is a time of day; a smaller number of three digits is rather a length."""
_LONGEST_PART_OF_DAY = 0.125
"""Of a day, so three hours: a spreadsheet keeps lengths as parts of a day; above it, hours are meant."""
_MORNING = 7 * 60
_LONGEST = 200
_OF_LENGTH = r"(?:min\w*|h|hrs?|hours?|std|stunden|m)"
_ROUNDS = re.compile(r"[0-9]{1,2}\s*[x*]\s*")
_ENDS = re.compile(rf"([0-9.,:/]+)\s*({_OF_LENGTH})?\.?(?:\s*-\s*|\s(?:to|bis|a|ao)\s)([0-9.,:/]+\s*[a-z]*\.?)")
_UNIT_FIRST = re.compile(rf"[0-9.,/ ]+{_OF_LENGTH}\b\.?(?=[ ./])")


class CellTime(NamedTuple):
    """A time of day, minutes after midnight, and how long it lasts where its end is said."""

    begins: int
    minutes: int | None = None


class CellTimes(NamedTuple):
    """The times of day that a cell names; none where it says that there is none."""

    at: tuple[int, ...]
    minutes: int | None = None
    """The length, where it gives an end as well; the longest of several."""
    rest: str = ""
    """What else it says that is not understood."""
    uneven: bool = False
    """Whether its times last differently long."""


class Length(NamedTuple):
    """A length in minutes, and whether something had to be guessed or left out for it."""

    minutes: int
    guessed: bool = False


def read_times(text: str, languages: Sequence[Language]) -> CellTimes | None:
    """Read clock times: 7:00, 07.00, 7am, 0700, 7:00-7:15, or words such as ``start of shift`` that name none.

    None for what is not understood.
    """
    if len(text) > _LONGEST:
        return None
    cell = _DATE.sub(" ", fold(text)).strip()
    if (whole := _whole(cell)) is not None:
        return whole
    for language in languages:
        named = None if _odd_signs(cell) else language.said(words_of(cell))
        if named is not None and named.kind == "t":
            return CellTimes((named.value,))
    for language in languages:
        rest, stretches = find_times(_FOUR_DIGITS.sub(lambda found: f"{found[0][:2]}:{found[0][2:]}", cell), language)
        words, also = _besides(rest, language, stretches)
        stretches += also
        if not words and (stretches or words_of(rest) or not _BETWEEN.sub("", rest).strip("?–—")):
            return of_stretches(stretches)
    rest, stretches = find_times(cell, languages[0])
    left = " ".join(_BETWEEN.sub(" ", _PLACE.sub(" ", rest)).split())
    return of_stretches(stretches)._replace(rest=left) if stretches else None


def _odd_signs(text: str) -> list[str]:
    """The signs in a text that mean something else than that its parts stand beside one another."""
    return _ODD_SIGN.findall(text)


def _besides(rest: str, language: Language, found: Sequence[CellTime]) -> tuple[list[str], tuple[CellTime, ...]]:
    """The words beside times that say something else, and the times that are named there: noon."""
    other = _odd_signs(_PLACE.sub(" ", rest))
    named: list[CellTime] = []
    for word in words_of(_PLACE.sub(" ", rest)):
        meant = language.said((word,))
        if meant is not None and meant.kind == "t":
            named += [] if any(stretch.begins == meant.value for stretch in found) else [CellTime(meant.value)]
        elif word not in language.beside_times:
            other.append(word)
    return other, tuple(named)


def of_stretches(stretches: Sequence[CellTime]) -> CellTimes:
    """What several times of day come to."""
    lengths = {stretch.minutes for stretch in stretches if stretch.minutes is not None}
    at = tuple(sorted({stretch.begins for stretch in stretches}))
    return CellTimes(at, max(lengths, default=None), uneven=len(lengths) > 1)


def find_times(cell: str, language: Language) -> tuple[str, tuple[CellTime, ...]]:
    """The clock times in a folded text, and the text with the number of each in NULs in its place."""
    found: list[CellTime] = []

    def placed(stretch: CellTime) -> str:
        found.append(stretch)
        return f" \0{len(found) - 1}\0 "

    def two(match: re.Match[str]) -> str:
        read = None
        if _SAYS_TIME.search(match[1]) or _SAYS_TIME.search(match[2]):
            read = time_input.read_stretch(f"{_typed(match[1])}-{_typed(match[2])}")
        return match[0] if read is None else placed(CellTime(read.begins, (read.ends - read.begins) % DAY or None))

    def one(match: re.Match[str]) -> str:
        if not _SAYS_TIME.search(match[0]) or ("a" in language.endings and _COUNTING.fullmatch(match[0])):
            return match[0]
        typed = _typed(match[0])
        clock = time_input.read_clock("0:00" if re.fullmatch("24[:.]00", typed) else typed)
        return match[0] if clock is None else placed(CellTime(clock.minutes))

    def led(match: re.Match[str]) -> str:
        word = language.said((match[1],))
        known = word is not None and word.kind == " " and int(match[2]) <= 24
        return placed(CellTime(int(match[2]) % 24 * 60)) if known else match[0]

    text = _two(language.to).sub(two, cell.replace("\0", "\ufffd"))
    return _LED.sub(led, _SINGLE.sub(one, text)), tuple(found)


@lru_cache(maxsize=32)
def _two(to: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    """Two times with an end, by the words that stand between: 7:00-7:15, 7 to 8am."""
    said = sorted((rf"\s{re.escape(' '.join(words))}\s" for words in to), reverse=True)
    between = "|".join((r"\s*-\s*", *said))
    return re.compile(rf"{_BEFORE}({_CLOCK})(?:{between})\s*({_CLOCK})(?![0-9:%])")


def _whole(cell: str) -> CellTimes | None:
    """A cell that is one time of day, or the number that a spreadsheet keeps for one."""
    if re.fullmatch(r"0?\.[0-9]+", cell):
        return CellTimes((round(float(cell) * DAY) % DAY,))
    if re.fullmatch(r"[0-9]{1,2}(?:\.0+)?", cell) and (hour := int(float(cell))) <= 24:
        return CellTimes((hour % 24 * 60,))
    if (led := re.fullmatch(r"(?:(?:at|by|um|ab|a|las?|as)\s)+([0-9]{1,2})", cell)) and int(led[1]) <= 24:
        return CellTimes((int(led[1]) % 24 * 60,))
    if re.fullmatch("[5-9][0-5][0-9]", cell):
        cell = f"0{cell}"
    clock = time_input.read_clock(_typed(cell))
    if clock is None:
        return None
    later = clock.either and clock.minutes < _MORNING
    return CellTimes((clock.other_half if later else clock.minutes,))


def _typed(text: str) -> str:
    """A time of day as the reader of what is typed takes it."""
    return re.sub(r"\s?(?<![a-z])hrs?(?![a-z])", "", _SECONDS.sub("", text.strip())).replace("o'clock", "oclock")


def read_length(text: str, *, hours: bool = False) -> Length | None:
    """Read a length: 15, ``15 min``, 0:15, ``1.5 h``, ``.5``, 10-15 (the longer); HOURS where numbers are hours.

    None for what is not understood, nothing, or more than a day.
    """
    if len(text) > _LONGEST:
        return None
    cell = re.sub(r"[()\[\]]", " ", fold(text.replace("½", " 1/2 ").replace("¼", " 1/4 ").replace("¾", " 3/4 ")))
    cell = _SECONDS.sub("", " ".join(re.sub(r"^(?:up to|max\.?|bis zu|≤|<|~)\s*", "", cell.strip()).split()))
    rounds = _ROUNDS.match(cell)
    if rounds is not None:
        cell = cell[rounds.end() :]
    length = _between(cell, hours=hours) if _ENDS.fullmatch(cell) else _length(cell, hours=hours)
    if length is None:
        return None
    minutes, guessed = length
    if not 0 < minutes <= DAY:
        return None
    return Length(max(1, round(minutes)), guessed or rounds is not None)


def _length(cell: str, *, hours: bool) -> tuple[float, bool] | None:
    """The minutes of one length, and whether its unit or what stands behind it had to be guessed."""
    if (minutes := _number(cell, hours=hours)) is not None:
        return minutes, False
    if re.fullmatch(r"[0-9]+[.,][0-9]+", cell):
        typed = time_input.read_length(f"{cell} h", asked=True)
        return None if typed is None else (typed, True)
    if (typed := time_input.read_length(cell, asked=True)) is not None:
        return typed, False
    begin = _UNIT_FIRST.match(cell)
    typed = time_input.read_length(begin[0], asked=True) if begin else None
    return None if typed is None else (typed, True)


def _between(cell: str, *, hours: bool) -> tuple[float, bool] | None:
    """The longer of two lengths, 10-15 min; or how long it is from one time of day to another."""
    found = _ENDS.fullmatch(cell)
    if found is None:
        return None
    low, unit, high = found.groups()
    if ":" in cell and not (low.startswith("0:") and high.startswith("0:")):
        stretch = time_input.read_stretch(f"{low}-{high}")
        return None if stretch is None else ((stretch.ends - stretch.begins) % DAY, True)
    last = _length(high, hours=hours)
    behind = re.sub(r"^[0-9.,:/ ]+", "", high)
    first = _length(f"{low} {unit or behind}".strip(), hours=hours)
    return last if first is not None and last is not None and first[0] <= last[0] else None


def _number(cell: str, *, hours: bool) -> float | None:
    """The minutes of a number without a unit: of hours where HOURS are meant or it is less than one."""
    found = re.fullmatch(r"([0-9]*[.,]?[0-9]+)|(?:([0-9]+) )?([0-9]{1,2})/([1-9][0-9]?)", cell)
    if found is None or len(cell) > 16:
        return None
    number = float(found[1].replace(",", ".")) if found[1] else int(found[2] or 0) + int(found[3]) / int(found[4])
    if hours:
        return number * 60
    if 0 < number < 1:
        return number * (DAY if number <= _LONGEST_PART_OF_DAY else 60)
    if not found[1]:
        return number * 60
    return number if number.is_integer() else None


def has_unit(text: str) -> bool:
    """Whether a cell is a length and no time of day: it says its unit, or is a number that no clock shows."""
    cell = text.casefold().strip()
    if re.fullmatch(r"[0-9]{2,3}", cell):
        return 23 < int(cell) < _EARLIEST_OF_THREE_DIGITS or int(cell) % 100 > 59
    if re.fullmatch(r"0?0:[0-5][0-9](?::00)?|0?[.,](?:25|5|75)", cell):
        return True
    return bool(re.search(r"\d\s*(?:(?:m|min\w*|hours?|hrs?|std|stunden?)\b\.?|['′])", cell))
