"""One line about what broke in, read into a value: who, what kind, how long, from when, whose work.

Everything in the line is optional and marks stand in any order. A mark that is not understood stays text,
with a note; nothing that was typed is ever lost.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from lswtui.domain.text import counted, name_form, same_form
from lswtui.domain.time_input import (
    BEGINNINGS,
    LEADS,
    MOST_WORDS,
    NUMBER_WORDS,
    TypedStretch,
    TypedTime,
    looks_like_a_clock,
    may_be_either,
    plain_digits,
    read_clock,
    read_length,
    read_stretch,
    says_a_time,
)
from lswtui.domain.times import DAY, clock_text, later, minutes_between, minutes_text, stamped, stretch_text
from lswtui.domain.vocabulary import Handling, Valid, Whose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lswtui.domain.boards.category import Category

_SIGNS = {
    "@": "who",
    "#": "category",
    "!": "judgement",
    "+": "opens",
    "who:": "who",
    "cat:": "category",
    "whose:": "whose",
}
_SIGNED = re.compile(r"([@#!+]|who:|cat:|whose:)(.+)", re.IGNORECASE | re.DOTALL)
_NAMES = {
    "who": "who it was",
    "category": "what kind it was",
    "minutes": "how long it took",
    "start": "when it began",
    "whose": "whose work it was",
    "valid": "whether it was valid",
    "handling": "what came of it",
    "workaround": "that it is a workaround",
}
"""What each field says, for the note on a word that says it a second time."""
_HOURS_ONLY = re.compile(r"(?:1?[0-9]|2[0-3])(?:(?: to |-)(?:1?[0-9]|2[0-4]))?")
"""Numbers that may be hours of the day, or anything else."""
_FLOWS = ("problem", "obstacle", "commitment")
_ESCAPED = re.compile(r"\\([@#!+~＠＃！＋～])")
_NOT_ITS_TIME = frozenset({"in", "within", "every", "per", "until", "till", "to", "by", "before", "bis", "alle"})
"""Words before a time or a length that is not the interruption's own: ``moved to 3pm``, ``back in 15m``."""
LONGEST_UNSAID = 5 * 60
"""Minutes up to which ``1:30`` alone is a length; above, it may as well be a time of day."""


class Piece(NamedTuple):
    """Some words of the line and how they were read."""

    kind: str
    """``who category minutes from span whose valid handling workaround`` or ``text``."""
    text: str
    """The words as typed."""
    means: str
    """What they were taken for, to be said back: ``"11 minutes"``, ``"from 09:40"``."""


class Capture(NamedTuple):
    """What one line says; None or False where it says nothing."""

    text: str = ""
    """The words left, single spaces between them, escapes removed."""
    who: str | None = None
    """In lower case, without its sign."""
    category: str | None = None
    """The id of a category."""
    minutes: float | None = None
    """0 is a blip."""
    start: datetime | None = None
    """Stamped, as the zone of the `now` it was read at shows it; None for a length without a time."""
    end: datetime | None = None
    whose: Whose | None = None
    valid: Valid | None = None
    handling: Handling | None = None
    workaround: bool = False
    pieces: tuple[Piece, ...] = ()
    """The whole line, in the order typed."""
    notes: tuple[str, ...] = ()
    """What was doubtful, one short sentence each."""
    unread: tuple[str, ...] = ()
    """Why words that might have been a mark or a time are text; each is in the notes, too."""


class _Token(NamedTuple):
    """Words that were understood, and the fields of the capture that they give."""

    kind: str
    means: str
    says: dict[str, Any]


class _Choice(NamedTuple):
    """One of the things that a mark can stand for."""

    word: str
    names: tuple[str, ...]
    """What it may be called, in lower case; a beginning is enough."""
    token: _Token


def _choice(kind: str, word: str, means: str) -> _Choice:
    return _Choice(word, (word,), _Token(kind, means, {kind: word}))


_WHOSE = [
    _choice("whose", Whose.MINE, "my work"),
    _choice("whose", Whose.TEAM, "team's work"),
    _choice("whose", Whose.BOSS, "boss's work"),
    _choice("whose", Whose.PEER, "peer's work"),
    _choice("whose", Whose.NOBODY, "nobody's work"),
]
_VALID = [
    _choice("valid", Valid.VALID, "right person now"),
    _choice("valid", Valid.WAIT, "could wait"),
    _choice("valid", Valid.WRONG, "wrong person"),
]
_HANDLING = [_choice("handling", word, f"{word}") for word in Handling]
_WORKAROUND = _Token("workaround", "workaround again", {"workaround": True})


