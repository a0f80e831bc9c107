"""Backups: one file each, beside the data, so that who empties that folder leaves them."""

from __future__ import annotations

import os
import re
from collections import Counter
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from lswtui.domain.errors import Damaged, LswError, NotFound, NotSaved
from lswtui.store.engine import durable_files, journal, lock
from lswtui.store.engine.databases import DatabaseContent, after
from lswtui.store.engine.journal import FORMAT, NewerFormat
from lswtui.store.recovery import archive, backup_contents, retention

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lswtui.store.engine.places import Places
    from lswtui.store.recovery.archive import ArchiveMember

SCHEMA = 1
_FILE = re.compile(r"((\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d)-([a-z]+(?:-[a-z]+)*)(?:-\d+)?)\.tar")


class BackupReason(StrEnum):
    """Why a backup was made."""

    DAY = "day"
    ASKED = "asked"
    BEFORE_RESTORE = "before-restore"
    BEFORE_IMPORT = "before-import"
    BEFORE_MIGRATION = "before-migration"
    BEFORE_MENDING = "before-mending"


KEEPS_DAMAGE = frozenset({BackupReason.BEFORE_MENDING, BackupReason.BEFORE_RESTORE})
"""The reasons for which damaged journals are kept as they are; any other backup must be a good one."""


class Backup(NamedTuple):
    """A backup as it is listed."""

    name: str
    path: str
    made_at: datetime
    reason: str
    size: int
    """Bytes of the file."""
    changes: int = 0
    """How many changes its data came from; it only ever grows, unless some were lost."""
    records: Mapping[str, int] = {}
    """How many records it holds of each table."""
    damage: str = ""
    """What is wrong with it, in a sentence; empty for a good one."""


class BackupResult(NamedTuple):
    """What making a backup came to."""

    backup: Backup
    dropped: tuple[str, ...]
    """The names of older ones whose age removed them."""
    larger: Backup | None
    """The one that holds most changes, if that is another."""
    left_out: tuple[str, ...]
    """Files and folders that no backup takes: links, and what is no plain file of a fitting name and size."""


class BackupContents(NamedTuple):
    """What a backup holds."""

    databases: Mapping[str, DatabaseContent]
    files: Mapping[str, bytes]
    """The files beside the journals by their names."""


def make(places: Places, at: datetime, reason: BackupReason, *, wait: float = 30.0) -> BackupResult:
    """Make a backup at the moment AT, read it back, and let older ones go that are too many for their age.

    Raises `NotFound` where there is nothing to keep, `Busy` if others are making one for WAIT seconds,
    `NotSaved`, `Unreadable`, and `Damaged` where a journal is and the reason does not keep damage.
    """
    folder = places.backups_folder
    try:
        durable_files.make_folder(folder)
        os.chmod(folder, 0o700)
        alone = lock.take(f"{folder}/lock", wait)
        try:
            return _made(places, at, reason)
        finally:
            alone.release()
    except OSError as error:
        where = error.filename or folder
        raise NotSaved(f"no backup was made: {error.strerror} ({where}); make room or fix that") from error


def listed(places: Places) -> tuple[Backup, ...]:
    """The backups, newest first, the damaged ones said to be so; only their manifests are read."""
    folder = places.backups_folder
    found = filter(None, (_listed(f"{folder}/{name}") for name in durable_files.names(folder)))
    return tuple(sorted(found, key=lambda backup: (backup.made_at, backup.name), reverse=True))


def checked(backup: Backup) -> Backup:
    """The backup with any damage that shows only where all of it is read."""
    if not backup.damage:
        try:
            _read(backup.path)
        except LswError as error:
            return backup._replace(damage=str(error))
    return backup


