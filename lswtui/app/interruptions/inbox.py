"""Captures kept in the inbox while the data was busy, and taken in later, each exactly once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.app.results import Result
from lswtui.store.engine.durable_files import Unreadable
from lswtui.store.files import inbox
from lswtui.store.records.days import INBOX_MARK
from lswtui.store.records.remembered import remember, remembered

if TYPE_CHECKING:
    from datetime import datetime

    from lswtui.app.workspace import Workspace
    from lswtui.store.engine.transaction import Transaction


def keep(workspace: Workspace, line: str, verb: str = inbox.LOG) -> Result:
    """Keep a line, and what it does, that could not be written down now.

    Raises `NotSaved` where the disk refuses that too.
    """
    inbox.leave(workspace.places, workspace.now(), line, verb)
    does = {"in": "begin ", "back": "come back, "}.get(verb, "") + (line or "an interruption")
    return Result(f"kept in the inbox: {does}; the data is busy, it is taken in later", queued=True)


def waits(workspace: Workspace) -> bool:
    """Whether the inbox holds anything; costs one look at the file's size. Raises `Unreadable`."""
    return inbox.waiting(workspace.places, remembered(workspace.store, INBOX_MARK)) is not None


def import_inbox(workspace: Workspace) -> None:
    """Write down what waits in the inbox, each line at the moment it was left.

    An inbox that cannot be read is no reason to refuse what else is to be done; the board and the doctor tell of it.
    """
    try:
        if not waits(workspace):
            return
    except Unreadable:
        return
    with workspace.change("took in the inbox", by="program") as tx:
        waiting = inbox.waiting(workspace.places, remembered(tx, INBOX_MARK))
        if waiting is None:
            return
        for capture in waiting.captures:
            now = workspace.now()
            at = now if capture.at is None else min(capture.at, now).astimezone(workspace.clock.zone)
            _taken_in(workspace, tx, capture, at)
        remember(tx, INBOX_MARK, **waiting.mark)


def _taken_in(workspace: Workspace, tx: Transaction, capture: inbox.InboxLine, at: datetime) -> None:
    """Do what a line of the inbox says, as if it were the moment AT; what went on since goes before it."""
    from lswtui.app.interruptions.day_log import DayLog, write_down  # most of the time nothing waits

    if capture.verb not in {"in", "back"}:
        write_down(workspace, tx, capture.text, at)
        return
    day_log = DayLog(workspace, tx, at)
    day_log.open(day_log.settings.date_of(at))
    if capture.verb == "in":
        day_log.begin(capture.text, shell=False, until=day_log.gone_on())
    elif day_log.day.stack and not day_log.gone_on():
        day_log.back(capture.text, shell=False)
    elif capture.text.strip():
        write_down(workspace, tx, capture.text, at)
        return
    day_log.store()
