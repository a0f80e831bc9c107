"""Backups from the board: made with the first change of a day, and told of where the data are gone."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from lswtui.app.data import backup
from lswtui.app.interruptions import log
from lswtui.store.recovery.backup import listed
from tests.tui.window import window

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desk import Desk


def folder(desk: Desk) -> Path:
    return desk.workspace.places.data.parent / "backups"


@pytest.mark.usefixtures("no_bounce")
async def test_the_first_change_of_a_day_makes_one_beside_the_data(desk: Desk) -> None:
    desk.workspace = desk.another_window()
    async with window(desk.workspace, desk.clock) as board:
        await board.press("enter")
    (made,) = listed(desk.workspace.places)
    assert (made.reason, made.name[:10], made.changes) == ("day", "2026-11-19", changes(desk))


def changes(desk: Desk) -> int:
    desk.workspace.store.refresh()
    return sum(1 for _ in desk.workspace.store.entries_backwards())


@pytest.mark.usefixtures("no_bounce")
async def test_one_that_cannot_be_made_is_said_and_stops_nothing(desk: Desk) -> None:
    folder(desk).write_text("")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("enter")
        await board.until(lambda: "no backup was made" in board.text)
        assert desk.day().running is not None


async def test_empty_data_beside_full_backups_are_told_of_at_the_start(desk: Desk) -> None:
    log.log(desk.workspace, "press 5m")
    made = backup.make(desk.workspace).backup
    shutil.rmtree(desk.workspace.places.data)
    desk.workspace = desk.another_window()
    async with window(desk.workspace, desk.clock) as board:
        await board.until(lambda: "there are no data here" in board.text)
        assert made.name in "".join(board.text.split())


async def test_empty_data_without_backups_are_a_beginning(empty: Desk) -> None:
    async with window(empty.workspace, empty.clock) as board:
        assert "there are no data here" not in board.text
