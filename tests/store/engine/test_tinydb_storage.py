"""What TinyDB documents holds over our tables as over its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tinydb import TinyDB, where
from tinydb.operations import delete, increment
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from lswtui.store.engine.tinydb_storage import Database, TransactionStorage

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(params=["tinydb", "ours"])
def database(request: pytest.FixtureRequest) -> Iterator[TinyDB]:
    made = (
        TinyDB(storage=MemoryStorage) if request.param == "tinydb" else Database(storage=lambda: TransactionStorage({}))
    )
    with made as database:
        yield database


@pytest.fixture
def table(database: TinyDB) -> Table:
    return database.table("cards")


def titles(documents: list[Document]) -> list[str]:
    return [document["title"] for document in documents]


def test_an_inserted_document_is_found_by_its_number_and_by_a_query(table: Table) -> None:
    number = table.insert({"title": "huddle", "minutes": 15})
    found = table.get(doc_id=number)
    assert found is not None
    assert found.doc_id == number
    assert found["title"] == "huddle"
    assert table.get(where("minutes") == 15) == found
    assert table.contains(doc_id=number)
    assert not table.contains(where("minutes") == 16)


def test_insert_takes_an_explicit_number_once(table: Table) -> None:
    assert table.insert(Document({"title": "huddle"}, doc_id=12)) == 12
    with pytest.raises(ValueError, match="already exists"):
        table.insert(Document({"title": "gemba"}, doc_id=12))
    assert titles(table.all()) == ["huddle"]


def test_insert_refuses_what_is_no_document(table: Table) -> None:
    with pytest.raises(ValueError, match="not a Mapping"):
        table.insert(["huddle"])  # type: ignore[arg-type]


def test_insert_multiple_gives_each_its_own_number(table: Table) -> None:
    numbers = table.insert_multiple({"title": title} for title in ("a", "b", "c"))
    assert len(set(numbers)) == 3
    assert [document.doc_id for document in table] == numbers
    assert titles(list(table)) == ["a", "b", "c"]
    assert len(table) == 3


def test_insert_multiple_takes_explicit_numbers(table: Table) -> None:
    assert table.insert_multiple([Document({"title": "a"}, 7), Document({"title": "b"}, 9)]) == [7, 9]
    with pytest.raises(ValueError, match="already exists"):
        table.insert_multiple([Document({"title": "c"}, 9)])


def test_search_and_count_follow_every_change(table: Table) -> None:
    done = where("done") == True  # noqa: E712 - TinyDB's queries
    table.insert_multiple([{"title": "a", "done": True}, {"title": "b", "done": False}])
    assert titles(table.search(done)) == ["a"]
    table.update({"done": True})
    assert titles(table.search(done)) == ["a", "b"]
    assert table.count(done) == 2
    assert titles(table.search((where("title") == "b") & done)) == ["b"]


def test_update_changes_the_documents_asked_for(table: Table) -> None:
    numbers = table.insert_multiple([{"title": "a", "n": 1}, {"title": "b", "n": 1}])
    assert table.update({"n": 2}, where("title") == "a") == numbers[:1]
    assert table.update({"n": 3}, doc_ids=[numbers[1], 404]) == numbers[1:]
    assert table.update(increment("n"), doc_ids=numbers) == numbers
    assert [document["n"] for document in table] == [3, 4]
    table.update(delete("n"), where("title") == "a")
    assert "n" not in table.search(where("title") == "a")[0]


def test_update_multiple_takes_pairs(table: Table) -> None:
    table.insert_multiple([{"title": "a", "n": 1}, {"title": "b", "n": 1}])
    table.update_multiple([({"n": 2}, where("title") == "a"), (increment("n"), where("title") == "b")])
    assert [document["n"] for document in table] == [2, 2]


def test_upsert_updates_or_inserts(table: Table) -> None:
    first = table.upsert({"title": "a", "n": 1}, where("title") == "a")
    assert table.upsert({"title": "a", "n": 2}, where("title") == "a") == first
    assert table.upsert(Document({"title": "b"}, doc_id=5)) == [5]
    assert table.upsert(Document({"n": 3}, doc_id=5)) == [5]
    assert [(document["title"], document["n"]) for document in table] == [("a", 2), ("b", 3)]
    with pytest.raises(ValueError, match="doc_id"):
        table.upsert({"title": "c"})


def test_remove_takes_numbers_or_a_query(table: Table) -> None:
    numbers = table.insert_multiple({"title": title} for title in ("a", "b", "c"))
    assert table.remove(where("title") == "b") == [numbers[1]]
    assert table.remove(doc_ids=[numbers[0], 404]) == [numbers[0]]
    assert titles(table.all()) == ["c"]
    with pytest.raises(RuntimeError, match="truncate"):
        table.remove()


def test_get_takes_several_numbers(table: Table) -> None:
    numbers = table.insert_multiple({"title": title} for title in ("a", "b", "c"))
    found: Any = table.get(doc_ids=[numbers[0], numbers[2], 404])
    assert titles(found) == ["a", "c"]


def test_truncate_and_drop_empty_one_table_and_spare_the_others(database: TinyDB, table: Table) -> None:
    spans = database.table("spans")
    table.insert({"title": "a"})
    spans.insert({"title": "s"})
    assert database.tables() == {"cards", "spans"}
    table.truncate()
    assert len(table) == 0
    database.drop_table("cards")
    assert database.tables() == {"spans"}
    assert len(spans) == 1
    database.drop_tables()
    assert database.tables() == set()


def test_an_update_that_raises_half_way_changes_nothing_of_ours() -> None:
    table = Database(storage=lambda: TransactionStorage({})).table("cards")
    table.insert_multiple({"id": id_, "n": 1} for id_ in "abc")

    def spoil(document: Any) -> None:
        if document["id"] == "b":
            raise ZeroDivisionError
        document["n"] = 2

    with pytest.raises(ZeroDivisionError):
        table.update(spoil)
    assert [document["n"] for document in table] == [1, 1, 1]


def test_a_number_follows_from_the_id_and_goes_with_no_other() -> None:
    one, two = (Database(storage=lambda: TransactionStorage({})).table("cards") for _ in range(2))
    assert one.insert({"id": "gemba@2026-11-19"}) == two.insert({"id": "gemba@2026-11-19"}) < 2**63
    assert one.upsert({"id": "gemba@2026-11-19", "n": 2}) == two.upsert({"id": "gemba@2026-11-19", "n": 3})
    with pytest.raises(ValueError, match="cannot be stored under"):
        one.insert(Document({"id": "huddle@2026-11-19"}, doc_id=5))
    with pytest.raises(ValueError, match="cannot be stored under"):
        one.update({"id": "huddle@2026-11-19"})
    with pytest.raises(ValueError, match="needs an id"):
        one.insert({"id": 7})
