"""A leader's workspace: the store, the clock, and what every intent needs of both.

This module is on the path of a capture from the shell; it knows nothing of boards and cadences.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from lswtui.app.clock import Clock, SystemClock, new_id
from lswtui.domain.boards.category import Category
from lswtui.domain.times import USUAL_DAY_START, clock_time, logical_date, stamped
from lswtui.store.engine import durable_files
from lswtui.store.engine.places import find_places
from lswtui.store.files.drafts import Drafts
from lswtui.store.records.board_versions import board_version
from lswtui.store.records.codec import as_damage
from lswtui.store.records.days import SET_BACK, SHIFTS
from lswtui.store.records.remembered import remember, remembered
from lswtui.store.store import LAG, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from datetime import date
    from pathlib import Path

    from lswtui.domain.days.clock_rollback import SetBack
    from lswtui.domain.days.day import Day
    from lswtui.store.engine.places import Places
    from lswtui.store.engine.transaction import Transaction
    from lswtui.store.records.tables import Reading

MOST_READ = 16
DEMO = "demo"
"""Under which it is remembered that the days are made up, so that nobody takes them for real."""
Read = TypeVar("Read")


class BoardSettings(NamedTuple):
    """What a capture needs of a board: the plain values of its file, and where its shifts' switches are."""

    board: Mapping[str, Any]
    source: Reading

    @property
    def categories(self) -> tuple[Category, ...]:
        """The kinds of interruption; none before a board is chosen."""
        with as_damage("the board in use"):
            found = tuple(Category(**category) for category in self.board.get("category", ()))
            if not all(isinstance(text, str) for category in found for text in category):
                raise TypeError("a kind of interruption is described by texts")
            return found

    def date_of(self, at: datetime) -> date:
        """The logical date that a moment counts for."""
        return logical_date(at, self.day_starts(at.date()))

    def day_starts(self, on: date, worked: str = "") -> int:
        """The clock time at which a logical date starts; WORKED is the shift that it had when it rolled over."""
        with as_damage("the board in use"):
            return self._day_starts(on, worked)

    def _day_starts(self, on: date, worked: str) -> int:
        starts = self.board.get("day_starts")
        usual = clock_time(starts) if starts else USUAL_DAY_START
        if not self.board.get("shifts"):
            return usual
        from lswtui.domain.boards.shifts import shifts_of, switches_of  # only for who works in shifts

        switches = switches_of(remembered(self.source, SHIFTS).get("switches", ()))
        return shifts_of(self.board["shifts"]).on_date(on, usual, switches, self._works, worked)[1]

    def _works(self, on: date) -> bool:
        from lswtui.domain.cadence.parser import weekdays  # only where one shift follows another

        return any(on.weekday() in weekdays(key) for key in self.board["hours"])


