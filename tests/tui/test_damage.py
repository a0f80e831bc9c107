from __future__ import annotations

from typing import TYPE_CHECKING

from tinydb import TinyDB

from lswtui.app.interruptions import log
from tests.tui.window import window

if TYPE_CHECKING:
    import pytest

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


async def test_databases_that_cannot_be_written_are_told_once_shown_as_long_as_it_lasts_and_healed_by_the_next_change(
    desk: Desk,
) -> None:
    log.log(desk.workspace, "press 4 jammed 5m")
    (in_the_way := desk.workspace.places.data / "db" / "2026-11.json.tmp").mkdir()

    def said(words: str) -> int:
        return sum(words in note.message for note in board.app._notifications)

    async with window(desk.another_window(), desk.clock) as board:
        for text in ("audit moved", "type 3"):
            log.log(board.app.session.workspace, text)
            await board.app.session.settled()
            board.app.session._writer.submit(board.app.session._tidy)
            await board.app.session.settled()
            await board.pass_time(0)
            assert "databases not written" in board.text
        assert said("changes are saved, but the databases cannot be written (Is a directory)") == 1
        in_the_way.rmdir()
        log.log(board.app.session.workspace, "one more")
        await board.pass_time(0)
        board.app.session._writer.submit(board.app.session._tidy)
        await board.app.session.settled()
        await board.pass_time(0)
        assert "databases not written" not in board.text
        assert said("the databases have all changes again") == 1


async def test_what_another_program_left_out_of_the_databases_is_in_them_within_a_moment(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lswtui.tui.session.TIDY", 0.001)

    def in_tinydb() -> int:
        with TinyDB(desk.workspace.places.data / "db" / "2026-11.json", access_mode="r") as plain:
            return len(plain.table("interruptions"))

    log.log(desk.workspace, "press 4 jammed 5m")
    async with window(desk.another_window(), desk.clock) as board:
        log.log(desk.workspace, "from the shell")
        assert in_tinydb() < 2
        await board.pass_time(0)
        await board.until(lambda: in_tinydb() == 2)


async def test_a_program_whose_death_could_not_be_noticed_says_so(desk: Desk) -> None:
    (desk.workspace.places.state / "open").parent.mkdir(parents=True, exist_ok=True)
    (desk.workspace.places.state / "open").write_text("in the way")
    async with window(desk.workspace, desk.clock) as board:
        said = [note.message for note in board.app._notifications]
        assert any("cannot ask what was lost of a running clock" in text for text in said)
