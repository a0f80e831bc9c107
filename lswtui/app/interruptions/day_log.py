"""The stored part of one day on which something broke in, and what a line does to it.

Nothing here makes cards or reads a board: a capture waits for it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from lswtui.app.results import Result
from lswtui.domain.days.interrupting import (
    ended_after,
    given_way,
    interrupted,
    laid,
    logged,
    moved,
    overlapped,
    returned,
)
from lswtui.domain.errors import RuleBroken
from lswtui.domain.interruptions.interruption import Interruption
from lswtui.domain.interruptions.notation import Capture, read_capture, said_back
from lswtui.domain.times import later, minutes_text, stamped, start_of_day
from lswtui.domain.vocabulary import Lane
from lswtui.store.records.days import store_day, stored_day

if TYPE_CHECKING:
    from datetime import date

    from lswtui.app.workspace import BoardSettings, Workspace
    from lswtui.domain.days.day import Day
    from lswtui.store.engine.transaction import Transaction


class DayLog:
    """The stored part of one day, being changed."""

    def __init__(self, workspace: Workspace, tx: Transaction, at: datetime) -> None:
        self.at = at
        self.settings = workspace.board_settings(tx)
        self.categories = self.settings.categories
        self._workspace, self._tx = workspace, tx
        self.before: Day
        self.day: Day

    def open(self, on: date) -> None:
        """Begin with what is stored of a date, of its cards only those that an interruption can break into."""
        day = stored_day(self._tx, on, lane=Lane.DOING)
        starts = self.settings.day_starts(on, day.shift if day.turned else "")
        self.before = self.day = day._replace(day_starts=starts)
        self._workspace.reserve_ids(self.day)

    def read(self, line: str, *, shell: bool) -> Capture:
        """The line understood at this moment; with SHELL also the words that a shell needs."""
        return read_capture(line, now=self.at, categories=self.categories, shell=shell)

    def say(self, intent: str) -> None:
        """Say in words what the change does; shown by undo."""
        self._tx.intent = intent

    def gone_on(self) -> datetime | None:
        """When a clock was started after the moment that this is about, the first of them; None at other times."""
        later = (span.start for span in self.day.spans if span.start > stamped(self.at) and not span.estimated)
        return min(later, default=None)

    def left_running(self) -> bool:
        """Whether a clock still ran when the day before turned."""
        day = stored_day(self._tx, self.day.on - timedelta(days=1), lane=Lane.DOING)
        return any(span.end is None or span.gap_until for span in day.spans)

    def begin(self, line: str, *, shell: bool, until: datetime | None = None) -> Result:
        """Begin an interruption, as a line says; over whatever runs. It is over where something ended it UNTIL now."""
        capture = self.read(line, shell=shell)
        start = min(capture.start or self.at, self.at)
        entry = entry_of(capture, self._workspace.new_id(), start)
        if until is None:
            self.day = interrupted(self.day, entry, self._workspace.new_id)
        else:
            self.day = logged(self.day, entry._replace(end=until), self._workspace.new_id)
        self.say(f"began the interruption {capture.text}".rstrip())
        if capture.minutes is not None:
            self.day = ended_after(self.day, entry.id, capture.minutes, self.at, self._workspace.new_id)
            text = on_screen = f"logged {said_back(capture)}, which is over"
        else:
            text = f"interrupted: {said_back(capture) or 'nothing said yet'}"
            text, on_screen = f"{text}; `lsw back` ends it", f"{text}; b ends it"
        return doubted(text, self.doubts(capture, entry.id, shell=shell), entry.id, on_screen=on_screen)

    def back(self, line: str, *, shell: bool) -> Result:
        """End the innermost interruption, its words and its time as a line says."""
        if not self.day.stack and self.left_running():
            raise RuleBroken(
                "nothing runs since the day turned; `lsw answer` asks how long what ran before it took",
                on_screen="nothing runs since the day turned; a asks how long what ran before it took",
            )
        if not line.strip() or not self.day.stack:
            return self._returned("")
        innermost = self.day.stack[-1]
        capture = self.read(line, shell=shell)
        self.day = self.day.with_interruption(amended(innermost, capture))
        new_id = self._workspace.new_id
        if capture.start is not None:
            self.day = moved(self.day, innermost.id, capture.start, capture.end, self.at, new_id)
        elif capture.minutes is not None:
            self.day = ended_after(self.day, innermost.id, capture.minutes, self.at, new_id)
        doubts = self.doubts(capture, innermost.id, shell=shell)
        if self.day.interruption(innermost.id).runs:
            return self._returned(doubts)
        return _came_back(self, self.day.interruption(innermost.id), doubts)

    def _returned(self, doubts: str) -> Result:
        self.day, ended, _ = returned(self.day, self.at, self._workspace.new_id)
        return _came_back(self, ended, doubts)

    def doubts(self, capture: Capture, interruption: str, *, shell: bool = False) -> str:
        """What a line did not say to this program, and of whose typed time others have some since."""
        said = [f"; {note}" for note in capture.notes]
        before = overlapped(self.before, self.at)
        for id_, missing in overlapped(self.day, self.at).items():
            if id_ == interruption or missing > before.get(id_, 0.0) + 0.5:
                whose = "it" if id_ == interruption else self.day.interruption(id_).text or "an interruption"
                mends = f"`lsw interruption edit {id_} --minutes N`" if shell else "f on the log"
                said.append(f"; {minutes_text(missing)} of {whose} have no room beside the rest, {mends} mends it")
        return "".join(said)

    def store(self) -> None:
        """Store what changed; minutes that were typed for cards give way to what is said to have broken in."""
        until = last_moment(self.at, self.day.on, self.settings)
        self.day = given_way(self.day, until, self._workspace.new_id)
        store_day(self._tx, self.before, self.day)

    def saved(self, result: Result) -> Result:
        """A result with the number of the change, once that is over."""
        return result._replace(change=self._tx.number)


class Written(NamedTuple):
    """An interruption that was written down, and what there is to say of it."""

    entry: Interruption
    capture: Capture
    doubts: str
    """What was not taken as a mark, and what of its time others have; each begins with ``; ``."""


def write_down(workspace: Workspace, tx: Transaction, line: str, at: datetime, *, shell: bool = False) -> Written:
    """Put an interruption that is over, as a line says at the moment AT, on the day it took place on.

    Minutes without a time lie in the free time before AT, over nothing else that was typed or broke in.
    """
    day_log = DayLog(workspace, tx, at)
    capture = day_log.read(line, shell=shell)
    start, end = _times(capture, at)
    day_log.open(day_log.settings.date_of(start))
    entry = entry_of(capture, workspace.new_id(), start)._replace(end=end, blip=end <= start)
    day_log.day = logged(day_log.day, entry, workspace.new_id)
    if capture.start is None and capture.minutes:
        day_log.day = laid(day_log.day, entry.id, capture.minutes, at, workspace.new_id, wanted=start)
    day_log.store()
    return Written(day_log.day.interruption(entry.id), capture, day_log.doubts(capture, entry.id, shell=shell))


def last_moment(at: datetime, on: date, settings: BoardSettings) -> datetime:
    """The moment that clock times on a day are told from: AT, or its end where the day is over."""
    zone = at.tzinfo or UTC
    tomorrow = on + timedelta(days=1)
    turn = start_of_day(tomorrow, settings.day_starts(tomorrow), zone).astimezone(zone)
    return min(at, turn, key=datetime.timestamp)


def amended(known: Interruption, capture: Capture, *, whole: bool = False) -> Interruption:
    """The interruption with what a line says of it; with WHOLE nothing else is kept of its words."""
    return known._replace(
        text=capture.text if whole else capture.text or known.text,
        who=capture.who or (None if whole else known.who),
        category=capture.category or (None if whole else known.category),
        whose=capture.whose or (None if whole else known.whose),
        valid=capture.valid or (None if whole else known.valid),
        handling=capture.handling or (None if whole else known.handling),
        workaround=capture.workaround or (not whole and known.workaround),
    )


def entry_of(capture: Capture, id_: str, start: datetime) -> Interruption:
    """The interruption that a line speaks of, begun at an aware moment and not over."""
    return Interruption(
        id=id_,
        on=start.date(),
        start=start,
        text=capture.text,
        who=capture.who,
        category=capture.category,
        whose=capture.whose,
        valid=capture.valid,
        handling=capture.handling,
        workaround=capture.workaround,
    )


def _times(capture: Capture, now: datetime) -> tuple[datetime, datetime]:
    """When something that is over began and ended."""
    if capture.start is not None:
        return capture.start, capture.end or capture.start
    return stamped(later(now, -(capture.minutes or 0))), stamped(now)


def _came_back(day_log: DayLog, ended: Interruption, doubts: str) -> Result:
    took = day_log.day.minutes(day_log.at).get(ended.id, 0.0)
    card = day_log.day.running_card
    day_log.say(f"came back from {ended.text or 'the interruption'}")
    onto = ""
    if card is not None:
        onto = f"; {card.title} goes on" + (f", next: {card.cue}" if card.cue else "")
    elif day_log.day.stack:
        onto = f"; {day_log.day.stack[-1].text or 'the outer interruption'} goes on"
    return doubted(f"back after {minutes_text(took)}{onto}", doubts, ended.id)


def doubted(text: str, doubts: str, interruption: str, *, on_screen: str = "") -> Result:
    """The answer about an interruption, with what of its line was not taken as it may have been meant."""
    shown = f"{on_screen or text}{doubts}"
    return Result(f"{text}{doubts}", interruption, notice=shown if doubts else "", on_screen=shown)
