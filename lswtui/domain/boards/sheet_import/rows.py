"""One row of a sheet after the other as tasks: what was understood, guessed, not understood, left out and why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from lswtui.domain.boards.sheet_import.cells import letters, plain_cell
from lswtui.domain.boards.sheet_import.frequency_words import (
    HOW_OFTEN,
    TIME_OF_DAY,
    FrequencyReading,
    parsed,
    read_days,
    read_marks,
    read_often,
    says_period,
)
from lswtui.domain.boards.sheet_import.guess import activity_named, belongs
from lswtui.domain.boards.sheet_import.headings import (
    OWN_COLUMNS,
    ColumnMeaning,
    SheetColumns,
    heads_again,
    is_ours,
    names_tasks,
)
from lswtui.domain.boards.sheet_import.language import MONTHS, plain
from lswtui.domain.boards.sheet_import.times import CellTimes, has_unit, read_length, read_times
from lswtui.domain.boards.titles import free_id, short_title
from lswtui.domain.cadence.formatter import cadence_text
from lswtui.domain.cadence.model import AsNeeded, Cadence, Workday
from lswtui.domain.cadence.parser import parse_cadence
from lswtui.domain.errors import BadInput
from lswtui.domain.text import counted, harmless
from lswtui.domain.times import clock_text
from lswtui.domain.toml_reader import Problem, did_you_mean, is_id
from lswtui.domain.vocabulary import Area, Domain, Element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

MOST_TASKS = 200
HIDDEN = "is in a hidden row; unhide it to take it"
USUAL_MINUTES = 15
_NO_MARK = frozenset(("", "-", "–", "—", "0"))
_TICK = re.compile(r"[^\w\s]{1,3}|[xX]{1,3}|[1vV]|\w{1,3}")
_LONGEST_FOOT = 60
_BESIDE = (ColumnMeaning.MONTH, ColumnMeaning.MONTH_DAY, ColumnMeaning.DAY)
"""Columns that say on which days, beside the one that says how often."""
_COUNT = re.compile(r"^(?:\(?[0-9]{1,2}[.)]|[-–•*▪►]|[☐□✓✔])\s+")
"""A number or a sign before a task, as lists have it."""
_LONGEST_SHOWN = 60


class Grid(NamedTuple):
    """One worksheet: texts in rows, the first row and the first column first."""

    name: str
    """Empty where the file has but one without a name."""
    rows: tuple[tuple[str, ...], ...]
    hidden_rows: frozenset[int] = frozenset()
    """The rows, from 0, that a spreadsheet does not show."""
    hidden_columns: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()
    """What was assumed or left out where the file was read, one sentence each."""


class SheetRow(NamedTuple):
    """One task as it was understood."""

    place: str
    """Its cell, such as B7."""
    task: dict[str, Any]
    """As it stands in a board's file."""
    every: Cadence
    guessed: tuple[str, ...]
    """The keys of what the sheet does not say."""


class SkippedRow(NamedTuple):
    """A row that is no task, and why."""

    place: str
    text: str
    why: str


