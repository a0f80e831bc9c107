from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lswtui.store.engine import durable_files, journal, lock
from lswtui.store.engine.checksum import with_checksum
from lswtui.store.engine.databases import DatabaseContent, read_database, write_database
from lswtui.store.recovery import verify
from lswtui.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lswtui.store.engine.places import Places

CARD = {"on": "2026-11-19", "title": "Walk", "minutes": 30}


@pytest.fixture
def filled(places: Places, at: datetime) -> Places:
    """Two months of a few changes, the databases up to date."""
    store = Store(places, program="test")
    for number in range(4):
        with store.change(f"change {number}", at=at) as tx:
            tx.put("2026-11", "cards", {**CARD, "id": f"card{number}"})
            tx.put("2026-10", "cards", {**CARD, "id": f"older{number}", "on": "2026-10-19"})
    with store.change("removed one", at=at) as tx:
        tx.remove("2026-11", "cards", "card0")
    store.bring_up_to_date(at)
    return places


def the_journal(places: Places) -> Path:
    (path,) = places.data.glob("journal/*/*.jsonl")
    return path


def everything(places: Places) -> dict[str, tuple[int, int, bytes]]:
    """Every file with its content and when it was written and changed."""
    return {
        str(path): (path.stat().st_mtime_ns, path.stat().st_ctime_ns, path.read_bytes())
        for path in sorted(places.data.parent.rglob("*"))
        if path.is_file()
    }


def test_good_data_are_what_the_journals_come_to(filled: Places) -> None:
    data = verify.read_data(filled)
    assert (data.journals.devices, data.journals.changes) == (1, 5)
    assert data.journals.last_at == "2026-11-22T09:30:00.000+00:00"
    assert data.databases == verify.DatabaseCheck(files=2)
    assert sorted(document["id"] for document in data.contents["2026-11"].tables["cards"].values()) == [
        "card1",
        "card2",
        "card3",
    ]


def test_nothing_stored_is_no_finding(places: Places) -> None:
    assert verify.read_data(places) == verify.StoredData(verify.JournalCheck(), verify.DatabaseCheck(), {})
    assert not places.data.exists()


def test_looking_writes_nothing(filled: Places) -> None:
    before = everything(filled)
    verify.read_data(filled)
    verify.seen_in(filled.data_folder)
    verify.drive(filled.data_folder)
    lock.holder(f"{filled.data_folder}/lock")
    assert everything(filled) == before


def test_changes_that_no_database_holds_yet_are_counted(filled: Places, at: datetime) -> None:
    with Store(filled, program="test", lag=50).change("one more", at=at) as tx:
        tx.put("2026-11", "cards", {**CARD, "id": "late"})
    data = verify.read_data(filled)
    assert data.databases == verify.DatabaseCheck(files=2, behind=1)
    assert "late" in {document["id"] for document in data.contents["2026-11"].tables["cards"].values()}


def test_a_damaged_database_is_named_and_its_records_come_from_the_journals(filled: Places) -> None:
    path = filled.data / "db" / "2026-11.json"
    whole = verify.read_data(filled).contents
    path.write_bytes(path.read_bytes().replace(b"Walk", b"Talk", 1))
    data = verify.read_data(filled)
    assert data.databases.damaged == ("2026-11",)
    assert data.contents == whole


@pytest.mark.parametrize("content", [b"", b"\0" * 400, b"{}"])
@pytest.mark.parametrize("name", ["2026-11", "head"])
def test_a_file_that_holds_something_else_is_damaged(filled: Places, name: str, content: bytes) -> None:
    (filled.data / "db" / f"{name}.json").write_bytes(content)
    assert verify.read_data(filled).databases.damaged == (name,)


def test_a_sealed_file_of_another_shape_is_damaged(filled: Places) -> None:
    (filled.data / "db" / "2026-11.json").write_bytes(
        with_checksum(b'{"_meta":{"1":{"schema":%d}}}' % journal.FORMAT, 3)
    )
    assert verify.read_data(filled).databases.damaged == ("2026-11",)


def test_a_missing_database_is_made_anew(filled: Places) -> None:
    (filled.data / "db" / "2026-11.json").unlink()
    databases = verify.read_data(filled).databases
    assert (databases.files, databases.absent) == (1, ("2026-11",))


