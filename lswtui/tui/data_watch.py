"""Watching, while the board is open, what others write and whether the data can be read and written."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

from lswtui.app import clock_checks, questions
from lswtui.app.data.availability import GONE, SILENT, AvailabilityWatch, silent
from lswtui.app.days import session_mark
from lswtui.app.interruptions import inbox
from lswtui.domain.errors import Busy, LswError
from lswtui.domain.times import stamped

if TYPE_CHECKING:
    from lswtui.app.data.availability import Unavailability
    from lswtui.app.workspace import Workspace
    from lswtui.tui.session import Session

UNANSWERED = 8
"""Looks in a row that the drive leaves unanswered until that is said."""


def mend(workspace: Workspace) -> None:
    """Mend what is damaged; what became of it is told like any other."""
    workspace.store.mend(workspace.now())


class DataWatch:
    """The looks of one session at its data, from a thread that a slow drive may keep waiting."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._workspace = session.workspace
        self._availability = AvailabilityWatch(session.workspace)
        self._trouble: Unavailability | None = None
        self._unanswered = 0
        """Looks since the last one that was answered; 0 where none is under way."""
        self._importing = False
        self._said: dict[str, str] = {}
        """The last sentence about each thing that goes wrong at every look."""
        self._damages = 0
        """How many mended damages were told."""
        self._damage = ""
        """The damage that reading met last."""
        self._slept = self._workspace.clock.slept()
        self._alive = stamped(self._workspace.now())
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="watcher")

    @property
    def trouble(self) -> str:
        """Why nothing can be saved at the moment, in two or three words; empty where it can."""
        return self._trouble.word if self._trouble is not None else ""

    @property
    def is_silent(self) -> bool:
        """Whether the drive gives no answer, so that nobody knows how long reading would take."""
        return self.trouble == SILENT

    @property
    def refusal(self) -> str:
        """Why no change may be tried at all, as a sentence; empty where it may."""
        return self._trouble.sentence if self._trouble is not None and self._trouble.word == GONE else ""

    def look(self) -> None:
        """Look at the clock and at what others wrote; called twice a second."""
        self.tell_damage()
        self._tell_unwritten()
        now = self._workspace.now()
        slept = self._workspace.clock.slept()
        if slept - self._slept > clock_checks.DOUBTFUL:
            self._session.by_itself(questions.notice_gap, self._alive)
        self._slept, self._alive = slept, stamped(now)
        if f"{now:%F %R %z}" != f"{self._session.state.now:%F %R %z}":
            self.note_life()
            self._session.renew()
        if self._unanswered:
            self._unanswered += 1
            if self._unanswered == UNANSWERED:
                self._stand(silent())
        else:
            self._unanswered = 1
            self._session.run(self._look, "look")

    def note_life(self) -> None:
        """Write down that the program lives."""
        with suppress(RuntimeError):  # the program is ending
            self._thread.submit(session_mark.note, self._workspace)

    def tell_damage(self) -> None:
        """Say what damage was mended, and have that mended which reading met."""
        store = self._workspace.store
        if self._damages < len(store.mended):
            from lswtui.app.data.damage import damage_words

            for damage in store.mended[self._damages :]:
                self._session.complain(damage_words(damage))
            self._damages = len(store.mended)
        if store.pending_damage != self._damage:
            self._damage = store.pending_damage
            if store.pending_damage:
                self._session.by_itself(mend)

    def _tell_unwritten(self) -> None:
        """Say once that the databases cannot be written and once that they are again; see to those that wait."""
        store = self._workspace.store
        if not store.is_up_to_date and store.unwritten is None:
            self._session.tidy_soon()
        before = self._said.get("databases", "")
        sentence = store.unwritten.on_screen if store.unwritten else ""
        self.say_once("databases", sentence)
        if before and not sentence:
            self._session.tell("the databases have all changes again")
        if before != sentence:
            self._session.reload()

    def say_once(self, what: str, sentence: str) -> None:
        """Say what goes wrong at every look the first time only; an empty SENTENCE where it no longer does."""
        if sentence and sentence != self._said.get(what):
            self._session.complain(sentence)
        self._said[what] = sentence

    def close(self) -> None:
        """Wait for the last look."""
        self._thread.shutdown(wait=True)

    async def _look(self) -> None:
        """See what others wrote and what keeps the data from being written, without making the screen wait for it."""
        try:
            seen = await asyncio.get_running_loop().run_in_executor(self._thread, self._availability.look)
        finally:
            self._unanswered = 0
        self._stand(seen.trouble)
        self.say_once("inbox", seen.inbox_trouble)
        if seen.inbox and seen.trouble is None and not self._importing:
            self._session.run(self._import_inbox, "by-itself")
        if seen.moved:
            try:
                self._workspace.store.refresh()
            except LswError as error:
                self.say_once("read", error.on_screen)
            else:
                self._session.renew()
                self._session.tidy_soon()

    async def _import_inbox(self) -> None:
        """Import what waits in the inbox; while others keep the data busy it goes on waiting."""
        self._importing = True
        try:
            await self._session.try_(inbox.import_inbox)
        except Busy:
            pass
        except LswError as error:
            self.say_once("take in", error.on_screen)
        else:
            self.say_once("take in", "")
        finally:
            self._importing = False

    def _stand(self, trouble: Unavailability | None) -> None:
        """Show what keeps the data from being read or written as long as it lasts, and say when it is over."""
        if trouble == self._trouble:
            return
        self._trouble = trouble
        if trouble is None:
            self._session.tell("the data can be reached again; changes are saved")
        else:
            self._session.complain(trouble.sentence)
        self._session.data_reachable(trouble is None)
