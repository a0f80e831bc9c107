"""The page of a report: what `lsw report` prints, each number with its definition one key or option away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.domain.moments import minutes_text
from lswtui.domain.text import one_line
from lswtui.domain.words import Whose
from lswtui.measures.adherence import Level, level
from lswtui.measures.definitions import DEFINITIONS
from lswtui.render.data import alias
from lswtui.render.page import Bar, Bars, Cell, Column, Figure, Figures, Group, Page, Prose, Role, Table
from lswtui.render.today import NOTHING, balance_figures, date_text, level_role, percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lswtui.app.reporting import DayRow, Report
    from lswtui.measures.balance import Balance
    from lswtui.measures.pareto import Entry

MOST_DAYS = 31
"""Days that the table by day shows; of a longer report the last."""
MOST_ENTRIES = 9


def report_page(report: Report, *, with_names: bool) -> Page:
    """A report as a page; without names people are numbered, and texts and reasons left out."""
    first, last = date_text(report.first), date_text(report.last)
    period = first if report.first == report.last else f"{first} to {last}"
    title = f"{period} · {report.days} day{'' if report.days == 1 else 's'}"
    if not report.days:
        return Page(title, (Prose("", (Cell("Nothing was logged in this time.", Role.MUTED),)),))
    names = {category.id: category.name for category in report.categories}
    blocks = (
        Figures("Done", _adherence(report)),
        Figures("Time", _balance(report.balance)),
        _contrast(report.balance),
        _whose(report.balance),
        _pareto("Broke in, by kind", report.pareto.category, [_named(e, names) for e in report.pareto.category]),
        _pareto("Broke in, by person", report.pareto.who, _people(report.pareto.who, with_names=with_names)),
        _pareto("Broke in, by hour", report.pareto.hour, [f"{entry.name}:00" for entry in report.pareto.hour]),
        _activities(report),
        _repeat(report, with_names=with_names),
        _by_day(report),
        _pledges(report, with_names=with_names),
    )
    return Page(title, blocks)


def _adherence(report: Report) -> tuple[Figure, ...]:
    counted = report.adherence
    reached = level(counted.rate, over=True)
    said = "" if reached is Level.NONE else f" {reached}"
    of = f" ({counted.done + counted.done_late} of {counted.due_so_far})" if counted.due_so_far else " none due"
    figures = [
        Figure("adherence", f"{percent(counted.rate)}{said}{of}", level_role(reached), DEFINITIONS["adherence"]),
        Figure("on time", percent(counted.on_time_rate), Role.PLAIN, DEFINITIONS["on_time"]),
        Figure("time adherence", percent(report.time_adherence.rate), Role.PLAIN, DEFINITIONS["time_adherence"]),
    ]
    if counted.missed:
        missed = f"{counted.missed}, {counted.reasons_given} with a reason"
        figures.append(Figure("missed", missed, Role.PLAIN, DEFINITIONS["reasons_given"]))
    aside = f"{counted.excused} excused, {counted.not_applicable} not applicable"
    return (*figures, Figure("not due", aside, Role.MUTED))


def _balance(balance: Balance) -> tuple[Figure, ...]:
    return (
        *balance_figures(balance),
        Figure("coverage", percent(balance.coverage), Role.PLAIN, DEFINITIONS["coverage"]),
        Figure("share that broke in", percent(balance.reactive_share), Role.PLAIN, DEFINITIONS["reactive_share"]),
        Figure("avoidable", minutes_text(balance.avoidable_minutes), Role.PLAIN, DEFINITIONS["avoidable"]),
    )


def _contrast(balance: Balance) -> Bars:
    parts = (
        ("on plan", balance.planned_minutes, Role.PLANNED),
        ("broke in", balance.reactive_minutes, Role.REACTIVE),
        ("other", balance.other_minutes, Role.OTHER),
        ("not logged", balance.unlogged_minutes or 0.0, Role.MUTED),
    )
    whole = sum(minutes for _, minutes, _ in parts) or 1.0
    return Bars("", tuple(Bar(name, took / whole, percent(took / whole), role) for name, took, role in parts))


def _whose(balance: Balance) -> Bars:
    said = [(str(whose), balance.whose[whose]) for whose in Whose if balance.whose[whose]]
    whole = sum(minutes for _, minutes in said) or 1.0
    bars = tuple(Bar(name, minutes / whole, minutes_text(minutes), Role.REACTIVE) for name, minutes in said)
    return Bars("Whose work it was", bars, DEFINITIONS["whose"])


def _named(entry: Entry, names: Mapping[str, str]) -> str:
    return "not said" if entry.name is None else one_line(names.get(entry.name, entry.name))


def _people(entries: Sequence[Entry], *, with_names: bool) -> list[str]:
    return [
        one_line(entry.name if with_names else alias(entry, number)) or "not said"
        for number, entry in enumerate(entries, 1)
    ]


def _pareto(title: str, entries: Sequence[Entry], names: Sequence[str]) -> Table:
    columns = (
        Column("", gives=True),
        Column("times", right=True),
        Column("time", right=True),
        Column("running", right=True),
    )
    rows = tuple(
        (
            Cell(name),
            Cell(str(entry.times)),
            Cell(minutes_text(entry.minutes), Role.REACTIVE),
            Cell(percent(entry.cumulative), Role.MUTED),
        )
        for entry, name in zip(entries[:MOST_ENTRIES], names, strict=False)
    )
    left = len(entries) - MOST_ENTRIES
    more = ((Cell(f"… and {left} more", Role.MUTED), Cell(), Cell(), Cell()),) if left > 0 else ()
    return Table(title, columns, (Group("", (*rows, *more)),), DEFINITIONS["pareto"])


def _activities(report: Report) -> Table:
    columns = (
        Column("", gives=True),
        Column("time", right=True),
        Column("share", right=True),
        Column("target", right=True),
    )
    rows = tuple(
        (
            Cell(share.name.replace("-", " ")),
            Cell(minutes_text(share.minutes), Role.PLANNED),
            Cell(percent(share.share)),
            Cell(percent(share.target), Role.MUTED),
        )
        for share in report.activities
    )
    return Table("Standard work, by activity", columns, (Group("", rows),), DEFINITIONS["share"])


def _repeat(report: Report, *, with_names: bool) -> Table:
    columns = (Column("", gives=True), Column("missed", right=True), Column("of", right=True), Column("", gives=True))
    rows = tuple(
        (
            Cell(one_line(miss.title)),
            Cell(str(miss.missed), Role.LOW),
            Cell(str(miss.due)),
            Cell(_reasons(miss.reasons) if with_names else "", Role.MUTED),
        )
        for miss in report.repeat_misses
    )
    return Table("Missed again and again", columns, (Group("", rows),), DEFINITIONS["repeat_miss"])


def _reasons(reasons: Mapping[str | None, int]) -> str:
    return ", ".join(f"{times} × {one_line(reason) or 'no reason given'}" for reason, times in reasons.items())


def _by_day(report: Report) -> Table:
    heads = ("done", "of", "", "on plan", "broke in", "other", "not logged")
    columns = (Column(), *(Column(head, right=True) for head in heads))
    title = "By day" if report.days <= MOST_DAYS else f"By day, the last {MOST_DAYS} of {report.days}"
    return Table(title, columns, (Group("", tuple(_day(row) for row in report.by_day[-MOST_DAYS:])),))


def _day(row: DayRow) -> tuple[Cell, ...]:
    counted, balance = row.adherence, row.balance
    reached = level(counted.rate, over=True)
    unlogged = balance.unlogged_minutes
    return (
        Cell(date_text(row.on)),
        Cell(str(counted.done + counted.done_late)),
        Cell(str(counted.due_so_far)),
        Cell(percent(counted.rate), level_role(reached)),
        Cell(minutes_text(balance.planned_minutes), Role.PLANNED),
        Cell(minutes_text(balance.reactive_minutes), Role.REACTIVE),
        Cell(minutes_text(balance.other_minutes), Role.OTHER),
        Cell("day off" if unlogged is None else minutes_text(unlogged), Role.MUTED),
    )


def _pledges(report: Report, *, with_names: bool) -> Table:
    rows = tuple(
        (
            Cell(date_text(pledge.pledge_for or pledge.on)),
            Cell(str(pledge.pledge_kept or NOTHING)),
            Cell(one_line(pledge.pledge) if with_names else ""),
        )
        for pledge in report.pledges
    )
    return Table("Pledges", (Column("for"), Column("kept"), Column("", gives=True)), (Group("", rows),))
