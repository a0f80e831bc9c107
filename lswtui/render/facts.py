"""The facts of an evening review, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.domain.moments import minutes_text
from lswtui.domain.review import Fact
from lswtui.measures.adherence import adherence
from lswtui.measures.balance import balance
from lswtui.measures.hours import day_is_over
from lswtui.measures.pareto import pareto
from lswtui.render.today import adherence_text, balance_figures

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from lswtui.domain.board import Category
    from lswtui.domain.day import Day


def fact_text(fact: Fact, day: Day, now: datetime, categories: Iterable[Category]) -> str:
    """One fact of a day in words."""
    match fact:
        case Fact.DUE:
            over = day_is_over(day, now)
            return f"standard work: {adherence_text(adherence(day, now, whole=over), over=over)}"
        case Fact.BALANCE:
            return " · ".join(f"{figure.name} {figure.value}" for figure in balance_figures(balance(day, now)))
        case Fact.TOP_INTERRUPTION:
            return f"what broke in most: {_top(day, now, categories)}"
        case Fact.WHOSE_WORK:
            parts = ((whose, minutes) for whose, minutes in balance(day, now).whose.items() if minutes)
            return "whose work it was: " + (
                ", ".join(f"{whose} {minutes_text(minutes)}" for whose, minutes in parts) or "nothing said"
            )


def _top(day: Day, now: datetime, categories: Iterable[Category]) -> str:
    entries = pareto(day.interruptions, day.minutes(now)).category
    if not entries:
        return "nothing"
    top = entries[0]
    name = {category.id: category.name for category in categories}.get(top.name or "", top.name or "no category")
    return f"{name}, {top.times} {'time' if top.times == 1 else 'times'}, {minutes_text(top.minutes)}"
