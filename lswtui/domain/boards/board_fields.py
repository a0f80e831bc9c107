"""The fields of a board, and the kinds of values that only a board has.

Clock times earlier than the board's ``day_starts`` are kept past 1440, so that the hours and the rounds of a
night shift stand in the order in which they come.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from lswtui.domain.boards.board import Guide, Question, Task, Trap, Window
from lswtui.domain.boards.category import Category
from lswtui.domain.boards.rota import OFF, Rota
from lswtui.domain.boards.shifts import FIRST, WEEKS, Shift, Shifts, shift_hours, shifts_table
from lswtui.domain.boards.task_fields import TASK_FIELDS
from lswtui.domain.boards.titles import free_id
from lswtui.domain.cadence.parser import weekdays
from lswtui.domain.errors import BadInput
from lswtui.domain.fields import FieldSpec, ParsedKind, TextKind, ValueKind, WordKind, plain_fields, read_fields
from lswtui.domain.times import (
    DAY,
    USUAL_DAY_START,
    clock_stretch,
    clock_text,
    clock_time,
    iso_date,
    stretch_text,
)
from lswtui.domain.toml_reader import did_you_mean, is_id, note_doubles
from lswtui.domain.vocabulary import Activity, fixed_word, in_words

if TYPE_CHECKING:
    from lswtui.domain.fields import Values
    from lswtui.domain.toml_reader import TomlTable

LEVELS = ("front line", "manager", "executive")
_ALIKE_FROM = 0.6
"""The share of letters in common from which two questions are one that was put into other words."""
LONGEST_SHIFT = 12
"""Characters of a shift's name, which stands in the header."""


class RosterKind(ValueKind):
    """The days on duty: dates between commas, or the first day of a pattern, ``2026-01-05 DDDNNN---``."""

    name = "list of dates, or table of first and pattern"
    long = True

    def read(self, table: TomlTable, field: FieldSpec, known: Values) -> frozenset[date] | Rota:  # noqa: ARG002
        """Read dates or a rota."""
        if not isinstance(table.raw(field.key), Mapping):
            return frozenset(table.each(field.key, iso_date))
        inner = table.table(field.key, needed=True)
        if inner is None:
            return frozenset()
        first = inner.each("first", iso_date, needed=True)
        if len(first) > 1:
            inner.note("first", "should be one date, the first day of the pattern")
        pattern = inner.parsed("pattern", _pattern)
        inner.no_more_keys()
        return Rota(first[0], pattern) if first and pattern else frozenset()

    def plain(self, value: frozenset[date] | Rota, field: FieldSpec) -> list[str] | dict[str, str] | None:  # noqa: ARG002
        """The dates in order, or the rota."""
        if isinstance(value, Rota):
            return {"first": value.first.isoformat(), "pattern": value.pattern}
        return [day.isoformat() for day in sorted(value)] or None

    def text(self, plain: Any) -> str:
        """Dates between commas, or the first day and the pattern."""
        if isinstance(plain, dict):
            return f"{plain.get('first', '')} {plain.get('pattern', '')}"
        return ", ".join(map(str, plain)) if isinstance(plain, list) else super().text(plain)

    def typed(self, text: str) -> Any:
        """A rota where a pattern stands behind a date, else dates."""
        first, _, pattern = text.strip().partition(" ")
        if re.fullmatch(r"[A-Za-z\s-]+", pattern):
            return {"first": first, "pattern": pattern.strip()}
        return _parts(",".join(text.split())) or None


def _pattern(text: str) -> str:
    pattern = "".join(text.split())
    if not re.fullmatch(rf"[A-Za-z{OFF}]{{1,366}}", pattern):
        raise BadInput(f"{text!r} is no pattern; write a letter for each day on duty, {OFF} for a day off: DDDNNN---")
    if set(pattern) == {OFF}:
        raise BadInput(f"{text!r} has no day on duty; write a letter for each")
    return pattern


