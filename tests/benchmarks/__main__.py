"""Measures the program against references in the same run and prints each figure as a ratio.

``python -m tests.benchmarks [--runs N] [--years N]``. The references are ``python -c pass`` for a single
command, and a Textual program with one label for the board. The machine may be noisy: medians of ratios, pair
by pair, are what counts.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.benchmarks.watched import Watched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

HERE = Path(__file__).parent
LABEL = (sys.executable, str(HERE / "label.py"))
LSW = (sys.executable, "-m", "lswtui")
WORKDAYS_A_YEAR = 260


class Figure(NamedTuple):
    what: str
    least: float
    median: float
    most: float
    at_most: str
    unit: str = "×"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=9, help="pairs of runs for each figure (9)")
    parser.add_argument("--years", type=int, default=0, help="years of history to measure with (0: twenty workdays)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lsw-benchmark-") as home:
        environ = {**os.environ, "LSW_HOME": home, "TERM": "xterm-256color", "PYTHONDONTWRITEBYTECODE": ""}
        days = asked.years * WORKDAYS_A_YEAR or 20
        began = time.monotonic()
        subprocess.run([*LSW, "demo", "--no-tui", "--keep", home, "--days", str(days)], env=environ, check=True)
        print(f"{days} workdays of history, made in {time.monotonic() - began:.1f} s; {asked.runs} pairs a figure\n")
        print(f"{'':52}{'least':>8}{'median':>8}{'most':>8}   at most")
        for figure in figures(environ, asked.runs):
            numbers = "".join(f"{number:>8.2f}" for number in (figure.least, figure.median, figure.most))
            print(f"{figure.what:<52}{numbers} {figure.unit:<2}{figure.at_most}", flush=True)


def figures(environ: Mapping[str, str], runs: int) -> Iterator[Figure]:
    """Every figure that can be measured by now."""
    bare = (sys.executable, "-c", "pass")
    yield ratio("lsw log, whole process, CPU", runs, lambda: cpu(log(), environ), lambda: cpu(bare, environ), "5")
    yield ratio(
        "lsw status, whole process, CPU", runs, lambda: cpu((*LSW, "status"), environ), lambda: cpu(bare, environ), "5"
    )
    yield ratio(
        "lsw to a painted board",
        runs,
        lambda: start(LSW, "To do", environ),
        lambda: start(LABEL, "ready", environ),
        "1.5",
    )
    yield from keys(environ, runs)
    yield captured(environ, runs)
    yield spent("lsw report week / lsw today, CPU", runs, ("report", "week"), ("today",), environ)
    yield spent("lsw report year, seconds of CPU", runs, ("report", "year"), None, environ)


def log() -> tuple[str, ...]:
    return (*LSW, "log", "press 4 jammed @maria #equipment 5m")


def cpu(command: tuple[str, ...], environ: Mapping[str, str]) -> float:
    """Seconds of CPU of one process, its start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environ, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def start(command: tuple[str, ...], pattern: str, environ: Mapping[str, str]) -> float:
    with Watched(command, environ) as program:
        return program.until(pattern)


def ratio(what: str, runs: int, ours: Callable[[], float], theirs: Callable[[], float], at_most: str) -> Figure:
    """One figure against its reference, in turn, so that a machine that slows down slows both."""
    ours(), theirs()
    found = [ours() / theirs() for _ in range(runs)]
    return Figure(what, min(found), statistics.median(found), max(found), at_most)


def keys(environ: Mapping[str, str], runs: int) -> Iterator[Figure]:
    """Keys, memory and idleness of an open board beside an open label."""
    with Watched(LABEL, environ) as label, Watched(LSW, environ) as board:
        label.until("ready")
        board.until("To do")
        label.settle()
        board.settle()
        board.key("h")
        moves = [board.key("jk"[turn % 2]) / label.key("ab"[turn % 2]) for turn in range(2 * runs)]
        yield Figure("key to paint, moving the focus", min(moves), statistics.median(moves), max(moves), "3")
        steps = []
        for _ in range(runs):
            steps.append(board.key("\r") / label.key("a"))
            time.sleep(0.6)  # a second ⏎ sooner than that counts as the same press
            steps.append(board.key("x") / label.key("b"))
        yield Figure("key to paint, moving a card", min(steps), statistics.median(steps), max(steps), "6")
        memory = board.memory() / label.memory()
        yield Figure("resident memory", memory, memory, memory, "1.4")
        share, written = board.idle(10)
        yield Figure("idle, percent of a core", share * 100, share * 100, share * 100, "1", "%")
        yield Figure("idle, bytes a second to the terminal", written, written, written, "200", "B")


def captured(environ: Mapping[str, str], runs: int) -> Figure:
    """From another process's capture being done to its being painted."""
    found = []
    with Watched(LSW, environ) as board:
        board.until("To do")
        for run in range(runs):
            subprocess.run((*LSW, "log", f"capture {run}x 1m"), env=environ, check=True, stdout=subprocess.DEVNULL)
            found.append(board.until(f"capture {run}x", since=time.monotonic()))
    return Figure(
        "another process's capture to paint, seconds", min(found), statistics.median(found), max(found), "1", "s"
    )


def spent(
    what: str, runs: int, ours: tuple[str, ...], theirs: tuple[str, ...] | None, environ: Mapping[str, str]
) -> Figure:
    """CPU of a verb, against another verb or in seconds."""
    if theirs is not None:
        return ratio(what, runs, lambda: cpu((*LSW, *ours), environ), lambda: cpu((*LSW, *theirs), environ), "1")
    found = [cpu((*LSW, *ours), environ) for _ in range(runs)]
    return Figure(what, min(found), statistics.median(found), max(found), "1", "s")


if __name__ == "__main__":
    main()
