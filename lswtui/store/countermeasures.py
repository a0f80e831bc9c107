"""The tasks that were missed again and again, as the store remembers them, so that nobody need search for them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from lswtui.domain.countermeasure import Miss, Repeat
from lswtui.store.repository import REPEATED, UNDATED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lswtui.store.repository import Reading, Writing


def repeats(source: Reading) -> tuple[Repeat, ...]:
    """All that are remembered, by id."""
    return tuple(sorted(map(read_repeat, source.documents(UNDATED, REPEATED))))


def repeat_of(source: Reading, id_: str) -> Repeat | None:
    """What is remembered of one task, or None."""
    found = source.document(UNDATED, REPEATED, id_)
    return read_repeat(found) if found else None


def read_repeat(document: Mapping[str, Any]) -> Repeat:
    """What a document holds."""
    misses = tuple(Miss(card, date.fromisoformat(on), reason) for card, on, reason in document["misses"])
    return Repeat(document["id"], document["title"], document["days"], misses, tuple(document["told"]))


def store_repeat(tx: Writing, repeat: Repeat) -> None:
    """Remember it."""
    misses = [[miss.card, miss.on.isoformat(), miss.reason] for miss in repeat.misses]
    plain = {"id": repeat.id, "title": repeat.title, "days": repeat.days, "misses": misses, "told": list(repeat.told)}
    tx.put(UNDATED, REPEATED, plain)


def forget_repeat(tx: Writing, id_: str) -> None:
    """Remember nothing of a task any more."""
    if tx.document(UNDATED, REPEATED, id_) is not None:
        tx.remove(UNDATED, REPEATED, id_)
