from __future__ import annotations

from math import isclose
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.days.card import Card
from lswtui.domain.days.day import Absence, Day
from lswtui.domain.interruptions.interruption import Interruption
from lswtui.domain.vocabulary import CardKind, Outcome, Reason, Valid, Whose
from lswtui.measures.balance import avoidable, balance, balance_of_all
from tests.measures.days import (
    AFTERWARDS,
    EXAMPLE,
    EXAMPLE_NOW,
    THURSDAY,
    aside,
    at,
    card,
    days,
    interruption,
    slot_days,
    span,
    windows,
)


def test_the_example_day_adds_up_to_what_the_contract_shows() -> None:
    found = balance(EXAMPLE, EXAMPLE_NOW)
    assert (found.planned_minutes, found.reactive_minutes, found.other_minutes) == (125, 48, 30)
    assert found.unlogged_minutes == 39
    assert found.elapsed_minutes == 242
    assert found.team_work_minutes == 26
    assert found.whose == {Whose.MINE: 0, Whose.TEAM: 26, Whose.BOSS: 14, Whose.PEER: 8, Whose.NOBODY: 0}
    assert found.coverage == 203 / 242
    assert found.reactive_share == 48 / 173
    assert found.avoidable_minutes == 8


def test_an_interruption_owns_its_minutes_and_not_the_card_around_it() -> None:
    day = Day(
        THURSDAY,
        cards=(card("walk"),),
        interruptions=(interruption("PRESS", "09:10", "09:20"),),
        spans=(span("walk", "09:00", "09:30"), span("PRESS", "09:10", "09:20")),
    )
    found = balance(day, at("12:00"))
    assert (found.planned_minutes, found.reactive_minutes) == (20, 10)


@pytest.mark.parametrize("kind", list(CardKind))
def test_a_one_off_counts_where_its_kind_belongs(kind: CardKind) -> None:
    day = Day(THURSDAY, cards=(card("visit", kind=kind),), spans=(span("visit", "09:00", "09:20"),))
    found = balance(day, at("12:00"))
    minutes = {
        CardKind.PLANNED: found.planned_minutes,
        CardKind.REACTIVE: found.reactive_minutes,
        CardKind.OTHER: found.other_minutes,
    }
    assert minutes.pop(kind) == 20
    assert sum(minutes.values()) == 0


def test_a_running_clock_counts_until_now() -> None:
    day = Day(THURSDAY, cards=(card("walk"),), spans=(span("walk", "09:00"),))
    assert balance(day, at("09:12")).planned_minutes == 12


def test_time_on_a_card_that_went_home_to_its_own_day_is_planned() -> None:
    day = Day(THURSDAY, spans=(span("audit@2026-11-17", "09:00", "09:20"),))
    assert balance(day, at("12:00")).planned_minutes == 20


def test_breaks_and_work_in_them_are_outside_the_hours() -> None:
    day = Day(
        THURSDAY,
        windows=windows("06:00-10:00", "10:15-14:15"),
        cards=(card("walk"),),
        spans=(span("walk", "09:50", "10:20"),),
    )
    found = balance(day, at("10:30"))
    assert found.elapsed_minutes == 255
    assert found.outside_minutes == 15
    assert found.unlogged_minutes == 240
    assert found.coverage == 15 / 255


def test_not_logged_and_coverage_are_absent_on_a_day_off_but_its_work_is_there() -> None:
    for day in (EXAMPLE._replace(windows=()), EXAMPLE._replace(absences=(Absence(),))):
        found = balance(day, EXAMPLE_NOW)
        assert found.unlogged_minutes is None
        assert found.coverage is None
        assert found.planned_minutes == 125
        assert found.outside_minutes == 203


def test_before_the_first_working_hour_there_is_no_coverage() -> None:
    found = balance(EXAMPLE._replace(spans=()), at("05:00"))
    assert found.unlogged_minutes == 0
    assert found.coverage is None
    assert found.reactive_share is None


def test_a_blip_takes_no_minute() -> None:
    day = Day(THURSDAY, interruptions=(interruption("BLIP", "09:00", "09:00", blip=True, whose=Whose.TEAM),))
    assert balance(day, at("12:00")).reactive_minutes == 0


def test_the_third_of_its_kind_could_have_been_avoided_like_what_could_wait() -> None:
    def jam(id_: str, start: str, who: str = "maria", valid: Valid = Valid.VALID) -> Interruption:
        return interruption(id_, start, start, category="equipment", who=who, valid=valid)

    found = avoidable(
        (
            jam("FOURTH", "12:00"),
            jam("FIRST", "08:00"),
            jam("SECOND", "09:00"),
            jam("THIRD", "10:00"),
            jam("LEE", "11:00", who="lee"),
            jam("WAIT", "07:00", who="lee", valid=Valid.WAIT),
            *(interruption(f"BLANK{n}", "07:00", "07:00") for n in range(4)),
        )
    )
    assert found == {"THIRD", "FOURTH", "WAIT"}