class ShiftsKind(ValueKind):
    """The shifts that are worked in turn: ``early 06:00-14:15``, a line each, and ``a week each: early, late``."""

    name = "table of names and hours"
    long = True

    def read(self, table: TomlTable, field: FieldSpec, known: Values) -> Shifts | None:  # noqa: ARG002
        """Read the shifts and their turns."""
        inner = table.table(field.key)
        if inner is None:
            return None
        names = [name for name in inner.free_keys() if name not in (WEEKS, FIRST)]
        each = tuple(shift for name in names if (shift := _shift(inner, name)) is not None)
        if not names:
            table.note(field.key, 'names no shift; write each as in late = "14:00-22:15"')
        weeks = inner.words(WEEKS, names, "shift") if inner.raw(WEEKS) is not None else ()
        first = inner.each(FIRST, iso_date)
        if len(first) > 1:
            inner.note(FIRST, "should be one date, in the week of the first of weeks")
        if first and not weeks and inner.raw(WEEKS) is None:
            inner.note(FIRST, 'is the week of the first of weeks; name them, as in weeks = ["early", "late"]')
        if weeks and inner.raw(FIRST) is None:
            inner.note(FIRST, "is missing; give a date in the week of the first of weeks, as in 2026-11-23")
        return Shifts(each, weeks, first[0] if first else None) if each else None

    def plain(self, value: Shifts | None, field: FieldSpec) -> dict[str, Any] | None:  # noqa: ARG002
        """A table of shifts, with their turns."""
        return shifts_table(value) if value else None

    def text(self, plain: Any) -> str:
        """A line for each shift with its times, for the turns and for their first week."""
        return "\n".join(map(_shift_line, plain.items())) if isinstance(plain, dict) else super().text(plain)

    def typed(self, text: str) -> dict[str, Any] | None:
        """The shifts that were typed, also as a file writes them: ``early = 06:00-14:15``."""
        shifts: dict[str, Any] = {}
        for line in filter(None, map(str.strip, text.splitlines())):
            if turns := _TURNS_LINE.fullmatch(line):
                shifts[WEEKS] = [_shift_name(part) for part in _parts(turns[1])]
            elif first := _FIRST_LINE.fullmatch(line):
                shifts[FIRST] = first[1].strip()
            else:
                found = _SHIFT_LINE.fullmatch(line)
                name, hours = found.groups() if found else (line.rstrip(" =") or line, "")
                shifts[_free_key(_shift_name(name), shifts)] = hours
        return shifts or None


_TURNS_LINE = re.compile(rf"(?:a week each|{WEEKS})\s*[:=](.*)", re.IGNORECASE)
_FIRST_LINE = re.compile(rf"(?:from|{FIRST})(?:\s*[:=]\s*|\s+|$)(.*)", re.IGNORECASE)
_SHIFT_LINE = re.compile(r"(.*?)(?:^|\s*=\s*|\s+)([0-9]{1,2}(?:[:.][0-9]{2})?\s*[-–].*)")


def _shift_name(said: str) -> str:
    """The name of a shift as a file has it: *Late B* is ``late-b``."""
    return "-".join(said.casefold().split())


def _shift_line(said: tuple[str, Any]) -> str:
    key, value = said
    if key == WEEKS:
        return f"a week each: {', '.join(map(str, value)) if isinstance(value, list) else value}"
    return f"from {value}" if key == FIRST else f"{key.strip()} {value}"


def _shift(table: TomlTable, name: str) -> Shift | None:
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


