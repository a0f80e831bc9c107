"""A change of a day: under one lock, with one calendar."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from lswtui.app import clock_checks
from lswtui.app.days.turn import roll_over
from lswtui.app.days.write import notice_misses, store_changed
from lswtui.app.results import Asks, Result
from lswtui.domain.boards.standard import date_of
from lswtui.domain.days.day import Day
from lswtui.store.records import board_versions, remembered, tables
from lswtui.store.records.days import WORKED_HOLIDAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lswtui.app.days.calendar import Calendar
    from lswtui.app.workspace import Workspace
    from lswtui.domain.boards.board import Board
    from lswtui.domain.days.countermeasure import Repeat
    from lswtui.domain.days.spans import Span
    from lswtui.domain.reviews.answers import Reflection
    from lswtui.store.engine.transaction import Transaction
    from lswtui.store.records.tables import Reading


class DayEdit:
    """Days on which one change is being made; `day` is the one it is about."""

    def __init__(self, calendar: Calendar, on: date, tx: Transaction) -> None:
        self.calendar = calendar
        self.at = calendar.now
        self._on = on
        self._tx = tx
        self._before: dict[date, Day] = {}
        self._after: dict[date, Day] = {}
        self._explained: list[tuple[Day, Day]] = []
        self._asks = Asks()

    @property
    def day(self) -> Day:
        """The day that the change is about."""
        return self.on(self._on)

    @day.setter
    def day(self, day: Day) -> None:
        self.keep(day)

    def on(self, date: date) -> Day:
        """Another day, as the change has made it so far."""
        if date not in self._before:
            self._before[date] = self._after[date] = self.calendar.to_change(date)
        return self._after[date]

    def keep(self, day: Day) -> None:
        """Make this what its date holds."""
        self.on(day.on)
        self._after[day.on] = day

    def put_repeat(self, repeat: Repeat) -> None:
        """Store with the change what is known of a task that was missed again and again."""
        from lswtui.store.records.repeat_misses import store_repeat

        store_repeat(self._tx, repeat)

    def forget_repeat(self, repeat: str) -> None:
        """Know nothing any more of how often a task was missed."""
        from lswtui.store.records.repeat_misses import forget_repeat

        forget_repeat(self._tx, repeat)

    def put_board(self, board: Board) -> None:
        """Plan by this board, or this version of it, from the date on that it is by its own day starts."""
        from lswtui.domain.boards.board_file import board_table

        since = date_of(board, self.at, self.calendar.switches)
        in_use = self.calendar.standard(since)
        began = self.at if in_use is None or in_use.board.id != board.id else in_use.began_at
        board_versions.store_board_version(self._tx, board.id, since, began, self.at, board_table(board))

    @property
    def clocks(self) -> tuple[Span | None, Span | None]:
        """The span that ran today before the change and the one that runs after it, where today is changed."""
        today = self.calendar.today
        if today not in self._before:
            return None, None
        return self._before[today].running, self._after[today].running

    @property
    def reading(self) -> Reading:
        """The data as they are under the lock, with what the change has stored of them so far."""
        return self._tx

    def work_on(self, holidays: Iterable[date]) -> None:
        """Note that the leader works on these public holidays."""
        if dates := {on.isoformat() for on in holidays}:
            dates.update(remembered.remembered(self._tx, WORKED_HOLIDAYS).get("dates", ()))
            remembered.remember(self._tx, WORKED_HOLIDAYS, dates=sorted(dates))

    def forget(self, key: str) -> None:
        """Remember no longer what is kept under a key."""
        self._tx.remove(tables.UNDATED, tables.REMEMBERED, key)

    def put_reflection(self, reflection: Reflection) -> None:
        """Store a reflection with the change."""
        from lswtui.store.records.reviews import store_reflection  # seldom, and a status line has no use for it

        store_reflection(self._tx, reflection)

    def remember(self, key: str, **what: object) -> None:
        """Remember something under a key between days."""
        remembered.remember(self._tx, key, **what)

    def explain(self, day: Day) -> None:
        """Store with all of its cards a day that nobody saw and that is over, as its leader now says it was."""
        stored = self.calendar.stored(day.on)
        store_changed(self._tx, stored, day, self.at)
        self._explained.append((stored, day))

    def withdraw(self, on: date) -> None:
        """Take away all that is stored of another day but its leave."""
        stored = self.calendar.stored(on)
        store_changed(self._tx, stored, Day(on, absences=stored.absences), self.at)

    def say(self, intent: str) -> None:
        """Say in words what the change does; shown by undo."""
        self._tx.intent = intent

    def _as_stored(self, before: Day) -> Day:
        """A day before the change; without the cards of its own that are not stored, where it turns with the change."""
        if not before.turned or before == self._after[before.on]:
            return before
        stored = self.calendar.stored(before.on)
        if stored.turned:
            return before
        return before._replace(cards=(*stored.cards, *(card for card in before.cards if card.on != before.on)))

    def store(self) -> None:
        """Store what changed."""
        changes = [(self._as_stored(before), self._after[on]) for on, before in self._before.items()]
        for before, after in changes:
            store_changed(self._tx, before, after, self.at)
        self._asks = notice_misses(self._tx, [*changes, *self._explained], self.calendar.today)

    def result(self, text: str, id_: str | None = None, *, notice: str = "") -> Result:
        """What the change did, once it is over; TEXT says it, ID is of what it was about."""
        return Result(text, id_, notice=notice, change=self._tx.number, asks=self._asks)


@contextmanager
def change(workspace: Workspace, on: date | None = None, *, by: str = "user") -> Iterator[DayEdit]:
    """Change a day, today by default, and others where the intent reaches them: all or nothing, under one lock.

    Before it, each as a change of the program's own, stands what the program does by itself: what waits in the inbox
    is imported, days that are over are rolled over, and a clock that cannot be believed is asked about.
    """
    with workspace.alone():
        calendar = roll_over(workspace)
        if by == "user":
            clock_checks.check(workspace)
        with workspace.change("changed a day", by=by) as tx:
            edit = DayEdit(calendar.within(tx), on or calendar.today, tx)
            workspace.reserve_ids(edit.day)
            yield edit
            edit.store()
        clock_checks.note(workspace, *edit.clocks)


def mark_seen(workspace: Workspace) -> None:
    """Note that the program is open today; a day that nobody sees counts for nothing."""
    calendar = roll_over(workspace)
    if calendar.standard(calendar.today) is not None and not calendar.stored(calendar.today).seen:
        with change(workspace, by="program") as edit:
            edit.say("opened the day")
            edit.day = edit.day._replace(seen=True)
