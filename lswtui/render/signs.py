"""The signs of a card's state and of how a rate stands, the same wherever they are shown."""

from __future__ import annotations

from lswtui.domain.days.card import Card
from lswtui.domain.vocabulary import Finding, Lane, Outcome
from lswtui.measures.adherence import TargetLevel

TODO, RUNNING, PAUSED, DONE, PROBLEM, MISSED, NOT_DUE, MOVED = "·▶‖✓▲✗–→"
LEVEL_SIGNS = {
    TargetLevel.GOOD: DONE,
    TargetLevel.NEAR: "~",
    TargetLevel.SO_FAR: "~",
    TargetLevel.LOW: MISSED,
    TargetLevel.NONE: "",
}
"""How a rate compares with its target, where colour alone would say it."""


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
