"""Today: the hour ribbon, the four lanes, the last interruptions."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from lswtui.app import answering, cards, choosing
from lswtui.app.days import past
from lswtui.domain.errors import BadInput, NotThere
from lswtui.domain.moments import clock_text, minutes_text
from lswtui.domain.planline import read_plan_line
from lswtui.domain.words import Finding, Kind, Lane, Outcome, Reason
from lswtui.tui.commands import bindings
from lswtui.tui.dialogs.choice import ChoiceDialog, Option
from lswtui.tui.dialogs.details import CardDetails
from lswtui.tui.dialogs.prompt import Prompt
from lswtui.tui.screens.mode import Mode
from lswtui.tui.views import LANES, CardView, card_views, next_words
from lswtui.tui.widgets.drawn import OneLine
from lswtui.tui.widgets.footer import KeyHints
from lswtui.tui.widgets.header import Header
from lswtui.tui.widgets.lane import Lane as LaneWidget
from lswtui.tui.widgets.lane import LaneColumn
from lswtui.tui.widgets.log import Banner, LastInterruptions
from lswtui.tui.widgets.ribbon import DayRibbon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from lswtui.domain.card import Card
    from lswtui.tui.session import State

BOUNCE = 0.5
"""Seconds within which a second ⏎ on the same card is the same press."""
EMPTY = {
    Lane.TODO: "nothing left to do",
    Lane.DOING: "⏎ starts a card",
    Lane.DONE: "nothing done yet",
    Lane.ASIDE: "nothing set aside",
}
PAIRS = ((Lane.TODO, Lane.DOING), (Lane.DONE, Lane.ASIDE))
"""The lanes that stand side by side where four do not fit."""
REASONS = (
    Option("i", Reason.INTERRUPTED, "missed: interrupted"),
    Option("b", Reason.BOSS, "missed: pulled away by my boss"),
    Option("c", Reason.CRISIS, "missed: crisis or safety"),
    Option("a", Reason.ABSENT, "missed: somebody was absent"),
    Option("r", Reason.NOT_READY, "missed: not ready, no material"),
    Option("o", Reason.OVERRUN, "missed: what came before overran"),
    Option("f", Reason.FORGOT, "missed: I forgot"),
    Option("v", Reason.AVOIDED, "missed: I avoided it"),
    Option("u", Reason.UNCLEAR, "missed: the standard is unclear"),
    Option("z", Reason.OBSOLETE, "missed: no longer useful"),
    Option("-", "", "missed, the reason later"),
    Option("n", Outcome.NOT_APPLICABLE, "not applicable today"),
    Option("e", Outcome.EXCUSED, "excused"),
    Option("t", Outcome.MOVED, "to the next working day"),
)


class TodayScreen(Mode):
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
        self._pressed = ("", 0.0)
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

    @work(group="intent")
    async def action_filter(self) -> None:
        """Show only the cards with these words; nothing typed shows all."""
        words = await self.app.push_screen_wait(Prompt("Show only cards with", value=self._words))
        if words is not None:
            self._words = words.strip().casefold()
            self.show(self.session.state)

    # --- cards

    @work(group="intent")
    async def action_next_step(self) -> None:
        """Start, resume or finish the card; an ended one opens its details."""
        card = self._card()
        if card is None:
            return
        now = asyncio.get_running_loop().time()
        before, self._pressed = self._pressed, (card.id, now)
        if before[0] == card.id and now - before[1] < BOUNCE:
            return
        running = self.session.state.day.running_card
        if not card.is_open:
            self.action_details()
        elif card == running or not self.session.state.is_today:
            await self._finish(card)
        else:
            said = await self.session.ask(cards.start, card.id)
            if said is not None and ";" in said.text:
                self.session.tell(said.text)

    @work(group="intent")
    async def action_done(self) -> None:
        """Finish the card; one that was not started is asked for its minutes."""
        card = self._card()
        if card is not None:
            await self._finish(card)

    @work(group="intent")
    async def action_aside(self) -> None:
        """Set the card aside; one letter says why."""
        card = self._card()
        if card is None:
            return
        title = f"Set aside: {card.title}"
        chosen = await self.app.push_screen_wait(ChoiceDialog(title, REASONS, free="type a reason of your own"))
        if chosen is None:
            return
        if chosen == Outcome.MOVED:
            await self.tell(cards.move_on, card.id, on=card.on if not self.session.state.is_today else None)
        elif chosen in (Outcome.NOT_APPLICABLE, Outcome.EXCUSED):
            await self._ask(cards.set_aside, card, Outcome(chosen))
        else:
            await self._ask(cards.set_aside, card, Outcome.MISSED, reason=chosen or None)

    @work(group="intent")
    async def action_pause(self) -> None:
        """Pause the running card, or resume the one under the cursor."""
        card = self._card()
        if self.session.state.day.running_card is not None:
            await self.tell(cards.pause)
        elif card is not None and card.lane is Lane.DOING:
            await self.tell(cards.start, card.id)
        else:
            self.session.tell("nothing runs that could be paused")

    @work(group="intent")
    async def action_put_back(self) -> None:
        """Put the card back in To do."""
        card = self._card()
        if card is not None:
            await self._ask(cards.put_back, card)

    @work(group="intent")
    async def action_new(self) -> None:
        """Add a one-off; after the plan is set it is asked whose time it is."""
        line = await self.app.push_screen_wait(
            Prompt("New card", hint="Call the supplier at 14:00 20m", check=_checked_card)
        )
        if line is None:
            return
        plan = read_plan_line(line)
        kind = Kind.PLANNED
        if self.session.state.day.locked_at is not None:
            options = (
                Option("m", Kind.PLANNED, "mine: it belongs to my plan"),
                Option("o", Kind.OTHER, "other work of my own"),
                Option("b", Kind.REACTIVE, "it broke in"),
            )
            chosen = await self.app.push_screen_wait(ChoiceDialog(f"{plan.title}: what is it?", options))
            if chosen is None:
                return
            kind = Kind(chosen)
        said = await self.session.ask(
            cards.add, plan.title, on=self.session.state.day.on, at=plan.at, minutes=plan.minutes or 30, kind=kind
        )
        if said is not None:
            self._go_to(said.id)

    @work(group="intent")
    async def action_edit(self) -> None:
        """Change the card's time and minutes, for today or for always."""
        card = self._card()
        if card is None:
            return
        now = f"{clock_text(card.at)} {card.minutes}m" if card.at is not None else f"{card.minutes}m"
        line = await self.app.push_screen_wait(
            Prompt(f"When and how long: {card.title}", value=now, hint="as 14:00 20m", check=_checked_plan)
        )
        if line is None or line.strip() == now:
            return
        plan = read_plan_line(line)
        chosen: str | None = "today"
        if card.task is not None and self.session.state.is_today:
            options = (Option("t", "today", "only today"), Option("a", "always", "always: changes my board"))
            chosen = await self.app.push_screen_wait(ChoiceDialog("Only today, or always?", options))
        if chosen == "today":
            await self._ask(cards.replan, card, at=plan.at, minutes=plan.minutes)
        elif chosen == "always":
            await self.tell(choosing.change_task, card, at=plan.at, minutes=plan.minutes)

    def action_details(self) -> None:
        """Show everything about the card."""
        card = self._card()
        if card is not None:
            minutes = self.session.state.day.minutes(self.session.state.now).get(card.id, 0.0)
            self.app.push_screen(CardDetails(card, minutes, past(self.session.workspace, card), self.session.state))

    @work(group="intent")
    async def action_cue(self) -> None:
        """Write where to take the card up again."""
        await self._write("Where to take it up again", "cue", cards.cue)

    @work(group="intent")
    async def action_note(self) -> None:
        """Write a note."""
        await self._write("Note", "note", cards.note)

    @work(group="intent")
    async def action_top(self) -> None:
        """Make the card one of the top three, or no longer."""
        card = self._card()
        if card is not None:
            await self._ask(cards.top, card, None if card.top else cards.free_top_place(self.session.state.day))

    @work(group="intent")
    async def action_delete(self) -> None:
        """Delete a one-off."""
        card = self._card()
        if card is not None:
            await self._ask(cards.delete, card)

    @work(group="intent")
    async def action_lock(self) -> None:
        """Set the plan of the day."""
        await self.tell(cards.lock)

    @work(group="intent")
    async def action_other(self) -> None:
        """Begin other work, or end it."""
        going = any(card.kind is Kind.OTHER and card.lane is Lane.DOING for card in self.session.state.day.cards)
        said = await self.tell(cards.stop_other if going else cards.other)
        if said is not None and not going:
            self._go_to(said.id)

    # --- how it is done

    async def _finish(self, card: Card) -> None:
        state = self.session.state
        if state.day.on > state.today:
            await self._ask(cards.finish, card)  # refused, and better before the questions than after them
            return
        minutes: float | None = None
        keep_all = False
        if card.id in state.day.forgotten(state.now):
            minutes, keep_all, told = await self._ask_minutes(card)
            if not told:
                return
        elif card.lane is Lane.TODO:
            line = await self.app.push_screen_wait(
                Prompt(f"Minutes for {card.title}", value=str(card.minutes), check=_checked_minutes)
            )
            if line is None:
                return
            minutes = _minutes(line)
        finding, text = None, None
        if card.check:
            options = (Option("o", Finding.OK, "OK, as it should be"), Option("p", Finding.PROBLEM, "a problem"))
            chosen = await self.app.push_screen_wait(ChoiceDialog(f"{card.title}: what did it show?", options))
            finding = Finding(chosen) if chosen else None
            if finding is Finding.PROBLEM:
                text = await self.app.push_screen_wait(Prompt("What is the problem?", hint="may stay empty"))
        on = None if state.is_today else state.day.on
        said = await self.session.ask(cards.finish, card.id, on=on, minutes=minutes, finding=finding, finding_text=text)
        if said is not None and keep_all:
            await self.session.ask(answering.answer, f"clock:{card.id}", "all")

    async def _ask_minutes(self, card: Card) -> tuple[float | None, bool, bool]:
        """The minutes of a clock that ran too long, whether all of it is kept, and whether an answer was given."""
        spent = self.session.state.day.minutes(self.session.state.now).get(card.id, 0.0)
        options = (
            Option("p", "planned", f"the planned {card.minutes} minutes"),
            Option("k", "all", f"keep it all, {minutes_text(spent)}"),
        )
        title = f"{card.title} ran {minutes_text(spent)}, planned {minutes_text(card.minutes)}. Was it forgotten?"
        chosen = await self.app.push_screen_wait(ChoiceDialog(title, options, free="type the minutes"))
        if chosen is None:
            return None, False, False
        if chosen == "all":
            return None, True, True
        return (float(card.minutes) if chosen == "planned" else _minutes(chosen)), False, True

    async def _write(self, title: str, field: str, intent: object) -> None:
        card = self._card()
        if card is None:
            return
        value = (card.cue if field == "cue" else card.note) or ""
        text = await self.app.push_screen_wait(Prompt(f"{title}: {card.title}", value=value))
        if text is not None:
            await self._ask(intent, card, text)

    async def _ask(self, intent: object, card: Card, *args: object, **named: object) -> None:
        """Do something with a card of the day shown."""
        on = None if self.session.state.is_today else self.session.state.day.on
        await self.session.ask(intent, card.id, *args, on=on, **named)  # type: ignore[arg-type]

    def _card(self) -> Card | None:
        lane = self._lane()
        try:
            return self.session.state.day.card(lane.current) if lane is not None and lane.current else None
        except NotThere:
            return None

    def _lane(self) -> LaneWidget | None:
        return self.focused if isinstance(self.focused, LaneWidget) else None

    def _go_to(self, card: str | None) -> None:
        self._wanted = card
        self._look(self.session.state)
        self._deal()

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
            whole.sync(self._pinned())
            whole.choose(self._wanted)
            whole.focus(scroll_visible=False)
            return
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
        for each in LANES:
            self.query_one(f"#column-{each}", LaneColumn).display = fits or each in shown
        hidden = [each for each in LANES if each not in shown]
        key = "l" if lane in PAIRS[0] else "h"
        line: list[tuple[str, str]] = []
        for each in hidden:
            count = sum(view.lane is each for view in self._views)
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
        return [*ids, "go.reflect", "everywhere.undo"]


def _checked_card(line: str) -> None:
    if not read_plan_line(line).title:
        raise BadInput("a card needs a title, for example: Call the supplier at 14:00 20m")


def _checked_plan(line: str) -> None:
    plan = read_plan_line(line)
    if plan.title or (plan.at is None and plan.minutes is None):
        raise BadInput("write a time, minutes or both, as 14:00 20m")


def _checked_minutes(line: str) -> None:
    _minutes(line)


def _minutes(line: str) -> float:
    digits = line.strip().removesuffix("m")
    if digits.isascii() and digits.isdigit() and len(digits) <= 4 and int(digits) <= 1440:
        return float(digits)
    raise BadInput(f"{line.strip()[:20]!r} is no number of minutes; type for example 25")
