"""Which column of a sheet means what, by the usual names of headings in English and German."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.sheet.often import read_often, weekday_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

MOST_ROWS_ABOVE = 60
"""Rows that may stand above the headings."""
_LONGEST_HEADING = 60


class Meaning(StrEnum):
    """What a column of a sheet says of a task; most are keys of a board's file."""

    TASK = "task"
    OFTEN = "how often"
    DAY = "weekday"
    AT = "at"
    MINUTES = "minutes"
    STANDARD = "standard"
    WHY = "why"
    WHERE = "where"
    DETAIL = "detail"
    CATEGORY = "activity"
    DOMAIN = "domain"
    ELEMENT = "element"
    AREA = "area"
    ID = "id"
    STEPS = "steps"
    CARRY = "carry"
    MOVES = "moves"
    WINDOW = "window"
    OPENS = "opens"
    CHECK = "check"
    HELD_OPEN = "held open"
    NUMBER = "a number"
    RECORD = "a record of what was done"


_NAMES: dict[Meaning, str] = {
    Meaning.TASK: "task, tasks, what, what to do, standard work, leader standard work, standard work item, standard "
    "work task, action, actions, item, to do, todo, title, work element, routine, duty, duties, "
    "responsibility, job, activity, activities, activity description, task description, description of "
    "task, meeting, event, check item, aufgabe, aufgaben, tätigkeit, tätigkeiten, was, arbeitsinhalt, "
    "aktivität, aktivitäten, standardarbeit, führungsaufgabe, maßnahme, inhalt, thema",
    Meaning.OFTEN: "frequency, freq, how often, cadence, every, interval, recurrence, periodicity, repeat, häufigkeit, "
    "wie oft, rhythmus, turnus, intervall, frequenz, zyklus",
    Meaning.DAY: "day, days, weekday, day of week, which day, wochentag, tag, tage",
    Meaning.AT: "time, when, start, start time, time of day, at, clock time, scheduled time, begin, uhrzeit, wann, "
    "zeit, zeitpunkt, startzeit, beginn",
    Meaning.MINUTES: "minutes, min, mins, duration, length, how long, time needed, time required, time min, "
    "time minutes, time in minutes, expected duration, planned duration, planned time, planned minutes, "
    "estimated time, est time, expected time, standard time, cycle time, time allotted, dauer, minuten, zeitbedarf, "
    "zeitaufwand, aufwand, plan min",
    Meaning.STANDARD: "standard, what good looks like, good looks like, expected, expected result, expected outcome, "
    "expected condition, expectation, expectations, normal condition, target condition, definition of "
    "done, criteria, outcome, output, result, sollzustand, soll, ergebnis, erwartung, erwartetes "
    "ergebnis, woran erkenne ich gut",
    Meaning.WHY: "why, purpose, reason for task, intent, objective, goal, benefit, warum, wozu, zweck, ziel, nutzen",
    Meaning.WHERE: "where, location, place, with what, tool, tools, form, where with what, equipment, document, "
    "reference, wo, ort, womit, wo womit, werkzeug, hilfsmittel, bereich",
    Meaning.DETAIL: "notes, note, detail, details, description, comment, comments, remarks, how, how to, "
    "instructions, beschreibung, bemerkung, bemerkungen, notiz, notizen, anmerkung, hinweis, wie, kommentar",
    Meaning.CATEGORY: "category, type, group, focus, topic, pillar, kind, section, lsw category, kategorie, art, "
    "gruppe, themenfeld",
    Meaning.DOMAIN: "domain, domäne",
    Meaning.ELEMENT: "element",
    Meaning.AREA: "area",
    Meaning.ID: "id",
    Meaning.STEPS: "steps, schritte",
    Meaning.CARRY: "carry",
    Meaning.MOVES: "moves",
    Meaning.WINDOW: "window",
    Meaning.OPENS: "opens",
    Meaning.CHECK: "check",
    Meaning.HELD_OPEN: "held open",
    Meaning.NUMBER: "no, nr, number, lfd nr, pos, nummer",
    Meaning.RECORD: "done, complete, completed, status, actual, actual time, actual minutes, deviation, signature, "
    "sign, initials, verified by, date, owner, who, responsible, reason, reason not done, countermeasure, due "
    "date, start date, end date, end time, end, erledigt, ist, abweichung, datum, unterschrift, "
    "verantwortlich, wer, grund, ende, priority, priorität, share, share of week",
}
_MEANS = {name: meaning for meaning, names in _NAMES.items() for name in names.split(", ")}
_ALSO_CATEGORY = frozenset(("activity", "activities", "aktivität", "aktivitäten", "tätigkeit", "meeting"))
"""Headings that say what to do, or of which kind it is where another column says what to do."""
_FIRST_TASK = ("task", "title", "standard work", "what", "aufgabe")
_HOURS = re.compile(r"\b(h|hrs?|hours?|std|stunden)\b")
_ONE_LETTER_WEEKS = ("mtwtf", "mtwtfss", "smtwtfs", "mtwrf", "mdmdf", "mdmdfss")


