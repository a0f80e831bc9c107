"""Ctrl-C, which must not leave in doubt whether a change was saved."""

from __future__ import annotations

import _signal  # type: ignore[import-not-found] # what `signal` is made of; all of it costs a capture too much
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CTRL_C = {_signal.SIGINT}


@contextmanager
def put_off() -> Iterator[None]:
    """Let Ctrl-C wait in this thread: one that came is forgotten if the block ends well, else it counts."""
    before = _signal.pthread_sigmask(_signal.SIG_BLOCK, _CTRL_C)
    try:
        yield
        if _signal.SIGINT in _signal.sigpending() and _signal.SIGINT not in before:
            _signal.sigwait(_CTRL_C)
    finally:
        _signal.pthread_sigmask(_signal.SIG_SETMASK, before)
