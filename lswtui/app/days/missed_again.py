"""What was missed again, and is asked about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from lswtui.app.results import Asks
from lswtui.domain.days.card import Card
from lswtui.domain.days.countermeasure import (
    Miss,
    Repeat,
    about_repeat,
    repeat_id,
)
from lswtui.domain.vocabulary import Outcome
from lswtui.measures.due import is_due
from lswtui.measures.repeat_misses import DUE_DAYS, last_due_days
from lswtui.store.records import days
from lswtui.store.records.repeat_misses import forget_repeat, repeat_of, store_repeat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lswtui.domain.days.questions import WaitingQuestion
    from lswtui.store.records.tables import Reading, Writing

LOOKED_BACK = timedelta(days=366)
"""How far back the due days of a task are looked for: what is due more seldom is asked about with fewer of them."""


def notice(tx: Writing, tasks: Iterable[tuple[str, str]], today: date) -> Asks:
    """Remember of these boards' TASKS, whose misses have changed, how often and why they were missed lately.

    What that asks now is returned.
    """
    asking: list[WaitingQuestion] = []
    anew = False
    for board, task in sorted(tasks):
        id_ = repeat_id(board, task)
        known = repeat_of(tx, id_)
        due = last_due_days(_due(tx, board, task, today))
        misses = tuple(Miss(card.id, card.on, card.reason) for card in due if card.outcome is Outcome.MISSED)
        told = tuple(card for card in known.told if card in {miss.card for miss in misses}) if known else ()
        if not misses:
            forget_repeat(tx, id_)
            continue
        repeat = Repeat(id_, due[-1].title, len({card.on for card in due}), misses, told)
        if not (repeat.asks or told):
            forget_repeat(tx, id_)
        elif repeat != known:
            store_repeat(tx, repeat)
        if repeat.asks:
            asking.append(about_repeat(repeat))
            anew |= known is None or not known.asks
    return Asks(tuple(asking), anew)


def _due(source: Reading, board: str, task: str, today: date) -> tuple[Card, ...]:
    """The cards of a task that were due lately, those of its last twenty due days and perhaps some more."""
    found: list[Card] = []
    for month in reversed(days.months_between(today - LOOKED_BACK, today)):
        cards = days.cards_of_task(source, month, board, task)
        found += (card for card in cards if is_due(card) and (not card.is_open or card.on < today))
        if len({card.on for card in found}) >= DUE_DAYS:
            break
    return tuple(found)
