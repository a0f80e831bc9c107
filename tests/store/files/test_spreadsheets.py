"""Files of sheets, as spreadsheets write them and as attackers would."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference

from lswtui.domain.boards.sheet_import.rows import Grid
from lswtui.domain.boards.sheet_import.worksheet import read_sheets
from lswtui.domain.errors import BadInput, NotFound
from lswtui.store.files import spreadsheets
from lswtui.store.files.languages import load_languages
from lswtui.store.files.own_boards import save_own
from lswtui.store.files.spreadsheets import read_grids

if TYPE_CHECKING:
    from pathlib import Path

ON = date(2026, 11, 22)
LANGUAGES = load_languages()
ROWS = "Aufgabe{0}Häufigkeit{0}Dauer\nRundgang{0}täglich{0}15\nGespräch{0}Mo, Mi{0}30\n"


def only(path: Path) -> Grid:
    (grid,) = read_grids(str(path), LANGUAGES)
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
    (row,) = read_sheets([only(path)], LANGUAGES, ON).rows
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
    read = read_sheets(read_grids(str(tmp_path / "sheet.xlsx"), LANGUAGES), LANGUAGES, ON)
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
    assert [grid.name for grid in read_grids(str(path), LANGUAGES)] == ["LSW"]


def test_the_contents_tell_an_excel_file_and_not_its_name(tmp_path: Path) -> None:
    path = saved(tmp_path / "sheet.xlsx", ("LSW", [["Task"], ["Walk"]]))
    assert only(path.rename(tmp_path / "sheet.csv")).name == "LSW"


def test_without_openpyxl_one_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path / "sheet.xlsx", ("LSW", [["Task"]]))
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(BadInput, match="its extra `excel`, or save it as CSV"):
        read_grids(str(path), LANGUAGES)


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_a_packed_file_that_comes_to_too_much_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = packed(tmp_path / "bomb.xlsx", {"xl/worksheets/sheet1.xml": b" " * (spreadsheets.LARGEST_UNPACKED + 1)})
    assert path.stat().st_size < 100_000
    with pytest.raises(BadInput, match="when it is unpacked"):
        read_grids(str(path), LANGUAGES)


def test_entities_in_an_excel_file_are_refused(tmp_path: Path) -> None:
    parts = parts_of(saved(tmp_path / "sheet.xlsx", ("LSW", [["Task"]])))
    parts["xl/workbook.xml"] = b'<!DOCTYPE x [<!ENTITY a "b">]>' + parts["xl/workbook.xml"]
    with pytest.raises(BadInput, match=r"xl/workbook\.xml"):
        read_grids(str(packed(tmp_path / "bomb.xlsx", parts)), LANGUAGES)


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
        (b"Task,Min\n" + b"Walk,5\n" * (spreadsheets.MOST_ROWS + 1), "rows"),
        (b"x" * (spreadsheets.LARGEST + 1), "too large"),
    ],
)
def test_what_is_no_sheet_is_refused_with_what_to_do(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=says):
        read_grids(str(path), LANGUAGES)


def test_a_zip_that_is_no_excel_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read as an Excel file"):
        read_grids(str(packed(tmp_path / "a.xlsx", {"readme.txt": b"hello"})), LANGUAGES)
    with pytest.raises(BadInput, match="is no Excel file"):
        read_grids(str(packed(tmp_path / "b.xlsx", {"mimetype": b"application/vnd.oasis.opendocument"})), LANGUAGES)


def test_any_cut_of_an_excel_file_is_refused_or_read(tmp_path: Path) -> None:
    buffer = io.BytesIO(saved(tmp_path / "sheet.xlsx", ("LSW", [["Task"], ["Walk"]])).read_bytes())
    whole = buffer.getvalue()
    for end in range(2, len(whole), 97):
        (tmp_path / "cut.xlsx").write_bytes(whole[:end])
        with pytest.raises(BadInput):
            read_grids(str(tmp_path / "cut.xlsx"), LANGUAGES)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_grids(str(tmp_path / "none.csv"), LANGUAGES)


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


# What is hidden, in an unknown encoding, or swallowed by a quotation mark


def test_hidden_rows_columns_and_worksheets_are_known_as_such(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "sheet.xlsx",
        ("LSW", [["Task", "Frequency", "Note"], ["Walk", "Daily", "a"], ["Old audit", "Weekly", "b"]]),
        ("Lists", [["Daily"]]),
    )
    book = openpyxl.load_workbook(path)
    book["LSW"].row_dimensions[3].hidden = True
    book["LSW"].column_dimensions["C"].hidden = True
    book["Lists"].sheet_state = "hidden"
    book.save(path)
    grid = only(path)
    assert (set(grid.hidden_rows), set(grid.hidden_columns)) == ({2}, {2})
    assert grid.notes == ("the worksheet Lists is hidden and was not read",)
    read = read_sheets([grid], LANGUAGES, ON)
    assert [row.task["title"] for row in read.rows] == ["Walk"]
    assert [(row.place, row.text) for row in read.skipped] == [("A3", "Old audit")]
    assert read.unread == ("Note (hidden)",)
    assert read.notes == grid.notes


def test_rows_and_columns_without_a_size_are_hidden(tmp_path: Path) -> None:
    parts = parts_of(saved(tmp_path / "sheet.xlsx", ("LSW", [["Task", "Note"], ["Walk"], ["Old audit"]])))
    name = "xl/worksheets/sheet1.xml"
    parts[name] = (
        parts[name]
        .replace(b'<row r="3"', b'<row r="3" ht="0"')
        .replace(b"<sheetData>", b'<cols><col min="2" max="16384" width="0"/></cols><sheetData>')
    )
    grid = only(packed(tmp_path / "no_size.xlsx", parts))
    assert set(grid.hidden_rows) == {2}
    assert 1 in grid.hidden_columns


POLISH = "Zadanie;Częstość\nPrzegląd linii;Daily\nŁódź, źródła;Weekly Fri\n"


def test_an_encoding_that_is_assumed_is_said_and_another_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(POLISH.encode("cp1250"))
    (assumed,) = read_grids(str(path), LANGUAGES)
    assert "cp1252" in assumed.notes[0]
    assert "--encoding" in assumed.notes[0]
    (named,) = read_grids(str(path), LANGUAGES, "cp1250")
    assert (named.rows[1], named.notes) == (("Przegląd linii", "Daily"), ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_an_encoding_that_the_text_says_is_not_an_assumption(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(POLISH.encode(encoding))
    grid = only(path)
    assert (grid.rows[1], grid.notes) == (("Przegląd linii", "Daily"), ())


@pytest.mark.parametrize("encoding", ["nonsense", "rot13", "punycode", "idna", "utf-16", "ascii", "a\0b", ""])
def test_an_encoding_that_cannot_be_is_refused_with_others(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(POLISH.encode("cp1250")[:-1])
    with pytest.raises(BadInput, match="name another"):
        read_grids(str(path), LANGUAGES, encoding)


@pytest.mark.parametrize(
    ("lines", "row"),
    [
        (("Task,Frequency,Time,Minutes", "Walk,Daily,7:00,5", '"Audit,Weekly,8:00,30', "Huddle,Daily,9:00,10"), 3),
        (("Task,Frequency", '"Walk the line,Daily', '"Audit, weekly",Weekly', "Huddle,Daily"), 2),
        (("Task,Frequency", "Walk,Daily", 'Audit,"Weekly'), 3),
        (('Task,"Frequency', "Walk,Daily", "Audit,Weekly"), 1),
    ],
)
def test_a_quotation_mark_that_never_closes_is_refused_by_its_row(
    tmp_path: Path, lines: tuple[str, ...], row: int
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("\n".join(lines) + "\n")
    with pytest.raises(BadInput, match=f"quotation mark in row {row} "):
        read_grids(str(path), LANGUAGES)


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        ('"Walk ""all"" lines",Daily', 'Walk "all" lines'),
        ('5" pipes,Daily', '5" pipes'),
        ('"Walk\nall",Daily', "Walk\nall"),
    ],
)
def test_quotation_marks_that_are_as_they_should_be_are_read(tmp_path: Path, line: str, cell: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(f"Task,Frequency\n{line}\nHuddle,Daily\n")
    assert only(path).rows[1:] == ((cell, "Daily"), ("Huddle", "Daily"))


@pytest.mark.parametrize("blank", [",", "", " , ", ",,,,"])
def test_blank_rows_count_for_nothing(tmp_path: Path, blank: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("Task,Frequency\nWalk,Daily\n" + f"{blank}\n" * 2500 + "Audit,Weekly Fri\n" + f"{blank}\n" * 2500)
    read = read_sheets([only(path)], LANGUAGES, ON)
    assert [(row.place, row.task["every"]) for row in read.rows] == [("A2", "workday"), ("A2503", "fri")]


def test_what_lies_behind_the_last_column_or_row_that_is_read_is_said(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("Task,Frequency\nWalk,Daily" + "," * spreadsheets.MOST_COLUMNS + "x\n")
    assert ["columns" in note for note in only(path).notes] == [True]
    wide: list[Any] = ["Walk", *[None] * spreadsheets.MOST_COLUMNS, "x"]
    excel = saved(tmp_path / "sheet.xlsx", ("LSW", [["Task"], wide]))
    book = openpyxl.load_workbook(excel)
    book["LSW"].cell(spreadsheets.LAST_ROW + 1, 1, "Audit")
    book.save(excel)
    assert [note.partition("only the first ")[2][:6] for note in only(excel).notes] == ["20000 ", "100 co"]


def test_blank_rows_of_a_worksheet_count_for_nothing(tmp_path: Path) -> None:
    blank: list[list[Any]] = [[None]] * 2500
    path = saved(tmp_path / "sheet.xlsx", ("LSW", [["Task"], ["Walk"], *blank, ["Audit"]]))
    assert [row.place for row in read_sheets([only(path)], LANGUAGES, ON).rows] == ["A2", "A2503"]


@pytest.mark.parametrize(
    "text", ["Task,Done\nClean hall A,\n", "No,Task\n1,Clean hall A\n", "Task;Done\nClean hall, A;\n"]
)
def test_the_separator_is_the_one_under_which_the_task_is_found(tmp_path: Path, text: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(text)
    (row,) = read_sheets([only(path)], LANGUAGES, ON).rows
    assert row.task["title"] in {"Clean hall A", "Clean hall, A"}


@pytest.mark.parametrize("ends", ["\r", "\r\n", "\n"])
def test_rows_may_end_in_any_way(tmp_path: Path, ends: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(ends.join(["Task,Frequency", "Walk,Daily", ""]).encode())
    assert only(path).rows == (("Task", "Frequency"), ("Walk", "Daily"))


def test_dates_that_count_from_1904_chart_sheets_and_formulas_without_values_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Task", "Time", "Note"])
    sheet.append(["Walk", time(7, 0), "=A1"])
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=2))
    book.create_chartsheet("Chart").add_chart(chart)
    book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001 - a sheet has no zone
    book.save(tmp_path / "sheet.xlsx")
    assert only(tmp_path / "sheet.xlsx").rows[1] == ("Walk", "07:00", "=A1")
