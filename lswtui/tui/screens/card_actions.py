"""What keys do with the card under the cursor: each asks for one change, with a dialog where it needs more."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work

from lswtui.app import questions
from lswtui.app.boards import choose
from lswtui.app.data.undo import part_of
from lswtui.app.days import cards, close
from lswtui.app.days.calendar import past
from lswtui.app.days.leave import back_on, take_off
from lswtui.domain.days.day_end import used_minutes
from lswtui.domain.days.plan_line import read_plan_line
from lswtui.domain.errors import BadInput
from lswtui.domain.time_input import minutes_typed
from lswtui.domain.times import clock_text, minutes_text
from lswtui.domain.vocabulary import CardKind, Finding, Lane, Outcome
from lswtui.measures.working_hours import zone_of
from lswtui.tui.dialogs.choice import ChoiceDialog
from lswtui.tui.dialogs.details import CardDetails
from lswtui.tui.dialogs.prompt import PromptDialog
from lswtui.tui.options import Option
from lswtui.tui.screens.base import ModeScreen
from lswtui.tui.views.words import day_words, secret

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from lswtui.app.results import Result
    from lswtui.domain.boards.board import Task
    from lswtui.domain.days.card import Card

BOUNCE = 0.5
"""Seconds within which a second ⏎ on the same card is the same press."""


class CardActionsScreen(ModeScreen):
    """A screen with a card under its cursor, and the keys that work on it."""

    pressed: tuple[str, float] = ("", 0.0)
    """The card on which a ⏎ would be the same press as the one before, and when that was."""
    left: str | None = None
    """The card that is being finished or set aside: once it has ended, the cursor goes on to the next one due."""

    def card(self) -> Card | None:
        """The card under the cursor."""
        raise NotImplementedError

    def go_to(self, card: str | None) -> None:
        """Put the cursor on a card."""
        raise NotImplementedError

    def next_due(self) -> str | None:
        """The id of the card that is due next, of those shown."""
        raise NotImplementedError

    @work(group="intent")
    async def action_next_step(self) -> None:
        """Start, resume or finish the card; an ended one opens its details."""
        card = self.card()
        if card is None:
            return
        now = asyncio.get_running_loop().time()
        before, self.pressed = self.pressed, (card.id, now)
        if before[0] == card.id and now - before[1] < BOUNCE:
            return
        running = self.session.state.day.running_card
        if not card.is_open:
            self.action_details()
        elif card == running or not self.session.state.is_today:
            await self._finish(card)
        else:
            await self._start(card.id)

    @work(group="intent")
    async def action_start_next(self) -> None:
        """Start the next card due, wherever the cursor stands."""
        card = self.next_due()
        if not self.session.state.is_today:
            self.session.tell("only today's cards can be started; 1 goes back to today")
        elif card is None:
            self.session.tell("nothing is left that could be started")
        else:
            await self._start(card)
            self.go_to(card)

    @work(group="intent")
    async def action_done(self) -> None:
        """Finish the card; one that was not started is asked for its minutes."""
        card = self.card()
        if card is not None:
            await self._finish(card)

    @work(group="intent")
    async def action_aside(self) -> None:
        """Set the card aside; one letter says why."""
        card = self.card()
        if card is not None:
            await self._set_aside(card)

    async def _set_aside(self, card: Card) -> None:
        from lswtui.app.boards.retire_task import never_again
        from lswtui.app.interruptions.suggestions import own_reasons  # loaded when it is first asked for
        from lswtui.tui.dialogs.aside import AsideDialog

        own = [(reason, secret(reason, self.session.state)) for reason in own_reasons(self.session.workspace)]
        dialog = AsideDialog(f"Set aside: {card.title}", own, of_board=card.task is not None)
        chosen = await self.app.push_screen_wait(dialog)
        if chosen is None:
            return
        on = None if self.session.state.is_today else self.session.state.day.on
        if chosen.outcome is Outcome.MOVED:
            said = await self._leave(card, self.tell(cards.move_on, card.id, on=on))
        elif chosen.always:
            said = await self._leave(card, self.tell(never_again, card.id, on=on))
        else:
            ended = self._ask(cards.set_aside, card, chosen.outcome, reason=chosen.reason)
            said = await self._leave(card, ended)
        if said is not None and said.asks.anew:
            self.session.tell("missed again and again: a asks what you will change")

    @work(group="intent")
    async def action_off(self) -> None:
        """Take days off, to come or gone by, or take leave of the day shown back."""
        from lswtui.domain.days.leave import read_leave  # loaded when it is first asked for

        state = self.session.state
        if state.day.absences:
            options = (
                Option("b", "back", f"{day_words(state.day)} is off no longer"),
                Option("o", "other", "take other days off"),
            )
            chosen = await self.app.push_screen_wait(ChoiceDialog(f"{day_words(state.day)} is off", options))
            if chosen == "back":
                await self.tell(back_on, (state.day.on,))
            if chosen != "other":
                return
        line = await self.app.push_screen_wait(
            PromptDialog(
                "Days off, and why",
                value="today" if state.is_today else state.day.on.isoformat(),
                hint="2026-12-24..2027-01-03 leave · yesterday sick · today 12:00-",
                check=lambda typed: read_leave(typed, state.today),
            )
        )
        if line is not None:
            leave = read_leave(line, state.today)
            await self.tell(take_off, leave.days, leave.absence)

    @work(group="intent")
    async def action_pause(self) -> None:
        """Pause the running card, or resume the one under the cursor."""
        card = self.card()
        if self.session.state.day.running_card is not None:
            await self.tell(cards.pause)
        elif card is not None and card.lane is Lane.DOING:
            await self.tell(cards.start, card.id)
        else:
            self.session.tell("nothing runs that could be paused")

    @work(group="intent")
    async def action_put_back(self) -> None:
        """Put the card back in To do."""
        card = self.card()
        if card is not None:
            await self._ask(cards.put_back, card)

    @work(group="intent")
    async def action_new(self) -> None:
        """Add a one-off; after the plan is set it is asked whose time it is."""
        line = await self.app.push_screen_wait(
            PromptDialog("New card", hint="Call the supplier at 14:00 20m", check=_checked_card)
        )
        if line is None:
            return
        plan = read_plan_line(line)
        kind = CardKind.PLANNED
        if self.session.state.day.locked_at is not None:
            options = (
                Option("m", CardKind.PLANNED, "mine: it belongs to my plan"),
                Option("o", CardKind.OTHER, "other work of my own"),
                Option("b", CardKind.REACTIVE, "it broke in"),
            )
            chosen = await self.app.push_screen_wait(ChoiceDialog(f"{plan.title}: what is it?", options))
            if chosen is None:
                return
            kind = CardKind(chosen)
        said = await self.session.ask(
            cards.add, plan.title, on=self.session.state.day.on, at=plan.at, minutes=plan.minutes or 30, kind=kind
        )
        if said is not None:
            self.go_to(said.id)

    @work(group="intent")
    async def action_edit(self) -> None:
        """Change the card's time and minutes, for today or for always."""
        card = self.card()
        if card is None:
            return
        now = _plan_words(card)
        board = self.session.state.board
        task = board.task(card.task) if board and card.task else None
        line = await self.app.push_screen_wait(
            PromptDialog(f"When and how long: {card.title}", value=now, hint="as 14:00 20m", check=_checked_plan)
        )
        if line is None or line.strip() == now:
            return
        plan = read_plan_line(line)
        chosen: str | None = "today"
        if card.task is not None and self.session.state.is_today:
            options = (Option("t", "today", "only today"), Option("a", "always", "always: changes my board"))
            chosen = await self.app.push_screen_wait(ChoiceDialog("Only today, or always?", options))
        if chosen == "today":
            await self._edit(cards.replan, card, line, _plan_words, at=plan.at, minutes=plan.minutes)
        elif chosen == "always":
            said = await self.edit(
                choose.change_task,
                card,
                at=plan.at,
                minutes=plan.minutes,
                seen=task,
                mine=line,
                words=_task_words,
            )
            if said is not None:
                self.session.tell(said.text)

    def action_details(self) -> None:
        """Show everything about the card."""
        card = self.card()
        if card is not None:
            minutes = self.session.state.day.minutes(self.session.state.now).get(card.id, 0.0)
            before = past(self.session.workspace, card)
            against = self._answered_misses(card) if card.against else ()
            self.app.push_screen(CardDetails(card, minutes, before, against, self.session.state))

    def _answered_misses(self, card: Card) -> tuple[Card, ...]:
        """The misses that a countermeasure answers."""
        from lswtui.app.days.countermeasures import answered_misses

        return answered_misses(self.session.workspace, card)

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
        card = self.card()
        if card is not None:
            await self._ask(cards.top, card, None if card.top else cards.free_top_place(self.session.state.day))

    @work(group="intent")
    async def action_delete(self) -> None:
        """Delete a one-off."""
        card = self.card()
        if card is not None:
            await self._ask(cards.delete, card)

    @work(group="intent")
    async def action_lock(self) -> None:
        """Set the plan of the day."""
        await self.tell(close.lock)

    @work(group="intent")
    async def action_other(self) -> None:
        """Begin other work, or end it."""
        going = any(card.kind is CardKind.OTHER and card.lane is Lane.DOING for card in self.session.state.day.cards)
        said = await self.tell(cards.stop_other if going else cards.other)
        if said is not None and not going:
            self.go_to(said.id)

    @work(group="intent")
    async def put_in(self, card: Card, lane: Lane) -> None:
        """Do to a card that was dragged to a lane what the key for that lane does."""
        self.go_to(card.id)
        if lane is Lane.TODO:
            await self._ask(cards.put_back, card)
        elif lane is Lane.DOING:
            await self._start(card.id)
        elif lane is Lane.DONE:
            await self._finish(card)
        else:
            await self._set_aside(card)

    async def _start(self, card: str) -> None:
        said = await self.session.ask(cards.start, card)
        if said is not None and said.notice:
            self.session.tell(said.notice)

    async def _leave(self, card: Card, ended: Awaitable[Result | None]) -> Result | None:
        """Have a card ended, and let the cursor go on from it to the next one due when the screen shows that it is."""
        self.left = card.id if card.is_open else None
        said = await ended
        if said is None:
            self.left = None
        return said

    async def _finish(self, card: Card) -> None:
        state = self.session.state
        if state.day.on > state.today or not (card.is_open or card.unexplained):
            await self._ask(cards.finish, card)  # refused, and better before the questions than after them
            return
        minutes: float | None = None
        keep_all = False
        if card.id in state.day.forgotten(state.now):
            minutes, keep_all, told = await self._ask_minutes(card)
            if not told:
                return
        elif card.lane is Lane.TODO or card.unexplained:
            line = await self.app.push_screen_wait(
                PromptDialog(f"Minutes for {card.title}", value=str(self._usual_minutes(card)), check=_checked_minutes)
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
                text = await self.app.push_screen_wait(PromptDialog("What is the problem?", hint="may stay empty"))
        on = None if state.is_today else state.day.on
        said = await self._leave(
            card,
            self.session.ask(cards.finish, card.id, on=on, minutes=minutes, finding=finding, finding_text=text),
        )
        if said is not None and keep_all:
            await self.session.ask(part_of(said.change, questions.answer), f"clock:{card.id}", "all")

    def _usual_minutes(self, card: Card) -> int:
        """The minutes of a card that was not started: those planned, or those that used a slot held open."""
        now = self.session.state.now
        return round(used_minutes(self.session.state.day, now, zone_of(now)).get(card.id, card.minutes))

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

    async def _write(self, title: str, field: str, intent: Callable[..., Result]) -> None:
        card = self.card()
        if card is None:
            return
        value = (card.cue if field == "cue" else card.note) or ""
        text = await self.app.push_screen_wait(PromptDialog(f"{title}: {card.title}", value=value))
        if text is not None:
            await self._edit(intent, card, text, lambda stored: getattr(stored, field) or "", text)

    async def _edit(
        self,
        intent: Callable[..., Result],
        card: Card,
        mine: str,
        words: Callable[[Card], str],
        *args: object,
        **named: object,
    ) -> None:
        """Change what the leader sees of a card of the day shown."""
        on = None if self.session.state.is_today else self.session.state.day.on
        await self.edit(intent, card.id, *args, on=on, seen=card, mine=mine, words=words, **named)

    async def _ask(self, intent: Callable[..., Result], card: Card, *args: object, **named: object) -> Result | None:
        """Do something with a card of the day shown."""
        on = None if self.session.state.is_today else self.session.state.day.on
        return await self.session.ask(intent, card.id, *args, on=on, **named)


def _plan_words(card: Card) -> str:
    return f"{clock_text(card.at)} {card.minutes}m" if card.at is not None else f"{card.minutes}m"


def _task_words(task: Task) -> str:
    return " ".join((*map(clock_text, task.at), f"{task.minutes}m"))


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
    return float(minutes_typed(line))
