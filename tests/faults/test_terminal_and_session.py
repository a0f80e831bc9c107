"""The terminal is taken away, stopped, shrunk or shared, and the program ended from outside (cases 25, 55 to 61)."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import termios
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from tests.faults.injecting import library
from tests.terminal import ENTER, F2, PATIENCE, Terminal, lsw, program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIRST = "▌[^\n]*\\S"
CTRL_Z = "\x1a"
PROMPT = 1.0
"""Seconds within which the program is gone when it is ended from outside."""
SLACK = 3.0
"""Seconds more that a busy machine may take."""
SLOW_DISK = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>
/* A disk that, once it is asleep, takes its time for everything. */
int fsync(int file) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fsync");
    if (access(getenv("ASLEEP"), F_OK) == 0) usleep(1000 * atoi(getenv("MILLISECONDS")));
    return real(file);
}
"""
Environ = dict[str, str]


@contextmanager
def board(environ: Environ, **how: Any) -> Iterator[Terminal]:
    """The board, open."""
    with Terminal(*program(), environ=environ, **how) as terminal:
        terminal.wait(FIRST)
        yield terminal


def asleep(folder: Path) -> Path:
    """The file that sends the slow disk to sleep."""
    return folder / "asleep"


def slow_disk(environ: Environ, folder: Path, milliseconds: int) -> Environ:
    """A disk that needs so long for a sync, once it sleeps."""
    odd = {"LD_PRELOAD": str(library(SLOW_DISK, folder)), "ASLEEP": str(asleep(folder))}
    return {**environ, **odd, "MILLISECONDS": str(milliseconds)}


def today(environ: Environ) -> Any:
    return json.loads(lsw(environ, "today", "--json").stdout)


def half_typed(terminal: Terminal, text: str) -> None:
    terminal.press("I")
    terminal.wait("Log one that is over")
    terminal.press(text)
    terminal.wait(text)


def taken_up(environ: Environ) -> str:
    """The draft as the bar shows it at the next start."""
    with board(environ) as terminal:
        terminal.wait("a half-typed line was kept")
        terminal.press("I")
        return terminal.wait("⏎ keep")


def reading_until(terminal: Terminal, so: Callable[[], bool], what: str) -> None:
    """Read what the program writes until something is so."""
    until = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < until, f"waited in vain for {what}"
        terminal.rest(0.02)


def stop(terminal: Terminal) -> None:
    """Wait until the program has stopped."""
    process = psutil.Process(terminal.process.pid)
    reading_until(terminal, lambda: process.status() == psutil.STATUS_STOPPED, "it to stop")


# --- two boards


def test_case_25_two_boards_at_once_both_work_and_each_shows_what_the_other_did(environ: Environ) -> None:
    with board(environ) as one, board(environ) as other:
        one.press(ENTER)
        one.wait("Doing 1")
        other.wait("Doing 1", patience=2.0 + SLACK)
        half_typed(other, "press 4 jammed")
        other.press(ENTER)
        other.wait("Interruptions 1")
        one.wait("Interruptions 1", patience=2.0 + SLACK)
        for terminal in (one, other):
            terminal.press("q")
            assert terminal.ended() == 0
    assert [entry["text"] for entry in today(environ)["interruptions"]] == ["press 4 jammed"]
    assert today(environ)["running"]["kind"] == "card"


# --- ended from outside


def test_case_55_a_window_that_closes_ends_it_at_once_and_the_half_typed_line_is_there_at_the_next_start(
    environ: Environ,
) -> None:
    with board(environ) as terminal:
        half_typed(terminal, "press 4 jam")
        begun = time.monotonic()
        terminal.close()
        assert terminal.ended() == 128 + signal.SIGHUP
        assert time.monotonic() - begun < PROMPT + SLACK
    assert "press 4 jam" in taken_up(environ)


def test_case_56_where_a_dropped_line_gives_no_signal_it_notices_and_leaves_without_burning_a_core(
    environ: Environ,
) -> None:
    with board(environ, deaf=True) as terminal:
        half_typed(terminal, "press 4 jam")
        process = psutil.Process(terminal.process.pid)
        before = last = sum(process.cpu_times()[:2])
        terminal.close()
        while terminal.process.poll() is None:
            try:
                last = sum(process.cpu_times()[:2]) or last
            except psutil.NoSuchProcess:
                break
            time.sleep(0.01)
        assert terminal.ended() == 128 + signal.SIGHUP
        assert last - before < 2 * PROMPT
    assert "press 4 jam" in taken_up(environ)


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_case_57_told_to_end_while_the_disk_sleeps_it_is_gone_in_time_and_gives_the_terminal_back(
    environ: Environ, tmp_path: Path, which: signal.Signals
) -> None:
    with board(slow_disk(environ, tmp_path, 60_000)) as terminal:
        half_typed(terminal, "press 4 jam")
        terminal.rest(0.6)
        asleep(tmp_path).touch()
        terminal.press(F2)
        terminal.wait("saving…")
        begun = time.monotonic()
        terminal.signal(which)
        assert terminal.ended() == 128 + which
        assert time.monotonic() - begun < PROMPT + SLACK
        assert terminal.given_back
    assert lsw(environ, "add", "the data are sound").returncode == 0
    assert "press 4 jam" in taken_up(environ)


