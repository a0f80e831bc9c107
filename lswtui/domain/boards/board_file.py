"""The file of a board: checked whole, and said back as plain values.

Clock times earlier than the board's ``day_starts`` are kept past 1440, so that the hours and the rounds of a
night shift stand in the order in which they come.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from lswtui.domain.boards.board import Board, Guide, Question, Task, Trap, Window
from lswtui.domain.boards.category import Category
from lswtui.domain.boards.rota import OFF, Rota
from lswtui.domain.boards.shifts import FIRST, WEEKS, Shift, Shifts, shift_hours, shifts_table
from lswtui.domain.boards.task_fields import TASK_FIELDS
from lswtui.domain.cadence.formatter import weekdays_text
from lswtui.domain.cadence.parser import weekdays
from lswtui.domain.errors import BadInput
from lswtui.domain.fields import plain_fields, read_fields
from lswtui.domain.times import DAY, USUAL_DAY_START, clock_text, clock_time, iso_date
from lswtui.domain.toml_reader import Problem, Table, did_you_mean, is_id, note_doubles
from lswtui.domain.vocabulary import Activity

LEVELS = ("front line", "manager", "executive")
LONGEST_SHIFT = 12
"""Characters of a shift's name, which stands in the header."""


def read_board(name: str, table: Mapping[str, Any]) -> tuple[Board | None, tuple[Problem, ...]]:
    """Read the board NAME from the parsed file; either it has a board or it has problems, all of them."""
    problems: list[Problem] = []
    if not is_id(name):
        problems.append(
            Problem("", f"the file's name {name!r} is the board's id; rename it to small letters, digits and dashes")
        )
    file = Table(table, problems)
    title = file.text("title")
    about = file.text("about", default="")
    level = file.word("level", LEVELS, "level")
    day_starts = file.parsed("day_starts", clock_time, needed=False)
    starts = USUAL_DAY_START if day_starts is None else day_starts
    board = Board(
        id=name,
        title=title,
        about=about,
        level=level or "",
        day_starts=starts,
        roster=_roster(file),
        shifts=_shifts(file),
        guide=_guide(file),
        hours=_hours(file, starts),
        targets=_targets(file),
        categories=_categories(file),
        traps=_traps(file),
        questions=_questions(file),
        tasks=_tasks(file, starts),
    )
    file.no_more_keys()
    return (None if problems else board), tuple(problems)


def _roster(file: Table) -> frozenset[date] | Rota:
    if not isinstance(file.raw("roster"), Mapping):
        return frozenset(file.each("roster", iso_date))
    table = file.table("roster", needed=True)
    if table is None:
        return frozenset()
    first = table.each("first", iso_date, needed=True)
    if len(first) > 1:
        table.note("first", "should be one date, the first day of the pattern")
    pattern = table.parsed("pattern", _pattern)
    table.no_more_keys()
    return Rota(first[0], pattern) if first and pattern else frozenset()


def _pattern(text: str) -> str:
    pattern = "".join(text.split())
    if not re.fullmatch(rf"[A-Za-z{OFF}]{{1,366}}", pattern):
        raise BadInput(f"{text!r} is no pattern; write a letter for each day on duty, {OFF} for a day off: DDDNNN---")
    if set(pattern) == {OFF}:
        raise BadInput(f"{text!r} has no day on duty; write a letter for each")
    return pattern


def _shifts(file: Table) -> Shifts | None:
    table = file.table("shifts")
    if table is None:
        return None
    names = [name for name in table.free_keys() if name not in (WEEKS, FIRST)]
    each = tuple(shift for name in names if (shift := _shift(table, name)) is not None)
    if not names:
        file.note("shifts", 'names no shift; write each as in late = "14:00-22:15"')
    weeks = table.words(WEEKS, names, "shift") if table.raw(WEEKS) is not None else ()
    first = table.each(FIRST, iso_date)
    if len(first) > 1:
        table.note(FIRST, "should be one date, in the week of the first of weeks")
    if first and not weeks and table.raw(WEEKS) is None:
        table.note(FIRST, 'is the week of the first of weeks; name them, as in weeks = ["early", "late"]')
    if weeks and table.raw(FIRST) is None:
        table.note(FIRST, "is missing; give a date in the week of the first of weeks, as in 2026-11-23")
    return Shifts(each, weeks, first[0] if first else None) if each else None


def _shift(table: Table, name: str) -> Shift | None:
    if not isinstance(table.raw(name), str):
        near = did_you_mean(name, (WEEKS, FIRST)) or f'a shift is written as {name} = "14:00-22:15"'
        table.note(name, f"is no shift; {near}")
        return None
    if not is_id(name) or len(name) > LONGEST_SHIFT:
        table.note(name, f"should be small letters, digits and dashes, {LONGEST_SHIFT} at most, as in early")
    hours = table.parsed(name, _hours_of_shift)
    return Shift(name, *hours) if hours else None


def _hours_of_shift(text: str) -> tuple[int, int]:
    if "-" not in text and "–" not in text:
        raise BadInput(f"{text!r} is no shift; write it as 06:00-14:15")
    start, end = shift_hours(text)
    if end - start == DAY:
        raise BadInput(f"{text!r} begins and ends at one time; a shift leaves an hour at which the day can turn")
    return start, end


def _guide(file: Table) -> Guide | None:
    table = file.table("guide")
    if table is None:
        return None
    guide = Guide(table.share("low"), table.share("high"), table.text("source"))
    if guide.low > guide.high:
        table.note("low", f"{guide.low} is above high, {guide.high}")
    table.no_more_keys()
    return guide


