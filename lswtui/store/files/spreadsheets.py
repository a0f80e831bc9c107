"""Sheets that leaders have, CSV and Excel, as texts in rows. Any of them may be anything."""

from __future__ import annotations

import codecs
import csv
import io
import re
import warnings
import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from lswtui.domain.boards.sheet_import.cells import column_at
from lswtui.domain.boards.sheet_import.headings import find_columns
from lswtui.domain.boards.sheet_import.rows import Grid
from lswtui.domain.errors import BadInput
from lswtui.store.engine import untrusted_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lswtui.domain.boards.sheet_import.language import Language

LARGEST = 5 * untrusted_files.MEGABYTE
LARGEST_UNPACKED = 25 * untrusted_files.MEGABYTE
"""What an Excel file, which is packed, may come to; a sheet of standard work comes to less than one."""
MOST_PARTS = 2000
MOST_SHEETS = 40
MOST_ROWS = 2000
"""With a text in them; blank ones between them count for nothing."""
LAST_ROW = 20_000
"""Of a worksheet; a cell far below all others costs nothing."""
MOST_COLUMNS = 100
LONGEST_CELL = 4000
_TOO_WIDE = f"only the first {MOST_COLUMNS} columns were read; those behind them have texts as well"
_TOO_LONG = f"only the first {LAST_ROW} rows were read; those below them have texts as well"
_DELIMITERS = (";", "\t", ",", "|")
_BLANK = " \n\r\u00a0\u200b" + "".join(_DELIMITERS)
"""What a row without a text is made of, whichever sign separates its cells."""
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)
_ASSUMED = "cp1252"
_NOT_OF_SHEETS = frozenset(("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf_7"))
_MIDNIGHT_OF_SHEETS = (date(1899, 12, 30), date(1899, 12, 31), date(1904, 1, 1))


def read_grids(path: str, languages: Sequence[Language], encoding: str | None = None) -> tuple[Grid, ...]:
    """The worksheets of a file, told apart by what is in it and not by its name.

    Headings in the LANGUAGES tell the separator of a CSV; ENCODING is the one that its text is in. Raises `NotFound`
    for what cannot be read, and `BadInput` with what to do for what is no sheet, too large, or needs openpyxl where
    that is not installed.
    """
    data = untrusted_files.read(path, LARGEST)
    if data.startswith(b"PK"):
        if encoding is not None:
            raise BadInput(f"{path} is an Excel file, which says its own encoding; leave --encoding out")
        return tuple(_excel(path, data))
    if data.startswith(_OLD_EXCEL):
        raise BadInput(
            f"{path} is an Excel file of the old kind, or one with a password; save it as .xlsx without one, or as CSV"
        )
    text, notes = _decoded(path, data) if encoding is None else (_decoded_as(path, data, encoding), ())
    rows = _csv(path, text, languages)
    wide = any(len(row) > MOST_COLUMNS and row[MOST_COLUMNS] for row in rows)
    return (Grid("", tuple(row[:MOST_COLUMNS] for row in rows), notes=(*notes, *(_TOO_WIDE,) * wide)),)


