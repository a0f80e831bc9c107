from __future__ import annotations

from datetime import date, timedelta

import pytest

from lswtui.app import questions
from lswtui.app.boards import choose
from lswtui.app.days import calendar, cards, change
from lswtui.domain.errors import BadInput, NotFound, RuleBroken
from lswtui.domain.vocabulary import CarryOver, Lane, Outcome
from tests.desk import PLAIN, Desk


def test_before_a_board_is_chosen_there_are_no_cards_and_it_says_so(empty: Desk) -> None:
    assert empty.day().cards == ()
    with pytest.raises(NotFound, match="no board is in use"):
        choose.board_in_use(empty.workspace)


def test_choosing_a_board_puts_its_cards_on_today_in_time_order(desk: Desk) -> None:
    assert [card.task for card in desk.day().cards] == ["huddle", "walk", "round", "audit", "round", "read"]
    assert choose.board_in_use(desk.workspace).title == "Plain"


def test_cards_whose_window_had_ended_when_the_board_was_chosen_do_not_count(empty: Desk) -> None:
    empty.clock.set("2026-11-19 09:30")
    choose.choose(empty.workspace, empty.board(PLAIN))
    passed = [card.task for card in empty.day().cards if card.reason == "before you began"]
    assert passed == ["huddle", "walk"]
    assert all(card.outcome is Outcome.NOT_APPLICABLE for card in empty.day().cards if card.task in passed)


def test_a_card_from_before_you_began_can_be_put_back(empty: Desk) -> None:
    empty.clock.set("2026-11-19 09:30")
    choose.choose(empty.workspace, empty.board(PLAIN))
    cards.put_back(empty.workspace, "walk")
    assert empty.card("walk").lane is Lane.TODO


def test_the_days_before_the_board_was_chosen_ask_nothing(desk: Desk) -> None:
    assert questions.waiting(desk.workspace) == ()
    assert desk.day("2026-11-18").cards == ()


def test_an_unknown_board_is_named_with_what_was_meant(desk: Desk) -> None:
    with pytest.raises(NotFound, match="lean-team-leader"):
        choose.choose(desk.workspace, "lean-team-leadr")


def test_another_board_takes_untouched_cards_with_it_and_leaves_the_others(desk: Desk) -> None:
    cards.start(desk.workspace, "huddle")
    choose.choose(desk.workspace, desk.board(PLAIN.replace('id = "walk"', 'id = "tour"'), "other"))
    here = {card.id.split("@")[0]: card.lane for card in desk.day().cards}
    assert here["mine.huddle"] is Lane.DOING
    assert "mine.walk" not in here
    assert here["other.tour"] is Lane.TODO


def test_a_changed_task_leaves_the_days_before_as_they_were(desk: Desk) -> None:
    change.mark_seen(desk.workspace)
    desk.clock.set("2026-11-20 05:30")
    choose.change_task(desk.workspace, desk.card("walk"), at=8 * 60, minutes=45)
    assert (desk.card("walk").at, desk.card("walk").minutes) == (8 * 60, 45)
    assert (desk.card("walk", "2026-11-19").at, desk.card("walk", "2026-11-19").minutes) == (7 * 60, 30)


def test_one_round_of_several_is_moved_alone(desk: Desk) -> None:
    second = [card for card in desk.day().cards if card.task == "round"][1]
    choose.change_task(desk.workspace, second, at=12 * 60)
    assert [card.at for card in desk.day().cards if card.task == "round"] == [9 * 60, 12 * 60]


def test_a_one_off_has_no_board_to_change(desk: Desk) -> None:
    cards.add(desk.workspace, "Call the supplier")
    with pytest.raises(RuleBroken, match="one-off"):
        choose.change_task(desk.workspace, desk.card("Call the supplier"), minutes=10)


def test_a_task_cannot_last_longer_than_a_day(desk: Desk) -> None:
    with pytest.raises(BadInput, match="1 to 1440"):
        choose.change_task(desk.workspace, desk.card("walk"), minutes=2000)


def test_a_board_on_the_night_shift_has_its_cards_in_the_order_of_the_night(empty: Desk) -> None:
    empty.clock.set("2026-11-19 21:30")
    choose.choose(empty.workspace, empty.board(PLAIN), shift=(22 * 60, 6 * 60 + 30))
    assert [card.task for card in empty.day().cards] == ["huddle", "walk", "round", "audit", "round", "read"]
    assert choose.shift_words(choose.board_in_use(empty.workspace)) == "22:00-06:30"


def test_after_midnight_the_night_shift_is_still_on_the_day_it_began(empty: Desk) -> None:
    empty.clock.set("2026-11-19 21:30")
    choose.choose(empty.workspace, empty.board(PLAIN), shift=(22 * 60, 6 * 60 + 30))
    empty.clock.set("2026-11-20 02:00")
    assert empty.workspace.today() == date(2026, 11, 19)
    cards.start(empty.workspace, "audit")
    assert empty.card("audit").lane is Lane.DOING
    empty.clock.set("2026-11-20 12:00")
    assert empty.workspace.today() == date(2026, 11, 20)


def test_a_time_typed_after_midnight_on_the_night_shift_comes_after_the_evening(empty: Desk) -> None:
    empty.clock.set("2026-11-19 21:30")
    choose.choose(empty.workspace, empty.board(PLAIN), shift=(22 * 60, 6 * 60 + 30))
    cards.add(empty.workspace, "Sign the papers", at=2 * 60)
    cards.replan(empty.workspace, "huddle", at=60)
    timed = [card.title for card in empty.day().cards if card.at is not None]
    assert timed[:3] == ["Walk the line", "Huddle", "Round"]
    assert timed.index("Sign the papers") > timed.index("Round")


def test_a_shift_needs_two_times(desk: Desk) -> None:
    with pytest.raises(BadInput, match="different times"):
        choose.choose(desk.workspace, "mine", shift=(360, 360))


def test_the_gallery_offers_every_board_with_the_minutes_of_a_day_that_has_cards(desk: Desk) -> None:
    desk.clock.set("2026-11-21 10:00")
    offers = {offer.board.id: offer for offer in choose.offers(desk.workspace, lambda error: pytest.fail(str(error)))}
    assert offers["mine"].on == date(2026, 11, 23)
    assert offers["mine"].minutes == 95
    assert "lean-team-leader" in offers


def test_choosing_again_keeps_when_the_leader_began(desk: Desk) -> None:
    desk.clock.set("2026-11-19 12:00")
    choose.choose(desk.workspace, "mine")
    assert desk.card("huddle").lane is Lane.TODO
    assert calendar.Calendar(desk.workspace).standard(date(2026, 11, 19) - timedelta(days=1)) is None


def test_the_weekly_task_is_kept_when_its_day_turns(desk: Desk) -> None:
    assert desk.card("audit").carry is CarryOver.KEEP
    assert desk.card("walk").carry is CarryOver.EXPIRE


def test_boards_are_found_by_title_first_then_by_what_they_are_about_then_by_their_tasks(desk: Desk) -> None:
    offers = choose.offers(desk.workspace, lambda error: pytest.fail(str(error)))
    found = [offer.board.id for offer in choose.that_speak_of("Shift MANAGER", offers)]
    assert found[0] == "warehouse-shift-manager"
    assert choose.that_speak_of("  ", offers) == offers
    assert choose.that_speak_of("shift zzz", offers) == ()
    assert "lean-team-leader" in [offer.board.id for offer in choose.that_speak_of("hour-by-hour", offers)]
