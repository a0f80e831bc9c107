"""Calling a command of the leader's own."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def call(command: Sequence[str], text: str) -> str:
    """Run a command with a text as its last word, apart from this terminal and without a shell.

    It waits until the command has ended. Returns why it failed, as a sentence; empty where it did not.
    """
    nowhere = subprocess.DEVNULL
    try:
        ended = subprocess.run(
            [*command, text], stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True, check=False
        )
    except OSError as error:
        return f"{command[0]} cannot be started: {error.strerror}"
    return f"{command[0]} ended with {ended.returncode}" if ended.returncode else ""
