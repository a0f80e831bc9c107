"""What breaks in, written down: the path from a shell or a key to the disk, kept as short as it can be.

Nothing here makes cards or reads a board; only what is stored of today is looked at.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lswtui.app import clock_checks
from lswtui.app.interruptions.day_log import DayLog, amended, doubted, last_moment, write_down
from lswtui.app.results import EditedElsewhere, Result, require_as_seen
from lswtui.domain.days.interrupting import (
    ended_after,
    laid,
    length_of,
    logged,
    moved,
    overlapped,
    without_interruption,
)
from lswtui.domain.days.lookup import interruption_named
from lswtui.domain.errors import NotFound, RuleBroken
from lswtui.domain.interruptions.interruption import Interruption
from lswtui.domain.interruptions.notation import Capture, read_capture, said_back
from lswtui.domain.times import minutes_text, stamped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from lswtui.app.workspace import Workspace


WORDS = ("text", "who", "category", "whose", "valid", "handling", "workaround")
"""The fields of an interruption that a line says, but for when it was."""


@contextmanager
def _logging(workspace: Workspace, on: date | None = None) -> Iterator[DayLog]:
    """Change what is stored of a day, today by default, under one lock, after what waits in the inbox of today."""
    with workspace.alone():
        if on is None and os.path.exists(f"{workspace.places.data_folder}/inbox"):  # noqa: PTH110 - as in `clock_checks`
            from lswtui.app.interruptions.inbox import import_inbox

            import_inbox(workspace)
        clock_checks.check(workspace)
        with workspace.change("logged an interruption") as tx:
            day_log = DayLog(workspace, tx, workspace.now())
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
    notice = f"{text}{doubt}" if doubt else ""
    return Result(f"{text}{hint}{written.doubts}", written.entry.id, notice=notice, change=tx.number)


def begin(workspace: Workspace, line: str = "", *, shell: bool = False) -> Result:
    """Begin an interruption now; what runs is paused. An empty line is a whole record."""
    with _logging(workspace) as day_log:
        began = day_log.begin(line, shell=shell)
    return day_log.saved(began)


def back(workspace: Workspace, line: str = "", *, shell: bool = False) -> Result:
    """End the innermost interruption, its text amended by the line, and go on where it broke in."""
    with _logging(workspace) as day_log:
        returned = day_log.back(line, shell=shell)
    return day_log.saved(returned)


def blip(workspace: Workspace, line: str = "", *, shell: bool = False) -> Result:
    """Write down something of no length that pauses nothing; where the line gives a length, it has that."""
    with workspace.change("noted a blip") as tx:
        written = write_down(workspace, tx, line, workspace.now(), shell=shell)
        tx.intent = f"noted {written.capture.text or 'a blip'}"
    text = f"noted {said_back(written.capture) or 'a blip'}{written.doubts}"
    return Result(text, written.entry.id, change=tx.number)


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
        doubts = day_log.doubts(capture, known.id)
    return day_log.saved(doubted(text, doubts, known.id))


def _still_there(
    day_log: DayLog, interruption: str, seen: Interruption | None, new_id: Callable[[], str] | None
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
    return day_log.saved(Result(f"changed: {known.text or 'an interruption'}", known.id))


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
    text = f"{known.text or 'an interruption'}: {minutes_text(minutes)} from {there.start:%H:%M}"
    return day_log.saved(Result(text, known.id))


def delete(workspace: Workspace, interruption: str, *, on: date | None = None) -> Result:
    """Delete an interruption and its time; one that ran gives the clock back."""
    with _logging(workspace, on) as day_log:
        known = interruption_named(day_log.day.interruptions, interruption)
        day_log.day = without_interruption(day_log.day, known.id, day_log.at, workspace.new_id)
        day_log.say(f"deleted the interruption {known.text}".rstrip())
    return day_log.saved(Result(f"deleted {known.text or 'an interruption'}", known.id))
