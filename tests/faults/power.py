"""A record of what a process wrote, and what a disk may hold of it when the power goes.

Until it is told to keep a file (`fsync`), a disk may keep of it what it likes, sector by sector and in any order,
with nothing but zeros in between; until it is told to keep a folder, the same holds for the names in it.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

SECTOR = 512
TRACED = (
    "openat,?mkdir,?mkdirat,pwrite64,write,fsync,?rename,?renameat,?renameat2,?ftruncate,?ftruncate64,?unlink,?unlinkat"
)
"""The calls that `recorded` has to see; strace is given ``-y -xx`` and a size beyond every write."""
_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)(?:<(.*?)>)?")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_OPENED = re.compile(r"^(\d+)<(.*?)>")


class Write(NamedTuple):
    """Bytes put into a file at a place."""

    offset: int
    data: bytes


class Cut(NamedTuple):
    """A file made shorter (or longer, with zeros)."""

    size: int


class Renamed(NamedTuple):
    """A name that stands for a file from then on, or for none, and one that does so no longer."""

    name: str
    file: int | None
    gone: str = ""


class Call(NamedTuple):
    """One call that succeeded."""

    name: str
    path: str
    data: bytes
    other: str
    number: int


def recorded(log: Path) -> list[Call]:
    """The calls in the log of strace that succeeded, in order."""
    calls = []
    for line in log.read_text(encoding="ascii").splitlines():
        found = _CALL.match(line)
        if found is None or int(found[3]) < 0:
            continue
        name, arguments = found[1].removesuffix("64").removesuffix("at2").removesuffix("at"), found[2]
        texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(arguments)]
        opened = _OPENED.match(arguments)
        path = _plain(opened[2]) if opened else os.fsdecode(texts[0])
        if name == "open":
            name = "truncate" if "O_TRUNC" in arguments else "create" if "O_CREAT" in arguments else ""
        elif name == "write" and opened and opened[1] == "1":
            name = "say"
        number = int(arguments.rsplit(", ", 1)[-1]) if name in ("pwrite", "ftruncate") else 0
        data = texts[0][: int(found[3])] if name in ("pwrite", "write", "say") else b""
        other = os.fsdecode(texts[1]) if name == "rename" else ""
        if name:
            calls.append(Call(name, path, data, other, number))
    return calls


def _plain(path: str) -> str:
    return os.fsdecode(bytes.fromhex(path.replace("\\x", ""))) if path.startswith("\\x") else path


class Drive:
    """A disk below one folder: what it surely holds, and what it may hold besides."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._now: dict[str, int] = {}  # names as the system sees them; a folder's number has no data
        self._kept: dict[str, int] = {}
        self._data: dict[int, bytes] = {}
        self._writes: dict[int, list[Write | Cut]] = {}
        self._names: dict[str, list[Renamed]] = {}
        self._folders: set[int] = set()
        self._above = str(root.parent)
        for path in (root.parent, root, *root.rglob("*")):
            if path.exists():
                number = self._new(str(path), folder=path.is_dir())
                self._kept[str(path)] = number
                if path.is_file():
                    self._data[number] = path.read_bytes()
        self._names.clear()

    def _new(self, path: str, *, folder: bool) -> int:
        number = len(self._writes)
        self._now[path] = number
        self._writes[number] = []
        if folder:
            self._folders.add(number)
        else:
            self._data[number] = b""
        self._names.setdefault(_folder(path), []).append(Renamed(path, number))
        return number

    def do(self, call: Call) -> None:
        """Take over one call."""
        path = call.path
        if path not in (self._above, self._root) and not path.startswith(f"{self._root}/"):
            return
        known = self._now.get(path)
        match call.name:
            case "mkdir":
                self._new(path, folder=True)
            case "create" | "truncate":
                if known is None:
                    self._new(path, folder=False)
                elif call.name == "truncate":
                    self._writes[known].append(Cut(0))
            case "pwrite":
                self._writes[self._now[path]].append(Write(call.number, call.data))
            case "write":
                number = self._now[path]
                self._writes[number].append(Write(len(self._with(number, self._writes[number])), call.data))
            case "ftruncate":
                self._writes[self._now[path]].append(Cut(call.number))
            case "rename":
                self._now[call.other] = self._now.pop(path)
                self._names.setdefault(_folder(path), []).append(Renamed(call.other, self._now[call.other], gone=path))
            case "unlink":
                self._now.pop(path)
                self._names.setdefault(_folder(path), []).append(Renamed(path, None))
            case "fsync":
                self._keep(path)

    def _keep(self, path: str) -> None:
        """What the disk was told of a file or a folder, it surely has now."""
        number = self._now[path]
        self._name(self._kept, self._names.pop(path, ()))
        if number not in self._folders:
            self._data[number] = self._with(number, self._writes[number])
            self._writes[number] = []

    def after_a_cut(self, chance: random.Random) -> Iterator[dict[str, bytes | None]]:
        """What there may be when the power goes now: files by name, None for folders; the worst and some at random."""
        unsure: list[tuple[int | None, Write | Cut | Renamed]] = [
            *((None, each) for names in self._names.values() for each in names),
            *((number, piece) for number, writes in self._writes.items() for each in writes for piece in _pieces(each)),
        ]
        yield self._holding(unsure, lambda _: False)
        if not unsure:
            return
        yield self._holding(unsure, lambda _: True)
        for one in range(len(unsure)):
            yield self._holding(unsure, lambda each, one=one: each == one)  # type: ignore[misc]
            yield self._holding(unsure, lambda each, one=one: each != one)  # type: ignore[misc]
        for _ in range(4):
            yield self._holding(unsure, lambda _: chance.random() < 0.5)

    def _holding(
        self, unsure: Sequence[tuple[int | None, Write | Cut | Renamed]], holds: Callable[[int], bool]
    ) -> dict[str, bytes | None]:
        kept = [each for place, each in enumerate(unsure) if holds(place)]
        names = dict(self._kept)
        self._name(names, (each for _, each in kept if isinstance(each, Renamed)))
        found: dict[str, bytes | None] = {}
        for path, number in sorted(names.items()):
            if path != self._above and _folder(path) not in found:
                continue  # the folder that held the name is not there
            if number in self._folders:
                found[path] = None
            else:
                writes = (each for of, each in kept if of == number and not isinstance(each, Renamed))
                found[path] = self._with(number, writes)
        del found[self._above]
        return found

    @staticmethod
    def _name(names: dict[str, int], changes: Iterable[Renamed]) -> None:
        for change in changes:
            names.pop(change.gone, None)
            if change.file is None:
                names.pop(change.name, None)
            else:
                names[change.name] = change.file

    def _with(self, number: int, writes: Iterable[Write | Cut]) -> bytes:
        data = self._data[number]
        for each in writes:
            if isinstance(each, Cut):
                data = data[: each.size].ljust(each.size, b"\0")
            else:
                data = data.ljust(each.offset, b"\0")
                data = data[: each.offset] + each.data + data[each.offset + len(each.data) :]
        return data


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _pieces(write: Write | Cut) -> Iterable[Write | Cut]:
    """A write as the sectors that it goes to."""
    if isinstance(write, Cut):
        return (write,)
    end = write.offset + len(write.data)
    edges = sorted({write.offset, end, *range(write.offset // SECTOR * SECTOR + SECTOR, end, SECTOR)})
    return [Write(start, write.data[start - write.offset : stop - write.offset]) for start, stop in pairwise(edges)]


def make(home: Path, files: dict[str, bytes | None]) -> None:
    """Make a home what a disk holds of it."""
    shutil.rmtree(home, ignore_errors=True)
    for path, data in sorted(files.items()):
        if data is None:
            os.mkdir(path, 0o700)  # noqa: PTH102 - the names are text here
        else:
            with open(path, "wb") as file:  # noqa: PTH123 - as above
                file.write(data)


def moments(
    root: Path, calls: Sequence[Call], chance: random.Random
) -> Iterator[tuple[bytes, dict[str, bytes | None]]]:
    """What was said up to a cut, and what the disk then holds, for every moment; each state once for each word."""
    drive, said = Drive(root), b""
    seen: set[int] = set()
    for call in chain([None], calls):
        if call is not None and call.name == "say":
            said += call.data
        elif call is not None:
            drive.do(call)
        for files in drive.after_a_cut(chance):
            mark = hash((said, tuple(sorted(files.items(), key=lambda item: item[0]))))
            if mark not in seen:
                seen.add(mark)
                yield said, files
