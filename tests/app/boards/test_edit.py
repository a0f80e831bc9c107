"""Making a board one's own."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import pytest

from lswtui.app.boards import choose, edit
from lswtui.app.boards.edit import Begun
from lswtui.app.days import cards
from lswtui.app.results import EditedElsewhere
from lswtui.domain.boards.board import Board
from lswtui.domain.boards.board_file import board_table, read_board
from lswtui.domain.boards.draft import TASK_FORM, checked
from lswtui.domain.errors import BadInput, NotFound
from lswtui.store.files.board_files import BadBoard, board_names, bundled
from lswtui.store.files.own_boards import earlier_files
from tests.desk import PLAIN, Desk

if TYPE_CHECKING:
    from pathlib import Path

COMMENTED = PLAIN.replace('id = "walk"', '# agreed with Jo\nid = "walk"').replace(
    "minutes = 30", "minutes = 30  # or more"
)


@pytest.fixture
def desk(empty: Desk) -> Desk:
    """A desk with a board full of comments, chosen at 05:30; now it is 05:50."""
    choose.choose(empty.workspace, empty.board(COMMENTED))
    empty.clock.tick(20)
    return empty


def own(desk: Desk, name: str = "mine") -> Path:
    return desk.workspace.own_boards / "days" / f"{name}.toml"


def changed(begun: Begun, place: int, key: str, text: str) -> Begun:
    field = next(field for field in TASK_FORM if field.key == key)
    return begun._replace(draft=begun.draft.typed(place, field, text, known=begun.known))


def saved(desk: Desk, begun: Begun) -> Begun:
    return edit.save(desk.workspace, begun)[1]


def in_use(desk: Desk) -> Board:
    return choose.board_in_use(desk.workspace)


# --- beginning


def test_the_board_in_use_is_taken_up_with_its_file(desk: Desk) -> None:
    begun = edit.of_board_in_use(desk.workspace)
    assert begun.name == "mine"
    assert begun.draft.table == begun.seen
    assert begun.text == COMMENTED
    assert begun.known == {"huddle", "walk", "round", "read", "audit"}


def test_a_file_that_lay_there_before_it_was_chosen_is_taken_up_as_it_is(desk: Desk) -> None:
    os.utime(own(desk), (0, 0))
    begun = edit.of_board_in_use(desk.workspace)
    assert begun.draft.table == begun.seen
    assert begun.text == COMMENTED


def test_before_a_board_is_chosen_there_is_none_to_edit(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no board is in use yet"):
        edit.of_board_in_use(Desk(tmp_path / "home").workspace)


def test_a_ready_made_board_moved_to_another_shift_is_taken_up_as_it_is_used(desk: Desk) -> None:
    choose.choose(desk.workspace, "lean-team-leader", shift=(7 * 60, 15 * 60 + 30))
    begun = edit.of_board_in_use(desk.workspace)
    assert read_board(begun.name, begun.draft.table)[0] == in_use(desk)
    assert begun.on_disk is None
    comments = [line for line in (bundled() / "days" / "lean-team-leader.toml").read_text().splitlines() if "#" in line]
    assert [line for line in begun.text.splitlines() if "#" in line] == comments


def test_what_was_written_into_the_file_since_is_taken_up(desk: Desk) -> None:
    desk.rewrite("mine", COMMENTED.replace("minutes = 40", "minutes = forty"))
    with pytest.raises(BadInput, match="cannot be edited here"):
        edit.of_board_in_use(desk.workspace)
    desk.rewrite("mine", COMMENTED.replace("minutes = 40", 'minutes = "forty"'))
    begun = edit.of_board_in_use(desk.workspace)
    assert begun.draft.tasks[4]["minutes"] == "forty"
    assert begun.seen == board_table(in_use(desk))


def test_a_copy_has_another_name_and_title_and_all_the_rest(desk: Desk) -> None:
    begun = edit.copy_of(desk.workspace, "plant-manager", "Plant  two")
    assert (begun.name, begun.draft.title) == ("plant-two", "Plant two")
    board = checked(begun.draft).board
    assert board is not None
    assert len(board.tasks) > 7


def test_an_empty_board_lacks_only_its_tasks(desk: Desk) -> None:
    begun = edit.new(desk.workspace, "Press shop")
    assert [str(flaw.problem) for flaw in checked(begun.draft).flaws] == [
        "task: is missing; a board needs at least one [[task]]"
    ]


@pytest.mark.parametrize("title", ["Mine", "Plant manager", "夜班"])
def test_a_name_that_is_taken_or_none_is_refused(desk: Desk, title: str) -> None:
    with pytest.raises(BadInput, match=r"choose another name|letters from a to z"):
        edit.new(desk.workspace, title)


# --- saving


def test_a_saved_change_keeps_every_comment_and_takes_effect_today(desk: Desk) -> None:
    begun = changed(edit.of_board_in_use(desk.workspace), 1, "minutes", "45")
    assert saved(desk, begun).draft == begun.draft
    assert own(desk).read_text() == COMMENTED.replace("minutes = 30", "minutes = 45")
    assert desk.card("walk").minutes == 45


def test_cards_that_were_begun_and_days_gone_by_stay_as_they_are(desk: Desk) -> None:
    cards.start(desk.workspace, desk.card("walk").id)
    before = desk.day("2026-11-18")
    saved(desk, changed(edit.of_board_in_use(desk.workspace), 1, "minutes", "45"))
    assert desk.card("walk").minutes == 30
    assert desk.card("walk", "2026-11-20").minutes == 45
    assert desk.day("2026-11-18") == before


def test_a_board_with_problems_reaches_neither_the_file_nor_the_day(desk: Desk) -> None:
    begun = changed(edit.of_board_in_use(desk.workspace), 1, "minutes", "long")
    with pytest.raises(BadInput, match=r"nothing was saved: task\[1\].minutes \(walk\)"):
        edit.save(desk.workspace, begun)
    assert own(desk).read_text() == COMMENTED
    assert desk.card("walk").minutes == 30


def test_a_new_board_is_in_use_once_it_is_saved(desk: Desk) -> None:
    begun = edit.copy_of(desk.workspace, "mine", "Night shift")
    again = saved(desk, begun)
    assert in_use(desk).id == "night-shift"
    assert own(desk, "night-shift").exists()
    desk.clock.tick(1)
    saved(desk, changed(again, 0, "title", "Stand-up"))
    assert desk.card("huddle").title == "Stand-up"


def test_saving_what_is_in_use_already_makes_no_other_version(desk: Desk) -> None:
    entries = sum(1 for _ in desk.workspace.store.entries_backwards())
    said, _ = edit.save(desk.workspace, edit.of_board_in_use(desk.workspace))
    assert said.text == "the board stays as it is"
    assert sum(1 for _ in desk.workspace.store.entries_backwards()) == entries


def test_a_board_that_another_window_changed_meanwhile_is_not_overwritten_unseen(desk: Desk) -> None:
    begun = changed(edit.of_board_in_use(desk.workspace), 1, "minutes", "45")
    choose.change_task(desk.another_window(), desk.card("walk"), minutes=20)
    with pytest.raises(EditedElsewhere) as refused:
        edit.save(desk.workspace, begun)
    assert refused.value.stored.task("walk").minutes == 20
    assert own(desk).read_text() == COMMENTED
    desk.clock.tick(1)
    saved(desk, edit.looked_at_again(desk.workspace, begun))
    assert desk.card("walk").minutes == 45


def test_a_file_that_was_changed_meanwhile_is_not_overwritten_unseen_and_then_kept(desk: Desk) -> None:
    begun = changed(edit.of_board_in_use(desk.workspace), 1, "minutes", "45")
    theirs = COMMENTED.replace("minutes = 40", "minutes = 41")
    own(desk).write_text(theirs)
    with pytest.raises(EditedElsewhere):
        edit.save(desk.workspace, begun)
    assert own(desk).read_text() == theirs
    desk.clock.tick(1)
    saved(desk, edit.looked_at_again(desk.workspace, begun))
    assert desk.card("walk").minutes == 45
    assert own(desk).with_suffix(".toml.before").read_text() == theirs


def test_every_file_that_the_editor_writes_over_is_kept_under_a_name_of_its_own(desk: Desk) -> None:
    begun = changed(edit.of_board_in_use(desk.workspace), 1, "minutes", "45")
    theirs = [COMMENTED.replace("minutes = 40", f"minutes = {minutes}") for minutes in (41, 42)]
    for minutes, text in zip(("46", "47"), theirs, strict=True):
        own(desk).write_text(text)
        desk.clock.tick(1)
        begun = saved(desk, changed(edit.looked_at_again(desk.workspace, begun), 1, "minutes", minutes))
    desk.clock.tick(1)
    begun = saved(desk, changed(begun, 1, "minutes", "48"))
    kept = earlier_files(desk.workspace.own_boards)
    assert [path.read_text() for path in kept] == theirs
    assert desk.card("walk").minutes == 48


def test_a_file_that_was_broken_meanwhile_is_left_alone(desk: Desk) -> None:
    begun = changed(edit.of_board_in_use(desk.workspace), 1, "minutes", "45")
    own(desk).write_text("title = ")
    with pytest.raises(BadInput, match="was changed meanwhile and cannot be read"):
        edit.save(desk.workspace, begun)
    assert own(desk).read_text() == "title = "


# --- drafts and files


def test_a_half_made_board_is_kept_and_read_again(desk: Desk) -> None:
    begun = changed(edit.of_board_in_use(desk.workspace), 1, "minutes", "long")
    assert edit.read_kept(edit.kept_text(begun)) == begun


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"draft": {"name": "a"}}', "not JSON"])
def test_what_is_no_half_made_board_is_none(text: str) -> None:
    assert edit.read_kept(text) is None


def test_a_file_to_go_on_with_is_a_good_board(desk: Desk) -> None:
    path = edit.begin_file(desk.workspace, "Press shop", None)
    assert path == own(desk, "press-shop")
    choose.choose(desk.workspace, "press-shop")
    assert desk.card("plan-the-day").at == 8 * 60
    assert "# Working hours" in path.read_text()


def test_a_bad_board_is_not_copied_to_a_file(desk: Desk) -> None:
    desk.board(PLAIN.replace("minutes = 10", "minutes = 0"), "bad")
    with pytest.raises(BadBoard):
        edit.begin_file(desk.workspace, "Press shop", "bad")
    assert "press-shop" not in board_names(desk.workspace.own_boards)


# --- what it amounts to


def test_a_week_shows_its_cards_and_how_full_the_days_are(desk: Desk) -> None:
    week = edit.week(in_use(desk), date(2026, 11, 16))
    assert [len(day.cards) for day in week] == [5, 5, 5, 6, 5, 0, 0]
    assert week[3].load.planned_minutes == 10 + 30 + 40 + 15 + 40
    assert week[3].load.working_minutes == 450
    assert week[5].load.share is None


def test_two_versions_of_a_board_are_told_apart_in_words(desk: Desk) -> None:
    before = in_use(desk)
    walk = before.tasks[1]
    walk = walk._replace(minutes=45, at=(7 * 60 + 15,), window=0, check=True, standard="What can be seen, at length")
    after = before._replace(tasks=(before.tasks[0], walk, *before.tasks[2:4]), title="Other")
    assert edit.differences(before, after) == (
        "gone: Audit the cell",
        "Walk the line: at 07:15, minutes 45, good is, grace 0, ask after yes",
        "title, hours, categories or other facts of the board",
    )
    assert edit.differences(None, before) == ("the board Plain, 5 tasks",)
    assert edit.differences(before, before._replace(tasks=before.tasks[::-1])) == ("the order of its tasks",)
