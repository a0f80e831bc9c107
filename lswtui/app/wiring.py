"""Where the parts are put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.app.clock import Clock, SystemClock
from lswtui.app.workspace import Workspace
from lswtui.store.engine.places import find_places
from lswtui.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping


def open_workspace(
    environ: Mapping[str, str], *, program: str, clock: Clock | None = None, window: str | None = None
) -> Workspace:
    """The leader's workspace in the places that the environment names; nothing is read or created yet.

    What several programs do under one name of a WINDOW they may undo for each other.
    """
    places = find_places(environ)
    store = Store(places, program=program)
    store.window = window or store.window
    return Workspace(store, clock or SystemClock(), places)
