"""A leader's workspace: the store, the clock, and what every intent needs of both.

This module is on the path of a capture from the shell; it knows nothing of boards and cadences.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar, cast

from lswtui.app.clock import new_id
from lswtui.domain.category import Category
from lswtui.domain.moments import clock_time, logical_date
from lswtui.store.drafts import Drafts
from lswtui.store.repository import board_version

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator
    from datetime import date, datetime
    from pathlib import Path

    from lswtui.app.clock import Clock
    from lswtui.store.places import Places
    from lswtui.store.repository import Reading
    from lswtui.store.store import Store, Transaction

USUAL_DAY_START = 4 * 60
Read = TypeVar("Read")


class Workspace:
    """Where one leader's work is kept and what time it is there."""

    def __init__(self, store: Store, clock: Clock, places: Places) -> None:
        self.store = store
        self.clock = clock
        self.places = places
        self._read: dict[Hashable, Any] = {}

    @property
    def drafts(self) -> Drafts:
        """Half-typed text."""
        return Drafts(self.places.data / "drafts")

    @property
    def own_boards(self) -> Path:
        """The folder of the leader's own boards and reviews, which win over the ready-made ones."""
        return self.places.data / "boards"

    def now(self) -> datetime:
        """This moment, aware, in the leader's zone."""
        return self.clock.now()

    def today(self, source: Reading | None = None) -> date:
        """The logical date it is now."""
        return logical_date(self.now(), self.day_starts(source))

    def day_starts(self, source: Reading | None = None) -> int:
        """The clock time at which logical days start: that of the newest board version."""
        return self.ways(source)[0]

    def categories(self, source: Reading | None = None) -> tuple[Category, ...]:
        """The kinds of interruption of the board in use; none before one is chosen."""
        return self.ways(source)[1]

    def ways(self, source: Reading | None = None) -> tuple[int, tuple[Category, ...]]:
        """When logical days start and what kinds of interruption there are, on the newest board version."""
        version = board_version(source or self.store, self.now().date())
        if version is None:
            return USUAL_DAY_START, ()
        starts = version["board"].get("day_starts")
        categories = tuple(Category(**category) for category in version["board"].get("category", ()))
        return clock_time(starts) if starts else USUAL_DAY_START, categories

    def new_id(self) -> str:
        """A new id that sorts by the time it was made."""
        return new_id(self.now())

    def read_once(self, key: Hashable, read: Callable[[], Read]) -> Read:
        """What READ gives, kept for the next time the same KEY is asked for; for what never changes under its key."""
        if key not in self._read:
            self._read[key] = read()
        return cast("Read", self._read[key])

    @contextmanager
    def change(self, intent: str, *, by: str = "user", undoes: int | None = None) -> Iterator[Transaction]:
        """One change of the data, all or nothing; INTENT says in words what was done."""
        with self.store.change(intent, at=self.now(), by=by, undoes=undoes) as tx:
            yield tx
