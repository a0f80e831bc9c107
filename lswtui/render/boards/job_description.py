"""A board as a job description in Markdown: my work as a leader, by domain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lswtui.domain.boards.card_dates import MOVES_WORDS
from lswtui.domain.boards.coverage import ELEMENT_NAMES
from lswtui.domain.cadence.formatter import cadence_words
from lswtui.domain.text import one_line
from lswtui.domain.times import clock_text, minutes_text
from lswtui.domain.vocabulary import ELEMENTS_OF, Domain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lswtui.domain.boards.board import Board, Task

_DOMAINS = {
    Domain.STRUCTURE: "I structure the work",
    Domain.OPERATE: "I operate what is structured",
    Domain.PERFECT: "I perfect it",
}
_OF_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")
_AT_THE_START = re.compile(r"^(\d*)([-+.)])")


def job_description(board: Board) -> str:
    """The tasks of a board as what its leader does, by domain and element; elements without a task are named."""
    return "\n".join(_lines(board)).rstrip("\n") + "\n"


def _lines(board: Board) -> Iterator[str]:
    yield f"# {_safe(board.title)}: my work as a leader, by domain"
    yield ""
    if board.about:
        yield _safe(board.about)
        yield ""
    for domain in Domain:
        yield f"## {domain.capitalize()}: {_DOMAINS[domain]}"
        yield ""
        tasks = [task for task in board.tasks if task.domain is domain]
        for element in ELEMENTS_OF[domain]:
            of_element = [task for task in tasks if task.element is element]
            if of_element:
                yield f"### {ELEMENT_NAMES[element].capitalize()}"
                yield ""
                for task in of_element:
                    yield from _task(task)
                yield ""
        if without := [
            ELEMENT_NAMES[element] for element in ELEMENTS_OF[domain] if all(t.element is not element for t in tasks)
        ]:
            yield f"_No task yet: {', '.join(without)}._"
            yield ""


def _task(task: Task) -> Iterator[str]:
    times = ", ".join(map(clock_text, task.at))
    moves = f", {MOVES_WORDS[task.moves]}" if task.moves in MOVES_WORDS else ""
    when = f"{cadence_words(task.every)}{f' at {times}' if times else ''}{moves}, {minutes_text(task.minutes)}"
    yield f"- **{_safe(task.title)}** – {when}"
    if task.detail:
        yield f"  {_safe(task.detail)}"
    if task.standard:
        yield f"  - Good looks like: {_safe(task.standard)}"
    if task.why:
        yield f"  - Why: {_safe(task.why)}"


def _safe(text: str) -> str:
    """A text on one line in which nothing is markup."""
    return _AT_THE_START.sub(r"\1\\\2", _OF_MARKDOWN.sub(r"\\\1", one_line(text)))
