"""The tasks of a board that is being written, in one list; and the week that they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.domain.boards.draft import BOARD
from lswtui.domain.text import one_line
from lswtui.domain.times import clock_text, minutes_text
from lswtui.render.cells import padded
from lswtui.tui.commands import changed_keys
from lswtui.tui.lines import ClickRole, Line, acting, length_of, spread, those_that_fit, wrapped
from lswtui.tui.views.board_editor import Tab
from lswtui.tui.views.footer import hint
from lswtui.tui.widgets.drawn import DrawnLines
from lswtui.tui.widgets.scrolled import ScrolledLines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lswtui.app.boards.edit import PreviewDay
    from lswtui.domain.boards.draft import Checked, Draft, PlainTable

CADENCE = 10
"""Cells of how often a task is due, in the list."""
TIME = 6
LENGTH = 5
BETWEEN = 2
EMPTY = 6
"""Cells of a day without cards, among others."""
WIDEST = 34
"""Cells that a day takes at most."""
MARK = 3
"""Cells of the cursor and of the sign of a problem."""
SEVEN_COLUMNS = 98
"""Cells from which the days of a week stand side by side."""


class TaskList(DrawnLines, can_focus=True):
    """The board itself and its tasks, one a line, the one under the cursor lit."""

    DEFAULT_CSS = "TaskList { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._draft: Draft | None = None
        self._place = BOARD
        self._flawed: frozenset[int] = frozenset()

    def show(self, draft: Draft, checked: Checked, place: int) -> None:
        """Show the tasks of this draft, those with a problem marked."""
        self._draft, self._place = draft, place
        self._flawed = frozenset(flaw.place for flaw in checked.flaws)
        self.draw()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.draw()

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001 - the base class's signature
        """Show whether keys go to the list."""
        super().watch_has_focus(has_focus)
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """The lines around the cursor."""
        if self._draft is None or width < 24:
            return ()
        rows = [acting(self._board_row(width), f"screen.go({BOARD})")]
        rows += [
            acting(self._task_row(task, place, width), f"screen.go({place})")
            for place, task in enumerate(self._draft.tasks)
        ]
        if len(rows) == 1:
            first = hint(("editor.new",), changed_keys(self.app), "makes the first", "quiet")
            rows += [(), (("   no task yet: ", "quiet"), *first)]
        height = max(1, self.size.height)
        top = max(0, min(self._place + 1 - height // 2, len(rows) - height))
        return rows[top : top + height]

    def _board_row(self, width: int) -> Line:
        words = padded(f"{' ' * TIME}The board: title, hours, what breaks in", width - MARK)
        return (*self._mark(BOARD), (words if width > 60 else padded(f"{' ' * TIME}The board", width - MARK), "quiet"))

    def _task_row(self, task: PlainTable, place: int, width: int) -> Line:
        at = task.get("at")
        first = str(at[0]) if isinstance(at, list) and at else str(at) if isinstance(at, str) else "–"
        minutes = task.get("minutes")
        length = minutes_text(minutes) if isinstance(minutes, int) else "?"
        title = one_line(str(task.get("title") or "")) or "no title yet"
        role = "title" if place == self._place else "text" if task.get("title") else "quiet"
        room = width - MARK - TIME - 1 - CADENCE - 1 - LENGTH
        return (
            *self._mark(place),
            (padded(first.rjust(5), TIME), "quiet"),
            (padded(title, room), role),
            (" ", "text"),
            (padded(one_line(str(task.get("every") or "")), CADENCE), "quiet"),
            (length.rjust(LENGTH + 1), "quiet"),
        )

    def _mark(self, place: int) -> Line:
        here = place == self._place
        cursor = ("▌", "accent" if self.has_focus else "quiet") if here else (" ", "text")
        return (cursor, ("! ", "alarm") if place in self._flawed else ("  ", "text"))


class EditorTitle(DrawnLines):
    """Whose board it is and how it stands, with a line under it."""

    DEFAULT_CSS = "EditorTitle { height: 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._left: Line = ()
        self._right: Line = ()

    def show(self, left: Line, right: Line) -> None:
        """Show these."""
        self._left, self._right = left, right
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """The title and a rule."""
        return (spread(self._left, self._right, width), (("─" * width, "faint"),))


class ViewTabs(DrawnLines):
    """The views there are, the one that is shown lit."""

    DEFAULT_CSS = "ViewTabs { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._tabs: tuple[Tab, ...] = ()
        self._current = ""

    def show(self, tabs: tuple[Tab, ...], current: str) -> None:
        """Show these."""
        self._tabs, self._current = tabs, current
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """The names side by side, a rule behind them."""
        line: list[tuple[str, str]] = [("── ", "faint")]
        for tab in self._tabs:
            role = "accent" if tab.name == self._current else "alarm" if tab.alarm else "quiet"
            line += [(tab.words, ClickRole(role, f"screen.show_view('{tab.name}')")), (" ─── ", "faint")]
        hint = acting(((" v", "accent"), (" next view ", "quiet")), "screen.view")
        if length_of(line) + length_of(hint) > width:
            return (those_that_fit(((piece,) for piece in line), width),)
        rest = width - length_of(line) - length_of(hint)
        return ((*line, ("─" * rest, "faint"), *hint),)


class WeekView(ScrolledLines):
    """A week as the board would make it: seven columns where there is room, else one day below the other."""

    def __init__(self) -> None:
        super().__init__()
        self._week: tuple[PreviewDay, ...] = ()
        self._instead = ""

    def show(self, week: tuple[PreviewDay, ...], instead: str) -> None:
        """Show this week; a sentence instead where there is none."""
        self._week, self._instead = week, instead
        self.lay_out()

    def lines(self, width: int) -> Sequence[Line]:
        """The week, or the sentence."""
        return week_lines(self._week, width) or tuple(((part, "quiet"),) for part in wrapped(self._instead, width, 4))


def week_lines(week: Sequence[PreviewDay], width: int) -> Sequence[Line]:
    """The days of a week and their cards, in time order."""
    if not week:
        return ()
    if width < SEVEN_COLUMNS:
        return [line for day in week for line in (*_day(day, width), ())]
    full = [bool(day.cards) for day in week]
    room = width - BETWEEN * (len(week) - 1) - EMPTY * full.count(False)
    cell = min(WIDEST, room // max(1, full.count(True)))
    cells = [cell if any_ else EMPTY for any_ in full]
    columns = [_column(day, cells[place]) for place, day in enumerate(week)]
    height = max(map(len, columns))
    gap = (" " * BETWEEN, "text")
    return [
        tuple(
            piece
            for column, cell in zip(columns, cells, strict=True)
            for piece in (*_padded(column[row] if row < len(column) else (), cell), gap)
        )
        for row in range(height)
    ]


def _padded(line: Line, width: int) -> Line:
    return (*line, (" " * max(0, width - length_of(line)), "text"))


def _head(day: PreviewDay) -> tuple[Line, Line]:
    role = "title" if day.load.working_minutes else "quiet"
    words = f"{len(day.cards)} · {minutes_text(day.load.planned_minutes)}" if day.cards else "off"
    return ((f"{day.on:%a} {day.on.day}", role),), ((words if day.cards or role == "quiet" else "none", "quiet"),)


def _column(day: PreviewDay, width: int) -> list[Line]:
    left, right = _head(day)
    if not day.cards:
        return [left, (("─" * width, "faint"),), right]
    if length_of(left) + 1 + length_of(right) > width:
        right = ((minutes_text(day.load.planned_minutes), "quiet"),)
    lines: list[Line] = [spread(left, right, width), (("─" * width, "faint"),)]
    for card in day.cards:
        at = clock_text(card.at) if card.at is not None else "  –  "
        lines.append(((f"{at} ", "quiet"), (padded(one_line(card.title), width - 6), "text")))
    return lines


def _day(day: PreviewDay, width: int) -> list[Line]:
    left, right = _head(day)
    room = min(width, 56)
    lines: list[Line] = [spread(left, right, room), (("─" * room, "faint"),)]
    for card in day.cards:
        at = clock_text(card.at) if card.at is not None else "  –  "
        lines.append(
            spread(
                ((f"{at}  ", "quiet"), (one_line(card.title), "text")), ((minutes_text(card.minutes), "quiet"),), room
            )
        )
    return lines
