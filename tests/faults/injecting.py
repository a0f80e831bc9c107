"""Faults put into real processes from outside: kills, signals and refused calls by strace, odd calls by a library
of our own loaded before the system's, small and failing disks by mounts. What a machine cannot do is skipped.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

import lswtui
from lswtui.store.engine.places import find_places
from lswtui.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Self

PATIENCE = 20.0
ROOT = Path(lswtui.__file__).parents[1]
CALLS = {
    "openat": "openat",
    "mkdir": "?mkdir,?mkdirat",
    "pwrite64": "pwrite64",
    "write": "write",
    "fsync": "fsync",
    "rename": "?rename,?renameat,?renameat2",
    "ftruncate": "?ftruncate,?ftruncate64",
    "unlink": "?unlink,?unlinkat",
    "flock": "flock",
}
"""The calls at which a fault is put, and what they are called on one machine or another."""
CHANGING = tuple(call for call in CALLS if call not in {"openat", "flock"})
THURSDAY = "2026-11-19T10:30:00+01:00"
AT_CALL = 120
"""Which call of its kind strace strikes; a process that shall be struck at an earlier one makes empty ones first."""
SHUTDOWN, NO_LOG_FLUSH = 0x8004587D, 2


# --- what the machine has


def needs(program: str) -> str:
    """The path of a program; the test is skipped without it."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"needs {program}")
    return found


def needs_root() -> None:
    """Skip the test where it does not run as root."""
    if os.geteuid() != 0:
        pytest.skip("needs root")


# --- processes that are struck


class Did(NamedTuple):
    """How a request ended; the code is negative for a signal."""

    code: int
    out: str
    err: str


class Prepared:
    """Processes that have loaded lsw and do one thing each; see `prepared.py`."""

    def __init__(self, folder: Path, environ: Mapping[str, str] | None = None) -> None:
        if sys.platform != "linux":
            pytest.skip("needs Linux")
        folder.mkdir(parents=True, exist_ok=True)
        self.home = folder / "home"
        self.said = folder / "said"
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._requests = ours
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("prepared.py")), str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env={**os.environ, "PYTHONPATH": str(ROOT), "TZ": "Europe/Berlin", **(environ or {})},
        )
        theirs.close()
        assert ours.recv(100) == b"ready"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._requests.close()
        self.process.wait(PATIENCE)

    def do(
        self,
        *what: str,
        burn: Mapping[str, int] | None = None,
        seed: int = 1,
        files: int = 0,
        size: int = 0,
        at: str = THURSDAY,
        meanwhile: Callable[[int], object] = int,
    ) -> Did:
        """Let a child do something; of each call in BURN it makes so many empty ones first.

        With FILES it may have only so many open, with SIZE make none longer; MEANWHILE is called with its process id.
        """
        request = {
            "do": what,
            "at": at,
            "home": str(self.home),
            "said": str(self.said),
            "burn": burn or {},
            "seed": seed,
            "files": files,
            "size": size,
        }
        for name in ("out", "err"):
            Path(f"{self.said}.{name}").write_bytes(b"")
        self._requests.send(json.dumps(request).encode())
        meanwhile(int(self._requests.recv(100)))
        code = int(self._requests.recv(100))
        out, err = (Path(f"{self.said}.{name}").read_text(encoding="utf-8") for name in ("out", "err"))
        return Did(code, out, err)

    def wait_for_word(self) -> None:
        """Wait until the child has said anything."""
        wait_for(lambda: Path(f"{self.said}.out").stat().st_size > 0, "the child's first word")

    def struck(self, call: str, number: int, *what: str) -> Did:
        """The same, struck at that call of its kind while `striking`."""
        before = 2 if call == "openat" else 0  # where the child's output goes
        return self.do(*what, burn={call: AT_CALL - number - before})

    def counted(self, log: Path, *what: str) -> dict[str, int]:
        """How many calls of each kind it makes to do something."""
        with tracing(self.process.pid, "-etrace=" + ",".join(CALLS.values()), log=log):
            self.do(*what)
        made = re.findall(r"^\d+ +(\w+)\(", log.read_text(encoding="utf-8"), re.MULTILINE)
        kinds = {alias.strip("?"): call for call, aliases in CALLS.items() for alias in aliases.split(",")}
        counts = Counter(kinds[name] for name in made if name in kinds)
        counts["openat"] -= 2  # where the child's output goes
        return counts

    @contextmanager
    def striking(self, how: str, calls: Sequence[str] = tuple(CALLS)) -> Iterator[None]:
        """Have strace do something to each child's call number `AT_CALL` of each kind."""
        injections = [f"-einject={CALLS[call]}:{how}:when={AT_CALL}" for call in calls]
        with tracing(self.process.pid, "-etrace=" + ",".join(CALLS[call] for call in calls), *injections):
            yield