class RowReader:
    """The rows under the headings, one after the other."""

    def __init__(
        self,
        grid: Grid,
        rows: Sequence[Sequence[str]],
        columns: SheetColumns,
        on: date,
        sheet: str,
        places: Mapping[int, str] | None = None,
    ) -> None:
        self.rows: list[SheetRow] = []
        self.skipped: list[SkippedRow] = []
        self.used: set[int] = set()
        """Columns without a heading that say how often."""
        self._noted: list[tuple[int, int, str]] = []
        self._grid = grid
        self._cells = rows
        self._columns = columns
        self._on = on
        self._sheet = sheet
        self._languages = columns.languages
        self._yes = frozenset().union(*(language.yes for language in self._languages))
        self._no_mark = frozenset().union(*(language.no_mark for language in self._languages))
        self._places = places or {}
        """The cells that rows come from which stand otherwise in the sheet."""
        self._group = self._over_tasks() or (self._heading_often(grid.name) if grid.name else None)
        self._titles = frozenset(plain(text) for above in rows[: columns.row] for text in above if text)
        self._section = ""
        self._above: FrequencyReading | None = None
        self._ids: set[str] = set()
        self._seen: dict[tuple[object, ...], str] = {}
        self._ours = is_ours(columns.headings.values())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was not understood, row by row."""
        return tuple(Problem(self._place(row, column), text) for row, column, text in sorted(self._noted))

    def read(self, row: int) -> None:
        """Read one row, from 0."""
        filled = {column: text for column, text in enumerate(self._cells[row]) if text}
        if not filled:
            return
        if row in self._grid.hidden_rows:
            self._skip(row, self._shown_first(filled), HIDDEN)
            return
        if self._ours:
            self._read_own(row, filled)
        elif (again := heads_again(self._cells[row], self._columns)) is not None:
            self._columns = with_lengths(again._replace(row=row), self._cells)
            self._group, self._above = self._over_tasks() or self._group, None
            self._skip(row, min(filled), "has the headings again")
        elif not self._is_heading(row, filled):
            self._read_task(row, filled)

    def _read_own(self, row: int, filled: dict[int, str]) -> None:
        """Read a row of a sheet that has nothing but tasks, whatever they are called."""
        column = self._columns.of(ColumnMeaning.TASK)[0]
        if column in filled:
            self._take(row, column, filled[column])
        else:
            self._skip(row, min(filled), f"has no task in column {letters(column)}")

    def _shown_first(self, filled: Mapping[int, str]) -> int:
        """The column by which a row is named: that of its task, where it has one."""
        return next((column for column in self._columns.of(ColumnMeaning.TASK) if column in filled), min(filled))

    def _over_tasks(self) -> FrequencyReading | None:
        """How often, where the heading of the tasks says it: ``Daily tasks``."""
        return self._heading_often(self._columns.headings[self._columns.of(ColumnMeaning.TASK)[0]])

    def _heading_often(self, text: str) -> FrequencyReading | None:
        """How often a heading says; None for one that says something else, such as a date or a time."""
        if text and (says_period(text, self._languages) or read_days(text, self._languages)):
            return read_often(text, self._languages, self._on)
        return None

    def _is_heading(self, row: int, filled: dict[int, str]) -> bool:
        """Whether the row only says how often, or of which kind, the tasks below it are."""
        numbers = self._columns.of(ColumnMeaning.NUMBER)
        said = {column: text for column, text in filled.items() if column not in numbers}
        if not said:
            return False
        column, text = next(iter(said.items()))
        often = self._heading_often(text)
        if len(set(said.values())) != 1 and not (often and names_tasks(text, self._languages)):
            self._note_group(said)
            return False
        if often is not None:
            self._group, self._above = often, None
            self._skip(row, column, "is a heading: how often the tasks below it come")
            return True
        in_task = column in self._columns.of(ColumnMeaning.TASK)
        if not in_task and self._is_foot(text):
            return False
        if not in_task or (text.isupper() and len(text) > 4) or text.endswith(":"):
            self._section = text.rstrip(" :")
            self._skip(row, column, "is a heading")
            return True
        return False

    def _note_group(self, said: dict[int, str]) -> None:
        """Take how often from a column without a heading, as merged cells beside the tasks have it."""
        known = self._columns
        if known.of(ColumnMeaning.OFTEN) or known.often:
            return
        for column, text in said.items():
            free = column not in known.meanings and column not in known.weekdays
            if free and not self._cells[known.row][column] and (often := self._heading_often(text)) is not None:
                self._group = often
                self.used.add(column)

    def _is_foot(self, text: str) -> bool:
        """Whether a text is a sum, a signature, a legend."""
        said = plain(text)
        begins = tuple(f"{begin} " for language in self._languages for begin in language.foot_begins)
        foot = len(text) <= _LONGEST_FOOT and f"{said} ".startswith(begins)
        page = re.fullmatch(r"(\w+) [0-9]+(?: (?:\w+ )?[0-9]+)?", said)
        return foot or any(
            said in language.foot or (page is not None and page[1] in language.pages) for language in self._languages
        )

    def _is_note(self, text: str) -> bool:
        """Whether a text says of itself that it is a note: ``Note: ask Ana``."""
        head, colon, _ = text.partition(":")
        return bool(colon) and any(
            language.headings.get(plain(head)) == ColumnMeaning.DETAIL for language in self._languages
        )

    def _is_break(self, text: str) -> bool:
        return any(plain(text) in language.breaks for language in self._languages)

    def _read_task(self, row: int, filled: dict[int, str]) -> None:
        task_column = self._columns.of(ColumnMeaning.TASK)[0]
        sentence = _COUNT.sub("", filled.get(task_column, ""))
        first = min(filled)
        if not sentence:
            self._skip(row, first, f"has no task in column {letters(task_column)}")
        elif self._is_foot(sentence):
            self._skip(row, task_column, "is a foot line")
        elif self._is_note(sentence):
            self._skip(row, task_column, "is a note")
        elif len(filled) == 1 and plain(sentence) in self._titles:
            self._skip(row, task_column, "stands over the headings as well")
        elif self._is_break(sentence):
            self._skip(row, task_column, "is a break")
        elif not any(character.isalpha() for character in sentence):
            self._skip(row, task_column, "says no task")
        elif len(self.rows) >= MOST_TASKS:
            self._skip(row, task_column, f"comes after the first {counted(MOST_TASKS, 'task')}; more are not read")
        else:
            self._take(row, task_column, sentence)

    def _take(self, row: int, column: int, sentence: str) -> None:
        guessed: list[str] = []
        times, instead = self._times(row)
        often = self._often(row, instead, guessed)
        times = self._with_clocks(row, times, often.times)
        minutes = self._minutes(row, times, guessed)
        every, at = self._rounds(row, often.every, times.at)
        title = short_title(sentence)
        detail = " – ".join(
            filter(None, (sentence if title != sentence else "", self._text(row, ColumnMeaning.DETAIL)))
        )
        task: dict[str, Any] = {"title": title, "detail": detail}
        task["every"] = cadence_text(every)
        task["at"] = [clock_text(clock) for clock in at]
        task["minutes"] = minutes
        task |= self._kind(row, sentence, guessed)
        for key in (ColumnMeaning.STANDARD, ColumnMeaning.WHY, ColumnMeaning.OPENS):
            task[str(key)] = self._text(row, key)
        task["where"] = self._text(row, ColumnMeaning.WHERE) or self._free_area(row)
        task |= self._own_columns(row)
        same = (sentence.casefold(), every, at, minutes)
        if same in self._seen and not self._ours:
            self._skip(row, column, f"is the same as {self._seen[same]}")
            return
        place = self._place(row, column)
        self._seen[same] = place
        task = {
            "id": self._id(row, title),
            **{key: value for key, value in task.items() if value not in ("", [], None)},
        }
        self.rows.append(SheetRow(place, task, every, tuple(guessed)))

    def _times(self, row: int) -> tuple[CellTimes, str]:
        """The times of a row; and what stands in their column that says how often as well."""
        found: list[CellTimes] = []
        instead = ""
        for column in self._columns.of(ColumnMeaning.AT):
            text = self._cell(row, column)
            times = read_times(text, self._languages) if text else None
            known = self._languages if times is None else self._languages[:1]
            often = read_often(text, known, self._on) if text else None
            if often is not None and (times is None or often.guessed not in {HOW_OFTEN, TIME_OF_DAY}):
                instead = text
            elif times is not None:
                found.append(times)
                self._note_times(row, column, times)
            elif text:
                self._note(row, column, f"{_shown(text)} is no time of day; write it as 06:45. Taken without a time")
        at = sorted({clock for times in found for clock in times.at})
        minutes = next((times.minutes for times in found if times.minutes), None)
        return CellTimes(tuple(at), minutes), instead

    def _note_times(self, row: int, column: int, times: CellTimes) -> None:
        if times.rest:
            self._note(row, column, f"{_shown(times.rest)} beside the time is not understood. Left out")
        if times.uneven:
            self._note(row, column, f"has times that last differently long. Each taken with {times.minutes} minutes")

    def _with_clocks(self, row: int, times: CellTimes, said: CellTimes) -> CellTimes:
        """The times of their column; those said with how often, or under weekdays, where it has none."""
        ticked = self._ticked_times(row)
        if not times.at:
            return said if said.at else ticked
        if said.at and said.at != times.at:
            column = self._columns.of(ColumnMeaning.OFTEN)[0] if self._columns.of(ColumnMeaning.OFTEN) else 0
            self._note(row, column, "names other times than the column of times. Taken from there")
        return times

    def _ticked_times(self, row: int) -> CellTimes:
        """The time of day that stands in place of ticks under weekdays."""
        read = {column: read_times(self._cell(row, column), self._languages) for column in self._ticked(row)}
        found = {
            column: times for column, times in read.items() if times and times.at and ":" in self._cell(row, column)
        }
        if not found:
            return CellTimes(())
        first = next(iter(found.values()))
        for column, times in found.items():
            if times != first:
                self._note(row, column, "has another time than the day before it. Taken at the first")
        return first

    def _often(self, row: int, instead: str, guessed: list[str]) -> FrequencyReading:
        often = self._said_often(row, instead)
        if often is not None:
            self._above = often
        else:
            often = self._group or (self._above if self._columns.of(ColumnMeaning.OFTEN) else None)
            often = often._replace(guessed="as above") if often and not self._group else often
        if often is None:
            often = FrequencyReading(Cadence(Workday()), "no frequency")
        if often.guessed or self._odd_ticks(row):
            guessed.append("every")
        return often

    def _said_often(self, row: int, instead: str) -> FrequencyReading | None:
        """How often a row says; None where it says nothing."""
        ticked = self._ticked(row)
        marked = frozenset(self._columns.weekdays[column] for column in ticked)
        beside = self._beside(row)
        for column in self._columns.of(ColumnMeaning.OFTEN):
            text = self._cell(row, column)
            if text:
                return self._worded(row, column, text, ", ".join(filter(None, (beside, instead))), marked)
        if columns := self._marks(row, self._columns.often):
            return self._under_often(row, columns, beside, marked)
        if instead:
            return self._worded(row, self._columns.of(ColumnMeaning.AT)[0], instead, beside, marked)
        if marked and self._group is not None and not beside:
            return read_often("", self._languages, self._on, days=marked)
        if marked:
            return FrequencyReading(read_marks(marked, frozenset(self._columns.weekdays.values())))
        if beside:
            return self._worded(row, next(self._columns_beside(row)), beside, "", frozenset())
        return None

    def _under_often(self, row: int, columns: Sequence[int], beside: str, marked: frozenset[int]) -> FrequencyReading:
        """How often by a tick, or a day or a time, under Daily, Weekly or Monthly."""
        column, text = columns[0], self._cell(row, columns[0])
        more = "" if _TICK.fullmatch(text) and not text.isdigit() and not read_days(text, self._languages) else text
        more = "" if plain(text) in self._yes or text == "1" else more
        found = self._worded(row, column, self._columns.often[column], ", ".join(filter(None, (more, beside))), marked)
        return found._replace(guessed=found.guessed or "the first of several") if len(columns) > 1 else found

    def _columns_beside(self, row: int) -> Iterator[int]:
        yield from (column for meaning in _BESIDE for column in self._columns.of(meaning) if self._cell(row, column))
        yield from self._marks(row, self._columns.parts)

    def _beside(self, row: int) -> str:
        """What the columns beside say of the days; months and weeks that are ticked by their names."""
        parts = self._columns.parts
        columns = self._columns_beside(row)
        said = [parts[column] if column in parts else self._cell(row, column) for column in columns]
        if set(said) == set(MONTHS):
            return "monthly"
        weeks = [text.split()[0] for text in said if text.endswith(" week of the month")]
        if weeks:
            said = [text for text in said if not text.endswith(" week of the month")]
            said.append(f"{', '.join(weeks)} week of the month")
        return ", ".join(said)

    def _worded(self, row: int, column: int, text: str, beside: str, days: frozenset[int]) -> FrequencyReading:
        if self._ours and (ours := parsed(text)) is not None:
            return ours
        alone = read_often(text, self._languages, self._on)
        found = read_often(text, self._languages, self._on, beside=beside) if beside else alone
        if found is None and beside and (alone or parsed(text)):
            self._note(row, column, f"{_shown(beside)} in the columns beside does not go with {_shown(text)}. Left out")
        found = found or alone or parsed(text)
        if found is None:
            self._note(row, column, f"{_shown(text)} is no frequency{_hint(text)}. Taken as needed")
            return FrequencyReading(Cadence(AsNeeded()), "not understood")
        if days and (found.guessed or isinstance(found.every.kind, Workday)):
            ticked = read_often(text, self._languages, self._on, beside=beside, days=days)
            return ticked or found
        return found

    def _ticked(self, row: int) -> list[int]:
        """The columns of weekdays that are marked."""
        return self._marks(row, sorted(self._columns.weekdays))

    def _odd_ticks(self, row: int) -> bool:
        """Whether what stands under weekdays is more than ticks and times."""
        texts = (self._cell(row, column) for column in self._ticked(row))
        return any(not _TICK.fullmatch(text) and plain(text) not in self._yes and ":" not in text for text in texts)

    def _marks(self, row: int, columns: Iterable[int]) -> list[int]:
        return [column for column in columns if self._is_mark(self._cell(row, column))]

    def _is_mark(self, text: str) -> bool:
        return text not in _NO_MARK and (plain(text) or text) not in self._no_mark

    def _minutes(self, row: int, times: CellTimes, guessed: list[str]) -> int:
        for column in self._columns.of(ColumnMeaning.MINUTES):
            text = self._cell(row, column)
            if not text:
                continue
            if (length := read_length(text, hours=self._columns.hours)) is not None:
                guessed += ["minutes"] * length.guessed
                return length.minutes
            self._note(row, column, f"{_shown(text)} is no length; write it in minutes, as in 15. Taken as 15 minutes")
        if times.minutes is not None:
            return times.minutes
        guessed.append("minutes")
        return USUAL_MINUTES

    def _rounds(self, row: int, every: Cadence, at: tuple[int, ...]) -> tuple[Cadence, tuple[int, ...]]:
        """As many times as rounds, or none: the day's rounds are spread over it then."""
        if at and every.as_needed:
            self._note(row, self._column_of_times(), "is a time for what is done as needed. Taken without")
            return every, ()
        if every.rounds == 1 or len(at) in (0, every.rounds):
            return every, at
        if len(at) > 1:
            return every._replace(rounds=1), at
        column = self._column_of_times()
        self._note(row, column, f"is one time for {every.rounds} rounds a day. Taken without, spread over the day")
        return every, ()

    def _column_of_times(self) -> int:
        return next(
            iter(
                (*self._columns.of(ColumnMeaning.AT), *self._columns.of(ColumnMeaning.OFTEN), *self._columns.weekdays)
            ),
            0,
        )

    def _kind(self, row: int, sentence: str, guessed: list[str]) -> dict[str, str]:
        category = self._text(row, ColumnMeaning.CATEGORY)
        named = activity_named(category) or activity_named(self._section)
        if named is None:
            guessed.append("activity")
        domain = self._word(row, ColumnMeaning.DOMAIN, Domain)
        element = self._word(row, ColumnMeaning.ELEMENT, Element)
        area = _word_of(self._text(row, ColumnMeaning.AREA), Area)
        known = domain or element  # an element lies in one domain
        guessed += [key for key, said in (("domain", known), ("element", element), ("area", area)) if said is None]
        kind = belongs(sentence, category, self._section, activity=named, domain=domain, element=element, area=area)
        return {key: str(word) for key, word in kind._asdict().items()}

    def _word(self, row: int, meaning: ColumnMeaning, words: type[Domain | Element]) -> Any:
        """The one of the fixed words that a cell is; what is none of them is noted."""
        for column in self._columns.of(meaning):
            text = self._cell(row, column)
            found = _word_of(text, words)
            if found is not None:
                return found
            if text:
                near = did_you_mean(text.casefold(), words) or f"it is one of {', '.join(words)}"
                self._note(row, column, f"{_shown(text)} is no {meaning}; {near}. Guessed from the task")
        return None

    def _free_area(self, row: int) -> str:
        """Where, if the column Area says a place of the works and no area of leading."""
        text = self._text(row, ColumnMeaning.AREA)
        return "" if _word_of(text, Area) else text

    def _own_columns(self, row: int) -> dict[str, Any]:
        """What only a sheet made by `lsw board export` says."""
        said: dict[str, Any] = {}
        for heading, field in OWN_COLUMNS.items() if self._ours else ():
            text = self._text(row, heading)
            try:
                said[field.key] = field.kind.of_cell(text, lambda cell: plain(cell) in self._yes)
            except BadInput as error:
                self._note(row, self._columns.of(heading)[0], f"{_shown(text)} {error}. Left out")
        return said

    def _id(self, row: int, title: str) -> str:
        said = self._text(row, ColumnMeaning.ID) if self._ours else ""
        id_ = said if is_id(said) and said not in self._ids else free_id(said or title, self._ids, f"task-{row + 1}")
        self._ids.add(id_)
        return id_

    def _cell(self, row: int, column: int) -> str:
        return self._cells[row][column]

    def _text(self, row: int, meaning: str) -> str:
        """What the columns of a meaning say, with the line ends they have."""
        cells = self._grid.rows[row]
        texts = (harmless(plain_cell(cells[at])).strip() for at in self._columns.of(meaning) if at < len(cells))
        return " – ".join(filter(None, texts))

    def _place(self, row: int, column: int) -> str:
        return self._sheet + self._places.get(row, f"{letters(column)}{row + 1}")

    def _note(self, row: int, column: int, text: str) -> None:
        self._noted.append((row, column, text))

    def _skip(self, row: int, column: int, why: str) -> None:
        self.skipped.append(SkippedRow(self._place(row, column), self._cell(row, column), why))


def with_lengths(columns: SheetColumns, rows: Sequence[Sequence[str]]) -> SheetColumns:
    """A column headed Time is for lengths where most of its cells say 15 min, and no other column is."""
    times = columns.of(ColumnMeaning.AT)
    if not times or columns.of(ColumnMeaning.MINUTES):
        return columns
    cells = [row[times[-1]] for row in rows[columns.row + 1 :] if row[times[-1]]]
    if not cells or 2 * sum(map(has_unit, cells)) < len(cells):
        return columns
    return columns._replace(meanings={**columns.meanings, times[-1]: ColumnMeaning.MINUTES})


def _hint(text: str) -> str:
    """What the recurrence's own grammar supposes was meant."""
    try:
        parse_cadence(text[:_LONGEST_SHOWN])
    except BadInput as error:
        found = re.search(r"did you mean '([^']+)'", str(error))
        return f"; did you mean {found[1]}?" if found else "; write it as daily, Mon/Wed, every 2 weeks, 1st Monday"
    return ""


def _word_of(text: str, words: Any) -> Any:
    wanted = "-".join(text.casefold().split())
    return next((word for word in words if word == wanted), None)


def _shown(text: str) -> str:
    return repr(text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…")
