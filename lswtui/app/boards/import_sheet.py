"""Boards in from the files that leaders have: shown as understood first, written when that is wanted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lswtui.app.boards import choose
from lswtui.app.boards.save import save_board
from lswtui.app.results import Result
from lswtui.domain.boards.board_file import board_table
from lswtui.domain.boards.sheet_import.headings import named_columns
from lswtui.domain.boards.sheet_import.to_board import USUAL_HOURS, board_from, level_of, title_from
from lswtui.domain.boards.sheet_import.worksheet import read_sheets
from lswtui.domain.boards.titles import id_of
from lswtui.domain.errors import BadInput
from lswtui.domain.text import one_line
from lswtui.domain.toml_reader import is_id
from lswtui.store.engine import untrusted_files
from lswtui.store.files.board_files import LARGEST, BadBoard, board_names, load_board_as, own_file
from lswtui.store.files.languages import load_languages
from lswtui.store.files.own_boards import board_of_earlier, name_to_keep
from lswtui.store.files.spreadsheets import read_grids
from lswtui.store.files.toml_text import toml_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lswtui.app.workspace import Workspace
    from lswtui.domain.boards.board import Board
    from lswtui.domain.boards.sheet_import.worksheet import ImportedSheet


class Proposal(NamedTuple):
    """A board as it would be written."""

    board: Board
    text: bytes
    """Its file."""
    understood: ImportedSheet | None
    """What the sheet said; None for a file that is a board already."""
    notes: tuple[str, ...]
    """What was assumed, and what would be replaced; one sentence each."""


def propose(
    workspace: Workspace,
    file: str,
    *,
    name: str | None = None,
    title: str | None = None,
    hours: Sequence[str] = (),
    sheet: str | None = None,
    columns: Sequence[str] = (),
    encoding: str | None = None,
) -> Proposal:
    """The board that a TOML file, or a sheet in CSV or Excel, comes to; nothing is written.

    COLUMNS say what columns of the sheet mean, as ``task=B`` or ``task=Chore``.

    Raises `BadBoard` with every problem of a board, `NotFound`, and `BadInput` where nothing of it can be used.
    """
    earlier = board_of_earlier(Path(file).name)
    id_ = name or id_of(earlier or Path(file).stem) or "my-board"
    if not is_id(id_):
        raise BadInput(f"{id_!r} is no id of a board; write small letters, digits and dashes, as in line-3-leader")
    if earlier or file.lower().endswith(".toml"):
        return _of_toml(workspace, file, id_, alone=not (title is not None or hours or sheet or columns or encoding))
    languages = load_languages()
    grids = read_grids(file, languages, encoding)
    understood = read_sheets(grids, languages, workspace.today(), sheet, named_columns(columns, languages))
    found = one_line(title or title_from(understood.above, Path(file).stem.replace("_", " ").strip() or id_))
    board, problems = board_from(id_, found, understood.rows, _hours(hours) or USUAL_HOURS)
    if board is None:
        raise BadBoard(Path(file), problems)
    assumed = [] if hours else [_assumed_hours(board, understood)]
    assumed += [
        f"the level is assumed from the title: {level_of(found)}",
        "the kinds of interruption are general ones; `lsw board edit` changes them",
        f"`lsw board check {id_}` then says which activities and elements have no task yet",
    ]
    text = toml_text(board_table(board)).encode()
    return Proposal(board, text, understood, (*_replaced(workspace, id_), *understood.notes, *assumed))


def write(workspace: Workspace, proposal: Proposal, *, use: bool = False) -> Result:
    """Write a proposed board among the leader's own, keeping what it replaces; USE it from today on as well."""
    saved = save_board(workspace, proposal.board.id, proposal.text)
    if use:
        return Result(f"{saved.words}; {choose.choose(workspace, saved.board.id).text}", saved.board.id)
    return Result(f"{saved.words}; `lsw board use {saved.board.id}` takes it into use", saved.board.id)


def _of_toml(workspace: Workspace, file: str, id_: str, *, alone: bool) -> Proposal:
    """A file that is a board already, taken as it is with its comments; ALONE: nothing else was said of it."""
    if not alone:
        raise BadInput(
            "a board in TOML has its title, its hours, no worksheets and no columns; change them in the file"
        )
    board = load_board_as(id_, Path(file))
    return Proposal(board, untrusted_files.read(file, LARGEST), None, _replaced(workspace, id_))


def _replaced(workspace: Workspace, id_: str) -> tuple[str, ...]:
    """What the board would take the place of."""
    if own_file(id_, workspace.own_boards).exists():
        kept = name_to_keep(id_, workspace.own_boards)
        return (f"your own board {id_} is there already; it would be kept beside as {kept}",)
    if id_ in board_names(workspace.own_boards):
        return (f"it would take the place of the ready-made board {id_}; --name gives it another name",)
    return ()


def _assumed_hours(board: Board, understood: ImportedSheet) -> str:
    """The hours that are assumed, and the cells of the tasks that lie outside of them."""
    said = ", ".join(f"{days} {stretches}" for days, stretches in USUAL_HOURS.items())
    (window,) = {window for windows in board.hours.values() for window in windows}
    places = {row.task["id"]: row.place for row in understood.rows}
    outside = [places[task.id] for task in board.tasks if any(not window.start <= at < window.end for at in task.at)]
    after = f" ({', '.join(outside)} outside of them)" if outside else ""
    return f"the hours are assumed: {said}{after}; --hours 06:00-14:15 sets yours"


def _hours(said: Sequence[str]) -> dict[str, str]:
    """Hours by weekdays, from ``06:00-14:15`` and ``sat 08:00-12:00``."""
    hours: dict[str, str] = {}
    for text in said:
        first, blank, rest = text.strip().partition(" ")
        days, stretches = (first, rest.strip()) if blank and first[:1].isalpha() else ("mon-fri", text.strip())
        if days.casefold() in hours:
            raise BadInput(f"--hours says {days} twice; give all its stretches at once: 08:00-12:00, 12:30-16:30")
        hours[days.casefold()] = stretches
    return hours
