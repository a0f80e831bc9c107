"""TinyDB over the tables of one database: a view that only reads, and the working state of a transaction.

TinyDB keeps documents under whole numbers, ours bear words; a document's number is made from its word, so
that two processes never give one number to two documents. Documents are copied on their way in and out,
nothing is cached, and nothing reaches the disk from here: a transaction is committed by the journal.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, cast

import tinydb
from tinydb.storages import Storage
from tinydb.table import Document as TinyDocument
from tinydb.table import Table as TinyTable

from lswtui.store.engine.json_documents import LARGEST, Tables, copied, doc_id, json_value, separate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from tinydb.queries import QueryLike


class Document(TinyDocument):
    """A document and its number; its holder may change it without changing what is stored."""

    def __init__(self, value: Mapping[str, Any], doc_id: int) -> None:
        super().__init__(value, doc_id)
        separate(self)


class DocumentTable(TinyTable):
    """A table whose documents bear an ``id``, from which their number follows.

    `insert` and its like give a document without one the text of its number, given or drawn by lot.
    """

    document_class = Document

    def __init__(self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - TinyDB's signature
        # TinyDB's cache of queries sees no other process, and the class's own switch for it has no effect.
        super().__init__(storage, name, cache_size=0, persist_empty=persist_empty)

    def put(self, *documents: dict[str, Any]) -> None:
        """Store plain documents, each in the place of any other of its id; the caller gives them away."""
        tables = self._tables()
        new = {str(doc_id(document["id"])): document for document in documents}
        tables[self.name] = {**tables.get(self.name, {}), **new}
        self._storage.write(tables)

    def discard(self, id: str) -> None:  # noqa: A002 - the field's name
        """Remove the document of this id, if there is one."""
        tables = self._tables()
        table = dict(tables.get(self.name, {}))
        if table.pop(str(doc_id(id)), None) is not None:
            tables[self.name] = table
            self._storage.write(tables)

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a new document and return its number; raises `ValueError` if it is there already."""
        return super().insert(_numbered(document))

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert new documents and return their numbers."""
        return super().insert_multiple(_numbered(document) for document in documents)

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Update the documents that match, or insert this one; one with an id needs no condition."""
        if isinstance(document, TinyDocument) or (cond is None and "id" in document):
            document = _numbered(document)
        return super().upsert(document, cond)

    def _tables(self) -> Tables:
        return self._storage.read() or {}

    def _update_table(self, updater: Callable[[dict[int, Mapping[Any, Any]]], None]) -> None:
        """Let TinyDB change copies, so that nothing is half changed when it or its caller raises."""
        tables = self._tables()
        before = tables.get(self.name, {})
        table: dict[int, Mapping[Any, Any]] = {int(number): copied(each) for number, each in before.items()}
        updater(table)
        after = {}
        for number, document in table.items():
            old = before.get(str(number))
            after[str(number)] = old if old is not None and old == document else _checked(number, document)
        tables[self.name] = after
        self._storage.write(tables)


class Database(tinydb.TinyDB):
    """TinyDB with these tables."""

    table_class = DocumentTable


class CommittedStorage(Storage):
    """What is committed; it is read afresh at each use and cannot be written."""

    def __init__(self, tables: Callable[[], Tables]) -> None:
        self._read = tables

    def read(self) -> Tables:
        """The tables as they are now."""
        return dict(self._read())

    def write(self, data: Tables) -> None:  # noqa: ARG002 - TinyDB's signature
        """Refuse: only a transaction changes anything."""
        raise RuntimeError("this table only reads; change it within Store.change()")


class TransactionStorage(Storage):
    """What a transaction makes of the committed tables, which stay as they are."""

    def __init__(self, base: Tables) -> None:
        self._base = base
        self._now = base

    def read(self) -> Tables:
        """The tables as the transaction sees them."""
        return dict(self._now)

    def write(self, data: Tables) -> None:
        """Take over new tables; their dictionaries are never changed in place afterwards."""
        self._now = data

    def changes(self) -> Iterator[tuple[str, dict[str, Any] | None, dict[str, Any] | None]]:
        """The table of each document that is not what it was, what it was and what it is."""
        for name in {**self._base, **self._now}:
            before, after = self._base.get(name, {}), self._now.get(name, {})
            if before is after:
                continue
            for number, now in after.items():
                was = before.get(number)
                if was is not now and (was is None or _matter(was) != _matter(now)):
                    yield name, was, now
            for number, was in before.items():
                if number not in after:
                    yield name, was, None


def _matter(document: dict[str, Any]) -> dict[str, Any]:
    """A document without what every change of it changes."""
    return {name: value for name, value in document.items() if name not in {"rev", "at"}}


def _numbered(document: Mapping[str, Any]) -> Document:
    """A document with the number that its id stands for; raises `ValueError` if they do not agree."""
    if not hasattr(document, "keys"):
        raise ValueError("Document is not a Mapping")
    given: int | None = document.doc_id if isinstance(document, TinyDocument) else None
    if "id" in document:
        return Document(document, doc_id(_id(document)) if given is None else given)
    number = int.from_bytes(os.urandom(8), "big") % LARGEST if given is None else given
    return Document({"id": str(number), **document}, number)


def _checked(number: int, document: Mapping[Any, Any]) -> dict[str, Any]:
    found = cast(dict[str, Any], json_value(dict(document)))
    if doc_id(_id(found)) != number:
        raise ValueError(f"the document {_id(found)!r} cannot be stored under the number {number}")
    return found


def _id(document: Mapping[Any, Any]) -> str:
    found = document.get("id")
    if not isinstance(found, str) or not found:
        raise ValueError("a document needs an id, which is text")
    return found
