"""One line for tmux and prompts: what runs, what is next, how the day stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lswtui.domain.days.day import clock_minutes, next_card
from lswtui.domain.errors import BadInput
from lswtui.domain.text import one_line
from lswtui.domain.times import clock_text, minutes_text
from lswtui.measures.adherence import adherence
from lswtui.measures.working_hours import day_is_over
from lswtui.render.cells import cut

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from lswtui.domain.days.card import Card
    from lswtui.domain.days.day import Day

LONGEST = 40
"""Cells that one title or text may take of the line."""


def status_line(day: Day, now: datetime, format: str | None, *, questions: int) -> str:  # noqa: A002 - the option's name
    """The state of a day in one line, or in a FORMAT with fields in braces; QUESTIONS is how many wait.

    Raises `BadInput` for a field that does not exist.
    """
    if format is not None:
        return _formatted(day, now, format, questions)
    upcoming = _next(day, now)
    parts = [
        *_running(day, now),
        *([f"next {upcoming}"] if upcoming else []),
        _adherence(day, now),
        *([f"{questions} to answer"] if questions else []),
    ]
    return " · ".join(parts)


def running_name(day: Day) -> str:
    """What runs now, in its own words; empty where nothing does."""
    if day.stack:
        return one_line(day.stack[-1].text) or "interrupted"
    card = day.running_card
    return one_line(card.title) if card else ""


def running_minutes(day: Day, now: datetime) -> str:
    """How long what runs has taken: of the plan for a card (``"12/30m"``), plain for an interruption."""
    span = day.running
    if span is None:
        return ""
    card = day.running_card
    took = day.minutes(now).get(span.owner, 0.0)
    return of_plan(took, card) if card else minutes_text(took)


def of_plan(took: float, card: Card) -> str:
    """Minutes taken and planned: ``"12/30m"``."""
    return f"{int(took + 0.5)}/{card.minutes}m"


def broke_into(day: Day) -> str:
    """The title of the card that the innermost running interruption broke into; empty where there is none."""
    inner = day.stack[-1] if day.stack else None
    return next((one_line(card.title) for card in day.cards if inner is not None and card.id == inner.card), "")


def _running(day: Day, now: datetime) -> list[str]:
    name = cut(running_name(day), LONGEST)
    if not name:
        return []
    if not day.stack:
        return [f"▶ {name} {running_minutes(day, now)}"]
    card = cut(broke_into(day), LONGEST)
    return [f"! {name} {running_minutes(day, now)}", *([f"on {card}"] if card else [])]


def _next(day: Day, now: datetime) -> str:
    card = next_card(day.cards, clock_minutes(now, day.on))
    return f"{clock_text(card.at)} {cut(one_line(card.title), LONGEST)}" if card and card.at is not None else ""


def _due(day: Day, now: datetime) -> str:
    """In how many minutes the next card is planned, negative where its time has passed; empty where none is."""
    clock = clock_minutes(now, day.on)
    card = next_card(day.cards, clock)
    return str(card.at - clock) if card and card.at is not None else ""


def _adherence(day: Day, now: datetime) -> str:
    counted = adherence(day, now, whole=day_is_over(day, now))
    return f"{counted.done + counted.done_late}/{counted.due_so_far}" if counted.due_so_far else "none due"


def _formatted(day: Day, now: datetime, format: str, questions: int) -> str:  # noqa: A002 - the option's name
    from lswtui.measures.balance import balance  # most status lines have no use for it

    fields: dict[str, Callable[[], str]] = {
        "running": lambda: cut(running_name(day), LONGEST),
        "minutes": lambda: running_minutes(day, now),
        "next": lambda: _next(day, now),
        "due": lambda: _due(day, now),
        "adherence": lambda: _adherence(day, now),
        "planned": lambda: minutes_text(balance(day, now).planned_minutes),
        "reactive": lambda: minutes_text(balance(day, now).reactive_minutes),
        "questions": lambda: str(questions),
    }

    def filled(found: re.Match[str]) -> str:
        name = found[1]
        if name not in fields:
            raise BadInput(
                f"the format has no field {{{name}}}; there are {', '.join(f'{{{field}}}' for field in fields)}"
            )
        return fields[name]()

    return re.sub(r"\{(\w*)\}", filled, format)
