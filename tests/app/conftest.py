from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lswtui.app.boards.choose import choose
from tests.desk import PLAIN, Desk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def empty(tmp_path: Path) -> Desk:
    """A desk with no board yet."""
    return Desk(tmp_path / "home")


@pytest.fixture
def desk(empty: Desk) -> Desk:
    """A desk with the plain board, chosen on Thursday 19 November 2026 at 05:30."""
    choose(empty.workspace, empty.board(PLAIN))
    empty.clock.tick(1)
    return empty
