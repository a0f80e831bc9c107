"""Load: many writers at once and a long day at the board, everything there afterwards, once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from tests.terminal import CTRL_R, ENTER, Terminal, lsw, program

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Environ

WRITERS = 10
SECONDS = 3
WRITER = """
import sys, time
from lswtui.__main__ import main
name, seconds = sys.argv[1], float(sys.argv[2])
sys.stdin.readline()
until, done = time.monotonic() + seconds, 0
while time.monotonic() < until:
    assert main(["log", f"{name} nr {done} 1m"]) == 0
    done += 1
print("kept", done)
"""


def today(environ: Environ) -> Any:
    return json.loads(lsw(environ, "today", "--json").stdout)


def test_ten_processes_that_capture_at_once_lose_nothing_and_none_is_refused(environ: Environ) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, f"writer{number}", str(SECONDS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **environ},
        )
        for number in range(WRITERS)
    ]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    said = [(writer, *writer.communicate(timeout=120)) for writer in writers]
    assert [(writer.returncode, error) for writer, _, error in said if writer.returncode] == []
    wanted = {
        f"writer{number} nr {count}" for number, (_, out, _) in enumerate(said) for count in range(int(out.split()[-1]))
    }
    assert lsw(environ, "add", "Take in what waits in the inbox").returncode == 0
    found = Counter(entry["text"] for entry in today(environ)["interruptions"])
    assert found == Counter(wanted)
    assert lsw(environ, "doctor").returncode == 0


def test_sixty_actions_in_one_session_leave_what_they_did(environ: Environ) -> None:
    with Terminal(*program(), environ=environ, columns=60, lines=16) as terminal:
        terminal.wait(r"Interruptions 0\b", "keys")
        for kept in range(15):
            terminal.press("0")
            terminal.wait("A blip")
            terminal.press(ENTER)
            terminal.wait_gone("A blip")
            terminal.press("jk"[kept % 2], *(("u", CTRL_R) if kept % 2 else ("u",)))
        terminal.wait(r"Interruptions 7\b")
        terminal.press("q")
        assert terminal.ended() == 0
    assert len(today(environ)["interruptions"]) == 7
