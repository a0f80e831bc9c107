from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lswtui.domain.days.card import Card, CardId

THURSDAY = date(2026, 11, 19)
FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        (CardId.of_task("mine", "walk", THURSDAY), "mine.walk@2026-11-19"),
        (CardId.of_task("mine", "walk", THURSDAY, 2), "mine.walk@2026-11-19#2"),
        (CardId.of_task("mine", "walk", THURSDAY, 2)._replace(moved=(FRIDAY,)), "mine.walk@2026-11-19#2>2026-11-20"),
        (CardId("01ABC"), "01ABC"),
        (CardId("01ABC", moved=(THURSDAY, FRIDAY)), "01ABC>2026-11-19>2026-11-20"),
    ],
)
def test_a_card_has_the_id_that_every_process_gives_it(id_: CardId, text: str) -> None:
    assert (str(id_), CardId.read(text)) == (text, id_)


@given(st.text() | st.text("ab.@>#0123456789-"))
@example("mine.walk@20261119")
@example("mine.walk@2026-11-19#1")
@example("mine.walk@2026-11-19#02>2026-11-20")
def test_whatever_text_an_id_is_it_stays_so(text: str) -> None:
    assert str(CardId.read(text)) == text


@pytest.mark.parametrize(
    ("text", "planned_on"),
    [
        ("mine.walk@2026-11-19", THURSDAY),
        ("mine.walk@2026-11-19>2026-11-20", FRIDAY),
        ("01ABC", None),
        ("01ABC>2026-11-20", FRIDAY),
        ("mine.walk@2026-99-99", None),
    ],
)
def test_an_id_says_the_date_that_its_card_is_planned_for(text: str, planned_on: date | None) -> None:
    assert CardId.read(text).planned_on == planned_on


@given(st.lists(st.integers(min_value=1, max_value=40), max_size=4, unique=True), st.booleans())
def test_a_card_knows_all_the_dates_it_stood_on(steps: list[int], one_off: bool) -> None:
    card = Card("01ABC" if one_off else "mine.walk@2026-11-19", THURSDAY, "Walk", 30)
    stood = [THURSDAY]
    for step in steps:
        stood.append(stood[-1] + timedelta(days=step))
        card = card.copy_on(stood[-1])
    assert card.stood_on == tuple(stood)
    last = stood[-1] + timedelta(days=1)
    assert card._replace(moved_to=last).stood_on == (*stood, last)


def test_an_id_that_looks_like_a_move_is_only_an_id() -> None:
    assert Card("a>b>2026-99-99", THURSDAY, "Walk", 30).stood_on == (THURSDAY,)
