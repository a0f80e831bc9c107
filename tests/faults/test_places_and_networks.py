"""Data that is slow, read only, gone, elsewhere or on a drive without locks (cases 18, 20, 21, 49, 51 to 54)."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from lswtui.store.engine import lock, lock_file, processes
from lswtui.store.engine.places import find_places
from lswtui.store.store import Store
from tests.faults.holding import WRITER, holding, process
from tests.faults.injecting import library, needs, small_disk, tracing, wait_for
from tests.terminal import ENTER, ESCAPE, Terminal, lsw, program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


BOARD = "er-physician-lead"
"""It has hours on all seven days."""
SHOWN = "▌[^\n]*\\S"
SLOW = 4_000_000
"""Microseconds that a sleeping disk takes."""
NO_LOCKS = """
int flock(int file, int how) { (void) file; (void) how; return 0; }
"""
Environ = dict[str, str]


@contextmanager
def board(environ: Environ) -> Iterator[Terminal]:
    """The board, open."""
    with Terminal(*program(), environ=environ) as terminal:
        terminal.wait(SHOWN)
        yield terminal


def texts(environ: Environ) -> list[str]:
    """What broke in today."""
    return [entry["text"] for entry in json.loads(lsw(environ, "today", "--json").stdout)["interruptions"]]


def write_down(terminal: Terminal, text: str) -> None:
    terminal.press("I")
    terminal.wait("Log one that is over")
    terminal.press(text)
    terminal.wait(text)
    terminal.press(ENTER)


# --- slow


def test_case_18_while_the_disk_sleeps_the_board_answers_and_shows_as_saved_only_what_is(environ: Environ) -> None:
    with board(environ) as terminal:
        with tracing(terminal.process.pid, "-etrace=fsync", f"-einject=fsync:delay_enter={SLOW}"):
            terminal.press(ENTER)
            terminal.wait("Doing 0", "saving…")
            terminal.press("I")
            terminal.wait("Log one that is over")
            terminal.press("typed")
            terminal.rest(0.6)  # the draft of it is on its way to the same disk
            terminal.press(" meanwhile")
            terminal.wait("saving…", "typed meanwhile", patience=3.0)
            terminal.wait_gone("saving…")
            terminal.wait("Doing 1")
        terminal.press(ENTER)
        terminal.wait("Interruptions 1")
    assert texts(environ) == ["typed meanwhile"]


# --- read only


def remounted(folder: Path, how: str) -> None:
    ran = subprocess.run([needs("mount"), "-o", f"remount,{how}", str(folder)], capture_output=True, check=False)
    if ran.returncode:
        pytest.skip("may not mount")


def test_case_20_a_folder_that_turns_read_only_is_said_typed_text_is_kept_and_saving_goes_on_after(
    tmp_path: Path,
) -> None:
    with small_disk(tmp_path / "disk", "4m") as disk:
        environ = {
            "HOME": str(tmp_path),
            "XDG_DATA_HOME": str(disk),
            "XDG_STATE_HOME": str(tmp_path / "state"),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
        }
        assert lsw(environ, "board", "use", BOARD).returncode == 0
        with board(environ) as terminal:
            remounted(disk, "ro")
            terminal.wait("read only")
            write_down(terminal, "press 4 jammed")
            terminal.wait("nothing was saved: Read-only file system")
            terminal.press(ESCAPE)
            terminal.wait("kept for later; I takes it up again")
            kept = tmp_path / "state" / "lswtui" / "drafts" / "bar.txt"
            wait_for(lambda: kept.exists() and "press 4 jammed" in kept.read_text(), "the draft")
            refused = lsw(environ, "log", "type 3")
            assert (refused.returncode, refused.stdout) == (1, "")
            assert refused.stderr.startswith("lsw: nothing was saved: Read-only file system")
            assert lsw(environ, "today").returncode == 0
            remounted(disk, "rw")
            terminal.wait("changes are saved")
            terminal.wait_gone("read only")
            terminal.press("I")
            terminal.wait("press 4 jammed")
            terminal.press(ENTER)
            terminal.wait("Interruptions 1")
        assert texts(environ) == ["press 4 jammed"]
        assert not kept.exists()


# --- gone


@pytest.mark.parametrize("how", ["the folder", "all in it"])
def test_case_21_data_that_vanish_are_missed_not_made_anew_and_gone_on_with_when_they_are_back(
    environ: Environ, home: Path, tmp_path: Path, how: str
) -> None:
    data, away = home / "data", tmp_path / "away"
    with board(environ) as terminal:
        data.rename(away)
        if how == "all in it":  # what a drive that was unmounted leaves
            data.mkdir()
        terminal.wait("data folder gone")
        terminal.press(ENTER)
        terminal.wait("nothing is saved")
        terminal.rest(1.5)
        assert not list(data.rglob("*"))
        shutil.rmtree(data, ignore_errors=True)
        away.rename(data)
        terminal.wait("changes are saved")
        terminal.wait_gone("data folder gone")
        write_down(terminal, "after all")
        terminal.wait("Interruptions 1")
    assert texts(environ) == ["after all"]


def test_case_49_a_journal_replaced_under_the_running_board_is_read_again_and_typed_text_stays(
    environ: Environ, home: Path, tmp_path: Path
) -> None:
    (journal,) = (home / "data" / "journal").rglob("*.jsonl")
    with board(environ) as terminal:
        terminal.press("I")
        terminal.wait("Log one that is over")
        terminal.press("half a li")
        terminal.wait("half a li")
        shutil.copytree(home, tmp_path / "copy")
        assert lsw({"LSW_HOME": str(tmp_path / "copy"), "TZ": "LSW-0"}, "log", "elsewhere").returncode == 0
        shutil.copy(journal, tmp_path / "restored")
        (tmp_path / "restored").replace(journal)
        for other in (tmp_path / "copy" / "data" / "journal").iterdir():
            if not (home / "data" / "journal" / other.name).exists():
                shutil.copytree(other, home / "data" / "journal" / other.name)
        terminal.wait("half a li", "Interruptions 1")
        terminal.press("ne", ENTER)
        terminal.wait("Interruptions 2")
    assert sorted(texts(environ)) == ["elsewhere", "half a line"]


# --- no locks


@pytest.fixture
def lockless(tmp_path: Path, home: Path) -> Environ:
    """A drive whose locks do nothing."""
    return {"LSW_HOME": str(home), "LD_PRELOAD": str(library(NO_LOCKS, tmp_path)), "TZ": "LSW-0"}


def owner_of(home: Path) -> Path:
    return home / "data" / "lock.owner"


def test_case_51_where_locks_do_nothing_writers_take_turns_all_the_same(lockless: Environ, home: Path) -> None:
    writers = [process(WRITER, name, "60", environ=lockless) for name in "abc"]
    said = {name for writer in writers for name in writer.communicate()[0].split()}
    assert [writer.returncode for writer in writers] == [0] * 3
    store = Store(find_places({"LSW_HOME": str(home)}), program="test")
    assert {card["id"] for card in store.documents("2026-11", "cards")} == said
    counted = store.document("undated", "counters", "all")
    assert counted is not None
    assert counted["n"] == len(said) == 180
    assert not list(home.rglob("lock.owner*"))


def test_case_51_an_owner_is_named_while_it_lives_and_forgotten_when_it_is_dead(lockless: Environ, home: Path) -> None:
    with holding(home, environ=lockless) as holder:
        refused = lsw(lockless, "add", "a card")
        assert refused.returncode == 3
        assert f"lsw (pid {holder.pid} on {os.uname().nodename}) is writing" in refused.stderr
        assert str(owner_of(home)) in refused.stderr
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        assert owner_of(home).exists()
        assert lsw(lockless, "add", "a card").returncode == 0
    assert not owner_of(home).exists()


def test_case_51_the_board_says_so(lockless: Environ) -> None:
    assert lsw(lockless, "board", "use", BOARD).returncode == 0
    with board(lockless) as terminal:
        terminal.wait("let only one write at a time")


@pytest.mark.usefixtures("environ")
def test_case_51_a_drive_that_locks_is_found_to_lock(home: Path) -> None:
    assert lock.locks_work(str(home / "data"))
    with holding(home):
        assert lock.locks_work(str(home / "data"))
    assert lock.locks_work(str(home / "nothing here"))
    assert not owner_of(home).exists()


def test_case_54_an_owner_that_died_is_forgotten_though_another_process_bears_its_number(
    lockless: Environ, home: Path
) -> None:
    assert lsw(lockless, "add", "a card").returncode == 0
    owner_of(home).write_text(f"{os.getpid()} 1 {lock_file.place()}")
    assert lsw(lockless, "add", "a card").returncode == 0
    assert not list(home.rglob("lock.owner*"))


def gone_process() -> int:
    """The number of a process that is no more."""
    ended = subprocess.Popen(["true"])
    ended.wait()
    return ended.pid


@pytest.mark.parametrize(
    "elsewhere",
    [
        lambda place: place.replace("pid:[", "pid:[9"),
        lambda place: f"{place}-2",
        lambda place: f"f{place[1:]}" if place[0] != "f" else f"e{place[1:]}",
    ],
    ids=["another container", "another machine", "another start of this one"],
)
def test_case_54_an_owner_of_another_place_is_not_taken_for_dead(
    lockless: Environ, home: Path, elsewhere: Callable[[str], str]
) -> None:
    assert lsw(lockless, "add", "a card").returncode == 0
    owner_of(home).write_text(f"{gone_process()} 1 {elsewhere(lock_file.place())}")
    refused = lsw(lockless, "add", "a card")
    assert refused.returncode == 3
    assert f"if it is gone, remove {owner_of(home)}" in refused.stderr
    assert owner_of(home).exists()


def test_case_54_what_an_owner_file_says_does_not_matter_where_the_drive_locks(environ: Environ, home: Path) -> None:
    owner_of(home).write_text(f"{os.getpid()} {processes.started(os.getpid())} {lock_file.place()}")
    assert lsw(environ, "add", "a card").returncode == 0


def test_case_54_a_holder_in_another_container_is_not_mistaken_for_another_process(
    environ: Environ, home: Path
) -> None:
    needs("unshare")
    if subprocess.run(["unshare", "--pid", "--fork", "true"], capture_output=True, check=False).returncode:
        pytest.skip("may not make a container")
    held = home / "data" / "lock"
    inside = subprocess.run(
        ["unshare", "--pid", "--fork", "--mount-proc", *program("add", "a card")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environ},
    )
    assert inside.returncode == 0, inside.stderr
    with holding(home):
        inside = subprocess.run(
            ["unshare", "--pid", "--fork", "--mount-proc", *program("add", "a card")],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, **environ},
        )
    assert inside.returncode == 3
    assert "another lsw is writing since" in inside.stderr
    assert held.exists()


# --- a server that does not answer


@pytest.mark.parametrize("how", ["error=ESTALE", "delay_enter=4000000"])
def test_case_52_while_the_storage_does_not_answer_the_board_lives_says_so_and_goes_on_after(
    environ: Environ, home: Path, how: str
) -> None:
    with board(environ) as terminal:
        journals = str(home / "data" / "journal")
        with tracing(terminal.process.pid, f"-P{journals}", "-etrace=%file", f"-einject=%file:{how}"):
            terminal.wait("storage not answering")
            terminal.press("I")
            terminal.wait("Log one that is over")
            terminal.press("typed meanwhile")
            terminal.wait("typed meanwhile")
        terminal.wait("changes are saved")
        terminal.wait_gone("storage not answering")
        terminal.press(ENTER)
        terminal.wait("Interruptions 1")
    assert texts(environ) == ["typed meanwhile"]


# --- places


@pytest.mark.parametrize(
    "name",
    ["with blanks in it", "smile 😀 日本 e\u0301", "x" * 200, "quotes ' \" $HOME %s \\n", "-n", "UPPER and lower"],
)
def test_case_53_a_home_of_any_name_works(tmp_path: Path, name: str) -> None:
    environ = {"LSW_HOME": f"{tmp_path}/{name}"}
    assert lsw(environ, "log", "press 4 jammed").returncode == 0
    assert texts(environ) == ["press 4 jammed"]
    assert (tmp_path / name / "data").is_dir()


@pytest.mark.parametrize("name", ["x" * 300, "/".join(["y" * 200] * 30), "a file/below"])
def test_case_53_a_place_that_cannot_be_is_said_in_one_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "a file").write_text("mine")
    for command in (("log", "x"), ("add", "a card")):
        ran = lsw({"LSW_HOME": f"{tmp_path}/{name}"}, *command)
        assert (ran.returncode, ran.stdout) == (1, "")
        assert ran.stderr.startswith("lsw: ")
        assert ran.stderr.count("\n") == 1
        assert "Traceback" not in ran.stderr


def test_case_53_without_a_home_of_the_user_it_works_where_the_platform_says(tmp_path: Path) -> None:
    places = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("DATA", "STATE", "CONFIG")}
    assert lsw(places, "log", "press 4 jammed").returncode == 0
    assert (tmp_path / "DATA" / "lswtui" / "journal").is_dir()


def test_case_53_two_spellings_of_a_home_are_one_home(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "here").symlink_to(tmp_path / "there")
    for home in ("there", "here", "there/../here/."):
        assert lsw({"LSW_HOME": f"{tmp_path}/{home}"}, "log", "x").returncode == 0
    assert texts({"LSW_HOME": str(tmp_path / "there")}) == ["x"] * 3
    assert len(list((tmp_path / "there" / "data" / "journal").iterdir())) == 1