class Columns(NamedTuple):
    """What the columns of a sheet mean; columns count from 0."""

    row: int
    """The row of the headings, from 0."""
    meanings: Mapping[int, Meaning]
    headings: Mapping[int, str]
    weekdays: Mapping[int, int]
    """Weekdays, Monday 0, by the column that is headed by them."""
    often: Mapping[int, str]
    """Words for how often, by the column that is headed by them: Daily, Weekly."""
    hours: bool = False
    """Whether lengths are in hours."""

    def of(self, meaning: Meaning) -> tuple[int, ...]:
        """The columns of a meaning, from left to right."""
        return tuple(column for column, means in self.meanings.items() if means is meaning)

    @property
    def score(self) -> int:
        """How much of a task the columns say; nothing without a task."""
        useful = {means for means in self.meanings.values() if means not in {Meaning.RECORD, Meaning.NUMBER}}
        if Meaning.TASK not in useful:
            return 0
        return 2 * len(useful) + len(self.often) + bool(self.weekdays)

    @property
    def good(self) -> bool:
        """Whether they can be the headings of a sheet of tasks, and not texts that have such words in them."""
        whole = any(_plain(head) in _MEANS for head in self.headings.values())
        return self.score > 2 and (whole or bool(self.weekdays) or bool(self.often))


def find_columns(rows: Sequence[Sequence[str]], on: date) -> Columns | None:
    """The headings of a sheet: the row, or two rows, that name most of what is known of a task; None without any."""
    found = [columns_of(rows, row, on) for row in range(min(len(rows), MOST_ROWS_ABOVE))]
    best = max(found, key=lambda columns: (columns.good, columns.score, -columns.row), default=None)
    if best is None or not best.score:
        return None
    return best if best.good or _alone(rows[best.row]) else None


def columns_of(rows: Sequence[Sequence[str]], row: int, on: date) -> Columns:
    """What the columns mean if a row has their headings; a second row of headings beneath it is taken with it."""
    columns = _columns(rows[row], row, on)
    if columns.score and row + 1 < len(rows):
        below = _columns(rows[row + 1], row + 1, on)
        free = [at for at, text in enumerate(rows[row + 1]) if text and columns.meanings.get(at) is not Meaning.TASK]
        new = below.weekdays or len(below.meanings) > 1 or below.often
        if new and not below.score and len(free) == sum(1 for text in rows[row + 1] if text):
            return Columns(
                row + 1,
                {**below.meanings, **columns.meanings},
                {**below.headings, **columns.headings},
                {**below.weekdays, **columns.weekdays},
                {**below.often, **columns.often},
                columns.hours or below.hours,
            )
    return columns


