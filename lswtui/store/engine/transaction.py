"""One change of the data while it is being made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from lswtui.store.engine.databases import (
    DatabaseContent,
)
from lswtui.store.engine.journal import Change, JournalEntry
from lswtui.store.engine.json_documents import doc_id, json_value

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from lswtui.store.engine.tinydb_storage import Database, DocumentTable, TransactionStorage


_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


class Transaction:
    """A change under way: what it reads is what it wrote, what it writes is committed together or not at all."""

    intent: str
    """What the change does, in words ("started Gemba walk"); it may be replaced until the end."""
    entry: JournalEntry | None
    """The journal's entry once it is committed; None if there was nothing to change."""

    def __init__(
        self, intent: str, at: str, content: Callable[[str], DatabaseContent], databases: Callable[[], list[str]]
    ) -> None:
        self.intent = intent
        self.entry = None
        self.at = at
        self._content = content
        self._databases = databases
        self._open: dict[str, tuple[DatabaseContent, TransactionStorage, Database]] = {}
        self._adopted: set[tuple[str, str, str]] = set()
        self._over = False

    @property
    def number(self) -> int | None:
        """The number of the journal's entry once it is committed; None where nothing was changed."""
        return self.entry.seq if self.entry is not None else None

    def document(self, db: str, table: str, id: str) -> dict[str, Any] | None:  # noqa: A002 - the field's name
        """A copy of one document, or None."""
        return cast("dict[str, Any] | None", self.table(db, table).get(doc_id=doc_id(id)))

    def documents(self, db: str, table: str) -> list[dict[str, Any]]:
        """Copies of all documents of a table."""
        return cast("list[dict[str, Any]]", self.table(db, table).all())

    def stored(self, db: str, table: str) -> Collection[dict[str, Any]]:
        """The documents of a table themselves, to be read and never changed: for who reads many."""
        return self._opened(db)[1].read().get(table, {}).values()

    def databases(self) -> list[str]:
        """The names of all databases that hold anything, or did once, sorted."""
        return sorted({*self._databases(), *self._open})

    def put(self, db: str, table: str, document: Mapping[str, Any]) -> None:
        """Store a document, which has an ``id``, keeping what an older one of that id has besides.

        It gets its ``rev`` and ``at``; one that says nothing new is no change. Raises `ValueError` and
        `TypeError` for what cannot be stored.
        """
        new = json_value(dict(document))
        if not new.get("id") or not isinstance(new["id"], str):
            raise ValueError("a document needs an id, which is text")
        old = self.document(db, table, new["id"]) or {}
        content = self._opened(db)[0]
        stamp = {"rev": content.next_rev(table, new["id"]), "at": self.at}
        kept = {name: old[name] for name in stamp if name in old}
        if old != {**old, **new, **kept}:
            self.table(db, table).put({**old, **new, **stamp})

    def adopt(self, db: str, table: str, *documents: Mapping[str, Any]) -> int:
        """Store documents from elsewhere with their own ``rev`` and ``at``, where they are newer; how many were.

        Raises as `put` does.
        """
        content = self._opened(db)[0]
        newer = [
            new for new in map(json_value, map(dict, documents)) if content.next_rev(table, new["id"]) <= new["rev"]
        ]
        self._adopted |= {(db, table, new["id"]) for new in newer}
        if newer:
            self.table(db, table).put(*newer)
        return len(newer)

    def remove(self, db: str, table: str, id: str) -> None:  # noqa: A002 - the field's name
        """Remove a document, if it is there."""
        self.table(db, table).discard(id)

    def table(self, db: str, table: str) -> DocumentTable:
        """The same working state through TinyDB; its documents bear an ``id`` of their own or get one."""
        if not _NAME.fullmatch(table):
            raise ValueError(f"{table!r} is no name for a table")
        return cast("DocumentTable", self._opened(db)[2].table(table))

    def changes(self) -> tuple[Change, ...]:
        """What was changed so far, in the form in which the journal keeps it."""
        found = []
        for db, (content, working, _) in self._open.items():
            for table, was, now in working.changes():
                id_ = (was or now or {})["id"]
                if now is not None and (db, table, id_) not in self._adopted:
                    now = {**now, "rev": content.next_rev(table, id_), "at": self.at}  # noqa: PLW2901
                found.append(Change(db, table, id_, was, now))
        return tuple(found)

    def end(self) -> None:
        """Refuse further use, since nothing more would be saved."""
        self._over = True

    def _opened(self, db: str) -> tuple[DatabaseContent, TransactionStorage, Database]:
        if self._over:
            raise RuntimeError("this change is over; begin another one")
        if db not in self._open:
            if not _NAME.fullmatch(db):
                raise ValueError(f"{db!r} is no name for a database")
            from lswtui.store.engine.tinydb_storage import (  # who only reads need not wait for TinyDB
                Database,
                TransactionStorage,
            )

            content = self._content(db)
            working = TransactionStorage(content.tables)
            self._open[db] = content, working, Database(storage=lambda: working)
        return self._open[db]