def read_capture(line: str, *, now: datetime, categories: Sequence[Category], shell: bool = False) -> Capture:
    """Read LINE as typed at the aware moment NOW; in a SHELL, ``again`` at its end is ``~``. Never fails."""
    reading = _Reading(line.split())
    offered = _offered(categories)
    for place, word in enumerate(reading.words):
        reading.take([place], _mark(word, offered))

    left = [place for place in range(len(reading.words)) if place not in reading.tokens]
    sizes = range(MOST_WORDS, 0, -1)
    while taken := reading.take_time([left[:size] for size in sizes], now):
        del left[:taken]
    while taken := reading.take_time([left[-size:] for size in sizes], now, again=shell):
        del left[-taken:]
    return reading.capture(now)


def said_back(capture: Capture) -> str:
    """What was understood, in one line: ``press 4 jammed · @maria · equipment · 11m from 09:40``."""
    means = {piece.kind: piece.means for piece in capture.pieces}
    length = "" if capture.minutes is None else minutes_text(capture.minutes)
    when = f"{length} {means.get('from') or means.get('span') or ''}".strip()
    marks = (means.get(kind) for kind in ("who", "category", "whose", "valid", "handling", "workaround"))
    return " · ".join(part for part in (capture.text, *marks, when) if part)


def completions(line: str, *, categories: Sequence[Category], people: Sequence[str]) -> tuple[str, ...]:
    """LINE with the ``@ # ! +`` mark at its very end completed, best first, PEOPLE in the order given."""
    words = line.split()
    if not words or line[-1].isspace():
        return ()
    sign, typed = same_form(words[-1][0]), same_form(words[-1][1:])
    kind = _SIGNS.get(sign, "")
    named = [(name, choice.word) for choice in _offered(categories).get(kind, ()) for name in choice.names]
    if kind == "who":
        named = [(same_form(person), name_form(person)) for person in people]
    fits = (str.__eq__, str.startswith, str.__contains__)
    best = dict.fromkeys(word for fit in fits for name, word in named if fit(name, typed))
    stem = line[: len(line) - len(words[-1]) + 1]
    return tuple(stem + word for word in best if word != typed)