class GuideKind(ValueKind):
    """The share that practice standardises: ``0.7-0.8 where it is from``."""

    name = "table of low, high and source"

    def read(self, table: TomlTable, field: FieldSpec, known: Values) -> Guide | None:  # noqa: ARG002
        """Read the band."""
        inner = table.table(field.key)
        if inner is None:
            return None
        guide = Guide(inner.share("low"), inner.share("high"), inner.text("source"))
        if guide.low > guide.high:
            inner.note("low", f"{guide.low} is above high, {guide.high}")
        inner.no_more_keys()
        return guide

    def plain(self, value: Guide | None, field: FieldSpec) -> dict[str, Any] | None:  # noqa: ARG002
        """The band as a table."""
        return value._asdict() if value else None

    def text(self, plain: Any) -> str:
        """The band and its source on a line."""
        if not isinstance(plain, dict):
            return super().text(plain)
        return f"{plain.get('low', '')}-{plain.get('high', '')} {plain.get('source', '')}".strip()

    def typed(self, text: str) -> Any:
        """The band that was typed."""
        said = text.strip()
        shares, _, source = said.partition(" ")
        low, _, high = shares.partition("-")
        if not low and not high:
            return said or None
        return {"low": _share(low), "high": _share(high), "source": source.strip()}


class HoursKind(ValueKind):
    """Working hours by weekdays: ``mon-fri = 06:00-14:00``, a line each."""

    name = "table of weekdays and hours"
    long = True

    def read(self, table: TomlTable, field: FieldSpec, known: Values) -> dict[int, tuple[Window, ...]]:
        """Read the windows of each weekday, ``day_starts`` being known."""
        hours: dict[int, tuple[Window, ...]] = {}
        inner = table.table(field.key, needed=True)
        if inner is None:
            return hours
        for key in inner.free_keys():
            windows = inner.parsed(key, partial(_windows, day_starts=known["day_starts"]))
            try:
                days = weekdays(key)
            except BadInput as error:
                inner.note(key, str(error))
                continue
            if twice := days & hours.keys():
                from lswtui.domain.cadence.formatter import weekdays_text

                inner.note(key, f"gives {weekdays_text(frozenset(twice))} hours a second time")
            hours |= dict.fromkeys(sorted(days), windows or ())
        if not inner.free_keys():
            table.note(field.key, 'is empty; give working hours, as in mon-fri = "08:00-12:00, 12:30-17:00"')
        return hours

    def plain(self, value: Mapping[int, tuple[Window, ...]], field: FieldSpec) -> dict[str, str] | None:  # noqa: ARG002
        """The hours, one key for days alike."""
        from lswtui.domain.cadence.formatter import weekdays_text  # who only reads a board writes none

        days_of: dict[tuple[Window, ...], set[int]] = {}
        for day, windows in value.items():
            days_of.setdefault(windows, set()).add(day)
        return {
            weekdays_text(frozenset(days)): ", ".join(stretch_text(start, end) for start, end in windows)
            for windows, days in days_of.items()
        } or None

    def text(self, plain: Any) -> str:
        """A line for days alike."""
        return _pair_lines(plain) if isinstance(plain, dict) else super().text(plain)

    def typed(self, text: str) -> dict[str, str] | None:
        """The hours that were typed."""
        return _pairs(text) or None


def _windows(text: str, *, day_starts: int) -> tuple[Window, ...]:
    windows: list[Window] = []
    for part in text.split(","):
        stretch = part.strip()
        start, end = clock_stretch(stretch)
        if start < day_starts:
            start, end = start + DAY, end + DAY
        if end > day_starts + DAY:
            begins = clock_text(day_starts)
            raise BadInput(f"{stretch} runs over {begins}, where the day starts; set day_starts to an hour off work")
        if windows and start < windows[-1].end:
            raise BadInput(f"{stretch} begins before the hours written ahead of it end; write them in order")
        windows.append(Window(start, end))
    return tuple(windows)


