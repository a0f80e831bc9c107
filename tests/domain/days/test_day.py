from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.days.day import Absence, Day, clock_minutes, next_card
from lswtui.domain.days.interrupting import (
    blipped,
    ended_after,
    interrupted,
    logged,
    returned,
    without_interruption,
)
from lswtui.domain.days.lifecycle import closed, turned
from lswtui.domain.errors import NotFound, RuleBroken
from lswtui.domain.times import minutes_between
from lswtui.domain.vocabulary import CarryOver, Lane, Outcome
from tests.domain.making import BERLIN, ON, a_card, a_day, at, broke_in, ids, later

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


def test_a_card_that_is_not_there_is_named_with_its_day() -> None:
    with pytest.raises(NotFound, match="no card 'gemba' on 2026-11-19"):
        a_day().card("gemba")
    with pytest.raises(NotFound, match="no interruption"):
        a_day().interruption("x")


def test_one_clock_runs_at_a_time() -> None:
    new_id = ids()
    day = a_day().started("huddle", at("06:00"), new_id).started("walk", at("06:08"), new_id)
    assert day.running is not None
    assert (day.running.owner, day.running_card) == ("walk", day.card("walk"))
    assert day.minutes(at("06:20")) == {"huddle": 8, "walk": 12}


def test_starting_what_runs_changes_nothing() -> None:
    day = a_day().started("walk", at("07:00"), ids())
    assert day.started("walk", at("07:10"), ids()) == day


def test_a_done_card_is_put_back_before_it_starts_again() -> None:
    day = a_day().finished("walk", at("07:30"), ids())
    with pytest.raises(RuleBroken, match="is done; put it back"):
        day.started("walk", at("07:40"), ids())
    with pytest.raises(RuleBroken, match="already done"):
        day.finished("walk", at("07:40"), ids())


def test_a_clock_stopped_as_it_starts_leaves_no_span() -> None:
    day = a_day().started("walk", at("07:00"), ids()).paused(at("07:00"))
    assert day.spans == ()
    assert day.card("walk").lane is Lane.DOING


def test_a_clock_that_was_set_back_counts_nothing_negative() -> None:
    day = a_day().started("walk", at("07:00"), ids())
    assert sum(day.minutes(at("06:30")).values()) == 0


def test_a_measured_card_took_what_was_measured_and_one_never_started_what_was_planned() -> None:
    new_id = ids()
    day = a_day().started("huddle", at("06:00"), new_id).finished("huddle", at("06:13"), new_id)
    day = day.finished("walk", at("08:00"), new_id)
    assert day.minutes(at("09:00")) == {"huddle": 13, "walk": 30}


def test_minutes_given_at_the_end_cut_what_was_measured() -> None:
    day = a_day().started("walk", at("07:00"), ids()).finished("walk", at("08:00"), ids(), minutes=25)
    assert day.minutes(at("09:00")) == {"walk": 25}
    assert day.spans[0].end == at("07:25")


def test_minutes_beyond_what_was_measured_are_an_estimate() -> None:
    new_id = ids()
    day = a_day().started("walk", at("07:00"), new_id).finished("walk", at("07:10"), new_id, minutes=25)
    assert day.minutes(at("09:00")) == {"walk": 25}
    assert [(span.estimated, span.minutes(at("09:00"))) for span in day.spans] == [(False, 10), (True, 15)]


def test_zero_minutes_are_an_answer() -> None:
    day = a_day().finished("walk", at("08:00"), ids(), minutes=0)
    assert day.spans == ()
    assert day.card("walk").outcome is Outcome.DONE


def test_a_day_too_full_takes_what_fits() -> None:
    day = a_day(a_card("walk", "07:00", 24 * 60)).finished("walk", at("07:00"), ids())
    assert day.minutes(at("07:00")) == {"walk": 3 * 60}


def test_setting_a_running_card_aside_stops_its_clock() -> None:
    day = a_day().started("walk", at("07:00"), ids()).set_aside("walk", Outcome.MISSED, at("07:10"), reason="crisis")
    assert day.running is None
    assert (day.card("walk").lane, day.card("walk").reason) == (Lane.ASIDE, "crisis")


