"""A file named on the command line; ``-`` is what comes in on stdin."""

from __future__ import annotations

import sys

from lswtui.domain.errors import BadInput
from lswtui.store.engine import untrusted_files


def named_text(file: str, most: int) -> str:
    """The text of a file, or of stdin, MOST bytes of it at most; raises `NotThere` and `BadInput`."""
    if file != "-":
        return untrusted_files.read_text(file, most)
    try:
        text = sys.stdin.read(most + 1)
    except ValueError as error:
        raise BadInput("stdin is no text in UTF-8; save it as UTF-8 and try again") from error
    if len(text) > most:
        raise BadInput(f"stdin is too large; {most // untrusted_files.MEGABYTE} MB are the most that is read")
    return text.removeprefix("\ufeff")
