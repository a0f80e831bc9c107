"""The table of a report by task, by how often, by activity, by domain or by area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.domain.text import one_line
from lswtui.domain.times import minutes_text
from lswtui.measures.adherence import period_level
from lswtui.measures.breakdown import Dimension, together
from lswtui.measures.definitions import DEFINITIONS
from lswtui.render.figures import NOTHING, level_role, percent
from lswtui.render.page import Cell, Column, Group, Role, Table
from lswtui.render.signs import LEVEL_SIGNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lswtui.measures.breakdown import BreakdownRow, Tally

TITLES = {
    Dimension.TASK: "By task",
    Dimension.CADENCE: "By how often it comes",
    Dimension.ACTIVITY: "By activity",
    Dimension.DOMAIN: "By domain",
    Dimension.AREA: "By area",
}
_COUNTS = (
    Column("", gives=True),
    Column("due", right=True),
    Column("done", right=True),
    Column("late", right=True, spare=4),
    Column("missed", right=True),
    Column("adherence", right=True),
    Column("on time", right=True, spare=3),
    Column("time", right=True, spare=1),
)
_LAST_20 = Column("last 20", right=True, spare=5)
_STREAK = Column("streak", right=True, spare=6)
_SHARE = Column("share", right=True, spare=2)
_TARGET = Column("target", right=True, spare=2)


def parts_table(by: Dimension, parts: Sequence[BreakdownRow], target: float) -> Table:
    """The parts of a period as a table, and all of them together in its last line."""
    more: tuple[Column, ...]
    if by is Dimension.TASK:
        more = (_LAST_20, _STREAK)
    else:
        more = (_SHARE, _TARGET) if any(part.target is not None for part in parts) else (_SHARE,)
    rows = [
        (*_counts(part_name(part), part.tally, part.finished, part.minutes, target), *_more(part, more, target))
        for part in parts
    ]
    whole = together(part.tally for part in parts)
    ended = together(part.finished for part in parts)
    last = (*_counts("together", whole, ended, sum(part.minutes for part in parts), target), *(Cell() for _ in more))
    return Table(TITLES[by], (*_COUNTS, *more), (Group("", (*rows, _muted(last))),), _definition(by))


def part_name(part: BreakdownRow) -> str:
    """A part as people call it."""
    return "one-offs" if part.name is None else one_line(part.title) or part.name.replace("-", " ")


def _counts(name: str, tally: Tally, finished: Tally, minutes: float, target: float) -> tuple[Cell, ...]:
    time = Cell(minutes_text(minutes), Role.PLANNED) if minutes else Cell(NOTHING, Role.MUTED)
    if tally.rate is None:
        nothing = Cell(NOTHING, Role.MUTED)
        due = Cell("none due", Role.MUTED)
        return (Cell(name, Role.MUTED), *(nothing,) * 4, due, nothing, time)
    return (
        Cell(name),
        Cell(str(tally.due)),
        Cell(str(tally.done)),
        _some(tally.late, Role.NEAR),
        _some(tally.missed, Role.LOW if finished.missed else Role.NEAR),
        _rate(tally.rate, finished.rate, target),
        Cell(percent(tally.on_time_rate)),
        time,
    )


def _some(count: int, role: Role) -> Cell:
    return Cell(str(count), role) if count else Cell(NOTHING, Role.MUTED)


def _more(part: BreakdownRow, columns: Sequence[Column], target: float) -> tuple[Cell, ...]:
    """What only some tables have, in the order of their COLUMNS."""
    steady, ended = part.lately, part.lately_finished
    cells = {
        _LAST_20: _rate(steady.rate if steady else None, ended.rate if ended else None, target),
        _STREAK: _some(0 if steady is None else steady.streak, Role.PLAIN),
        _SHARE: Cell(percent(part.share)),
        _TARGET: Cell(percent(part.target), Role.MUTED),
    }
    return tuple(cells[column] for column in columns)


def _rate(rate: float | None, finished: float | None, target: float) -> Cell:
    reached = period_level(rate, finished, target)
    return Cell(f"{percent(rate)} {LEVEL_SIGNS[reached]}".rstrip(), level_role(reached))


def _muted(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(cell._replace(role=Role.MUTED) for cell in cells)


def _definition(by: Dimension) -> str:
    more = {Dimension.TASK: "part_task", Dimension.CADENCE: "part_cadence"}.get(by)
    share = () if by is Dimension.TASK else ("part_share",)
    return "; ".join(DEFINITIONS[name] for name in ("part", *((more,) if more else ()), *share))
