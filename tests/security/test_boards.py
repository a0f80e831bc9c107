"""What a board or a sheet says goes in and out as text, in every form in which boards travel."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest

from tests.security.attacks import ATTACKS, obeyed_in
from tests.security.conftest import hostile_board

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Lsw


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    path = tmp_path / "hostile.toml"
    path.write_text(hostile_board(), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["toml", "csv", "ics", "job"])
@pytest.mark.parametrize("to", ["stdout", "file"])
def test_a_board_goes_out_in_no_form_with_what_a_terminal_obeys(
    lsw: Lsw, hostile: Path, tmp_path: Path, form: str, to: str
) -> None:
    out = tmp_path / "out"
    ran = lsw.done("board", "export", str(hostile), "--format", form, *(("--out", str(out)) if to == "file" else ()))
    written = out.read_text(encoding="utf-8-sig") if to == "file" else ran.out
    assert obeyed_in(written.replace("\r\n", "\n")) == set()
    assert written.count("\n") > len(ATTACKS)


def test_no_cell_of_a_board_is_a_formula_to_a_spreadsheet(lsw: Lsw, hostile: Path) -> None:
    sheet = lsw.done("board", "export", str(hostile), "--format", "csv").out
    rows = list(csv.reader(io.StringIO(sheet)))
    assert len({len(row) for row in rows}) == 1
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_no_text_of_a_board_becomes_a_line_of_its_own_in_a_calendar(lsw: Lsw, hostile: Path) -> None:
    lines = lsw.done("board", "export", str(hostile), "--format", "ics").out.splitlines()
    known = r"(BEGIN|END|VERSION|PRODID|CALSCALE|X-WR-CALNAME|X-WR-TIMEZONE|TZID|TZOFFSETFROM|TZOFFSETTO|TZNAME|UID"
    more = r"|DTSTAMP|DTSTART|DURATION|RRULE|EXDATE|SUMMARY|DESCRIPTION|LOCATION|CATEGORIES)[:;]| "
    assert [line for line in lines if not re.match(known + more, line)] == []
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") > len(ATTACKS) // 2


def test_a_sheet_of_attacks_is_understood_as_text_or_refused_and_never_obeyed(lsw: Lsw, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Task", "How often", "Time", "Minutes", "Standard"])
        for text in ATTACKS.values():
            writer.writerow([text, "daily", "09:00", "15", text])
            writer.writerow(["Walk", text, text, text, text])
    ran = lsw("board", "import", str(path), "--yes", "--name", "attacked")
    assert ran.code in (0, 2)
    assert obeyed_in(ran.out + ran.err) == set()
    shown = lsw("board", "show", "attacked")
    assert obeyed_in(shown.out + shown.err) == set()
    assert shown.code == (0 if ran.code == 0 else 3)
