"""Layouts of sheets that leaders have, and what each comes to: right, or marked, or named."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lswtui.domain.boards.sheet_import.headings import named_columns
from lswtui.domain.boards.sheet_import.rows import Grid
from lswtui.domain.boards.sheet_import.worksheet import ImportedSheet, read_sheets
from lswtui.domain.errors import BadInput
from lswtui.store.files.languages import load_languages

if TYPE_CHECKING:
    from lswtui.domain.boards.sheet_import.rows import SheetRow

ON = date(2026, 11, 22)
LANGUAGES = load_languages()


def understood(*lines: str, columns: tuple[str, ...] = ()) -> ImportedSheet:
    """What a sheet says whose cells stand between commas, a line for each row."""
    rows = tuple(tuple(cell.strip() for cell in line.split(",")) for line in lines)
    return read_sheets([Grid("", rows)], LANGUAGES, ON, None, named_columns(columns, LANGUAGES))


def said(row: SheetRow) -> tuple[str, str, bool]:
    return row.task["title"], row.task["every"], "every" in row.guessed


def listed(*lines: str, columns: tuple[str, ...] = ()) -> list[tuple[str, str, bool]]:
    """Each task with how often, and whether that is marked as a guess."""
    return [said(row) for row in understood(*lines, columns=columns).rows]


def timed(*lines: str) -> list[tuple[object, object]]:
    return [(row.task.get("at"), row.task["minutes"]) for row in understood(*lines).rows]


# Times and lengths


@pytest.mark.parametrize(
    ("cell", "at", "minutes"),
    [
        ("8-8:30", ["08:00"], 30),
        ("7-7:15", ["07:00"], 15),
        ("11-12pm", ["11:00"], 60),
        ("11:30-12:30pm", ["11:30"], 60),
        ("9am-9:20", ["09:00"], 20),
        ("7 to 7:30am", ["07:00"], 30),
        ("von 7:00 bis 7:10", ["07:00"], 10),
        ("de 8:00 a 8:30", ["08:00"], 30),
        ("8h-8h30", ["08:00"], 30),
        ("2:30p", ["14:30"], 15),
        ("8:00-8:15 & 14:00-14:15", ["08:00", "14:00"], 15),
        ("700", ["07:00"], 15),
        ("0600-0630", ["06:00"], 30),
        ("７：３０", ["07:30"], 15),
        ("mediodía", ["12:00"], 15),
        ("at 7", ["07:00"], 15),
        ("um 7", ["07:00"], 15),
        ("start of shift", None, 15),
        ("après le poste", None, 15),
    ],
)
def test_two_half_said_times_are_one_stretch(cell: str, at: list[str] | None, minutes: int) -> None:
    assert timed("Task,Frequency,Time", f"Walk,Daily,{cell}") == [(at, minutes)]


@pytest.mark.parametrize(
    ("cell", "minutes", "marked"),
    [
        (".5", 30, False),
        ("1/2 hr", 30, False),
        ("½ h", 30, False),
        ("0.75", 45, False),
        ("1 1/2 hours", 90, False),
        ("90 minutes", 90, False),
        ("quarter hour", 15, False),
        ("1.5", 90, True),
        ("15 min per person", 15, True),
        ("0:15:00", 15, False),
        ("20'", 20, False),
        ("10-15 min", 15, False),
        ("30 min - 1 h", 60, False),
        ("2 x 15 min", 15, True),
        ("8:00-8:45", 45, True),
    ],
)
def test_lengths_are_read_or_marked(cell: str, minutes: int, marked: bool) -> None:
    (row,) = understood("Task,Frequency,Duration", f"Walk,Daily,{cell}").rows
    assert (row.task["minutes"], "minutes" in row.guessed) == (minutes, marked)


def test_what_stands_beside_a_time_and_is_not_understood_is_named() -> None:
    for cell in ("7:00 in line three", "7:00 #3", "7:00 and 8"):
        read = understood("Task,Frequency,Time", f"Walk,Daily,{cell}")
        assert [problem.at for problem in read.not_understood] == ["C2"]
        assert read.rows[0].task["at"] == ["07:00"]


@pytest.mark.parametrize("cell", ["90-15", "15 apples", "20%", "1 day", "lots"])
def test_what_is_no_length_is_named(cell: str) -> None:
    read = understood("Task,Frequency,Duration", f"Walk,Daily,{cell}")
    assert [problem.at for problem in read.not_understood] == ["C2"]


def test_times_that_last_differently_long_are_named() -> None:
    read = understood("Task,Frequency,Time", "Walk,Daily,8:00-8:15 & 14:00-14:30")
    assert read.rows[0].task["minutes"] == 30
    assert [problem.at for problem in read.not_understood] == ["C2"]


# How often, in more columns than one


@pytest.mark.parametrize(
    ("lines", "every"),
    [
        (("Task,Frequency,Day of Month", "A,Monthly,15"), "day 15"),
        (("Task,Frequency,Day", "A,Monthly,15"), "day 15"),
        (("Task,Frequency,Day", "A,Weekly,Tue"), "tue"),
        (("Task,Frequency,Month,Day", "A,Yearly,March,9"), "yearly on 03-09"),
        (("Aufgabe,Häufigkeit,Tag im Monat", "A,monatlich,15"), "day 15"),
        (("Task,Frequency,When", "A,Weekly,Tue 9:00"), "tue"),
        (("Task,Day", "A,Mon & Thu"), "mon,thu"),
    ],
)
def test_what_the_columns_beside_say_is_taken_with_how_often(lines: tuple[str, ...], every: str) -> None:
    assert [found for _, found, _ in listed(*lines)] == [every]


def test_what_a_column_beside_says_and_does_not_go_with_it_is_named() -> None:
    read = understood("Task,Frequency,Day of Month", "A,Weekly,15")
    assert [said(row) for row in read.rows] == [("A", "mon", True)]
    assert [problem.at for problem in read.not_understood] == ["B2"]


def test_times_in_the_column_of_how_often_are_taken() -> None:
    lines = ("Task,Frequency", "A,Daily at 7:00 and 15:00", "B,Weekly Mon 8:30", "C,Mon-Fri 8-8:30")
    assert timed(*lines) == [(["07:00", "15:00"], 15), (["08:30"], 15), (["08:00"], 30)]
    assert listed(*lines) == [("A", "workday", False), ("B", "mon", False), ("C", "mon-fri", False)]


def test_what_stands_under_daily_weekly_and_monthly_is_taken_with_them() -> None:
    assert listed("task,daily,weekly,monthly", "A,x,,", "B,,Tue,", "C,,,15", "D,x,x,", "E,7:00,,") == [
        ("A", "workday", False),
        ("B", "tue", False),
        ("C", "day 15", False),
        ("D", "workday", True),
        ("E", "workday", False),
    ]
    assert timed("task,daily,weekly", "E,7:00,") == [(["07:00"], 15)]


def test_a_counting_number_is_no_time_of_day() -> None:
    lines = ("Tarefa,Frequência,Dia", "A,Mensal,1ª segunda")
    assert (listed(*lines), timed(*lines)) == ([("A", "first monday", False)], [(None, 15)])


# Headings


@pytest.mark.parametrize(
    ("head", "ticks", "every"),
    [
        ("Task,Mon 9-Mar,Tue 10-Mar,Wed 11-Mar,Thu 12-Mar,Fri 13-Mar", "x,x,x,x,x", "workday"),
        (
            "Task,Monday March 9,Tuesday March 10,Wednesday March 11,Thursday March 12,Friday March 13",
            "x,,,,x",
            "mon,fri",
        ),
        ("Aufgabe,Mo 16.11.,Di 17.11.,Mi 18.11.,Do 19.11.,Fr 20.11.", "x,x,,,", "mon,tue"),
        ("Task,9-Mar Mon,10-Mar Tue,11-Mar Wed", ",x,", "tue"),
        ("Task,M,T,W,Th,F", "x,x,x,x,x", "workday"),
        ("Task,M,T,W,Th,F", ",,,,x", "fri"),
        ("Task,M,T,W,T,F", ",x,,x,", "tue,thu"),
        ("Task,M,Tu,W,Th,F", ",x,,,", "tue"),
        ("Task,Su,M,Tu,W,Th,F,Sa", ",x,x,x,x,x,", "mon-fri"),
        ("Task,S,M,T,W,T,F,S", "x,,,,,,x", "sat,sun"),
        ("Task,Su,M,Tu,W,Th,F,Sa", "x,x,x,x,x,x,x", "daily"),
        ("Tarea,L,M,X,J,V", "x,,x,,x", "mon,wed,fri"),
        ("Tâche,L,M,M,J,V", ",,x,,", "wed"),
        ("Tarefa,S,T,Q,Q,S", ",,,x,x", "thu,fri"),
        ("Aufgabe,M,D,M,D,F", "x,,x,,", "mon,wed"),
    ],
)
def test_ticks_under_weekdays_however_these_are_headed_say_how_often(head: str, ticks: str, every: str) -> None:
    assert listed(head, f"A,{ticks}") == [("A", every, False)]


def test_columns_headed_by_dates_alone_are_a_record() -> None:
    assert listed("Task,Frequency,9-Mar,10-Mar", "A,Daily,x,") == [("A", "workday", False)]


def test_times_in_place_of_ticks_are_taken() -> None:
    assert timed("Task,Mon,Tue,Wed", "A,7:00,,7:00") == [(["07:00"], 15)]
    read = understood("Task,Mon,Tue,Wed", "A,7:00,,9:00")
    assert [problem.at for problem in read.not_understood] == ["D2"]


def test_what_stands_in_place_of_ticks_and_is_none_leaves_a_mark() -> None:
    assert listed("Task,Mon,Tue,Wed", "A,only if asked,,x") == [("A", "mon,wed", True)]


@pytest.mark.parametrize(
    "head", ["Chore", "Check point", "Activity to check", "Tasks to be done", "Tarea", "Tâche", "Tarefa", "Prüfpunkt"]
)
def test_the_task_is_found_under_any_of_its_names(head: str) -> None:
    assert listed(f"No,{head},Done", "1,Clean hall A,") == [("Clean hall A", "workday", True)]


@pytest.mark.parametrize(
    "lines",
    [
        ("Task,Done", "Clean hall A,"),
        ("No,Task", "1,Clean hall A"),
        ("Date,Task,Person", "2026-11-02,Clean hall A,Ana"),
        ("Task,Foo", "Clean hall A,bar"),
        ("Ref,Task,Signed off", "17,Clean hall A,"),
    ],
)
def test_a_column_named_task_is_enough(lines: tuple[str, ...]) -> None:
    assert [title for title, *_ in listed(*lines)] == ["Clean hall A"]


@pytest.mark.parametrize(
    ("lines", "every", "at", "minutes"),
    [
        (("Tarea,Frecuencia,Hora,Duración", "Recorrido,Diario,7:00,15 minutos"), "workday", ["07:00"], 15),
        (("Tâche,Fréquence,Heure,Durée", "Tournée,toutes les semaines le mardi,7h30,20 min"), "tue", ["07:30"], 20),
        (("Tarefa,Frequência,Horário,Duração", "Ronda,toda segunda-feira,7h,30 min"), "mon", ["07:00"], 30),
        (("Aufgabe,Turnus,Uhrzeit,Dauer", "Rundgang,alle 4 Monate ab 15.1.2026,7 Uhr,½ Std"), None, ["07:00"], 30),
    ],
)
def test_sheets_in_other_languages_are_understood(
    lines: tuple[str, ...], every: str | None, at: list[str], minutes: int
) -> None:
    (row,) = understood(*lines).rows
    assert row.task["every"] == (every or "every 4 months from 2026-01-15")
    assert (row.task["at"], row.task["minutes"]) == (at, minutes)


def test_a_row_of_headings_that_comes_again_is_no_task() -> None:
    head = "S. No.,Tasks to be done,Done,Remarks"
    read = understood(head, "1,Clean hall A,,", "2,Clean hall B,,", head, "3,Clean hall C,,")
    assert [row.task["title"] for row in read.rows] == ["Clean hall A", "Clean hall B", "Clean hall C"]
    assert [(row.place, row.why) for row in read.skipped] == [("A4", "has the headings again")]
    assert [title for title, *_ in listed("Task", "Clean hall A", "Task", "Clean hall B")] == [
        "Clean hall A",
        "Clean hall B",
    ]


def test_pages_notes_and_a_title_that_comes_again_are_no_tasks() -> None:
    read = understood(
        "Line 3 standard work,,",
        "Task,Frequency,Minutes",
        "Walk,Daily,5",
        "Page 1 of 2,,",
        "Line 3 standard work,,",
        "Audit,Weekly,5",
        "Note: ask Ana first,,",
        "Seite 2/2,,",
        "Page the on-call lead,Daily,5",
    )
    assert [row.task["title"] for row in read.rows] == ["Walk", "Audit", "Page the on-call lead"]
    assert [row.place for row in read.skipped] == ["A4", "A5", "A7", "A8"]


def test_texts_under_no_heading_are_named() -> None:
    assert understood("Task,Frequency,", "Walk,Daily,extra").unread == ("C (without a heading)",)
    assert understood("Task,Frequency,", "Walk,Daily,").unread == ()
    assert understood(",Task", "Weekly,Audit", ",Walk").unread == ()


def test_what_says_how_often_in_the_column_of_times_is_taken() -> None:
    assert listed("What,When", "A,ad hoc", "B,Daily", "C,Fri 15:00", "D,start of shift") == [
        ("A", "as needed", False),
        ("B", "workday", False),
        ("C", "fri", False),
        ("D", "workday", True),
    ]


def test_worksheets_that_are_not_read_are_named() -> None:
    assert understood("Task,Frequency", "Walk,Daily").notes == ()
    rows = (("Task", "Frequency"), ("Walk", "Daily"), ("Audit", "Weekly"))
    read = read_sheets([Grid("Mine", rows), Grid("Hers", rows[:2]), Grid("Cover", (("Version 3",),))], LANGUAGES, ON)
    assert read.sheets == ("Mine",)
    assert read.notes == ("not read: the worksheets Hers; --sheet names the one to read",)


# Tasks in the cells themselves


def test_numbered_rows_of_a_week_have_no_time() -> None:
    read = understood("No,Monday,Tuesday,Wednesday", "1,Huddle,Huddle,Huddle", "2,Audit,,")
    assert [(row.task["title"], row.task["every"], row.task.get("at")) for row in read.rows] == [
        ("Huddle", "mon-wed", None),
        ("Audit", "mon", None),
    ]


def test_hours_beside_a_week_are_times() -> None:
    read = understood("Time,Monday,Tuesday,Wednesday", "7,Huddle,Huddle,Huddle", "8,Audit,,")
    assert [row.task.get("at") for row in read.rows] == [["07:00"], ["08:00"]]


def test_a_task_without_a_time_in_a_week_is_not_lost() -> None:
    read = understood(",Monday,Tuesday,Wednesday", "7:00,Huddle,Huddle,Huddle", ",Audit,,")
    assert [row.task["title"] for row in read.rows] == ["Huddle", "Audit"]


@pytest.mark.parametrize("head", ["Daily,Weekly,Monthly", "Täglich,Wöchentlich,Monatlich", "Diario,Semanal,Mensual"])
def test_tasks_under_how_often_come_as_their_column_says(head: str) -> None:
    assert listed(head, "Huddle,Audit,Budget", "Walk,,") == [
        ("Huddle", "workday", False),
        ("Walk", "workday", False),
        ("Audit", "mon", True),
        ("Budget", "workday 1", True),
    ]


def test_notes_under_a_week_are_no_task() -> None:
    read = understood("Time,Mon,Tue,Wed", "6:00,Huddle,Huddle,Huddle", "Notes,bring badge,,", "Signature,Ana,,")
    assert [row.task["title"] for row in read.rows] == ["Huddle"]
    assert [(row.place, row.text) for row in read.skipped] == [
        ("A3", "Notes"),
        ("B3", "bring badge"),
        ("A4", "Signature"),
        ("B4", "Ana"),
    ]


def test_ticks_under_months_and_under_the_weeks_of_a_month_say_when() -> None:
    months = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec"
    assert listed(f"Task,{months}", "A,,,x,,,,,,,,,", f"B{',x' * 12}", "C,x,,,x,,,x,,,x,,") == [
        ("A", "yearly on 03-15", True),
        ("B", "workday 1", True),
        ("C", "RRULE:FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", True),
    ]
    assert listed("Task,Week 1,Week 2,Week 3,Week 4", "A,x,,x,", "B,,x,,") == [
        ("A", "RRULE:FREQ=MONTHLY;BYDAY=1MO,3MO", True),
        ("B", "second monday", True),
    ]


def test_a_column_of_numbers_is_no_task_whatever_its_heading() -> None:
    assert listed("Item,Description,Freq", "1,Check andon,Every day", "2,Walk,M-Th") == [
        ("Check andon", "workday", False),
        ("Walk", "mon-thu", False),
    ]


# Columns named by hand


def test_columns_are_named_by_hand() -> None:
    lines = ("Zadanie,Kiedy,Ile", "Obchód,Daily,20")
    with pytest.raises(BadInput, match="--column task=B"):
        understood(*lines)
    read = understood(*lines, columns=("task=A", "how often=Kiedy", "minutes=c"))
    assert [(row.task["title"], row.task["every"], row.task["minutes"]) for row in read.rows] == [
        ("Obchód", "workday", 20)
    ]
    assert [said(row) for row in understood("Task,Frequency,X", "A,Daily,B", columns=("task=C",)).rows] == [
        ("B", "workday", False)
    ]


@pytest.mark.parametrize("column", ["tsak=A", "task", "task=", "=B"])
def test_a_column_that_cannot_be_named_so_says_how(column: str) -> None:
    with pytest.raises(BadInput, match="write it as task=B"):
        named_columns((column,), LANGUAGES)


def test_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(BadInput, match="no row names the columns"):
        understood("Task,Frequency", "A,Daily", columns=("task=Chore",))


# What is hidden


def test_hidden_rows_and_columns_are_left_out_and_said() -> None:
    rows = (("Task", "Frequency", "Minutes"), ("Walk", "Daily", "10"), ("Old audit", "Weekly", "30"))
    read = read_sheets([Grid("", rows, frozenset({2}), frozenset({2}))], LANGUAGES, ON)
    assert [(row.task["title"], "minutes" in row.guessed) for row in read.rows] == [("Walk", True)]
    assert [(row.place, row.text, row.why) for row in read.skipped] == [
        ("A3", "Old audit", "is in a hidden row; unhide it to take it")
    ]
    assert read.unread == ("Minutes (hidden)",)


def test_hidden_rows_of_a_week_are_left_out_and_said() -> None:
    rows = (("", "Monday", "Tuesday", "Wednesday"), ("7:00", "Huddle", "", ""), ("8:00", "Audit", "", ""))
    read = read_sheets([Grid("", rows, frozenset({2}))], LANGUAGES, ON)
    assert [row.task["title"] for row in read.rows] == ["Huddle"]
    assert [row.place for row in read.skipped] == ["A3", "B3"]


# What was right before


def test_a_grid_of_the_days_of_a_month_is_a_record() -> None:
    days = ",".join(str(day) for day in range(1, 32))
    assert listed(f"Task,Frequency,{days}", "A,Weekly Fri,x,,x") == [("A", "fri", False)]


def test_blanks_of_every_kind_are_blanks() -> None:
    rows = (("Task\u00a0", "\u200bFrequency"), ("Walk\u00a0the line", "Daily\u200b"))
    (row,) = read_sheets([Grid("", rows)], LANGUAGES, ON).rows
    assert (row.task["title"], row.task["every"], row.guessed[:1]) == ("Walk the line", "workday", ("minutes",))


def test_day_minus_one_is_the_last_day() -> None:
    assert listed("Task,How often", "A,day -1") == [("A", "day -1", False)]
