from __future__ import annotations

import os
import subprocess
import sys
import termios
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from lswtui.app.data.doctor import Check, Severity
from lswtui.cli.terminal_probe import Answers, Tmux, abilities, asked, colours
from lswtui.domain.errors import ExitCode
from lswtui.store.recovery.verify import drive
from tests.terminal import PATIENCE, TAKE_TERMINAL

if TYPE_CHECKING:
    from collections.abc import Callable

    import time_machine

    from tests.cli.conftest import Lsw, Ran

    Installed = Callable[..., Ran]

IDS = [
    "versions", "paths", "folder", "permissions", "journals", "databases", "days", "files", "strays", "lock", "inbox",
    "backups", "damaged", "terminal",
]  # fmt: skip
ASKING = """
import sys
from lswtui.cli.terminal_probe import asked
print("ready", flush=True)
input()
print("told", asked(0, 1, float(sys.argv[1])), flush=True)
input()
"""
HOLDING = """
import sys
from lswtui.store.engine import lock
held = lock.take(sys.argv[1], 1.0)
print("held", flush=True)
sys.stdin.read()
"""


def checks(ran: Ran) -> dict[str, dict[str, Any]]:
    return {check["id"]: check for check in ran.json["checks"]}


def journal(home: Path) -> Path:
    (path,) = (home / "data").glob("journal/*/*.jsonl")
    return path


@pytest.mark.usefixtures("day")
def test_good_data_are_told_in_aligned_lines(lsw: Lsw, home: Path) -> None:
    ran = lsw.done("doctor")
    lines = [line for line in ran.out.splitlines() if line[:1].strip()]
    in_memory = drive(str(home)).is_memory
    assert lines[0].startswith("No damage was found" if in_memory else "Everything is as it should be")
    assert [line.split()[2] for line in lines[1:]] == IDS


@pytest.mark.usefixtures("day")
def test_the_json_keeps_its_shape(lsw: Lsw) -> None:
    found = lsw.done("doctor", "--json").json
    assert (found["schema"], found["ok"]) == (1, True)
    assert [check["id"] for check in found["checks"]] == IDS
    for check in found["checks"]:
        assert set(check) == {"id", "state", "text", "details", "fixable", "fixed"}
        assert check["state"] in {"ok", "note", "warning", "damage"}


def test_damaged_data_end_with_five_and_mended_ones_with_zero(
    lsw: Lsw, day: time_machine.Traveller, home: Path
) -> None:
    lsw.done("log", "5m maria")
    path = journal(home)
    path.write_bytes(path.read_bytes().replace(b"lean-team", b"LEAN-team", 1))
    ran = lsw("doctor", "--json")
    assert (ran.code, ran.json["ok"]) == (ExitCode.DAMAGED, False)
    assert (checks(ran)["journals"]["state"], checks(ran)["journals"]["fixable"]) == ("damage", True)
    day.shift(60)
    after = checks(lsw.done("doctor", "--fix", "--json"))
    assert (after["journals"]["state"], after["journals"]["fixed"]) == ("ok", True)
    assert "1 change came from a backup" in after["journals"]["details"][0]
    assert lsw.done("doctor").code == 0


def test_as_an_installed_program_it_loads_no_screen_library_and_writes_nothing(
    installed: Installed, home: Path
) -> None:
    assert installed("log", "5m maria").code == 0
    before = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in home.rglob("*")}
    code = "import sys; from lswtui.__main__ import main; main(['doctor']); print('textual' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "False"
    assert "told from the environment" in ran.stdout
    assert {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in home.rglob("*")} == before


def test_it_tells_who_is_writing_and_does_not_wait_for_them(installed: Installed, home: Path) -> None:
    assert installed("log", "5m maria").code == 0
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(home / "data" / "lock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    with holder:
        assert holder.stdout.readline() == b"held\n"
        ran = installed("doctor", "--json")
        holder.stdin.close()
    assert ran.code == 0
    assert checks(ran)["lock"]["state"] == "note"
    assert "is writing since" in checks(ran)["lock"]["text"]


def test_data_that_are_kept_from_us_are_told_one_by_one(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("needs a user who is not root")
    home = tmp_path / "closed"
    (home / "data").mkdir(parents=True)
    (home / "data").chmod(0)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "lswtui", "doctor"],
            capture_output=True, text=True, check=False, env={**os.environ, "LSW_HOME": str(home)},
        )  # fmt: skip
    finally:
        (home / "data").chmod(0o700)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "No damage was found; some things need a look" in ran.stdout
    assert "Permission denied" in ran.stdout


