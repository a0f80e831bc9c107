"""The safety measures of the store: what each is, the function that takes it, and how it is without.

A function is named by itself, and a place in it by a name that is used there (`changes`): so the table goes along
when modules are moved and texts rewritten, and does not load where a function is gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lswtui.app.interruptions.inbox import import_inbox
from lswtui.store.engine import databases, device, durable_files, journal, json_documents, lock, sigint
from lswtui.store.engine.tinydb_storage import Document, DocumentTable
from lswtui.store.files import inbox
from lswtui.store.recovery import backup, repair
from lswtui.store.store import Store
from tests.mutants.changes import (
    assigned,
    bare,
    behind,
    called,
    condition,
    constant,
    dropped,
    first,
    once,
    returning,
    unguarded,
    without_keyword,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.mutants.changes import Change

FAULTS = "tests.store.engine.test_faults"
STORE = "tests.store.test_store"
MODEL = "tests.store.test_model"
TINYDB = "tests.store.engine.test_tinydb_storage"
MENDING = "tests.store.recovery.test_repair"
BACKUP = "tests.store.recovery.test_backup"
MIGRATIONS = "tests.store.engine.test_migrations"
INBOX = "tests.store.files.test_inbox"
PROCESSES = "tests.store.engine.test_processes"
DEATH = "tests.faults.test_process_death"
DISK = "tests.faults.test_power_and_disk"
FILES = "tests.faults.test_damaged_files"
WRITERS = "tests.faults.test_several_writers"
IN_ITS_OWN = """
with workspace.change("took in the inbox", by="program") as tx:
    remember(tx, INBOX_MARK, **waiting.mark)
"""
"""Remembering how far the inbox was taken in, in a transaction of its own."""


class Mutant(NamedTuple):
    """The program without one measure."""

    name: str
    measure: str
    """What is taken away, in words."""
    function: Callable[..., Any]
    without: Change
    tests: tuple[str, ...]
    """Modules of tests, each perhaps with ``::`` and a part of a test's name; one of them has to notice."""


