"""When and how long, as typed behind a title: ``Call the supplier at 14:00 20m``."""

from __future__ import annotations

import re
from typing import NamedTuple

from lswtui.domain.capture import read_length
from lswtui.domain.errors import BadInput
from lswtui.domain.moments import DAY, clock_time

_TIME = re.compile(r"[0-9]{1,2}[:.][0-9]{2}")
_SPAN = re.compile(r"(\d{1,2}[:.]\d{2})\s*(?:-|–|to)\s*(\d{1,2}[:.]\d{2})")


class PlanLine(NamedTuple):
    """What a line says of a card: its title, its clock time, its minutes."""

    title: str
    at: int | None
    minutes: int | None


def read_plan_line(line: str) -> PlanLine:
    """Read a time and a length from the end of a line, in either order; the rest is the title.

    Raises `BadInput` for an impossible time or length.
    """
    words = line.split()
    at = minutes = None
    while words:
        if minutes is None and (length := read_length(words[-1])) is not None:
            if not 0 < length <= DAY:
                raise BadInput(f"{words[-1]} is not possible on one day; give 1m to 24h")
            minutes = length
        elif at is None and _TIME.fullmatch(words[-1]):
            at = clock_time(words[-1])
            if words[-2:-1] == ["at"]:
                words.pop(-2)
        else:
            break
        words.pop()
    return PlanLine(" ".join(words), at, minutes)


def read_shift(text: str) -> tuple[int, int]:
    """Two clock times, ``06:00-14:15``; raises `BadInput` for anything else."""
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        raise BadInput(f"{text!r} is no shift; write from and to, as 06:00-14:15")
    start, end = clock_time(found[1]), clock_time(found[2])
    if start == end:
        raise BadInput("a shift begins and ends at different times, as 06:00-14:15")
    return start, end
