from __future__ import annotations

import fcntl
import os
import shutil
import threading
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB, where

from lswtui.domain.errors import BadInput, Busy
from lswtui.store.engine.places import Places, find_places
from lswtui.store.store import MOST_AT_HAND, Store

if TYPE_CHECKING:
    from pathlib import Path

MONTH = "2026-11"


def put(store: Store, at: datetime, name: str = "gemba", **fields: object) -> None:
    with store.change(f"put {name}", at=at) as change:
        change.put(MONTH, "cards", {"id": name, **fields})


def files(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_opening_and_reading_create_nothing(places: Places) -> None:
    store = Store(places, program="test")
    assert store.document(MONTH, "cards", "gemba") is None
    assert store.documents(MONTH, "cards") == []
    assert store.months() == []
    assert store.refresh() == frozenset()
    assert not store.moved()
    assert list(store.entries_backwards()) == []
    assert not places.data.parent.exists()


def test_reading_changes_no_byte(places: Places, at: datetime) -> None:
    put(Store(places, program="test"), at)
    before = files(places.data.parent)
    reader = Store(places, program="test")
    assert reader.documents(MONTH, "cards")
    assert reader.months() == [MONTH]
    reader.refresh()
    assert files(places.data.parent) == before


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_only_their_owner_can_read_the_files(places: Places, at: datetime, umask: int) -> None:
    usual = os.umask(umask)
    try:
        put(Store(places, program="test", lag=0), at)
    finally:
        os.umask(usual)
    home = places.data.parent
    for path in [home, *home.rglob("*")]:
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_a_document_keeps_the_fields_that_a_change_does_not_name(places: Places, at: datetime) -> None:
    store = Store(places, program="test")
    put(store, at, lane="todo", later={"of": ["a newer version"]})
    put(store, at + timedelta(minutes=1), lane="doing")
    assert store.document(MONTH, "cards", "gemba") == {
        "id": "gemba",
        "lane": "doing",
        "later": {"of": ["a newer version"]},
        "rev": 2,
        "at": "2026-11-22T09:31:00.000+00:00",
    }


def test_a_change_of_nothing_is_no_change(places: Places, at: datetime) -> None:
    store = Store(places, program="test")
    put(store, at, lane="todo")
    before = files(places.data)
    with store.change("nothing", at=at + timedelta(hours=1)) as change:
        change.put(MONTH, "cards", {"id": "gemba", "lane": "todo"})
        change.put(MONTH, "cards", {"id": "huddle"})
        change.remove(MONTH, "cards", "huddle")
        change.remove(MONTH, "cards", "never there")
    assert change.entry is None
    assert files(places.data) == before


def test_a_document_taken_back_to_what_it_was_is_no_change(places: Places, at: datetime) -> None:
    store = Store(places, program="test")
    put(store, at, lane="todo")
    with store.change("there and back", at=at) as change:
        change.put(MONTH, "cards", {"id": "gemba", "lane": "doing"})
        change.put(MONTH, "cards", {"id": "gemba", "lane": "todo"})
    assert change.entry is None


def test_a_removed_document_put_again_is_only_what_is_put(places: Places, at: datetime) -> None:
    store = Store(places, program="test")
    put(store, at, lane="todo", cue="ask Lee")
    with store.change("replaced", at=at) as change:
        change.remove(MONTH, "cards", "gemba")
        change.put(MONTH, "cards", {"id": "gemba", "lane": "doing"})
    found = store.document(MONTH, "cards", "gemba")
    assert found
    assert {**found, "at": ""} == {"id": "gemba", "lane": "doing", "rev": 2, "at": ""}


def test_a_document_that_comes_back_counts_on(places: Places, at: datetime) -> None:
    store = Store(places, program="test", lag=0)
    put(store, at)
    with store.change("removed", at=at) as change:
        change.remove(MONTH, "cards", "gemba")
    again = Store(places, program="test", lag=0)
    put(again, at)
    for reader in (store, again, Store(places, program="test")):
        reader.refresh()
        assert [card["rev"] for card in reader.documents(MONTH, "cards")] == [3]


def test_an_exception_leaves_everything_as_it_was(places: Places, at: datetime) -> None:
    store = Store(places, program="test")
    put(store, at, lane="todo")
    before = files(places.data)
    with suppress(ZeroDivisionError), store.change("failed", at=at) as change:
        change.put(MONTH, "cards", {"id": "gemba", "lane": "doing"})
        change.remove(MONTH, "cards", "gemba")
        raise ZeroDivisionError
    assert files(places.data) == before
    assert [card["lane"] for card in store.documents(MONTH, "cards")] == ["todo"]
    with pytest.raises(RuntimeError, match="over"):
        change.put(MONTH, "cards", {"id": "late"})


def test_a_transaction_reads_what_it_wrote_and_others_do_not(places: Places, at: datetime) -> None:
    store, other = Store(places, program="test"), Store(places, program="test")
    with store.change("half way", at=at) as change:
        change.put(MONTH, "cards", {"id": "gemba"})
        assert change.document(MONTH, "cards", "gemba")
        assert [card["id"] for card in change.documents(MONTH, "cards")] == ["gemba"]
        assert store.documents(MONTH, "cards") == []
        assert other.documents(MONTH, "cards") == []


def test_what_is_handed_out_can_be_changed_without_changing_what_is_stored(places: Places, at: datetime) -> None:
    store = Store(places, program="test")
    steps = ["look"]
    put(store, at, steps=steps)
    steps.append("ask")
    for found in (
        *store.documents(MONTH, "cards"),
        *store.table(MONTH, "cards").search(where("id") == "gemba"),
        store.document(MONTH, "cards", "gemba") or {},
    ):
        assert found["steps"] == ["look"]
        found["steps"].append("thank")
        found["lane"] = "done"
    with store.change("looked", at=at) as change:
        (change.document(MONTH, "cards", "gemba") or {})["steps"].clear()
    assert change.entry is None
    assert store.documents(MONTH, "cards") == Store(places, program="test").documents(MONTH, "cards")


def test_tinydb_works_on_a_transaction_and_reads_what_is_committed(places: Places, at: datetime) -> None:
    store = Store(places, program="test")
    view = store.table(MONTH, "cards")
    with store.change("by TinyDB", at=at) as change:
        table = change.table(MONTH, "cards")
        table.insert_multiple([{"id": "a", "n": 1}, {"id": "b", "n": 1}, {"id": "c", "n": 1}])
        nameless = table.insert({"n": 0})
        table.update({"n": 2}, where("id") == "b")
        table.remove(where("id") == "c")
        assert len(view) == 0
    assert {card["id"]: card["n"] for card in view} == {"a": 1, "b": 2, str(nameless): 0}
    assert all(card["rev"] == 1 and card["at"] for card in view)
    assert Store(places, program="test").documents(MONTH, "cards") == view.all()
    with pytest.raises(RuntimeError, match="only reads"):
        view.truncate()
    assert len(view) == 3


def test_a_whole_table_can_be_emptied(places: Places, at: datetime) -> None:
    store = Store(places, program="test")
    put(store, at)
    with store.change("emptied", at=at) as change:
        change.table(MONTH, "cards").truncate()
    assert store.documents(MONTH, "cards") == Store(places, program="test").documents(MONTH, "cards") == []


def test_plain_tinydb_opens_the_databases(places: Places, at: datetime) -> None:
    put(Store(places, program="test", lag=0), at, lane="todo")
    with TinyDB(places.data / "db" / "2026-11.json", access_mode="r") as plain:
        assert [card["lane"] for card in plain.table("cards")] == ["todo"]
        assert plain.table("cards").get(where("id") == "gemba")


def test_another_process_is_noticed_and_named(places: Places, at: datetime) -> None:
    one, two = Store(places, program="test"), Store(places, program="test")
    put(one, at)
    assert not one.moved()
    assert two.documents(MONTH, "cards")
    put(one, at, "huddle")
    with one.change("named", at=at) as change:
        change.put("undated", "people", {"id": "maria"})
    assert len(two.documents(MONTH, "cards")) == 1
    assert two.moved()
    assert two.refresh() == {MONTH, "undated"}
    assert not two.moved()
    assert two.refresh() == frozenset()
    assert len(two.documents(MONTH, "cards")) == 2


def test_what_others_wrote_is_still_news_after_a_change_of_ones_own(places: Places, at: datetime) -> None:
    one, two = Store(places, program="test"), Store(places, program="test")
    assert two.documents(MONTH, "cards") == []
    put(one, at)
    with two.change("named", at=at) as change:
        assert change.document(MONTH, "cards", "gemba")
        change.put("undated", "people", {"id": "maria"})
    assert two.moved()
    assert two.refresh() == {MONTH}


def test_the_journal_says_what_was_done_newest_first(places: Places, at: datetime) -> None:
    store = Store(places, program="tui")
    put(store, at, lane="todo")
    with store.change("?", at=at, by="program", undoes=1) as change:
        change.put(MONTH, "cards", {"id": "gemba", "lane": "doing"})
        change.intent = "started Gemba walk"
    newest, oldest = store.entries_backwards()
    assert newest == change.entry
    assert (newest.device, newest.seq, newest.program, newest.window) == (store.device, 2, "tui", store.window)
    assert (newest.by, newest.intent, newest.undoes) == ("program", "started Gemba walk", 1)
    (changed,) = newest.changes
    assert changed.was == oldest.changes[0].now
    assert changed.now == store.document(MONTH, "cards", "gemba")
    assert oldest.changes[0].was is None


def test_the_journal_is_read_backwards_over_months_and_long_lines(places: Places, at: datetime) -> None:
    store = Store(places, program="test")
    texts = {str(number): "x" * (number * 7919 % 150_000) for number in range(30)}
    for number, text in texts.items():
        put(store, at + timedelta(days=3 * int(number)), number, text=text)
    assert len(list((places.data / "journal" / store.device).iterdir())) == 4
    found = [entry.changes[0].now or {} for entry in store.entries_backwards()]
    assert [each["text"] for each in reversed(found)] == list(texts.values())
    assert [entry.seq for entry in islice(store.entries_backwards(), 3)] == [30, 29, 28]


def test_a_clock_set_back_does_not_reorder_the_journal(places: Places, at: datetime) -> None:
    store = Store(places, program="test")
    put(store, at, n=1)
    put(store, at - timedelta(days=400), n=2)
    put(store, at + timedelta(days=1), n=3)
    assert [path.name for path in (places.data / "journal" / store.device).iterdir()] == ["2026-11.jsonl"]
    assert [card["n"] for card in Store(places, program="test").documents(MONTH, "cards")] == [3]


def test_a_copied_home_is_another_device_and_goes_on(places: Places, at: datetime, tmp_path: Path) -> None:
    old = Store(places, program="test", lag=0)
    put(old, at, n=1)
    shutil.copytree(places.data.parent, tmp_path / "copy")
    copy = Store(find_places({"LSW_HOME": f"{tmp_path}/copy"}), program="test", lag=0)
    with copy.change("removed", at=at - timedelta(days=1)) as change:
        change.remove(MONTH, "cards", "gemba")
    put(copy, at - timedelta(days=1), n=2)
    put(copy, at - timedelta(days=1), "huddle")
    assert copy.device != old.device
    assert old.document(MONTH, "cards", "gemba") == old.documents(MONTH, "cards")[0]
    assert [path.name for path in (tmp_path / "copy/data/journal").iterdir() if path.name == old.device]
    shutil.rmtree(tmp_path / "copy/data/db")
    again = Store(find_places({"LSW_HOME": f"{tmp_path}/copy"}), program="test")
    assert again.device == copy.device
    assert {card["id"]: card.get("n") for card in again.documents(MONTH, "cards")} == {"gemba": 2, "huddle": None}


def test_two_devices_that_wrote_apart_agree_once_they_have_both_journals(
    places: Places, at: datetime, tmp_path: Path
) -> None:
    one = Store(places, program="test")
    put(one, at, n=0)
    shutil.copytree(places.data, tmp_path / "two")
    two = Store(places._replace(data_folder=f"{tmp_path}/two", state_folder=f"{tmp_path}/state"), program="test")
    put(one, at + timedelta(minutes=2), n="later")
    put(two, at + timedelta(minutes=1), n="earlier")
    put(two, at, "only there")
    for source, target, store in ((places.data, tmp_path / "two", one), (tmp_path / "two", places.data, two)):
        shutil.copytree(source / "journal" / store.device, target / "journal" / store.device, dirs_exist_ok=True)
    one.refresh()
    two.refresh()
    assert {card["id"]: card.get("n") for card in one.documents(MONTH, "cards")} == {
        "gemba": "later",
        "only there": None,
    }
    assert sorted(map(str, one.documents(MONTH, "cards"))) == sorted(map(str, two.documents(MONTH, "cards")))


def test_a_lock_that_others_keep_is_waited_for_and_then_named(places: Places, at: datetime) -> None:
    one, two = Store(places, program="test"), Store(places, program="test")
    with one.change("slow", at=at) as change:
        with pytest.raises(Busy, match="is writing since"), two.change("quick", at=at, wait=0.05):
            pass
        change.put(MONTH, "cards", {"id": "gemba"})
    put(two, at, "huddle")
    assert len(two.documents(MONTH, "cards")) == 2


def test_a_lock_file_that_was_deleted_locks_again(places: Places, at: datetime) -> None:
    one, two = Store(places, program="test"), Store(places, program="test")
    put(one, at)
    (places.data / "lock").unlink()
    with one.change("slow", at=at), pytest.raises(Busy), two.change("quick", at=at, wait=0.05):
        pass


def test_a_lock_file_deleted_in_the_moment_of_locking_locks_nobody(
    places: Places, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = Store(places, program="test"), Store(places, program="test")
    real = fcntl.flock
    deleted: list[Path] = []

    def flock(handle: int, operation: int) -> None:
        if not deleted:
            deleted.append(places.data / "lock")
            deleted[0].unlink()
        real(handle, operation)

    monkeypatch.setattr(fcntl, "flock", flock)
    with one.change("slow", at=at), pytest.raises(Busy), two.change("quick", at=at, wait=0.05):
        pass
    assert deleted


def test_two_first_changes_of_a_machine_are_of_one_device(places: Places, at: datetime) -> None:
    one, two = Store(places, program="test"), Store(places, program="test")
    assert one.device != two.device
    put(one, at)
    put(two, at, "huddle")
    assert one.device == two.device == Store(places, program="test").device
    assert [path.name for path in (places.data / "journal").iterdir()] == [one.device]
    assert [entry.seq for entry in two.entries_backwards()] == [2, 1]


def test_nothing_is_shown_before_the_disk_has_it(places: Places, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(places, program="test")
    put(store, at)
    shown: list[object] = []
    real = os.fsync

    def look() -> None:
        shown.append(store.refresh())
        shown.append(len(store.documents(MONTH, "cards")))

    def fsync(handle: int) -> None:
        looking = threading.Thread(target=look)
        looking.start()
        looking.join()
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    put(store, at, "huddle")
    assert shown == [frozenset(), 1]
    assert len(store.documents(MONTH, "cards")) == 2


def test_one_thread_may_read_while_another_writes(places: Places, at: datetime) -> None:
    store = Store(places, program="test", lag=0)
    failures: list[BaseException] = []

    def write() -> None:
        try:
            for number in range(60):
                with store.change("swung", at=at, wait=30) as change:
                    change.put("2026-10", "weights", {"id": "w", "n": number})
                    change.put(MONTH, "weights", {"id": str(number % 7), "n": number})
        except BaseException as error:  # noqa: BLE001 - shown by the main thread
            failures.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    while writer.is_alive():
        store.refresh()
        store.moved()
        assert len(store.documents(MONTH, "weights")) <= 7
        store.document("2026-10", "weights", "w")
        list(islice(store.entries_backwards(), 2))
    writer.join()
    assert failures == []
    assert store.refresh() == frozenset()
    assert (store.document("2026-10", "weights", "w") or {})["n"] == 59


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), 2**63, {1: "x"}, {"a", "b"}, b"x"])
def test_what_other_programs_could_not_read_is_not_stored(places: Places, at: datetime, bad: object) -> None:
    store = Store(places, program="test")
    with pytest.raises((ValueError, TypeError)):
        put(store, at, value=bad)
    assert store.documents(MONTH, "cards") == []


