"""The board in a window that tests type into, on the data of a desk."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from textual.screen import ModalScreen

from lswtui.tui.app import LswApp
from lswtui.tui.widgets.lane import Lane

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from textual.pilot import Pilot

    from lswtui.app.workspace import Workspace
    from tests.app.desk import FakeClock

WIDE = (120, 40)
PUNCTUATION = {
    " ": "space",
    "@": "at",
    "#": "number_sign",
    "!": "exclamation_mark",
    ":": "colon",
    "~": "tilde",
    "?": "question_mark",
    ".": "full_stop",
    ",": "comma",
    "'": "apostrophe",
    "-": "minus",
    "+": "plus",
    "\\": "backslash",
}
TRIES = 500


class Window:
    """An open board: keys go in, the screen can be read."""

    def __init__(self, app: LswApp, pilot: Pilot[int], clock: FakeClock) -> None:
        self.app = app
        self.pilot = pilot
        self._clock = clock

    async def press(self, *keys: str) -> None:
        """Press keys, each after what the one before asked for is done."""
        for key in keys:
            await self.pilot.press(key)
            await self.until(self._quiet)

    async def type(self, text: str) -> None:
        """Type a text into what has the focus."""
        await self.pilot.press(*(PUNCTUATION.get(letter, letter) for letter in text))
        await self.until(self._quiet)

    async def pass_time(self, minutes: float) -> None:
        """Let time pass and the board look at the clock."""
        self._clock.tick(minutes)
        self.app.session.tick()
        await self.until(self._quiet)

    async def resize(self, columns: int, lines: int) -> None:
        """Make the window another size."""
        await self.pilot.resize_terminal(columns, lines)
        await self.until(self._quiet)

    async def until(self, so: Callable[[], bool]) -> None:
        """Let the program go on until something is so."""
        for _ in range(TRIES):
            await self.pilot.pause()
            if so():
                await self.pilot.pause()
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"it did not come to that:\n{self.text}")

    @property
    def text(self) -> str:
        """What the screen on top shows, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    @property
    def current(self) -> str | None:
        """The id of the card that keys act on."""
        return self.app.focused.current if isinstance(self.app.focused, Lane) else None

    @property
    def title(self) -> str | None:
        """The title of that card."""
        day = self.app.session.state.day
        return next((card.title for card in day.cards if card.id == self.current), None)

    async def go_to(self, title: str) -> None:
        """Make the first card with this title the current one, wherever it stands."""
        day = self.app.session.state.day
        lane = next(card.lane for card in day.cards if card.title == title)
        for key in ("h", "h", "h", "l", "l", "l"):
            if isinstance(self.app.focused, Lane) and self.app.focused.id in (lane, "list"):
                break
            await self.press(key)
        for key in ("k",) * 30 + ("j",) * 30:
            if self.title == title and self.current == next(c.id for c in day.cards if c.title == title):
                return
            await self.press(key)
        raise AssertionError(f"no {title!r} on the board:\n{self.text}")

    def _quiet(self) -> bool:
        dialogs = sum(isinstance(screen, ModalScreen) for screen in self.app.screen_stack)
        return sum(not worker.is_finished for worker in self.app.workers) <= dialogs


@asynccontextmanager
async def window(
    workspace: Workspace, clock: FakeClock, size: tuple[int, int] = WIDE
) -> AsyncIterator[Window]:
    """The board, open in a window of this size."""
    app = LswApp(workspace)
    try:
        async with app.run_test(size=size) as pilot:
            opened = Window(app, pilot, clock)
            await opened.until(lambda: isinstance(app.screen, ModalScreen) or opened.text.strip() != "")
            yield opened
    finally:
        app.session.close()
