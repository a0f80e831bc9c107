from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from lswtui.app import demo, questions
from lswtui.app.data import exchange, undo
from lswtui.app.days.calendar import Calendar
from lswtui.app.days.turn import roll_over
from lswtui.app.reviews import review
from lswtui.domain.errors import RuleBroken
from lswtui.domain.vocabulary import Lane, Outcome
from tests.desk import Desk

if TYPE_CHECKING:
    from lswtui.domain.days.day import Day


def made(desk: Desk, at: str = "2026-11-19 10:51", days: int = 20, seed: int = 1) -> Desk:
    desk.clock.set(at)
    demo.make_demo(desk.workspace, days=days, seed=seed)
    return desk


def past(desk: Desk, count: int = 40) -> list[Day]:
    calendar = Calendar(desk.workspace)
    return [calendar.day(calendar.today - timedelta(days=back)) for back in range(1, count)]


def test_a_demo_has_as_many_working_days_as_asked_for(empty: Desk) -> None:
    worked = [day for day in past(made(empty)) if day.cards]
    assert len(worked) == 20
    assert sum(all(card.outcome is Outcome.EXCUSED for card in day.cards) for day in worked) == 1


def test_the_same_seed_makes_the_same_days_and_another_one_others(empty: Desk) -> None:
    first = exchange.export_json(made(empty).workspace)
    again = Desk(empty.workspace.places.data.parent / "again")
    other = Desk(empty.workspace.places.data.parent / "other")
    assert exchange.export_json(made(again).workspace) == first
    assert exchange.export_json(made(other, seed=2).workspace) != first


def test_what_it_leaves_is_what_the_program_would_have_left(empty: Desk) -> None:
    made(empty)
    last = next(empty.workspace.store.entries_backwards())
    roll_over(empty.workspace)
    assert next(empty.workspace.store.entries_backwards()) == last
    assert Calendar(empty.workspace).unseen() == ()
    assert not any(question.kind in {"unseen", "gap"} for question in questions.waiting(empty.workspace))
    for day in past(empty):
        assert day.running is None
        assert not any(card.is_open for card in day.cards)


def test_nothing_lies_ahead_of_now_and_no_minute_stands_twice(empty: Desk) -> None:
    made(empty)
    now = empty.clock.now()
    for day in [*past(empty), empty.day()]:
        assert all(span.start <= now and (span.end or now) <= now for span in day.spans)
        assert sum(day.minutes(now).values()) <= 24 * 60


def test_its_days_differ_and_its_misses_have_reasons_that_come_again(empty: Desk) -> None:
    made(empty, days=60)
    missed = [card for day in past(empty, 90) for card in day.cards if card.outcome is Outcome.MISSED]
    assert Counter(card.task for card in missed).most_common(1)[0][1] >= 3
    assert {card.reason for card in missed} >= {"interrupted", "overrun", None}
    calls = {len(day.interruptions) for day in past(empty, 90) if day.interruptions}
    assert {len(calls) > 3, min(calls) >= 4, max(calls) <= 11} == {True}


@pytest.mark.parametrize(
    "at",
    [
        "2026-11-19 10:51",
        "2026-11-19 00:20",
        "2026-11-19 04:05",
        "2026-11-19 18:30",
        "2026-11-21 11:00",
        "2026-11-22 23:45",
    ],
)
def test_at_any_hour_of_any_day_work_is_done_under_way_and_ahead(empty: Desk, at: str) -> None:
    day = made(empty, at).day()
    lanes = Counter(card.lane for card in day.cards)
    assert min(lanes[Lane.DONE], lanes[Lane.DOING], lanes[Lane.TODO]) >= 2
    assert day.running_card is not None
    assert any(card.cue for card in day.cards if card.lane is Lane.DOING and card != day.running_card)
    assert day.interruptions


def test_yesterdays_pledge_and_top_three_are_there_this_morning(empty: Desk) -> None:
    made(empty)
    pledged = empty.pledge(empty.workspace.today())
    assert pledged is not None
    assert pledged.pledge
    assert {card.top for card in empty.day().cards} == {None, 1, 2, 3}


def test_pledges_were_kept_partly_kept_and_not(empty: Desk) -> None:
    made(empty, days=60)
    calendar = Calendar(empty.workspace)
    evenings = (
        review.asked(empty.workspace, calendar.today - timedelta(days=back)).reflection for back in range(1, 90)
    )
    assert {evening.pledge_kept for evening in evenings if evening} >= {"yes", "partly", "no"}


def test_a_demo_is_no_step_of_undo(empty: Desk) -> None:
    made(empty)
    with pytest.raises(RuleBroken, match="nothing to undo"):
        undo.undo(empty.workspace)


def test_an_end_in_the_past_leaves_today_out(empty: Desk) -> None:
    empty.clock.set("2026-11-19 10:51")
    demo.make_demo(empty.workspace, days=5, until=empty.clock.now().date() - timedelta(days=3))
    assert empty.day().interruptions == ()
    assert len(empty.day("2026-11-13").interruptions) > 3
