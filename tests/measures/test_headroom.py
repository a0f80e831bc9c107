from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from lswtui.domain.days.day import Absence, Day
from lswtui.domain.times import clock_time, moment
from lswtui.domain.vocabulary import Lane
from lswtui.measures.headroom import Headroom, room, usual_minutes
from lswtui.measures.pareto import ParetoInterruption
from lswtui.measures.working_hours import hours_ahead
from tests.measures.days import EXAMPLE, THURSDAY, at, card, done, span, windows

PLAIN = Day(
    THURSDAY,
    windows=windows("06:00-10:00", "10:30-14:00"),
    seen=True,
    cards=(card("huddle", "06:00", 10), card("walk", "07:00", 30)),
)


def came(hour: int, minutes: float) -> ParetoInterruption:
    return ParetoInterruption(None, None, hour, minutes)


def test_before_work_there_is_room_for_all_its_hours_without_the_breaks() -> None:
    assert room(PLAIN, at("05:30"), None) == Headroom(40, 450, None)


def test_what_usually_breaks_in_takes_its_part_of_the_room() -> None:
    found = room(PLAIN, at("05:30"), 100)
    assert (found.minutes, found.over) == (350, 0)
    assert found._replace(planned_minutes=400).over == 50


def test_more_than_the_hours_hold_leaves_no_room_and_not_less() -> None:
    assert Headroom(30, 60, 90).minutes == 0


def test_later_only_the_hours_ahead_and_the_open_cards_count() -> None:
    later = PLAIN._replace(cards=(done(PLAIN.cards[0], "06:10"), PLAIN.cards[1]))
    assert room(later, at("09:00"), None) == Headroom(30, 60 + 210, None)


def test_time_that_was_spent_on_an_open_card_is_not_planned_again() -> None:
    walking = PLAIN._replace(
        cards=(PLAIN.cards[0], PLAIN.cards[1]._replace(lane=Lane.DOING)), spans=(span("walk", "07:00", "07:20"),)
    )
    assert room(walking, at("07:20"), None).planned_minutes == 10 + 10


def test_absences_are_no_room() -> None:
    away = PLAIN._replace(absences=(Absence(start=clock_time("12:00")),))
    assert room(away, at("05:30"), None).working_minutes == 450 - 120


def test_a_day_that_is_over_shows_what_its_plan_was() -> None:
    turned = EXAMPLE._replace(turned=True)
    found = room(turned, at("04:00"), None)
    assert found.working_minutes == 500
    assert found.planned_minutes == sum(card.minutes for card in EXAMPLE.cards if card.counts) - 15


def test_what_is_only_on_offer_is_not_planned() -> None:
    offered = PLAIN._replace(cards=(*PLAIN.cards, card("help", None, 60, as_needed=True)))
    assert room(offered, at("05:30"), None).planned_minutes == 40


def test_time_held_open_is_there_for_what_breaks_in() -> None:
    slot = PLAIN._replace(cards=(*PLAIN.cards, card("andon", "09:00", 60, held_open=True)))
    found = room(slot, at("05:30"), 100)
    assert (found.planned_minutes, found.minutes) == (100, 450 - 40)
    assert room(slot, at("05:30"), 30).minutes == 450


def test_the_part_of_a_slot_that_has_passed_is_held_no_more() -> None:
    slot = PLAIN._replace(cards=(card("andon", "09:00", 60, held_open=True),))
    assert room(slot, at("09:20"), None).held_minutes == 40
    assert room(slot, at("10:00"), None) == Headroom(0, 210, None, 0)


def test_what_usually_breaks_in_is_the_middle_week_of_these_hours() -> None:
    weeks = [(came(9, 90), came(15, 300)), (came(9, 10), came(10, 10)), ()]
    assert usual_minutes(weeks, (9, 10)) == 20
    assert usual_minutes(weeks[:2], (9, 10)) == 55


def test_one_week_makes_nothing_usual() -> None:
    assert usual_minutes([(came(9, 90),)], (9,)) is None
    assert usual_minutes([], (9,)) is None


def test_the_hours_ahead_are_those_of_the_work_that_is_left() -> None:
    assert hours_ahead(PLAIN, at("05:30")) == (6, 7, 8, 9, 10, 11, 12, 13)
    assert hours_ahead(PLAIN, at("09:50")) == (9, 10, 11, 12, 13)
    assert hours_ahead(PLAIN, at("10:10")) == (10, 11, 12, 13)
    assert hours_ahead(PLAIN, at("14:00")) == ()


def test_hours_that_a_clock_change_shows_twice_are_named_once() -> None:
    on = date(2027, 4, 4)  # Lord Howe Island puts its clocks back by half an hour
    night = PLAIN._replace(on=on, day_starts=0, windows=(PLAIN.windows[0]._replace(start=0, end=240),))
    zone = ZoneInfo("Australia/Lord_Howe")
    assert hours_ahead(night, moment(on, 0, 0, zone).astimezone(zone)) == (0, 1, 2, 3)


def test_the_hours_of_a_night_shift_go_on_after_midnight() -> None:
    night = PLAIN._replace(day_starts=clock_time("12:00"))
    night = night._replace(windows=(PLAIN.windows[0]._replace(start=22 * 60, end=26 * 60),))
    assert hours_ahead(night, at("21:00")) == (22, 23, 0, 1)
