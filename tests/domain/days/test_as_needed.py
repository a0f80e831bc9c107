from __future__ import annotations

from datetime import timedelta

import pytest

from lswtui.domain.boards.standard import Standard
from lswtui.domain.days.card import NOT_NEEDED, Card
from lswtui.domain.days.day import Absence, Day, next_card
from lswtui.domain.days.lifecycle import cards_on_offer, carried_into, closed, opened, turned, unturned
from lswtui.domain.days.lookup import card_named, last_used
from lswtui.domain.vocabulary import CarryOver, Lane, Outcome, Reason
from lswtui.measures.adherence import adherence
from lswtui.measures.due import is_late
from lswtui.measures.load import load
from tests.domain.days.test_lifecycle import a_board, a_standard, a_task
from tests.domain.making import BERLIN, ON, at, ids

FIRE = "mine.fire@2026-11-19"
AGAIN = f"{FIRE}#2"


@pytest.fixture
def standard() -> Standard:
    return a_standard(a_board(a_task("walk", "07:00"), a_task("read"), a_task("fire", every="as needed")))


def today(standard: Standard, *cards: Card, **content: object) -> Day:
    return opened(Day(ON, cards=cards, seen=True)._replace(**content), standard, BERLIN)  # type: ignore[arg-type] # of days


def the_offer(day: Day) -> list[str]:
    return [card.id for card in day.cards if card.on_offer]


def used(day: Day, standard: Standard) -> Day:
    """The day, opened again with only what somebody touched of it, once its offer was done."""
    offer = the_offer(day)[0]
    done = day.started(offer, at("08:00"), ids()).finished(offer, at("08:20"), ids())
    return today(standard, *(card for card in done.cards if not card.is_open), spans=done.spans)


def test_what_is_done_as_needed_is_offered_at_the_end_of_the_day(standard: Standard) -> None:
    day = today(standard)
    assert [card.task for card in day.cards] == ["walk", "read", "fire"]
    assert the_offer(day) == [FIRE]
    assert day.card(FIRE).at is None


def test_nothing_is_offered_outside_its_season() -> None:
    winter = a_standard(a_board(a_task("fire", every="as needed between 12-01 and 02-28")))
    assert today(winter).cards == ()


def test_once_it_is_used_the_next_is_offered(standard: Standard) -> None:
    day = today(standard)
    started = day.started(FIRE, at("08:00"), ids())
    assert the_offer(today(standard, started.card(FIRE))) == [AGAIN]
    day = used(day, standard)
    assert the_offer(day) == [AGAIN]
    assert the_offer(used(day, standard)) == [f"{FIRE}#3"]


def test_while_one_is_on_offer_there_is_no_other(standard: Standard) -> None:
    noted = today(standard).card(FIRE)._replace(note="hall 2")
    assert the_offer(today(standard, noted)) == [FIRE]
    both = used(used(today(standard), standard), standard)
    back = both.put_back(FIRE, at("09:00"))
    assert the_offer(today(standard, *(card for card in back.cards if card.as_needed and card.id != f"{FIRE}#3"))) == [
        FIRE
    ]


@pytest.mark.parametrize(
    ("outcome", "offers"),
    [
        (Outcome.NOT_APPLICABLE, []),
        (Outcome.EXCUSED, []),
        (Outcome.MISSED, [AGAIN]),
        (Outcome.MOVED, [AGAIN]),
    ],
)
def test_one_set_aside_makes_room_only_where_it_was_needed(
    standard: Standard, outcome: Outcome, offers: list[str]
) -> None:
    day = today(standard).set_aside(FIRE, outcome, at("08:00"))
    assert the_offer(today(standard, day.card(FIRE))) == offers


def test_what_is_on_offer_is_never_due_late_next_or_in_the_load(standard: Standard) -> None:
    day, evening = today(standard), at("23:00")
    without = day._replace(cards=tuple(card for card in day.cards if not card.on_offer))
    for whole in (False, True):
        assert adherence(day, evening, whole=whole) == adherence(without, evening, whole=whole)
    assert load(day, BERLIN, None) == load(without, BERLIN, None)
    planned = day.card(FIRE)._replace(at=6 * 60)
    assert not is_late(planned, day, evening)
    assert next_card([planned], 0) is None


