"""Whatever a text holds, the screens show it as text: no sequence is obeyed, no markup means anything."""

from __future__ import annotations

import json
import os
import signal
import string
from typing import TYPE_CHECKING

import pytest
from textual import events

from lswtui.app.boards import choose
from lswtui.app.data import exchange
from lswtui.app.days import cards
from lswtui.app.interruptions import log
from lswtui.app.reviews import save
from tests.clock import START
from tests.desk import PLAIN, Desk
from tests.security.attacks import ATTACKS, CONTROLS, NO_TEXT, obeyed_in
from tests.security.conftest import hostile_board, hostile_records, toml_of
from tests.terminal import DOWN, ENTER, ESCAPE, Terminal, program
from tests.tui.window import Window, window

if TYPE_CHECKING:
    from pathlib import Path

    from lswtui.tui.app import LswApp

NEVER = [
    *(text.encode() for name, text in CONTROLS.items() if name in ("clipboard", "link", "notify", "palette", "sixel")),
    b"\x1b]0;",
    b"\x1b]2;",
    b"\x1b]52",
    b"\x1b]8;",
    b"\x1b[8;1;1t",
    b"\x1b[99L",
    b"\x1b[6n",
    b"\x1bc",
    b"\x1b(0",
    b"\x1bPtmux",
    b"\x1b_G",
    b"\x0e",
    b"\xc2\x9b",
    b"\xc2\x9d",
    b"\xc2\x90",
    "\u202e".encode(),
]
"""What only the bad words would send to the terminal."""


WORDS = (
    f"x{' '.join(CONTROLS.values())}",
    CONTROLS["title"],
    CONTROLS["colour"],
    CONTROLS["C1 sequence"],
    ATTACKS["markup click"],
    ATTACKS["tower of marks"],
    ATTACKS["right to left"],
    ATTACKS["line ends"],
)
ALL_CONTROLS = " ".join(CONTROLS.values())


@pytest.fixture
def desk(empty: Desk) -> Desk:
    """A desk on which everything that has words has bad ones."""
    choose.choose(empty.workspace, empty.board(hostile_board(WORDS), "hostile"))
    empty.clock.set("2026-11-19 10:30")
    exchange.import_json(empty.workspace, hostile_records(WORDS))
    return empty


def clean(board: Window) -> bool:
    return not obeyed_in(board.text)


async def pressed(board: Window, *keys: str) -> None:
    """Press keys, the screen being text after each."""
    for key in keys:
        await board.press(key)
        assert clean(board), key


