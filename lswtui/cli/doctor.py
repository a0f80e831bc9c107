"""Looking over all there is, and mending it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from lswtui.app.data.doctor import examine, is_sound
from lswtui.app.data.repair import mend
from lswtui.cli.output import put, put_json
from lswtui.cli.terminal_probe import terminal
from lswtui.domain.errors import ExitCode
from lswtui.render.data.doctor import doctor_json, doctor_page
from lswtui.render.text import plain_text

if TYPE_CHECKING:
    from lswtui.cli.context import Shell


@click.command()
@click.option("--fix", is_flag=True, help="Mend what needs no decision of yours, after a backup.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def doctor(shell: Shell, fix: bool, as_json: bool) -> ExitCode:
    """Look over everything: files, data, backups, folder, terminal; exit code 5 where data is damaged.

    Without --fix it writes nothing.
    """
    checks = examine(shell.workspace)
    if fix:
        checks = mend(shell.workspace, checks)
    checks = (*checks, terminal(os.environ))
    if as_json:
        put_json(doctor_json(checks))
    else:
        put(plain_text(doctor_page(checks)))
    return ExitCode.DONE if is_sound(checks) else ExitCode.DAMAGED
