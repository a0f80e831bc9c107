"""Today: the hour ribbon, the four lanes, the last interruptions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from lswtui.app.shifts import shifts_in_use, switch
from lswtui.domain.errors import NotThere
from lswtui.domain.moments import clock_text
from lswtui.domain.shifts import monday, shift_text
from lswtui.domain.text import counted as counted_words
from lswtui.domain.text import one_line
from lswtui.domain.words import Lane
from lswtui.tui.commands import bindings
from lswtui.tui.dialogs.choice import ChoiceDialog, Option
from lswtui.tui.dialogs.prompt import Prompt
from lswtui.tui.screens.card_keys import CardKeys
from lswtui.tui.views import LANES, CardView, card_views, counted, date_words, day_words, next_words
from lswtui.tui.widgets.drawn import OneLine
from lswtui.tui.widgets.footer import KeyHints
from lswtui.tui.widgets.header import Header
from lswtui.tui.widgets.lane import Lane as LaneWidget
from lswtui.tui.widgets.lane import LaneColumn, shared
from lswtui.tui.widgets.log import Banner, LastInterruptions
from lswtui.tui.widgets.ribbon import DayRibbon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from lswtui.domain.card import Card
    from lswtui.domain.shifts import Shifts
    from lswtui.tui.session import State

EMPTY = {
    Lane.TODO: "nothing left to do",
    Lane.DOING: "⏎ starts a card",
    Lane.DONE: "nothing done yet",
    Lane.ASIDE: "nothing set aside",
}
PAIRS = ((Lane.TODO, Lane.DOING), (Lane.DONE, Lane.ASIDE))
"""The lanes that stand side by side where four do not fit."""


class TodayScreen(CardKeys):
    """The day board."""

    NAME = "today"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("today")]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - the base class declares it so
        (0, "-tiny"),
        (40, "-narrow"),
        (80, "-medium"),
        (110, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - the base class declares it so
        (0, "-flat"),
        (12, "-low"),
        (20, "-short"),
        (30, "-tall"),
        (38, "-roomy"),
    ]

    def compose(self) -> ComposeResult:
        """The parts, from top to bottom."""
        yield Static("lsw needs at least 40 × 12 cells here; please make the window larger.", id="too-small")
        yield Header()
        yield Banner()
        yield DayRibbon()
        with Horizontal(id="lanes"):
            for lane, name in LANES.items():
                yield LaneColumn(name, empty=EMPTY[lane], id=lane)
        yield OneLine(id="folded")
        yield LaneWidget(empty="no cards on this day", id="list")
        yield LastInterruptions()
        yield KeyHints("today", dict(self.session.config.keys))

    def on_mount(self) -> None:
        """Begin on the card that runs, or the next one."""
        self._words = ""
        self._views: tuple[CardView, ...] = ()
        self._wanted: str | None = self._first_card()

    def show(self, state: State) -> None:
        """Show this state, the focus staying on its card."""
        self._look(state)
        self.query_one(Header).show(state)
        self.query_one(Banner).show(state)
        self.query_one(DayRibbon).show(state)
        self.query_one(LastInterruptions).show(state)
        self._deal()
        self.query_one(KeyHints).show(self._keys(state))

    def on_resize(self, _event: events.Resize) -> None:
        """Deal the cards anew for the new width, the focus staying on its card."""
        self._look(self.session.state)
        self.call_after_refresh(self._deal)

    def on_screen_resume(self) -> None:
        """Take the focus back to its card."""
        self.call_after_refresh(self._deal)

    def on_lane_chosen(self, event: LaneWidget.Chosen) -> None:
        """A click makes a card the current one."""
        self._wanted = event.card
        event.lane.focus(scroll_visible=False)

    def card(self) -> Card | None:
        """The card under the cursor, if it is still there."""
        lane = self._lane()
        try:
            return self.session.state.day.card(lane.current) if lane is not None and lane.current else None
        except NotThere:
            return None

    def go_to(self, card: str | None) -> None:
        """Put the cursor on a card, in whatever lane it is."""
        self._wanted = card
        self._look(self.session.state)
        self._deal()

    # --- moving about

    def action_walk(self, by: int) -> None:
        """To a neighbouring card of the lane."""
        lane = self._lane()
        if lane is not None:
            self._wanted = lane.walk(by)

    def action_cross(self, by: int) -> None:
        """To the next lane on that side that has cards."""
        lanes = [self.query_one(f"#{lane}", LaneWidget) for lane in LANES]
        here = self._lane()
        if here is None or here not in lanes:
            return
        place = here.place
        for lane in lanes[lanes.index(here) + by :: by] if by > 0 else lanes[: lanes.index(here)][::-1]:
            if lane.cards:
                lane.choose_place(place)
                self._wanted = lane.current
                self._deal()
                return

    def action_turn(self, by: int) -> None:
        """To another day."""
        self.session.show_day(self.session.state.day.on + timedelta(days=by))

    def action_next_work(self) -> None:
        """To the next working day."""
        self.session.show_next_day()

    @work(group="intent")
    async def action_shift(self) -> None:
        """Switch the shift of the week shown; one letter says to which."""
        state = self.session.state
        known = shifts_in_use(self.session.workspace)
        if known is None:
            self.session.tell("this board has no shifts; a table [shifts] in its file names them")
            return
        options = _shift_options(known)
        title = f"The shift of this week, from now on (it is {state.day.shift})"
        if monday(state.day.on) != monday(state.today):
            title = f"The shift of the week of {day_words(state.day)} (it is {state.day.shift})"
        chosen = await self.app.push_screen_wait(ChoiceDialog(title, options))
        if chosen is not None:
            await self.tell(switch, chosen, on=state.day.on)

    @work(group="intent")
    async def action_filter(self) -> None:
        """Show only the cards with these words; nothing typed shows all."""
        words = await self.app.push_screen_wait(Prompt("Show only cards with", value=self._words))
        if words is not None:
            self._words = words.strip().casefold()
            self.show(self.session.state)

    # --- how it is done

    def _lane(self) -> LaneWidget | None:
        return self.focused if isinstance(self.focused, LaneWidget) else None

    def _first_card(self) -> str | None:
        state = self.session.state
        coming = next_words(state)
        running = state.day.running_card
        return running.id if running else coming[0].id if coming else None

    def _look(self, state: State) -> None:
        views = card_views(state, one_list=self.size.width < 80)
        self._views = tuple(view for view in views if self._words in view.words)

    def _deal(self) -> None:
        """Give every lane its cards and the focus to the card that had it."""
        if not self.is_mounted:
            return
        if self.size.width < 80:
            whole = self.query_one("#list", LaneWidget)
            whole.empty = _nothing_to_do(self.session.state)
            whole.sync(self._pinned())
            whole.choose(self._wanted)
            whole.focus(scroll_visible=False)
            return
        self.query_one("#todo", LaneWidget).empty = _nothing_to_do(self.session.state)
        waits = any(view.lane is Lane.TODO for view in self._views)
        self.query_one("#doing", LaneWidget).empty = EMPTY[Lane.DOING] if waits else "nothing runs"
        for each in LANES:
            self.query_one(f"#column-{each}", LaneColumn).sync([view for view in self._views if view.lane is each])
        lane = self._lane_of(self._wanted)
        self._show_pair(lane)
        widget = self.query_one(f"#{lane}", LaneWidget)
        widget.choose(self._wanted)
        widget.focus(scroll_visible=False)

    def _pinned(self) -> Sequence[CardView]:
        """The cards of the one list: the running and the next on top, then in time order."""
        day = self.session.state.day
        coming = next_words(self.session.state)
        running = day.running_card
        first = [running.id] if running else [i.card for i in day.stack[-1:] if i.card]
        first += [coming[0].id] if coming else []
        return [
            *(view for id_ in first for view in self._views if view.id == id_),
            *(view for view in self._views if view.id not in first),
        ]

    def _lane_of(self, card: str | None) -> Lane:
        view = next((view for view in self._views if view.id == card), None)
        if view is not None:
            return view.lane
        here = self._lane()
        if here is not None and here.id in {lane.value for lane in LANES} and here.cards:
            self._wanted = here.current
            return Lane(here.id)
        filled = next((view for view in self._views), None)
        self._wanted = filled.id if filled else None
        return filled.lane if filled else Lane.TODO

    def _show_pair(self, lane: Lane) -> None:
        """Where four lanes do not fit, show the two of which one has the focus, and count the others."""
        shown = next(pair for pair in PAIRS if lane in pair)
        fits = self.size.width >= 110
        columns = [self.query_one(f"#column-{each}", LaneColumn) for each in LANES]
        for each, column in zip(LANES, columns, strict=True):
            column.display = fits or each in shown
        beside = [column for column in columns if column.display]
        needs = [column.lane.needs for column in beside]
        for column, cells in zip(beside, shared(self.size.width - 1, needs), strict=True):
            column.styles.width = cells
        hidden = [each for each in LANES if each not in shown]
        key = "l" if lane in PAIRS[0] else "h"
        line: list[tuple[str, str]] = []
        for each in hidden:
            count = counted(view for view in self._views if view.lane is each)
            line += [(f"{LANES[each]} ", "title"), (f"{count}   ", "quiet")]
        self.query_one("#folded", OneLine).show((*line, (key, "accent"), (" opens them", "quiet")))

    def _keys(self, state: State) -> Sequence[str]:
        ids = [
            "today.next-step",
            "capture.now",
            "capture.over",
            "today.done",
            "today.aside",
            "today.new",
            "today.details",
        ]
        if state.day.stack:
            ids.insert(0, "capture.back")
        elif state.wants_plan:
            ids.insert(1, "go.morning")
        return [*ids, "go.reflect", "everywhere.undo"]


def _shift_options(shifts: Shifts) -> tuple[Option, ...]:
    """The shifts, each with a letter of its name that no other has."""
    options: list[Option] = []
    for number, shift in enumerate(shifts.each, 1):
        taken = {option.key for option in options}
        key = next((letter for letter in shift.name if letter.isalpha() and letter not in taken), f"{number % 10}")
        options.append(Option(key, shift.name, f"{shift.name}, {shift_text(shift)}"))
    return tuple(options)


def _nothing_to_do(state: State) -> str:
    """Why there is nothing to do on the day shown, and when there will be."""
    if state.board is None and state.since is None:
        return "no board yet: B shows them"
    if state.board is None and state.since is not None:
        return f"before you began\nyour first day was {date_words(state.since)}\n1 shows today"
    absence = next((absence for absence in state.day.absences if absence.whole), None)
    if absence is not None:
        said = one_line(absence.why) or "away"
    elif not state.day.windows:
        said = "a day off: n adds a card"
    else:
        unseen = state.day.on < state.today and not (state.day.seen or state.day.turned)
        said = "not seen here: a answers" if unseen else EMPTY[Lane.TODO]
    coming = state.next_day
    if coming is None or not coming.windows:
        return said
    begins = f"next: {day_words(coming)}, {clock_text(coming.windows[0].start)}"
    return f"{said}\n\n{begins}\n{counted_words(len(coming.cards), 'card')} · W shows it"
