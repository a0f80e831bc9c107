"""The safety measures of the store: what each is, and the program without it."""

from __future__ import annotations

from typing import NamedTuple

FAULTS = "tests/store/engine/test_faults.py"
STORE = "tests/store/test_store.py"
MODEL = "tests/store/test_model.py"
TINYDB = "tests/store/engine/test_tinydb_storage.py"
MENDING = "tests/store/recovery/test_repair.py"
BACKUP = "tests/store/recovery/test_backup.py"
INBOX = "tests/store/files/test_inbox.py"
PROCESSES = "tests/store/engine/test_processes.py"
DEATH = "tests/faults/test_process_death.py"
DISK = "tests/faults/test_power_and_disk.py"
FILES = "tests/faults/test_damaged_files.py"
WRITERS = "tests/faults/test_several_writers.py"


class Mutant(NamedTuple):
    """The program without one measure."""

    name: str
    measure: str
    """What is taken away, in words."""
    file: str
    taken: str
    """The text of the source that is taken away; it stands there once."""
    instead: str
    tests: tuple[str, ...]
    """Files of tests, each perhaps with ``::`` and a part of a test's name; one of them has to notice."""


MUTANTS = (
    # --- on the disk before it is said
    Mutant(
        "sync-journal",
        "a line is on the disk before the change is acknowledged",
        "lswtui/store/engine/journal.py",
        """            durable_files.write_all(handle, text + b"\\n", good)
            durable_files.sync(handle)
""",
        """            durable_files.write_all(handle, text + b"\\n", good)
""",
        (f"{DISK}::case_08_when", f"{FAULTS}::acknowledged_only_when"),
    ),
    Mutant(
        "sync-journal-folder",
        "the name of a new month's journal is on the disk too",
        "lswtui/store/engine/journal.py",
        """            if not good:
                durable_files.sync_folder(folder)
""",
        "",
        (f"{DISK}::case_08_when", f"{FAULTS}::acknowledged_only_when"),
    ),
    Mutant(
        "sync-new-folder",
        "the name of a new folder is on the disk",
        "lswtui/store/engine/durable_files.py",
        """    else:
        sync_folder(above)
""",
        "",
        (f"{DISK}::case_08_when", f"{FAULTS}::acknowledged_only_when"),
    ),
    Mutant(
        "sync-replaced-file",
        "a file is on the disk before it takes another's place",
        "lswtui/store/engine/durable_files.py",
        """            write_all(handle, data, 0)
            sync(handle)
        finally:
            os.close(handle)
        os.replace(temporary, path)
""",
        """            write_all(handle, data, 0)
        finally:
            os.close(handle)
        os.replace(temporary, path)
""",
        (f"{DISK}::case_08_when",),
    ),
    Mutant(
        "replace-in-one-step",
        "a file is replaced by a whole one in one step, not written over",
        "lswtui/store/engine/durable_files.py",
        '    temporary = f"{path}.tmp"\n',
        "    temporary = path\n",
        (f"{DEATH}::case_03", f"{DEATH}::case_02", FAULTS),
    ),
    Mutant(
        "write-all",
        "what a call did not write is written by the next",
        "lswtui/store/engine/durable_files.py",
        """    while view:
        done = os.pwrite(handle, view, offset)
        view, offset = view[done:], offset + done
""",
        "    os.pwrite(handle, view, offset)\n",
        (f"{DISK}::case_14",),
    ),
    Mutant(
        "settle-before-databases",
        "the databases never know more than the disk has of the journal",
        "lswtui/store/store.py",
        """                if own.month:
                    journal.settle(f"{self._journals}/{self.device}", own)
""",
        "",
        (f"{DISK}::case_08_after_a_kill",),
    ),
    Mutant(
        "databases-before-head",
        "the head is written after the databases that it vouches for",
        "lswtui/store/store.py",
        """        for name, content in contents.items():
            files[name] = write_database(f"{self._files}/{name}.json", content, covers)
        write_head(f"{self._files}/head.json", Head(covers, files))
""",
        """        write_head(f"{self._files}/head.json", Head(covers, files))
        for name, content in contents.items():
            files[name] = write_database(f"{self._files}/{name}.json", content, covers)
        write_head(f"{self._files}/head.json", Head(covers, files))
""",
        (f"{DEATH}::case_03", f"{DEATH}::case_02_killed_at_any_call_a_command"),
    ),
    # --- no trace of what was refused
    Mutant(
        "cut-back",
        "what was written of a refused line is taken back",
        "lswtui/store/engine/journal.py",
        """        except BaseException:
            _cut_back(handle, good, path)
            raise
""",
        """        except BaseException:
            raise
""",
        (f"{FAULTS}::failed_sync", f"{DISK}::case_12_a_program"),
    ),
    Mutant(
        "no-second-sync",
        "a sync that failed is not tried again: nothing more is saved",
        "lswtui/store/store.py",
        """            raise NotSaved(self._refusal) from error
        except OSError as error:
            raise self._not_saved(error) from error
        with self._state:
""",
        """            self._refusal = ""
            raise self._not_saved(error) from error
        except OSError as error:
            raise self._not_saved(error) from error
        with self._state:
""",
        (f"{FAULTS}::failed_sync", f"{DISK}::case_16_a_sync"),
    ),
    Mutant(
        "saved-is-said",
        "a failure after the commit is none of the change",
        "lswtui/store/store.py",
        "            with suppress(durable_files.Unreadable):  # it is saved; the next look reads on from there\n",
        "            if True:\n",
        (f"{DISK}::case_12_a_call_that_fails",),
    ),
    Mutant(
        "databases-may-wait",
        "databases that cannot be written are no failure of the change",
        "lswtui/store/store.py",
        "with suppress(OSError, LswError):  # the journal has the change; the next one tries again\n",
        "if True:\n",
        (f"{STORE}::cannot_be_written", f"{DISK}::case_13"),
    ),
    Mutant(
        "ctrl-c-waits",
        "Ctrl-C waits until it is known whether the change was saved",
        "lswtui/store/engine/sigint.py",
        "    before = _signal.pthread_sigmask(_signal.SIG_BLOCK, _CTRL_C)\n",
        "    before = _signal.pthread_sigmask(_signal.SIG_BLOCK, ())\n",
        (f"{DEATH}::case_07",),
    ),
    Mutant(
        "no-new-folder",
        "a data folder that vanished under a program is not made anew",
        "lswtui/store/store.py",
        "            if not self._positions:  # a folder that vanished under us is not made anew\n",
        "            if True:\n",
        (f"{FAULTS}::vanishes",),
    ),
    # --- no damage is shown as data
    Mutant(
        "line-checksum",
        "a line's checksum is verified",
        "lswtui/store/engine/journal.py",
        """    crc = checksum(text)
    if crc is None:
        raise Damaged(f"{path} is damaged at byte""",
        """    crc = checksum(text) or text[-10:-2].decode(errors="replace")
    if crc is None:
        raise Damaged(f"{path} is damaged at byte""",
        (MENDING, FAULTS),
    ),
    Mutant(
        "chain",
        "a line names the one before it",
        "lswtui/store/engine/journal.py",
        """    expected = b',"seq":%d,"prev":"%s",' % (after.seq + 1, after.crc.encode())
""",
        """    expected = b',"seq":%d,"prev":"' % (after.seq + 1)
""",
        (f"{FILES}::case_35",),
    ),
    Mutant(
        "torn-tail-ignored",
        "a last line without its end is no change",
        "lswtui/store/engine/journal.py",
        "        unfinished = texts.pop()\n",
        '        unfinished = texts.pop() if texts[-1] == b"" else b""\n',
        (f"{FAULTS}::unfinished_line", f"{DISK}::case_10"),
    ),
    Mutant(
        "torn-tail-cut",
        "the next writer cuts off an unfinished line",
        "lswtui/store/engine/journal.py",
        """        if size > good:
            os.ftruncate(handle, good)  # the unfinished line of a writer that was killed
""",
        "",
        (f"{FAULTS}::unfinished_line", f"{DISK}::case_10"),
    ),
    Mutant(
        "torn-sectors",
        "a last line of which the disk has not every sector is no change",
        "lswtui/store/engine/journal.py",
        "and _was_torn(texts[-1], offset + len(data) - 1):\n",
        "and not texts[-1]:\n",
        (f"{DISK}::case_08_when",),
    ),
    Mutant(
        "one-zero-is-damage",
        "one byte gone wrong in the last line is damage, though it be a zero",
        "lswtui/store/engine/journal.py",
        '    if b"\\0" not in text:\n        return False\n',
        '    return b"\\0" in text\n',
        (f"{FILES}::case_31_a_zero",),
    ),
    Mutant(
        "shorter-than-known",
        "a journal that holds less than it did is not written to",
        "lswtui/store/engine/journal.py",
        """        if offset > durable_files.status(path).st_size:
            raise _lost(path, since)
""",
        "",
        (FAULTS, MENDING, f"{FILES}::case_32"),
    ),
    Mutant(
        "database-checksum",
        "a database's checksum is verified",
        "lswtui/store/engine/databases.py",
        """    crc = checksum(text, _DEPTH)
    if crc is None:
        return None
""",
        """    try:
        loads(text)
    except ValueError:
        return None
    crc = text[-11:-3].decode()
""",
        (f"{FAULTS}::spoilt_database", f"{FILES}::case_31_a_flipped_bit_anywhere"),
    ),
    Mutant(
        "head-checksum",
        "the head's checksum is verified",
        "lswtui/store/engine/databases.py",
        """    if checksum(text) is None:
        return Head()
""",
        """    try:
        loads(text)
    except ValueError:
        return Head()
""",
        (f"{FAULTS}::spoilt_database", f"{FILES}::case_31_a_flipped_bit_anywhere"),
    ),
    Mutant(
        "head-vouches",
        "a database counts as covering what the head says only if it is the one that the head knows",
        "lswtui/store/store.py",
        "            if (stored.crc if stored else None) == expected:\n",
        "            if True:\n",
        (f"{FAULTS}::older_copies", FAULTS),
    ),
    Mutant(
        "databases-ahead",
        "databases that know more than the journal are an alarm",
        "lswtui/store/store.py",
        "            if _behind(ends, covers):\n                raise Damaged(",
        "            if not covers:\n                raise Damaged(",
        (f"{FILES}::case_37",),
    ),
    Mutant(
        "newer-line-refused",
        "what a newer version wrote is refused",
        "lswtui/store/engine/journal.py",
        "    if text[:comma] not in _KNOWN:\n",
        '    if not text.startswith(b"{"):\n',
        (f"{FAULTS}::newer_format", f"{FILES}::case_44"),
    ),
    Mutant(
        "byte-of-unreadable-block",
        "a block that cannot be read is named with its byte",
        "lswtui/store/engine/durable_files.py",
        "                raise unreadable(path, error, at=file.tell()) from error\n",
        "                raise unreadable(path, error) from error\n",
        (f"{DISK}::case_17",),
    ),
    # --- mending
    Mutant(
        "kept-aside",
        "a damaged journal is kept aside to the byte",
        "lswtui/store/recovery/repair.py",
        '            os.link(path, f"{aside}/{name}")\n',
        "",
        (MENDING, f"{FILES}::case_31"),
    ),
    Mutant(
        "order-by-number",
        "lines found again are put in order by their numbers",
        "lswtui/store/recovery/repair.py",
        "    for line in sorted(found, key=lambda line: line.seq):\n",
        "    for line in found:\n",
        (MENDING, f"{FILES}::case_35"),
    ),
    Mutant(
        "lines-glued",
        "a whole line behind a torn one is found",
        "lswtui/store/recovery/repair.py",
        "        for text in (whole,) if checksum(whole) else _parts(piece):\n",
        "        for text in (whole,):\n",
        (MENDING, f"{FILES}::case_11"),
    ),
    Mutant(
        "copies-from-backups",
        "lines that are missing come from the backups",
        "lswtui/store/recovery/repair.py",
        "        found += (line for month, text in copy.items() for line in lines_in(month, text))\n",
        "",
        (MENDING, f"{FILES}::case_33"),
    ),
    Mutant(
        "databases-know-better",
        "what the databases know of lost lines is put back",
        "lswtui/store/store.py",
        "                self._note(at, [*found, *hurt], tuple(newer(self._contents, proof.known)))\n",
        "                self._note(at, [*found, *hurt], ())\n",
        (MENDING, f"{FILES}::case_33"),
    ),
    Mutant(
        "gaps-are-told",
        "what cannot be read any more is listed",
        "lswtui/store/recovery/repair.py",
        "    files, lost = _written(chain, floor, held, gap)\n",
        "    files, lost = _written(chain, floor, held, gap)[0], ()\n",
        (MENDING, f"{FILES}::case_31_what"),
    ),
    Mutant(
        "damaged-database-aside",
        "a damaged database is kept aside before it is made anew",
        "lswtui/store/store.py",
        '        if any(is_damaged(f"{self._files}/{name}.json") for name in self._doubtful):\n',
        "        if not self._files:\n",
        (MENDING, FAULTS, f"{FILES}::case_36"),
    ),
    # --- several processes
    Mutant(
        "lock",
        "one process writes at a time",
        "lswtui/store/engine/lock.py",
        "    except BlockingIOError:\n        return False\n",
        "    except BlockingIOError:\n        return True\n",
        (f"{STORE}::lock", f"{PROCESSES}::four_writers", WRITERS),
    ),
    Mutant(
        "same-lock-file",
        "a lock on a file that was deleted meanwhile is none",
        "lswtui/store/engine/lock.py",
        "    if not os.path.samestat(os.fstat(handle), os.stat(path)):\n        return None\n",
        "",
        (f"{STORE}::lock_file", f"{WRITERS}::case_28"),
    ),
    Mutant(
        "catch-up-under-lock",
        "who writes first reads what others wrote",
        "lswtui/store/store.py",
        "                with self._state:\n                    self._catch_up(marks)\n                yield\n",
        "                with self._state:\n                    self._known()\n                yield\n",
        (MODEL, f"{PROCESSES}::four_writers", STORE),
    ),
    Mutant(
        "no-fork",
        "a child made by fork does not write with its parent's lock",
        "lswtui/store/store.py",
        "        if os.getpid() != self._pid:\n",
        "        if not self._pid:\n",
        (f"{WRITERS}::case_30",),
    ),
    Mutant(
        "device-of-its-own",
        "a copied home is another device",
        "lswtui/store/engine/device.py",
        """        if kept["bound"] == _bound(data) and isinstance(kept["device"], str):
""",
        """        if isinstance(kept["device"], str):
""",
        (f"{STORE}::copied_home",),
    ),
    Mutant(
        "machine-unread",
        "a machine whose id cannot be read for a moment is no other machine",
        "lswtui/store/engine/device.py",
        "        if not isinstance(error.__cause__, PermissionError):\n            raise ",
        "        if not error:\n            raise ",
        (f"{DISK}::case_17_a_machine",),
    ),
    Mutant(
        "inbox-mark-with-its-lines",
        "how far the inbox was taken in is kept in the same transaction as what was taken in",
        "lswtui/app/interruptions/inbox.py",
        "        remember(tx, INBOX_MARK, **waiting.mark)\n",
        """    with workspace.change("took in the inbox", by="program") as tx:
        remember(tx, INBOX_MARK, **waiting.mark)
""",
        (f"{WRITERS}::inbox", f"{DEATH}::case_02"),
    ),
    Mutant(
        "inbox-line-of-its-own",
        "a line of the inbox is never glued to one that nobody finished",
        "lswtui/store/files/inbox.py",
        """    line = f"\\n{at.isoformat""",
        """    line = f"{at.isoformat""",
        (INBOX,),
    ),
    # --- TinyDB's traps
    Mutant(
        "no-query-cache",
        "no query is answered from a cache that sees no other process",
        "lswtui/store/engine/tinydb_storage.py",
        "        super().__init__(storage, name, cache_size=0, persist_empty=persist_empty)\n",
        "        super().__init__(storage, name, cache_size=10, persist_empty=persist_empty)\n",
        (STORE, TINYDB, MODEL),
    ),
    Mutant(
        "copies-out",
        "documents handed out are copies",
        "lswtui/store/engine/tinydb_storage.py",
        "        super().__init__(value, doc_id)\n        separate(self)\n",
        "        super().__init__(value, doc_id)\n",
        (f"{STORE}::handed_out", TINYDB),
    ),
    Mutant(
        "copies-in",
        "an update that raises half way has changed nothing",
        "lswtui/store/engine/tinydb_storage.py",
        "{int(number): copied(each) for number, each in before.items()}",
        "{int(number): each for number, each in before.items()}",
        (f"{TINYDB}::half_way",),
    ),
    Mutant(
        "own-numbers",
        "a document's number follows from its id, so that no two processes give one number twice",
        "lswtui/store/engine/json_documents.py",
        '    return int.from_bytes(b"\\1" + id.encode(errors="surrogatepass")) % _PRIME\n',
        "    return len(id)\n",
        (TINYDB, STORE),
    ),
    Mutant(
        "plain-values",
        "only what every JSON reader understands is stored",
        "lswtui/store/engine/json_documents.py",
        "        if not -LARGEST <= value < LARGEST:\n",
        "        if value is None:\n",
        (f"{STORE}::other_programs",),
    ),
    # --- privacy, backups
    Mutant(
        "private-folders",
        "folders are their owner's only",
        "lswtui/store/engine/durable_files.py",
        "        os.mkdir(path, 0o700)\n",
        "        os.mkdir(path)\n",
        (f"{STORE}::only_their_owner",),
    ),
    Mutant(
        "private-files",
        "files are their owner's only",
        "lswtui/store/engine/journal.py",
        "    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)\n",
        "    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)\n",
        (f"{STORE}::only_their_owner",),
    ),
    Mutant(
        "links-stay",
        "a link to a file stays one",
        "lswtui/store/engine/durable_files.py",
        "    path = os.path.realpath(path)\n",
        "",
        (f"{FILES}::case_41",),
    ),
    Mutant(
        "backup-read-back",
        "a backup is read back before it counts",
        "lswtui/store/recovery/backup.py",
        "        _verify(temporary, fresh)\n",
        "",
        (f"{BACKUP}::read_back",),
    ),
    Mutant(
        "copy-before-migration",
        "everything is copied before databases of an older format are replaced",
        "lswtui/store/store.py",
        "        if head.older:\n            self._copy_all(at)\n",
        "",
        ("tests/store/engine/test_migrations.py", f"{FILES}::case_45"),
    ),
)
