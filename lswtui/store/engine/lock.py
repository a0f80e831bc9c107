"""One writer at a time, of all processes: by a lock that the kernel keeps, and that goes with its holder.

A drive whose locks do nothing is found out, and an owner's file is used there besides.
"""

from __future__ import annotations

import errno
import fcntl
import os
import time
from contextlib import suppress
from typing import NamedTuple

from lswtui.domain.errors import Busy

_SHORTEST, _LONGEST = 0.0005, 0.01  # seconds between two tries
_UNSUPPORTED = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
_proved: set[str] = set()
"""The lock files that were found to lock; asked once a process."""


class Lock(NamedTuple):
    """The right to write, until it is released."""

    handle: int
    owner: str | None = None
    """The file that says so on a drive that does not lock."""

    def release(self) -> None:
        """Let others write."""
        if self.owner is not None:
            with suppress(OSError):
                os.unlink(self.owner)
        os.close(self.handle)


def take(path: str, wait: float) -> Lock:
    """The lock at PATH, a file that is never replaced.

    Raises `Busy` if others keep it for WAIT seconds, `OSError` if it cannot be made.
    """
    until = time.monotonic() + wait
    pause = _SHORTEST
    while (lock := _taken(path)) is None:
        if time.monotonic() >= until:
            from lswtui.store.engine import lock_file

            raise Busy(
                f"{lock_file.describe_holder(path)}; nothing was changed, try again in a moment",
                on_screen="another program is writing; nothing was changed, try again in a moment",
            )
        time.sleep(pause)
        pause = min(pause * 1.5, _LONGEST)
    return lock


def locks_work(folder: str) -> bool:
    """Whether the drive of the data keeps the locks it gives; true also where there is nothing to lock yet."""
    try:
        handle = os.open(f"{folder}/lock", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return True
    try:
        return not _granted(handle) or _keeps(f"{folder}/lock")
    except OSError:
        return True
    finally:
        os.close(handle)


def holder(path: str) -> str | None:
    """Who is writing at this moment, in words; None for nobody. It writes nothing; raises `Unreadable`."""
    from lswtui.store.engine import durable_files, lock_file

    if os.path.lexists(lock_file.file_of(path)):
        return lock_file.describe_holder(path)
    try:
        handle = durable_files.opened(path)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return lock_file.describe_holder(path)
    except OSError:
        pass
    finally:
        os.close(handle)
    return None


def _taken(path: str) -> Lock | None:
    """The lock, or None while another has it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        lock = _made(path, handle)
    except FileNotFoundError:  # somebody deleted the file meanwhile: it locks nobody out
        lock = None
    except BaseException:
        os.close(handle)
        raise
    if lock is None:
        os.close(handle)
    return lock


def _made(path: str, handle: int) -> Lock | None:
    if not _granted(handle):
        return None
    kept = path in _proved or _keeps(path)
    if not os.path.samestat(os.fstat(handle), os.stat(path)):
        return None
    with suppress(OSError):
        os.utime(handle)  # since when, for those who wait
    if kept:
        _proved.add(path)
        return Lock(handle)
    from lswtui.store.engine import lock_file  # only drives without locks need one

    return Lock(handle, lock_file.file_of(path)) if lock_file.own(lock_file.file_of(path)) else None


def _granted(handle: int) -> bool:
    """Whether the system says that the file is locked for us; it says so of every drive that knows no locks."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
    return True


def _keeps(path: str) -> bool:
    """Whether a file that was locked for us cannot be locked once more."""
    another = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        return not _granted(another)
    finally:
        os.close(another)
