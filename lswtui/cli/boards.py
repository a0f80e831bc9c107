"""Choosing, reading, checking and adapting boards."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from lswtui.app import choosing
from lswtui.app.said import Said
from lswtui.app.seen import EditedElsewhere
from lswtui.cli.output import complain, put, put_json
from lswtui.cli.shell import changes, days_ahead, reads
from lswtui.domain.cadence import due
from lswtui.domain.cadence.wording import cadence_text
from lswtui.domain.errors import BadInput, LswError, NotThere, RuleBroken
from lswtui.domain.moments import clock_text, clock_time, minutes_text
from lswtui.domain.tomltable import did_you_mean
from lswtui.store.boards import BadBoard, load_board

if TYPE_CHECKING:
    from datetime import date

    from lswtui.app.workspace import Workspace
    from lswtui.domain.board import Board, Task

LONGEST_LISTING = 3653
"""Days for which due dates are listed at most."""


@click.group()
def board() -> None:
    """Boards: the standard work of a role, one TOML file each."""


@board.command("list")
@reads
def list_(workspace: Workspace, as_json: bool) -> None:
    """List the boards there are; the one in use is marked."""
    in_use = _in_use(workspace)
    offers = choosing.offers(workspace, lambda error: complain(str(error)))
    if as_json:
        put_json({"boards": [_offer_json(offer, in_use) for offer in offers]})
        return
    width = max((len(offer.board.id) for offer in offers), default=0)
    for offer in offers:
        mark = "*" if offer.board.id == in_use else " "
        tasks = f"{len(offer.board.tasks)} tasks, {minutes_text(offer.minutes)} a day"
        put(f"{mark} {offer.board.id:{width}}  {offer.board.title} ({offer.board.level}; {tasks})")


@board.command()
@click.argument("name", required=False)
@reads
def show(workspace: Workspace, name: str | None, as_json: bool) -> None:
    """Print a board, by default the one in use; NAME may be a file."""
    shown = load_board(name, workspace.own_boards) if name is not None else choosing.board_in_use(workspace)
    if as_json:
        put_json(_board_json(shown))
        return
    put(f"{shown.title} · {shown.level} · {choosing.shift_words(shown)}")
    if shown.about:
        put(shown.about)
    for task in shown.tasks:
        times = " ".join(map(clock_text, task.at)) or "any time"
        put(f"\n{task.title}  [{task.id}]")
        put(f"  {cadence_text(task.every)} · {times} · {minutes_text(task.minutes)} · {task.activity}")
        put("\n".join(f"  {name}: {text}" for name, text in _texts(task) if text))
    put("\nWhat breaks in: " + ", ".join(f"{kind.letter} {kind.name}" for kind in shown.categories))


@board.command()
@click.argument("name")
@click.option("--shift", metavar="HH:MM-HH:MM", help="Your own hours; the board's times move along.")
@changes
def use(workspace: Workspace, name: str, shift: str | None) -> Said:
    """Use a board from today on; NAME may be a file."""
    return choosing.choose(workspace, name, shift=_shift(shift) if shift is not None else None)


@board.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def check(ctx: click.Context, files: tuple[str, ...], as_json: bool) -> None:
    """Check board files: every problem with the path of its key; exit code 2 where there is one."""
    checked = [(name, _problems(ctx.obj.workspace, name)) for name in files]
    if as_json:
        put_json({"files": [{"file": name, "problems": list(problems)} for name, problems in checked]})
    else:
        put("\n".join(line for name, problems in checked for line in _verdict(name, problems)))
    if any(problems for _, problems in checked):
        ctx.exit(2)


@board.command()
@click.argument("name", metavar="BOARD")
@click.option("--task", "task_id", metavar="ID", help="Only this task.")
@click.argument("dates", type=days_ahead, required=False, metavar="[FROM..TO]")
@reads
def dates(workspace: Workspace, name: str, task_id: str | None, dates: tuple[date, date] | None, as_json: bool) -> None:
    """List when each task of a board falls due, by default in the next 28 days; BOARD may be a file."""
    listed = load_board(name, workspace.own_boards)
    first, last = dates or (workspace.today(), workspace.today() + timedelta(days=27))
    if (last - first).days > LONGEST_LISTING:
        raise BadInput("more than ten years are too many to list; take a shorter range")
    tasks = [task for task in listed.tasks if task_id in (None, task.id)]
    if not tasks:
        ids = [task.id for task in listed.tasks]
        near = did_you_mean(task_id or "", ids) or f"there are {', '.join(ids)}"
        raise NotThere(f"the board {listed.id} has no task {task_id!r}; {near}")
    every = [(task.id, _due_dates(listed, task, first, last)) for task in tasks]
    if as_json:
        put_json({"tasks": [{"id": id_, "dates": falls} for id_, falls in every]})
        return
    put("\n".join(f"{id_}: {' '.join(falls) or 'never'}" for id_, falls in every))


@board.command()
@changes
def edit(workspace: Workspace) -> Said:
    """Change the board in use in $VISUAL or $EDITOR; what is right takes effect today."""
    from lswtui.cli.editing import edited  # noqa: PLC0415 - only here a program is started

    found = edited(workspace)
    if found.after == found.before:
        return Said("the board stays as it was", found.before.id)
    try:
        return choosing.choose(workspace, found.after.id, seen=found.before)
    except EditedElsewhere as error:
        raise RuleBroken(
            f"{error}; what you wrote is kept in {found.path}: `lsw board use {found.after.id}` takes it, "
            "`lsw board edit` begins with the newer one and keeps yours beside it"
        ) from error


def _in_use(workspace: Workspace) -> str | None:
    try:
        return choosing.board_in_use(workspace).id
    except NotThere:
        return None


def _offer_json(offer: choosing.Offer, in_use: str | None) -> dict[str, Any]:
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
    from lswtui.domain.boardfile import board_table  # noqa: PLC0415 - only for JSON

    return {"name": shown.id, "board": board_table(shown)}


def _texts(task: Task) -> tuple[tuple[str, str], ...]:
    return (
        ("what", task.detail),
        ("good looks like", task.standard),
        ("why", task.why),
        ("where", task.where),
        *(("step", step) for step in task.steps),
    )


def _problems(workspace: Workspace, name: str) -> tuple[str, ...]:
    """What is wrong with a file, or with a board by its name."""
    try:
        load_board(name, workspace.own_boards)
    except BadBoard as error:
        return tuple(map(str, error.problems))
    except LswError as error:
        return (str(error),)
    return ()


def _verdict(name: str, problems: tuple[str, ...]) -> list[str]:
    return [f"{name}: {problem}" for problem in problems] or [f"{name}: good"]


def _shift(text: str) -> tuple[int, int]:
    begins, dash, ends = text.replace("–", "-").partition("-")
    if not dash:
        raise BadInput(f"{text[:40]!r} is no shift; write it as 06:00-14:15")
    return clock_time(begins), clock_time(ends)


def _due_dates(listed: Board, task: Task, first: date, last: date) -> list[str]:
    every = (first + timedelta(days=day) for day in range((last - first).days + 1))
    return [on.isoformat() for on in every if due(task.every, on, works=listed.works, rostered=listed.rostered)]
