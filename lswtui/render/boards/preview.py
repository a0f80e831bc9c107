"""What a board that is being written amounts to: its problems, the load of a week, what of leading it covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.domain.boards.card_dates import dropped_dates
from lswtui.domain.boards.coverage import DOMAIN_NAMES, advice, coverage
from lswtui.domain.boards.draft import BOARD, BOARD_FORM, TASK_FORM
from lswtui.domain.text import one_line
from lswtui.domain.times import minutes_text
from lswtui.measures.percent import whole_percent
from lswtui.render.figures import percent
from lswtui.render.page import Bar, Bars, Cell, Column, Figure, Figures, Group, Page, Prose, Role, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lswtui.app.boards.edit import PreviewDay
    from lswtui.domain.boards.board import Board, Guide
    from lswtui.domain.boards.coverage import CoverageDimension, CoverageRow
    from lswtui.domain.boards.draft import Checked, Draft, Flaw
    from lswtui.measures.load import Load

NOTHING_YET = "Nothing to show yet: a board needs its hours and one task without a problem."


def problems_page(draft: Draft, checked: Checked) -> Page:
    """Every problem with its place, and what else a sound board would have."""
    blocks = [Prose("Problems", tuple(Cell(flaw_words(flaw, draft), Role.LOW) for flaw in checked.flaws))]
    if not checked.flaws:
        blocks = [Prose("No problems", (Cell("Saving it uses it from today's unstarted cards on."),))]
    board = checked.board
    thoughts = (*advice(board), *dropped_dates(board)) if board is not None else ()
    if thoughts:
        blocks.append(Prose("Worth a thought", tuple(map(Cell, thoughts))))
    return Page("Problems", tuple(blocks))


def flaw_words(flaw: Flaw, draft: Draft) -> str:
    """A problem with where it is: the title of its task, or the number of one without, and the name of the field."""
    fields, of = BOARD_FORM, ""
    if flaw.place != BOARD:
        title = draft.tasks[flaw.place].get("title") if flaw.place < len(draft.tasks) else ""
        fields, of = TASK_FORM, str(title or f"task {flaw.place + 1}")
    field = next((field.label for field in fields if field.key == flaw.key), flaw.key)
    where = ", ".join(filter(None, (one_line(of), field.lower() if of else field)))
    return f"{where}: {flaw.text}" if where else flaw.text


def load_page(week: Sequence[PreviewDay]) -> Page:
    """How much of each day of a week the board fills, against its guide."""
    if not week:
        return _nothing("Load")
    guide = week[0].load.guide
    band = f", the guide band {_band(guide)}" if guide else ""
    most = max((day.load.share or 0.0 for day in week), default=0.0)
    whole = max(1.0, most)
    bars = tuple(
        Bar(f"{day.on:%a} {day.on.day}", min(1.0, (day.load.share or 0.0) / whole), _filled(day.load), _role(day.load))
        for day in week
    )
    working = [day.load for day in week if day.load.working_minutes]
    planned = sum(load.planned_minutes for load in working)
    hours = sum(load.working_minutes for load in working)
    figures = (
        Figure("planned in the week", minutes_text(planned)),
        Figure("working hours", minutes_text(hours)),
        Figure("filled", percent(planned / hours) if hours else "no hours"),
        Figure("guide band", _band(guide) if guide else "none"),
    )
    outside = tuple(
        Cell(f"{day.on:%A}: {'more' if day.load.over else 'less'} than the guide advises", Role.NEAR)
        for day in week
        if day.load.over or day.load.under
    )
    source = (Cell(f"The guide: {guide.source}", Role.MUTED),) if guide and guide.source else ()
    return Page(
        "Load",
        (
            Bars(f"Load of each day{band}", bars),
            Figures("The week", figures),
            Prose("", (*outside, *source)),
        ),
    )


def _band(guide: Guide) -> str:
    return f"{whole_percent(guide.low)} to {whole_percent(guide.high)} %"


def _filled(load: Load) -> str:
    if load.share is None:
        return f"{minutes_text(load.planned_minutes)} on a day off" if load.planned_minutes else "off"
    return f"{minutes_text(load.planned_minutes)} of {minutes_text(load.working_minutes)} {percent(load.share):>5}"


def _role(load: Load) -> Role:
    if load.share is None:
        return Role.MUTED
    if whole_percent(load.share) > 100:
        return Role.LOW
    return Role.NEAR if load.over or load.under else Role.GOOD


def coverage_page(board: Board | None) -> Page:
    """What of leading the board has tasks for; each row without one says so."""
    if board is None:
        return _nothing("Coverage")
    covered = coverage(board)
    names = [Column(name, right=True) for name in DOMAIN_NAMES.values()]
    activities = tuple(_activity_row(row) for row in covered.activities.rows)
    return Page(
        "Coverage",
        (
            Table("Activities, by domain", (Column(), *names), (Group("", activities),)),
            _cuts("Responsibilities", (covered.responsibilities,)),
            _cuts("Areas", (covered.areas,)),
            *(_cuts(cut.title, (cut,)) for cut in covered.elements),
        ),
    )


def _activity_row(row: CoverageRow) -> tuple[Cell, ...]:
    counts = (Cell(str(count)) if count else Cell("·", Role.MUTED) for count in row.by_domain)
    return (Cell(row.said or row.name, Role.NEAR if row.said else Role.PLAIN), *counts)


def _cuts(title: str, cuts: Sequence[CoverageDimension]) -> Table:
    rows = tuple(_row(row) for cut in cuts for row in cut.rows)
    return Table(title, (Column(), Column(right=True)), (Group("", rows),))


def _row(row: CoverageRow) -> tuple[Cell, ...]:
    if row.said:
        return (Cell(row.said, Role.NEAR), Cell("·", Role.MUTED))
    return (Cell(row.name), Cell(str(len(row.tasks))))


def _nothing(title: str) -> Page:
    return Page(title, (Prose("", (Cell(NOTHING_YET, Role.MUTED),)),))
