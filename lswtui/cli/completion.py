"""Completion for the shells that click knows."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from lswtui.cli.output import put
from lswtui.cli.verbs import COMPLETE, lsw

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the completion script of a shell, for example: eval "$(lsw completion bash)"."""
    made = get_completion_class(shell)
    if made is not None:
        put(made(lsw, {}, "lsw", COMPLETE).source())
