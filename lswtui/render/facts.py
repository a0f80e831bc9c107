"""The facts of an evening review: what a day came to, in figures and in one line of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.domain.moments import minutes_text
from lswtui.domain.review import Fact
from lswtui.measures.adherence import adherence, day_level
from lswtui.measures.balance import balance
from lswtui.measures.hours import day_is_over
from lswtui.measures.pareto import broken_in, pareto
from lswtui.render.page import Figure, Figures, Role
from lswtui.render.today import adherence_text, balance_figures, level_role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from lswtui.domain.category import Category
    from lswtui.domain.day import Day


def fact_text(fact: Fact, day: Day, now: datetime, categories: Iterable[Category]) -> str:
    """One fact of a day in words."""
    shown = fact_figures(fact, day, now, categories)
    return f"{shown.title}: " + " · ".join(f"{figure.name} {figure.value}".strip() for figure in shown.figures)


def fact_figures(fact: Fact, day: Day, now: datetime, categories: Iterable[Category]) -> Figures:
    """One fact of a day: what it is about, and its figures."""
    match fact:
        case Fact.DUE:
            over = day_is_over(day, now)
            counted = adherence(day, now, whole=over)
            said = Figure("", adherence_text(counted, over=over), level_role(day_level(day, counted, now)))
            return Figures("standard work", (said,))
        case Fact.BALANCE:
            return Figures("time", balance_figures(balance(day, now)))
        case Fact.TOP_INTERRUPTION:
            return Figures("broke in most", (_top(day, now, categories),))
        case Fact.WHOSE_WORK:
            parts = ((whose, minutes) for whose, minutes in balance(day, now).whose.items() if minutes)
            said_whose = tuple(Figure(whose, minutes_text(minutes), Role.REACTIVE) for whose, minutes in parts)
            return Figures("whose work", said_whose or (Figure("", "nothing said", Role.MUTED),))


def _top(day: Day, now: datetime, categories: Iterable[Category]) -> Figure:
    entries = pareto(broken_in(day.interruptions, day.minutes(now))).category
    if not entries:
        return Figure("", "nothing", Role.MUTED)
    top = entries[0]
    name = {category.id: category.name for category in categories}.get(top.name or "", top.name or "no category")
    times = f"{top.times} {'time' if top.times == 1 else 'times'}"
    return Figure(name, f"{times}, {minutes_text(top.minutes)}", Role.REACTIVE)
