"""A board while it is being written: plain values as in its file, right or wrong, with every step to take back.

What is typed into a field always finds a place in the plain values: a length that is no number stays the text that it
is, and `read_board` then says what is wrong with it.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, StrEnum, auto
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from lswtui.domain.boards.board_file import LEVELS, read_board
from lswtui.domain.boards.sheet_import.guess import belongs
from lswtui.domain.boards.shifts import WEEKS
from lswtui.domain.errors import BadInput
from lswtui.domain.vocabulary import (
    ELEMENTS_OF,
    Activity,
    Area,
    Carry,
    Domain,
    Element,
    Moves,
    fixed_word,
    in_words,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from lswtui.domain.boards.board import Board
    from lswtui.domain.toml_reader import Problem

Table = dict[str, Any]
Word = TypeVar("Word", bound=StrEnum)
BOARD = -1
"""The place of what concerns the whole board; tasks have the places from 0 on."""
MOST_STEPS = 500
"""Steps that can be taken back."""
_AT_TASK = re.compile(r"task\[([0-9]+)\](?:\.([a-z_]+))?")
_YES, _NO = ("yes", "y", "true"), ("no", "n", "false")


class Kind(Enum):
    """How what is typed into a field becomes what the file says."""

    LINE = auto()
    TEXT = auto()
    """A sentence or two, which wraps."""
    NUMBER = auto()
    WORD = auto()
    """One of a few fixed words."""
    FLAG = auto()
    LIST = auto()
    """Texts between commas."""
    LINES = auto()
    """A text a line."""
    HOURS = auto()
    """``mon-fri = 06:00-14:00``, a line each."""
    CATEGORIES = auto()
    """``e equipment Equipment``, a line each."""
    QUESTIONS = auto()
    """``taught: Did I teach it?``, a line each."""
    TRAPS = auto()
    """``Filling an open station: filled in, ran the station``, a line each."""
    GUIDE = auto()
    """``0.7-0.8 where it is from``."""
    SHARES = auto()
    """``go and see = 0.3``, a line each."""
    SHIFTS = auto()
    """``early = 06:00-14:15``, a line each, and ``weeks = early, late`` with the date of the first."""
    ROSTER = auto()
    """Dates between commas, or the first day of a pattern and the pattern: ``2026-01-05 DDDNNN---``."""


class Field(NamedTuple):
    """Something that can be said of a task or of the board."""

    key: str
    name: str
    kind: Kind = Kind.LINE
    hint: str = ""
    """What may stand there, said while it is being written."""
    words: tuple[str, ...] = ()
    """The fixed words."""


TASK_FIELDS = (
    Field("title", "Title", hint="what a card says, 28 letters at most"),
    Field("every", "Every"),
    Field("at", "At", Kind.LIST, "06:45, one time a round; nothing for any time of the day"),
    Field("minutes", "Minutes", Kind.NUMBER, "how long it takes"),
    Field("detail", "Detail", Kind.TEXT, "the same in full"),
    Field("activity", "Activity", Kind.WORD, words=tuple(Activity)),
    Field("domain", "Domain", Kind.WORD, words=tuple(Domain)),
    Field("element", "Element", Kind.WORD, words=tuple(Element)),
    Field("area", "Area", Kind.WORD, words=tuple(Area)),
    Field("standard", "Good is", Kind.TEXT, "what can be seen when it was done well"),
    Field("why", "Why", Kind.TEXT, "what happens where it is not done"),
    Field("steps", "Steps", Kind.LINES, "one a line"),
    Field("where", "Where", hint="the place, if it has one"),
    Field("carry", "Undone", Kind.WORD, "expire: missed when the day turns; keep: waits", tuple(Carry)),
    Field("moves", "Moves", Kind.WORD, "from a day off to the next or previous working day; stay", tuple(Moves)),
    Field("window", "Grace", Kind.NUMBER, "minutes after its planned end until it is late; 30 by default"),
    Field("check", "Ask after", Kind.FLAG, "yes: ending it asks whether it was ok or showed a problem", ("yes", "no")),
    Field("held_open", "Held open", Kind.FLAG, "yes: planned time that what breaks in may use up", ("yes", "no")),
    Field("opens", "Opens", hint="a file, a page or a program that belongs to it"),
)
BOARD_FIELDS = (
    Field("title", "Title", hint="the role, as people call it"),
    Field("about", "About", Kind.TEXT, "for whom it is, and what the work is about"),
    Field("level", "Level", Kind.WORD, words=LEVELS),
    Field("hours", "Hours", Kind.HOURS, "mon-fri = 06:00-10:00, 10:30-14:00, one line for days alike"),
    Field("day_starts", "Day starts", hint="an hour off work at which one day becomes the next; 04:00 by default"),
    Field("shifts", "Shifts", Kind.SHIFTS, "early = 06:00-14:15, one a line; weeks = early, late; first = 2026-11-23"),
    Field("roster", "Roster", Kind.ROSTER, "dates on duty, or a pattern from its first day: 2026-01-05 DDDNNN---"),
    Field("guide", "Guide band", Kind.GUIDE, "0.7-0.8 and where it is from: the share that practice standardises"),
    Field("targets", "Targets", Kind.SHARES, "the share of each activity, one a line: go and see = 0.3"),
    Field("category", "Breaks in", Kind.CATEGORIES, "letter, id and name, one a line: e equipment Machine down"),
    Field("question", "At evening", Kind.QUESTIONS, "id: the question, one a line"),
    Field("trap", "Old job", Kind.TRAPS, "what you slip back into: words that give it away, between commas"),
)


class Draft(NamedTuple):
    """A board as plain values; no table in it is ever changed in place."""

    name: str
    """The board's id and the name of its file."""
    table: Table

    @property
    def tasks(self) -> list[Table]:
        """The tables of its tasks; what stands in a file instead of them counts as none."""
        tasks = self.table.get("task")
        return [task for task in tasks if isinstance(task, dict)] if isinstance(tasks, list) else []

    @property
    def title(self) -> str:
        """The board's title as far as there is one."""
        title = self.table.get("title")
        return title if isinstance(title, str) and title.strip() else self.name

    def at(self, place: int) -> Table:
        """The table at a place: a task, or the board itself."""
        return self.table if place == BOARD else self.tasks[place]

    def text(self, place: int, field: Field) -> str:
        """What a field shows."""
        return text_of(field.kind, self.at(place).get(field.key))

    def typed(self, place: int, field: Field, text: str, *, known: Collection[str] = ()) -> Draft:
        """The draft after something was typed into a field; a task not KNOWN yet takes its id from its title."""
        before = self.at(place)
        after = _with(before, field.key, value_of(field.kind, text))
        if place == BOARD:
            return self._replace(table=after)
        if field.key == "title" and before.get("id", "") not in known:
            others = [task.get("id") for task in self.tasks if task is not before]
            if before.get("id", "") in ("", _task_id(str(before.get("title", "")), others)):
                after = {**after, "id": _task_id(text, others)}
        return self._with_tasks([after if task is before else task for task in self.tasks])

    def filled(self) -> Draft:
        """The draft with what is guessed written out, as it is saved."""
        return self._with_tasks([{**task, **guesses(task)} for task in self.tasks]) if self.tasks else self

    def added(self, place: int) -> Draft:
        """With a new task at a place."""
        fresh: Table = {"id": "", "title": "", "every": "workday", "minutes": 15}
        return self._with_tasks([*self.tasks[:place], fresh, *self.tasks[place:]])

    def removed(self, place: int) -> Draft:
        """Without the task at a place."""
        return self._with_tasks([task for there, task in enumerate(self.tasks) if there != place])

    def moved(self, place: int, by: int) -> Draft:
        """With the task at a place so many places further down, or up."""
        tasks = self.tasks
        tasks.insert(max(0, place + by), tasks.pop(place))
        return self._with_tasks(tasks)

    def _with_tasks(self, tasks: list[Table]) -> Draft:
        return self._replace(table={**self.table, "task": tasks})


