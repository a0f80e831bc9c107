"""All that a screen may touch: what is so now, and asking for a change."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from textual.signal import Signal

from lswtui.app import clock_checks, questions
from lswtui.app.data.availability import GONE, SILENT, AvailabilityWatch, silent
from lswtui.app.days import change, session_mark
from lswtui.app.days.calendar import Calendar
from lswtui.app.interruptions import inbox
from lswtui.app.reminders import Reminding
from lswtui.app.results import Said
from lswtui.app.reviews import pledges, review
from lswtui.domain.errors import Busy, LswError, NotSaved
from lswtui.domain.times import stamped
from lswtui.store.engine.lock import locks_work
from lswtui.tui.state import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from textual.app import App
    from textual.worker import WorkType

    from lswtui.app.config import Config
    from lswtui.app.data.availability import Unavailability
    from lswtui.app.workspace import Workspace

Asked = ParamSpec("Asked")
Done = TypeVar("Done")
UNANSWERED = 8
"""Looks in a row that the drive leaves unanswered until that is said."""
SLOW = 0.25
"""Seconds after which a change that is not on the disk yet is shown as being saved."""
TIDY = 1.0
"""Seconds after a change in which the databases are brought up to date."""


def mend(workspace: Workspace) -> None:
    """Mend what is damaged; what became of it is told like any other."""
    workspace.store.mend(workspace.now())


def _heard(job: asyncio.Future[Any]) -> None:
    """Hear what became of a job of which nobody wants to know any more, as the program ends."""
    if not job.cancelled():
        job.exception()


def _counted(
    intent: Callable[Concatenate[Workspace, Asked], Done],
    workspace: Workspace,
    *args: Asked.args,
    **named: Asked.kwargs,
) -> Done:
    """Do something; what it says knows the number of the change that it was."""
    before = workspace.changed
    said = intent(workspace, *args, **named)
    if isinstance(said, Said) and workspace.changed != before:
        return cast("Done", said._replace(change=workspace.changed))
    return said


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
        self._said: dict[str, str] = {}
        self._unanswered = 0
        self._reach = AvailabilityWatch(workspace)
        self._trouble: Unavailability | None = None
        self._unsaved = False
        self._taking_in = False
        self._drafts: dict[str, str] = {}
        self._due: set[str] = set()
        self._told = 0
        self._met = ""
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
        self._watcher = ThreadPoolExecutor(max_workers=1, thread_name_prefix="watcher")
        self._keeper = ThreadPoolExecutor(max_workers=1, thread_name_prefix="keeper")
        self._slept = workspace.clock.slept()
        self._alive = stamped(workspace.now())
        self._say: Callable[[str, bool], None] = lambda _text, _bad: None
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
        session_mark.note(self.workspace)
        self.state = self._read()

    def close(self) -> None:
        """End cleanly: nothing was left behind, what was asked for is on the disk."""
        self._keeper.shutdown(wait=True)
        self._watcher.shutdown(wait=True)
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
        """Read what is so now and tell every screen; what cannot be read is said, and the last picture stays."""
        try:
            if self._trouble is not None and self._trouble.word == SILENT:  # nobody knows how long reading would take
                self.state = self.state._replace(now=self.workspace.now(), saving=self._saving > 0, trouble=SILENT)
            else:
                self.state = self._read()
        except LswError as error:
            self._say_once("read", error.on_screen)
            return
        self._said.pop("read", None)
        self._tell_damage()
        self.changed.publish(self.state)

    def tick(self) -> None:
        """Look at the clock and at what others wrote; called twice a second."""
        self._tell_damage()
        now = self.workspace.now()
        slept = self.workspace.clock.slept()
        if slept - self._slept > clock_checks.DOUBTFUL:
            self._by_itself(questions.notice_gap, self._alive)
        self._slept, self._alive = slept, stamped(now)
        if f"{now:%F %R %z}" != f"{self.state.now:%F %R %z}":
            self._note_life()
            self._renew()
        if self._unanswered:
            self._unanswered += 1
            if self._unanswered == UNANSWERED:
                self._stand(silent())
        else:
            self._unanswered = 1
            self._run(self._look, "look")

    def _renew(self) -> None:
        """Show what is so now, and turn to the new day where one began."""
        before = self.state.today
        self.reload()
        if self.state.today != before:
            self._turn()

    async def _look(self) -> None:
        """See what others wrote and what keeps the data from being written, without making the screen wait for it."""
        try:
            seen = await asyncio.get_running_loop().run_in_executor(self._watcher, self._reach.look)
        finally:
            self._unanswered = 0
        self._stand(seen.trouble)
        self._say_once("inbox", seen.inbox_trouble)
        if seen.inbox and seen.trouble is None and not self._taking_in:
            self._run(self._take_in, "by-itself")
        if seen.moved:
            try:
                self.workspace.store.refresh()
            except LswError as error:
                self._say_once("read", error.on_screen)
            else:
                self._renew()

    async def _take_in(self) -> None:
        """Take in what waits in the inbox; while others keep the data busy it goes on waiting."""
        self._taking_in = True
        try:
            await self.try_(inbox.take_in)
        except Busy:
            pass
        except LswError as error:
            self._say_once("take in", error.on_screen)
        else:
            self._said.pop("take in", None)
        finally:
            self._taking_in = False

    def _stand(self, trouble: Unavailability | None) -> None:
        """Show what keeps the data from being read or written as long as it lasts, and say when it is over."""
        if trouble == self._trouble:
            return
        self._trouble = trouble
        if trouble is None:
            self._unsaved = False
            self.tell("the data can be reached again; changes are saved")
        else:
            self._say(trouble.sentence, True)  # noqa: FBT003
        self.reload()

    def _tell_damage(self) -> None:
        """Say what damage was mended, and have that mended which reading met."""
        store = self.workspace.store
        if self._told < len(store.mended):
            from lswtui.app.data.damage import damage_words

            for damage in store.mended[self._told :]:
                self._say(damage_words(damage), True)  # noqa: FBT003
            self._told = len(store.mended)
        if store.hurt != self._met:
            self._met = store.hurt
            if store.hurt:
                self._by_itself(mend)

    def _say_once(self, what: str, sentence: str) -> None:
        """Say what goes wrong at every look the first time only; an empty sentence where it no longer does."""
        if sentence and sentence != self._said.get(what):
            self._say(sentence, True)  # noqa: FBT003
        self._said[what] = sentence

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
        if self._trouble is not None and self._trouble.word == GONE:
            raise NotSaved(self._trouble.sentence)
        call = partial(_counted, intent, self.workspace, *args, **named)
        job = asyncio.get_running_loop().run_in_executor(self._writer, call)
        job.add_done_callback(_heard)
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
        self._note_life()
        self._tidy_soon()
        return said

    async def settled(self) -> None:
        """Wait until all that was asked for is on the disk or was refused."""
        await asyncio.get_running_loop().run_in_executor(self._writer, int)

    def keep_draft(self, name: str, text: str) -> None:
        """Keep a half-typed text, without making the screen wait for the disk; an empty one is dropped."""
        self._drafts[name] = text
        if name not in self._due:
            self._due.add(name)
            self._keeper.submit(self._write_draft, name, asyncio.get_running_loop())

    def draft(self, name: str) -> str:
        """What was kept under this name last; of what cannot be read it is said why."""
        try:
            return self._drafts[name] if name in self._drafts else self.workspace.drafts.text(name)
        except LswError as error:
            self.refuse(error)
            return ""

    def _write_draft(self, name: str, loop: asyncio.AbstractEventLoop) -> None:
        self._due.discard(name)
        try:
            self.workspace.drafts.keep(name, self._drafts[name])
        except OSError as error:
            with suppress(RuntimeError):  # the program has ended meanwhile
                loop.call_soon_threadsafe(self.tell, f"the draft cannot be kept: {error.strerror}")

    def beside(self, job: Callable[[], object]) -> None:
        """Do something small with the disk, without making the screen wait for it."""
        with suppress(RuntimeError):  # the program is ending
            self._keeper.submit(job)

    def refuse(self, error: LswError) -> None:
        """Say why something was not done."""
        self._say(error.on_screen, True)  # noqa: FBT003

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
            self.workspace.store.bring_up_to_date(self.workspace.now())
        if self.workspace.wants_backup():
            self._back_up()

    def _miss_nothing(self) -> None:
        """Say that there are backups where there are no data."""
        from lswtui.app.data.backup import emptied

        if sentence := emptied(self.workspace):
            self._say(sentence, True)  # noqa: FBT003

    def _back_up(self) -> None:
        """Make the backup of the day; what is to be said of it is said once."""
        from lswtui.app.data import backup  # once a day

        self._owner.call_later(self._say_once, "backup", backup.make_daily(self.workspace))

    def _note_life(self) -> None:
        with suppress(RuntimeError):  # the program is ending
            self._watcher.submit(session_mark.note, self.workspace)

    def _mark_saving(self, by: int) -> None:
        self._saving += by
        self.reload()

    def _turn(self) -> None:
        self._shown = None
        self._by_itself(change.mark_seen)

    def _by_itself(
        self, what: Callable[Concatenate[Workspace, Asked], object], *args: Asked.args, **named: Asked.kwargs
    ) -> None:
        """Let the program change something of its own accord, and show it when it is done."""
        self._run(partial(self.ask, what, *args, **named), "by-itself")

    def _run(self, work: WorkType[object], group: str) -> None:
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
            trouble=self._trouble.word if self._trouble else "not saved" if self._unsaved else "",
            name=self.config.name,
            review=self._review,
            wants_plan=review.wants_plan(self.workspace, day, calendar.now),
            reminders_off=self.reminding.off_today(calendar.today),
            next_day=calendar.next_day() if on == calendar.today and not day.has_work_left else None,
            since=calendar.since(),
            target=self.config.target,
            demo=self.workspace.is_demo(),
        )
