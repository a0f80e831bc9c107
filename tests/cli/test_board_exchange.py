"""Boards in from sheets, and out as files for other programs."""

from __future__ import annotations

import csv
import io
import time
import tomllib
from typing import TYPE_CHECKING

import openpyxl
import pytest

from lswtui.domain.boards.board_file import read_board
from lswtui.store.files.board_files import bundled, load_board

if TYPE_CHECKING:
    from pathlib import Path

    import time_machine

    from tests.cli.conftest import Lsw, Ran

SHEET = """Leader standard work - Line 3;;;;
Task;Frequency;Time;Minutes;Standard
Gemba walk of the whole line with the maintenance lead;Daily;7:00;30;Every station seen
Tier 1 huddle;Every shift;06.30;10;
Safety tour;when the moon is full;;lots;
;Weekly;;20;
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "Line 3 leader.csv"
    path.write_text(SHEET, encoding="cp1252")
    return path


@pytest.fixture
def own(home: Path) -> Path:
    return home / "data" / "boards" / "days"


def test_a_sheet_is_shown_and_nothing_is_written_where_nobody_can_be_asked(lsw: Lsw, sheet: Path, own: Path) -> None:
    ran = lsw.done("board", "import", str(sheet))
    assert "Leader standard work - Line 3 (line-3-leader): 3 tasks" in ran.out
    assert "A3  Gemba walk of the whole line  every workday  07:00   30" in ran.out
    assert "B5: 'when the moon is full' is no frequency" in ran.out
    assert "D5: 'lots' is no length" in ran.out
    assert "B6: 'Weekly' has no task in column A" in ran.out
    assert "mon-fri 08:00-16:30 (A3, A4 outside of them); --hours 06:00-14:15 sets yours" in ran.out
    assert "--yes writes the board" in ran.err
    assert not own.exists()


def test_a_dry_run_writes_nothing_even_with_yes(lsw: Lsw, sheet: Path, own: Path) -> None:
    lsw.done("board", "import", str(sheet), "--dry-run", "--yes")
    assert not own.exists()


def test_with_yes_the_board_is_written_and_can_be_used(lsw: Lsw, sheet: Path, clock: time_machine.Traveller) -> None:
    clock.move_to("2026-11-19T05:00:00+01:00")
    ran = lsw.done("board", "import", str(sheet), "--yes")
    assert "wrote the board line-3-leader with 3 tasks" in ran.out
    assert lsw.done("board", "check", "line-3-leader").out.startswith("line-3-leader: good\n")
    lsw.done("board", "use", "line-3-leader")
    planned = [(card["at"], card["title"]) for card in lsw.today()["cards"] if card["at"]]
    assert planned == [("06:30", "Tier 1 huddle"), ("07:00", "Gemba walk of the whole line")]


def test_an_imported_board_can_be_used_at_once(lsw: Lsw, sheet: Path) -> None:
    lsw.done("board", "import", str(sheet), "--yes", "--use", "--name", "mine")
    assert lsw.today()["board"] == "mine"


@pytest.mark.parametrize(("typed", "written"), [("y\n", True), ("n\n", False), ("", False)])
def test_at_a_terminal_it_is_written_after_a_y(lsw: Lsw, sheet: Path, own: Path, typed: str, written: bool) -> None:
    ran = lsw.done("board", "import", str(sheet), typed=typed)
    assert "Write it? [y/N]" in ran.err
    assert (own / "line-3-leader.toml").exists() is written


def test_what_was_understood_is_said_to_programs_too(lsw: Lsw, sheet: Path, own: Path) -> None:
    said = lsw.done("board", "import", str(sheet), "--json").json
    assert said["board"] == {"id": "line-3-leader", "title": "Leader standard work - Line 3", "tasks": 3}
    assert said["written"] is False
    assert [problem["place"] for problem in said["not_understood"]] == ["B5", "D5"]
    assert said["tasks"][1]["words"] == "every workday"
    assert not own.exists()
    assert lsw.done("board", "import", str(sheet), "--json", "--yes").json["written"] is True


def test_hours_are_taken_and_a_night_shift_moves_the_start_of_the_day(lsw: Lsw, sheet: Path, own: Path) -> None:
    lsw.done("board", "import", str(sheet), "--yes", "--hours", "22:00-06:00", "--hours", "sat 20:00-02:00")
    board = tomllib.loads((own / "line-3-leader.toml").read_text())
    assert board["hours"] == {"mon-fri": "22:00-06:00", "sat": "20:00-02:00"}
    assert board["day_starts"] == "13:00"


def test_a_board_of_ones_own_is_kept_beside_and_that_is_said_before(lsw: Lsw, sheet: Path, own: Path) -> None:
    lsw.done("board", "import", str(sheet), "--yes", "--title", "First")
    ran = lsw.done("board", "import", str(sheet), "--yes", "--title", "Second")
    assert "your own board line-3-leader is there already" in ran.out
    assert "kept as line-3-leader.toml.before" in ran.out
    assert 'title = "First"' in (own / "line-3-leader.toml.before").read_text()
    assert 'title = "Second"' in (own / "line-3-leader.toml").read_text()


def test_every_earlier_file_is_kept_listed_and_can_be_taken_in_again(lsw: Lsw, sheet: Path, own: Path) -> None:
    for title in ("First", "Second", "Third"):
        ran = lsw.done("board", "import", str(sheet), "--yes", "--title", title)
    assert ran.out.count("kept beside as line-3-leader.toml.before-2") == 1
    assert "kept as line-3-leader.toml.before-2" in ran.out
    earlier = [own / "line-3-leader.toml.before", own / "line-3-leader.toml.before-2"]
    assert lsw.done("board", "list", "--all", "--json").json["earlier"] == list(map(str, earlier))
    assert "earlier" not in lsw.done("board", "list", "--json").json
    assert all(f"  {path}\n" in lsw.done("board", "list", "--all").out for path in earlier)
    assert "Earlier" not in lsw.done("board", "list").out
    lsw.done("board", "import", str(earlier[0]), "--name", "again", "--yes")
    assert lsw.done("board", "show", "again").out.startswith("First ·")
    lsw.done("board", "import", str(earlier[1]), "--yes")
    assert lsw.done("board", "show", "line-3-leader").out.startswith("Second ·")


def test_taking_the_place_of_a_ready_made_board_is_said(lsw: Lsw, sheet: Path) -> None:
    assert (
        "the place of the ready-made board executive"
        in lsw.done("board", "import", str(sheet), "--name", "executive").out
    )


def test_an_excel_sheet_is_taken_in_from_the_worksheet_named(lsw: Lsw, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Task", "Frequency"])
    other = book.create_sheet("Night")
    for row in (["Task", "Mon", "Tue", "Wed", "Thu", "Fri"], ["Walk", "x", None, "x"]):
        other.append(row)
    book.save(tmp_path / "sheet.xlsx")
    (task,) = lsw.done("board", "import", str(tmp_path / "sheet.xlsx"), "--sheet", "night", "--json").json["tasks"]
    assert (task["place"], task["every"]) == ("A2", "mon,wed")


def test_a_board_in_toml_is_taken_as_it_is_with_its_comments(lsw: Lsw, tmp_path: Path, own: Path) -> None:
    path = tmp_path / "My Board.toml"
    path.write_bytes(b"# mine\n" + (bundled() / "days" / "executive.toml").read_bytes())
    lsw.done("board", "import", str(path), "--yes")
    assert (own / "my-board.toml").read_bytes() == path.read_bytes()


def test_every_problem_of_a_board_in_toml_is_said_and_nothing_is_written(lsw: Lsw, tmp_path: Path, own: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text('title = "Bad"\nlevle = "manager"\n[hours]\nmon = "08:00-25:00"\n')
    ran = lsw("board", "import", str(path), "--yes")
    assert ran.code == 2
    assert len([line for line in ran.err.splitlines() if "bad.toml: " in line]) == 4
    assert "did you mean 'level'" in ran.err
    assert not own.exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [("a;b\n1;2\n", "no row names the columns"), ("Task;Min\n;5\n", "no row under the headings is a task")],
)
def test_a_sheet_without_tasks_is_refused(lsw: Lsw, tmp_path: Path, own: Path, content: str, says: str) -> None:
    (tmp_path / "sheet.csv").write_text(content)
    assert says in lsw.refused("board", "import", str(tmp_path / "sheet.csv"), "--yes", code=2)
    assert not own.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--name", "../x"),
        ("--name", "Ü"),
        ("--hours", "8 to 5"),
        ("--hours", "foo 08:00-12:00"),
        ("--hours", "25:00-26:00"),
    ],
)
def test_bad_options_are_refused_and_nothing_is_written(
    lsw: Lsw, sheet: Path, own: Path, arguments: tuple[str, ...]
) -> None:
    assert lsw("board", "import", str(sheet), "--yes", *arguments).code == 2
    assert not own.exists()


def test_what_is_in_a_sheet_cannot_speak_to_the_terminal(lsw: Lsw, tmp_path: Path) -> None:
    (tmp_path / "sheet.csv").write_text("Task;\x1b[31mNotes\nWa\x1b]0;x\x07lk;a\x1bb\n\x1b[2J;?\n")
    ran = lsw.done("board", "import", str(tmp_path / "sheet.csv"))
    assert "\x1b" not in ran.out + ran.err
    assert "\x07" not in ran.out + ran.err


# Out


def test_a_board_goes_out_as_toml_that_is_the_same_board(lsw: Lsw) -> None:
    board = load_board("charge-nurse", bundled())
    made, problems = read_board("charge-nurse", tomllib.loads(lsw.done("board", "export", "charge-nurse").out))
    assert (made, problems) == (board, ())


def test_the_board_in_use_goes_out_by_default(lsw: Lsw, day: time_machine.Traveller) -> None:  # noqa: ARG001 - the fixture chooses it
    assert 'title = "Lean team leader"' in lsw.done("board", "export").out


def test_a_board_that_went_out_as_csv_comes_back_with_the_same_tasks(lsw: Lsw, tmp_path: Path, own: Path) -> None:
    path = tmp_path / "mine.csv"
    assert lsw.done("board", "export", "executive", "--format", "csv", "--out", str(path)).out == f"wrote {path}\n"
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,title,")
    lsw.done("board", "import", str(path), "--yes")
    assert load_board("mine", own.parent).tasks == load_board("executive", bundled()).tasks


def test_csv_on_stdout_has_a_row_for_each_task(lsw: Lsw) -> None:
    rows = list(csv.DictReader(io.StringIO(lsw.done("board", "export", "executive", "--format", "csv").out)))
    assert [row["id"] for row in rows] == [task.id for task in load_board("executive", bundled()).tasks]


def test_a_file_that_is_there_is_written_over_only_by_force(lsw: Lsw, tmp_path: Path) -> None:
    path = tmp_path / "board.toml"
    path.write_text("mine")
    out = ("board", "export", "executive", "--out", str(path))
    assert "--force writes over it" in lsw.refused(*out, code=3)
    assert path.read_text() == "mine"
    lsw.done(*out, "--force")
    assert path.read_text().startswith("title = ")
    assert [file.name for file in tmp_path.glob("*.t*")] == ["board.toml"]


def test_where_nothing_can_be_written_one_sentence_says_so(lsw: Lsw, tmp_path: Path) -> None:
    assert "cannot be written" in lsw.refused(
        "board", "export", "executive", "--out", str(tmp_path / "none" / "x.toml"), code=1
    )


def test_a_calendar_goes_out_for_some_days_and_says_what_has_no_date(
    lsw: Lsw,
    tmp_path: Path,
    clock: time_machine.Traveller,  # noqa: ARG001 - the days are counted from then
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("Task,Frequency,Time\nWalk,Tue,7:00\nDrill,as needed,\n")
    lsw.done("board", "import", str(path), "--yes")
    ran = lsw.done("board", "export", "mine", "2026-12-01..2026-12-31", "--format", "ics")
    assert "DTSTART;TZID=Europe/Berlin:20261201T070000\r\n" in ran.out.replace("\n", "\r\n").replace("\r\r\n", "\r\n")
    assert "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231T225959Z" in ran.out
    assert "not in the calendar: Drill" in ran.err


def test_a_calendar_of_the_board_in_use_takes_days_without_a_name(lsw: Lsw, day: time_machine.Traveller) -> None:  # noqa: ARG001 - as above
    ran = lsw.done("board", "export", "2026-12-01..2026-12-04", "--format", "ics")
    assert "UNTIL=20261204T225959Z" in ran.out


def test_days_are_for_calendars_only(lsw: Lsw) -> None:
    assert "--format ics" in lsw.refused("board", "export", "executive", "2026-12-01..2026-12-04", code=2)


def test_a_job_description_names_domains_elements_and_tasks_and_what_is_empty(lsw: Lsw, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text('Task,Frequency,Time,Standard,Why\nGemba *walk*,2x daily,"7:00, 13:00",Seen,It helps\n')
    lsw.done("board", "import", str(path), "--yes", "--title", "Line #3")
    out = lsw.done("board", "export", "mine", "--format", "job").out
    assert out.startswith("# Line \\#3: my work as a leader, by domain\n")
    assert "- **Gemba \\*walk\\*** – every workday, twice a day at 07:00, 13:00, 15m\n" in out
    assert "  - Good looks like: Seen\n  - Why: It helps\n" in out
    assert "_No task yet: planning, stakeholder engagement._" in out
    assert [line for line in out.splitlines() if line.startswith("## ")] == [
        "## Structure: I structure the work",
        "## Operate: I operate what is structured",
        "## Perfect: I perfect it",
    ]


def test_help_names_the_formats(lsw: Lsw) -> None:
    ran: Ran = lsw.done("board", "export", "--help")
    assert "toml|csv|ics|job" in ran.out


# Sheets that need a word from somebody


def test_columns_and_the_encoding_can_be_named(lsw: Lsw, tmp_path: Path) -> None:
    path = tmp_path / "zmiana.csv"
    path.write_bytes("Zadanie;Kiedy;Ile\nPrzegląd linii;Daily;20\n".encode("cp1250"))
    assert "--column task=B" in lsw.refused("board", "import", str(path), code=2)
    named = ("--column", "task=Zadanie", "--column", "how often=B", "--column", "minutes=c")
    assert "cp1252, of western languages, is assumed" in lsw.done("board", "import", str(path), *named).out
    ran = lsw.done("board", "import", str(path), *named, "--encoding", "cp1250")
    assert "A2  Przegląd linii  every workday" in ran.out
    assert "assumed: where letters" not in ran.out


def test_a_column_that_cannot_be_is_refused_and_a_board_has_none(lsw: Lsw, sheet: Path, tmp_path: Path) -> None:
    assert "did you mean 'task'" in lsw.refused("board", "import", str(sheet), "--column", "taks=A", code=2)
    toml = tmp_path / "x.toml"
    toml.write_text('title = "x"\n')
    assert "no columns" in lsw.refused("board", "import", str(toml), "--column", "task=A", code=2)


def test_a_hidden_row_is_left_out_and_said(lsw: Lsw, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    shown = book.worksheets[0]
    for row in (["Task", "Frequency"], ["Walk the line", "Daily"], ["Old audit", "Weekly"]):
        shown.append(row)
    shown.row_dimensions[3].hidden = True
    book.create_sheet("Lists").sheet_state = "hidden"
    book.save(tmp_path / "sheet.xlsx")
    out = lsw.done("board", "import", str(tmp_path / "sheet.xlsx")).out
    assert "(sheet): 1 task\n" in out
    assert "A3: 'Old audit' is in a hidden row; unhide it to take it" in out
    assert "the worksheet Lists is hidden and was not read" in out


def test_a_sheet_in_spanish_becomes_a_board(lsw: Lsw, tmp_path: Path) -> None:
    path = tmp_path / "turno.csv"
    path.write_text(
        "Tarea,Frecuencia,Hora,Duración\nRecorrido,lunes a viernes a las 7:00,,15 min\nAuditoría,cada 4 meses,,\n"
    )
    out = lsw.done("board", "import", str(path)).out
    assert "A2  Recorrido  Monday to Friday" in out
    assert "07:00   15" in out
    assert "every 4 months on the first workday from 1" in out


@pytest.mark.parametrize(
    ("zone", "start"),
    [
        (":Europe/Berlin", "DTSTART;TZID=Europe/Berlin:20261201T"),
        ("/usr/share/zoneinfo/America/New_York", "DTSTART;TZID=America/New_York:20261201T"),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "DTSTART;TZID=Local:20261201T"),
        ("UTC", "DTSTART:20261201T"),
    ],
)
def test_a_calendar_names_the_zone_of_the_machine_or_tells_one_that_has_no_name(
    lsw: Lsw, day: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch, zone: str, start: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    day.move_to("2026-12-01T05:00:00+00:00")
    ran = lsw.done("board", "export", "2026-12-01..2027-06-04", "--format", "ics").out
    assert start in ran
    assert ("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU" in ran) is ("Europe" in zone or "CET" in zone)
    assert ("BEGIN:VTIMEZONE" in ran) is (zone != "UTC")
