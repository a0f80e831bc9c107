"""What the screens show."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from lswtui.app.reviews.review import EVENING
from lswtui.measures.adherence import TARGET

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from lswtui.app.reviews.pledges import TodaysPledges
    from lswtui.domain.boards.board import Board
    from lswtui.domain.boards.category import Category
    from lswtui.domain.days.day import Day
    from lswtui.domain.days.questions import WaitingQuestion


class State(NamedTuple):
    """The current state of the data, for the day shown."""

    now: datetime
    today: date
    day: Day
    board: Board | None
    promised: TodaysPledges
    waiting: tuple[WaitingQuestion, ...]
    categories: tuple[Category, ...]
    hidden: bool
    """Whether names and texts are hidden from who looks over the shoulder."""
    saving: bool = False
    trouble: str = ""
    """Why nothing is saved at the moment, in two or three words; empty while all is well."""
    name: str = ""
    review: str = EVENING
    """The review that is shown where the leader reflects."""
    wants_plan: bool = False
    """Whether the day shown still waits for its morning review."""
    reminders_off: bool = False
    """Whether the leader turned them off for today."""
    next_day: Day | None = None
    """The next working day, where today is shown and nothing is left on it."""
    since: date | None = None
    """The date on which the leader began."""
    target: float = TARGET
    """The adherence from which on a figure is good."""
    demo: bool = False
    """Whether these days are made up."""
    keys: Mapping[str, str] = MappingProxyType({})
    """The keys that the leader's config changes, by the ids of their commands."""
    unwritten: bool = False
    """Whether the databases cannot be written, though the changes are saved."""

    @property
    def is_today(self) -> bool:
        """Whether the day shown is today."""
        return self.day.on == self.today
