from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from lswtui.measures.likely_interruption import LikelyInterruption, likeliest
from lswtui.measures.pareto import ParetoInterruption

if TYPE_CHECKING:
    from collections.abc import Sequence

MORNING = (6, 7, 8, 9)
Week = tuple[ParetoInterruption, ...]

weeks = st.lists(
    st.lists(
        st.builds(
            ParetoInterruption,
            st.sampled_from([None, "equipment", "question"]),
            st.sampled_from([None, "maria", "lee"]),
            st.integers(5, 11),
            st.just(10.0),
        ),
        max_size=4,
    ),
    max_size=8,
)


def came(category: str | None = "equipment", who: str | None = "maria", hour: int = 9) -> ParetoInterruption:
    return ParetoInterruption(category, who, hour, 10.0)


def of(*days: Sequence[ParetoInterruption]) -> LikelyInterruption | None:
    """The likeliest of these weeks, the newest first."""
    return likeliest(days, MORNING)


def test_it_is_the_kind_and_the_person_that_came_in_most_weeks() -> None:
    days: list[Week] = [(came(), came("question", "lee"))] * 5 + [()] * 3
    assert of(*days, ()) == LikelyInterruption("equipment", "maria", 9, 5, 9)


def test_weeks_count_and_not_the_times_of_one_bad_day() -> None:
    question = came("question", "lee")
    assert of((question,) * 9, (came(),), (came(),)) == LikelyInterruption("equipment", "maria", 9, 2, 3)


def test_a_kind_from_somebody_else_each_time_names_nobody() -> None:
    assert of((came(who="maria"),), (came(who="lee"),), (came(who="ana"),)) == LikelyInterruption(
        "equipment", None, 9, 3, 3
    )


def test_a_person_with_something_else_each_time_is_named_alone() -> None:
    assert of((came("equipment"),), (came("question"),), (came(None),)) == LikelyInterruption(None, "maria", 9, 3, 3)


def test_the_person_of_most_of_the_weeks_is_named_with_the_weeks_of_both() -> None:
    maria, lee = came(who="maria"), came(who="lee")
    assert of((maria,), (maria,), (maria,), (lee,)) == LikelyInterruption("equipment", "maria", 9, 3, 4)


def test_what_comes_at_other_hours_is_left_out() -> None:
    afternoon = (came("question", "lee", hour=14),)
    assert of((came(), *afternoon), (came(), *afternoon), afternoon) == LikelyInterruption(
        "equipment", "maria", 9, 2, 3
    )


def test_the_hour_is_the_one_it_began_in_most_often_the_earlier_of_two() -> None:
    def hour(*hours: int) -> int | None:
        found = of(*((came(hour=hour),) for hour in hours))
        return found.hour if found else None

    assert hour(7, 9, 9) == 9
    assert hour(9, 7) == 7


def test_the_hours_of_a_night_are_taken_in_their_order() -> None:
    found = likeliest([(came(hour=1),), (came(hour=22),)], (22, 23, 0, 1))
    assert found is not None
    assert found.hour == 22


def test_of_two_in_as_many_weeks_the_more_frequent_one_is_it() -> None:
    question = came("question", "lee")
    assert of((came(), question), (came(), question, question)) == LikelyInterruption("question", "lee", 9, 2, 2)


def test_of_two_as_frequent_ones_it_is_what_came_last() -> None:
    question = came("question", "lee")
    assert of((question,), (question, came()), (came(),)) == LikelyInterruption("question", "lee", 9, 2, 3)


def test_of_two_that_are_even_in_all_it_is_the_first_by_name() -> None:
    both = (came("question", None), came("equipment", None))
    assert of(both, both) == of(both[::-1], both[::-1]) == LikelyInterruption("equipment", None, 9, 2, 2)


def test_once_is_not_expected_again() -> None:
    assert of((came(),), (), ()) is None


def test_without_weeks_and_without_hours_nothing_is_likely() -> None:
    assert of() is None
    assert likeliest([(came(),), (came(),)], ()) is None


def test_one_of_which_nobody_said_what_or_who_is_no_kind() -> None:
    assert of((came(None, None),), (came(None, None),)) is None


@given(weeks)
def test_it_came_in_as_many_weeks_as_are_said(found: list[list[ParetoInterruption]]) -> None:
    likely = likeliest(found, MORNING)
    if likely is None:
        return
    wanted = [
        any(
            likely.category in (None, what.category) and likely.who in (None, what.who) and what.hour in MORNING
            for what in day
        )
        for day in found
    ]
    assert (sum(wanted), len(wanted)) == (likely.weeks, likely.of)
    assert 2 <= likely.weeks <= likely.of
    assert (likely.category, likely.who) != (None, None)


@given(weeks)
def test_something_is_likely_where_a_kind_or_a_person_came_in_two_weeks(found: list[list[ParetoInterruption]]) -> None:
    parts = (("category", "equipment"), ("category", "question"), ("who", "maria"), ("who", "lee"))
    most = max(
        sum(any(getattr(what, part) == name and what.hour in MORNING for what in day) for day in found)
        for part, name in parts
    )
    likely = likeliest(found, MORNING)
    assert (likely is None) == (most < 2)
    assert likely is None or 2 * likely.weeks > most


@given(weeks)
def test_the_order_within_a_day_changes_nothing(found: list[list[ParetoInterruption]]) -> None:
    assert likeliest(found, MORNING) == likeliest([day[::-1] for day in found], MORNING)
