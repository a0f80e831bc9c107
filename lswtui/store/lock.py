"""One writer at a time, of all processes."""

from __future__ import annotations

import fcntl
import os
import time

from lswtui.domain.errors import Busy

_SHORTEST, _LONGEST = 0.0005, 0.01  # seconds between two tries


def take(path: str, wait: float) -> int:
    """The locked file, whose closing gives the lock back, as does its holder's death, whatever the reason.

    Raises `Busy` if others keep it for WAIT seconds, `OSError` if it cannot be made. The file is never
    replaced.
    """
    until = time.monotonic() + wait
    pause = _SHORTEST
    while (handle := _taken(path)) is None:
        if time.monotonic() >= until:
            raise Busy(f"another lsw is writing ({path}); nothing was changed, try again in a moment")
        time.sleep(pause)
        pause = min(pause * 1.5, _LONGEST)
    return handle


def _taken(path: str) -> int | None:
    """The locked file, or None while another has it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(handle), os.stat(path)):
            return handle
    except (BlockingIOError, FileNotFoundError):
        pass  # another's, or a file that somebody deleted meanwhile and that locks nobody out
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None
