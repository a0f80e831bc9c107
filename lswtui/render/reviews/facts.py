"""The facts of a review: what a day came to or has room for, in figures and in one line of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.app.reviews.facts import likeliest_words
from lswtui.domain.reviews.review import Fact
from lswtui.domain.text import one_line
from lswtui.domain.times import minutes_text
from lswtui.measures.adherence import adherence, day_level
from lswtui.measures.balance import balance
from lswtui.measures.pareto import broken_in, pareto
from lswtui.measures.working_hours import day_is_over
from lswtui.render.days.today import adherence_text, balance_figures
from lswtui.render.figures import level_role
from lswtui.render.page import Figure, Figures, Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from lswtui.app.reviews.facts import Facts
    from lswtui.domain.boards.category import Category
    from lswtui.domain.days.day import Day


def fact_text(fact: Fact, facts: Facts) -> str:
    """One fact of a day in words."""
    shown = fact_figures(fact, facts)
    return f"{shown.title}: " + " · ".join(f"{figure.name} {figure.value}".strip() for figure in shown.figures)


def fact_figures(fact: Fact, facts: Facts) -> Figures:
    """One fact of a day: what it is about, and its figures."""
    day, now = facts.day, facts.now
    match fact:
        case Fact.DUE:
            over = day_is_over(day, now)
            counted = adherence(day, now, whole=over)
            said = Figure(
                "", adherence_text(counted, over=over), level_role(day_level(day, counted, now, facts.target))
            )
            return Figures("standard work", (said,))
        case Fact.BALANCE:
            return Figures("time", balance_figures(balance(day, now)))
        case Fact.TOP_INTERRUPTION:
            return Figures("broke in most", (_top(day, now, facts.categories),))
        case Fact.WHOSE_WORK:
            parts = ((whose, minutes) for whose, minutes in balance(day, now).whose.items() if minutes)
            said_whose = tuple(Figure(whose, minutes_text(minutes), Role.REACTIVE) for whose, minutes in parts)
            return Figures("whose work", said_whose or (Figure("", "nothing said", Role.MUTED),))
        case Fact.PLEDGE:
            return Figures("pledge", _pledge(facts))
        case Fact.ROOM:
            return Figures("load", _room(facts))
        case Fact.LIKELIEST:
            return _likeliest(facts)


def _pledge(facts: Facts) -> tuple[Figure, ...]:
    if not facts.pledge:
        return (Figure("", "none was made for this day", Role.MUTED),)
    pledge, made_for = Figure("", one_line(facts.pledge), Role.STRONG), facts.pledge_for
    if made_for is None or made_for == facts.day.on:
        return (pledge,)
    return (pledge, Figure("for", f"{made_for:%a} {made_for.day} {made_for:%b}", Role.MUTED))


def _room(facts: Facts) -> tuple[Figure, ...]:
    room = facts.room
    planned = Figure("planned", minutes_text(room.planned_minutes), Role.STRONG)
    if not room.working_minutes:
        return (planned, Figure("", "no working hours left", Role.MUTED))
    figures = [planned, Figure("room", minutes_text(room.minutes), Role.LOW if room.over else Role.STRONG)]
    if room.over:
        figures.append(Figure("too much by", minutes_text(room.over), Role.LOW))
    if room.usual_minutes is not None:
        figures.append(Figure("usually breaks in", minutes_text(room.usual_minutes), Role.REACTIVE))
    return tuple(figures)


def _likeliest(facts: Facts) -> Figures:
    likely = facts.likeliest
    if likely is None:
        return Figures(f"{facts.day.on:%A}s", (Figure("", "nothing yet that comes again", Role.MUTED),))
    what = one_line(likeliest_words(likely, facts.categories))
    return Figures(
        f"{facts.day.on:%A}s around {likely.hour}",
        (Figure("mostly", what, Role.REACTIVE), Figure("", f"{likely.weeks} of {likely.of} weeks", Role.MUTED)),
    )


def _top(day: Day, now: datetime, categories: Iterable[Category]) -> Figure:
    entries = pareto(broken_in(day.interruptions, day.minutes(now))).category
    if not entries:
        return Figure("", "nothing", Role.MUTED)
    top = entries[0]
    name = {category.id: category.name for category in categories}.get(top.name or "", top.name or "no category")
    times = f"{top.times} {'time' if top.times == 1 else 'times'}"
    return Figure(name, f"{times}, {minutes_text(top.minutes)}", Role.REACTIVE)
