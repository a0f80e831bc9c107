"""The parts of a review that are read: its steps, the words of its questions, the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container, Vertical

from lswtui.domain.text import one_line
from lswtui.render.page import Role
from lswtui.tui.lines import Line, length_of, wrapped
from lswtui.tui.widgets.drawn import DrawnLines
from lswtui.tui.widgets.page import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from lswtui.render.page import Figures

MOST_LINES = 6
"""Lines that the words of one question may take."""
BESIDE = 40
"""Cells from which a step's title stands above its questions, its progress and a rule on the same line."""


class Grown(DrawnLines):
    """Drawn lines that take as many rows as there are."""

    DEFAULT_CSS = "Grown { height: auto; }"

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """As many rows as lines."""
        return len(self.lines(width))

    def draw(self) -> None:
        """Work the lines out again; take more rows or fewer where their number changed."""
        rows = len(self._drawn[1])
        super().draw()
        if len(self.drawn) != rows:
            self.refresh(layout=True)


class StepTitle(Grown):
    """The title of a step, lit while the leader is at it, and how far it has come."""

    def __init__(self, number: int, title: str) -> None:
        super().__init__(classes="step-title")
        self._number = number
        self._title = title
        self._progress = ""
        self._done = False
        self._lit = False

    def progress(self, words: str, *, done: bool) -> None:
        """Show how far the step has come."""
        self._progress, self._done = words, done
        self.draw()

    def light(self, *, lit: bool) -> None:
        """Show whether the leader is at this step."""
        self._lit = lit
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """The title and the progress, one below the other where they stand beside the questions."""
        role = "accent" if self._lit else "title"
        first: Line = (
            ("▌" if self._lit else " ", "accent"),
            ("✓ " if self._done else f"{self._number} ", "accent" if self._lit else "quiet"),
        )
        parts = wrapped(one_line(self._title), max(1, width - 4), 2)
        lines: list[Line] = [(*first, (parts[0] if parts else "", role))]
        lines += [((" " * 3, "text"), (part, role)) for part in parts[1:]]
        if width < BESIDE:
            return (*lines, ((" " * 3 + self._progress, "quiet"),)) if self._progress else tuple(lines)
        heading = (*lines[0], (f"   {self._progress} " if self._progress else " ", "quiet"))
        return ((*heading, ("─" * max(0, width - length_of(heading)), "faint")), *lines[1:])


class ReviewStep(Container):
    """One step of a review: its title, and its questions beside it or below."""

    def __init__(self, number: int, title: str, questions: Iterable[Widget]) -> None:
        super().__init__(classes="step")
        self.title = StepTitle(number, title)
        self._questions = tuple(questions)

    def compose(self) -> ComposeResult:
        """The title and the questions."""
        yield self.title
        with Vertical(classes="asked"):
            yield from self._questions

    def on_descendant_focus(self) -> None:
        """Light the title."""
        self._light()

    def on_descendant_blur(self) -> None:
        """Dim the title, unless the focus stayed in the step."""
        self._light()

    def _light(self) -> None:
        focused = self.screen.focused
        self.title.light(lit=focused is not None and self in focused.ancestors)


class Ask(Grown):
    """The words of a question, and beside or below them a quiet hint."""

    def __init__(self, words: str, hint: str) -> None:
        super().__init__(classes="ask")
        self._words = words
        self._hint = hint

    def hint(self, hint: str) -> None:
        """Show another hint."""
        self._hint = hint
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """The words, and the hint where it fits."""
        if width <= 0:
            return ()
        words = [((part, "title"),) for part in wrapped(one_line(self._words), width, MOST_LINES)]
        hint = one_line(self._hint)
        if not hint:
            return words
        last: Line = (*words[-1], (f"   {hint}", "quiet")) if words else ((hint, "quiet"),)
        if length_of(last) <= width:
            return (*words[:-1], last)
        return (*words, *(((part, "quiet"),) for part in wrapped(hint, width, MOST_LINES)))


class FactLines(Grown):
    """What the day shows, one fact a line, their figures in the colours of what they count."""

    def __init__(self) -> None:
        super().__init__(classes="facts")
        self._facts: tuple[Figures, ...] = ()

    def show(self, facts: Iterable[Figures]) -> None:
        """Show these facts."""
        self._facts = tuple(facts)
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """A name and its figures, going on below where the width is too small."""
        names = max((len(fact.title) for fact in self._facts), default=0) + 3
        return tuple(line for fact in self._facts for line in _fact(fact, names, width))


def _fact(fact: Figures, names: int, width: int) -> Iterable[Line]:
    line: list[tuple[str, str]] = [(fact.title.ljust(names), "quiet")]
    for figure in fact.figures:
        role = ROLES[figure.role] if figure.role is Role.MUTED else f"bold {ROLES[figure.role]}"
        name: Line = ((f"{one_line(figure.name)} ", "quiet"),) if figure.name else ()
        first, *more = wrapped(figure.value, max(1, width - names - length_of(name)), MOST_LINES) or [""]
        part = (*name, (first, role))
        begun = len(line) > 1
        if begun and (more or length_of(line) + 3 + length_of(part) > width):
            yield tuple(line)
            line, begun = [(" " * names, "quiet")], False
        line += [("   ", "text"), *part] if begun else part
        for rest in more:
            yield tuple(line)
            line = [(" " * (names + length_of(name)), "quiet"), (rest, role)]
    yield tuple(line)
