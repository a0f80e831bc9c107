"""Load: how much of the working day the plan fills, against the guide of the board."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lswtui.measures.adherence import is_due
from lswtui.measures.hours import working_minutes

if TYPE_CHECKING:
    from datetime import tzinfo

    from lswtui.domain.board import Guide
    from lswtui.domain.day import Day


class Load(NamedTuple):
    """The planned minutes of a day and its working minutes."""

    planned_minutes: int
    working_minutes: float
    guide: Guide | None
    """The band of the share that practice standardises at this level."""

    @property
    def share(self) -> float | None:
        """Planned / working minutes; None on a day off."""
        return self.planned_minutes / self.working_minutes if self.working_minutes else None

    @property
    def over(self) -> bool:
        """Whether the plan fills more of the day than the guide advises."""
        return self.guide is not None and self.share is not None and self.share > self.guide.high

    @property
    def under(self) -> bool:
        """Whether the plan fills less of the day than the guide advises."""
        return self.guide is not None and self.share is not None and self.share < self.guide.low


def load(day: Day, zone: tzinfo, guide: Guide | None) -> Load:
    """The planned minutes of what is due that day / its working minutes, absences left out."""
    planned = sum(card.minutes for card in day.cards if card.on == day.on and is_due(card))
    return Load(planned, working_minutes(day, zone), guide)
