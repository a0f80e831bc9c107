"""Keys in the order in which they were typed, each going to what the one before it opened.

Textual sends a key to whatever has the focus when the key arrives. Typed fast, or sent in one packet over a slow
line, the keys meant for a dialog arrive before the dialog is there, and would do things on the board instead.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import events
from textual.app import ScreenStackError

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.message_pump import MessagePump
    from textual.widget import Widget

PATIENCE = 10.0
"""Seconds after which the next key is let go on whatever the one before it does."""
WAYS = 2
"""How often a key's way is gone through: once for the key, once for what it made a widget say, as ⏎ in a field."""


class KeyQueue:
    """The keys that wait while the one before them is on its way."""

    def __init__(self, app: App[int]) -> None:
        self._app = app
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._let: events.Key | events.Paste | None = None
        self._going: asyncio.Task[None] | None = None

    @property
    def is_quiet(self) -> bool:
        """Whether every key has done what it does."""
        return self._going is None

    def lets(self, event: events.Key | events.Paste) -> bool:
        """Whether a key's turn has come; if not it is kept and sent again when it has."""
        if self._going is not None and event is not self._let:
            self._waiting.append(event)
            return False
        self._let = None
        if not self._app.screen_stack:
            return True  # the program is ending
        target = self._app.focused or self._app.screen
        if self._going is None and _only_types(event, target):
            return True
        self._going = asyncio.create_task(self._follow(target))
        return True

    async def _follow(self, target: Widget) -> None:
        """Wait until a key has done what it does, and send the next."""
        try:
            with suppress(TimeoutError, ScreenStackError):
                async with asyncio.timeout(PATIENCE):
                    await self._gone(target)
        finally:
            if self._waiting:
                self._let = self._waiting.popleft()
                self._app.post_message(self._let)
            else:
                self._going = None

    async def _gone(self, target: Widget) -> None:
        before = self._app.screen
        way = [self._app, *(node for node in target.ancestors_with_self)]
        for _ in range(WAYS):
            for node in way:
                await _passed(node, node.call_later)
        while (screen := self._app.screen) is not before:
            await _passed(screen, screen.call_after_refresh)
            await _passed(self._app, self._app.call_later)
            before = screen


def _only_types(event: events.Key | events.Paste, target: Widget) -> bool:
    """Whether all it does is to stand in a field, where what follows it stands behind it."""
    key, character = (event.key, event.character) if isinstance(event, events.Key) else ("a", "a")
    return target.check_consume_key(key, character)


async def _passed(node: MessagePump, call: Callable[..., bool]) -> None:
    """Wait until a node has worked through what it was sent so far; one that is gone, or goes meanwhile, has."""
    done = asyncio.Event()
    if not call(done.set):
        return
    worked = asyncio.create_task(done.wait())
    ending = []
    with suppress(AssertionError):  # raised for what has no task of its own: the app, which outlives every key
        ending = [node.task]
    try:
        await asyncio.wait([worked, *ending], return_when=asyncio.FIRST_COMPLETED)
    finally:
        worked.cancel()
