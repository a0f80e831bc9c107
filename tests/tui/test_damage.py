from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.app.interruptions import log
from tests.tui.window import window

if TYPE_CHECKING:
    from tests.desk import Desk


def spoil(desk: Desk) -> None:
    """One word of one line is changed behind the program's back, and no database knows better."""
    (path,) = (desk.workspace.places.data / "journal").rglob("*.jsonl")
    path.write_bytes(path.read_bytes().replace(b'"logged press 4 jammed"', b'"logged press 5 jammed"'))


async def test_damage_that_was_there_at_the_start_is_mended_told_and_waits_to_be_seen(desk: Desk) -> None:
    log.log(desk.workspace, "press 4 jammed 5m")
    log.log(desk.workspace, "audit moved 3m")
    spoil(desk)
    async with window(desk.another_window(), desk.clock) as board:
        await board.pass_time(0)
        notes = [note.message for note in board.app._notifications]
        assert any("was damaged and is kept aside" in note for note in notes)
        assert "1 to answer" in board.text
        await board.press("a")
        assert "take back the 3 entries" in board.text
        await board.press("b")
        assert "to answer" not in board.text
        assert {found.text for found in desk.day().interruptions} == {"press 4 jammed", "audit moved"}


async def test_damage_met_while_it_runs_is_mended_from_what_it_remembers(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        log.log(desk.workspace, "press 4 jammed 5m")
        await board.pass_time(0)
        (path,) = (desk.workspace.places.data / "journal").rglob("*.jsonl")
        path.write_bytes(b"")
        await board.pass_time(0)
        await board.pass_time(0)
        assert "press 4 j" in board.text
        assert "1 to answer" in board.text
