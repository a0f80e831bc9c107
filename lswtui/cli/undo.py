"""Undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from lswtui.app.data import undo
from lswtui.cli.context import changes
from lswtui.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Callable

    from lswtui.app.results import Result
    from lswtui.app.workspace import Workspace

_YES = click.option("--yes", is_flag=True, help="Also what another window did.")


@click.command("undo")
@_YES
@changes
def undo_change(workspace: Workspace, yes: bool) -> Result:
    """Undo your last change on this machine."""
    return _reversed(undo.undo, workspace, even_elsewhere=yes)


@click.command()
@_YES
@changes
def redo(workspace: Workspace, yes: bool) -> Result:
    """Do again what you undid last."""
    return _reversed(undo.redo, workspace, even_elsewhere=yes)


def _reversed(intent: Callable[..., Result], workspace: Workspace, *, even_elsewhere: bool) -> Result:
    try:
        return intent(workspace, even_elsewhere=even_elsewhere)
    except undo.OtherWindow as error:
        raise RuleBroken(f"{error}; `lsw {error.verb} --yes` {error.verb}es it all the same") from error
