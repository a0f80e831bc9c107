"""The store: read at any time without a lock, change under one, lose nothing.

A change is one line in this device's journal. Databases are brought up to date afterwards; what they do
not cover yet is read from the journals.

Damage is met in two ways. Who only reads sees what is good, from wherever it can be had, and writes nothing.
Who changes something first mends: what is damaged is kept aside, what is good is put in its place, and a record
in the table ``damage`` says what became of it.
"""

from __future__ import annotations

import os
import re
from _thread import RLock, allocate_lock, get_ident  # threading itself costs a capture too much
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, cast

from lswtui.domain.errors import BadInput, Busy, Damaged, LswError, NotSaved
from lswtui.store.engine import device, durable_files, journal, lock, sigint
from lswtui.store.engine.databases import (
    CheckpointHead,
    DatabaseContent,
    Positions,
    after,
    is_damaged,
    newer,
    read_database,
    read_head,
    write_database,
    write_head,
)
from lswtui.store.engine.journal import START, Change, JournalEntry, Position
from lswtui.store.engine.json_documents import copied, doc_id
from lswtui.store.engine.transaction import Transaction
from lswtui.store.records.tables import DAMAGE, UNDATED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import datetime

    from lswtui.store.engine.journal import JournalGap
    from lswtui.store.engine.places import Places
    from lswtui.store.engine.tinydb_storage import Database, DocumentTable
    from lswtui.store.records.damage import Damage
    from lswtui.store.recovery.repair import ProvenGood

_MONTH = re.compile(r"\d{4}-\d{2}")
MANY = 500
"""Documents in one change that are brought into the databases at once, so that nobody reads them from the journal."""
LAG = 50
"""Changes that an open board may leave out of the databases for a moment, in which more may come."""
CAPTURE_LAG = 10
"""Changes that captures from the shell may leave out of the databases: writing a month makes one an eighth slower."""
MOST_AT_HAND = 8
"""Databases that are kept in memory, those used last: what the screens show, and a few; others are read when wanted."""


