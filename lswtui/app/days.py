"""Days as the leader sees them: what is stored, and the cards that the standard asks for.

Reading never writes. What a past day left open is worked out in memory until the first change stores it.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from lswtui.app.inbox import take_in
from lswtui.domain.boardfile import read_board
from lswtui.domain.errors import Damaged
from lswtui.domain.moments import moment
from lswtui.domain.opening import Standard, carried_into, in_effect, next_working_day, opened, turned
from lswtui.domain.questions import gap_cut, waiting_in
from lswtui.domain.words import Lane
from lswtui.store import reflections, repository

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lswtui.app.workspace import Workspace
    from lswtui.domain.card import Card
    from lswtui.domain.day import Day
    from lswtui.domain.reflection import Reflection
    from lswtui.store.repository import Reading
    from lswtui.store.store import Transaction

SETTLED = "settled"
LONGEST_LEAVE = 250
"""Working days after which a next working day is no longer looked for."""


def read_standard(document: dict[str, Any]) -> Standard:
    """The version of a board that a document holds."""
    board, problems = read_board(document["board_id"], document["board"])
    if board is None:
        raise Damaged(f"the stored board {document['id']} cannot be read: {problems[0].at} {problems[0].text}")
    return Standard(
        document["id"],
        board,
        date.fromisoformat(document["since"]),
        datetime.fromisoformat(document["began_at"]),
        datetime.fromisoformat(document["chosen_at"]),
    )


class Calendar:
    """The days of one state of the data, opened with the standard that was in effect on each."""

    def __init__(self, workspace: Workspace, source: Reading | None = None) -> None:
        self._source = source or workspace.store
        self._zone = workspace.clock.zone
        self.now = workspace.now()
        self.standards = tuple(
            workspace.read_once((document["id"], document["rev"]), partial(read_standard, document))
            for document in self._source.documents(repository.UNDATED, repository.STANDARDS)
        )
        self.today = workspace.today(self._source)
        self._days: dict[date, Day] = {}

    def standard(self, on: date) -> Standard | None:
        """The version of the board that a date is planned by."""
        return in_effect(self.standards, on)

    def day(self, on: date) -> Day:
        """One day; today with what earlier days left open for it."""
        if on not in self._days:
            self._days[on] = self._read(on)
        return self._days[on]

    def _read(self, on: date) -> Day:
        day = self.opened(on)
        if on < self.today and not day.turned:
            return self.turned(day) if day.seen else _not_counted(day)
        if on != self.today:
            return day
        here = {card.id for card in day.cards}
        carried = tuple(card for card in self.carried() if card.id not in here)
        return day._replace(cards=(*carried, *day.cards))

    def stored(self, on: date) -> Day:
        """What is stored of a day, without the cards that nobody touched."""
        return repository.stored_day(self._source, on)

    def carried(self) -> tuple[Card, ...]:
        """The cards of earlier days that still wait today."""
        waiting = {card.id: card for card in repository.left_open(self._source)}
        for on in self.unsettled():
            day = self.opened(on)
            if day.seen and not day.turned:
                waiting.update((card.id, card) for card in turned(day).cards if card.is_open)
        standard = self.standard(self.today)
        return carried_into(self.today, waiting.values(), standard.board if standard else None)

    def unsettled(self) -> tuple[date, ...]:
        """The dates before today that have not all been settled, in order."""
        through = repository.remembered(self._source, SETTLED).get("through")
        first = min((standard.since for standard in self.standards), default=self.today)
        start = date.fromisoformat(through) + timedelta(days=1) if through else first
        return tuple(start + timedelta(days=day) for day in range((self.today - start).days))

    def unseen(self) -> tuple[date, ...]:
        """The working days before today on which the program was not opened, no one having said why."""
        days = (self.opened(on) for on in self.unsettled())
        return tuple(day.on for day in days if not day.seen and not day.turned and self.works(day))

    def to_turn(self, on: date) -> bool:
        """Whether a date before today was seen and what it left open is not settled yet."""
        stored = self.stored(on)
        return stored.seen and not stored.turned

    def works(self, day: Day) -> bool:
        """Whether the leader works on a day, as far as the board and leave tell."""
        return bool(day.windows) and not any(absence.whole for absence in day.absences)

    def working_day_after(self, on: date) -> date:
        """The leader's next working day after a date, leave that is known taken into account."""
        standard = self.standard(on) or self.standard(self.today)
        if standard is None:
            return on + timedelta(days=1)
        there = on
        for _ in range(LONGEST_LEAVE):
            there = next_working_day(standard.board, there)
            if not any(absence.whole for absence in self.stored(there).absences):
                break
        return there

    def turned(self, day: Day) -> Day:
        """A day after its end; a clock that still ran was stopped at the last sign of life."""
        turn = moment(day.on + timedelta(days=1), day.day_starts, day.day_starts, self._zone)
        sign = last_sign(day)
        if day.running is not None and sign is not None:
            day = gap_cut(day, sign, min(turn, self.now)).interruptions_ended(sign)
        return turned(day)

    def opened(self, on: date) -> Day:
        """A day with its cards, nothing of it settled."""
        return opened(self.stored(on), self.standard(on), self._zone)