class Workspace:
    """Where one leader's work is kept and what time it is there."""

    def __init__(self, store: Store, clock: Clock, places: Places) -> None:
        self.store = store
        self.clock = clock
        self.places = places
        self._read: dict[Hashable, Any] = {}
        self._taken: set[str] = set()
        self._last: datetime | None = None
        """When the last change was made that this workspace knows of."""
        self._wrote = False
        self._began = False
        self._follows: int | None = None
        self.agreed: set[str] = set()
        """The other windows whose changes the leader agreed to undo here."""

    @property
    def drafts(self) -> Drafts:
        """Half-typed text."""
        return Drafts(self.places.data / "drafts", self.places.state / "drafts")

    @property
    def own_boards(self) -> Path:
        """The folder of the leader's own boards and reviews, which win over the ready-made ones."""
        return self.places.data / "boards"

    def now(self) -> datetime:
        """This moment, aware, in the leader's zone."""
        return self.clock.now()

    def today(self, source: Reading | None = None) -> date:
        """The logical date it is now."""
        return self.board_settings(source).date_of(self.now())

    def categories(self, source: Reading | None = None) -> tuple[Category, ...]:
        """The kinds of interruption of the board in use; none before one is chosen."""
        return self.board_settings(source).categories

    def board_settings(self, source: Reading | None = None) -> BoardSettings:
        """How days are counted and what kinds of interruption there are, on the newest board version."""
        return self._settings_on(self.now().date(), source or self.store)

    def _settings_on(self, on: date, source: Reading) -> BoardSettings:
        version = board_version(source, on)
        return BoardSettings(version["board"] if version else {}, source)

    def new_id(self) -> str:
        """A new id that sorts by the time it was made; none that was given, or met on a day, during this change."""
        id_ = new_id(self.now(), self._taken)
        self._taken.add(id_)
        return id_

    def reserve_ids(self, day: Day) -> None:
        """Give nothing new an id that something of this day has already."""
        for kind in (day.interruptions, day.spans, day.cards):
            self._taken.update(each.id for each in kind)

    def read_once(self, key: Hashable, read: Callable[[], Read]) -> Read:
        """What READ gives, kept for the next time the same KEY is asked for; for what never changes under its key.

        Of more than `MOST_READ` the one is let go that was asked for longest ago.
        """
        try:
            found = self._read.pop(key)
        except KeyError:
            found = read()
        self._read[key] = found  # the last one is the one asked for last
        if len(self._read) > MOST_READ:
            self._read.pop(next(iter(self._read)), None)  # screens may ask in another thread
        return cast("Read", found)

    @contextmanager
    def part_of(self, change: int | None) -> Iterator[None]:
        """Let what the user changes in this block belong to an earlier change of theirs: one undo takes back both."""
        self._follows = change
        try:
            yield
        finally:
            self._follows = None

    def alone(self) -> AbstractContextManager[None]:
        """Be the only one to change anything, for several changes that belong together; see `Store.alone`."""
        return self.store.alone(self.now())

    @contextmanager
    def change(self, intent: str, *, by: str = "user", undoes: int | None = None) -> Iterator[Transaction]:
        """One change of the data, all or nothing; INTENT says in words what was done."""
        at = self.now()
        self._last = None  # others may have gone on
        self._taken.clear()
        if (found := self._new_set_back(at)) is not None:
            with self.store.change("noticed that the machine's clock was set back", at=at, by="program") as tx:
                if not remembered(tx, SET_BACK):
                    remember(tx, SET_BACK, **found.plain())
        self._last = at
        follows = self._follows if by == "user" else None
        with self.store.change(intent, at=at, by=by, undoes=undoes, follows=follows) as tx:
            yield tx
        if tx.entry is not None:
            self._wrote = True
            self._began |= tx.entry.seq == 1

    def is_empty(self) -> bool:
        """Whether there is no journal, so that nothing was written since the data were last empty."""
        return not durable_files.names(f"{self.places.data_folder}/journal")

    def is_demo(self) -> bool:
        """Whether these days are made up."""
        return bool(remembered(self.store, DEMO))

    def set_back(self) -> SetBack | None:
        """What the clock showed before and after it went back to an earlier date, while nobody said what of it."""
        kept = remembered(self.store, SET_BACK)
        if not kept:
            return self._new_set_back(self.now())
        from lswtui.domain.days.clock_rollback import SetBack  # seldom, and a capture would wait for it

        return SetBack.of(kept)

    def _new_set_back(self, at: datetime) -> SetBack | None:
        """What the clock showed at the last change and shows now, if that is an earlier date."""
        if self._last is None:
            entry = next(self.store.entries_backwards(), None)
            self._last = datetime.fromisoformat(entry.at) if entry else at
        if self._last.timestamp() <= at.timestamp():
            return None
        from lswtui.domain.days.clock_rollback import SetBack

        found = SetBack(self._last, self._counted_on(self._last), stamped(at), self._counted_on(at))
        return found if found.became_on < found.was_on else None

    def _counted_on(self, at: datetime) -> date:
        """The logical date of a moment on the board that was in use then."""
        return self._settings_on(at.date(), self.store).date_of(at)

    def wants_backup(self) -> bool:
        """Whether this is the first to write on this date, or on data that were empty; asked again it says no.

        It costs a look at the names of the backups, and nothing where nothing was written.
        """
        wrote, began = self._wrote, self._began
        self._wrote = self._began = False
        if not wrote:
            return False
        try:
            names = durable_files.names(self.places.backups_folder)
        except durable_files.Unreadable:
            return True  # making one will say what is wrong
        today = f"{self.now():%Y-%m-%d}T"
        return began or not any(name.startswith(today) and name.endswith(".tar") for name in names)


def open_workspace(
    environ: Mapping[str, str],
    *,
    program: str,
    clock: Clock | None = None,
    window: str | None = None,
    lag: int = LAG,
) -> Workspace:
    """The leader's workspace in the places that the environment names; nothing is read or created yet.

    What several programs do under one name of a WINDOW they may undo for each other. A change may leave LAG changes
    out of the databases, for who brings them up to date later.
    """
    places = find_places(environ)
    store = Store(places, program=program, lag=lag)
    store.window = window or store.window
    return Workspace(store, clock or SystemClock(), places)
