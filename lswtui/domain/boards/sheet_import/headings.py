"""Which column of a sheet means what, by the names that headings have in its language, or as somebody says."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.boards.sheet_import.cells import column_at
from lswtui.domain.boards.sheet_import.frequency_words import says_period
from lswtui.domain.boards.sheet_import.grammar import kinds_of
from lswtui.domain.boards.sheet_import.language import MONTHS, fold, plain
from lswtui.domain.boards.sheet_import.letters import in_order
from lswtui.domain.boards.sheet_import.tokens import tokens_of
from lswtui.domain.boards.task_fields import TASK_FIELDS
from lswtui.domain.errors import BadInput
from lswtui.domain.toml_reader import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lswtui.domain.boards.sheet_import.language import Language

MOST_ROWS_ABOVE = 60
"""Rows that may stand above the headings."""
_LONGEST_HEADING = 60
_LONGEST_DAY = 40
_LONGEST_NAME = 6
"""Words of a heading."""


class ColumnMeaning(StrEnum):
    """What a column of any sheet says of a task, in the words of its leader; most are keys of a board's file."""

    TASK = "task"
    OFTEN = "how often"
    DAY = "weekday"
    MONTH_DAY = "day of month"
    MONTH = "month"
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
    OPENS = "opens"
    NUMBER = "a number"
    RECORD = "a record of what was done"


_READ_OTHERWISE = {"title": ColumnMeaning.TASK, "every": ColumnMeaning.OFTEN}
OWN_COLUMNS = {
    plain(field.key): field
    for field in TASK_FIELDS
    if field.key not in _READ_OTHERWISE and field.key not in set(ColumnMeaning)
}
"""The fields of a task by the headings of their columns, where only a sheet made by `lsw board export` has them."""
MEANINGS = (*map(str, ColumnMeaning), *OWN_COLUMNS)
"""All that a column can mean: a `ColumnMeaning`, or one of `OWN_COLUMNS`."""
_NAMED = {name: name for name in MEANINGS if name not in {ColumnMeaning.NUMBER, ColumnMeaning.RECORD}}
_HOURS = re.compile(r"\b(h|hrs?|hours?|std|stunden|horas|heures)\b")
_FEWEST_LETTERS = 3
_NTHS = ("first", "second", "third", "fourth", "fifth")
_ROWS_OF_DATES = frozenset("nomDYj,-/O")


class SheetColumns(NamedTuple):
    """What the columns of a sheet mean; columns count from 0."""

    row: int
    """The row of the headings, from 0."""
    meanings: Mapping[int, str]
    """Each one of `MEANINGS`."""
    headings: Mapping[int, str]
    weekdays: Mapping[int, int]
    """Weekdays, Monday 0, by the column that is headed by them."""
    often: Mapping[int, str]
    """Words for how often, by the column that is headed by them: Daily, Weekly."""
    hours: bool = False
    """Whether lengths are in hours."""
    parts: Mapping[int, str] = {}
    """Months, and weeks of a month, by the column that is headed by them, as words for how often."""
    texts: tuple[str, ...] = ()
    """All that stands in the row of the headings."""
    languages: tuple[Language, ...] = ()
    """The one that the headings are in, and then the others."""
    whole: int = 0
    """How many headings are known names and nothing more."""

    def of(self, meaning: str) -> tuple[int, ...]:
        """The columns of a meaning, from left to right."""
        return tuple(column for column, means in sorted(self.meanings.items()) if means == meaning)

    @property
    def score(self) -> int:
        """How much of a task the columns say; nothing without a task."""
        useful = {
            means for means in self.meanings.values() if means not in {ColumnMeaning.RECORD, ColumnMeaning.NUMBER}
        }
        if ColumnMeaning.TASK not in useful:
            return 0
        return 2 * len(useful) + len(self.often) + bool(self.weekdays) + self.whole

    @property
    def good(self) -> bool:
        """Whether they can be the headings of a sheet of tasks, and not texts that have such words in them."""
        if not self.score:
            return False
        useful = {
            means for means in self.meanings.values() if means not in {ColumnMeaning.RECORD, ColumnMeaning.NUMBER}
        }
        if len(useful) > 1 or self.weekdays or self.often:
            return bool(self.whole or self.weekdays or self.often)
        others = [text for text in self.texts if text]
        task = self.headings[self.of(ColumnMeaning.TASK)[0]]
        named = any(plain(task) in language.headings for language in self.languages)
        return named and len(others) > 1 and all(len(text.split()) <= _LONGEST_NAME for text in others)


