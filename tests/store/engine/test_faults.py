from __future__ import annotations

import errno
import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from lswtui.domain.errors import Damaged, NotSaved
from lswtui.store.engine.checksum import compact, with_checksum
from lswtui.store.engine.durable_files import Unreadable
from lswtui.store.engine.journal import FORMAT, NewerFormat
from lswtui.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from lswtui.store.engine.places import Places

MONTH = "2026-11"


def add(store: Store, at: datetime, *names: str) -> None:
    for name in names:
        with store.change(f"added {name}", at=at) as change:
            change.put(MONTH, "cards", {"id": name})


def cards(places: Places) -> list[str]:
    return sorted(card["id"] for card in Store(places, program="test").documents(MONTH, "cards"))


@pytest.fixture
def written(places: Places, at: datetime) -> Places:
    add(Store(places, program="test", lag=0), at, "a", "b", "c")
    return places


@pytest.fixture
def journal(written: Places) -> Path:
    (path,) = (written.data / "journal").rglob("*.jsonl")
    return path


def test_an_unfinished_line_is_no_change_and_the_next_writer_cuts_it(
    written: Places, journal: Path, at: datetime
) -> None:
    whole = journal.read_bytes()
    last = whole.splitlines(keepends=True)[-1]
    for torn in (last[:-1], last[:50], b"{", b"\0" * 1000, b"\0" * 100 + last[100:], b"\0" * 1024 + b"}\n"):
        journal.write_bytes(whole + torn)
        assert cards(written) == ["a", "b", "c"]
        assert journal.read_bytes() == whole + torn
    add(Store(written, program="test"), at, "d")
    assert journal.read_bytes().startswith(whole)
    assert len(journal.read_bytes().splitlines()) == 4
    assert cards(written) == ["a", "b", "c", "d"]


def test_a_journal_cut_back_by_its_writer_is_read_again(places: Places, at: datetime) -> None:
    writer, reader = Store(places, program="test"), Store(places, program="test")
    add(writer, at, "a", "b")
    (journal,) = (places.data / "journal").rglob("*.jsonl")
    kept = journal.read_bytes()
    add(writer, at, "refused by the disk, say")
    assert len(reader.documents(MONTH, "cards")) == 3
    journal.write_bytes(kept)
    assert reader.refresh() == {MONTH}
    assert len(reader.documents(MONTH, "cards")) == 2
    add(reader, at, "c")
    assert cards(places) == ["a", "b", "c"]


def test_a_data_folder_that_vanishes_is_not_made_anew(places: Places, at: datetime) -> None:
    store = Store(places, program="test")
    add(store, at, "a")
    places.data.rename(places.data.with_name("elsewhere"))
    with pytest.raises(NotSaved, match="No such file"):
        add(store, at, "b")
    assert not places.data.exists()
    with pytest.raises(Damaged):
        store.refresh()
    places.data.with_name("elsewhere").rename(places.data)
    add(store, at, "b")
    assert cards(places) == ["a", "b"]


