from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.days.card import Card
from lswtui.domain.days.day import Day
from lswtui.domain.vocabulary import CardKind, Finding, Lane, Outcome
from lswtui.measures.adherence import TargetLevel, adherence, adherence_of_all, day_level, level, time_adherence
from lswtui.measures.due import DueCard, done_on_time, due_so_far, is_late
from tests.measures.days import (
    AFTERWARDS,
    BERLIN,
    EXAMPLE,
    EXAMPLE_NOW,
    GEMBA,
    THURSDAY,
    aside,
    at,
    card,
    days,
    done,
    windows,
)

TOMORROW = THURSDAY + timedelta(days=1)


def one(*cards: Card) -> Day:
    return Day(THURSDAY, windows=windows("06:00-14:00"), cards=cards)


def test_the_example_day_is_five_of_six_so_far_and_ten_today() -> None:
    counted = adherence(EXAMPLE, EXAMPLE_NOW, whole=False)
    assert (counted.done, counted.due_so_far, counted.due) == (5, 6, 10)
    assert (counted.missed, counted.not_applicable, counted.excused) == (1, 1, 0)
    assert counted.rate == 5 / 6
    assert counted.on_time_rate == 4 / 6
    assert counted.reasons_rate == 1.0


def test_a_card_in_to_do_becomes_due_so_far_when_its_window_has_passed() -> None:
    day = one(card("huddle", "06:45", 15))
    assert adherence(day, at("07:30"), whole=False).rate is None
    assert adherence(day, at("07:31"), whole=False).rate == 0.0


def test_a_card_without_a_time_has_the_whole_day() -> None:
    day = one(card("read"))
    assert adherence(day, at("23:00"), whole=False).due_so_far == 0
    assert adherence(day, at("23:00"), whole=True).rate == 0.0


def test_what_is_done_before_its_time_counts_so_far() -> None:
    assert adherence(one(done(card("huddle", "13:00"), "06:50")), at("07:00"), whole=False).rate == 1.0


@pytest.mark.parametrize("outcome", [Outcome.NOT_APPLICABLE, Outcome.EXCUSED, Outcome.MOVED])
def test_what_is_not_applicable_excused_or_moved_is_not_due(outcome: Outcome) -> None:
    counted = adherence(one(aside(card("huddle", "06:45"), outcome)), at("20:00"), whole=True)
    assert counted.due == counted.due_so_far == 0
    assert counted.rate is None


def test_other_work_and_what_broke_in_are_not_due() -> None:
    cards = (card("mail", "09:00", kind=CardKind.OTHER), card("crisis", "09:00", kind=CardKind.REACTIVE))
    assert adherence(one(*cards), AFTERWARDS, whole=True).due == 0


def test_a_planned_one_off_is_due() -> None:
    assert adherence(one(card("visit", "09:00", task=None)), AFTERWARDS, whole=True).due == 1


def test_a_carried_card_is_due_once_on_its_own_day() -> None:
    carried = done(card("audit", "09:00", on=THURSDAY - timedelta(days=2)), "10:00", on=THURSDAY)
    assert adherence(one(carried), AFTERWARDS, whole=True).due == 0
    at_home = adherence(one(carried)._replace(on=carried.on), AFTERWARDS, whole=True)
    assert (at_home.done, at_home.done_late, at_home.rate, at_home.on_time) == (0, 1, 1.0, 0)


def test_a_done_card_with_a_problem_is_done() -> None:
    assert adherence(one(done(card("round"), "09:00", finding=Finding.PROBLEM)), AFTERWARDS, whole=True).rate == 1.0


def test_on_time_is_done_within_the_minutes_and_the_grace_after_its_time() -> None:
    huddle = card("huddle", "06:45", 15)
    assert done_on_time(done(huddle, "07:30"), 240, BERLIN)
    assert not done_on_time(done(huddle, "07:31"), 240, BERLIN)
    assert done_on_time(done(card("read"), "23:00"), 240, BERLIN)
    assert not done_on_time(done(card("read"), "09:00", on=TOMORROW), 240, BERLIN)
    assert not done_on_time(huddle, 240, BERLIN)


