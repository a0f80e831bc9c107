"""Whether the board is open: a mark that a program which died leaves behind, and a clean end takes away."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from lswtui.store.disk import make_folder

if TYPE_CHECKING:
    from pathlib import Path

    from lswtui.app.workspace import Workspace


def note(workspace: Workspace) -> None:
    """Note that this process is alive now; a disk that refuses is no reason to stop."""
    mark = {"pid": os.getpid(), "boot": workspace.clock.boot(), "alive": workspace.now().isoformat()}
    path = _mark(workspace, os.getpid())
    with suppress(OSError):
        make_folder(os.fspath(path.parent))
        fresh = path.with_suffix(".tmp")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(mark), encoding="utf-8")
        fresh.replace(path)


def forget(workspace: Workspace) -> None:
    """Take this process's mark away."""
    with suppress(OSError):
        _mark(workspace, os.getpid()).unlink(missing_ok=True)


def left_behind(workspace: Workspace) -> datetime | None:
    """When the last program that died was alive, if one did; its mark is taken away."""
    alive = []
    for path in sorted((workspace.places.state / "open").glob("*.json")):
        try:
            mark = json.loads(path.read_text(encoding="utf-8"))
            if mark["boot"] == workspace.clock.boot() and _lives(mark["pid"]):
                continue
            alive.append(datetime.fromisoformat(mark["alive"]))
            path.unlink()
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return max(alive, default=None)


def _mark(workspace: Workspace, pid: int) -> Path:
    return workspace.places.state / "open" / f"{pid}.json"


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
