from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.days.interrupting import (
    blipped,
    ended_after,
    interrupted,
    logged,
    relength,
    returned,
    running_at,
    without_interruption,
)
from lswtui.domain.errors import RuleBroken
from lswtui.domain.vocabulary import Outcome
from tests.domain.making import a_day, at, broke_in, ids, later


def test_an_interruption_pauses_the_card_it_broke_into_and_knows_it() -> None:
    new_id = ids()
    day = interrupted(a_day().started("walk", at("07:00"), new_id), broke_in("jam", "07:10"), new_id)
    assert day.interruption("jam").card == "walk"
    assert day.minutes(at("07:15")) == {"walk": 10, "jam": 5}


def test_coming_back_resumes_the_card() -> None:
    new_id = ids()
    day = interrupted(a_day().started("walk", at("07:00"), new_id), broke_in("jam", "07:10"), new_id)
    day, ended, card = returned(day, at("07:21"), new_id)
    assert (ended.id, ended.end, card) == ("jam", at("07:21"), day.card("walk"))
    assert day.minutes(at("07:30")) == {"walk": 19, "jam": 11}


def test_with_nothing_under_it_coming_back_runs_nothing() -> None:
    new_id = ids()
    day, _, card = returned(interrupted(a_day(), broke_in("jam", "07:10"), new_id), at("07:20"), new_id)
    assert (day.running, card) == (None, None)


def test_the_stack_is_last_in_first_out() -> None:
    new_id = ids()
    day = a_day().started("walk", at("07:00"), new_id)
    for name, clock in (("jam", "07:10"), ("phone", "07:15"), ("boss", "07:17")):
        day = interrupted(day, broke_in(name, clock), new_id)
    assert [known.id for known in day.stack] == ["jam", "phone", "boss"]
    assert [known.inside for known in day.stack] == [None, "jam", "phone"]
    assert {known.card for known in day.stack} == {"walk"}
    order = []
    for _ in range(3):
        day, ended, _ = returned(day, at("07:30"), new_id)
        order.append(ended.id)
    assert order == ["boss", "phone", "jam"]


def test_the_minutes_of_an_interruption_are_net_of_what_interrupted_it() -> None:
    new_id = ids()
    day = interrupted(a_day(), broke_in("jam", "07:10"), new_id)
    day = interrupted(day, broke_in("phone", "07:15"), new_id)
    day = returned(day, at("07:18"), new_id)[0]
    day = returned(day, at("07:25"), new_id)[0]
    assert day.minutes(at("08:00")) == {"jam": 12, "phone": 3}


def test_the_inner_one_keeps_its_time_where_it_is_made_longer_over_the_outer_one() -> None:
    new_id = ids()
    day = interrupted(a_day(), broke_in("jam", "07:10"), new_id)
    day = interrupted(day, broke_in("phone", "07:15"), new_id)
    day = returned(day, at("07:18"), new_id)[0]
    day = returned(day, at("07:30"), new_id)[0]
    day = relength(day.with_interruption(day.interruption("phone")._replace(end=at("07:25"))), "phone", new_id)
    assert day.minutes(at("08:00")) == {"jam": 10, "phone": 10}


def test_the_stack_is_in_the_order_of_time_however_it_was_stored() -> None:
    new_id = ids()
    day = interrupted(interrupted(a_day(), broke_in("jam", "07:10"), new_id), broke_in("phone", "07:15"), new_id)
    day = day._replace(interruptions=tuple(reversed(day.interruptions)))
    assert [known.id for known in day.stack] == ["jam", "phone"]


def test_a_card_that_was_set_aside_meanwhile_is_not_resumed() -> None:
    new_id = ids()
    day = interrupted(a_day().started("walk", at("07:00"), new_id), broke_in("jam", "07:10"), new_id)
    day = day.set_aside("walk", Outcome.MISSED, at("07:12"))
    assert returned(day, at("07:20"), new_id)[2] is None


