from __future__ import annotations

import ast
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import lswtui
from tests.clock import START, later
from tests.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(lswtui.__file__).parent
CLOCK = PACKAGE / "app" / "clock.py"
TESTS = Path(__file__).parents[1]
UNDER_THE_CLOCK = {"cli/conftest.py", "architecture/test_clock.py"}
"""The tests' files that ask for the time, under the clock of the test."""
MACHINES_CLOCK = "escape_hatch"
"""The way past the clock of a test."""
ASKS = "import time; from lswtui.app.clock import SystemClock; print(SystemClock().now().timestamp(), time.time())"
SOURCES = ("datetime", "time", "pendulum")
READINGS = {"now", "utcnow", "today", "yesterday", "tomorrow", "time", "time_ns", "localtime", "gmtime", "ctime"}
READINGS |= {"clock_gettime", "clock_gettime_ns"}
"""What tells the time of day. A stopwatch (`monotonic`) does not, and may be used where something is waited for."""


def readings(source: str) -> Iterator[str]:
    """The calls in a module that ask what time it is."""
    tree = ast.parse(source)
    known: set[str] = set()
    taken: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            known |= {alias.asname or alias.name for alias in node.names if alias.name in SOURCES}
        elif isinstance(node, ast.ImportFrom) and node.module in SOURCES:
            known |= {alias.asname or alias.name for alias in node.names}
            taken |= {
                alias.asname or alias.name for alias in node.names if alias.name in READINGS and node.module == "time"
            }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            first, _, last = name.partition(".")
            asks = first in known and last.rpartition(".")[2] in READINGS
            if asks or name in taken:
                yield f"line {node.lineno}: {name}()"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_one_clock_tells_the_time(path: Path) -> None:
    found = list(readings(path.read_text(encoding="utf-8")))
    assert bool(found) == (path == CLOCK), found


@pytest.mark.parametrize(
    "source",
    [
        "import time\nat = time.time()",
        "from time import time_ns as ns\nat = ns()",
        "from datetime import datetime, UTC\nat = datetime.now(UTC)",
        "import datetime as dt\nat = dt.date.today()",
        "def f():\n    import pendulum\n    return pendulum.now()",
    ],
)
def test_every_way_to_ask_is_found(source: str) -> None:
    assert len(list(readings(source))) == 1


# --- the clock of the tests


@pytest.mark.parametrize("path", sorted(TESTS.rglob("*.py")), ids=lambda path: str(path.relative_to(TESTS)))
def test_no_test_depends_on_when_it_is_run(path: Path) -> None:
    name = path.relative_to(TESTS).as_posix()
    source = path.read_text(encoding="utf-8")
    assert name in UNDER_THE_CLOCK or name.startswith(("benchmarks/", "startup/")) or list(readings(source)) == []
    assert name in {"clock.py", "architecture/test_clock.py"} or MACHINES_CLOCK not in source


def test_every_test_begins_at_one_moment() -> None:
    assert START <= datetime.now(START.tzinfo) < START + timedelta(minutes=1)


def test_a_process_that_a_test_starts_has_the_clock_of_the_test() -> None:
    shown = [time.time()]
    for _ in range(2):
        ran = subprocess.run([sys.executable, "-c", ASKS], capture_output=True, text=True, check=True)
        shown += map(float, ran.stdout.split())
    shown.append(time.time())
    assert sorted(shown) == pytest.approx(shown, abs=0.001)
    assert shown[-1] - START.timestamp() < 60


def test_so_has_a_program_at_a_terminal_also_after_some_hours() -> None:
    asks = (sys.executable, "-c", "from lswtui.app.clock import SystemClock; print(SystemClock().now())")
    with Terminal(*asks, environ={"TZ": "Europe/Berlin"}) as terminal:
        terminal.wait("2026-11-24 10:00")
    with Terminal(*asks, environ=later({"TZ": "America/New_York"}, timedelta(hours=26))) as terminal:
        terminal.wait("2026-11-25 06:00")
