"""One of many processes that capture at once: ``writer.py NAME SECONDS`` says how many it kept and how many not."""

from __future__ import annotations

import contextlib
import io
import sys
import time

from lswtui.__main__ import main


def write(name: str, seconds: float) -> tuple[int, int]:
    """Capture for a while, one line after the other, as the command line does."""
    until = time.monotonic() + seconds
    kept = refused = 0
    while time.monotonic() < until:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            code = main(["log", f"{name} nr {kept}", "1m"])
        kept, refused = (kept + 1, refused) if code == 0 else (kept, refused + 1)
    return kept, refused


if __name__ == "__main__":
    print(*write(sys.argv[1], float(sys.argv[2])))
