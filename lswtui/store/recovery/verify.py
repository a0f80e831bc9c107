"""Looking over the data folder without writing a byte: what is in it, and whether it is what was written.

The databases are held against a replay of the journals from nothing, each file read once.
"""

from __future__ import annotations

import os
import re
import stat
from datetime import date
from json import loads
from typing import TYPE_CHECKING, Any, NamedTuple

from lswtui.domain.days.day import Day
from lswtui.domain.errors import Damaged, LswError
from lswtui.store.engine import durable_files, journal, lock
from lswtui.store.engine.checksum import checksum
from lswtui.store.engine.databases import DatabaseContent, after, database_names, is_damaged, read_database, read_head
from lswtui.store.engine.journal import START, Change
from lswtui.store.engine.json_documents import NO_SHAPE, doc_id
from lswtui.store.records.codec import DayRecord, why_not
from lswtui.store.records.tables import DAYS, PARTS_OF_DAY
from lswtui.store.records.validation import read_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lswtui.store.engine.databases import DatabaseFile, Positions
    from lswtui.store.engine.journal import JournalEntry, Position
    from lswtui.store.engine.places import Places

STRAY_AFTER = 24 * 60 * 60
"""Seconds after which nobody goes on with a temporary file."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_CONFLICT = re.compile(r"sync-conflict-|conflicted copy|conflict-\d{8}| \(?\d+\)?\.jsonl?$|~$", re.IGNORECASE)
_NETWORK = frozenset({
    "9p", "afs", "afpfs", "beegfs", "ceph", "cifs", "davfs", "fuse.davfs", "fuse.gcsfuse", "fuse.glusterfs",
    "fuse.goofys", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "glusterfs", "lustre", "ncpfs", "nfs",
    "nfs4", "prl_fs", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs",
})  # fmt: skip
_MEMORY = frozenset({"tmpfs", "ramfs"})
_SYNCED_PARTS = (
    (re.compile(r"dropbox( \(.+\))?"), "Dropbox"),
    (re.compile(r"onedrive( - .+)?"), "OneDrive"),
    (re.compile(r"(google ?drive.*|my drive)"), "Google Drive"),
    (re.compile(r"(mobile documents|com~apple~clouddocs|icloud ?drive|iclouddrive)"), "iCloud"),
    (re.compile(r"nextcloud"), "Nextcloud"),
    (re.compile(r"owncloud"), "ownCloud"),
    (re.compile(r"(syncthing|pcloud ?drive|seafile|cloudstorage)"), "a synchroniser"),
)
_SYNCED_MARKS = (
    (re.compile(r"\.stfolder"), "Syncthing"),
    (re.compile(r"\.dropbox(\.cache)?"), "Dropbox"),
    (re.compile(r"\.nextcloudsync\.log"), "Nextcloud"),
    (re.compile(r"(\.owncloudsync\.log|\.?_?sync_[0-9a-f]+\.db)"), "Nextcloud or ownCloud"),
    (re.compile(r"\.tmp\.drive(download|upload)"), "Google Drive"),
)


class JournalCheck(NamedTuple):
    """What the journals come to."""

    devices: int = 0
    changes: int = 0
    gone: int = 0
    """Changes that were lost before, in whose place a line says so."""
    last_at: str = ""
    """When the newest change was made, as ISO 8601."""
    damaged: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    """Why journals cannot be read though they may be whole: newer ones, and those the system keeps from us."""


class DatabaseCheck(NamedTuple):
    """How the database files stand, by name, against the journals."""

    files: int = 0
    damaged: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    """Whole files that hold something else than the journals come to."""
    absent: tuple[str, ...] = ()
    """Those that are gone or of an older format, and that the next change makes anew."""
    behind: int = 0
    """Changes that no database holds yet."""
    refused: tuple[str, ...] = ()


class StoredData(NamedTuple):
    """All that is stored, as far as it can be read."""

    journals: JournalCheck
    databases: DatabaseCheck
    contents: Mapping[str, DatabaseContent]


def read_data(places: Places) -> StoredData:
    """Read all journals and databases and hold them against each other; nothing that is found wrong is raised."""
    files = f"{places.data_folder}/db"
    shelf = _DatabaseFiles(files)
    chain = _JournalChain(f"{places.data_folder}/journal", shelf.stored)
    lost = tuple(
        f"{chain.root}/{device} has lost changes that the databases know ({known.seq}, where it ends with {end.seq})"
        for device, known in shelf.furthest().items()
        if (end := chain.ends.get(device, START)).before(known) and device not in chain.stopped
    )
    whole = not (chain.damaged or chain.refused or lost)
    differing = [name for name in shelf.stored if whole and not _same(chain.full.get(name), chain.shown.get(name))]
    journals = JournalCheck(
        len(chain.ends), chain.changes, chain.gone, chain.last_at, (*chain.damaged, *lost), tuple(chain.refused)
    )
    behind = sum(end.seq for end in chain.ends.values()) - sum(end.seq for end in shelf.checkpoint.values())
    databases = DatabaseCheck(
        len(shelf.stored),
        tuple(shelf.damaged),
        tuple(differing),
        tuple(sorted({*shelf.older, *(shelf.named - shelf.seen)})),
        max(0, behind),
        tuple(shelf.refused),
    )
    return StoredData(journals, databases, {**chain.shown, **chain.full} if whole else {**chain.full, **chain.shown})


class _DatabaseFiles:
    """The database files."""

    def __init__(self, folder: str) -> None:
        self.stored: dict[str, DatabaseFile] = {}
        self.damaged: list[str] = []
        self.older: list[str] = []
        self.refused: list[str] = []
        self.checkpoint: Positions = {}
        self.named: frozenset[str] = frozenset()
        self.seen: set[str] = set()
        try:
            self.refused += _in_the_way(folder)
            self.seen = {name for name in database_names(folder) if _NAME.fullmatch(name)}
            self._read_head(f"{folder}/head.json")
        except LswError as error:
            self.refused.append(str(error))
        for name in sorted(self.seen):
            self._read(name, f"{folder}/{name}.json")

    def furthest(self) -> Positions:
        """How far any of the files covers each journal."""
        found = dict(self.checkpoint)
        for stored in self.stored.values():
            for device, end in stored.checkpoint.items():
                if found.get(device, START).before(end):
                    found[device] = end
        return found

    def _read_head(self, path: str) -> None:
        try:
            head = read_head(path)
            if os.path.isfile(path) and checksum(durable_files.read(path)) is None:
                self.damaged.append("head")
            self.checkpoint, self.named = head.checkpoint, frozenset(head.files)
        except NO_SHAPE:
            self.damaged.append("head")

    def _read(self, name: str, path: str) -> None:
        try:
            stored = read_database(path)
            if stored is not None:
                self.stored[name] = stored
            else:
                (self.damaged if is_damaged(path) else self.older).append(name)
        except LswError as error:
            self.refused.append(str(error))
        except NO_SHAPE:
            self.damaged.append(name)


def _in_the_way(folder: str) -> Iterator[str]:
    """What stands where a database has to be written, and what to do about it, one sentence each."""
    if os.path.lexists(folder) and not os.path.isdir(folder):
        yield f"{folder} is no folder; move it away, and the next change makes the databases anew"
        return
    for name in durable_files.names(folder):
        if name.endswith((".json", ".json.tmp")) and os.path.isdir(f"{folder}/{name}"):
            yield f"{folder}/{name} is a folder; move it away, and the next change writes the database"
    if os.path.isdir(folder) and not os.access(folder, os.W_OK):
        yield f"{folder} cannot be written; allow yourself to, and the next change brings the databases up to date"


class _JournalChain:
    """All journals, read from their beginnings: what they come to, and the databases brought up to it."""

    def __init__(self, root: str, stored: Mapping[str, DatabaseFile]) -> None:
        self.root = root
        self.full: dict[str, DatabaseContent] = {}
        self.shown = {name: each.content for name, each in stored.items()}
        self.ends: dict[str, Position] = {}
        self.stopped: set[str] = set()
        self.changes = 0
        self.gone = 0
        self.last_at = ""
        self.damaged: list[str] = []
        self.refused: list[str] = []
        self._stored = stored
        try:
            for device in journal.devices(root):
                self._follow(device)
        except LswError as error:
            self.refused.append(str(error))

    def _follow(self, device: str) -> None:
        self.ends[device] = START
        try:
            for entries, end in self._months(device):
                self._apply(entries)
                self.ends[device] = end
        except Damaged as error:
            self.damaged.append(str(error))
            self.stopped.add(device)
        except LswError as error:
            self.refused.append(str(error))
            self.stopped.add(device)
        except NO_SHAPE:
            self.damaged.append(f"{self.root}/{device} holds a change that is none, after {self.ends[device].seq}")
            self.stopped.add(device)

    def _months(self, device: str) -> Iterator[tuple[list[tuple[Position, JournalEntry]], Position]]:
        """The transactions of a journal, a month of writing at a time, as far as they are good."""
        entries: list[tuple[Position, JournalEntry]] = []
        end = START
        try:
            for at, text in journal.lines(f"{self.root}/{device}"):
                if at.month != end.month and entries:
                    yield entries, end
                    entries = []
                entry = journal.entry_of(device, text)
                entries.append((at, entry._replace(changes=tuple(map(self._shared, entry.changes)))))
                end = at
        except LswError:
            yield entries, end
            raise
        yield entries, end

    def _shared(self, change: Change) -> Change:
        """A change that brings what a database holds refers to that, so that ten years are not kept twice."""
        db, table, id_, was, now = change
        if now is None or (stored := self._stored.get(db)) is None:
            return Change(db, table, id_, None if now else was, now)
        known = stored.content.tables.get(table, {}).get(str(doc_id(id_)))
        return Change(db, table, id_, None, known if known == now else now)

    def _apply(self, entries: list[tuple[Position, JournalEntry]]) -> None:
        beyond = []
        for at, entry in entries:
            self.changes += 1
            self.gone += entry.gap.through - entry.seq + 1 if entry.gap else 0
            self.last_at = max(self.last_at, entry.at)
            late = tuple(change for change in entry.changes if self._is_beyond(change.db, entry.device, at))
            if late:
                beyond.append(entry._replace(changes=late))
        self.full.update(_with(self.full, [entry for _, entry in entries]))
        self.shown.update(_with(self.shown, beyond))

    def _is_beyond(self, db: str, device: str, at: Position) -> bool:
        stored = self._stored.get(db)
        return stored is None or stored.checkpoint.get(device, START).before(at)


def _with(contents: Mapping[str, DatabaseContent], entries: list[JournalEntry]) -> dict[str, DatabaseContent]:
    """The databases that ENTRIES change, with their changes."""
    names = {change.db for entry in entries for change in entry.changes}
    return after({name: contents.get(name, DatabaseContent()) for name in names}, entries)


def _same(one: DatabaseContent | None, other: DatabaseContent | None) -> bool:
    return (one or DatabaseContent()) == (other or DatabaseContent())


class UnreadableRecord(NamedTuple):
    """A stored record that cannot be understood."""

    db: str
    table: str
    document: Mapping[str, Any]
    why: str

    def __str__(self) -> str:
        """Where it is, and why."""
        return f"{self.db} {self.table} {self.document.get('id', 'without an id')!s:.60}: {self.why:.120}"


def days_in(contents: Mapping[str, DatabaseContent]) -> tuple[tuple[Day, ...], tuple[UnreadableRecord, ...]]:
    """The days that are stored, in order, and the records, of days or not, that cannot be understood."""
    values: dict[date, dict[str, list[Any]]] = {}
    strange: list[UnreadableRecord] = []
    for db, table, document in _documents(contents):
        try:
            value = read_record(db, table, document)
        except (*NO_SHAPE, LswError) as error:
            strange.append(UnreadableRecord(db, table, document, why_not(error)))
        else:
            if table in (DAYS, *PARTS_OF_DAY):
                values.setdefault(value.on, {}).setdefault(table, []).append(value)
    return tuple(_day(on, tables) for on, tables in sorted(values.items())), tuple(strange)


def _documents(contents: Mapping[str, DatabaseContent]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for db, content in contents.items():
        for table, documents in content.tables.items():
            for document in documents.values():
                yield db, table, document


def _day(on: date, tables: Mapping[str, list[Any]]) -> Day:
    record: DayRecord = next(iter(tables.get(DAYS, ())), DayRecord(on.isoformat(), on))
    cards, interruptions, spans = (tuple(tables.get(table, ())) for table in PARTS_OF_DAY)
    return Day(on, cards=cards, interruptions=interruptions, spans=spans, turned=record.turned)


# --- the files as such


class FileFacts(NamedTuple):
    """A file or folder as the system describes it."""

    path: str
    status: os.stat_result

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder."""
        return stat.S_ISDIR(self.status.st_mode)

    @property
    def is_plain(self) -> bool:
        """Whether it is a folder or a plain file."""
        return self.is_folder or stat.S_ISREG(self.status.st_mode)


