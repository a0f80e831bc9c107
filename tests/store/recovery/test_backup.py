from __future__ import annotations

import os
import shutil
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from lswtui.domain.errors import Busy, Damaged, NotFound, NotSaved
from lswtui.store.engine import durable_files, lock
from lswtui.store.engine.journal import NewerFormat
from lswtui.store.recovery import archive, backup
from lswtui.store.recovery.archive import ArchiveMember
from lswtui.store.recovery.backup import BackupReason
from lswtui.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from lswtui.store.engine.places import Places
    from lswtui.store.recovery.backup import Backup, BackupResult

MONTH = "2026-11"


@pytest.fixture
def store(places: Places) -> Store:
    return Store(places, program="test")


def put(store: Store, at: datetime, *names: str) -> None:
    with store.change(f"put {names}", at=at) as change:
        for name in names:
            change.put(MONTH, "cards", {"id": name})


def make(places: Places, at: datetime, reason: BackupReason = BackupReason.DAY) -> BackupResult:
    return backup.make(places, at, reason, wait=0)


def journal_of(places: Places) -> Path:
    (path,) = places.data.glob("journal/*/*.jsonl")
    return path


def names_in(places: Places) -> list[str]:
    return sorted(path.name for path in Path(places.backups_folder).iterdir())


def ids(made: Backup) -> set[str]:
    tables = backup.kept(made.path).databases[MONTH].tables
    return {document["id"] for document in tables["cards"].values()}


def forged(folder: Path, member: ArchiveMember, **says: Any) -> str:
    """An archive with one member and the manifest of a backup, but for what SAYS says."""
    usual: Mapping[str, Any] = {
        "schema": 1, "format": 1, "made_at": "2026-11-22T09:30:00+00:00", "reason": "day", "changes": 1, "restored": 0,
        "databases": {},
    }  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    path = str(folder / "2026-11-22T09-30-00-day.tar")
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    archive.write(handle, {**usual, **says}, (member,), 0)
    os.close(handle)
    return path


def test_a_backup_holds_what_was_written(places: Places, store: Store, at: datetime) -> None:
    put(store, at, "gemba", "huddle")
    put(store, at, "coach")
    made = make(places, at).backup
    assert (made.changes, made.records) == (2, {"cards": 3})
    assert ids(made) == {"gemba", "huddle", "coach"}
    assert backup.listed(places) == (made,)
    assert backup.checked(made) == made


def test_only_its_owner_can_read_it_whatever_the_umask(places: Places, store: Store, at: datetime) -> None:
    put(store, at, "gemba")
    old = os.umask(0)
    try:
        made = make(places, at).backup
    finally:
        os.umask(old)
    assert Path(made.path).stat().st_mode & 0o777 == 0o600
    assert Path(places.backups_folder).stat().st_mode & 0o777 == 0o700


def test_nothing_is_kept_where_nothing_is(places: Places, at: datetime) -> None:
    with pytest.raises(NotFound):
        make(places, at)
    assert backup.listed(places) == ()


def test_files_beside_the_journals_are_kept_too(places: Places, at: datetime) -> None:
    files = {"inbox": "one\n", "drafts/capture.txt": "hal", "boards/days/mine.toml": "x", "boards/reviews/e.toml": ""}
    for name, text in files.items():
        (places.data / name).parent.mkdir(parents=True, exist_ok=True)
        (places.data / name).write_text(text)
    places.config.write_text('name = "M"')
    kept = backup.kept(make(places, at).backup.path)
    assert kept.files == {name: text.encode() for name, text in {**files, "config.toml": 'name = "M"'}.items()}


def test_links_and_what_is_no_plain_file_are_left_out_and_said(places: Places, store: Store, at: datetime) -> None:
    put(store, at, "gemba")
    secret = places.data.parent / "secret"
    secret.write_text("secret")
    boards = places.data / "boards" / "days"
    boards.mkdir(parents=True)
    (boards / "link.toml").symlink_to(secret)
    (places.data / "drafts").symlink_to(secret.parent)
    os.mkfifo(places.data / "inbox")
    made = make(places, at)
    assert set(made.left_out) == {str(boards / "link.toml"), str(places.data / "drafts"), str(places.data / "inbox")}
    assert backup.kept(made.backup.path).files == {}


def test_a_journal_behind_a_link_is_backed_up_as_it_is_read(places: Places, store: Store, at: datetime) -> None:
    put(store, at, "gemba")
    path, elsewhere = journal_of(places), places.data.parent / "elsewhere"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    made = make(places, at)
    assert backup.journals(made.backup.path) == {path.parent.name: {path.stem: elsewhere.read_bytes()}}