class SharesKind(ValueKind):
    """The share of each activity: ``go and see = 0.3``, a line each."""

    name = "table of activities and shares"
    long = True

    def read(self, table: TomlTable, field: FieldSpec, known: Values) -> dict[Activity, float]:  # noqa: ARG002
        """Read the shares, which add up to 1 at most."""
        inner = table.table(field.key)
        if inner is None:
            return {}
        shares = {activity: inner.share(activity, default=0.0) for activity in Activity}
        targets = {activity: share for activity, share in shares.items() if activity in inner.free_keys()}
        inner.no_more_keys()
        if (whole := round(sum(targets.values()), 6)) > 1:
            table.note(field.key, f"add up to {whole}, 1 at most")
        return targets

    def plain(self, value: Mapping[Activity, float], field: FieldSpec) -> dict[str, float] | None:  # noqa: ARG002
        """The shares by activity."""
        return {str(activity): share for activity, share in value.items()} or None

    def text(self, plain: Any) -> str:
        """A line for each activity."""
        return _pair_lines(plain) if isinstance(plain, dict) else super().text(plain)

    def typed(self, text: str) -> dict[str, Any] | None:
        """The shares that were typed."""
        return {_share_of(key): _share(share) for key, share in _pairs(text).items()} or None


class TablesKind(ValueKind):
    """Several tables of one kind, each written ``[[key]]``, and a line in a form, which shows no ids."""

    name = "tables"
    long = True

    def text(self, plain: Any) -> str:
        """A line for each."""
        if not isinstance(plain, list):
            return super().text(plain)
        return "\n".join(self._line(each) if isinstance(each, dict) else str(each) for each in plain)

    def typed(self, text: str) -> list[dict[str, Any]] | None:
        """A table for each line, without what the line does not say."""
        return self.retyped(text, None)

    def retyped(self, text: str, was: Any) -> list[dict[str, Any]] | None:
        """A table for each line; one that is the same thing as before, perhaps in other words, keeps its id."""
        tables = [self._table(line.strip()) for line in text.splitlines() if line.strip()]
        before = [table for table in was if isinstance(table, dict)] if isinstance(was, list) else []
        ids = self._ids(tables, before)
        made = ({"id": id_, **table} for id_, table in zip(ids, tables, strict=True))
        return [{key: value for key, value in table.items() if value} for table in made] or None

    def _line(self, table: Mapping[str, Any]) -> str:
        raise NotImplementedError

    def _table(self, line: str) -> dict[str, Any]:
        raise NotImplementedError

    def _ids(self, tables: Sequence[dict[str, Any]], before: Sequence[dict[str, Any]]) -> list[str]:  # noqa: ARG002
        """The id of each table, none where they have none."""
        return [""] * len(tables)


def _ids_from(
    tables: Sequence[dict[str, Any]],
    before: Sequence[dict[str, Any]],
    same: Sequence[Callable[[dict[str, Any], dict[str, Any]], bool]],
    fresh: Callable[[dict[str, Any], Container[str]], str],
) -> list[str]:
    """The ids of tables: those that the SAME table had before, by the strictest rule first, or FRESH ones."""
    left = [table for table in before if isinstance(table.get("id"), str)]
    ids = [""] * len(tables)
    for rule in same:
        for place, table in enumerate(tables):
            found = next((each for each in left if not ids[place] and rule(each, table)), None)
            if found is not None:
                left.remove(found)
                ids[place] = found["id"]
    taken = {*ids, *(table["id"] for table in left)}
    for place, table in enumerate(tables):
        if not ids[place]:
            ids[place] = fresh(table, taken)
            taken.add(ids[place])
    return ids


