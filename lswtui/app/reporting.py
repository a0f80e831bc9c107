"""Looking back: what a day, a week or years of days add up to."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from lswtui.app.days import Calendar
from lswtui.app.summing import Summing
from lswtui.domain.errors import BadInput
from lswtui.domain.moments import iso_date
from lswtui.measures.adherence import Adherence, TimeAdherence, adherence_of_all, time_adherence
from lswtui.measures.balance import Balance, balance_of_all
from lswtui.measures.pareto import Pareto, pareto
from lswtui.measures.repeat import RepeatMiss, repeat_misses
from lswtui.measures.share import Share, shares

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lswtui.app.workspace import Workspace
    from lswtui.domain.category import Category
    from lswtui.domain.words import Activity
    from lswtui.measures.sums import Pledge

Key = TypeVar("Key", bound=str)
UNITS = ("day", "week", "month", "quarter", "year")
MONTHS = {"month": 1, "quarter": 3, "year": 12}
LOOKED_BACK = timedelta(weeks=4)
"""The 20 working days in which a task may be missed again and again, also where the report is shorter."""


class DayRow(NamedTuple):
    """What one day of a report came to."""

    on: date
    adherence: Adherence
    balance: Balance


class Report(NamedTuple):
    """A period of days together; days that nobody saw count for nothing."""

    first: date
    last: date
    days: int
    """How many days of the period count."""
    adherence: Adherence
    time_adherence: TimeAdherence
    balance: Balance
    pareto: Pareto
    activities: tuple[Share, ...]
    repeat_misses: tuple[RepeatMiss, ...]
    by_day: tuple[DayRow, ...]
    pledges: tuple[Pledge, ...]
    """What was pledged in the period, in date order."""
    categories: tuple[Category, ...]
    """The kinds of interruption of the board in use, for their names."""


def period(text: str, on: date) -> tuple[date, date]:
    """The first and the last date of a unit (``week``) around the date ON, or of ``2026-10-01..2026-11-22``.

    Raises `BadInput` for anything else.
    """
    if text == "day":
        return on, on
    if text == "week":
        monday = on - timedelta(days=on.weekday())
        return monday, monday + timedelta(days=6)
    if text in MONTHS:
        length = MONTHS[text]
        begins = _months_on(on, -((on.month - 1) % length))
        return begins, _months_on(begins, length) - timedelta(days=1)
    first, dots, last = text.partition("..")
    if not dots:
        raise BadInput(f"{text!r} is no period; give {', '.join(UNITS)}, or dates as 2026-10-01..2026-11-22")
    begins, ends = iso_date(first), iso_date(last)
    if ends < begins:
        raise BadInput(f"the period {text} ends before it begins; write the earlier date first")
    return begins, ends


def period_beside(first: date, last: date, steps: int) -> tuple[date, date]:
    """The period as long as this one, so many STEPS later, or earlier where negative: weeks, months, years, or days."""
    for unit, months in MONTHS.items():
        if period(unit, first) == (first, last):
            return period(unit, _months_on(first, steps * months))
    length = last - first + timedelta(days=1)
    return first + steps * length, last + steps * length


def _months_on(on: date, months: int) -> date:
    """The first day of the month so many months after that of a date."""
    count = on.year * 12 + on.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def report(workspace: Workspace, first: date, last: date) -> Report:
    """Everything that the days from FIRST to LAST come to; days still ahead count for nothing."""
    calendar = Calendar(workspace)
    summing = Summing(workspace, calendar)
    ends = min(last, calendar.today)
    seen = summing.period(first, ends)
    before = summing.due(ends - LOOKED_BACK + timedelta(days=1), first - timedelta(days=1))
    minutes: dict[str, float] = {}
    activities: dict[Activity, float] = {}
    for day in seen.days:
        _add(minutes, day.minutes)
        _add(activities, day.activities)
    due = [card for day in seen.days for card in day.due]
    standard = calendar.standard(ends)
    board = standard.board if standard else None
    return Report(
        first,
        last,
        len(seen.days),
        adherence_of_all(day.adherence for day in seen.days),
        time_adherence(due, minutes),
        balance_of_all(day.balance for day in seen.days),
        pareto(chain.from_iterable(day.broken_in for day in seen.days)),
        shares(activities, board.targets if board else {}),
        repeat_misses((*before, *due)),
        tuple(DayRow(day.on, day.adherence, day.balance) for day in seen.days),
        seen.pledges,
        board.categories if board else (),
    )


def _add(total: dict[Key, float], part: Mapping[Key, float]) -> None:
    for key, minutes in part.items():
        total[key] = total.get(key, 0.0) + minutes
