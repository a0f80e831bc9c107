"""Whatever is listed in the registry of tables goes through everything that goes over all data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from lswtui.app.boards.choose import board_in_use
from lswtui.app.data import doctor, exchange, restore, undo
from lswtui.app.data.repair import mend
from lswtui.domain.boards.board_file import board_table
from lswtui.store.records import registry, tables
from lswtui.store.records.codec import stored_date
from lswtui.store.records.registry import TABLES, StoredTable
from lswtui.store.recovery import backup
from tests.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DAY, NOON = "2026-11-18", "2026-11-18T12:00:00+01:00"


def month(document: Mapping[str, Any]) -> str:
    return tables.month_of(stored_date(document["on"]))


NEW = StoredTable("flows", month, month)
"""A table that somebody adds: one entry, and nothing else."""
EXAMPLES: dict[str, dict[str, Any]] = {
    "cards": {"id": "a", "on": DAY, "title": "Call", "minutes": 5},
    "interruptions": {"id": "i", "on": DAY, "start": NOON, "end": NOON, "text": "press 4"},
    "reflections": {"id": f"day@{DAY}", "on": DAY, "review": "day", "saved_at": NOON},
    "days": {"id": DAY, "on": DAY, "seen": True},
    "standards": {
        "id": "mine", "board_id": "mine", "since": DAY, "began_at": NOON, "chosen_at": NOON, "board": {},
    },
    "spans": {"id": "s", "on": DAY, "owner": "a", "start": NOON, "end": NOON},
    "asking": {"id": DAY},
    "damage": {"id": "d", "file": "db/2026-10.json", "kept": [], "lost": []},
    "left-open": {"id": "a", "on": DAY},
    "remembered": {"id": "settled", "through": DAY},
    "repeated": {"id": "plain.walk", "title": "Walk", "days": 9, "misses": [], "told": []},
    "flows": {"id": "f", "on": DAY},
}  # fmt: skip
"""A record of each."""
NEEDED = {"standards": "since", "damage": "lost", "remembered": "through", "repeated": "misses", "asking": "id"}
"""A field without which a record of a table is none, where it is not its date."""


@dataclass
class Filled:
    """A home with one record more than a board needs."""

    desk: Desk
    db: str
    table: str
    record: dict[str, Any]

    def here(self, desk: Desk | None = None) -> dict[str, Any] | None:
        store = (desk or self.desk).workspace.store
        store.refresh()
        found = store.document(self.db, self.table, self.record["id"])
        return found and {name: held for name, held in found.items() if name not in ("rev", "at")}


@pytest.fixture(params=[*TABLES, NEW], ids=lambda table: table.name)
def filled(request: pytest.FixtureRequest, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Filled:
    table: StoredTable = request.param
    if table not in TABLES:
        monkeypatch.setattr(registry, "TABLES", (*TABLES, table))
    record = dict(EXAMPLES[table.name])
    if table.name == tables.STANDARDS:
        record["board"] = board_table(board_in_use(desk.workspace))
    filled = Filled(desk, table.database_of(record), table.name, record)
    with desk.workspace.change("put it") as tx:
        tx.put(filled.db, filled.table, record)
        if table.name in (tables.LEFT_OPEN, tables.SPANS):
            tx.put("2026-11", tables.CARDS, EXAMPLES[tables.CARDS])
    return filled


def test_each_table_has_one_name() -> None:
    assert len({table.name for table in TABLES}) == len(TABLES)


def test_a_record_is_exported_and_imported_back(filled: Filled, tmp_path: Path) -> None:
    exported = json.loads(json.dumps(exchange.export_json(filled.desk.workspace)))
    other = Desk(tmp_path / "other")
    other.clock.set("2026-11-19 12:00")
    exchange.import_json(other.workspace, exported)
    assert filled.here(other) == filled.record


def test_a_plain_tinydb_file_brings_it_to_where_it_belongs(filled: Filled, tmp_path: Path) -> None:
    other = Desk(tmp_path / "other")
    other.clock.set("2026-11-19 12:00")
    exchange.import_json(other.workspace, json.dumps({filled.table: {"1": filled.record}}))
    assert filled.here(other) == filled.record


def test_one_that_is_none_is_refused_and_found_and_kept_aside(filled: Filled) -> None:
    lacks = NEEDED.get(filled.table, "on")
    with filled.desk.workspace.change("spoilt it") as tx:
        tx.put(filled.db, filled.table, {**filled.record, lacks: [5] if lacks != "id" else "no date"})
    workspace = filled.desk.workspace
    checks = {check.id: check for check in doctor.examine(workspace)}
    assert checks["days"].state is doctor.Severity.DAMAGE
    assert f"{filled.db} {filled.table} " in checks["days"].details[0]
    mend(workspace, tuple(checks.values()))
    assert {check.id: check for check in doctor.examine(workspace)}["days"].state is doctor.Severity.OK


def test_it_is_counted_in_a_backup_and_comes_back_with_one(filled: Filled) -> None:
    workspace = filled.desk.workspace
    made = backup.make(workspace.places, workspace.now(), backup.BackupReason.ASKED).backup
    assert made.records[filled.table] == len(workspace.store.documents(filled.db, filled.table))
    with workspace.change("took it away") as tx:
        tx.remove(filled.db, filled.table, filled.record["id"])
    restore.restore(workspace, restore.compare(workspace, made))
    table = registry.table_of(filled.table)
    assert filled.here() == (filled.record if table and table.goes_back else None)


def test_it_is_undone_and_done_again(filled: Filled) -> None:
    undo.undo(filled.desk.workspace)
    assert filled.here() is None
    undo.redo(filled.desk.workspace)
    assert filled.here() == filled.record


def test_the_databases_are_made_anew_with_it(filled: Filled) -> None:
    filled.desk.workspace.store.bring_up_to_date(filled.desk.clock.now())
    for path in (filled.desk.workspace.places.data / "db").iterdir():
        path.unlink()
    again = filled.desk.another_window()
    found = again.store.document(filled.db, filled.table, filled.record["id"])
    assert found is not None
    assert {name: held for name, held in found.items() if name not in ("rev", "at")} == filled.record
