from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.text import one_line, same_form, search_form


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


@pytest.mark.parametrize(
    ("typed", "same"),
    [("José", "jose\u0301"), ("O’Brien", "o'brien"), ("ＭＡＲＩＡ", "maria"), ("STRASSE", "straße"), ("Ｑ１", "q1")],
)
def test_what_is_typed_in_different_ways_compares_as_one(typed: str, same: str) -> None:
    assert same_form(typed) == same_form(same)


def test_a_search_ignores_accents_and_names_do_not() -> None:
    assert search_form("Pièce Größe Øre") == "piece grosse øre"
    assert same_form("José") != same_form("Jose")
    assert search_form("José") == search_form("jose")
