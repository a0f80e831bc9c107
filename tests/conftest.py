from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine
from hypothesis import settings

from lswtui.app.boards.choose import choose
from lswtui.app.demo import make_demo
from tests.clock import AHEAD, START, begins, path_with
from tests.desk import PLAIN, Desk

if TYPE_CHECKING:
    from collections.abc import Iterator

settings.register_profile("any machine", deadline=None)
settings.register_profile("the same each time", deadline=None, derandomize=True)
settings.load_profile("the same each time" if "CI" in os.environ else "any machine")
HERE = Path(__file__).parent
LEFT_FOR_ALL = {"end_to_end", "faults"}
"""The folders of which every test is slow."""
MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own there
ENOUGH = 2**30
"""As many bytes as the tests of a whole run never need at once."""
MID_MORNING = "2026-11-19 10:42"
LEFT_OUT = ("LSW_CONFIG", "VISUAL", "EDITOR", "PAGER", "COLUMNS", "NO_COLOR", "FORCE_COLOR")


def pytest_configure() -> None:
    """Temporary folders are made in memory where it has room and may hold programs, unless the caller names a place.

    What is tested heeds the signals that a run in the background ignores.
    """
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK):
        place = os.statvfs(MEMORY)
        if place.f_bavail * place.f_frsize >= ENOUGH and not place.f_flag & os.ST_NOEXEC:
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes real terminals, and faults that are brought about, is left out of the everyday run."""
    for item in items:
        if item.path.relative_to(HERE).parts[0] in LEFT_FOR_ALL:
            item.add_marker(pytest.mark.slow)


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


@pytest.fixture(scope="session")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with twenty working days of a team leader and a morning, made once; tests have a copy, as `demo`."""
    made = Desk(tmp_path_factory.mktemp("weeks"))
    made.clock.set(MID_MORNING)
    make_demo(made.workspace, seed=1)
    return made.home


@pytest.fixture
def empty(home: Path) -> Desk:
    """A desk with no board yet, on Thursday 19 November 2026 at 05:30."""
    return Desk(home)


@pytest.fixture
def desk(empty: Desk) -> Desk:
    """A desk with the plain board, chosen on Thursday 19 November 2026 at 05:30; now it is 05:50."""
    choose(empty.workspace, empty.board(PLAIN))
    empty.clock.tick(20)
    return empty


@pytest.fixture
def demo(home: Path, weeks: Path) -> Desk:
    """A desk with twenty working days behind it, on Thursday 19 November 2026 at 10:42."""
    shutil.copytree(weeks, home)
    there = Desk(home)
    there.clock.set(MID_MORNING)
    return there
