"""The names of the stored tables and of the databases they lie in; `registry` lists what they hold."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


UNDATED = "undated"
BOARDS = "boards-"
"""How the names of the databases begin that hold the versions of boards."""
CARDS, INTERRUPTIONS, SPANS, DAYS = "cards", "interruptions", "spans", "days"
STANDARDS, REMEMBERED = "standards", "remembered"
LEFT_OPEN, ASKING, REPEATED = "left-open", "asking", "repeated"
DAMAGE = "damage"
"""The table in which each damage of the data is recorded."""
PARTS_OF_DAY = (CARDS, INTERRUPTIONS, SPANS)
"""What a day holds beside its record."""


class Reading(Protocol):
    """Where documents are read from: the store or a transaction."""

    def document(self, db: str, table: str, id: str) -> dict[str, Any] | None: ...  # noqa: A002, D102

    def documents(self, db: str, table: str) -> list[dict[str, Any]]: ...  # noqa: D102

    def databases(self) -> Collection[str]: ...  # noqa: D102

    def stored(self, db: str, table: str) -> Collection[dict[str, Any]]: ...  # noqa: D102


class Writing(Reading, Protocol):
    """Where documents are changed: a transaction."""

    def put(self, db: str, table: str, document: Mapping[str, Any]) -> None: ...  # noqa: D102

    def remove(self, db: str, table: str, id: str) -> None: ...  # noqa: A002, D102


def month_of(on: date) -> str:
    """The name of the database that holds a date."""
    return f"{on.year:04}-{on.month:02}"


def boards_of(on: date) -> str:
    """The name of the database that holds the versions of boards which took effect in the month of a date."""
    return f"{BOARDS}{month_of(on)}"
