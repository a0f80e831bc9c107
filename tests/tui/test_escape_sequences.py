"""The input of a terminal: whatever bytes come, keys are keys, and what nobody asked for is nothing."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser

from lswtui.tui.driver import messages
from lswtui.tui.escape_sequences import UNFINISHED, EscapeSequences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.message import Message

UNASKED = (
    "\x1b[105;1:3u",  # a key let go
    "\x1b[1;1:3A",
    "\x1b[3;5:3~",
    "\x1b]11;rgb:ffff/ffff/dddd\x1b\\",  # late answers
    "\x1b]10;rgb:0000/0000/0000\x07",
    "\x1b]52;c;aGVsbG8=\x1b\\",
    "\x1bP>|XTerm(390)\x1b\\",
    "\x1bP1+r544e=787465726d\x1b\\",
    "\x1bP0$r0m\nquite long, quite long, quite long, quite long\x1b\\",
    "\x1b_Gi=1;OK\x1b\\",
    "\x1b^private\x1b\\",
    "\x1bXstart\x1b\\",
    "\x1b[?62;22c",
    "\x1b[>41;390;0c",
    "\x1b[?1u",
    "\x1b[?997;1n",
    "\x1b[0n",
    "\x1b[8;40;120t",
    "\x1b[48;0;0;0;0t",
    "\x1b[<0;99999;5M",  # clicks that are nowhere
    "\x1b[<0;0;5M",
    "\x1b[<0;-3;5M",
    "\x1b[<64M",
    "\x1b[M !!",
    "\x1b[32;10;20M",
    "\x1b[99999999999u",
    "\x1b[55296u",
    "\x1b[97;1;27u",
    "\x1b[97;999u",
    "\x1b[;u",
    "\x1b[1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17m",
    "\x1b[201~",
)
KEYS = {
    "i": "i",
    "\r": "enter",
    "\x1b[A": "up",
    "\x1bOQ": "f2",
    "\x1b[1;5C": "ctrl+right",
    "\x1b[105u": "i",
    "\x1b[105;;105u": "i",
    "\x1b[105;1:1u": "i",
    "\x1b[105:73;2:2;73u": "I",
    "\x1b[13u": "enter",
    "\x1b[13;1:1u": "enter",
    "\x1b[1;1:2B": "down",
    "\x1b[3;1:1~": "delete",
    "\x1b[[A": "f1",
    "\x1bq": "alt+q",
    "\x1bb": "ctrl+left",
}
PIECES = st.one_of(
    st.sampled_from([*UNASKED, *KEYS, "\x1b", "\x1b[", "\x1b]", "\x1b[200~", "\x1b[201~", "\x1b\\", "\x07", "\x18"]),
    st.text(st.sampled_from("\x1b[]<>?;:0123456789MmuARtyPO~$ abc\x07\x9b\x00"), max_size=12),
    st.binary(max_size=8).map(lambda data: data.decode(errors="replace")),
)


def read(*pieces: str, pause: float = 0.01, end: float = 10.0) -> list[Message]:
    """What the program is told, pieces arriving one after the other and then nothing for a while."""
    sequences, parser, now, told = EscapeSequences(), XTermParser(), 0.0, []
    for piece in pieces:
        now += pause
        told += [message for part in sequences.feed(piece, now) for message in messages(parser, part)]
    for part in sequences.idle(now + end):
        told += messages(parser, part)
    return told


def names(told: Sequence[Message]) -> list[str]:
    return [message.key if isinstance(message, events.Key) else type(message).__name__ for message in told]


@pytest.mark.parametrize("sequence", UNASKED)
def test_what_nobody_asked_for_is_nothing_however_it_is_cut(sequence: str) -> None:
    assert names(read("a", sequence, "b")) == ["a", "b"]
    for cut in range(2, len(sequence)):
        assert names(read("a", sequence[:cut], sequence[cut:], "b", pause=0.3)) == ["a", "b"]
    assert names(read("a", *sequence, "b")) == ["a", "b"]


@pytest.mark.parametrize("sequence", [each for each in UNASKED if each[1] == "[" and each[2:3] in "0123456789?"])
def test_one_that_is_cut_behind_its_first_byte_types_nothing(sequence: str) -> None:
    assert names(read("a", "\x1b", sequence[1:], "b", pause=0.3)) == ["a", "escape", "b"]


@pytest.mark.parametrize(("sequence", "key"), KEYS.items())
def test_keys_are_keys_also_as_newer_terminals_write_them(sequence: str, key: str) -> None:
    assert names(read("a", sequence, "b")) == ["a", key, "b"]
    assert names(read("a", *sequence, "b")) == ["a", key, "b"]


def test_enter_and_letters_type_what_they_are() -> None:
    typed = [
        message.character
        for message in read("\x1b[13u\x1b[105;;105u\x1b[228;1:1;228u")
        if isinstance(message, events.Key)
    ]
    assert typed == ["\r", "i", "ä"]


def test_the_escape_key_is_one_when_nothing_follows_it_at_once() -> None:
    assert names(read("\x1b")) == ["escape"]
    assert names(read("\x1b", "q", pause=0.2)) == ["escape", "q"]
    assert names(read("\x1b\x1b")) == ["escape", "escape"]
    assert names(read("\x1b", "\x1b[A", pause=0.05)) == ["escape", "up"]


def test_a_paste_is_text_whatever_is_in_it_and_wherever_it_is_cut() -> None:
    poison = "a\x1b[105u\x1b]0;x\x07\r\x1b[20"
    whole = f"\x1b[200~{poison}\x1b[201~q"
    for cut in range(1, len(whole)):
        told = read(whole[:cut], whole[cut:])
        assert names(told) == ["Paste", "q"]
        assert isinstance(told[0], events.Paste)
        assert told[0].text == poison


def test_what_never_ends_is_given_up_and_what_is_typed_afterwards_counts() -> None:
    for begun in ("\x1b]11;rgb:", "\x1bP", "\x1b[", "\x1bO", "\x1b[12;"):
        assert names(read(begun, "i", pause=UNFINISHED + 0.1)) == ["i"]
    assert names(read("\x1b[200~", "i", pause=6.0)) == ["Paste", "i"]


def test_every_sequence_that_the_library_knows_leaves_it_ready_for_the_next() -> None:
    for sequence in ANSI_SEQUENCES_KEYS.keys() - {"\x1b", "\x1b\x1b"}:
        assert names(read(sequence, "z"))[-1] == "z", repr(sequence)


@given(st.lists(PIECES, max_size=12))
def test_whatever_bytes_come_reading_goes_on(pieces: list[str]) -> None:
    told = read(*pieces, end=0.0)
    assert all(isinstance(message.character, str | None) for message in told if isinstance(message, events.Key))
    sequences, parser = EscapeSequences(), XTermParser()
    for number, piece in enumerate(pieces):
        for part in sequences.feed(piece, number / 10):
            list(messages(parser, part))
    late = [*sequences.idle(1_000.0), *sequences.feed("z", 2_000.0)]
    assert names([message for part in late for message in messages(parser, part)])[-1] == "z"


@given(st.text(st.sampled_from("".join(UNASKED) + "ab\r"), max_size=60), st.lists(st.integers(0, 60), max_size=8))
def test_how_the_line_cuts_it_makes_no_difference(text: str, cuts: list[int]) -> None:
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    pieces = [text[start:end] for start, end in pairwise(places)]
    assert names(read(*pieces, pause=0.0)) == names(read(text))
