"""Times of day and lengths, as people write them in a sheet and as a spreadsheet stores them."""

from __future__ import annotations

import re
from typing import NamedTuple

from lswtui.domain.moments import DAY

_CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>[0-9]{1,2})(?:\s?(?:[:.h]|uhr)\s?(?P<minute>[0-9]{2})(?::[0-9]{2})?)?"
    r"\s*(?P<half>a\.?m\b\.?|p\.?m\b\.?)?(?P<unit>\s*(?:uhr|o'?clock|h)\b)?(?![\d:])"
)
_FOUR_DIGITS = re.compile(r"(?<!\d)([01][0-9]|2[0-3])([0-5][0-9])(?:\s*(?:h|hrs|uhr))?(?!\d)")
_TO = re.compile(r"\s*(?:-|–|—|to|bis|until)\s*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}[ t]?|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_NO_TIME = re.compile(
    r"(start|begin|beginning|end|mid|middle|before|after|during|anytime|any time|flexible|as needed|ad hoc|varies|"
    r"morning|afternoon|evening|am|pm|all day|daily|n/?a|tbd|none|open|shift|lunch|"
    r"anfang|ende|vor|nach|während|jederzeit|flexibel|vormittags?|nachmittags?|morgens?|abends?|mittags?|"
    r"schichtbeginn|schichtende|ganztags?|offen|variabel|-+|–|—|\?)(\W.*)?"
)
_NOON = {"noon": 720, "midday": 720, "12 noon": 720, "mittag": 720, "midnight": 0, "mitternacht": 0}
_LENGTH = re.compile(
    r"(?:(?P<rounds>[0-9]{1,2})\s*[x×*]\s*)?(?P<low>[0-9]+(?:[.,][0-9]+)?|½|¼|¾)"
    r"(?:\s*(?:-|–|to|bis)\s*(?P<high>[0-9]+(?:[.,][0-9]+)?))?\s*(?P<unit>[a-zµ'′\"]*)\.?(?P<rest>.*)"
)
_CLOCKED = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?(?:\s*(?:h|hrs?|hours?|std\.?|min))?")
_HOURS_AND_MINUTES = re.compile(r"([0-9]{1,2})\s*(?:h|hrs?|hours?|std\.?)\s*([0-9]{1,2})\s*(?:m|min\w*\.?)?")
_PART = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_UNITS = {
    "h": 60.0,
    "hr": 60.0,
    "hrs": 60.0,
    "hour": 60.0,
    "hours": 60.0,
    "std": 60.0,
    "stunde": 60.0,
    "stunden": 60.0,
    "s": 1 / 60,
    "sec": 1 / 60,
    "secs": 1 / 60,
    "sek": 1 / 60,
}
_MINUTES = frozenset(("", "m", "min", "mins", "minute", "minutes", "minuten", "'", "′"))
_LONGEST_PART_OF_DAY = 0.125
"""Of a day, so three hours: a spreadsheet keeps lengths as parts of a day; above it, hours are meant."""


class Times(NamedTuple):
    """The times of day that a cell names; none where it says that there is none."""

    at: tuple[int, ...]
    minutes: int | None = None
    """The length, where it gives an end as well."""


def read_times(text: str) -> Times | None:
    """Read clock times: 7:00, 07.00, 7am, 0700, 7:00-7:15, or words such as ``start of shift`` that name none.

    None for what is not understood.
    """
    cell = _DATE.sub(" ", " ".join(text.casefold().split())).strip()
    if cell in _NOON:
        return Times((_NOON[cell],))
    if re.fullmatch(r"0?\.[0-9]+", cell):
        return Times((round(float(cell) * DAY) % DAY,))
    clocks, rest = _clocks(cell)
    if not clocks:
        return Times(()) if _NO_TIME.fullmatch(cell) else None
    if len(clocks) == 2 and re.fullmatch(r"\D*\0" + _TO.pattern + r"\0\D*", rest):
        return Times(clocks[:1], (clocks[1] - clocks[0]) % DAY or None)
    return Times(tuple(sorted(set(clocks))))


def without_times(text: str) -> str:
    """A cell without the clock times in it."""
    return _clocks(" ".join(text.casefold().split()))[1].replace("\0", " ")


def _clocks(cell: str) -> tuple[tuple[int, ...], str]:
    """The clock times in a cell, and the cell with a NUL in the place of each."""
    clocks: list[int] = []
    alone = re.fullmatch(r"[0-9]{1,2}(?:\.0+)?", cell) is not None

    def four(found: re.Match[str]) -> str:
        clocks.append(int(found[1]) * 60 + int(found[2]))
        return "\0"

    def taken(found: re.Match[str]) -> str:
        hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
        said = found["minute"] or half or found["unit"] or alone
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half.startswith("p") else 0)
        if not said or hour > 24 or minute > 59 or (hour == 24 and minute):
            return found[0]
        clocks.append(hour % 24 * 60 + minute)
        return "\0"

    if alone:
        cell = cell.partition(".")[0]
    if ":" not in cell and "." not in cell:
        cell = _FOUR_DIGITS.sub(four, cell)
    if not clocks:
        cell = _CLOCK.sub(taken, _shared_half(cell))
    return tuple(clocks), cell


def _shared_half(cell: str) -> str:
    """``7-7:30am`` with its half of the day said for both."""
    return re.sub(r"(?<![\d:])(\d{1,2}(?::\d{2})?)(\s*[-–]\s*\d{1,2}(?::\d{2})?\s*([ap])m)", r"\1\3m\2", cell)


def read_length(text: str, *, hours: bool = False) -> int | None:
    """Read a length in minutes: 15, ``15 min``, 0:15, ``1.5 h``, 10-15 (the longer); HOURS where numbers are hours.

    None for what is not understood, nothing, or more than a day.
    """
    cell = " ".join(text.casefold().split()).strip().lstrip("~<>≈≤ ").removeprefix("ca").lstrip(". ")
    if found := _CLOCKED.fullmatch(cell) or _HOURS_AND_MINUTES.fullmatch(cell):
        return _possible(int(found[1]) * 60 + int(found[2]))
    found = _LENGTH.fullmatch(cell)
    if found is None or (found["rest"] and not re.match(r"[\s./(]", found["rest"])):
        return None
    number = _PART.get(found["low"]) or float((found["high"] or found["low"]).replace(",", "."))
    if found["unit"] in _UNITS:
        return _possible(number * _UNITS[found["unit"]])
    if found["unit"] not in _MINUTES:
        return None
    if found["unit"] == "" and hours:
        return _possible(number * 60)
    if found["unit"] == "" and 0 < number < 1:
        return _possible(number * (DAY if number <= _LONGEST_PART_OF_DAY else 60))
    return _possible(number)


def has_unit(text: str) -> bool:
    """Whether a cell is a length and no time of day: it says its unit, or is a number that no clock shows."""
    cell = text.casefold().strip()
    return bool(re.search(r"\d\s*(?:m|min\w*|hours?|hrs?|std|stunden?)\b\.?", cell)) or (
        bool(re.fullmatch(r"[0-9]{2,3}", cell)) and int(cell) > 23
    )


def _possible(minutes: float) -> int | None:
    whole = max(1, round(minutes)) if minutes > 0 else 0
    return whole if 1 <= whole <= DAY else None
