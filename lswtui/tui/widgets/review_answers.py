"""The parts of a review that are answered: a line, some lines, one key, a sweep, the top three."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from textual.actions import SkipAction
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.message import Message
from textual.widgets import TextArea

from lswtui.domain.text import one_line
from lswtui.domain.times import clock_text, minutes_text
from lswtui.render.cells import padded
from lswtui.tui.lines import Line, acting, length_of, spread
from lswtui.tui.views.reflect import SweepRow
from lswtui.tui.widgets.field import Field
from lswtui.tui.widgets.review_parts import Grown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events

    from lswtui.domain.days.card import Card
    from lswtui.tui.options import Option

MOST_TOP = 3
TWO_COLUMNS = 95
"""Cells from which the cards of tomorrow stand in two columns, the longest title of a task whole."""
ONE_COLUMN = 64
"""Cells that one column takes at most, so that minutes stay near their card."""
BETWEEN = 3
FEW = 6
"""Cards that stand in one column, whatever the width."""
WANTED = 12
"""Cells of what a row of the sweep wants to know."""


class Answered(Message):
    """The leader gave another answer, by a key that is no text."""


@dataclass
class Onward(Message):
    """The leader goes on to the question before or after."""

    by: int


class Answer(Protocol):
    """What can be answered, and filled with an answer given before."""

    @property
    def answer(self) -> str:
        """The answer as it stands; empty where there is none."""
        ...

    def fill(self, answer: str) -> None:
        """Show an answer given before."""
        ...


class LineAnswer(Field):
    """An answer of one line; one that was begun for the leader is none until something is added."""

    def __init__(self, begun: str = "") -> None:
        super().__init__(f"{begun} " if begun else "", select_on_focus=False)
        self._begun = begun
        self.cursor_position = len(self.value)

    @property
    def answer(self) -> str:
        """What stands in the field."""
        said = self.value.strip()
        return "" if said == self._begun else said

    def fill(self, answer: str) -> None:
        """Put a line into the field, the cursor after it."""
        self.value = one_line(answer)
        self.cursor_position = len(self.value)


class LinesAnswer(TextArea):
    """An answer of several lines; past its first and last line the arrows lead to the other questions."""

    DEFAULT_CSS = """
    LinesAnswer { border: none; height: auto; min-height: 2; max-height: 8; padding: 0; background: $surface;
                  scrollbar-size-vertical: 1; }
    LinesAnswer:focus { border: none; background-tint: transparent; }
    """

    def __init__(self) -> None:
        super().__init__(tab_behavior="focus", highlight_cursor_line=False, compact=True)

    @property
    def answer(self) -> str:
        """What stands in the field."""
        return self.text.strip()

    def fill(self, answer: str) -> None:
        """Put lines into the field, the cursor after them."""
        self.text = "\n".join(map(one_line, answer.splitlines()))
        self.move_cursor(self.document.end)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Whether a key is text, as a new line is."""
        return key == "enter" or super().check_consume_key(key, character)

    def action_cursor_page_up(self) -> None:
        """Leave the key that turns the day to the screen; so few lines need no paging."""
        raise SkipAction

    def action_cursor_page_down(self) -> None:
        """Leave the key that turns the day to the screen."""
        raise SkipAction

    def action_cursor_up(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - as the base class has it
        """One row up, or to the question before."""
        if self._row() == 0:
            self.post_message(Onward(-1))
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - as the base class has it
        """One row down, or to the next question."""
        if self._row() == self.wrapped_document.height - 1:
            self.post_message(Onward(1))
        else:
            super().action_cursor_down(select)

    def _row(self) -> int:
        """The row of the cursor, long lines taking several."""
        return self.wrapped_document.location_to_offset(self.cursor_location).y

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.replace("\n".join(map(one_line, event.text.splitlines())), *self.selection)


STEPS = {"j": 1, "k": -1, "down": 1, "up": -1}
"""The keys that go from row to row."""


class Keyed(Grown, can_focus=True):
    """Something answered by single keys while it has the focus; those keys then mean nothing else."""

    def keys(self) -> Iterable[str]:
        """The characters that it takes just now."""
        raise NotImplementedError

    def press(self, character: str) -> None:
        """Do what a character means."""
        raise NotImplementedError

    def step(self, by: int) -> None:
        """To a neighbouring row, past the last or the first one to the question after or before."""
        self.post_message(Onward(by))

    def check_consume_key(self, key: str, character: str | None = None) -> bool:  # noqa: ARG002
        """Whether a key belongs to it."""
        return character is not None and character in (*self.keys(), *STEPS)

    def on_key(self, event: events.Key) -> None:
        """Take a key that belongs to it; the keys of the hand go from row to row unless they are answers."""
        taken = event.character is not None and event.character in self.keys()
        by = STEPS.get(event.character or "") or STEPS.get(event.key)
        if taken or by:
            event.stop()
            event.prevent_default()
        if taken and event.character is not None:
            self.press(event.character)
        elif by:
            self.step(by)

    def action_press(self, character: str) -> None:
        """Take a click on what a key stands for as that key."""
        if character in self.keys():
            self.press(character)

    def watch_has_focus(self, focused: bool) -> None:  # noqa: FBT001 - as the base class has it
        """Show whether keys come here."""
        super().watch_has_focus(focused)
        self.draw()

    def reveal(self, row: int) -> None:
        """Bring one of its rows into view."""
        page = next((node for node in self.ancestors if isinstance(node, VerticalScroll)), None)
        if page is not None:
            top = self.region.y + row - page.region.y + page.scroll_offset.y
            page.scroll_to_region(Region(0, top, 1, 1), animate=False, x_axis=False)


class KeyAnswer(Keyed):
    """One of a few answers, each with its key; the same key again takes it back."""

    def __init__(self, options: Sequence[Option[str]]) -> None:
        super().__init__()
        self._options = tuple(options)
        self._answer = ""

    @property
    def answer(self) -> str:
        """The answer chosen."""
        return self._answer

    def fill(self, answer: str) -> None:
        """Choose an answer given before; one that is no longer offered is none."""
        self._answer = answer if answer in {option.value for option in self._options} else ""
        self.draw()

    def keys(self) -> Iterable[str]:
        """The keys of the answers."""
        return tuple(option.key for option in self._options)

    def press(self, character: str) -> None:
        """Choose an answer, or take it back."""
        chosen = next(option.value for option in self._options if option.key == character)
        self.fill("" if chosen == self._answer else chosen)
        self.post_message(Answered())
        if self._answer:
            self.post_message(Onward(1))

    def lines(self, width: int) -> Sequence[Line]:
        """The answers side by side, or one below the other where they do not fit."""
        parts = [self._part(option) for option in self._options]
        bar: Line = (("▌" if self.has_focus else " ", "accent"), (" ", "text"))
        joined: Line = (*bar, *(piece for part in parts for piece in (*part, ("   ", "text"))))[:-1]
        return (joined,) if length_of(joined) <= width else tuple((*bar, *part) for part in parts)

    def _part(self, option: Option[str]) -> Line:
        part: Line = ((f"{option.key} ", "accent" if self.has_focus else "quiet"), (one_line(option.words), "quiet"))
        if option.value == self._answer:
            part = ((f"{option.key} {option.words} ✓", "accent"),)
        return acting(part, f"press({option.key!r})")


class SweepAnswers(Keyed):
    """Rows to clear with one key each."""

    @dataclass
    class Cleared(Message):
        """A row was answered."""

        row: SweepRow
        value: str

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[SweepRow, ...] = ()
        self._more = 0
        self._current = 0

    @property
    def left(self) -> int:
        """How many are still open."""
        return len(self._rows) + self._more

    def show(self, rows: Sequence[SweepRow], more: int) -> None:
        """Show these rows, and how many wait behind them; the current one stays while it is there."""
        here = self._rows[self._current].id if self._rows else ""
        ids = [row.id for row in rows]
        self._rows, self._more = tuple(rows), more
        self._current = ids.index(here) if here in ids else max(0, min(self._current, len(ids) - 1))
        self.draw()

    def allow_focus(self) -> bool:
        """Whether there is anything to clear."""
        return bool(self._rows)

    def keys(self) -> Iterable[str]:
        """The keys of the current row."""
        return tuple(option.key for option in self._rows[self._current].options) if self._rows else ()

    def press(self, character: str) -> None:
        """Clear the current row; the next one takes its place."""
        row = self._rows[self._current]
        value = next(option.value for option in row.options if option.key == character)
        self.show([other for other in self._rows if other is not row], self._more)
        self.post_message(self.Cleared(row, value))

    def key_space(self, event: events.Key) -> None:
        """Leave this one as it is for now."""
        event.stop()
        event.prevent_default()
        self.step(1)

    def action_light(self, place: int) -> None:
        """Make a row that was clicked the current one."""
        if place < len(self._rows):
            self._current = place
            self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """The rows, and the keys of the current one below them."""
        if not self._rows:
            return ((("  ✓ nothing is open", "quiet"),),)
        lines: list[Line] = []
        for place, row in enumerate(self._rows):
            here = self.has_focus and place == self._current
            bar = ("▌ " if here else "  ", "accent")
            text = padded(row.text, max(0, width - WANTED - 2))
            line: Line = (bar, (row.wanted.ljust(WANTED), "quiet"), (text, "title" if here else "text"))
            lines.append(acting(line, f"light({place})"))
        if self._more:
            lines.append(((f"  and {self._more} more after these", "quiet"),))
        return (*lines, (), *self._legend(width)) if self.has_focus else lines

    def _legend(self, width: int) -> Iterable[Line]:
        line: Line = ()
        for option in self._rows[self._current].options:
            part = acting(((option.key, "accent"), (f" {option.words}", "quiet")), f"press({option.key!r})")
            longer: Line = (*line, ("   " if line else "  ", "text"), *part)
            if line and length_of(longer) > width:
                yield line
                longer = (("  ", "text"), *part)
            line = longer
        yield line

    def step(self, by: int) -> None:
        """To a neighbouring row, past the last or the first one to the question after or before."""
        there = self._current + by
        if 0 <= there < len(self._rows):
            self._current = there
            self.draw()
            self.reveal(there)
        else:
            super().step(by)


class TopThree(Keyed):
    """The cards of a day, of which three can be put first: 1 to 3, or space for the next free place."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: tuple[Card, ...] = ()
        self._picked: dict[int, str] = {}
        """The id of the card at each place that is taken, from 1 on."""
        self._current = 0

    @property
    def answer(self) -> str:
        """The ids of the chosen cards, one a line at the line of its place; a free place before others is blank."""
        known = {card.id for card in self._cards}
        return "\n".join(
            id_ if (id_ := self._picked.get(place, "")) in known else "" for place in range(1, MOST_TOP + 1)
        ).rstrip()

    def fill(self, answer: str) -> None:
        """Choose cards by their ids."""
        self._picked = {place: id_ for place, id_ in enumerate(answer.splitlines()[:MOST_TOP], 1) if id_}
        self.draw()

    def show(self, cards: Sequence[Card]) -> None:
        """Show these cards; the current one stays while it is there."""
        here = self._cards[self._current].id if self._cards else ""
        ids = [card.id for card in cards]
        self._cards = tuple(cards)
        self._current = ids.index(here) if here in ids else max(0, min(self._current, len(ids) - 1))
        self.draw()

    def allow_focus(self) -> bool:
        """Whether there is anything to choose from."""
        return bool(self._cards)

    def keys(self) -> Iterable[str]:
        """The places, and the blank for the next free one."""
        return ("1", "2", "3", " ")

    def press(self, character: str) -> None:
        """Give the current card a place, or take it out of the one it has; what had the place goes one further."""
        here = self._cards[self._current].id
        had = next((place for place, id_ in self._picked.items() if id_ == here), None)
        rest = {place: id_ for place, id_ in self._picked.items() if id_ != here}
        free = [place for place in range(1, MOST_TOP + 1) if place not in rest]
        place = int(character) if character != " " else had or next(iter(free), 0)
        if not place:
            return
        if place != had:
            until = next((each for each in free if each >= place), MOST_TOP)
            rest |= {each + 1: rest[each] for each in range(place, until)}
            rest[place] = here
        self._picked = rest
        self.draw()
        self.post_message(Answered())

    def on_click(self, event: events.Click) -> None:
        """A second click on a card gives it the next free place, or takes that from it."""
        if event.chain == 2 and self._cards:
            self.press(" ")

    def action_light(self, place: int) -> None:
        """Make a card that was clicked the current one."""
        if place < len(self._cards):
            self._current = place
            self.draw()

    def key_right(self, event: events.Key) -> None:
        """To the column at the right."""
        if self._columns(self.size.width) > 1:
            event.stop()
            event.prevent_default()
            self._jump(self._height())

    def key_left(self, event: events.Key) -> None:
        """To the column at the left."""
        if self._columns(self.size.width) > 1:
            event.stop()
            event.prevent_default()
            self._jump(-self._height())

    def lines(self, width: int) -> Sequence[Line]:
        """The cards in time order, in one column or two."""
        if not self._cards:
            return ((("  no cards on that day yet", "quiet"),),)
        columns = self._columns(width)
        cell = min((width - BETWEEN * (columns - 1)) // columns, ONE_COLUMN)
        rows = self._height(width)
        lines = []
        for row in range(rows):
            line: list[tuple[str, str]] = []
            for place in range(row, len(self._cards), rows):
                line += self._card(place, cell)
                line.append((" " * BETWEEN, "text"))
            lines.append(tuple(line[:-1]))
        return lines

    def _card(self, place: int, width: int) -> Line:
        card = self._cards[place]
        here = self.has_focus and place == self._current
        top = next((place for place, id_ in self._picked.items() if id_ == card.id), None)
        at = clock_text(card.at) if card.at is not None else "  –  "
        left: Line = (
            ("▌ " if here else "  ", "accent"),
            (f"{top} " if top else "· ", "accent" if top else "faint"),
            (f"{at}  ", "quiet"),
            (one_line(card.title), "title" if here or top else "text"),
        )
        line = spread(left, ((f"{minutes_text(card.minutes):>5}", "quiet"),), width)
        return acting(line, f"light({place})")

    def _columns(self, width: int) -> int:
        return 2 if width >= TWO_COLUMNS and len(self._cards) > FEW else 1

    def _height(self, width: int | None = None) -> int:
        columns = self._columns(self.size.width if width is None else width)
        return -(-len(self._cards) // columns)

    def step(self, by: int) -> None:
        """To a neighbouring card, past the last or the first one to the question after or before."""
        if 0 <= self._current + by < len(self._cards):
            self._jump(by)
        else:
            super().step(by)

    def _jump(self, by: int) -> None:
        self._current = max(0, min(len(self._cards) - 1, self._current + by))
        self.draw()
        self.reveal(self._current % self._height())
