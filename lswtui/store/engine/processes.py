"""Which process it was: its number alone is given again, in a container to the first process of every start."""

from __future__ import annotations

import os

from lswtui.store.engine import durable_files

_STATE, _START = 0, 19  # the fields of /proc/<pid>/stat after the name, which is in parentheses


def started(pid: int) -> str:
    """When a living process was started, in the system's own words, to be compared and no more.

    Empty where there is no such process, where it has ended and nobody has noticed, and where the system does not say.
    """
    found = _by_proc(pid) if os.path.exists("/proc/self/stat") else _by_ps(pid)
    return "" if not found or found[0].startswith(("Z", "X")) else found[1]


def is_gone(pid: int, start: str) -> bool:
    """Whether the process that had a number, and that began at START as `started` says, has certainly ended.

    Both must be of this machine since it was started, and of this container.
    """
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return started(pid) != start


def _by_proc(pid: int) -> tuple[str, str] | None:
    """The state and the start of a process in ticks since the machine was started."""
    try:
        fields = durable_files.read(f"/proc/{pid}/stat").rpartition(b")")[2].decode().split()
        return fields[_STATE], fields[_START]
    except (FileNotFoundError, durable_files.Unreadable, IndexError):
        return None


def _by_ps(pid: int) -> tuple[str, str] | None:
    """The same as a date, where there is no /proc."""
    import subprocess  # on other systems than Linux

    try:
        told = subprocess.run(
            ["/bin/ps", "-o", "stat=,lstart=", "-p", str(pid)],
            capture_output=True,
            text=True,
            check=False,
            env={"LC_ALL": "C", "TZ": "UTC"},
        )
    except OSError:
        return None
    state, _, start = told.stdout.strip().partition(" ")
    return (state, start.strip()) if start else None
