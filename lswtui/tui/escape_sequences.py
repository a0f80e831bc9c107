"""What a terminal sends, cut into the smallest parts that mean something; sequences that nobody asked for mean nothing.

Terminals answer questions late, report that keys are let go, or are other than they say, and a slow line brings all
of it in pieces. Whatever is no key, no click, no paste and no answer that the screen library knows is left out whole,
so that no part of it is ever taken for typed keys.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, NamedTuple

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

ESC: Final = "\x1b"
ESCAPE_KEY: Final = 0.1
"""Seconds after which a lone ESC is the key; what follows it sooner belongs to it."""
UNFINISHED: Final = 2.0
"""Seconds after which a sequence that has begun is given up."""
PASTE: Final = 5.0
"""Seconds without a byte after which a paste whose end never comes is over."""
PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"
LONGEST: Final = 32
"""Characters of the longest sequence that the screen library takes."""
FARTHEST: Final = 10_000
"""More columns or lines than a terminal has."""

_WHOLE = re.compile(
    r"""\x1b(?:
        \[\[.                                        # a function key of the Linux console
      | \[M[^\x1b]{3}                                # a click of old terminals
      | \[\d\d?\$                                    # a key of rxvt, held with shift
      | \[(?:[ -?]+M | [ -?]*[@-LN-Z\\-~])           # CSI
      | O[ -?]*[@-~]                                 # SS3
      | [\]PX^_][^\x07\x1b\x18\x1a]*(?:[\x07\x18\x1a] | \x1b\\)  # OSC, DCS, SOS, PM and APC, each with its text
    )""",
    re.VERBOSE | re.DOTALL,
)
_BEGUN = re.compile(r"\x1b(?:\[\[|\[M[^\x1b]{0,2}|[\[O][ -?]*|[\]PX^_][^\x07\x1b\x18\x1a]*\x1b?)", re.DOTALL)
_REST_OF_ONE = re.compile(r"\[[<-?]?\d[\d;:]*[ -/]*[@-~]|\[\?[\d;]*\$?[a-z]|\]\d+;[^\x07\x1b]*(?:\x07|\x1b\\)")
"""What can only have stood behind an ESC, although that came so much sooner that it was taken for the key."""
_KEY = re.compile(r"\x1b\[(\d*)[\d:]*(?:;(\d*)(?::(\d*))?(?:;([\d:]*))?)?([u~A-HPQS])")
"""A key as the kitty protocol writes it: its number, what is held with it, whether it is let go, the text it types."""
_CLICK = re.compile(r"\x1b\[<(\d{1,3});(\d{1,5});(\d{1,5})[mM]")
_ANSWER = re.compile(r"\x1b\[(?:\?\d{1,5};\d\$y|\d{1,4};\d{1,4}R|[IO])")
_SIZE = re.compile(r"\x1b\[48;([1-9]\d{0,3});([1-9]\d{0,3});([1-9]\d{0,4});([1-9]\d{0,4})t")
_LET_GO = "3"


class InputKind(Enum):
    """What a part of the input is."""

    TEXT = auto()
    """A character that was typed, or a key that is sent as one."""
    SEQUENCE = auto()
    """A key, click or answer, as the screen library knows it."""
    ESCAPE = auto()
    """The key of that name."""
    ALT = auto()
    """The character typed while Alt was held."""
    PASTE = auto()
    """A text pasted."""


class InputPart(NamedTuple):
    """The smallest part of the input that means something."""

    kind: InputKind
    text: str


class EscapeSequences:
    """The input of one terminal, read in pieces of any size; moments are seconds of a clock that is never set."""

    def __init__(self) -> None:
        self._held = ""
        """What has begun with an ESC and is not whole yet."""
        self._since = 0.0
        self._pasted: list[str] | None = None
        self._escaped: float | None = None
        """When a lone ESC was taken for the key."""

    @property
    def is_waiting(self) -> bool:
        """Whether something has begun that may be whole without another byte."""
        return bool(self._held) or self._pasted is not None

    def feed(self, text: str, now: float) -> Iterator[InputPart]:
        """The parts that are whole with what arrives now."""
        yield from self.idle(now)
        if self._escaped is not None:
            rest = _REST_OF_ONE.match(text) if now - self._escaped < UNFINISHED else None
            text = text[rest.end() :] if rest else text
            self._escaped = None
        if not self._held:
            self._since = now
        left = self._held + text
        self._held = ""
        while left:
            if self._pasted is None:
                part, left = self._next(left, now)
            else:
                part, left = self._pasting(self._pasted, left, now)
            if part is not None:
                yield part
            if self._held:
                return

    def idle(self, now: float) -> Iterator[InputPart]:
        """The parts that are whole since nothing more came."""
        waited = now - self._since
        if self._pasted is not None:
            if waited >= PASTE:
                yield InputPart(InputKind.PASTE, "".join(self._pasted) + self._held)
                self._pasted, self._held = None, ""
        elif self._held == ESC and waited >= ESCAPE_KEY:
            self._held = ""
            self._escaped = now
            yield InputPart(InputKind.ESCAPE, ESC)
        elif self._held and waited >= UNFINISHED:
            self._held = ""

    def _next(self, text: str, now: float) -> tuple[InputPart | None, str]:
        """The first part of a text, if it is to be heeded and whole, and what is left after it."""
        if text[0] != ESC:
            return InputPart(InputKind.TEXT, text[0]), text[1:]
        if whole := _WHOLE.match(text):
            rest = text[whole.end() :]
            if whole[0] == PASTE_BEGINS:
                self._pasted, self._since = [], now
                return None, rest
            known = known_sequence(whole[0])
            return InputPart(InputKind.SEQUENCE, known) if known else None, rest
        begun = _BEGUN.match(text)
        if text == ESC or (begun and begun.end() == len(text)):
            self._held = text
            return None, ""
        if begun:  # something else begins in its midst
            return None, text[begun.end() - text[: begun.end()].endswith(ESC) :]
        if text[1] == ESC:
            return InputPart(InputKind.ESCAPE, ESC), text[1:]
        if text[:2] in ANSI_SEQUENCES_KEYS:
            return InputPart(InputKind.SEQUENCE, text[:2]), text[2:]
        return InputPart(InputKind.ALT, text[1]), text[2:]

    def _pasting(self, before: list[str], text: str, now: float) -> tuple[InputPart | None, str]:
        """The paste, if its end has come, and what is left after it."""
        self._since = now
        pasted, end, rest = text.partition(PASTE_ENDS)
        if end:
            self._pasted = None
            return InputPart(InputKind.PASTE, "".join(before) + pasted), rest
        cut = next((size for size in range(len(PASTE_ENDS) - 1, 0, -1) if text.endswith(PASTE_ENDS[:size])), 0)
        before.append(text[: len(text) - cut])
        self._held = text[len(text) - cut :]
        return None, ""


def known_sequence(sequence: str) -> str | None:
    """A whole sequence as the screen library takes it; None where it is nothing to be heeded."""
    if len(sequence) > LONGEST or sequence == PASTE_ENDS:
        return None
    if sequence in ANSI_SEQUENCES_KEYS or _ANSWER.fullmatch(sequence) or _SIZE.fullmatch(sequence):
        return sequence
    if click := _CLICK.fullmatch(sequence):
        return sequence if all(0 < int(place) < FARTHEST for place in click.groups()[1:]) else None
    if key := _KEY.fullmatch(sequence):
        return _known_key(*key.groups(default=""))
    return None


def _known_key(number: str, held: str, event: str, typed: str, end: str) -> str | None:
    """A key of the kitty protocol without what the screen library does not read; None for one that is let go."""
    letters = [int(letter) for letter in typed.split(":") if letter]
    if event == _LET_GO or (end in "u~" and not number) or not all(map(_is_printable, letters)):
        return None
    if int(number or "1") > 0x10FFFF or 0xD800 <= int(number or "1") < 0xE000 or int(held or "1") > 256:
        return None
    modified = "" if held == "1" else held
    fields = (
        (number, modified, ":".join(map(str, letters))) if letters else (number, modified) if modified else (number,)
    )
    return f"{ESC}[{';'.join(fields)}{end}"


def _is_printable(letter: int) -> bool:
    return letter <= 0x10FFFF and chr(letter).isprintable()
