"""Lengths, clock times and stretches of the day as people type them; one reader for all that is typed.

Signs and digits may be full-width, case and blanks do not matter. A reader answers None for what it does not
understand and never fails, whatever the text. What `minutes_text` and `clock_text` print is read back as it was.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from lswtui.domain.errors import BadInput
from lswtui.domain.times import DAY

_LIKE_A_CLOCK = re.compile(r"[0-9]{1,2}[:.][0-9]{2}(?:-[0-9]{1,2}[:.][0-9]{2})?")
_TOKEN = re.compile(r"[0-9]+/[0-9]+|[0-9]*[.,][0-9]+|[0-9]+|[^\W0-9_]+|\S")
_FULL_WIDTH: dict[int | str, str] = {0xFF01 + place: chr(0x21 + place) for place in range(94)}
_PLAIN = str.maketrans({**_FULL_WIDTH, "½": " 1/2 ", "¼": " 1/4 ", "¾": " 3/4 ", "’": "'", "′": "'"})
_HOURS = ("h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "heure", "heures", "hora", "horas")
_MINUTES = ("m", "min", "mins", "minute", "minutes", "minuten", "minuto", "minutos", "'")
_SECONDS = ("s", "sec", "secs", "second", "seconds", "sek", "sekunde", "sekunden")
_UNITS = {**dict.fromkeys(_HOURS, 60.0), **dict.fromkeys(_MINUTES, 1.0), **dict.fromkeys(_SECONDS, 1 / 60)}
_OTHER_MEANINGS = frozenset("m's")
"""Units that also mean metres, feet or a plural; they are read where a length is asked for, ``15m`` everywhere."""
_WHOLE_HOURS = {"halbe stunde": 30.0, "viertelstunde": 15.0, "dreiviertelstunde": 45.0, "anderthalb stunden": 90.0}
_NUMBERS = {
    **dict.fromkeys(("a", "an", "one", "eine", "ein"), 1),
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "ninety": 90,
}
_HOUR_WORDS = {
    **{word: number for word, number in _NUMBERS.items() if number <= 12 and word not in {"a", "an"}},
    "eins": 1,
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "fünf": 5,
    "sechs": 6,
    "sieben": 7,
    "acht": 8,
    "neun": 9,
    "zehn": 10,
    "elf": 11,
    "zwölf": 12,
}
_PARTS = {"half": 0.5, "quarter": 0.25, "viertel": 0.25}
_NAMED = {"noon": 720, "midday": 720, "mittag": 720, "midnight": 0, "mitternacht": 0}
_PAST, _TO = frozenset({"past", "after", "nach"}), frozenset({"to", "before", "vor"})
_HALVES = {"am": 0, "a": 0, "pm": 12, "p": 12}
LEADS = frozenset({"at", "from", "since", "um", "ab", "seit", "von"})
"""Words that stand before a time of day."""
MOST_WORDS = 6
"""Words that a length or a time takes: ``three quarters of an hour ago``."""
NUMBER_WORDS = frozenset(_NUMBERS)
BEGINNINGS = frozenset((*_NUMBERS, *_PARTS, *(words.split()[0] for words in _WHOLE_HOURS), "halb", "half-past")) | {
    *("for", "about", "around", "ca", "ca.", "approx", "approx.", "etwa")
}
"""The words that a length or a time of day may begin with, where it does not begin with a digit or a sign."""
_SAYS_TIME = re.compile(r"[:.]|[ap]m\b|uhr|clock|half|halb|quarter|viertel")
_ABOUT = re.compile(r"^(?:~|≈|<|>|≤|(?:ca\.?|about|around|approx\.?|etwa)(?![a-z]))\s*")
_DASH = re.compile(r"\s*[-\u2010-\u2015\u2212~\u301c]\s*|\s+(?:to|till|until|bis)\s+")
_MORNING = 7 * 60
"""An hour that was said before this one is of the afternoon, where nothing else tells."""
LONGEST_ON_TWELVE_HOURS = 6 * 60
"""``11:30-1:15`` is read on a clock of twelve hours, where it does not last longer than this."""


class TypedTime(NamedTuple):
    """A time of day as typed."""

    minutes: int
    """After midnight."""
    half_said: bool = False
    """Whether it says which half of the day it is in: ``2:30pm``."""
    spoken: bool = False
    """Whether it is as people say it, on a clock of twelve hours: ``half past 2``, ``2``."""

    @property
    def other_half(self) -> int:
        """The same in the other half of the day, where it does not say its own."""
        return self.minutes if self.half_said or not 60 <= self.minutes < 13 * 60 else (self.minutes + DAY // 2) % DAY

    @property
    def either(self) -> bool:
        """Whether it may as well be twelve hours later."""
        return self.spoken and self.other_half != self.minutes


class TypedStretch(NamedTuple):
    """A stretch of the day as typed, in minutes after midnight; one that ends before it begins is over midnight."""

    begins: int
    ends: int
    either: bool = False
    """Whether it may as well be twelve hours later."""


def plain_digits(text: str) -> str:
    """The text in lower case with plain digits and signs instead of full-width ones, its blanks single."""
    if not text.isascii():
        text = text.translate(_PLAIN)
    return " ".join(text.casefold().split())


def read_length(text: str, *, asked: bool = False) -> int | None:
    """The minutes of ``15m``, ``90 minutes``, ``1h20``, ``1.5h``, ``half an hour``; None for anything else.

    Where a length is ASKED for also of a bare number (minutes), ``1:30`` and ``15 m``.
    """
    typed = _ABOUT.sub("", plain_digits(text), count=1)
    tokens = _TOKEN.findall(typed)
    if not tokens or len(tokens) > 12 or len(typed) > 60:
        return None
    if tokens[-1] == "." and len(tokens) > 1 and not typed.endswith(" ."):
        tokens.pop()  # as in "15 min."
    if tokens[0] in {"a", "ein", "eine"} and len(tokens) > 1 and " ".join(tokens[1:]) in _WHOLE_HOURS:
        tokens.pop(0)
    if (named := _WHOLE_HOURS.get(" ".join(tokens))) is not None:
        return int(named)
    if asked and len(tokens) == 1 and _digits(tokens[0]):
        return int(tokens[0]) if len(tokens[0]) < 10 else None
    if len(tokens) in (3, 4) and tokens[1] == ":":
        return _colon_length(tokens, asked=asked)
    if not asked and not _plainly_a_length(tokens, typed):
        return None
    minutes = _length(tokens)
    return None if minutes is None else max(int(minutes + 0.5), 1 if minutes > 0 else 0)


def minutes_typed(text: str) -> int:
    """The minutes of a length that was asked for, at most a day; raises `BadInput` for anything else."""
    minutes = read_length(text, asked=True)
    if minutes is None or minutes > DAY:
        shown = " ".join(text.split())
        shown = shown if len(shown) <= 20 else f"{shown[:19]}…"
        raise BadInput(f"{shown!r} is no number of minutes; type for example 25, 1h20 or 1.5h, at most 24h")
    return minutes


def read_clock(text: str) -> TypedTime | None:
    """The clock time of ``9:40``, ``9.40``, ``2:30pm``, ``2 pm``, ``14h30``, ``14 Uhr``, ``noon``, ``half past 2``.

    None for anything else, a bare hour included.
    """
    tokens = _clock_tokens(text)
    clock = _clock(tokens)
    bare = len(tokens) == 1 and len(tokens[0]) < 3
    return None if clock is None or bare or clock.minutes == DAY else clock


def clock_typed(text: str) -> int:
    """Minutes after midnight of a time of day that was asked for; raises `BadInput` for anything else.

    One said without its half of the day is one of the hours from seven to seven.
    """
    clock = read_clock(text)
    if clock is None:
        raise BadInput(f"{text[:40]!r} is no time of day; write it as 06:45")
    return clock.other_half if clock.either and clock.minutes < _MORNING else clock.minutes


def read_stretch(text: str) -> TypedStretch | None:
    """From and to of ``9:40-10:05``, ``8-8:30``, ``11-12pm``, ``half past 9 to 10``; None for anything else.

    Where only one end says its half of the day the other takes the one that makes sense.
    """
    typed = plain_digits(text)
    for found in _DASH.finditer(typed[:80]):
        first, last = _clock(_clock_tokens(typed[: found.start()])), _clock(_clock_tokens(typed[found.end() :]))
        if first is not None and last is not None and first.minutes < DAY:
            return _together(first, last)
    return None


def stretch_typed(text: str) -> tuple[int, int]:
    """From and to of a stretch that was asked for, in minutes after midnight; raises `BadInput` for anything else."""
    stretch = read_stretch(text)
    if stretch is None:
        raise BadInput(f"{text[:40]!r} is no stretch of the day; write from and to, as 06:00-14:15")
    later = DAY // 2 if stretch.either and stretch.begins < _MORNING else 0
    return stretch.begins + later, stretch.ends + later


def looks_like_a_clock(text: str) -> bool:
    """Whether a text is written as clock times are, one or two of them (``25:00``), though it may be none."""
    return _LIKE_A_CLOCK.fullmatch(text) is not None


def says_a_time(text: str) -> bool:
    """Whether anything makes times of the numbers in a text, where no ``at`` or ``from`` stands before them."""
    return _SAYS_TIME.search(plain_digits(text)) is not None


def may_be_either(text: str) -> bool:
    """Whether it is hours and minutes that a clock shows and a length is written as, too: ``1:30``."""
    tokens = _TOKEN.findall(plain_digits(text))
    return len(tokens) == 3 and tokens[1] == ":" and _clock(tokens) is not None


def _plainly_a_length(tokens: list[str], typed: str) -> bool:
    """Whether no token is one that means something else among other words: ``hose of 15 m``, ``1.5m``, ``the 30s``."""
    for number, unit in pairwise(tokens):
        joined = f"{number}{unit}" in typed
        if unit in _OTHER_MEANINGS and not (unit == "m" and joined and _digits(number)):
            return False
    return True


def _colon_length(tokens: list[str], *, asked: bool) -> int | None:
    hours, _, minutes, *unit = tokens
    if not (_digits(hours) and _digits(minutes) and len(hours) <= 3 and len(minutes) == 2 and int(minutes) < 60):
        return None
    if not (unit[0] in _HOURS or (asked and unit[0] in _MINUTES) if unit else asked):
        return None
    return int(hours) * 60 + int(minutes)


def _length(tokens: list[str]) -> float | None:
    """The minutes of quantities and their units, the larger unit first; None where there is anything else."""
    total, place, last_unit = 0.0, 0, 0.0
    while place < len(tokens):
        if last_unit and tokens[place] in {"and", "und"}:
            place += 1
        quantity, place = _quantity(tokens, place)
        if quantity is None:
            return None
        unit = _UNITS.get(tokens[place]) if place < len(tokens) else None
        if unit is None:
            rest = _without_unit(quantity, tokens[place - 1], last_unit)
            return None if rest is None or place < len(tokens) else total + rest
        if last_unit and (unit >= last_unit or quantity * unit >= last_unit):
            return None
        total, place, last_unit = total + quantity * unit, place + 1, unit
    return total if last_unit else None


def _without_unit(quantity: float, token: str, unit: float) -> float | None:
    """The minutes of a last quantity without a unit: of ``1h20`` the 20, of ``an hour and a half`` the half."""
    if unit == 60 and _digits(token) and quantity < 60 and len(token) <= 2:
        return quantity
    return quantity * unit if unit and token in _PARTS else None


def _quantity(tokens: list[str], place: int) -> tuple[float | None, int]:
    """How many, and the place behind: ``1.5``, ``1 1/2``, ``half an``, ``three quarters of an``, ``two and a half``."""
    words = tokens[place:]
    if words[:1] == ["a"] and words[1:2] and words[1] in _PARTS:
        words, place = words[1:], place + 1
    if words[:2] == ["three", "quarters"]:
        return 0.75, place + 2 + _filling(words[2:])
    if words and words[0] in _PARTS:
        return _PARTS[words[0]], place + 1 + _filling(words[1:])
    number = _number(words[0]) if words else None
    if number is None:
        return None, place
    if len(words) > 1 and "/" in words[1] and (part := _number(words[1])) is not None and part < 1:
        return number + part, place + 2
    if words[1:4] == ["and", "a", "half"] and len(words) > 4:
        return number + 0.5, place + 4
    return number, place + 1


def _filling(words: list[str]) -> int:
    """How many words stand between a part and its unit: ``of``, ``of an``, ``an``."""
    count = 1 if words[:1] == ["of"] else 0
    return count + (words[count : count + 1] in (["a"], ["an"]))


def _number(token: str) -> float | None:
    if token in _NUMBERS:
        return float(_NUMBERS[token])
    if len(token) > 9 or not _digits(token[-1]):
        return None
    above, slash, below = token.partition("/")
    if slash:
        return int(above) / int(below) if int(below) else None
    return None if re.fullmatch(r"[0-9]+,[0-9]{3}", token) else float(token.replace(",", "."))


def _digits(token: str) -> bool:
    """Whether these are plain digits; those of other scripts are not read."""
    return token.isascii() and token.isdigit()


def _clock_tokens(text: str) -> list[str]:
    typed = plain_digits(text)
    if len(typed) > 40:
        return []
    typed = typed.replace("a.m.", "am").replace("p.m.", "pm").replace("a.m", "am").replace("p.m", "pm")
    typed = typed.replace("o'clock", "oclock").replace("half-past", "half past")
    return _TOKEN.findall(typed)


def _clock(tokens: list[str]) -> TypedTime | None:
    half = _HALVES.get(tokens[-1]) if len(tokens) > 1 else None
    if half is not None:
        tokens = tokens[:-1]
    spoken = tokens[-1:] == ["oclock"]
    if tokens[-1:] in (["oclock"], ["uhr"]) or (len(tokens) == 2 and tokens[1] == "h"):
        tokens = tokens[:-1]
    if tokens[:1] == ["12"] and tokens[1:] in (["noon"], ["midnight"]):
        tokens = tokens[1:]
    if len(tokens) == 1 and tokens[0] in _NAMED:
        return TypedTime(_NAMED[tokens[0]]) if half is None else None
    told = _HOUR_WORDS[tokens[0]] * 60 if spoken and tokens and tokens[0] in _HOUR_WORDS else _spoken(tokens)
    spoken = spoken or told is not None or (len(tokens) == 1 and _digits(tokens[0]) and len(tokens[0]) < 3)
    told = _written(tokens) if told is None else told
    if told is None:
        return None
    if half is None:
        return TypedTime(told, spoken=spoken)
    hour, minute = divmod(told, 60)
    return TypedTime((hour % 12 + half) * 60 + minute, half_said=True) if 1 <= hour <= 12 else None


def _written(tokens: list[str]) -> int | None:
    """``9:40``, ``9.40``, ``9h40``, ``0940``, ``9`` as minutes after midnight."""
    parts = tokens[0].split(".") if len(tokens) == 1 else tokens[::2] if len(tokens) == 3 else []
    if len(tokens) == 3 and tokens[1] not in {":", "h", "uhr"}:
        return None
    if len(parts) == 1 and len(parts[0]) == 4:
        parts = [parts[0][:2], parts[0][2:]]
    if not parts or not all(map(_digits, parts)) or len(parts[0]) > 2:
        return None
    if len(parts) == 1:
        return int(parts[0]) * 60 if int(parts[0]) <= 24 else None
    hour, minute = int(parts[0]), int(parts[1])
    told = hour * 60 + minute
    return told if len(parts[1]) == 2 and minute < 60 and told <= DAY else None


def _spoken(tokens: list[str]) -> int | None:
    """``half past 2``, ``quarter to ten``, ``20 past 9``, ``halb drei`` as minutes after midnight."""
    if len(tokens) == 2 and tokens[0] == "halb":
        hour = _hour(tokens[1])
        return None if hour is None else (hour * 60 - 30) % DAY
    if len(tokens) == 4 and tokens[0] == "a":
        tokens = tokens[1:]
    if len(tokens) != 3 or tokens[1] not in _PAST | _TO:
        return None
    part, hour = _PARTS.get(tokens[0]), _hour(tokens[2])
    minutes = _number(tokens[0]) if part is None else part * 60
    if hour is None or minutes is None or not 1 <= minutes <= 30 or minutes % 1:
        return None
    return (hour * 60 + int(minutes if tokens[1] in _PAST else -minutes)) % DAY


def _hour(token: str) -> int | None:
    hour = _HOUR_WORDS.get(token, int(token) if _digits(token) and len(token) <= 2 else 0)
    return hour if 1 <= hour <= 24 else None


def _together(first: TypedTime, last: TypedTime) -> TypedStretch:
    begins, ends = first.minutes, last.minutes % DAY
    if last.half_said:
        begins = min((begins, first.other_half), key=lambda known: (ends - known) % DAY)
    elif first.half_said:
        ends = min((ends, last.other_half), key=lambda known: (known - begins) % DAY)
    elif (ends - begins) % DAY > DAY // 2 and (last.other_half - begins) % DAY <= (
        DAY // 2 if last.either else LONGEST_ON_TWELVE_HOURS
    ):
        ends = last.other_half
    either = first.either and last.either and not (first.half_said or last.half_said)
    return TypedStretch(begins, ends, either)
