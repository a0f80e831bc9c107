"""Half-typed texts, kept on the disk without making the screen wait for it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

from lswtui.domain.errors import LswError

if TYPE_CHECKING:
    from collections.abc import Callable

    from lswtui.store.files.drafts import Drafts


class DraftKeeper:
    """The drafts of one program, by name, written by a thread of their own."""

    def __init__(self, drafts: Drafts, *, tell: Callable[[str], object], complain: Callable[[str], object]) -> None:
        """TELL shows a sentence, COMPLAIN one about something that went wrong."""
        self._files = drafts
        self._tell = tell
        self._complain = complain
        self._texts: dict[str, str] = {}
        self._due: set[str] = set()
        """The names whose texts are on their way to the disk."""
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="keeper")

    def keep(self, name: str, text: str) -> None:
        """Keep a half-typed text; an empty one is dropped. What cannot be kept is said."""
        self._texts[name] = text
        if name not in self._due:
            self._due.add(name)
            self._thread.submit(self._write, name, asyncio.get_running_loop())

    def text(self, name: str) -> str:
        """What was kept under this name last, empty where nothing was; of what cannot be read it is said why."""
        try:
            return self._texts[name] if name in self._texts else self._files.text(name)
        except LswError as error:
            self._complain(error.on_screen)
            return ""

    def beside(self, job: Callable[[], object]) -> None:
        """Do something else that is small with the disk, in the same thread."""
        with suppress(RuntimeError):  # the program is ending
            self._thread.submit(job)

    def close(self) -> None:
        """Wait until everything is written."""
        self._thread.shutdown(wait=True)

    def _write(self, name: str, loop: asyncio.AbstractEventLoop) -> None:
        self._due.discard(name)
        try:
            self._files.keep(name, self._texts[name])
        except OSError as error:
            said = f"the draft cannot be kept: {error.strerror}"
            with suppress(RuntimeError):  # the program has ended meanwhile
                loop.call_soon_threadsafe(self._tell, said)
