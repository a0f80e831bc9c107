from __future__ import annotations

from datetime import date, timedelta

import pytest

from lswtui.domain.days.clock_rollback import SetBack, about_set_back, brought
from lswtui.domain.days.day import Day
from lswtui.domain.days.interrupting import interrupted, logged, returned
from lswtui.domain.vocabulary import Lane
from tests.domain.making import BERLIN, ON, a_card, a_day, at, broke_in, ids

AHEAD = ON + timedelta(days=1)
NOW = at("12:00")


def ahead(*cards: str) -> Day:
    """The next day, as a clock that had gone ahead made it."""
    return Day(AHEAD, cards=tuple(a_card(card, on=AHEAD)._replace(id=f"b.{card}@{AHEAD}") for card in cards))


def here(*cards: str) -> Day:
    return a_day(*(a_card(card)._replace(id=f"b.{card}@{ON}") for card in cards))


def test_what_is_remembered_of_it_reads_back() -> None:
    known = SetBack(at("09:00", AHEAD), AHEAD, NOW, ON)
    kept = known.plain()
    assert SetBack.of(kept).plain() == kept


@pytest.mark.parametrize(("now", "wrong"), [(NOW, AHEAD), (at("10:00", AHEAD), ON)])
def test_the_later_date_was_wrong_until_it_comes(now: object, wrong: date) -> None:
    known = SetBack(at("09:00", AHEAD), AHEAD, NOW, ON)
    asked = about_set_back(known, now, ON)  # type: ignore[arg-type]
    assert asked.id == f"set-back:{wrong}"
    assert [word for word, _ in asked.choices] == ["leave", "here"]


def test_an_interruption_comes_with_its_minutes_before_now() -> None:
    there = logged(ahead(), broke_in("jam", "07:00", "07:20")._replace(on=AHEAD), ids())
    found = brought(there, here("walk"), NOW, ids())
    (jam,) = found.interruptions
    assert (jam.on, jam.start, jam.end, found.minutes(NOW)) == (ON, at("11:40"), NOW, {"jam": 20})


def test_a_blip_stays_one_and_what_still_ran_ends_where_it_was_last_heard_of() -> None:
    new_id = ids()
    there = interrupted(ahead(), broke_in("jam", "07:00")._replace(on=AHEAD), new_id)
    there = interrupted(there, broke_in("call", "07:10")._replace(on=AHEAD), new_id)
    there = returned(there, at("07:15"), new_id)[0]
    found = brought(there, here(), NOW, ids())
    assert found.minutes(NOW) == {"jam": 10, "call": 5}
    assert (found.running, found.stack) == (None, ())
    still = Day(AHEAD, interruptions=(broke_in("blip", "07:00", "07:00")._replace(on=AHEAD),))
    assert [i.blip for i in brought(still, here(), NOW, ids()).interruptions] == [True]


def test_a_card_that_was_done_there_is_done_here() -> None:
    there = ahead("walk").finished(f"b.walk@{AHEAD}", at("07:30", AHEAD), ids(), minutes=25)
    walk = brought(there, here("walk", "read"), NOW, ids()).card(f"b.walk@{ON}")
    assert (walk.lane, walk.on, walk.ended_on) == (Lane.DONE, ON, ON)
    assert brought(there, here("walk"), NOW, ids()).minutes(NOW) == {walk.id: 25}


def test_a_card_that_is_done_here_already_only_gets_the_minutes() -> None:
    there = ahead("walk").finished(f"b.walk@{AHEAD}", at("07:30", AHEAD), ids(), minutes=25)
    done = here("walk").finished(f"b.walk@{ON}", at("08:00"), ids(), minutes=10)
    found = brought(there, done, NOW, ids())
    assert found.card(f"b.walk@{ON}") == done.card(f"b.walk@{ON}")
    assert found.minutes(NOW) == {f"b.walk@{ON}": 35}


def test_a_card_that_is_not_due_here_comes_as_a_one_off_and_one_nobody_touched_stays() -> None:
    there = ahead("audit", "read").finished(f"b.audit@{AHEAD}", at("07:30", AHEAD), ids(), minutes=25)
    found = brought(there, here("walk"), NOW, ids())
    assert [(card.title, card.task, card.on) for card in found.cards] == [("Walk", "walk", ON), ("Audit", None, ON)]


def test_a_second_one_done_as_needed_there_is_the_second_one_here() -> None:
    first, again = (a_card(f"b.fire@{AHEAD}{round_}", on=AHEAD)._replace(as_needed=True) for round_ in ("", "#2"))
    there = Day(AHEAD, cards=(first, again))
    for card in there.cards:
        there = there.finished(card.id, at("07:30", AHEAD), ids(), minutes=5)
    offered = a_card(f"b.fire@{ON}")._replace(as_needed=True)
    found = brought(there, Day(ON, cards=(offered,)), NOW, ids())
    assert [(card.id, card.lane) for card in found.cards] == [
        (f"b.fire@{ON}", Lane.DONE),
        (f"b.fire@{ON}#2", Lane.DONE),
    ]


def test_a_one_off_keeps_its_id() -> None:
    there = Day(AHEAD).added(a_card("call", on=AHEAD)._replace(task=None))
    found = brought(there, here("walk"), NOW, ids())
    assert found.card("call").on == ON
    assert found.seen


def test_the_zone_of_now_says_when_the_day_began() -> None:
    assert NOW.tzinfo is BERLIN
    early = at("04:10")
    there = logged(ahead(), broke_in("jam", "07:00", "07:20")._replace(on=AHEAD), ids())
    assert brought(there, here(), early, ids()).minutes(early) == {"jam": 10}
