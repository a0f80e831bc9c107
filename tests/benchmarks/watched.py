"""A program at a terminal of its own, timed as its user would: from start to picture, from key to change."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from typing import TYPE_CHECKING

import psutil
import pyte

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Self

UNKNOWN = re.compile(rb"\x1b\[[<=>?][0-9;]*u|\x1b\[\?[0-9;]*\$p|\x1b\[>[0-9;]*[a-z]|\x1bP[^\x1b]*\x1b\\")
PATIENCE = 30.0


class Watched:
    """One run of a program; seconds on the monotonic clock, memory in MiB."""

    def __init__(
        self, command: Sequence[str], environ: Mapping[str, str], *, columns: int = 120, lines: int = 40
    ) -> None:
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._written = 0
        self._began = time.monotonic()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], list(command), dict(environ))  # noqa: S606 - the program that is measured
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)

    def until(self, pattern: str, since: float | None = None) -> float:
        """Seconds from SINCE, by default the start, until the screen matches."""
        while not re.search(pattern, "\n".join(self._screen.display)):
            self._read(0.05)
            if time.monotonic() - self._began > PATIENCE:
                raise TimeoutError(f"{pattern!r} never showed:\n" + "\n".join(self._screen.display))
        return time.monotonic() - (self._began if since is None else since)

    def shown(self, pattern: str) -> str:
        """What the group of PATTERN matches once the screen shows it."""
        self.until(pattern)
        return str(re.findall(pattern, "\n".join(self._screen.display))[0])

    def settle(self, quiet: float = 0.3) -> None:
        """Read until nothing has come for a while."""
        while self._read(quiet):
            pass

    def press(self, key: str, quiet: float = 0.02) -> float:
        """Seconds from a key to the first byte that it brings; the rest is read too, and nobody looks at it."""
        at = time.monotonic()
        os.write(self._fd, key.encode())
        if not select.select([self._fd], [], [], PATIENCE)[0]:
            raise TimeoutError(f"{key!r} brought nothing")
        took = time.monotonic() - at
        while select.select([self._fd], [], [], quiet)[0]:
            self._written += len(os.read(self._fd, 65536))
        return took

    def key(self, key: str) -> float:
        """Seconds from a key to the first change on the screen; the rest of the change is read too."""
        before = list(self._screen.display), self._cursor()
        at = time.monotonic()
        os.write(self._fd, key.encode())
        while (list(self._screen.display), self._cursor()) == before:
            self._read(0.05)
            if time.monotonic() - at > PATIENCE:
                raise TimeoutError(f"{key!r} changed nothing")
        took = time.monotonic() - at
        self.settle(0.12)
        return took

    def memory(self) -> float:
        """Resident memory."""
        return float(psutil.Process(self.pid).memory_info().rss) / 2**20

    def idle(self, seconds: float) -> tuple[float, float]:
        """The share of a core used and the bytes written a second while nobody touches it."""
        process = psutil.Process(self.pid)
        self.settle(1.0)
        cpu, written, began = sum(process.cpu_times()[:2]), self._written, time.monotonic()
        while time.monotonic() - began < seconds:
            self._read(0.1)
        took = time.monotonic() - began
        return (sum(process.cpu_times()[:2]) - cpu) / took, (self._written - written) / took

    def _cursor(self) -> object:
        """What the picture is beside its letters: the colours of every cell."""
        return [
            (cell.fg, cell.bg, cell.bold)
            for row in range(self._screen.lines)
            for cell in (self._screen.buffer[row][column] for column in range(0, self._screen.columns, 4))
        ]

    def _read(self, patience: float) -> bool:
        if not select.select([self._fd], [], [], patience)[0]:
            return False
        data = os.read(self._fd, 65536)
        self._written += len(data)
        self._stream.feed(UNKNOWN.sub(b"", data))
        return True
