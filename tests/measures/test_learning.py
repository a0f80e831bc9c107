from __future__ import annotations

from datetime import timedelta

from lswtui.domain.days.day import Day
from lswtui.measures.learning import Countermeasures, Learning, countermeasures, countermeasures_of_all
from tests.measures.days import THURSDAY, card, done

LATER = THURSDAY + timedelta(days=10)
AGAINST = card("sensor", against=("audit@2026-11-18",), check_on=LATER, task=None)
MOVED = card("gauge", against=("audit@2026-11-18",), check_on=LATER, first_due=THURSDAY - timedelta(days=1), task=None)


def test_a_countermeasure_is_opened_on_its_first_day_and_closed_when_it_is_done() -> None:
    day = Day(THURSDAY, cards=(AGAINST, card("huddle")))
    assert countermeasures(day) == Countermeasures(opened=1, closed=0)
    assert countermeasures(day.with_card(done(AGAINST, "10:00"))) == Countermeasures(opened=1, closed=1)


def test_one_that_was_moved_is_not_opened_twice() -> None:
    assert countermeasures(Day(THURSDAY, cards=(done(MOVED, "10:00"),))) == Countermeasures(opened=0, closed=1)


def test_one_of_another_day_counts_there() -> None:
    assert countermeasures(Day(LATER, cards=(AGAINST,))) == Countermeasures()


def test_the_check_of_a_countermeasure_is_none() -> None:
    assert countermeasures(Day(THURSDAY, cards=(AGAINST._replace(check_on=None),))) == Countermeasures()


def test_countermeasures_of_days_add_up() -> None:
    assert countermeasures_of_all((Countermeasures(2, 1), Countermeasures(1, 1))) == Countermeasures(3, 2)
    assert countermeasures_of_all(()) == Countermeasures()


def test_learning_is_the_share_of_misses_with_a_reason() -> None:
    assert Learning(6, 5, 0, 0).rate == 5 / 6
    assert Learning(0, 0, 0, 0).rate is None
