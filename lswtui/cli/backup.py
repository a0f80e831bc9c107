"""Backups: made when asked, listed, and gone back to."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from lswtui.app.data import backup, restore
from lswtui.app.results import Result
from lswtui.cli.context import reads
from lswtui.cli.output import complain, put, put_json, talk, tell
from lswtui.domain.date_input import day_named
from lswtui.domain.errors import BadInput
from lswtui.domain.times import iso_date
from lswtui.render.data.backups import (
    backup_json,
    backup_rows,
    made_json,
    made_words,
    restoring_json,
    restoring_words,
)
from lswtui.store.recovery.backup import checked, listed

if TYPE_CHECKING:
    from datetime import date

    from lswtui.app.workspace import Workspace


@click.group("backup")
def backups() -> None:
    """Backups: made with the first change of a day and when asked for, listed, gone back to."""


@backups.command()
@reads
def make(workspace: Workspace, as_json: bool) -> None:
    """Make a backup now."""
    made = backup.make(workspace)
    if as_json:
        put_json(made_json(made))
    else:
        put(made_words(made))
    for path in made.left_out:
        complain(f"{path} is a link or no plain file, and is left out")
    if sentence := backup.larger_words(made):
        complain(sentence)


@backups.command("list")
@reads
def list_(workspace: Workspace, as_json: bool) -> None:
    """List the backups, newest first, each of them read through."""
    found = tuple(checked(each) for each in listed(workspace.places))
    if as_json:
        put_json({"folder": workspace.places.backups_folder, "backups": list(map(backup_json, found))})
    elif found:
        put("\n".join(backup_rows(found, workspace.now())))
    else:
        put("there is no backup yet; the first change of each day makes one, and so does `lsw backup make`")


@backups.command("restore")
@click.argument("wanted", metavar="[NAME|DATE]", required=False)
@click.option("--dry-run", is_flag=True, help="Only show what it would change.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@reads
def restore_backup(workspace: Workspace, wanted: str | None, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Go back to a backup, the newest by default; what is here is backed up before."""
    if not (dry_run or yes or sys.stdin.isatty()):
        raise BadInput("a restore changes what is here; look at it with --dry-run, then say --yes")
    found = restore.compare(workspace, restore.find(workspace, _meant(wanted, workspace.today())))
    if dry_run and as_json:
        put_json(restoring_json(found))
        return
    words = "\n".join(restoring_words(found, workspace.now()))
    if not (found.differences or found.files):
        tell(Result(f"nothing differs from {found.backup.name}; `lsw backup list` names the others"), as_json=as_json)
    elif dry_run:
        put(words)
    elif yes or _agrees(words):
        tell(restore.restore(workspace, found), as_json=as_json)
    else:
        tell(Result("nothing was changed"), as_json=as_json)


def _meant(wanted: str | None, today: date) -> str | date | None:
    """A date, written out or in words, or else the beginning of a name."""
    if wanted is None:
        return None
    if not wanted[:1].isdigit():
        return day_named(wanted, today)
    try:
        return iso_date(wanted)
    except BadInput:
        return wanted


def _agrees(words: str) -> bool:
    talk(f"{words}\nGo back to it? What is here is backed up before. [y/N] ")
    return sys.stdin.readline().strip().casefold() in {"y", "yes"}