def test_text_is_kept_to_the_letter_and_broken_bytes_are_refused(places: Places, at: datetime) -> None:
    store = Store(places, program="test", lag=0)
    text = 'line\nbreak\r\x00\x1b[31m"quotes"\\ \u2028 שלום 👩‍👩‍👧 e\u0301 "db":"2026-10"'
    put(store, at, text=text)
    assert [card["text"] for card in Store(places, program="test").documents(MONTH, "cards")] == [text]
    with pytest.raises(BadInput, match="no characters"):
        put(store, at, text="\udcff")
    put(store, at, "huddle")
    assert len(store.documents(MONTH, "cards")) == 2


def test_months_are_those_with_anything_in_them(places: Places, at: datetime) -> None:
    store = Store(places, program="test", lag=1)
    for name in ("2026-11", "undated", "2025-01", "2026-02"):
        with store.change(name, at=at) as change:
            change.put(name, "cards", {"id": "x"})
    assert store.months() == Store(places, program="test").months() == ["2025-01", "2026-02", "2026-11"]


@pytest.mark.parametrize("name", ["", "../x", "_meta", "a/b", "A"])
def test_names_of_databases_and_tables_are_safe_for_files(places: Places, at: datetime, name: str) -> None:
    store = Store(places, program="test")
    with store.change("x", at=at) as change:
        with pytest.raises(ValueError, match="is no name"):
            change.put(name, "cards", {"id": "x"})
        with pytest.raises(ValueError, match="is no name"):
            change.put(MONTH, name, {"id": "x"})


