"""Who writes: an owner's file for drives that do not lock, and what can be told of the process that has the lock.

Of an owner's file others only believe that its writer has died if they can tell. Where the drive locks, all this is
only ever told: the kernel decides.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime

from lswtui.store.engine import durable_files, processes


def file_of(path: str) -> str:
    """The owner's file of the lock at PATH."""
    return f"{path}.owner"


def own(path: str) -> bool:
    """Whether the file was made by us just now; one left by a dead process is taken away for the next try.

    Who takes it away owns the right to that first, in the same way, so that nobody takes away the next owner's.
    """
    with suppress(FileExistsError):
        _write_new(path, f"{os.getpid()} {processes.started(os.getpid()) or '-'} {place()}")
        return True
    known = _read(path)
    if _is_dead(known):
        clearing = f"{path}.{known.partition(' ')[0]}"
        if own(clearing):
            if _read(path) == known and _is_dead(known):
                os.unlink(path)
            os.unlink(clearing)
    return False


def _write_new(path: str, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        durable_files.write_all(handle, text.encode(), 0)
    except OSError:
        os.unlink(path)
        raise
    finally:
        os.close(handle)


def _read(path: str) -> str:
    try:
        return durable_files.read(path).decode(errors="replace").strip()
    except FileNotFoundError:
        return ""


def _is_dead(owner: str) -> bool:
    """Whether an owner's process is certainly gone: one of another machine, start or container may well live."""
    pid, start, where = (*owner.split(" ", 2), "", "")[:3]
    return where == place() and pid.isdecimal() and processes.is_gone(int(pid), start.strip("-"))


def place() -> str:
    """Where a process id means something: this machine, since it was started, in this container."""
    boot = _told("/proc/sys/kernel/random/boot_id") or "unknown"
    try:
        space = os.readlink("/proc/self/ns/pid")
    except OSError:
        space = "pid"
    return f"{boot} {space} {os.uname().nodename}"


def describe_holder(path: str) -> str:
    """Who has the lock at PATH, and since when, as a sentence without its end."""
    if os.path.lexists(file_of(path)):
        words = _read(file_of(path)).split()
        who = f"lsw (pid {words[0]} on {words[-1]})" if words else "another lsw"
        return f"{who} is writing; if it is gone, remove {file_of(path)}"
    try:
        found = os.stat(path)
    except OSError:
        return f"another lsw is writing ({path})"
    since = datetime.fromtimestamp(found.st_mtime, UTC).astimezone()
    return f"{_process(found.st_ino)} is writing since {since:%H:%M:%S} ({path})"


def _process(inode: int) -> str:
    """The process that holds the lock of a file: its name, its number, and its state if it does not go on."""
    for line in _told("/proc/locks").splitlines():
        words = line.split()  # 7: FLOCK ADVISORY WRITE 4711 fe:01:131073 0 EOF
        if len(words) > 5 and words[1] == "FLOCK" and words[5].endswith(f":{inode}"):
            pid = words[4]
            name = _told(f"/proc/{pid}/comm")
            states = [line for line in _told(f"/proc/{pid}/status").splitlines() if line.startswith("State:")]
            letter, _, state = "".join(states).removeprefix("State:").strip().partition(" ")
            stands = f", {state.strip('()')}" if letter and letter not in "RS" else ""
            return f"{name} (pid {pid}{stands})" if name else "another lsw"
    return "another lsw"


def _told(path: str) -> str:
    """What the system tells under this name; empty where it does not."""
    try:
        return durable_files.read(path).decode(errors="replace").strip()
    except (FileNotFoundError, durable_files.Unreadable):
        return ""
