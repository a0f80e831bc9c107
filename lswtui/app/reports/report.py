"""Looking back: what a day, a week or years of days add up to."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from lswtui.app.config import target_of
from lswtui.app.days.calendar import Calendar
from lswtui.app.reports.totals import TotalsReader
from lswtui.domain.cadence.frequency import how_often
from lswtui.measures.adherence import TARGET, Adherence, TimeAdherence, adherence_of_all, time_adherence
from lswtui.measures.balance import Balance, balance_of_all
from lswtui.measures.breakdown import BreakdownRow, breakdown
from lswtui.measures.due import DueKey
from lswtui.measures.learning import Learning, countermeasures_of_all
from lswtui.measures.load import Load, planned_of_all
from lswtui.measures.pareto import FormerJob, Pareto, former_job, pareto
from lswtui.measures.repeat_misses import DUE_DAYS, RepeatMiss, repeat_misses
from lswtui.measures.streak import DueDay, Streak, due_days, due_days_of, streak
from lswtui.measures.working_hours import work_is_over

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lswtui.app.workspace import Workspace
    from lswtui.domain.boards.board import Board
    from lswtui.domain.boards.category import Category
    from lswtui.measures.breakdown import Dimension
    from lswtui.measures.day_totals import Pledge

LOOKED_BACK = timedelta(weeks=4)
"""The 20 working days in which a task may be missed again and again, also where the report is shorter."""


class ReportDay(NamedTuple):
    """What one day of a report came to."""

    on: date
    adherence: Adherence
    balance: Balance
    over: bool = True
    """Whether its work is; before that nothing is called low."""


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
    learning: Learning
    streak: Streak
    """Up to the end of the period, as far back as it takes."""
    load: Load
    standardised: Load
    """What the standard planned of the working time."""
    by: Mapping[Dimension, tuple[BreakdownRow, ...]]
    repeat_misses: tuple[RepeatMiss, ...]
    by_day: tuple[ReportDay, ...]
    pledges: tuple[Pledge, ...]
    """What was pledged in the period, in date order."""
    categories: tuple[Category, ...]
    """The kinds of interruption of the board in use, for their names."""
    finished: Adherence = Adherence()
    """Of the days whose work is over."""
    streak_finished: Streak = Streak()
    """Up to the last of these."""
    former_job: FormerJob = FormerJob()
    """In what broke in the leader may have slipped back into the job that they had before."""
    target: float = TARGET
    """The adherence from which on a figure is good."""


def report(workspace: Workspace, first: date, last: date) -> Report:
    """Everything that the days from FIRST to LAST come to; days still ahead count for nothing."""
    calendar = Calendar(workspace)
    summing = TotalsReader(workspace, calendar)
    ends = min(last, calendar.today)
    seen = summing.period(first, ends)
    begins = min(first, ends - LOOKED_BACK + timedelta(days=1))
    before = summing.due(begins, first - timedelta(days=1))
    minutes: dict[str, float] = {}
    others: dict[str, DueKey] = {}
    for day in seen.days:
        others.update(day.others)
        for id_, took in day.minutes.items():
            minutes[id_] = minutes.get(id_, 0.0) + took
    due = [card for day in seen.days for card in day.due]
    standard = calendar.standard(ends)
    board = standard.board if standard else None
    guide = board.guide if board else None
    counted = adherence_of_all(day.adherence for day in seen.days)
    running = None if work_is_over(calendar.day(calendar.today), calendar.now) else calendar.today
    finished = tuple(day for day in seen.days if day.on != running)
    known = (*due_days(before), *due_days_of(seen.days))
    steady = _streak(summing, known, begins)
    ended = known if len(finished) == len(seen.days) else (*due_days(before), *due_days_of(finished))
    planned = planned_of_all(day.planned for day in seen.days)
    return Report(
        first,
        last,
        len(seen.days),
        counted,
        time_adherence(due, minutes),
        balance_of_all(day.balance for day in seen.days),
        pareto(chain.from_iterable(day.broken_in for day in seen.days)),
        Learning(
            counted.missed,
            counted.reasons_given,
            *countermeasures_of_all(day.countermeasures for day in seen.days),
        ),
        steady,
        planned.load(guide),
        planned.standardised(guide),
        breakdown(due, before, minutes, others, _asked(board), board.targets if board else {}, running),
        repeat_misses((*before, *due)),
        tuple(ReportDay(day.on, day.adherence, day.balance, day.on != running) for day in seen.days),
        seen.pledges,
        board.categories if board else (),
        adherence_of_all(day.adherence for day in finished),
        steady if ended == known else _streak(summing, ended, begins),
        former_job(chain.from_iterable(day.broken_in for day in seen.days)),
        target_of(workspace),
    )


def _streak(summing: TotalsReader, known: tuple[DueDay, ...], begins: date) -> Streak:
    """The streak of the due days KNOWN from a date on, and of those before it that it takes to know it."""
    found = streak(known)
    while (found.due_days < DUE_DAYS or found.current == found.due_days) and (earlier := summing.due_before(begins)):
        begins, cards = earlier
        known = (*due_days(cards), *known)
        found = streak(known)
    return found


def _asked(board: Board | None) -> tuple[DueKey, ...]:
    """What a board asks for."""
    if board is None:
        return ()
    return tuple(
        DueKey(
            task.title, task.minutes, board.id, task.id, how_often(task.every), task.activity, task.domain, task.area
        )
        for task in board.tasks
    )
