"""Load: how much of the working time the plan fills, against the guide of the board."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.days.held_time import holds
from lswtui.measures.due import is_due
from lswtui.measures.percent import whole_percent
from lswtui.measures.working_hours import working_minutes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from lswtui.domain.boards.board import Guide
    from lswtui.domain.days.day import Day

FAR = 10
"""How many points above its guide a plan may be before it is far above it."""


class Load(NamedTuple):
    """Planned minutes and the working minutes they lie in, of one day or several."""

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
        """Whether the plan fills more of the time than the guide advises, in the whole per cent that are printed."""
        return self._above() > 0

    @property
    def far_over(self) -> bool:
        """Whether it fills so much more that the sheet is likely to be given up."""
        return self._above() > FAR

    @property
    def under(self) -> bool:
        """Whether the plan fills less of the time than the guide advises."""
        if self.guide is None or self.share is None:
            return False
        return whole_percent(self.share) < whole_percent(self.guide.low)

    def _above(self) -> int:
        """How many points above the guide it is."""
        if self.guide is None or self.share is None:
            return 0
        return whole_percent(self.share) - whole_percent(self.guide.high)


class Planned(NamedTuple):
    """What was planned into the working hours of one day or several; days off add nothing."""

    standard_minutes: int = 0
    """On cards of the board."""
    minutes: int = 0
    """On these and on planned one-offs."""
    working_minutes: float = 0.0

    def load(self, guide: Guide | None) -> Load:
        """All that was planned / working minutes."""
        return Load(self.minutes, self.working_minutes, guide)

    def standardised(self, guide: Guide | None) -> Load:
        """What the standard planned / working minutes."""
        return Load(self.standard_minutes, self.working_minutes, guide)


def load(day: Day, zone: tzinfo, guide: Guide | None) -> Load:
    """The planned minutes of what is due that day / its working minutes, absences left out."""
    return Load(sum(_due_minutes(day, standard=False)), working_minutes(day, zone), guide)


def planned(day: Day, zone: tzinfo) -> Planned:
    """What a day planned into its working hours; nothing on a day without any."""
    working = working_minutes(day, zone)
    if not working:
        return Planned()
    return Planned(sum(_due_minutes(day, standard=True)), sum(_due_minutes(day, standard=False)), working)


def planned_of_all(parts: Iterable[Planned]) -> Planned:
    """What several days planned together."""
    return Planned(*map(sum, zip(Planned(), *parts, strict=True)))


def _due_minutes(day: Day, *, standard: bool) -> Iterable[int]:
    """The planned minutes of each card due that day; with STANDARD of the board's only.

    A slot held open has its minutes also where nothing came.
    """
    return (
        card.minutes
        for card in day.cards
        if card.on == day.on and (is_due(card) or holds(card)) and (card.task is not None or not standard)
    )
