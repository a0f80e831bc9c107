"""The week's shift on the day board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.app.boards.choose import choose
from tests.app.days.test_shifts import SHIFTS
from tests.desk import PLAIN
from tests.tui.window import window

if TYPE_CHECKING:
    from tests.desk import Desk


async def test_one_key_and_a_letter_switch_the_shift_of_the_week(empty: Desk) -> None:
    choose(empty.workspace, empty.board(PLAIN + SHIFTS))
    async with window(empty.workspace, empty.clock) as board:
        assert "05:30  early" in board.text
        await board.press("S")
        assert "n  night, 22:00-06:15" in board.text
        await board.press("n")
        assert "05:30  night" in board.text
        assert empty.card("huddle").at == 22 * 60
        await board.press("u")
        assert "05:30  early" in board.text


async def test_leaving_the_question_switches_nothing(empty: Desk) -> None:
    choose(empty.workspace, empty.board(PLAIN + SHIFTS))
    async with window(empty.workspace, empty.clock) as board:
        await board.press("S", "escape")
        assert empty.day().shift == "early"


async def test_a_board_without_shifts_says_where_they_are_named(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("S")
        assert "this board has no shifts; E and then b writes them down" in board.text
