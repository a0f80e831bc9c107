"""Leave as it is typed: ``2026-12-24..2027-01-03``, ``yesterday sick``, ``today 12:00- doctor``."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from lswtui.domain.date_input import days_named
from lswtui.domain.days.day import Absence
from lswtui.domain.errors import BadInput
from lswtui.domain.text import spaced
from lswtui.domain.time_input import clock_typed, stretch_typed

LONGEST_LEAVE = 366
"""Days."""


class Leave(NamedTuple):
    """Days on which a leader is off, whole or for the same part of each."""

    days: tuple[date, ...]
    """One after the other, at least one."""
    absence: Absence


def read_leave(line: str, today: date) -> Leave:
    """The leave that a line says: days, perhaps a part of the day, perhaps why; raises `BadInput`."""
    words = line.split()
    if not words:
        raise BadInput("say which days; for example 2026-12-24..2027-01-03, yesterday, or today 12:00-")
    part = words[1] if len(words) > 1 and re.match(r"[-–]?[0-9]{1,2}([:.-]|–)", words[1]) else None
    return leave_of(days_named(words[0], today, ahead=True), part, " ".join(words[1 if part is None else 2 :]))


def leave_of(dates: tuple[date, date], part: str | None, why: str) -> Leave:
    """The leave from the first of two dates to the last; PART as ``12:00-15:00``. Raises `BadInput`."""
    first, last = dates
    count = (last - first).days + 1
    if count > LONGEST_LEAVE:
        raise BadInput(f"{count} days are too many at once; {LONGEST_LEAVE} at most")
    begins, ends = _part(part) if part is not None else (None, None)
    return Leave(tuple(first + timedelta(days=day) for day in range(count)), Absence(begins, ends, spaced(why)))


def _part(text: str) -> tuple[int | None, int | None]:
    """``12:00-``, ``12:00-15:00`` as clock times; raises `BadInput`."""
    found = re.fullmatch(r"([^-–]*)[-–]([^-–]*)", text.strip())
    if not found or not (found[1] or found[2]):
        raise BadInput(f"{text[:40]!r} is no part of a day; write it as 12:00- or 12:00-15:00")
    if found[1] and found[2]:
        begins, ends = stretch_typed(text)
        if ends <= begins:
            raise BadInput(f"{text} ends before it begins; write the earlier time first")
        return begins, ends
    return (clock_typed(found[1]), None) if found[1] else (None, clock_typed(found[2]))