class Store:
    """The documents of one leader, for one process; opening it reads nothing and creates nothing.

    Reading shows one state, that of the first use or of the last `refresh`, to which `change` adds its
    own. It never locks and never writes. One thread may change while others read.
    """

    def __init__(self, places: Places, *, program: str, lag: int = LAG) -> None:
        """Open the data in PLACES for PROGRAM, which may leave LAG journal lines out of the databases.

        The first change of a database is never left out.
        """
        self.program = program
        self.pending_damage = ""
        """The sentence of a damage that reading met and that waits to be mended; empty where there is none."""
        self.mended: tuple[Damage, ...] = ()
        """The damage that this instance mended."""
        self.unwritten: LswError | None = None
        """Why the databases cannot be brought up to date, and what to do; the journal has all, and changes go on."""
        self.is_up_to_date = True
        """Whether the databases have all that this instance changed."""
        self._places = places
        self.window = os.urandom(4).hex()
        """The id of this instance, which the journal names."""
        self._lag = lag
        self._data = places.data_folder
        self._device_file = f"{places.state_folder}/device"
        self._device = ""
        self._settled = False
        self._journals = f"{self._data}/journal"
        self._files = f"{self._data}/db"
        self._contents: dict[str, DatabaseContent] = {}
        self._views: dict[str, Database] = {}
        self._positions: Positions | None = None
        self._names: set[str] | None = None
        self._marks: dict[str, tuple[int, ...]] = {}
        self._news: set[str] = set()
        self._doubtful: set[str] = set()
        self._changed: tuple[Positions, Positions, frozenset[str]] = ({}, {}, frozenset())
        """The databases that were changed between two places in the journals, so that no line is read twice."""
        self._refusal = ""
        self._appending = False
        self._changing = False
        self._writing = allocate_lock()
        self._mender: tuple[int, datetime] | None = None
        self._pid = os.getpid()
        self._state = RLock()

    @property
    def device(self) -> str:
        """The name of this machine's journal; a new one for data that it never changed."""
        with self._state:
            if not self._device:
                self._device = device.stored_name(self._device_file, self._data) or device.new_name()
            return self._device

    def document(self, db: str, table: str, id: str) -> dict[str, Any] | None:  # noqa: A002 - the field's name
        """A copy of one document, or None."""
        found = self._content(db).tables.get(table, {}).get(str(doc_id(id)))
        return copied(found) if found is not None else None

    def documents(self, db: str, table: str) -> list[dict[str, Any]]:
        """Copies of all documents of a table."""
        return list(map(copied, self.stored(db, table)))

    def stored(self, db: str, table: str) -> Collection[dict[str, Any]]:
        """The documents of a table themselves, to be read and never changed: for who reads many."""
        return self._content(db).tables.get(table, {}).values()

    def table(self, db: str, table: str) -> DocumentTable:
        """A table through TinyDB, to read; it shows the state of the store at each use."""
        from lswtui.store.engine.tinydb_storage import CommittedStorage, Database

        with self._state:
            if db not in self._views:
                self._views[db] = Database(storage=lambda: CommittedStorage(lambda: self._content(db).tables))
            return cast("DocumentTable", self._views[db].table(table))

    def tables(self, db: str) -> list[str]:
        """The names of the tables of a database that hold anything, sorted."""
        return sorted(name for name, documents in self._content(db).tables.items() if documents)

    def months(self) -> list[str]:
        """The names of the databases of a month, sorted."""
        return [name for name in self.databases() if _MONTH.fullmatch(name)]

    def databases(self) -> list[str]:
        """The names of all databases that hold anything, or did once, sorted."""
        with self._state:
            positions = self._known()
            if self.pending_damage:
                return sorted(self._contents)
            if self._names is None:
                head = read_head(f"{self._files}/head.json")
                self._names = {*head.files, *self._touched(head, positions)}
            return sorted(self._names)

    def checksums(self) -> dict[str, str]:
        """The checksums of the databases whose files hold all that this store shows of them, and nothing newer."""
        with self._state:
            positions = self._known()
            head = read_head(f"{self._files}/head.json")
            if self.pending_damage or _behind(positions, [head.checkpoint]):
                return {}
            touched = self._touched(head, positions)
        return {name: crc for name, crc in head.files.items() if name not in touched}

    def moved(self) -> bool:
        """Whether there is anything for `refresh` to show, which this store's own changes are not."""
        marks = journal.marks(self._journals)  # nobody who reads waits for a drive that does not answer
        with self._state:
            return bool(self._news) or marks != self._marks

    def refresh(self) -> frozenset[str]:
        """Catch up with what others wrote, and name the databases that they changed since the last time.

        While another thread of this process is committing it does nothing.
        """
        with self._state:
            self._catch_up()
            news = frozenset(self._news)
            self._news.clear()
            return news

    @contextmanager
    def change(
        self,
        intent: str,
        *,
        at: datetime,
        by: str = "user",
        undoes: int | None = None,
        follows: int | None = None,
        wait: float = 2.0,
    ) -> Iterator[Transaction]:
        """Change documents: all of the block is on the disk at its end, or, if anything raises, nothing.

        AT is the moment of writing, aware; FOLLOWS is the number of the change of whose action it is a part. Raises
        `Busy` after WAIT seconds without the lock, `NotSaved` if the disk refuses, `BadInput` for text that is no
        Unicode.
        """
        if at.tzinfo is None:
            raise ValueError("a change needs a moment with a zone")
        with self.alone(at, wait):
            if self._changing:
                raise RuntimeError("a change within a change; what belongs together is one change")
            transaction = self._begun(intent, at)
            self._changing = True
            try:
                yield transaction
                with sigint.put_off():
                    self._commit(transaction, by, undoes, follows)
                    if transaction.entry is not None:
                        self.is_up_to_date = False
                        changes = transaction.entry.changes
                        self._keep_up(at, 0 if len(changes) > MANY else self._lag, {change.db for change in changes})
            finally:
                self._changing = False
                transaction.end()

    def mend(self, at: datetime) -> tuple[Damage, ...]:
        """Check all files against each other, mend what is damaged, and say what was found.

        Changes do so by themselves where they meet damage. Raises `Busy` and `NotSaved`.
        """
        known = len(self.mended)
        with self.alone(at):
            if len(self.mended) == known:
                self._mend(at)
        return self.mended[known:]

    def readable(self, damage: Damage) -> tuple[Change, ...]:
        """What can still be read in the kept files of a damage and is newer than what is here; nothing proves it."""
        from lswtui.store.recovery import repair

        return repair.readable(f"{self._data}/damaged", damage, self._content)

    def bring_up_to_date(self, at: datetime) -> None:
        """Write what the journals have and the databases do not; `unwritten` says what keeps it from that.

        Raises `Busy`, and `NotSaved` where the lock cannot be had.
        """
        with self.alone(at):
            own = self._known().get(self.device, START)
            try:
                if own.month:
                    journal.settle(f"{self._journals}/{self.device}", own)
                self._keep_up(at, 0)
            except OSError as error:
                self.unwritten = self._why_unwritten(error)

    def entries_backwards(self) -> Iterator[JournalEntry]:
        """This device's transactions, newest first, read only as far as they are asked for and undamaged."""
        with self._state:
            own = self._known().get(self.device, START)
        try:
            for text in journal.backwards(f"{self._journals}/{self.device}", own):
                yield journal.entry_of(self.device, text)
        except Damaged as damaged:
            with self._state:
                self._meet(damaged)

    # --- reading

    def _known(self) -> Positions:
        """How far the journals are read; to their end at first use."""
        if self._positions is None:
            self._catch_up()
        return cast(Positions, self._positions)

    def _content(self, db: str) -> DatabaseContent:
        with self._state:
            if db not in self._contents:
                self._known()
                try:
                    self._contents.update({} if self.pending_damage else self._loaded({db}))
                except Damaged as damaged:
                    self._meet(damaged)
            content = self._contents.pop(db, None)
            if content is None:
                return DatabaseContent()
            self._contents[db] = content  # the last one is the one used last
            while len(self._contents) > MOST_AT_HAND and not self.pending_damage:
                del self._contents[next(iter(self._contents))]
            return content

    def _catch_up(self, marks: dict[str, tuple[int, ...]] | None = None) -> None:
        """Read the journals to their end, as far as their MARKS say that they moved, and show what they say."""
        if self._appending:
            return  # what another thread is writing is not committed yet
        if marks is None:
            marks = journal.marks(self._journals)
        if self._positions is not None and marks == self._marks:
            if self.pending_damage and self._mender:
                self._meet(Damaged(self.pending_damage))
            return
        if self.pending_damage:  # others may have mended it
            self._forget()
        try:
            try:
                self._read_on(marks)
            except Damaged:
                if self._positions is None:
                    raise
                self._start_again(marks)
        except Damaged as damaged:
            self._meet(damaged)
        else:
            self._marks = marks

    def _forget(self) -> None:
        """Read everything afresh at the next use."""
        self._news.update(self._contents)
        self._contents.clear()
        self._positions = self._names = None
        self._changed = {}, {}, frozenset()
        self._marks = {}
        self.pending_damage = ""

    def _read_on(self, marks: Collection[str]) -> None:
        known = self._positions
        since = read_head(f"{self._files}/head.json").checkpoint if known is None else known
        entries: list[JournalEntry] = []
        ends = self._ends(since, marks, None if known is None else entries)
        touched = {change.db for entry in entries for change in entry.changes}
        self._news |= touched
        self._apply(touched, entries)
        self._positions = ends  # last, since applying twice does no harm

    def _ends(self, since: Positions, names: Collection[str], entries: list[JournalEntry] | None = None) -> Positions:
        """How far the journals of SINCE and NAMES reach now; the ENTRIES on the way are added, if asked for."""
        ends = dict(since)
        for name in {*names, *since}:
            for end, text in journal.lines(f"{self._journals}/{name}", since.get(name, START)):
                ends[name] = end
                if entries is not None:
                    entries.append(journal.entry_of(name, text))
        return ends

    def _apply(self, names: set[str], entries: list[JournalEntry]) -> None:
        if self._names is not None:
            self._names |= names
        self._contents |= after({name: self._contents[name] for name in names & self._contents.keys()}, entries)

    def _start_again(self, marks: Collection[str]) -> None:
        """Read afresh what was put in the place of a journal, or cut back because the disk refused its end."""
        before, contents = self._known(), self._contents
        self._news.update(contents)
        self._contents = {}
        self._positions = self._names = None
        self._changed = {}, {}, frozenset()
        try:
            self._read_on(marks)
            self._miss_nothing(before, marks)
        except BaseException:
            self._positions, self._contents, self._marks = before, contents, {}
            raise

    def _miss_nothing(self, before: Positions, marks: Collection[str]) -> None:
        now = self._known()
        for name, known in before.items():
            # A reader may have seen the one last line that its writer then took back.
            if name not in marks or now.get(name, START).seq < known.seq - 1:
                raise Damaged(
                    f"{self._journals}/{name} holds less than before (change {known.seq} is gone); {journal.MENDS}"
                )

    def _loaded(self, names: Collection[str]) -> dict[str, DatabaseContent]:
        """Databases as they are at the positions read so far."""
        self._known()
        head = read_head(f"{self._files}/head.json")
        contents: dict[str, DatabaseContent] = {}
        covers: list[Positions] = []
        for name in names:
            stored = read_database(f"{self._files}/{name}.json")
            expected = head.files.get(name)
            contents[name] = stored.content if stored else DatabaseContent()
            if (stored.crc if stored else None) == expected:
                covers.append(head.checkpoint)
            else:
                covers.append(stored.checkpoint if stored else {})
                self._doubtful.add(name)
        if _behind(self._known(), covers):
            ends = self._ends(self._known(), journal.devices(self._journals))
            if _behind(ends, covers):
                raise Damaged(f"{self._files} knows changes that {self._journals} has lost; {journal.MENDS}")
            # Others went on meanwhile. Who has seen one database must see the others as they were then.
            if self._contents:
                contents, covers = dict.fromkeys(names, DatabaseContent()), [{}]
            else:
                self._positions, self._names = ends, None
        positions = self._known()
        since = {name: min(each.get(name, START) for each in covers) for name in positions}
        return after(contents, self._entries(since, positions, names))

    def _entries(
        self, since: Positions, until: Positions, names: Collection[str] | None = None
    ) -> Iterator[JournalEntry]:
        """The entries between positions; where NAMES are given, without those that cannot concern these databases."""
        wanted = None if names is None else {name.encode() for name in names}
        for name, text in self._lines(since, until):
            if wanted is None or not wanted.isdisjoint(journal.names_in(text)):
                yield journal.entry_of(name, text)

    def _touched(self, head: CheckpointHead, positions: Positions) -> set[str]:
        """The databases that were changed after the head; only what is new since the last time is read."""
        since, until, known = self._changed
        if since != head.checkpoint or _behind(positions, [until]):
            until, known = head.checkpoint, frozenset()
        found = set(known)
        for name, text in self._lines(until, positions):
            if not {word.decode() for word in journal.names_in(text)} <= found:
                found |= {change.db for change in journal.entry_of(name, text).changes}
        self._changed = head.checkpoint, positions, frozenset(found)
        return found

    def _lines(self, since: Positions, until: Positions) -> Iterator[tuple[str, bytes]]:
        for name, end in until.items():
            for _, text in journal.lines(f"{self._journals}/{name}", since.get(name, START), end):
                yield name, text

    # --- writing, under the lock

    @contextmanager
    def alone(self, at: datetime, wait: float = 2.0) -> Iterator[None]:
        """Be the only writer, and up to date, for all changes of the block; damage that is met meanwhile is mended.

        Blocks may stand within each other. Raises `Busy` after WAIT seconds without the lock, and `NotSaved`.
        """
        if self._mender and self._mender[0] == get_ident():
            yield
            return
        self._only_here()
        if not self._writing.acquire(timeout=wait):
            raise Busy("this lsw is still writing; nothing was changed, try again in a moment")
        try:
            held = self._locked(wait)
            try:
                marks = journal.marks(self._journals)
                self._mender = get_ident(), at
                with self._state:
                    self._catch_up(marks)
                yield
            finally:
                self._mender = None
                held.release()
        finally:
            self._writing.release()

    def _only_here(self) -> None:
        """Refuse a child made by fork: it would write with its parent's lock, and as it."""
        if os.getpid() != self._pid:
            raise NotSaved("nothing was saved: this process was split off from another lsw; start one of its own")

    def _locked(self, wait: float) -> lock.Lock:
        if self._refusal:
            raise NotSaved(self._refusal)
        try:
            if not self._positions:  # a folder that vanished under us is not made anew
                durable_files.make_folder(self._data)
            return lock.take(f"{self._data}/lock", wait)
        except OSError as error:
            raise self._not_saved(error) from error

    def _begun(self, intent: str, at: datetime) -> Transaction:
        return Transaction(intent, at.isoformat(timespec="milliseconds"), self._content, self.databases)

    def _begun_on(self, contents: Mapping[str, DatabaseContent], intent: str, at: datetime) -> Transaction:
        """A change of databases that are all in memory, so that none is read while files are not as they should be."""
        return Transaction(
            intent,
            at.isoformat(timespec="milliseconds"),
            lambda db: contents.get(db, DatabaseContent()),
            lambda: sorted(contents),
        )

    def _commit(self, transaction: Transaction, by: str, undoes: int | None, follows: int | None = None) -> None:
        changes = transaction.changes()
        if not changes:
            return
        self._only_here()
        try:
            name = self._settled_device()
            last = self._known().get(name, START)
            entry = self._entry(name, last.seq + 1, transaction.at, transaction.intent, changes)
            entry = entry._replace(by=by, undoes=undoes, follows=follows)
            text = journal.text_of(entry, last.crc)
            end = self._appended(name, last, text, month=transaction.at[:7])
        except UnicodeEncodeError as error:
            raise BadInput("the text holds bytes that are no characters; nothing was saved, type it anew") from error
        except durable_files.SyncFailed as error:
            self._refusal = (
                f"the disk did not confirm a change ({error.strerror}), so nothing more is saved; "
                "look after the disk and start again"
            )
            raise NotSaved(self._refusal) from error
        except OSError as error:
            raise self._not_saved(error) from error
        with self._state:
            self._appending = False
            self._apply({change.db for change in changes}, [journal.entry_of(name, text)])
            self._positions = {**self._known(), name: end}
            with suppress(durable_files.Unreadable):  # it is saved; the next look reads on from there
                self._marks[name] = journal.mark(f"{self._journals}/{name}")
        transaction.entry = entry

    def _entry(self, name: str, seq: int, at: str, intent: str, changes: tuple[Change, ...] = ()) -> JournalEntry:
        """A transaction that this program makes of its own accord."""
        return JournalEntry(name, seq, at, self.program, self.window, "program", intent, None, changes)

    def _appended(self, name: str, last: Position, text: bytes, *, month: str) -> Position:
        """Append a line, during which no other thread takes it for committed."""
        with self._state:
            self._appending = True
        try:
            durable_files.make_folder(f"{self._journals}/{name}")
            return journal.append(f"{self._journals}/{name}", last, month, text)
        except BaseException:
            self._appending = False
            raise

    def _settled_device(self) -> str:
        """This machine's name, kept from its first change on; of two first ones, one keeps its own."""
        if not self._settled:
            kept = device.stored_name(self._device_file, self._data)
            if kept is None:
                device.store_name(self._device_file, self._data, self.device)
            else:
                self._device = kept
            self._settled = True
        return self.device

    def _keep_up(self, at: datetime, lag: int, changed: Collection[str] = ()) -> None:
        """Bring the databases up to date, those of CHANGED at least; what keeps it from that is no failure.

        The journal has the change, and the next one tries again.
        """
        try:
            self.is_up_to_date = self._write_databases(at, 0 if self.unwritten else lag, changed)
            self.unwritten = None
        except (OSError, LswError) as error:
            self.unwritten = self._why_unwritten(error)

    def _why_unwritten(self, error: OSError | LswError) -> LswError:
        from lswtui.store.engine import refusals  # seldom, and a capture would wait for it

        return refusals.databases_unwritten(error, self._files)

    def _write_databases(self, at: datetime, lag: int, changed: Collection[str]) -> bool:
        """Bring the databases up to date if they are more than LAG lines behind, or one of CHANGED has no file yet.

        Answers whether they are now; raises `OSError` and `LswError`.
        """
        head = read_head(f"{self._files}/head.json")
        if head.older:
            self._copy_all(at)
            self._bring_up(at)
        with self._state:
            covers = dict(self._known())
            behind = sum(end.seq for end in covers.values()) - sum(end.seq for end in head.checkpoint.values())
            wanted = behind > lag or head.older or self._doubtful or not head.files.keys() >= set(changed)
            if not wanted:
                return behind <= 0
            contents = self._behind_head(head, covers)
        if any(is_damaged(f"{self._files}/{name}.json") for name in self._doubtful):
            self._mend(at)
            return True
        self._put_databases(contents, covers, head.files)
        return True

    def _behind_head(self, head: CheckpointHead, positions: Positions) -> dict[str, DatabaseContent]:
        """The databases that the head does not cover, as they are at POSITIONS; kept in memory for the next time."""
        names = self._touched(head, positions) | self._doubtful
        contents = {name: self._contents[name] for name in names & self._contents.keys()}
        if others := names - contents.keys():
            empty = dict.fromkeys(others, DatabaseContent())
            missing = self._loaded(others) if head.checkpoint else after(empty, self._entries({}, positions, others))
            contents |= missing
            if len(missing) <= MOST_AT_HAND:
                self._contents |= missing
        return contents

    def _put_databases(
        self, contents: Mapping[str, DatabaseContent], covers: Positions, known: Mapping[str, str]
    ) -> None:
        """Write databases that stand at COVERS, and the head beside the files KNOWN to stand there already."""
        durable_files.make_folder(self._files)
        files = dict(known)
        for name, content in contents.items():
            files[name] = write_database(f"{self._files}/{name}.json", content, covers)
        write_head(f"{self._files}/head.json", CheckpointHead(covers, files))
        durable_files.sync_folder(self._files)
        self._doubtful -= contents.keys()

    def _copy_all(self, at: datetime) -> None:
        """Make a backup of what an older version left, before anything of it is replaced."""
        from lswtui.store.recovery import backup  # once in the life of a format

        backup.make(self._places, at, backup.BackupReason.BEFORE_MIGRATION)

    def _bring_up(self, at: datetime) -> None:
        """Change once what an older format kept otherwise, where a step of a line cannot."""
        from lswtui.store.records.board_versions import keep_one_a_day  # once in the life of a format

        contents = after({}, self._entries({}, self._known()), others=True)
        transaction = self._begun_on(contents, "kept the last version of each day of each board", at)
        keep_one_a_day(transaction)
        self._commit(transaction, "program", None)

    # --- mending

    def _meet(self, damaged: Damaged) -> None:
        """Go on in spite of damage: mended where this thread may write, else with what is good of it, in memory."""
        if not (os.path.isdir(self._journals) or os.path.isdir(self._files)):
            raise damaged  # taken away as a whole: that is for its owner to mend
        if self._mender and self._mender[0] == get_ident():
            self._mend(self._mender[1])
            return
        proof = self._proof("")
        contents = after({}, proof.entries(), others=True)
        changes = tuple(newer(contents, proof.known))
        self._news.update(contents)
        self._contents = after(contents, [self._entry("", 0, "", "", changes)], others=True)
        self._positions = proof.floors
        self._marks = journal.marks(self._journals)
        self.pending_damage = str(damaged)

    def _mend(self, at: datetime) -> None:
        """Keep aside what is damaged and put what is good in its place, under the lock.

        Killed at any moment, it is begun again by the next change: what the databases know is in the journal
        before they are replaced.
        """
        from lswtui.store.recovery import repair

        aside = f"{self._data}/damaged"
        try:
            with self._state:
                proof = self._proof(at.isoformat(timespec="milliseconds"))
                found = []
                for mended in proof.journals:
                    kept = repair.put_in_place(self._journals, mended, aside)
                    if kept or mended.lost or mended.copied:
                        found.append(repair.damage_of(mended, kept))
                self._forget()
                self._positions = self._ends({}, journal.devices(self._journals))
                names = (UNDATED, *(name for name, _ in proof.known))
                empty = dict.fromkeys(names, DatabaseContent())
                self._contents = after(empty, self._entries({}, self._positions), others=True)
                damaged_files = repair.damaged_databases(self._files, aside)
                self._note(at, [*found, *damaged_files], tuple(newer(self._contents, proof.known)))
                repair.move_aside(self._data, damaged_files)
                with suppress(FileNotFoundError):
                    os.unlink(f"{self._files}/head.json")
                made = {name: content for name, content in self._contents.items() if content != DatabaseContent()}
                self._put_databases(made, self._known(), {})
                self._doubtful.clear()
        except OSError as error:
            raise self._not_saved(error) from error

    def _note(self, at: datetime, found: list[Damage], changes: tuple[Change, ...]) -> None:
        """Put into the journal what the databases knew better than it, and what became of the damage."""
        from lswtui.store.recovery import repair

        aside = f"{self._data}/damaged"
        if found:
            found[0] = found[0]._replace(records=len(changes))
        known = after(self._contents, [self._entry("", 0, "", "", changes)], others=True)

        def content(db: str) -> DatabaseContent:
            return known.get(db, DatabaseContent())

        found = [each._replace(readable=len(repair.readable(aside, each, content))) for each in found]
        transaction = self._begun_on(self._contents, "mended damaged files", at)
        for change in changes:
            if change.now is None:
                transaction.remove(change.db, change.table, change.id)
            else:
                transaction.adopt(change.db, change.table, change.now)
        for damage in found:
            transaction.put(UNDATED, DAMAGE, damage.document())
        self._commit(transaction, "program", None)
        self.mended += tuple(found)

    def _proof(self, at: str) -> ProvenGood:
        """What is good of all that there is; AT is when it was asked for."""
        from lswtui.store.recovery import repair

        def gap(seq: int, prev: str, lost: JournalGap) -> bytes:
            intent = f"lost the changes {seq} to {lost.through}"
            return journal.text_of(self._entry("", seq, at, intent)._replace(gap=lost), prev)

        return repair.proof(self._places, self._positions or {}, self._contents, gap)

    def _not_saved(self, error: OSError) -> NotSaved:
        from lswtui.store.engine import refusals

        return refusals.not_saved(error, self._data)


def _behind(positions: Positions, covers: list[Positions]) -> bool:
    """Whether any of COVERS goes further than POSITIONS."""
    return any(positions.get(name, START).before(end) for each in covers for name, end in each.items())
