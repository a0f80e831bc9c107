from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.terminal import Terminal, lsw, program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BOARD = "er-physician-lead"
"""It has hours on all seven days, so that what is played on it goes the same way on any date."""
DAY = 24 * 60
Environ = dict[str, str]


def zone_where_it_is(hours: int) -> int:
    """The offset from UTC, in minutes, of a place where it is that many hours now: less than a day behind."""
    utc = int(time.time()) // 60 % DAY
    return (hours * 60 - utc - 1) % DAY + 1 - DAY


def posix_zone(offset: int) -> str:
    """A zone with an offset in minutes as the environment names it: what is to be added to get UTC."""
    hours, minutes = divmod(abs(offset), 60)
    return f"LSW{'-' if offset > 0 else '+'}{hours}:{minutes:02}"


@pytest.fixture
def environ(tmp_path: Path) -> Environ:
    """An empty home in a place where it is ten in the morning."""
    return {"LSW_HOME": str(tmp_path / "home"), "TZ": posix_zone(zone_where_it_is(10))}


@pytest.fixture
def board(environ: Environ) -> Environ:
    """The same with a board chosen."""
    assert lsw(environ, "board", "use", BOARD).returncode == 0
    return environ


@pytest.fixture
def opened(board: Environ) -> Callable[..., Terminal]:
    """Opens the board in a terminal of its own."""

    def start(**how: int) -> Terminal:
        terminal = Terminal(*program(), environ=board, **how)  # type: ignore[arg-type]
        terminal.wait("▌[^\n]*Walk the waiting room")
        return terminal

    return start