def test_an_older_copy_of_a_database_is_no_finding(filled: Places, at: datetime, tmp_path: Path) -> None:
    path = filled.data / "db" / "2026-11.json"
    shutil.copy(path, tmp_path / "older")
    store = Store(filled, program="test")
    with store.change("one more", at=at) as tx:
        tx.put("2026-11", "cards", {**CARD, "id": "late"})
    store.bring_up_to_date(at)
    shutil.copy(tmp_path / "older", path)
    databases = verify.read_data(filled).databases
    assert (databases.damaged, databases.differing) == ((), ())


def test_a_whole_database_that_says_something_else_than_the_journals_is_told(filled: Places) -> None:
    path = f"{filled.data_folder}/db/2026-11.json"
    stored = read_database(path)
    assert stored is not None
    cards = {number: {**document, "title": "Talk"} for number, document in stored.content.tables["cards"].items()}
    write_database(path, DatabaseContent({"cards": cards}, stored.content.tombstones), stored.checkpoint)
    assert verify.read_data(filled).databases.differing == ("2026-11",)


@pytest.mark.parametrize("what", ["removed", "added"])
def test_a_database_with_a_record_too_many_or_too_few_is_told(filled: Places, what: str) -> None:
    path = f"{filled.data_folder}/db/2026-11.json"
    stored = read_database(path)
    assert stored is not None
    cards = dict(stored.content.tables["cards"])
    number = next(iter(cards))
    if what == "removed":
        del cards[number]
    else:
        cards["7"] = {**cards[number], "id": "7"}
    write_database(path, DatabaseContent({"cards": cards}, stored.content.tombstones), stored.checkpoint)
    assert verify.read_data(filled).databases.differing == ("2026-11",)


@pytest.mark.parametrize("place", [0.0, 0.3, 0.6, 0.99])
def test_a_damaged_line_is_told_and_the_databases_are_shown(filled: Places, place: float) -> None:
    path = the_journal(filled)
    whole = verify.read_data(filled).contents
    data = bytearray(path.read_bytes())
    data[int((len(data) - 2) * place)] ^= 1
    path.write_bytes(data)
    found = verify.read_data(filled)
    assert len(found.journals.damaged) == 1
    assert found.databases.differing == ()
    assert found.contents == whole


def test_a_journal_that_ends_before_the_databases_is_damaged(filled: Places) -> None:
    path = the_journal(filled)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))
    (said,) = verify.read_data(filled).journals.damaged
    assert "has lost changes that the databases know" in said


def test_a_journal_that_is_gone_is_damage_as_long_as_a_database_knows_of_it(filled: Places) -> None:
    shutil.rmtree(filled.data / "journal")
    found = verify.read_data(filled)
    assert len(found.journals.damaged) == 1
    assert len(found.contents["2026-11"].tables["cards"]) == 3


def test_an_unfinished_last_line_is_no_finding(filled: Places) -> None:
    with the_journal(filled).open("ab") as file:
        file.write(b'{"schema":2,"seq":6,')
    assert verify.read_data(filled).journals.damaged == ()


def test_what_a_newer_version_wrote_is_not_damaged(filled: Places) -> None:
    path = the_journal(filled)
    first, _, rest = path.read_bytes().partition(b"\n")
    newer = with_checksum(
        first.replace(b'{"schema":%d' % journal.FORMAT, b'{"schema":99', 1)[: -len(b',"crc":"12345678"}')] + b"}"
    )
    path.write_bytes(newer + b"\n" + rest)
    found = verify.read_data(filled).journals
    assert found.damaged == ()
    assert "newer lswtui" in found.refused[0]


def test_a_line_that_is_sealed_and_no_change_is_damaged(filled: Places) -> None:
    path = the_journal(filled)
    *_, (end, _) = journal.lines(str(path.parent))
    line = with_checksum(b'{"schema":2,"seq":6,"prev":"%s","at":7}' % end.crc.encode())
    path.write_bytes(path.read_bytes() + line + b"\n")
    assert len(verify.read_data(filled).journals.damaged) == 1


def test_lines_that_stand_for_lost_ones_are_counted(filled: Places, at: datetime) -> None:
    path = the_journal(filled)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2] + lines[3:]))
    Store(filled, program="test").mend(at)
    journals = verify.read_data(filled).journals
    assert (journals.damaged, journals.gone) == ((), 1)


