"""Interruptions: the day's log to correct, and what it comes to over the last workdays."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import work
from textual.binding import BindingType
from textual.containers import Container

from lswtui.app.interruptions import log
from lswtui.app.interruptions.day_log import last_moment
from lswtui.app.reports.report import report
from lswtui.domain.times import iso_date
from lswtui.domain.vocabulary import Handling, Valid, Whose
from lswtui.tui.commands import bindings
from lswtui.tui.dialogs.entry import EntryDialog
from lswtui.tui.lines import Line
from lswtui.tui.screens.base import ModeScreen
from lswtui.tui.views.entry import entry_line, length_text, line_to_write
from lswtui.tui.views.interruptions import entry_words, footer_commands, log_title, paretos, stacks
from lswtui.tui.views.log import log_views
from lswtui.tui.widgets.balance_bars import Contrast, ParetoBars
from lswtui.tui.widgets.drawn import Shown
from lswtui.tui.widgets.entries import Entries
from lswtui.tui.widgets.footer import KeyHints
from lswtui.tui.widgets.header import Header
from lswtui.tui.widgets.log import Banner

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from enum import StrEnum

    from textual.app import ComposeResult
    from textual.timer import Timer

    from lswtui.domain.interruptions.interruption import Interruption
    from lswtui.tui.session import Session
    from lswtui.tui.state import State

LOOKED_BACK = timedelta(days=14)
"""Ten workdays of a week of five, before the day shown."""
REST = 0.2
"""Seconds after a change at which the past days are added up again, so that no key waits for them."""

Word = TypeVar("Word", bound="StrEnum")


class LogTitle(Shown[Line]):
    """How many there were on the day shown, and how long they took."""

    DEFAULT_CSS = "LogTitle { height: 2; padding: 0 1; }"

    def lines_of(self, subject: Line, width: int) -> Sequence[Line]:
        """The line, with a rule under it."""
        return (subject, (("─" * width, "faint"),))


class InterruptionsScreen(ModeScreen):
    """The log of the day shown."""

    NAME = "interruptions"
    CSS_PATH = "interruptions.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("interruptions")]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - the base class declares it so
        (0, "-narrow"),
        (76, "-medium"),
        (110, "-wide"),
        (170, "-vast"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-short"), (34, "-tall")]  # noqa: RUF012 - the base class declares it so

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._added: tuple[date, bool] | None = None
        """The day up to which the past was added up last, and whether names were hidden."""
        self._later: Timer | None = None

    def compose(self) -> ComposeResult:
        """The table above, the comparisons below."""
        yield Header()
        yield Banner()
        yield LogTitle()
        yield Entries()
        with Container(id="compared"):
            yield Contrast()
            yield ParetoBars()
        yield KeyHints("interruptions", dict(self.session.config.keys))

    def show(self, state: State) -> None:
        """Show the log of this state; the row that is lit stays."""
        self.query_one(Header).show(state)
        self.query_one(Banner).show(state)
        self.query_one(KeyHints).show(footer_commands(state))
        self.query_one(LogTitle).show(log_title(state))
        self.query_one(Entries).show(log_views(state))
        if self.app.current_mode != self.NAME:
            self._added = None
        elif self._added != (state.day.on, state.hidden):
            self._add_up()
        elif self._later is None:
            self._later = self.set_timer(REST, self._add_up)

    def on_screen_resume(self) -> None:
        """Show the current state, which was not followed while another screen was on top."""
        if self.is_mounted:
            self.show(self.session.state)

    # --- moving about

    def on_entries_chosen(self, event: Entries.Chosen) -> None:
        """A second click on a row is ⏎."""
        if event.twice:
            self.action_edit()

    def action_show_day(self, on: str) -> None:
        """Show a day of the chart."""
        self.session.show_day(iso_date(on))

    def action_walk(self, by: int) -> None:
        """To a neighbouring row."""
        self.query_one(Entries).walk(by)

    def action_turn(self, by: int) -> None:
        """To another day."""
        self.session.show_day(self.session.state.day.on + timedelta(days=by))

    def action_pareto(self) -> None:
        """Show the next comparison, where not all of them fit."""
        self.query_one(ParetoBars).turn()

    # --- correcting

    @work(group="intent")
    async def action_edit(self) -> None:
        """Change the line of the current one."""
        known = self._current()
        if known is None:
            self.session.tell("nothing to change on this day; I logs one that is over")
            return
        state = self.session.state
        length = length_text(known, state.day.minutes(state.now).get(known.id, 0.0))
        line = " ".join(filter(None, (length, entry_line(known))))
        now = last_moment(self.session.workspace.now(), known.on, self.session.workspace.board_settings())
        categories = state.categories
        typed = await self.app.push_screen_wait(EntryDialog(line, now=now, categories=categories))
        if typed is not None and typed != line:
            line = line_to_write(typed, length, now=now, categories=categories)
            said = await self.edit(
                log.amend, known.id, line, on=known.on, whole=True, seen=known, mine=typed, words=entry_words
            )
            if said is not None:
                self.session.tell(said.text)

    @work(group="intent")
    async def action_whose(self) -> None:
        """Say whose work it was; each press the next one."""
        known = self._current()
        if known is not None:
            await self._mark(known, "whose", _after(known.whose, Whose))

    @work(group="intent")
    async def action_valid(self) -> None:
        """Say whether it was valid; each press the next one."""
        known = self._current()
        if known is not None:
            await self._mark(known, "valid", _after(known.valid, Valid))

    @work(group="intent")
    async def action_handled(self) -> None:
        """Say what came of it; each press the next one."""
        known = self._current()
        if known is not None:
            await self._mark(known, "handling", _after(known.handling, Handling))

    @work(group="intent")
    async def action_make_room(self) -> None:
        """Lay the current one where nothing else is, where it overlaps something."""
        known = self._current()
        if known is None:
            return
        said = await self.session.ask(log.make_room, known.id, on=known.on)
        if said is not None:
            self.session.tell(said.text)

    @work(group="intent")
    async def action_delete(self) -> None:
        """Delete the current one; undo brings it back."""
        known = self._current()
        if known is None:
            return
        said = await self.session.ask(log.delete, known.id, on=known.on)
        if said is not None:
            self.session.tell(f"{said.text}; u brings it back")

    async def _mark(self, known: Interruption, field: str, word: Whose | Valid | Handling | None) -> None:
        await self.edit(
            log.mark, known.id, on=known.on, **{field: word}, seen=known, mine=word or "", words=entry_words
        )

    def _current(self) -> Interruption | None:
        current = self.query_one(Entries).current
        return next((known for known in self.session.state.day.interruptions if known.id == current), None)

    # --- comparing

    def _add_up(self) -> None:
        """Compare the day shown with the workdays before it."""
        state = self.session.state
        self._later = None
        self._added = (state.day.on, state.hidden)
        past = report(self.session.workspace, state.day.on - LOOKED_BACK, state.day.on)
        self.query_one(Contrast).show(stacks(past, state.day.on))
        self.query_one(ParetoBars).show(paretos(past, state))


def _after(word: Word | None, words: type[Word]) -> Word | None:
    """The word after this one; none after the last."""
    order: list[Word | None] = [*words, None]
    return order[(order.index(word) + 1) % len(order)]
