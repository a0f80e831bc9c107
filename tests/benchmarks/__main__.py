"""Measures the program against references in the same run and prints each figure as a ratio.

``python -m tests.benchmarks [--runs N] [--years N] [--load]``. The references are ``python -c pass`` for a single
command, and a Textual program with one label for the board. The machine may be noisy: medians of ratios, pair
by pair, are what counts.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lswtui.app.boards.choose import board_in_use
from lswtui.app.workspace import open_workspace
from lswtui.domain.boards.board_file import board_table
from lswtui.store.records.board_versions import store_board_version
from tests.benchmarks.lived import lived
from tests.benchmarks.watched import Watched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

HERE = Path(__file__).parent
LABEL = (sys.executable, str(HERE / "label.py"))
LSW = (sys.executable, "-m", "lswtui")
BARE = (sys.executable, "-c", "pass")
WORKDAYS, WORKDAYS_A_YEAR, VERSIONS = 20, 260, 500
ONE_PRESS = 0.6
"""Seconds within which a second ⏎ counts as the same press."""


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
    parser.add_argument("--years", type=int, default=0, help="also measure with years of history, against none")
    parser.add_argument("--load", action="store_true", help="also ten writers for a minute, and 5 000 actions")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lsw-benchmark-") as folder:
        new = home(Path(folder) / "new", WORKDAYS)
        print(f"{'':52}{'least':>8}{'median':>8}{'most':>8}   at most")
        show(figures(new, asked.runs))
        show(with_versions(with_many_versions(home(Path(folder) / "versions", WORKDAYS)), new, asked.runs))
        if asked.years:
            old = home(Path(folder) / "old", asked.years * WORKDAYS_A_YEAR)
            show(with_history(old, new, asked.runs))
            show(rebuilt(old))
        if asked.load:
            show(together(home(Path(folder) / "together", WORKDAYS)))
            show(on_and_on(home(Path(folder) / "on", WORKDAYS)))


def show(figures: Iterable[Figure]) -> None:
    for figure in figures:
        numbers = "".join(f"{number:>8.2f}" for number in (figure.least, figure.median, figure.most))
        print(f"{figure.what:<52}{numbers} {figure.unit:<2}{figure.at_most}", flush=True)


def home(folder: Path, days: int) -> dict[str, str]:
    """The environment of a new home with so many workdays in it."""
    environ = {**os.environ, "LSW_HOME": str(folder), "TERM": "xterm-256color", "PYTHONDONTWRITEBYTECODE": ""}
    began = time.monotonic()
    subprocess.run([*LSW, "demo", "--no-tui", "--keep", str(folder), "--days", str(days)], env=environ, check=True)
    print(f"({days} workdays made in {time.monotonic() - began:.0f} s)", flush=True)
    return environ


def figures(environ: Mapping[str, str], runs: int) -> Iterator[Figure]:
    """What `lsw` costs beside the least that such a program can cost."""
    for what, verb in (("lsw log", log()), ("lsw status", (*LSW, "status"))):
        yield ratio(f"{what}, whole process, CPU", runs, partial(cpu, verb, environ), lambda: cpu(BARE, environ), "5")
    yield ratio(
        "lsw to a painted board",
        runs,
        lambda: start(LSW, "To do", environ),
        lambda: start(LABEL, "ready", environ),
        "1.5",
    )
    yield from keys(environ, runs)
    yield captured(environ, runs)
    yield ratio(
        "lsw report week / lsw today, CPU",
        runs,
        lambda: cpu((*LSW, "report", "week"), environ),
        lambda: cpu((*LSW, "today"), environ),
        "1",
    )


def with_many_versions(environ: Mapping[str, str]) -> Mapping[str, str]:
    """The home of an environ, with so many versions of its board as if it had been changed every other day."""
    workspace = open_workspace(environ, program="benchmark")
    board = board_in_use(workspace)
    now = workspace.now()
    with workspace.store.change("changed the board", at=now) as tx:
        for number in range(VERSIONS):
            since = workspace.today() - timedelta(days=2 * number)
            at = now - timedelta(days=2 * number)
            store_board_version(tx, board.id, since, at, at, board_table(board))
    workspace.store.bring_up_to_date(now)
    return environ


def with_versions(many: Mapping[str, str], one: Mapping[str, str], runs: int) -> Iterator[Figure]:
    """What a capture and the status line cost with many versions of the board, beside the least, and beside one."""
    for what, verb in (("log", log()), ("status", (*LSW, "status"))):
        title = f"{VERSIONS} versions: lsw {what}, CPU"
        yield ratio(title, runs, partial(cpu, verb, many), lambda: cpu(BARE, many), "5")
        yield ratio(f"{title} / with one", runs, partial(cpu, verb, many), partial(cpu, verb, one), "1.1")


def with_history(old: Mapping[str, str], new: Mapping[str, str], runs: int) -> Iterator[Figure]:
    """The same with years of history against none, and a report over all of them."""
    commands = {"log": log()} | {verb: (*LSW, *verb.split()) for verb in ("status", "today", "report week")}
    for what, verb in commands.items():
        yield ratio(f"with history: lsw {what}, CPU", runs, partial(cpu, verb, old), partial(cpu, verb, new), "1.1")
    yield ratio(
        "with history: to a painted board",
        runs,
        lambda: start(LSW, "To do", old),
        lambda: start(LSW, "To do", new),
        "1.1",
    )
    with Watched(LSW, old) as years, Watched(LSW, new) as none:
        for board in (years, none):
            board.until("To do")
            board.settle()
            board.key("h")
        moves = [years.key("jk"[turn % 2]) / none.key("jk"[turn % 2]) for turn in range(4 * runs)]
        yield of("with history: key to paint, moving the focus", moves, "1.1")
        steps = []
        for _ in range(runs):
            steps += [years.key("\r") / none.key("\r")]
            time.sleep(ONE_PRESS)
            steps += [years.key("x") / none.key("x")]
        yield of("with history: key to paint, moving a card", steps, "1.1")
        yield of("with history: resident memory", [years.memory() / none.memory()], "1.1")
    this = time.localtime().tm_year
    everything = (*LSW, "report", f"{this - 19}-01-01..{this}-12-31")
    shutil.rmtree(Path(old["LSW_HOME"]) / "state" / "sums", ignore_errors=True)
    yield of("report over all years, nothing kept", [cpu(everything, old)], "", "s")
    yield of("report over all years", [cpu(everything, old) for _ in range(runs)], "1", "s")


def rebuilt(environ: Mapping[str, str]) -> Iterator[Figure]:
    """What it takes to come back when db/ is gone: for one command, and for all databases."""
    lines = lived(Path(environ["LSW_HOME"]))
    yield of(f"db/ gone, {lines} lines: lsw today, CPU", [cpu((*LSW, "today"), environ)], "1", "s")
    yield of("db/ gone: all databases written anew, CPU", [cpu((*LSW, "log", "first", "1m"), environ)], "1", "s")


def together(environ: Mapping[str, str], processes: int = 10, seconds: float = 60) -> Iterator[Figure]:
    """Processes that capture at once: how many captures a second, and how many were lost or stand twice."""
    writers = [
        subprocess.Popen(
            (sys.executable, str(HERE / "writer.py"), f"writer{number}", str(seconds)),
            env=dict(environ),
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(processes)
    ]
    said = [writer.communicate()[0].split() for writer in writers]
    refused = sum(int(words[1]) for words in said)
    wanted = Counter(
        f"writer{number} nr {count}" for number, words in enumerate(said) for count in range(int(words[0]))
    )
    # adding a card takes in what waits in the inbox
    subprocess.run((*LSW, "add", "Count them"), env=environ, check=True, stdout=subprocess.DEVNULL)
    shown = subprocess.run((*LSW, "today", "--json"), env=environ, check=True, capture_output=True)
    found = Counter(entry["text"] for entry in json.loads(shown.stdout)["interruptions"])
    kept = Counter({text: times for text, times in found.items() if text.startswith("writer")})
    yield of(f"{processes} processes for {seconds:.0f} s: captures a second", [wanted.total() / seconds], "", "")
    yield of(
        "  of them lost, doubled or refused",
        [float((wanted - kept).total() + (kept - wanted).total() + refused)],
        "0",
        "",
    )


def on_and_on(environ: Mapping[str, str], actions: int = 5000, part: int = 500) -> Iterator[Figure]:
    """A long session: each second action is a change on the disk."""
    with Watched(LSW, environ) as board:
        board.until("To do")
        board.settle()
        took: dict[str, list[float]] = {"j": [], "k": [], "*": []}
        for turn in range(100):
            board.press("j*k*"[turn % 4])
        before = board.memory()
        for turn in range(actions):
            key = "j*k*"[turn % 4]
            took[key].append(board.press(key))
        yield of(f"{actions} actions: memory that came with them", [board.memory() - before], "5", "M")
    for what, found in (("moving the focus", took["j"] + took["k"]), ("one of the top three, or no longer", took["*"])):
        first, last = statistics.median(found[: part // 2]), statistics.median(found[-part // 2 :])
        yield of(f"{actions} actions: {what}, last {part} / first {part}", [last / first], "1.1")


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
    return of(what, [ours() / theirs() for _ in range(runs)], at_most)


def of(what: str, found: Sequence[float], at_most: str, unit: str = "×") -> Figure:
    return Figure(what, min(found), statistics.median(found), max(found), at_most, unit)


def keys(environ: Mapping[str, str], runs: int) -> Iterator[Figure]:
    """Keys, memory and idleness of an open board beside an open label."""
    with Watched(LABEL, environ) as label, Watched(LSW, environ) as board:
        label.until("ready")
        board.until("To do")
        label.settle()
        board.settle()
        board.key("h")
        moves = [board.key("jk"[turn % 2]) / label.key("ab"[turn % 2]) for turn in range(2 * runs)]
        yield of("key to paint, moving the focus", moves, "3")
        steps = []
        for _ in range(runs):
            steps.append(board.key("\r") / label.key("a"))
            time.sleep(ONE_PRESS)
            steps.append(board.key("x") / label.key("b"))
        yield of("key to paint, moving a card", steps, "6")
        yield of("resident memory", [board.memory() / label.memory()], "1.4")
        share, written = board.idle(10)
        yield of("idle, percent of a core", [share * 100], "1", "%")
        yield of("idle, bytes a second to the terminal", [written], "200", "B")


def captured(environ: Mapping[str, str], runs: int) -> Figure:
    """From another process's capture being done to its being counted on the board; its line may be below the fold."""
    found = []
    with Watched(LSW, environ) as board:
        before = int(board.shown(r"Interruptions (\d+)"))
        for run in range(1, runs + 1):
            subprocess.run((*LSW, "log", f"capture {run} 1m"), env=environ, check=True, stdout=subprocess.DEVNULL)
            found.append(board.until(rf"Interruptions {before + run}\b", since=time.monotonic()))
    return of("another process's capture to paint, seconds", found, "1", "s")


if __name__ == "__main__":
    main()
