from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.terminal import Terminal, lsw, program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BOARD = "er-physician-lead"
"""It has hours on all seven days, so that what is played on it goes the same way on any date."""
Environ = dict[str, str]


@pytest.fixture
def environ(tmp_path: Path) -> Environ:
    """An empty home; it is ten in the morning."""
    return {"LSW_HOME": str(tmp_path / "home"), "TZ": "Europe/Berlin"}


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