def find_columns(rows: Sequence[Sequence[str]], languages: Sequence[Language]) -> SheetColumns | None:
    """The headings of a sheet: the row, or two rows, that name most of what is known of a task; None without any."""
    filled = [at for at, row in enumerate(rows) if any(row)][:MOST_ROWS_ABOVE]
    found = [columns_of(rows, row, languages) for row in filled]
    best = max(found, key=lambda columns: (columns.good, columns.score, -columns.row), default=None)
    if best is None or not best.score:
        return None
    best = _without_numbers(best, rows)
    return best if best.good or _alone(rows[best.row]) else None


def _without_numbers(columns: SheetColumns, rows: Sequence[Sequence[str]]) -> SheetColumns:
    """Another column as the task where the one that is headed so only numbers the rows: Item, Description."""
    (task, *_) = columns.of(ColumnMeaning.TASK)
    texts = [row[task] for row in rows[columns.row + 1 :] if task < len(row) and row[task]]
    others = (*columns.of(ColumnMeaning.DETAIL), *columns.of(ColumnMeaning.CATEGORY))
    ours = ColumnMeaning.ID in columns.meanings.values()
    if ours or not texts or not others or any(char.isalpha() for text in texts for char in text):
        return columns
    return columns._replace(meanings={**columns.meanings, task: ColumnMeaning.NUMBER, others[0]: ColumnMeaning.TASK})


def columns_of(rows: Sequence[Sequence[str]], row: int, languages: Sequence[Language]) -> SheetColumns:
    """What the columns mean if a row has their headings; a second row of headings beneath it is taken with it."""
    columns = _columns(rows[row], row, languages)
    if columns.score and row + 1 < len(rows):
        below = _columns(rows[row + 1], row + 1, languages)
        free = [at for at, text in enumerate(rows[row + 1]) if text and columns.meanings.get(at) != ColumnMeaning.TASK]
        new = below.weekdays or len(below.meanings) > 1 or below.often
        if new and not below.score and len(free) == sum(1 for text in rows[row + 1] if text):
            return columns._replace(
                row=row + 1,
                meanings={**below.meanings, **columns.meanings},
                headings={**below.headings, **columns.headings},
                weekdays={**below.weekdays, **columns.weekdays},
                often={**below.often, **columns.often},
                hours=columns.hours or below.hours,
            )
    return columns


def named_columns(said: Sequence[str], languages: Sequence[Language]) -> dict[str, int | str]:
    """What columns mean by their place, from 0, or by their heading, from ``task=B`` and ``minutes=How long``.

    Raises `BadInput` for what a column cannot mean.
    """
    named: dict[str, int | str] = {}
    for text in said:
        what, sign, where = (part.strip() for part in text.partition("="))
        meaning = _NAMED.get(what.casefold()) or _meaning(what, languages)
        if not (sign and where) or meaning is None:
            near = did_you_mean(what.casefold(), _NAMED) or f"it is one of {', '.join(_NAMED)}"
            raise BadInput(f"{text!r} names no column; write it as task=B or task=Heading: {near}")
        if meaning in named:
            raise BadInput(f"{meaning} is named twice; name one column for it")
        named[meaning] = column_at(where) if re.fullmatch("[A-Za-z]{1,2}", where) else where
    return named


