"""The figures of how the standard was kept: done, steady, learned from, and how full it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.domain.text import counted
from lswtui.domain.times import minutes_text
from lswtui.measures.adherence import period_level
from lswtui.measures.definitions import DEFINITIONS
from lswtui.measures.repeat_misses import DUE_DAYS
from lswtui.render.figures import level_role, percent
from lswtui.render.page import Figure, Role
from lswtui.render.reports import explain

if TYPE_CHECKING:
    from lswtui.app.reports.report import Report
    from lswtui.measures.adherence import TargetLevel
    from lswtui.measures.learning import Learning
    from lswtui.measures.load import Load
    from lswtui.measures.streak import Streak


def done_figures(report: Report) -> tuple[Figure, ...]:
    """How much of the due was done, when, and how steadily."""
    counted, steady = report.adherence, report.streak
    done = counted.done + counted.done_late
    return (
        _rate(
            "adherence",
            period_level(counted.rate, report.finished.rate, report.target),
            counted.rate,
            (done, counted.due_so_far),
            explain.adherence(counted),
        ),
        _share("on time", counted.on_time_rate, explain.on_time(counted)),
        _share("time adherence", report.time_adherence.rate, explain.time_adherence(report.time_adherence)),
        _rate(
            f"last {_days(steady.rated_days or DUE_DAYS)}",
            period_level(steady.rate, report.streak_finished.rate, report.target),
            steady.rate,
            (steady.done, steady.due),
            explain.rate(steady),
        ),
        _streak(steady),
        Figure(
            "not due",
            f"{counted.excused} excused, {counted.not_applicable} not applicable",
            Role.MUTED,
            DEFINITIONS["not_due"],
        ),
    )


def learning_figures(learning: Learning) -> tuple[Figure, ...]:
    """What was learned from misses."""
    if learning.missed:
        said = f"{percent(learning.rate)} ({learning.with_reason} of {learning.missed})"
        misses = Figure("misses with a reason", said, Role.PLAIN, explain.reasons(learning))
    else:
        misses = Figure("misses with a reason", "none missed", Role.MUTED, explain.reasons(learning))
    if learning.opened or learning.closed:
        done = Figure("countermeasures", f"{learning.closed} of {learning.opened} done")
    else:
        done = Figure("countermeasures", "none", Role.MUTED)
    return misses, done._replace(definition=explain.countermeasures(learning))


def plan_figures(report: Report) -> tuple[Figure, ...]:
    """How full the plan was, and how much of the working time is standardised."""
    return _load(report.load), _standardised(report.standardised)


def _rate(name: str, reached: TargetLevel, rate: float | None, counts: tuple[int, int], definition: str) -> Figure:
    """A rate with its level in words and the counts behind it, done and due; grey words where nothing was due."""
    value = "none due" if rate is None else f"{percent(rate)} {reached} ({counts[0]} of {counts[1]})"
    return Figure(name, value, level_role(reached), definition)


def _share(name: str, share: float | None, definition: str) -> Figure:
    if share is None:
        return Figure(name, "none due", Role.MUTED, definition)
    return Figure(name, percent(share), Role.PLAIN, definition)


def _streak(steady: Streak) -> Figure:
    if not steady.due_days:
        return Figure("streak", "none due", Role.MUTED, explain.streak(steady))
    now = f"{_days(steady.current)} without a miss" if steady.current else "a miss on the last due day"
    return Figure("streak", f"{now}, best {steady.best}", Role.PLAIN, explain.streak(steady))


def _days(count: int) -> str:
    return counted(count, "due day")


def _load(load: Load) -> Figure:
    definition = explain.load(load)
    if load.share is None:
        return Figure("load", "no working hours", Role.MUTED, definition)
    of = f"{minutes_text(load.planned_minutes)} of {minutes_text(load.working_minutes)}"
    beside = ", above the guide" if load.over else ", below the guide" if load.under else ""
    return Figure("load", f"{percent(load.share)} ({of}){beside}", Role.PLAIN, definition)


def _standardised(load: Load) -> Figure:
    definition = explain.standardised(load)
    if load.share is None:
        return Figure("standardised", "no working hours", Role.MUTED, definition)
    guide = load.guide
    if guide is None:
        return Figure("standardised", percent(load.share), Role.PLAIN, definition)
    band = percent(guide.high) if guide.low == guide.high else f"{percent(guide.low)} to {percent(guide.high)}"
    far = " · far above, the sheet is over-full" if load.far_over else ""
    return Figure(
        "standardised", f"{percent(load.share)}, guide {band}{far}", Role.LOW if far else Role.PLAIN, definition
    )