def kept(path: str) -> BackupContents:
    """What a backup holds; raises `Damaged`, `NewerFormat`, `Unreadable`, `FileNotFoundError`."""
    manifest, members = _read(path)
    entries = []
    for device, months in _journals(path, manifest, members).items():
        for text in months.values():
            if backup_contents.first_bad_line(text) is not None:
                raise Damaged(f"{path} holds damaged lines of a journal, as they were found; take another backup")
            entries += [journal.entry_of(device, line) for line in text.split(b"\n")[:-1]]
    names = {change.db for entry in entries for change in entry.changes}
    files = {name: data for name, data in members.items() if backup_contents.journal_name(name) is None}
    return BackupContents(after(dict.fromkeys(names, DatabaseContent()), entries), files)


def journals(path: str) -> dict[str, dict[str, bytes]]:
    """The whole lines of a backup's journals as they were found, by device and month.

    Raises as `kept` does; the lines themselves are not verified.
    """
    return _journals(path, *_read(path))


# --- making, under the lock


def _made(places: Places, at: datetime, reason: BackupReason) -> BackupResult:
    folder = places.backups_folder
    for name in durable_files.names(folder):
        if name.endswith(".tmp"):  # of one who was killed: nobody else is making one now
            os.unlink(f"{folder}/{name}")
    others = listed(places)
    before, old = _newest(others)
    files, left_out = backup_contents.others(places)
    members = [*backup_contents.journals(places, before, old), *files]
    if not members:
        raise NotFound("there is nothing to back up yet")
    manifest = _manifest(places, at, reason, before, members)
    fresh = [name for name, data, _ in members if old.get(name) is not data]
    backup = _written(f"{folder}/{at:%Y-%m-%dT%H-%M-%S}-{reason}", manifest, members, fresh)
    larger = max((each for each in others if not each.damage), key=lambda each: each.changes, default=backup)
    return BackupResult(
        backup,
        () if reason is BackupReason.BEFORE_RESTORE else _rotated((backup, *others), backup.name),
        larger if larger.changes > backup.changes else None,
        tuple(left_out),
    )


