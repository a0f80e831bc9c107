"""Undo and redo, read from the journal: as deep as it goes, across restarts and processes.

Undo goes over the user's own changes on this device. It appends the inverse; nothing is ever taken out. What
the program did by itself (turning the day, taking in the inbox) is no step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lswtui.app.said import Said
from lswtui.domain.errors import RuleBroken
from lswtui.store.plain import content_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lswtui.app.workspace import Workspace
    from lswtui.store.journal import Entry
    from lswtui.store.store import Transaction


class OtherWindow(RuleBroken):
    """The change to undo was made in another window; doing it all the same needs a yes."""


def undo(workspace: Workspace, *, even_elsewhere: bool = False) -> Said:
    """Undo the user's last change that still stands.

    Raises `RuleBroken` where there is none or something newer stands on it, and `OtherWindow` where another
    window made it, unless EVEN_ELSEWHERE.
    """
    workspace.store.refresh()
    entry = next((entry for entry in _standing(_by_user(workspace)) if entry.undoes is None), None)
    if entry is None:
        raise RuleBroken("there is nothing to undo")
    return _reverse(workspace, entry, "undid", entry.intent, even_elsewhere=even_elsewhere)


def redo(workspace: Workspace, *, even_elsewhere: bool = False) -> Said:
    """Do again what was undone last; a new change in between clears it.

    Raises as `undo` does.
    """
    workspace.store.refresh()
    entries = {entry.seq: entry for entry in _until_undone(workspace)}
    for entry in _standing(entries.values()):
        if entry.undoes is None:
            break
        undone = entries[entry.undoes]
        if undone.undoes is None:
            return _reverse(workspace, entry, "redid", undone.intent, even_elsewhere=even_elsewhere)
    raise RuleBroken("there is nothing to redo")


def _by_user(workspace: Workspace) -> Iterator[Entry]:
    return (entry for entry in workspace.store.entries_backwards() if entry.by == "user")


def _until_undone(workspace: Workspace) -> Iterator[Entry]:
    """The user's entries back to the first change that nothing undid; redo never looks further."""
    cancelled: set[int] = set()
    for entry in _by_user(workspace):
        yield entry
        if entry.undoes is not None:
            cancelled.add(entry.undoes)
        elif entry.seq not in cancelled:
            return


def _standing(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries, newest first, without those that a later one reversed."""
    reversed_: set[int] = set()
    for entry in entries:
        if entry.seq in reversed_:
            continue
        if entry.undoes is not None:
            reversed_.add(entry.undoes)
        yield entry


def _reverse(workspace: Workspace, entry: Entry, verb: str, what: str, *, even_elsewhere: bool) -> Said:
    if entry.window != workspace.store.window and not even_elsewhere:
        raise OtherWindow(f"another window did this: {what}; say yes to have it {verb} all the same")
    with workspace.change(f"{verb}: {what}", undoes=entry.seq) as tx:
        for change in reversed(entry.changes):
            if content_of(tx.document(change.db, change.table, change.id)) != content_of(change.now):
                raise RuleBroken(f"something newer stands on it, so this cannot be {verb}: {what}")
            _restore(tx, change.db, change.table, change.id, change.was)
    return Said(f"{verb}: {what}")


def _restore(tx: Transaction, db: str, table: str, id_: str, was: dict[str, Any] | None) -> None:
    if was is None:
        tx.remove(db, table, id_)
        return
    now = tx.document(db, table, id_) or {}
    gone = dict.fromkeys(field for field in now if was.get(field) is None)
    tx.put(db, table, {**gone, **content_of(was)})
