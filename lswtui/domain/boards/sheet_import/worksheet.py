"""Worksheets as tasks: which of them, by which headings, and all that their rows say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.boards.sheet_import.cells import letters, plain_cell
from lswtui.domain.boards.sheet_import.frequency_words import says_period
from lswtui.domain.boards.sheet_import.headings import ColumnMeaning, SheetColumns, by_hand, columns_of, find_columns
from lswtui.domain.boards.sheet_import.rows import HIDDEN, Grid, RowReader, SheetRow, SkippedRow, with_lengths
from lswtui.domain.boards.sheet_import.week_grid import HEADINGS, drawn_sheet
from lswtui.domain.boards.titles import free_id
from lswtui.domain.errors import BadInput, NotFound
from lswtui.domain.text import one_line
from lswtui.domain.toml_reader import Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from datetime import date

    from lswtui.domain.boards.sheet_import.language import Language

_BESIDE = "stands in a row of notes, not of tasks"
_NOT_READ = frozenset((ColumnMeaning.RECORD, ColumnMeaning.NUMBER))


class ImportedSheet(NamedTuple):
    """What a sheet says."""

    sheets: tuple[str, ...]
    """The names of the worksheets that were read."""
    above: tuple[str, ...]
    """The texts above the headings: a title, a name."""
    columns: tuple[tuple[str, str, str], ...]
    """The column, its heading and what it was taken for."""
    unread: tuple[str, ...]
    """Headings of columns that say nothing of a task."""
    rows: tuple[SheetRow, ...] = ()
    skipped: tuple[SkippedRow, ...] = ()
    not_understood: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    """What was assumed or left out before any row was read."""


def read_sheets(
    grids: Sequence[Grid],
    languages: Sequence[Language],
    on: date,
    sheet: str | None = None,
    named: Mapping[str, int | str] | None = None,
) -> ImportedSheet:
    """Read the worksheet with the most tasks, or SHEET, or all of them where they are named Daily, Weekly, Monthly.

    NAMED says what columns mean, by their place or heading. What is not understood is noted and taken as it is said
    there; weeks are counted from the date ON. Raises `NotFound` for a SHEET that is not there and `BadInput` where no
    row has headings or nothing is a task.
    """
    notes = tuple(note for grid in grids for note in grid.notes)
    best = _best(grids, languages, on, sheet, named or {})
    return best._replace(notes=(*notes, *_not_read(grids, best.sheets)))


def _not_read(grids: Sequence[Grid], read: Sequence[str]) -> list[str]:
    """A sentence that names the worksheets with texts in several rows that were not read."""
    others = [grid.name for grid in grids if grid.name and grid.name not in read and sum(map(any, grid.rows)) > 1]
    return [f"not read: the worksheets {', '.join(others)}; --sheet names the one to read"] if others else []


def _best(
    grids: Sequence[Grid],
    languages: Sequence[Language],
    on: date,
    sheet: str | None,
    named: Mapping[str, int | str],
) -> ImportedSheet:
    read = [_read_grid(grid, languages, on, named, alone=True) for grid in _meant(grids, sheet)]
    found = [understood for understood in read if understood is not None]
    if not found:
        raise BadInput(
            "no row names the columns; write over them Task and, as far as you have them, Frequency, Time, Minutes, "
            "Standard, Why, Where, Notes; or name the columns yourself: --column task=B --column 'how often'=C"
        )
    by_often = [grid for grid in grids if grid.name and says_period(grid.name, languages)]
    if sheet is None and len(by_often) > 1:
        parts = [_read_grid(grid, languages, on, named, alone=False) for grid in by_often]
        return _together([part for part in parts if part is not None])
    best = max(found, key=lambda understood: len(understood.rows))
    if not best.rows:
        raise BadInput("; ".join(("no row under the headings is a task", *_whys(best.skipped))))
    return best


def _whys(skipped: Iterable[SkippedRow]) -> list[str]:
    return [f"{row.place} {row.why}" for row in skipped][:5]


def _meant(grids: Sequence[Grid], sheet: str | None) -> Sequence[Grid]:
    if sheet is None:
        return grids
    chosen = [grid for grid in grids if grid.name.casefold() == sheet.strip().casefold()]
    if not chosen:
        names = [grid.name for grid in grids if grid.name]
        near = did_you_mean(sheet, names) or (f"there are {', '.join(names)}" if names else "the file has but one")
        raise NotFound(f"there is no worksheet {sheet!r}; {near}")
    return chosen


def _together(parts: Sequence[ImportedSheet]) -> ImportedSheet:
    """Several worksheets as one; of tasks with one id the later get another."""
    ids: set[str] = set()
    rows: list[SheetRow] = []
    for row in (row for part in parts for row in part.rows):
        id_ = free_id(row.task["id"], ids, row.task["id"])
        ids.add(id_)
        rows.append(row._replace(task={**row.task, "id": id_}))
    if not rows:
        raise BadInput("no row under the headings is a task")
    return ImportedSheet(
        tuple(name for part in parts for name in part.sheets),
        parts[0].above,
        parts[0].columns,
        tuple(dict.fromkeys(name for part in parts for name in part.unread)),
        tuple(rows),
        tuple(row for part in parts for row in part.skipped),
        tuple(problem for part in parts for problem in part.not_understood),
    )


def _read_grid(
    grid: Grid, languages: Sequence[Language], on: date, named: Mapping[str, int | str], *, alone: bool
) -> ImportedSheet | None:
    """What one worksheet says; None where no row has headings. ALONE: its places need not name it."""
    width = max(map(len, grid.rows), default=0)
    rows = [
        [
            *("" if at in grid.hidden_columns else one_line(plain_cell(text)) for at, text in enumerate(row)),
            *[""] * (width - len(row)),
        ]
        for row in grid.rows
    ]
    sheet = "" if alone else f"{grid.name}!"
    shown = [[""] * width if at in grid.hidden_rows else row for at, row in enumerate(rows)]
    columns = by_hand(shown, named, languages) if named else find_columns(shown, languages)
    if columns is None:
        return None if named else _read_drawn(grid, shown, languages, on, sheet)
    reader = RowReader(grid, rows, with_lengths(columns, rows), on, sheet)
    for row in range(columns.row + 1, len(rows)):
        reader.read(row)
    heads = set(columns.headings.values())
    above = tuple(text for row in shown[: columns.row] for text in row if text and text not in heads)
    return ImportedSheet(
        (grid.name,) if grid.name else (),
        above,
        (*_meanings(columns), *_marked_columns(shown[columns.row], columns)),
        (*_unread(shown[columns.row], columns), *_unheaded(rows, columns, reader.used), *_hidden(grid, columns.row)),
        tuple(reader.rows),
        tuple(reader.skipped),
        reader.problems,
    )


def _unheaded(rows: Sequence[Sequence[str]], columns: SheetColumns, used: Container[int]) -> list[str]:
    """The columns without a heading that have texts under it."""
    head, below = rows[columns.row], rows[columns.row + 1 :]
    known = columns.meanings.keys() | columns.weekdays.keys() | columns.often.keys() | columns.parts.keys()
    free = [at for at, text in enumerate(head) if not text and at not in known and at not in used]
    return [f"{letters(at)} (without a heading)" for at in free if any(row[at] for row in below)]


def _hidden(grid: Grid, row: int) -> list[str]:
    """The headings of columns that are hidden."""
    heads = grid.rows[row]
    hidden = [at for at in sorted(grid.hidden_columns) if any(at < len(cells) and cells[at] for cells in grid.rows)]
    return [f"{(heads[at] if at < len(heads) else '') or letters(at)} (hidden)" for at in hidden]


def _read_drawn(
    grid: Grid, rows: Sequence[Sequence[str]], languages: Sequence[Language], on: date, sheet: str
) -> ImportedSheet | None:
    """What a week drawn as a calendar says, or tasks listed under Daily, Weekly; None for what is neither."""
    found = drawn_sheet(rows, languages)
    if found is None:
        return None
    listed = Grid(grid.name, (HEADINGS, *(entry.cells for entry in found.entries)))
    places = {at: f"{letters(entry.column)}{entry.row + 1}" for at, entry in enumerate(found.entries, 1)}
    columns = columns_of(listed.rows, 0, languages)
    reader = RowReader(listed, listed.rows, columns, on, sheet, places)
    for row in places:
        reader.read(row)
    head = rows[found.head]
    return ImportedSheet(
        (grid.name,) if grid.name else (),
        tuple(text for row in rows[: found.head] for text in row if text),
        (
            (
                f"{letters(found.first)}-{letters(found.last)}",
                f"{head[found.first]} to {head[found.last]}",
                found.meaning,
            ),
        ),
        (),
        tuple(reader.rows),
        (
            *reader.skipped,
            *_each_text(grid, sheet, grid.hidden_rows, HIDDEN),
            *_each_text(grid, sheet, found.beside, _BESIDE),
        ),
        reader.problems,
    )


def _each_text(grid: Grid, sheet: str, rows: Iterable[int], why: str) -> Iterable[SkippedRow]:
    """What stands in rows that are left out."""
    for row in sorted(rows):
        for column, text in enumerate(grid.rows[row]):
            if text:
                yield SkippedRow(f"{sheet}{letters(column)}{row + 1}", one_line(text), why)


def _meanings(columns: SheetColumns) -> list[tuple[str, str, str]]:
    useful = {at: meaning for at, meaning in sorted(columns.meanings.items()) if meaning not in _NOT_READ}
    return [(letters(at), columns.headings[at], str(meaning)) for at, meaning in useful.items()]


def _marked_columns(row: Sequence[str], columns: SheetColumns) -> list[tuple[str, str, str]]:
    """The columns of weekdays, and those headed Daily, Weekly, whose cells are marked."""
    found = []
    for marked in (sorted(columns.weekdays), sorted(columns.often), sorted(columns.parts)):
        if marked:
            first, last = marked[0], marked[-1]
            found.append((f"{letters(first)}-{letters(last)}", f"{row[first]} to {row[last]}", "marks: how often"))
    return found


def _unread(row: Sequence[str], columns: SheetColumns) -> tuple[str, ...]:
    known = columns.weekdays.keys() | columns.often.keys() | columns.parts.keys()
    known |= {column for column, meaning in columns.meanings.items() if meaning not in _NOT_READ}
    return tuple(text for column, text in enumerate(row) if text and column not in known)
