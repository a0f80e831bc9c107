"""Looking over everything that the program keeps.

It writes nothing and goes on past whatever it meets; what is damaged, newer or kept from us is said, not raised.
"""

from __future__ import annotations

import gc
import os
import platform
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, NamedTuple

from lswtui.app.data.damage import describe_damage
from lswtui.domain.days.integrity import Contradiction, ContradictionKind, contradictions, lost_notes
from lswtui.domain.errors import Damaged, LswError
from lswtui.domain.text import counted
from lswtui.store.engine import durable_files, lock
from lswtui.store.engine.databases import DatabaseContent
from lswtui.store.engine.journal import FORMAT
from lswtui.store.engine.json_documents import NO_SHAPE, doc_id
from lswtui.store.files import inbox
from lswtui.store.files.board_files import board_names, load_board, load_review
from lswtui.store.records import tables
from lswtui.store.records.damage import Damage
from lswtui.store.records.days import INBOX_MARK
from lswtui.store.recovery import backup, verify
from lswtui.store.store import LAG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from lswtui.app.workspace import Workspace
    from lswtui.store.engine.places import Places
    from lswtui.store.recovery.verify import FileFacts, StoredData

PARTS = ("textual", "tinydb", "rich")
"""The libraries whose version matters where something looks or keeps wrong."""
MENDED_HERE = frozenset({ContradictionKind.UNCLOSED, ContradictionKind.LOST_NOTE})
"""The contradictions that need no person to decide."""
WHAT_TO_DO = {
    ContradictionKind.OVERLAP: (
        "`lsw todo CARD --on DATE`, then `lsw done CARD --minutes N --on DATE`, gives one another length"
    ),
    ContradictionKind.UNCLOSED: "`lsw doctor --fix` stops it at the last sign of life and asks about the rest",
    ContradictionKind.FUTURE: (
        "set the machine's clock right, or wait until it has come; `lsw done CARD --minutes N` shortens it"
    ),
    ContradictionKind.DOUBLE: "`lsw aside CARD --not-applicable --on DATE` takes the one too many out of the count",
    ContradictionKind.TOO_LONG: (
        "`lsw today --on DATE` shows what took so long; `lsw interruption edit` and `lsw done` correct it"
    ),
    ContradictionKind.UNKNOWN: (
        "it counts as it stands; `lsw undo`, or a backup from before, brings back what it belongs to"
    ),
    ContradictionKind.LOST_NOTE: "`lsw doctor --fix` takes the note away",
}


class Severity(StrEnum):
    """How grave a finding is; only damage means that data cannot be trusted."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    DAMAGE = "damage"


class Check(NamedTuple):
    """One thing that was looked at."""

    id: str
    state: Severity
    text: str
    details: tuple[str, ...] = ()
    fixable: bool = False
    """Whether it can be put right without anybody's decision."""
    fixed: bool = False
    """Whether it was put right just now."""


def is_sound(checks: Iterable[Check]) -> bool:
    """Whether nothing is damaged."""
    return all(check.state is not Severity.DAMAGE for check in checks)


def examine(workspace: Workspace) -> tuple[Check, ...]:
    """Look at everything, writing nothing; nothing that is found is raised."""
    places, now = workspace.places, workspace.now()
    with _without_collector():
        data = verify.read_data(places)
        seen, unseen = all_seen(places)
        looks: dict[str, Callable[[], Check]] = {
            "versions": _versions,
            "paths": lambda: _paths(places),
            "folder": lambda: _folder(places),
            "permissions": lambda: _permissions(seen, unseen),
            "journals": lambda: _journals(data),
            "databases": lambda: _databases(data),
            "days": lambda: _days(data, now),
            "files": lambda: _files(workspace, seen),
            "strays": lambda: _strays(seen, now),
            "lock": lambda: _lock(places),
            "inbox": lambda: _inbox(places, data),
            "backups": lambda: _backups(places, data, now),
            "damaged": lambda: _damaged(places, data),
        }
        return tuple(_looked(id_, look) for id_, look in looks.items())


# --- what is looked at


