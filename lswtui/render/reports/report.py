"""The page of a report: what `lsw report` prints, each number with its definition one key or option away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.domain.text import counted, one_line
from lswtui.domain.times import minutes_text
from lswtui.domain.vocabulary import Whose, in_words
from lswtui.measures.adherence import level
from lswtui.measures.definitions import DEFINITIONS
from lswtui.render.contract_json import alias, by_activity
from lswtui.render.days.today import balance_figures
from lswtui.render.figures import NOTHING, date_text, level_role, percent
from lswtui.render.page import Bar, Bars, Cell, Column, Figure, Figures, Group, Page, Prose, Role, Table
from lswtui.render.reports import explain
from lswtui.render.reports.breakdown import part_name, parts_table
from lswtui.render.reports.standard import done_figures, learning_figures, plan_figures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lswtui.app.reports.report import Report, ReportDay
    from lswtui.measures.balance import Balance
    from lswtui.measures.breakdown import Dimension
    from lswtui.measures.pareto import FormerJob, ParetoEntry

MOST_DAYS = 31
"""Days that the table by day shows; of a longer report the last."""
MOST_ENTRIES = 9


def report_page(report: Report, *, with_names: bool) -> Page:
    """A report as a page; without names people are numbered, and texts and reasons left out."""
    title = report_title(report)
    if not report.days:
        return Page(title, (_nothing(),))
    names = {category.id: category.name for category in report.categories}
    blocks = (
        Figures("Done", done_figures(report)),
        Figures("Learning", learning_figures(report.learning)),
        Figures("Plan", plan_figures(report)),
        Figures("Time", (*_balance(report.balance), *_former_job(report.former_job))),
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


def parts_page(report: Report, by: Dimension) -> Page:
    """A report by one thing that its cards are compared by, as a page."""
    return Page(
        report_title(report), (parts_table(by, report.by[by], report.target),) if report.days else (_nothing(),)
    )


def report_title(report: Report) -> str:
    """Which days a report is of, and how many of them count."""
    first, last = date_text(report.first), date_text(report.last)
    if report.first.year == report.last.year:
        first = first.removesuffix(f" {report.first.year}")
    period = last if report.first == report.last else f"{first} to {last}"
    return f"{period} · {counted(report.days, 'day')}"


def _nothing() -> Prose:
    return Prose("", (Cell("Nothing was logged in this time.", Role.MUTED),))


def _balance(balance: Balance) -> tuple[Figure, ...]:
    return (
        *balance_figures(balance),
        Figure("coverage", percent(balance.coverage), Role.PLAIN, explain.coverage(balance)),
        Figure("share that broke in", percent(balance.reactive_share), Role.PLAIN, explain.reactive_share(balance)),
        Figure("avoidable", minutes_text(balance.avoidable_minutes), Role.PLAIN, DEFINITIONS["avoidable"]),
    )


def _former_job(found: FormerJob) -> tuple[Figure, ...]:
    """What broke in with the words of a trap; nothing where none did."""
    if not found.times:
        return ()
    said = f"{counted(found.times, 'time')}, {minutes_text(found.minutes)}"
    return (Figure("your former job?", said, Role.PLAIN, DEFINITIONS["former_job"]),)


def _contrast(balance: Balance) -> Bars:
    parts = (
        ("on plan", balance.planned_minutes, Role.PLANNED),
        ("broke in", balance.reactive_minutes, Role.REACTIVE),
        ("other", balance.other_minutes, Role.OTHER),
        ("not logged", balance.unlogged_minutes or 0.0, Role.MUTED),
    )
    whole = sum(minutes for _, minutes, _ in parts) or 1.0
    return Bars(
        "",
        tuple(Bar(name, took / whole, percent(took / whole), role) for name, took, role in parts),
        DEFINITIONS["balance"],
    )


def _whose(balance: Balance) -> Bars:
    said = [(str(whose), balance.whose[whose]) for whose in Whose if balance.whose[whose]]
    whole = sum(minutes for _, minutes in said) or 1.0
    bars = tuple(Bar(name, minutes / whole, minutes_text(minutes), Role.REACTIVE) for name, minutes in said)
    return Bars("Whose work it was", bars, DEFINITIONS["whose"])


def _named(entry: ParetoEntry, names: Mapping[str, str]) -> str:
    return "not said" if entry.name is None else one_line(names.get(entry.name, entry.name))


def _people(entries: Sequence[ParetoEntry], *, with_names: bool) -> list[str]:
    return [
        one_line(entry.name if with_names else alias(entry, number)) or "not said"
        for number, entry in enumerate(entries, 1)
    ]


def _pareto(title: str, entries: Sequence[ParetoEntry], names: Sequence[str]) -> Table:
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
            Cell(part_name(share)),
            Cell(minutes_text(share.minutes), Role.PLANNED),
            Cell(percent(share.share)),
            Cell(percent(share.target), Role.MUTED),
        )
        for share in by_activity(report)
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
    return ", ".join(
        f"{times} × {one_line(in_words(reason or '')) or 'no reason given'}" for reason, times in reasons.items()
    )


def _by_day(report: Report) -> Table:
    heads = ("done", "of", "", "on plan", "broke in", "other", "not logged")
    columns = (Column(), *(Column(head, right=True) for head in heads))
    title = "By day" if report.days <= MOST_DAYS else f"By day, the last {MOST_DAYS} of {report.days}"
    rows = tuple(_day(row, report.target) for row in report.by_day[-MOST_DAYS:])
    return Table(title, columns, (Group("", rows),), DEFINITIONS["by_day"])


def _day(row: ReportDay, target: float) -> tuple[Cell, ...]:
    counted, balance = row.adherence, row.balance
    reached = level(counted.rate, over=row.over, target=target)
    unlogged = balance.unlogged_minutes
    return (
        Cell(date_text(row.on)),
        Cell(str(counted.done + counted.done_late)),
        Cell(str(counted.due_so_far)),
        Cell("none due" if counted.rate is None else percent(counted.rate), level_role(reached)),
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
    return Table(
        "Pledges", (Column("for"), Column("kept"), Column("", gives=True)), (Group("", rows),), DEFINITIONS["pledges"]
    )
