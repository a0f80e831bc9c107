"""When TinyDB has what a verb changed, and what a verb says where it cannot be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB

from lswtui.store.store import CAPTURE_LAG

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Lsw


def in_tinydb(home: Path, table: str = "interruptions") -> set[str]:
    """The texts that plain TinyDB finds for this month."""
    with TinyDB(home / "data" / "db" / "2026-11.json", access_mode="r") as plain:
        return {document.get("text") or document["title"] for document in plain.table(table)}


@pytest.mark.usefixtures("clock")
def test_the_first_capture_of_a_home_is_in_tinydb_when_it_ends(lsw: Lsw, home: Path) -> None:
    lsw.done("log", "press 4 jammed", "5m")
    assert in_tinydb(home) == {"press 4 jammed"}


@pytest.mark.usefixtures("day")
def test_captures_leave_no_more_than_a_few_to_the_next_verb(lsw: Lsw, home: Path) -> None:
    for number in range(CAPTURE_LAG):
        lsw.done("log", f"nr {number}")
        assert in_tinydb(home) == set()
    lsw.done("log", "last")
    assert in_tinydb(home) == {"last", *(f"nr {number}" for number in range(CAPTURE_LAG))}


@pytest.mark.usefixtures("day")
def test_any_other_verb_leaves_nothing_out(lsw: Lsw, home: Path) -> None:
    lsw.done("log", "first")
    lsw.done("log", "second")
    lsw.done("add", "Call the supplier")
    assert in_tinydb(home) == {"first", "second"}
    assert "Call the supplier" in in_tinydb(home, "cards")


@pytest.mark.usefixtures("day")
def test_databases_that_cannot_be_written_are_told_by_each_verb_that_changes_anything_until_they_can(
    lsw: Lsw, home: Path
) -> None:
    lsw.done("log", "first")
    in_the_way = home / "data" / "db" / "2026-11.json.tmp"
    in_the_way.mkdir()
    for text in ("Call the supplier", "Call the customer"):
        added = lsw.done("add", text)
        assert added.out.startswith(f"added {text}")
        assert added.err == (
            f"lsw: the change is saved, but {in_the_way} cannot be written (Is a directory), "
            "so TinyDB does not have it; move that away, and the next change brings TinyDB up to date\n"
        )
    assert lsw.done("today").err == ""
    doctor = {check["id"]: check for check in lsw.done("doctor", "--json").json["checks"]}["databases"]
    assert doctor["state"] == "warning"
    assert doctor["details"] == [f"{in_the_way} is a folder; move it away, and the next change writes the database"]
    in_the_way.rmdir()
    assert lsw.done("add", "Call home").err == ""
    assert {"Call the supplier", "Call the customer", "Call home"} <= in_tinydb(home, "cards")


@pytest.mark.usefixtures("day")
@pytest.mark.parametrize("what", ["db", "db/2026-11.json", "db/head.json"])
def test_what_stands_in_the_place_of_the_databases_loses_nothing_and_stops_nothing(
    lsw: Lsw, home: Path, what: str
) -> None:
    lsw.done("log", "first")
    place, aside = home / "data" / what, home / "aside"
    place.rename(aside)
    if what == "db":
        place.write_text("in the way")
    else:
        place.mkdir()
    assert "10:30  blip  first" in lsw.done("today").out
    ran = lsw.done("add", "Call the supplier")
    assert "cannot be written" in ran.err
    assert "move that away" in ran.err
    assert "move it away" in lsw.done("doctor").out
    if what == "db":
        place.unlink()
    else:
        place.rmdir()
    assert lsw.done("log", "second").err == ""
    assert lsw.done("add", "Call home").err == ""
    assert in_tinydb(home) == {"first", "second"}
    assert "Everything" in lsw.done("doctor").out or "No damage" in lsw.done("doctor").out