def by_hand(
    rows: Sequence[Sequence[str]], named: Mapping[str, int | str], languages: Sequence[Language]
) -> SheetColumns | None:
    """The columns where somebody says what some of them mean, by their place or by their heading; None without them.

    Where no row has headings that are known, it is the first row with a text in each column that was named.
    """
    found = find_columns(rows, languages)
    row = found.row if found is not None else _first_with(rows, named)
    if row is None:
        return None
    columns = found or _columns(rows[row], row, languages)
    meanings, headings = dict(columns.meanings), dict(columns.headings)
    for meaning, said in named.items():
        column = said if isinstance(said, int) else _headed(rows[row], said)
        if column is None:
            return None
        meanings = {at: means for at, means in meanings.items() if means != meaning or at == column}
        meanings[column] = meaning
        headings[column] = rows[row][column] if column < len(rows[row]) else ""
    if ColumnMeaning.TASK not in meanings.values():
        return None
    free = meanings.keys()
    return columns._replace(
        meanings=meanings,
        headings=headings,
        weekdays={at: day for at, day in columns.weekdays.items() if at not in free},
        often={at: text for at, text in columns.often.items() if at not in free},
    )


def _first_with(rows: Sequence[Sequence[str]], named: Mapping[str, int | str]) -> int | None:
    for at, row in enumerate(rows):
        if all(
            (said < len(row) and row[said]) if isinstance(said, int) else _headed(row, said) is not None
            for said in named.values()
        ):
            return at
    return None


def _headed(row: Sequence[str], said: str) -> int | None:
    return next((at for at, text in enumerate(row) if text and plain(text) == plain(said)), None)


def heads_again(row: Sequence[str], columns: SheetColumns) -> SheetColumns | None:
    """The headings that a row between tasks has, the same again or others; None for a row that has none."""
    texts = {at: text for at, text in enumerate(row) if text}
    before = {at: plain(text) for at, text in enumerate(columns.texts)}
    if texts and all(plain(text) == before.get(at) for at, text in texts.items()):
        return columns
    known = {plain(text) for text in columns.texts if text}
    if len(texts) > 1 and all(plain(text) in known or _is_name(text, columns) for text in texts.values()):
        new = _columns(row, columns.row, columns.languages)
        return new if new.good else None
    return None


def names_tasks(text: str, languages: Sequence[Language]) -> bool:
    """Whether a text is a heading over tasks, such as ``Weekly tasks``."""
    return _meaning(text, languages) == ColumnMeaning.TASK


def weekday_headed(text: str, languages: Sequence[Language]) -> int | None:
    """The weekday that a heading names, perhaps with its date: Monday, Mon 9-Mar, Mo 16.11.; None for any other."""
    for language in languages if len(text) <= _LONGEST_DAY else ():
        tokens = tokens_of(text, language)
        days = [token for token in tokens if token.kind == "w"]
        kinds = set(kinds_of(tokens))
        if kinds <= _ROWS_OF_DATES and kinds & set("mDY"):
            return None
        if len(days) == 1 and len(days[0].value) == 1 and kinds <= _ROWS_OF_DATES | {"w"}:
            return int(min(days[0].value))
    return None


def _is_name(text: str, columns: SheetColumns) -> bool:
    if any(plain(text) in language.headings for language in columns.languages):
        return True
    if weekday_headed(text, columns.languages) is not None:
        return True
    return (bool(columns.often) or names_tasks(text, columns.languages)) and says_period(text, columns.languages)


def _alone(row: Sequence[str]) -> bool:
    """Whether a row has one text only, so that it is a list under one heading."""
    return sum(1 for text in row if text) == 1


def _columns(row: Sequence[str], at: int, languages: Sequence[Language]) -> SheetColumns:
    languages = _in_order(row, languages)
    meanings: dict[int, str] = {}
    headings: dict[int, str] = {}
    often: dict[int, str] = {}
    hours, whole = False, 0
    weekdays = _weekdays(row, languages)
    ours = is_ours(row)
    for column, text in enumerate(row):
        if not text or column in weekdays or len(text) > _LONGEST_HEADING:
            continue
        meaning = plain(text) if ours and plain(text) in OWN_COLUMNS else _meaning(text, languages)
        if meaning is not None:
            meanings[column] = meaning
            headings[column] = text
            hours = hours or (meaning == ColumnMeaning.MINUTES and bool(_HOURS.search(fold(text))))
            whole += any(plain(text) in language.headings for language in languages)
        elif len(text) <= _LONGEST_DAY and says_period(text, languages):
            often[column] = text
    if len(often) < 2:
        often = {}
    _choose_task(meanings, headings, languages)
    parts = {} if weekdays else _parts(row, languages)
    return SheetColumns(at, meanings, headings, weekdays, often, hours, parts, tuple(row), languages, whole)


