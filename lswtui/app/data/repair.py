"""Putting right what the doctor found and what needs no person to decide, a backup first."""

from __future__ import annotations

from datetime import date
from json import dumps
from typing import TYPE_CHECKING, Any
from zlib import crc32

from lswtui.app.data.damage import describe_damage
from lswtui.app.data.doctor import all_seen, examine
from lswtui.app.data.exchange import SCHEMA
from lswtui.app.days.calendar import Calendar
from lswtui.app.days.turn import roll_over
from lswtui.app.days.write import store_changed
from lswtui.domain.errors import LswError, NotFound
from lswtui.domain.text import counted
from lswtui.store.engine import durable_files
from lswtui.store.engine.json_documents import NO_SHAPE
from lswtui.store.records.tables import CARDS, INTERRUPTIONS, LEFT_OPEN, SPANS, UNDATED, month_of
from lswtui.store.records.validation import unreadable
from lswtui.store.recovery import backup, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lswtui.app.data.doctor import Check
    from lswtui.app.workspace import Workspace
    from lswtui.store.engine.transaction import Transaction


def mend(workspace: Workspace, checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """Put right what CHECKS found to be fixable, and look again; each check says what was done for it.

    Where no backup can be made, nothing changes but permissions, and that check says why.
    """
    wanted = {check.id for check in checks if check.fixable}
    if not wanted:
        return checks
    done: dict[str, tuple[str, ...]] = {}
    if "permissions" in wanted:  # first, since who may not read a file cannot back it up; a mode is no data
        done["permissions"] = _attempt(_mend_permissions, workspace)
    try:
        done["backups"] = _back_up(workspace)
    except LswError as error:
        done["backups"] = (f"nothing else was mended: {error}",)
    else:
        for ids, mending in _MENDING.items():
            if wanted.intersection(ids):
                done[ids[0]] = _attempt(mending, workspace)
    return tuple(
        check._replace(
            details=(*done.get(check.id, ()), *check.details), fixed=check.id in wanted and not check.fixable
        )
        for check in examine(workspace)
    )


def _attempt(mending: Callable[[Workspace], tuple[str, ...]], workspace: Workspace) -> tuple[str, ...]:
    """What was mended, in words, or why it was not."""
    try:
        return mending(workspace)
    except LswError as error:
        return (f"not mended: {error}",)
    except OSError as error:
        return (f"not mended: {error.strerror} ({error.filename})",)
    except NO_SHAPE as error:
        return (f"not mended: a record cannot be understood ({error})",)


def _back_up(workspace: Workspace) -> tuple[str, ...]:
    try:
        made = backup.make(workspace.places, workspace.now(), backup.BackupReason.BEFORE_MENDING)
    except NotFound:
        return ()
    return (f"made before mending: {made.backup.name}",)


def _mend_permissions(workspace: Workspace) -> tuple[str, ...]:
    seen, _ = all_seen(workspace.places)
    return tuple(f"mended: {path} is private" for path in verify.make_private(verify.loose(seen)))


def _mend_data(workspace: Workspace) -> tuple[str, ...]:
    """Mend journals and databases, which are mended together."""
    damage = workspace.store.mend(workspace.now())
    return (*(f"mended: {describe_damage(each)}" for each in damage), "mended: the databases are made anew")


def _remove_strays(workspace: Workspace) -> tuple[str, ...]:
    seen, _ = all_seen(workspace.places)
    strays = verify.strays(seen, workspace.now().timestamp())
    verify.remove(strays)
    return tuple(f"removed: {path}" for path in strays)


def _import_inbox(workspace: Workspace) -> tuple[str, ...]:
    roll_over(workspace)
    return ("mended: what waited is taken in",)


def _mend_days(workspace: Workspace) -> tuple[str, ...]:
    """In one change keep aside what cannot be understood, stop clocks of days that have turned, forget lost notes."""
    workspace.store.refresh()
    with workspace.change("mended what the doctor found") as tx:
        aside = _keep_aside(workspace, tx)
        calendar = Calendar(workspace, tx)
        return (*aside, *_stop_clocks(calendar, workspace.store.months(), tx), *_forget_notes(tx))


def _keep_aside(workspace: Workspace, tx: Transaction) -> tuple[str, ...]:
    """Take the records that cannot be understood out of the data, after they were written to a file of their own."""
    store = workspace.store
    strange: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for db in store.databases():
        for table in store.tables(db):
            for document in tx.documents(db, table):
                if unreadable(db, table, document):
                    strange.setdefault(db, {}).setdefault(table, []).append(document)
                    tx.remove(db, table, document["id"])
    if not strange:
        return ()
    text = dumps({"schema": SCHEMA, "databases": strange}, ensure_ascii=False, indent=1).encode()
    path = f"{workspace.places.data_folder}/damaged/records-{crc32(text):08x}.json"
    durable_files.make_folder(f"{workspace.places.data_folder}/damaged")
    durable_files.replace(path, text)
    durable_files.sync_folder(f"{workspace.places.data_folder}/damaged")
    count = sum(len(documents) for tables in strange.values() for documents in tables.values())
    return (f"mended: {counted(count, 'record')} that cannot be understood, kept aside in {path}",)


def _stop_clocks(calendar: Calendar, months: list[str], tx: Transaction) -> Iterator[str]:
    for on in sorted({on for month in months for on in _unended(tx, month)}):
        before = calendar.stored(on)
        after = calendar.stopped(before)
        if before.turned and after != before:
            store_changed(tx, before, after, calendar.now)
            yield f"mended: the clock of {on.isoformat()} stopped at its last sign of life (`lsw answer` asks on)"


def _unended(tx: Transaction, month: str) -> Iterator[date]:
    """The dates on which something has no end."""
    for table in (SPANS, INTERRUPTIONS):
        for document in tx.documents(month, table):
            if document.get("end") is None:
                yield date.fromisoformat(document["on"])


def _forget_notes(tx: Transaction) -> Iterator[str]:
    for note in tx.documents(UNDATED, LEFT_OPEN):
        if not _has_card(tx, note):
            tx.remove(UNDATED, LEFT_OPEN, note["id"])
            yield f"mended: the note that {note['id']} still waits is gone"


def _has_card(tx: Transaction, note: Mapping[str, Any]) -> bool:
    try:
        month = month_of(date.fromisoformat(note["on"]))
    except NO_SHAPE:
        return False
    return tx.document(month, CARDS, note["id"]) is not None


_MENDING: Mapping[tuple[str, ...], Callable[[Workspace], tuple[str, ...]]] = {
    ("journals", "databases"): _mend_data,
    ("strays",): _remove_strays,
    ("inbox",): _import_inbox,
    ("days",): _mend_days,
}
"""What mends which checks, in the order in which it is done; the first of them says so."""
