from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import lswtui

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(lswtui.__file__).parent
CLOCK = PACKAGE / "app" / "clock.py"
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
