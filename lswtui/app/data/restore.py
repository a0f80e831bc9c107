"""Going back to a backup: what it would change, and changing it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from lswtui.app.data.backup import moment_words
from lswtui.app.results import Result
from lswtui.domain.errors import BadInput, Damaged, NotFound
from lswtui.domain.text import counted
from lswtui.store.engine.databases import DatabaseContent
from lswtui.store.engine.json_documents import content_of, doc_id
from lswtui.store.records.days import INBOX_MARK, RESTORED
from lswtui.store.records.registry import TABLES
from lswtui.store.records.remembered import remember, remembered
from lswtui.store.records.tables import REMEMBERED, UNDATED
from lswtui.store.records.validation import is_database, is_record, is_table
from lswtui.store.recovery import backup
from lswtui.store.recovery.backup import Backup, BackupReason
from lswtui.store.recovery.backup_contents import INBOX, RestoredFile, files_back, put_back

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lswtui.app.workspace import Workspace
    from lswtui.store.engine.transaction import Transaction
    from lswtui.store.records.tables import Reading


class Difference(NamedTuple):
    """A record that is not as it was when a backup was made; ``here`` or ``kept`` is None where it was not."""

    db: str
    table: str
    id: str
    here: Mapping[str, Any] | None
    kept: Mapping[str, Any] | None


class RestorePlan(NamedTuple):
    """What going back to a backup changes."""

    backup: Backup
    differences: tuple[Difference, ...]
    files: tuple[RestoredFile, ...]
    unfit: int
    """Records in the backup that no lswtui can have stored; they stay out."""
    databases: Mapping[str, DatabaseContent]


def find(workspace: Workspace, wanted: str | date | None) -> Backup:
    """The backup of a name, of any beginning that only one has, or the newest: of a date, or of all.

    Raises `NotFound`, `BadInput` where several are meant, and `Damaged` for one that cannot be read.
    """
    found = backup.listed(workspace.places)
    if not found:
        raise NotFound("there is no backup yet; `lsw backup make` makes one")
    if isinstance(wanted, str):
        found = tuple(each for each in found if each.name.startswith(wanted))
        found = tuple(each for each in found if each.name == wanted) or found
        if len(found) > 1:
            raise BadInput(f"{wanted!r} is the beginning of {len(found)} backups; `lsw backup list` names them")
    elif wanted is not None:
        found = tuple(each for each in found if each.name.startswith(f"{wanted.isoformat()}T"))
    if not found:
        raise NotFound(f"there is no backup {str(wanted)!r}; `lsw backup list` names them")
    chosen = next((each for each in found if not each.damage), found[0])
    if chosen.damage:
        raise Damaged(chosen.damage)
    return chosen


def compare(workspace: Workspace, chosen: Backup) -> RestorePlan:
    """What going back to a backup would change; raises `Damaged`, `NotFound`, `Unreadable`."""
    try:
        kept = backup.kept(chosen.path)
    except FileNotFoundError as error:
        raise NotFound(f"the backup {chosen.name} is gone") from error
    workspace.store.refresh()
    databases = {name: content for name, content in kept.databases.items() if is_database(name)}
    found = tuple(_differences(workspace, workspace.store, databases))
    fit = tuple(each for each in found if _is_fit(each, workspace.today()))
    unfit = len(found) - len(fit) + len(kept.databases) - len(databases)
    return RestorePlan(chosen, fit, tuple(files_back(workspace.places, kept.files)), unfit, databases)


def restore(workspace: Workspace, restoring: RestorePlan) -> Result:
    """Go back to a backup, after one was made of what is here: all records in one change, then the files.

    Raises `NotSaved`, `Unreadable` and `Busy`.
    """
    before = _kept_before(workspace)
    chosen = restoring.backup
    lost = chosen.changes - (before.changes if before else 0)
    with workspace.change(f"restored the backup of {moment_words(chosen)}") as tx:
        fit = {each[:3] for each in restoring.differences}
        differences = _differences(workspace, tx, restoring.databases)
        found = [each for each in differences if each[:3] in fit or _is_fit(each, workspace.today())]
        _go_back(tx, found)
        if lost > 0:
            known = remembered(tx, RESTORED).get("changes", 0)
            remember(tx, RESTORED, changes=known + lost, backup=chosen.name)
    for file in restoring.files:
        put_back(file)
    workspace.store.bring_up_to_date(workspace.now())
    words = [f"restored the backup of {moment_words(chosen)}: {counted(len(found), 'record')}"]
    if restoring.files:
        words[0] += f" and {', '.join(file.name for file in restoring.files)}"
    if before:
        words.append(f"what was here is kept in {before.name}")
    return Result(
        "; ".join((*words, "`lsw undo` takes back what became of the records")), chosen.name, change=tx.number
    )


def _kept_before(workspace: Workspace) -> Backup | None:
    """The backup of what is here; None where there is nothing."""
    try:
        return backup.make(workspace.places, workspace.now(), BackupReason.BEFORE_RESTORE).backup
    except NotFound:
        return None


def _differences(
    workspace: Workspace, source: Reading, databases: Mapping[str, DatabaseContent]
) -> Iterator[Difference]:
    """The records of SOURCE that are not as in the DATABASES of a backup, of the tables that go back."""
    stay = {table.name for table in TABLES if not table.goes_back}
    for db in sorted({*workspace.store.databases(), *databases}):
        tables = databases.get(db, DatabaseContent()).tables
        for table in sorted({*workspace.store.tables(db), *tables} - stay):
            if not is_table(table):
                continue
            here = _by_id(source.documents(db, table))
            kept = _by_id(tables.get(table, {}).values())
            if (db, table) == (UNDATED, REMEMBERED):
                _leave_marks(workspace, here, kept)
            for id_ in sorted({*here, *kept}):
                was, now = here.get(id_), kept.get(id_)
                if was != now and content_of(was) != content_of(now):
                    yield Difference(db, table, id_, was, now)


def _leave_marks(workspace: Workspace, here: Mapping[str, Any], kept: dict[str, Any]) -> None:
    """Let what must not go back stay as it is here.

    How far the inbox was taken in belongs to the inbox that is here; were it moved back, lines would count twice.
    """
    stays = {RESTORED}
    if INBOX_MARK in here and (workspace.places.data / INBOX).exists():
        stays.add(INBOX_MARK)
    for key in stays:
        kept.pop(key, None)
        if key in here:
            kept[key] = here[key]


def _is_fit(difference: Difference, today: date) -> bool:
    """Whether what a backup holds is a record; it may have been made by a stranger."""
    kept = difference.kept
    return kept is None or is_record(difference.db, difference.table, kept, today)


def _go_back(tx: Transaction, differences: Iterable[Difference]) -> None:
    by_table: dict[tuple[str, str], list[Difference]] = {}
    for difference in differences:
        by_table.setdefault((difference.db, difference.table), []).append(difference)
    for (db, name), changed in by_table.items():
        table = tx.table(db, name)
        if gone := [doc_id(each.id) for each in changed if each.here is not None]:
            table.remove(doc_ids=gone)
        table.insert_multiple(each.kept for each in changed if each.kept is not None)


def _by_id(documents: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {document["id"]: document for document in documents}