class CategoriesKind(TablesKind):
    """What breaks in: ``e Machine down``."""

    name = "tables of id, letter and name"

    def read(self, table: TomlTable, field: FieldSpec, known: Values) -> tuple[Category, ...]:  # noqa: ARG002
        """Read the kinds of interruption."""
        tables = table.tables(field.key)
        made: list[Category] = []
        for each in tables:
            made.append(Category(each.id(), letter := each.text("letter"), each.text("name")))
            if letter and not re.fullmatch("[a-z]", letter):
                each.note("letter", f"{letter!r} should be one letter from a to z")
            each.no_more_keys()
        note_doubles(tables, "id")
        note_doubles(tables, "letter")
        return tuple(made)

    def plain(self, value: Sequence[Category], field: FieldSpec) -> list[dict[str, Any]] | None:  # noqa: ARG002
        """A table for each."""
        return [category._asdict() for category in value] or None

    def _line(self, table: Mapping[str, Any]) -> str:
        return " ".join(str(table[key]) for key in ("letter", "name") if table.get(key))

    def _table(self, line: str) -> dict[str, Any]:
        letter, name = (*line.split(None, 1), "")[:2]
        return {"letter": letter, "name": name}

    def _ids(self, tables: Sequence[dict[str, Any]], before: Sequence[dict[str, Any]]) -> list[str]:
        """The same is what has the same letter, or else the same name."""
        rules = (
            lambda was, now: (was.get("letter"), was.get("name")) == (now["letter"], now["name"]),
            lambda was, now: was.get("letter") == now["letter"],
            lambda was, now: was.get("name") == now["name"],
        )
        return _ids_from(tables, before, rules, lambda now, taken: free_id(now["name"] or now["letter"], taken, "kind"))


class QuestionsKind(TablesKind):
    """What the evening review asks besides: ``Did I teach it?``."""

    name = "tables of id and ask"

    def read(self, table: TomlTable, field: FieldSpec, known: Values) -> tuple[Question, ...]:  # noqa: ARG002
        """Read the questions."""
        tables = table.tables(field.key)
        made: list[Question] = []
        for each in tables:
            made.append(Question(each.id(), each.text("ask")))
            each.no_more_keys()
        note_doubles(tables, "id")
        return tuple(made)

    def plain(self, value: Sequence[Question], field: FieldSpec) -> list[dict[str, Any]] | None:  # noqa: ARG002
        """A table for each."""
        return [question._asdict() for question in value] or None

    def _line(self, table: Mapping[str, Any]) -> str:
        return str(table.get("ask", ""))

    def _table(self, line: str) -> dict[str, Any]:
        return {"ask": line}

    def _ids(self, tables: Sequence[dict[str, Any]], before: Sequence[dict[str, Any]]) -> list[str]:
        """The same is what asks the same, or nearly."""
        rules = (
            lambda was, now: was.get("ask") == now["ask"],
            lambda was, now: _alike(str(was.get("ask")), now["ask"]),
        )
        return _ids_from(tables, before, rules, lambda now, taken: free_id(now["ask"], taken, "question"))


def _alike(one: str, other: str) -> bool:
    """Whether two sentences are nearly one, as after a correction."""
    from difflib import SequenceMatcher  # only what was written anew needs it

    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio() > _ALIKE_FROM


class TrapsKind(TablesKind):
    """The former job: ``Filling an open station: filled in, ran the station``."""

    name = "tables of text and words"

    def read(self, table: TomlTable, field: FieldSpec, known: Values) -> tuple[Trap, ...]:  # noqa: ARG002
        """Read the traps."""
        made: list[Trap] = []
        for each in table.tables(field.key):
            made.append(Trap(each.text("text"), each.each("words", str, needed=True)))
            each.no_more_keys()
        return tuple(made)

    def plain(self, value: Sequence[Trap], field: FieldSpec) -> list[dict[str, Any]] | None:  # noqa: ARG002
        """A table for each."""
        return [{"text": trap.text, "words": list(trap.words)} for trap in value] or None

    def _line(self, table: Mapping[str, Any]) -> str:
        words = table.get("words", [])
        named = ", ".join(map(str, words)) if isinstance(words, list) else str(words)
        return f"{table.get('text', '')}: {named}" if named else str(table.get("text", ""))

    def _table(self, line: str) -> dict[str, Any]:
        text, _, words = line.partition(":")
        return {"text": text.strip(), "words": _parts(words)}