class Flaw(NamedTuple):
    """A problem of a draft, and the field in which it can be mended."""

    problem: Problem
    place: int
    key: str
    """The key of the field; empty where no single one is meant."""

    @property
    def text(self) -> str:
        """What is wrong, after the part of the field that it concerns, if the field holds several things."""
        return f"{_spot(self)}{self.problem.text}"


class Checked(NamedTuple):
    """What a draft amounts to."""

    board: Board | None
    """The board, as far as it is right: without the tasks that have problems. None where it has no task or hours."""
    flaws: tuple[Flaw, ...]

    def of(self, place: int, key: str | None = None) -> tuple[str, ...]:
        """What is wrong at a place, or with one of its fields."""
        return tuple(flaw.text for flaw in self.flaws if flaw.place == place and key in (None, flaw.key))


def checked(draft: Draft) -> Checked:
    """All problems of a draft, those of the board first, and the board without the tasks that have any.

    What is guessed is none of them.
    """
    draft = draft.filled()
    board, problems = read_board(draft.name, draft.table)
    flaws = tuple(sorted((_flaw(problem) for problem in problems), key=lambda flaw: flaw.place))
    if board is None:
        bad = {flaw.place for flaw in flaws}
        good = [task for place, task in enumerate(draft.tasks) if place not in bad]
        board, _ = read_board(draft.name, {**draft.table, "task": good})
    return Checked(board, flaws)


