"""A board: one leader's standard work, as read from its file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.boards.category import Category
from lswtui.domain.times import USUAL_DAY_START
from lswtui.domain.vocabulary import Activity, Area, CarryOver, Domain, Element, Moves

if TYPE_CHECKING:
    from collections.abc import Callable

    from lswtui.domain.boards.rota import Rota
    from lswtui.domain.boards.shifts import Shifts
    from lswtui.domain.cadence.model import Cadence


DEFAULT_WINDOW = 30


def no_holiday(on: date) -> str:  # noqa: ARG001 - it is the same on every date
    """The name of the public holiday on a date, where none is known: no text."""
    return ""


class Window(NamedTuple):
    """A stretch of a day, from one clock time to another; the end passes 1440 over midnight."""

    start: int
    end: int


class Task(NamedTuple):
    """One line of the standard: what, how often, when, how long, what good looks like, why."""

    id: str
    title: str
    every: Cadence
    at: tuple[int, ...]
    """Clock times, one per round; empty for a task without a time of its own."""
    minutes: int
    activity: Activity
    domain: Domain
    element: Element
    area: Area
    detail: str = ""
    standard: str = ""
    why: str = ""
    steps: tuple[str, ...] = ()
    where: str = ""
    carry: CarryOver = CarryOver.EXPIRE
    moves: Moves = Moves.STAY
    window: int = DEFAULT_WINDOW
    """Minutes of grace after its planned end, before the card is late."""
    opens: str = ""
    check: bool = False
    """Whether ending it asks what it showed: ok or problem."""
    held_open: bool = False
    """Whether its time is held open for the unplanned, so that what breaks in then is planned up to its minutes."""


class Trap(NamedTuple):
    """The leader's former job: what they slip back into, and the words that give it away."""

    text: str
    words: tuple[str, ...]


class Question(NamedTuple):
    """One question that the role's evening review adds."""

    id: str
    ask: str


class Guide(NamedTuple):
    """The share of a working day that practice standardises at this level, low and high, 0 to 1."""

    low: float
    high: float
    source: str


class Board(NamedTuple):
    """A leader's standard work."""

    id: str
    title: str
    about: str
    level: str
    """``front line``, ``manager`` or ``executive``."""
    hours: dict[int, tuple[Window, ...]]
    """Working windows by weekday, Monday 0; a weekday without work is absent. Gaps are breaks."""
    tasks: tuple[Task, ...]
    categories: tuple[Category, ...]
    guide: Guide | None = None
    targets: dict[Activity, float] = {}  # noqa: RUF012 - a read-only default of a tuple's field
    traps: tuple[Trap, ...] = ()
    questions: tuple[Question, ...] = ()
    day_starts: int = USUAL_DAY_START
    roster: frozenset[date] | Rota = frozenset()
    """The days on duty for tasks ``on roster``; with none of them every day is."""
    shifts: Shifts | None = None
    """The shifts that its leader works in turn; None for one who has the same hours every week."""
    holiday_on: Callable[[date], str] = no_holiday
    """The name of the public holiday on a date, empty where there is none; it stands in no file of a board."""

    def task(self, task_id: str) -> Task | None:
        """The task of that id, or None."""
        return next((task for task in self.tasks if task.id == task_id), None)

    def windows(self, on: date) -> tuple[Window, ...]:
        """The working windows of a date, empty on a day off."""
        return () if self.holiday_on(on) else self.hours.get(on.weekday(), ())

    def works(self, on: date) -> bool:
        """Whether a date has working hours."""
        return bool(self.windows(on))

    def on_duty(self, on: date) -> bool:
        """Whether it is a working day of this leader: one with working hours, on duty where there is a roster."""
        return self.works(on) and self.rostered(on)

    def rostered(self, on: date) -> bool:
        """Whether a date is a day on duty."""
        if isinstance(self.roster, frozenset):
            return not self.roster or on in self.roster
        return self.roster.has(on)
