"""Choosing, reading, checking and adapting boards."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from lswtui.app.boards import choose
from lswtui.app.days.holidays import with_holidays
from lswtui.app.results import EditedElsewhere, Result
from lswtui.cli import board_exchange
from lswtui.cli.context import Shell, changes, days_ahead, reads
from lswtui.cli.output import complain, put, put_json
from lswtui.domain.boards.card_dates import MOVES_WORDS, dropped_dates, next_dates_of, stands_on
from lswtui.domain.boards.coverage import advice, elements_without_task, listed
from lswtui.domain.boards.shifts import shifts_text
from lswtui.domain.cadence.formatter import cadence_text, cadence_words
from lswtui.domain.days.plan_line import read_shift
from lswtui.domain.errors import BadInput, LswError, NotFound, RuleBroken
from lswtui.domain.times import clock_text, minutes_text
from lswtui.domain.toml_reader import did_you_mean
from lswtui.domain.vocabulary import in_words
from lswtui.store.files.board_files import BadBoard, load_board
from lswtui.store.files.own_boards import earlier_files

if TYPE_CHECKING:
    from datetime import date

    from lswtui.app.workspace import Workspace
    from lswtui.domain.boards.board import Board, Task

LONGEST_LISTING = 3653
"""Days for which due dates are listed at most."""
SHOWN_AHEAD = 5


@click.group()
def board() -> None:
    """Boards: the standard work of a role, one TOML file each."""


board.add_command(board_exchange.import_)
board.add_command(board_exchange.export)


@board.command("list")
@click.option("--all", "also_earlier", is_flag=True, help="Also the earlier files of your own boards.")
@reads
def list_(workspace: Workspace, also_earlier: bool, as_json: bool) -> None:
    """List the boards there are; the one in use is marked."""
    in_use = _in_use(workspace)
    offers = choose.offers(workspace, lambda error: complain(str(error)))
    earlier = earlier_files(workspace.own_boards) if also_earlier else []
    if as_json:
        boards = {"boards": [_offer_json(offer, in_use) for offer in offers]}
        put_json({**boards, "earlier": list(map(str, earlier))} if also_earlier else boards)
        return
    width = max((len(offer.board.id) for offer in offers), default=0)
    for offer in offers:
        mark = "*" if offer.board.id == in_use else " "
        tasks = f"{len(offer.board.tasks)} tasks, {minutes_text(offer.minutes)} a day"
        put(f"{mark} {offer.board.id:{width}}  {offer.board.title} ({offer.board.level}; {tasks})")
    if earlier:
        put("\nEarlier files, each of which `lsw board import FILE --name ID` makes a board again:")
        put("\n".join(f"  {path}" for path in earlier))


@board.command()
@click.argument("name", required=False)
@reads
def show(workspace: Workspace, name: str | None, as_json: bool) -> None:
    """Print a board, by default the one in use; NAME may be a file."""
    shown = load_board(name, workspace.own_boards) if name is not None else choose.board_in_use(workspace)
    if as_json:
        put_json(_board_json(shown))
        return
    put(f"{shown.title} · {shown.level} · {choose.shift_words(shown)}")
    if shown.about:
        put(shown.about)
    if shown.shifts:
        put(f"\nShifts: {shifts_text(shown.shifts)}")
    for task in shown.tasks:
        times = " ".join(map(clock_text, task.at)) or "any time"
        put(f"\n{task.title}  [{task.id}]")
        held = " · held open" if task.held_open else ""
        moves = f" · {MOVES_WORDS[task.moves]}" if task.moves in MOVES_WORDS else ""
        length = f"{minutes_text(task.minutes)}{held}"
        put(f"  {cadence_text(task.every)}{moves} · {times} · {length} · {in_words(task.activity)}")
        put("\n".join(f"  {name}: {text}" for name, text in _texts(task) if text))
    for trap in shown.traps:
        put(f"\nYour former job: {trap.text} ({', '.join(trap.words)})")
    put("\nWhat breaks in: " + ", ".join(f"{kind.letter} {kind.name}" for kind in shown.categories))


@board.command()
@click.argument("name")
@click.option("--shift", metavar="HH:MM-HH:MM", help="Your own hours; the board's times move along.")
@changes
def use(workspace: Workspace, name: str, shift: str | None) -> Result:
    """Use a board from today on; NAME may be a file."""
    return choose.choose(workspace, name, shift=read_shift(shift) if shift is not None else None)


@board.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def check(ctx: click.Context, files: tuple[str, ...], as_json: bool) -> None:
    """Check board files: every problem with the path of its key, then advice; exit code 2 where there is a problem."""
    checked = [(name, *_problems(ctx.obj.workspace, name)) for name in files]
    if as_json:
        named = ({"file": name, "problems": list(wrong), "advice": list(said)} for name, wrong, said in checked)
        put_json({"files": list(named)})
    else:
        put("\n".join(line for name, wrong, said in checked for line in _verdict(name, wrong, said)))
    if any(wrong for _, wrong, _ in checked):
        ctx.exit(2)


@board.command()
@click.argument("name", metavar="BOARD")
@click.option("--task", "task_id", metavar="ID", help="Only this task.")
@click.argument("dates", type=days_ahead, required=False, metavar="[FROM..TO]")
@reads
def dates(workspace: Workspace, name: str, task_id: str | None, dates: tuple[date, date] | None, as_json: bool) -> None:
    """Say how often each task of a board falls due and its next five dates, or list them; BOARD may be a file."""
    listed = with_holidays(workspace, load_board(name, workspace.own_boards))
    first, last = dates or (workspace.today(), workspace.today() + timedelta(days=27))
    if (last - first).days > LONGEST_LISTING:
        raise BadInput("more than ten years are too many to list; take a shorter range")
    tasks = [task for task in listed.tasks if task_id in (None, task.id)]
    if not tasks:
        ids = [task.id for task in listed.tasks]
        near = did_you_mean(task_id or "", ids) or f"there are {', '.join(ids)}"
        raise NotFound(f"the board {listed.id} has no task {task_id!r}; {near}")
    every = [(task.id, _due_dates(listed, task, first, last)) for task in tasks]
    if as_json:
        put_json({"tasks": [{"id": id_, "dates": falls} for id_, falls in every]})
    elif dates is None:
        put("\n".join(_rule(listed, task, first) for task in tasks))
    else:
        put("\n".join(f"{id_}: {' '.join(falls) or 'never'}" for id_, falls in every))


@board.command()
@click.argument("name", required=False)
@click.option("--like", metavar="BOARD", help="Begin with a copy of this board; it may be a file.")
@click.option("--no-tui", is_flag=True, help="Only write the file and print where it is.")
@click.option("--json", "as_json", is_flag=True, help="Write the file and say it as JSON.")
@click.pass_context
def new(ctx: click.Context, name: str | None, like: str | None, no_tui: bool, as_json: bool) -> None:
    """Make a board of your own in the board editor, or without a terminal as a file to go on with."""
    from lswtui.app.boards import edit  # only here a board is made

    shell: Shell = ctx.obj
    if like is not None:
        load_board(like, shell.workspace.own_boards)
    if name is not None:
        edit.free_name(shell.workspace, name)
    if not no_tui and not as_json and sys.stdin.isatty() and sys.stdout.isatty():
        ctx.exit(shell.open_board(shell.workspace, edit.Wanted(name or "", like or "")))
    if name is None:
        raise BadInput("give the board a name, for example `lsw board new 'Press shop'`")
    path = edit.begin_file(shell.workspace, name, like)
    if as_json:
        put_json({"name": path.stem, "path": str(path)})
    else:
        put(str(path))


@board.command()
@changes
def edit(workspace: Workspace) -> Result:
    """Change the board in use in $VISUAL or $EDITOR; what is right takes effect today."""
    from lswtui.cli.editor import edited  # only here a program is started

    found = edited(workspace)
    if found.after == found.before:
        return Result("the board stays as it was", found.before.id)
    try:
        said = choose.choose(workspace, found.after.id, seen=found.before)
    except EditedElsewhere as error:
        raise RuleBroken(
            f"{error}; what you wrote is kept in {found.path}: `lsw board use {found.after.id}` takes it, "
            "`lsw board edit` begins with the newer one and keeps yours beside it"
        ) from error
    ways = {task.id: task.every for task in found.before.tasks}
    for task in found.after.tasks:
        if task.every != ways.get(task.id):
            complain(_rule(with_holidays(workspace, found.after), task, workspace.today()).replace("\n ", ", next"))
    return said


def _in_use(workspace: Workspace) -> str | None:
    try:
        return choose.board_in_use(workspace).id
    except NotFound:
        return None


def _offer_json(offer: choose.GalleryBoard, in_use: str | None) -> dict[str, Any]:
    return {
        "name": offer.board.id,
        "title": offer.board.title,
        "about": offer.board.about,
        "level": offer.board.level,
        "tasks": len(offer.board.tasks),
        "minutes": offer.minutes,
        "in_use": offer.board.id == in_use,
    }


def _board_json(shown: Board) -> dict[str, Any]:
    from lswtui.domain.boards.board_file import board_table  # only for JSON

    return {"name": shown.id, "board": board_table(shown)}


def _texts(task: Task) -> tuple[tuple[str, str], ...]:
    return (
        ("what", task.detail),
        ("good looks like", task.standard),
        ("why", task.why),
        ("where", task.where),
        *(("step", step) for step in task.steps),
    )


def _problems(workspace: Workspace, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is wrong with a file, or with a board by its name; where nothing is, what it might still lack."""
    try:
        found = load_board(name, workspace.own_boards)
    except BadBoard as error:
        return tuple(map(str, error.problems)), ()
    except LswError as error:
        return (str(error),), ()
    without = elements_without_task(found)
    return (), (*advice(found), *dropped_dates(found), *((f"No task is for {listed(without)}.",) if without else ()))


def _verdict(name: str, problems: tuple[str, ...], said: tuple[str, ...]) -> list[str]:
    return [f"{name}: {problem}" for problem in problems] or [f"{name}: good", *(f"  {line}" for line in said)]


def _rule(listed: Board, task: Task, on: date) -> str:
    """How often a task falls due, in people's words, and the next dates on which it does."""
    falls = next_dates_of(listed, task, on, SHOWN_AHEAD)
    ahead = ", ".join(f"{there:%a} {there.day} {there:%b %Y}" for there in falls)
    moves = f", {MOVES_WORDS[task.moves]}" if task.moves in MOVES_WORDS else ""
    return f"{task.id}: {cadence_words(task.every)}{moves}" + (f"\n  {ahead}" if ahead else "")


def _due_dates(listed: Board, task: Task, first: date, last: date) -> list[str]:
    every = (first + timedelta(days=day) for day in range((last - first).days + 1))
    return [on.isoformat() for on in every if stands_on(listed, task, on)]
