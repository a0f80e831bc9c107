"""Learning: whether misses were asked about, and whether anything was done against those that came again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.vocabulary import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lswtui.domain.days.day import Day


class Countermeasures(NamedTuple):
    """How many countermeasures there are, each counted on the day it was first planned for, and done, on its last."""

    opened: int = 0
    closed: int = 0


class Learning(NamedTuple):
    """Misses and what was learned from them."""

    missed: int
    with_reason: int
    opened: int
    """Countermeasures planned."""
    closed: int
    """Countermeasures done."""

    @property
    def rate(self) -> float | None:
        """Misses with a reason / misses, 0 to 1; None where nothing was missed."""
        return self.with_reason / self.missed if self.missed else None


def countermeasures(day: Day) -> Countermeasures:
    """The countermeasures among the cards of a day; of one that was moved there it is not the first day."""
    own = [card for card in day.cards if card.on == day.on and card.check_on is not None]
    return Countermeasures(
        sum(card.first_due is None for card in own),
        sum(card.outcome is Outcome.DONE for card in own),
    )


def countermeasures_of_all(parts: Iterable[Countermeasures]) -> Countermeasures:
    """The countermeasures of several days together."""
    return Countermeasures(*map(sum, zip(Countermeasures(), *parts, strict=True)))
