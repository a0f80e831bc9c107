"""Sheets that leaders have, CSV and Excel, as texts in rows. Any of them may be anything."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from lswtui.domain.errors import BadInput
from lswtui.domain.sheet.headings import find_columns
from lswtui.domain.sheet.rows import Grid
from lswtui.store import foreign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LARGEST = 5 * foreign.MEGABYTE
LARGEST_UNPACKED = 25 * foreign.MEGABYTE
"""What an Excel file, which is packed, may come to; a sheet of standard work comes to less than one."""
MOST_PARTS = 2000
MOST_SHEETS = 40
MOST_ROWS = 2000
MOST_COLUMNS = 100
LONGEST_CELL = 4000
_DELIMITERS = (";", "\t", ",", "|")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_MIDNIGHT_OF_SHEETS = (date(1899, 12, 30), date(1899, 12, 31), date(1904, 1, 1))


def read_grids(path: str, on: date) -> tuple[Grid, ...]:
    """The worksheets of a file, told apart by what is in it and not by its name.

    ON is the date it is read. Raises `NotThere` for what cannot be read, and `BadInput` with what to do for what is
    no sheet, too large, or needs openpyxl where that is not installed.
    """
    data = foreign.read(path, LARGEST)
    if data.startswith(b"PK"):
        return tuple(_excel(path, data))
    if data.startswith(_OLD_EXCEL):
        raise BadInput(
            f"{path} is an Excel file of the old kind, or one with a password; save it as .xlsx without one, or as CSV"
        )
    return (Grid("", _csv(path, _decoded(path, data), on)),)


def _decoded(path: str, data: bytes) -> str:
    """Text in UTF-8, in UTF-16 as Excel saves it, or else in the Windows encoding of western languages."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _unmarked(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise BadInput(f"{path} is no text; save the sheet as CSV in UTF-8, or as .xlsx") from None
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise BadInput(f"{path} is no sheet; save it as .xlsx or CSV")
    return text


def _unmarked(data: bytes) -> str:
    """The encoding of a text without a mark: every other byte of UTF-16 is zero in what we write."""
    head = data[:1000]
    if len(head) > 3 and len(head) % 2 == 0 and not any(head[:8:2]) and any(head[1:8:2]):
        return "utf-16-be"
    if len(head) > 3 and any(head[:8:2]) and not any(head[1:8:2]):
        return "utf-16-le"
    return "utf-8"


def _csv(path: str, text: str, on: date) -> tuple[tuple[str, ...], ...]:
    """The rows by the separator under which most headings are found."""
    separator = re.match(r"sep=(.)\r?\n", text)
    if separator:
        return _rows(path, text[separator.end() :], separator[1])

    def worth(rows: tuple[tuple[str, ...], ...]) -> tuple[int, int]:
        columns = find_columns(rows, on)
        return (columns.score if columns else 0, sum(len(row) for row in rows))

    return max((_rows(path, text, delimiter) for delimiter in _DELIMITERS), key=worth)


def _rows(path: str, text: str, delimiter: str) -> tuple[tuple[str, ...], ...]:
    found: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(found) == MOST_ROWS:
                raise BadInput(_too_many_rows(path))
            found.append(tuple(cell[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]))
    except csv.Error as error:
        line = len(found) + 1
        raise BadInput(f"{path} cannot be read as CSV after row {line} ({error}); save it anew as CSV") from error
    return tuple(found)


def _too_many_rows(path: str) -> str:
    return f"{path} has more than {MOST_ROWS} rows; keep those of the standard work and try again"


def _excel(path: str, data: bytes) -> Iterator[Grid]:
    try:
        import openpyxl  # noqa: PLC0415 - an extra, and only a sheet of Excel needs it
    except ImportError as error:
        raise BadInput(
            f"{path} is an Excel file, which needs openpyxl; install lswtui with its extra `excel`, or save it as CSV"
        ) from error
    _refuse_bombs(path, data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it does not know, such as drop-down lists
            # What was last shown in a cell, and beside it the formula, for a cell that was never shown.
            shown = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            typed = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            for sheet in list(shown.worksheets)[:MOST_SHEETS]:
                if sheet.sheet_state == "visible":
                    yield Grid(sheet.title, _worksheet(path, sheet, typed[sheet.title]))
    except BadInput:
        raise
    except Exception as error:
        raise BadInput(f"{path} cannot be read as an Excel file; open it in Excel and save it as .xlsx anew") from error


def _refuse_bombs(path: str, data: bytes) -> None:
    """Raise `BadInput` for a packed file that comes to too much, or whose parts declare entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if "mimetype" in packed.namelist():
                raise BadInput(f"{path} is no Excel file; save the sheet as .xlsx or CSV")
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                most = LARGEST_UNPACKED // foreign.MEGABYTE
                raise BadInput(f"{path} comes to more than {most} MB when it is unpacked; keep only the sheet")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    text = packed.read(part)
                    if b"\0" in text or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                        raise BadInput(f"{path} declares what no Excel file does ({part.filename}); it is not read")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise BadInput(f"{path} is damaged or no Excel file; save the sheet as .xlsx or CSV anew") from error


def _worksheet(path: str, shown: Any, typed: Any) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    empty = 0
    for values, formulas in zip(_values(shown), _values(typed), strict=False):
        if len(rows) + empty >= MOST_ROWS and any(value is not None for value in values):
            raise BadInput(f"{_too_many_rows(path)} (worksheet {shown.title})")
        texts = [_text(formula if value is None else value) for value, formula in zip(values, formulas, strict=False)]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            rows += [()] * empty
            rows.append(tuple(texts))
            empty = 0
        elif empty < MOST_ROWS:
            empty += 1
    return tuple(rows)


def _values(sheet: Any) -> Iterable[tuple[Any, ...]]:
    sheet.reset_dimensions()  # what a file says of its size may be wrong
    rows: Iterable[tuple[Any, ...]] = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
    return rows


def _text(value: object) -> str:
    """A cell as a leader reads it; times as 07:00, dates as 2026-11-19, lengths as 1:30."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            if value.date() in _MIDNIGHT_OF_SHEETS or not (value.hour or value.minute):
                return f"{value:%H:%M}" if value.date() in _MIDNIGHT_OF_SHEETS else value.date().isoformat()
            return f"{value:%Y-%m-%d %H:%M}"
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
        case float():
            return str(int(value)) if value.is_integer() else f"{value:.10g}"
        case _:
            return str(getattr(value, "text", value))[:LONGEST_CELL]  # a formula over many cells has its text
