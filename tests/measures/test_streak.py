from __future__ import annotations

from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.days.day import Day
from lswtui.domain.vocabulary import Outcome
from lswtui.measures.day_totals import sums_of
from lswtui.measures.due import DueCard, is_due
from lswtui.measures.streak import DueDay, Streak, due_days, due_days_of, lately, streak
from tests.measures.days import AFTERWARDS, THURSDAY, aside, card, done
from tests.measures.days import days as any_day

OUTCOMES = {"m": Outcome.MISSED, "x": Outcome.NOT_APPLICABLE, "e": Outcome.EXCUSED}


def cards_of(*days: str) -> list[DueCard]:
    """Cards day by day: ``d`` done, ``m`` missed, ``o`` still open, ``x`` not applicable, ``e`` excused."""
    found = []
    for number, letters in enumerate(days):
        for place, letter in enumerate(letters):
            known = card(f"task-{place}", "09:00", on=THURSDAY + timedelta(days=number))
            if letter == "d":
                known = done(known, "09:10")
            elif letter in OUTCOMES:
                known = aside(known, OUTCOMES[letter])
            found.append(known)
    return [DueCard.of(known) for known in found if is_due(known)]


def due(*days: str) -> tuple[DueDay, ...]:
    return due_days(cards_of(*days))


def test_a_due_day_is_kept_when_nothing_due_on_it_was_missed() -> None:
    assert streak(due("dd", "dm", "dd", "d")) == Streak(due_days=4, due=7, done=6, current=2, best=2)


def test_a_miss_on_the_last_day_ends_the_streak_but_not_the_best() -> None:
    found = streak(due("d", "d", "d", "m"))
    assert (found.current, found.best) == (0, 3)


def test_what_was_excused_or_not_applicable_breaks_nothing_and_adds_nothing() -> None:
    assert streak(due("d", "e", "x", "dx", "")) == streak(due("d", "", "", "d"))


def test_what_is_still_open_breaks_no_streak_but_is_not_done() -> None:
    found = streak(due("d", "o"))
    assert (found.current, found.rate) == (2, 0.5)


def test_the_rate_is_of_the_last_twenty_due_days() -> None:
    found = streak(due(*"m" * 7, *"d" * 20))
    assert (found.rate, found.due, found.rated_days, found.due_days) == (1.0, 20, 20, 27)


def test_where_nothing_was_due_there_is_no_rate() -> None:
    assert streak(()).rate is None


@given(st.lists(st.text("dmo", max_size=3), max_size=30), st.randoms())
def test_a_streak_is_no_longer_than_the_best_and_asks_for_no_order(days: list[str], chance: Random) -> None:
    cards = cards_of(*days)
    found = streak(due_days(cards))
    assert 0 <= found.current <= found.best <= found.due_days
    assert (found.current == found.due_days) == all(not known.missed for known in cards)
    chance.shuffle(cards)
    assert streak(due_days(cards)) == found
    one = lately(cards)
    assert (one.due, one.done, one.rate, one.streak) == (found.due, found.done, found.rate, found.current)


@given(any_day())
def test_the_sums_of_a_day_and_its_cards_make_the_same_due_day(day: Day) -> None:
    made = sums_of(day, AFTERWARDS, lambda _: None)
    assert due_days_of([made]) == due_days(made.due)
