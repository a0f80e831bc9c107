"""A terminal for tests: runs a program at the other end of a pseudo-terminal, types keys, reads the screen."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pyte

from tests.clock import PASSED_ON

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType
    from typing import Self

ENTER, ESCAPE, TAB, DOWN, F2 = "\r", "\x1b", "\t", "\x1b[B", "\x1bOQ"
CTRL_E, CTRL_R, CTRL_S = "\x05", "\x12", "\x13"
PATIENCE = 60.0
"""Seconds to wait for something that must come; a slow machine needs them, a fast one never does."""
QUIET = 0.2
"""Seconds without output after which a picture is whole."""
TAKE_TERMINAL = """
import fcntl, os, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
if sys.argv[1]: signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGHUP])
os.execv(sys.argv[2], sys.argv[2:])
"""
UNKNOWN = re.compile(rb"\x1b\[[<=>?][0-9;]*u|\x1b\[\?[0-9;]*\$p|\x1b\[>[0-9;]*[a-z]|\x1bP[^\x1b]*\x1b\\")
"""Questions to the terminal that pyte would print as text."""
UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;<=>?$]*|P[^\x1b]*\x1b?)?$")
SHOWN = {b"\x1b[?1049": (b"h", b"l"), b"\x1b[?25": (b"l", b"h")}
"""The alternate screen and the cursor: how a program takes each, and how it gives it back."""


class Terminal:
    """One program at one terminal; `deaf` programs never hear that the terminal has hung up."""

    def __init__(
        self, *program: str, environ: Mapping[str, str], columns: int = 120, lines: int = 40, deaf: bool = False
    ) -> None:
        self.screen = pyte.Screen(columns, lines)
        self.raw = b""
        """Everything that the program wrote."""
        self._stream = pyte.ByteStream(self.screen)
        self._rest = b""
        self._open = True
        self._fd, side = os.openpty()
        self._measure(columns, lines)
        self.process = subprocess.Popen(
            [sys.executable, "-c", TAKE_TERMINAL, "deaf" if deaf else "", *program],
            stdin=side,
            stdout=side,
            stderr=side,
            start_new_session=True,
            env={**_passed_on(), "TERM": "xterm-256color", **environ},
        )
        os.close(side)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        self.close()

    # --- what a leader sees

    def text(self) -> str:
        """The screen, line by line."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait(self, *patterns: str, patience: float = PATIENCE) -> str:
        """Read until the screen matches them all at once; what it shows then."""
        return self._until(lambda: self._matches(patterns), f"no {' and '.join(patterns)!r}", patience)

    def wait_gone(self, pattern: str) -> str:
        """Read until the screen matches no longer."""
        return self._until(lambda: re.search(pattern, self.text()) is None, f"still {pattern!r}", PATIENCE)

    def rest(self, seconds: float) -> None:
        """Let time pass where a rule is about time, the screen being read meanwhile."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._read(left)

    @property
    def given_back(self) -> bool:
        """Whether the terminal is as it was before: its own screen, the cursor shown, keys echoed."""
        for start, (take, give) in SHOWN.items():
            if self.raw.rfind(start + give) < self.raw.rfind(start + take):
                return False
        modes = termios.tcgetattr(self._fd)[3]
        return bool(modes & termios.ECHO and modes & termios.ICANON)

    # --- what a leader does

    def press(self, *keys: str) -> None:
        """Type keys, one after the other."""
        for key in keys:
            os.write(self._fd, key.encode())
            self._read(0.01)

    def answer(self, line: str) -> None:
        """Type a line, see it, and end it with ⏎."""
        self.press(line)
        self.wait(re.escape(line[-12:]))
        self.press(ENTER)

    def step(self, *keys: str, patience: float = PATIENCE) -> None:
        """Press keys one by one, each after what the one before changed can be seen, be it a colour."""
        for key in keys:
            before = self._picture()
            self.press(key)
            self._until(lambda before=before: self._picture() != before, f"{key!r} changed nothing", patience)  # type: ignore[misc]
            while self._read(QUIET):
                pass

    def press_until(self, key: str, pattern: str) -> None:
        """Press a key again and again until the screen matches; all of it takes no longer than any wait."""
        until = time.monotonic() + PATIENCE
        while re.search(pattern, self.text()) is None:
            left = until - time.monotonic()
            assert left > 0, f"{key!r} for {PATIENCE} s, but no {pattern!r} in\n{self.text()}"
            self.step(key, patience=left)

    def paste(self, text: str) -> None:
        """Paste, as terminals do for programs that ask to be told."""
        left = memoryview(f"\x1b[200~{text}\x1b[201~".encode())
        while left:
            left = left[os.write(self._fd, left[:1000]) :]
            self._read(0.01)

    def resize(self, columns: int, lines: int) -> None:
        """Make the window another size."""
        self.screen.resize(lines, columns)
        self._measure(columns, lines)

    def signal(self, which: signal.Signals) -> None:
        """Send the program a signal."""
        self.process.send_signal(which)

    def close(self) -> None:
        """Close the window, whatever the program does."""
        if self._open:
            self._open = False
            os.close(self._fd)

    def ended(self, *, patience: float = PATIENCE) -> int:
        """Read until the program has ended; its exit code."""
        until = time.monotonic() + patience
        while self.process.poll() is None:
            assert time.monotonic() < until, f"still runs after {patience} s:\n{self.text()}"
            if self._open:
                self._read(0.05)
            else:
                with suppress(subprocess.TimeoutExpired):
                    self.process.wait(0.05)
        while self._open and self._read(0):
            pass
        return self.process.returncode

    # --- how it is done

    def _measure(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def _matches(self, patterns: tuple[str, ...]) -> bool:
        shown = self.text()
        return all(re.search(pattern, shown) for pattern in patterns)

    def _picture(self) -> list[object]:
        """The screen with its colours."""
        return [
            {place: cell for place, cell in line.items() if cell != self.screen.default_char}
            for _, line in sorted(self.screen.buffer.items())
        ]

    def _until(self, seen: Callable[[], bool], missing: str, patience: float) -> str:
        until = time.monotonic() + patience
        while not seen():
            left = until - time.monotonic()
            assert left > 0, f"{missing} after {patience} s in\n{self.text()}"
            assert self._read(min(left, 0.05)) or self.process.poll() is None, f"{missing}; it ended:\n{self.text()}"
        return self.text()

    def _read(self, patience: float) -> bool:
        """Take in what the program wrote; whether it wrote anything."""
        if not select.select([self._fd], [], [], patience)[0]:
            return False
        try:
            new = os.read(self._fd, 65536)
        except OSError:  # the program has ended and nothing is left
            return False
        self.raw += new
        data = UNKNOWN.sub(b"", self._rest + new)
        cut = UNFINISHED.search(data)
        self._rest = data[cut.start() :] if cut else b""
        self._stream.feed(data[: cut.start()] if cut else data)
        return bool(new)


def lsw(environ: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Call the installed program from another terminal."""
    return subprocess.run(
        program(*arguments),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env={**_passed_on(), **environ},
    )


def program(*arguments: str) -> Sequence[str]:
    """The installed program's command line."""
    return (sys.executable, "-m", "lswtui", *arguments)


def _passed_on() -> dict[str, str]:
    return {"LANG": "C.UTF-8", **{name: os.environ[name] for name in PASSED_ON}}
