"""Keeping backups, and going back to one."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from lswtui.app.data import backup, restore
from lswtui.app.data.undo import redo, undo
from lswtui.app.days import cards
from lswtui.app.interruptions import inbox, log
from lswtui.domain.errors import BadInput, Damaged, NotFound
from lswtui.domain.vocabulary import Lane
from lswtui.store.recovery.backup import listed
from tests.desk import PLAIN

if TYPE_CHECKING:
    from pathlib import Path

    from lswtui.app.workspace import Workspace
    from lswtui.store.recovery.backup import Backup
    from tests.desk import Desk

WALK = "walk"


def reopen(desk: Desk) -> Workspace:
    """Another program on the same data."""
    desk.workspace = desk.another_window()
    return desk.workspace


def texts(desk: Desk) -> list[str]:
    return [entry.text for entry in desk.day().interruptions]


def kept(desk: Desk) -> Backup:
    return backup.make(desk.workspace).backup


def go_back(desk: Desk, chosen: Backup) -> str:
    return restore.restore(desk.workspace, restore.compare(desk.workspace, chosen)).text


def empty_data(desk: Desk) -> Workspace:
    shutil.rmtree(desk.workspace.places.data)
    return reopen(desk)


def test_the_first_change_of_a_date_wants_a_backup_and_the_second_does_not(desk: Desk) -> None:
    workspace = desk.workspace
    assert workspace.wants_backup()
    assert backup.make_daily(workspace) == ""
    log.log(workspace, "press 5m")
    assert not workspace.wants_backup()
    desk.clock.tick(24 * 60)
    assert not workspace.wants_backup()
    log.log(workspace, "press 5m")
    assert workspace.wants_backup()


def test_what_wrote_nothing_wants_no_backup(desk: Desk) -> None:
    assert not reopen(desk).wants_backup()


def test_the_first_change_on_emptied_data_wants_one_even_on_the_same_date(desk: Desk) -> None:
    for number in range(3):
        log.log(desk.workspace, f"press {number} 5m")
    large = kept(desk)
    workspace = empty_data(desk)
    assert workspace.is_empty()
    assert f"holds {large.changes} changes" in backup.emptied(workspace)
    log.log(workspace, "after 5m")
    assert workspace.wants_backup()
    said = backup.make_daily(workspace)
    assert said == (
        f"this backup holds 1 change, that of 2026-11-19 05:50 held {large.changes}; "
        f"`lsw backup restore {large.name}` brings them back"
    )


def test_where_there_are_no_backups_nothing_is_said_of_empty_data(empty: Desk) -> None:
    assert empty.workspace.is_empty()
    assert backup.emptied(empty.workspace) == ""


def test_a_backup_of_the_day_that_fails_is_a_sentence_and_no_error(desk: Desk) -> None:
    (desk.workspace.places.data.parent / "backups").write_text("")
    assert desk.workspace.wants_backup()
    assert "no backup was made" in backup.make_daily(desk.workspace)


def test_going_back_brings_back_what_was_changed_added_and_taken_away(desk: Desk) -> None:
    log.log(desk.workspace, "first 5m")
    cards.start(desk.workspace, WALK)
    before, chosen = desk.day(), kept(desk)
    cards.finish(desk.workspace, WALK)
    log.log(desk.workspace, "second 5m")
    cards.add(desk.workspace, "One more")
    after = desk.day()
    found = restore.compare(desk.workspace, chosen)
    assert {each.table for each in found.differences} >= {"cards", "interruptions", "spans"}
    assert (found.files, found.unfit) == ((), 0)
    assert desk.day() == after
    said = restore.restore(desk.workspace, found).text
    assert "restored the backup of 2026-11-19 05:50" in said
    assert desk.day() == before
    assert restore.compare(desk.workspace, chosen).differences == ()


def test_going_back_is_one_change_that_can_be_undone_and_redone(desk: Desk) -> None:
    chosen = kept(desk)
    cards.start(desk.workspace, WALK)
    log.log(desk.workspace, "press 5m")
    after = desk.day()
    go_back(desk, chosen)
    assert texts(desk) == []
    assert "undid: restored the backup" in undo(desk.workspace).text
    assert desk.day() == after
    redo(desk.workspace)
    assert texts(desk) == []


def test_what_was_here_is_backed_up_before(desk: Desk) -> None:
    chosen = kept(desk)
    log.log(desk.workspace, "press 5m")
    go_back(desk, chosen)
    before = listed(desk.workspace.places)[0]
    assert before.reason == "before-restore"
    go_back(desk, before)
    assert texts(desk) == ["press"]


@pytest.mark.parametrize("wrote", [False, True])
def test_a_wiped_folder_is_filled_again(desk: Desk, wrote: bool) -> None:
    log.log(desk.workspace, "first 5m")
    cards.start(desk.workspace, WALK)
    before, chosen = desk.day(), kept(desk)
    workspace = empty_data(desk)
    if wrote:
        log.log(workspace, "in between 5m")
    go_back(desk, chosen)
    assert desk.day() == before
    reopen(desk)
    assert desk.day() == before
    again = backup.make(desk.workspace)
    assert again.larger is None
    assert again.backup.changes > chosen.changes


def test_the_inbox_is_not_taken_in_twice(desk: Desk) -> None:
    chosen = kept(desk)
    (desk.workspace.places.data / "inbox").write_text("press 5m\nhall 5m\n")
    inbox.import_inbox(desk.workspace)
    go_back(desk, chosen)
    assert texts(desk) == []
    inbox.import_inbox(desk.workspace)
    assert texts(desk) == []


def test_an_inbox_that_was_lost_with_the_data_comes_back_with_its_mark(desk: Desk) -> None:
    inbox_file = desk.workspace.places.data / "inbox"
    inbox_file.write_text("press 5m\n")
    inbox.import_inbox(desk.workspace)
    with inbox_file.open("a") as file:
        file.write("hall 5m\n")
    chosen = kept(desk)
    empty_data(desk)
    go_back(desk, chosen)
    inbox.import_inbox(desk.workspace)
    assert sorted(texts(desk)) == ["hall", "press"]


def test_own_boards_and_settings_come_back_and_drafts_only_where_there_is_none(desk: Desk) -> None:
    places = desk.workspace.places
    files: dict[Path, str] = {
        places.data / "boards" / "days" / "mine.toml": PLAIN,
        places.config: 'name = "Maria"',
        places.data / "drafts" / "kept.txt": "half a li",
        places.data / "drafts" / "gone.txt": "half a wo",
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    chosen = kept(desk)
    for path in files:
        path.write_text("other")
    (places.data / "drafts" / "gone.txt").unlink()
    said = go_back(desk, chosen)
    assert "boards/days/mine.toml" in said
    assert {path.name for path, text in files.items() if path.read_text() == text} == {
        "mine.toml", "config.toml", "gone.txt",
    }  # fmt: skip
    assert places.config.stat().st_mode & 0o777 == 0o600


def test_nothing_comes_back_through_a_link(desk: Desk, tmp_path: Path) -> None:
    assert desk.board(PLAIN)
    chosen = kept(desk)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.rmtree(desk.workspace.own_boards)
    desk.workspace.own_boards.symlink_to(elsewhere)
    desk.workspace.places.config.symlink_to(elsewhere / "config")
    go_back(desk, chosen)
    assert list(elsewhere.iterdir()) == []


def test_a_backup_is_found_by_its_name_any_beginning_of_it_or_its_date(desk: Desk) -> None:
    first = kept(desk)
    desk.clock.tick(24 * 60)
    second = kept(desk)
    third = kept(desk)
    find = restore.find
    assert find(desk.workspace, None) == third
    assert find(desk.workspace, first.name) == first
    assert find(desk.workspace, "2026-11-19") == first
    assert find(desk.workspace, second.name) == second
    assert find(desk.workspace, second.made_at.date()) == third
    with pytest.raises(BadInput, match="2 backups"):
        find(desk.workspace, "2026-11-20")
    with pytest.raises(NotFound):
        find(desk.workspace, "2027")


def test_without_backups_none_is_found(desk: Desk) -> None:
    with pytest.raises(NotFound, match="no backup yet"):
        restore.find(desk.workspace, None)


def test_a_damaged_one_is_passed_over_unless_it_is_named(desk: Desk) -> None:
    good = kept(desk)
    desk.clock.tick(1)
    bad = kept(desk)
    with open(bad.path, "r+b") as file:  # noqa: PTH123 - the path is text
        file.truncate(600)
    assert restore.find(desk.workspace, None) == good
    with pytest.raises(Damaged):
        restore.find(desk.workspace, bad.name)


def test_records_that_no_program_can_have_stored_stay_out(desk: Desk) -> None:
    with desk.workspace.change("broke it") as tx:
        tx.put("2026-11", "cards", {"id": "bad", "on": "never", "title": "x", "minutes": 1})
    chosen = kept(desk)
    undo(desk.workspace)
    found = restore.compare(desk.workspace, chosen)
    assert (found.differences, found.unfit) == ((), 1)


def test_the_lane_of_a_card_goes_back(desk: Desk) -> None:
    cards.start(desk.workspace, WALK)
    chosen = kept(desk)
    cards.finish(desk.workspace, WALK)
    go_back(desk, chosen)
    assert desk.card(WALK).lane is Lane.DOING