async def test_the_day_board_shows_bad_words_as_text(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        assert clean(board)
        assert "[31mred" in board.text
        await pressed(board, "l", "l", "l", "h", "h", "h", "j", "j", "slash", *"red", "enter")
        await pressed(board, "slash", *["backspace"] * 3, "enter", "question_mark", "escape", "H", "H")


@pytest.mark.slow
async def test_every_dialog_of_a_card_shows_bad_words_as_text(desk: Desk) -> None:
    wanted = [card for card in desk.day().cards if card.id.startswith("hostile")]
    async with window(desk.workspace, desk.clock) as board:
        for card in wanted:
            board.app.screen.go_to(card.id)  # type: ignore[attr-defined] # the day board's
            await board.settle()
            for key in ("space", "m", "c", "N"):
                await pressed(board, key, "escape")


async def test_the_interruptions_show_bad_words_as_text(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await pressed(board, "2")
        for _ in WORDS:
            await pressed(board, "e", "escape", "j")
        await pressed(board, "o", "v", "x", "u")


async def test_the_bar_shows_bad_words_as_text(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await pressed(board, "i", "escape", "I", "at", "a", "escape", "full_stop", "b", "0", "escape")


async def test_the_other_screens_show_bad_words_as_text(desk: Desk) -> None:
    desk.clock.set("2026-11-19 16:00")
    async with window(desk.workspace, desk.clock) as board:
        await pressed(board, "r", "tab", "tab", "escape", "4", "1", "B", "j", "j", "escape")
        await pressed(board, "ctrl+p", "escape", "a", "escape")


async def test_what_is_told_in_a_corner_is_text(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock, (120, 60)) as board:
        for text in WORDS:
            board.app.session.tell(text)
        await board.settle()
        assert "owned" in board.text
        assert clean(board)


@pytest.mark.parametrize("name", [name for name in ATTACKS if name.startswith("markup")])
async def test_markup_is_shown_letter_by_letter_and_nothing_can_be_clicked(tmp_path: Path, name: str) -> None:
    desk = Desk(tmp_path / "home")
    choose.choose(desk.workspace, desk.board(PLAIN))
    cards.add(desk.workspace, ATTACKS[name], minutes=10)
    log.log(desk.workspace, f"x {ATTACKS[name]} x 5m")
    save.reflect(desk.workspace, {"pledge": ATTACKS[name]})
    shown = " ".join(ATTACKS[name].split())[:12]
    async with window(desk.workspace, desk.clock) as board:
        assert shown in board.text
        await board.go_to(ATTACKS[name])
        await board.press("space")
        assert shown in board.text
        assert not actions_in(board.app)
        await board.press("escape", "2")
        assert shown in board.text
        board.app.session.tell(ATTACKS[name])
        await board.settle()
        assert not actions_in(board.app)


def actions_in(app: LswApp) -> list[object]:
    """What a click on some cell of the screen would do, or where it would lead."""
    strips = app.screen._compositor.render_strips()
    styles = [segment.style for strip in strips for segment in strip if segment.style]
    return [style for style in styles if style.link or (style.meta and any("click" in key for key in style.meta))]


async def test_what_is_pasted_is_text_wherever_it_goes(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home")
    choose.choose(desk.workspace, desk.board(PLAIN))
    everything = "\n".join((*CONTROLS.values(), "a\ud800b", "\tend"))
    async with window(desk.workspace, desk.clock) as board:
        for opens in (("n",), ("slash",), ("I",), ("ctrl+p",), ("r",)):
            await board.press(*opens)
            board.app.post_message(events.Paste(everything))
            await board.settle()
            assert clean(board), opens
            await board.press("escape")


@pytest.mark.slow
async def test_ten_thousand_pasted_lines_and_a_megabyte_are_one_line_and_kept(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home")
    choose.choose(desk.workspace, desk.board(PLAIN))
    lines = "\n".join(f"line {number}" for number in range(10_000))
    async with window(desk.workspace, desk.clock) as board:
        for text in (lines, "y" * 1_000_000):
            await board.press("I")
            board.app.post_message(events.Paste(text))
            await board.settle()
            await board.press("enter")
    assert {entry.text for entry in desk.day().interruptions} == {" ".join(lines.split()), "y" * 1_000_000}


async def test_a_draft_with_bad_words_is_taken_up_as_text(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home")
    choose.choose(desk.workspace, desk.board(PLAIN))
    everything = ALL_CONTROLS
    desk.workspace.drafts.keep("bar", f"\n{everything}")
    desk.workspace.drafts.keep("reflect-2026-11-19", json.dumps({"well": everything, "pledge": [everything, "x"]}))
    async with window(desk.workspace, desk.clock) as board:
        await pressed(board, "I", "escape", "r", "tab", "escape")


async def test_settings_with_bad_words_are_told_as_text(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home")
    choose.choose(desk.workspace, desk.board(PLAIN))
    names = [toml_of(text) for text in CONTROLS.values()]
    keys = "".join(f'{name} = "x"\n' for name in names)
    written = f'name = {toml_of(CONTROLS["title"])}\n[keys]\n{keys}"today.done" = {toml_of(ALL_CONTROLS)}\n'
    desk.workspace.places.config.write_text(written)
    async with window(desk.workspace, desk.clock) as board:
        await pressed(board, "question_mark", "escape")


# --- the bytes that a terminal gets


def environ_of(home: Path) -> dict[str, str]:
    return {"LSW_HOME": str(home), "TZ": "Europe/Berlin"}


def test_no_byte_of_a_bad_word_reaches_the_terminal_as_a_sequence(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home")
    choose.choose(desk.workspace, desk.board(hostile_board(WORDS), "hostile"))
    desk.clock.set(f"{START:%Y-%m-%d %H:%M}")
    exchange.import_json(desk.workspace, hostile_records(WORDS, desk.workspace.clock.now().date().isoformat()))
    with Terminal(*program(), environ=environ_of(tmp_path / "home"), columns=140, lines=50) as terminal:
        terminal.wait("To do")
        terminal.step("l", "2", "e", ESCAPE, "1", "B", DOWN, ESCAPE)
        terminal.press("q")
        assert terminal.ended() == 0
        assert "\ufffd" in terminal.raw.decode()
        assert not [bad for bad in NEVER if bad in terminal.raw]
        assert b"\x07" not in terminal.raw.replace(b"\x1b]22;default\x07", b"")  # the shape of the mouse's arrow


def test_bytes_that_are_no_utf_8_do_not_end_the_board_and_are_shown_as_signs(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home")
    choose.choose(desk.workspace, desk.board(PLAIN))
    with Terminal(*program(), environ=environ_of(tmp_path / "home")) as terminal:
        terminal.wait("To do")
        terminal.press("I")
        terminal.wait("Log one that is over")
        for stray in (b"\xff", b"a\xc3", b"(\xe2\x82", b"b\xed\xa0\x80\xc0\xaf", b"c\x80d"):
            os.write(terminal._fd, stray)
            terminal.rest(0.05)
        terminal.press("still here")
        terminal.wait("still here")
        terminal.press(ENTER)
        terminal.wait_gone("Log one that is over")
        terminal.press("q")
        assert terminal.ended() == 0
    (entry,) = Desk(tmp_path / "home").workspace.store.documents("2026-11", "interruptions")
    assert "still here" in entry["text"]
    assert "\ufffd" in entry["text"]


def test_a_pasted_half_character_is_a_sign_and_the_rest_is_kept(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home")
    choose.choose(desk.workspace, desk.board(PLAIN))
    with Terminal(*program(), environ=environ_of(tmp_path / "home")) as terminal:
        terminal.wait("To do")
        terminal.press("I")
        terminal.wait("Log one that is over")
        words = NO_TEXT["half a character"].encode("utf-8", "surrogatepass")
        os.write(terminal._fd, b"\x1b[200~q D x " + words + b" \x1b]0;owned\x07 end\x1b[201~")
        terminal.wait("end")
        terminal.press(ENTER)
        terminal.wait_gone("Log one that is over")
        assert b"owned\x07" not in terminal.raw
        terminal.press("q")
        assert terminal.ended() == 0


@pytest.mark.parametrize("seed", range(3))
def test_noise_on_the_line_never_ends_the_board_with_a_traceback(tmp_path: Path, seed: int) -> None:
    desk = Desk(tmp_path / "home")
    choose.choose(desk.workspace, desk.board(PLAIN))
    noise = bytes((byte * 167 + seed * 31 + byte // 7) % 256 for byte in range(400))
    noise = noise.translate(None, b"\x03\x10\x11\x13\x1a\x1c" + string.ascii_letters.encode())
    with Terminal(*program(), environ=environ_of(tmp_path / "home")) as terminal:
        terminal.wait("To do")
        for start in range(0, len(noise), 100):
            os.write(terminal._fd, noise[start : start + 100])
            terminal.rest(0.02)
        terminal.signal(signal.SIGTERM)
        terminal.ended()
        assert "Traceback" not in terminal.raw.decode(errors="replace")
