"""Weekdays by letters, some of which stand for two of them: M T W T F, or T/Th, or Su…Sa."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def in_order(letters: Sequence[frozenset[int]]) -> list[tuple[int, ...]]:
    """The ways to take letters for days of the week that follow one another from Monday, or else from Sunday on."""
    return _ways(letters, (0, 1, 2, 3, 4, 5, 6)) or _ways(letters, (6, 0, 1, 2, 3, 4, 5))


def _ways(letters: Sequence[frozenset[int]], week: tuple[int, ...]) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] = [()]
    for letter in letters:
        found = [
            (*days, day)
            for days in found
            for place, day in enumerate(week)
            if day in letter and (not days or place > week.index(days[-1]))
        ]
    return found
