from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tinydb import TinyDB

from lswtui.store.engine.journal import FORMAT
from lswtui.store.engine.migrations import STEPS, brought_up
from lswtui.store.engine.places import Places, find_places
from lswtui.store.recovery import backup
from lswtui.store.store import Store

if TYPE_CHECKING:
    from datetime import datetime

EXAMPLES = Path(__file__).with_name("examples")
"""A home of each format, as a program of that time left it, and the documents that are in it."""
FORMATS = range(1, FORMAT + 1)


@pytest.fixture(params=FORMATS, ids="format-{}".format)
def format_(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def example(format_: int, tmp_path: Path) -> Places:
    shutil.copytree(EXAMPLES / f"format-{format_}", tmp_path / "home")
    return find_places({"LSW_HOME": str(tmp_path / "home")})


def documents(store: Store) -> dict[str, Any]:
    names = store.databases()
    return {
        name: {
            table: sorted(map(dict, store.documents(name, table)), key=lambda document: document["id"])
            for table in store.tables(name)
        }
        for name in names
    }


def expected(format_: int) -> Any:
    return json.loads((EXAMPLES / f"format-{format_}" / "documents.json").read_text(encoding="utf-8"))


def test_there_is_a_step_from_every_format_to_the_next() -> None:
    assert sorted(STEPS) == list(range(1, FORMAT))


def test_a_step_changes_no_line_it_is_given_and_leads_one_format_on() -> None:
    for number, step in STEPS.items():
        line = {"schema": number, "seq": 1, "changes": []}
        before = json.dumps(line)
        step(line)
        assert json.dumps(line) == before
        assert brought_up(line, number + 1)["schema"] == number + 1


def test_every_format_is_read_as_it_was_written(example: Places, format_: int) -> None:
    before = {path: path.read_bytes() for path in example.data.rglob("*") if path.is_file()}
    assert documents(Store(example, program="test")) == expected(format_)
    assert {path: path.read_bytes() for path in example.data.rglob("*") if path.is_file()} == before


def test_the_first_change_copies_everything_and_then_makes_the_databases_anew(
    example: Places, format_: int, at: datetime
) -> None:
    journals = {path: path.read_bytes() for path in example.data.rglob("*.jsonl")}
    with Store(example, program="test").change("added", at=at) as change:
        change.put("2026-11", "cards", {"id": "new"})
    head = json.loads((example.data / "db" / "head.json").read_text())
    assert head["schema"] == FORMAT
    made = backup.listed(example)
    assert [each.reason for each in made] == ([backup.BackupReason.BEFORE_MIGRATION] if format_ < FORMAT else [])
    assert all(path.read_bytes().startswith(before) for path, before in journals.items())
    with TinyDB(example.data / "db" / "2026-10.json", access_mode="r") as plain:
        assert [dict(document) for document in plain.table("spans")] == expected(format_)["2026-10"]["spans"]
