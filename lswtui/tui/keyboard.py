"""What a terminal sends that is no UTF-8: a sign among what was typed, and no reason to end."""

from __future__ import annotations

import codecs
from functools import partial
from typing import TYPE_CHECKING

from textual.drivers import linux_driver

if TYPE_CHECKING:
    from collections.abc import Callable


def bear_other_bytes() -> None:
    """Have the driver decode what it reads with signs for stray bytes; by itself it would die of the first."""
    # It offers no setting for this, and to start its reading thread again would lose what was read with the byte.
    linux_driver.getincrementaldecoder = _forgiving  # type: ignore[assignment,attr-defined]


def _forgiving(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")
