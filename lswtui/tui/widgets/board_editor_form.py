"""The form of one task, or of the board itself: a field for each thing that can be said, what is wrong below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region

from lswtui.domain.boards.draft import completed
from lswtui.domain.fields import TextKind
from lswtui.domain.text import one_line
from lswtui.tui.commands import bindings
from lswtui.tui.lines import Line, length_of, wrapped
from lswtui.tui.widgets.drawn import Drawn
from lswtui.tui.widgets.field import Field
from lswtui.tui.widgets.review_answers import LinesAnswer, Onward
from lswtui.tui.widgets.review_parts import Grown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.strip import Strip

    from lswtui.domain.fields import FieldSpec

LABEL = 12
GUESSED = "?"
"""What marks a guess; it marks those of a sheet that is taken in, too."""
MOST_NOTES = 5


class Notes(Grown):
    """What is below a field: problems, what was understood, the words to choose from; too long a line wraps."""

    def __init__(self) -> None:
        super().__init__()
        self._notes: tuple[Line, ...] = ()

    def show(self, notes: Sequence[Line]) -> None:
        """Show these."""
        self._notes = tuple(notes)
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """The notes."""
        return [line for note in self._notes for line in _broken(note, width)]


def _broken(note: Line, width: int) -> Iterator[Line]:
    """A note in lines of a width: one of several pieces broken between them, one piece between words."""
    if len(note) == 1:
        text, role = note[0]
        yield from (((part, role),) for part in wrapped(text, width, MOST_NOTES))
        return
    line: Line = ()
    for piece in note:
        if line and length_of((*line, piece)) > width and piece[0].strip():
            yield line
            line = ()
        line = (*line, piece)
    yield line


class LineEntry(Field):
    """A field of one line; in one with fixed words the arrows go through them, and leaving it completes one."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("form")]

    def __init__(self) -> None:
        super().__init__(select_on_focus=False)
        self.words: tuple[str, ...] = ()

    @property
    def guess(self) -> str:
        """What is taken while nothing stands in the field; empty where that is nothing."""
        return str(self.placeholder)

    @property
    def written(self) -> str:
        """What stands in the field."""
        return self.value

    def fill(self, text: str) -> None:
        """Put a text into the field, the cursor after it."""
        self.value = one_line(text)
        self.cursor_position = len(self.value)

    def complete(self) -> None:
        """Take the one word that begins with what was typed."""
        if (whole := completed(self.value, self.words)) != self.value:
            self.fill(whole)

    def action_next(self, by: int) -> None:
        """Another of the fixed words; the field below or above where there are none."""
        if not self.words:
            self.post_message(Onward(by))
            return
        now = self.value or self.guess
        if now in self.words:
            there = (self.words.index(now) + by) % len(self.words)
        else:
            meant = [place for place, word in enumerate(self.words) if word.startswith(self.value.strip().casefold())]
            there = meant[0 if by > 0 else -1] if meant else 0 if by > 0 else -1
        self.fill(self.words[there])

    async def action_submit(self) -> None:
        """To the next field."""
        self.post_message(Onward(1))


