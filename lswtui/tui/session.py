"""All that a screen may touch: the current state, and asking for a change."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from textual.signal import Signal

from lswtui.app import clock_checks, questions
from lswtui.app.days import change, session_mark
from lswtui.app.days.calendar import Calendar
from lswtui.app.reminders import Reminding
from lswtui.app.reviews import pledges, review
from lswtui.domain.errors import LswError, NotSaved
from lswtui.store.engine.lock import locks_work
from lswtui.tui.data_watch import DataWatch
from lswtui.tui.draft_keeper import DraftKeeper
from lswtui.tui.state import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from textual.app import App
    from textual.worker import WorkType

    from lswtui.app.config import Config
    from lswtui.app.workspace import Workspace

Asked = ParamSpec("Asked")
Done = TypeVar("Done")
SLOW = 0.25
"""Seconds after which a change that is not on the disk yet is shown as being saved."""
TIDY = 1.0
"""Seconds after a change in which the databases are brought up to date."""


def _retrieve_exception(job: asyncio.Future[Any]) -> None:
    """Retrieve the exception of an abandoned task, so that none is reported as the program ends."""
    if not job.cancelled():
        job.exception()


class Session:
    """One leader at one terminal."""

    def __init__(self, workspace: Workspace, config: Config, owner: App[int]) -> None:
        self.workspace = workspace
        self.config = config
        self.changed: Signal[State] = Signal(owner, "changed")
        self.reminding = Reminding(workspace, config.reminders)
        self._owner = owner
        self.put_off: set[str] = set()
        """Questions put off until the next start."""
        self._shown: date | None = None
        self._hidden = False
        self._review = review.EVENING
        self._saving = 0
        self._tidying = False
        self._unsaved = False
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
        self._say: Callable[[str, bool], None] = lambda _text, _bad: None
        self._watch = DataWatch(self)
        self.drafts = DraftKeeper(workspace.drafts, tell=self.tell, complain=self.complain)
        self.state: State

    def open(self, say: Callable[[str, bool], None]) -> None:
        """Begin: what a program that died left is asked about, the day is seen; SAY shows a sentence.

        Raises the `LswError` of data that cannot be read.
        """
        self._say = say
        if self.workspace.is_empty():
            self._miss_nothing()
        try:
            left = session_mark.left_behind(self.workspace)
            if left is not None:
                questions.notice_gap(self.workspace, left)
            else:
                clock_checks.check(self.workspace)
            change.mark_seen(self.workspace)
        except LswError as error:
            self.refuse(error)
        if not locks_work(self.workspace.places.data_folder):
            self.tell("two machines at once would get in each other's way on this drive; let only one write at a time")
        if unnoted := session_mark.note(self.workspace):
            self.complain(unnoted)
        self.state = self._read()

    def close(self) -> None:
        """End cleanly: nothing was left behind, what was asked for is on the disk."""
        self.drafts.close()
        self._watch.close()
        self._writer.submit(self._tidy)
        self._writer.shutdown(wait=True)
        session_mark.forget(self.workspace)

    def show_day(self, on: date) -> None:
        """Show another day."""
        self._shown = None if on == self.state.today else on
        self.reload()

    def show_next_day(self) -> None:
        """Show the working day after the one shown."""
        self.show_day(Calendar(self.workspace).working_day_after(self.state.day.on))

    def show_review(self, name: str) -> None:
        """Show another review where the leader reflects."""
        self._review = name
        self.reload()

    def hide(self) -> None:
        """Hide names and texts, or show them again."""
        self._hidden = not self._hidden
        self.reload()

    def reload(self) -> None:
        """Read the current state and publish it to every screen; the last one stays where that cannot be read."""
        try:
            if self._watch.is_silent:
                now = self.workspace.now()
                self.state = self.state._replace(now=now, saving=self._saving > 0, trouble=self._watch.trouble)
            else:
                self.state = self._read()
        except LswError as error:
            self._watch.say_once("read", error.on_screen)
            return
        self._watch.say_once("read", "")
        self._watch.tell_damage()
        self.changed.publish(self.state)

    def tick(self) -> None:
        """Look at the clock and at what others wrote; called twice a second."""
        self._watch.look()

    def renew(self) -> None:
        """Publish the current state, and go to the new day where one began."""
        before = self.state.today
        self.reload()
        if self.state.today != before:
            self._turn()

    def data_reachable(self, reachable: bool) -> None:  # noqa: FBT001 - it is the subject
        """Publish that the data can be read and written again, or no longer."""
        if reachable:
            self._unsaved = False
        self.reload()

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
        if self._watch.refusal:
            raise NotSaved(self._watch.refusal)
        call = partial(intent, self.workspace, *args, **named)
        job = asyncio.get_running_loop().run_in_executor(self._writer, call)
        job.add_done_callback(_retrieve_exception)
        done, _ = await asyncio.wait({job}, timeout=SLOW)
        if not done:
            self._mark_saving(1)
            try:
                await asyncio.wait({job})
            finally:
                self._mark_saving(-1)
        try:
            said = job.result()
        except NotSaved:
            self._unsaved = True
            self.reload()
            raise
        except LswError:
            raise
        except Exception as fault:
            self.reload()
            stopped = f"a fault of lsw's own stopped this ({type(fault).__name__}: {fault})"
            raise LswError(f"{stopped}; what the board shows is what is saved") from fault
        self._unsaved = False
        self.reload()
        self._watch.note_life()
        self.tidy_soon()
        return said

    async def settled(self) -> None:
        """Wait until all that was asked for is on the disk or was refused."""
        await asyncio.get_running_loop().run_in_executor(self._writer, int)

    def refuse(self, error: LswError) -> None:
        """Say why something was not done."""
        self.complain(error.on_screen)

    def complain(self, text: str) -> None:
        """Show a sentence about something that went wrong."""
        self._say(text, True)  # noqa: FBT003

    def tell(self, text: str) -> None:
        """Show a sentence to the leader."""
        self._say(text, False)  # noqa: FBT003

    def tidy_soon(self) -> None:
        """Bring the databases up to date in a moment, when the screen shows the change; the journal has it by now."""
        if not self._tidying:
            self._tidying = True
            self._owner.set_timer(TIDY, lambda: self._writer.submit(self._tidy))

    def _tidy(self) -> None:
        self._tidying = False
        with suppress(LswError):  # the next change or the next program tries again
            self.workspace.store.bring_up_to_date(self.workspace.now())
        if self.workspace.wants_backup():
            self._back_up()

    def _miss_nothing(self) -> None:
        """Say that there are backups where there are no data."""
        from lswtui.app.data.backup import emptied

        if sentence := emptied(self.workspace):
            self.complain(sentence)

    def _back_up(self) -> None:
        """Make the backup of the day; what is to be said of it is said once."""
        from lswtui.app.data import backup  # once a day

        self._owner.call_later(self._watch.say_once, "backup", backup.make_daily(self.workspace))

    def _mark_saving(self, by: int) -> None:
        self._saving += by
        self.reload()

    def _turn(self) -> None:
        self._shown = None
        self.by_itself(change.mark_seen)

    def by_itself(
        self, what: Callable[Concatenate[Workspace, Asked], object], *args: Asked.args, **named: Asked.kwargs
    ) -> None:
        """Let the program change something of its own accord, and show it when it is done."""
        self.run(partial(self.ask, what, *args, **named), "by-itself")

    def run(self, work: WorkType[object], group: str) -> None:
        """Let something go on beside; begun only when its turn comes, so that an end meanwhile leaves nothing half."""
        self._owner.run_worker(work, group=group)

    def _read(self) -> State:
        calendar = Calendar(self.workspace)
        on = self._shown or calendar.today
        day = calendar.day(on)
        standard = calendar.standard(on)
        return State(
            now=calendar.now,
            today=calendar.today,
            day=day,
            board=standard.board if standard else None,
            promised=pledges.promised(self.workspace, on, calendar),
            waiting=tuple(
                question for question in questions.waiting(self.workspace, calendar) if question.id not in self.put_off
            ),
            categories=self.workspace.categories(),
            hidden=self._hidden,
            saving=self._saving > 0,
            trouble=self._watch.trouble or ("not saved" if self._unsaved else ""),
            name=self.config.name,
            review=self._review,
            wants_plan=review.wants_plan(self.workspace, day, calendar.now),
            reminders_off=self.reminding.off_today(calendar.today),
            next_day=calendar.next_day() if on == calendar.today and not day.has_work_left else None,
            since=calendar.since(),
            target=self.config.target,
            demo=self.workspace.is_demo(),
            keys=dict(self.config.keys),
            unwritten=self.workspace.store.unwritten is not None,
        )