def _flaw(problem: Problem) -> Flaw:
    if found := _AT_TASK.match(problem.at):
        return Flaw(problem, int(found[1]), found[2] or "")
    key = re.split(r"[.\[]", problem.at)[0]
    return Flaw(problem, BOARD, key if key in {field.key for field in BOARD_FIELDS} else "")


def _spot(flaw: Flaw) -> str:
    """Where in its field a problem lies, if the field holds several things."""
    rest = flaw.problem.at.partition(f".{flaw.key}")[2] if flaw.place != BOARD else flaw.problem.at[len(flaw.key) :]
    found = re.fullmatch(r"(?:\[([0-9]+)\])?(?:\.(.+))?", rest)
    if not flaw.key or found is None:
        return f"{flaw.problem.at} " if flaw.problem.at and flaw.place == BOARD else ""
    parts = (f"no. {int(found[1]) + 1}" if found[1] else "", found[2] or "")
    return f"{', '.join(filter(None, parts))}: " if any(parts) else ""


class Step(NamedTuple):
    """The draft before something was done, and where."""

    draft: Draft
    place: int
    doing: tuple[int, str]
    """The field that was being written; letters typed into the same field one after the other are one step."""


class Editing(NamedTuple):
    """A draft with all that can be taken back."""

    draft: Draft
    steps: tuple[Step, ...] = ()

    def to(self, draft: Draft, place: int, key: str = "") -> Editing:
        """Go on to another draft, after doing something at a place, in the field of KEY if it was in one."""
        if draft == self.draft:
            return self
        doing = (place, key)
        if key and self.steps and self.steps[-1].doing == doing:
            return self._replace(draft=draft)
        return Editing(draft, (*self.steps, Step(self.draft, place, doing))[-MOST_STEPS:])

    def undone(self) -> tuple[Editing, int] | None:
        """The draft before the last step, and where that was; None where there was none."""
        if not self.steps:
            return None
        *earlier, last = self.steps
        return Editing(last.draft, tuple(earlier)), last.place


def guesses(task: Mapping[str, Any]) -> dict[str, str]:
    """Where a task belongs, by its title and detail, as far as it does not say so itself; nothing without a title."""
    title, detail = (text if isinstance(text := task.get(key), str) else "" for key in ("title", "detail"))
    if not title.strip():
        return {}
    kind = belongs(
        title,
        detail,
        activity=_one_of(Activity, task.get("activity")),
        domain=_one_of(Domain, task.get("domain")),
        element=_one_of(Element, task.get("element")),
        area=_one_of(Area, task.get("area")),
    )
    return {key: str(word) for key, word in kind._asdict().items() if key not in task}


def _one_of(words: type[Word], said: object) -> Word | None:
    return next((word for word in words if word == said), None)


def words_for(field: Field, table: Mapping[str, Any]) -> tuple[str, ...]:
    """The fixed words of a field, where its task stands as in TABLE: elements only of the domain named."""
    if field.key == "element" and table.get("domain") in set(Domain):
        return tuple(map(in_words, ELEMENTS_OF[Domain(table["domain"])]))
    return tuple(map(in_words, field.words))


def completed(text: str, words: Sequence[str]) -> str:
    """The one word that begins with what was typed; what was typed where none or several do."""
    typed = text.strip().casefold()
    meant = [word for word in words if word.startswith(typed)]
    return meant[0] if typed and len(meant) == 1 and typed not in words else text


def board_name(title: str) -> str:
    """The id that a board of this title gets; raises `BadInput` where the title has no letters for one."""
    if not (name := fresh_id(title, ())):
        raise BadInput("a board needs a name with letters from a to z; for example Press shop")
    return name


