"""What breaks in, written down: the path from a shell or a key to the disk, kept as short as it can be.

Nothing here makes cards or reads a board; only what is stored of today is looked at.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from lswtui.app import counters
from lswtui.app.said import Said
from lswtui.app.seen import EditedElsewhere, require_as_seen
from lswtui.domain.capture import Capture, read_capture, said_back
from lswtui.domain.errors import BadInput, NotThere, RuleBroken
from lswtui.domain.interrupting import (
    blipped,
    ended_after,
    interrupted,
    logged,
    relength,
    returned,
    without_interruption,
)
from lswtui.domain.interruption import Interruption
from lswtui.domain.moments import later, minutes_text, moment, stamped
from lswtui.domain.naming import interruption_named
from lswtui.domain.words import Lane
from lswtui.store.repository import store_day, stored_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from lswtui.app.workspace import Ways, Workspace
    from lswtui.domain.category import Category
    from lswtui.domain.day import Day
    from lswtui.store.store import Transaction


WORDS = ("text", "who", "category", "whose", "valid", "workaround", "opens")
"""The fields of an interruption that a line says, but for when it was."""


class Log:
    """The stored part of one day, being changed."""

    def __init__(self, workspace: Workspace, tx: Transaction, at: datetime) -> None:
        self.at = at
        self.ways = workspace.ways(tx)
        self.categories = self.ways.categories
        self._workspace, self._tx = workspace, tx
        self.before: Day
        self.day: Day

    def open(self, on: date) -> None:
        """Begin with what is stored of a date, of its cards only those that an interruption can break into."""
        self.before = self.day = stored_day(self._tx, on, lane=Lane.DOING)
        self._workspace.meet(self.day)

    def read(self, line: str, *, shell: bool) -> Capture:
        """The line understood at this moment; with SHELL also the words that a shell needs."""
        return read_capture(line, now=self.at, categories=self.categories, shell=shell)

    def say(self, intent: str) -> None:
        """Say in words what the change does; shown by undo."""
        self._tx.intent = intent

    def left_running(self) -> bool:
        """Whether a clock still ran when the day before turned."""
        day = stored_day(self._tx, self.day.on - timedelta(days=1), lane=Lane.DOING)
        return any(span.end is None or span.gap_until for span in day.spans)

    def store(self) -> None:
        """Store what changed."""
        store_day(self._tx, self.before, self.day)


@contextmanager
def _logging(workspace: Workspace, on: date | None = None) -> Iterator[Log]:
    counters.check(workspace)
    with workspace.change("logged an interruption") as tx:
        day_log = Log(workspace, tx, workspace.now())
        day_log.open(on or day_log.ways.date_of(day_log.at))
        yield day_log
        day_log.store()
    counters.note(workspace, day_log.before.running, day_log.day.running)


def log(workspace: Workspace, line: str, *, shell: bool = False) -> Said:
    """Write down one interruption that is over; without a length it took no time.

    What took place before the day began counts for the day it took place on.
    """
    with workspace.change("logged an interruption") as tx:
        entry, capture = write_down(workspace, tx, line, workspace.now(), shell=shell)
        tx.intent = f"logged {capture.text or 'an interruption'}"
    length = capture.minutes is not None or capture.end is not None
    hint = "" if length else " (no minutes given; `lsw in` begins one that goes on)"
    return Said(f"logged {said_back(capture) or 'an interruption'}{hint}", entry.id)


def write_down(
    workspace: Workspace, tx: Transaction, line: str, at: datetime, *, shell: bool = False
) -> tuple[Interruption, Capture]:
    """Put an interruption that is over, as a line says at the moment AT, on the day it took place on."""
    day_log = Log(workspace, tx, at)
    capture = day_log.read(line, shell=shell)
    start, end = _times(capture, at)
    day_log.open(day_log.ways.date_of(start))
    entry = _entry(capture, workspace.new_id(), start)._replace(end=end, blip=end <= start)
    day_log.day = logged(day_log.day, entry, workspace.new_id)
    day_log.store()
    return entry, capture


def begin(workspace: Workspace, line: str = "", *, shell: bool = False) -> Said:
    """Begin an interruption now; what runs is paused. An empty line is a whole record."""
    with _logging(workspace) as day_log:
        capture = day_log.read(line, shell=shell)
        start = min(capture.start or day_log.at, day_log.at)
        entry = _entry(capture, workspace.new_id(), start)
        day_log.day = interrupted(day_log.day, entry, workspace.new_id)
        day_log.say(f"began the interruption {capture.text}".rstrip())
        if capture.minutes is not None:
            day_log.day = ended_after(day_log.day, entry.id, capture.minutes, day_log.at, workspace.new_id)
        return Said(f"interrupted: {said_back(capture) or 'nothing said yet'}; `lsw back` ends it", entry.id)


def back(workspace: Workspace, line: str = "", *, shell: bool = False) -> Said:
    """End the innermost interruption, its text amended by the line, and go on where it broke in."""
    with _logging(workspace) as day_log:
        if not day_log.day.stack and day_log.left_running():
            raise RuleBroken("nothing runs since the day turned; `lsw answer` asks how long what ran before it took")
        if line.strip() and day_log.day.stack:
            innermost = day_log.day.stack[-1]
            capture = day_log.read(line, shell=shell)
            day_log.day = day_log.day.with_interruption(amended(innermost, capture))
            if capture.minutes is not None:
                day_log.day = ended_after(day_log.day, innermost.id, capture.minutes, day_log.at, workspace.new_id)
                return _came_back(day_log, day_log.day.interruption(innermost.id))
        day_log.day, ended, _ = returned(day_log.day, day_log.at, workspace.new_id)
        return _came_back(day_log, ended)


def blip(workspace: Workspace, line: str = "", *, shell: bool = False) -> Said:
    """Write down something of no length that pauses nothing."""
    with _logging(workspace) as day_log:
        capture = day_log.read(line, shell=shell)
        entry = _entry(capture, workspace.new_id(), day_log.at)
        day_log.day = blipped(day_log.day, entry)
        day_log.say(f"noted {capture.text or 'a blip'}")
        return Said(f"noted {said_back(capture) or 'a blip'}", entry.id)


def amend(
    workspace: Workspace,
    interruption: str,
    line: str,
    *,
    on: date | None = None,
    whole: bool = False,
    seen: Interruption | None = None,
    anew: bool = False,
) -> Said:
    """Write more about an interruption: what the line says replaces what was known.

    Minutes in the line mean that it ended that long after it began. With WHOLE the line is all there is to
    say of it: what the line leaves out is taken away. Raises `EditedElsewhere` where it is no longer as it was
    SEEN; ANEW one that was deleted since is made again from what was seen.
    """
    with _logging(workspace, on) as day_log:
        known = _still_there(day_log, interruption, seen, workspace.new_id if anew else None)
        told_at = last_moment(day_log.at, known.on, day_log.ways)
        capture = read_capture(line, now=told_at, categories=day_log.categories)
        if not anew:
            require_as_seen("the interruption", seen, known, _written_by(capture, whole=whole))
        changed = amended(known, capture, whole=whole)
        if capture.start is not None and not known.runs:
            length = (known.end or known.start) - known.start
            changed = changed._replace(start=capture.start, end=capture.end or capture.start + length)
            day_log.day = relength(day_log.day.with_interruption(changed), known.id, workspace.new_id)
        else:
            day_log.day = day_log.day.with_interruption(changed)
        if capture.minutes is not None and capture.end is None:
            day_log.day = ended_after(day_log.day, known.id, capture.minutes, day_log.at, workspace.new_id)
        day_log.say(f"changed the interruption {changed.text}".rstrip())
        return Said(f"changed: {said_back(capture) or changed.text or 'an interruption'}", known.id)


def _still_there(
    day_log: Log, interruption: str, seen: Interruption | None, new_id: Callable[[], str] | None
) -> Interruption:
    """The interruption meant; one that was SEEN and deleted since is logged again where there is a NEW_ID."""
    try:
        return interruption_named(day_log.day.interruptions, interruption)
    except NotThere as error:
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
) -> Said:
    """Set fields of an interruption: whose, valid, category, who, handling, workaround.

    Raises `EditedElsewhere` where they are no longer as they were SEEN.
    """
    with _logging(workspace, on) as day_log:
        known = interruption_named(day_log.day.interruptions, interruption)
        require_as_seen("the interruption", seen, known, fields)
        changed = known._replace(**fields)  # type: ignore[arg-type] # names of fields, given by the callers
        day_log.day = day_log.day.with_interruption(changed)
        day_log.say(f"changed the interruption {known.text}".rstrip())
        return Said(f"changed: {known.text or 'an interruption'}", known.id)


def delete(workspace: Workspace, interruption: str, *, on: date | None = None) -> Said:
    """Delete an interruption and its time; one that ran gives the clock back."""
    with _logging(workspace, on) as day_log:
        known = interruption_named(day_log.day.interruptions, interruption)
        day_log.day = without_interruption(day_log.day, known.id, day_log.at, workspace.new_id)
        day_log.say(f"deleted the interruption {known.text}".rstrip())
        return Said(f"deleted {known.text or 'an interruption'}", known.id)


def last_moment(at: datetime, on: date, ways: Ways) -> datetime:
    """The moment that clock times on a day are told from: AT, or its end where the day is over."""
    zone = at.tzinfo or UTC
    tomorrow = on + timedelta(days=1)
    starts = ways.day_starts(tomorrow)
    turn = moment(tomorrow, starts, starts, zone).astimezone(zone)
    return min(at, turn, key=datetime.timestamp)


def amended(known: Interruption, capture: Capture, *, whole: bool = False) -> Interruption:
    """The interruption with what a line says of it; with WHOLE nothing else is kept of its words."""
    return known._replace(
        text=capture.text if whole else capture.text or known.text,
        who=capture.who or (None if whole else known.who),
        category=capture.category or (None if whole else known.category),
        whose=capture.whose or (None if whole else known.whose),
        valid=capture.valid or (None if whole else known.valid),
        workaround=capture.workaround or (not whole and known.workaround),
        opens=capture.opens or (None if whole else known.opens),
    )


def category_in(categories: tuple[Category, ...], word: str) -> str:
    """The id of the category meant by its id or letter; raises `BadInput` naming those there are."""
    for category in categories:
        if word.casefold() in (category.id.casefold(), category.letter.casefold()):
            return category.id
    listed = ", ".join(category.id for category in categories) or "none before a board is chosen"
    raise BadInput(f"{word!r} is no category here; there are: {listed}")


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
        workaround=capture.workaround,
        opens=capture.opens,
    )


def _times(capture: Capture, now: datetime) -> tuple[datetime, datetime]:
    """When something that is over began and ended."""
    if capture.start is not None:
        return capture.start, capture.end or capture.start
    return stamped(later(now, -(capture.minutes or 0))), stamped(now)


def _came_back(day_log: Log, ended: Interruption) -> Said:
    took = day_log.day.minutes(day_log.at).get(ended.id, 0.0)
    card = day_log.day.running_card
    day_log.say(f"came back from {ended.text or 'the interruption'}")
    onto = ""
    if card is not None:
        onto = f"; {card.title} goes on" + (f", next: {card.cue}" if card.cue else "")
    elif day_log.day.stack:
        onto = f"; {day_log.day.stack[-1].text or 'the outer interruption'} goes on"
    return Said(f"back after {minutes_text(took)}{onto}", ended.id)
