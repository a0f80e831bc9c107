"""Whether the board is open: a mark that a program which died leaves behind, and a clean end takes away."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from lswtui.store.engine import processes
from lswtui.store.engine.durable_files import make_folder

if TYPE_CHECKING:
    from pathlib import Path

    from lswtui.app.workspace import Workspace


def note(workspace: Workspace) -> str:
    """Note that this process is alive now, and say why it cannot be noted, in one sentence; empty where it can.

    A disk that refuses is no reason to stop.
    """
    window = workspace.store.window
    mark = {
        "pid": os.getpid(),
        "started": processes.started(os.getpid()),
        "boot": workspace.clock.boot(),
        "alive": workspace.now().isoformat(),
        "window": window,
    }
    path = _mark(workspace, window)
    fresh = path.with_suffix(".tmp")
    try:
        make_folder(os.fspath(path.parent))
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(mark), encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        return (
            f"if this program dies, the next one cannot ask what was lost of a running clock: {path.parent} "
            f"cannot be written ({error.strerror}); make room or fix that"
        )
    return ""


def forget(workspace: Workspace) -> None:
    """Take this process's mark away."""
    with suppress(OSError):
        _mark(workspace, workspace.store.window).unlink(missing_ok=True)


def left_behind(workspace: Workspace) -> datetime | None:
    """When the last program that died was alive, if one did; its mark is taken away."""
    alive = []
    for path in sorted((workspace.places.state / "open").glob("*.json")):
        try:
            mark = json.loads(path.read_text(encoding="utf-8"))
            if _is_open(workspace, mark):
                continue
            alive.append(datetime.fromisoformat(mark["alive"]))
            path.unlink()
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return max(alive, default=None)


def is_open(workspace: Workspace, window: str) -> bool:
    """Whether a window's board is open now; one that was left, or whose program died, is not."""
    try:
        return _is_open(workspace, json.loads(_mark(workspace, window).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _is_open(workspace: Workspace, mark: dict[str, Any]) -> bool:
    return mark["boot"] == workspace.clock.boot() and not processes.is_gone(mark["pid"], mark.get("started", ""))


def _mark(workspace: Workspace, window: str) -> Path:
    return workspace.places.state / "open" / f"{window}.json"