def _decoded(path: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """Text in UTF-8, in UTF-16 as Excel saves it, or else, which is noted, in the Windows encoding of the west."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _unmarked(data)
    notes: tuple[str, ...] = ()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise BadInput(f"{path} is no text; save the sheet as CSV in UTF-8, or as .xlsx") from None
        text = data.decode(_ASSUMED, errors="replace")
        assumed = f"the text does not say its encoding; {_ASSUMED}, of western languages, is assumed"
        notes = (f"{assumed}: where letters look wrong, --encoding names another, as cp1250 for central Europe",)
    if "\0" in text:
        raise BadInput(f"{path} is no sheet; save it as .xlsx or CSV")
    return text, notes


def _decoded_as(path: str, data: bytes, encoding: str) -> str:
    try:
        known = codecs.lookup(encoding).name.replace("-", "_") not in _NOT_OF_SHEETS
        text = data.decode(encoding) if known else ""
    except (LookupError, ValueError) as error:
        known = not isinstance(error, LookupError)
        text = None
    if text is None or not known:
        why = f"{path} is not in {encoding}" if known else f"{encoding!r} is no encoding of texts that is known here"
        raise BadInput(f"{why}; name another, as utf-8, cp1250, cp1251, cp1252, mac_roman")
    if "\0" in text:
        raise BadInput(f"{path} is not in {encoding}; name another encoding")
    return text.removeprefix("\ufeff")


def _unmarked(data: bytes) -> str:
    """The encoding of a text without a mark: every other byte of UTF-16 is zero in what we write."""
    head = data[:1000]
    if len(head) > 3 and len(head) % 2 == 0 and not any(head[:8:2]) and any(head[1:8:2]):
        return "utf-16-be"
    if len(head) > 3 and any(head[:8:2]) and not any(head[1:8:2]):
        return "utf-16-le"
    return "utf-8"


def _csv(path: str, text: str, languages: Sequence[Language]) -> tuple[tuple[str, ...], ...]:
    """The rows by the separator under which most headings are found."""
    separator = re.match(r"sep=(.)\r?\n", text)
    if separator:
        return _whole_rows(path, text[separator.end() :], separator[1])

    def worth(delimiter: str) -> tuple[bool, int, int]:
        rows = _rows(path, text, delimiter)
        columns = find_columns(rows, languages)
        return bool(columns and columns.good), columns.score if columns else 0, sum(len(row) for row in rows)

    return _whole_rows(path, text, max(_DELIMITERS, key=worth))


def _whole_rows(path: str, text: str, delimiter: str) -> tuple[tuple[str, ...], ...]:
    """The rows; raises `BadInput` for a quotation mark that swallows the rows behind it."""
    rows = _rows(path, text, delimiter)
    strict = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 1
    try:
        for _ in strict:
            row = strict.line_num + 1
    except csv.Error as error:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[row - 1 : strict.line_num]
        if len(lines) > 1 or lines[0].count('"') % 2:
            raise BadInput(
                f"{path} has a quotation mark in row {row} that is not closed there and swallows what follows;"
                " close it or take it away, and try again"
            ) from error
    return rows


def _rows(path: str, text: str, delimiter: str) -> tuple[tuple[str, ...], ...]:
    """The rows, those without a text empty; they count for nothing."""
    found: list[tuple[str, ...]] = []
    filled = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if not any(cell.strip(_BLANK) for cell in row):
                found.append(())
                continue
            if filled == MOST_ROWS:
                raise BadInput(_too_many_rows(path))
            filled += 1
            rest = ["".join(row[MOST_COLUMNS:]).strip()] if len(row) > MOST_COLUMNS else []
            found.append(tuple(cell[:LONGEST_CELL] for cell in (*row[:MOST_COLUMNS], *rest)))
    except csv.Error as error:
        line = len(found) + 1
        raise BadInput(f"{path} cannot be read as CSV after row {line} ({error}); save it anew as CSV") from error
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def _too_many_rows(path: str) -> str:
    return f"{path} has more than {MOST_ROWS} rows; keep those of the standard work and try again"


def _excel(path: str, data: bytes) -> Iterator[Grid]:
    try:
        import openpyxl  # an extra, and only a sheet of Excel needs it
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
            sheets = list(shown.worksheets)[:MOST_SHEETS]
            more = (f"only the first {MOST_SHEETS} worksheets were read",) * (len(shown.worksheets) > MOST_SHEETS)
            notes = more + tuple(
                f"the worksheet {sheet.title} is hidden and was not read"
                for sheet in sheets
                if sheet.sheet_state != "visible"
            )
            for sheet in sheets:
                if sheet.sheet_state == "visible":
                    rows, columns, outside = _hidden(data, sheet)
                    said = [f"worksheet {sheet.title}: {note}" for note in outside]
                    texts = _worksheet(path, sheet, typed[sheet.title])
                    yield Grid(sheet.title, texts, rows, columns, (*notes, *said))
                    notes = ()
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
                most = LARGEST_UNPACKED // untrusted_files.MEGABYTE
                raise BadInput(f"{path} comes to more than {most} MB when it is unpacked; keep only the sheet")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    text = packed.read(part)
                    if b"\0" in text or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                        raise BadInput(f"{path} declares what no Excel file does ({part.filename}); it is not read")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise BadInput(f"{path} is damaged or no Excel file; save the sheet as .xlsx or CSV anew") from error


def _hidden(data: bytes, sheet: Any) -> tuple[frozenset[int], frozenset[int], tuple[str, ...]]:
    """The rows and columns, from 0, that a worksheet does not show, and notes where texts lie beyond what is read.

    It is read from the worksheet's part, whose entities were refused.
    """
    rows: set[int] = set()
    columns: set[int] = set()
    row, below, wide = 0, False, False
    with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open(sheet._worksheet_path) as part:  # the reader keeps it
        for _, element in ET.iterparse(part):  # noqa: S314 - a file that declares entities was refused
            name = element.tag.rpartition("}")[2]
            if name == "row":
                row = int(element.get("r") or row + 1)
                rows |= {row - 1} if _is_hidden(element, "ht") else set()
                last = next((cell for cell in reversed(element) if len(cell)), None)
                below = below or (row > LAST_ROW and last is not None)
                wide = wide or (last is not None and _column(last) >= MOST_COLUMNS)
                element.clear()
            elif name == "col" and _is_hidden(element, "width"):
                columns.update(range(int(element.get("min", "1")) - 1, min(int(element.get("max", "1")), MOST_COLUMNS)))
    return frozenset(rows), frozenset(columns), (_TOO_LONG,) * below + (_TOO_WIDE,) * wide


def _column(cell: ET.Element) -> int:
    """The column of a cell, from 0, by its name such as B7."""
    return column_at((cell.get("r") or "A").rstrip("0123456789")[:4])


def _is_hidden(element: ET.Element, size: str) -> bool:
    return element.get("hidden") in {"1", "true"} or element.get(size) in {"0", "0.0"}


def _worksheet(path: str, shown: Any, typed: Any) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    filled = 0
    for values, formulas in zip(_values(shown), _values(typed), strict=False):
        texts = [_text(formula if value is None else value) for value, formula in zip(values, formulas, strict=False)]
        while texts and not texts[-1].strip():
            texts.pop()
        if texts and filled == MOST_ROWS:
            raise BadInput(f"{_too_many_rows(path)} (worksheet {shown.title})")
        filled += bool(texts)
        rows.append(tuple(texts))
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)


def _values(sheet: Any) -> Iterable[tuple[Any, ...]]:
    sheet.reset_dimensions()  # what a file says of its size may be wrong
    rows: Iterable[tuple[Any, ...]] = sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS, values_only=True)
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
