"""From one format of the journal's lines to the next, one step at a time.

A step is a pure function on the plain content of one line. The journal itself is never rewritten: lines are
brought up whenever they are read. The databases are made from them, and made anew where they are older.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Line = dict[str, Any]


def _may_tell_of_lost_lines(line: Line) -> Line:
    """From 1 to 2: a line may stand in for those before it that were lost."""
    return {**line, "gap": None}


def _keeps_boards_by_month(line: Line) -> Line:
    """From 2 to 3: the versions of boards lie in databases of their own."""
    changes = [
        {**change, "db": database_now(change["db"], change["table"], change["now"] or change["was"])}
        for change in line["changes"]
    ]
    return {**line, "changes": changes}


def database_now(db: str, table: str, record: Mapping[str, Any] | None) -> str:
    """The database that a record lies in today which an older format, or an older export, had in DB."""
    since = record.get("since") if record and (db, table) == ("undated", "standards") else None
    return f"boards-{since[:7]}" if isinstance(since, str) and _is_date(since) else db


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


STEPS: Mapping[int, Callable[[Line], Line]] = {1: _may_tell_of_lost_lines, 2: _keeps_boards_by_month}
"""What brings a line of each format to the next one."""


def brought_up(line: Line, to: int) -> Line:
    """A line of any older format as one of the format TO."""
    while (format_ := line["schema"]) < to:
        line = {**STEPS[format_](line), "schema": format_ + 1}
    return line
