"""Databases that cannot be written: the change is safe, it is told what to do, and the next change heals it."""

from __future__ import annotations

import resource
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB

from lswtui.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from lswtui.store.engine.places import Places

OCTOBER, NOVEMBER = "2026-10", "2026-11"


def put(store: Store, at: datetime, *ids: str, db: str = NOVEMBER, **fields: object) -> None:
    with store.change(f"put {ids}", at=at) as change:
        for id_ in ids:
            change.put(db, "cards", {"id": id_, **fields})


def in_tinydb(places: Places, db: str = NOVEMBER) -> set[str]:
    """The ids that plain TinyDB finds."""
    with TinyDB(places.data / "db" / f"{db}.json", access_mode="r") as plain:
        return {card["id"] for card in plain.table("cards")}


def in_the_way(places: Places) -> Path:
    """Where a folder keeps the database of November from being written, root or not."""
    return places.data / "db" / f"{NOVEMBER}.json.tmp"


@contextmanager
def no_files_above(size: int) -> Iterator[None]:
    """A disk that takes no file above so many bytes."""
    before, heeded = resource.getrlimit(resource.RLIMIT_FSIZE), signal.getsignal(signal.SIGXFSZ)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, heeded)


def calls_of(what: Callable[[], object]) -> int:
    """How many functions are called to do something."""
    count = 0

    def counting(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counting)
    try:
        what()
    finally:
        sys.setprofile(None)
    return count


def test_what_keeps_the_databases_from_being_written_is_told_until_the_next_change_heals_it(
    places: Places, at: datetime
) -> None:
    store = Store(places, program="test", lag=0)
    put(store, at, "a")
    assert store.unwritten is None
    in_the_way(places).mkdir()
    put(store, at, "b")
    told = store.unwritten
    assert told is not None
    assert str(told) == (
        f"the change is saved, but {in_the_way(places)} cannot be written (Is a directory), "
        "so TinyDB does not have it; move that away, and the next change brings TinyDB up to date"
    )
    assert told.on_screen == (
        "changes are saved, but the databases cannot be written (Is a directory); "
        "move what is in their place away, and the next change brings them up to date"
    )
    assert {card["id"] for card in store.documents(NOVEMBER, "cards")} == {"a", "b"}
    assert in_tinydb(places) == {"a"}
    in_the_way(places).rmdir()
    put(store, at, "c")
    assert store.unwritten is None
    assert in_tinydb(places) == {"a", "b", "c"}


def test_a_program_that_only_reads_says_nothing_of_it_and_the_next_that_writes_heals_it(
    places: Places, at: datetime
) -> None:
    put(Store(places, program="test", lag=0), at, "a")
    in_the_way(places).mkdir()
    put(Store(places, program="test", lag=0), at, "b")
    reader = Store(places, program="test")
    assert len(reader.documents(NOVEMBER, "cards")) == 2
    assert reader.unwritten is None
    in_the_way(places).rmdir()
    put(Store(places, program="test", lag=0), at, "c", db=OCTOBER)
    assert in_tinydb(places) == {"a", "b"}
    assert in_tinydb(places, OCTOBER) == {"c"}


@pytest.mark.parametrize(
    ("hinder", "advice"),
    [
        (lambda db: db.write_text("in the way"), "move that away"),
        (lambda db: db.symlink_to("/nowhere/at all"), "move that away"),
        (lambda db: (db.mkdir(), (db / "head.json.tmp").mkdir()), "move that away"),
    ],
    ids=["a file in place of the folder", "a link to nowhere", "a folder in place of the head"],
)
def test_a_home_whose_databases_were_never_written_says_so_and_gets_them_later(
    places: Places, at: datetime, hinder: Callable[[Path], object], advice: str
) -> None:
    db = places.data / "db"
    places.data.mkdir(parents=True)
    hinder(db)
    store = Store(places, program="test", lag=0)
    put(store, at, "a")
    assert advice in str(store.unwritten)
    if db.is_symlink() or db.is_file():
        db.unlink()
    else:
        (db / "head.json.tmp").rmdir()
    put(store, at, "b")
    assert store.unwritten is None
    assert in_tinydb(places) == {"a", "b"}


def test_a_full_disk_is_told_with_what_to_do_about_it(places: Places, at: datetime) -> None:
    store = Store(places, program="test", lag=0)
    put(store, at, "a", text="x" * 50_000)
    with no_files_above((places.data / "db" / f"{NOVEMBER}.json").stat().st_size):
        put(store, at.replace(month=12), "b")  # its line stands in a new, small file
        assert "(File too large), so TinyDB does not have it; make room," in str(store.unwritten)
    store.bring_up_to_date(at)
    assert store.unwritten is None
    assert in_tinydb(places) == {"a", "b"}


@pytest.mark.parametrize("known", [True, False], ids=["later", "from the beginning"])
def test_the_cost_of_a_change_does_not_grow_while_the_databases_cannot_be_written(
    places: Places, at: datetime, known: bool
) -> None:
    store = Store(places, program="test", lag=0)
    if known:
        put(store, at, "a")
    in_the_way(places).mkdir(parents=True)
    for number in range(10):
        put(store, at, "a", n=number)
    before = calls_of(lambda: put(store, at, "a", n="before"))
    for number in range(300):
        put(store, at, "a", n=number)
    assert store.unwritten
    assert calls_of(lambda: put(store, at, "a", n="after")) <= before + 20
    assert calls_of(store.months) < before
    in_the_way(places).rmdir()
    put(store, at, "b")
    assert in_tinydb(places) == {"a", "b"}


def test_what_others_changed_meanwhile_comes_along_once_the_databases_can_be_written(
    places: Places, at: datetime
) -> None:
    store, other = Store(places, program="test", lag=0), Store(places, program="test", lag=0)
    put(store, at, "a")
    in_the_way(places).mkdir()
    put(other, at, "b", db=OCTOBER)
    put(store, at, "c")
    put(other, at, "d")
    put(store, at, "e", db="2026-09")
    in_the_way(places).rmdir()
    put(store, at, "f")
    assert in_tinydb(places) == {"a", "c", "d", "f"}
    assert in_tinydb(places, OCTOBER) == {"b"}
    assert in_tinydb(places, "2026-09") == {"e"}


# --- when TinyDB has a change


def test_the_first_change_of_a_home_and_of_each_database_is_in_tinydb_at_once(places: Places, at: datetime) -> None:
    store = Store(places, program="test", lag=5)
    put(store, at, "a")
    assert in_tinydb(places) == {"a"}
    put(store, at, "b")
    assert in_tinydb(places) == {"a"}
    assert not store.is_up_to_date
    put(store, at, "c", db=OCTOBER)
    assert in_tinydb(places) == {"a", "b"}
    assert in_tinydb(places, OCTOBER) == {"c"}
    assert store.is_up_to_date


def test_a_few_changes_may_wait_for_the_next_program_and_no_more(places: Places, at: datetime) -> None:
    put(Store(places, program="test", lag=3), at, "first")
    for name in "abc":
        put(Store(places, program="test", lag=3), at, name)
        assert in_tinydb(places) == {"first"}
    put(Store(places, program="test", lag=3), at, "d")
    assert in_tinydb(places) == {"first", *"abcd"}
    put(Store(places, program="test", lag=3), at, "e")
    put(Store(places, program="test", lag=0), at, "f")
    assert in_tinydb(places) == {"first", *"abcdef"}
