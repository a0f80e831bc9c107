"""What the cards of a period are compared by."""

from __future__ import annotations

from enum import StrEnum


class By(StrEnum):
    """One thing that cards are compared by."""

    TASK = "task"
    CADENCE = "cadence"
    ACTIVITY = "activity"
    DOMAIN = "domain"
    AREA = "area"
