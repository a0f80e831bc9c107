"""What is remembered under a name, of no date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lswtui.store.records.codec import (
    as_damage,
    require_kind,
    stored_date,
    stored_moment,
)
from lswtui.store.records.tables import (
    REMEMBERED,
    UNDATED,
    Reading,
    Writing,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


def remembered(source: Reading, key: str) -> dict[str, Any]:
    """What the program remembers under a key, empty where it remembers nothing.

    Raises `Damaged` for what no lswtui can have written.
    """
    kept = source.document(UNDATED, REMEMBERED, key)
    if kept is None:
        return {}
    with as_damage(f"what is remembered as {key!r}"):
        check_remembered(kept)
    return kept


def remember(tx: Writing, key: str, **content: Any) -> None:
    """Remember JSON content under a key."""
    tx.put(UNDATED, REMEMBERED, {"id": key, **content})


def check_remembered(kept: Mapping[str, Any]) -> None:
    """Read what is remembered as the program will; raises whatever goes wrong."""
    match kept["id"]:
        case "settled":
            stored_date(kept["through"])
        case "worked-holidays":
            for on in kept["dates"]:
                stored_date(on)
        case "shifts":
            from lswtui.domain.boards.shifts import switches_of  # only for who works in shifts

            for switch in switches_of(kept["switches"]):
                stored_date(switch.since.isoformat())
                require_kind(switch.shift, str)
        case "set-back":
            for moment, on in (("was", "was_on"), ("became", "became_on")):
                stored_moment(kept[moment])
                stored_date(kept[on])
        case "inbox":
            require_kind(kept["offset"], int)
            for name in ("sum", "last"):
                require_kind(kept.get(name, ""), str)
        case "restored":
            require_kind(kept["changes"], int)