# --- the terminal


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({}, "no colours"),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, "no colours"),
        ({"TERM": "xterm"}, "16 colours"),
        ({"TERM": "xterm-256color"}, "256 colours"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "16 million colours"),
        ({"TERM": "xterm-direct"}, "16 million colours"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "no colours, as NO_COLOR asks"),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, "256 colours"),
    ],
)
def test_colours_are_told_from_the_environment(environ: dict[str, str], words: str) -> None:
    assert colours(environ) == words


def test_a_terminal_that_was_not_asked_is_judged_by_its_name() -> None:
    check = abilities({"TERM": "xterm-kitty"}, None, None)
    assert "told from the environment" in check.text
    assert check.details[1:] == ("kitty keyboard protocol: likely", "clipboard (OSC 52): likely")
    assert abilities({"TERM": "xterm"}, None, None).details[1:] == (
        "kitty keyboard protocol: not known",
        "clipboard (OSC 52): not known",
    )


def test_what_a_terminal_answered_counts_more_than_its_name() -> None:
    check = abilities({"TERM": "xterm-kitty"}, Answers(kitty_keys=False, clipboard=True), None)
    assert check.text.endswith("it answered itself")
    assert check.details[1:] == ("kitty keyboard protocol: no", "clipboard (OSC 52): yes")


def test_what_tmux_keeps_back_is_told_with_the_line_that_lets_it_through() -> None:
    closed = Tmux("screen", "off", "external", "256,title")
    said = "\n".join(abilities({"TERM": "screen", "TMUX": "there,1,0"}, None, closed).details)
    for line in (
        "default-terminal tmux-256color",
        "terminal-features ',*:RGB'",
        "extended-keys on",
        "set-clipboard on",
    ):
        assert line in said
    said = "\n".join(abilities({"TERM": "tmux-256color"}, None, Tmux("tmux-256color", "on", "on", "RGB,256")).details)
    assert "`" not in said


def test_without_a_terminal_that_is_worth_the_name_it_is_a_remark() -> None:
    assert abilities({}, None, None).state is Severity.NOTE
    assert isinstance(abilities({"TERM": "xterm"}, None, None), Check)


def asked_in_a_terminal(answer: bytes, patience: float = PATIENCE) -> tuple[str, bool]:
    """What a process says that asks its terminal, which answers so; and whether it left the terminal as it was."""
    screen, side = os.openpty()
    program = [sys.executable, "-c", TAKE_TERMINAL, "", sys.executable, "-c", ASKING, str(patience)]
    with subprocess.Popen(program, stdin=side, stdout=side, stderr=side, start_new_session=True) as asking:
        os.close(side)
        heard_until(screen, b"ready")
        before = termios.tcgetattr(screen)
        os.write(screen, b"go\n")
        heard_until(screen, b"\x1b[c")
        os.write(screen, answer)
        heard_until(screen, b"told ")
        told = heard_until(screen, b"\n").decode().strip()
        same = termios.tcgetattr(screen) == before
        asking.kill()
    os.close(screen)
    return told, same


def heard_until(screen: int, end: bytes) -> bytes:
    heard = b""
    while end not in heard:
        heard += os.read(screen, 1)
    return heard


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"\x1b[?1u\x1b[?62;22;52c", "Answers(kitty_keys=True, clipboard=True)"),
        (b"\x1b[?0u\x1b[?62;22c", "Answers(kitty_keys=True, clipboard=False)"),
        (b"\x1b[?1;2c", "Answers(kitty_keys=False, clipboard=False)"),
        (b"typed ahead\x1b[?1;2c", "Answers(kitty_keys=False, clipboard=False)"),
    ],
)
def test_a_terminal_is_asked_and_put_back_as_it_was(answer: bytes, told: str) -> None:
    assert asked_in_a_terminal(answer) == (told, True)


def test_a_terminal_that_does_not_answer_is_put_back_as_it_was() -> None:
    assert asked_in_a_terminal(b"", patience=0.2) == ("None", True)


def test_what_is_no_terminal_is_not_asked() -> None:
    source, target = os.pipe()
    assert asked(source, target) is None
    os.close(source)
    os.close(target)