def fresh_id(title: str, taken: Collection[object]) -> str:
    """An id made of a title, with a number behind it where that one is taken; empty for a title without letters."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    name = "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-")
    if not name or name not in taken:
        return name
    return next(fresh for number in range(2, len(taken) + 3) if (fresh := f"{name}-{number}") not in taken)


def _task_id(title: str, taken: Collection[object]) -> str:
    """The id of a new task, whatever letters its title is written in; empty without a title."""
    return fresh_id(title, taken) or (fresh_id("task", taken) if title.strip() else "")


def _with(table: Table, key: str, value: Any) -> Table:
    if value is None:
        return {known: said for known, said in table.items() if known != key}
    return {**table, key: value}


def text_of(kind: Kind, value: Any) -> str:
    """What a field of this kind shows for what the file says."""
    if value is None:
        return ""
    if kind is Kind.WORD:
        return in_words(str(value))
    if kind is Kind.FLAG and isinstance(value, bool):
        return "yes" if value else "no"
    if kind in (Kind.LIST, Kind.ROSTER) and isinstance(value, list):
        return ", ".join(map(str, value))
    if kind is Kind.LINES and isinstance(value, list):
        return "\n".join(map(str, value))
    if kind in (Kind.HOURS, Kind.SHARES, Kind.SHIFTS) and isinstance(value, dict):
        return "\n".join(f"{in_words(key.strip())} = {text_of(Kind.LIST, said)}" for key, said in value.items())
    if kind is Kind.ROSTER and isinstance(value, dict):
        return f"{value.get('first', '')} {value.get('pattern', '')}"
    if kind is Kind.GUIDE and isinstance(value, dict):
        return f"{value.get('low', '')}-{value.get('high', '')} {value.get('source', '')}".strip()
    if kind in _LINE_OF and isinstance(value, list):
        return "\n".join(_LINE_OF[kind](row) if isinstance(row, dict) else str(row) for row in value)
    return str(value)


def value_of(kind: Kind, text: str) -> Any:
    """What the file says for what was typed into a field of this kind; None where it says nothing of it."""
    said = text.strip()
    if not said:
        return None
    if kind is Kind.NUMBER:
        return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else said
    if kind is Kind.FLAG:
        return True if said.casefold() in _YES else None if said.casefold() in _NO else said
    if kind is Kind.LIST:
        kept = _parts(said)
        return kept[0] if len(kept) == 1 else kept
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    if kind is Kind.LINES:
        return lines
    if kind is Kind.HOURS:
        return _pairs(lines)
    if kind is Kind.SHARES:
        return {_share_of(key): _share(share) for key, share in _pairs(lines).items()}
    if kind is Kind.SHIFTS:
        return {key: _parts(said) if key == WEEKS else said for key, said in _pairs(lines).items()}
    if kind is Kind.ROSTER:
        return _roster(said)
    if kind is Kind.GUIDE:
        return _guide(said)
    if kind in _ROW_OF:
        return [_ROW_OF[kind](line) for line in lines]
    return fixed_word(said) if kind is Kind.WORD else said


def _parts(said: str) -> list[str]:
    return [part for part in map(str.strip, said.split(",")) if part]


def _pairs(lines: Sequence[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for line in lines:
        name, _, said = line.partition("=")
        key = name.strip()
        while key in pairs:
            key += " "  # what was written twice is to be complained of, not lost
        pairs[key] = said.strip()
    return pairs


def _roster(said: str) -> Any:
    first, _, pattern = said.partition(" ")
    if re.fullmatch(r"[A-Za-z\s-]+", pattern):
        return {"first": first, "pattern": pattern.strip()}
    return _parts(",".join(said.split()))


def _guide(said: str) -> Any:
    shares, _, source = said.partition(" ")
    low, _, high = shares.partition("-")
    if not low and not high:
        return said
    return {"low": _share(low), "high": _share(high), "source": source.strip()}


def _share_of(key: str) -> str:
    """The activity whose share a line says; what was written twice stays apart."""
    name = key.rstrip()
    return fixed_word(name) + key[len(name) :]


def _share(said: str) -> Any:
    try:
        return float(said) if re.fullmatch(r"[0-9.]{1,9}", said) else said
    except ValueError:
        return said


def _category(line: str) -> Table:
    letter, id_, name = (*line.split(None, 2), "", "")[:3]
    return _said({"id": id_, "letter": letter, "name": name})


def _question(line: str) -> Table:
    id_, colon, ask = line.partition(":")
    return _said({"id": id_.strip(), "ask": ask.strip()}) if colon else {"ask": line}


def _trap(line: str) -> Table:
    text, _, words = line.partition(":")
    return _said({"text": text.strip(), "words": _parts(words)})


def _said(table: Table) -> Table:
    return {key: value for key, value in table.items() if value}


def _category_line(row: Mapping[str, Any]) -> str:
    return " ".join(str(row[key]) for key in ("letter", "id", "name") if row.get(key))


def _question_line(row: Mapping[str, Any]) -> str:
    return f"{row['id']}: {row.get('ask', '')}".strip() if row.get("id") else str(row.get("ask", ""))


def _trap_line(row: Mapping[str, Any]) -> str:
    words = row.get("words", [])
    named = ", ".join(map(str, words)) if isinstance(words, list) else str(words)
    return f"{row.get('text', '')}: {named}" if named else str(row.get("text", ""))


_ROW_OF = {Kind.CATEGORIES: _category, Kind.QUESTIONS: _question, Kind.TRAPS: _trap}
_LINE_OF = {Kind.CATEGORIES: _category_line, Kind.QUESTIONS: _question_line, Kind.TRAPS: _trap_line}
