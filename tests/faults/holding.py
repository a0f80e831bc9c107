"""Processes that keep the data's lock, or change data, until they are told otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.clock import AHEAD, path_with
from tests.faults.injecting import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

HOLDER = """
import os, sys
from lswtui.store.engine import lock
os.makedirs(os.path.dirname(sys.argv[1]), exist_ok=True)
held = lock.take(sys.argv[1], 20)
print("held", flush=True)
sys.stdin.readline()
held.release()
print("released", flush=True)
sys.stdin.readline()
"""
WRITER = """
import os, sys
from datetime import UTC, datetime
from lswtui.store.engine.places import find_places
from lswtui.store.store import Store
store = Store(find_places(os.environ), program="test", lag=20)
name, times = sys.argv[1], int(sys.argv[2])
for number in range(times):
    with store.change("added", at=datetime(2026, 11, 19, 9, 30, tzinfo=UTC), wait=60) as tx:
        counted = tx.document("undated", "counters", "all") or {"n": 0}
        tx.put("2026-11", "cards", {"id": f"{name}-{number}"})
        tx.put("undated", "counters", {"id": "all", "n": counted["n"] + 1})
    print(f"{name}-{number}", flush=True)
"""


def process(source: str, *arguments: str, environ: dict[str, str] | None = None) -> subprocess.Popen[str]:
    """A Python of its own that knows lsw, to talk to."""
    return subprocess.Popen(
        [sys.executable, "-c", source, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": path_with(ROOT), "PATH": "/usr/bin:/bin", AHEAD: os.environ[AHEAD], **(environ or {})},
    )


def say(to: subprocess.Popen[str]) -> str:
    """Let a process go on; the next line it prints."""
    assert to.stdin
    assert to.stdout
    to.stdin.write("\n")
    to.stdin.flush()
    return to.stdout.readline().strip()


@contextmanager
def holding(home: Path, environ: dict[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
    """A process that has the lock of a home's data."""
    holder = process(HOLDER, str(home / "data" / "lock"), environ=environ)
    try:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        yield holder
    finally:
        holder.kill()
        holder.communicate()
