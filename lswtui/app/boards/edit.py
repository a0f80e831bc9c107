"""Making a board one's own: taken up from a file or from nothing, kept half-made, saved and used.

A file that is written here keeps its comments. What was changed elsewhere meanwhile, the board in use or its file, is
never overwritten unseen.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from lswtui.app.boards import choose
from lswtui.app.boards.save import file_text, require_board, save_board, says
from lswtui.app.results import EditedElsewhere, Result
from lswtui.domain.boards.board_file import board_table, read_board
from lswtui.domain.boards.draft import Draft, board_name
from lswtui.domain.boards.task_fields import TASK_FIELDS
from lswtui.domain.days.lifecycle import cards_due
from lswtui.domain.errors import BadInput, LswError, NotFound
from lswtui.domain.fields import plain_fields
from lswtui.domain.strict_json import read_json
from lswtui.domain.text import one_line
from lswtui.measures.load import Load
from lswtui.store.files.board_files import board_names, board_source, load_board, own_file
from lswtui.store.files.own_boards import changed_text, text_to_copy
from lswtui.store.files.toml_text import parsed_text

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from lswtui.app.workspace import Workspace
    from lswtui.domain.boards.board import Board, Task
    from lswtui.domain.boards.draft import PlainTable
    from lswtui.domain.boards.standard import Standard
    from lswtui.domain.days.card import Card

DRAFT = "board"
"""The name under which a half-made board is kept; there is one at a time."""
LONGEST_VALUE = 24
"""Letters of a changed value that is told."""
NEW = """\
# A leader's standard work. `lsw board check NAME` names every problem, `lsw board use NAME` puts it to use.
title = ""
about = ""
# front line, manager or executive
level = "front line"

# Working hours; what is left out between two stretches is a break
[hours]
mon-fri = "08:00-12:00, 12:30-17:00"

# What breaks in: one letter each
[[category]]
id = "people"
letter = "p"
name = "People"

[[category]]
id = "quality"
letter = "q"
name = "Quality"

[[category]]
id = "equipment"
letter = "e"
name = "Equipment or system"

[[category]]
id = "question"
letter = "h"
name = "Question: how do I"

[[category]]
id = "boss"
letter = "b"
name = "My boss"

[[category]]
id = "other"
letter = "o"
name = "Other"
"""
FIRST_TASK = """
# A task: what, how often, when, how long, what good looks like, why
[[task]]
id = "plan-the-day"
title = "Plan the day"
every = "workday"
at = "08:00"
minutes = 15
activity = "planning"
domain = "operate"
element = "planning"
area = "alignment"
standard = "The three things that matter today are written down, each with a time."
why = "A day that nobody planned is planned by whoever comes first."
"""


class Begun(NamedTuple):
    """A board taken up to be changed."""

    draft: Draft
    text: str
    """The text of the file that is going to be changed."""
    on_disk: str | None
    """What the board's own file said when it was last looked at; None where there was none."""
    seen: PlainTable | None = None
    """The board in use when it was last looked at, where it is this one."""
    known: frozenset[str] = frozenset()
    """The ids of tasks that have a history, or may have one."""

    @property
    def name(self) -> str:
        """The board's id."""
        return self.draft.name


class Wanted(NamedTuple):
    """A board that somebody asked to make."""

    title: str
    """Empty where it is still to be asked for."""
    like: str
    """The board it begins as a copy of; empty for a new one."""


class PreviewDay(NamedTuple):
    """One day of a week as a board would make it."""

    on: date
    cards: tuple[Card, ...]
    load: Load


def free_name(workspace: Workspace, title: str) -> str:
    """The id that a new board of this title gets; raises `BadInput` where there is such a board, or no such id."""
    name = board_name(title)
    if name in board_names(workspace.own_boards) or own_file(name, workspace.own_boards).exists():
        raise BadInput(f"there is a board {name} already; choose another name")
    return name


def new(workspace: Workspace, title: str) -> Begun:
    """Begin an empty board; raises `BadInput` as `free_name` does."""
    return _begun(free_name(workspace, title), title, NEW)


