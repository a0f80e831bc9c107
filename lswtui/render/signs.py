"""The sign of a card's state, the same wherever cards are listed."""

from __future__ import annotations

from lswtui.domain.card import Card
from lswtui.domain.words import Finding, Lane, Outcome

TODO, RUNNING, PAUSED, DONE, PROBLEM, MISSED, NOT_DUE, MOVED = "·▶‖✓▲✗–→"


def sign(card: Card, *, running: bool) -> str:
    """The sign of a card; RUNNING says whether its clock runs."""
    if card.lane is Lane.TODO:
        return TODO
    if card.lane is Lane.DOING:
        return RUNNING if running else PAUSED
    if card.lane is Lane.DONE:
        return PROBLEM if card.finding is Finding.PROBLEM else DONE
    if card.outcome is Outcome.MOVED:
        return MOVED
    return MISSED if card.outcome is Outcome.MISSED else NOT_DUE
