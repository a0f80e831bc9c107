"""What a command prints: data on stdout, talk on stderr, and nothing that a terminal would obey."""

from __future__ import annotations

import os
import sys
from json import dumps
from typing import TYPE_CHECKING, Any, cast

from lswtui.domain.errors import ExitCode, LswError
from lswtui.domain.text import harmless, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from lswtui.app.results import Result

SCHEMA = 1
LONGEST_SENTENCE = 600


class NotPrinted(LswError):
    """What was asked for could not be written to where it should go."""

    exit_code = ExitCode.FAULT


def ready_streams() -> None:
    """Make the streams fit for any text, whatever the locale, and for a caller that closed one."""
    if cast("TextIO | None", sys.stdin) is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - until the end
    for name in ("stdout", "stderr"):
        stream: TextIO | None = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - until the end
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def put(text: str) -> None:
    """Write one or more lines of data; raises `NotPrinted` where they cannot be written.

    A reader that has left is no fault: the rest goes nowhere.
    """
    put_file(f"{harmless(text)}\n")


def put_file(text: str) -> None:
    """Write a file that is harmless already, its line ends as they are; raises as `put` does."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        hang_up()
        if not isinstance(error, BrokenPipeError):
            raise NotPrinted(f"the output could not be written: {error.strerror}") from error


def put_json(content: Mapping[str, Any]) -> None:
    """Write a JSON object under the schema number, in ASCII so that nothing in it can be more than text."""
    put(dumps({"schema": SCHEMA, **content}, ensure_ascii=True))


def tell(said: Result, *, as_json: bool) -> None:
    """Say what a change did; the change stands, whether or not anybody hears of it."""
    try:
        if as_json:
            put_json({"id": said.id, "queued": said.queued})
        else:
            put(one_line(said.text))
    except NotPrinted as error:
        complain(f"it is done, but {error}")


def talk(text: str) -> None:
    """Write to whoever sits at the terminal, leaving the line open; not data, so it goes to stderr."""
    sys.stderr.write(harmless(text))
    sys.stderr.flush()


def complain(sentence: str) -> None:
    """Say one sentence on stderr; of a very long one the beginning and the end."""
    line = one_line(sentence)
    if len(line) > LONGEST_SENTENCE:
        half = LONGEST_SENTENCE // 2
        line = f"{line[:half]} … {line[-half:]}"
    try:
        sys.stderr.write(f"lsw: {line}\n")
        sys.stderr.flush()
    except OSError:
        pass  # nobody listens; the exit code says it too


def hang_up() -> None:
    """Send what is still to come nowhere, so that the interpreter does not complain of it at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
