"""What every verb of the command line shares: the workspace, and how a change is answered."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import click

from lswtui.app.workspace import Workspace
from lswtui.cli.output import tell
from lswtui.domain.date_input import day_named, days_named
from lswtui.domain.errors import BadInput
from lswtui.domain.time_input import minutes_typed
from lswtui.store.engine import untrusted_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from lswtui.app.boards.edit import Wanted
    from lswtui.app.results import Result

Command = Callable[..., Any]


class ScreenNames(NamedTuple):
    """What the screens know and the settings may name."""

    keys: Mapping[str, str]
    """The keys of each command by its id."""
    themes: tuple[str, ...]


class OpenBoard(Protocol):
    """How the board is opened, in the editor with a new one where one is WANTED; it answers the exit code."""

    def __call__(self, workspace: Workspace, wanted: Wanted | None = None) -> int:
        """Open it until its leader leaves; raises `BadInput` where there is no terminal."""
        ...


class Shell(NamedTuple):
    """Where a command is called: with which data, and with what way to the board, which it cannot load itself."""

    workspace: Workspace
    open_board: OpenBoard
    screen_names: Callable[[], ScreenNames]


def day(text: str) -> date:
    """An argument that is a day gone by or today; raises `BadInput`."""
    return day_named(text, _today())


def day_ahead(text: str) -> date:
    """An argument that is a day to come or today; raises `BadInput`."""
    return day_named(text, _today(), ahead=True)


def days_ahead(text: str) -> tuple[date, date]:
    """An argument that is one day or ``FROM..TO``, to come; raises `BadInput`."""
    return days_named(text, _today(), ahead=True)


def days_past(text: str) -> tuple[date, date]:
    """An argument that is one day or ``FROM..TO``, gone by; raises `BadInput`."""
    return days_named(text, _today())


def minutes(text: str) -> int:
    """An argument that is a length: minutes, or ``1h20``, ``1.5h``; raises `BadInput`."""
    return minutes_typed(text)


def changes(command: Callable[..., Result]) -> Command:
    """A command that changes something: it gets the workspace first, and says what was done."""

    @click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
    @click.pass_obj
    @wraps(command)
    def told(shell: Shell, /, as_json: bool, **arguments: Any) -> None:
        tell(command(shell.workspace, **arguments), as_json=as_json)

    return told


def reads(command: Callable[..., None]) -> Command:
    """A command that only reads: it gets the workspace first, and whether to answer in JSON."""

    @click.option("--json", "as_json", is_flag=True, help="Print JSON.")
    @click.pass_obj
    @wraps(command)
    def printed(shell: Shell, /, **arguments: Any) -> None:
        command(shell.workspace, **arguments)

    return printed


def on_day(text: str = "The day meant; today by default.", *, ahead: bool = False) -> Callable[[Command], Command]:
    """The option ``--on``; AHEAD for verbs that plan, where a weekday is the next one."""
    return click.option("--on", type=day_ahead if ahead else day, metavar="DATE", help=text)


def _today() -> date:
    shell: Shell = click.get_current_context().obj
    return shell.workspace.today()


def named_text(file: str, most: int) -> str:
    """The text of a file, or of stdin, MOST bytes of it at most; raises `NotFound` and `BadInput`."""
    if file != "-":
        return untrusted_files.read_text(file, most)
    try:
        text = sys.stdin.read(most + 1)
    except ValueError as error:
        raise BadInput("stdin is no text in UTF-8; save it as UTF-8 and try again") from error
    if len(text) > most:
        raise BadInput(f"stdin is too large; {most // untrusted_files.MEGABYTE} MB are the most that is read")
    return text.removeprefix("\ufeff")
