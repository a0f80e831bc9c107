from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lswtui.app.interruptions import log
from lswtui.tui.reminders import desktop_note
from tests.app.test_reminders import script
from tests.tui.window import window

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desk import Desk
    from tests.tui.window import Window


def configure(desk: Desk, text: str) -> None:
    path = desk.workspace.places.config
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"[reminders]\n{text}\n", encoding="utf-8")


def notes(board: Window) -> list[str]:
    return [note.message for note in board.app._notifications]


async def pass_until(board: Window, desk: Desk, clock: str) -> None:
    """Let time pass until the clock shows this, with half a minute after it without a key."""
    desk.clock.set(f"2026-11-19 {clock}")
    await board.pass_time(0.5)


async def test_a_card_is_told_before_its_time_and_once_when_it_is_late(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await pass_until(board, desk, "05:54")
        assert notes(board) == []
        await pass_until(board, desk, "05:55")
        assert notes(board) == ["in 5 minutes: Huddle at 06:00"]
        assert "in 5 minutes: Huddle at 06:00" in board.text
        await pass_until(board, desk, "05:56")
        await pass_until(board, desk, "06:40")
        await pass_until(board, desk, "06:41")
        assert notes(board)[1:] == ["late: Huddle, planned at 06:00"]


async def test_on_another_day_and_on_another_screen_it_is_told_all_the_same(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("pageup", "2")
        await pass_until(board, desk, "05:55")
        assert notes(board) == ["in 5 minutes: Huddle at 06:00"]


async def test_while_a_text_is_typed_it_waits_and_is_told_after_if_it_is_still_true(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("n")
        await pass_until(board, desk, "05:56")
        await board.press("escape")
        assert notes(board) == []
        await board.pass_time(0.5)
        assert notes(board) == ["in 3 minutes: Huddle at 06:00"]
        await board.press("n")
        await pass_until(board, desk, "06:57")
        await pass_until(board, desk, "07:02")
        await board.press("escape")
        await board.pass_time(0.5)
        assert notes(board)[1:] == ["late: Huddle, planned at 06:00"]


async def test_a_dialog_is_read_to_its_end(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("question_mark")
        await pass_until(board, desk, "05:56")
        assert notes(board) == []
        await board.press("escape")
        await board.pass_time(0.5)
        assert notes(board) == ["in 3 minutes: Huddle at 06:00"]


async def test_the_review_of_the_day_is_not_disturbed_in_the_middle_of_a_line(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("r")
        await pass_until(board, desk, "05:56")
        assert notes(board) == []
        await board.press("escape")
        await board.pass_time(0.5)
        assert notes(board) == ["in 3 minutes: Huddle at 06:00"]


async def test_a_key_just_pressed_makes_it_wait_two_seconds(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        desk.clock.set("2026-11-19 05:55")
        await board.press("j")
        await board.pass_time(1 / 60)
        assert notes(board) == []
        await board.pass_time(1 / 60)
        assert notes(board) == ["in 5 minutes: Huddle at 06:00"]


async def test_an_interruption_is_not_broken_into(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        log.begin(desk.another_window(), "press 4 jammed")
        await board.pass_time(0)
        await pass_until(board, desk, "05:56")
        assert notes(board) == []
        await board.press("b")
        await board.pass_time(0.5)
        assert notes(board)[-1] == "in 3 minutes: Huddle at 06:00"


async def test_one_key_turns_them_off_for_today_and_on_again(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("R")
        assert notes(board) == ["reminders off for today"]
        assert "reminders off R" in board.text
        await pass_until(board, desk, "05:56")
        assert notes(board)[1:] == []
    async with window(desk.another_window(), desk.clock) as board:
        await pass_until(board, desk, "05:57")
        assert "reminders off R" in board.text
        assert notes(board) == []
        await board.press("R")
        assert notes(board) == ["reminders on"]
        assert "reminders off R" not in board.text
        await board.pass_time(0.5)
        assert notes(board)[1:] == ["in 2 minutes: Huddle at 06:00"]


async def test_the_next_day_they_are_on_again_by_themselves(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("R")
        desk.clock.set("2026-11-20 05:30")
        await board.pass_time(0.5)
        assert "reminders off R" not in board.text
        desk.clock.set("2026-11-20 05:56")
        await board.pass_time(0.5)
        assert notes(board)[1:] == ["in 4 minutes: Huddle at 06:00"]


async def test_the_key_is_a_letter_where_text_is_typed(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("n")
        await board.type("Rest")
        assert notes(board) == []
        await board.press("escape")


async def test_turned_off_in_the_config_nothing_is_told_and_nothing_reproaches(desk: Desk) -> None:
    configure(desk, "on = false")
    async with window(desk.workspace, desk.clock) as board:
        await pass_until(board, desk, "05:56")
        assert notes(board) == []
        assert "reminders off" not in board.text
        await board.press("R")
        await board.pass_time(0.5)
        assert notes(board) == ["reminders on", "in 3 minutes: Huddle at 06:00"]


async def test_hidden_names_stay_hidden_also_for_a_command(desk: Desk, tmp_path: Path) -> None:
    program, said = script(tmp_path)
    configure(desk, f'command = ["{program}"]')
    async with window(desk.workspace, desk.clock) as board:
        await board.press("H")
        await pass_until(board, desk, "05:55")
        assert notes(board) == ["a card is due in 5 minutes"]
        await board.until(said.exists)
        await board.until(lambda: said.read_text(encoding="utf-8") == "a card is due in 5 minutes\n")


async def test_a_command_that_fails_is_told_once(desk: Desk) -> None:
    configure(desk, 'command = ["no-such-command", "lsw"]')
    async with window(desk.workspace, desk.clock) as board:
        failed = "the command of the reminders failed: no-such-command cannot be started: No such file or directory"
        await pass_until(board, desk, "05:55")
        await board.until(lambda: failed in notes(board))
        await pass_until(board, desk, "06:55")
        await board.settle()
        assert notes(board).count(failed) == 1
        assert any("Walk the line" in note for note in notes(board))


@pytest.mark.parametrize("way", ["osc9", "osc777"])
@pytest.mark.parametrize("in_tmux", [False, True])
@pytest.mark.parametrize("text", ["late: a\x07b\x1b\\c\x9cd", "4;1;50", "late: x; y", "x" * 9000, "\x1bPtmux;\x1b"])
def test_a_note_begins_and_ends_once_whatever_its_text(way: str, text: str, in_tmux: bool) -> None:
    note = desktop_note(way, text, in_tmux=in_tmux)
    if in_tmux:
        assert note.startswith("\x1bPtmux;")
        note = note.removeprefix("\x1bPtmux;").removesuffix("\x1b\\").replace("\x1b\x1b", "\x1b")
    order = {"osc9": "\x1b]9;lsw: ", "osc777": "\x1b]777;notify;lsw;"}[way]
    shown = note.removeprefix(order).removesuffix("\x1b\\")
    assert note == f"{order}{shown}\x1b\\"
    assert shown.isprintable()
    assert ";" not in shown
    assert 0 < len(shown) <= 200


def test_there_is_no_note_unless_a_way_is_named() -> None:
    assert desktop_note("none", "late", in_tmux=True) == ""
