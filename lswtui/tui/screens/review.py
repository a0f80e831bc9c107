"""Review: a week in figures, each with its definition one key away."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from lswtui.app.reports.report import report
from lswtui.domain.date_input import period_named
from lswtui.measures.breakdown import Dimension
from lswtui.tui.commands import bindings
from lswtui.tui.lines import Line
from lswtui.tui.screens.base import ModeScreen
from lswtui.tui.views.review import TABLES, footer_commands, week_page, week_title, week_words
from lswtui.tui.widgets.drawn import DrawnLines
from lswtui.tui.widgets.footer import KeyHints
from lswtui.tui.widgets.header import Header
from lswtui.tui.widgets.log import Banner
from lswtui.tui.widgets.page import PageView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from lswtui.tui.session import Session
    from lswtui.tui.state import State

WEEK = timedelta(weeks=1)


class WeekTitle(DrawnLines):
    """Which week it is, and which of its tables is shown."""

    DEFAULT_CSS = "WeekTitle { height: 2; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._title = ""
        self._right = ""
        self._by: Dimension | None = None

    def show(self, title: str, right: str, by: Dimension | None) -> None:
        """Show this week, and the table by this."""
        self._title, self._right, self._by = title, right, by
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """The week and its tables."""
        return week_title(self._title, self._right, self._by, width)


class ReviewScreen(ModeScreen):
    """The week of the day shown."""

    NAME = "review"
    CSS_PATH = "review.tcss"
    AUTO_FOCUS = "PageView"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("review")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-wide")]  # noqa: RUF012 - the base class declares it so
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012 - the base class declares it so

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._definitions = False
        self._by: Dimension | None = None

    def compose(self) -> ComposeResult:
        """The header, the page, the keys."""
        yield Header()
        yield Banner()
        yield WeekTitle()
        yield PageView()
        yield KeyHints("review", dict(self.session.config.keys))

    def show(self, state: State) -> None:
        """Show the week of the day of this state."""
        self.query_one(Header).show(state)
        self.query_one(Banner).show(state)
        self.query_one(KeyHints).show(footer_commands(state))
        if self.app.current_mode != self.NAME:
            return
        first, last = period_named("week", state.day.on)
        made = report(self.session.workspace, first, last)
        page = week_page(made, self._by, state)
        self.query_one(WeekTitle).show(page.title, week_words(first, last, state.today), self._by)
        self.query_one(PageView).show(page, definitions=self._definitions)

    def on_screen_resume(self) -> None:
        """Show the current state, which was not followed while another screen was on top."""
        if self.is_mounted:
            self.show(self.session.state)

    def action_turn(self, by: int) -> None:
        """To the week before or after; this week is the last."""
        state = self.session.state
        there = state.day.on + by * WEEK
        if period_named("week", there)[0] > state.today:
            self.session.tell("that week is still to come")
        else:
            self.session.show_day(min(there, state.today))
            self.query_one(PageView).scroll_home(animate=False)

    def action_table(self, by: str | None = None) -> None:
        """Show a table BY its name, the overview where that is empty; the next one where none is named."""
        after = TABLES[(TABLES.index(self._by) + 1) % len(TABLES)]
        self._by = after if by is None else Dimension(by) if by else None
        self.show(self.session.state)
        self.query_one(PageView).scroll_home(animate=False)

    def action_definitions(self) -> None:
        """Show what each figure means, or no longer."""
        self._definitions = not self._definitions
        self.show(self.session.state)

    def action_scroll(self, by: int) -> None:
        """A line up or down."""
        self.query_one(PageView).scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """Half of what fits on the screen up or down."""
        page = self.query_one(PageView)
        page.scroll_relative(y=by * max(1, page.size.height // 2), animate=False)
