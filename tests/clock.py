"""The clock that a test lives under: it begins at one moment, whatever the machine's shows, and goes on from there.

In the process of the tests it is `time_machine`'s. A process that a test starts has the same by a file that Python
reads when it starts (`startup/sitecustomize.py`): to load `time_machine` there would cost each of them more than its
work, and lsw asks for the time of day in one place only (`architecture/test_clock.py`). Both are ahead of the
machine's clock by the same span, so that they agree however long a test takes.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import time_machine

if TYPE_CHECKING:
    from collections.abc import Mapping

START = datetime.fromisoformat("2026-11-24T10:00:00+01:00")
"""When every test begins that does not say otherwise: a Tuesday, in winter time."""
STARTUP = str(Path(__file__).with_name("startup"))
AHEAD = "LSW_TEST_AHEAD"
"""By how many nanoseconds a started process is ahead of the machine's clock."""
PASSED_ON = ("PATH", "PYTHONPATH", AHEAD)
"""What a process needs that gets no other variables of the machine's."""


def machine_ns() -> int:
    """What the machine's own clock shows under a test's, in nanoseconds since 1970."""
    return time_machine.escape_hatch.time.time_ns()


def begins(at: datetime) -> dict[str, str]:
    """The variable under which the clock of a started process shows a moment now."""
    return {AHEAD: str(round(at.timestamp()) * 1_000_000_000 - machine_ns())}


def later(environ: Mapping[str, str], by: timedelta) -> dict[str, str]:
    """An environment in which it is later by so much."""
    ahead = int(environ.get(AHEAD, os.environ[AHEAD])) + round(by.total_seconds()) * 1_000_000_000
    return {**environ, AHEAD: str(ahead)}


def path_with(*folders: str | os.PathLike[str]) -> str:
    """A search path of modules for a started process: folders, and the file that gives it its clock."""
    return os.pathsep.join((STARTUP, *(os.fspath(folder) for folder in folders)))


MACHINES_OWN = {AHEAD: "0"}
"""The variable under which a started process has the machine's clock, as the shells beside it have."""