def test_a_journal_that_is_no_plain_file_is_never_left_out_in_silence(
    places: Places, store: Store, at: datetime
) -> None:
    put(store, at, "gemba")
    path = journal_of(places)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(NotSaved, match="is no plain file"):
        make(places, at)


def test_half_a_line_is_not_kept(places: Places, store: Store, at: datetime) -> None:
    put(store, at, "gemba")
    with journal_of(places).open("ab") as file:
        file.write(b'{"schema":1,"seq":2,')
    made = make(places, at).backup
    assert made.changes == 1
    ((text,),) = (months.values() for months in backup.journals(made.path).values())
    assert journal_of(places).read_bytes().startswith(text)
    assert text.endswith(b"\n")


def test_months_gone_by_are_taken_over_as_they_were(places: Places, store: Store, at: datetime) -> None:
    put(store, at - timedelta(days=40), "gemba")
    first = make(places, at).backup
    put(store, at, "huddle")
    second = make(places, at + timedelta(days=1)).backup
    before, after = (archive.contents(each.path)[1] for each in (first, second))
    assert len(after) == len(before) + 1
    assert before.items() <= after.items()
    assert (second.changes, second.records) == (2, {"cards": 2})


def test_a_journal_of_the_same_length_and_another_time_is_read_again(
    places: Places, store: Store, at: datetime
) -> None:
    put(store, at, "gemba")
    make(places, at)
    text = journal_of(places).read_bytes()
    shutil.rmtree(places.data)
    put(Store(places, program="test"), at, "other")
    journal_of(places).write_bytes(text)
    os.utime(journal_of(places), ns=(0, 0))
    ((months,),) = (each.values() for each in backup.journals(make(places, at).backup.path).values())
    assert months == text


def test_names_are_never_taken_twice(places: Places, store: Store, at: datetime) -> None:
    put(store, at, "gemba")
    names = [make(places, at).backup.name for _ in range(3)]
    assert names == ["2026-11-22T09-30-00-day", "2026-11-22T09-30-00-day-2", "2026-11-22T09-30-00-day-3"]
    assert {each.name for each in backup.listed(places)} == set(names)


def test_the_newest_comes_first_whatever_the_zone(places: Places, store: Store, at: datetime) -> None:
    put(store, at, "gemba")
    earlier = make(places, (at - timedelta(hours=1)).astimezone(ZoneInfo("Asia/Tokyo"))).backup
    later = make(places, at).backup
    assert earlier.name > later.name
    assert backup.listed(places) == (later, earlier)


def test_old_ones_go_by_age_and_the_largest_stays(places: Places, store: Store, at: datetime) -> None:
    for day in range(30):
        put(store, at, *(f"{day}-{number}" for number in range(3)))
    large = make(places, at - timedelta(days=100)).backup
    shutil.rmtree(places.data)
    put(Store(places, program="test"), at, "gemba")
    made = [make(places, at + timedelta(days=day)) for day in range(30)]
    assert all(each.larger == large for each in made)
    assert any(each.dropped for each in made)
    names = {each.name for each in backup.listed(places)}
    assert large.name in names
    assert len(names) < 30


def test_a_damaged_one_is_listed_as_that_and_not_built_upon(places: Places, store: Store, at: datetime) -> None:
    put(store, at, "gemba")
    bad, cut = make(places, at).backup, make(places, at + timedelta(hours=1)).backup
    text = bytearray(Path(bad.path).read_bytes())
    text[text.rindex(b"2026-11.jsonl.gz") + 600] ^= 1
    Path(bad.path).write_bytes(text)
    Path(cut.path).write_bytes(text[:700])
    assert [bool(each.damage) for each in backup.listed(places)] == [True, False]
    assert backup.checked(backup.listed(places)[1]).damage
    good = make(places, at + timedelta(days=1)).backup
    assert ids(good) == {"gemba"}
    assert len(backup.listed(places)) == 3


def test_one_that_cannot_be_read_back_is_removed(
    places: Places, store: Store, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, at, "gemba")
    sound = durable_files.write_all
    monkeypatch.setattr(
        durable_files, "write_all", lambda handle, data, offset: sound(handle, bytes(len(data)), offset)
    )
    with pytest.raises(NotSaved, match="could not be read back"):
        make(places, at)
    assert names_in(places) == ["lock"]


