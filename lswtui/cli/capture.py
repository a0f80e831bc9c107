"""The capture verbs as click knows them: for their help, and for the sentence about a wrong option."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from lswtui.cli import fast_path
from lswtui.cli.output import tell

if TYPE_CHECKING:
    from lswtui.cli.context import Command, Shell

NOTATION = """

    The words may say it all: 'press 4 jammed @maria #equipment !team at 9:40 15m'. In a shell who:maria, cat:eq,
    whose:team and a last word again need no quotes. -- ends the options.
    """


def capture_options(command: Command) -> Command:
    """The options of a capture, from the table that the quick way reads."""
    for flag, text in reversed([item for item in fast_path.CAPTURE_FLAGS.items() if item[0] != "--json"]):
        command = click.option(flag, is_flag=True, help=f"{text.capitalize()}.")(command)
    for name, option in reversed(fast_path.CAPTURE_OPTIONS.items()):
        command = click.option(name, metavar=option.metavar, help=f"{option.help[0].upper()}{option.help[1:]}.")(
            command
        )
    return command


def as_line(words: tuple[str, ...], options: dict[str, Any]) -> fast_path.Arguments:
    """What click read, as the quick way reads it."""
    values = {f"--{name}": value for name, value in options.items() if isinstance(value, str)}
    flags = frozenset(f"--{name}" for name, value in options.items() if value is True)
    return fast_path.Arguments(words, values, flags)


def _verb(name: str, help_: str, *, needed: bool = False) -> click.Command:
    @click.command(name, help=help_ + NOTATION)
    @click.argument("words", nargs=-1, required=needed, metavar="TEXT..." if needed else "[TEXT...]")
    @capture_options
    @click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
    @click.pass_obj
    def verb(shell: Shell, /, words: tuple[str, ...], as_json: bool, **options: Any) -> None:
        tell(fast_path.capture(shell.workspace, name, as_line(words, options)), as_json=as_json)

    return verb


log = _verb("log", "Log an interruption that is over; without minutes it took none.", needed=True)
in_ = _verb("in", "Begin an interruption now; what runs is paused.")
back = _verb("back", "End the innermost interruption and go on where it broke in.")
blip = _verb("blip", "Note something of no length that pauses nothing.")
