from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.terminal import PATIENCE, Terminal, lsw, program

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Environ

BELL = b"\x07"
ORDER = rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
"""What sets a title or shows a note; some end with the byte that alone rings the bell."""
TOLD = r"in \d minutes?: Call Maria; twice at 10:04"
NOTE = rb"\x1b\]9;lsw: in \d minutes?: Call Maria, twice at 10:04\x1b\\"
COMMAND = """#!/bin/sh
printf '%s' "$1" > "$LSW_HOME/said"
"""


def rings(terminal: Terminal) -> int:
    """How often the bell rang."""
    return re.sub(ORDER, b"", terminal.raw).count(BELL)


def with_a_call_at_four_past_ten(board: Environ, settings: str) -> Environ:
    """The board with settings and a card that is due in a few minutes."""
    home = Path(board["LSW_HOME"])
    (home / "config.toml").write_text(f"[reminders]\n{settings}\n", encoding="utf-8")
    assert lsw(board, "add", "Call Maria; twice", "--at", "10:04").returncode == 0
    return board


def test_a_reminder_is_a_toast_and_a_bell_and_nothing_more_unless_it_is_set(board: Environ) -> None:
    with_a_call_at_four_past_ten(board, "")
    with Terminal(*program(), environ=board) as terminal:
        terminal.wait(TOLD)
        terminal.rest(0.5)
        assert rings(terminal) == 1
        assert b"\x1b]9;" not in terminal.raw
        assert b"\x1b]777;" not in terminal.raw


def test_a_note_for_the_desktop_and_a_command_get_what_the_toast_says(board: Environ) -> None:
    script = Path(board["LSW_HOME"]) / "said.sh"
    script.write_text(COMMAND, encoding="utf-8")
    script.chmod(0o700)
    with_a_call_at_four_past_ten(board, f'bell = false\nterminal = "osc9"\ncommand = ["{script}"]')
    with Terminal(*program(), environ=board) as terminal:
        terminal.wait(TOLD)
        terminal.rest(0.5)
        assert rings(terminal) == 0
        assert len(re.findall(NOTE, terminal.raw)) == 1
        said = Path(board["LSW_HOME"]) / "said"
        until = time.monotonic() + PATIENCE
        while not (said.exists() and said.stat().st_size) and time.monotonic() < until:
            terminal.rest(0.1)
    assert re.fullmatch(TOLD, said.read_text(encoding="utf-8"))


def test_in_quiet_hours_nothing_is_heard_or_shown(board: Environ) -> None:
    with_a_call_at_four_past_ten(board, 'terminal = "osc777"\nquiet = "09:00-11:00"')
    with Terminal(*program(), environ=board) as terminal:
        terminal.wait("To do")
        terminal.rest(2)
        assert "Call Maria; twice at" not in terminal.text()
        assert rings(terminal) == 0
        assert b"\x1b]777;" not in terminal.raw