def test_days_are_read_from_all_tables(places: Places, at: datetime) -> None:
    with Store(places, program="test").change("made", at=at) as tx:
        start = "2026-11-19T07:00:00+01:00"
        tx.put("2026-11", "cards", {**CARD, "id": "walk"})
        tx.put("2026-11", "spans", {"id": "s", "on": "2026-11-19", "owner": "walk", "start": start})
        tx.put("2026-11", "interruptions", {"id": "i", "on": "2026-11-18", "start": start})
        tx.put("2026-11", "days", {"id": "2026-11-19", "on": "2026-11-19", "turned": True})
    days, strange = verify.days_in(verify.read_data(places).contents)
    assert strange == ()
    assert [(day.on.day, len(day.cards), len(day.spans), len(day.interruptions), day.turned) for day in days] == [
        (18, 0, 0, 1, False),
        (19, 1, 1, 0, True),
    ]


@pytest.mark.parametrize(
    "document",
    [
        {"title": "no date"},
        {**CARD, "on": "yesterday"},
        {**CARD, "on": "2026-10-19"},
        {**CARD, "lane": "somewhere"},
        {**CARD, "ended_at": "2026-11-19T07:00:00"},
        {**CARD, "board": ["a", "list"]},
    ],
)
def test_records_that_nobody_understands_are_named(places: Places, at: datetime, document: dict[str, object]) -> None:
    with Store(places, program="test").change("made", at=at) as tx:
        tx.put("2026-11", "cards", {**document, "id": "odd"})
    days, (said,) = verify.days_in(verify.read_data(places).contents)
    assert days == ()
    assert str(said).startswith("2026-11 cards odd: ")


# --- the files as such


def test_what_others_may_use_is_loose_and_made_private(filled: Places) -> None:
    path = filled.data / "db" / "2026-11.json"
    path.chmod(0o644)
    path.parent.chmod(0o755)
    the_journal(filled).chmod(0o400)
    seen, refused = verify.seen_in(filled.data_folder)
    assert refused == ()
    found = verify.loose(seen)
    assert {each.path: each.wanted for each in found} == {
        str(path.parent): 0o700,
        str(path): 0o600,
        str(the_journal(filled)): 0o600,
    }
    verify.make_private(found)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert verify.loose(verify.seen_in(filled.data_folder)[0]) == ()


