"""Correcting what was logged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from lswtui.app.interruptions import log
from lswtui.cli.capture import as_line, capture_options
from lswtui.cli.context import changes, on_day
from lswtui.cli.fast_path import notation
from lswtui.domain.errors import BadInput

if TYPE_CHECKING:
    from datetime import date

    from lswtui.app.results import Result
    from lswtui.app.workspace import Workspace


@click.group()
def interruption() -> None:
    """Correct or delete an interruption, by its number in `lsw today` or its id."""


@interruption.command()
@click.argument("id_", metavar="ID")
@click.argument("words", nargs=-1, metavar="[TEXT...]")
@capture_options
@on_day("The day it is logged on; today by default.")
@changes
def edit(workspace: Workspace, id_: str, words: tuple[str, ...], on: date | None, **options: Any) -> Result:
    """Replace what is known of an interruption by what TEXT and the options say; the rest stays."""
    line = notation(workspace, as_line(words, options))
    if not line.strip():
        raise BadInput("say what to change; for example: lsw interruption edit 2 --who maria --minutes 15")
    return log.amend(workspace, id_, line, on=on)


@interruption.command()
@click.argument("id_", metavar="ID")
@on_day("The day it is logged on; today by default.")
@changes
def delete(workspace: Workspace, id_: str, on: date | None) -> Result:
    """Delete an interruption and its time."""
    return log.delete(workspace, id_, on=on)
