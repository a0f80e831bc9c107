from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from tests.faults.injecting import Bench, Prepared, put_back
from tests.terminal import lsw

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = "/dev/shm"  # noqa: S108 - a folder of our own is made there
BOARD = "lean-team-leader"
EVERY_DAY = "er-physician-lead"
INBOX = "2026-11-19T10:05:00+01:00 from the shell 5m\ntype 3 ran out @ann\n"


@pytest.fixture(scope="module")
def prepared() -> Iterator[Prepared]:
    """Processes whose home is in memory, where the machine has room for it: nothing here waits for a real disk."""
    with (
        TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as folder,
        Prepared(Path(folder)) as made,
    ):
        yield made


@pytest.fixture(scope="module")
def base(prepared: Prepared) -> Path:
    """A home with a day's data, databases that cover a part of it, a board and a full inbox."""
    copy = prepared.home.with_name("base")
    put_back(prepared.home, copy)
    for hour, command in enumerate(
        (
            ("board", "use", BOARD),
            ("start", "gemba"),
            ("tidy",),
            ("log", "ordinary", "5m"),
            ("two months",),
            ("in", "wandering about"),
            ("back",),
        )
    ):
        did = prepared.do(*command, seed=100 + hour, at=f"2026-11-19T{4 + hour:02}:00:00+01:00")
        assert did.code == 0, did
    (prepared.home / "data" / "inbox").write_text(INBOX, encoding="utf-8")
    shutil.copytree(prepared.home, copy)
    return copy


@pytest.fixture
def environ(home: Path) -> dict[str, str]:
    """A home with a board that has hours on all seven days, and a card that is due at no time."""
    environ = {"LSW_HOME": str(home), "TZ": "LSW-0"}
    assert lsw(environ, "board", "use", EVERY_DAY).returncode == 0
    assert lsw(environ, "add", "Write the roster").returncode == 0
    return environ


@pytest.fixture
def bench(prepared: Prepared, base: Path, tmp_path: Path) -> Bench:
    return Bench(prepared, base, tmp_path)


@pytest.fixture
def first_start(prepared: Prepared, tmp_path: Path) -> Bench:
    return Bench(prepared, tmp_path / "nothing", tmp_path)
