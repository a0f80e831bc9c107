from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lswtui.store.files.board_files import board_names
from lswtui.tui.screens.gallery import GalleryScreen
from tests.tui.window import window

if TYPE_CHECKING:
    from tests.desk import Desk


async def test_an_empty_home_opens_on_the_boards_there_are(empty: Desk) -> None:
    async with window(empty.workspace, empty.clock) as board:
        await board.until(lambda: "nearest to your work" in board.text)
        assert "▌ Accounts payable section lead" in board.text
        assert "Plant manager" in board.text
        await board.go_to_board("ER physician lead")
        assert "hours 06:50-17:00" in board.text
        assert "09:00  Board round" in board.text
    assert len(board_names(empty.workspace.own_boards)) == 32


async def test_a_board_and_a_shift_make_the_day(empty: Desk) -> None:
    async with window(empty.workspace, empty.clock) as board:
        await board.until(lambda: "nearest to your work" in board.text)
        await board.go_to_board("ER physician lead")
        await board.press("enter")
        await board.type("nine to five")
        await board.press("enter")
        assert isinstance(board.app.screen_stack[-2], GalleryScreen)
        assert "06:00-14:15" in board.text
        await board.press(*["backspace"] * 12)
        await board.type("08:00-16:00")
        await board.press("enter")
        await board.until(lambda: "To do" in board.text)
        assert "08:00  10m" in board.text
    assert empty.day().windows[0].start == 8 * 60
    assert empty.card("pre-shift-picture").at == 8 * 60


async def test_the_shift_of_the_board_is_taken_with_one_key(empty: Desk) -> None:
    async with window(empty.workspace, empty.clock) as board:
        await board.until(lambda: "nearest to your work" in board.text)
        await board.go_to_board("ER physician lead")
        await board.press("enter", "enter")
        await board.until(lambda: "To do" in board.text)
    assert empty.card("pre-shift-picture").at == 6 * 60 + 50


async def test_without_a_board_what_breaks_in_can_be_logged(empty: Desk) -> None:
    async with window(empty.workspace, empty.clock) as board:
        await board.until(lambda: "nearest to your work" in board.text)
        await board.press("escape")
        assert "No board yet" in board.text
        await board.press("i")
        await board.type("press 4 jammed")
        await board.press("enter")
        assert "! press 4 jammed" in board.text
    assert [interruption.text for interruption in empty.day().stack] == ["press 4 jammed"]


async def test_another_board_is_chosen_later_from_the_one_in_use_on(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("B")
        assert "▌ Plain" in board.text
        assert "A board for tests." in board.text
        await board.press("up", "enter", "escape")
        assert isinstance(board.app.screen, GalleryScreen)
        await board.press("escape")
        assert board.title == "Huddle"
    assert desk.day().board == "mine"


async def test_in_a_narrow_window_the_preview_stands_below_the_list(empty: Desk) -> None:
    async with window(empty.workspace, empty.clock, (58, 30)) as board:
        await board.until(lambda: "nearest to your work" in board.text)
        assert "▌ Accounts payable section lead" in board.text
        await board.go_to_board("Executive")
        await board.press("enter")
        assert "Your shift" in board.text


async def test_typing_searches_the_boards_and_takes_the_first_that_fits(empty: Desk) -> None:
    async with window(empty.workspace, empty.clock) as board:
        await board.until(lambda: "nearest to your work" in board.text)
        await board.type("NURSE")
        assert "▌ Charge nurse" in board.text
        assert "1 of 2" in board.text
        assert "Plant manager" not in board.text
        await board.press("enter", "enter")
        await board.until(lambda: "To do" in board.text)
    assert empty.day().board == "charge-nurse"


async def test_a_search_that_finds_nothing_says_so_and_esc_shows_all_again(empty: Desk) -> None:
    async with window(empty.workspace, empty.clock, (58, 30)) as board:
        await board.until(lambda: "nearest to your work" in board.text)
        await board.type("zzz")
        assert "No board speaks of “zzz”." in board.text
        await board.press("enter", "tab", "down", "escape")
        assert "1 of 32" in board.text
        await board.press("escape")
        assert "no board yet: B shows them" in board.text


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (58, 30)])
async def test_what_is_held_open_and_made_mine_is_explained_where_it_stands(empty: Desk, size: tuple[int, int]) -> None:
    async with window(empty.workspace, empty.clock, size) as board:
        await board.until(lambda: "nearest to your work" in board.text)
        await board.type("andon call")
        said = " ".join(board.text.split())
        assert "05:45 Plan labour" in said
        assert "held open: kept free for what breaks in; up to these minutes that counts as on plan." in said
        assert "Tab makes it mine: a copy of your own" in said
        assert "Tab make it mine" in said
