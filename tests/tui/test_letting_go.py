"""What is closed is let go, so that a board that stays open for weeks stays small."""

from __future__ import annotations

import gc
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from textual.widget import Widget

from tests.times import TIMES
from tests.tui.window import window

if TYPE_CHECKING:
    from tests.desk import Desk

OFTEN = 8 * TIMES
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


@pytest.mark.slow
async def test_every_screen_and_dialog_is_let_go_however_often_it_was_open(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        for name, keys in OPENED.items():
            for _ in range(OFTEN):
                for key in keys:
                    board._send(key)
                await board.settle()
            assert board.app.screen is board.app.screen_stack[0], name
            await board.press("n", "escape")
            kept = left()
            assert max(kept.values(), default=0) <= FEW, (name, kept)
