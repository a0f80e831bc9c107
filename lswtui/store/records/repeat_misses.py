"""The tasks that were missed again and again, as the store remembers them, so that nobody need search for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lswtui.domain.days.countermeasure import Miss, Repeat
from lswtui.store.records.codec import as_damage, stored_date
from lswtui.store.records.tables import REPEATED, UNDATED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lswtui.store.records.tables import Reading, Writing


def repeats(source: Reading) -> tuple[Repeat, ...]:
    """All that are remembered, by id."""
    return tuple(sorted(map(read_repeat, source.documents(UNDATED, REPEATED))))


def repeat_of(source: Reading, id_: str) -> Repeat | None:
    """What is remembered of one task, or None."""
    found = source.document(UNDATED, REPEATED, id_)
    return read_repeat(found) if found else None


def read_repeat(document: Mapping[str, Any]) -> Repeat:
    """What a document holds; raises `Damaged` for what no lswtui can have written."""
    with as_damage(f"what is known of the misses of {document.get('id')!r:.60}"):
        misses = tuple(Miss(card, stored_date(on), reason) for card, on, reason in document["misses"])
        repeat = Repeat(document["id"], document["title"], document["days"], misses, tuple(document["told"]))
        reasons = (miss.reason for miss in misses if miss.reason is not None)
        texts = (repeat.title, *repeat.told, *(miss.card for miss in misses), *reasons)
        if not all(isinstance(text, str) for text in texts) or repeat.days.__class__ is not int:
            raise TypeError("a text or a number is none")
        return repeat


def store_repeat(tx: Writing, repeat: Repeat) -> None:
    """Remember it."""
    misses = [[miss.card, miss.on.isoformat(), miss.reason] for miss in repeat.misses]
    plain = {"id": repeat.id, "title": repeat.title, "days": repeat.days, "misses": misses, "told": list(repeat.told)}
    tx.put(UNDATED, REPEATED, plain)


def forget_repeat(tx: Writing, id_: str) -> None:
    """Remember nothing of a task any more."""
    if tx.document(UNDATED, REPEATED, id_) is not None:
        tx.remove(UNDATED, REPEATED, id_)
