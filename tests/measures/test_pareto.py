from __future__ import annotations

from itertools import pairwise

from hypothesis import given

from lswtui.domain.days.day import Day
from lswtui.measures.pareto import ParetoEntry, broken_in, pareto
from tests.measures.days import AFTERWARDS, EXAMPLE, EXAMPLE_NOW, days, interruption


def test_the_longest_comes_first_with_the_running_share() -> None:
    found = pareto(broken_in(EXAMPLE.interruptions, EXAMPLE.minutes(EXAMPLE_NOW)))
    assert [(entry.name, entry.minutes) for entry in found.who] == [
        ("maria", 15),
        ("ana", 14),
        ("lee", 11),
        (None, 8),
    ]
    assert found.who[1].cumulative == 29 / 48
    assert [entry.name for entry in found.hour] == ["08", "09", "10"]


def test_what_was_not_said_is_counted_too() -> None:
    found = pareto(broken_in(EXAMPLE.interruptions, EXAMPLE.minutes(EXAMPLE_NOW)))
    assert found.category == (ParetoEntry(None, 3, 33.0, 33 / 48), ParetoEntry("equipment", 1, 15.0, 1.0))


def test_blips_count_with_no_minutes() -> None:
    blips = [interruption(f"BLIP{n}", "09:00", "09:00", blip=True, category=c) for n, c in enumerate(["q", "e", "e"])]
    assert pareto(broken_in(blips, {})).category == (ParetoEntry("e", 2, 0.0, 2 / 3), ParetoEntry("q", 1, 0.0, 1.0))


def test_a_day_without_interruptions_has_no_pareto() -> None:
    assert pareto(()) == ((), (), ())


@given(days())
def test_every_view_holds_all_interruptions_and_ends_at_the_whole(day: Day) -> None:
    minutes = day.minutes(AFTERWARDS)
    for entries in pareto(broken_in(day.interruptions, minutes)):
        assert sum(entry.times for entry in entries) == len(day.interruptions)
        assert all(before.minutes >= after.minutes for before, after in pairwise(entries))
        assert all(before.cumulative <= after.cumulative for before, after in pairwise(entries))
        assert not entries or abs(entries[-1].cumulative - 1) < 1e-9
