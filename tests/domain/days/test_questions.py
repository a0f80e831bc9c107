from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lswtui.domain.days.interrupting import interrupted, returned
from lswtui.domain.days.questions import about_unseen, clock_answered, gap_answered, gap_cut, waiting_in
from lswtui.domain.errors import BadInput
from tests.domain.making import BERLIN, a_day, at, broke_in, ids

if TYPE_CHECKING:
    from lswtui.domain.days.day import Day


def with_gap() -> Day:
    """The walk runs from 07:00; nothing was heard between 07:20 and 09:00."""
    return gap_cut(a_day().started("walk", at("07:00"), ids()), at("07:20"), at("09:00"))


def test_one_unseen_day_is_named_and_several_are_one_question() -> None:
    assert about_unseen([date(2026, 11, 19)]).text == "Thu 19 Nov not seen here. What was it?"
    several = about_unseen([date(2026, 11, 12), date(2026, 11, 13), date(2026, 11, 16)])
    assert several.text == "12 Nov to 16 Nov (3 working days) not seen here. What was it?"


def test_a_gap_is_said_with_its_times_and_waits() -> None:
    (question,) = waiting_in(with_gap(), at("09:30"))
    assert question.text == "Walk ran from 07:00; nothing was heard from 07:20 to 09:00 (1h40). Keep it?"
    assert (question.kind, question.free) == ("gap", "time")


def test_nothing_of_a_gap_counts_before_it_is_answered() -> None:
    assert with_gap().minutes(at("09:30")) == {"walk": 20}


@pytest.mark.parametrize(("choice", "minutes"), [("all", 120), ("drop", 20), ("07:45", 45), ("09:00", 120)])
def test_a_gap_is_kept_dropped_or_kept_until_a_time(choice: str, minutes: int) -> None:
    day = gap_answered(with_gap(), with_gap().spans[0].id, choice, BERLIN)
    assert day.minutes(at("09:30")) == {"walk": minutes}
    assert not any(question.kind == "gap" for question in waiting_in(day, at("09:30")))


@pytest.mark.parametrize("choice", ["07:19", "09:01"])
def test_a_time_outside_the_gap_is_refused(choice: str) -> None:
    with pytest.raises(BadInput, match="not inside the gap from 07:20 to 09:00"):
        gap_answered(with_gap(), with_gap().spans[0].id, choice, BERLIN)


def test_a_question_is_answered_once() -> None:
    day = gap_answered(with_gap(), with_gap().spans[0].id, "drop", BERLIN)
    with pytest.raises(BadInput, match="answered already"):
        gap_answered(day, day.spans[0].id, "drop", BERLIN)


def test_a_sign_of_life_from_before_the_clock_leaves_nothing_of_it() -> None:
    day = gap_cut(a_day().started("walk", at("07:00"), ids()), at("06:00"), at("09:00"))
    assert day.minutes(at("09:30")) == {}


def test_where_nothing_runs_there_is_no_gap() -> None:
    assert gap_cut(a_day(), at("07:00"), at("08:00")) == a_day()


def test_a_running_clock_is_not_asked_about_until_it_has_ended() -> None:
    day = a_day().started("huddle", at("06:00"), ids())
    assert waiting_in(day, at("07:00")) == ()
    assert [question.kind for question in waiting_in(day.paused(at("07:00")), at("07:00"))] == ["clock"]


def test_an_interruption_without_words_is_asked_about_all_the_same() -> None:
    new_id = ids()
    day = interrupted(a_day(), broke_in("jam", "07:00")._replace(text=""), new_id)
    (question,) = waiting_in(returned(day, at("08:30"), new_id)[0], at("09:00"))
    assert question.text == "An interruption took 1h30, planned 30m. Was the clock forgotten?"


@pytest.mark.parametrize(("choice", "minutes"), [("planned", 10), ("all", 60), ("0", 0), ("25m", 25)])
def test_a_long_clock_is_cut_kept_or_set_and_asked_about_once(choice: str, minutes: int) -> None:
    day = a_day().started("huddle", at("06:00"), ids()).paused(at("07:00"))
    day = clock_answered(day, "huddle", choice, at("07:00"), ids())
    assert day.minutes(at("08:00")).get("huddle", 0) == minutes
    assert waiting_in(day, at("08:00")) == ()


@pytest.mark.parametrize("choice", ["", "-5", "1441", "ten", "2.5", "٥"])
def test_what_is_no_number_of_minutes_is_refused(choice: str) -> None:
    day = a_day().started("huddle", at("06:00"), ids()).paused(at("07:00"))
    with pytest.raises(BadInput, match="number of minutes"):
        clock_answered(day, "huddle", choice, at("07:00"), ids())