def _looked(id_: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except LswError as error:
        return Check(id_, Severity.DAMAGE if isinstance(error, Damaged) else Severity.WARNING, str(error))
    except OSError as error:
        return Check(id_, Severity.WARNING, str(durable_files.unreadable(str(error.filename or ""), error)))


@contextmanager
def _without_collector() -> Iterator[None]:
    """Do without the collector of cycles, which would go over ten years of records again and again for nothing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _versions() -> Check:
    parts = [f"lswtui {_version('lswtui')}", f"Python {platform.python_version()}"]
    parts += [f"{part} {_version(part)}" for part in PARTS]
    return Check("versions", Severity.OK, ", ".join((*parts, f"data format {FORMAT}")))


def _version(part: str) -> str:
    try:
        return version(part)
    except PackageNotFoundError:
        return "not installed"


def _paths(places: Places) -> Check:
    named = {
        "settings": places.config_file,
        "data": places.data_folder,
        "state": places.state_folder,
        "backups": places.backups_folder,
    }
    details = tuple(f"{name}: {path}{_absence(path)}" for name, path in named.items())
    return Check("paths", Severity.OK, "where everything is", details)


def _absence(path: str) -> str:
    try:
        os.lstat(path)
    except FileNotFoundError:
        return " (not there)"
    except OSError:
        return " (not to be seen)"
    return ""


def _folder(places: Places) -> Check:
    drive = verify.drive(places.data_folder)
    kind = (
        f"{drive.kind} mounted on {drive.mounted_on}" if drive.kind else "a drive whose kind the system does not tell"
    )
    details = []
    if not drive.locks:
        details.append("files are not locked here: one lsw writes at a time, the others leave captures in the inbox")
    if drive.is_network:
        details.append("a network drive: do not write from two machines at once; better keep the data on this one")
    if drive.is_memory:
        details.append("kept in memory: all of it is gone when the machine stops")
    if drive.read_only:
        details.append("it is mounted for reading only: nothing can be saved")
    if drive.synced:
        details.append(f"in a folder that {drive.synced} keeps in step: leave db/ and lock out of that")
    if not details:
        locks = ", where files can be locked" if os.access(f"{places.data_folder}/lock", os.W_OK) else ""
        return Check("folder", Severity.OK, f"{kind}{locks}")
    return Check("folder", Severity.WARNING, kind, tuple(details))


def all_seen(places: Places) -> tuple[tuple[FileFacts, ...], tuple[str, ...]]:
    """Every file and folder of ours, and what could not be looked at."""
    looked = [verify.seen_in(folder) for folder in (places.data_folder, places.state_folder, places.backups_folder)]
    return tuple(each for seen, _ in looked for each in seen), tuple(
        dict.fromkeys(text for _, texts in looked for text in texts)
    )


def _permissions(seen: tuple[FileFacts, ...], unseen: tuple[str, ...]) -> Check:
    loose = verify.loose(seen)
    if not loose and not unseen:
        return Check(
            "permissions", Severity.OK, f"{counted(len(seen), 'file or folder', 'files and folders')}, all private"
        )
    details = (*(f"{each.path} {each.text}" for each in loose), *unseen)
    fixable = any(each.wanted is not None for each in loose)
    text = f"{counted(len(details), 'file or folder is', 'files or folders are')} not private, or not yours to use"
    return Check("permissions", Severity.WARNING, text, details, fixable)


def _journals(data: StoredData) -> Check:
    journals = data.journals
    if journals.damaged or journals.refused:
        state = Severity.DAMAGE if journals.damaged else Severity.WARNING
        text = (
            f"{counted(len(journals.damaged), 'journal is', 'journals are')} damaged"
            if journals.damaged
            else "not readable"
        )
        return Check("journals", state, text, (*journals.damaged, *journals.refused), bool(journals.damaged))
    if not journals.changes:
        return Check("journals", Severity.NOTE, "nothing is stored yet")
    machines = f" of {journals.devices} machines" if journals.devices > 1 else ""
    text = f"{counted(journals.changes, 'change')}{machines}, each as it was written"
    if journals.gone:
        return Check("journals", Severity.NOTE, f"{text}; {journals.gone} more cannot be read (see damaged)")
    return Check("journals", Severity.OK, text)


def _databases(data: StoredData) -> Check:
    databases, journals = data.databases, data.journals
    details = (
        *(f"{name} is not what was written" for name in databases.damaged),
        *(f"{name} is not what the journals come to" for name in databases.differing),
        *databases.refused,
    )
    if details:
        hurt = len(databases.damaged) + len(databases.differing)
        text = f"{counted(hurt, 'file is', 'files are')} not as they should be" if hurt else "not to be read or written"
        return Check("databases", Severity.DAMAGE if hurt else Severity.WARNING, text, details, fixable=hurt > 0)
    if not journals.changes and not databases.files:
        return Check("databases", Severity.NOTE, "nothing is stored yet")
    if journals.damaged or journals.refused:
        text = f"{counted(databases.files, 'file')}, not compared: the journals cannot all be read"
        return Check("databases", Severity.NOTE, text)
    behind = f"; {counted(databases.behind, 'change')} not in them yet" if databases.behind else ""
    if databases.behind > LAG:
        text = f"{counted(databases.behind, 'change')} not in them, so that they could not be written for a while"
        return Check(
            "databases", Severity.WARNING, text, ("--fix tries again and says what is in the way",), fixable=True
        )
    if databases.absent:
        made = tuple(f"{name} is made anew from the journals" for name in databases.absent)
        text = f"{counted(len(made), 'file is', 'files are')} missing or of an older format{behind}"
        return Check("databases", Severity.NOTE, text, made, fixable=True)
    return Check("databases", Severity.OK, f"{counted(databases.files, 'file')}, as the journals come to{behind}")


def _days(data: StoredData, now: datetime) -> Check:
    if not data.contents:
        unread = data.journals.refused or data.databases.refused
        return Check("days", Severity.NOTE, "not looked at: they cannot be read" if unread else "nothing is stored yet")
    days, strange = verify.days_in(data.contents)
    boards = frozenset(str(document.get("board_id")) for document in _stored(data.contents, tables.STANDARDS))
    found = [*contradictions(days, boards, now), *lost_notes(_notes(data.contents), days)]
    records = sum(len(day.cards) + len(day.interruptions) + len(day.spans) for day in days)
    text = f"{counted(len(days), 'day')}, {counted(records, 'record')}"
    if not found and not strange:
        return Check("days", Severity.OK, f"{text}, nothing contradicts anything")
    details = (*map(str, strange), *(f"{each.on.isoformat()}: {each.text}" for each in found), *_advice(found))
    wrong = ", ".join(
        part
        for part in (
            strange and f"{counted(len(strange), 'record')} that cannot be understood",
            found and counted(len(found), "contradiction"),
        )
        if part
    )
    state = Severity.DAMAGE if strange else Severity.WARNING
    fixable = bool(strange) or any(each.kind in MENDED_HERE for each in found)
    return Check("days", state, f"{text}, {wrong}", details, fixable)


def _notes(contents: Mapping[str, DatabaseContent]) -> Iterator[tuple[str, date]]:
    """The notes about cards that wait for a later day."""
    for note in _stored(contents, tables.LEFT_OPEN):
        try:
            yield note["id"], date.fromisoformat(note["on"])
        except NO_SHAPE:
            yield str(note.get("id")), date.min


def _stored(contents: Mapping[str, DatabaseContent], table: str) -> Iterator[dict[str, Any]]:
    """The records of a table, in whatever databases they lie."""
    for content in contents.values():
        yield from content.tables.get(table, {}).values()


def _advice(found: Iterable[Contradiction]) -> tuple[str, ...]:
    return tuple(f"{kind.replace('-', ' ')}: {WHAT_TO_DO[kind]}" for kind in dict.fromkeys(each.kind for each in found))


def _files(workspace: Workspace, seen: tuple[FileFacts, ...]) -> Check:
    """The files beside the data: the settings, the leader's own boards, what the program notes of itself."""
    places = workspace.places
    state = f"{places.state_folder}/"
    notes = [each.path for each in seen if each.path.startswith(state) and each.path.endswith(".json")]
    wrong = [
        *_bad_settings(workspace),
        *_bad_boards(workspace),
        *(f"{path} is not what the program wrote; it can be deleted" for path in verify.bad_json(notes)),
        *(
            f"{path} is no folder, so nothing is kept in it; move it away"
            for path in verify.no_folders(workspace.places)
        ),
        *(f"{path} can hold no data; move it away" for path in verify.no_files(seen)),
        *(f"{path} is a copy that a synchroniser made of a conflict" for path in verify.conflict_copies(seen)),
    ]
    if wrong:
        return Check(
            "files", Severity.WARNING, f"{counted(len(wrong), 'file')} beside the data to look at", tuple(wrong)
        )
    return Check("files", Severity.OK, "settings, own boards and notes can be read")


def _bad_settings(workspace: Workspace) -> Iterator[str]:
    import tomllib  # most leaders have no such file

    path = workspace.places.config_file
    try:
        tomllib.loads(durable_files.read(path).decode("utf-8-sig"))
    except FileNotFoundError:
        return
    except LswError as error:
        yield str(error)
    except ValueError as error:
        yield f"{path}: {error}"


def _bad_boards(workspace: Workspace) -> Iterator[str]:
    own = workspace.own_boards
    readings: list[tuple[Callable[..., object], str]] = [(load_board, name) for name in board_names(own)]
    readings += [(load_review, path.stem) for path in sorted((own / "reviews").glob("*.toml"))]
    for read, name in readings:
        try:
            read(name, own)
        except LswError as error:
            yield str(error)


def _strays(seen: tuple[FileFacts, ...], now: datetime) -> Check:
    found = verify.strays(seen, now.timestamp())
    if not found:
        return Check("strays", Severity.OK, "no temporary files were left behind")
    text = (
        f"{counted(len(found), 'temporary file was', 'temporary files were')} left behind by a program that was killed"
    )
    return Check("strays", Severity.NOTE, text, found, fixable=True)


def _lock(places: Places) -> Check:
    holder = lock.holder(f"{places.data_folder}/lock")
    return Check("lock", Severity.NOTE, holder) if holder else Check("lock", Severity.OK, "nobody is writing")


def _inbox(places: Places, data: StoredData) -> Check:
    remembered = data.contents.get(tables.UNDATED, DatabaseContent()).tables.get(tables.REMEMBERED, {})
    waiting = inbox.waiting(places, remembered.get(str(doc_id(INBOX_MARK)), {}))
    if waiting is None or not waiting.captures:
        return Check("inbox", Severity.OK, "nothing waits in it")
    text = f"{counted(len(waiting.captures), 'line waits', 'lines wait')}, taken in with the next change"
    return Check("inbox", Severity.NOTE, text, tuple(capture.text for capture in waiting.captures), fixable=True)


def _backups(places: Places, data: StoredData, now: datetime) -> Check:
    found = backup.listed(places)
    bad = tuple(each.damage for each in found if each.damage)
    good = [each for each in found if not each.damage]
    if not good:
        state = Severity.WARNING if bad else Severity.NOTE
        return Check("backups", state, "there is none; `lsw backup make` makes one", bad)
    text = f"{counted(len(good), 'backup')}, the newest {_age(now - good[0].made_at)} old"
    if bad:
        return Check("backups", Severity.WARNING, f"{text}; {counted(len(bad), 'is', 'are')} damaged", bad)
    last = data.journals.last_at
    if last and datetime.fromisoformat(last) - good[0].made_at > timedelta(days=2):
        return Check("backups", Severity.WARNING, f"{text}, older than what changed since; `lsw backup make` makes one")
    return Check("backups", Severity.OK, text)


def _damaged(places: Places, data: StoredData) -> Check:
    kept = durable_files.names(f"{places.data_folder}/damaged")
    noted = tuple(map(_damage_words, _stored(data.contents, tables.DAMAGE)))
    if not kept and not noted:
        return Check("damaged", Severity.OK, "nothing was ever damaged")
    text = f"{counted(len(kept), 'damaged file is', 'damaged files are')} kept in {places.data_folder}/damaged"
    return Check(
        "damaged", Severity.NOTE, text, (*noted, *(name for name in kept if not any(name in said for said in noted)))
    )


def _damage_words(document: Mapping[str, Any]) -> str:
    try:
        damage = Damage.of_document(document)
        return describe_damage(damage) + (f" (answered: {damage.answered})" if damage.answered else "")
    except NO_SHAPE:
        return f"{document.get('id')}: what was noted of it cannot be read"


def _age(length: timedelta) -> str:
    hours = int(length.total_seconds() // 3600)
    if hours < 1:
        return "less than an hour"
    return counted(hours, "hour") if hours < 48 else counted(hours // 24, "day")
