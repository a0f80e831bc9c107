"""The mouse at a terminal: presses, moves and releases as terminals write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.terminal import ESCAPE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.terminal import Terminal

    Opened = Callable[..., Terminal]

SIZES = [{"columns": 120, "lines": 40}, {"columns": 80, "lines": 24}, {"columns": 58, "lines": 30}]
LEFT, HELD = 0, 32
"""The button, and what is added to it while the pointer moves."""


def place(terminal: Terminal, words: str, *, after: str = "") -> tuple[int, int]:
    """The column and the row, from 1 on, of words below the line with the words AFTER, where they come to rest."""
    found = (0, 0)
    while (seen := _place(terminal, words, after)) != found:
        found = seen
        terminal.rest(0.3)
    return found


def _place(terminal: Terminal, words: str, after: str) -> tuple[int, int]:
    rows = terminal.wait(f"(?s){after}.*{re.escape(words)}").splitlines()
    first = next((row for row, line in enumerate(rows) if re.search(after, line)), 0)
    row = next(row for row in range(first, len(rows)) if words in rows[row])
    return rows[row].index(words) + 1, row + 1


def click(terminal: Terminal, at: tuple[int, int], *, times: int = 1) -> None:
    """Click at a place."""
    column, row = at
    terminal.press(f"\x1b[<{LEFT};{column};{row}M\x1b[<{LEFT};{column};{row}m" * times)


def drag(terminal: Terminal, at: tuple[int, int], to: tuple[int, int]) -> None:
    """Drag what is at a place to another one."""
    terminal.press(f"\x1b[<{LEFT};{at[0]};{at[1]}M")
    terminal.press(f"\x1b[<{LEFT + HELD};{(at[0] + to[0]) // 2};{to[1]}M")
    terminal.press(f"\x1b[<{LEFT + HELD};{to[0]};{to[1]}M", f"\x1b[<{LEFT};{to[0]};{to[1]}m")


@pytest.mark.parametrize("size", SIZES)
def test_a_card_the_footer_and_a_dialog_are_worked_with_the_mouse(opened: Opened, size: dict[str, int]) -> None:
    with opened(**size) as terminal:
        click(terminal, place(terminal, "Observe one assessment"))
        terminal.wait("▌. +Observe one assessment")
        click(terminal, place(terminal, "keys"))
        terminal.wait("All keys")
        terminal.press(ESCAPE)
        terminal.wait_gone("All keys")
        terminal.press("m")
        terminal.wait("Set aside: Observe one assessment", "I forgot")
        click(terminal, place(terminal, "I forgot"))
        terminal.wait_gone("Set aside: ")
        terminal.press("q")
        assert terminal.ended() == 0


def test_two_clicks_start_a_card_and_it_is_dragged_aside_and_back(opened: Opened) -> None:
    with opened() as terminal:
        click(terminal, place(terminal, "Observe one assessment"), times=2)
        terminal.wait("▶ +Observe one assessment", "To do .* Doing 1 ")
        drag(terminal, place(terminal, "▶", after=" To do "), place(terminal, "Set aside", after=" To do "))
        terminal.wait("Set aside: Observe one assessment", "I forgot")
        click(terminal, place(terminal, "I forgot"))
        terminal.wait("To do .* Doing 0 ", "✗")
        drag(terminal, place(terminal, "✗"), place(terminal, "To do"))
        terminal.wait_gone("✗")
        terminal.press("q")
        assert terminal.ended() == 0
