"""No name leads out of its folder, no file can hang or hurt the program, nobody else can read what is kept."""

from __future__ import annotations

import json
import os
import socket
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from lswtui.app.boards import choose
from lswtui.app.boards.edit import file_to_edit
from lswtui.app.config import read_config
from lswtui.app.data import exchange
from lswtui.app.data.undo import undo
from lswtui.domain.errors import BadInput, LswError
from lswtui.store.engine import durable_files, untrusted_files
from lswtui.store.files.board_files import board_names, load_board, load_review
from lswtui.store.files.drafts import LARGEST
from tests.cli.conftest import BOARD, installed
from tests.desk import PLAIN, Desk
from tests.security.attacks import ATTACKS
from tests.security.conftest import STAMP
from tests.terminal import CTRL_S, ENTER, ESCAPE, Terminal, program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.cli.conftest import Lsw

NAMES = [
    "../../etc/passwd",
    "/etc/passwd",
    "..",
    ".",
    "",
    "days/x",
    "..\\x",
    "~/x",
    "x\0y",
    "x\ny",
    "n" * 300,
    "%2e%2e/x",
]


def fifo(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


def dangling(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def loop(path: Path) -> None:
    path.symlink_to(path)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def bound(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        here = os.open(".", os.O_RDONLY)
        os.chdir(path.parent)  # a socket's path has little room
        made.bind(path.name)
        os.fchdir(here)
        os.close(here)


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100 * untrusted_files.MEGABYTE)


def zeros(path: Path) -> None:
    path.write_bytes(bytes(1000))


NO_FILES: list[Callable[[Path], None]] = [fifo, folder, dangling, loop, endless, bound, huge, zeros]


def made(what: Callable[[Path], None], path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    what(path)
    return path


def one_sentence(err: str) -> bool:
    return err.startswith("lsw: ") and err.count("\n") == 1 and "Traceback" not in err


# --- names


@pytest.mark.usefixtures("day")
@pytest.mark.parametrize("name", [name for name in NAMES if "\0" not in name])
def test_a_board_name_leads_nowhere_but_to_boards(lsw: Lsw, name: str) -> None:
    for call in (("board", "show"), ("board", "use"), ("board", "dates")):
        lsw.refused(*call, "--", name, code=3)


@pytest.mark.parametrize("name", NAMES)
def test_an_imported_board_name_writes_no_file_outside_its_folder(tmp_path: Path, name: str) -> None:
    desk = Desk(tmp_path / "home")
    choose.choose(desk.workspace, desk.board(PLAIN))
    (version,) = desk.workspace.store.documents("boards-2026-11", "standards")
    standard = choose.standard_in_use(desk.workspace)
    if name not in ("n" * 300, "x\ny", "~/x", "%2e%2e/x"):
        with pytest.raises(BadInput, match="is the board's id"):
            exchange.import_json(
                desk.workspace,
                {"schema": 1, "databases": {"undated": {"standards": [{**version, "rev": 9, "board_id": name}]}}},
            )
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(LswError):
        file_to_edit(
            desk.workspace,
            standard._replace(
                board=standard.board._replace(id=name if name not in ("x\ny", "~/x", "%2e%2e/x") else "../y")
            ),
        )
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["../x", "a/b", "", "x" * 300])
def test_a_table_or_a_month_leads_nowhere(tmp_path: Path, name: str) -> None:
    desk = Desk(tmp_path / "home")
    for content in (
        {"schema": 1, "databases": {name: {"cards": []}}},
        {"schema": 1, "databases": {"2026-11": {f"{name}/..": [{"id": "x", **STAMP}]}}},
        {f"../{name}": {"1": {"id": "x"}}},
    ):
        with pytest.raises(BadInput):
            exchange.import_json(desk.workspace, content)


# --- files that are none


@pytest.mark.parametrize("what", NO_FILES)
def test_case_40_settings_that_are_no_file_are_refused_in_one_sentence(
    tmp_path: Path, what: Callable[[Path], None]
) -> None:
    config, problems = read_config(made(what, tmp_path / "config.toml"), commands=())
    assert config == read_config(tmp_path / "none", commands=())[0]
    assert len(problems) == 1


@pytest.mark.parametrize("what", NO_FILES)
def test_case_40_a_board_or_review_that_is_no_file_is_refused_in_one_sentence(
    tmp_path: Path, what: Callable[[Path], None]
) -> None:
    own = tmp_path / "own"
    made(what, own / "days" / "x.toml")
    made(what, own / "reviews" / "evening.toml")
    for read in (
        lambda: load_board("x", own),
        lambda: load_board(str(own / "days" / "x.toml"), own),
        lambda: load_review("evening", own),
    ):
        with pytest.raises(LswError):
            read()


@pytest.mark.parametrize("what", NO_FILES)
def test_case_40_what_is_no_file_is_neither_imported_nor_taken_for_answers(
    lsw: Lsw, tmp_path: Path, what: Callable[[Path], None]
) -> None:
    path = made(what, tmp_path / "x.json")
    for call in (("import", str(path)), ("reflect", "--answers", str(path))):
        ran = lsw(*call)
        assert ran.code in (2, 3), ran
        assert one_sentence(ran.err), ran


@pytest.mark.parametrize("what", NO_FILES)
def test_case_40_a_draft_that_is_no_file_is_said_and_hinders_nobody(
    tmp_path: Path, what: Callable[[Path], None]
) -> None:
    desk = Desk(tmp_path / "home")
    made(what, tmp_path / "home" / "data" / "drafts" / "bar.txt")
    if what is zeros:
        assert desk.workspace.drafts.text("bar") == "\0" * 1000
        return
    with pytest.raises(LswError):
        desk.workspace.drafts.text("bar")


@pytest.mark.parametrize("what", [fifo, folder, dangling, endless])
def test_case_40_the_installed_program_never_hangs_on_what_is_no_file(home: Path, what: Callable[[Path], None]) -> None:
    made(what, home / "config.toml")
    made(what, home / "data" / "boards" / "days" / "x.toml")
    for call in (("config", "show"), ("board", "list"), ("board", "show", "x"), ("import", str(home / "config.toml"))):
        ran = installed(*call)
        assert ran.code in (0, 2, 3), ran
        assert "Traceback" not in ran.err


def test_one_bad_file_among_the_boards_hides_no_other(lsw: Lsw, home: Path) -> None:
    for what in NO_FILES:
        made(what, home / "data" / "boards" / "days" / f"{what.__name__}.toml")
    ran = lsw.done("board", "list")
    assert "lean-team-leader" in ran.out
    assert ran.err.count("\n") == len(NO_FILES)


def test_a_link_out_of_the_folder_is_no_board_and_one_within_is(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "days").mkdir(parents=True)
    (tmp_path / "secret.toml").write_text(PLAIN)
    (own / "days" / "out.toml").symlink_to(tmp_path / "secret.toml")
    (own / "days" / "real.toml").write_text(PLAIN)
    (own / "days" / "within.toml").symlink_to("real.toml")
    with pytest.raises(BadInput, match="leads out of its folder"):
        load_board("out", own)
    assert load_board("within", own).title == "Plain"


def test_a_folder_of_boards_that_is_itself_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "kept" / "days").mkdir(parents=True)
    (tmp_path / "kept" / "days" / "mine.toml").write_text(PLAIN)
    (tmp_path / "own").symlink_to(tmp_path / "kept")
    assert "mine" in board_names(tmp_path / "own")
    assert load_board("mine", tmp_path / "own").title == "Plain"


def test_a_copy_of_a_board_is_never_written_through_a_link_that_leads_out(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home")
    choose.choose(desk.workspace, BOARD)
    days = desk.workspace.own_boards / "days"
    days.mkdir(parents=True)
    (days / f"{BOARD}.toml").symlink_to(tmp_path / "profile")
    with pytest.raises(BadInput, match="leads out"):
        file_to_edit(desk.workspace, choose.standard_in_use(desk.workspace))
    assert not (tmp_path / "profile").exists()


def test_case_41_a_data_file_that_is_a_link_stays_one(tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.json"
    real.write_bytes(b"old")
    (tmp_path / "x.json").symlink_to(real)
    durable_files.replace(str(tmp_path / "x.json"), b"new")
    assert (tmp_path / "x.json").is_symlink()
    assert real.read_bytes() == b"new"


def test_a_draft_that_is_too_large_is_refused_and_one_with_stray_bytes_is_not_lost(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home")
    path = made(zeros, tmp_path / "home" / "data" / "drafts" / "bar.txt")
    path.write_bytes(b"\nhalf a \xff line")
    assert desk.workspace.drafts.text("bar") == "\nhalf a \ufffd line"
    path.write_bytes(bytes(LARGEST + 1))
    with pytest.raises(BadInput, match="too large"):
        desk.workspace.drafts.text("bar")


# --- who may read it


def walked(home: Path) -> Iterator[tuple[str, int]]:
    """Everything under a folder with its permissions, links apart."""
    for path in (home, *sorted(home.rglob("*"))):
        if not path.is_symlink() and not stat.S_ISSOCK(path.stat().st_mode):
            yield str(path.relative_to(home.parent)), stat.S_IMODE(path.stat().st_mode)


USED = [
    ("board", "use", BOARD),
    ("start", "gemba"),
    ("log", "press 4 jammed @maria 5m"),
    ("in", "again"),
    ("back",),
    ("add", "call", "--at", "12:00"),
    ("note", "gemba", "a note"),
    ("done", "gemba", "--problem"),
    ("aside", "huddle", "--missed", "forgot"),
    ("off", "tomorrow", "--why", "leave"),
    ("reflect", "--answers", "-"),
    ("board", "edit"),
    ("undo",),
    ("redo",),
    ("close",),
    ("export",),
    ("import", "{export}"),
    ("import", "{tinydb}"),
    ("demo", "--no-tui", "--days", "1", "--keep", "{demo}"),
    ("today",),
    ("status",),
]


@pytest.mark.slow
@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_everything_that_is_made_is_its_owners_alone(tmp_path: Path, umask: int) -> None:
    home = tmp_path / "home"
    edited = f"{sys.executable} -c \"import sys; open(sys.argv[1], 'a').write('# changed')\""
    environ = {"LSW_HOME": str(home), "TZ": "Europe/Berlin", "EDITOR": edited, "HOME": str(tmp_path)}
    places = {name: str(tmp_path / name) for name in ("export", "tinydb", "demo")}
    (tmp_path / "tinydb").write_text(json.dumps({"cards": {"1": CARD}}) + "} left over")
    before = os.umask(umask)
    try:
        for call in USED:
            arguments = tuple(part.format(**places) if part.startswith("{") else part for part in call)
            ran = installed(*arguments, stdin='{"pledge": "watch"}', environ=environ)
            assert ran.code in (0, 3), (call, ran)
            if call == ("export",):
                (tmp_path / "export").write_text(ran.out)
        with Terminal(*program(), environ=environ) as terminal:
            terminal.wait("To do")
            terminal.press("n")
            terminal.wait("New card")
            terminal.answer("a card 5m")
            terminal.wait("what is it")
            terminal.press("m")
            terminal.wait_gone("what is it")
            terminal.press("i")
            terminal.wait("Interrupted")
            terminal.press("half a line")
            terminal.wait("half a line")
            terminal.wait("Esc keep too")
            terminal.press(ESCAPE)
            terminal.wait_gone("Esc keep too")
            terminal.press("b")
            terminal.wait_gone("! interrupted")
            terminal.press("I")
            terminal.wait("Log one that is over")
            terminal.press("another half")
            terminal.wait("another half")
            terminal.press(ESCAPE)
            terminal.wait_gone("Log one that is over")
            terminal.press("r")
            terminal.wait("Evening review")
            terminal.press("went well", CTRL_S, ENTER)
            terminal.rest(0.5)
            left = list(walked(home))
            terminal.press("q")
    finally:
        os.umask(before)
    for where, mode in (*left, *walked(home), *walked(tmp_path / "demo")):
        assert mode in (0o700, 0o600), (where, oct(mode))
    kept = {where.split("/")[-1] for where, _ in left}
    assert {"bar.txt", "inbox", "journal", "config.toml"} & kept >= {"bar.txt", "journal"}
    assert list((home / "data" / "damaged").iterdir())


CARD = {"id": "a", "on": "2026-11-19", "title": ATTACKS["title"], "minutes": 5, **STAMP}


def test_what_was_put_aside_by_an_import_can_be_undone_with_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home")
    exchange.import_json(desk.workspace, json.dumps({"cards": {"1": CARD}}))
    undo(desk.workspace)
    assert desk.workspace.store.documents("2026-11", "cards") == []
