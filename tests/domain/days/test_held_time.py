from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from math import isclose

import pytest
from hypothesis import given

from lswtui.domain.days.card import Card
from lswtui.domain.days.day import Absence, Day, next_card
from lswtui.domain.days.day_end import used_minutes, used_text
from lswtui.domain.days.held_time import NOTHING_CAME, with_slots
from lswtui.domain.days.interrupting import interrupted, logged, returned
from lswtui.domain.days.lifecycle import closed, excused, opened, turned, unturned
from lswtui.domain.days.spans import minutes_by_owner
from lswtui.domain.interruptions.interruption import Interruption
from lswtui.domain.vocabulary import CarryOver, Lane, Outcome, Reason
from lswtui.measures.adherence import adherence
from lswtui.measures.due import is_late
from lswtui.measures.load import load
from tests.domain.days.test_lifecycle import a_board, a_standard, a_task
from tests.domain.making import BERLIN, ON, WINDOWS, a_card, at, broke_in, ids
from tests.measures.days import AFTERWARDS, slot_days

new_id = ids()


def a_slot(id_: str = "andon", clock: str | None = "08:30", minutes: int = 90, **content: object) -> Card:
    return a_card(id_, clock, minutes)._replace(held_open=True, **content)  # type: ignore[arg-type] # fields of a card


def a_day(*cards: Card) -> Day:
    return Day(ON, windows=WINDOWS, cards=cards or (a_slot(),), seen=True)


def logging(day: Day, *times: str) -> Day:
    """The day with an interruption for each stretch of time, as 08:40-09:00."""
    for number, stretch in enumerate(times):
        day = logged(day, broke_in(f"call{number}", *stretch.split("-")), new_id)
    return day


def shared(day: Day, now: datetime) -> dict[str, float]:
    return minutes_by_owner(with_slots(day, day.stretches(now), BERLIN))


def used(day: Day, slot: str = "andon") -> float:
    return used_minutes(day, at("23:00"), BERLIN)[slot]


@pytest.mark.parametrize(
    ("times", "inside", "excess"),
    [
        (["08:40-09:00"], 20, 0),
        (["08:00-08:20"], 0, 20),
        (["08:20-08:40"], 10, 10),
        (["09:50-10:20"], 10, 20),
        (["08:00-11:00"], 90, 90),
        (["08:40-08:50", "09:00-09:30", "10:10-10:15"], 40, 5),
    ],
)
def test_what_breaks_in_while_the_slot_lasts_is_inside_it(times: list[str], inside: float, excess: float) -> None:
    day = logging(a_day(), *times)
    assert used(day) == inside
    assert sum(minutes for owner, minutes in shared(day, at("23:00")).items() if owner != "andon") == excess


def test_what_broke_into_the_slots_card_is_inside_also_outside_its_time() -> None:
    day = a_day(a_slot(minutes=30)).started("andon", at("10:30"), new_id)
    day = interrupted(day, broke_in("call", "10:40"), new_id)
    day = interrupted(day, broke_in("inner", "10:45"), new_id)
    day, _, _ = returned(day, at("10:50"), new_id)
    day, _, _ = returned(day, at("10:55"), new_id)
    assert shared(day, at("10:55")) == {"andon": 25}


def test_beyond_its_minutes_a_slot_takes_nothing_in_and_its_own_clock_uses_it_up_too() -> None:
    day = a_day(a_slot(minutes=30)).started("andon", at("08:30"), new_id)
    day = interrupted(day, broke_in("call", "08:50"), new_id)
    day, _, _ = returned(day, at("09:20"), new_id)
    assert shared(day, at("09:25")) == {"andon": 20 + 10 + 5, "call": 20}
    assert used_minutes(day, at("09:25"), BERLIN) == {"andon": 30}


