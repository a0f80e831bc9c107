"""Undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from lswtui.app import undoing
from lswtui.cli.shell import changes

if TYPE_CHECKING:
    from lswtui.app.said import Said
    from lswtui.app.workspace import Workspace

_YES = click.option("--yes", is_flag=True, help="Also what another window did.")


@click.command()
@_YES
@changes
def undo(workspace: Workspace, yes: bool) -> Said:
    """Undo your last change on this machine."""
    try:
        return undoing.undo(workspace, even_elsewhere=yes)
    except undoing.OtherWindow as error:
        raise undoing.OtherWindow(f"{error} (`lsw undo --yes`)") from error


@click.command()
@_YES
@changes
def redo(workspace: Workspace, yes: bool) -> Said:
    """Do again what you undid last."""
    try:
        return undoing.redo(workspace, even_elsewhere=yes)
    except undoing.OtherWindow as error:
        raise undoing.OtherWindow(f"{error} (`lsw redo --yes`)") from error
