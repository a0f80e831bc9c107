"""The board in a window that tests type into, on the data of a desk."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from textual.events import Key, MouseDown, MouseEvent, MouseMove, MouseUp
from textual.geometry import Offset
from textual.keys import _character_to_key

from lswtui.domain.vocabulary import Lane
from lswtui.tui.app import LswApp
from lswtui.tui.dialogs.capture import CaptureBar
from lswtui.tui.views.cards import LANES
from lswtui.tui.widgets.lane import LaneCards

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from textual.message_pump import MessagePump
    from textual.pilot import Pilot

    from lswtui.app.workspace import Workspace
    from tests.desk import FakeClock

WIDE = (120, 40)
CHARACTERS = {"space": " ", "enter": "\r", "minus": "-", "slash": "/"}
"""The characters of keys that are called by a name."""
ROUNDS = 6
"""How often every part is let do what it has to before all is taken for done: a key has so many stations."""
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
            self._send(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text into what has the focus."""
        for letter in text:
            self._send(letter)
        await self.settle()

    def where(self, words: str, *, after: str = "") -> Offset:
        """Where words are drawn first, below the line with the words AFTER."""
        rows = self.text.splitlines()
        first = next((row for row, line in enumerate(rows) if after in line), 0)
        for row in range(first, len(rows)):
            if words in rows[row]:
                return Offset(rows[row].index(words), row)
        raise AssertionError(f"no {words!r} in\n{self.text}")

    async def click(self, words: str | Offset, *, after: str = "", times: int = 1) -> None:
        """Click on words, or on a place; the pointer rests there between two clicks."""
        place = words if isinstance(words, Offset) else self.where(words, after=after)
        for _ in range(times):
            self._mouse(MouseDown, place)
            self._mouse(MouseUp, place)
        await self.settle()

    async def drag(self, words: str, to: Offset, *, after: str = "") -> None:
        """Drag words to another place."""
        self._mouse(MouseDown, self.where(words, after=after))
        self._mouse(MouseMove, to)
        await self.settle()
        self._mouse(MouseUp, to)
        await self.settle()

    async def pass_time(self, minutes: float) -> None:
        """Let time pass and the board look at the clock."""
        self._clock.tick(minutes)
        self.app._tick()
        await self.settle()

    async def resize(self, columns: int, lines: int) -> None:
        """Make the window another size."""
        await self.pilot.resize_terminal(columns, lines)
        await self.settle()

    async def settle(self) -> None:
        """Let the program do all that it has to do."""
        await self.until(self._quiet)

    async def until(self, so: Callable[[], bool]) -> None:
        """Let the program go on until something is so and stays so."""
        long = 0
        for _ in range(TRIES):
            await self._worked()
            long = long + 1 if so() and (self._is_still() or not self.app.is_running) else 0
            if long == ROUNDS:
                return
            if not long:
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
        return self.app.focused.current if isinstance(self.app.focused, LaneCards) else None

    @property
    def title(self) -> str | None:
        """The title of that card."""
        day = self.app.session.state.day
        return next((card.title for card in day.cards if card.id == self.current), None)

    async def go_to(self, title: str) -> None:
        """Make the first card with this title the current one, wherever it stands."""
        day = self.app.session.state.day
        card = next(card for card in day.cards if card.title == title)
        order = list(LANES)
        while (lane := self._lane).id not in (card.lane, "list"):
            await self.press("l" if order.index(card.lane) > order.index(Lane(lane.id or "")) else "h")
        away = [view.id for view in lane.cards].index(card.id) - lane.place
        await self.press(*("j" if away > 0 else "k") * abs(away))
        assert self.current == card.id

    async def go_to_board(self, title: str) -> None:
        """Light a board of the gallery, from its top on."""
        while f"▌ {title}" not in self.text:
            before = self.text
            await self.press("down")
            assert self.text != before, f"no board {title!r}"

    @property
    def _lane(self) -> LaneCards:
        lane = self.app.focused
        assert isinstance(lane, LaneCards), f"no lane has the focus, but {lane}"
        return lane

    def _send(self, key: str) -> None:
        named = len(key) > 1 or key.isalnum()
        event = Key(key if named else _character_to_key(key), CHARACTERS.get(key, key if len(key) == 1 else None))
        event.set_sender(self.app)
        self.app.post_message(event)

    def _mouse(self, kind: Callable[..., MouseEvent], place: Offset) -> None:
        x, y = place
        event = kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)
        event.set_sender(self.app)
        self.app.post_message(event)

    async def _worked(self) -> None:
        """Let every part work through what it was sent, and paint.

        Textual's own pause does so by a message to each widget, which costs a test more than all else that it does.
        """
        for _ in range(TRIES):
            await asyncio.sleep(0)
            if all(_waits(part) for part in self._parts()):
                break
        self.app.screen._on_timer_update()

    def _is_still(self) -> bool:
        """Whether nothing moves, and nothing is to be done once the screen is painted."""
        screen, animator = self.app.screen, self.app.animator
        coming = screen._callbacks or screen._layout_required or screen._scroll_required or screen._dirty_widgets
        return not (coming or animator._animations or animator._scheduled)

    def _parts(self) -> Iterator[MessagePump]:
        """All that is sent messages."""
        yield self.app
        for screen in self.app.screen_stack:
            yield from screen.walk_children(with_self=True)

    def _quiet(self) -> bool:
        """Whether nothing is being done but waiting for the leader."""
        waiting = [
            callback
            for screen in self.app.screen_stack
            for callback in screen._result_callbacks
            if callback.future is not None and not callback.future.done()
        ]
        saving = any(isinstance(screen, CaptureBar) and screen.recording for screen in self.app.screen_stack)
        drawn = self.app.screen._compositor._full_map
        return (
            not saving
            and all(widget.is_attached and not widget._pruning for widget in drawn)
            and self.app.ahead.is_quiet
            and sum(not worker.is_finished for worker in self.app.workers) <= len(waiting)
        )


def _waits(part: MessagePump) -> bool:
    """Whether it has done all that it was sent, and waits for more."""
    queue: Any = part._message_queue
    return not queue.values and bool(queue.ready_event._waiters)


@asynccontextmanager
async def window(workspace: Workspace, clock: FakeClock, size: tuple[int, int] = WIDE) -> AsyncIterator[Window]:
    """The board, open in a window of this size."""
    app = LswApp(workspace)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            opened = Window(app, pilot, clock)
            await opened.until(lambda: opened.text.strip() != "")
            yield opened
    finally:
        app.session.close()
