"""What the machine's counters said when the running clock began: whether its length can be believed.

A suspend, a restart and a clock that was set leave no trace in the data. Here they are noticed at the next change,
also where no board was open meanwhile.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.times import later
from lswtui.domain.vocabulary import Lane
from lswtui.store.engine.durable_files import make_folder, write_all
from lswtui.store.records.days import store_day, stored_day

if TYPE_CHECKING:
    from datetime import datetime

    from lswtui.app.workspace import Workspace
    from lswtui.domain.days.spans import Span

DOUBTFUL = 120.0
"""Seconds of suspend, or between the clock and the counters, that make a running clock doubtful."""


class ClockReading(NamedTuple):
    """What the machine counted at one moment."""

    span: str
    """The id of the span that ran then."""
    at: float
    """Seconds since 1970, as the clock that people set shows them."""
    boot: str
    up: float
    slept: float


def note(workspace: Workspace, before: Span | None, after: Span | None) -> None:
    """Keep what the counters say where another clock runs now; a disk that refuses is no reason to stop."""
    if after is not None and (before is None or before.id != after.id):
        _keep(workspace, after.id)


def check(workspace: Workspace) -> None:
    """Ask about the running clock where the machine slept, was started again or had its clock set since it began."""
    then = _kept(workspace)
    if then is None:
        return
    now = _counted(workspace, then.span)
    if now.boot != then.boot:
        believed = then.at
    elif now.slept - then.slept > DOUBTFUL:
        believed = round(now.at - (now.slept - then.slept))
    elif abs((now.at - then.at) - (now.up - then.up)) > DOUBTFUL:
        believed = None
    else:
        return
    _doubt(workspace, then, believed)


def _doubt(workspace: Workspace, then: ClockReading, believed: float | None) -> None:
    """Put the clock in doubt, from a moment on that can still be believed, or the whole of it."""
    from lswtui.domain.days.questions import clock_doubted, gap_noticed

    at = workspace.now()
    with workspace.change("noticed that a running clock is in doubt", by="program") as tx:
        day = before = stored_day(tx, workspace.board_settings(tx).date_of(at), lane=Lane.DOING)
        if day.running is not None and day.running.id == then.span:
            if believed is None:
                day = clock_doubted(day)
            else:
                day = gap_noticed(day, _moment(at, believed), at, workspace.new_id)
            store_day(tx, before, day)
    if day.running is not None:
        _keep(workspace, day.running.id)


def _moment(at: datetime, seconds: float) -> datetime:
    return later(at, (seconds - at.timestamp()) / 60)


def _counted(workspace: Workspace, span: str) -> ClockReading:
    clock = workspace.clock
    return ClockReading(span, clock.now().timestamp(), clock.boot(), clock.up(), clock.slept())


def _keep(workspace: Workspace, span: str) -> None:
    text = json.dumps(_counted(workspace, span)._asdict()).encode()
    with suppress(OSError):
        make_folder(workspace.places.state_folder)
        handle = os.open(_path(workspace), os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        try:
            write_all(handle, text, 0)
        finally:
            os.close(handle)


def _kept(workspace: Workspace) -> ClockReading | None:
    try:
        with open(_path(workspace), "rb") as file:  # noqa: PTH123 - a capture would wait for pathlib
            kept = json.loads(file.read())
            return ClockReading(kept["span"], float(kept["at"]), kept["boot"], float(kept["up"]), float(kept["slept"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _path(workspace: Workspace) -> str:
    return f"{workspace.places.state_folder}/running.json"