class LoosePermissions(NamedTuple):
    """A file or folder that others may use, or that its owner may not."""

    path: str
    text: str
    wanted: int | None
    """The mode that mends it; None where only another user can."""


def seen_in(folder: str) -> tuple[tuple[FileFacts, ...], tuple[str, ...]]:
    """A folder and everything in it, links not followed but for the folder itself; and what could not be looked at."""
    refused: list[str] = []
    found: list[FileFacts] = []

    def refuse(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            refused.append(str(durable_files.unreadable(error.filename, error)))

    def look(path: str, *, follow: bool = False) -> None:
        try:
            found.append(FileFacts(path, os.stat(path, follow_symlinks=follow)))
        except OSError as error:
            refuse(error)

    look(folder, follow=True)
    for above, folders, files in os.walk(folder, onerror=refuse):
        for name in sorted((*folders, *files)):
            look(f"{above}/{name}")
    return tuple(found), tuple(refused)


def loose(seen: Iterable[FileFacts]) -> tuple[LoosePermissions, ...]:
    """What is not private to its owner, or not usable by them."""
    return tuple(one for each in seen if each.is_plain and (one := _loose(each)) is not None)


def _loose(seen: FileFacts) -> LoosePermissions | None:
    mode = stat.S_IMODE(seen.status.st_mode)
    wanted = 0o700 if seen.is_folder else 0o600
    if seen.status.st_uid != os.geteuid():
        return LoosePermissions(seen.path, f"belongs to another user (number {seen.status.st_uid})", None)
    if mode & 0o077:
        return LoosePermissions(seen.path, f"is open to others (mode {mode:04o}, should be {wanted:04o})", wanted)
    if mode & wanted != wanted:
        return LoosePermissions(seen.path, f"is closed to yourself (mode {mode:04o}, should be {wanted:04o})", wanted)
    return None


def make_private(found: Iterable[LoosePermissions]) -> tuple[str, ...]:
    """Set the modes of what is loose and name the paths; raises `OSError`."""
    mended = [(each.path, each.wanted) for each in found if each.wanted is not None]
    for path, mode in mended:
        os.chmod(path, mode)
    return tuple(path for path, _ in mended)


def remove(paths: Iterable[str]) -> None:
    """Remove files; raises `OSError`."""
    for path in paths:
        os.unlink(path)


def strays(seen: Iterable[FileFacts], now: float) -> tuple[str, ...]:
    """The temporary files that somebody who was killed left behind; NOW is in seconds since 1970."""
    return tuple(
        each.path
        for each in seen
        if each.path.endswith(".tmp") and not each.is_folder and now - each.status.st_mtime > STRAY_AFTER
    )


def conflict_copies(seen: Iterable[FileFacts]) -> tuple[str, ...]:
    """The copies that synchronisers make of files they could not bring together."""
    return tuple(each.path for each in seen if _CONFLICT.search(os.path.basename(each.path)))


def no_folders(places: Places) -> tuple[str, ...]:
    """What stands in the place of a folder that the program writes to, so that nothing can be kept in it."""
    data, state = places.data_folder, places.state_folder
    wanted = (f"{data}/{name}" for name in ("journal", "boards", "drafts", "damaged"))
    wanted_too = (state, f"{state}/open", f"{state}/sums", f"{state}/drafts", places.backups_folder)
    return tuple(path for path in (*wanted, *wanted_too) if os.path.exists(path) and not os.path.isdir(path))


def no_files(seen: Iterable[FileFacts]) -> tuple[str, ...]:
    """What can hold no data: pipes, sockets, devices, and links that lead nowhere."""
    return tuple(
        each.path
        for each in seen
        if not each.is_plain and not (stat.S_ISLNK(each.status.st_mode) and os.path.exists(each.path))
    )


def bad_json(paths: Iterable[str]) -> tuple[str, ...]:
    """The files that hold no JSON object; raises `Unreadable`."""
    return tuple(path for path in paths if not _is_object(path))


def _is_object(path: str) -> bool:
    try:
        return isinstance(loads(durable_files.read(path)), dict)
    except FileNotFoundError:
        return True
    except NO_SHAPE:
        return False


# --- where the folder lies


class Filesystem(NamedTuple):
    """What a folder lies on."""

    kind: str
    """The kind of its file system, as the system calls it; empty where it does not tell."""
    mounted_on: str
    read_only: bool
    locks: bool
    """Whether a file that is locked stays so."""
    synced: str
    """What keeps it in step with other machines, as far as one can see; empty for nothing."""

    @property
    def is_network(self) -> bool:
        """Whether its files lie on another machine."""
        return self.kind in _NETWORK

    @property
    def is_memory(self) -> bool:
        """Whether its files are gone when the machine stops."""
        return self.kind in _MEMORY


def drive(folder: str) -> Filesystem:
    """What a folder, or the next one above it that exists, lies on."""
    real = os.path.realpath(folder)
    while not os.path.isdir(real):
        real = os.path.dirname(real)
    mounted_on, kind = _mount(real)
    read_only = bool(os.statvfs(real).f_flag & os.ST_RDONLY)
    return Filesystem(kind, mounted_on, read_only, lock.locks_work(folder), synced_by(real))


def synced_by(path: str) -> str:
    """What keeps a folder in step with other machines, told by names on the way to it; empty for nothing."""
    for part in path.split("/"):
        for name, program in _SYNCED_PARTS:
            if name.fullmatch(part.lower()):
                return program
    while path.strip("/"):
        try:
            names = os.listdir(path)
        except OSError:
            names = []
        for name, program in _SYNCED_MARKS:
            if any(name.fullmatch(each) for each in names):
                return program
        path = os.path.dirname(path)
    return ""


def _mount(path: str) -> tuple[str, str]:
    """Where the file system of a path is mounted, and its kind."""
    try:
        lines = durable_files.read("/proc/self/mountinfo").decode(errors="surrogateescape").splitlines()
    except (FileNotFoundError, durable_files.Unreadable):
        return "", ""
    found = ("", "")
    for line in lines:
        left, _, right = line.partition(" - ")
        there = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), left.split(" ")[4])
        inside = path == there or path.startswith(f"{there.rstrip('/')}/")
        if inside and len(there) >= len(found[0]):  # of two on one folder the later one hides the other
            found = (there, right.split(" ")[0])
    return found
