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


def shares(
    cards: Iterable[Card],
    minutes: Mapping[str, float],
    part: Callable[[Card], Part | None],
    targets: Mapping[Part, float],
) -> tuple[Share, ...]:
    """The minutes of cards by PART (an activity, a domain, an area), the longest first.

    MINUTES by card id. What the board has a target for is there also without a minute.
    """
    found: dict[Part, float] = dict.fromkeys(targets, 0.0)
    for card in cards:
        of, took = part(card), minutes.get(card.id)
        if of is not None and took:
            found[of] = found.get(of, 0.0) + took
    total = sum(found.values())
    ranked = sorted(found.items(), key=lambda item: (-item[1], -targets.get(item[0], 0.0), item[0]))
    return tuple(Share(str(of), took, took / total if total else None, targets.get(of)) for of, took in ranked)