class _Reading:
    """A line on its way to a capture: which of its words were understood, and what they say."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.tokens: dict[int, Piece | None] = {}
        """The piece that begins at a place; None at the places of its further words."""
        self.says: dict[str, Any] = {}
        self.notes: dict[str, None] = {}
        self.unread: dict[str, None] = {}

    def take(self, places: list[int], found: _Token | str | None) -> bool:
        """Take FOUND for the words at PLACES, unless it is a doubt or the line has said it already."""
        typed = " ".join(self.words[place] for place in places)
        if isinstance(found, _Token):
            said = next((field for field in found.says if field in self.says), None)
            if said is None:
                self.says |= found.says
                self.tokens |= dict.fromkeys(places)
                self.tokens[places[0]] = Piece(found.kind, typed, found.means)
                return True
            found = f"{_short(typed)}: the line already says {_NAMES[said]}"
        if found:
            self.unread[found] = None
            self.notes[f"{found}; kept as text"] = None
        return False

    def take_time(self, ends: list[list[int]], now: datetime, *, again: bool = False) -> int:
        """Take the time that one of ENDS holds, the longest coming first; return of how many words."""
        for places in ends:
            if not places or places[-1] - places[0] >= len(places) or not self.may_begin(places[0]):
                continue
            if places[0] == 0 and len(places) < len(ends[0]) and same_form(self.words[0]) in NUMBER_WORDS:
                continue  # ``one minute photo`` begins with no length
            typed = " ".join(self.words[place] for place in places)
            bare = plain_digits(typed).removeprefix("(").rstrip(",.;:!?)")
            typed = bare if bare == bare.strip() else plain_digits(typed)  # a sign that stands alone is a word
            found = _WORKAROUND if again and typed == "again" else _time(typed, now)
            if isinstance(found, _Token) and self.is_of_something_else(places, typed, found):
                found = f"{typed} after {self.words[places[0] - 1]} is taken for no time of this"
            if found:
                return len(places) if self.take(places, found) else 0
        return 0

    def is_of_something_else(self, places: list[int], typed: str, found: _Token) -> bool:
        """Whether the word before makes it the time of something else: ``moved to 3pm``, ``back in two hours``.

        Never of what says that it is this one's (``at 9:40``, ``9:40-10:05``, ``20m ago``), nor of one word (``15m``).
        """
        before = same_form(self.words[places[0] - 1]) if places[0] else ""
        plain = found.kind == "span" or typed.partition(" ")[0] in LEADS or typed.endswith(" ago")
        return before in _NOT_ITS_TIME and not plain and not (found.kind == "minutes" and len(places) == 1)

    def may_begin(self, place: int) -> bool:
        """Whether a word can be the first of a time; a quick look, since most words are not."""
        word = same_form(self.words[place]).removeprefix("(")
        return word[:1].isdigit() or word[:1] in "~≈<.,½¼¾" or word in BEGINNINGS or word in LEADS or word == "again"

    def capture(self, now: datetime) -> Capture:
        """All that was understood, the other words being text."""
        pieces: list[Piece] = []
        for understood, run in groupby(range(len(self.words)), key=self.tokens.__contains__):
            places = list(run)
            if understood:
                pieces += [piece for place in places if (piece := self.tokens[place])]
            else:
                typed = " ".join(self.words[places[0] : places[-1] + 1])
                pieces.append(Piece("text", typed, _ESCAPED.sub(r"\1", typed)))

        if "end" not in self.says and {"start", "minutes"} <= self.says.keys():
            self.says["end"] = later(self.says["start"], self.says["minutes"])
        end = self.says.get("end")
        if end and minutes_between(now, end) >= 1:
            self.notes[f"it would end at {end:%H:%M}, later than now"] = None
        text = " ".join(piece.means for piece in pieces if piece.kind == "text")
        self.says |= {field: stamped(self.says[field]) for field in ("start", "end") if field in self.says}
        return Capture(text, pieces=tuple(pieces), notes=tuple(self.notes), unread=tuple(self.unread), **self.says)


def _offered(categories: Sequence[Category]) -> dict[str, list[_Choice]]:
    """What each kind of mark with fixed words can stand for."""
    named = [
        _Choice(
            category.id,
            (same_form(category.letter), same_form(category.id), same_form(category.name).replace(" ", "-")),
            _Token("category", category.name, {"category": category.id}),
        )
        for category in categories
    ]
    return {"category": named, "whose": _WHOSE, "judgement": _WHOSE + _VALID + _HANDLING}


def _mark(word: str, offered: dict[str, list[_Choice]]) -> _Token | str | None:
    """What a word with a sign says, why that is doubtful, or None for a plain word."""
    plain = word if word.isascii() else unicodedata.normalize("NFKC", word)
    if plain == "~":
        return _WORKAROUND
    signed = _SIGNED.fullmatch(plain)
    typed = name_form(signed[2].rstrip(",.;:!?)")) if signed else ""
    if not signed or not any(map(str.isalnum, typed)):
        return None
    kind = _SIGNS[signed[1].lower()]
    if kind == "who":
        name = typed.removesuffix("'s")
        is_name = f"_{name}".replace(".", "").replace("-", "").replace("'", "").isidentifier()
        return _Token("who", f"@{name}", {"who": name}) if is_name else f"{_short(word)} is no name"

    typed = same_form(typed)
    if kind == "opens":
        is_flow = any(flow.startswith(typed) for flow in _FLOWS)
        return f"{_short(word)}: there are no flows yet to open anything on" if is_flow else None

    choices = offered[kind]
    meant = [choice for choice in choices if typed in choice.names]
    meant = meant or [choice for choice in choices if any(name.startswith(typed) for name in choice.names)]
    if len(meant) == 1:
        return meant[0].token
    if meant:
        return f"{_short(word)} could be {' or '.join(choice.word for choice in meant)}"
    known = ", ".join(" ".join(dict.fromkeys((choice.names[0], choice.word))) for choice in choices)
    return f"{_short(word)} is none of {known}" if known else f"{_short(word)}: no categories are known here"


def _time(typed: str, now: datetime) -> _Token | str | None:
    """What words at an end of the line say about time, why that is doubtful, or None."""
    ago = typed.removesuffix(" ago")
    minutes = read_length(ago.removeprefix("for "), asked=ago != typed and ":" in ago)
    if minutes is not None:
        if minutes > DAY:
            return f"{typed} is longer than a day"
        return _lasting(minutes) if ago == typed else _from(later(now, -minutes), now)
    lead, _, rest = typed.partition(" ")
    if lead not in LEADS:
        return _time_alone(typed, now) if says_a_time(typed) else None
    stretch, clock = read_stretch(rest), read_clock(rest)
    if _HOURS_ONLY.fullmatch(rest):
        return f"{typed} may be a time; write {rest.partition(' ')[0].partition('-')[0]}:00"
    if stretch is not None and (clock is None or lead != "at"):
        return _span(stretch, now)
    if clock is not None:
        return _since(clock, now)
    return f"{typed} is no time of day" if looks_like_a_clock(rest) else None


def _time_alone(typed: str, now: datetime) -> _Token | str | None:
    """What a time says that stands without ``at`` or ``from``; hours and minutes alone are a length."""
    if may_be_either(typed):
        minutes = read_length(typed, asked=True) or 0
        doubt = f"{typed} may be a time or a length; write at {typed} or {typed.replace(':', 'h')}"
        return _lasting(minutes) if minutes < LONGEST_UNSAID else doubt
    if (stretch := read_stretch(typed)) is not None:
        return _span(stretch, now)
    if (clock := read_clock(typed)) is not None:
        if looks_like_a_clock(typed):
            return None
        since = _since(clock, now)
        to_come = minutes_between(since.says["start"], now) > DAY / 2
        return f"{typed} may be still to come; write at {typed} for the last" if to_come else since
    return f"{typed} is no time of day" if looks_like_a_clock(typed) and "-" in typed else None


def _lasting(minutes: int) -> _Token:
    return _Token("minutes", counted(minutes, "minute"), {"minutes": float(minutes)})


def _since(clock: TypedTime, now: datetime) -> _Token:
    """From a clock time, of the two that it may be the later one that is over."""
    readings = (clock.minutes, clock.other_half) if clock.either else (clock.minutes,)
    typed = max(readings, key=lambda reading: _last(reading, now).timestamp())
    return _from(_last(typed, now), now, typed)


def _from(start: datetime, now: datetime, typed: int | None = None) -> _Token:
    return _Token("from", f"from {_said_time(start, now)}{_left_out(typed, start)}", {"start": start})


def _span(stretch: TypedStretch, now: datetime) -> _Token | str:
    shifts = (0, DAY // 2) if stretch.either else (0,)
    ends = max(((stretch.ends + shift) % DAY for shift in shifts), key=lambda clock: _last(clock, now).timestamp())
    began, ended = (stretch.begins + ends - stretch.ends) % DAY, ends
    start = _last(began, now)
    end = _next(ended, start)
    minutes = minutes_between(start, end)
    if end.date() > start.date() and minutes > DAY / 2:
        return f"{stretch_text(began, ended)} runs backwards"
    means = f"from {_said_time(start, now)}{_left_out(began, start)} to {end:%H:%M}{_left_out(ended, end)}"
    return _Token("span", means, {"start": start, "end": end, "minutes": minutes})


def _last(clock: int, now: datetime) -> datetime:
    """The latest moment up to NOW that shows CLOCK."""
    return max((at for at in _showing(clock, now) if minutes_between(at, now) >= 0), key=datetime.timestamp)


def _next(clock: int, start: datetime) -> datetime:
    """The earliest moment from START on that shows CLOCK."""
    return min((at for at in _showing(clock, start) if minutes_between(start, at) >= 0), key=datetime.timestamp)


def _showing(clock: int, near: datetime) -> Iterator[datetime]:
    """The moments around NEAR that show CLOCK, twice on the day that repeats it; one that a day skips is later."""
    for days in range(-2, 3):
        for fold in (0, 1):
            wall = time(clock // 60, clock % 60, fold=fold)
            there = later(datetime.combine(near.date() + timedelta(days), wall, near.tzinfo), 0)
            if not fold or (there.hour, there.minute) == (wall.hour, wall.minute):
                yield there


def _said_time(moment: datetime, now: datetime) -> str:
    days = (now.date() - moment.date()).days
    day = {0: "", 1: " yesterday"}.get(days, f" on {moment.date()}")
    return f"{moment:%H:%M}{day}"


def _left_out(clock: int | None, at: datetime) -> str:
    """Why a typed time was taken for AT, where that day's clock change leaves it out."""
    return "" if clock in (None, at.hour * 60 + at.minute) else f" (there was no {clock_text(clock or 0)})"


def _short(word: str) -> str:
    return word if len(word) <= 30 else f"{word[:29]}…"
