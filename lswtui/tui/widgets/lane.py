"""A lane: one widget that draws its cards, since a widget for each would cost many times as much to repaint."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.containers import Vertical
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView

from lswtui.tui.lines import Line, length_of, wrapped
from lswtui.tui.views.cards import cards_that_count
from lswtui.tui.widgets.drawn import Drawn, DrawnLines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.strip import Strip

    from lswtui.tui.views.cards import CardView

UNFOLDED = 9
"""Lines that may unfold under the focused card."""
HEAD = 3
"""Cells before a title: the sign of the card and its place in the top three."""
NOTED = " ✎"
"""What stands behind the title of a card that has a note."""
NARROWEST = 18
"""Cells that a lane takes at least, where there are as many."""
MEANING = 34
"""Cells of what stands under a title for which a lane is made wider."""


class LaneCards(ScrollView, Drawn, can_focus=True, inherit_bindings=False):
    """The cards of one lane, two lines each; the focused one unfolds where there is room.

    It scrolls with its cursor and the wheel: keys that page belong to the screen. A click does not focus it by itself,
    since cards would fold and move under the pointer before it is known which of them was meant.
    """

    FOCUS_ON_CLICK: ClassVar[bool] = False
    DEFAULT_CSS = """
    LaneCards { height: 1fr; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; overflow-x: hidden;
           scrollbar-color: $border; scrollbar-background: $background; scrollbar-color-hover: $border;
           scrollbar-background-hover: $background; scrollbar-color-active: $accent; }
    """

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.empty = empty
        """What it says while it has no cards, in lines."""
        self._cards: tuple[CardView, ...] = ()
        self._current: str | None = None
        self._lines: list[tuple[str | None, Line]] = []
        self._revealed: tuple[str | None, int] = (None, 0)
        """The card that was brought into view last, and the line on which it began."""

    @property
    def cards(self) -> tuple[CardView, ...]:
        """The cards shown, in order."""
        return self._cards

    @property
    def current(self) -> str | None:
        """The id of the card that keys act on while the lane has the focus."""
        return self._current

    def sync(self, cards: Iterable[CardView]) -> None:
        """Show these cards; the current one stays while it is among them, else its neighbour takes over."""
        wanted = tuple(cards)
        ids = [card.id for card in wanted]
        if self._current not in ids:
            before = [card.id for card in self._cards]
            place = before.index(self._current) if self._current in before else 0
            self._current = ids[min(place, len(ids) - 1)] if ids else None
        self._cards = wanted
        self._lay_out()

    def choose(self, card: str | None) -> None:
        """Make a card of this lane the current one and bring it into view."""
        if card is not None and any(view.id == card for view in self._cards):
            self._current = card
            self._lay_out()

    @property
    def needs(self) -> tuple[int, int, int]:
        """The cells in which no title would be cut, in which texts under them read well, and in which none is cut."""
        if not self._cards:
            return (max(NARROWEST, max(map(cell_len, self.empty.split("\n"))) + 3),) * 3
        titles = max(cell_len(card.title[0]) + len(NOTED) * card.noted for card in self._cards)
        below = max(length_of(card.second) for card in self._cards)
        text = max(map(cell_len, ("", *(text for card in self._cards for text in card.more))))
        beside = HEAD + 2 + (2 * len(self._cards) > self.size.height)
        wanted = (titles, max(titles, min(MEANING, max(below, text))), max(titles, below))
        least, well, whole = (max(NARROWEST, cells + beside) for cells in wanted)
        return least, well, whole

    @property
    def place(self) -> int:
        """How many cards stand before the current one."""
        return next((place for place, card in enumerate(self._cards) if card.id == self._current), 0)

    def choose_place(self, place: int) -> None:
        """Make the card at a place the current one, or the last where there are fewer."""
        if self._cards:
            self.choose(self._cards[min(place, len(self._cards) - 1)].id)

    def walk(self, by: int) -> str | None:
        """Go to a neighbouring card; the id of the one that is current then."""
        self.choose_place(max(0, self.place + by))
        self._reveal()
        return self._current

    def render_line(self, y: int) -> Strip:
        """One line of the cards in view."""
        y += self.scroll_offset.y
        width = self.scrollable_content_region.width
        if y >= len(self._lines):
            said = () if self._cards else self.empty.split("\n")[y : y + 1]
            return self.strip((("  " + line, "quiet") for line in said), width)
        card, line = self._lines[y]
        focused = self.has_focus and card == self._current
        bar = ("▌", "accent") if focused else (" ", "text")
        return self.strip((bar, *line), width, focus=focused)

    def on_resize(self) -> None:
        """Lay the cards out for the new width."""
        self._lay_out()

    def watch_show_vertical_scrollbar(self) -> None:
        """Lay the cards out again where the bar came or went: it takes a cell of their width."""
        self.call_later(self._lay_out)

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001 - the base class's signature
        """Unfold the current card, or fold it."""
        super().watch_has_focus(has_focus)
        self._lay_out()

    def card_at(self, y: int) -> str | None:
        """The id of the card that is drawn at a line in view."""
        line = y + self.scroll_offset.y
        return self._lines[line][0] if 0 <= line < len(self._lines) else None

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width - 1
        if width <= 0:
            return
        room = self.scrollable_content_region.height - 2 * len(self._cards)
        lines: list[tuple[str | None, Line]] = []
        for card in self._cards:
            focused = self.has_focus and card.id == self._current
            lines += ((card.id, line) for line in _card_lines(card, width, focused=focused, room=room))
        # As tall as the lane at the least: a lane that need not scroll need not be arranged anew.
        size = Size(width, max(len(lines), self.scrollable_content_region.height))
        if lines != self._lines or size != self.virtual_size:
            self._lines = lines
            self.virtual_size = size
        if self._revealed != (self._current, self._first_line()):  # what the wheel scrolled to stays in view else
            self._reveal()
        self.refresh()

    def _first_line(self) -> int:
        """The line on which the current card begins."""
        return next((place for place, (card, _) in enumerate(self._lines) if card == self._current), 0)

    def _reveal(self) -> None:
        places = [place for place, (card, _) in enumerate(self._lines) if card == self._current]
        if places:
            self._revealed = (self._current, places[0])
            region = Region(0, places[0], 1, len(places))
            self.scroll_to_region(region, animate=False, force=True, x_axis=False)


def _card_lines(card: CardView, width: int, *, focused: bool, room: int) -> Sequence[Line]:
    indent: Line = ((" " * HEAD, "text"),)
    inner = width - length_of(indent)
    title, role = card.title
    lines: list[Line] = []
    noted: Line = ((NOTED, "quiet"),) if card.noted else ()
    for part in wrapped(title, inner - length_of(noted), 2 if focused and room > 0 else 1):
        lines.append((*(indent if lines else card.head), (part, role)))
    lines[-1:] = [(*line, *noted) for line in lines[-1:]]
    if focused and room > 0 and length_of(card.second) > inner:
        *front, (meaning, meaning_role) = card.second
        lines.append((*indent, *front))
        lines += [(*indent, (part, meaning_role)) for part in wrapped(meaning, inner, 2)]
    else:
        lines.append((*indent, *card.second))
    left = min(UNFOLDED, room - (len(lines) - 2)) if focused else 0
    for text in card.more:
        parts = wrapped(text, inner, max(0, left)) if left > 0 else ()
        lines += [(*indent, (part, "quiet")) for part in parts]
        left -= len(parts)
    return lines


def shared(width: int, needs: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """WIDTH cells shared by lanes that NEED so many for their titles, for what is under them, for all of it.

    What one has no use for goes to those that have, to titles first; what is left over goes to all alike.
    """
    cells = [0] * len(needs)
    for wanted in zip(*needs, strict=True):
        more = _filled(width - sum(cells), [max(0, want - got) for want, got in zip(wanted, cells, strict=True)])
        cells = [got + added for got, added in zip(cells, more, strict=True)]
    spare, odd = divmod(width - sum(cells), len(needs))
    return tuple(got + spare + (place < odd) for place, got in enumerate(cells))


def _filled(width: int, wanted: Sequence[int]) -> list[int]:
    """As much of what is WANTED as WIDTH cells give: who wants little has it whole, the others share alike."""
    cells = [0] * len(wanted)
    for after, place in enumerate(sorted(range(len(wanted)), key=wanted.__getitem__)):
        cells[place] = min(wanted[place], width // (len(wanted) - after))
        width -= cells[place]
    return cells


class LaneTitle(DrawnLines):
    """The name of a lane and how many cards it has, with a line under it."""

    DEFAULT_CSS = "LaneTitle { height: 2; }"

    def __init__(self, name: str) -> None:
        super().__init__()
        self.lane_name = name
        self._count = 0
        self._lit = False

    def show(self, count: int, *, lit: bool) -> None:
        """Show the number of cards; LIT while the lane has the focus."""
        self._count, self._lit = count, lit
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """The name and the line."""
        role = "accent" if self._lit else "title"
        heading: Line = ((" ", "text"), (self.lane_name, role), (f" {self._count}", "quiet"))
        return (heading, (("─" * (width - 1), "accent" if self._lit else "faint"),))


class LaneColumn(Vertical):
    """A lane under its title."""

    DEFAULT_CSS = "LaneColumn { width: 1fr; height: 1fr; padding: 0 1 0 0; }"

    def __init__(self, name: str, *, empty: str, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=f"column-{id}")
        self.label = LaneTitle(name)
        self.lane = LaneCards(empty=empty, id=id)

    def compose(self) -> ComposeResult:
        """The title and the lane."""
        yield self.label
        yield self.lane

    def sync(self, cards: Sequence[CardView]) -> None:
        """Show these cards."""
        self.lane.sync(cards)
        self.light()

    def light(self, *, target: bool = False) -> None:
        """Show whether the lane has the focus, or is the TARGET of a card that is dragged."""
        self.label.show(cards_that_count(self.lane.cards), lit=target or self.lane.has_focus)

    def on_descendant_focus(self) -> None:
        """Light the title."""
        self.light()

    def on_descendant_blur(self) -> None:
        """Dim the title."""
        self.light()
