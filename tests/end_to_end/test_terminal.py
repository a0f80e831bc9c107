from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING, Any

import pytest

from tests.terminal import CTRL_S, ENTER, ESCAPE, TAB, Terminal, lsw, program

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.end_to_end.conftest import Environ

    Opened = Callable[..., Terminal]

LETTER_TIME = 0.1
"""Seconds between two letters of a leader who types on and on."""
POISON = "\x1b]0;taken over\x07\x1b[31mred\x1b[0m [bold]loud[/bold] \x9b2J"


def today(environ: Environ) -> Any:
    return json.loads(lsw(environ, "today", "--json").stdout)


def taken_up_again(terminal: Terminal) -> str:
    """The line that was kept, as the bar shows it."""
    terminal.wait("a half-typed line was kept")
    terminal.press("I")
    return terminal.wait("⏎ keep")


@pytest.mark.parametrize(("which", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_it_with_the_terminal_given_back_and_the_line_kept(
    opened: Opened, which: signal.Signals, code: int
) -> None:
    with opened() as terminal:
        terminal.press("i")
        terminal.wait("! Interrupted at")
        terminal.press("press 4 jammed @mar")
        terminal.wait("press 4 jammed @mar")
        terminal.signal(which)
        assert terminal.ended() == code
        assert terminal.given_back
    with opened() as terminal:
        assert "press 4 jammed @mar" in taken_up_again(terminal)


def test_leaving_gives_the_terminal_back(opened: Opened) -> None:
    with opened() as terminal:
        terminal.press("q")
        assert terminal.ended() == 0
        assert terminal.given_back


def test_what_is_typed_at_once_goes_where_it_would_go_typed_slowly(opened: Opened, environ: Environ) -> None:
    with opened() as terminal:
        terminal.press("nCall the supplier 20m\rIpress 4 jammed 5m\rnBuy a book\rmmfq")
        assert terminal.ended() == 0
    day = today(environ)
    assert [entry["text"] for entry in day["interruptions"]] == ["press 4 jammed"]
    assert {"Call the supplier", "Buy a book"} <= {card["title"] for card in day["cards"]}
    assert "forgot" in {card["reason"] for card in day["cards"]}


def test_a_task_written_in_the_editor_is_on_the_board_and_its_card_is_there(opened: Opened, environ: Environ) -> None:
    with opened() as terminal:
        terminal.press("En")
        terminal.wait("new task")
        terminal.press("Walk the dock", TAB * 5, "go-and-see", TAB, "operate", TAB, "accountability", TAB, "alignment")
        terminal.wait("no problems")
        terminal.press(CTRL_S)
        terminal.wait("saved and in use")
        terminal.press_until(ESCAPE, "Set aside")
        terminal.press("q")
        assert terminal.ended() == 0
    assert "[walk-the-dock]" in lsw(environ, "board", "show").stdout
    assert lsw(environ, "board", "check", "er-physician-lead").returncode == 0
    assert "Walk the dock" in {card["title"] for card in today(environ)["cards"]}


def test_killed_in_the_middle_of_a_line_it_loses_half_a_second_of_it_at_most(opened: Opened) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    with opened() as terminal:
        terminal.press("I")
        terminal.wait("Log one that is over")
        for letter in letters:
            terminal.press(letter)
            terminal.rest(LETTER_TIME)
        terminal.wait(letters)
        terminal.signal(signal.SIGKILL)
        terminal.ended()
    with opened() as terminal:
        assert letters[:-6] in taken_up_again(terminal)


def test_a_clock_that_ran_when_it_was_killed_is_asked_about(opened: Opened, board: Environ) -> None:
    with opened() as terminal:
        terminal.press(ENTER)
        terminal.wait("Doing 1")
        terminal.signal(signal.SIGKILL)
        terminal.ended()
    with opened() as terminal:
        terminal.wait("1 to answer", "to answer")
        assert [question["kind"] for question in today(board)["questions"]] == ["gap"]
        terminal.press("a")
        terminal.wait("Keep it")
        terminal.press("d")
        terminal.wait_gone("to answer")
    assert today(board)["questions"] == []


def test_it_fits_every_window_and_comes_back_from_the_smallest(opened: Opened) -> None:
    with opened() as terminal:
        for columns, lines, shown in (
            (1, 1, ""),
            (200, 60, r"Set aside \d+[^\n]*\n[^\n]*──"),
            (39, 11, "needs at least 40"),
            (58, 30, "▌[^\n]*Walk the waiting room"),
            (80, 24, r"Done 0 +Set aside \d"),
            (120, 40, r"Set aside \d+[^\n]*\n[^\n]*──"),
        ):
            terminal.resize(columns, lines)
            terminal.wait(shown)
        terminal.wait("▌[^\n]*Walk the waiting room")
        terminal.press("q")
        assert terminal.ended() == 0


def test_a_window_that_closes_ends_it_even_where_no_signal_says_so(board: Environ) -> None:
    with Terminal(*program(), environ=board, deaf=True) as terminal:
        terminal.wait("To do")
        terminal.close()
        assert terminal.ended() != 0


def test_a_page_pasted_is_one_line_with_every_word(opened: Opened, board: Environ) -> None:
    words = [f"word{number}" for number in range(400)]
    page = "\n".join("\t".join(words[start : start + 8]) for start in range(0, 400, 8))
    with opened() as terminal:
        terminal.press("i")
        terminal.wait("! Interrupted at")
        terminal.paste(page)
        terminal.wait("word399")
        terminal.press(ENTER)
        terminal.wait_gone("⏎ keep")
    (interruption,) = today(board)["interruptions"]
    assert interruption["text"].split() == words


def test_nothing_that_was_pasted_or_logged_reaches_the_screen_as_an_escape_sequence(
    opened: Opened, board: Environ
) -> None:
    with opened() as terminal:
        assert lsw(board, "log", f"{POISON} shell", "5m").returncode == 0
        terminal.wait("shell")
        terminal.press("I")
        terminal.wait("Log one that is over")
        terminal.paste(f"{POISON} pasted")
        terminal.wait("pasted")
        terminal.press(ENTER)
        terminal.wait("Interruptions 2")
        terminal.press("q")
        terminal.ended()
        assert "taken over" not in terminal.screen.title
        assert b"\x1b]0;taken over" not in terminal.raw
        assert "\x9b2J".encode() not in terminal.raw
    assert all("[bold]loud[/bold]" in entry["text"] for entry in today(board)["interruptions"])


def test_what_the_last_key_before_leaving_asked_for_is_done(board: Environ, opened: Callable[..., Terminal]) -> None:
    for _ in range(3):
        with opened() as terminal:
            terminal.press("0", ENTER)
            terminal.wait("Interruptions 1")
            terminal.wait_gone("Esc close")
            terminal.press("uq")
            assert terminal.ended() == 0
        assert json.loads(lsw(board, "today", "--json").stdout)["interruptions"] == []


def test_a_narrow_terminal_shows_its_one_list_from_the_first_frame_on(opened: Opened) -> None:
    with opened(columns=60, lines=16) as terminal:
        before, found, _ = terminal.raw.decode(errors="replace").partition("Board round")
    assert found
    assert [words for words in ("To do", "Doing", "Set aside", "nothing done yet") if words in before] == []
