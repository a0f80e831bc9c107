from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from lswtui.domain.days.card import Card, CardId
from lswtui.domain.days.day import Day
from lswtui.domain.days.integrity import Contradiction, ContradictionKind, KnownIds, contradictions, in_day, lost_notes
from lswtui.domain.days.interrupting import interrupted, logged, returned
from lswtui.domain.days.lifecycle import turned
from lswtui.domain.days.questions import gap_cut
from lswtui.domain.days.spans import Span
from tests.domain.days.test_day import RULES, Rule, after
from tests.domain.making import BERLIN, ON, a_card, a_day, at, broke_in, ids, later

if TYPE_CHECKING:
    from datetime import datetime

EVENING = at("22:00")


def span(id_: str, owner: str, start: str, end: str | None) -> Span:
    return Span(id_, ON, owner, at(start), None if end is None else at(end))


def found(day: Day, now: datetime = EVENING, boards: tuple[str, ...] = ()) -> list[ContradictionKind]:
    return [each.kind for each in contradictions([day], boards, now)]


def over(day: Day) -> Day:
    """A day that has turned as the program lets it turn: its clock stopped, with a question."""
    stopped = gap_cut(day, at("21:00"), at("21:30")).interruptions_ended(at("21:00"))
    return turned(stopped, BERLIN)


@given(RULES)
def test_a_day_that_the_rules_made_contradicts_nothing(rules: list[Rule]) -> None:
    def consistent(day: Day) -> None:
        assert contradictions([day], (), EVENING) == ()

    day = after([rule for rule in rules if rule[0] != "turn"], consistent)
    consistent(over(day))


def test_two_cards_with_one_clock_at_a_time_overlap() -> None:
    day = a_day()._replace(spans=(span("a", "huddle", "06:00", "06:20"), span("b", "walk", "06:10", "06:30")))
    (one,) = contradictions([day], (), EVENING)
    assert one == Contradiction(
        ContradictionKind.OVERLAP, ON, "b", "Huddle 06:00 to 06:20 and Walk 06:10 to 06:30 overlap"
    )


def test_cards_that_follow_each_other_do_not_overlap() -> None:
    day = a_day()._replace(spans=(span("a", "huddle", "06:00", "06:20"), span("b", "walk", "06:20", "06:30")))
    assert found(day) == []


def test_a_span_without_a_length_overlaps_nothing() -> None:
    day = a_day()._replace(spans=(span("a", "huddle", "06:00", "06:20"), span("b", "walk", "06:10", "06:10")))
    assert found(day) == []


def test_what_breaks_in_may_lie_over_a_card_and_over_another_interruption() -> None:
    day = a_day().started("huddle", at("06:00"), ids())
    day = logged(
        logged(day, broke_in("x", "06:02", "06:10"), ids()), broke_in("y", "06:05", "06:08"), iter("zq").__next__
    )
    assert found(day) == []


def test_a_clock_that_still_runs_is_told_only_once_its_day_has_turned() -> None:
    day = a_day().started("huddle", at("06:00"), ids())
    assert found(day) == []
    assert found(day._replace(turned=True)) == [ContradictionKind.UNCLOSED]
    assert found(over(day)) == []


def test_an_interruption_without_an_end_on_a_day_that_has_turned_is_told_with_or_without_its_clock() -> None:
    new_id = ids()
    day = interrupted(a_day(), broke_in("phone", "06:05"), new_id)
    assert found(day._replace(turned=True)) == [ContradictionKind.UNCLOSED]
    assert found(day._replace(turned=True, spans=())) == [ContradictionKind.UNCLOSED]
    assert found(returned(day, at("06:10"), new_id)[0]._replace(turned=True)) == []


def test_time_that_is_still_to_come_is_told() -> None:
    day = a_day()._replace(spans=(span("a", "huddle", "06:00", "06:20"),))
    assert found(day, now=at("06:10")) == [ContradictionKind.FUTURE]
    assert found(day, now=at("06:20")) == []


def test_a_second_card_of_one_round_of_a_task_is_told_and_one_that_was_moved_here_is_not() -> None:
    right = Card(str(CardId.of_task("b", "walk", ON)), ON, "Walk", 30, board="b", task="walk")
    second_round = right._replace(id=str(CardId.of_task("b", "walk", ON, 2)))
    moved_here = right._replace(id="b.walk@2026-11-18>2026-11-19", first_due=ON.replace(day=18))
    assert found(a_day(right, second_round, moved_here), boards=("b",)) == []
    assert found(a_day(right, right._replace(id="another")), boards=("b",)) == [ContradictionKind.DOUBLE]


def test_an_id_that_stands_on_two_days_is_told_once() -> None:
    other = a_day(a_card("walk"))._replace(on=ON.replace(day=20))
    twice = contradictions([a_day(a_card("walk")), other], (), EVENING)
    assert [(each.kind, each.on, each.text) for each in twice] == [
        (ContradictionKind.DOUBLE, ON, "walk is kept 2 times")
    ]


@pytest.mark.parametrize(("hours", "kinds"), [(24, []), (25, [ContradictionKind.TOO_LONG])])
def test_a_day_of_more_hours_than_it_has_is_told(hours: int, kinds: list[ContradictionKind]) -> None:
    long = Span("a", ON, "walk", at("04:00"), later(at("04:00"), hours * 60))
    assert found(a_day()._replace(spans=(long,)), now=later(at("04:00"), 48 * 60)) == kinds


def test_references_to_what_there_is_not_are_told() -> None:
    entry = broke_in("phone", "06:05", "06:10")._replace(card="gone", inside="never")
    card = a_card("walk")._replace(board="old", task=None)
    day = a_day(card)._replace(spans=(span("a", "nobody", "06:00", "06:20"),), interruptions=(entry,))
    told = [each.text for each in contradictions([day], ("mine",), EVENING)]
    assert told == [
        "nobody 06:00 to 06:20 belongs to no card and to no interruption",
        "the interruption phone broke into gone, which is no card",
        "the interruption phone broke into never, which is no interruption",
        "Walk is of the board old, which was never in use",
    ]


def test_what_belongs_to_a_card_of_an_earlier_day_is_no_contradiction() -> None:
    day = Day(ON, spans=(span("a", "audit", "06:00", "06:20"),))
    assert in_day(day, KnownIds({"audit"}, (), ()), EVENING) == ()


def test_a_note_of_a_card_that_is_not_there_is_told() -> None:
    days = [a_day(a_card("audit"))]
    notes = [("audit", ON), ("gone", ON), ("audit", ON.replace(day=1))]
    assert [(each.kind, each.id, each.on.day) for each in lost_notes(notes, days)] == [
        (ContradictionKind.LOST_NOTE, "gone", 19),
        (ContradictionKind.LOST_NOTE, "audit", 1),
    ]