def test_a_change_of_very_many_documents_is_brought_into_the_databases_at_once(places: Places, at: datetime) -> None:
    store = Store(places, program="test")
    with store.change("imported", at=at) as change:
        for number in range(501):
            change.put(MONTH, "cards", {"id": str(number)})
    with TinyDB(places.data / "db" / "2026-11.json", access_mode="r") as plain:
        assert len(plain.table("cards")) == 501


def test_however_many_months_were_read_only_some_stay_in_memory_and_all_are_right(places: Places, at: datetime) -> None:
    writer = Store(places, program="test", lag=0)
    months = [f"{year}-{month:02}" for year in range(2018, 2026) for month in range(1, 13)]
    with writer.change("lived", at=at) as tx:
        for month in months:
            tx.put(month, "cards", {"id": month, "text": month})
    reader = Store(places, program="test")
    for store in (writer, reader, reader, writer):
        for month in months:
            assert [document["text"] for document in store.documents(month, "cards")] == [month]
        assert len(store._contents) <= MOST_AT_HAND
    with writer.change("changed", at=at) as tx:
        tx.put(months[0], "cards", {"id": "new", "text": "later"})
    reader.refresh()
    for store in (writer, reader):
        assert [document["text"] for document in store.documents(months[0], "cards")] == [months[0], "later"]


@pytest.mark.parametrize("file", ["journal", "database"])
def test_more_months_than_stay_in_memory_are_mended_and_none_is_lost(places: Places, at: datetime, file: str) -> None:
    months = [f"{2010 + number // 12}-{number % 12 + 1:02}" for number in range(5 * MOST_AT_HAND)]
    store = Store(places, program="test", lag=0)
    for month in months:
        with store.change("lived", at=at) as tx:
            tx.put(month, "cards", {"id": month, "text": month})
    if file == "journal":
        (path,) = (places.data / "journal").rglob("*.jsonl")
        path.write_bytes(path.read_bytes().replace(b'"lived"', b'"livid"', 9))
    else:
        for month in months[::3]:
            (places.data / "db" / f"{month}.json").write_bytes(b"spoilt")
    again = Store(places, program="test", lag=0)
    with again.change("later", at=at) as tx:
        for month in months:
            assert tx.document(month, "cards", month) is not None
        tx.put("undated", "cards", {"id": "later"})
    for path in (places.data / "db").glob("*.json"):
        assert b"spoilt" not in path.read_bytes()
    for store in (again, Store(places, program="test")):
        assert store.months() == months
        assert [document["text"] for month in months for document in store.documents(month, "cards")] == months
