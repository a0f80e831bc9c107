"""A file that its leader asked for, in a folder of theirs."""

from __future__ import annotations

import os
import tempfile

from lswtui.domain.errors import NotSaved, RuleBroken


def hand_out(path: str, data: bytes, *, force: bool) -> None:
    """Write a file whole or not at all, over one that is there only by FORCE.

    Raises `RuleBroken` over one that is there, and `NotSaved`.
    """
    if os.path.lexists(path) and not force:
        raise RuleBroken(f"{path} is there already; --force writes over it")
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path) or ".")
        with open(handle, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError as error:
        if temporary is not None and os.path.lexists(temporary):
            os.unlink(temporary)
        raise NotSaved(f"{path} cannot be written: {error.strerror}") from error
