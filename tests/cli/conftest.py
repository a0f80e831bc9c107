from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import time_machine

from lswtui.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Iterator

THURSDAY = "2026-11-19T10:30:00+01:00"
BOARD = "lean-team-leader"


class Ran(NamedTuple):
    """What a call of the command line came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Keyboard(io.StringIO):
    """Lines typed at a terminal."""

    def isatty(self) -> bool:
        return True


class Lsw:
    """The command line, called in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: str, stdin: str = "", typed: str | None = None) -> Ran:
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(stdin) if typed is None else Keyboard(typed))
        self._capsys.readouterr()
        code = main(list(arguments))
        return Ran(code, *self._capsys.readouterr())

    def done(self, *arguments: str, stdin: str = "", typed: str | None = None) -> Ran:
        """Call it where nothing may go wrong."""
        ran = self(*arguments, stdin=stdin, typed=typed)
        assert ran.code == 0, ran.err
        return ran

    def refused(self, *arguments: str, code: int, stdin: str = "") -> str:
        """Call it where it must refuse, with one sentence and nothing else."""
        ran = self(*arguments, stdin=stdin)
        assert ran.code == code, ran
        assert ran.out == ""
        assert ran.err.startswith("lsw: ")
        assert ran.err.count("\n") == 1
        return ran.err

    def today(self, *arguments: str) -> Any:
        """What `lsw today --json` says."""
        return self.done("today", "--json", *arguments).json

    def card(self, name: str, *arguments: str) -> dict[str, Any]:
        """The card of a task, or the one-off of a title, on the day."""
        cards: list[dict[str, Any]] = self.today(*arguments)["cards"]
        return next(card for card in cards if name in (card["task"], card["title"]))


@pytest.fixture
def lsw(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Lsw:
    return Lsw(monkeypatch, capsys)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    """Thursday at half past ten; the test moves it on, and with it the machine's counters, as time does."""
    monkeypatch.setattr(time, "clock_gettime", lambda _which: time.time())
    with time_machine.travel(THURSDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def day(lsw: Lsw, clock: time_machine.Traveller) -> time_machine.Traveller:
    """A working day with a board chosen before it began."""
    clock.move_to("2026-11-19T05:00:00+01:00")
    lsw.done("board", "use", BOARD)
    clock.move_to(THURSDAY)
    return clock


def installed(*arguments: str, stdin: str | None = None, environ: dict[str, str] | None = None) -> Ran:
    """Call the installed program, as a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", "lswtui", *arguments],
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **(environ or {})},
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@pytest.fixture(name="installed")
def _installed() -> Any:
    return installed