@contextmanager
def tracing(pid: int, *options: str, log: Path = Path("/dev/null")) -> Iterator[None]:
    """Have strace look after a running process and its children to come."""
    command = [needs("strace"), "-f", "-qq", "-o", str(log), *options, "-p", str(pid)]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        wait_for(lambda: _tracer(pid) == tracer.pid or tracer.poll() is not None, "strace to begin")
        if tracer.poll() is not None:
            assert tracer.stderr
            pytest.skip(f"strace may not look here: {tracer.stderr.read().strip()}")
        yield
    finally:
        tracer.terminate()
        tracer.communicate()


def _tracer(pid: int) -> int:
    found = re.search(r"TracerPid:\s*(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
    return int(found[1]) if found else 0


def wait_for(so: Callable[[], bool], what: str) -> None:
    """Wait until something is so."""
    until = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < until, f"waited in vain for {what}"
        time.sleep(0.002)


# --- a library loaded before the system's

SHORT_WRITES = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>
/* A disk that takes seven bytes at a time, as it may. */
static size_t some(size_t size) { return size < 7 ? size : 7; }
ssize_t pwrite64(int file, const void *data, size_t size, off64_t at) {
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
    return real(file, data, some(size), at);
}
ssize_t pwrite(int file, const void *data, size_t size, off_t at) { return pwrite64(file, data, size, at); }
ssize_t write(int file, const void *data, size_t size) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "write");
    return real(file, data, file > 2 ? some(size) : size);
}
"""


def library(source: str, folder: Path) -> Path:
    """A library compiled from C."""
    if sys.platform != "linux":
        pytest.skip("needs LD_PRELOAD")
    code, made = folder / "odd.c", folder / "odd.so"
    code.write_text(source, encoding="utf-8")
    built = subprocess.run(
        [needs("gcc"), "-shared", "-fPIC", "-o", str(made), str(code), "-ldl"],
        capture_output=True,
        text=True,
        check=False,
    )
    if built.returncode:
        pytest.skip(f"needs a C library: {built.stderr[:200]}")
    return made


# --- disks


@contextmanager
def small_disk(folder: Path, size: str = "1m") -> Iterator[Path]:
    """A file system in memory of its own, of that size."""
    needs_root()
    folder.mkdir(parents=True)
    _mounted("-t", "tmpfs", "-o", f"size={size}", "lsw", str(folder))
    try:
        yield folder
    finally:
        subprocess.run([needs("umount"), "-l", str(folder)], check=True)


class Disk:
    """A file system in a file, whose power can be cut."""

    def __init__(self, folder: Path) -> None:
        needs_root()
        self._image = folder / "disk.img"
        self.folder = folder / "disk"
        self.folder.mkdir(parents=True)
        with self._image.open("wb") as image:
            image.truncate(16 << 20)
        made = subprocess.run([needs("mkfs.ext4"), "-q", "-F", str(self._image)], capture_output=True, check=False)
        if made.returncode:
            pytest.skip("needs mkfs.ext4")
        self.connect()

    def connect(self) -> None:
        """Switch the power on."""
        _mounted("-o", "loop", str(self._image), str(self.folder))

    def cut(self) -> None:
        """Switch the power off: what the disk was not told to keep is gone."""
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
        except OSError as error:
            pytest.skip(f"this file system cannot be cut off: {error.strerror}")
        finally:
            os.close(handle)

    def disconnect(self) -> None:
        """Take the disk away; whoever used it must be gone."""
        unmount = needs("umount")
        wait_for(lambda: subprocess.run([unmount, str(self.folder)], capture_output=True, check=False).returncode == 0,
                 "the disk to be free")  # fmt: skip


def _mounted(*arguments: str) -> None:
    ran = subprocess.run([needs("mount"), *arguments], capture_output=True, text=True, check=False)
    if ran.returncode:
        pytest.skip(f"may not mount: {ran.stderr.strip()}")


# --- users who are not allowed everything

PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2


def heed_modes() -> None:
    """Take from this process (before it starts a program) the power to read and write whatever the modes say."""
    if os.geteuid() == 0:
        prctl = ctypes.CDLL(None, use_errno=True).prctl
        for power in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            if prctl(PR_CAPBSET_DROP, power, 0, 0, 0):
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


# --- what is on the disk

Content = dict[str, dict[str, dict[str, dict[str, Any]]]]


def content(home: Path) -> Content:
    """All documents of a home by database, table and id, as a fresh reader sees them."""
    store = Store(find_places({"LSW_HOME": str(home)}), program="test")
    return {
        db: {table: {each["id"]: each for each in store.documents(db, table)} for table in store.tables(db)}
        for db in sorted({*store.databases(), "undated"})
    }


def journals(home: Path) -> list[Path]:
    """The journal's files, in order."""
    return sorted((home / "data" / "journal").rglob("*.jsonl"))


