"""The verbs of `lsw`, by family, each loaded only when it is called."""

from __future__ import annotations

import os
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING

import click

from lswtui.cli.context import Shell
from lswtui.cli.fast_path import afterwards, open_shell
from lswtui.cli.output import complain, put
from lswtui.domain.errors import BadInput, ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lswtui.cli.context import OpenBoard, ScreenNames

VERBS: dict[str, dict[str, str]] = {
    "What breaks in": {
        "log": "capture:log",
        "in": "capture:in_",
        "back": "capture:back",
        "blip": "capture:blip",
        "interruption": "interruptions:interruption",
    },
    "The day's cards": {
        "start": "cards:start",
        "done": "cards:done",
        "aside": "cards:aside",
        "move": "cards:move",
        "todo": "cards:todo",
        "add": "cards:add",
        "note": "cards:note",
        "cue": "cards:cue",
        "top": "cards:top",
        "other": "cards:other",
    },
    "The day": {
        "today": "reports:today",
        "status": "reports:status",
        "answer": "answer:answer",
        "lock": "cards:lock",
        "off": "cards:off",
        "shift": "shifts:shift",
        "morning": "reviews:morning",
        "reflect": "reviews:reflect",
        "pledge": "reviews:pledge",
        "close": "cards:close_day",
        "reopen": "cards:reopen",
        "undo": "undo:undo_change",
        "redo": "undo:redo",
    },
    "Looking back": {
        "report": "reports:report",
    },
    "Boards and data": {
        "board": "boards:board",
        "export": "data:export",
        "import": "data:import_",
        "backup": "backup:backups",
        "doctor": "doctor:doctor",
        "config": "data:config",
        "demo": "data:demo",
        "completion": "completion:completion",
        "shell-init": "shell_init:shell_init",
        "help": "help:help_",
    },
}
LONGEST_HELP = 200
"""Characters of a verb's first sentence in the list, which wraps."""
COMPLETE = "_LSW_COMPLETE"
"""The variable by which a shell asks for completions."""


class Verbs(click.Group):
    """The verbs, loaded one by one."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click asks so
        """The names of all verbs, in the order of the help."""
        return [verb for family in VERBS.values() for verb in family]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click asks so
        """The command of a verb, or None."""
        for family in VERBS.values():
            if cmd_name in family:
                module, _, name = family[cmd_name].partition(":")
                command: click.Command = getattr(import_module(f"lswtui.cli.{module}"), name)
                return command
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; raises `BadInput` with a suggestion."""
        if not args[0].startswith("-") and args[0] not in self.list_commands(ctx):
            raise unknown(args[0], self.list_commands(ctx))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs by family."""
        for family, verbs in VERBS.items():
            commands = ((verb, self.get_command(ctx, verb)) for verb in verbs)
            with formatter.section(family):
                formatter.write_dl([(verb, made.get_short_help_str(LONGEST_HELP)) for verb, made in commands if made])


def unknown(typed: str, verbs: Sequence[str]) -> BadInput:
    """The error for a verb that there is not."""
    near = get_close_matches(typed[:60], verbs, 1, 0.5)
    hint = f"did you mean {near[0]}?" if near else "`lsw --help` lists what there is"
    return BadInput(f"there is no verb {typed[:40]!r}; {hint}")


@click.group("lsw", cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lswtui", prog_name="lsw", message="%(prog)s %(version)s")
def lsw() -> None:
    """Leader standard work: the day board, what breaks into it, and the evening's reflection.

    `lsw` alone opens the board. Every verb says more with --help, and `lsw help` is the handbook.
    """


def run(arguments: Sequence[str], *, open_board: OpenBoard, screen_names: Callable[[], ScreenNames]) -> int:
    """Do what the arguments say and answer the exit code; raises `LswError` and `KeyboardInterrupt`."""
    shell = Shell(open_shell(), open_board, screen_names)
    if COMPLETE in os.environ:
        return _complete(os.environ[COMPLETE], shell)
    try:
        with lsw.make_context("lsw", list(arguments), obj=shell) as context:
            code = lsw.invoke(context)
        return code if isinstance(code, int) else ExitCode.DONE
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.exceptions.NoArgsIsHelpError as help_:
        put(help_.format_message())
        return ExitCode.USAGE
    except click.Abort:
        return ExitCode.INTERRUPTED
    except click.ClickException as error:
        complain(_sentence(error, arguments[0] if arguments else ""))
        return ExitCode.USAGE
    finally:
        afterwards(shell.workspace)


def _sentence(error: click.ClickException, verb: str) -> str:
    message = error.format_message().rstrip(".")
    if "--help" in message:
        return message
    context = error.ctx if isinstance(error, click.UsageError) else None
    path = context.command_path if context else f"lsw {verb}"
    return f"{message[:1].lower()}{message[1:]} (`{path} --help` says how)"


def _complete(instruction: str, shell: Shell) -> int:
    from click.shell_completion import shell_complete  # only when a shell asks

    return shell_complete(lsw, {"obj": shell}, "lsw", COMPLETE, instruction)
