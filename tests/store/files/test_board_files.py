from __future__ import annotations

from pathlib import Path

import pytest

from lswtui.domain.errors import ExitCode, NotFound
from lswtui.store.files.board_files import BadBoard, board_names, bundled, load_board, load_review

TASK = """
[[task]]
id = "walk"
title = "Walk"
every = "daily"
minutes = 15
activity = "go-and-see"
domain = "operate"
element = "accountability"
area = "accountability"
"""
BOARD = f"""
title = "Mine"
level = "manager"
[hours]
mon-fri = "08:00-17:00"
{TASK}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "days").mkdir()
    (tmp_path / "reviews").mkdir()
    return tmp_path


def problems_of(path: Path, own: Path) -> list[str]:
    with pytest.raises(BadBoard) as error:
        load_board(str(path), own)
    assert error.value.exit_code is ExitCode.USAGE
    assert str(path) in str(error.value)
    return [str(problem) for problem in error.value.problems]


def test_the_ready_made_files_are_found() -> None:
    assert (bundled() / "days").is_dir()
    assert (bundled() / "reviews" / "evening.toml").is_file()


def test_own_boards_stand_among_the_ready_made_ones(own: Path) -> None:
    (own / "days" / "mine.toml").write_text(BOARD)
    names = board_names(own)
    assert "mine" in names
    assert "lean-team-leader" in names
    assert names == sorted(names)


def test_without_a_folder_of_ones_own_there_are_the_ready_made_ones(tmp_path: Path) -> None:
    assert "lean-team-leader" in board_names(tmp_path / "nowhere")


def test_ones_own_board_wins_over_the_ready_made_one_of_its_name(own: Path) -> None:
    (own / "days" / "lean-team-leader.toml").write_text(BOARD)
    assert load_board("lean-team-leader", own).title == "Mine"
    assert board_names(own).count("lean-team-leader") == 1


def test_ones_own_review_wins_as_well(own: Path) -> None:
    (own / "reviews" / "evening.toml").write_text(
        'title = "Short"\ncadence = "daily"\nsteps = ["All"]\n'
        '[[question]]\nid = "well"\nstep = 1\nkind = "line"\nask = "What went well?"\n'
    )
    assert load_review("evening", own).title == "Short"


def test_a_board_is_also_read_from_the_path_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.toml"
    path.write_text(BOARD)
    assert load_board(str(path), tmp_path).id == "elsewhere"


def test_an_unknown_name_is_answered_with_the_nearest_one(own: Path) -> None:
    with pytest.raises(NotFound, match="did you mean 'lean-team-leader'"):
        load_board("lean-team-leadr", own)
    with pytest.raises(NotFound, match=r"there are .*evening"):
        load_review("xyz", own)


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "", ".", "days/mine", "secret\0"])
def test_a_name_never_leaves_the_folder(own: Path, name: str) -> None:
    (own / "secret.toml").write_text(BOARD)
    with pytest.raises(NotFound):
        load_board(name, own)
    with pytest.raises(NotFound):
        load_review(name, own)


def test_a_review_is_not_read_from_a_path(own: Path) -> None:
    with pytest.raises(NotFound):
        load_review(str(bundled() / "reviews" / "evening.toml"), own)


def test_a_file_that_is_not_there_is_said_with_its_path(own: Path) -> None:
    with pytest.raises(NotFound, match=r"gone\.toml cannot be read"):
        load_board("gone.toml", own)


def test_a_bad_board_says_all_its_problems(own: Path) -> None:
    path = own / "days" / "mine.toml"
    path.write_text(BOARD.replace("manager", "boss").replace("minutes", "minuts"))
    assert [problem.split(":")[0] for problem in problems_of(path, own)] == [
        "level",
        "task[0].minutes (walk)",
        "task[0].minuts (walk)",
    ]


def test_bad_toml_is_one_problem_with_its_line(own: Path) -> None:
    path = own / "days" / "mine.toml"
    path.write_text('title = "Mine"\nlevel = manager\n')
    assert problems_of(path, own) == ["line 2: Invalid value at column 9"]


def test_toml_that_just_ends_is_one_problem(own: Path) -> None:
    path = own / "days" / "mine.toml"
    path.write_text('title = "Mine"\nlevel = """')
    assert len(problems_of(path, own)) == 1


def test_another_encoding_is_one_problem_with_its_line(own: Path) -> None:
    path = own / "days" / "mine.toml"
    path.write_bytes('title = "Mine"\nabout = "Büro"\n'.encode("latin-1"))
    assert problems_of(path, own) == ["line 2: is not written in UTF-8"]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(own: Path) -> None:
    path = own / "days" / "mine.toml"
    path.write_bytes(BOARD.replace("\n", "\r\n").encode("utf-8-sig"))
    assert load_board("mine", own).title == "Mine"
