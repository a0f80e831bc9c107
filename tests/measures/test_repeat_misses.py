from __future__ import annotations

from datetime import timedelta

from lswtui.domain.vocabulary import Outcome
from lswtui.measures.due import DueCard, is_due
from lswtui.measures.repeat_misses import repeat_misses
from tests.measures.days import THURSDAY, aside, card, done


def rounds(outcomes: str, name: str = "audit") -> list[DueCard]:
    """A task day by day, oldest first: ``m`` missed, ``d`` done, ``x`` not applicable."""
    kinds = {"m": Outcome.MISSED, "x": Outcome.NOT_APPLICABLE}
    cards = [card(name, "09:00", on=THURSDAY + timedelta(days=day)) for day in range(len(outcomes))]
    ended = [
        done(known, "09:10") if letter == "d" else aside(known, kinds[letter], reason="boss")
        for known, letter in zip(cards, outcomes, strict=True)
    ]
    return [DueCard.of(known) for known in ended if is_due(known)]


def test_a_task_missed_three_times_is_named_with_its_reasons() -> None:
    found = repeat_misses([*rounds("mdmm"), *rounds("mmd", "huddle")])
    assert [(miss.task, miss.missed, miss.due, miss.reasons) for miss in found] == [("audit", 3, 4, {"boss": 3})]


def test_only_the_last_twenty_due_days_count() -> None:
    assert repeat_misses(rounds("m" + "d" * 17 + "mm"))
    assert not repeat_misses(rounds("m" + "d" * 18 + "mm"))
    assert repeat_misses(rounds("m" + "x" * 18 + "d" * 17 + "mm"))


def test_the_order_in_which_the_days_come_does_not_matter() -> None:
    assert repeat_misses(reversed(rounds("mdddmm"))) == repeat_misses(rounds("mdddmm"))


def test_one_offs_are_no_tasks() -> None:
    assert not repeat_misses(known._replace(asked=known.asked._replace(task=None)) for known in rounds("mmm"))