def test_another_outcome_takes_the_place_of_the_first() -> None:
    day = a_day().set_aside("walk", Outcome.MISSED, at("07:10"), reason="crisis")
    assert day.set_aside("walk", Outcome.NOT_APPLICABLE, at("07:20")).card("walk").reason is None


def test_a_card_put_back_has_lost_its_end_and_kept_its_words() -> None:
    day = a_day().finished("walk", at("07:10"), ids(), finding_text="late")
    day = day.with_card(day.card("walk")._replace(note="n", cue="c")).put_back("walk", at("07:20"))
    walk = day.card("walk")
    assert (walk.lane, walk.outcome, walk.ended_at, walk.finding_text) == (Lane.TODO, None, None, None)
    assert (walk.note, walk.cue) == ("n", "c")


def test_the_first_change_locks_the_plan_and_later_ones_leave_it() -> None:
    day = a_day().started("huddle", at("06:02"), ids())
    assert day.locked_at == at("06:02")
    assert day.finished("huddle", at("06:10"), ids()).locked_at == at("06:02")
    assert day.seen


def test_one_place_of_the_top_three_has_one_card() -> None:
    day = a_day().with_top("huddle", 1).with_top("walk", 2).with_top("walk", 1)
    assert [(card.id, card.top) for card in day.cards] == [("huddle", None), ("walk", 1)]
    assert day.with_top("walk", None).card("walk").top is None


def test_a_one_off_goes_with_its_time() -> None:
    new_id = ids()
    call = a_card("call")._replace(task=None)
    day = a_day().added(call).started("call", at("07:00"), new_id).without_card("call", at("07:10"))
    assert (day.spans, day.running) == ((), None)
    assert "call" not in [card.id for card in day.cards]


def test_twice_the_plan_and_more_is_forgotten_and_a_confirmed_length_is_not() -> None:
    day = a_day().started("huddle", at("06:00"), ids())
    assert day.forgotten(at("06:20")) == ()
    assert day.forgotten(at("06:21")) == ("huddle",)
    assert day.finished("huddle", at("06:30"), ids(), minutes=30).forgotten(at("07:00")) == ()


def test_what_broke_in_is_not_time_of_the_forgotten_card() -> None:
    new_id = ids()
    day = a_day().started("huddle", at("06:00"), new_id)
    day = logged(day, broke_in("phone", "06:10", "06:15"), new_id)
    assert day.forgotten(at("06:25")) == ()
    assert day.forgotten(at("06:26")) == ("huddle",)


def test_the_next_card_is_the_earliest_ahead_else_the_one_longest_overdue() -> None:
    cards = a_day().cards
    assert next_card(cards, 6 * 60 + 30) == cards[1]
    assert next_card(cards, 12 * 60) == cards[0]
    assert next_card((a_card("read"),), 0) is None


def test_clock_times_go_on_past_midnight_of_their_day() -> None:
    assert clock_minutes(at("23:30"), ON) == 23 * 60 + 30
    assert clock_minutes(later(at("23:30"), 60), ON) == 24 * 60 + 30


def test_an_absence_holds_its_beginning_and_not_its_end() -> None:
    noon = Absence(12 * 60, 13 * 60)
    assert [noon.holds(12 * 60 - 1), noon.holds(12 * 60), noon.holds(13 * 60)] == [False, True, False]
    assert Absence().whole
    assert not Absence(end=600).whole


def test_an_absence_after_midnight_counts_for_the_night_before() -> None:
    assert Absence(22 * 60, 2 * 60).counted_on(12 * 60) == Absence(22 * 60, 26 * 60)


Rule = tuple[str, str, int]
RULES = st.lists(
    st.tuples(
        st.sampled_from(
            (
                "start",
                "pause",
                "finish",
                "finish minutes",
                "miss",
                "put back",
                "interrupt",
                "return",
                "log",
                "blip",
                "end after",
                "delete",
                "turn",
                "close",
            )
        ),
        st.sampled_from(("huddle", "walk", "audit")),
        st.integers(0, 50),
    ),
    max_size=14,
)


