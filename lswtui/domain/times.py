"""Clock times, dates and minutes.

A *clock time* is an ``int``: minutes after midnight of the date it belongs to; it may pass 1440 where a
night shift runs into the next calendar day. A *moment* is an aware ``datetime``. Lengths are minutes,
always taken between instants, so that a clock change never lengthens or shortens work.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone, tzinfo

from lswtui.domain.errors import BadInput

DAY = 24 * 60
USUAL_DAY_START = 4 * 60
"""The clock time at which a logical date starts where its board says no other."""
FIRST_YEAR, LAST_YEAR = 1970, 2199
"""Outside these years a date is a slip of the finger, or somebody's trick."""
_CLOCK = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})")


def minutes_between(start: datetime, end: datetime) -> float:
    """Minutes from START to END on the instant scale, negative when END is earlier."""
    return (end.timestamp() - start.timestamp()) / 60


def later(at: datetime, minutes: float) -> datetime:
    """The moment so many minutes after AT on the instant scale, in the same zone; before it where negative."""
    return datetime.fromtimestamp(at.timestamp() + minutes * 60, at.tzinfo)


def stamped(at: datetime, zone: tzinfo | None = None) -> datetime:
    """The moment with the offset that it has for good, whatever becomes of its zone; as ZONE shows it, if given.

    Records keep moments so. Two of one zone compare and differ by what its clocks show, which is wrong over a
    clock change.
    """
    if zone is not None:
        at = at.astimezone(zone)
    offset = at.utcoffset()
    return at if offset is None else at.replace(tzinfo=timezone(offset), fold=0)


def clock_time(text: str) -> int:
    """``"06:45"`` as minutes after midnight; raises `BadInput` for anything that is no time of day."""
    found = _CLOCK.fullmatch(text.strip())
    if found and (hour := int(found[1])) < 24 and (minute := int(found[2])) < 60:
        return hour * 60 + minute
    raise BadInput(f"{text!r} is no time of day; write it as 06:45")


def clock_text(minutes: int) -> str:
    """Minutes after midnight as ``"06:45"``, the day past midnight starting again at 00:00."""
    hour, minute = divmod(minutes % DAY, 60)
    return f"{hour:02}:{minute:02}"


def clock_stretch(text: str, example: str = "06:00-10:00") -> tuple[int, int]:
    """``"22:00-06:15"`` as two clock times, the second past 1440 where it is after midnight; raises `BadInput`."""
    first, dash, last = text.partition("-")
    if not dash:
        raise BadInput(f"{text!r} is no stretch of hours; write it as {example}")
    start, end = clock_time(first), clock_time(last)
    return start, end if end > start else end + DAY


def stretch_text(start: int, end: int) -> str:
    """Two clock times as `clock_stretch` reads them."""
    return f"{clock_text(start)}-{clock_text(end)}"


def clock_on_day(clock: int, day_starts: int) -> int:
    """A clock time as a day that starts at DAY_STARTS counts it: one before that is after midnight, past 1440."""
    return clock + DAY if clock < day_starts else clock


def iso_date(text: str) -> date:
    """``"2026-11-19"`` as a date; raises `BadInput` for anything that is no date."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise BadInput(f"{text!r} is no date; write it as 2026-11-19")


def monday(on: date) -> date:
    """The Monday of the week of a date."""
    return on - timedelta(days=on.weekday())


def start_of_day(on: date, day_starts: int, zone: tzinfo) -> datetime:
    """The moment at which the logical date ON begins, stamped; DAY_STARTS is the clock time."""
    return moment(on, day_starts, day_starts, zone)


def logical_date(at: datetime, day_starts: int) -> date:
    """The date that the moment AT counts for, on days that start at the clock time DAY_STARTS."""
    clock = at.hour * 60 + at.minute
    return at.date() if clock >= day_starts else at.date() - timedelta(days=1)


def moment(on: date, clock: int, day_starts: int, zone: tzinfo, *, fold: int = 0) -> datetime:
    """The moment at which the logical date ON shows CLOCK in ZONE, stamped; a time before DAY_STARTS is after midnight.

    Of a time that is shown twice it is the first, or the second with a FOLD of 1. One that is left out by a clock
    change is as much later as the clock was put forward.
    """
    days, minute = divmod(clock, DAY)
    if days == 0 and minute < day_starts:
        days = 1
    there = on + timedelta(days=days)
    wall = datetime(there.year, there.month, there.day, minute // 60, minute % 60, tzinfo=zone, fold=fold)
    at = datetime.fromtimestamp(wall.timestamp(), zone)
    if fold and (at.hour, at.minute) != (wall.hour, wall.minute):
        return moment(on, clock, day_starts, zone)
    return stamped(at)


def minutes_text(minutes: float) -> str:
    """A length as people say it: ``"45m"``, ``"2h05"``."""
    whole = int(minutes + 0.5)
    return f"{whole}m" if whole < 60 else f"{whole // 60}h{whole % 60:02}"
