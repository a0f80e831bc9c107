"""Keeping backups: when asked, and with the first change of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.domain.errors import Busy, Damaged, LswError
from lswtui.domain.text import counted
from lswtui.store.engine import durable_files
from lswtui.store.recovery import backup
from lswtui.store.recovery.backup import Backup, BackupReason

if TYPE_CHECKING:
    from lswtui.app.workspace import Workspace


def make(workspace: Workspace) -> backup.BackupResult:
    """Make a backup because the leader asked for one; raises as `store.backup.make` does."""
    return backup.make(workspace.places, workspace.now(), BackupReason.ASKED)


def make_daily(workspace: Workspace) -> str:
    """Make the first backup of a date; the sentence to say, if there is one.

    Damage that it meets is mended first. What goes wrong is said and no more, since the change it follows is safe.
    """
    now = workspace.now()
    try:
        try:
            made = backup.make(workspace.places, now, BackupReason.DAY, wait=0)
        except Damaged:
            workspace.store.mend(now)
            made = backup.make(workspace.places, now, BackupReason.DAY, wait=0)
    except Busy:  # another one is making it
        return ""
    except LswError as error:
        return str(error)
    return larger_words(made)


def larger_words(made: backup.BackupResult) -> str:
    """The sentence about a backup that holds less than one that was made before; empty where none does."""
    if made.larger is None:
        return ""
    return (
        f"this backup holds {counted(made.backup.changes, 'change')}, that of {moment_words(made.larger)} held "
        f"{made.larger.changes}; `lsw backup restore {made.larger.name}` brings them back"
    )


def emptied(workspace: Workspace) -> str:
    """The sentence to say where there are no data but backups; empty where there are none of these either."""
    try:
        good = [each for each in backup.listed(workspace.places) if not each.damage]
    except durable_files.Unreadable as error:
        return str(error)
    if not good:
        return ""
    most = max(good, key=lambda each: each.changes)
    return (
        f"there are no data here, but the backup of {moment_words(most)} holds {counted(most.changes, 'change')}; "
        f"`lsw backup restore {most.name}` brings them back"
    )


def moment_words(chosen: Backup) -> str:
    """When a backup was made, to the minute."""
    return f"{chosen.made_at:%Y-%m-%d %H:%M}"