def _hours(file: Table, day_starts: int) -> dict[int, tuple[Window, ...]]:
    hours: dict[int, tuple[Window, ...]] = {}
    table = file.table("hours", needed=True)
    if table is None:
        return hours
    for key in table.free_keys():
        windows = table.parsed(key, partial(_windows, day_starts=day_starts))
        try:
            days = weekdays(key)
        except BadInput as error:
            table.note(key, str(error))
            continue
        if twice := days & hours.keys():
            table.note(key, f"gives {weekdays_text(frozenset(twice))} hours a second time")
        hours |= dict.fromkeys(sorted(days), windows or ())
    if not table.free_keys():
        file.note("hours", 'is empty; give working hours, as in mon-fri = "08:00-12:00, 12:30-17:00"')
    return hours


def _windows(text: str, *, day_starts: int) -> tuple[Window, ...]:
    windows: list[Window] = []
    for part in text.split(","):
        stretch = part.strip()
        first, dash, last = stretch.partition("-")
        if not dash:
            raise BadInput(f"{stretch!r} is no stretch of hours; write it as 06:00-10:00")
        start, end = _clock(first, day_starts=day_starts), _clock(last, day_starts=day_starts)
        if end <= start:
            end += DAY
        if end > day_starts + DAY:
            begins = clock_text(day_starts)
            raise BadInput(f"{stretch} runs over {begins}, where the day starts; set day_starts to an hour off work")
        if windows and start < windows[-1].end:
            raise BadInput(f"{stretch} begins before the hours written ahead of it end; write them in order")
        windows.append(Window(start, end))
    return tuple(windows)


def _clock(text: str, *, day_starts: int) -> int:
    clock = clock_time(text)
    return clock + DAY if clock < day_starts else clock


def _targets(file: Table) -> dict[Activity, float]:
    table = file.table("targets")
    if table is None:
        return {}
    shares = {activity: table.share(activity, default=0.0) for activity in Activity}
    targets = {activity: share for activity, share in shares.items() if activity in table.free_keys()}
    table.no_more_keys()
    if (whole := round(sum(targets.values()), 6)) > 1:
        file.note("targets", f"add up to {whole}, 1 at most")
    return targets


def _categories(file: Table) -> tuple[Category, ...]:
    tables = file.tables("category")
    made: list[Category] = []
    for table in tables:
        made.append(Category(table.id(), letter := table.text("letter"), table.text("name")))
        if letter and not re.fullmatch("[a-z]", letter):
            table.note("letter", f"{letter!r} should be one letter from a to z")
        table.no_more_keys()
    note_doubles(tables, "id")
    note_doubles(tables, "letter")
    return tuple(made)


def _traps(file: Table) -> tuple[Trap, ...]:
    made: list[Trap] = []
    for table in file.tables("trap"):
        made.append(Trap(table.text("text"), table.each("words", str, needed=True)))
        table.no_more_keys()
    return tuple(made)


def _questions(file: Table) -> tuple[Question, ...]:
    tables = file.tables("question")
    made: list[Question] = []
    for table in tables:
        made.append(Question(table.id(), table.text("ask")))
        table.no_more_keys()
    note_doubles(tables, "id")
    return tuple(made)


def _tasks(file: Table, day_starts: int) -> tuple[Task, ...]:
    tables = file.tables("task")
    tasks = [_task(table, day_starts) for table in tables]
    note_doubles(tables, "id")
    if file.raw("task") in (None, []):
        file.note("task", "is missing; a board needs at least one [[task]]")
    return tuple(task for task in tasks if task is not None)


def _task(table: Table, day_starts: int) -> Task | None:
    values = read_fields(table, TASK_FIELDS, {"day_starts": day_starts})
    return None if values is None else Task(**values)


def board_table(board: Board) -> dict[str, Any]:
    """Say a board as the plain values of its file: `read_board` of it, under the same name, is the board again."""
    return _filled(
        {
            "title": board.title,
            "about": board.about,
            "level": board.level,
            "day_starts": clock_text(board.day_starts),
            "roster": _roster_table(board.roster),
            "shifts": shifts_table(board.shifts) if board.shifts else None,
            "guide": board.guide._asdict() if board.guide else None,
            "hours": _hours_table(board.hours),
            "targets": {str(activity): share for activity, share in board.targets.items()},
            "category": [category._asdict() for category in board.categories],
            "trap": [{"text": trap.text, "words": list(trap.words)} for trap in board.traps],
            "question": [question._asdict() for question in board.questions],
            "task": [plain_fields(task._asdict(), TASK_FIELDS) for task in board.tasks],
        }
    )


def _roster_table(roster: frozenset[date] | Rota) -> list[str] | dict[str, str]:
    if isinstance(roster, Rota):
        return {"first": roster.first.isoformat(), "pattern": roster.pattern}
    return [day.isoformat() for day in sorted(roster)]


def _hours_table(hours: Mapping[int, tuple[Window, ...]]) -> dict[str, str]:
    days_of: dict[tuple[Window, ...], set[int]] = {}
    for day, windows in hours.items():
        days_of.setdefault(windows, set()).add(day)
    return {
        weekdays_text(frozenset(days)): ", ".join(f"{clock_text(start)}-{clock_text(end)}" for start, end in windows)
        for windows, days in days_of.items()
    }


def _filled(table: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if value not in (None, "", [], {})}
