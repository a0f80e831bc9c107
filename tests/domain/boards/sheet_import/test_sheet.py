"""Sheets as leaders have them, read as tasks."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.boards.board import Board, Task, Window
from lswtui.domain.boards.board_file import board_table, read_board
from lswtui.domain.boards.sheet_import.frequency_words import read_often
from lswtui.domain.boards.sheet_import.guess import guess_kind
from lswtui.domain.boards.sheet_import.rows import Grid
from lswtui.domain.boards.sheet_import.times import read_length, read_times
from lswtui.domain.boards.sheet_import.to_board import USUAL_HOURS, board_from, day_start, level_of, title_from
from lswtui.domain.boards.sheet_import.worksheet import ImportedSheet, read_sheets
from lswtui.domain.boards.titles import free_id, id_of, short_title
from lswtui.domain.cadence.due_dates import at_most_weekly
from lswtui.domain.cadence.formatter import cadence_text
from lswtui.domain.errors import BadInput, NotFound
from lswtui.domain.vocabulary import ELEMENTS_OF, Activity, CarryOver
from lswtui.render.boards.csv import board_csv
from lswtui.store.files.board_files import board_names, bundled, load_board
from lswtui.store.files.languages import load_languages
from tests.domain.boards.tasks import sentences, tasks

ON = date(2026, 11, 22)
LANGUAGES = load_languages()

SUPERVISOR = Grid(
    "LSW",
    (
        ("Leader Standard Work – Production Supervisor",),
        ("Name:", "Ana", "", "Area:", "Line 3", "", "Week of", "2026-11-16"),
        (),
        ("#", "Activity", "Frequency", "Time", "Duration (min)", "What good looks like", "Notes", "Done"),
        ("DAILY",),
        ("1", "Review staffing and call-offs with HR before the shift starts", "Daily", "6:00", "15", "All covered"),
        ("2", "Gemba walk line 3", "2x daily", "7:00, 13:00", "30", "", "see map"),
        ("3", "Tier 1 huddle", "Every shift", "start of shift", "10 min"),
        ("WEEKLY",),
        ("4", "1:1 with each team leader", "Tue & Thu", "2pm", "0:30"),
        ("5", "5S audit"),
        ("6", "Safety tour", "when the moon is full", "half past", "lots"),
        ("7", "Gemba walk line 3", "2x daily", "7:00, 13:00", "30"),
        ("", "Total", "", "", "85"),
        ("", "", "Signature:"),
    ),
)
SCHICHTLEITER = Grid(
    "",
    (
        ("Standardarbeit Schichtleiter Montage",),
        ("Nr.", "Aufgabe", "Häufigkeit", "Uhrzeit", "Dauer", "Zweck", "Ort", "Bemerkung"),
        ("1", "Schichtübergabe mit Vorgänger", "täglich", "05.45", "15 Min.", "Nichts geht verloren", "Büro"),
        ("2", "Rundgang durch alle Linien", "2x täglich", "07:00 und 10:00", "0:30", "", "Linie 1-4"),
        ("3", "Mitarbeitergespräch führen", "Mo, Mi", "13 Uhr", "0,5 Std"),
        ("4", "KVP-Runde moderieren", "1. Montag im Monat", "", "1 h"),
        ("5", "Sicherheitsbegehung mit der Fachkraft", "bei Bedarf"),
        ("", "Summe", "", "", "120"),
    ),
)
MARKED = Grid(
    "Week",
    (
        ("Standard Work", "", "Mon", "Tue", "Wed", "Thu", "Fri", "How long", "Where"),
        ("Open the store", "7:30", "x", "x", "x", "x", "x", "20", "front door"),
        ("Coach one associate", "", "", "X", "", "✓", "", "30 min", "sales floor"),
        ("Inventory spot check", "", "x", "", "", "", "", "", "back room"),
    ),
)
MATRIX = Grid(
    "Tasks",
    (
        ("Task", "Daily", "Weekly", "Monthly", "Min"),
        ("Check the andon board", "x", "", "", "5"),
        ("Review KPIs with the team", "", "x", "", "30"),
        ("Budget review", "", "", "x", "60"),
    ),
)


def tasks_of(*grids: Grid, sheet: str | None = None) -> dict[str, dict[str, object]]:
    return {row.task["title"]: row.task for row in read_sheets(grids, LANGUAGES, ON, sheet).rows}


def places(understood: ImportedSheet) -> list[str]:
    return [problem.at for problem in understood.not_understood]


def test_the_headings_are_found_under_titles_and_names() -> None:
    read = read_sheets([SUPERVISOR], LANGUAGES, ON)
    assert [(head, meaning) for _, head, meaning in read.columns] == [
        ("Activity", "task"),
        ("Frequency", "how often"),
        ("Time", "at"),
        ("Duration (min)", "minutes"),
        ("What good looks like", "standard"),
        ("Notes", "detail"),
    ]
    assert read.unread == ("#", "Done")
    assert title_from(read.above, "?") == "Leader Standard Work – Production Supervisor"


def test_a_supervisors_sheet_is_understood() -> None:
    tasks = tasks_of(SUPERVISOR)
    assert tasks["Review staffing"] == {
        "id": "review-staffing",
        "title": "Review staffing",
        "detail": "Review staffing and call-offs with HR before the shift starts",
        "every": "workday",
        "at": ["06:00"],
        "minutes": 15,
        "activity": "planning",
        "domain": "operate",
        "element": "planning",
        "area": "alignment",
        "standard": "All covered",
    }
    assert (tasks["Gemba walk line 3"]["every"], tasks["Gemba walk line 3"]["at"]) == ("2x a day", ["07:00", "13:00"])
    assert "at" not in tasks["Tier 1 huddle"]
    assert (tasks["1:1 with each team leader"]["every"], tasks["1:1 with each team leader"]["at"]) == (
        "tue,thu",
        ["14:00"],
    )


def test_a_heading_says_how_often_for_the_tasks_below_it_and_a_weekday_is_a_guess() -> None:
    read = read_sheets([SUPERVISOR], LANGUAGES, ON)
    (audit,) = [row for row in read.rows if row.task["title"] == "5S audit"]
    assert audit.task["every"] == "mon"
    assert {"every", "minutes", "activity"} <= set(audit.guessed)
    assert ("A9", "WEEKLY") in [(row.place, row.text) for row in read.skipped]


def test_what_is_not_understood_is_named_by_its_cell_with_what_to_write_and_what_it_became() -> None:
    read = read_sheets([SUPERVISOR], LANGUAGES, ON)
    assert places(read) == ["C12", "D12", "E12"]
    (often,) = [problem.text for problem in read.not_understood if problem.at == "C12"]
    assert "'when the moon is full'" in often
    assert "Mon/Wed" in often
    assert "as needed" in often
    (tour,) = [row for row in read.rows if row.task["title"] == "Safety tour"]
    assert (tour.task["every"], tour.task["minutes"]) == ("as needed", 15)
    assert "at" not in tour.task


def test_rows_that_are_no_task_are_left_out_with_the_reason() -> None:
    why = {row.place: row.why for row in read_sheets([SUPERVISOR], LANGUAGES, ON).skipped}
    assert why["B13"] == "is the same as B7"
    assert why["B14"] == "is a foot line"
    assert why["C15"] == "has no task in column B"


def test_a_german_sheet_is_understood() -> None:
    tasks = tasks_of(SCHICHTLEITER)
    assert [(task["every"], task.get("at"), task["minutes"]) for task in tasks.values()] == [
        ("workday", ["05:45"], 15),
        ("2x a day", ["07:00", "10:00"], 30),
        ("mon,wed", ["13:00"], 30),
        ("first monday", None, 60),
        ("as needed", None, 15),
    ]
    handover = tasks["Schichtübergabe"]
    assert handover["id"] == "schichtuebergabe"
    assert (handover["why"], handover["where"]) == ("Nichts geht verloren", "Büro")
    assert [task["activity"] for task in tasks.values()] == [
        "daily-management",
        "go-and-see",
        "coaching-development",
        "coaching-problem-solving",
        "go-and-see",
    ]


def test_marks_under_weekdays_say_how_often() -> None:
    tasks = tasks_of(MARKED)
    assert [task["every"] for task in tasks.values()] == ["workday", "tue,thu", "mon"]
    assert tasks["Coach one associate"]["where"] == "sales floor"


def test_marks_under_daily_weekly_monthly_say_how_often() -> None:
    assert [task["every"] for task in tasks_of(MATRIX).values()] == ["workday", "mon", "workday 1"]


def test_a_weekly_task_with_a_mark_falls_on_the_day_of_the_mark() -> None:
    rows = (("Task", "Frequency", "Mon", "Tue", "Wed", "Thu", "Fri"), ("Audit", "Weekly", "", "", "x", "", ""))
    (row,) = read_sheets([Grid("", rows)], LANGUAGES, ON).rows
    assert row.task["every"] == "wed"
    assert "every" not in row.guessed


def test_a_week_drawn_as_a_calendar_is_read_as_tasks_with_their_days_and_times() -> None:
    rows = (
        ("Standard week – Plant manager",),
        ("", "Monday 16.11.", "Tuesday 17.11.", "Wednesday 18.11."),
        ("7:00", "Tier 3 meeting", "Tier 3 meeting", "Tier 3 meeting"),
        ("7:30", "Gemba walk", "", "Gemba walk"),
        ("8:30", "", "1:1 with quality", ""),
        ("12:00-12:30", "Lunch", "Lunch", "Lunch"),
    )
    read = read_sheets([Grid("", rows)], LANGUAGES, ON)
    assert [
        (row.place, row.task["title"], row.task["every"], row.task["at"], row.task["minutes"]) for row in read.rows
    ] == [
        ("B3", "Tier 3 meeting", "mon-wed", ["07:00"], 30),
        ("B4", "Gemba walk", "mon,wed", ["07:30"], 60),
        ("C5", "1:1 with quality", "tue", ["08:30"], 210),
    ]
    assert [(row.place, row.why) for row in read.skipped] == [("B6", "is a break")]
    assert title_from(read.above, "?") == "Standard week – Plant manager"


def test_headings_over_tasks_say_how_often_and_the_weekdays_beside_them_are_to_tick() -> None:
    week = ("Mon", "Tue", "Wed", "Thu", "Fri")
    rows = (
        ("Supervisor standard work",),
        ("Daily tasks", *week),
        ("1. Walk the line",),
        ("• Huddle",),
        ("Weekly tasks", *week),
        ("Audit", "", "", "x"),
        ("Monthly tasks", "Wk 1", "Wk 2", "Wk 3", "Wk 4"),
        ("Review the sheet",),
    )
    read = read_sheets([Grid("", rows)], LANGUAGES, ON)
    assert [(row.task["title"], row.task["every"]) for row in read.rows] == [
        ("Walk the line", "workday"),
        ("Huddle", "workday"),
        ("Audit", "wed"),
        ("Review the sheet", "workday 1"),
    ]


def test_headings_in_two_rows_are_taken_together() -> None:
    rows = (
        ("Task", "Min", "Days", "", "", "", ""),
        ("", "", "M", "T", "W", "T", "F"),
        ("Walk", "10", "", "x", "", "x"),
    )
    assert [task["every"] for task in tasks_of(Grid("", rows)).values()] == ["tue,thu"]


def test_worksheets_named_by_how_often_are_read_together() -> None:
    head = ("Task", "Minutes")
    daily = Grid("Daily", (head, ("Walk", "10"), ("Huddle", "5")))
    weekly = Grid("Weekly", (head, ("Walk", "30"), ("Audit", "??")))
    read = read_sheets([Grid("Cover", (("Version 3",),)), daily, weekly], LANGUAGES, ON)
    assert [(row.place, row.task["id"], row.task["every"]) for row in read.rows] == [
        ("Daily!A2", "walk", "workday"),
        ("Daily!A3", "huddle", "workday"),
        ("Weekly!A2", "walk-2", "mon"),
        ("Weekly!A3", "audit", "mon"),
    ]
    assert places(read) == ["Weekly!B3"]


def test_of_several_worksheets_the_one_with_the_most_tasks_is_read_or_the_one_named() -> None:
    small = Grid("Old", (("Task", "Frequency"), ("Walk", "daily")))
    assert len(tasks_of(small, SUPERVISOR)) == 6
    assert list(tasks_of(small, SUPERVISOR, sheet="old")) == ["Walk"]
    with pytest.raises(NotFound, match="did you mean 'LSW'"):
        read_sheets([small, SUPERVISOR], LANGUAGES, ON, "LSWW")


def test_a_sheet_without_headings_says_what_to_write() -> None:
    with pytest.raises(BadInput, match="Task and, as far as you have them, Frequency"):
        read_sheets([Grid("", (("a", "b"), ("1", "2")))], LANGUAGES, ON)


def test_headings_without_a_task_under_them_are_refused() -> None:
    with pytest.raises(BadInput, match="no row under the headings is a task"):
        read_sheets([Grid("", (("Task", "Frequency"), ("", "daily")))], LANGUAGES, ON)


def test_a_column_time_with_lengths_is_read_as_lengths() -> None:
    rows = (("Task", "Frequency", "Time"), ("Walk", "daily", "30 min"), ("Huddle", "daily", "10 min"))
    assert [task["minutes"] for task in tasks_of(Grid("", rows)).values()] == [30, 10]


def test_a_time_with_an_end_says_the_length() -> None:
    rows = (("What", "When"), ("Walk", "7:00-7:20"))
    (task,) = tasks_of(Grid("", rows)).values()
    assert (task["at"], task["minutes"]) == (["07:00"], 20)


def test_one_time_for_two_rounds_is_noted_and_left_out() -> None:
    read = read_sheets([Grid("", (("Task", "How often", "Time"), ("Walk", "2x daily", "7:00")))], LANGUAGES, ON)
    assert places(read) == ["C2"]
    assert "at" not in read.rows[0].task


def test_a_time_for_what_is_done_as_needed_is_noted_and_left_out() -> None:
    read = read_sheets([Grid("", (("Task", "How often", "Time"), ("Drill", "ad hoc", "7:00")))], LANGUAGES, ON)
    assert places(read) == ["C2"]
    assert "at" not in read.rows[0].task


def test_how_often_may_be_said_as_in_a_boards_file() -> None:
    rows = (("Task", "How often"), ("Walk", "every 2 weeks on wed from 2026-01-06"), ("Count", "RRULE:FREQ=DAILY"))
    assert [task["every"] for task in tasks_of(Grid("", rows)).values()] == [
        "every 2 weeks on wed from 2026-01-06",
        "daily",
    ]


def test_domain_element_and_area_are_taken_where_they_are_named_and_guessed_elsewhere() -> None:
    rows = (
        ("Task", "Frequency", "Category", "Domain", "Area"),
        ("Budget", "monthly", "Planning", "structure", "Plant 2"),
        ("Talk", "weekly", "Go & See", "strcture", "capability"),
    )
    read = read_sheets([Grid("", rows)], LANGUAGES, ON)
    budget, talk = read.rows
    assert (budget.task["activity"], budget.task["domain"], budget.task["where"]) == (
        "planning",
        "structure",
        "Plant 2",
    )
    assert "domain" not in budget.guessed
    assert (talk.task["activity"], talk.task["area"]) == ("go-and-see", "capability")
    assert [(problem.at, "did you mean 'structure'" in problem.text) for problem in read.not_understood] == [
        ("D3", True)
    ]


def test_controls_in_a_sheet_are_made_harmless() -> None:
    (row,) = read_sheets([Grid("", (("Task", "Notes"), ("Wa\x1b[31mlk", "a\x07b")))], LANGUAGES, ON).rows
    assert "\x1b" not in row.task["title"]
    assert "\x07" not in row.task["detail"]


OFTEN = {
    "Daily": "workday",
    "Day": "workday",
    "D": "workday",
    "täglich": "workday",
    "1x/day": "workday",
    "2x daily": "2x a day",
    "twice a day": "2x a day",
    "every shift": "workday",
    "3x per shift": "3x a day",
    "hourly": "8x a day",
    "several times a day": "3x a day",
    "Weekly": "mon",
    "W": "mon",
    "Weekly (Fri)": "fri",
    "wöchentlich Fr": "fri",
    "Mon/Wed": "mon,wed",
    "Tue & Thu": "tue,thu",
    "Mo-Fr": "mon-fri",
    "MWF": "mon,wed,fri",
    "montags": "mon",
    "twice a week": "tue,thu",
    "bi-weekly": "every 2 weeks on mon from 2026-11-23",
    "every other Tuesday": "every 2 weeks on tue from 2026-11-23",
    "14-tägig": "every 2 weeks on mon from 2026-11-23",
    "every 10 days": "every 10 days from 2026-11-23",
    "monthly": "workday 1",
    "M": "workday 1",
    "1st Monday": "first monday",
    "letzter Freitag im Monat": "last friday",
    "every second Tuesday of the month": "second tuesday",
    "monthly (15th)": "day 15",
    "end of month": "workday -1",
    "3. Arbeitstag": "workday 3",
    "2nd & 4th Tue": "RRULE:FREQ=MONTHLY;BYDAY=2TU,4TU",
    "quarterly": "quarter: month 1 workday 1",
    "quarter end": "quarter: month 3 workday -1",
    "half-yearly": "half-year: month 1 workday 1",
    "yearly": "yearly on 01-15",
    "annually in March": "yearly on 03-15",
    "as needed": "as needed",
    "ad hoc": "as needed",
    "bei Bedarf": "as needed",
}


@pytest.mark.parametrize(("said", "every"), OFTEN.items())
def test_how_often_is_read_as_people_write_it(said: str, every: str) -> None:
    found = read_often(said, LANGUAGES, ON)
    assert found is not None
    assert cadence_text(found.every) == every


@pytest.mark.parametrize("said", ["Safety", "Week 1", "1", "x", "-", "Line 3", "100x a day"])
def test_what_says_no_frequency_is_not_read_as_one(said: str) -> None:
    assert read_often(said, LANGUAGES, ON) is None


@pytest.mark.parametrize(
    ("said", "clocks"),
    [
        ("7:00", (420,)),
        ("07.00", (420,)),
        ("7am", (420,)),
        ("7:30 p.m.", (1170,)),
        ("0700", (420,)),
        ("7 Uhr", (420,)),
        ("12am", (0,)),
        ("noon", (720,)),
        ("0.2916666667", (420,)),
        ("2026-11-19 07:00", (420,)),
        ("7:00, 13:00", (420, 780)),
        ("start of shift", ()),
        ("Start of shift 6:00", (360,)),
        ("anytime", ()),
    ],
)
def test_times_are_read_as_people_and_spreadsheets_write_them(said: str, clocks: tuple[int, ...]) -> None:
    found = read_times(said, LANGUAGES)
    assert found is not None
    assert found.at == clocks


@pytest.mark.parametrize("said", ["25:00", "7:60", "half past", "7 and 9"])
def test_what_is_no_time_is_not_understood(said: str) -> None:
    assert read_times(said, LANGUAGES) is None


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("15", 15),
        ("15 min", 15),
        ("15'", 15),
        ("0:15", 15),
        ("1 h", 60),
        ("1,5 Std", 90),
        ("1h30", 90),
        ("½ h", 30),
        ("10-15", 15),
        ("~15", 15),
        ("2 x 15 min", 15),
        ("0.0104166667", 15),
        ("30 sec", 1),
        ("0", None),
        ("1500", None),
        ("20%", None),
        ("lots", None),
    ],
)
def test_lengths_are_read_as_people_and_spreadsheets_write_them(said: str, minutes: int | None) -> None:
    length = read_length(said)
    assert (None if length is None else length.minutes) == minutes


def test_numbers_under_hours_are_hours() -> None:
    assert [task["minutes"] for task in tasks_of(Grid("", (("Task", "Duration (h)"), ("Walk", "0.5")))).values()] == [
        30
    ]


@pytest.mark.parametrize(
    ("sentence", "activity"),
    [
        ("Gemba walk with the maintenance lead", Activity.GO_AND_SEE),
        ("Coach on problem solving", Activity.COACHING_DEVELOPMENT),
        ("A3 review", Activity.COACHING_PROBLEM_SOLVING),
        ("Plan tomorrow", Activity.PLANNING),
        ("Visit a customer", Activity.RELATIONSHIPS),
        ("End of day reflection", Activity.REFLECTING),
        ("Something else", Activity.DAILY_MANAGEMENT),
    ],
)
def test_the_activity_is_guessed_from_the_first_word_that_is_known(sentence: str, activity: Activity) -> None:
    kind = guess_kind(sentence)
    assert kind.activity is activity
    assert kind.element in ELEMENTS_OF[kind.domain]


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("Tier 1 huddle", "Tier 1 huddle"),
        ("Gemba walk: line 3 and line 4 with the leads", "Gemba walk"),
        ("Review staffing and call-offs with HR", "Review staffing"),
        ("Donaudampfschifffahrtsgesellschaft", "Donaudampfschifffahrtsgesel…"),
    ],
)
def test_a_long_sentence_is_shortened_at_a_word(sentence: str, title: str) -> None:
    assert short_title(sentence) == title
    assert len(title) <= 28


def test_ids_are_small_letters_digits_and_dashes_and_each_its_own() -> None:
    assert id_of("Übergabe & Rundgang (Linie 3)") == "uebergabe-rundgang-linie-3"
    assert free_id("Walk", {"walk", "walk-2"}, "task-7") == "walk-3"
    assert free_id("会議", set(), "task-7") == "task-7"


def test_days_start_in_the_middle_of_the_time_off() -> None:
    starts = [day_start({"mon-sun": hours}) for hours in ("08:00-16:30", "22:00-06:00", "18:45-07:15")]
    assert [start // 60 for start in starts] == [4, 14, 12]


def test_the_level_follows_the_words_of_the_title() -> None:
    assert [level_of(title) for title in ("Plant Manager", "VP Operations", "Team lead")] == [
        "manager",
        "executive",
        "front line",
    ]


# What was exported comes back.


def grid_of(text: str) -> Grid:
    return Grid("", tuple(tuple(row) for row in csv.reader(io.StringIO(text, newline=""))))


def back(board: Board) -> tuple[Task, ...]:
    """The tasks of a board after it went out as CSV and came in again, under its own day start."""
    rows = read_sheets([grid_of(board_csv(board))], LANGUAGES, ON).rows
    table = board_table(board) | {"task": [row.task for row in rows]}
    made, problems = read_board(board.id, table)
    assert made is not None, problems
    return made.tasks


@pytest.mark.parametrize("name", board_names(bundled()))
def test_a_ready_made_board_comes_back_from_csv_with_the_same_tasks(name: str) -> None:
    board = load_board(name, bundled())
    assert back(board) == board.tasks


titles = st.sampled_from(["Daily", "Total", "1. Walk", "TASK", "Task:"])
named = st.builds(lambda task, title: task._replace(title=title), tasks(), titles) | tasks()


@given(st.lists(named, min_size=1, max_size=4, unique_by=lambda task: task.id))
def test_any_tasks_come_back_from_csv(found: list[Task]) -> None:
    board = Board("mine", "Mine", "", "manager", {0: (Window(480, 990),)}, tuple(found), ())
    assert back(board) == tuple(found)


@given(st.sampled_from(["=", "+", "-", "@", "'", "'="]), sentences)
def test_no_cell_of_an_exported_sheet_is_a_formula(sign: str, sentence: str) -> None:
    text = f"{sign}{sentence}"
    task = load_board("executive", bundled()).tasks[0]._replace(detail=text, standard=text, steps=(text,))
    board = Board("mine", "Mine", "", "manager", {0: (Window(480, 990),)}, (task,), ())
    assert not [cell for row in grid_of(board_csv(board)).rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert back(board) == (task,)


cells = st.sampled_from(
    [
        "",
        "Task",
        "Frequency",
        "Time",
        "Minutes",
        "Area",
        "Daily",
        "weekly",
        "2x daily",
        "7:00",
        "15 min",
        "x",
        "Mon",
        "Tue",
    ]
) | st.text(max_size=40)


@given(st.lists(st.lists(cells, max_size=6).map(tuple), max_size=12).map(tuple))
def test_whatever_a_sheet_holds_it_is_a_board_or_it_is_refused(rows: tuple[tuple[str, ...], ...]) -> None:
    try:
        understood = read_sheets([Grid("", (("Task", "Frequency", "Time", "Minutes"), *rows))], LANGUAGES, ON)
    except BadInput:
        return
    board, problems = board_from("mine", "Mine", understood.rows, USUAL_HOURS)
    assert problems == ()
    assert board is not None
    assert all(
        task.carry is (CarryOver.KEEP if at_most_weekly(task.every) else CarryOver.EXPIRE) for task in board.tasks
    )
