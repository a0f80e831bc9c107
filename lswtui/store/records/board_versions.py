"""The versions of boards, each with the date it took effect; one of a board a day, by month in databases of their own.

So nobody who needs the version in effect reads those before it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from lswtui.store.records.codec import as_damage, require_kind, stored_date
from lswtui.store.records.tables import BOARDS, STANDARDS, boards_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from lswtui.store.records.tables import Reading, Writing


def board_version(source: Reading, on: date) -> Mapping[str, Any] | None:
    """The document, never to be changed, of the board version in effect on a date; None before the first."""
    return next(board_versions_until(source, on), None)


def board_versions_until(source: Reading, on: date) -> Iterator[Mapping[str, Any]]:
    """The documents, never to be changed, of the versions that took effect by a date, newest first.

    A database is read only when they have come to it.
    """
    iso, last = on.isoformat(), boards_of(on)
    for db in reversed(board_databases(source.databases())):
        if db <= last:
            with as_damage("a stored board"):
                begun = [version for version in source.stored(db, STANDARDS) if version["since"] <= iso]
                for version in begun:
                    require_kind(version["board"], dict)
                begun.sort(key=_order, reverse=True)
            yield from begun


def board_versions(source: Reading) -> Iterator[Mapping[str, Any]]:
    """The documents, never to be changed, of all versions of boards, in the order in which they took effect."""
    for db in board_databases(source.databases()):
        with as_damage("a stored board"):
            versions = sorted(source.stored(db, STANDARDS), key=_order)
        yield from versions


def first_version_since(source: Reading) -> date | None:
    """The date from which the first version of any board is in effect; None before one is chosen."""
    with as_damage("a stored board"):
        return next((stored_date(version["since"]) for version in board_versions(source)), None)


def board_databases(names: Collection[str]) -> list[str]:
    """Those of NAMES that are databases of board versions, the oldest first."""
    return sorted(name for name in names if name.startswith(BOARDS))


def store_board_version(
    tx: Writing, board_id: str, since: date, began_at: datetime, chosen_at: datetime, board: Mapping[str, Any]
) -> None:
    """Store a version of the board in use, in effect from a date, in the place of any other one of it from that date.

    BOARD is what `board_file.board_table` gives.
    """
    version = {
        "id": f"{board_id}@{since.isoformat()}",
        "board_id": board_id,
        "since": since.isoformat(),
        "began_at": began_at.isoformat(),
        "chosen_at": chosen_at.isoformat(),
        "board": dict(board),
    }
    db = boards_of(since)
    tx.put(db, STANDARDS, version)
    for other in list(tx.stored(db, STANDARDS)):
        if _own_id(other) == version["id"] != other["id"]:
            tx.remove(db, STANDARDS, other["id"])


def keep_one_a_day(tx: Writing) -> None:
    """Keep of the versions of a board that older programs stored for one date only the last."""
    for db in board_databases(tx.databases()):
        alike: dict[str, list[dict[str, Any]]] = {}
        for version in tx.stored(db, STANDARDS):
            alike.setdefault(_own_id(version), []).append(version)
        for id_, versions in alike.items():
            if len(versions) > 1:
                last = max(versions, key=lambda version: str(version.get("chosen_at")))
                tx.put(db, STANDARDS, {**last, "id": id_})
                for version in versions:
                    if version["id"] != id_:
                        tx.remove(db, STANDARDS, version["id"])


def _own_id(version: Mapping[str, Any]) -> str:
    """The id that a version bears which is the only one of its board from its date; older programs gave another."""
    return f"{version.get('board_id')}@{version.get('since')}"


def _order(version: Mapping[str, Any]) -> tuple[str, str]:
    return version["since"], version["chosen_at"]