MUTANTS = (
    # --- on the disk before it is said
    Mutant(
        "sync-journal",
        "a line is on the disk before the change is acknowledged",
        journal.append,
        dropped("sync"),
        (f"{FAULTS}::acknowledged_only_when", f"{DISK}::case_08_when"),
    ),
    Mutant(
        "sync-journal-folder",
        "the name of a new month's journal is on the disk too",
        journal.append,
        dropped("sync_folder"),
        (f"{FAULTS}::acknowledged_only_when", f"{DISK}::case_08_when"),
    ),
    Mutant(
        "sync-new-folder",
        "the name of a new folder is on the disk",
        durable_files.make_folder,
        dropped("sync_folder"),
        (f"{FAULTS}::acknowledged_only_when", f"{DISK}::case_08_when"),
    ),
    Mutant(
        "sync-replaced-file",
        "a file is on the disk before it takes another's place",
        durable_files.replace,
        dropped("sync"),
        (f"{DISK}::case_08_when",),
    ),
    Mutant(
        "replace-in-one-step",
        "a file is replaced by a whole one in one step, not written over",
        durable_files.replace,
        assigned("temporary", "path"),
        (FAULTS, f"{DEATH}::case_03", f"{DEATH}::case_02"),
    ),
    Mutant(
        "write-all",
        "what a call did not write is written by the next",
        durable_files.write_all,
        once(),
        (f"{DISK}::case_14",),
    ),
    Mutant(
        "settle-before-databases",
        "the databases never know more than the disk has of the journal",
        Store.bring_up_to_date,
        dropped("settle"),
        (f"{DISK}::case_08_after_a_kill",),
    ),
    Mutant(
        "databases-before-head",
        "the head is written after the databases that it vouches for",
        Store._put_databases,
        first("write_head"),
        (f"{DEATH}::case_03", f"{DEATH}::case_02_killed_at_any_call_a_command"),
    ),
    # --- no trace of what was refused
    Mutant(
        "cut-back",
        "what was written of a refused line is taken back",
        journal.append,
        dropped("_cut_back"),
        (f"{FAULTS}::failed_sync", f"{DISK}::case_12_a_program"),
    ),
    Mutant(
        "no-second-sync",
        "a sync that failed is not tried again: nothing more is saved",
        Store._commit,
        assigned("_refusal", '""'),
        (f"{FAULTS}::failed_sync", f"{DISK}::case_16_a_sync"),
    ),
    Mutant(
        "saved-is-said",
        "a failure after the commit is none of the change",
        Store._commit,
        unguarded("Unreadable"),
        (f"{DISK}::case_12_a_call_that_fails",),
    ),
    Mutant(
        "databases-may-wait",
        "databases that cannot be written are no failure of the change",
        Store._keep_up,
        called("_why_unwritten", "1 / 0"),
        ("tests.store.test_databases_behind", f"{DISK}::case_13"),
    ),
    Mutant(
        "ctrl-c-waits",
        "Ctrl-C waits until it is known whether the change was saved",
        sigint.put_off,
        assigned("before", "_signal.pthread_sigmask(_signal.SIG_BLOCK, ())"),
        (f"{DEATH}::case_07",),
    ),
    Mutant(
        "no-new-folder",
        "a data folder that vanished under a program is not made anew",
        Store._locked,
        condition("_positions", "True"),
        (f"{FAULTS}::vanishes",),
    ),
    # --- no damage is shown as data
    Mutant(
        "line-checksum",
        "a line's checksum is verified",
        journal._followed,
        called("checksum", 'text[-10:-2].decode(errors="replace")'),
        (MENDING, FAULTS),
    ),
    Mutant(
        "chain",
        "a line names the one before it",
        journal._followed,
        assigned("expected", 'b\',"seq":%d,"prev":"\' % (after.seq + 1)'),
        (f"{FILES}::case_35",),
    ),
    Mutant(
        "torn-tail-ignored",
        "a last line without its end is no change",
        journal.lines,
        assigned("unfinished", 'texts.pop() if not texts[-1] else b""'),
        (f"{FAULTS}::unfinished_line", f"{DISK}::case_10"),
    ),
    Mutant(
        "torn-tail-cut",
        "the next writer cuts off an unfinished line",
        journal.append,
        dropped("ftruncate"),
        (f"{FAULTS}::unfinished_line", f"{DISK}::case_10"),
    ),
    Mutant(
        "torn-sectors",
        "a last line of which the disk has not every sector is no change",
        journal.lines,
        called("_was_torn", "not texts[-1]"),
        (f"{DISK}::case_08_when",),
    ),
    Mutant(
        "one-zero-is-damage",
        "one byte gone wrong in the last line is damage, though it be a zero",
        journal._was_torn,
        returning('b"\\0" in text'),
        (f"{FILES}::case_31_a_zero",),
    ),
    Mutant(
        "shorter-than-known",
        "a journal that holds less than it did is not written to",
        journal.lines,
        condition("st_size", "False"),
        (FAULTS, MENDING, f"{FILES}::case_32"),
    ),
    Mutant(
        "database-checksum",
        "a database's checksum is verified",
        databases.read_database,
        called("checksum", "text[-11:-3].decode()"),
        (f"{FAULTS}::spoilt_database", f"{FILES}::case_31_a_flipped_bit_anywhere"),
    ),
    Mutant(
        "head-checksum",
        "the head's checksum is verified",
        databases.read_head,
        condition("checksum", "False"),
        (f"{FAULTS}::spoilt_database", f"{FILES}::case_31_a_flipped_bit_anywhere"),
    ),
    Mutant(
        "head-vouches",
        "a database counts as covering what the head says only if it is the one that the head knows",
        Store._loaded,
        condition("expected", "True"),
        (f"{FAULTS}::older_copies", FAULTS),
    ),
    Mutant(
        "databases-ahead",
        "databases that know more than the journal are an alarm",
        Store._loaded,
        condition("ends", "not covers"),
        (f"{FILES}::case_37",),
    ),
    Mutant(
        "newer-line-refused",
        "what a newer version wrote is refused",
        journal._followed,
        condition("_KNOWN", 'not text.startswith(b"{")'),
        (f"{FAULTS}::newer_format", f"{FILES}::case_44"),
    ),
    Mutant(
        "byte-of-unreadable-block",
        "a block that cannot be read is named with its byte",
        durable_files.read,
        without_keyword("unreadable", "at"),
        (f"{DISK}::case_17",),
    ),
    # --- mending
    Mutant(
        "kept-aside",
        "a damaged journal is kept aside to the byte",
        repair.put_in_place,
        dropped("link"),
        (MENDING, f"{FILES}::case_31"),
    ),
    Mutant(
        "order-by-number",
        "lines found again are put in order by their numbers",
        repair._in_order,
        bare("sorted"),
        (MENDING, f"{FILES}::case_35"),
    ),
    Mutant(
        "lines-glued",
        "a whole line behind a torn one is found",
        repair.lines_in,
        called("_parts", "(whole,)"),
        (MENDING, f"{FILES}::case_11"),
    ),
    Mutant(
        "copies-from-backups",
        "lines that are missing come from the backups",
        repair.mended,
        dropped("copy"),
        (MENDING, f"{FILES}::case_33"),
    ),
    Mutant(
        "databases-know-better",
        "what the databases know of lost lines is put back",
        Store._mend,
        called("newer", "()"),
        (MENDING, f"{FILES}::case_33"),
    ),
    Mutant(
        "gaps-are-told",
        "what cannot be read any more is listed",
        repair.mended,
        called("_written", "(_written(chain, floor, held, gap)[0], ())"),
        (MENDING, f"{FILES}::case_31_what"),
    ),
    Mutant(
        "damaged-database-aside",
        "a damaged database is kept aside before it is made anew",
        Store._write_databases,
        condition("is_damaged", "False"),
        (MENDING, FAULTS, f"{FILES}::case_36"),
    ),
    # --- several processes
    Mutant(
        "lock",
        "one process writes at a time",
        lock._granted,
        constant(was=False, now=True),
        (f"{STORE}::lock", f"{PROCESSES}::four_writers", WRITERS),
    ),
    Mutant(
        "same-lock-file",
        "a lock on a file that was deleted meanwhile is none",
        lock._made,
        condition("samestat", "False"),
        (f"{STORE}::lock_file", f"{WRITERS}::case_28"),
    ),
    Mutant(
        "catch-up-under-lock",
        "who writes first reads what others wrote",
        Store.alone,
        called("_catch_up", "self._known()"),
        (STORE, f"{PROCESSES}::four_writers", MODEL),
    ),
    Mutant(
        "no-fork",
        "a child made by fork does not write with its parent's lock",
        Store._only_here,
        condition("getpid", "False"),
        (f"{WRITERS}::case_30",),
    ),
    Mutant(
        "device-of-its-own",
        "a copied home is another device",
        device.stored_name,
        called("_bound", 'kept["bound"]'),
        (f"{STORE}::copied_home",),
    ),
    Mutant(
        "machine-unread",
        "a machine whose id cannot be read for a moment is no other machine",
        device._machine,
        condition("PermissionError", "False"),
        (f"{DISK}::case_17_a_machine",),
    ),
    Mutant(
        "inbox-mark-with-its-lines",
        "how far the inbox was taken in is kept in the same transaction as what was taken in",
        import_inbox,
        behind("remember", IN_ITS_OWN),
        (f"{WRITERS}::inbox", f"{DEATH}::case_02"),
    ),
    Mutant(
        "inbox-line-of-its-own",
        "a line of the inbox is never glued to one that nobody finished",
        inbox.leave,
        assigned("line", 'f"{at.isoformat()} {mark}{spaced(text)}\\n".encode(errors="replace")'),
        (INBOX,),
    ),
    # --- TinyDB's traps
    Mutant(
        "no-query-cache",
        "no query is answered from a cache that sees no other process",
        DocumentTable.__init__,
        constant(was=0, now=10),
        (STORE, TINYDB, MODEL),
    ),
    Mutant(
        "copies-out",
        "documents handed out are copies",
        Document.__init__,
        dropped("separate"),
        (f"{STORE}::handed_out", TINYDB),
    ),
    Mutant(
        "copies-in",
        "an update that raises half way has changed nothing",
        DocumentTable._update_table,
        bare("copied"),
        (f"{TINYDB}::half_way",),
    ),
    Mutant(
        "own-numbers",
        "a document's number follows from its id, so that no two processes give one number twice",
        json_documents.doc_id,
        called("from_bytes", "len(id)"),
        (TINYDB, STORE),
    ),
    Mutant(
        "plain-values",
        "only what every JSON reader understands is stored",
        json_documents.json_value,
        condition("LARGEST", "False"),
        (f"{STORE}::other_programs",),
    ),
    # --- privacy, backups
    Mutant(
        "private-folders",
        "folders are their owner's only",
        durable_files.make_folder,
        constant(was=0o700, now=0o777),
        (f"{STORE}::only_their_owner",),
    ),
    Mutant(
        "private-files",
        "files are their owner's only",
        journal.append,
        constant(was=0o600, now=0o666),
        (f"{STORE}::only_their_owner",),
    ),
    Mutant(
        "links-stay",
        "a link to a file stays one",
        durable_files.replace,
        dropped("realpath"),
        (f"{FILES}::case_41",),
    ),
    Mutant(
        "backup-read-back",
        "a backup is read back before it counts",
        backup._written,
        dropped("_verify"),
        (f"{BACKUP}::read_back",),
    ),
    Mutant(
        "copy-before-migration",
        "everything is copied before databases of an older format are replaced",
        Store._write_databases,
        dropped("_copy_all"),
        (MIGRATIONS, f"{FILES}::case_45"),
    ),
)