def test_a_link_is_neither_followed_nor_loose(filled: Places, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("mine")
    (tmp_path / "elsewhere").chmod(0o644)
    (filled.data / "link").symlink_to(tmp_path / "elsewhere")
    assert verify.loose(verify.seen_in(filled.data_folder)[0]) == ()
    assert verify.no_files(verify.seen_in(filled.data_folder)[0]) == ()


def test_pipes_and_links_that_lead_nowhere_can_hold_no_data(filled: Places) -> None:
    os.mkfifo(filled.data / "pipe")
    (filled.data / "link").symlink_to("/nowhere/at/all")
    seen, _ = verify.seen_in(filled.data_folder)
    assert [Path(path).name for path in verify.no_files(seen)] == ["link", "pipe"]


def test_only_temporary_files_older_than_a_day_are_strays(filled: Places) -> None:
    for name, age in (("old.json.tmp", 25), ("new.json.tmp", 23)):
        path = filled.data / "db" / name
        path.write_text("{}")
        os.utime(path, (1_000_000 - age * 3600,) * 2)
    seen, _ = verify.seen_in(filled.data_folder)
    (stray,) = verify.strays(seen, 1_000_000)
    assert stray.endswith("/db/old.json.tmp")
    verify.remove((stray,))
    assert not Path(stray).exists()


@pytest.mark.parametrize(
    "name",
    [
        "2026-11.sync-conflict-20261122-101112-ABCDEFG.jsonl",
        "2026-11 (Anna's conflicted copy 2026-11-22).jsonl",
        "2026-11 2.jsonl",
        "2026-11 (1).json",
        "2026-11.jsonl~",
    ],
)
def test_copies_that_synchronisers_make_are_found(filled: Places, name: str) -> None:
    (the_journal(filled).parent / name).write_text("")
    seen, _ = verify.seen_in(filled.data_folder)
    assert [Path(path).name for path in verify.conflict_copies(seen)] == [name]


def test_files_that_hold_no_json_are_named(tmp_path: Path) -> None:
    for name, text in (("good", "{}"), ("list", "[]"), ("cut", '{"a":')):
        (tmp_path / name).write_text(text)
    paths = [str(tmp_path / name) for name in ("good", "list", "cut", "gone")]
    assert [Path(path).name for path in verify.bad_json(paths)] == ["list", "cut"]


# --- where the folder lies


def test_a_folder_lies_on_the_drive_of_the_next_folder_above_it_that_exists(tmp_path: Path) -> None:
    above = verify.drive(str(tmp_path))
    assert verify.drive(str(tmp_path / "not" / "there")) == above
    assert not above.read_only


def test_a_network_drive_and_one_in_memory_are_known_by_their_kind() -> None:
    drive = verify.Filesystem("", "/", read_only=False, locks=True, synced="")
    kinds = ("nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "ext4", "fuse.gocryptfs", "tmpfs", "")
    assert [kind for kind in kinds if drive._replace(kind=kind).is_network] == [
        "nfs4",
        "cifs",
        "smb3",
        "fuse.sshfs",
        "9p",
    ]
    assert [kind for kind in kinds if drive._replace(kind=kind).is_memory] == ["tmpfs"]


def test_the_mount_of_a_folder_is_the_innermost_one() -> None:
    if not Path("/proc/self/mountinfo").exists():
        pytest.skip("needs /proc/self/mountinfo")
    assert verify.drive("/proc").kind == "proc"
    assert verify.drive("/proc/self").mounted_on == "/proc"


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("/home/maria/Dropbox/lsw", "Dropbox"),
        ("/home/maria/Dropbox (Work)/lsw", "Dropbox"),
        ("/home/maria/OneDrive - Acme/lsw", "OneDrive"),
        ("/home/maria/Nextcloud/lsw", "Nextcloud"),
        ("/Users/maria/Library/Mobile Documents/com~apple~CloudDocs/lsw", "iCloud"),
        ("/Users/maria/Library/CloudStorage/GoogleDrive-maria@example.org/My Drive/lsw", "a synchroniser"),
        ("/home/maria/Google Drive/lsw", "Google Drive"),
        ("/home/maria/dropboxes/lsw", ""),
        ("/home/maria/.local/share/lswtui", ""),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(path: str, program: str) -> None:
    assert verify.synced_by(path) == program


@pytest.mark.parametrize(
    ("mark", "program"),
    [(".stfolder", "Syncthing"), (".dropbox.cache", "Dropbox"), ("._sync_0123456789ab.db", "Nextcloud or ownCloud")],
)
def test_a_synchronised_folder_is_known_by_what_lies_in_it_or_above(tmp_path: Path, mark: str, program: str) -> None:
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    assert verify.synced_by(str(inside)) == ""
    (tmp_path / mark).mkdir()
    assert verify.synced_by(str(inside)) == program


# --- the lock


@pytest.fixture
def held(filled: Places) -> Iterator[None]:
    taken = lock.take(f"{filled.data_folder}/lock", 1.0)
    yield
    taken.release()


@pytest.mark.usefixtures("held")
def test_who_writes_is_told(filled: Places) -> None:
    said = lock.holder(f"{filled.data_folder}/lock")
    assert said is not None
    assert "is writing since" in said
    if Path("/proc/locks").exists():
        assert f"(pid {os.getpid()}" in said


def test_nobody_writes(filled: Places, places: Places) -> None:
    assert lock.holder(f"{filled.data_folder}/lock") is None
    assert lock.holder(f"{places.data_folder}/none") is None


def test_the_journals_of_a_folder_that_is_kept_from_us_are_refused_and_not_damaged(filled: Places) -> None:
    if os.geteuid() == 0:
        pytest.skip("needs a user who is not root")
    filled.data.chmod(0)
    try:
        data = verify.read_data(filled)
        with pytest.raises(durable_files.Unreadable):
            lock.holder(f"{filled.data_folder}/lock")
    finally:
        filled.data.chmod(0o700)
    assert data.journals.damaged == ()
    assert data.journals.refused
