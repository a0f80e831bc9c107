"""The facts that a review begins with."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from lswtui.app.days.calendar import Calendar
from lswtui.app.reviews.review import ReviewContents
from lswtui.domain.reviews.review import Fact
from lswtui.domain.text import one_line
from lswtui.domain.times import logical_date, start_of_day
from lswtui.measures.headroom import Headroom, room, usual_minutes
from lswtui.measures.likely_interruption import LikelyInterruption, likeliest
from lswtui.measures.pareto import ParetoInterruption, broken_in
from lswtui.measures.working_hours import hours_ahead, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from lswtui.app.workspace import Workspace
    from lswtui.domain.boards.category import Category
    from lswtui.domain.days.day import Day

WEEKS = 8
"""Weeks back in which it is looked what breaks in on a weekday."""


COMING = 4
"""Working hours ahead for which the likeliest interruption is worked out."""


FROM_THE_WEEKS = frozenset({Fact.LIKELIEST, Fact.ROOM})


Weeks = tuple[tuple[ParetoInterruption, ...], ...]
"""What broke in on one weekday, the newest week first."""


class Facts(NamedTuple):
    """What the facts of a review are drawn from."""

    day: Day
    now: datetime
    categories: tuple[Category, ...]
    pledge: str
    """Empty where none is shown."""
    pledge_for: date | None
    room: Headroom
    likeliest: LikelyInterruption | None
    target: float


def same_weekdays(workspace: Workspace, asked: ReviewContents) -> Weeks:
    """What broke in on this weekday in the weeks before, for a review whose facts need it; unseen days are left out."""
    if not any(FROM_THE_WEEKS.intersection(question.shows) for question in asked.questions):
        return ()
    calendar = Calendar(workspace)
    before = (calendar.day(asked.on - timedelta(weeks=back)) for back in range(1, WEEKS + 1))
    return tuple(broken_in(day.interruptions, day.minutes(calendar.now)) for day in before if day.seen)


def facts_of(asked: ReviewContents, now: datetime, categories: tuple[Category, ...], weeks: Weeks) -> Facts:
    """The facts of a review at NOW; those of another day than today are about the whole of that day."""
    day = asked.day
    today = logical_date(now, day.day_starts) == day.on
    since = now if today else start_of_day(day.on, day.day_starts, zone_of(now))
    ahead = hours_ahead(day, since)
    return Facts(
        day,
        now,
        categories,
        (asked.pledged.pledge if asked.pledged else None) or "",
        asked.pledged.pledge_for if asked.pledged else None,
        room(day, since, usual_minutes(weeks, ahead)),
        likeliest(weeks, ahead[:COMING]),
        asked.target,
    )


def beginning(facts: Facts) -> str:
    """How an if-then for the likeliest interruption begins; empty where none is likely."""
    likely = facts.likeliest
    if likely is None:
        return ""
    what = f"it is {likeliest_words(likely, facts.categories)}" if likely.category else f"{likely.who} comes"
    return one_line(f"If {what}, then I will")


def likeliest_words(likely: LikelyInterruption, categories: Iterable[Category]) -> str:
    """The kind and the person of an interruption, in the words of the board."""
    names = {category.id: category.name for category in categories}
    kind = names.get(likely.category, likely.category) if likely.category else ""
    return ", ".join(filter(None, (kind, f"from {likely.who}" if likely.who else "")))
