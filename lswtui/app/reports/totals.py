"""The sums of days that were seen; those of a month that is over are worked out once and kept.

They are kept by the reports that work them out, in the folder of what only this machine needs: so nobody who
changes something waits for it, and reading still writes no data. What a month's sums follow from is kept with
them, so that they are never taken for those of anything else.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from lswtui.domain.boards.shifts import switches_table
from lswtui.domain.cadence.frequency import HowOften, how_often
from lswtui.measures.day_totals import Pledge, Totals, sums_of
from lswtui.measures.due import DueCard, due_so_far
from lswtui.measures.working_hours import day_is_over
from lswtui.store.cache.day_totals import TotalsCache
from lswtui.store.records import reviews, tables
from lswtui.store.records.board_versions import board_databases
from lswtui.store.records.days import card_months, months_between, stored_card, stored_days

if TYPE_CHECKING:
    from datetime import tzinfo

    from lswtui.app.days.calendar import Calendar
    from lswtui.app.workspace import Workspace
    from lswtui.domain.boards.board import Trap
    from lswtui.domain.days.card import Card
    from lswtui.domain.days.day import Day
    from lswtui.store.cache.day_totals import MadeFrom


class TotalsReader:
    """The sums of the days that one calendar shows."""

    def __init__(self, workspace: Workspace, calendar: Calendar) -> None:
        self._store = workspace.store
        self._zone = workspace.clock.zone
        self._calendar = calendar
        self._files = TotalsCache(workspace.places)
        self._months = workspace.store.months()
        self._checksums = workspace.store.checksums()
        self._boards = board_databases(workspace.store.databases())
        self._new: list[tuple[str, Totals, MadeFrom]] = []
        self._how_often: dict[tuple[str, str, date], HowOften | None] = {}

    def period(self, first: date, last: date) -> Totals:
        """The sums of the days from FIRST to LAST that were seen, and what was pledged on them."""
        parts = [
            self._over(month) if self._is_over(month) else self._now(month, first, last)
            for month in self._between(first, last)
        ]
        self._keep()
        return Totals(
            tuple(day for part in parts for day in part.days if first <= day.on <= last),
            tuple(pledge for part in parts for pledge in part.pledges if first <= pledge.on <= last),
        )

    def due(self, first: date, last: date) -> list[DueCard]:
        """The cards that were due from FIRST to LAST, for less than all the sums of these days cost.

        When they were done on their day is not always known of them.
        """
        cards: list[DueCard] = []
        for month in self._between(first, last):
            if self._is_over(month):
                cards += (card for day in self._over(month).days for card in day.due)
            else:
                stored = stored_days(self._store, month, first, last, tables=(tables.CARDS,))
                for day in map(self._calendar.shown, stored.values()):
                    due = due_so_far(day, self._calendar.now, whole=day_is_over(day, self._calendar.now))
                    cards += (DueCard.of(card, often=self._often(card)) for card in due)
        self._keep()
        return [card for card in cards if first <= card.on <= last]

    def due_before(self, on: date) -> tuple[date, list[DueCard]] | None:
        """What was due before a date in the last month that knows of it, and the first of that month."""
        last = on - timedelta(days=1)
        months = [month for month in self._months if month <= tables.month_of(last)]
        if not months:
            return None
        first = date.fromisoformat(f"{months[-1]}-01")
        return first, self.due(first, last)

    def _between(self, first: date, last: date) -> list[str]:
        wanted = frozenset(months_between(first, last))
        return [month for month in self._months if month in wanted]

    def _is_over(self, month: str) -> bool:
        return month < tables.month_of(self._calendar.today)

    def _over(self, month: str) -> Totals:
        """The sums of a month that is over, kept or to be kept."""
        kept = self._files.read(month, lambda made_from: self._fits(month, made_from))
        if kept is not None:
            return kept
        shown = list(map(self._calendar.shown, stored_days(self._store, month).values()))
        looked_into = {month}
        sums = self._sums(month, shown, looked_into)
        if all(day.turned and day.running is None for day in shown):
            self._new.append((month, sums, self._made_from(month, looked_into)))
        return sums

    def _now(self, month: str, first: date, last: date) -> Totals:
        """The sums of the days from FIRST to LAST of a month that is not over, which change from hour to hour."""
        stored = stored_days(self._store, month, first, last)
        return self._sums(month, list(map(self._calendar.shown, stored.values())), set())

    def _sums(self, month: str, shown: list[Day], looked_into: set[str]) -> Totals:
        days = (self._with_worked(day, looked_into) for day in shown)
        pledged = (reflection for reflection in reviews.reflections_in(self._store, month) if reflection.pledge)
        sums = (sums_of(day, self._calendar.now, self._often, self._traps(day.on)) for day in days)
        return Totals(tuple(sums), tuple(map(Pledge.of, pledged)))

    def _traps(self, on: date) -> tuple[Trap, ...]:
        """The traps of the board that was in use on a date."""
        standard = self._calendar.standard(on)
        return standard.board.traps if standard else ()

    def _often(self, card: Card) -> HowOften | None:
        """How often its task came by the version of its board that was in effect on its day."""
        if card.board is None or card.task is None:
            return None
        asked = (card.board, card.task, card.on)
        if asked not in self._how_often:
            boards = (each.board for each in self._calendar.standards_until(card.on) if each.board.id == card.board)
            task = next((task for board in boards if (task := board.task(card.task)) is not None), None)
            self._how_often[asked] = how_often(task.every) if task is not None else None
        return self._how_often[asked]

    def _with_worked(self, day: Day, looked_into: set[str]) -> Day:
        """A day with the cards of other days that it was worked on."""
        here = {card.id for card in day.cards}
        here.update(interruption.id for interruption in day.interruptions)
        for owner in sorted({span.owner for span in day.spans} - here):
            card = self._card(owner, day.on, looked_into)
            if card is not None:
                day = day.with_card(card)
        return day

    def _card(self, owner: str, on: date, looked_into: set[str]) -> Card | None:
        for month in card_months(owner, on, self._months):
            looked_into.add(month)
            card = stored_card(self._store, month, owner)
            if card is not None:
                return card
        return None

    def _made_from(self, month: str, databases: set[str]) -> MadeFrom:
        """All that the sums of a month follow from, beside the program itself."""
        boards = (name for name in self._boards if name <= f"{tables.BOARDS}{month}")
        return {
            "databases": {name: self._checksums.get(name) for name in sorted({*databases, *boards})},
            "offsets": _offsets(month, self._zone),
            "shifts": switches_table(each for each in self._calendar.switches if f"{each.since}" <= f"{month}-31"),
        }

    def _fits(self, month: str, made_from: MadeFrom) -> bool:
        known = made_from["databases"]
        return None not in known.values() and made_from == self._made_from(month, set(known))

    def _keep(self) -> None:
        """Keep what was worked out, but where a database was not, all the while, the file that its checksum names."""
        if self._new:
            now = self._store.checksums()
            same = {name for name, crc in self._checksums.items() if now.get(name) == crc}
            for month, sums, made_from in self._new:
                if same.issuperset(made_from["databases"]):
                    self._files.write(month, sums, made_from)
            self._new.clear()


def _offsets(month: str, zone: tzinfo) -> list[list[float]]:
    """How far a zone is ahead through a month, in seconds, from which day of it on."""
    noon = datetime.fromisoformat(f"{month}-01T12:00")
    found: list[list[float]] = []
    for day in range(1, 33):  # a night shift of the last day ends in the next month
        ahead = (noon + timedelta(days=day - 1)).replace(tzinfo=zone).utcoffset()
        seconds = ahead.total_seconds() if ahead is not None else 0.0
        if not found or found[-1][1] != seconds:
            found.append([day, seconds])
    return found