class TasksKind(ValueKind):
    """The tasks, each with the fields of a task; a form has one form for each."""

    name = "tables of the fields of a task"

    def read(self, table: TomlTable, field: FieldSpec, known: Values) -> tuple[Task, ...]:
        """Read the tasks, ``day_starts`` being known; one with a value that cannot be told is left out."""
        tables = table.tables(field.key)
        found = [read_fields(each, TASK_FIELDS, {"day_starts": known["day_starts"]}) for each in tables]
        note_doubles(tables, "id")
        if table.raw(field.key) in (None, []):
            table.note(field.key, f"is missing; a board needs at least one [[{field.key}]]")
        return tuple(Task(**values) for values in found if None not in values.values())

    def plain(self, value: Sequence[Task], field: FieldSpec) -> list[dict[str, Any]] | None:  # noqa: ARG002
        """A table for each."""
        return [plain_fields(task._asdict(), TASK_FIELDS) for task in value] or None


def _parts(said: str) -> list[str]:
    return [part for part in map(str.strip, said.split(",")) if part]


def _pairs(text: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, said = line.partition("=")
        pairs[_free_key(name.strip(), pairs)] = said.strip()
    return pairs


def _free_key(key: str, taken: Mapping[str, Any]) -> str:
    """The key, with blanks behind it where it is taken: what was written twice is to be complained of, not lost."""
    while key in taken:
        key += " "
    return key


def _pair_lines(pairs: Mapping[str, Any]) -> str:
    said = {key: ", ".join(map(str, value)) if isinstance(value, list) else value for key, value in pairs.items()}
    return "\n".join(f"{in_words(key.strip())} = {value}" for key, value in said.items())


def _share_of(key: str) -> str:
    """The activity whose share a line says; what was written twice stays apart."""
    name = key.rstrip()
    return fixed_word(name) + key[len(name) :]


def _share(said: str) -> Any:
    try:
        return float(said) if re.fullmatch(r"[0-9.]{1,9}", said) else said
    except ValueError:
        return said


BOARD_FIELDS = (
    FieldSpec("title", "Title", TextKind(), hint="the role, as people call it"),
    FieldSpec("about", "About", TextKind(wraps=True), default="", hint="for whom it is, and what the work is about"),
    FieldSpec("level", "Level", WordKind(LEVELS, "level")),
    FieldSpec("hours", "Hours", HoursKind(), hint="mon-fri = 06:00-10:00, 10:30-14:00, one line for days alike"),
    FieldSpec(
        "day_starts",
        "Day starts",
        ParsedKind("clock time", clock_time, clock_text),
        default=USUAL_DAY_START,
        hint=f"an hour off work at which one day becomes the next; {clock_text(USUAL_DAY_START)} by default",
    ),
    FieldSpec(
        "shifts",
        "Shifts",
        ShiftsKind(),
        default=None,
        hint="early 06:00-14:15, one a line; a week each: early, late; from 2026-11-23",
    ),
    FieldSpec(
        "roster",
        "Roster",
        RosterKind(),
        default=frozenset(),
        hint="dates on duty, or a pattern from its first day: 2026-01-05 DDDNNN---",
    ),
    FieldSpec(
        "guide",
        "Guide band",
        GuideKind(),
        default=None,
        hint="0.7-0.8 and where it is from: the share that practice standardises",
    ),
    FieldSpec(
        "targets",
        "Targets",
        SharesKind(),
        default={},
        hint="the share of each activity, one a line: go and see = 0.3",
    ),
    FieldSpec(
        "category",
        "Breaks in",
        CategoriesKind(),
        default=(),
        hint="letter and name, one a line: e Machine down",
        attribute="categories",
    ),
    FieldSpec(
        "question",
        "At evening",
        QuestionsKind(),
        default=(),
        hint="one question a line",
        attribute="questions",
    ),
    FieldSpec(
        "trap",
        "Old job",
        TrapsKind(),
        default=(),
        hint="what you slip back into: words that give it away, between commas",
        attribute="traps",
    ),
    FieldSpec("task", "", TasksKind(), attribute="tasks"),
)