def test_a_damaged_journal_is_kept_only_where_that_is_meant(places: Places, store: Store, at: datetime) -> None:
    put(store, at, "gemba")
    put(store, at, "huddle")
    text = bytearray(journal_of(places).read_bytes())
    text[40] ^= 1
    journal_of(places).write_bytes(text)
    with pytest.raises(Damaged):
        make(places, at)
    made = make(places, at, BackupReason.BEFORE_MENDING).backup
    assert list(backup.journals(made.path).values()) == [{MONTH: bytes(text)}]
    with pytest.raises(Damaged):
        backup.kept(made.path)
    with pytest.raises(Damaged):
        make(places, at + timedelta(days=1))


def test_what_one_who_was_killed_left_is_cleared_away(places: Places, store: Store, at: datetime) -> None:
    put(store, at, "gemba")
    (places.data.parent / "backups").mkdir()
    left = places.data.parent / "backups" / "2026-11-21T09-30-00-day.tar.tmp"
    left.write_bytes(b"half")
    made = make(places, at).backup
    assert names_in(places) == [f"{made.name}.tar", "lock"]


def test_two_never_make_one_at_once(places: Places, store: Store, at: datetime) -> None:
    put(store, at, "gemba")
    make(places, at)
    holder = lock.take(f"{places.backups_folder}/lock", 0)
    try:
        with pytest.raises(Busy):
            make(places, at)
    finally:
        holder.release()


def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(places: Places, store: Store, at: datetime) -> None:
    put(store, at, "gemba")
    (places.data.parent / "backups").write_text("")
    with pytest.raises(NotSaved, match="no backup was made"):
        make(places, at)


@pytest.mark.parametrize(
    "member",
    [
        ArchiveMember("other", b"x"),
        ArchiveMember("db/2026-11.json", b"{}"),
        ArchiveMember("boards/x.toml", b"x"),
        ArchiveMember("boards/days/deep/x.toml", b"x"),
        ArchiveMember("journal/a/2026-11.jsonl.gz", b"no gzip", {"raw": 5}),
        ArchiveMember("journal/a/2026-11.jsonl.gz", b"", {"raw": 1 << 40}),
        ArchiveMember("journal/a/2026-11.jsonl.gz", b""),
    ],
    ids=lambda member: f"{member.name} {member.says}",
)
def test_a_member_that_no_backup_has_is_refused(places: Places, member: ArchiveMember) -> None:
    with pytest.raises(Damaged):
        backup.kept(forged(places.data.parent / "backups", member))


def test_a_small_file_that_would_unpack_without_end_is_refused(places: Places) -> None:
    packing = zlib.compressobj(wbits=31)
    bomb = packing.compress(bytes(50 << 20)) + packing.flush()
    with pytest.raises(Damaged):
        backup.kept(forged(places.data.parent, ArchiveMember("journal/a/2026-11.jsonl.gz", bomb, {"raw": 1000})))


@pytest.mark.parametrize("says", [{"schema": 2}, {"format": 99}])
def test_one_of_a_newer_version_is_refused_as_that(places: Places, says: dict[str, int]) -> None:
    path = forged(places.data.parent / "backups", ArchiveMember("inbox", b"x"), **says)
    with pytest.raises(NewerFormat):
        backup.kept(path)
    assert "newer" in backup.listed(places)[0].damage


@pytest.mark.parametrize(
    "says",
    [
        {"changes": -1}, {"changes": "1"}, {"restored": None}, {"databases": []}, {"databases": {"a": {"records": []}}},
        {"made_at": "yesterday"}, {"made_at": "2026-11-22"}, {"reason": 1}, {"schema": "x"},
    ],
)  # fmt: skip
def test_a_manifest_of_nonsense_is_listed_as_damaged(places: Places, says: dict[str, Any]) -> None:
    forged(places.data.parent / "backups", ArchiveMember("inbox", b"x"), **says)
    (listed,) = backup.listed(places)
    assert listed.damage
    assert listed.made_at.date() == datetime(2026, 11, 22, tzinfo=UTC).date()


def test_other_files_in_the_folder_are_let_be(places: Places, store: Store, at: datetime) -> None:
    put(store, at, "gemba")
    folder = places.data.parent / "backups"
    folder.mkdir()
    for name in ("notes.txt", "2026-99-99T99-99-99-day.tar", "x.tar"):
        (folder / name).write_text("mine")
    make(places, at)
    assert len(backup.listed(places)) == 1
    assert (folder / "notes.txt").read_text() == "mine"
