from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest
import time_machine
from hypothesis import settings

from tests.clock import AHEAD, START, begins, path_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

settings.register_profile("any machine", deadline=None)
settings.register_profile("the same each time", deadline=None, derandomize=True)
settings.load_profile("the same each time" if "CI" in os.environ else "any machine")
LEFT_OUT = ("LSW_CONFIG", "VISUAL", "EDITOR", "PAGER", "COLUMNS", "NO_COLOR", "FORCE_COLOR")


@pytest.fixture(autouse=True)
def own_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A clock of its own for every test and the processes it starts, whatever the machine's shows."""
    with time_machine.travel(START, tick=True):
        monkeypatch.setenv("PYTHONPATH", path_with(*filter(None, [os.environ.get("PYTHONPATH")])))
        monkeypatch.setenv(AHEAD, begins(START)[AHEAD])
        yield


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own for every test, in one time zone, whatever the machine's settings."""
    for name in LEFT_OUT:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LSW_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TZ", "Europe/Berlin")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")  # a process whose disk is made to fail would leave half a file
    time.tzset()
    yield tmp_path / "home"
    monkeypatch.undo()
    time.tzset()
