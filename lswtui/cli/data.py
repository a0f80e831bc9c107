"""All data in and out, the settings, and made-up data to look around in."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING

import click

from lswtui.app.config import config_template, read_config
from lswtui.app.data.exchange import export_json, import_json
from lswtui.app.days.holidays import setting_problems
from lswtui.app.workspace import open_workspace
from lswtui.cli.context import changes, days_past, named_text, reads
from lswtui.cli.output import complain, put, put_json
from lswtui.domain.errors import BadInput, RuleBroken
from lswtui.store.engine.untrusted_files import MEGABYTE

if TYPE_CHECKING:
    from datetime import date

    from lswtui.app.config import Config
    from lswtui.app.results import Result
    from lswtui.app.workspace import Workspace
    from lswtui.cli.context import Shell
    from lswtui.domain.toml_reader import Problem

MOST_DEMO_DAYS = 4000
"""Working days of more than fifteen years."""
LARGEST_IMPORT = 500 * MEGABYTE
"""Several times what ten years come to."""


@click.command()
@click.option("--format", "form", type=click.Choice(["json"]), default="json", show_default=True, help="The format.")
@click.argument("dates", type=days_past, required=False, metavar="[FROM..TO]")
@click.pass_obj
def export(shell: Shell, form: str, dates: tuple[date, date] | None) -> None:  # noqa: ARG001 - there is but one so far
    """Print all data, whole and lossless, or that of some days."""
    first, last = dates or (None, None)
    put_json(export_json(shell.workspace, first, last))


@click.command("import")
@click.argument("file", metavar="FILE")
@changes
def import_(workspace: Workspace, file: str) -> Result:
    """Take in what `lsw export` printed, or a TinyDB file; - reads stdin. What is as new or newer here stays."""
    text = named_text(file, LARGEST_IMPORT)
    try:
        return import_json(workspace, text)
    except BadInput as error:
        raise BadInput(f"{file} cannot be imported: {error}") from error


@click.group()
def config() -> None:
    """The settings: where they are, and what they are."""


@config.command()
@reads
def path(workspace: Workspace, as_json: bool) -> None:
    """Print the path of the file with the settings, and where the data lives."""
    places = workspace.places
    if as_json:
        put_json({"config": str(places.config), "data": str(places.data), "state": str(places.state)})
    else:
        put(str(places.config))


@config.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def check(ctx: click.Context, as_json: bool) -> None:
    """Check the file with the settings: every problem with the path of its key; exit code 2 where there is one."""
    path = ctx.obj.workspace.places.config
    _, problems = _settings(ctx.obj)
    if as_json:
        put_json({"file": str(path), "problems": list(map(str, problems))})
    else:
        put("\n".join(f"{path}: {problem}" for problem in problems) or f"{path}: good")
    if problems:
        ctx.exit(2)


@config.command()
@click.option("--template", is_flag=True, help="Print a file that says what can be set, with the usual settings.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def show(ctx: click.Context, template: bool, as_json: bool) -> None:
    """Print the settings in effect; exit code 2 where the file has problems."""
    shell: Shell = ctx.obj
    names = shell.screen_names()
    if template:
        put(config_template(names.keys).rstrip("\n"))
        return
    settings, problems = _settings(shell)
    if as_json:
        tables = {"keys": dict(settings.keys), "holidays": settings.holidays._asdict()}
        tables["reminders"] = settings.reminders.table()
        put_json({**settings._asdict(), **tables, "problems": list(map(str, problems))})
    else:
        shown = {"name": settings.name, "theme": settings.theme, "target": f"{settings.target:g}"}
        shown |= {f"holidays.{key}": text for key, text in settings.holidays._asdict().items() if text}
        how = settings.reminders.table().items()
        shown |= {f"reminders.{key}": _written(value) for key, value in how if value not in ("", [])}
        put("\n".join(f"{name} = {value}" for name, value in (*shown.items(), *settings.keys)))
        for problem in problems:
            complain(f"{shell.workspace.places.config}: {problem}")
    if problems:
        ctx.exit(2)


def _settings(shell: Shell) -> tuple[Config, tuple[Problem, ...]]:
    """The settings in effect, and everything that is wrong with the file."""
    names = shell.screen_names()
    settings, problems = read_config(shell.workspace.places.config, commands=names.keys, themes=names.themes)
    return settings, (*problems, *setting_problems(shell.workspace))


def _written(value: object) -> str:
    """A setting as one reads it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(value) if isinstance(value, list) else str(value)


@click.command()
@click.option("--days", type=click.IntRange(1, MOST_DEMO_DAYS), default=20, show_default=True, help="Past workdays.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same days.")
@click.option("--keep", metavar="DIR", help="Keep the data in this folder, which must hold none yet.")
@click.option("--no-tui", is_flag=True, help="Only make the data and print where it is.")
@click.pass_context
def demo(ctx: click.Context, days: int, seed: int, keep: str | None, no_tui: bool) -> None:
    """Open the board on made-up data, in a temporary home or in the one named."""
    shell: Shell = ctx.obj
    if no_tui:
        home = keep or mkdtemp(prefix="lsw-demo-")
        _made(home, days, seed)
        put(str(Path(home).absolute()))
    elif keep is not None:
        ctx.exit(shell.open_board(_made(keep, days, seed)))
    else:
        with TemporaryDirectory(prefix="lsw-demo-") as home:
            code = shell.open_board(_made(home, days, seed))
        ctx.exit(code)


def _made(home: str, days: int, seed: int) -> Workspace:
    """A workspace with made-up data under a folder; raises `RuleBroken` where there is data already."""
    from lswtui.app.demo import make_demo  # the other verbs here have no use for it

    workspace = open_workspace({**os.environ, "LSW_HOME": home}, program="demo")
    if workspace.places.data.exists() and any(workspace.places.data.iterdir()):
        raise RuleBroken(
            f"{workspace.places.data} holds data already; name an empty folder, or open it: LSW_HOME={home} lsw"
        )
    make_demo(workspace, days=days, seed=seed)
    return workspace
