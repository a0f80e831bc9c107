"""What is closed is let go, so that a board that stays open for weeks stays small."""

from __future__ import annotations

import gc
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from textual.widget import Widget

from tests.tui.window import window

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.desk import Desk

ALL, SOME = 50, 6
FEW = 4
"""Of a class may be left what the last screens had, until Python takes it away."""
OPENED = {
    "the bar": ("I", "escape"),
    "a new card": ("n", "escape"),
    "set aside": ("m", "escape"),
    "the details": ("space", "escape"),
    "the minutes": ("e", "escape"),
    "days off": ("O", "escape"),
    "a note": ("N", "escape"),
    "the keys": ("question_mark", "escape"),
    "the palette": ("ctrl+p", "escape"),
    "the gallery": ("B", "escape"),
    "the board editor": ("E", "escape"),
    "the reflection": ("r", "escape"),
    "the interruptions": ("2", "1"),
    "the week and its figures": ("4", "d", "escape", "1"),
}
"""What leads into each screen and dialog, and out of it again."""


def left() -> Counter[str]:
    """How many widgets there are of each class that no screen shows."""
    gc.collect()
    widgets = (each for each in gc.get_objects() if isinstance(each, Widget))
    return Counter(type(each).__qualname__ for each in widgets if not each.is_attached)


async def open_and_close(desk: Desk, opened: Mapping[str, tuple[str, ...]], times: int) -> None:
    """Open and close each so often; nothing of it is kept."""
    async with window(desk.workspace, desk.clock) as board:
        for name, keys in opened.items():
            for _ in range(times):
                for key in keys:
                    board._send(key)
                await board.settle()
            assert board.app.screen is board.app.screen_stack[0], name
            await board.press("n", "escape")
            kept = left()
            assert max(kept.values(), default=0) <= FEW, (name, kept)


async def test_what_is_closed_is_let_go(desk: Desk) -> None:
    await open_and_close(desk, {name: OPENED[name] for name in ("the bar", "the gallery", "the board editor")}, SOME)


@pytest.mark.slow
async def test_every_screen_and_dialog_is_let_go_however_often_it_was_open(desk: Desk) -> None:
    await open_and_close(desk, OPENED, ALL)
