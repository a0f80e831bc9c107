from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.cli.conftest import Ran, installed
from tests.clock import MACHINES_OWN, machine_ns

if TYPE_CHECKING:
    from tests.cli.conftest import Lsw

TEXTS = (
    "press 4 jammed @maria #equipment 15m",
    "100% of %s and %d %(%Y)T",
    r"a \n back\slash \\ and \x41 \e[31m",
    "$HOME ${x} $(id) `id` !! !$ #no",
    "'single' \"double\" '\"'\"'",
    "-n",
    "-e x",
    "--help",
    "--",
    "* ? [a-z] {a,b} ~ > /tmp/x; exit 3 & | <",
    "é 😀 日本",
    "*",
    "=ls",
    "^x",
)


class Shell(NamedTuple):
    """A shell that has the function, and the home in which it keeps lines."""

    name: str
    script: Path
    home: Path

    def __call__(self, *words: str, before: str = "", environ: dict[str, str] | None = None) -> Ran:
        """Call the function with exactly these words."""
        everything = '"$@"' if self.name != "fish" else "$argv"
        source = f". '{self.script}'; {before} lswi {everything}"
        name = () if self.name == "fish" else ("shell",)
        ran = subprocess.run(
            [self.name, *(("-f",) if self.name == "zsh" else ()), "-c", source, *name, *_passed(self.name, words)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env={
                "PATH": os.environ["PATH"],
                "LANG": "C.UTF-8",
                "HOME": str(self.home.parent),
                "LSW_HOME": str(self.home),
                **(environ or {}),
            },
        )
        return Ran(ran.returncode, ran.stdout, ran.stderr)

    @property
    def inbox(self) -> Path:
        return self.home / "data" / "inbox"

    @property
    def kept(self) -> list[str]:
        """The texts kept so far, without their moments."""
        lines = self.inbox.read_text().splitlines()
        return [line.partition(" ")[2] for line in lines if line]


def _passed(shell: str, words: tuple[str, ...]) -> tuple[str, ...]:
    return ("--", *words) if shell == "fish" else words


@pytest.fixture(params=["bash", "zsh", "fish"])
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Shell:
    name: str = request.param
    if shutil.which(name) is None:
        pytest.skip(f"needs {name}")
    made = installed("shell-init", name, environ={"LSW_HOME": str(tmp_path / "usual")})
    assert made.code == 0, made.err
    script = tmp_path / "lswi"
    script.write_text(made.out)
    return Shell(name, script, tmp_path / "a home with 'quotes\" é")


def test_every_text_is_kept_as_it_was_typed(shell: Shell) -> None:
    for text in TEXTS:
        ran = shell(*text.split())
        assert ran.code == 0, ran.err
        assert ran.out.startswith("kept: ")
    assert shell.kept == list(TEXTS)


def test_one_argument_with_blanks_and_several_words_are_the_same(shell: Shell) -> None:
    shell("press 4", "jammed")
    shell("two\nlines\tand\r\na tab")
    assert shell.kept[0] == "press 4 jammed"
    assert shell.kept[1].split() == ["two", "lines", "and", "a", "tab"]


def test_the_line_begins_with_the_moment_it_was_typed(shell: Shell) -> None:
    before = machine_ns() // 1_000_000_000
    shell("x", environ={"TZ": "America/St_Johns"})
    said = shell.inbox.read_text().split()[0]
    assert before <= datetime.fromisoformat(said).timestamp() <= machine_ns() / 1_000_000_000
    assert datetime.fromisoformat(said).utcoffset() in {-timedelta(hours=3.5), -timedelta(hours=2.5)}


def test_what_is_kept_is_for_its_owner_only(shell: Shell) -> None:
    shell("x", before="umask 022;")
    assert [path.stat().st_mode & 0o777 for path in (shell.home, shell.inbox.parent, shell.inbox)] == [
        0o700,
        0o700,
        0o600,
    ]


def test_it_is_never_glued_to_what_another_left_half_written(shell: Shell) -> None:
    shell("x")
    with shell.inbox.open("a") as file:
        file.write("half a li")
    shell("whole")
    assert "half a li" in shell.inbox.read_text().splitlines()
    assert shell.kept[-1] == "whole"


def test_nothing_is_no_line(shell: Shell) -> None:
    for words in ((), ("",), ("  ", "\n")):
        ran = shell(*words)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("usage: lswi TEXT")
    assert not shell.inbox.exists()


@pytest.mark.parametrize("in_its_place", ["folder", "fifo", "device", "no such folder"])
def test_where_nothing_can_be_kept_it_says_so(shell: Shell, in_its_place: str, tmp_path: Path) -> None:
    shell.inbox.parent.mkdir(parents=True)
    environ = {}
    match in_its_place:
        case "folder":
            shell.inbox.mkdir()
        case "fifo":
            os.mkfifo(shell.inbox)
        case "device":
            shell.inbox.symlink_to("/dev/null")
        case _:
            (tmp_path / "file").write_text("")
            environ = {"LSW_HOME": str(tmp_path / "file")}
    ran = shell("x", environ=environ)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("lswi: nothing was kept: ")
    assert ran.err.count("\n") == 1


def test_nothing_that_is_said_is_obeyed_by_a_terminal(shell: Shell) -> None:
    poison = "\x1b]0;taken\x07 \x1b[31mred \u009b2J \u202eturned \x7f"
    ran = shell(poison)
    assert all(character.isprintable() for character in ran.out.strip())
    assert "red" in ran.out
    assert shell.kept == [poison]


@pytest.mark.parametrize("options", ["set -eu;", "set -C -f;", "IFS=:;", "alias printf=false;"])
def test_the_settings_of_a_shell_do_not_matter(shell: Shell, options: str) -> None:
    if shell.name == "fish":
        pytest.skip("fish has no such settings")
    assert shell("a b", "c", before=options).code == 0
    assert shell("d", before=f"unset LSW_HOME; {options}").code == 0
    assert shell.kept == ["a b c"]


def test_without_a_home_named_at_the_call_it_is_the_one_named_when_it_was_made(shell: Shell, tmp_path: Path) -> None:
    assert shell("x", environ={"LSW_HOME": ""}).code == 0
    assert (tmp_path / "usual" / "data" / "inbox").read_text().endswith(" x\n")
    assert shell("y", environ={"LSW_HOME": "~/deep/er", "HOME": str(tmp_path)}).code == 0
    assert (tmp_path / "deep" / "er" / "data" / "inbox").read_text().endswith(" y\n")


def test_lsw_takes_the_line_in_as_of_the_moment_it_was_typed(shell: Shell) -> None:
    environ = {"LSW_HOME": str(shell.home), **MACHINES_OWN}
    shell("press", "4", "jammed", "@maria", "15m")
    assert installed("board", "use", "lean-team-leader", environ=environ).code == 0
    assert installed("add", "a card", environ=environ).code == 0
    found = installed("today", "--json", environ=environ).json["interruptions"]
    found += installed("today", "--json", "--on", "yesterday", environ=environ).json["interruptions"]
    assert [(entry["text"], entry["who"]) for entry in found] == [("press 4 jammed", "maria")]


def test_it_costs_a_fifth_of_a_bare_python_at_most(shell: Shell, tmp_path: Path) -> None:
    times = 100
    shell("once", "so that the file is there")
    loop = {"fish": f"for i in (seq {times}); lswi x; end"}.get(
        shell.name, f"i=0; while [ $i -lt {times} ]; do lswi x; i=$((i+1)); done"
    )
    empty = tmp_path / "empty.py"
    empty.write_text("")
    one = _cpu(shell.name, "-c", f". '{shell.script}'; {loop}", home=shell.home) / times
    bare = (
        _cpu(
            sys.executable,
            "-c",
            f"import subprocess, sys\nfor _ in range(20): subprocess.run([sys.executable, {str(empty)!r}])",
        )
        / 20
    )
    assert one < 0.2 * bare


def _cpu(*command: str, home: Path | None = None) -> float:
    """Seconds of processor time of a command and all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environ = {**os.environ, "LSW_HOME": str(home)} if home else None
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_a_shell_that_is_not_known_is_refused(lsw: Lsw) -> None:
    assert "bash" in lsw.refused("shell-init", "tcsh", code=2)


def test_help_says_how_to_have_it_in_every_shell(lsw: Lsw) -> None:
    said = lsw.done("shell-init", "--help").out
    for line in (">> ~/.bashrc", ">> ~/.zshrc", "fish/functions/lswi.fish", 'eval "$(lsw shell-init bash)"'):
        assert line in said
