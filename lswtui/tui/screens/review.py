"""Review: a week in figures, each with its definition one key away."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from lswtui.app.reporting import period, report
from lswtui.render.report import report_page
from lswtui.tui.commands import bindings
from lswtui.tui.screens.mode import Mode
from lswtui.tui.widgets.drawn import DrawnLines, Line, spread
from lswtui.tui.widgets.footer import KeyHints
from lswtui.tui.widgets.header import Header
from lswtui.tui.widgets.log import Banner
from lswtui.tui.widgets.page import PageView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from lswtui.tui.session import Session, State

WEEK = timedelta(weeks=1)


class WeekTitle(DrawnLines):
    """Which week it is."""

    DEFAULT_CSS = "WeekTitle { height: 1; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._title = ""
        self._right = ""

    def show(self, title: str, right: str) -> None:
        """Show this week."""
        self._title, self._right = title, right
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """The week, and how to get to others."""
        left: Line = (("The week", "title"), (f"   {self._title}", "text"))
        return (spread(left, ((self._right, "quiet"),), width),)


class ReviewScreen(Mode):
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
        self.query_one(KeyHints).show(_keys(state))
        if self.app.current_mode != self.NAME:
            return
        first, last = period("week", state.day.on)
        page = report_page(report(self.session.workspace, first, last), with_names=not state.hidden)
        this = "this week" if first <= state.today <= last else f"week {first.isocalendar().week}"
        self.query_one(WeekTitle).show(page.title, this)
        self.query_one(PageView).show(page, definitions=self._definitions)

    def on_screen_resume(self) -> None:
        """Show what is so now."""
        if self.is_mounted:
            self.show(self.session.state)

    def action_turn(self, by: int) -> None:
        """To the week before or after; this week is the last."""
        state = self.session.state
        there = state.day.on + by * WEEK
        if period("week", there)[0] > state.today:
            self.session.tell("that week is still to come")
        else:
            self.session.show_day(min(there, state.today))
            self.query_one(PageView).scroll_home(animate=False)

    def action_definitions(self) -> None:
        """Show what each figure means, or no longer."""
        self._definitions = not self._definitions
        self.show(self.session.state)

    def action_scroll(self, by: int) -> None:
        """A line up or down."""
        self.query_one(PageView).scroll_relative(y=by, animate=False)


def _keys(state: State) -> Sequence[str]:
    ids = ["review.before", "review.after", "review.definitions", "everywhere.hide"]
    return ["capture.back", *ids] if state.day.stack else ids
