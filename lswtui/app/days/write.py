"""Storing a day as it was changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from lswtui.app.results import Asks
from lswtui.domain.days.day import Day
from lswtui.domain.days.questions import waiting_in
from lswtui.store.records import days

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lswtui.store.engine.transaction import Transaction


def store_changed(tx: Transaction, before: Day, after: Day, now: datetime) -> None:
    """Store what changed on a day, and note what of it waits for another day or for an answer."""
    days.store_day(tx, before, after)
    elsewhere = tuple(card for card in after.cards if card.on != after.on or after.turned)
    days.note_left_open(tx, elsewhere)
    kept = {card.id for card in after.cards}
    if gone := tuple(card for card in before.cards if card.id not in kept):
        days.forget_left_open(tx, gone)
    if after.turned:
        days.note_asking(tx, after.on, asks=bool(waiting_in(after, now)))


def notice_misses(tx: Transaction, changes: Iterable[tuple[Day, Day]], today: date) -> Asks:
    """What the misses ask that the CHANGES, each a day before and after, touch; it is worked out and stored."""
    from lswtui.domain.days.countermeasure import newly_missed  # who only reads has no use for it

    tasks = {task for before, after in changes for task in newly_missed(before, after)}
    if not tasks:
        return Asks()
    from lswtui.app.days.missed_again import notice  # most changes miss nothing

    return notice(tx, tasks, today)