class LinesEntry(LinesAnswer):
    """A field of several lines; in a sentence that only wraps ⏎ leads on."""

    DEFAULT_CSS = "LinesEntry { min-height: 1; max-height: 16; }"

    def __init__(self, *, wraps_only: bool) -> None:
        super().__init__()
        self._wraps_only = wraps_only
        self.words: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """What stands in the field."""
        return self.text

    def complete(self) -> None:
        """Nothing to complete."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and self._wraps_only:
            event.prevent_default()
            event.stop()
            self.post_message(Onward(1))
        else:
            await super()._on_key(event)


class FieldRow(Drawn):
    """A field with its name before and its notes below it; the name is lit while the field is written in."""

    DEFAULT_CSS = f"""
    FieldRow {{ height: auto; layout: vertical; }}
    FieldRow LineEntry, FieldRow LinesEntry {{ margin-left: {LABEL}; padding: 0 1; background: $surface; }}
    FieldRow LineEntry:focus, FieldRow LinesEntry:focus {{ background: $focus-row; }}
    FieldRow LineEntry > .input--placeholder {{ color: $quiet; }}
    FieldRow Notes {{ margin-left: {LABEL}; padding: 0 1; }}
    """

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__()
        self.spec = spec
        self.entry = LinesEntry(wraps_only=isinstance(spec.kind, TextKind)) if spec.kind.long else LineEntry()
        self.notes = Notes()
        self.shown = ""
        """What the entry showed when it was last looked at."""
        self._lit = False

    def compose(self) -> ComposeResult:
        """The field above its notes."""
        yield self.entry
        yield self.notes

    def render_line(self, y: int) -> Strip:
        """The name, on the first line."""
        guessed = f" {GUESSED}" if self.guess else ""
        name: Line = (
            ("▌" if self._lit else " ", "accent"),
            (self.spec.label, "accent" if self._lit else "quiet"),
            (guessed, "near"),
        )
        return self.strip(name if y == 0 else (), self.size.width)

    @property
    def guess(self) -> str:
        """What is guessed where nothing is written."""
        return self.entry.guess if isinstance(self.entry, LineEntry) and not self.entry.value else ""

    def offer(self, guess: str) -> None:
        """Show what is guessed as long as nothing is written."""
        if isinstance(self.entry, LineEntry) and self.entry.placeholder != guess:
            self.entry.placeholder = guess
            self.refresh()

    def light(self, *, lit: bool) -> None:
        """Show whether the leader is at this field."""
        if lit != self._lit:
            self._lit = lit
            self.refresh()

    def fill(self, text: str) -> None:
        """Show a text that nobody is writing."""
        if text != self.entry.written:
            self.entry.fill(text)
        self.shown = self.entry.written

    @property
    def focused(self) -> bool:
        """Whether it is being written in."""
        return bool(self.entry.has_focus)


class Form(VerticalScroll, can_focus=False, inherit_bindings=False):
    """All fields of one thing, one below the other."""

    DEFAULT_CSS = """
    Form { height: 1fr; scrollbar-size-vertical: 1; scrollbar-color: $border; scrollbar-background: $background;
           scrollbar-color-hover: $border; scrollbar-background-hover: $background; scrollbar-color-active: $accent; }
    """

    def __init__(self, fields: Sequence[FieldSpec], *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._rows = tuple(FieldRow(spec) for spec in fields)

    def compose(self) -> ComposeResult:
        """The rows."""
        yield from self._rows

    def fill(self, texts: Mapping[str, str], *, but: str = "") -> None:
        """Show the texts of a task in all fields, BUT the one that is being written in, by its key."""
        for row in self._rows:
            if row.spec.key != but:
                row.fill(texts[row.spec.key])

    def written(self) -> Iterator[tuple[FieldSpec, str]]:
        """What was typed into which field since this was last asked."""
        for row in self._rows:
            if (text := row.entry.written) != row.shown:
                row.shown = text
                yield row.spec, text

    def note(
        self,
        notes: Mapping[str, Sequence[Line]],
        words: Mapping[str, tuple[str, ...]],
        guesses: Mapping[str, str],
    ) -> None:
        """Show what is to be said below each field; below the one that is written in what may stand there as well.

        GUESSES stand, marked, in the fields in which nothing is written.
        """
        for row in self._rows:
            row.entry.words = words.get(row.spec.key, ())
            row.offer(guesses.get(row.spec.key, ""))
            said = list(notes.get(row.spec.key, ()))
            if row.focused:
                said = [*said, *_help(row, words.get(row.spec.key, ()))]
            row.notes.show(said)
            row.light(lit=row.focused)

    def go_to(self, key: str = "") -> None:
        """Into the field of a key; the first where there is none of it."""
        row = next((row for row in self._rows if row.spec.key == key), self._rows[0])
        row.entry.focus(scroll_visible=False)

    def step(self, by: int) -> bool:
        """To the field below or above; whether there is one."""
        there = next((place for place, row in enumerate(self._rows) if row.focused), -1) + by
        if not 0 <= there < len(self._rows):
            return False
        self._rows[there].entry.focus(scroll_visible=False)
        return True

    def current(self) -> str:
        """The key of the field that is written in; empty where none is."""
        return next((row.spec.key for row in self._rows if row.focused), "")

    def complete(self) -> None:
        """Complete what was typed into fields with fixed words that are no longer written in."""
        for row in self._rows:
            if not row.focused:
                row.entry.complete()

    def bring_into_view(self) -> None:
        """Scroll so far that the row that is written in is seen whole."""
        row = next((row for row in self._rows if row.focused), None)
        if row is not None:
            self.scroll_to_region(
                Region.from_offset(row.virtual_region.offset, row.virtual_region.size).grow((1, 0, 1, 0)),
                animate=False,
                force=True,
            )


def _help(row: FieldRow, words: tuple[str, ...]) -> Iterator[Line]:
    """What may stand in the field."""
    typed = (row.entry.written.strip() or row.guess).casefold()
    if words:
        meant = [word for word in words if word.startswith(typed)] if typed not in words else list(words)
        line: list[tuple[str, str]] = [("↑↓ ", "accent")]
        for word in meant or words:
            line += [(word, "title" if word == typed else "quiet"), ("  ", "quiet")]
        yield tuple(line)
    if row.spec.hint:
        yield ((row.spec.hint, "quiet"),)