def test_of_two_slots_the_one_that_was_broken_into_comes_first_and_no_minute_is_in_both() -> None:
    day = a_day(a_slot("one", "08:30", 30), a_slot("two", "08:30", 30))
    assert {slot: used(logging(day, "08:30-08:50"), slot) for slot in ("one", "two")} == {"one": 20, "two": 0}
    assert {slot: used(logging(day, "08:30-09:20"), slot) for slot in ("one", "two")} == {"one": 30, "two": 0}
    into = logged(day, broke_in("call", "08:30", "08:50")._replace(card="two"), new_id)
    assert {slot: used(into, slot) for slot in ("one", "two")} == {"one": 0, "two": 20}


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome is not Outcome.DONE])
def test_a_slot_whose_time_was_given_away_holds_nothing_open(outcome: Outcome) -> None:
    day = logging(a_day().set_aside("andon", outcome, at("08:00")), "08:40-09:00")
    assert shared(day, at("12:00")) == {"call0": 20}


def test_a_slot_that_leave_excused_holds_nothing_open() -> None:
    slot = excused(a_slot(), [Absence(8 * 60, 10 * 60, "doctor")])
    assert shared(logging(a_day(slot), "08:40-09:00"), at("12:00")) == {"call0": 20}


def test_a_slot_is_never_late_and_not_due_so_far_while_it_is_open() -> None:
    day = a_day()
    assert not is_late(day.card("andon"), day, at("23:00"))
    assert adherence(day, at("13:00"), whole=False)[:2] == (1, 0)
    assert next_card(day.cards, 8 * 60) == day.card("andon")
    assert next_card(day.cards, 12 * 60) is None


@pytest.mark.parametrize("carry", list(CarryOver))
def test_a_slot_that_something_used_is_done_when_its_day_turns(carry: CarryOver) -> None:
    day = turned(logging(a_day(a_slot(carry=carry)), "08:40-09:00"), BERLIN)
    card = day.card("andon")
    assert (card.lane, card.outcome, card.finding, card.ended_at, card.ended_on) == (
        Lane.DONE, Outcome.DONE, None, None, ON,
    )  # fmt: skip
    counted = adherence(day, at("23:00"), whole=True)
    assert (counted.due, counted.done, counted.on_time) == (1, 1, 1)
    assert used(day) == 20


@pytest.mark.parametrize("carry", list(CarryOver))
def test_a_slot_that_nothing_used_does_not_count_when_its_day_turns(carry: CarryOver) -> None:
    day = turned(logging(a_day(a_slot(carry=carry)), "07:00-07:20"), BERLIN)
    card = day.card("andon")
    assert (card.lane, card.outcome, card.reason) == (Lane.ASIDE, Outcome.NOT_APPLICABLE, NOTHING_CAME)
    assert adherence(day, at("23:00"), whole=True).due == 0
    assert load(day, BERLIN, None).planned_minutes == 90


def test_a_slot_whose_own_clock_ran_is_done() -> None:
    day = a_day().started("andon", at("08:30"), new_id).stopped(at("08:40"))
    assert turned(day, BERLIN).card("andon").outcome is Outcome.DONE


def test_closing_the_day_ends_its_slots() -> None:
    day = closed(logging(a_day(a_slot(), a_slot("noon", "12:00")), "08:40-09:00"), at("14:00"))
    assert [(card.outcome, card.ended_at) for card in day.cards] == [
        (Outcome.DONE, at("14:00")),
        (Outcome.NOT_APPLICABLE, at("14:00")),
    ]


def test_a_slot_that_was_ended_by_hand_stays_as_it_is() -> None:
    quiet = a_day().finished("andon", at("10:00"), new_id)
    assert turned(quiet, BERLIN).cards == quiet.cards
    busy = logging(a_day().set_aside("andon", Outcome.MISSED, at("08:00"), reason=Reason.BOSS), "08:40-09:00")
    assert turned(busy, BERLIN).cards == busy.cards


def test_finishing_a_slot_by_hand_adds_no_time_that_nobody_measured() -> None:
    day = logging(a_day(), "08:40-09:00").finished("andon", at("10:00"), new_id)
    assert day.minutes(at("10:00")) == {"call0": 20}


