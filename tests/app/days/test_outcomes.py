"""Every way a card can end, over several days, and that none of them counts anything twice."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lswtui.app.boards import choose, retire_task
from lswtui.app.data import undo
from lswtui.app.days import calendar, cards, change, close
from lswtui.app.days.leave import back_on, take_off
from lswtui.app.interruptions.suggestions import own_reasons
from lswtui.app.reports import report
from lswtui.domain.days.card import CardId
from lswtui.domain.days.day import Absence
from lswtui.domain.errors import LswError, RuleBroken
from lswtui.domain.times import minutes_between
from lswtui.domain.vocabulary import Lane, Outcome
from lswtui.measures.adherence import adherence
from lswtui.measures.breakdown import Dimension
from lswtui.measures.due import is_due
from tests.desk import PLAIN, Desk

THURSDAY, FRIDAY, MONDAY, TUESDAY = (date(2026, 11, day) for day in (19, 20, 23, 24))


def of_task(desk: Desk, task: str, on: date) -> list[Outcome | None]:
    return [card.outcome for card in desk.day(on.isoformat()).cards if card.task == task]


# --- closed late


def test_a_card_that_expired_is_ticked_off_afterwards_in_one_step(desk: Desk) -> None:
    change.mark_seen(desk.workspace)
    desk.clock.set("2026-11-20 09:00")
    cards.finish(desk.workspace, "walk", on=THURSDAY)
    walk = desk.card("walk", "2026-11-19")
    assert (walk.outcome, walk.reason, walk.done_late) == (Outcome.DONE, None, False)


def test_a_card_whose_miss_was_explained_is_put_back_first(desk: Desk) -> None:
    cards.set_aside(desk.workspace, "walk", Outcome.MISSED, reason="forgot")
    with pytest.raises(RuleBroken, match="put it back to To do first"):
        cards.finish(desk.workspace, "walk")


def test_a_day_nobody_saw_can_be_corrected_before_it_is_asked_about(desk: Desk) -> None:
    change.mark_seen(desk.workspace)
    desk.clock.set("2026-11-24 08:00")
    cards.finish(desk.workspace, "walk", on=FRIDAY)
    outcomes = {card.task: card.outcome for card in desk.day("2026-11-20").cards}
    assert outcomes == {"walk": Outcome.DONE} | dict.fromkeys(("huddle", "round", "read"), Outcome.MISSED)


def test_a_day_gone_by_is_closed_late(desk: Desk) -> None:
    change.mark_seen(desk.workspace)
    desk.clock.set("2026-11-20 08:00")
    assert close.close(desk.workspace, on=THURSDAY).text == "closed 2026-11-19"
    assert desk.card("audit").is_open


# --- moved


def test_a_card_moved_anew_from_its_first_day_stands_on_one_other_day(desk: Desk) -> None:
    cards.move(desk.workspace, "audit", MONDAY)
    cards.move(desk.workspace, "audit", TUESDAY)
    assert of_task(desk, "audit", MONDAY) == []
    assert of_task(desk, "audit", TUESDAY) == [None]


def test_a_moved_card_that_is_set_aside_after_all_leaves_its_other_day(desk: Desk) -> None:
    cards.move(desk.workspace, "audit", MONDAY)
    cards.set_aside(desk.workspace, "audit", Outcome.MISSED, reason="forgot")
    assert of_task(desk, "audit", MONDAY) == []
    assert desk.card("audit").moved_to is None


def test_a_moved_card_that_was_moved_on_stays_where_it_is(desk: Desk) -> None:
    cards.move(desk.workspace, "audit", FRIDAY)
    copy = next(card for card in desk.day("2026-11-20").cards if card.task == "audit")
    cards.move(desk.workspace, copy.id, MONDAY, on=FRIDAY)
    with pytest.raises(RuleBroken, match="was moved on on 2026-11-20"):
        cards.put_back(desk.workspace, "audit")


def test_a_card_moved_into_another_month_shows_where_it_was_done_late(desk: Desk) -> None:
    cards.move(desk.workspace, "audit", date(2026, 12, 1))
    for on in ("2026-11-20", "2026-12-01", "2026-12-02"):
        desk.clock.set(f"{on} 06:00")
        change.mark_seen(desk.workspace)
    audit = desk.card("audit").id
    cards.finish(desk.workspace, audit)
    assert desk.card("audit", "2026-12-02").done_late
    made = report.report(desk.workspace, date(2026, 12, 2), date(2026, 12, 2))
    assert {part.name: part.minutes for part in made.by[Dimension.TASK]}["audit"] == 40


# --- not applicable for always


def test_a_task_that_never_applies_leaves_the_board_from_today_on(desk: Desk) -> None:
    change.mark_seen(desk.workspace)
    cards.finish(desk.workspace, desk.card("round").id)
    desk.clock.set("2026-11-20 05:00")
    said = retire_task.never_again(desk.workspace, desk.card("round").id)
    assert said.text == "set aside Round, not applicable; it is off your board from today on"
    assert of_task(desk, "round", FRIDAY) == [Outcome.NOT_APPLICABLE]
    assert of_task(desk, "round", MONDAY) == []
    assert of_task(desk, "round", THURSDAY) == [Outcome.DONE, Outcome.MISSED]


def test_undo_puts_a_retired_task_back_on_the_board(desk: Desk) -> None:
    retire_task.never_again(desk.workspace, "walk")
    undo.undo(desk.workspace)
    assert desk.card("walk").is_open
    assert of_task(desk, "walk", MONDAY) == [None]


def test_a_one_off_comes_only_once(desk: Desk) -> None:
    cards.add(desk.workspace, "Call the supplier")
    with pytest.raises(RuleBroken, match="a one-off"):
        retire_task.never_again(desk.workspace, "Call the supplier")


def test_a_task_of_another_board_is_not_retired(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    choose.choose(desk.workspace, "lean-team-leader")
    with pytest.raises(RuleBroken, match="no longer on the board in use"):
        retire_task.never_again(desk.workspace, "Walk the line")


def test_the_last_task_of_a_board_stays(desk: Desk) -> None:
    for task in ("walk", "huddle", "read", "audit"):
        retire_task.never_again(desk.workspace, task)
        desk.clock.tick(1)
    with pytest.raises(RuleBroken, match="last task"):
        retire_task.never_again(desk.workspace, desk.card("round").id)


# --- days off


def test_leave_said_afterwards_excuses_what_was_left_and_says_how_many(desk: Desk) -> None:
    cards.finish(desk.workspace, "walk")
    cards.set_aside(desk.workspace, "read", Outcome.MISSED, reason="forgot")
    desk.clock.set("2026-11-24 08:00")
    leave = (THURSDAY, FRIDAY, FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=2), MONDAY)
    said = take_off(desk.workspace, leave, Absence(why="sick"))
    assert said.text == "off: 2026-11-19..2026-11-23, sick; 14 cards excused"
    outcomes = {card.task: card.outcome for card in desk.day("2026-11-19").cards}
    assert (outcomes["walk"], outcomes["read"], outcomes["audit"]) == (Outcome.DONE, Outcome.MISSED, Outcome.EXCUSED)
    assert not calendar.Calendar(desk.workspace).unseen()


def test_leave_for_many_days_is_one_step_of_undo(desk: Desk) -> None:
    change.mark_seen(desk.workspace)
    desk.clock.set("2026-11-24 08:00")
    before = {on: of_task(desk, "walk", on) for on in (THURSDAY, FRIDAY, MONDAY)}
    take_off(desk.workspace, (THURSDAY, FRIDAY, MONDAY), Absence(why="sick"))
    undo.undo(desk.workspace)
    assert {on: of_task(desk, "walk", on) for on in (THURSDAY, FRIDAY, MONDAY)} == before


def test_a_closed_day_is_excused_afterwards_too(desk: Desk) -> None:
    close.close(desk.workspace)
    assert take_off(desk.workspace, (THURSDAY,), Absence()).text == "off: 2026-11-19; 6 cards excused"


def test_an_afternoon_off_said_afterwards_excuses_the_afternoon(desk: Desk) -> None:
    change.mark_seen(desk.workspace)
    desk.clock.set("2026-11-20 08:00")
    assert take_off(desk.workspace, (THURSDAY,), Absence(12 * 60)).text.endswith("1 card excused")
    assert of_task(desk, "round", THURSDAY) == [Outcome.MISSED, Outcome.EXCUSED]


# --- reasons of one's own


def test_reasons_of_ones_own_are_offered_again_the_most_used_first(desk: Desk) -> None:
    for on, reason in zip((19, 20, 23, 24), ("bus late", "fire drill", "fire drill", "forgot"), strict=True):
        desk.clock.set(f"2026-11-{on} 08:00")
        cards.set_aside(desk.workspace, "walk", Outcome.MISSED, reason=reason)
        cards.set_aside(desk.workspace, "read", Outcome.EXCUSED, reason="leave")
    assert own_reasons(desk.workspace) == ("fire drill", "bus late")


def test_at_most_five_reasons_are_offered_and_none_of_long_ago(desk: Desk) -> None:
    cards.set_aside(desk.workspace, "walk", Outcome.MISSED, reason="long ago")
    desk.clock.set("2027-05-03 06:00")
    for number, card in enumerate(desk.day().cards):
        cards.set_aside(desk.workspace, card.id, Outcome.MISSED, reason=f"reason {number}")
    cards.add(desk.workspace, "Call the supplier")
    cards.set_aside(desk.workspace, "Call the supplier", Outcome.MISSED, reason="one more")
    assert len(own_reasons(desk.workspace)) == 5
    assert "long ago" not in own_reasons(desk.workspace)


# --- the law

WAYS = (
    "done",
    "start",
    "missed",
    "n/a",
    "excused",
    "move",
    "back",
    "off",
    "on again",
    "close",
    "undo",
    "night",
    "night",
)
STEPS = st.tuples(
    st.sampled_from(WAYS),
    st.integers(min_value=0, max_value=7),
    st.integers(min_value=0, max_value=3),
)


def act(desk: Desk, what: str, which: int, how_far: int) -> None:
    """Do one thing to some card of today, or of a day before where it is said how far."""
    workspace, today = desk.workspace, desk.workspace.today()
    on = today - timedelta(days=how_far)
    known = calendar.day(workspace, on).cards
    card = known[which % len(known)].id if known else "nothing"
    match what:
        case "done":
            cards.finish(workspace, card, on=on, minutes=None if which % 2 else 15)
        case "start":
            cards.start(workspace, card)
        case "missed" | "n/a" | "excused":
            outcome = {"missed": Outcome.MISSED, "n/a": Outcome.NOT_APPLICABLE, "excused": Outcome.EXCUSED}[what]
            cards.set_aside(workspace, card, outcome, on=on)
        case "move":
            cards.move(workspace, card, on + timedelta(days=1 + which % 3), on=on)
        case "back":
            cards.put_back(workspace, card, on=on)
        case "off":
            take_off(workspace, (on,), Absence() if which % 2 else Absence(12 * 60))
        case "on again":
            back_on(workspace, (on,))
        case "close":
            close.close(workspace, on=on)
        case "undo":
            undo.undo(workspace, even_elsewhere=True)
        case "night":
            desk.clock.set(f"{(today + timedelta(days=1)).isoformat()} 05:30")
            change.mark_seen(workspace)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEPS, min_size=4, max_size=30))
def test_whatever_becomes_of_cards_each_is_due_once_and_each_minute_counts_once(
    steps: list[tuple[str, int, int]],
) -> None:
    with TemporaryDirectory() as home:
        desk = Desk(Path(home))
        choose.choose(desk.workspace, desk.board(PLAIN))
        desk.clock.set("2026-11-19 06:00")
        change.mark_seen(desk.workspace)
        for what, which, how_far in steps:
            desk.clock.tick(7)
            try:
                act(desk, what, which, how_far)
            except LswError:
                continue
        now, today = desk.clock.now(), desk.workspace.today()
        shown = [calendar.day(desk.workspace, today + timedelta(days=step)) for step in range(-30, 8)]
        due = Counter(_occurrence(card.id) for day in shown for card in day.cards if card.on == day.on and is_due(card))
        assert not [occurrence for occurrence, times in due.items() if times > 1]
        open_cards = Counter(card.id for day in shown for card in day.cards if card.is_open and day.on <= today)
        assert not [card for card, times in open_cards.items() if times > 1 and card not in _carried(desk)]
        for day in shown:
            elapsed = sum(minutes_between(stretch.start, stretch.end) for stretch in day.stretches(now))
            assert sum(day.minutes(now).values()) == pytest.approx(elapsed)
            counted = adherence(day, now, whole=True)
            assert counted.due >= counted.done + counted.done_late + counted.missed
            assert all((card.outcome is None) == (card.lane in (Lane.TODO, Lane.DOING)) for card in day.cards)
        spans = sorted((span.start, span.end or now) for day in shown for span in day.spans)
        assert all(ends <= begins for (_, ends), (begins, _) in pairwise(spans))


def _occurrence(card_id: str) -> str:
    """The card of the standard that this is, or was before it was moved."""
    return str(CardId.read(card_id)._replace(moved=()))


def _carried(desk: Desk) -> set[str]:
    return {card.id for card in calendar.Calendar(desk.workspace).carried()}
