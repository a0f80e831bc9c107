"""The page of one day: what `lsw today` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.domain.days.card import BEFORE_START
from lswtui.domain.days.day_end import used_minutes, used_text
from lswtui.domain.days.interrupting import overlapped
from lswtui.domain.days.spans import minutes_by_owner
from lswtui.domain.text import counted, one_line
from lswtui.domain.times import clock_text, minutes_text
from lswtui.domain.vocabulary import Lane, Outcome, in_words
from lswtui.measures.adherence import TARGET, TargetLevel, adherence, day_level
from lswtui.measures.balance import balance_of
from lswtui.measures.definitions import DEFINITIONS
from lswtui.measures.due import is_late
from lswtui.measures.working_hours import day_is_over, zone_of
from lswtui.render.days.status import of_plan
from lswtui.render.figures import NOTHING, date_text, level_role, percent
from lswtui.render.page import Cell, Column, Figure, Figures, Group, Page, Prose, Role, Table
from lswtui.render.signs import sign

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from lswtui.domain.boards.board import Board
    from lswtui.domain.boards.category import Category
    from lswtui.domain.days.card import Card
    from lswtui.domain.days.day import Day
    from lswtui.domain.days.questions import WaitingQuestion
    from lswtui.domain.interruptions.interruption import Interruption
    from lswtui.measures.adherence import Adherence
    from lswtui.measures.balance import Balance

LANES = {Lane.DOING: "Doing", Lane.TODO: "To do", Lane.DONE: "Done", Lane.ASIDE: "Set aside"}


def today_page(
    day: Day,
    now: datetime,
    *,
    board: Board | None,
    waiting: Sequence[WaitingQuestion],
    pledge: str | None = None,
    since: date | None = None,
    coming: Day | None = None,
    target: float = TARGET,
) -> Page:
    """A day as a page: how it stands, its cards by lane, its interruptions, the questions that wait.

    SINCE is the date on which the leader began, COMING their next working day, where nothing is left of today.
    Cards and interruptions are numbered by their place in the day, as the verbs take them.
    """
    stretches = day.stretches(now)
    minutes = minutes_by_owner(stretches)
    standing = adherence(day, now, whole=day_is_over(day, now))
    before = board is None and since is not None
    named = one_line(board.title) if board else "Before you began" if before else "No board chosen yet"
    title = f"{named} · {date_text(day.on)}"
    questions = tuple(Cell(f"{number}  {one_line(question.text)}") for number, question in enumerate(waiting, 1))
    blocks = (
        Prose(
            "",
            (
                *_head(day, standing, now, pledge, before=before, target=target),
                *_ahead(since if before else None, coming),
            ),
        ),
        Figures("", balance_figures(balance_of(day, stretches, now)), side_by_side=True),
        _cards(day, now, minutes),
        _interruptions(day, now, minutes, board.categories if board else ()),
        Prose(f"{len(waiting)} to answer", questions),
    )
    return Page(title, blocks)


def adherence_text(standing: Adherence, *, over: bool) -> str:
    """Adherence in words: ``"5 of 6 so far · 10 today"``, or of the whole day once it is OVER."""
    if not standing.due:
        return "none due"
    done = standing.done + standing.done_late
    if over:
        return f"{done} of {standing.due}"
    if not standing.due_so_far:
        return f"none due yet · {standing.due} today"
    return f"{done} of {standing.due_so_far} so far · {standing.due} today"


def balance_figures(balance: Balance) -> tuple[Figure, ...]:
    """On plan, broke in, other and not logged; the time outside the hours where there is any."""
    unlogged, outside = balance.unlogged_minutes, balance.outside_minutes
    figures: tuple[Figure, ...] = (
        Figure("on plan", minutes_text(balance.planned_minutes), Role.PLANNED, DEFINITIONS["planned"]),
        Figure("broke in", minutes_text(balance.reactive_minutes), Role.REACTIVE, DEFINITIONS["reactive"]),
        Figure("other", minutes_text(balance.other_minutes), Role.OTHER, DEFINITIONS["other"]),
    )
    if unlogged is None:
        return figures
    figures += (Figure("not logged", minutes_text(unlogged), Role.MUTED, DEFINITIONS["unlogged"]),)
    if outside >= 1:
        figures += (Figure("outside the hours", minutes_text(outside), Role.MUTED, DEFINITIONS["outside"]),)
    return figures


def _head(
    day: Day, standing: Adherence, now: datetime, pledge: str | None, *, before: bool, target: float
) -> tuple[Cell, ...]:
    level = day_level(day, standing, now, target)
    said = adherence_text(standing, over=day_is_over(day, now))
    word = "" if level is TargetLevel.SO_FAR else f" {level}"
    rated = f" · {percent(standing.rate)}{word}" if standing.rate is not None else ""
    early = sum(card.before_start for card in day.cards)
    aside = [
        f"{number} {words}"
        for number, words in (
            (standing.excused, "excused"),
            (standing.not_applicable - early, "not applicable"),
            (early, BEFORE_START),
        )
        if number
    ]
    lines = [
        Cell("done " * bool(standing.due) + said + rated + "".join(f" · {words}" for words in aside), level_role(level))
    ]
    absences = [one_line(absence.why) or "away" for absence in day.absences if absence.whole]
    absences = [*filter(None, (one_line(day.holiday),)), *absences]
    if day.shift and day.windows:
        lines.append(Cell(f"{day.shift} shift", Role.MUTED))
    if absences or not (day.windows or before):
        lines.append(Cell(" · ".join(["day off", *absences]), Role.MUTED))
    if pledge:
        lines.append(Cell(f"pledge: {one_line(pledge)}", Role.STRONG))
    if day.closed_at is not None:
        lines.append(Cell(f"closed at {day.closed_at:%H:%M}", Role.MUTED))
    return tuple(lines)


def _ahead(since: date | None, coming: Day | None) -> tuple[Cell, ...]:
    """When a leader began whom this day comes before; and their next day, where nothing is left of this one."""
    lines = [Cell(f"your first day was {date_text(since)}", Role.MUTED)] if since else []
    if coming is not None and coming.windows:
        begins = f"{date_text(coming.on)}, {clock_text(coming.windows[0].start)}"
        lines.append(Cell(f"next: {begins} · {counted(len(coming.cards), 'card')}", Role.MUTED))
    return tuple(lines)


def _cards(day: Day, now: datetime, minutes: Mapping[str, float]) -> Table:
    used = used_minutes(day, now, zone_of(now))
    columns = (
        Column(right=True),
        Column(),
        Column(right=True),
        Column(gives=True),
        Column(right=True),
        Column(gives=True),
    )
    rows = [
        (BEFORE_START.capitalize() if card.before_start else LANES[card.lane], number, card)
        for number, card in enumerate(day.cards, 1)
    ]
    groups = tuple(
        Group(
            words,
            tuple(
                _card(number, card, day, now, minutes, used.get(card.id))
                for group, number, card in rows
                if group == words
            ),
        )
        for words in (*LANES.values(), BEFORE_START.capitalize())
    )
    return Table("", columns, groups)


def _card(
    number: int, card: Card, day: Day, now: datetime, minutes: Mapping[str, float], used: float | None
) -> tuple[Cell, ...]:
    late = is_late(card, day, now) and card.is_open
    running = day.running is not None and day.running.owner == card.id
    took = minutes.get(card.id)
    return (
        Cell(str(number), Role.MUTED),
        Cell(sign(card, running=running), _sign_role(card, late=late)),
        Cell(*_when(card, late=late)),
        Cell(one_line(card.title), Role.STRONG if running else Role.MUTED if card.on_offer else Role.PLAIN),
        Cell(f"{card.minutes}m" if took is None else of_plan(took, card), Role.MUTED),
        Cell(" · ".join((*_lateness(card, day, now), *_remarks(card, used))), Role.MUTED),
    )


def _when(card: Card, *, late: bool) -> tuple[str, Role]:
    if card.on_offer:
        return "as needed", Role.MUTED
    return "" if card.at is None else clock_text(card.at), Role.LOW if late else Role.PLAIN


def _sign_role(card: Card, *, late: bool) -> Role:
    if late or card.outcome is Outcome.MISSED:
        return Role.LOW
    return Role.GOOD if card.lane is Lane.DONE else Role.PLAIN


def _lateness(card: Card, day: Day, now: datetime) -> tuple[str, ...]:
    """When a card should have been done, where that is not when it is or was."""
    if card.is_open and card.on < day.on:
        return (f"overdue since {date_text(card.on)}",)
    moved = card.is_open and card.first_due is not None and card.first_due < card.on
    first = (f"first due {date_text(card.first_due)}",) if moved and card.first_due else ()
    if card.done_late:
        return (*first, "done late")
    return (*first, "late") if card.outcome is not Outcome.MISSED and is_late(card, day, now) else first


def _remarks(card: Card, used: float | None) -> list[str]:
    """What is to be said about a card besides its state, USED being the minutes used of a slot."""
    remarks = [f"top {card.top}"] if card.top else []
    if used is not None and card.lane is not Lane.ASIDE:
        remarks.append(used_text(used, card))
    if card.outcome is Outcome.MISSED:
        remarks.append(one_line(in_words(card.reason or "")) or "no reason given")
    elif card.outcome is Outcome.MOVED and card.moved_to is not None:
        remarks.append(f"to {date_text(card.moved_to)}")
    elif card.outcome in (Outcome.NOT_APPLICABLE, Outcome.EXCUSED) and not card.before_start:
        remarks.append(f"{in_words(card.outcome)}{f': {one_line(in_words(card.reason))}' if card.reason else ''}")
    if card.finding_text:
        remarks.append(one_line(card.finding_text))
    if card.cue and card.is_open:
        remarks.append(f"next step: {one_line(card.cue)}")
    if card.note:
        remarks.append(one_line(card.note))
    return remarks


def _interruptions(day: Day, now: datetime, minutes: Mapping[str, float], categories: Sequence[Category]) -> Table:
    others = overlapped(day, now, minutes)
    names = {category.id: category.name for category in categories}
    columns = (
        Column(right=True),
        Column(right=True),
        Column(right=True),
        Column(gives=True),
        Column(gives=True),
        Column(gives=True),
        Column(),
    )
    numbered = sorted(enumerate(day.interruptions, 1), key=lambda item: (item[1].start, item[0]))
    rows = tuple(
        _interruption(number, interruption, minutes, others.get(interruption.id), names)
        for number, interruption in numbered
    )
    return Table("Broke in", columns, (Group("", rows),))


def _interruption(
    number: int,
    interruption: Interruption,
    minutes: Mapping[str, float],
    overlap: float | None,
    names: Mapping[str, str],
) -> tuple[Cell, ...]:
    category = interruption.category
    others = f"{minutes_text(overlap)} of it overlap" if overlap else ""
    told = " · ".join(filter(None, (one_line(interruption.text), others)))
    took = minutes_text(minutes.get(interruption.id, 0.0))
    return (
        Cell(str(number), Role.MUTED),
        Cell(f"{interruption.start:%H:%M}"),
        Cell("blip" if interruption.blip else f"{took}…" if interruption.runs else took, Role.REACTIVE),
        Cell(told or NOTHING),
        Cell(names.get(category, category) if category else "", Role.MUTED),
        Cell(f"@{one_line(interruption.who)}" if interruption.who else "", Role.MUTED),
        Cell(f"{interruption.whose}" if interruption.whose else "", Role.MUTED),
    )
