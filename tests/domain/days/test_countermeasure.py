from __future__ import annotations

from datetime import date, timedelta
from itertools import count

import pytest

from lswtui.domain.days.card import Card
from lswtui.domain.days.countermeasure import (
    Miss,
    Repeat,
    about_repeat,
    countermeasure,
    newly_missed,
    reasons_text,
)
from lswtui.domain.days.day import Day
from lswtui.domain.errors import BadInput
from lswtui.domain.vocabulary import CarryOver, Lane, Outcome

THURSDAY = date(2026, 11, 19)


def missed(*reasons: str | None, told: int = 0) -> Repeat:
    """A walk that was missed on one day after the other, for these reasons; the first were asked about."""
    misses = tuple(
        Miss(f"mine.walk@{on.isoformat()}", on, reason)
        for on, reason in ((THURSDAY + timedelta(days=day), reason) for day, reason in enumerate(reasons))
    )
    return Repeat("mine.walk", "Go & see", 20, misses, tuple(miss.card for miss in misses[:told]))


def test_the_question_says_how_often_and_why() -> None:
    question = about_repeat(missed("interrupted", "forgot", "interrupted"))
    assert question.text == (
        "Go & see was missed 3 times in 20 due days: interrupted 2, forgot 1. What will you change?"
    )
    assert (question.id, question.kind, question.free) == ("repeat:mine.walk", "repeat", "text")


def test_a_reason_nobody_gave_and_one_of_ones_own_are_said_as_they_are() -> None:
    assert reasons_text(missed(None, "not-ready", "Bus-late").misses) == "no reason yet 1, not ready 1, “Bus-late” 1"


def test_three_misses_ask_and_three_new_ones_ask_again() -> None:
    assert not missed("forgot", "forgot").asks
    assert missed("forgot", "forgot", "forgot").asks
    assert not missed(*["forgot"] * 3).answered().asks
    assert not missed(*["forgot"] * 5, told=3).asks
    assert missed(*["forgot"] * 6, told=3).asks


def test_the_rounds_of_one_bad_day_are_one_miss() -> None:
    misses = tuple(Miss(f"mine.round@2026-11-19#{round_}", THURSDAY, None) for round_ in range(2, 9))
    assert not Repeat("mine.round", "Round", 1, misses).asks


def test_the_answer_is_a_card_that_waits_and_a_check_that_asks() -> None:
    ids = (str(number) for number in count())
    change, check = countermeasure(
        missed("forgot", "forgot", None), "  walk at\tsix ", THURSDAY, date(2026, 12, 3), lambda: next(ids)
    )
    assert (change.title, change.on, change.check_on, change.carry) == (
        "walk at six",
        THURSDAY,
        date(2026, 12, 3),
        CarryOver.KEEP,
    )
    assert (check.title, check.on, check.check, check.check_on) == ("Check: walk at six", date(2026, 12, 3), True, None)
    assert change.against == check.against == tuple(f"mine.walk@2026-11-{day}" for day in (19, 20, 21))
    assert change.detail == "A countermeasure against Go & see, missed 3 times"
    assert check.detail == "Did it help against Go & see, missed 3 times?"


def test_a_countermeasure_is_said_in_words() -> None:
    with pytest.raises(BadInput, match="in a few words"):
        countermeasure(missed("forgot"), " \n", THURSDAY, THURSDAY, str)


def test_only_misses_and_their_reasons_are_looked_at() -> None:
    walk = Card("mine.walk@2026-11-19", THURSDAY, "Walk", 30, board="mine", task="walk")
    one_off = Card("X", THURSDAY, "Call", 10)

    def looked_at(before: Card, after: Card) -> bool:
        return bool(newly_missed(Day(THURSDAY, cards=(before,)), Day(THURSDAY, cards=(after,))))

    late = walk.expired()
    assert looked_at(walk, late)
    assert looked_at(late, late._replace(reason="forgot"))
    assert looked_at(late, late.reopened())
    assert not looked_at(walk, walk._replace(note="x"))
    assert not looked_at(walk, walk._replace(lane=Lane.DONE, outcome=Outcome.DONE))
    assert not looked_at(one_off, one_off.expired())
