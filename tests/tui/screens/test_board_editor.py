"""The board editor, with keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lswtui.app.boards import choose, edit
from lswtui.app.boards.edit import Wanted
from lswtui.store.files.board_files import board_names
from lswtui.tui.app import LswApp
from lswtui.tui.dialogs.choice import ChoiceDialog
from lswtui.tui.dialogs.versions import VersionsDialog
from lswtui.tui.screens.board_editor import BoardEditorScreen
from lswtui.tui.screens.gallery import GalleryScreen
from lswtui.tui.screens.today import TodayScreen
from tests.desk import PLAIN, Desk
from tests.tui.window import Window, window

if TYPE_CHECKING:
    from pathlib import Path


def own(desk: Desk, name: str = "mine") -> Path:
    return desk.workspace.own_boards / "days" / f"{name}.toml"


def lit(board: Window) -> str:
    """The line of the list under the cursor."""
    return next(line for line in board.text.splitlines() if line.lstrip().startswith("▌"))


async def rewrite(board: Window, text: str) -> None:
    """Put another text into the field that is written in."""
    await board.press("ctrl+u", "end", "ctrl+u")
    await board.type(text)


async def test_the_board_in_use_is_changed_and_used_with_five_keys(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("E")
        assert "saved and in use" in board.text
        assert "Huddle" in lit(board)
        await board.press("j", "enter")
        await rewrite(board, "Walk both lines")
        assert "not saved yet" in board.text
        await board.press("ctrl+s")
        assert "saved and in use" in board.text
        await board.press("escape", "escape")
        assert isinstance(board.app.screen, TodayScreen)
        assert "Walk both lines" in board.text
    assert 'title = "Walk both lines"' in own(desk).read_text()
    assert desk.card("walk").title == "Walk both lines"


async def test_a_rule_is_said_back_with_its_next_dates_as_it_is_typed(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("E", "enter", "tab")
        await rewrite(board, "every 2 weeks on tue from 2026-01-06")
        assert "every second Tuesday from 6 January 2026" in board.text
        assert "Tue 24 Nov, Tue 8 Dec" in board.text
        await rewrite(board, "evry tuesday")
        assert "! 'evry tuesday' is no recurrence" in board.text
        assert "1 problem" in board.text


async def test_saving_with_problems_is_refused_and_leads_to_the_first(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("E", "j", "j", "enter", "tab", "tab", "tab")
        await rewrite(board, "long")
        await board.press("escape", "k", "ctrl+s")
        assert "Round" in lit(board)
        assert "not saved, 1 problem" in board.text
        await rewrite(board, "25")
        await board.press("ctrl+s")
    assert desk.card("round").minutes == 25


async def test_words_are_completed_or_gone_through(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("E", "enter", *["tab"] * 5)
        await rewrite(board, "refl")
        await board.press("tab", "down", "tab")
        assert "explore  clarify  transform  master" in board.text
        await board.press("down")
        await board.press("ctrl+s")
    task = choose.board_in_use(desk.workspace).tasks[0]
    assert (task.activity, task.domain, task.element) == ("reflecting", "perfect", "explore")


async def test_a_task_is_made_moved_removed_and_taken_back(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("E", "n")
        await board.type("Talk to the crew")
        await board.press("escape", "J")
        assert "6 tasks" in board.text
        order = [line[10:26].strip() for line in board.text.splitlines()[3:10]]
        assert order[1:5] == ["Huddle", "Walk the line", "Talk to the crew", "Round"]
        await board.press("D")
        assert "5 tasks" in board.text
        await board.press("u", "u", "u")
        assert "6 tasks" in board.text
        assert "no title yet" in lit(board)
        await board.press("u", "u")
        assert "nothing to take back" in board.text
        assert "saved and in use" in board.text


async def test_a_new_task_says_what_it_lacks_and_spoils_no_other(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("E", "n")
        assert "! is missing" in board.text
        await board.type("Talk")
        await board.press("tab")
        await rewrite(board, "evry day")
        assert "1 problem" in board.text
        await board.press("escape", "v", "v", "v")
        assert "Talk, every: 'evry day' is no recurrence" in board.text
        assert "task[1]" not in board.text


async def test_a_task_of_ones_own_needs_a_title_and_how_often(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("E", "n")
        await board.type("Walk with one trainer")
        await board.press("tab")
        await rewrite(board, "tue")
        assert "Activity ?  coaching development" in board.text
        assert "guessed from the title; ↓ ↑ change it" in board.text
        assert "no problems" in board.text
        await board.press("ctrl+s")
        assert "saved and in use" in board.text
        assert "Activity    coaching development" in board.text
    task = choose.board_in_use(desk.workspace).task("walk-with-one-trainer")
    assert task is not None
    assert (task.activity, task.domain, task.element, task.area) == (
        "coaching-development",
        "perfect",
        "transform",
        "capability",
    )


async def test_a_guess_is_changed_with_one_key_and_the_others_follow_it(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("E", "n")
        await board.type("Walk with one trainer")
        await board.press(*["tab"] * 5, "up")
        assert "Activity    go and see" in board.text
        assert "Domain ?    operate" in board.text
        assert "Element ?   accountability" in board.text
        await board.press("ctrl+s")
    task = choose.board_in_use(desk.workspace).task("walk-with-one-trainer")
    assert task is not None
    assert (task.activity, task.element) == ("go-and-see", "accountability")


async def test_the_views_follow_what_is_written(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("E")
        assert "5 · 1h35" in board.text
        await board.press("v")
        assert "1h35 of 7h30  21 %" in board.text
        await board.press("v")
        assert "no task for reflecting" in board.text
        await board.press("v", "v", "greater_than_sign")
        assert "Mon 23" in board.text


async def test_the_facts_of_the_board_are_a_form_too(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("E", "b")
        await rewrite(board, "Cell 4")
        await board.press("tab", "tab", "tab")
        await rewrite(board, "mon-thu = 06:00-14:00")
        await board.press("ctrl+s")
    board_now = choose.board_in_use(desk.workspace)
    assert (board_now.title, sorted(board_now.hours), board_now.id) == ("Cell 4", [0, 1, 2, 3], "mine")


async def test_a_kind_of_interruption_is_put_into_other_words_and_stays_the_same_kind(desk: Desk) -> None:
    before = choose.board_in_use(desk.workspace).categories
    async with window(desk.workspace, desk.clock) as board:
        await board.press("E", "b", *["tab"] * 9)
        assert f"{before[0].letter} {before[0].name}" in board.text
        await board.type(" at the line")
        await board.press("ctrl+s")
    after = choose.board_in_use(desk.workspace).categories
    assert after == (*before[:-1], before[-1]._replace(name=f"{before[-1].name} at the line"))


async def test_letters_typed_into_a_field_are_no_commands(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("E", "enter")
        await rewrite(board, "nDuJKbvq?<>")
        assert "5 tasks" in board.text
        assert "nDuJKbvq?<>" in lit(board)


# --- leaving and going on


@pytest.mark.parametrize(("key", "title"), [("s", "Stand-up"), ("t", "Huddle"), ("k", "Huddle")])
async def test_leaving_asks_what_becomes_of_what_is_not_saved(desk: Desk, key: str, title: str) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("E", "enter")
        await rewrite(board, "Stand-up")
        await board.press("escape", "escape")
        assert isinstance(board.app.screen, ChoiceDialog)
        await board.press("escape")
        assert isinstance(board.app.screen, BoardEditorScreen)
        await board.press("escape", key)
        assert isinstance(board.app.screen, TodayScreen)
        await board.press("E")
        assert ("not saved yet" in board.text) is (key == "k")
        assert ("Stand-up" in board.text) is (key != "t")
    assert desk.card("huddle").title == title


async def test_what_was_typed_before_a_sudden_end_is_there_again(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("E", "enter")
        await rewrite(board, "Stand-up")
    async with window(desk.another_window(), desk.clock) as board:
        await board.press("E")
        assert "Stand-up" in lit(board)
        assert "not saved yet" in board.text
        await board.press("ctrl+s")
    assert desk.card("huddle").title == "Stand-up"
    assert not edit.read_kept(desk.workspace.drafts.text(edit.DRAFT))


async def test_another_half_made_board_is_asked_about_first(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("B", "tab")
        await rewrite(board, "Night shift")
        await board.press("enter", "escape", "k", "escape", "E")
        assert "Night shift was left half-made" in board.text
        await board.press("g")
        assert "Night shift   5 tasks" in board.text
        await board.press("escape", "k", "E", "t")
        assert "Plain   5 tasks" in board.text


async def test_a_change_from_another_window_is_shown_beside_ones_own(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("E", "enter")
        await rewrite(board, "Stand-up")
        desk.clock.tick(1)
        choose.change_task(desk.another_window(), desk.card("walk"), minutes=20)
        await board.press("ctrl+s")
        assert isinstance(board.app.screen, VersionsDialog)
        assert "Walk the line: minutes 20" in board.text
        assert "Stand-up: title Stand-up" in board.text
        await board.press("t")
        assert "not saved yet" in board.text
        desk.clock.tick(1)
        await board.press("ctrl+s", "m")
        assert "saved and in use" in board.text
    assert desk.card("huddle").title == "Stand-up"


# --- from the gallery and the command line


async def test_a_board_of_the_gallery_is_made_ones_own(empty: Desk) -> None:
    async with window(empty.workspace, empty.clock) as board:
        await board.until(lambda: "nearest to your work" in board.text)
        assert "Tab make it mine" in board.text
        await board.go_to_board("Charge nurse")
        await board.press("tab")
        assert "My Charge nurse" in board.text
        await rewrite(board, "Charge nurse")
        await board.press("enter")
        assert "choose another name" in board.text
        await rewrite(board, "Ward 7")
        await board.press("enter")
        assert "Ward 7" in board.text
        await board.press("ctrl+s", "escape")
        assert isinstance(board.app.screen, TodayScreen)
    assert empty.day().board == "ward-7"
    assert own(empty, "ward-7").exists()


async def test_a_board_is_made_from_nothing(empty: Desk) -> None:
    async with window(empty.workspace, empty.clock) as board:
        await board.until(lambda: "nearest to your work" in board.text)
        await board.press("plus")
        await board.type("Press shop")
        await board.press("enter")
        assert "no task yet" in board.text
        await board.press("n")
        for text in ("Plan", "", "06:00"):
            await board.type(text)
            await board.press("tab")
        assert "no problems" in board.text
        await board.press("ctrl+s", "escape", "escape")
        assert isinstance(board.app.screen, TodayScreen)
    assert [card.title for card in empty.day().cards] == ["Plan"]


async def test_nothing_is_written_of_a_board_that_is_thrown_away(empty: Desk) -> None:
    async with window(empty.workspace, empty.clock) as board:
        await board.until(lambda: "nearest to your work" in board.text)
        await board.press("plus")
        await board.type("Press shop")
        await board.press("enter", "escape", "t")
        assert isinstance(board.app.screen, GalleryScreen)
    assert "press-shop" not in board_names(empty.workspace.own_boards)


async def test_the_command_line_opens_the_editor_on_a_new_board(desk: Desk) -> None:
    app = LswApp(desk.workspace, Wanted("Night shift", "mine"))
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            board = Window(app, pilot, desk.clock)
            await board.until(lambda: "Night shift" in board.text)
            assert "5 tasks" in board.text
    finally:
        app.session.close()


async def test_without_a_board_in_use_there_is_none_to_change(empty: Desk) -> None:
    async with window(empty.workspace, empty.clock) as board:
        await board.until(lambda: "nearest to your work" in board.text)
        await board.press("escape", "E")
        assert "no board is in use yet" in board.text
        assert isinstance(board.app.screen, TodayScreen)


# --- narrow windows


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (58, 30)])
async def test_in_a_small_window_list_form_and_views_stand_alone(desk: Desk, size: tuple[int, int]) -> None:
    async with window(desk.workspace, desk.clock, size) as board:
        await board.press("E")
        assert "Huddle" in board.text
        assert "Good is" not in board.text
        await board.press("enter")
        assert "Good is" in board.text
        assert "06:00 Huddle" not in board.text
        await board.press("escape", "v")
        assert "no problems ─── week" in board.text
        assert "06:00 Huddle" not in board.text
        await board.press("v", "v", "v", "v")
        assert "06:00 Huddle" in board.text
        await board.press("v", "escape")
        assert "06:00 Huddle" in board.text


async def test_a_file_with_problems_opens_on_them(desk: Desk) -> None:
    desk.rewrite("mine", PLAIN.replace("minutes = 40", "minutes = 0"))
    async with window(desk.workspace, desk.clock) as board:
        await board.press("E")
        assert "Audit the cell, minutes:" in board.text
        assert "not saved yet" in board.text
