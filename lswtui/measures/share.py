"""Share: how the minutes of leader standard work spread over activities, domains or areas."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from lswtui.domain.card import Card

Part = TypeVar("Part", bound=StrEnum)


class Share(NamedTuple):
    """The minutes of one activity, domain or area, and what the board wants for it."""

    name: str
    minutes: float
    share: float | None
    """Of all minutes that belong to any, 0 to 1; None where there are none."""
    target: float | None
    """The share that the board aims at, 0 to 1."""


def minutes_by(
    cards: Iterable[Card], minutes: Mapping[str, float], part: Callable[[Card], Part | None]
) -> dict[Part, float]:
    """The MINUTES of cards, by card id, added up by PART: an activity, a domain, an area."""
    found: dict[Part, float] = {}
    for card in cards:
        of, took = part(card), minutes.get(card.id)
        if of is not None and took:
            found[of] = found.get(of, 0.0) + took
    return found


def shares(minutes: Mapping[Part, float], targets: Mapping[Part, float]) -> tuple[Share, ...]:
    """The MINUTES by part as shares of their sum, longest first; what has a target is there without a minute too."""
    found = {**dict.fromkeys(targets, 0.0), **minutes}
    total = sum(found.values())
    ranked = sorted(found.items(), key=lambda item: (-item[1], -targets.get(item[0], 0.0), item[0]))
    return tuple(Share(str(of), took, took / total if total else None, targets.get(of)) for of, took in ranked)
