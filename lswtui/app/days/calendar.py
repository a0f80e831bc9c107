"""Days as the leader sees them: what is stored, and the cards that the standard asks for.

Reading never writes. What a past day left open is worked out in memory until the first change stores it.
"""

from __future__ import annotations

from copy import copy
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from lswtui.app.days.holidays import but_for, holidays_of
from lswtui.domain.boards.board import no_holiday
from lswtui.domain.boards.board_file import read_board
from lswtui.domain.boards.card_dates import stands_on
from lswtui.domain.boards.shifts import switches_of
from lswtui.domain.boards.standard import Standard, in_shift, next_working_day
from lswtui.domain.days.day import Day
from lswtui.domain.days.lifecycle import carried_into, opened, turned, unopened, unturned, working_day_before
from lswtui.domain.days.questions import gap_cut
from lswtui.domain.times import start_of_day
from lswtui.domain.vocabulary import CarryOver
from lswtui.store.records import days, remembered, tables
from lswtui.store.records.board_versions import board_version, board_versions_until, first_version_since
from lswtui.store.records.codec import as_damage, stored_date, stored_moment
from lswtui.store.records.days import SETTLED, SHIFTS, WORKED_HOLIDAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from lswtui.app.workspace import Workspace
    from lswtui.domain.boards.board import Board
    from lswtui.domain.days.card import Card
    from lswtui.store.records.tables import Reading

LONGEST_LEAVE = 250
"""Working days after which a next working day is no longer looked for."""


def read_standard(document: Mapping[str, Any]) -> Standard:
    """The version of a board that a document holds; raises `Damaged` for what no lswtui can have written."""
    with as_damage(f"the stored board {document.get('id')!r:.60}"):
        board, problems = read_board(document["board_id"], document["board"])
        if board is None:
            raise ValueError(f"{problems[0].at} {problems[0].text}")
        return Standard(
            document["id"],
            board,
            stored_date(document["since"]),
            stored_moment(document["began_at"]),
            stored_moment(document["chosen_at"]),
        )