def journal_lines(home: Path) -> list[bytes]:
    """The whole lines of the one journal of a home."""
    lines = [line for path in journals(home) for line in path.read_bytes().split(b"\n")[:-1]]
    return lines[:-1] if lines and b"\0" in lines[-1] else lines


def of_journal_alone(home: Path, lines: int, folder: Path) -> Content:
    """What the first so many lines of a home's journal come to, without any database."""
    shutil.rmtree(folder, ignore_errors=True)
    for path in journals(home):
        copy = folder / path.relative_to(home)
        copy.parent.mkdir(parents=True, exist_ok=True)
        kept = path.read_bytes().split(b"\n")[:-1][:lines]
        lines -= len(kept)
        if kept:
            copy.write_bytes(b"".join(line + b"\n" for line in kept))
    return content(folder)


def snapshot(home: Path) -> dict[str, bytes]:
    """Every file of a home and its bytes."""
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def put_back(home: Path, base: Path) -> None:
    """Make a home what its copy is; without a copy an empty place."""
    shutil.rmtree(home, ignore_errors=True)
    if base.exists():
        shutil.copytree(base, home, symlinks=True)


class Bench:
    """A home that is put back before each fault, and what a command makes of it when nothing fails."""

    def __init__(self, prepared: Prepared, base: Path, folder: Path) -> None:
        self.prepared = prepared
        self.home = prepared.home
        self._base = base
        self._folder = folder
        self._contents: dict[int, Content] = {}

    def undisturbed(self, *command: str) -> Did:
        """Do the command where nothing fails, and keep what it writes."""
        self.put_back()
        self.before = len(journal_lines(self.home))
        did = self.prepared.do(*command)
        assert did.code == 0, did
        self.lines = journal_lines(self.home)
        self._contents = {
            count: of_journal_alone(self.home, count, self._folder / "alone")
            for count in range(self.before, len(self.lines) + 1)
        }
        return did

    def put_back(self) -> None:
        put_back(self.home, self._base)

    def changes_made(self) -> int:
        """How many of the command's changes are there; each of them whole, and nothing else."""
        lines = journal_lines(self.home)
        assert lines == self.lines[: len(lines)]
        assert len(lines) >= self.before
        assert content(self.home) == self._contents[len(lines)]
        return len(lines) - self.before

    @property
    def all_changes(self) -> int:
        return len(self.lines) - self.before

    def user_changes(self) -> list[str]:
        """What the command changed for its user, in words, whatever the program did besides; all of it whole."""
        lines = journal_lines(self.home)
        assert lines[: self.before] == self.lines[: self.before]
        assert content(self.home) == of_journal_alone(self.home, len(lines), self._folder / "alone")
        return self._by_user(lines)

    @property
    def all_user_changes(self) -> list[str]:
        return self._by_user(self.lines)

    def _by_user(self, lines: list[bytes]) -> list[str]:
        entries = map(json.loads, lines[self.before :])
        return [entry["intent"] for entry in entries if entry["by"] == "user"]

    def goes_on(self) -> None:
        """The next command works, asks nothing and loses nothing."""
        known = content(self.home)
        did = self.prepared.do("log", "the next one", seed=2)
        assert (did.code, did.out, did.err) == (
            0,
            "logged the next one (no minutes given; `lsw in` begins one that goes on)\n",
            "",
        )
        interruptions = content(self.home)["2026-11"]["interruptions"]
        assert known.get("2026-11", {}).get("interruptions", {}).items() <= interruptions.items()
        assert "the next one" in {each["text"] for each in interruptions.values()}
