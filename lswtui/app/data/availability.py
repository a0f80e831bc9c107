"""Whether the data can be reached and written now, and what others wrote; the drive may take its time to tell."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from lswtui.app.interruptions import inbox
from lswtui.domain.errors import LswError

if TYPE_CHECKING:
    from lswtui.app.workspace import Workspace


GONE = "data folder gone"
SILENT = "storage not answering"


class Unavailability(NamedTuple):
    """What keeps the data from being read or changed."""

    word: str
    """Two or three words that stand on the screen as long as it lasts."""
    sentence: str


class Observation(NamedTuple):
    """What there was to see."""

    moved: bool = False
    """Whether others wrote anything."""
    inbox: bool = False
    """Whether something waits in the inbox."""
    trouble: Unavailability | None = None
    inbox_trouble: str = ""
    """Why the inbox cannot be read, as a sentence."""


def silent() -> Unavailability:
    """The trouble of a drive that gives no answer at all."""
    return Unavailability(SILENT, "the storage is not answering; what you type is kept meanwhile")


class AvailabilityWatch:
    """The eyes of one program that stays open. Used from one thread at a time."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._journals = f"{workspace.places.data_folder}/journal"
        self._was_there = os.path.isdir(self._journals)  # noqa: PTH112 - where pathlib gains nothing

    def look(self) -> Observation:
        """What there is to see now; it takes as long as the drive does."""
        trouble = self._trouble()
        if trouble is not None and trouble.word == GONE:
            return Observation(trouble=trouble)
        try:
            moved = self._workspace.store.moved()
        except LswError as error:
            return Observation(trouble=trouble or Unavailability(SILENT, error.on_screen))
        try:
            return Observation(moved, inbox.waits(self._workspace), trouble)
        except LswError as error:
            return Observation(moved, trouble=trouble, inbox_trouble=error.on_screen)

    def _trouble(self) -> Unavailability | None:
        data = self._workspace.places.data_folder
        try:
            os.stat(self._journals)  # noqa: PTH116 - what it says when it fails is wanted
        except FileNotFoundError:
            if self._was_there and not os.path.isdir(f"{data}/db"):  # noqa: PTH112 - where pathlib gains nothing
                return Unavailability(
                    GONE, "the data is gone; nothing is saved until it is back, and none is made anew"
                )
            return None
        except OSError as error:
            return Unavailability(SILENT, f"the data cannot be reached: {error.strerror}")
        self._was_there = True
        if not os.access(data, os.W_OK):
            return Unavailability(
                "read only", "the data cannot be written now; nothing is saved, what you type is kept"
            )
        return None
