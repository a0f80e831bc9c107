from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from lswtui.store.engine import journal
from lswtui.store.engine.checksum import checksum, compact, with_checksum
from lswtui.store.records.board_versions import board_version, board_versions, first_version_since, store_board_version
from lswtui.store.records.tables import BOARDS, STANDARDS
from lswtui.store.recovery import verify
from lswtui.store.store import Store

if TYPE_CHECKING:
    from lswtui.store.engine.places import Places

DAYS = [date(2025, 3, 31), date(2026, 9, 1), date(2026, 11, 2), date(2026, 11, 5)]


def board(title: str) -> dict[str, Any]:
    return {"title": title}


@pytest.fixture
def kept(places: Places, at: datetime) -> Store:
    """A store with a version of a board from each of a few dates."""
    store = Store(places, program="test")
    for on in DAYS:
        with store.change("changed the board", at=at) as tx:
            store_board_version(tx, "mine", on, at, at, board(f"from {on}"))
    store.bring_up_to_date(at)
    return store


def titles(store: Store) -> list[str]:
    return [version["board"]["title"] for version in board_versions(store)]


def test_the_version_in_effect_is_the_last_one_that_had_begun(kept: Store) -> None:
    for on, after in zip(DAYS, [*DAYS[1:], date(2030, 1, 1)], strict=True):
        for there in (on, after - timedelta(days=1)):
            version = board_version(kept, there)
            assert version is not None
            assert version["since"] == on.isoformat()
    assert board_version(kept, DAYS[0] - timedelta(days=1)) is None
    assert first_version_since(kept) == DAYS[0]


@pytest.mark.usefixtures("kept")
def test_who_needs_the_version_in_effect_reads_no_other_database(places: Places) -> None:
    for path in (places.data / "db").glob(f"{BOARDS}*.json"):
        if not path.name.startswith(f"{BOARDS}2026-11"):
            path.write_text("not what was written")
    store = Store(places, program="test")
    version = board_version(store, date(2026, 12, 24))
    assert version is not None
    assert version["since"] == "2026-11-05"
    assert store.pending_damage == ""


def test_of_several_versions_of_a_board_from_one_date_the_last_is_kept(kept: Store, at: datetime) -> None:
    for number in range(3):
        with kept.change("changed it again", at=at) as tx:
            later = at + timedelta(minutes=number)
            store_board_version(tx, "mine", DAYS[-1], at, later, board(f"again {number}"))
    assert titles(kept)[-2:] == ["from 2026-11-02", "again 2"]


def test_another_board_from_the_same_date_is_kept_beside_it(kept: Store, at: datetime) -> None:
    with kept.change("chose another", at=at) as tx:
        store_board_version(tx, "other", DAYS[-1], at, at + timedelta(minutes=1), board("other"))
    version = board_version(kept, DAYS[-1])
    assert version is not None
    assert version["board_id"] == "other"
    assert titles(kept)[-2:] == ["from 2026-11-05", "other"]


def test_a_new_month_is_known_as_soon_as_it_is_stored(kept: Store, at: datetime) -> None:
    on = date(2026, 12, 1)
    with kept.change("changed the board", at=at) as tx:
        store_board_version(tx, "mine", on, at, at, board("new"))
        version = board_version(tx, on)
        assert version is not None
        assert version["board"]["title"] == "new"
    assert titles(kept)[-1] == "new"


# --- homes from before the versions had databases of their own


def made_older(places: Places) -> None:
    """Write the journals as format 2 had them: every version in `undated`; and no database."""
    for folder in (places.data / "journal").iterdir():
        prev = "00000000"
        for path in sorted(folder.iterdir()):
            lines = []
            for text in path.read_bytes().splitlines():
                line = {**json.loads(text), "schema": 2, "prev": prev}
                del line["crc"]
                for change in line["changes"]:
                    change["db"] = "undated" if change["table"] == STANDARDS else change["db"]
                lines.append(with_checksum(compact(line)))
                prev = checksum(lines[-1]) or ""
            path.write_bytes(b"".join(line + b"\n" for line in lines))
    for path in (places.data / "db").iterdir():
        path.unlink()
    (places.data / "db" / "head.json").write_bytes(with_checksum(compact({"schema": 2, "covers": {}, "files": {}})))


@pytest.fixture
def older(places: Places, at: datetime) -> Places:
    """A home of format 2 with a version for each change, as format 2 kept them: 60 of one day, and one before."""
    store = Store(places, program="test")
    for number in range(61):
        on, id_ = ("2026-10-01", "first") if number == 0 else ("2026-11-05", f"{number:02}")
        later = (at + timedelta(minutes=number)).isoformat()
        version = {"id": f"mine@{on}@{id_}", "board_id": "mine", "since": on, "began_at": later, "chosen_at": later}
        with store.change("changed the board", at=at) as tx:
            tx.put(f"{BOARDS}{on[:7]}", STANDARDS, {**version, "board": board(f"nr {number}")})
    store.bring_up_to_date(at)
    made_older(places)
    return places


def test_a_home_from_before_is_read_as_it_was(older: Places) -> None:
    store = Store(older, program="test")
    assert store.document("undated", STANDARDS, "mine@2026-10-01@first") is None
    assert len(titles(store)) == 61
    version = board_version(store, date(2026, 12, 1))
    assert version is not None
    assert version["board"]["title"] == "nr 60"


def test_the_first_change_brings_it_up_once_and_keeps_one_a_day(older: Places, at: datetime) -> None:
    with Store(older, program="test").change("added", at=at) as tx:
        tx.put("2026-11", "cards", {"id": "new"})
    store = Store(older, program="test")
    assert titles(store) == ["nr 0", "nr 60"]
    assert [entry.intent for entry in store.entries_backwards()][:2] == [
        "kept the last version of each day of each board",
        "added",
    ]
    assert json.loads((older.data / "db" / "head.json").read_text())["schema"] == journal.FORMAT
    with store.change("added again", at=at) as tx:
        tx.put("2026-11", "cards", {"id": "newer"})
    assert next(store.entries_backwards()).intent == "added again"


def test_what_was_brought_up_is_what_the_journals_come_to(older: Places, at: datetime) -> None:
    with Store(older, program="test").change("added", at=at) as tx:
        tx.put("2026-11", "cards", {"id": "new"})
    found = verify.read_data(older)
    assert (found.databases.damaged, found.databases.differing, found.databases.absent) == ((), (), ())
    for path in (older.data / "db").iterdir():
        path.unlink()
    assert titles(Store(older, program="test")) == ["nr 0", "nr 60"]


def test_a_lost_database_is_made_anew_from_lines_of_an_older_format(older: Places, at: datetime) -> None:
    with Store(older, program="test").change("added", at=at) as tx:
        tx.put("2026-11", "cards", {"id": "new"})
    (older.data / "db" / "boards-2026-11.json").unlink()
    assert titles(Store(older, program="test")) == ["nr 0", "nr 60"]
