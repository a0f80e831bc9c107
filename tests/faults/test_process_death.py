"""What a process leaves behind that dies in the middle of its work (cases 1 to 3 and 5 to 7)."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lswtui.app.boards.choose import choose
from tests.clock import path_with
from tests.desk import PLAIN, Desk
from tests.faults.injecting import (
    AT_CALL,
    CALLS,
    CHANGING,
    ROOT,
    Prepared,
    content,
    journal_lines,
    needs,
    put_back,
    snapshot,
)
from tests.terminal import program
from tests.tui.window import window

if TYPE_CHECKING:
    from tests.faults.injecting import Bench

BOARD = "lean-team-leader"
COMMANDS: dict[str, tuple[str, ...]] = {
    "log": ("log", "press 4 jammed", "15m", "@mar"),
    "in": ("in", "the boss", "#boss"),
    "start": ("start", "operator-observation"),
    "done": ("done", "gemba", "--problem", "--finding", "no tag"),
    "undo": ("undo",),
    "two months": ("two months",),
    "tidy": ("tidy",),
}
ON_FIRST_START = ("log", "in", "two months", "tidy")
INBOX = "2026-11-19T10:05:00+01:00 from the shell 5m\ntype 3 ran out @ann\n"


def swept(bench: Bench, name: str, how: str, code: int, step: int = 1) -> int:
    """Strike a command at each call of each kind (or every STEP-th); the number of times that it ended with CODE.

    Opening and locking change nothing that another call has not changed, so fewer of these are tried.
    """
    command = COMMANDS[name]
    said = bench.undisturbed(*command).out
    ended = 0
    with bench.prepared.striking(how):
        for call in CALLS:
            for number in range(1, AT_CALL, step if call in CHANGING else 3 * step):
                bench.put_back()
                did = bench.prepared.struck(call, number, *command)
                made = bench.changes_made()
                if did.code != code:
                    assert (did.code, did.out, made) == (0, said, bench.all_changes), did
                    break
                ended += 1
                assert made == bench.all_changes or not did.out, "it was said, and is not there"
                if ended % 3 == 0:
                    bench.goes_on()
    return ended


def test_case_01_killed_at_random_moments_of_mixed_work_it_keeps_all_that_was_said(
    prepared: Prepared, tmp_path: Path
) -> None:
    put_back(prepared.home, tmp_path / "nothing")
    said, unsaid, unfinished, turns = -1, 0, 0, count()

    def kill(pid: int) -> None:
        if next(turns) % 3:
            prepared.wait_for_word()
        time.sleep(random.uniform(0, 0.02))
        os.kill(pid, signal.SIGKILL)

    for _ in range(60):
        did = prepared.do("endless", meanwhile=kill)
        assert (did.code, did.err) == (-signal.SIGKILL, "")
        if not prepared.home.exists():
            continue
        found = content(prepared.home)
        last = found.get("2026-10", {}).get("endless", {"last": {"number": -1}})["last"]["number"]
        said = int(did.out.split()[-1]) if did.out else said
        assert last in (said, said + 1)
        documents = found.get("2026-11", {}).get("endless", {})
        assert {id_: each["followed"] for id_, each in documents.items()} == {
            str(number): number < last for number in range(max(0, last - 2), last + 1)
        }
        unsaid += last > said
        files = snapshot(prepared.home)
        unfinished += any(
            name.endswith(".tmp") or text[-1:] != b"\n" for name, text in files.items() if ".json" in name
        )
        said = last
    assert said > 10
    assert unsaid, "no kill came between a change and its word"
    assert unfinished, "no kill came into a write"


@pytest.mark.parametrize("name", COMMANDS)
def test_case_02_killed_at_any_call_a_command_has_changed_all_or_nothing(bench: Bench, name: str) -> None:
    assert swept(bench, name, "signal=KILL", -signal.SIGKILL) > 5


@pytest.mark.parametrize("name", ON_FIRST_START)
def test_case_02_killed_at_any_call_of_the_first_start_it_has_begun_or_not(first_start: Bench, name: str) -> None:
    assert swept(first_start, name, "signal=KILL", -signal.SIGKILL) > 2


def test_case_02_the_installed_program_killed_at_any_write_has_logged_or_not(bench: Bench) -> None:
    bench.undisturbed("tidy")
    environ = {**os.environ, "LSW_HOME": str(bench.home), "PYTHONPATH": path_with(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    ended = 0
    for call in ("mkdir", "pwrite64", "write", "fsync", "rename", "ftruncate"):
        bench.put_back()
        before = content(bench.home).get("2026-11", {}).get("interruptions", {})
        kill = (f"-etrace={CALLS[call]}", f"-einject={CALLS[call]}:signal=KILL:when=1")
        ran = subprocess.run(
            [needs("strace"), "-f", "-qq", "-o", os.devnull, *kill, *program("log", "press 4")],
            env=environ, capture_output=True, text=True, check=False,
        )  # fmt: skip
        after = content(bench.home)["2026-11"]["interruptions"]
        new = [each for id_, each in after.items() if id_ not in before]
        assert before.items() <= after.items()
        assert len(new) in ((1,) if ran.stdout else (0, 1))
        ended += ran.returncode != 0
        bench.goes_on()
    assert ended > 2


def test_case_03_killed_among_the_databases_nothing_is_lost_nor_twice_and_its_temporary_file_is_written_over(
    bench: Bench,
) -> None:
    bench.undisturbed("two months")
    before = content(bench.home)
    left = 0
    with bench.prepared.striking("signal=KILL", ("rename", "pwrite64", "fsync")):
        for call in ("rename", "pwrite64", "fsync"):
            for number in range(1, AT_CALL):
                shutil.rmtree(bench.home / "data" / "db", ignore_errors=True)
                did = bench.prepared.struck(call, number, "tidy")
                assert content(bench.home) == before
                if did.code == 0:
                    break
                left += any(name.endswith(".tmp") for name in snapshot(bench.home))
    assert left > 3
    assert not any(name.endswith(".tmp") for name in snapshot(bench.home))
    shutil.rmtree(bench.home / "data" / "journal")  # what the databases hold by themselves
    assert {path.stem for path in (bench.home / "data" / "db").iterdir()} == {
        "2026-10",
        "2026-11",
        "boards-2026-11",
        "head",
    }


@pytest.mark.parametrize("how", ["ABRT", "SEGV", "BUS"])
def test_case_05_a_process_that_crashes_has_changed_all_or_nothing(bench: Bench, how: str) -> None:
    assert swept(bench, "log", f"signal={how}", -signal.Signals[f"SIG{how}"], 4) > 2


async def test_case_06_a_fault_of_the_program_while_saving_is_said_and_neither_data_nor_what_was_typed_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path / "home")
    choose(desk.workspace, desk.board(PLAIN))
    before = journal_lines(tmp_path / "home")

    def broken(*_: object) -> int:
        raise ZeroDivisionError("what nobody thought of")

    async with window(desk.workspace, desk.clock) as board:
        await board.press("I")
        await board.type("press 4 jammed 5m")
        with monkeypatch.context() as patched:
            patched.setattr(os, "pwrite", broken)
            await board.press("enter")
        assert "what nobody thought of" in board.text
        assert "press 4 jammed 5m" in board.text
        assert journal_lines(tmp_path / "home") == before
        await board.press("enter")
        assert "Log one that is over" not in board.text
    assert [each.text for each in desk.day().interruptions] == ["press 4 jammed"]


@pytest.mark.parametrize("name", ["log", "two months"])
def test_case_07_an_interrupt_at_any_call_leaves_all_or_nothing_and_the_code_says_which(
    bench: Bench, name: str
) -> None:
    command = COMMANDS[name]
    said = bench.undisturbed(*command).out
    stopped = 0
    with bench.prepared.striking("signal=INT"):
        for call in CALLS:
            for number in range(1, AT_CALL):
                bench.put_back()
                did = bench.prepared.struck(call, number, *command)
                made = bench.changes_made()
                # Whoever is told 130 and nothing else has changed nothing.
                ends = ((0, said, bench.all_changes), (130, said, bench.all_changes), (130, "", 0))
                assert (did.code, did.out, made) in ends, (call, number, did)
                stopped += did.code == 130
                if number > 40 or did.code == 0:
                    break
    assert stopped
