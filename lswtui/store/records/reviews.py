"""Reflections as the store keeps them, each in the month of its date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lswtui.domain.reviews.answers import PledgeKept, Reflection
from lswtui.store.records.codec import Codec, stored_date, stored_moment
from lswtui.store.records.days import store_value
from lswtui.store.records.tables import month_of

if TYPE_CHECKING:
    from datetime import date

    from lswtui.store.records.tables import Reading, Writing

REFLECTIONS = "reflections"


def _pairs(content: Any) -> tuple[tuple[str, str], ...]:
    found = tuple((key, answer) for key, answer in content)
    if not all(isinstance(text, str) for pair in found for text in pair):
        raise TypeError("a list of questions and answers should stand there")
    return found


REFLECTION = Codec(
    Reflection,
    on=stored_date,
    answers=_pairs,
    pledge_for=stored_date,
    pledge_kept=PledgeKept,
    saved_at=stored_moment,
)


def reflection_of(source: Reading, on: date, reflection_id: str) -> Reflection | None:
    """One reflection, or None."""
    found = source.document(month_of(on), REFLECTIONS, reflection_id)
    return REFLECTION.value(found) if found else None


def reflections_in(source: Reading, month: str) -> tuple[Reflection, ...]:
    """The reflections of a month, in date order."""
    found = map(REFLECTION.value, source.stored(month, REFLECTIONS))
    return tuple(sorted(found, key=lambda reflection: (reflection.on, reflection.id)))


def promises_in(source: Reading, month: str, after: date, until: date) -> tuple[Reflection, ...]:
    """The reflections of a month whose pledge or if-then is for a date after AFTER and not after UNTIL."""
    first, last = after.isoformat(), until.isoformat()

    def meant(on: Any) -> bool:
        return isinstance(on, str) and first < on <= last

    stored = source.stored(month, REFLECTIONS)
    return tuple(REFLECTION.value(document) for document in stored if meant(document.get("pledge_for")))


def store_reflection(tx: Writing, reflection: Reflection) -> None:
    """Store a reflection under its date."""
    store_value(tx, REFLECTIONS, REFLECTION, reflection)
