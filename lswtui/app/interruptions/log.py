"""What breaks in, written down: the path from a shell or a key to the disk, kept as short as it can be.

Nothing here makes cards or reads a board; only what is stored of today is looked at.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from lswtui.app import clock_checks
from lswtui.app.results import EditedElsewhere, Result, require_as_seen
from lswtui.domain.days.interrupting import (
    ended_after,
    given_way,
    interrupted,
    laid,
    length_of,
    logged,
    moved,
    overlapped,
    returned,
    without_interruption,
)
from lswtui.domain.days.lookup import interruption_named
from lswtui.domain.errors import NotFound, RuleBroken
from lswtui.domain.interruptions.interruption import Interruption
from lswtui.domain.interruptions.notation import Capture, read_capture, said_back
from lswtui.domain.times import later, minutes_text, stamped, start_of_day
from lswtui.domain.vocabulary import Lane
from lswtui.store.records.days import store_day, stored_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from lswtui.app.workspace import BoardSettings, Workspace
    from lswtui.domain.days.day import Day
    from lswtui.store.engine.transaction import Transaction


WORDS = ("text", "who", "category", "whose", "valid", "handling", "workaround")
"""The fields of an interruption that a line says, but for when it was."""


class Log:
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
        self._workspace.meet(self.day)

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
        entry = _entry(capture, self._workspace.new_id(), start)
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
        return _doubted(text, self.doubts(capture, entry.id, shell=shell), entry.id, on_screen=on_screen)

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


class Written(NamedTuple):
    """An interruption that was written down, and what there is to say of it."""

    entry: Interruption
    capture: Capture
    doubts: str
    """What was not taken as a mark, and what of its time others have; each begins with ``; ``."""


@contextmanager
def _logging(workspace: Workspace, on: date | None = None) -> Iterator[Log]:
    clock_checks.check(workspace)
    if on is None and os.path.exists(f"{workspace.places.data_folder}/inbox"):  # noqa: PTH110 - as in `counters`
        from lswtui.app.interruptions.inbox import take_in

        take_in(workspace)
    with workspace.change("logged an interruption") as tx:
        day_log = Log(workspace, tx, workspace.now())
        day_log.open(on or day_log.settings.date_of(day_log.at))
        yield day_log
        day_log.store()
    clock_checks.note(workspace, day_log.before.running, day_log.day.running)


def log(workspace: Workspace, line: str, *, shell: bool = False) -> Result:
    """Write down one interruption that is over; without a length it took no time.

    What took place before the day began counts for the day it took place on.
    """
    with workspace.change("logged an interruption") as tx:
        written = write_down(workspace, tx, line, workspace.now(), shell=shell)
        tx.intent = f"logged {written.capture.text or 'an interruption'}"
    length = written.capture.minutes is not None or written.capture.end is not None
    text = f"logged {said_back(written.capture) or 'an interruption'}"
    hint = "" if length else " (no minutes given; `lsw in` begins one that goes on)"
    doubt = ("" if length else "; no minutes given, e on the log adds them") + written.doubts
    return Result(f"{text}{hint}{written.doubts}", written.entry.id, doubt=f"{text}{doubt}" if doubt else "")


def write_down(workspace: Workspace, tx: Transaction, line: str, at: datetime, *, shell: bool = False) -> Written:
    """Put an interruption that is over, as a line says at the moment AT, on the day it took place on.

    Minutes without a time lie in the free time before AT, over nothing else that was typed or broke in.
    """
    day_log = Log(workspace, tx, at)
    capture = day_log.read(line, shell=shell)
    start, end = _times(capture, at)
    day_log.open(day_log.settings.date_of(start))
    entry = _entry(capture, workspace.new_id(), start)._replace(end=end, blip=end <= start)
    day_log.day = logged(day_log.day, entry, workspace.new_id)
    if capture.start is None and capture.minutes:
        day_log.day = laid(day_log.day, entry.id, capture.minutes, at, workspace.new_id, wanted=start)
    day_log.store()
    return Written(day_log.day.interruption(entry.id), capture, day_log.doubts(capture, entry.id, shell=shell))


def begin(workspace: Workspace, line: str = "", *, shell: bool = False) -> Result:
    """Begin an interruption now; what runs is paused. An empty line is a whole record."""
    with _logging(workspace) as day_log:
        return day_log.begin(line, shell=shell)


def back(workspace: Workspace, line: str = "", *, shell: bool = False) -> Result:
    """End the innermost interruption, its text amended by the line, and go on where it broke in."""
    with _logging(workspace) as day_log:
        return day_log.back(line, shell=shell)


def blip(workspace: Workspace, line: str = "", *, shell: bool = False) -> Result:
    """Write down something of no length that pauses nothing; where the line gives a length, it has that."""
    with workspace.change("noted a blip") as tx:
        written = write_down(workspace, tx, line, workspace.now(), shell=shell)
        tx.intent = f"noted {written.capture.text or 'a blip'}"
    return Result(f"noted {said_back(written.capture) or 'a blip'}{written.doubts}", written.entry.id)


def amend(
    workspace: Workspace,
    interruption: str,
    line: str,
    *,
    on: date | None = None,
    whole: bool = False,
    seen: Interruption | None = None,
    anew: bool = False,
) -> Result:
    """Write more about an interruption: what the line says replaces what was known.

    Minutes in the line mean that it ended that long after it began. With WHOLE the line is all there is to
    say of it: what the line leaves out is taken away. Raises `EditedElsewhere` where it is no longer as it was
    SEEN; ANEW one that was deleted since is made again from what was seen.
    """
    with _logging(workspace, on) as day_log:
        known = _still_there(day_log, interruption, seen, workspace.new_id if anew else None)
        told_at = last_moment(day_log.at, known.on, day_log.settings)
        capture = read_capture(line, now=told_at, categories=day_log.categories)
        if not anew:
            require_as_seen("the interruption", seen, known, _written_by(capture, whole=whole))
        changed = amended(known, capture, whole=whole)
        day_log.day = day_log.day.with_interruption(changed)
        if capture.start is not None:
            day_log.day = moved(day_log.day, known.id, capture.start, capture.end, told_at, workspace.new_id)
        elif capture.minutes is not None:
            day_log.day = ended_after(day_log.day, known.id, capture.minutes, told_at, workspace.new_id)
        day_log.say(f"changed the interruption {changed.text}".rstrip())
        text = f"changed: {said_back(capture) or changed.text or 'an interruption'}"
        return _doubted(text, day_log.doubts(capture, known.id), known.id)


def _still_there(
    day_log: Log, interruption: str, seen: Interruption | None, new_id: Callable[[], str] | None
) -> Interruption:
    """The interruption meant; one that was SEEN and deleted since is logged again where there is a NEW_ID."""
    try:
        return interruption_named(day_log.day.interruptions, interruption)
    except NotFound as error:
        if seen is None:
            raise
        if new_id is None:
            raise EditedElsewhere("the interruption", None) from error
        outer = seen.inside if seen.inside in {known.id for known in day_log.day.interruptions} else None
        again = seen._replace(id=new_id(), end=seen.end or stamped(day_log.at), inside=outer)
        day_log.day = logged(day_log.day, again, new_id)
        return day_log.day.interruption(again.id)


def _written_by(capture: Capture, *, whole: bool) -> tuple[str, ...]:
    """The fields of an interruption that a line writes over."""
    words = tuple(field for field in WORDS if whole or getattr(capture, field))
    return words if capture.minutes is None and capture.start is None else (*words, "start", "end")


def mark(
    workspace: Workspace,
    interruption: str,
    *,
    on: date | None = None,
    seen: Interruption | None = None,
    **fields: object,
) -> Result:
    """Set fields of an interruption: whose, valid, category, who, handling, workaround.

    Raises `EditedElsewhere` where they are no longer as they were SEEN.
    """
    with _logging(workspace, on) as day_log:
        known = interruption_named(day_log.day.interruptions, interruption)
        require_as_seen("the interruption", seen, known, fields)
        changed = known._replace(**fields)  # type: ignore[arg-type] # names of fields, given by the callers
        day_log.day = day_log.day.with_interruption(changed)
        day_log.say(f"changed the interruption {known.text}".rstrip())
        return Result(f"changed: {known.text or 'an interruption'}", known.id)


def make_room(workspace: Workspace, interruption: str, *, on: date | None = None) -> Result:
    """Lay the time that was typed for an interruption where nothing else is; raises `RuleBroken` where it is."""
    with _logging(workspace, on) as day_log:
        known = interruption_named(day_log.day.interruptions, interruption)
        if known.id not in overlapped(day_log.day, day_log.at):
            raise RuleBroken(f"{known.text or 'this interruption'} overlaps nothing; there is nothing to mend")
        minutes = length_of(day_log.day, known.id, day_log.at)
        until = last_moment(day_log.at, known.on, day_log.settings)
        day_log.day = laid(day_log.day, known.id, minutes, until, workspace.new_id, wanted=known.start)
        there = day_log.day.interruption(known.id)
        day_log.say(f"laid {known.text or 'an interruption'} into free time")
        return Result(f"{known.text or 'an interruption'}: {minutes_text(minutes)} from {there.start:%H:%M}", known.id)


def delete(workspace: Workspace, interruption: str, *, on: date | None = None) -> Result:
    """Delete an interruption and its time; one that ran gives the clock back."""
    with _logging(workspace, on) as day_log:
        known = interruption_named(day_log.day.interruptions, interruption)
        day_log.day = without_interruption(day_log.day, known.id, day_log.at, workspace.new_id)
        day_log.say(f"deleted the interruption {known.text}".rstrip())
        return Result(f"deleted {known.text or 'an interruption'}", known.id)


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


def _entry(capture: Capture, id_: str, start: datetime) -> Interruption:
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


def _came_back(day_log: Log, ended: Interruption, doubts: str) -> Result:
    took = day_log.day.minutes(day_log.at).get(ended.id, 0.0)
    card = day_log.day.running_card
    day_log.say(f"came back from {ended.text or 'the interruption'}")
    onto = ""
    if card is not None:
        onto = f"; {card.title} goes on" + (f", next: {card.cue}" if card.cue else "")
    elif day_log.day.stack:
        onto = f"; {day_log.day.stack[-1].text or 'the outer interruption'} goes on"
    return _doubted(f"back after {minutes_text(took)}{onto}", doubts, ended.id)


def _doubted(text: str, doubts: str, interruption: str, *, on_screen: str = "") -> Result:
    shown = f"{on_screen or text}{doubts}"
    return Result(f"{text}{doubts}", interruption, doubt=shown if doubts else "", on_screen=shown)
