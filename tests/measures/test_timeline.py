from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.days.day import Day
from lswtui.domain.times import later
from lswtui.domain.vocabulary import CardKind, Outcome
from lswtui.measures.balance import balance
from lswtui.measures.timeline import ribbon
from tests.measures.days import AFTERWARDS, THURSDAY, aside, at, card, days, interruption, span, windows

if TYPE_CHECKING:
    from datetime import datetime

MORNING = Day(
    THURSDAY,
    windows=windows("06:00-10:00", "11:00-14:00"),
    cards=(card("walk", "07:00", 60), aside(card("audit", "12:00", 60), Outcome.EXCUSED)),
    interruptions=(interruption("PRESS", "08:30", "09:00"),),
    spans=(span("walk", "07:00", "08:00", estimated=True), span("PRESS", "08:30", "09:00")),
)


def test_columns_show_what_was_planned_and_what_happened() -> None:
    found = ribbon(MORNING, at("09:15"), 16)
    assert found is not None
    assert (found.start, found.end) == (at("06:00"), at("14:00"))
    assert [place for place, column in enumerate(found.columns) if column.planned] == [2, 3]
    assert {place: column.kind for place, column in enumerate(found.columns) if column.kind} == {
        2: CardKind.PLANNED,
        3: CardKind.PLANNED,
        5: CardKind.REACTIVE,
    }
    assert [place for place, column in enumerate(found.columns) if column.estimated] == [2, 3]
    assert found.now == 6


def test_the_column_belongs_to_what_took_most_of_it() -> None:
    found = ribbon(MORNING, at("09:15"), 4)
    assert found is not None
    assert [column.kind for column in found.columns] == [CardKind.PLANNED, CardKind.REACTIVE, None, None]


def test_what_breaks_into_time_held_open_is_shown_on_plan_and_hollow_where_it_was_typed() -> None:
    day = MORNING._replace(
        cards=(card("andon", "08:00", 90, held_open=True), card("fire", "12:00", as_needed=True)),
        interruptions=(interruption("PRESS", "08:30", "09:00"), interruption("TYPED", "09:00", "10:00")),
        spans=(span("PRESS", "08:30", "09:00"), span("TYPED", "09:00", "10:00", estimated=True)),
    )
    found = ribbon(day, at("10:15"), 16)
    assert found is not None
    assert [place for place, column in enumerate(found.columns) if column.planned] == [4, 5, 6]
    assert {place: (column.kind, column.estimated) for place, column in enumerate(found.columns) if column.kind} == {
        5: (CardKind.PLANNED, False),
        6: (CardKind.PLANNED, True),
        7: (CardKind.REACTIVE, True),
    }


def test_hours_stand_where_they_begin_as_many_as_fit() -> None:
    def labels(columns: int) -> list[tuple[int, str]]:
        found = ribbon(MORNING, at("09:15"), columns)
        return list(found.labels) if found else []

    assert labels(80)[:3] == [(0, "06"), (10, "07"), (20, "08")]
    assert labels(16) == [(0, "06"), (4, "08"), (8, "10"), (12, "12")]
    assert labels(8) == [(0, "06"), (3, "09"), (6, "12")]


@pytest.mark.parametrize(("clock", "column"), [("06:00", 0), ("13:59", 15), ("05:59", None), ("14:00", None)])
def test_now_is_marked_only_inside_the_ribbon(clock: str, column: int | None) -> None:
    found = ribbon(MORNING, at(clock), 16)
    assert found is not None
    assert found.now == column


def test_the_earliest_and_the_latest_work_widen_the_ribbon() -> None:
    day = MORNING._replace(cards=(card("early", "05:00"),), spans=(span("early", "18:00", "19:30"),))
    found = ribbon(day, at("20:00"), 20)
    assert found is not None
    assert (found.start, found.end) == (at("05:00"), at("19:30"))


def test_a_day_with_nothing_on_it_has_no_ribbon() -> None:
    assert ribbon(Day(THURSDAY), at("09:00"), 40) is None


@given(days(), st.integers(1, 120))
def test_a_ribbon_has_the_columns_asked_for_and_labels_that_do_not_touch(day: Day, columns: int) -> None:
    found = ribbon(day, AFTERWARDS, columns)
    if found is not None:
        assert len(found.columns) == columns
        assert all(after[0] - before[0] >= 3 for before, after in pairwise(found.labels))
        assert any(column.kind for column in found.columns) == bool(day.spans)


def unlogged(day: Day, now: datetime) -> list[int]:
    found = ribbon(day, now, 16)
    assert found is not None
    return [place for place, column in enumerate(found.columns) if column.unlogged]


def test_only_working_time_that_has_passed_is_not_logged() -> None:
    assert unlogged(MORNING, at("05:30")) == []
    assert unlogged(MORNING, at("09:15")) == [0, 1, 4]
    assert unlogged(MORNING, at("18:00")) == [0, 1, 4, 6, 7, 10, 11, 12, 13, 14, 15]
    assert unlogged(MORNING, later(at("09:00"), -24 * 60)) == []


def test_nothing_was_to_be_logged_before_the_board_was_chosen_or_on_a_day_off() -> None:
    assert unlogged(MORNING._replace(began_at=at("09:00")), at("11:30")) == [6, 7, 10]
    assert unlogged(MORNING._replace(windows=()), at("18:00")) == []


@given(days(), st.integers(-600, 3000), st.integers(20, 200))
def test_where_nothing_is_unlogged_the_ribbon_shows_nothing_so(day: Day, minute: int, columns: int) -> None:
    now = later(at("12:00"), minute)
    found = ribbon(day, now, columns)
    minutes = balance(day, now).unlogged_minutes
    if found is not None and not minutes:
        assert not any(column.unlogged for column in found.columns)
