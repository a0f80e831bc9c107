"""A review: the questions of a morning or an evening, in steps, and the file that holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from lswtui.domain.board import Board
from lswtui.domain.cadence import Cadence
from lswtui.domain.cadence.reading import parse_cadence
from lswtui.domain.tomltable import Problem, Table, is_id, note_doubles


class QuestionKind(StrEnum):
    """How a question is asked and answered."""

    FACTS = "facts"
    SWEEP = "sweep"
    YES_PARTLY_NO = "yes-partly-no"
    TEXT = "text"
    LINE = "line"
    SCALE = "scale"
    CHOICE = "choice"


class Fact(StrEnum):
    """A named measure of the day, shown and not asked."""

    DUE = "due"
    BALANCE = "balance"
    TOP_INTERRUPTION = "top-interruption"
    WHOSE_WORK = "whose-work"
    PLEDGE = "pledge"
    ROOM = "room"
    LIKELIEST = "likeliest-interruption"


class Sweep(StrEnum):
    """What a sweep goes through: misses without a reason, interruptions without whose work or category."""

    REASON = "reason"
    WHOSE = "whose"
    CATEGORY = "category"


class Feeds(StrEnum):
    """Where an answer goes besides the reflection itself."""

    PLEDGE = "pledge"
    PLEDGE_KEPT = "pledge.kept"
    KEPT_LATE = "pledge.kept-late"
    """Whether the pledge for an earlier day was kept; asked only where no evening asked."""
    TOP = "tomorrow.top"
    IF_THEN = "tomorrow.if-then"
    TODAY_TOP = "today.top"
    TODAY_IF_THEN = "today.if-then"


class Ending(StrEnum):
    """What a review ends with, where the leader wants more than to save it."""

    CLOSE = "close"
    """The day is closed."""
    LOCK = "lock"
    """The plan of the day is set."""


KEPT = frozenset({Feeds.PLEDGE_KEPT, Feeds.KEPT_LATE})
TOPS = frozenset({Feeds.TOP, Feeds.TODAY_TOP})
IF_THENS = frozenset({Feeds.IF_THEN, Feeds.TODAY_IF_THEN})
FOR_TODAY = frozenset({Feeds.TODAY_TOP, Feeds.TODAY_IF_THEN})
FOR_LATER = frozenset({Feeds.PLEDGE, Feeds.TOP, Feeds.IF_THEN})


class ReviewQuestion(NamedTuple):
    """One question of a review; only what belongs to its kind is filled."""

    id: str
    ask: str
    kind: QuestionKind
    step: int
    """The step it stands on, from 1."""
    feeds: Feeds | None = None
    hint: str = ""
    shows: tuple[Fact, ...] = ()
    sweeps: tuple[Sweep, ...] = ()
    choices: tuple[str, ...] = ()
    role: bool = False
    """Whether the board's own questions are asked in its place."""


class Review(NamedTuple):
    """A set of questions asked on a cadence, in steps."""

    id: str
    title: str
    cadence: Cadence
    steps: tuple[str, ...]
    """The titles of its steps, in order."""
    questions: tuple[ReviewQuestion, ...]
    ends: Ending = Ending.CLOSE

    @property
    def for_today(self) -> bool:
        """Whether what it decides is for the day itself, not for the next working day."""
        return any(question.feeds in FOR_TODAY for question in self.questions)

    def asked(self, board: Board | None) -> tuple[ReviewQuestion, ...]:
        """The questions in the order of the steps, those of the board where the review makes room for them."""
        every = [asked for question in self.questions for asked in _for_board(question, board)]
        return tuple(sorted(every, key=lambda question: question.step))


def _for_board(question: ReviewQuestion, board: Board | None) -> tuple[ReviewQuestion, ...]:
    if not question.role:
        return (question,)
    own = board.questions if board else ()
    return tuple(question._replace(id=f"{question.id}.{role.id}", ask=role.ask) for role in own)


def read_review(name: str, table: Mapping[str, Any]) -> tuple[Review | None, tuple[Problem, ...]]:
    """Read the review NAME from the parsed file; either it has a review or it has problems, all of them."""
    problems: list[Problem] = []
    if not is_id(name):
        problems.append(
            Problem("", f"the file's name {name!r} is the review's id; rename it to small letters, digits and dashes")
        )
    file = Table(table, problems)
    title = file.text("title")
    cadence = file.parsed("cadence", parse_cadence)
    steps = file.each("steps", str, needed=True)
    ends = file.word("ends", Ending, "end of a review", needed=False) or Ending.CLOSE
    tables = file.tables("question")
    questions = [_question(question, len(steps)) for question in tables]
    note_doubles(tables, "id")
    _note_two_days(tables, questions)
    if file.raw("question") in (None, []):
        file.note("question", "is missing; a review needs at least one [[question]]")
    file.no_more_keys()
    if problems or cadence is None:
        return None, tuple(problems)
    return Review(name, title, cadence, steps, tuple(asked for asked in questions if asked is not None), ends), ()


def _note_two_days(tables: Iterable[Table], questions: Iterable[ReviewQuestion | None]) -> None:
    """Note what is for a later day where another question already is for today, or the other way round."""
    first: Feeds | None = None
    for table, question in zip(tables, questions, strict=True):
        feeds = question.feeds if question else None
        if feeds not in FOR_TODAY | FOR_LATER:
            continue
        first = first or feeds
        if (feeds in FOR_TODAY) is not (first in FOR_TODAY):
            table.note("feeds", f"should not be {feeds} beside {first}; a review decides for one day only")


def _question(table: Table, steps: int) -> ReviewQuestion | None:
    question_id = table.id()
    ask = table.text("ask")
    kind = table.word("kind", QuestionKind, "kind of question")
    step = table.whole("step", 1, max(steps, 1))
    feeds = table.word("feeds", Feeds, "place to feed", needed=False)
    hint = table.text("hint", default="")
    role = table.flag("role")
    shows = table.words("shows", Fact, "fact") if kind is QuestionKind.FACTS else ()
    sweeps = table.words("sweeps", Sweep, "thing to sweep") if kind is QuestionKind.SWEEP else ()
    choices = table.each("choices", str, needed=True) if kind is QuestionKind.CHOICE else ()
    if feeds in KEPT and kind not in (None, QuestionKind.YES_PARTLY_NO):
        table.note("kind", f"should be {QuestionKind.YES_PARTLY_NO}, which is how a pledge was kept")
    if kind is not None:
        table.no_more_keys()
        return ReviewQuestion(question_id, ask, kind, step, feeds, hint, shows, sweeps, choices, role)
    return None
