from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.text import one_line


def test_line_ends_and_tabs_are_blanks_and_blanks_are_single() -> None:
    assert one_line(" press 4\r\n\tjammed   again ") == "press 4 jammed again"


def test_an_escape_sequence_stays_readable_and_harmless() -> None:
    assert one_line("\x1b[2Jgone\x07") == "\ufffd[2Jgone\ufffd"


def test_what_would_turn_the_direction_is_dropped() -> None:
    assert one_line("a\u202eb\u2066c") == "abc"


def test_letters_of_every_script_and_joined_signs_stay() -> None:
    assert one_line("Straße 東京 عربى 👩‍🔧") == "Straße 東京 عربى 👩‍🔧"


def test_nothing_is_an_empty_line() -> None:
    assert (one_line(None), one_line(""), one_line(" \n ")) == ("", "", "")


@given(st.text())
def test_a_line_is_one_line_for_ever(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line
    assert len(line.splitlines()) <= 1
    assert not any(unicodedata.category(character) in {"Cc", "Cs"} for character in line)


@given(st.text(st.characters(categories=["L", "N", "P"])))
def test_plain_words_are_never_changed(text: str) -> None:
    assert one_line(text) == text
