"""From one format of the journal's lines to the next, one step at a time.

A step is a pure function on the plain content of one line. The journal itself is never rewritten: lines are
brought up whenever they are read. The databases are made from them, and made anew where they are older.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Line = dict[str, Any]


def _may_tell_of_lost_lines(line: Line) -> Line:
    """From 1 to 2: a line may stand in for those before it that were lost."""
    return {**line, "gap": None}


STEPS: Mapping[int, Callable[[Line], Line]] = {1: _may_tell_of_lost_lines}
"""What brings a line of each format to the next one."""


def brought_up(line: Line, to: int) -> Line:
    """A line of any older format as one of the format TO."""
    while (format_ := line["schema"]) < to:
        line = {**STEPS[format_](line), "schema": format_ + 1}
    return line
