"""A review: the questions of a morning or an evening, in steps, and the file that holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from lswtui.domain.boards.board import Board
from lswtui.domain.cadence.model import Cadence
from lswtui.domain.cadence.parser import parse_cadence
from lswtui.domain.errors import BadInput
from lswtui.domain.reviews.answers import PledgeKept
from lswtui.domain.text import spaced
from lswtui.domain.toml_reader import Problem, TomlTable, is_id, note_doubles


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


READ_ONLY = frozenset({QuestionKind.FACTS, QuestionKind.SWEEP})
"""The kinds that are shown or gone through, and not answered."""
USUAL_SCALE, LONGEST_SCALE = 5, 9
MOST_CHOICES = 9
"""One key each."""
MOST_TOP = 3


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
    scale: int = 0
    """The highest mark of a scale, which begins with 1."""

    @property
    def takes(self) -> tuple[str, ...]:
        """The answers that it takes; empty where any words do."""
        match self.kind:
            case QuestionKind.YES_PARTLY_NO:
                return tuple(PledgeKept)
            case QuestionKind.SCALE:
                return tuple(str(mark) for mark in range(1, self.scale + 1))
            case QuestionKind.CHOICE:
                return self.choices
            case _:
                return ()

    def fitting(self, answer: str) -> str:
        """The ANSWER as it is kept; empty where nothing was said, which takes an answer back.

        Of the first three cards a blank line keeps its place for one that is not chosen yet. Of a few answers one may
        be named by a beginning that no other has. Raises `BadInput`, with what would fit, for one that does not.
        """
        if self.kind in READ_ONLY:
            raise BadInput(f"{self.ask!r} is only shown and takes no answer; leave {self.id} out")
        lines = list(filter(None, map(spaced, answer.split("\n"))))
        if not lines:
            return ""
        if self.feeds in TOPS and answer.rstrip().count("\n") < MOST_TOP:
            return "\n".join(map(spaced, answer.rstrip().split("\n")))
        if self.kind is QuestionKind.SCALE:
            return self._mark(answer.strip())
        if self.takes:
            return self._one_of(answer.strip())
        most = MOST_TOP if self.feeds in TOPS else len(lines) if self.kind is QuestionKind.TEXT else 1
        if len(lines) > most:
            takes = "one line" if most == 1 else f"{most} at most"
            raise BadInput(f"{self.ask!r} takes {takes}, not {len(lines)}")
        return "\n".join(lines)

    def _mark(self, answer: str) -> str:
        if answer.isdecimal() and len(answer) <= len(str(self.scale)) and 1 <= int(answer) <= self.scale:
            return str(int(answer))
        raise BadInput(f"{answer[:40]!r} is no answer to {self.ask!r}; give a whole number from 1 to {self.scale}")

    def _one_of(self, answer: str) -> str:
        typed = answer.casefold()
        meant = [choice for choice in self.takes if choice.casefold() == typed]
        meant = meant or [choice for choice in self.takes if choice.casefold().startswith(typed)]
        if len(meant) != 1:
            *first, last = self.takes
            named = f"{', '.join(first)} or {last}" if first else last
            raise BadInput(f"{answer[:40]!r} is no answer to {self.ask!r}; say {named}")
        return str(meant[0])


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
    file = TomlTable(table, problems)
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


def _note_two_days(tables: Iterable[TomlTable], questions: Iterable[ReviewQuestion | None]) -> None:
    """Note what is for a later day where another question already is for today, or the other way round."""
    first: Feeds | None = None
    for table, question in zip(tables, questions, strict=True):
        feeds = question.feeds if question else None
        if feeds not in FOR_TODAY | FOR_LATER:
            continue
        first = first or feeds
        if (feeds in FOR_TODAY) is not (first in FOR_TODAY):
            table.note("feeds", f"should not be {feeds} beside {first}; a review decides for one day only")


def _question(table: TomlTable, steps: int) -> ReviewQuestion | None:
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
    if len(choices) > MOST_CHOICES or len({choice.casefold() for choice in choices}) < len(choices):
        table.note("choices", f"should be {MOST_CHOICES} at most, each another one")
    scale = table.whole("scale", 2, LONGEST_SCALE, USUAL_SCALE) if kind is QuestionKind.SCALE else 0
    if feeds in KEPT and kind not in (None, QuestionKind.YES_PARTLY_NO):
        table.note("kind", f"should be {QuestionKind.YES_PARTLY_NO}, which is how a pledge was kept")
    if kind is not None:
        table.no_more_keys()
        return ReviewQuestion(question_id, ask, kind, step, feeds, hint, shows, sweeps, choices, role, scale)
    return None
