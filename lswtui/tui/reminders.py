"""Reminders at one terminal: said as a toast and whatever else the leader set, when nobody is typing."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from lswtui.app.data.availability import SILENT
from lswtui.app.days import calendar
from lswtui.domain.days.reminder import sentence
from lswtui.domain.errors import LswError
from lswtui.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from textual.app import App

    from lswtui.domain.days.reminder import Reminder
    from lswtui.tui.session import Session
    from lswtui.tui.state import State

STILL = 2.0
"""Seconds without a key after which nobody is typing."""
SHOWN = 10
"""Seconds that the toast stays."""
LONGEST_NOTE = 200
"""Characters of a text that is shown outside the program."""


class Reminders:
    """What says at one terminal whatever there is to be reminded of; WRITE sends bytes to that terminal."""

    def __init__(self, app: App[int], session: Session, write: Callable[[str], None]) -> None:
        self._app = app
        self._session = session
        self._write = write
        self._typed = -STILL
        self._told: set[str] = set()

    def begin(self) -> None:
        """Follow every change of the day."""
        self._session.changed.subscribe(self._app, self._see, immediate=True)
        self._see(self._session.state)

    def heed_typing(self) -> None:
        """Wait a moment: something is being typed."""
        self._typed = self._session.workspace.clock.up()

    def look(self) -> None:
        """Say what is to be said now, unless the leader is typing; called twice a second."""
        now = self._session.workspace.now()
        due = self._session.reminding.due(now)
        if due and not self._is_typing():
            self._say(due, now)

    def turn(self) -> None:
        """Turn the reminders off for today, or on again."""
        reminding = self._session.reminding
        switch = reminding.turn(self._session.state.today)
        self._session.drafts.beside(lambda: reminding.keep(switch))
        self._session.tell("reminders on" if switch == "on" else "reminders off for today")
        self._session.reload()

    def _see(self, state: State) -> None:
        if state.trouble == SILENT:  # nobody knows how long reading would take
            return
        with suppress(LswError):  # the screens say it
            day = state.day if state.is_today else calendar.day(self._session.workspace, state.today)
            self._session.reminding.see(day, state.now)

    def _is_typing(self) -> bool:
        focused = self._app.focused
        return (
            len(self._app.screen_stack) > 1
            or (focused is not None and focused.check_consume_key("b", "b"))
            or self._session.workspace.clock.up() - self._typed < STILL
        )

    def _say(self, due: Sequence[Reminder], now: datetime) -> None:
        reminding = self._session.reminding
        settings = reminding.settings
        reminding.said(due)
        self._session.drafts.beside(reminding.keep)
        text = sentence(due, now, hidden=self._session.state.hidden)
        self._app.notify(text, markup=False, timeout=SHOWN)
        if settings.bell:
            self._app.bell()
        if note := desktop_note(settings.terminal, text, in_tmux=bool(os.environ.get("TMUX"))):
            self._write(note)
        if settings.command:
            self._call(settings.command, text[:LONGEST_NOTE])

    def _call(self, command: Sequence[str], text: str) -> None:
        """Call a command beside all else; one that never ends keeps nothing waiting."""
        from lswtui.app.external_command import call  # most leaders name no command

        loop = asyncio.get_running_loop()

        def calling() -> None:
            if failed := call(command, text):
                with suppress(RuntimeError):  # the program has ended meanwhile
                    loop.call_soon_threadsafe(self._tell_once, failed)

        Thread(target=calling, name="reminder", daemon=True).start()

    def _tell_once(self, failed: str) -> None:
        if failed not in self._told:
            self._told.add(failed)
            self._session.refuse(LswError(f"the command of the reminders failed: {failed}"))


def desktop_note(way: str, text: str, *, in_tmux: bool) -> str:
    """The sequence by which a terminal shows a text on the desktop; empty where the WAY is ``none``.

    The text is harmless, whatever it was. It begins with a word of ours and has no semicolon, since some terminals
    take a number before one for an order.
    """
    shown = one_line(text).replace(";", ",")[:LONGEST_NOTE]
    orders = {"osc9": f"9;lsw: {shown}", "osc777": f"777;notify;lsw;{shown}"}
    if way not in orders:
        return ""
    note = f"\x1b]{orders[way]}\x1b\\"
    return "\x1bPtmux;{}\x1b\\".format(note.replace("\x1b", "\x1b\x1b")) if in_tmux else note
