"""The versions of boards, each with the date it took effect."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from lswtui.store.records.codec import (
    as_damage,
    require_kind,
)
from lswtui.store.records.tables import (
    STANDARDS,
    UNDATED,
    Reading,
    Writing,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


def board_version(source: Reading, on: date) -> dict[str, Any] | None:
    """The document of the board version in effect on a date, or None before the first."""
    iso = on.isoformat()
    with as_damage("a stored board"):
        versions = [version for version in source.documents(UNDATED, STANDARDS) if version["since"] <= iso]
        found = max(versions, key=lambda version: (version["since"], version["chosen_at"]), default=None)
        if found is not None:
            require_kind(found["board"], dict)
        return found


def store_board_version(
    tx: Writing,
    version: str,
    board_id: str,
    since: date,
    began_at: datetime,
    chosen_at: datetime,
    board: Mapping[str, Any],
) -> None:
    """Store a version of the board in use, in effect from a date; BOARD as `boardfile.board_table` gives it."""
    tx.put(
        UNDATED,
        STANDARDS,
        {
            "id": version,
            "board_id": board_id,
            "since": since.isoformat(),
            "began_at": began_at.isoformat(),
            "chosen_at": chosen_at.isoformat(),
            "board": dict(board),
        },
    )
