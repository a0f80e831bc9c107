from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.days.spans import (
    Span,
    Stretch,
    cut_off,
    estimates,
    free_gaps,
    minutes_by_owner,
    nearest_room,
    placed,
    settled,
)
from lswtui.domain.times import minutes_between
from tests.domain.making import ON, at, ids, later

if TYPE_CHECKING:
    from datetime import datetime

BEGIN, NOW = at("04:00"), at("20:00")


def span(owner: str, start: str, end: str | None = None) -> Span:
    return Span(f"{owner} {start}", ON, owner, at(start), None if end is None else at(end))


def moments() -> st.SearchStrategy[datetime]:
    return st.integers(0, 16 * 60).map(lambda minutes: later(BEGIN, minutes))


def stretches() -> st.SearchStrategy[list[tuple[datetime, datetime]]]:
    pairs = st.tuples(moments(), moments()).map(lambda pair: (min(pair), max(pair)))
    return st.lists(pairs, max_size=8)


def test_a_running_span_lasts_until_now_and_never_less_than_nothing() -> None:
    assert span("walk", "07:00").minutes(at("07:20")) == 20
    assert span("walk", "07:00").minutes(at("06:00")) == 0


def test_the_higher_rank_has_the_time_where_spans_overlap() -> None:
    day = [span("walk", "07:00", "08:00"), span("jam", "07:20", "07:30")]
    assert minutes_by_owner(settled(day, NOW, {"jam": 1})) == {"walk": 50, "jam": 10}
    assert settled(day, NOW, {"jam": 1}) == (
        Stretch(at("07:00"), at("07:20"), "walk"),
        Stretch(at("07:20"), at("07:30"), "jam"),
        Stretch(at("07:30"), at("08:00"), "walk"),
    )


def test_among_equals_the_later_one_has_the_time() -> None:
    day = [span("walk", "07:00", "08:00"), span("audit", "07:40", "08:10")]
    assert minutes_by_owner(settled(day, NOW, {})) == {"walk": 40, "audit": 30}


@given(st.lists(st.tuples(moments(), moments(), st.sampled_from("abc")), max_size=8))
def test_settled_stretches_never_overlap_and_fill_the_union(claims: list[tuple[datetime, datetime, str]]) -> None:
    day = [Span(str(n), ON, owner, min(a, b), max(a, b)) for n, (a, b, owner) in enumerate(claims)]
    found = settled(day, NOW, {"c": 1})
    assert all(before.end <= after.start for before, after in pairwise(found))
    for minute in range(16 * 60):
        instant = later(BEGIN, minute + 0.5)
        claimed = any(s.start <= instant < (s.end or NOW) for s in day)
        assert claimed == any(f.start <= instant < f.end for f in found)


@given(stretches())
def test_gaps_are_what_nothing_has_taken(taken: list[tuple[datetime, datetime]]) -> None:
    gaps = free_gaps(taken, BEGIN, NOW)
    assert all(start < end for start, end in gaps)
    for minute in range(16 * 60):
        instant = later(BEGIN, minute + 0.5)
        assert any(a <= instant < b for a, b in gaps) != any(a <= instant < b for a, b in taken)


def test_an_estimate_stands_at_the_wanted_time_where_that_is_free() -> None:
    assert placed(30, wanted=at("07:00"), taken=[], day_begins=BEGIN, now=NOW) == ((at("07:00"), at("07:30")),)


def test_else_it_stands_in_the_latest_gap_that_holds_it_whole() -> None:
    taken = [(at("07:10"), at("19:50"))]
    assert placed(30, wanted=at("07:00"), taken=taken, day_begins=BEGIN, now=NOW) == ((at("06:40"), at("07:10")),)
    earlier = [(at("05:00"), at("06:00")), *taken]
    assert placed(30, wanted=at("07:00"), taken=earlier, day_begins=BEGIN, now=NOW) == ((at("06:40"), at("07:10")),)


def test_else_it_is_cut_over_the_gaps_from_the_latest_backwards() -> None:
    taken = [(BEGIN, at("12:00")), (at("12:20"), at("19:45"))]
    assert placed(30, wanted=None, taken=taken, day_begins=BEGIN, now=NOW) == (
        (at("12:05"), at("12:20")),
        (at("19:45"), NOW),
    )


@given(stretches(), st.integers(0, 20 * 60), st.none() | moments())
def test_estimates_never_overlap_anything_and_never_lie_ahead(
    taken: list[tuple[datetime, datetime]], minutes: int, wanted: datetime | None
) -> None:
    parts = placed(minutes, wanted=wanted, taken=taken, day_begins=BEGIN, now=NOW)
    for start, end in parts:
        assert BEGIN <= start <= end <= NOW
        assert all(end <= begins or ends <= start for begins, ends in taken if begins < ends)
    assert all(before[1] <= after[0] for before, after in pairwise(parts))
    room = sum(minutes_between(start, end) for start, end in free_gaps(taken, BEGIN, NOW))
    assert sum(minutes_between(start, end) for start, end in parts) == pytest.approx(min(minutes, room))


def test_time_is_cut_off_at_a_moment() -> None:
    day = [span("walk", "07:00", "07:30"), span("jam", "07:10", "07:20"), span("walk", "08:00", "08:30")]
    kept = cut_off(day, "walk", at("08:10"), NOW)
    assert [(s.owner, s.end) for s in kept] == [("walk", at("07:30")), ("jam", at("07:20")), ("walk", at("08:10"))]
    assert [s.owner for s in cut_off(day, "walk", at("07:00"), NOW)] == ["jam"]


@given(stretches(), st.integers(1, 20 * 60), moments())
def test_there_is_always_room_for_minutes_typed_and_it_is_in_the_day_where_the_day_has_it(
    taken: list[tuple[datetime, datetime]], minutes: int, wanted: datetime
) -> None:
    start = nearest_room(minutes, wanted=wanted, taken=taken, day_begins=BEGIN, now=NOW)
    end = later(start, minutes)
    assert end <= NOW
    assert all(end <= begins or ends <= start for begins, ends in taken if begins < ends)
    held = [(a, b) for a, b in free_gaps(taken, BEGIN, NOW) if minutes_between(a, b) >= minutes]
    assert (start >= BEGIN) == bool(held)


def test_estimates_are_marked_as_such() -> None:
    (made,) = estimates([(at("07:00"), at("07:30"))], "walk", ON, ids())
    assert (made.owner, made.estimated, made.end) == ("walk", True, made.start + timedelta(minutes=30))