def _newest(others: Iterable[Backup]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The manifest and the members of the newest backup that is whole."""
    for other in others:
        with suppress(LswError):
            return _read(other.path)
    return {}, {}


def _manifest(
    places: Places, at: datetime, reason: BackupReason, before: Mapping[str, Any], members: Iterable[ArchiveMember]
) -> dict[str, Any]:
    bad = [f"{name.removesuffix('.gz')} in line {says['bad']}" for name, _, says in members if says.get("bad")]
    if bad and reason not in KEEPS_DAMAGE:
        raise Damaged(f"no backup was made: {places.data_folder}/{bad[0]} is damaged; `lsw doctor --fix` mends it")
    try:
        databases, restored = backup_contents.counted(places, before)
    except Damaged:
        if reason not in KEEPS_DAMAGE:
            raise
        databases, restored = before.get("databases", {}), before.get("restored", 0)
    return {
        "schema": SCHEMA,
        "format": FORMAT,
        "made_at": at.isoformat(timespec="milliseconds"),
        "reason": reason,
        "changes": restored + sum(member.says.get("lines", 0) for member in members),
        "restored": restored,
        "databases": databases,
    }


def _written(stem: str, manifest: Mapping[str, Any], members: Sequence[ArchiveMember], fresh: Iterable[str]) -> Backup:
    """The new archive, which was read back, the FRESH ones of its members line by line."""
    tries = (f"{stem}{f'-{number}' if number > 1 else ''}.tar" for number in count(1))
    path = next(free for free in tries if not os.path.lexists(free))
    temporary = f"{path}.tmp"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        try:
            os.fchmod(handle, 0o600)
            archive.write(handle, manifest, members, int(datetime.fromisoformat(manifest["made_at"]).timestamp()))
            durable_files.sync(handle)
        finally:
            os.close(handle)
        _verify(temporary, fresh)
        os.rename(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
    durable_files.sync_folder(os.path.dirname(path))
    made = _listed(path)
    if made is None or made.damage:
        raise NotSaved(f"no backup was made: {path} is gone again; try once more")
    return made


def _verify(path: str, fresh: Iterable[str]) -> None:
    """Read back what was written; raises `NotSaved` if it is not that."""
    try:
        manifest, members = _read(path)
        lines = {says["name"]: says.get("bad") for says in manifest["members"]}
        for device, months in _journals(path, manifest, {name: members[name] for name in fresh}).items():
            for month, text in months.items():
                wanted = lines[f"journal/{device}/{month}.jsonl.gz"]
                if backup_contents.first_bad_line(text) != wanted:
                    raise NotSaved(f"no backup was made, since its {device}/{month} could not be read back; try again")
    except (Damaged, durable_files.Unreadable) as error:
        raise NotSaved(f"no backup was made, since it could not be read back: {error}") from error


def _rotated(backups: Iterable[Backup], new: str) -> tuple[str, ...]:
    """The names of the backups that were removed: good ones, older than the NEW one, and not to be kept."""
    good = [backup for backup in backups if not backup.damage]
    keep = {new, *retention.to_keep(retention.BackupCopy(each.name, each.made_at, each.changes) for each in good)}
    dropped = []
    with suppress(OSError):  # an old one too many does no harm
        for backup in good:
            if backup.name not in keep:
                os.unlink(backup.path)
                dropped.append(backup.name)
    return tuple(dropped)


# --- reading


def _listed(path: str) -> Backup | None:
    """A backup by what its manifest says; None for a file with another name or one that has gone meanwhile."""
    found = _FILE.fullmatch(os.path.basename(path))
    if found is None:
        return None
    name, hour, minute, second, reason = found.groups()
    try:
        made_at = datetime.fromisoformat(f"{hour}:{minute}:{second}").astimezone()
        named = Backup(name, path, made_at, reason, os.lstat(path).st_size)
    except (FileNotFoundError, ValueError):
        return None
    try:
        manifest = _understood(path, archive.manifest(path))
    except FileNotFoundError:
        return None
    except LswError as error:
        return named._replace(damage=str(error))
    records: Counter[str] = Counter()
    for counts in manifest["databases"].values():
        records.update(counts["records"])
    return named._replace(
        made_at=datetime.fromisoformat(manifest["made_at"]),
        reason=manifest["reason"],
        changes=manifest["changes"],
        records=dict(sorted(records.items())),
    )


def _read(path: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The manifest and the members of a backup, all of them of the kinds that a backup holds."""
    manifest, members = archive.contents(path)
    _understood(path, manifest)
    for name in members:
        if backup_contents.journal_name(name) is None and not backup_contents.OTHERS.fullmatch(name):
            raise Damaged(f"{path} holds {name}, which no backup does; take another one")
    return manifest, members


def _understood(path: str, manifest: dict[str, Any]) -> dict[str, Any]:
    """The manifest, if it is one of a backup; raises `Damaged` and `NewerFormat`."""
    try:
        if manifest["schema"] > SCHEMA or manifest["format"] > FORMAT:
            raise NewerFormat(f"{path} was made by a newer lswtui; update this one")
        counts = [manifest["changes"], manifest["restored"]]
        counts += [number for each in manifest["databases"].values() for number in each["records"].values()]
        right = all(type(number) is int and number >= 0 for number in counts) and isinstance(manifest["reason"], str)
        if right and datetime.fromisoformat(manifest["made_at"]).tzinfo is not None:
            return manifest
    except (AttributeError, KeyError, TypeError, ValueError):
        pass
    raise Damaged(f"{path} is no backup, or a damaged one; take another")


def _journals(path: str, manifest: Mapping[str, Any], members: Mapping[str, bytes]) -> dict[str, dict[str, bytes]]:
    found: dict[str, dict[str, bytes]] = {}
    for says in manifest["members"]:
        place = backup_contents.journal_name(says["name"])
        if place is not None and says["name"] in members:
            device, month = place
            try:
                found.setdefault(device, {})[month] = backup_contents.unpacked(says, members[says["name"]])
            except (KeyError, ValueError) as error:
                raise Damaged(f"{path} is damaged: {says['name']} in it is no journal; take another backup") from error
    return found