def test_there_is_nothing_to_come_back_from() -> None:
    with pytest.raises(RuleBroken, match="nothing to come back from"):
        returned(a_day(), at("07:00"), ids())


def test_a_blip_pauses_nothing_and_takes_no_time() -> None:
    day = blipped(a_day().started("walk", at("07:00"), ids()), broke_in("wave", "07:05"))
    assert day.minutes(at("07:10")) == {"walk": 10}
    assert day.stack == ()
    assert day.interruption("wave").card == "walk"


def test_what_is_logged_afterwards_takes_its_time_from_the_card_around_it() -> None:
    new_id = ids()
    day = logged(a_day().started("walk", at("07:00"), new_id), broke_in("phone", "07:10", "07:15"), new_id)
    assert day.interruption("phone").card == "walk"
    assert day.minutes(at("07:30")) == {"walk": 25, "phone": 5}


def test_minutes_typed_later_end_it_that_long_after_it_began() -> None:
    new_id = ids()
    day = interrupted(a_day().started("walk", at("07:00"), new_id), broke_in("jam", "07:10"), new_id)
    day = ended_after(day, "jam", 5, at("07:30"), new_id)
    assert day.interruption("jam").end == at("07:15")
    assert day.minutes(at("07:30")) == {"walk": 25, "jam": 5}


def test_more_minutes_than_have_passed_mean_that_it_began_before() -> None:
    new_id = ids()
    day = ended_after(interrupted(a_day(), broke_in("jam", "07:10"), new_id), "jam", 20, at("07:12"), new_id)
    assert (day.interruption("jam").start, day.interruption("jam").end) == (at("06:52"), at("07:12"))


def test_an_outer_one_waits_for_the_inner_one() -> None:
    new_id = ids()
    day = interrupted(interrupted(a_day(), broke_in("jam", "07:10"), new_id), broke_in("phone", "07:15"), new_id)
    with pytest.raises(RuleBroken, match="come back from that one first"):
        ended_after(day, "jam", 5, at("07:30"), new_id)
    with pytest.raises(RuleBroken, match="come back from that one first"):
        without_interruption(day, "jam", at("07:30"), new_id)


def test_a_deleted_one_leaves_no_time_and_what_was_inside_stands_where_it_stood() -> None:
    new_id = ids()
    day = interrupted(interrupted(a_day(), broke_in("jam", "07:10"), new_id), broke_in("phone", "07:15"), new_id)
    for _ in range(2):
        day = returned(day, at("07:20"), new_id)[0]
    day = without_interruption(day, "jam", at("07:30"), new_id)
    assert day.interruption("phone").inside is None
    assert day.minutes(at("08:00")) == {"phone": 5}


def test_a_length_of_nothing_leaves_no_span() -> None:
    new_id = ids()
    day = logged(a_day(), broke_in("jam", "07:10", "07:20"), new_id)
    jam = day.interruption("jam")
    assert relength(day.with_interruption(jam._replace(end=jam.start)), "jam", new_id).spans == ()


def test_the_card_that_ran_at_a_moment_is_found() -> None:
    new_id = ids()
    day = a_day().started("huddle", at("06:00"), new_id).started("walk", at("06:10"), new_id)
    assert [running_at(day, at(clock)) for clock in ("05:59", "06:00", "06:10", "09:00")] == [
        None,
        "huddle",
        "walk",
        "walk",
    ]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=6))
def test_after_as_many_returns_as_interruptions_the_card_runs_again(waits: list[int]) -> None:
    new_id = ids()
    now = at("07:00")
    day = a_day().started("walk", now, new_id)
    for number, wait in enumerate(waits):
        now = later(now, wait)
        day = interrupted(day, broke_in(f"call {number}", "07:00")._replace(start=now), new_id)
    for wait in waits:
        now = later(now, wait)
        day = returned(day, now, new_id)[0]
    assert day.running_card == day.card("walk")
    assert day.stack == ()
    assert sum(day.minutes(now).values()) == pytest.approx(2 * sum(waits))
