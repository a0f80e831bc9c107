"""Today: the hour ribbon, the four lanes, the last interruptions."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.scrollbar import ScrollBar
from textual.widgets import Static

from lswtui.app.days.shifts import NO_SHIFTS, shifts_in_use, switch
from lswtui.domain.boards.shifts import shift_text
from lswtui.domain.errors import NotFound
from lswtui.domain.times import monday
from lswtui.domain.vocabulary import Lane
from lswtui.tui.commands import bindings, keys_of
from lswtui.tui.dialogs.choice import ChoiceDialog
from lswtui.tui.dialogs.prompt import PromptDialog
from lswtui.tui.options import Option, keyed
from lswtui.tui.screens.card_actions import CardActionsScreen
from lswtui.tui.views.cards import LANES, CardView, card_views, next_due, next_words
from lswtui.tui.views.today import (
    EMPTY,
    NOT_FOUND,
    PAIRS,
    empty_lanes,
    filter_line,
    folded_lanes,
    footer_commands,
    footer_words,
    nothing_to_do,
    one_list,
    shown_views,
)
from lswtui.tui.views.words import day_words
from lswtui.tui.widgets.drawn import OneLine
from lswtui.tui.widgets.footer import KeyHints
from lswtui.tui.widgets.header import Header
from lswtui.tui.widgets.lane import LaneCards, LaneColumn, shared
from lswtui.tui.widgets.log import Banner, LastInterruptions
from lswtui.tui.widgets.ribbon import DayRibbon

if TYPE_CHECKING:
    from collections.abc import Collection

    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Offset

    from lswtui.domain.boards.shifts import Shifts
    from lswtui.domain.days.card import Card
    from lswtui.tui.state import State


class TodayScreen(CardActionsScreen):
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
        yield OneLine(id="filter")
        with Horizontal(id="lanes"):
            for lane, name in LANES.items():
                yield LaneColumn(name, empty=EMPTY[lane], id=lane)
        yield OneLine(id="folded")
        yield LaneCards(empty="no cards on this day", id="list")
        yield LastInterruptions()
        yield KeyHints("today", dict(self.session.config.keys))

    def on_mount(self) -> None:
        """Begin on the card that runs, or the next one."""
        self._words = ""
        """What was asked for, to show only the cards that have it."""
        self._views: tuple[CardView, ...] = ()
        self._wanted: str | None = self._first_card()
        self._on = self.session.state.day.on
        self._held: CardView | None = None
        """The card under which the button of the mouse was pressed, and is held."""
        self._clicked: str | None = None
        """The card that was clicked last."""
        self._carried = False
        """Whether the card was let go somewhere else, so that it is no click."""
        self._folded: tuple[tuple[int, Lane], ...] = ()
        """Up to which cell of their line the lanes that are folded are named."""

    def show(self, state: State) -> None:
        """Show this state, the focus staying on its card."""
        self._look(state)
        if state.day.on != self._on:
            self._on, self.left = state.day.on, None
            running = state.day.running_card
            self._wanted = running.id if running else self.next_due()
        self._go_on(state)
        self.query_one(Header).show(state)
        self.query_one(Banner).show(state)
        self.query_one(DayRibbon).show(state)
        self.query_one(LastInterruptions).show(state)
        self._deal()

    def on_resize(self, _event: events.Resize) -> None:
        """Deal the cards anew for the new width, the focus staying on its card."""
        self._look(self.session.state)
        self.call_after_refresh(self._deal)

    def on_screen_resume(self) -> None:
        """Take the focus back to its card."""
        self.call_after_refresh(self._deal)

    def on_screen_suspend(self) -> None:
        """Hold nothing with the mouse any more; show all cards to who comes back from another screen."""
        self._drop()
        self._clicked = None
        if self.app.current_mode != self.NAME and self._words:
            self.action_show_all()

    def card(self) -> Card | None:
        """The card under the cursor, if it is still there."""
        lane = self._lane()
        try:
            return self.session.state.day.card(lane.current) if lane is not None and lane.current else None
        except NotFound:
            return None

    def go_to(self, card: str | None) -> None:
        """Put the cursor on a card, in whatever lane it is; a filter that hides it ends."""
        self._wanted = card
        self._look(self.session.state)
        if card is not None and all(view.id != card for view in self._views):
            self._words = ""
            self._look(self.session.state)
        self._deal()

    def next_due(self) -> str | None:
        """The id of the card that is due next, of those shown."""
        shown = {view.id for view in self._views}
        left = next((card for card in self.session.state.day.cards if card.id == self.left), None)
        return next_due(self.session.state, shown, (left and left.at) or 0)

    # --- the mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take the card under the pointer, as the cards lie now."""
        self._drop()
        self._carried = False
        if event.button == 1:
            self._held = self._view_at(event.screen_offset)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show which card is held, and over which other lane."""
        if self._held is None:
            return
        if event.button != 1:
            self._drop()
            return
        lane = self._lane_at(event.screen_offset)
        if lane not in (None, self._held.lane) and self._wanted != self._held.id:
            self._wanted = self._held.id
            self._deal()
        self._light(lane)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Put a card that was held into the lane where it is let go, as keys would."""
        held, lane = self._held, self._lane_at(event.screen_offset)
        here = self._view_at(event.screen_offset)
        self._light(None)
        if held is None or (here is not None and here.id == held.id):
            return
        self._held, self._carried = None, True
        if lane is not None and lane is not held.lane:
            self.put_in(self.session.state.day.card(held.id), lane)

    def on_click(self, event: events.Click) -> None:
        """A click takes the card under the pointer or enters the lane there; a second one is ⏎."""
        held, self._held = self._held, None
        if self._carried or isinstance(event.widget, ScrollBar):
            return
        if event.chain == 2 and self._clicked is not None:
            self.action_next_step()
        elif event.chain == 1:
            self._clicked = held.id if held else None
            lane = self._lane_at(event.screen_offset)
            if held is not None:
                self._wanted = held.id
                self._deal()
            elif lane is not None:
                self.action_enter(lane)

    # --- moving about

    def action_walk(self, by: int) -> None:
        """To a neighbouring card of the lane."""
        lane = self._lane()
        if lane is not None:
            self._wanted = lane.walk(by)
            self._show_keys()

    def action_cross(self, by: int) -> None:
        """To the next lane on that side that has cards."""
        lanes, here = list(LANES), self._lane()
        if here is None or here.id not in LANES:
            return
        place = lanes.index(Lane(here.id))
        for lane in lanes[place + by :: by] if by > 0 else lanes[:place][::-1]:
            if self.query_one(f"#{lane}", LaneCards).cards:
                self.action_enter(lane)
                return

    def action_enter(self, lane: str) -> None:
        """Into a lane: to its card that runs or is due next, else to the one beside the cursor."""
        entered, here = self.query_one(f"#{lane}", LaneCards), self._lane()
        ids = [view.id for view in entered.cards]
        if not ids:
            return
        running = self.session.state.day.running_card
        first = next((id_ for id_ in (running and running.id, self.next_due()) if id_ in ids), None)
        self._wanted = first or ids[min(here.place if here else 0, len(ids) - 1)]
        self._deal()

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
            self.session.tell(NO_SHIFTS)
            return
        options = _shift_options(known, keys_of({"today.shift"}, self.session.config.keys))
        title = f"The shift of this week, from now on (it is {state.day.shift})"
        if monday(state.day.on) != monday(state.today):
            title = f"The shift of the week of {day_words(state.day)} (it is {state.day.shift})"
        chosen = await self.app.push_screen_wait(ChoiceDialog(title, options))
        if chosen is not None:
            await self.tell(switch, chosen, on=state.day.on)

    @work(group="intent")
    async def action_filter(self) -> None:
        """Show only the cards with these words; nothing typed shows all."""
        words = await self.app.push_screen_wait(PromptDialog("Show only cards with", value=self._words))
        if words is not None:
            self._words = words.strip()
            self.show(self.session.state)

    def action_show_all(self) -> None:
        """Show all cards again."""
        self._words = ""
        self.show(self.session.state)

    def action_go(self, mode: str) -> None:
        """To another screen; to this one is to all of today's cards."""
        if mode == self.NAME:
            self._words = ""
        super().action_go(mode)

    # --- how it is done

    def _lane(self) -> LaneCards | None:
        return self.focused if isinstance(self.focused, LaneCards) else None

    def _first_card(self) -> str | None:
        state = self.session.state
        coming = next_words(state)
        running = state.day.running_card
        return running.id if running else coming[0].id if coming else None

    def _look(self, state: State) -> None:
        views = card_views(state, one_list=self.size.width < 80)
        self._views = shown_views(views, self._words)
        self._all = len(views)

    def _go_on(self, state: State) -> None:
        """Take the cursor from a card that was left, and has ended, to the next one due."""
        if self.left is None or any(card.id == self.left and card.is_open for card in state.day.cards):
            return
        there = self.next_due()
        if there is not None:
            self._wanted = there
            self.pressed = (there, asyncio.get_running_loop().time())
        self.left = None

    def _view_at(self, offset: Offset) -> CardView | None:
        """The card that is drawn at a place of the screen."""
        widget, region = self.get_widget_at(*offset)
        id_ = widget.card_at(offset.y - region.y) if isinstance(widget, LaneCards) else None
        return next((view for view in self._views if view.id == id_), None)

    def _lane_at(self, offset: Offset) -> Lane | None:
        """The lane at a place of the screen, be it only named there."""
        for lane in LANES:
            column = self.query_one(f"#column-{lane}", LaneColumn)
            if column.is_on_screen and column.region.contains_point(offset):
                return lane
        line = self.query_one("#folded", OneLine)
        if line.is_on_screen and line.content_region.contains_point(offset):
            x = offset.x - line.content_region.x
            return next((lane for end, lane in self._folded if x < end), None)
        return None

    def _light(self, lane: Lane | None) -> None:
        """Light the lane that a card is held over."""
        for each in LANES:
            self.query_one(f"#column-{each}", LaneColumn).light(target=each is lane)

    def _drop(self) -> None:
        """Let go of a card where it was."""
        if self._held is not None:
            self._held = None
            self._light(None)

    def _deal(self) -> None:
        """Give every lane its cards and the focus to the card that had it."""
        if not self.is_mounted:
            return
        self._show_filter()
        self._give_out()
        self._show_keys()

    def _give_out(self) -> None:
        if self.size.width < 80:
            whole = self.query_one("#list", LaneCards)
            whole.empty = NOT_FOUND if self._words else nothing_to_do(self.session.state)
            whole.sync(one_list(self._views, self.session.state))
            whole.choose(self._wanted)
            whole.focus(scroll_visible=False)
            return
        empty = empty_lanes(self._views, self.session.state, filtered=bool(self._words))
        for each in LANES:
            self.query_one(f"#{each}", LaneCards).empty = empty[each]
        for each in LANES:
            self.query_one(f"#column-{each}", LaneColumn).sync([view for view in self._views if view.lane is each])
        lane = self._lane_of(self._wanted)
        self._show_pair(lane)
        widget = self.query_one(f"#{lane}", LaneCards)
        widget.choose(self._wanted)
        widget.focus(scroll_visible=False)

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
        folded = folded_lanes(self._views, shown, self.session.state)
        self._folded = folded.ends
        self.query_one("#folded", OneLine).show(folded.line)

    def _show_filter(self) -> None:
        """Say which cards are shown, and how to see all of them."""
        self.set_class(bool(self._words), "-filtered")
        line = filter_line(self._words, len(self._views), self._all, self.session.state)
        self.query_one("#filter", OneLine).show(line)

    def _show_keys(self) -> None:
        """Show what keys do with the card under the cursor."""
        state = self.session.state
        card = self._wanted_card(state)
        commands = footer_commands(state, card, self.next_due(), filtered=bool(self._words))
        self.query_one(KeyHints).show(commands, footer_words(state, card))

    def _wanted_card(self, state: State) -> Card | None:
        return next((card for card in state.day.cards if card.id == self._wanted), None)


def _shift_options(shifts: Shifts, taken: Collection[str]) -> tuple[Option[str], ...]:
    """The shifts, each with a letter of its name that no other has, and that is not TAKEN."""
    options = (
        Option(next(filter(str.isalpha, shift.name), ""), shift.name, f"{shift.name}, {shift_text(shift)}")
        for shift in shifts.each
    )
    return keyed(options, taken)