def copy_of(workspace: Workspace, like: str, title: str) -> Begun:
    """Begin with a copy of a board, named or in a file; raises `BadInput` as `free_name` does, and `NotFound`."""
    name = free_name(workspace, title)
    _, text = board_source(like, workspace.own_boards)
    return _begun(name, title, text)


def _begun(name: str, title: str, text: str) -> Begun:
    table = {**parsed_text(text), "title": " ".join(title.split())}
    tasks = table.get("task")
    known = frozenset(str(task.get("id")) for task in tasks if isinstance(task, dict)) if tasks else frozenset[str]()
    return Begun(Draft(name, table), text, None, known=known)


def of_board_in_use(workspace: Workspace) -> Begun:
    """Begin with the board in use, in its leader's own file of it if that says the same or was changed since.

    Raises `NotFound` before one is chosen, and `BadInput` where that file is no TOML.
    """
    standard = choose.standard_in_use(workspace)
    board = standard.board
    seen = board_table(board)
    path = own_file(board.id, workspace.own_boards)
    text = on_disk = file_text(path)
    table: PlainTable = seen
    if on_disk is None:
        text = _ready_made(workspace, board.id)
    elif says(on_disk, board.id, board):
        table = seen = parsed_text(on_disk)
    elif path.stat().st_mtime > standard.chosen_at.timestamp():
        try:
            table = parsed_text(on_disk)
        except BadInput as error:
            raise BadInput(
                f"{path} cannot be edited here: {error}; `lsw board edit` opens it",
                on_screen=f"this board was written by hand in a way that cannot be changed here: {error}",
            ) from error
    known = frozenset(task.id for task in board.tasks)
    return Begun(Draft(board.id, table), changed_text(text or "", table), on_disk, seen, known)


def _ready_made(workspace: Workspace, name: str) -> str:
    """The text of the ready-made board of this name, for the comments in it; empty where there is none."""
    with suppress(LswError):
        return board_source(name, workspace.own_boards)[1]
    return ""


def looked_at_again(workspace: Workspace, begun: Begun) -> Begun:
    """The same draft, with what others wrote meanwhile counted as seen."""
    workspace.store.refresh()
    in_use = _in_use(workspace)
    seen = board_table(in_use) if in_use is not None and in_use.id == begun.name else None
    return begun._replace(on_disk=file_text(own_file(begun.name, workspace.own_boards)), seen=seen)


def kept_text(begun: Begun) -> str:
    """A half-made board as a text to keep."""
    plain = {**begun._asdict(), "draft": begun.draft._asdict(), "known": sorted(begun.known)}
    return json.dumps(plain, ensure_ascii=False)


def read_kept(text: str) -> Begun | None:
    """The half-made board of a text that was kept; None where it is none."""
    with suppress(LswError, KeyError, TypeError, ValueError):
        plain = read_json(text)
        if isinstance(plain, dict) and isinstance(plain["draft"]["table"], dict) and isinstance(plain["text"], str):
            draft = Draft(str(plain["draft"]["name"]), plain["draft"]["table"])
            return Begun(draft, plain["text"], plain["on_disk"], plain["seen"], frozenset(plain["known"]))
    return None


def begin_file(workspace: Workspace, title: str, like: str | None) -> Path:
    """Write a new board, or a copy of the one LIKE names, for its leader to go on with in an editor of their own.

    Raises what `new`, `load_board` and `save_board` raise.
    """
    if like is not None:
        load_board(like, workspace.own_boards)  # a bad one is not copied
        begun = copy_of(workspace, like, title)
    else:
        begun = _begun(free_name(workspace, title), title, NEW + FIRST_TASK)
    return save_board(workspace, begun.name, changed_text(begun.text, begun.draft.table).encode()).path


def file_to_edit(workspace: Workspace, standard: Standard) -> Path:
    """The leader's own file of the board in use, made where it is needed; raises what `save_board` raises."""
    board = standard.board
    text = text_to_copy(board, workspace.own_boards, standard.chosen_at)
    if text is not None:
        save_board(workspace, board.id, text)
    return own_file(board.id, workspace.own_boards)