def test_late_is_what_was_not_done_when_its_window_ended() -> None:
    huddle, now = card("huddle", "06:45", 15), at("08:00")
    assert is_late(huddle, one(huddle), now)
    assert is_late(done(huddle, "07:40"), one(huddle), now)
    assert is_late(aside(huddle, Outcome.MISSED), one(huddle), now)
    assert not is_late(done(huddle, "07:00"), one(huddle), now)
    assert not is_late(aside(huddle, Outcome.EXCUSED), one(huddle), now)
    assert not is_late(GEMBA, EXAMPLE, EXAMPLE_NOW)


def test_a_carried_card_without_a_time_is_late() -> None:
    audit = card("audit", on=THURSDAY - timedelta(days=2))
    assert is_late(audit, one(audit), at("06:00"))


def test_time_adherence_lets_no_overrun_make_up_for_another_card() -> None:
    cards = (card("huddle", minutes=15), card("walk", minutes=30))
    found = time_adherence(map(DueCard.of, cards), {"huddle@2026-11-19": 40.0, "walk@2026-11-19": 15.0})
    assert (found.spent, found.due, found.rate) == (30.0, 45, 30 / 45)
    assert time_adherence((), {}).rate is None


@pytest.mark.parametrize(
    ("rate", "over", "expected"),
    [
        (None, True, TargetLevel.NONE),
        (0.85, True, TargetLevel.GOOD),
        (0.845, True, TargetLevel.GOOD),
        (0.844, True, TargetLevel.NEAR),
        (0.70, True, TargetLevel.NEAR),
        (0.695, True, TargetLevel.NEAR),
        (0.694, True, TargetLevel.LOW),
        (0.0, False, TargetLevel.SO_FAR),
        (0.72, False, TargetLevel.NEAR),
        (1.0, False, TargetLevel.GOOD),
    ],
)
def test_a_rate_is_good_near_or_low_but_never_low_before_the_work_is_over(
    rate: float | None, over: bool, expected: TargetLevel
) -> None:
    assert level(rate, over=over) is expected


def test_a_bad_day_is_low_only_when_its_hours_are_over() -> None:
    day = one(aside(card("huddle", "06:45"), Outcome.MISSED))
    missed = adherence(day, at("13:59"), whole=False)
    assert day_level(day, missed, at("13:59")) is TargetLevel.SO_FAR
    assert day_level(day, missed, at("14:00")) is TargetLevel.LOW


@given(days(), st.booleans())
def test_counts_fit_together_and_rates_lie_between_none_and_all(day: Day, whole: bool) -> None:
    counted = adherence(day, AFTERWARDS, whole=whole)
    assert counted.done + counted.done_late + counted.missed <= counted.due_so_far <= counted.due
    assert counted.on_time <= counted.done
    assert counted.reasons_given <= counted.missed
    for rate in (counted.rate, counted.on_time_rate, counted.reasons_rate):
        assert rate is None or 0 <= rate <= 1
    assert (counted.rate is None) == (counted.due_so_far == 0)
    assert len(due_so_far(day, AFTERWARDS, whole=whole)) == counted.due_so_far


@given(days())
def test_each_own_planned_card_is_due_or_out_for_one_reason(day: Day) -> None:
    counted = adherence(day, AFTERWARDS, whole=True)
    moved = sum(known.counts and known.outcome is Outcome.MOVED for known in day.cards)
    own = sum(known.counts for known in day.cards)
    assert counted.due + counted.excused + counted.not_applicable + moved == own
    assert counted.due_so_far == counted.due


@given(st.lists(days(), max_size=4))
def test_days_together_are_their_counts_added_up(several: list[Day]) -> None:
    parts = [adherence(day, AFTERWARDS, whole=True) for day in several]
    together = adherence_of_all(parts)
    assert together.due == sum(part.due for part in parts)
    assert together.done_late == sum(part.done_late for part in parts)
    assert adherence_of_all((together,)) == together


def test_a_card_whose_clock_runs_past_its_window_is_due() -> None:
    assert adherence(one(card("walk", "07:00", 30, lane=Lane.DOING)), at("08:01"), whole=False).rate == 0.0
