"""A reflection: what a leader answered at the end of a day, and what it decided for the next."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class PledgeKept(StrEnum):
    """Whether a pledge was kept."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Reflection(NamedTuple):
    """The answers of one review on one logical date."""

    id: str
    on: date
    review: str
    answers: tuple[tuple[str, str], ...] = ()
    """Question ids and what was answered, in the order asked; unanswered ones are absent."""
    pledge: str | None = None
    if_then: str | None = None
    pledge_for: date | None = None
    """The working day that the pledge and the if-then are for."""
    pledge_kept: PledgeKept | None = None
    saved_at: datetime | None = None

    def answer(self, question: str) -> str:
        """What was answered to a question; empty where nothing was."""
        return dict(self.answers).get(question, "")


def reflection_id(review: str, on: date) -> str:
    """The id that every process gives the reflection of this review on this date."""
    return f"{review}@{on.isoformat()}"