def save(workspace: Workspace, begun: Begun) -> tuple[Result, Begun]:
    """Write a board to its leader's own file and use it from today's unstarted cards on; and the board as begun anew.

    Raises `BadInput` where it has problems or its file was broken meanwhile, `EditedElsewhere` where the board in use
    or its file is no longer as it was seen, and `NotSaved`; then nothing was written.
    """
    name, table = begun.draft
    board = require_board(name, table)
    workspace.store.refresh()
    in_use = _require_seen(workspace, begun, board)
    path = own_file(name, workspace.own_boards)
    on_disk, text = file_text(path), changed_text(begun.text, table)
    if on_disk not in (begun.on_disk, text):
        raise EditedElsewhere("the file of this board", _board_in(path, workspace))
    if on_disk != text:
        save_board(workspace, name, text.encode(), stored=in_use)
    if in_use == board:
        said = Result("the board stays as it is", name)
    else:
        said = choose.choose(workspace, name, seen=in_use if begun.seen is not None else None)
    known = begun.known | {task.id for task in board.tasks}
    return said, Begun(begun.draft, text, text, board_table(board), known)


def _require_seen(workspace: Workspace, begun: Begun, board: Board) -> Board | None:
    """The board in use, if it is this one and was seen so; raises `EditedElsewhere` where it was not."""
    in_use = _in_use(workspace)
    if begun.seen is not None and in_use != board:
        seen, _ = read_board(begun.name, begun.seen)
        if in_use != seen:
            raise EditedElsewhere("the board in use", in_use)
    return in_use


def _in_use(workspace: Workspace) -> Board | None:
    with suppress(NotFound):
        return choose.board_in_use(workspace)
    return None


def _board_in(path: Path, workspace: Workspace) -> Board | None:
    """The board in a file; None where there is no file."""
    try:
        return load_board(os.fspath(path), workspace.own_boards) if path.exists() else None
    except LswError as error:
        raise BadInput(
            f"{path} was changed meanwhile and cannot be read; nothing was overwritten",
            on_screen="this board was changed elsewhere meanwhile and cannot be read; nothing was overwritten",
        ) from error


def week(board: Board, monday: date) -> tuple[PreviewDay, ...]:
    """The seven days from a Monday on as a board would make them, what is done as needed left out of the load."""
    return tuple(_day_ahead(board, monday + timedelta(days=day)) for day in range(7))


def _day_ahead(board: Board, on: date) -> PreviewDay:
    cards = tuple(card for card in cards_due(board, on) if not card.as_needed)
    working = sum(window.end - window.start for window in board.windows(on))
    return PreviewDay(on, cards, Load(sum(card.minutes for card in cards), working, board.guide))


def differences(before: Board | None, after: Board) -> tuple[str, ...]:
    """What one version of a board has otherwise than another, a line each."""
    if before is None:
        return (f"the board {after.title}, {len(after.tasks)} tasks",)
    were, are = ({task.id: task for task in board.tasks} for board in (before, after))
    said = [f"new: {task.title}" for id_, task in are.items() if id_ not in were]
    said += [f"gone: {task.title}" for id_, task in were.items() if id_ not in are]
    said += [
        f"{task.title}: {', '.join(_changed_fields(were[id_], task))}"
        for id_, task in are.items()
        if id_ in were and were[id_] != task
    ]
    if before._replace(tasks=()) != after._replace(tasks=()):
        said.append("title, hours, categories or other facts of the board")
    return tuple(said) or ("the order of its tasks",)


def _changed_fields(before: Task, after: Task) -> list[str]:
    """The fields of a task that differ, each with what it now is where that is short."""
    was, now = (plain_fields(task._asdict(), TASK_FIELDS) for task in (before, after))
    changed = (field for field in TASK_FIELDS if was.get(field.key) != now.get(field.key))
    said = ((field.label.lower(), one_line(field.kind.text(now.get(field.key))) or "none") for field in changed)
    return [f"{label} {value}" if len(value) <= LONGEST_VALUE else label for label, value in said]