def test_minutes_typed_for_a_slot_are_those_that_used_it() -> None:
    day = logging(a_day(), "08:40-09:00").finished("andon", at("12:00"), new_id, minutes=50)
    assert day.minutes(at("12:00")) == {"call0": 20, "andon": 30}
    assert used(day) == 50
    day = logging(a_day(), "08:40-09:00").finished("andon", at("12:00"), new_id, minutes=5)
    assert day.minutes(at("12:00")) == {"call0": 20}


def test_what_is_logged_later_for_that_day_changes_how_its_slot_ended() -> None:
    standard = a_standard(a_board(a_task("read")))
    quiet = turned(a_day(), BERLIN)
    busy = opened(logging(quiet, "08:40-09:00"), standard, BERLIN)
    assert (busy.card("andon").outcome, busy.card("andon").reason) == (Outcome.DONE, None)
    assert opened(busy._replace(interruptions=(), spans=()), standard, BERLIN).card("andon") == quiet.card("andon")


def test_a_day_that_turned_too_soon_has_its_slots_open_again() -> None:
    for day in (a_day(), logging(a_day(), "08:40-09:00")):
        assert unturned(turned(day, BERLIN), at("09:30")).card("andon").is_open


def test_how_much_is_used_is_said_in_words() -> None:
    assert used_text(20, a_slot()) == "20 of 90m used"
    assert used_text(0, a_slot()) == "held open"


@given(slot_days())
def test_slots_take_no_minute_twice_and_lose_none(day: Day) -> None:
    before = day.stretches(AFTERWARDS)
    after = with_slots(day, before, BERLIN)
    assert all(first.end <= second.start for first, second in pairwise(after))
    assert isclose(sum(part.minutes for part in after), sum(part.minutes for part in before), abs_tol=1e-6)
    assert _by_minute(day) == {owner: round(minutes) for owner, minutes in minutes_by_owner(after).items()}


@given(slot_days())
def test_no_slot_takes_in_more_than_its_minutes(day: Day) -> None:
    own = day.minutes(AFTERWARDS)
    together = shared(day, AFTERWARDS)
    for card in day.cards:
        taken = together.get(card.id, 0.0) - own.get(card.id, 0.0)
        assert -1e-6 <= taken <= (card.minutes if card.held_open else 0) + 1e-6
    assert all(
        0 <= minutes <= day.card(slot).minutes for slot, minutes in used_minutes(day, AFTERWARDS, BERLIN).items()
    )


def _by_minute(day: Day) -> dict[str, int]:
    """Whose each minute is, worked out one by one; the spans and slots of these days begin at whole minutes."""
    slots = [
        card for card in day.cards if card.held_open and card.on == day.on and card.outcome in (None, Outcome.DONE)
    ]
    room = {slot.id: slot.minutes for slot in slots}
    broke_in_by: dict[str, Interruption] = {known.id: known for known in day.interruptions}
    found: dict[str, int] = {}
    for stretch in day.stretches(AFTERWARDS):
        for minute in range(int(stretch.start.timestamp() // 60), int(stretch.end.timestamp() // 60)):
            owner = stretch.owner
            if owner in room:
                room[owner] = max(0, room[owner] - 1)
            if owner in broke_in_by:
                into = broke_in_by[owner].card
                inside = [slot for slot in slots if slot.id == into]
                inside += [slot for slot in slots if slot.id != into and _lasts(slot, day, minute)]
                owner = next((slot.id for slot in inside if room[slot.id]), owner)
                if owner in room:
                    room[owner] -= 1
            found[owner] = found.get(owner, 0) + 1
    return found


def _lasts(slot: Card, day: Day, minute: int) -> bool:
    starts = slot.starts(day.day_starts, BERLIN)
    return starts is not None and 0 <= minute - starts.timestamp() // 60 < slot.minutes
