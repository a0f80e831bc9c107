"""Boards in from sheets and other files, and out as files that other programs read."""

from __future__ import annotations

import sys
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import click

from lswtui.app.boards import choose
from lswtui.cli.context import days_ahead, reads
from lswtui.cli.output import complain, put, put_file, put_json, talk
from lswtui.domain.boards.board_file import board_table
from lswtui.domain.errors import BadInput
from lswtui.domain.text import counted, harmless
from lswtui.store.files.board_files import BadBoard, load_board
from lswtui.store.files.export_file import hand_out
from lswtui.store.files.toml_text import toml_text

if TYPE_CHECKING:
    from datetime import date

    from lswtui.app.boards.import_sheet import Proposal
    from lswtui.app.workspace import Workspace
    from lswtui.cli.context import Shell
    from lswtui.domain.boards.board import Board

FORMATS = ("toml", "csv", "ics", "job")
BYTE_ORDER_MARK = "\ufeff"
"""By it a spreadsheet knows that a CSV file is in UTF-8."""


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option("--name", metavar="ID", help="The board's id; by default from the file's name.")
@click.option("--title", help="The board's title; by default the first line over the headings.")
@click.option("--hours", multiple=True, metavar="TEXT", help="06:00-14:15, or 'sat 08:00-12:00'; once or more.")
@click.option("--sheet", metavar="NAME", help="The worksheet; by default the one with the most tasks.")
@click.option(
    "--column", "columns", multiple=True, metavar="NAME=COLUMN", help="task=B, or 'how often=Rhythm'; repeatable."
)
@click.option("--encoding", metavar="NAME", help="What a CSV is written in, as cp1250; by default it is found out.")
@click.option("--dry-run", is_flag=True, help="Only show what was understood.")
@click.option("--yes", is_flag=True, help="Write it without asking.")
@click.option("--use", "in_use", is_flag=True, help="Use the board from today on as well.")
@reads
def import_(
    workspace: Workspace,
    file: str,
    name: str | None,
    title: str | None,
    hours: tuple[str, ...],
    sheet: str | None,
    columns: tuple[str, ...],
    encoding: str | None,
    dry_run: bool,
    yes: bool,
    in_use: bool,
    as_json: bool,
) -> None:
    """Make a board of a sheet (CSV, Excel) or of a TOML file: shown as understood first, written with --yes."""
    from lswtui.app.boards.import_sheet import propose, write  # what sheets say is dear to load

    try:
        proposal = propose(
            workspace, file, name=name, title=title, hours=hours, sheet=sheet, columns=columns, encoding=encoding
        )
    except BadBoard as error:
        for problem in error.problems:
            complain(f"{file}: {problem}")
        raise BadInput(f"{file} was not taken in; mend what is named above and try again") from error
    if not as_json:
        _show(proposal)
    written = None
    if not dry_run and (yes or (not as_json and _agreed())):
        written = write(workspace, proposal, use=in_use)
    if as_json:
        put_json(_json(proposal, written=written is not None))
    elif written is not None:
        put(written.text)
    else:
        complain("nothing was written; --yes writes the board, --name and --hours change it")


@click.command()
@click.argument("name", required=False)
@click.argument("dates", type=days_ahead, required=False, metavar="[FROM..TO]")
@click.option("--format", "form", type=click.Choice(FORMATS), default="toml", show_default=True, help="The format.")
@click.option("--out", metavar="FILE", help="Write it to this file.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.pass_obj
def export(
    shell: Shell, name: str | None, dates: tuple[date, date] | None, form: str, out: str | None, force: bool
) -> None:
    """Print a board, by default the one in use: TOML, CSV, a calendar (ics), or a job description (Markdown)."""
    workspace = shell.workspace
    if dates is None and name is not None and ".." in name and not name.endswith(".toml"):
        dates, name = days_ahead(name), None
    if dates is not None and form != "ics":
        raise BadInput("FROM..TO is for a calendar; add --format ics")
    board = choose.board_in_use(workspace) if name is None else load_board(name, workspace.own_boards)
    text = _text(workspace, board, form, dates)
    if out is None:
        put_file(text)
    else:
        hand_out(out, (f"{BYTE_ORDER_MARK}{text}" if form == "csv" else text).encode(), force=force)
        put(f"wrote {out}")


def _show(proposal: Proposal) -> None:
    from lswtui.render.boards.imported import imported_page  # not for an export
    from lswtui.render.text import plain_text

    if proposal.understood is None:
        tasks = counted(len(proposal.board.tasks), "task")
        put(f"{proposal.board.title} ({proposal.board.id}): a board with {tasks}, all of it good")
        for note in proposal.notes:
            put(note)
        return
    cells = get_terminal_size().columns if sys.stdout.isatty() else None
    put(plain_text(imported_page(proposal.board, proposal.understood, proposal.notes, cells), cells))


def _agreed() -> bool:
    """Whether whoever sits at the terminal says y; nobody is asked elsewhere."""
    if not sys.stdin.isatty():
        return False
    talk("Write it? [y/N] ")
    return sys.stdin.readline().strip().casefold() in {"y", "yes", "j", "ja"}


def _json(proposal: Proposal, *, written: bool) -> dict[str, Any]:
    from lswtui.render.boards.imported import imported_json  # only for JSON

    sheet = {} if proposal.understood is None else imported_json(proposal.understood)
    board = {"id": proposal.board.id, "title": proposal.board.title, "tasks": len(proposal.board.tasks)}
    return {"board": board, "written": written, "notes": list(proposal.notes), **sheet}


def _text(workspace: Workspace, board: Board, form: str, dates: tuple[date, date] | None) -> str:
    if form == "csv":
        from lswtui.render.boards.csv import board_csv  # each format alone

        return board_csv(board)
    if form == "job":
        from lswtui.render.boards.job_description import job_description

        return job_description(board)
    if form == "ics":
        from lswtui.app.clock import zone_name
        from lswtui.app.days.holidays import with_holidays
        from lswtui.render.boards.ics import IcsZone, board_ics

        first, last = dates or (workspace.today(), None)
        zone = IcsZone(workspace.clock.zone)
        if name_of_zone := zone_name(zone.zone):
            zone = zone._replace(name=name_of_zone)
        calendar = board_ics(with_holidays(workspace, board), first, last, workspace.now(), zone)
        if calendar.left_out:
            complain(f"without a date, and so not in the calendar: {', '.join(calendar.left_out)}")
        return calendar.text
    return harmless(toml_text(board_table(board)))