class Calendar:
    """The days of one state of the data, opened with the standard that was in effect on each."""

    def __init__(self, workspace: Workspace, source: Reading | None = None) -> None:
        self.workspace = workspace
        self._source = source or workspace.store
        self._zone = workspace.clock.zone
        self.now = workspace.now()
        self.today = workspace.today(self._source)
        self.switches = switches_of(remembered.remembered(self._source, SHIFTS).get("switches", ()))
        self._holiday_on = self._holidays()
        self._days: dict[date, Day] = {}
        self._standards: dict[date, Standard | None] = {}

    def within(self, change: Reading) -> Calendar:
        """The same days as a CHANGE reads them that has just begun, so that nothing of them need be worked out anew."""
        begun = copy(self)
        begun._source = change
        begun._days = {}
        return begun

    def standard(self, on: date) -> Standard | None:
        """The version of the board that a date is planned by, as it was written; None before the first."""
        if on not in self._standards:
            version = board_version(self._source, on)
            self._standards[on] = self._standard_of(version) if version is not None else None
        return self._standards[on]

    def standards_until(self, on: date) -> Iterator[Standard]:
        """The versions of boards that took effect by a date, newest first, read as far as they are asked for."""
        return map(self._standard_of, board_versions_until(self._source, on))

    def _standard_of(self, version: Mapping[str, Any]) -> Standard:
        key = tuple(version.get(name) for name in ("id", "rev", "at"))
        return self.workspace.read_once(key, partial(read_standard, version))

    def planned(self, on: date, worked: str = "") -> Standard | None:
        """That version as the date has it: moved to the shift of its week, the public holidays known.

        A date that has turned has the shift that was WORKED.
        """
        standard = self.standard(on)
        if standard is None or (standard.board.shifts is None and self._holiday_on is no_holiday):
            return standard
        board, shift = in_shift(standard.board, on, self.switches, worked)
        return standard._replace(board=board._replace(holiday_on=self._holiday_on), shift=shift)

    def _holidays(self) -> Callable[[date], str]:
        """The public holidays on which this leader does not work."""
        known = holidays_of(self.workspace)
        if known is None:
            return no_holiday
        worked = remembered.remembered(self._source, WORKED_HOLIDAYS).get("dates", ())
        return but_for(known.on, map(date.fromisoformat, worked))

    def day(self, on: date) -> Day:
        """One day; today with what earlier days left open for it."""
        if on not in self._days:
            self._days[on] = self._with_worked(self.shown(self.stored(on)))
        return self._days[on]

    def to_change(self, on: date) -> Day:
        """One day as a change finds it; one that nobody saw with the cards that the standard asked for."""
        if on >= self.today:
            return self.day(on)
        stored = self.stored(on)
        return self.day(on) if stored.seen or stored.turned else self.opened(on)

    def shown(self, stored: Day) -> Day:
        """What `day` gives for a day that is STORED so."""
        day = self._opened(stored)
        if day.on < self.today:
            if not day.turned:
                day = self.turned(day) if day.seen else unopened(day, self._zone, works=self._works(day))
            return self._merged(day)
        if day.on > self.today:
            return day
        here = {card.id for card in day.cards}
        carried = tuple(card for card in self.carried() if card.id not in here)
        return day._replace(cards=(*carried, *day.cards))

    def _merged(self, day: Day) -> Day:
        """A day that is over, what it left open missed as far as its task has fallen due again since."""
        left_open = tuple(card for card in day.cards if card.is_open and day.turned)
        still = {card.id for card in carried_into(self.today, left_open, self._due_on)}
        for card in left_open:
            if card.id not in still:
                day = day.with_card(card.expired())
        return day

    def _with_worked(self, day: Day) -> Day:
        """A day with the cards of earlier days that were worked on and ended on it, before its own."""
        here = {card.id for card in day.cards} | {interruption.id for interruption in day.interruptions}
        elsewhere = sorted({span.owner for span in day.spans} - here)
        months = self.workspace.store.months() if elsewhere else ()
        cards = (days.card_of_id(self._source, owner, day.on, months) for owner in elsewhere)
        ended = tuple(card for card in cards if card is not None and card.ended_on == day.on)
        return day._replace(cards=(*ended, *day.cards)) if ended else day

    def stored(self, on: date) -> Day:
        """What is stored of a day, without the cards that nobody touched."""
        return days.stored_day(self._source, on)

    def carried(self) -> tuple[Card, ...]:
        """The cards of earlier days that still wait today."""
        waiting = {card.id: card for card in days.left_open(self._source)}
        for on in (*self.to_turn(), *self._unopened_with_cards):
            waiting.update((card.id, card) for card in turned(self.opened(on), self._zone).cards if card.is_open)
        return carried_into(self.today, sorted(waiting.values(), key=lambda card: (card.on, card.id)), self._due_on)

    @cached_property
    def _unopened_with_cards(self) -> tuple[date, ...]:
        """The unsettled dates that nobody opened and from which a card may wait, or that it was put on, in order.

        Of working days only those are told on which something fell for the last time: what fell before was merged.
        """
        found: list[date] = []
        later: set[str] = set()
        for day in reversed(self._unsettled_days):
            if not day.seen and not day.turned:
                kept = self._kept_tasks_on(day.on, later if self._works(day) else ())
                if day.cards or kept:
                    found.append(day.on)
                later |= kept
        return tuple(reversed(found))

    def _kept_tasks_on(self, on: date, but_for: Collection[str]) -> set[str]:
        """The ids of what fell due on a date and waits where it is not done, BUT_FOR some."""
        board = self._board(on)
        if board is None:
            return set()
        tasks = (task for task in board.tasks if task.carry is CarryOver.KEEP and task.id not in but_for)
        return {task.id for task in tasks if stands_on(board, task, on)}

    def _due_on(self, task_id: str, on: date) -> bool:
        """Whether a task was due on a date, and no leave excused it."""
        board = self._board(on)
        task = board.task(task_id) if board is not None else None
        if board is None or task is None or not stands_on(board, task, on):
            return False
        return not any(absence.whole for absence in self.stored(on).absences)

    def _board(self, on: date) -> Board | None:
        """The board that a date is planned by, as far as its dates go: the public holidays known, in no shift."""
        standard = self.standard(on)
        return standard.board._replace(holiday_on=self._holiday_on) if standard else None

    def unsettled(self) -> tuple[date, ...]:
        """The dates before today that have not all been settled, in order."""
        through = remembered.remembered(self._source, SETTLED).get("through")
        start = date.fromisoformat(through) + timedelta(days=1) if through else self.since() or self.today
        return tuple(start + timedelta(days=day) for day in range((self.today - start).days))

    def unseen(self) -> tuple[date, ...]:
        """The working days before today on which the program was not opened, no one having said why."""
        return tuple(day.on for day in self._unsettled_days if not day.seen and not day.turned and self._works(day))

    def left_on_days_off(self) -> tuple[date, ...]:
        """The unsettled days off from which a card may wait, so that nobody is asked about them."""
        return tuple(on for on in self._unopened_with_cards if not self._works(self.stored(on)))

    def turned_too_soon(self) -> bool:
        """Whether today has turned already, by a clock that had gone ahead."""
        through = remembered.remembered(self._source, SETTLED).get("through", "")
        return bool(through >= self.today.isoformat()) and self.stored(self.today).turned

    def to_turn(self) -> tuple[date, ...]:
        """The dates before today that were seen and of which what they left open is not settled yet, in order."""
        return tuple(day.on for day in self._unsettled_days if day.seen and not day.turned)

    @cached_property
    def _unsettled_days(self) -> tuple[Day, ...]:
        """What is stored of the dates that are not settled; there may be years of them, of which nothing is."""
        dates = self.unsettled()
        months = frozenset(self.workspace.store.months() if dates else ())
        return tuple(self.stored(on) if tables.month_of(on) in months else Day(on) for on in dates)

    def _works(self, day: Day) -> bool:
        """Whether the leader works on a day, as far as the board and leave tell."""
        board = self._board(day.on)
        return board is not None and board.on_duty(day.on) and not any(away.whole for away in day.absences)

    def working_day_after(self, on: date) -> date:
        """The leader's next working day after a date, leave that is known taken into account."""
        return self._working_day(on, next_working_day, timedelta(days=1))

    def next_day(self) -> Day | None:
        """The leader's next working day with its cards; None before a board is chosen."""
        on = self.working_day_after(self.today)
        return None if self.standard(on) is None else self.day(on)

    def since(self) -> date | None:
        """The date on which the leader began; None before a board is chosen."""
        return first_version_since(self._source)

    def working_day_before(self, on: date) -> date:
        """The leader's last working day before a date, leave taken into account."""
        return self._working_day(on, working_day_before, timedelta(days=-1))

    def _working_day(self, on: date, beside: Callable[[Board, date], date], step: timedelta) -> date:
        standard = self.planned(on) or self.planned(self.today)
        if standard is None:
            return on + step
        there = on
        for _ in range(LONGEST_LEAVE):
            there = beside(standard.board, there)
            if not any(absence.whole for absence in self.stored(there).absences):
                break
        return there

    def turned(self, day: Day) -> Day:
        """A day after its end; a clock that still ran was stopped at the last sign of life."""
        return turned(self.stopped(day), self._zone)

    def stopped(self, day: Day) -> Day:
        """A day that is over, with no clock running: cut at the last sign of life, the rest a question."""
        tomorrow = day.on + timedelta(days=1)
        after = self.planned(tomorrow)
        starts = after.board.day_starts if after else day.day_starts
        turn = start_of_day(tomorrow, starts, self._zone)
        sign = last_sign(day)
        while sign is not None and day.running is not None:
            day = gap_cut(day, sign, min(turn, self.now))
        return day if sign is None else day.interruptions_ended(sign)

    def opened(self, on: date) -> Day:
        """A day with its cards, nothing of it settled."""
        return self._opened(self.stored(on))

    def _opened(self, stored: Day) -> Day:
        if stored.turned and stored.on >= self.today:
            stored = unturned(stored, self.now)
        return opened(stored, self.planned(stored.on, stored.shift if stored.turned else ""), self._zone)


def last_sign(day: Day) -> datetime | None:
    """The last moment of which a day knows anything."""
    moments = [
        *(span.start for span in day.spans),
        *(span.end for span in day.spans if span.end),
        *(interruption.start for interruption in day.interruptions),
        *(card.ended_at for card in day.cards if card.ended_at and card.ended_on == day.on),
    ]
    return max(moments, default=None)


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
        if month <= tables.month_of(card.on):
            cards = days.cards_of_task(workspace.store, month, card.board, card.task)
            found += (known for known in cards if known.on < card.on and not known.is_open)
    return tuple(found[:most])
