"""The mouse does what the keys do: what is under the pointer is what is meant, whatever moves at the click."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.geometry import Offset
from textual.widgets import Input

from lswtui.app.days import cards
from lswtui.app.interruptions import log
from lswtui.domain.vocabulary import Finding, Lane, Outcome
from lswtui.tui.dialogs.details import CardDetails
from lswtui.tui.dialogs.entry import EntryDialog
from lswtui.tui.dialogs.keys import KeysDialog
from lswtui.tui.widgets.review_answers import TopThree
from tests.tui.window import window

if TYPE_CHECKING:
    from tests.desk import Desk

LONG = "Walk every line with the shift leader and look at what the night has left, at the stations and on the boards"
SIZES = [(120, 40), (80, 24), (58, 30)]


# --- a click


async def test_the_card_under_the_pointer_is_taken_although_cards_fold_at_the_click(desk: Desk) -> None:
    cards.finish(desk.workspace, "huddle")
    cards.add(desk.workspace, LONG, at=6 * 60 + 30, minutes=10)
    async with window(desk.workspace, desk.clock) as board:
        await board.go_to(LONG)
        lines = board.where("Audit").y
        await board.press("l")
        assert board.title == "Huddle"
        assert board.where("Audit").y < lines
        await board.click("Audit")
        assert board.title == "Audit the cell"
        await board.click("Huddle")
        assert board.title == "Huddle"
        await board.click(Offset(board.where("Round").x, board.where("Round").y + 1))
        assert board.title == "Round"


@pytest.mark.parametrize("size", SIZES)
async def test_a_click_takes_a_card_and_a_second_one_is_its_next_step(desk: Desk, size: tuple[int, int]) -> None:
    async with window(desk.workspace, desk.clock, size) as board:
        await board.click("Round")
        assert (board.title, desk.day().running_card) == ("Round", None)
        await board.click("Audit the cell", times=2)
        assert desk.day().running_card == desk.card("audit")
        cards.finish(desk.workspace, "audit")


@pytest.mark.usefixtures("no_bounce")
async def test_two_clicks_on_a_card_that_is_done_open_its_details(desk: Desk) -> None:
    cards.finish(desk.workspace, "walk")
    async with window(desk.workspace, desk.clock) as board:
        await board.click("Walk the line", times=2)
        assert isinstance(board.app.screen, CardDetails)


async def test_a_click_beside_the_cards_enters_the_lane(desk: Desk) -> None:
    cards.start(desk.workspace, "read")
    async with window(desk.workspace, desk.clock) as board:
        await board.click(" To do")
        assert board.title == "Huddle"
        await board.click(Offset(board.where("Doing").x, 30))
        assert board.title == "Read the log"
        await board.click("Done 0")
        assert board.title == "Read the log"


async def test_folded_lanes_open_at_a_click(desk: Desk) -> None:
    cards.finish(desk.workspace, "huddle")
    async with window(desk.workspace, desk.clock, (80, 24)) as board:
        await board.click("opens them")
        assert board.title == "Huddle"
        await board.click("To do 5")
        assert board.title == "Walk the line"


# --- what keys are named for


@pytest.mark.parametrize("size", SIZES)
async def test_the_keys_of_the_footer_can_be_clicked(desk: Desk, size: tuple[int, int]) -> None:
    async with window(desk.workspace, desk.clock, size) as board:
        await board.click("⏎ start   ")
        assert desk.day().running_card == desk.card("huddle")
        await board.click("interrupted")
        assert len(desk.day().stack) == 1
        await board.press("escape")
        await board.click("b back", after="! interrupted")
        assert not desk.day().stack
        await board.click("keys")
        assert isinstance(board.app.screen, KeysDialog)


async def test_screens_and_tables_are_gone_to_by_their_names(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        for words, mode in (("2 log", "interruptions"), ("4 week", "review"), ("3 reflect", "reflect")):
            await board.click(words, after="keys" if mode != "interruptions" else "")
            assert board.app.current_mode == mode
            if mode == "review":
                await board.click("cadence")
                assert "▌ cadence" in board.text
                await board.click("overview")
                assert "▌ overview" in board.text


async def test_a_row_of_a_dialog_can_be_clicked(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("m")
        await board.click("I forgot")
        assert desk.card("huddle").reason == "forgot"
    async with window(desk.workspace, desk.clock, (58, 30)) as board:
        await board.go_to("Walk the line")
        await board.press("m")
        await board.click(board.where("missed: I avoided it") + Offset(40, 0))
        assert desk.card("walk").reason == "avoided"


async def test_what_waits_is_answered_from_the_header(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    desk.clock.tick(80)
    cards.finish(desk.workspace, "walk")
    async with window(desk.workspace, desk.clock) as board:
        await board.click("to answer")
        await board.click("the planned minutes")
        assert "to answer" not in board.text
    assert desk.minutes(desk.card("walk")) == 30


async def test_rows_and_days_of_the_log_can_be_clicked(desk: Desk) -> None:
    log.log(desk.workspace, "call 0 5m at 6:00")
    desk.clock.set("2026-11-20 09:00")
    for number in range(4):
        log.log(desk.workspace, f"call {number} 5m")
        desk.clock.tick(10)
    async with window(desk.workspace, desk.clock) as board:
        await board.press("2")
        await board.click("call 1", times=2)
        assert isinstance(board.app.screen, EntryDialog)
        assert isinstance(board.app.focused, Input)
        assert "call 1" in board.app.focused.value
        await board.press("escape")
        await board.click("Thu 19 Nov")
        assert board.app.session.state.day.on.isoformat() == "2026-11-19"


async def test_a_board_of_the_gallery_is_lit_at_a_click_and_taken_at_a_second(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("B")
        title = next(line for line in board.text.splitlines()[12:] if "h" in line).split("  ")[0].strip(" ▌")
        await board.click(board.where(title, after="Front line"))
        await board.click(board.where(f"▌ {title}") + Offset(4, 0), times=2)
        assert "Your shift" in board.text


async def test_the_first_three_and_the_rows_of_a_review_can_be_clicked(desk: Desk) -> None:
    cards.set_aside(desk.workspace, "walk", Outcome.MISSED)
    async with window(desk.workspace, desk.clock) as board:
        await board.press("r")
        await board.click("forgot", after="why missed")
        assert desk.card("walk").reason == "forgot"
        await board.press("escape", "M")
        assert isinstance(board.app.focused, TopThree)
        await board.click("Read the log", after="11:00", times=2)
        await board.press("ctrl+s")
        assert desk.card("read").top == 1


# --- dragging


@pytest.mark.usefixtures("no_bounce")
async def test_a_card_dragged_to_a_lane_is_asked_what_the_key_would_ask(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:

        def under(lane: str) -> Offset:
            return board.where(f" {lane} ", after=" To do") + Offset(3, 8)

        await board.drag("Huddle", under("Doing"), after="To do")
        assert desk.day().running_card == desk.card("huddle")
        await board.pass_time(8)
        await board.drag("Huddle", under("Done"), after="To do")
        assert "what did it show?" in board.text
        await board.press("p", *"lamp", "enter")
        assert (desk.card("huddle").finding, desk.card("huddle").finding_text) == (Finding.PROBLEM, "lamp")
        await board.drag("Audit", under("Set aside"))
        assert "Set aside: Audit the cell" in board.text
        await board.press("f")
        assert desk.card("audit").reason == "forgot"
        await board.drag("Audit", under("To do"))
        assert desk.card("audit").lane is Lane.TODO
        await board.drag("Walk", under("To do"))
        assert (desk.card("walk").lane, len(board.app.screen_stack)) == (Lane.TODO, 1)


async def test_a_card_can_be_dragged_to_a_lane_that_is_folded(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock, (80, 24)) as board:
        await board.drag("Walk", board.where("Set aside"))
        assert "Set aside: Walk the line" in board.text
        await board.press("f")
        await board.drag("Read", board.where("Done 0"))
        assert "Minutes for Read the log" in board.text
    assert desk.card("walk").reason == "forgot"


async def test_a_card_let_go_beside_the_lanes_stays_where_it_was(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.drag("Walk", Offset(60, 38))
        assert board.title == "Huddle"
        assert desk.card("walk").lane is Lane.TODO
        assert len(board.app.screen_stack) == 1


async def test_tasks_and_views_of_the_editor_can_be_clicked(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("E")
        await board.click("Audit the cell", after="The board:")
        assert "Audit the cell" in next(line for line in board.text.splitlines() if "▌" in line)
        await board.click("coverage")
        await board.until(lambda: "coverage" in board.text)
        assert board.app.screen._view == "coverage"  # type: ignore[attr-defined]


async def test_a_key_of_the_footer_clicked_twice_at_once_is_pressed_once(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("i", "escape", "i", "escape")
        await board.click("b back", after="keys", times=2)
        assert len(desk.day().stack) == 1


async def test_two_clicks_on_a_row_of_a_dialog_do_nothing_to_the_card_beneath_it(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.click("Round")
        await board.press("m")
        await board.click("I forgot", times=2)
        assert desk.card("round").reason == "forgot"
        assert desk.day().running is None
        assert len(board.app.screen_stack) == 1


async def test_the_bar_that_scrolls_a_lane_moves_no_cursor(desk: Desk) -> None:
    for number in range(30):
        cards.add(desk.workspace, f"Call {number}", minutes=5)
    async with window(desk.workspace, desk.clock, (80, 24)) as board:
        await board.press("j", "j")
        title = board.title
        lane = board.app.focused
        assert lane is not None
        await board.click(Offset(lane.region.right - 1, lane.region.bottom - 2))
        assert board.title == title
        assert lane.scroll_target_y > 0


async def test_what_the_wheel_scrolled_to_stays_in_view_as_the_minutes_pass(desk: Desk) -> None:
    for number in range(30):
        cards.add(desk.workspace, f"Call {number}", minutes=5)
    async with window(desk.workspace, desk.clock, (80, 24)) as board:
        lane = board.app.focused
        assert lane is not None
        lane.scroll_end(animate=False)
        await board.pass_time(1)
        assert lane.scroll_y > 0
        await board.press("j")
        assert f"▌·  {board.title}" in board.text