def test_what_was_used_counts_like_any_other_card(standard: Standard) -> None:
    before, day = today(standard), used(today(standard), standard)
    counted = adherence(day, at("12:00"), whole=True)
    assert (counted.due, counted.done, counted.on_time) == (3, 1, 1)
    assert load(day, BERLIN, None).planned_minutes == load(before, BERLIN, None).planned_minutes + 30


def test_one_that_was_needed_and_missed_is_missed(standard: Standard) -> None:
    day = today(standard).set_aside(FIRE, Outcome.MISSED, at("08:00"), reason=Reason.AVOIDED)
    assert adherence(day, at("12:00"), whole=False).missed == 1


@pytest.mark.parametrize("carry", list(CarryOver))
def test_what_nobody_used_is_gone_when_the_day_turns(carry: CarryOver) -> None:
    standard = a_standard(a_board(a_task("fire", every="as needed", carry=carry)))
    day = turned(today(standard), BERLIN)
    assert day.cards == ()
    assert opened(day, standard, BERLIN).cards == ()


def test_what_was_begun_and_left_open_expires_like_any_other_card(standard: Standard) -> None:
    day = today(standard).started(FIRE, at("08:00"), ids()).stopped(at("08:10"))
    assert turned(day, BERLIN).card(FIRE).outcome is Outcome.MISSED


def test_one_that_was_put_back_keeps_its_time_and_is_no_miss(standard: Standard) -> None:
    day = today(standard).started(FIRE, at("08:00"), ids()).put_back(FIRE, at("08:10"))
    day = turned(day, BERLIN)
    assert (day.card(FIRE).outcome, day.card(FIRE).reason) == (Outcome.NOT_APPLICABLE, NOT_NEEDED)
    assert day.minutes(at("09:00"))[FIRE] == 10
    assert turned(day, BERLIN) == day
    assert unturned(day, at("09:00")).card(FIRE).on_offer


def test_a_note_written_on_it_is_not_lost(standard: Standard) -> None:
    day = today(standard)
    day = turned(day.with_card(day.card(FIRE)._replace(note="ask Lee")), BERLIN)
    assert day.card(FIRE).note == "ask Lee"


def test_closing_the_day_says_nothing_of_what_is_on_offer(standard: Standard) -> None:
    assert closed(today(standard), at("14:00")).card(FIRE).on_offer


def test_leave_needs_no_excuse_for_what_is_on_offer(standard: Standard) -> None:
    day = today(standard, absences=(Absence(why="leave"),))
    assert the_offer(day) == [FIRE]
    assert adherence(day, at("12:00"), whole=True).excused == 2


def test_what_is_on_offer_is_not_carried() -> None:
    standard = a_standard(a_board(a_task("fire", every="as needed", carry=CarryOver.KEEP)))
    day = turned(today(standard).started(FIRE, at("08:00"), ids()).stopped(at("08:10")), BERLIN)
    tomorrow = ON + timedelta(days=1)
    assert carried_into(tomorrow, day.cards, lambda *_: False) == day.cards
    back = day.put_back(FIRE, at("09:00"))
    assert carried_into(tomorrow, back.cards, lambda *_: False) == ()
    assert back.card(FIRE).expired().outcome is Outcome.NOT_APPLICABLE


def test_one_moved_to_another_day_is_planned_there(standard: Standard) -> None:
    there = today(standard).card(FIRE).copy_on(ON + timedelta(days=1))
    assert not there.on_offer
    assert cards_on_offer(standard.board, there.on, [there])[0].id == "mine.fire@2026-11-20"


def test_a_name_means_the_one_in_doing_and_else_the_one_on_offer(standard: Standard) -> None:
    day = today(standard)
    assert card_named(day.cards, "fire").id == FIRE
    doing = today(standard, day.started(FIRE, at("08:00"), ids()).card(FIRE))
    assert card_named(doing.cards, "fire").id == FIRE
    day = used(day, standard)
    for name in ("fire", "Fire", "mine.fire"):
        assert card_named(day.cards, name).id == AGAIN
    assert card_named(day.cards, FIRE).lane is Lane.DONE


def test_what_is_taken_back_is_the_last_one_used(standard: Standard) -> None:
    day = today(standard)
    assert last_used(day.cards, day.card(FIRE)).id == FIRE
    day = used(used(day, standard), standard)
    assert last_used(day.cards, card_named(day.cards, "fire")).id == AGAIN
