"""Captures kept in the inbox while the data was busy, and taken in later, each exactly once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.app.capturing import write_down
from lswtui.app.said import Said
from lswtui.store import inbox
from lswtui.store.disk import Unreadable
from lswtui.store.repository import INBOX_MARK, remember, remembered

if TYPE_CHECKING:
    from lswtui.app.workspace import Workspace


def keep(workspace: Workspace, line: str) -> Said:
    """Keep a line that could not be written down now; raises `NotSaved` where the disk refuses that too."""
    inbox.leave(workspace.places, workspace.now(), line)
    return Said(f"kept in the inbox: {line or 'an interruption'}; the data is busy, it is taken in later", queued=True)


def waits(workspace: Workspace) -> bool:
    """Whether the inbox holds anything; costs one look at the file's size. Raises `Unreadable`."""
    return inbox.waiting(workspace.places, remembered(workspace.store, INBOX_MARK)) is not None


def take_in(workspace: Workspace) -> None:
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
            write_down(workspace, tx, capture.text, at)
        remember(tx, INBOX_MARK, **waiting.mark)
