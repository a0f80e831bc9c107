"""Board and review files: the ready-made ones and the user's own, which win by name."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from lswtui.domain.boards.board import Board
from lswtui.domain.boards.board_file import read_board
from lswtui.domain.errors import BadInput, LswError, NotFound
from lswtui.domain.reviews.review import Review, read_review
from lswtui.domain.toml_reader import Problem, did_you_mean
from lswtui.store.engine import untrusted_files

LARGEST = untrusted_files.MEGABYTE
FOLDERS = {"board": "days", "review": "reviews"}
T = TypeVar("T")
Read = Callable[[str, Mapping[str, Any]], tuple[T | None, tuple[Problem, ...]]]


class BadBoard(LswError):
    """A board's or a review's file with problems, all of them in `problems`."""

    def __init__(self, path: Path, problems: tuple[Problem, ...]) -> None:
        first, *others = problems
        more = f" (and {len(others)} more)" if others else ""
        super().__init__(f"{path} cannot be used: {first}{more}")
        self.path = path
        self.problems = problems


def bundled() -> Path:
    """Return the folder of the ready-made files: inside an installed package, beside it in a checkout."""
    package = Path(__file__).parents[2]
    inside = package / "boards"
    return inside if inside.is_dir() else package.parent / "boards"


def board_names(own: Path) -> list[str]:
    """Return the names of all boards, OWN being the user's folder with ``days/`` and ``reviews/`` in it."""
    return sorted(_files("days", own))


def load_board(name_or_path: str, own: Path) -> Board:
    """Read a board by its name or, with a name ending in ``.toml``, from that file.

    Raises `NotFound` for one that does not exist and `BadBoard` for one that cannot be used.
    """
    path = Path(name_or_path) if name_or_path.endswith(".toml") else _found("board", name_or_path, own)
    return _load(path, read_board)


def board_source(name_or_path: str, own: Path) -> tuple[Path, str]:
    """Return the file that `load_board` reads for the same name, and its text; what it raises for no TOML as well."""
    path = Path(name_or_path) if name_or_path.endswith(".toml") else _found("board", name_or_path, own)
    _parsed(path)
    return path, untrusted_files.read(os.fspath(path), LARGEST).decode("utf-8-sig")


def load_board_as(name: str, path: Path) -> Board:
    """Read the file of a board that is to have this name; raises as `load_board` does."""
    return _load(path, lambda _, table: read_board(name, table))


def load_review(name: str, own: Path) -> Review:
    """Read a review by its name; raises `NotFound` and `BadBoard` as `load_board` does."""
    return _load(_found("review", name, own), read_review)


def _files(folder: str, own: Path) -> dict[str, Path]:
    return {path.stem: path for home in (bundled(), own) for path in sorted((home / folder).glob("*.toml"))}


def own_file(board: str, own: Path) -> Path:
    """Where the leader's own file of a board lies or would lie; raises `BadInput` for a name that is no file's."""
    if not is_file_name(board):
        raise BadInput(f"{board!r} cannot be the name of a file; save the board under another name")
    return _kept_inside(own / "days" / f"{board}.toml")


def is_file_name(name: str) -> bool:
    """Whether a name can be that of a file in a folder, and only there."""
    return bool(name) and not name.startswith(".") and not any(sign in name for sign in "/\\\0")


def _found(what: str, name: str, own: Path) -> Path:
    files = _files(FOLDERS[what], own)
    # A name is only ever looked up among the files that are there, so that none can leave the folder.
    if name in files:
        return _kept_inside(files[name]) if own in files[name].parents else files[name]
    near = did_you_mean(name, files) or f"there are {', '.join(sorted(files))}"
    raise NotFound(f"there is no {what} {name!r}; {near}")


def _kept_inside(path: Path) -> Path:
    """The path, unless it is a link that leads out of its folder: then `BadInput`."""
    real = os.path.realpath(path)
    if os.path.commonpath((real, os.path.realpath(path.parent))) != os.path.realpath(path.parent):
        raise BadInput(f"{path} is a link that leads out of its folder; put the file itself there")
    return path


def _load(path: Path, read: Read[T]) -> T:
    made, problems = read(path.stem, _parsed(path))
    if made is None:
        raise BadBoard(path, problems)
    return made


def _parsed(path: Path) -> dict[str, Any]:
    import tomllib  # a board in use is read from the store, not from its file

    data = untrusted_files.read(os.fspath(path), LARGEST)
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadBoard(path, (Problem(f"line {line}", "is not written in UTF-8"),)) from error
    except tomllib.TOMLDecodeError as error:
        raise BadBoard(path, (_syntax_problem(str(error)),)) from error
    except ValueError as error:  # a number longer than Python reads
        raise BadBoard(path, (Problem("", "holds a number that is too long"),)) from error
    except RecursionError as error:
        raise BadBoard(path, (Problem("", "lies too deep in itself"),)) from error


def _syntax_problem(said: str) -> Problem:
    # The standard library says where only inside its sentence.
    found = re.fullmatch(r"(.*) \(at (line \d+), (column \d+)\)", said, re.DOTALL)
    return Problem(found[2], f"{found[1]} at {found[3]}") if found else Problem("", said)
