"""A board while it is being written: plain values as in its file, right or wrong, with every step to take back.

What is typed into a field always finds a place in the plain values: a length that is no number stays the text that it
is, and `read_board` then says what is wrong with it.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from lswtui.domain.boards.board_fields import BOARD_FIELDS
from lswtui.domain.boards.board_file import read_board
from lswtui.domain.boards.sheet_import.guess import belongs
from lswtui.domain.boards.task_fields import TASK_FIELDS
from lswtui.domain.errors import BadInput
from lswtui.domain.vocabulary import (
    Activity,
    Area,
    Domain,
    Element,
    in_words,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from lswtui.domain.boards.board import Board
    from lswtui.domain.fields import FieldSpec
    from lswtui.domain.toml_reader import Problem

PlainTable = dict[str, Any]
"""A table of a file as plain values."""
Word = TypeVar("Word", bound=StrEnum)
BOARD = -1
"""The place of what concerns the whole board; tasks have the places from 0 on."""
MOST_STEPS = 500
"""Steps that can be taken back."""
_AT_TASK = re.compile(r"task\[([0-9]+)\](?:\.([a-z_]+))?")


TASK_FORM = tuple(field for field in TASK_FIELDS if field.label)
BOARD_FORM = tuple(field for field in BOARD_FIELDS if field.label)


class Draft(NamedTuple):
    """A board as plain values; no table in it is ever changed in place."""

    name: str
    """The board's id and the name of its file."""
    table: PlainTable

    @property
    def tasks(self) -> list[PlainTable]:
        """The tables of its tasks; what stands in a file instead of them counts as none."""
        tasks = self.table.get("task")
        return [task for task in tasks if isinstance(task, dict)] if isinstance(tasks, list) else []

    @property
    def title(self) -> str:
        """The board's title as far as there is one."""
        title = self.table.get("title")
        return title if isinstance(title, str) and title.strip() else self.name

    def at(self, place: int) -> PlainTable:
        """The table at a place: a task, or the board itself."""
        return self.table if place == BOARD else self.tasks[place]

    def text(self, place: int, field: FieldSpec) -> str:
        """What a field shows."""
        return field.kind.text(self.at(place).get(field.key))

    def typed(
        self, place: int, field: FieldSpec, text: str, *, known: Collection[str] = (), was: PlainTable | None = None
    ) -> Draft:
        """The draft after something was typed into a field.

        A task that is not KNOWN yet takes its id from its title; what the board WAS when it was taken up says which ids
        stay.
        """
        before = self.at(place)
        value = field.kind.retyped(text, (was or {}).get(field.key) if place == BOARD else None)
        after = _with(before, field.key, value)
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
        fresh: PlainTable = {"id": "", "title": "", "every": "workday", "minutes": 15}
        return self._with_tasks([*self.tasks[:place], fresh, *self.tasks[place:]])

    def removed(self, place: int) -> Draft:
        """Without the task at a place."""
        return self._with_tasks([task for there, task in enumerate(self.tasks) if there != place])

    def moved(self, place: int, by: int) -> Draft:
        """With the task at a place so many places further down, or up."""
        tasks = self.tasks
        tasks.insert(max(0, place + by), tasks.pop(place))
        return self._with_tasks(tasks)

    def _with_tasks(self, tasks: list[PlainTable]) -> Draft:
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
    return Flaw(problem, BOARD, key if key in {field.key for field in BOARD_FORM} else "")


def _spot(flaw: Flaw) -> str:
    """Where in its field a problem lies, if the field holds several things."""
    rest = flaw.problem.at.partition(f".{flaw.key}")[2] if flaw.place != BOARD else flaw.problem.at[len(flaw.key) :]
    found = re.fullmatch(r"(?:\[([0-9]+)\])?(?:\.(.+))?", rest)
    if not flaw.key or found is None:
        return f"{flaw.problem.at} " if flaw.problem.at and flaw.place == BOARD else ""
    parts = (f"no. {int(found[1]) + 1}" if found[1] else "", found[2] or "")
    return f"{', '.join(filter(None, parts))}: " if any(parts) else ""


class UndoStep(NamedTuple):
    """The draft before something was done, and where."""

    draft: Draft
    place: int
    doing: tuple[int, str]
    """The field that was being written; letters typed into the same field one after the other are one step."""


class Editing(NamedTuple):
    """A draft with all that can be taken back."""

    draft: Draft
    steps: tuple[UndoStep, ...] = ()

    def to(self, draft: Draft, place: int, key: str = "") -> Editing:
        """Go on to another draft, after doing something at a place, in the field of KEY if it was in one."""
        if draft == self.draft:
            return self
        doing = (place, key)
        if key and self.steps and self.steps[-1].doing == doing:
            return self._replace(draft=draft)
        return Editing(draft, (*self.steps, UndoStep(self.draft, place, doing))[-MOST_STEPS:])

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


def words_for(field: FieldSpec, table: Mapping[str, Any]) -> tuple[str, ...]:
    """The fixed words of a field as people write them, where its task stands as in TABLE; none where it is free."""
    return tuple(map(in_words, field.kind.words(table)))


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


def _with(table: PlainTable, key: str, value: Any) -> PlainTable:
    if value is None:
        return {known: said for known, said in table.items() if known != key}
    return {**table, key: value}