def a_slot(**content: Any) -> Card:
    return card("andon", "08:30", 60, held_open=True, **content)


def test_what_breaks_into_time_held_open_is_on_plan_and_only_the_excess_is_reactive() -> None:
    day = Day(
        THURSDAY,
        cards=(a_slot(),),
        interruptions=(
            interruption("PRESS", "08:20", "09:00", whose=Whose.TEAM, valid=Valid.WRONG),
            interruption("LONG", "09:00", "09:50", whose=Whose.BOSS, valid=Valid.WAIT),
        ),
        spans=(span("PRESS", "08:20", "09:00"), span("LONG", "09:00", "09:50")),
    )
    found = balance(day, at("12:00"))
    assert (found.planned_minutes, found.reactive_minutes) == (60, 30)
    assert found.reactive_share == 30 / 90
    assert found.avoidable_minutes == 30
    assert (found.whose[Whose.TEAM], found.whose[Whose.BOSS]) == (40, 50)


def test_time_held_open_that_was_given_away_is_open_for_nothing() -> None:
    missed = aside(a_slot(), Outcome.MISSED, reason=Reason.BOSS)
    day = Day(
        THURSDAY,
        cards=(missed,),
        interruptions=(interruption("PRESS", "08:40", "09:00"),),
        spans=(span("PRESS", "08:40", "09:00"),),
    )
    assert balance(day, at("12:00"))[:2] == (0, 20)


def test_a_one_off_that_broke_in_is_reactive_also_in_time_held_open() -> None:
    day = Day(
        THURSDAY,
        cards=(a_slot(), card("visit", kind=CardKind.REACTIVE)),
        spans=(span("visit", "08:40", "09:00"),),
    )
    assert balance(day, at("12:00"))[:2] == (0, 20)


@given(slot_days())
def test_time_held_open_moves_minutes_from_reactive_to_planned_and_nowhere_else(day: Day) -> None:
    closed = day._replace(cards=tuple(card._replace(held_open=False) for card in day.cards))
    found, without = balance(day, AFTERWARDS), balance(closed, AFTERWARDS)
    moved = found.planned_minutes - without.planned_minutes
    assert -1e-6 <= moved <= sum(card.minutes for card in day.cards if card.held_open) + 1e-6
    assert isclose(without.reactive_minutes - found.reactive_minutes, moved, abs_tol=1e-6)
    assert isclose(found.logged_minutes, without.logged_minutes, abs_tol=1e-6)
    assert found.other_minutes == without.other_minutes
    assert isclose(found.covered_minutes, without.covered_minutes, abs_tol=1e-6)
    assert found.avoidable_minutes <= min(found.reactive_minutes, without.avoidable_minutes) + 1e-6
    assert found.whose == without.whose


@given(days())
def test_no_minute_is_counted_twice_and_none_is_lost(day: Day) -> None:
    found = balance(day, AFTERWARDS)
    assert isclose(found.logged_minutes, sum(day.minutes(AFTERWARDS).values()), abs_tol=1e-6)
    assert isclose(found.logged_minutes, _union(day), abs_tol=1e-6)
    assert isclose(found.covered_minutes + found.outside_minutes, found.logged_minutes, abs_tol=1e-6)
    assert found.avoidable_minutes <= found.reactive_minutes + 1e-6
    assert sum(found.whose.values()) <= found.reactive_minutes + 1e-6


@given(days(), st.integers(0, 24 * 60))
def test_covered_and_not_logged_make_the_elapsed_working_time(day: Day, minutes: int) -> None:
    now = at("04:00").fromtimestamp(at("04:00").timestamp() + 60 * minutes, at("04:00").tzinfo)
    found = balance(day, now)
    if found.elapsed_minutes is None:
        assert not day.windows
        assert found.unlogged_minutes is found.coverage is None
    else:
        assert found.unlogged_minutes is not None
        assert isclose(found.covered_minutes + found.unlogged_minutes, found.elapsed_minutes, abs_tol=1e-6)
        assert found.coverage is None or 0 <= found.coverage <= 1


@given(st.lists(days(), max_size=4))
def test_days_together_are_their_minutes_added_up(several: list[Day]) -> None:
    parts = [balance(day, AFTERWARDS) for day in several]
    together = balance_of_all(parts)
    assert isclose(together.logged_minutes, sum(part.logged_minutes for part in parts))
    assert isclose(together.unlogged_minutes or 0.0, sum(part.unlogged_minutes or 0.0 for part in parts), abs_tol=1e-6)
    assert isclose(together.team_work_minutes, sum(part.team_work_minutes for part in parts))
    assert (together.elapsed_minutes is None) == all(part.elapsed_minutes is None for part in parts)


def _union(day: Day) -> float:
    """The minutes in which any span runs, counted one by one; the spans of these days begin at whole minutes."""
    return float(
        len(
            {
                minute
                for known in day.spans
                if known.end
                for minute in range(int(known.start.timestamp() // 60), int(known.end.timestamp() // 60))
            }
        )
    )