def heads_again(row: Sequence[str], columns: Columns, on: date) -> Columns | None:
    """The headings that a row between tasks has, the same again or others; None for a row that has none."""
    texts = [text for text in row if text]
    known = {_plain(text) for text in columns.headings.values()}
    if len(texts) > 1 and all(_plain(text) in known or _is_name(text, columns, on) for text in texts):
        new = _columns(row, columns.row, on)
        return new if new.good else None
    return None


def names_tasks(text: str) -> bool:
    """Whether a text is a heading over tasks, such as ``Weekly tasks``."""
    return _meaning(text) is Meaning.TASK


def _is_name(text: str, columns: Columns, on: date) -> bool:
    if _plain(text) in _MEANS or weekday_named(text) is not None:
        return True
    return (bool(columns.often) or names_tasks(text)) and read_often(text, on) is not None


def _alone(row: Sequence[str]) -> bool:
    """Whether a row has one text only, so that it is a list under one heading."""
    return sum(1 for text in row if text) == 1


def _columns(row: Sequence[str], at: int, on: date) -> Columns:
    meanings: dict[int, Meaning] = {}
    headings: dict[int, str] = {}
    often: dict[int, str] = {}
    hours = False
    weekdays = _weekdays(row)
    for column, text in enumerate(row):
        if not text or column in weekdays or len(text) > _LONGEST_HEADING:
            continue
        meaning = _meaning(text)
        if meaning is not None:
            meanings[column] = meaning
            headings[column] = text
            hours = hours or (meaning is Meaning.MINUTES and bool(_HOURS.search(text.casefold())))
        elif read_often(text, on) is not None:
            often[column] = text
    if len(often) < 2:
        often = {}
    _choose_task(meanings, headings)
    return Columns(at, meanings, headings, weekdays, often, hours)


def _weekdays(row: Sequence[str]) -> dict[int, int]:
    named = {at: day for at, text in enumerate(row) if (day := weekday_named(text)) is not None}
    if len(named) >= 2:
        return named
    letters = [(at, text.casefold()) for at, text in enumerate(row) if len(text) == 1]
    said = "".join(letter for _, letter in letters)
    if said not in _ONE_LETTER_WEEKS:
        return {}
    first = 6 if said.startswith("s") else 0
    return {at: (first + day) % 7 for day, (at, _) in enumerate(letters)}


def _meaning(text: str) -> Meaning | None:
    """What a heading means: by the whole of it, else by the longest known name in it."""
    plain = _plain(text)
    bare = _plain(re.sub(r"[(\[].*?[)\]]", " ", text))
    unit = re.search(r"[(\[]\s*(min\w*|h|hrs?|hours?|std\w*)\W*[)\]]", text.casefold())
    if unit and (bare in {"time", "zeit", ""} or _MEANS.get(bare) is Meaning.MINUTES):
        return Meaning.MINUTES
    if (whole := _MEANS.get(plain) or _MEANS.get(bare)) is not None:
        return whole
    padded = f" {plain} "
    known = [name for name in _MEANS if len(name) > 2 and f" {name} " in padded]
    if not known or len(plain.split()) > 6:
        return None
    return _MEANS[max(known, key=len)]


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def _choose_task(meanings: dict[int, Meaning], headings: Mapping[int, str]) -> None:
    """Keep one column for the task; others of its names are of which kind it is, or its detail."""
    tasks = [column for column, meaning in meanings.items() if meaning is Meaning.TASK]
    if not tasks:
        details = [column for column, meaning in meanings.items() if meaning is Meaning.DETAIL]
        described = [column for column in details if _plain(headings[column]) in {"description", "beschreibung"}]
        if described:
            meanings[described[0]] = Meaning.TASK
        return
    plain = {column: _plain(headings[column]) for column in tasks}
    surely = [column for column in tasks if plain[column] in _FIRST_TASK]
    likely = [column for column in tasks if plain[column] not in _ALSO_CATEGORY]
    chosen = next(iter((*surely, *likely, *tasks)))
    for column in tasks:
        if column != chosen:
            meanings[column] = Meaning.CATEGORY if plain[column] in _ALSO_CATEGORY else Meaning.DETAIL
