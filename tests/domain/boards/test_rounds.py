from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.boards.board import Task, Window
from lswtui.domain.boards.rounds import with_round_times
from lswtui.domain.cadence.parser import parse_cadence
from lswtui.domain.times import clock_text, clock_time
from lswtui.domain.vocabulary import Activity, Area, Domain, Element
from tests.domain.making import WINDOWS

AROUND_A_BREAK = (Window(360, 600), Window(630, 870))


def a_round(every: str, *at: str) -> Task:
    what = (Activity.GO_AND_SEE, Domain.OPERATE, Element.PLANNING, Area.ALIGNMENT)
    return Task("round", "Round", parse_cadence(every), tuple(map(clock_time, at)), 30, *what)


def times(every: str, *at: str, windows: tuple[Window, ...] = AROUND_A_BREAK) -> list[str]:
    return [clock_text(clock) for clock in with_round_times(a_round(every, *at), windows).at]


def test_rounds_without_times_lie_evenly_in_the_working_hours() -> None:
    assert times("3x a day") == ["07:05", "09:45", "12:55"]


def test_rounds_with_times_keep_them() -> None:
    assert times("2x a day", "07:00", "11:00") == ["07:00", "11:00"]


def test_a_task_of_one_round_gets_no_time_of_its_own() -> None:
    assert times("daily") == []


def test_a_day_without_working_hours_gives_rounds_no_times() -> None:
    assert times("daily 3x a day", windows=()) == []


@given(
    st.lists(st.integers(1, 200), min_size=2, max_size=8).filter(lambda steps: len(steps) % 2 == 0),
    st.integers(2, 24),
)
def test_every_round_begins_within_working_hours_in_order(steps: list[int], rounds: int) -> None:
    edges = [sum(steps[:n]) for n in range(1, len(steps) + 1)]
    windows = tuple(Window(*pair) for pair in zip(edges[::2], edges[1::2], strict=True))
    at = with_round_times(a_round(f"{rounds}x a day"), windows).at
    assert len(at) == rounds
    assert list(at) == sorted(at)
    assert all(any(window.start <= clock < window.end for window in windows) for clock in at)


def test_rounds_of_the_usual_day_lie_apart() -> None:
    at = with_round_times(a_round("4x a day"), WINDOWS).at
    assert len(set(at)) == 4
