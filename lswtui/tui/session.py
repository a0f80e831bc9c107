"""All that a screen may touch: what is so now, and asking for a change."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Concatenate, NamedTuple, ParamSpec, TypeVar

from textual.signal import Signal

from lswtui.app import answering, days, inbox, presence, reflecting
from lswtui.domain.errors import LswError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from textual.app import App

    from lswtui.app.config import Config
    from lswtui.app.workspace import Workspace
    from lswtui.domain.board import Board
    from lswtui.domain.category import Category
    from lswtui.domain.day import Day
    from lswtui.domain.questions import Waiting
    from lswtui.domain.reflection import Reflection

Asked = ParamSpec("Asked")
Done = TypeVar("Done")
SLOW = 0.25
"""Seconds after which a change that is not on the disk yet is shown as being saved."""
TIDY = 1.0
"""Seconds after a change in which the databases are brought up to date."""
SLEPT = 120.0
"""Seconds of suspend that make a running clock doubtful."""


class State(NamedTuple):
    """What is so now, for the day shown."""

    now: datetime
    today: date
    day: Day
    board: Board | None
    pledged: Reflection | None
    waiting: tuple[Waiting, ...]
    categories: tuple[Category, ...]
    hidden: bool
    """Whether names and texts are hidden from who looks over the shoulder."""
    saving: bool = False
    name: str = ""

    @property
    def is_today(self) -> bool:
        """Whether the day shown is today."""
        return self.day.on == self.today


class Session:
    """One leader at one terminal."""

    def __init__(self, workspace: Workspace, config: Config, owner: App[int]) -> None:
        self.workspace = workspace
        self.config = config
        self.changed: Signal[State] = Signal(owner, "changed")
        self._owner = owner
        self.put_off: set[str] = set()
        """Questions put off until the next start."""
        self._shown: date | None = None
        self._hidden = False
        self._saving = 0
        self._tidying = False
        self._said = ""
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
        self._slept = workspace.clock.slept()
        self._alive = workspace.now()
        self._say: Callable[[str, bool], None] = lambda _text, _bad: None
        self.state: State

    def open(self, say: Callable[[str, bool], None]) -> None:
        """Begin: what a program that died left is asked about, the day is seen; SAY shows a sentence.

        Raises the `LswError` of data that cannot be read.
        """
        self._say = say
        try:
            left = presence.left_behind(self.workspace)
            if left is not None:
                answering.notice_gap(self.workspace, left)
            days.mark_seen(self.workspace)
        except LswError as error:
            self.refuse(error)
        presence.note(self.workspace)
        self.state = self._read()

    def close(self) -> None:
        """End cleanly: nothing was left behind, what was asked for is on the disk."""
        self._writer.submit(self._tidy)
        self._writer.shutdown(wait=True)
        presence.forget(self.workspace)

    def show_day(self, on: date) -> None:
        """Show another day."""
        self._shown = None if on == self.state.today else on
        self.reload()

    def hide(self) -> None:
        """Hide names and texts, or show them again."""
        self._hidden = not self._hidden
        self.reload()

    def reload(self) -> None:
        """Read what is so now and tell every screen; what cannot be read is said, and the last picture stays."""
        try:
            self.state = self._read()
        except LswError as error:
            self._say_once(error)
            return
        self._said = ""
        self.changed.publish(self.state)

    def tick(self) -> None:
        """Look at the clock and at what others wrote; called twice a second."""
        now = self.workspace.now()
        slept = self.workspace.clock.slept()
        if slept - self._slept > SLEPT:
            self._by_itself(answering.notice_gap, self._alive)
        self._slept, self._alive = slept, now
        try:
            moved = self._look()
        except LswError as error:
            self._say_once(error)
            return
        if moved or (now.hour, now.minute) != (self.state.now.hour, self.state.now.minute):
            if not moved:
                presence.note(self.workspace)
            before = self.state.today
            self.reload()
            if self.state.today != before:
                self._turn()

    def _look(self) -> bool:
        """Whether another program wrote anything; what waits in the inbox is taken in."""
        if inbox.waits(self.workspace):
            self._by_itself(inbox.take_in)
        moved = self.workspace.store.moved()
        if moved:
            self.workspace.store.refresh()
        return moved

    def _say_once(self, error: LswError) -> None:
        """Say what goes wrong at every look the first time only."""
        if str(error) != self._said:
            self._said = str(error)
            self.refuse(error)

    async def ask(
        self, intent: Callable[Concatenate[Workspace, Asked], Done], *args: Asked.args, **named: Asked.kwargs
    ) -> Done | None:
        """Do something; its error, if it has one, is said, and None returned."""
        try:
            return await self.try_(intent, *args, **named)
        except LswError as error:
            self.refuse(error)
            return None

    async def try_(
        self, intent: Callable[Concatenate[Workspace, Asked], Done], *args: Asked.args, **named: Asked.kwargs
    ) -> Done:
        """Do something through the one writer thread; the screens show it when it is on the disk.

        Raises the `LswError` of the intent.
        """
        job = asyncio.get_running_loop().run_in_executor(self._writer, partial(intent, self.workspace, *args, **named))
        done, _ = await asyncio.wait({job}, timeout=SLOW)
        if not done:
            self._mark_saving(1)
            try:
                await asyncio.wait({job})
            finally:
                self._mark_saving(-1)
        said = job.result()
        self.reload()
        presence.note(self.workspace)
        self._tidy_soon()
        return said

    def refuse(self, error: LswError) -> None:
        """Say why something was not done."""
        self._say(str(error), True)  # noqa: FBT003

    def tell(self, text: str) -> None:
        """Show a sentence to the leader."""
        self._say(text, False)  # noqa: FBT003

    def _tidy_soon(self) -> None:
        """Bring the databases up to date in a moment, when the screen shows the change; the journal has it by now."""
        if not self._tidying:
            self._tidying = True
            self._owner.set_timer(TIDY, lambda: self._writer.submit(self._tidy))

    def _tidy(self) -> None:
        self._tidying = False
        with suppress(LswError):  # the next change or the next program tries again
            self.workspace.store.bring_up_to_date()

    def _mark_saving(self, by: int) -> None:
        self._saving += by
        self.reload()

    def _turn(self) -> None:
        self._shown = None
        self._by_itself(days.mark_seen)

    def _by_itself(
        self, what: Callable[Concatenate[Workspace, Asked], object], *args: Asked.args, **named: Asked.kwargs
    ) -> None:
        """Let the program change something of its own accord, and show it when it is done."""
        self._owner.run_worker(self.ask(what, *args, **named), group="by-itself")

    def _read(self) -> State:
        calendar = days.Calendar(self.workspace)
        on = self._shown or calendar.today
        standard = calendar.standard(on)
        return State(
            now=calendar.now,
            today=calendar.today,
            day=calendar.day(on),
            board=standard.board if standard else None,
            pledged=reflecting.pledge_for(self.workspace, on),
            waiting=tuple(
                question for question in answering.waiting(self.workspace, calendar) if question.id not in self.put_off
            ),
            categories=self.workspace.categories(),
            hidden=self._hidden,
            saving=self._saving > 0,
            name=self.config.name,
        )