def without(path: Path) -> None:
    path.unlink()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def flipped(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"a"', b'"A"').replace(b'"covers"', b'"Covers"'))


def no_json(path: Path) -> None:
    path.write_bytes(b"\0" * 400)


def other_json(path: Path) -> None:
    path.write_text('{"cards": {"1": {"id": "a"}}}')


@pytest.mark.parametrize("file", ["2026-11.json", "head.json"])
@pytest.mark.parametrize("spoil", [without, cut, emptied, flipped, no_json, other_json])
def test_a_spoilt_database_loses_nothing(
    written: Places, at: datetime, spoil: Callable[[Path], None], file: str
) -> None:
    path = written.data / "db" / file
    spoil(path)
    left = path.read_bytes() if path.exists() else None
    assert cards(written) == ["a", "b", "c"]
    assert (path.read_bytes() if path.exists() else None) == left
    add(Store(written, program="test"), at, "d")
    assert cards(written) == ["a", "b", "c", "d"]
    Store(written, program="test").bring_up_to_date(at)
    assert cards(written) == ["a", "b", "c", "d"]
    if file != "head.json" and left is not None:
        (kept,) = (written.data / "damaged").iterdir()
        assert kept.name.startswith(f"{path.stem}.damaged-")
        assert kept.read_bytes() == left


def test_damaged_databases_never_take_each_others_place(written: Places, at: datetime) -> None:
    path = written.data / "db" / "2026-11.json"
    for number in range(3):
        path.write_text(f"damage {number}")
        store = Store(written, program="test")
        store.documents(MONTH, "cards")
        store.bring_up_to_date(at)
    kept = sorted((written.data / "damaged").iterdir())
    assert sorted(file.read_text() for file in kept) == ["damage 0", "damage 1", "damage 2"]
    assert cards(written) == ["a", "b", "c"]


@pytest.mark.parametrize("files", [["2026-11.json"], ["head.json"], ["2026-11.json", "head.json"]])
def test_older_copies_of_the_databases_lose_nothing(
    written: Places, at: datetime, files: list[str], tmp_path: Path
) -> None:
    shutil.copytree(written.data / "db", tmp_path / "old")
    add(Store(written, program="test", lag=0), at, "d")
    with (store := Store(written, program="test", lag=0)).change("removed", at=at) as change:
        change.remove(MONTH, "cards", "a")
    for file in files:
        shutil.copy(tmp_path / "old" / file, written.data / "db" / file)
    assert cards(written) == ["b", "c", "d"]
    add(store, at, "e")
    assert cards(written) == ["b", "c", "d", "e"]


def test_a_change_is_acknowledged_only_when_the_disk_has_it(
    places: Places, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync
    synced: dict[int, int] = {}

    def fsync(handle: int) -> None:
        found = os.fstat(handle)
        synced[found.st_ino] = found.st_size
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    add(Store(places, program="test"), at, "a")
    (journal,) = (places.data / "journal").rglob("*.jsonl")
    assert synced[journal.stat().st_ino] == journal.stat().st_size
    for folder in (journal.parent, *journal.parent.parents[:3], places.state):
        assert folder.stat().st_ino in synced
    add(Store(places, program="test"), at, "b")
    assert synced[journal.stat().st_ino] == journal.stat().st_size


def test_a_failed_sync_is_not_tried_again(
    written: Places, journal: Path, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(written, program="test")
    before = journal.read_bytes()
    calls = []

    def fsync(handle: int) -> None:
        calls.append(handle)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fsync)
        with pytest.raises(NotSaved, match="did not confirm a change"):
            add(store, at, "d")
    assert len(calls) == 1
    assert journal.read_bytes() == before
    with pytest.raises(NotSaved, match="nothing more is saved"):
        add(store, at, "d")
    assert len(store.documents(MONTH, "cards")) == 3
    add(Store(written, program="test"), at, "d")
    assert cards(written) == ["a", "b", "c", "d"]


@pytest.mark.parametrize("call", ["pwrite", "open", "mkdir"])
def test_an_error_of_any_call_of_the_first_change_leaves_no_change(
    places: Places, at: datetime, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    real = getattr(os, call)

    def failing_at(number: int) -> Callable[..., object]:
        calls = iter(range(1, 10_000))

        def perhaps(*arguments: object, **named: object) -> object:
            if next(calls) == number:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*arguments, **named)

        return perhaps

    refusals: list[str] = []
    while not cards(places):
        store = Store(places, program="test", lag=50)
        store.refresh()
        with monkeypatch.context() as patched:
            patched.setattr(os, call, failing_at(len(refusals) + 1))
            try:
                add(store, at, "a")
            except (NotSaved, Unreadable) as error:
                refusals.append(str(error))
                saved = False
            else:
                saved = True
        assert cards(places) == ["a"] * saved
    assert len(refusals) > 1
    assert all("No space left" in sentence for sentence in refusals)


def test_a_newer_format_is_refused_and_left_alone(written: Places, journal: Path, at: datetime) -> None:
    good = journal.read_bytes()
    line = json.loads(good.splitlines()[-1])
    line |= {"schema": FORMAT + 1, "seq": 4, "prev": line.pop("crc"), "changes": "of a kind not known today"}
    journal.write_bytes(good + with_checksum(compact(line)) + b"\n")
    with pytest.raises(NewerFormat, match="newer lswtui"):
        cards(written)
    with pytest.raises(NewerFormat):
        add(Store(written, program="test"), at, "d")
    assert journal.read_bytes().startswith(good)

    journal.write_bytes(good)
    database = written.data / "db" / "2026-11.json"
    newer = json.loads(database.read_text())
    newer["_meta"]["1"] = {"schema": FORMAT + 1}
    database.write_bytes(with_checksum(compact(newer), 3))
    with pytest.raises(NewerFormat):
        cards(written)


def test_a_file_in_the_place_of_the_data_folder_is_said_in_one_sentence(places: Places, at: datetime) -> None:
    places.data.parent.mkdir()
    places.data.write_text("mine")
    with pytest.raises(NotSaved, match="nothing was saved"):
        add(Store(places, program="test"), at, "a")
    assert places.data.read_text() == "mine"
