"""What can go wrong that its user can act on.

Each error is one sentence saying what was wrong, where, and what to do, and knows the exit code
of the command that meets it.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ends; scripts rely on these numbers."""

    DONE = 0
    FAULT = 1
    USAGE = 2
    REFUSED = 3
    DAMAGED = 5
    INTERRUPTED = 130


class LswError(Exception):
    """Something its user can act on; any other exception is a fault of the program."""

    exit_code = ExitCode.USAGE

    def __init__(self, sentence: str = "", *, on_screen: str = "") -> None:
        super().__init__(sentence)
        self._on_screen = on_screen

    @property
    def on_screen(self) -> str:
        """The sentence for who looks at a screen: it names keys where the other one names verbs, files or ids."""
        return self._on_screen or str(self)


CARD_GONE = "that card is no longer there; something else took it away"
INTERRUPTION_GONE = "that interruption is no longer there; something else took it away"
"""What a screen says where others were faster: the ids by which it asks are not for people."""


class BadInput(LswError):
    """An argument, a field or a file that cannot be understood."""


class NotFound(LswError):
    """What was named does not exist."""

    exit_code = ExitCode.REFUSED


class RuleBroken(LswError):
    """A rule of the day forbids it."""

    exit_code = ExitCode.REFUSED


class NotSaved(LswError):
    """The disk refused; nothing changed on it and what was typed is still with the caller."""

    exit_code = ExitCode.FAULT


class Busy(LswError):
    """Another process held the data for longer than a capture may wait."""

    exit_code = ExitCode.REFUSED


class Damaged(LswError):
    """A data file could not be read and was kept aside."""

    exit_code = ExitCode.DAMAGED
