"""Files of sheets, as spreadsheets write them and as attackers would."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from lswtui.domain.errors import BadInput, NotThere
from lswtui.domain.sheet.reading import read_sheets
from lswtui.domain.sheet.rows import Grid
from lswtui.store import sheets
from lswtui.store.ownboards import save_own
from lswtui.store.sheets import read_grids

if TYPE_CHECKING:
    from pathlib import Path

ON = date(2026, 11, 22)
ROWS = "Aufgabe{0}Häufigkeit{0}Dauer\nRundgang{0}täglich{0}15\nGespräch{0}Mo, Mi{0}30\n"


def only(path: Path) -> Grid:
    (grid,) = read_grids(str(path), ON)
    return grid


def saved(path: Path, *worksheets: tuple[str, list[list[Any]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in worksheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_csv_is_read_in_any_usual_encoding_and_with_any_separator(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(ROWS.format(separator).encode(encoding))
    assert only(path).rows == (
        ("Aufgabe", "Häufigkeit", "Dauer"),
        ("Rundgang", "täglich", "15"),
        ("Gespräch", "Mo, Mi", "30"),
    )


def test_commas_in_quotation_marks_and_line_ends_in_a_cell_are_text(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(b'Task,How often,Notes\r\n"Walk, line 3","Mon, Wed","one\ntwo"\r\n')
    assert only(path).rows[1] == ("Walk, line 3", "Mon, Wed", "one\ntwo")


def test_a_separator_named_in_the_first_line_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("sep=,\r\nTask,Min\r\nWalk;far,5\r\n")
    assert only(path).rows == (("Task", "Min"), ("Walk;far", "5"))


def test_a_formula_in_csv_is_text(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("Task,Min\n\"=cmd|'/c calc'!A1\",5\n")
    (row,) = read_sheets([only(path)], ON).rows
    assert row.task["title"] == "=cmd|'/c calc'!A1"


def test_excel_cells_are_read_as_a_leader_reads_them(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Text", None, 15, 0.5, 15.0, True],
        [time(7, 0), timedelta(minutes=90), datetime(2026, 11, 19), datetime(2026, 11, 19, 7, 30), None, None],  # noqa: DTZ001
    ]
    path = saved(tmp_path / "sheet.xlsx", ("LSW", rows))
    assert only(path) == Grid(
        "LSW",
        (("Text", "", "15", "0.5", "15", "yes"), ("07:00", "1:30", "2026-11-19", "2026-11-19 07:30")),
    )


def test_merged_cells_empty_columns_and_a_title_do_not_hide_the_tasks(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["B1"] = "Leader Standard Work – Team Leader"
    sheet.merge_cells("B1:H1")
    for column, head in zip("CEFG", ("Task", "Time", "Duration", "Location"), strict=True):
        sheet[f"{column}4"] = head
    sheet["B5"], sheet["B7"] = "Daily", "Weekly"
    sheet.merge_cells("B5:B6")
    sheet["C5"], sheet["E5"], sheet["F5"], sheet["G5"] = "Start-up walk", time(6, 0), timedelta(minutes=20), "line"
    sheet["C6"], sheet["F6"] = "Huddle", 10
    sheet["C7"], sheet["E7"] = "5S audit", 0.5
    book.save(tmp_path / "sheet.xlsx")
    read = read_sheets(read_grids(str(tmp_path / "sheet.xlsx"), ON), ON)
    assert [
        (row.place, row.task["every"], row.task.get("at"), row.task["minutes"], row.task.get("where"))
        for row in read.rows
    ] == [
        ("C5", "workday", ["06:00"], 20, "line"),
        ("C6", "workday", None, 10, None),
        ("C7", "mon", ["12:00"], 15, None),
    ]


def test_a_formula_in_excel_is_what_was_last_shown_or_its_own_text(tmp_path: Path) -> None:
    path = saved(tmp_path / "sheet.xlsx", ("LSW", [["Task", "Min"], ["=A9", 5]]))
    assert only(path).rows[1] == ("=A9", "5")


def test_hidden_worksheets_are_not_read(tmp_path: Path) -> None:
    path = saved(tmp_path / "sheet.xlsx", ("LSW", [["Task"]]), ("Lists", [["Daily"]]))
    book = openpyxl.load_workbook(path)
    book["Lists"].sheet_state = "hidden"
    book.save(path)
    assert [grid.name for grid in read_grids(str(path), ON)] == ["LSW"]


def test_the_contents_tell_an_excel_file_and_not_its_name(tmp_path: Path) -> None:
    path = saved(tmp_path / "sheet.xlsx", ("LSW", [["Task"], ["Walk"]]))
    assert only(path.rename(tmp_path / "sheet.csv")).name == "LSW"


def test_without_openpyxl_one_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path / "sheet.xlsx", ("LSW", [["Task"]]))
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(BadInput, match="its extra `excel`, or save it as CSV"):
        read_grids(str(path), ON)


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_a_packed_file_that_comes_to_too_much_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = packed(tmp_path / "bomb.xlsx", {"xl/worksheets/sheet1.xml": b" " * (sheets.LARGEST_UNPACKED + 1)})
    assert path.stat().st_size < 100_000
    with pytest.raises(BadInput, match="when it is unpacked"):
        read_grids(str(path), ON)


def test_entities_in_an_excel_file_are_refused(tmp_path: Path) -> None:
    parts = parts_of(saved(tmp_path / "sheet.xlsx", ("LSW", [["Task"]])))
    parts["xl/workbook.xml"] = b'<!DOCTYPE x [<!ENTITY a "b">]>' + parts["xl/workbook.xml"]
    with pytest.raises(BadInput, match=r"xl/workbook\.xml"):
        read_grids(str(packed(tmp_path / "bomb.xlsx", parts)), ON)


def test_a_cell_at_the_far_end_of_a_worksheet_and_a_merge_over_all_of_it_cost_nothing(tmp_path: Path) -> None:
    path = saved(tmp_path / "sheet.xlsx", ("LSW", [["Task"], ["Walk"]]))
    parts = parts_of(path)
    name = "xl/worksheets/sheet1.xml"
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    merge = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    parts[name] = parts[name].replace(b"</sheetData>", far + merge)
    assert only(packed(tmp_path / "far.xlsx", parts)).rows[1][0] == "Walk"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old kind"),
        (b"PK\x03\x04 and no more", "damaged or no Excel file"),
        (b"a\0b\0\0\0\xff\x01", "is no sheet"),
        (b"\xff\xfea", "is no text"),
        (b'Task,Min\n"' + b"x" * 200_000 + b'",5\n', "cannot be read as CSV"),
        (b"Task,Min\n" + b"Walk,5\n" * (sheets.MOST_ROWS + 1), "rows"),
        (b"x" * (sheets.LARGEST + 1), "too large"),
    ],
)
def test_what_is_no_sheet_is_refused_with_what_to_do(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=says):
        read_grids(str(path), ON)


def test_a_zip_that_is_no_excel_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read as an Excel file"):
        read_grids(str(packed(tmp_path / "a.xlsx", {"readme.txt": b"hello"})), ON)
    with pytest.raises(BadInput, match="is no Excel file"):
        read_grids(str(packed(tmp_path / "b.xlsx", {"mimetype": b"application/vnd.oasis.opendocument"})), ON)


def test_any_cut_of_an_excel_file_is_refused_or_read(tmp_path: Path) -> None:
    buffer = io.BytesIO(saved(tmp_path / "sheet.xlsx", ("LSW", [["Task"], ["Walk"]])).read_bytes())
    whole = buffer.getvalue()
    for end in range(2, len(whole), 97):
        (tmp_path / "cut.xlsx").write_bytes(whole[:end])
        with pytest.raises(BadInput):
            read_grids(str(tmp_path / "cut.xlsx"), ON)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotThere):
        read_grids(str(tmp_path / "none.csv"), ON)


def test_a_board_that_is_replaced_is_kept_under_a_name_of_its_own_each_time(tmp_path: Path) -> None:
    assert save_own("mine", b"one", tmp_path) is None
    assert save_own("mine", b"one", tmp_path) is None
    kept = [save_own("mine", text, tmp_path) for text in (b"two", b"three")]
    assert [path.name for path in kept if path] == ["mine.toml.before", "mine.toml.before-2"]
    assert [path.read_bytes() for path in kept if path] == [b"one", b"two"]
    assert (tmp_path / "days" / "mine.toml").read_bytes() == b"three"


def test_a_board_is_written_nowhere_but_into_its_folder(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be the name of a file"):
        save_own("../mine", b"", tmp_path)
    assert list(tmp_path.iterdir()) == []