def test_case_57_told_to_end_it_keeps_the_running_clock_and_asks_nothing(environ: Environ) -> None:
    with board(environ) as terminal:
        terminal.press(ENTER)
        terminal.wait("Doing 1")
        terminal.signal(signal.SIGTERM)
        assert terminal.ended() == 128 + signal.SIGTERM
    with board(environ) as terminal:
        assert "to answer" not in terminal.wait("Doing 1")
    assert today(environ)["running"]["kind"] == "card"
    assert today(environ)["questions"] == []


# --- stopped


@pytest.mark.parametrize("how", ["ctrl+z", "SIGTSTP"])
def test_case_58_stopped_it_gives_the_terminal_back_and_goes_on_with_what_happened_meanwhile(
    environ: Environ, how: str
) -> None:
    with board(environ) as terminal:
        terminal.press(ENTER)
        terminal.wait("Doing 1")
        since = today(environ)["running"]["since"]
        if how == "ctrl+z":
            terminal.press(CTRL_Z)
        else:
            terminal.signal(signal.SIGTSTP)
        stop(terminal)
        reading_until(terminal, lambda: terminal.given_back, "the terminal to be given back")
        assert lsw(environ, "log", "type 3 ran out", "5m").returncode == 0
        terminal.screen.reset()  # what a shell wrote over it
        terminal.signal(signal.SIGCONT)
        terminal.wait("Interruptions 1")
        assert "Doing 1" in terminal.text()
        assert not terminal.given_back
        assert today(environ)["running"]["since"] == since
        terminal.press("q")
        assert terminal.ended() == 0
        assert terminal.given_back


def test_case_58_stopped_without_a_word_it_takes_the_terminal_again_and_gives_it_back_at_the_end(
    environ: Environ,
) -> None:
    with board(environ) as terminal:
        half_typed(terminal, "press 4 jam")
        terminal.signal(signal.SIGSTOP)
        stop(terminal)
        cooked = termios.tcgetattr(terminal._fd)
        cooked[3] |= termios.ECHO | termios.ICANON | termios.ISIG  # as shells do
        termios.tcsetattr(terminal._fd, termios.TCSANOW, cooked)
        assert lsw(environ, "log", "type 3 ran out", "5m").returncode == 0
        terminal.screen.reset()
        terminal.signal(signal.SIGCONT)
        terminal.wait("press 4 jam", "Interruptions 1")
        assert not termios.tcgetattr(terminal._fd)[3] & (termios.ECHO | termios.ICANON | termios.ISIG)
        terminal.press("med", ENTER)
        terminal.wait("Interruptions 2")
        terminal.press("q")
        assert terminal.ended() == 0
        assert terminal.given_back


def test_case_58_a_board_that_is_stopped_in_the_middle_of_saving_keeps_nobody_from_writing(
    environ: Environ, tmp_path: Path
) -> None:
    with board(slow_disk(environ, tmp_path, 500)) as terminal:
        terminal.rest(1.5)
        asleep(tmp_path).touch()
        terminal.press(ENTER, CTRL_Z)
        stop(terminal)
        ran = lsw(environ, "add", "another card")
        assert (ran.returncode, ran.stderr) == (0, "")
        terminal.signal(signal.SIGCONT)
        terminal.wait("Doing 1")


# --- windows and pipes


def test_case_59_a_storm_of_sizes_down_to_nothing_changes_no_letter_of_what_is_typed(environ: Environ) -> None:
    with board(environ) as terminal:
        half_typed(terminal, "press 4 jam")
        for columns, lines in [(1, 1), (0, 0), (300, 90), (0, 40), (2, 200), (80, 0), (40, 12), (1, 30)] * 5:
            terminal._measure(columns, lines)
            terminal.rest(0.01)
        terminal.resize(120, 40)
        terminal.wait("press 4 jam", "Log one that is over")
        terminal.press("med", ENTER)
        terminal.wait("Interruptions 1")
        terminal.press("q")
        assert terminal.ended() == 0
    assert [entry["text"] for entry in today(environ)["interruptions"]] == ["press 4 jammed"]


@pytest.mark.parametrize("command", [("today",), ("report", "week"), ("export",), ("board", "list"), ("--help",)])
def test_case_60_a_reader_that_leaves_is_no_fault(environ: Environ, command: tuple[str, ...]) -> None:
    end, start = os.pipe()
    os.close(end)
    ran = subprocess.run(
        program(*command), stdout=start, stderr=subprocess.PIPE, check=False, env={**os.environ, **environ}
    )
    os.close(start)
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-", "> /dev/full", "2> /dev/full"])
def test_case_60_whoever_listens_the_exit_code_says_whether_it_was_done(environ: Environ, closed: str) -> None:
    def code(*arguments: str, **more: str) -> int:
        line = " ".join((*program(), *arguments, closed))
        return subprocess.run(
            ["sh", "-c", line], capture_output=True, check=False, env={**os.environ, **environ, **more}
        ).returncode

    assert code("log", "heard", "or", "not") == 0
    assert code("done", "no-such-card") == 3
    assert code("log", "not", "saved", LSW_HOME="/proc/nothing") == 1
    assert [entry["text"] for entry in today(environ)["interruptions"]] == ["heard or not"]


# --- killed


def test_case_61_killed_while_typing_it_has_all_but_the_last_half_second(environ: Environ) -> None:
    with board(environ) as terminal:
        half_typed(terminal, "press 4 jammed")
        terminal.rest(1.5)
        terminal.press(" again")
        terminal.signal(signal.SIGKILL)
        terminal.ended()
    assert "press 4 jammed" in taken_up(environ)
