"""Which shift a week has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from lswtui.app.days import shifts
from lswtui.cli.context import changes, on_day

if TYPE_CHECKING:
    from datetime import date

    from lswtui.app.results import Result
    from lswtui.app.workspace import Workspace


@click.command()
@click.argument("name", required=False)
@on_day("A day of the week meant; this week by default.", ahead=True)
@changes
def shift(workspace: Workspace, name: str | None, on: date | None) -> Result:
    """Say which shift this week has, or switch it to NAME; only cards that nobody touched move."""
    return shifts.shift_of_week(workspace, on) if name is None else shifts.switch(workspace, name, on=on)
