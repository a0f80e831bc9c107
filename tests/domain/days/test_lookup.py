from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.days.lookup import card_named, interruption_named
from lswtui.domain.errors import BadInput, NotFound
from tests.domain.making import a_card, broke_in

CARDS = (
    a_card("walk", "07:00")._replace(id="mine.walk@2026-11-19", title="Gemba walk"),
    a_card("round", "09:00")._replace(id="mine.round@2026-11-19", title="Round"),
    a_card("round", "13:00")._replace(id="mine.round@2026-11-19#2", title="Round"),
    a_card("x")._replace(id="01KAEVXYZ", title="10 o'clock call", task=None),
)


@pytest.mark.parametrize("name", ["1", "mine.walk@2026-11-19", "mine.walk", "walk", "wa", "GEMBA", " gemba w "])
def test_a_card_is_meant_by_number_id_or_a_beginning_of_its_name(name: str) -> None:
    assert card_named(CARDS, name) == CARDS[0]


def test_the_round_meant_is_told_by_its_id_or_number() -> None:
    assert card_named(CARDS, "mine.round@2026-11-19#2") == CARDS[2]
    assert card_named(CARDS, "3") == CARDS[2]


def test_several_that_are_meant_are_listed() -> None:
    with pytest.raises(BadInput, match="may mean Round, Round"):
        card_named(CARDS, "rou")


def test_a_number_is_a_number_even_where_a_title_begins_with_one() -> None:
    with pytest.raises(NotFound, match="has 4"):
        card_named(CARDS, "10")


def test_a_mistyped_name_is_answered_with_what_was_meant() -> None:
    with pytest.raises(NotFound, match="did you mean 'Gemba walk'"):
        card_named(CARDS, "gmeba walk")


def test_an_empty_name_asks_which() -> None:
    with pytest.raises(BadInput, match="say which card"):
        card_named(CARDS, "  ")


@given(st.text())
def test_any_name_is_a_card_or_one_short_sentence(name: str) -> None:
    said = ""
    try:
        assert card_named(CARDS, name) in CARDS
    except (BadInput, NotFound) as error:
        said = str(error)
    assert len(said) < 300
    assert "\n" not in said


def test_an_interruption_is_meant_by_its_number_or_a_beginning_of_its_id() -> None:
    log = (broke_in("01KAEVAAAA", "07:00"), broke_in("01KAEVBBBB", "08:00"))
    assert interruption_named(log, "2") == log[1]
    assert interruption_named(log, "01kaeva") == log[0]
    with pytest.raises(NotFound, match="numbers them"):
        interruption_named(log, "01KAEV")
    with pytest.raises(NotFound):
        interruption_named(log, "")
