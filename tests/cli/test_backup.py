"""Backups from the command line: made, listed, gone back to."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import time_machine

    from tests.cli.conftest import Lsw

KEYS = {"name", "path", "made_at", "reason", "changes", "records", "size", "damage"}


def names(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "backups").glob("*.tar"))


def test_the_first_change_of_a_day_makes_one_and_the_next_do_not(
    lsw: Lsw, home: Path, clock: time_machine.Traveller
) -> None:
    ran = lsw.done("log", "press 5m")
    assert ran.err == ""
    assert names(home) == ["2026-11-19T10-30-00-day.tar"]
    lsw.done("log", "press 5m")
    lsw.done("add", "One more")
    assert len(names(home)) == 1
    clock.shift(24 * 3600)
    lsw.done("today")
    assert len(names(home)) == 1
    lsw.done("add", "Another")
    assert names(home)[1:] == ["2026-11-20T10-30-00-day.tar"]


def test_reading_makes_none(lsw: Lsw, home: Path) -> None:
    for arguments in (("today",), ("status",), ("backup", "list"), ("board", "list")):
        lsw.done(*arguments)
    assert not home.exists()


@pytest.mark.usefixtures("clock")
def test_a_backup_that_cannot_be_made_is_said_and_fails_no_command(lsw: Lsw, home: Path) -> None:
    home.mkdir()
    (home / "backups").write_text("")
    ran = lsw.done("log", "press 5m")
    assert ran.out == "logged press · 5m\n"
    assert ran.err.startswith("lsw: no backup was made")
    assert ran.err.count("\n") == 1
    assert "no backup was made" in lsw.refused("backup", "make", code=1)


def test_a_full_disk_leaves_no_half_backup_and_fails_no_command(lsw: Lsw, home: Path) -> None:
    for number in range(12):
        lsw.done("add", f"Card {number} {'x' * 100}")
    shutil.rmtree(home / "backups")

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1024, resource.RLIM_INFINITY))

    ran = subprocess.run(
        [sys.executable, "-m", "lswtui", "backup", "make"],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=little_room,
    )
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "File too large" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert [path.name for path in (home / "backups").iterdir()] == ["lock"]


@pytest.mark.usefixtures("clock")
def test_one_can_be_made_and_listed(lsw: Lsw) -> None:
    lsw.done("log", "press 5m")
    made = lsw.done("backup", "make", "--json").json
    assert KEYS | {"schema", "dropped", "left_out", "larger"} == made.keys()
    assert (made["schema"], made["reason"], made["changes"], made["damage"]) == (1, "asked", 1, None)
    assert Path(made["path"]).is_file()
    listed = lsw.done("backup", "list", "--json").json
    assert [each["reason"] for each in listed["backups"]] == ["day", "asked"]
    assert all(each.keys() == KEYS for each in listed["backups"])
    assert listed["folder"] == str(Path(made["path"]).parent)
    first, second = lsw.done("backup", "list").out.splitlines()
    assert first.startswith("2026-11-19 10:30  just now  first change of the day  1 change ")
    assert second.split()[-1] == made["name"]


def test_without_any_there_is_a_sentence(lsw: Lsw) -> None:
    assert "no backup yet" in lsw.done("backup", "list").out
    assert lsw.done("backup", "list", "--json").json["backups"] == []
    assert "nothing to back up" in lsw.refused("backup", "make", code=3)
    assert "no backup yet" in lsw.refused("backup", "restore", "--yes", code=3)


@pytest.mark.usefixtures("day")
def test_going_back_is_shown_before_it_is_done_and_can_be_undone(lsw: Lsw) -> None:
    lsw.done("start", "gemba")
    made = lsw.done("backup", "make", "--json").json["name"]
    before = lsw.today()
    lsw.done("done", "gemba")
    lsw.done("log", "press jammed 5m")
    after = lsw.today()
    shown = lsw.done("backup", "restore", made, "--dry-run").out
    assert "card Start-up walk, each station 2026-11-19: done → doing" in shown
    assert "interruption press jammed 2026-11-19 10:25 goes" in shown
    counts = lsw.done("backup", "restore", made, "--dry-run", "--json").json["records"]
    assert counts["cards"] == {"brought_back": 0, "changed": 1, "taken_away": 0}
    assert lsw.today() == after
    said = lsw.done("backup", "restore", made, "--yes").out
    assert "`lsw undo` takes back" in said
    assert "before-restore" in said
    assert lsw.today() == before
    lsw.done("undo")
    assert lsw.today() == after


@pytest.mark.usefixtures("clock")
def test_a_terminal_is_asked_first(lsw: Lsw) -> None:
    lsw.done("log", "press 5m")
    made = lsw.done("backup", "make", "--json").json["name"]
    lsw.done("log", "hall 5m")
    asked = lsw.done("backup", "restore", made, typed="n\n")
    assert asked.out == "nothing was changed\n"
    assert "interruption hall" in asked.err
    assert asked.err.endswith("[y/N] ")
    assert lsw.done("backup", "restore", made, typed="").out == "nothing was changed\n"
    assert len(lsw.today()["interruptions"]) == 2
    lsw.done("backup", "restore", made, typed="y\n")
    assert len(lsw.today()["interruptions"]) == 1


def test_nobody_is_asked_where_nobody_sits(lsw: Lsw) -> None:
    lsw.done("log", "press 5m")
    assert "--yes" in lsw.refused("backup", "restore", code=2)


@pytest.mark.usefixtures("clock")
def test_what_does_not_differ_is_not_restored(lsw: Lsw, home: Path) -> None:
    lsw.done("log", "press 5m")
    assert "nothing differs" in lsw.done("backup", "restore", "--yes").out
    assert len(names(home)) == 1


@pytest.mark.parametrize("wanted", ["2025-01-01", "2026-11-18", "yesterday", "2026-11-19T10-31"])
@pytest.mark.usefixtures("clock")
def test_one_that_does_not_exist_is_exit_3(lsw: Lsw, wanted: str) -> None:
    lsw.done("log", "press 5m")
    lsw.refused("backup", "restore", wanted, "--yes", code=3)


@pytest.mark.usefixtures("clock")
def test_several_of_one_beginning_are_exit_2(lsw: Lsw) -> None:
    lsw.done("log", "press 5m")
    lsw.done("backup", "make")
    lsw.refused("backup", "restore", "2026-11", "--yes", code=2)
    lsw.refused("backup", "restore", "nonsense", "--yes", code=2)


@pytest.mark.usefixtures("clock")
def test_a_damaged_one_is_listed_and_refused_with_exit_5(lsw: Lsw, home: Path) -> None:
    lsw.done("log", "press 5m")
    (path,) = (home / "backups").glob("*.tar")
    text = bytearray(path.read_bytes())
    text[-1500] ^= 1
    path.write_bytes(text)
    assert "damaged" in lsw.done("backup", "list").out
    (listed,) = lsw.done("backup", "list", "--json").json["backups"]
    assert "damaged" in listed["damage"]
    assert listed["changes"] is None
    lsw.refused("backup", "restore", path.stem, "--yes", code=5)


@pytest.mark.parametrize("wrote", [False, True])
@pytest.mark.usefixtures("day")
def test_a_wiped_folder_is_said_and_filled_again(lsw: Lsw, home: Path, wrote: bool) -> None:
    lsw.done("start", "gemba")
    lsw.done("log", "press 5m")
    made = lsw.done("backup", "make", "--json").json
    before = lsw.today()
    shutil.rmtree(home / "data")
    if wrote:
        ran = lsw.done("log", "after 5m")
        assert f"this backup holds 1 change, that of 2026-11-19 10:30 held {made['changes']}" in ran.err
        assert made["name"] in ran.err
    assert lsw.done("backup", "restore", made["name"], "--yes").err == ""
    assert lsw.today() == before


@pytest.mark.usefixtures("clock")
def test_an_import_is_backed_up_before(lsw: Lsw, home: Path) -> None:
    lsw.done("log", "press 5m")
    exported = lsw.done("export").out
    lsw.refused("import", "-", stdin="{", code=2)
    lsw.done("import", "-", stdin=exported)
    assert names(home) == ["2026-11-19T10-30-00-before-import.tar", "2026-11-19T10-30-00-day.tar"]


@pytest.mark.usefixtures("clock")
def test_names_in_a_backup_reach_the_terminal_without_harm(lsw: Lsw) -> None:
    lsw.done("add", "One")
    made = lsw.done("backup", "make", "--json").json["name"]
    lsw.done("add", "\x1b[31mred\x1b[0m [b]bold[/b]")
    shown = lsw.done("backup", "restore", made, "--dry-run").out
    assert "\x1b" not in shown
    assert "[b]bold[/b]" in shown
