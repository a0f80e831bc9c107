"""Pledges: what was promised, and whether it was kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from lswtui.app.days.calendar import Calendar
from lswtui.domain.reviews.answers import Reflection
from lswtui.store.records import days, reviews

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lswtui.app.workspace import Workspace
    from lswtui.store.records.tables import Reading


PLEDGE_LASTS = 31
"""Days that a pledge is looked for: past that it is no longer shown."""


class TodaysPledges(NamedTuple):
    """What a leader set out to do, shown through the day."""

    pledge: str
    if_then: str


def promised(workspace: Workspace, on: date, calendar: Calendar | None = None) -> TodaysPledges:
    """What was promised for a date: the latest pledge, and the if-then of its morning or the one before it."""
    made = _promises(calendar or Calendar(workspace), workspace.store, on)
    before = _latest_before(made, on)
    today = max(
        (each for each in made if each.on == on and each.if_then),
        key=lambda each: each.saved_at.timestamp() if each.saved_at else 0.0,
        default=before,
    )
    return TodaysPledges((before and before.pledge) or "", (today and today.if_then) or "")


def pledge_of(calendar: Calendar, source: Reading, on: date) -> Reflection | None:
    """The reflection whose pledge a date lives under: the latest made before it; None where none lasts so long."""
    return _latest_before(_promises(calendar, source, on), on)


def _latest_before(made: Iterable[Reflection], on: date) -> Reflection | None:
    """The latest that was made before a date for a day after its own: what is for its own day is over with it."""
    lasting = [each for each in made if each.on < on and each.pledge_for != each.on]
    return max(lasting, key=lambda reflection: reflection.on, default=None)


def _promises(calendar: Calendar, source: Reading, on: date) -> list[Reflection]:
    """The reflections with a pledge or an if-then for a date or the days before it, as long as a pledge lasts.

    A pledge is made for the next working day, so the first of them may have been made before a long leave.
    """
    first = on - timedelta(days=PLEDGE_LASTS)
    months = days.months_between(calendar.working_day_before(first + timedelta(days=1)), on)
    return [made for month in months for made in reviews.promises_in(source, month, first, on)]