def last_sign(day: Day) -> datetime | None:
    """The last moment of which a day knows anything."""
    moments = [
        *(span.start for span in day.spans),
        *(span.end for span in day.spans if span.end),
        *(interruption.start for interruption in day.interruptions),
        *(card.ended_at for card in day.cards if card.ended_at and card.ended_on == day.on),
    ]
    return max(moments, default=None)


def _not_counted(day: Day) -> Day:
    """A day that nobody saw: nothing on it was due until someone says so."""
    return day._replace(cards=tuple(card for card in day.cards if card.lane is not Lane.TODO))


def day(workspace: Workspace, on: date | None = None) -> Day:
    """One day as it stands; today where no date is given."""
    calendar = Calendar(workspace)
    return calendar.day(on or calendar.today)


def past(workspace: Workspace, card: Card, most: int = 10) -> tuple[Card, ...]:
    """The last times that a card's task was due before it, newest first, as far as they were stored."""
    found: list[Card] = []
    if card.task is None or card.board is None:
        return ()
    for month in reversed(workspace.store.months()):
        if len(found) >= most:
            break
        if month <= repository.month_of(card.on):
            cards = repository.cards_of_task(workspace.store, month, card.board, card.task)
            found += (known for known in cards if known.on < card.on and not known.is_open)
    return tuple(found[:most])


class Sheet:
    """Days on which one change is being made; `day` is the one it is about."""

    def __init__(self, calendar: Calendar, on: date, tx: Transaction) -> None:
        self.calendar = calendar
        self.at = calendar.now
        self._on = on
        self._tx = tx
        self._before: dict[date, Day] = {}
        self._after: dict[date, Day] = {}

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
            self._before[date] = self._after[date] = self.calendar.day(date)
        return self._after[date]

    def keep(self, day: Day) -> None:
        """Make this what its date holds."""
        self.on(day.on)
        self._after[day.on] = day

    def put_reflection(self, reflection: Reflection) -> None:
        """Store a reflection with the change."""
        reflections.store_reflection(self._tx, reflection)

    def say(self, intent: str) -> None:
        """Say in words what the change does; shown by undo."""
        self._tx.intent = intent

    def store(self) -> None:
        """Store what changed."""
        for on, before in self._before.items():
            store_changed(self._tx, before, self._after[on], self.at)


@contextmanager
def changing(workspace: Workspace, on: date | None = None, *, by: str = "user") -> Iterator[Sheet]:
    """Change a day, its cards, interruptions and spans, and others where the intent reaches them: all or nothing."""
    settle(workspace)
    with workspace.change("changed a day", by=by) as tx:
        calendar = Calendar(workspace, tx)
        sheet = Sheet(calendar, on or calendar.today, tx)
        yield sheet
        sheet.store()


def store_changed(tx: Transaction, before: Day, after: Day, now: datetime) -> None:
    """Store what changed on a day, and note what of it waits for another day or for an answer."""
    repository.store_day(tx, before, after)
    elsewhere = tuple(card for card in after.cards if card.on != after.on or after.turned)
    repository.note_left_open(tx, elsewhere)
    if after.turned:
        repository.note_asking(tx, after.on, asks=bool(waiting_in(after, now)))


def settle(workspace: Workspace) -> bool:
    """Take in what waits in the inbox and store what became of the days that have turned; whether any had.

    The program does this by itself, so it is no step of undo.
    """
    workspace.store.refresh()
    take_in(workspace)
    known = Calendar(workspace)
    if not any(known.to_turn(on) for on in known.unsettled()):
        return False
    with workspace.change("turned the day", by="program") as tx:
        calendar = Calendar(workspace, tx)
        unseen = calendar.unseen()
        for on in calendar.unsettled():
            if calendar.to_turn(on):
                store_changed(tx, calendar.stored(on), calendar.day(on), calendar.now)
        waiting = {card.id for card in calendar.carried()}
        for card in repository.left_open(tx):
            if card.id not in waiting:
                due = calendar.stored(card.on)
                store_changed(tx, due, due.with_card(card.expired()), calendar.now)
        through = (min(unseen) if unseen else calendar.today) - timedelta(days=1)
        repository.remember(tx, SETTLED, through=through.isoformat())
    return True


def mark_seen(workspace: Workspace) -> None:
    """Note that the program is open today; a day that nobody sees counts for nothing."""
    settle(workspace)
    calendar = Calendar(workspace)
    if calendar.standards and not calendar.stored(calendar.today).seen:
        with changing(workspace, by="program") as sheet:
            sheet.say("opened the day")
            sheet.day = sheet.day._replace(seen=True)
