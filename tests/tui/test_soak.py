"""Keys at random while a fast clock runs and others write: nothing ends the program, nothing makes it grow."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from lswtui.app.boards import choose
from lswtui.app.days import cards
from lswtui.app.interruptions import log
from lswtui.domain.errors import LswError
from lswtui.tui.commands import COMMANDS
from tests.times import TIMES
from tests.tui.screens.test_reflect import SHORT
from tests.tui.test_letting_go import left
from tests.tui.window import window

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.desk import Desk
    from tests.tui.window import Window

HANDFULS = 250 * TIMES
"""How many handfuls of keys there are."""
LEAVES = {"q", "ctrl+q", "ctrl+z"}
KEYS = sorted({key for command in COMMANDS for key in command.keys.split(",")} - LEAVES)
ALWAYS = ("enter", "escape", "tab", "shift+tab", "up", "down", "ctrl+s", "ctrl+p", "f2", "backspace")
"""Keys that every dialog has; they come as often as all others together."""
WORDS = ("press 4 jammed @maria 5m", "7", "06:30-07:10", "#equipment", "12:00", "Lee found it himself", "y", "é 😀")
SIZES = ((120, 40), (80, 24), (58, 30), (39, 11), (200, 60))
MESSAGES = {"Toast", "ToastHolder"}
KEPT = 60
"""Widgets of one class that may wait for Python to take them away."""


def kept() -> Counter[str]:
    """What is left of closed screens, but for messages in the corner: the library lets go of those when it likes."""
    return Counter({name: count for name, count in left().items() if name not in MESSAGES})


def elsewhere(desk: Desk, chance: random.Random) -> None:
    """Another window does something, or a file of the leader's is changed."""
    other = desk.another_window()
    own = desk.workspace.own_boards / "reviews" / "evening.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    does: list[Callable[[], object]] = [
        lambda: log.log(other, "from elsewhere 5m"),
        lambda: cards.add(other, "Call the supplier"),
        lambda: choose.choose(other, chance.choice(("mine", "lean-team-leader", "executive"))),
        lambda: own.write_text(SHORT, encoding="utf-8"),
        lambda: own.unlink(missing_ok=True),
    ]
    with suppress(LswError):
        chance.choice(does)()


async def some(desk: Desk, board: Window, chance: random.Random) -> None:
    """Press some keys faster than they can be heeded, while others write and time passes."""
    for _ in range(chance.randrange(1, 12)):
        if chance.random() < 0.1:
            for letter in chance.choice(WORDS):
                board._send(letter)
        else:
            board._send(chance.choice(KEYS if chance.random() < 0.5 else ALWAYS))
    if chance.random() < 0.1:
        elsewhere(desk, chance)
    if chance.random() < 0.02:
        await board.pilot.resize_terminal(*chance.choice(SIZES))
    if chance.random() < 0.5:
        desk.clock.tick(chance.choice((0.5, 3, 20, 20, 300)))
        board.app._tick()
    await board.until(lambda: not board.app.is_running or board._quiet())


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1])
async def test_thousands_of_keys_at_random_end_nothing_and_keep_nothing(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    handfuls = iter(range(HANDFULS))
    for _ in handfuls:
        async with window(desk.workspace, desk.clock) as board:
            while board.app.is_running and next(handfuls, None) is not None:
                await some(desk, board, chance)
            if not board.app.is_running:
                assert board.app.return_value == 0, "it was not left by the palette"
                continue
            while len(board.app.screen_stack) > 1:
                board.app.pop_screen()
                await board.pilot.pause(0.05)
            board.app.clear_notifications()  # they would go by themselves, some seconds later
            await board.until(lambda: max(kept().values(), default=0) < KEPT)
