"""Lines of text drawn straight to the screen: cheap to repaint, never markup, never cut without a sign."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.widget import Widget

from lswtui.domain.text import flat
from lswtui.tui.lines import ClickRole, Line, Piece, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual import events
    from textual.geometry import Offset


Subject = TypeVar("Subject")
COLOURS = {
    "text": "foreground",
    "title": "foreground",
    "quiet": "quiet",
    "faint": "faint",
    "accent": "accent",
    "on-plan": "on-plan",
    "broke-in": "broke-in",
    "other": "other-work",
    "near": "near",
    "asks": "asks",
    "alarm": "alarm",
}
"""The roles of pieces, and the colour of the theme that each has."""
BOLD = frozenset({"title", "accent"})


class Drawn(Widget):
    """A widget that draws lines of pieces, each in the colour of its role."""

    ALLOW_SELECT = False
    _background: Style | None = None

    def strip(self, line: Iterable[Piece], width: int, *, focus: bool = False) -> Strip:
        """One line as wide as asked, cut with a sign where it is too long."""
        styles = self._styles()
        return strip_of(line, width, styles, styles["focus"] if focus else None).apply_style(self._ground())

    def notify_style_update(self) -> None:
        """Ask for the background again."""
        self._background = None
        super().notify_style_update()

    def _ground(self) -> Style:
        if self._background is None:
            self._background = Style(bgcolor=self.background_colors[1].rich_color)
        return self._background

    def _styles(self) -> dict[str, Style]:
        variables = self.app.theme_variables
        return _styles(tuple(variables[colour] for colour in (*COLOURS.values(), "focus-row")))


@lru_cache(maxsize=8)
def _styles(colours: tuple[str, ...]) -> dict[str, Style]:
    styles = {}
    for role, colour in zip(COLOURS, colours, strict=False):
        ink = Color.parse(colour).rich_color
        styles[role] = Style(color=ink, bold=role in BOLD or None)
        styles[f"bold {role}"] = Style(color=ink, bold=True)
    return {**styles, "focus": Style(bgcolor=Color.parse(colours[-1]).rich_color)}


class DrawnLines(Drawn):
    """A widget whose lines are worked out for its width and kept until it is told to draw again."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._drawn: tuple[int, tuple[Line, ...]] = (-1, ())

    def lines(self, width: int) -> Sequence[Line]:
        """The lines for a width."""
        raise NotImplementedError

    def draw(self) -> None:
        """Work the lines out again and repaint them where they changed."""
        before = self._drawn
        self._drawn = (-1, ())
        if self.drawn != before[1]:
            self.refresh()

    async def _on_click(self, event: events.Click) -> None:
        """Do what the piece under the pointer does, once however often it is clicked at once.

        No style of a text says what that is, so that no text can.
        """
        place = event.get_content_offset(self) if event.chain == 1 else None
        role = self._role_at(place) if place is not None else ""
        if isinstance(role, ClickRole):
            event.stop()
            await self.app.run_action(role.action, self)

    def _role_at(self, place: Offset) -> str:
        """The role of the piece that is drawn at a place."""
        end = 0
        for text, role in self.drawn[place.y] if place.y < len(self.drawn) else ():
            end += cell_len(flat(text))
            if place.x < end:
                return role
        return ""

    def render_line(self, y: int) -> Strip:
        """One line of the widget."""
        lines = self.drawn
        return self.strip(lines[y] if y < len(lines) else (), self.size.width)

    @property
    def drawn(self) -> tuple[Line, ...]:
        """The lines as they were last worked out."""
        width = self.size.width
        if self._drawn[0] != width:
            self._drawn = (width, tuple(self.lines(width)))
        return self._drawn[1]


class Shown(DrawnLines, Generic[Subject]):
    """A widget that draws what it was last shown; nothing before that."""

    subject: Subject | None = None

    def show(self, subject: Subject) -> None:
        """Show this."""
        self.subject = subject
        self.draw()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """The lines of what is shown."""
        return () if self.subject is None or width <= 0 else self.lines_of(self.subject, width)

    def lines_of(self, subject: Subject, width: int) -> Sequence[Line]:
        """The lines of a subject for a width."""
        raise NotImplementedError


class OneLine(Shown[Line]):
    """One line, cut with a sign where it is too long."""

    DEFAULT_CSS = "OneLine { height: 1; }"

    def lines_of(self, subject: Line, width: int) -> Sequence[Line]:  # noqa: ARG002 - cut where it is drawn
        """The line."""
        return (subject,)


def strip_of(line: Iterable[Piece], width: int, styles: Mapping[str, Style], over: Style | None = None) -> Strip:
    """The pieces as a strip WIDTH cells wide; too long a line ends in ``…``."""
    pieces = tuple((flat(text), role) for text, role in line)
    length = sum(cell_len(text) for text, _ in pieces)
    if length > width:
        pieces = shortened(pieces, width)
    segments = [Segment(text, styles[name] + over if over else styles[name]) for text, name in pieces if text]
    return Strip(segments).adjust_cell_length(max(0, width), over)
