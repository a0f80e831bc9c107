"""What other programs rely on, held against the installed program in a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pytest

import lswtui
from lswtui.domain.vocabulary import Lane, Outcome
from tests.cli.conftest import installed

if TYPE_CHECKING:
    import time_machine

    from tests.cli.conftest import Lsw

LSW = [sys.executable, "-m", "lswtui"]
PAGE = (Path(lswtui.__file__).parent / "pages" / "json.md").read_text(encoding="utf-8")
ADHERENCE_KEYS = "due done late missed excused not_applicable rate on_time reasons_given"


def promised(section: str) -> set[str]:
    """The keys that a section of the page about JSON names."""
    text = re.split(rf"^#+ {section}$", PAGE, maxsplit=1, flags=re.MULTILINE)[1]
    rows = re.findall(r"^\| ((?:`\w+` ?)+)\|", re.split(r"^#", text, maxsplit=1, flags=re.MULTILINE)[0], re.MULTILINE)
    return set(re.findall(r"\w+", " ".join(rows)))


def lacking(found: dict[str, Any], keys: str) -> set[str]:
    return set(keys.split()) - found.keys()


def test_a_day_goes_from_process_to_process() -> None:
    assert installed("add", "Walk the line", "--minutes", "20").code == 0
    assert installed("start", "walk").code == 0
    assert installed("in", "press 4 down @maria").code == 0
    assert installed("back").code == 0
    done = installed("done", "walk", "--minutes", "15", "--ok")
    assert (done.code, done.out, done.err) == (0, "done Walk the line: 15m of 20m, ok\n", "")
    assert installed("undo").out == "undid: finished Walk the line\n"
    today = installed("today", "--json").json
    assert [card["lane"] for card in today["cards"]] == ["doing"]
    assert [entry["who"] for entry in today["interruptions"]] == ["maria"]


@pytest.mark.usefixtures("day")
def test_the_day_in_json_has_the_promised_names(lsw: Lsw) -> None:
    lsw.done("start", "gemba")
    lsw.done("in", "press 4 jammed @maria #eq !team")
    today = lsw.today()
    assert today["schema"] == 1
    assert today["date"] == "2026-11-19"
    assert today["board"] == "lean-team-leader"
    assert today.keys() == promised("The day") | {"schema"}
    assert today["totals"].keys() == promised("Totals")
    assert all(card.keys() == promised("A card") for card in today["cards"])
    (entry,) = today["interruptions"]
    assert entry.keys() == promised("An interruption")
    assert today["running"] == {"kind": "interruption", "id": entry["id"], "since": "2026-11-19T10:30:00+01:00"}
    assert today["stack"] == [entry["id"]]
    assert {card["lane"] for card in today["cards"]} <= set(Lane)
    assert {card["outcome"] for card in today["cards"]} <= {None, *Outcome}
    gemba = lsw.card("gemba")
    assert (gemba["paused"], gemba["planned"], gemba["activity"]) == (True, True, "go-and-see")


@pytest.mark.parametrize("period", ["day", "week", "month", "quarter", "year", "2026-11-01..2026-11-19"])
@pytest.mark.usefixtures("day")
def test_a_report_in_json_has_the_promised_names(lsw: Lsw, period: str) -> None:
    lsw.done("log", "press 4 jammed @maria #eq !team 15m")
    report = lsw.done("report", period, "--json").json
    assert report.keys() == promised("A report") | {"schema"}
    assert report["days"] == 1
    assert report["whose"]["team"] == 15
    assert lacking(report["adherence"], ADHERENCE_KEYS) == set()
    assert report["pareto"]["category"][0]["minutes"] == 15
    assert "maria" not in str(report)
    assert "maria" in lsw.done("report", period, "--json", "--with-names").out
    assert "adherence" in lsw.done("report", period).out


@pytest.mark.parametrize("period", ["weak", "2026-11-19..2026-11-01", "1970-01-01..2199-01-01"])
def test_a_period_that_is_none_is_refused(lsw: Lsw, period: str) -> None:
    lsw.refused("report", period, code=2)


@pytest.mark.usefixtures("day")
def test_a_change_in_json_is_an_id_and_whether_it_is_queued(lsw: Lsw, day: time_machine.Traveller) -> None:
    gemba = lsw.card("gemba")["id"]
    assert lsw.done("start", "gemba", "--json").json == {"schema": 1, "id": gemba, "queued": False}
    day.shift(60)
    logged = lsw.done("log", "x", "--json").json
    assert logged == {"schema": 1, "id": lsw.today()["interruptions"][0]["id"], "queued": False}
    assert logged.keys() == promised("A change") | {"schema"}


@pytest.mark.usefixtures("day")
def test_the_status_is_one_line(lsw: Lsw) -> None:
    lsw.done("start", "gemba")
    assert lsw.done("status").out.count("\n") == 1
    assert lsw.done("status", "--format", "{running}|{questions}").out == "Start-up walk, each station|0\n"
    assert lsw.done("status", "--json").json["running"]["kind"] == "card"
    assert "{running}" in lsw.refused("status", "--format", "{what}", code=2)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("today",), 0),
        (("--version",), 0),
        (("--help",), 0),
        (("tody",), 2),
        (("done",), 2),
        (("log", "x", "--minutes", "-3"), 2),
        (("start", "nothing"), 3),
        (("back",), 3),
        ((), 2),
    ],
)
def test_exit_codes_are_kept_and_talk_and_data_stay_apart(arguments: tuple[str, ...], code: int) -> None:
    ran = installed(*arguments)
    assert ran.code == code
    assert (ran.out == "") is (code != 0)
    assert (ran.err == "") is (code == 0)
    assert "Traceback" not in ran.err


def test_a_fault_of_the_program_shows_itself(home: Path) -> None:
    (home / "data").mkdir(parents=True)
    (home / "data" / "journal").mkdir()
    broken = "from lswtui.app.days import close; del close.lock"
    script = f"import sys; {broken}; from lswtui.__main__ import main; sys.exit(main())"
    ran = subprocess.run([sys.executable, "-c", script, "lock"], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "Traceback" in ran.stderr


def test_a_reader_that_leaves_is_no_fault() -> None:
    read, write = os.pipe()
    os.close(read)
    for arguments in (["today"], ["add", "x"], ["log", "x"], ["--help"], ["board", "list"]):
        ran = subprocess.run([*LSW, *arguments], stdout=write, stderr=subprocess.PIPE, text=True, check=False)
        assert (ran.returncode, ran.stderr) == (0, ""), arguments
    os.close(write)
    assert len(installed("today", "--json").json["interruptions"]) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_output_that_cannot_be_written_is_a_fault_unless_the_change_is_made() -> None:
    with Path("/dev/full").open("w") as full:
        reading = subprocess.run([*LSW, "today"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        changing = subprocess.run([*LSW, "log", "x"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (reading.returncode, reading.stderr.count("\n")) == (1, 1)
    assert (changing.returncode, changing.stderr.count("\n")) == (0, 1)
    assert "it is done" in changing.stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_change_nothing_of_what_is_done(closed: str) -> None:
    ran = subprocess.run(["sh", "-c", f'exec "$0" -m lswtui log x {closed}', sys.executable], check=False)
    assert ran.returncode == 0
    assert len(installed("today", "--json").json["interruptions"]) == 1


def test_a_closed_stdin_is_no_terminal() -> None:
    ran = subprocess.run(
        ["sh", "-c", 'exec "$0" -m lswtui reflect <&-', sys.executable], capture_output=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_ctrl_c_ends_with_130_and_keeps_what_was_answered() -> None:
    keyboard, terminal = os.openpty()
    try:
        with subprocess.Popen(
            [*LSW, "reflect"], stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as asking:
            assert asking.stderr is not None
            read_until(asking.stderr, b"> ")
            os.write(keyboard, b"a quiet start\n")
            read_until(asking.stderr, b"> ")
            asking.send_signal(signal.SIGINT)
            said, complaint = asking.communicate(timeout=20)
    finally:
        os.close(keyboard)
        os.close(terminal)
    assert (asking.returncode, said) == (130, b"")
    assert b"is saved" in complaint
    assert "a quiet start" in installed("reflect").out


def read_until(stream: IO[bytes], end: bytes) -> None:
    read = b""
    while not read.endswith(end):
        byte = stream.read(1)
        assert byte, read
        read += byte


def test_a_locale_without_unicode_does_not_stop_it() -> None:
    environ = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    assert installed("log", "press jammed", environ=environ).code == 0
    ran = installed("today", environ=environ)
    assert ran.code == 0
    assert ran.out.isascii()
