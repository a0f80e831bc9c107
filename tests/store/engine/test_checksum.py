from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.store.store import Store

if TYPE_CHECKING:
    from datetime import datetime

    from lswtui.store.engine.places import Places

OCTOBER, NOVEMBER = "2026-10", "2026-11"


def put(store: Store, at: datetime, db: str, name: str) -> None:
    with store.change(f"put {name}", at=at) as change:
        change.put(db, "cards", {"id": name})


def test_a_database_with_all_that_is_known_in_its_file_has_a_checksum(places: Places, at: datetime) -> None:
    store = Store(places, program="test", lag=0)
    assert store.checksums() == {}
    put(store, at, OCTOBER, "gemba")
    put(store, at, NOVEMBER, "gemba")
    before = store.checksums()
    assert set(before) == {OCTOBER, NOVEMBER}
    put(store, at, NOVEMBER, "huddle")
    after = store.checksums()
    assert after[OCTOBER] == before[OCTOBER]
    assert after[NOVEMBER] != before[NOVEMBER]


def test_a_database_that_lacks_a_change_in_its_file_has_none(places: Places, at: datetime) -> None:
    put(Store(places, program="test", lag=0), at, OCTOBER, "gemba")
    put(Store(places, program="test", lag=0), at, NOVEMBER, "gemba")
    put(Store(places, program="test"), at, NOVEMBER, "huddle")
    assert set(Store(places, program="test").checksums()) == {OCTOBER}


def test_files_newer_than_what_a_store_shows_have_none(places: Places, at: datetime) -> None:
    put(Store(places, program="test", lag=0), at, OCTOBER, "gemba")
    reader = Store(places, program="test")
    assert reader.documents(OCTOBER, "cards")
    put(Store(places, program="test", lag=0), at, OCTOBER, "huddle")
    assert reader.checksums() == {}
    reader.refresh()
    assert set(reader.checksums()) == {OCTOBER}
