"""Likeliest: which interruption came most often on this weekday, around the hours that lie ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.text import same_form

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lswtui.measures.pareto import ParetoInterruption

FEWEST = 2
"""Weeks in which something has to have come before it is expected."""


class LikelyInterruption(NamedTuple):
    """The interruption that came in most of the weeks looked at."""

    category: str | None
    """None where it is always the same person, for something else each time."""
    who: str | None
    """None where it is always the same kind, from somebody else each time."""
    hour: int
    """The clock hour in which it began most often."""
    weeks: int
    """The weeks in which it came."""
    of: int
    """The weeks looked at."""


class _Came(NamedTuple):
    week: int
    """0 for the newest."""
    what: ParetoInterruption


def likeliest(weeks: Sequence[Sequence[ParetoInterruption]], hours: Sequence[int]) -> LikelyInterruption | None:
    """The likeliest interruption of a weekday within the clock HOURS; None where nothing came in two weeks.

    WEEKS hold what broke in on that weekday, the newest first; one in which nothing did counts as well. The kind
    or the person that came in most weeks is it, the other named where it was the same in most of these. Of equal
    ones it is what came more often, then what came last, then the first by name.
    """
    came = [_Came(week, what) for week, day in enumerate(weeks) for what in day if what.hour in hours]
    category, of_category = _commonest(came, _category)
    who, from_whom = _commonest(came, _who)
    by_person = _rank(from_whom) < _rank(of_category)
    found = from_whom if by_person else of_category
    other, with_other = _commonest(found, _category if by_person else _who)
    if 2 * _weeks(with_other) > _weeks(found):
        found = with_other
    else:
        other = None
    if by_person:
        category = other
    else:
        who = other
    if _weeks(found) < FEWEST:
        return None
    hour = min(hours, key=lambda hour: -_weeks([each for each in found if each.what.hour == hour]))
    return LikelyInterruption(category, who, hour, _weeks(found), len(weeks))


def _commonest(
    came: Sequence[_Came], part: Callable[[ParetoInterruption], str | None]
) -> tuple[str | None, list[_Came]]:
    """The kind or the person that came in most weeks, and each time that it did."""
    times: dict[str, list[_Came]] = {}
    for each in came:
        if (name := part(each.what)) is not None:
            times.setdefault(name, []).append(each)
    name = min(times, key=lambda name: (*_rank(times[name]), name), default=None)
    return name, times[name] if name is not None else []


def _rank(came: Sequence[_Came]) -> tuple[int, int, int]:
    """What settles which of two comes first, the lower one."""
    return -_weeks(came), -len(came), min((each.week for each in came), default=0)


def _weeks(came: Sequence[_Came]) -> int:
    return len({each.week for each in came})


def _category(what: ParetoInterruption) -> str | None:
    return what.category


def _who(what: ParetoInterruption) -> str | None:
    return what.who and same_form(what.who)