def after(rules: list[Rule], every: Callable[[Day], None] = lambda _: None) -> Day:
    """A day after these rules, a few minutes apart; one that is refused changes nothing."""
    day, now, new_id = a_day(*a_day().cards, a_card("audit", carry=CarryOver.KEEP)), at("06:00"), ids()
    for rule, card, number in rules:
        now = later(now, number % 17)
        try:
            day = _done(day, rule, card, number, now, new_id)
        except (NotFound, RuleBroken):
            continue
        every(day)
    return day


def _done(day: Day, rule: str, card: str, number: int, moment: datetime, new_id: Callable[[], str]) -> Day:
    entry = broke_in(new_id(), "06:00")._replace(start=moment)
    any_one = day.interruptions[number % len(day.interruptions)].id if day.interruptions else "none"
    rules: dict[str, Callable[[], Day]] = {
        "start": lambda: day.started(card, moment, new_id),
        "pause": lambda: day.paused(moment),
        "finish": lambda: day.finished(card, moment, new_id),
        "finish minutes": lambda: day.finished(card, moment, new_id, minutes=number),
        "miss": lambda: day.set_aside(card, Outcome.MISSED, moment),
        "put back": lambda: day.put_back(card, moment),
        "interrupt": lambda: interrupted(day, entry, new_id),
        "return": lambda: returned(day, moment, new_id)[0],
        "log": lambda: logged(day, entry._replace(start=later(moment, -number), end=moment), new_id),
        "blip": lambda: blipped(day, entry),
        "end after": lambda: ended_after(day, any_one, number, moment, new_id),
        "delete": lambda: without_interruption(day, any_one, moment, new_id),
        "turn": lambda: turned(day, BERLIN),
        "close": lambda: closed(day, moment),
    }
    return rules[rule]()


@given(RULES)
def test_at_most_one_clock_runs_after_any_rules(rules: list[Rule]) -> None:
    def one_clock(day: Day) -> None:
        assert sum(span.end is None for span in day.spans) <= 1

    after(rules, one_clock)


@given(RULES)
def test_every_card_stands_in_exactly_the_lane_of_its_outcome(rules: list[Rule]) -> None:
    def lanes(day: Day) -> None:
        for card in day.cards:
            assert (card.lane is Lane.DONE) == (card.outcome is Outcome.DONE)
            assert card.is_open == (card.outcome is None)
        assert len({card.id for card in day.cards}) == len(day.cards) == 3

    after(rules, lanes)


@given(RULES)
def test_minutes_add_up_to_the_union_of_the_spans(rules: list[Rule]) -> None:
    day, now = after(rules), later(at("06:00"), 24 * 60)
    union, reached = 0.0, at("00:00")
    for start, end in sorted(day.taken(now)):
        union += max(0.0, minutes_between(max(start, reached), end))
        reached = max(reached, end)
    assert sum(day.minutes(now).values()) == pytest.approx(union)


@given(RULES)
def test_what_runs_is_the_innermost_interruption_or_a_card_in_doing(rules: list[Rule]) -> None:
    def running(day: Day) -> None:
        owner = day.running.owner if day.running else None
        if day.running_card is not None:
            assert day.running_card.lane is Lane.DOING
            assert not day.stack
        elif owner is not None:
            assert owner == day.stack[-1].id

    after([rule for rule in rules if rule[0] not in ("turn", "end after")], running)


@given(RULES)
def test_turning_twice_is_turning_once(rules: list[Rule]) -> None:
    day = turned(after(rules), BERLIN)
    assert turned(day, BERLIN) == day
    assert all(card.carry is CarryOver.KEEP for card in day.cards if card.is_open)


@given(RULES, st.sampled_from(("huddle", "walk", "audit")), st.integers(0, 300))
def test_the_length_given_is_the_length_kept_where_the_day_has_room(rules: list[Rule], card: str, minutes: int) -> None:
    day = after([rule for rule in rules if rule[0] in ("start", "pause", "put back")])
    now = later(at("06:00"), 20 * 60)
    if not day.card(card).is_open:
        return
    day = day.stopped(later(at("06:00"), 300)).finished(card, now, ids(), minutes=minutes)
    assert day.minutes(now).get(card, 0.0) == pytest.approx(minutes)
