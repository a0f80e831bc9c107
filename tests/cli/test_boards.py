"""Choosing, reading, checking and adapting boards."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lswtui.domain.boards.board_file import board_table, read_board
from lswtui.store.files.board_files import bundled, load_board
from lswtui.store.files.toml_text import toml_text

if TYPE_CHECKING:
    import time_machine

    from tests.cli.conftest import Lsw

BAD = """
title = "Bad"
levle = "manager"
[hours]
workday = "06:00-25:00"
[[task]]
id = "huddle"
every = "dayly"
"""


def test_an_empty_home_says_that_no_board_is_chosen_and_how_to_choose_one(lsw: Lsw) -> None:
    assert "lsw board use NAME" in lsw.done("today").out
    assert lsw.today()["board"] is None
    assert "lsw board use NAME" in lsw.refused("board", "show", code=3)


def test_every_ready_made_board_is_listed(lsw: Lsw) -> None:
    listed = lsw.done("board", "list", "--json").json["boards"]
    assert {board["name"] for board in listed} == {path.stem for path in (bundled() / "days").glob("*.toml")}
    assert not any(board["in_use"] for board in listed)


def test_the_board_in_use_is_marked(lsw: Lsw) -> None:
    lsw.done("board", "use", "plant-manager")
    assert [line for line in lsw.done("board", "list").out.splitlines() if line.startswith("* plant-manager ")]


def test_a_broken_board_of_ones_own_hides_no_other(lsw: Lsw, home: Path) -> None:
    own = home / "data" / "boards" / "days"
    own.mkdir(parents=True)
    (own / "bad.toml").write_text(BAD)
    ran = lsw.done("board", "list")
    assert "plant-manager" in ran.out
    assert "bad.toml" in ran.err


def test_a_shift_moves_the_board_along(lsw: Lsw, clock: time_machine.Traveller) -> None:
    clock.move_to("2026-11-19T03:00:00+01:00")
    lsw.done("board", "use", "lean-team-leader", "--shift", "07:00-15:15")
    assert lsw.card("gemba", "--on", "2026-11-19")["at"] == "07:25"


@pytest.mark.parametrize("shift", ["06:00", "06:00-25:00", "06:00-06:00", "", "x-y"])
def test_a_shift_is_two_times(lsw: Lsw, shift: str) -> None:
    lsw.refused("board", "use", "lean-team-leader", "--shift", shift, code=2)


def test_an_unknown_board_gets_a_suggestion(lsw: Lsw) -> None:
    assert "did you mean 'plant-manager'?" in lsw.refused("board", "use", "plant-manger", code=3)


def test_a_board_is_shown_by_name_and_by_file(lsw: Lsw) -> None:
    by_name = lsw.done("board", "show", "executive")
    assert by_name.out == lsw.done("board", "show", str(bundled() / "days" / "executive.toml")).out
    assert lsw.done("board", "show", "executive", "--json").json["board"]["title"] in by_name.out


def test_checking_names_every_problem_with_the_path_of_its_key(lsw: Lsw, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text(BAD)
    ran = lsw("board", "check", str(tmp_path / "bad.toml"), "executive", str(tmp_path / "none.toml"))
    assert ran.code == 2
    for told in (
        "levle",
        "did you mean 'level'?",
        "hours.workday",
        "task[0].every",
        "executive: good",
        "cannot be read",
    ):
        assert told in ran.out
    as_json = lsw("board", "check", "--json", str(tmp_path / "bad.toml"))
    assert as_json.code == 2
    assert len(as_json.json["files"][0]["problems"]) == ran.out.count("bad.toml:")


def test_a_good_board_passes_the_check(lsw: Lsw) -> None:
    good, *advice = lsw.done("board", "check", "executive").out.splitlines()
    assert good == "executive: good"
    assert all(line.startswith("  No task ") for line in advice)


def test_the_dates_of_a_task_are_listed(lsw: Lsw) -> None:
    listed = lsw.done("board", "dates", "lean-team-leader", "--task", "gemba", "2026-11-20..2026-11-24", "--json")
    assert listed.json == {"schema": 1, "tasks": [{"id": "gemba", "dates": ["2026-11-20", "2026-11-23", "2026-11-24"]}]}
    plain = lsw.done("board", "dates", "lean-team-leader", "--task", "gemba", "2026-11-20..2026-11-24")
    assert plain.out == "gemba: 2026-11-20 2026-11-23 2026-11-24\n"


def test_a_rule_is_said_back_in_words_with_its_next_five_dates(lsw: Lsw) -> None:
    words, ahead = lsw.done("board", "dates", "lawn-care-owner", "--task", "visit-a-partner").out.splitlines()
    assert words == "visit-a-partner: the second Tuesday of the month"
    assert [said.split()[0] for said in ahead.split(", ")] == ["Tue"] * 5


def test_an_unknown_task_gets_a_suggestion(lsw: Lsw) -> None:
    assert "did you mean 'gemba'?" in lsw.refused("board", "dates", "lean-team-leader", "--task", "gembas", code=3)


def test_dates_are_listed_for_ten_years_at_most(lsw: Lsw) -> None:
    lsw.refused("board", "dates", "lean-team-leader", "1970-01-01..2199-12-31", code=2)


# --- editing


@pytest.fixture
def chosen(lsw: Lsw) -> None:
    lsw.done("board", "use", "lean-team-leader")


def own_file(home: Path) -> Path:
    return home / "data" / "boards" / "days" / "lean-team-leader.toml"


@pytest.mark.usefixtures("chosen")
def test_an_edited_board_takes_effect(lsw: Lsw, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", 'sed -i \'s/^title = "Lean team leader"/title = "My board"/\'')
    lsw.done("board", "edit")
    assert lsw.done("board", "show").out.startswith("My board ·")
    assert own_file(home).stat().st_mode & 0o777 == 0o600
    assert lsw.done("undo").out == "undid: chose the board My board\n"


@pytest.mark.usefixtures("chosen")
def test_a_rule_that_was_edited_is_said_back_in_words_with_its_next_dates(
    lsw: Lsw, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "sed -i '0,/^every = .*/s//every = \"last friday\"/'")
    said = lsw.done("board", "edit").err
    assert "the last Friday of the month" in said
    assert said.count("Fri ") == 5


@pytest.mark.usefixtures("chosen")
def test_a_board_left_as_it_was_changes_nothing(lsw: Lsw, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "true")
    assert "stays as it was" in lsw.done("board", "edit").out


@pytest.mark.usefixtures("chosen")
def test_a_spoilt_board_is_not_used_and_its_file_is_kept(lsw: Lsw, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "sed -i -e 's/^level/levle/' -e 's/^every = \"workday\"/every = \"dayly\"/'")
    ran = lsw("board", "edit")
    assert ran.code == 2
    assert "levle" in ran.err
    assert "dayly" in ran.err
    assert "levle" in own_file(home).read_text()
    assert lsw.done("board", "show").out.startswith("Lean team leader ·")
    monkeypatch.setenv("EDITOR", "sed -i -e 's/^levle/level/' -e 's/\"dayly\"/\"daily\"/'")
    lsw.done("board", "edit")
    assert "daily" in lsw.done("board", "show").out


@pytest.mark.usefixtures("chosen")
@pytest.mark.parametrize("editor", ["false", "/nowhere/editor"])
def test_an_editor_that_fails_changes_nothing(lsw: Lsw, monkeypatch: pytest.MonkeyPatch, editor: str) -> None:
    monkeypatch.setenv("EDITOR", editor)
    ran = lsw("board", "edit")
    assert ran.code in (2, 3)
    assert ran.err.count("\n") == 1


@pytest.mark.usefixtures("chosen")
def test_without_an_editor_and_a_terminal_editing_says_what_to_set(lsw: Lsw) -> None:
    assert "EDITOR" in lsw.refused("board", "edit", code=2)


def test_the_moved_board_is_what_is_edited(lsw: Lsw, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lsw.done("board", "use", "lean-team-leader", "--shift", "07:00-15:15")
    monkeypatch.setenv("EDITOR", "true")
    lsw.done("board", "edit")
    assert load_board(str(own_file(home)), home).hours[0][0].start == 7 * 60


def test_an_older_file_of_the_board_that_is_edited_is_kept_each_time(
    lsw: Lsw, home: Path, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    kept = []
    for hour in (6, 7, 8):
        clock.shift(3600)
        lsw.done("board", "use", "lean-team-leader", "--shift", f"0{hour}:00-15:15")
        lsw.done("board", "edit")
        os.utime(own_file(home), (0, 0))
        kept.append(own_file(home).read_bytes())
    earlier = lsw.done("board", "list", "--all", "--json").json["earlier"]
    assert [Path(path).read_bytes() for path in earlier] == kept[:-1]


@pytest.mark.parametrize("path", sorted((bundled() / "days").glob("*.toml")), ids=lambda path: path.stem)
def test_a_board_written_out_reads_as_the_same_board(path: Path) -> None:
    board, _ = read_board(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))
    assert board is not None
    assert read_board(path.stem, tomllib.loads(toml_text(board_table(board)))) == (board, ())


def test_texts_of_any_kind_survive_being_written_out() -> None:
    table = {
        "title": 'a "quoted" \\ line\nwith \x7f \x1b 🙂',
        "inner": {"a key": [1, 0.5, True, "x"]},
        "each": [{"a": 1}],
    }
    assert tomllib.loads(toml_text(table)) == table


def test_a_new_board_without_a_terminal_is_a_good_file_to_go_on_with(lsw: Lsw, home: Path) -> None:
    path = lsw.done("board", "new", "Press shop").out.strip()
    assert path == str(home / "data" / "boards" / "days" / "press-shop.toml")
    checked = lsw.done("board", "check", "press-shop").out.splitlines()
    assert checked[0] == "press-shop: good"
    assert "  No task is for reflecting; nothing of the day finds its way into tomorrow." in checked
    assert checked[-1].startswith("  No task is for strategies, culture,")
    lsw.done("board", "use", "press-shop")
    assert lsw.done("board", "show", "--json").json["name"] == "press-shop"


def test_a_board_like_another_has_its_tasks_and_its_comments(lsw: Lsw) -> None:
    made = lsw.done("board", "new", "My ward", "--like", "charge-nurse", "--json").json
    assert made["name"] == "my-ward"
    like = bundled() / "days" / "charge-nurse.toml"
    text = like.read_text(encoding="utf-8")
    copy, original = (load_board(path, like.parent) for path in (made["path"], str(like)))
    assert copy == original._replace(id="my-ward", title="My ward")
    assert Path(made["path"]).read_text(encoding="utf-8").replace('"My ward"', '"Charge nurse"') == text


def test_a_name_that_is_taken_or_a_board_that_is_not_there_is_refused(lsw: Lsw) -> None:
    assert "there is a board charge-nurse already" in lsw.refused("board", "new", "Charge nurse", code=2)
    assert "there is no board 'charge-nurze'" in lsw.refused("board", "new", "A", "--like", "charge-nurze", code=3)
    assert "give the board a name" in lsw.refused("board", "new", "--no-tui", code=2)


def test_advice_is_in_the_json_of_a_check_as_well(lsw: Lsw) -> None:
    (file,) = lsw.done("board", "check", "charge-nurse", "--json").json["files"]
    assert file["problems"] == []
    assert [line for line in file["advice"] if line.startswith("No task is for ")]
