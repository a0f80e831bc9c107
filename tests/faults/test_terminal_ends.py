"""The terminal goes away in whatever state the program is, and sends whatever bytes it likes before (cases 55, 56)."""

from __future__ import annotations

import os
import random
import shlex
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import psutil
import pytest

from tests.faults.test_terminal_and_session import CTRL_Z, PROMPT, SLACK, board, reading_until, stop, today
from tests.terminal import Terminal, lsw, program
from tests.times import TIMES

if TYPE_CHECKING:
    from tests.faults.test_terminal_and_session import Environ

STATES = {
    "the board": "",
    "the bar": "I",
    "the bar of an interruption that runs": "i",
    "half a line": "Ip",
    "a new card": "n",
    "a dialog of choices": "m",
    "the details of a card": " ",
    "the keys": "?",
    "the palette": "\x10",
    "another window did this": "u",
    "the gallery": "B",
    "the board editor": "E",
    "the form of a task": "En",
    "the reflection": "r",
    "a text of the reflection": "r\t\tL",
    "the interruptions": "2",
    "the week": "4",
}


class End(NamedTuple):
    """A way in which a terminal ends, and what the program answers."""

    deaf: bool
    which: signal.Signals | None
    code: int


ENDS = {
    "closed": End(deaf=False, which=None, code=128 + signal.SIGHUP),
    "closed without a word": End(deaf=True, which=None, code=128 + signal.SIGHUP),
    "told to end": End(deaf=False, which=signal.SIGTERM, code=128 + signal.SIGTERM),
}
EDITOR = "import os, sys, time; open(os.environ['LSW_HOME'] + '/editing', 'w').write(str(os.getpid())); time.sleep(600)"
NOISE = (
    b"\x1b[105;1:3u", b"\x1b]11;rgb:ffff/ffff/dddd\x1b\\", b"\x1bP>|XTerm(390)\x1b\\", b"\x1b[?62;22c",
    b"\x1b[<0;99999;5M",
    b"\x1b[M !!", b"\x1b[99999999999u", b"\x1b_Gi=1;OK\x1b\\", b"\x1b[?997;1n", b"\xff\xfe", b"\xc3", b"\x9b", b"\x00",
)  # fmt: skip
"""What terminals send that nobody asked for, and what is no text at all."""


def end(terminal: Terminal, how: End) -> None:
    """End it so: it is gone within a second and says how it ended."""
    begun = time.monotonic()
    if how.which is None:
        terminal.close()
    else:
        terminal.signal(how.which)
    assert terminal.ended(patience=PROMPT + SLACK) == how.code
    assert time.monotonic() - begun < PROMPT + SLACK


@pytest.fixture
def lived(environ: Environ) -> Environ:
    """A home in which another window did something that can be undone."""
    assert lsw(environ, "log", "from elsewhere", "5m").returncode == 0
    return environ


@pytest.mark.parametrize("how", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("keys", STATES.values(), ids=STATES)
def test_case_55_it_is_gone_within_a_second_in_every_state(lived: Environ, keys: str, how: End) -> None:
    for _ in range(TIMES):
        with board(lived, deaf=how.deaf) as terminal:
            for key in keys:
                terminal.step(key)
            end(terminal, how)


@pytest.mark.parametrize("how", [ENDS["closed"], ENDS["closed without a word"]], ids=["closed", "without a word"])
def test_case_55_it_is_gone_within_a_second_while_it_is_stopped(lived: Environ, how: End) -> None:
    for _ in range(TIMES):
        with board(lived, deaf=how.deaf) as terminal:
            terminal.press(CTRL_Z)
            stop(terminal)
            end(terminal, how)


def test_case_55_it_is_gone_whenever_in_its_start_the_terminal_goes(lived: Environ) -> None:
    for tenths in range(10):
        with Terminal(*program(), environ=lived) as terminal:
            terminal.rest(tenths / 10)
            terminal.close()
            assert terminal.ended(patience=PROMPT + SLACK) != 0


def test_case_55_it_is_gone_while_it_waits_for_the_leaders_editor_and_so_is_that(lived: Environ) -> None:
    editing = Path(lived["LSW_HOME"]) / "editing"
    environ = {**lived, "EDITOR": shlex.join((sys.executable, "-c", EDITOR))}
    with Terminal(*program("board", "edit"), environ=environ) as terminal:
        reading_until(terminal, lambda: editing.exists() and bool(editing.read_text()), "the editor")
        editor = psutil.Process(int(editing.read_text()))
        terminal.close()
        assert terminal.ended(patience=PROMPT + SLACK) != 0
        editor.wait(PROMPT + SLACK)


def test_a_terminal_that_takes_nothing_keeps_it_from_nothing(lived: Environ) -> None:
    with board(lived) as terminal:
        for columns in range(60, 200):  # each asks for a screen anew; nobody reads them
            terminal._measure(columns, 60)
            time.sleep(0.005)
        end(terminal, ENDS["told to end"])


def test_bytes_that_nobody_asked_for_do_nothing_and_end_nothing(lived: Environ) -> None:
    before = today(lived)
    with board(lived) as terminal:
        for noise in NOISE:
            os.write(terminal._fd, noise)
            terminal.rest(0.05)
            for byte in noise[:2], noise[2:]:
                os.write(terminal._fd, byte)
                terminal.rest(0.15 if noise[:1] == b"\x1b" and len(byte) > 1 else 0.0)
        terminal.step("I")
        os.write(terminal._fd, b"".join(noise for noise in NOISE if noise[:1] == b"\x1b"))
        terminal.press("press 4 jammed 5m\r")
        terminal.wait("press 4 jammed")
        terminal.wait_gone("Log one that is over")
        terminal.press("q")
        assert terminal.ended() == 0
    after = today(lived)
    assert {entry["text"] for entry in after["interruptions"]} == {"from elsewhere", "press 4 jammed"}
    assert [(card["id"], card["lane"]) for card in after["cards"]] == [
        (card["id"], card["lane"]) for card in before["cards"]
    ]


@pytest.mark.parametrize("seed", range(3))
def test_whatever_bytes_come_it_stays_until_it_is_told_to_go(lived: Environ, seed: int) -> None:
    chance = random.Random(seed)
    letters = b"\x1b\x1b\x1b[[]PO<?;:0123456789mMuRt~$\\\x07\x18\x9b\xc3\xff"
    with board(lived) as terminal:
        for _ in range(150):
            os.write(terminal._fd, bytes(chance.choices(letters, k=chance.randrange(1, 40))) + chance.choice(NOISE))
            terminal.rest(0.02)
            assert terminal.process.poll() is None
        end(terminal, ENDS["told to end"])
