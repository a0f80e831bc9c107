"""When and how long, as typed behind a title: ``Call the supplier at 14:00 20m``."""

from __future__ import annotations

from typing import NamedTuple

from lswtui.domain.errors import BadInput
from lswtui.domain.time_input import (
    LEADS,
    MOST_WORDS,
    clock_typed,
    looks_like_a_clock,
    read_clock,
    read_length,
    read_stretch,
    says_a_time,
    stretch_typed,
)
from lswtui.domain.times import DAY


class PlanLine(NamedTuple):
    """What a line says of a card: its title, its clock time, its minutes."""

    title: str
    at: int | None
    minutes: int | None


def read_plan_line(line: str) -> PlanLine:
    """Read a time and a length, or from and to, from the end of a line, in any order; the rest is the title.

    Raises `BadInput` for an impossible time or length.
    """
    words = line.split()
    at = minutes = None
    taken = 1
    while taken:
        taken = 0
        for size in range(min(MOST_WORDS, len(words)), 0, -1):
            typed = " ".join(words[-size:])
            if minutes is None and (length := read_length(typed)) is not None:
                if not 0 < length <= DAY:
                    raise BadInput(f"{typed} is not possible on one day; give 1m to 24h")
                minutes, taken = length, size
            elif at is None and (told := _when(typed, whole=minutes is None)) is not None:
                at, minutes, taken = told[0], told[1] or minutes, size
            if taken:
                del words[-taken:]
                break
    return PlanLine(" ".join(words), at, minutes)


def read_shift(text: str) -> tuple[int, int]:
    """Two clock times, ``06:00-14:15``; raises `BadInput` for anything else."""
    stretch = read_stretch(text)
    if stretch is None:
        raise BadInput(f"{text[:40]!r} is no shift; write from and to, as 06:00-14:15")
    if stretch.begins == stretch.ends:
        raise BadInput("a shift begins and ends at different times, as 06:00-14:15")
    return stretch.begins, stretch.ends


def _when(typed: str, *, whole: bool) -> tuple[int, int | None] | None:
    """The clock time that words name, and where the WHOLE stretch is wanted also its minutes."""
    lead, _, rest = typed.partition(" ")
    led = lead.casefold() in LEADS and rest
    named = rest if led else typed
    if not led and not says_a_time(typed):
        return None
    if whole and read_stretch(named) is not None and (read_clock(named) is None or lead != "at"):
        begins, ends = stretch_typed(named)
        return begins, (ends - begins) % DAY or None
    if read_clock(named) is not None or (looks_like_a_clock(named) and "-" not in named):
        return clock_typed(named), None
    return None