def is_ours(headings: Iterable[str]) -> bool:
    """Whether a sheet with these headings is one that `lsw board export` made."""
    return {"id", "every"} <= {plain(text) for text in headings}


def _parts(row: Sequence[str], languages: Sequence[Language]) -> dict[int, str]:
    """Columns headed by months, or by the weeks of a month."""
    found: dict[int, str] = {}
    for column, text in enumerate(row):
        for language in languages if 0 < len(text) <= _LONGEST_DAY else ():
            tokens = tokens_of(text, language)
            if kinds_of(tokens) == "m":
                found[column] = MONTHS[tokens[0].value[0] - 1]
            elif kinds_of(tokens) == "un" and tokens[0].value == ("week", 1) and 1 <= tokens[1].value <= 5:
                found[column] = f"{_NTHS[tokens[1].value - 1]} week of the month"
            if column in found:
                break
    return found if len(found) >= _FEWEST_LETTERS else {}


def _in_order(row: Sequence[str], languages: Sequence[Language]) -> tuple[Language, ...]:
    """The languages, the one with the most of these headings first."""
    texts = [plain(text) for text in row if text]
    known = [sum(text in language.headings for text in texts) for language in languages]
    first = max(range(len(known)), key=lambda at: (known[at], -at))
    return (languages[first], *(language for at, language in enumerate(languages) if at != first))


def _weekdays(row: Sequence[str], languages: Sequence[Language]) -> dict[int, int]:
    named = {at: day for at, text in enumerate(row) if text and (day := weekday_headed(text, languages)) is not None}
    for language in languages:
        lettered = {
            at: letters for at, text in enumerate(row) if (letters := language.letters.get(fold(text).strip(".")))
        }
        if len(lettered) >= max(_FEWEST_LETTERS, len(named)) and (ways := in_order(list(lettered.values()))):
            return dict(zip(lettered, ways[0], strict=True))
    return named if len(named) >= 2 else {}


def _meaning(text: str, languages: Sequence[Language]) -> str | None:
    """What a heading means: by the whole of it, else by the longest known name in it."""
    said = plain(text)
    bare = plain(re.sub(r"[(\[].*?[)\]]", " ", text))
    known = [language.headings for language in languages]
    unit = re.search(r"[(\[]\s*(min\w*|h|hrs?|hours?|std\w*)\W*[)\]]", fold(text))
    whole = next((names[name] for names in known for name in (said, bare) if name in names), None)
    if unit and (not bare or whole in {ColumnMeaning.AT, ColumnMeaning.MINUTES}):
        return ColumnMeaning.MINUTES
    if whole is not None:
        return whole
    padded = f" {said} "
    inside = [
        (len(name), -at, name)
        for at, names in enumerate(known)
        for name in names
        if len(name) > 2 and f" {name} " in padded
    ]
    if not inside or len(said.split()) > 6:
        return None
    _, at, name = max(inside)
    return known[-at][name]


def _choose_task(meanings: dict[int, str], headings: Mapping[int, str], languages: Sequence[Language]) -> None:
    """Keep one column for the task; others of its names are of which kind it is, or its detail."""

    def is_one(column: int, names: str) -> bool:
        return any(plain(headings[column]) in getattr(language, names) for language in languages)

    tasks = [column for column, meaning in meanings.items() if meaning == ColumnMeaning.TASK]
    if not tasks:
        details = [column for column, meaning in meanings.items() if meaning == ColumnMeaning.DETAIL]
        described = [column for column in details if is_one(column, "task_if_no_other")]
        if described:
            meanings[described[0]] = ColumnMeaning.TASK
        return
    surely = [column for column in tasks if is_one(column, "surely_task")]
    likely = [column for column in tasks if not is_one(column, "category_too")]
    chosen = next(iter((*surely, *likely, *tasks)))
    for column in tasks:
        if column != chosen:
            meanings[column] = ColumnMeaning.CATEGORY if is_one(column, "category_too") else ColumnMeaning.DETAIL
