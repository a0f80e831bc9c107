"""Which process it was: one that has ended is known for ended though another bears its number."""

from __future__ import annotations

import os
import subprocess
import time

import pytest

from lswtui.store.engine import processes


def test_a_process_is_there_as_long_as_it_runs() -> None:
    with subprocess.Popen(["sleep", "60"]) as other:
        start = processes.started(other.pid)
        assert start
        assert not processes.is_gone(other.pid, start)
        other.kill()
        other.wait()
        assert processes.is_gone(other.pid, start)


def test_one_that_bears_the_number_of_one_that_ended_is_another() -> None:
    assert processes.is_gone(os.getpid(), "1")
    assert not processes.is_gone(os.getpid(), processes.started(os.getpid()))


def test_one_that_was_killed_has_ended_though_nobody_has_asked_what_became_of_it() -> None:
    with subprocess.Popen(["sleep", "60"]) as other:
        start = processes.started(other.pid)
        other.kill()
        until = time.monotonic() + 10
        while not processes.is_gone(other.pid, start) and time.monotonic() < until:
            pass
        assert processes.is_gone(other.pid, start)
        assert processes.started(other.pid) == ""


def test_where_the_system_says_nothing_of_the_start_the_number_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "started", lambda _pid: "")
    assert not processes.is_gone(os.getpid(), "")


def test_ps_tells_the_start_where_there_is_no_proc(monkeypatch: pytest.MonkeyPatch) -> None:
    if not os.path.exists("/bin/ps"):  # noqa: PTH110
        pytest.skip("there is no ps")
    monkeypatch.setattr(processes, "_by_proc", processes._by_ps)
    start = processes.started(os.getpid())
    assert start == processes.started(os.getpid()) != ""
    assert not processes.is_gone(os.getpid(), start)
    assert processes.is_gone(os.getpid(), f"{start[:-1]}x")
