"""What is left when the power goes, and what is done when the disk refuses (cases 8 to 17 and 19)."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lswtui.domain.errors import NotSaved
from lswtui.store.engine.places import find_places
from lswtui.store.store import Store
from tests.faults import power
from tests.faults.injecting import (
    AT_CALL,
    SHORT_WRITES,
    Bench,
    Disk,
    Prepared,
    content,
    journals,
    library,
    needs,
    of_journal_alone,
    small_disk,
    snapshot,
    tracing,
    wait_for,
)
from tests.faults.prepared import AT
from tests.terminal import ENTER, Terminal, program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.faults.injecting import Content, Did

LOG = ("log", "press 4 jammed", "15m", "@mar")
LONG = "press 4 jammed " * 400 + "the end 5m"
"""More than the room that is left in a file's last page on a full disk."""
MACHINE_ID = Path("/etc/machine-id")
MOST_STATES = 100
"""How many states of the disk are looked at for one command; all, if there are fewer."""
REFUSED = {
    "ENOSPC": ("openat", "mkdir", "pwrite64", "fsync", "rename"),
    "EDQUOT": ("openat", "pwrite64", "rename"),
    "EIO": ("openat", "mkdir", "pwrite64", "fsync", "rename", "ftruncate", "flock"),
    "EMFILE": ("openat",),
    "EACCES": ("openat", "mkdir", "rename", "unlink"),
    "EROFS": ("openat", "mkdir", "rename"),
}
"""Errors, and the calls that may fail so."""


def numbers(found: Content) -> dict[str, int | None]:
    """What the work `mixed` left: the last change, and by what change each new document was seen."""
    kept = {"last": found.get("2026-10", {}).get("mixed", {}).get("last", {}).get("number")}
    return kept | {id_: each.get("seen") for id_, each in found.get("2026-11", {}).get("mixed", {}).items()}


def numbers_after(saved: list[int]) -> dict[str, int | None]:
    """What these changes of the work `mixed` come to."""
    kept: dict[str, int | None] = {"last": saved[-1] if saved else None}
    for number in saved:
        kept[f"new-{number}"] = None
        kept.pop(f"new-{number - 3}", None)
        if f"new-{number - 1}" in kept:
            kept[f"new-{number - 1}"] = number
    return kept


def asked_nothing(home: Path) -> bool:
    """Whether no damage was met."""
    return not content(home)["undated"].get("damage") and not (home / "data" / "damaged").exists()


# --- the power goes


@pytest.mark.parametrize(
    "what", [LOG, ("two months",), ("tidy",), ("start", "operator-observation")], ids=lambda what: what[0]
)
@pytest.mark.parametrize("first", [False, True], ids=["later", "first start"])
def test_case_08_when_the_power_goes_all_that_was_said_is_there_whatever_the_disk_kept_of_the_rest(
    bench: Bench, first_start: Bench, what: tuple[str, ...], first: bool, tmp_path: Path
) -> None:
    if first and what[0] == "start":
        what = ("board", "use", "lean-team-leader")
    bench = first_start if first else bench
    bench.undisturbed(*what)
    bench.put_back()
    with tracing(bench.prepared.process.pid, "-y", "-xx", "-s9999999", f"-etrace={power.TRACED}", log=tmp_path / "log"):
        bench.prepared.do(*what)
    chance = random.Random(8)
    bench.put_back()
    states = list(power.moments(bench.home, power.recorded(tmp_path / "log"), chance))
    assert what == ("tidy",) or any(said for said, _ in states) or what == ("two months",)
    assert len(states) > 1
    for said, files in states if len(states) <= MOST_STATES else chance.sample(states, MOST_STATES):
        power.make(bench.home, files)
        made = bench.changes_made()
        assert made == bench.all_changes or not said
        with Store(find_places({"LSW_HOME": str(bench.home)}), program="test").change("the next one", at=AT) as tx:
            tx.put("2026-11", "later", {"id": "the next one"})
        assert content(bench.home)["2026-11"]["later"].keys() == {"the next one"}
        assert asked_nothing(bench.home)


def test_case_08_after_a_kill_and_then_a_power_cut_the_databases_never_know_more_than_the_journal(
    bench: Bench, tmp_path: Path
) -> None:
    bench.undisturbed(*LOG)
    bench.put_back()
    path = journals(bench.home)[-1]
    size = path.stat().st_size
    with bench.prepared.striking("signal=KILL", ("fsync",)):
        assert bench.prepared.struck("fsync", 1, *LOG).code == -signal.SIGKILL
    unsure = power.Call("pwrite", str(path), path.read_bytes()[size:], "", size)
    assert unsure.data
    with tracing(bench.prepared.process.pid, "-y", "-xx", "-s9999999", f"-etrace={power.TRACED}", log=tmp_path / "log"):
        assert bench.prepared.do("tidy").code == 0
    bench.put_back()
    states = list(power.moments(bench.home, [unsure, *power.recorded(tmp_path / "log")], random.Random(8)))
    for _, files in states if len(states) <= MOST_STATES else random.Random(8).sample(states, MOST_STATES):
        power.make(bench.home, files)
        assert bench.changes_made() in (0, 1)
        bench.goes_on()
        assert asked_nothing(bench.home)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    made = Disk(tmp_path)
    yield made
    made.disconnect()


@pytest.fixture
def there(tmp_path: Path, disk: Disk) -> Iterator[Prepared]:
    """Processes whose home is on the disk."""
    with Prepared(tmp_path / "prepared") as made:
        made.home = disk.folder / "home"
        yield made


def test_case_08_after_real_power_cuts_a_real_file_system_has_all_that_was_said(there: Prepared, disk: Disk) -> None:
    out = Path(f"{there.said}.out")
    heard: list[str] = []

    def cut(pid: int) -> None:
        there.wait_for_word()
        time.sleep(random.uniform(0, 0.05))
        heard[:] = out.read_text(encoding="utf-8").split()
        disk.cut()
        with suppress(ProcessLookupError):  # the cut may have ended it
            os.kill(pid, signal.SIGKILL)

    last = -1
    for _ in range(15):
        out.write_text("")
        there.do("endless", meanwhile=cut)
        disk.disconnect()
        disk.connect()
        found = content(there.home)
        said = int(heard[-1]) if heard else last
        last = found.get("2026-10", {}).get("endless", {"last": {"number": -1}})["last"]["number"]
        assert last >= said
        assert found.get("2026-11", {}).get("endless", {}).keys() == {
            str(number) for number in range(max(0, last - 2), last + 1)
        }
        assert asked_nothing(there.home)
    assert last > 0


def test_case_09_a_power_cut_right_after_the_first_start_leaves_nothing_or_a_whole_store(
    there: Prepared, disk: Disk
) -> None:
    begun, turns = 0, count()

    def cut(pid: int) -> None:
        if next(turns) % 2:
            there.wait_for_word()
        time.sleep(random.uniform(0.0, 0.01))
        disk.cut()
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    for _ in range(10):
        shutil.rmtree(there.home, ignore_errors=True)
        os.sync()
        there.do("endless", meanwhile=cut)
        disk.disconnect()
        disk.connect()
        found = content(there.home)
        begun += "2026-10" in found
        assert ("2026-10" in found) == ("2026-11" in found)
        assert asked_nothing(there.home)
        did = there.do("log", "the next one")
        assert (did.code, did.err) == (0, "")
    assert begun


@pytest.mark.parametrize(
    "torn",
    [b"{", b'{"schema":1,"seq":9', b"\0" * 700, b"\xff\xfe\x00junk", b"{" * 5000],
    ids=["a brace", "a beginning", "zeros", "junk", "braces"],
)
def test_case_10_a_torn_last_line_is_no_change_and_the_next_writer_cuts_it(bench: Bench, torn: bytes) -> None:
    bench.put_back()
    path = journals(bench.home)[-1]
    whole = path.read_bytes()
    path.write_bytes(whole + torn)
    before = content(bench.home)
    assert path.read_bytes() == whole + torn
    bench.goes_on()
    assert path.read_bytes().startswith(whole + b'{"schema"')
    assert torn not in path.read_bytes().removeprefix(whole)[:-1] or torn == b"{"
    assert before["2026-11"]["cards"] == content(bench.home)["2026-11"]["cards"]
    assert asked_nothing(bench.home)


# --- the disk refuses


def refusals(bench: Bench, error: str, tmp_path: Path, *what: str, step: int = 1) -> Iterator[Did]:
    """Do something again and again, one call failing each time (or every STEP-th)."""
    bench.put_back()
    calls = bench.prepared.counted(tmp_path / "log", *what)
    with bench.prepared.striking(f"error={error}", REFUSED[error]):
        for call in REFUSED[error]:
            for number in range(1, calls[call] + 1, step):
                bench.put_back()
                yield bench.prepared.struck(call, number, *what)


@pytest.mark.parametrize("error", REFUSED)
@pytest.mark.parametrize("what", [LOG, ("start", "operator-observation"), ("in", "the boss")], ids=lambda what: what[0])
def test_case_12_a_call_that_fails_anywhere_is_said_and_leaves_no_trace_or_does_no_harm(
    bench: Bench, error: str, what: tuple[str, ...], tmp_path: Path
) -> None:
    said = bench.undisturbed(*what).out
    refused = 0
    for did in refusals(bench, error, tmp_path, *what, step=1 if what == LOG else 3):
        changes = bench.user_changes()
        if did.code == 0:
            assert (did.out, changes) == (said, bench.all_user_changes)
        else:
            assert (did.code, did.out, changes) == (1, "", []), did
            assert re.fullmatch(r"lsw: [^\n]*\n", did.err), did
            refused += 1
            if refused % 4 == 0:
                bench.goes_on()
    assert refused
    bench.goes_on()


@pytest.mark.parametrize("error", REFUSED)
def test_case_12_a_program_that_goes_on_after_a_failed_call_has_what_it_said_and_no_more(
    bench: Bench, error: str, tmp_path: Path
) -> None:
    failed = 0
    for did in refusals(bench, error, tmp_path, "mixed", step=7):
        assert did.code == 0, did
        saved: list[int] = []
        for word, *rest in map(str.split, did.out.splitlines()):
            if word == "saved":
                saved.append(int(rest[0]))
            elif word == "last":
                assert int(rest[0]) == saved[-1]
            else:
                failed += 1
        assert numbers(content(bench.home)) == numbers_after(saved)
        assert content(bench.home) == of_journal_alone(bench.home, 99, tmp_path / "alone")
    assert failed
    bench.goes_on()


def test_case_12_a_full_disk_of_any_room_refuses_cleanly_and_saving_works_again_with_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small") as small:
        ballast = small / "ballast"
        for size in range(40):
            home = small / "home"
            shutil.rmtree(home, ignore_errors=True)
            store = Store(find_places({"LSW_HOME": str(home)}), program="test", lag=size % 3)
            with store.change("began", at=AT) as tx:
                tx.put("2026-11", "cards", {"id": "first"})
            room = os.statvfs(small)
            ballast.write_bytes(b"x" * (room.f_bavail - 8) * room.f_frsize)
            saved = {"first"}
            refusal = ""
            while not refusal:
                try:
                    with store.change("filled the disk", at=AT) as tx:
                        tx.put("2026-11", "cards", {"id": str(len(saved)), "text": "x" * (size * 37)})
                except NotSaved as error:
                    refusal = str(error)
                else:
                    saved.add(str(len(saved)))
            assert "No space left" in refusal
            assert len(saved) > 1
            (path,) = journals(home)
            assert path.read_bytes().endswith(b"}\n")
            assert {card["id"] for card in store.documents("2026-11", "cards")} == saved
            assert content(home)["2026-11"]["cards"].keys() == saved
            ballast.unlink()
            with store.change("went on", at=AT) as tx:
                tx.put("2026-11", "cards", {"id": "after"})
            assert content(home)["2026-11"]["cards"].keys() == saved | {"after"}
            assert asked_nothing(home)


def all_journals(home: Path) -> bytes:
    """What all journals of a home hold; a copied home has one of a new device as well."""
    return b"".join(path.read_bytes() for path in journals(home))


def wait_until_written(terminal: Terminal, home: Path, text: str) -> None:
    """Let the board do what it does until a journal has a text."""

    def written() -> bool:
        terminal.rest(0.02)
        return text.encode() in all_journals(home)

    wait_for(written, f"{text[:30]!r} in the journal")


@pytest.fixture
def full_board(tmp_path: Path, bench: Bench) -> Iterator[tuple[Terminal, Path, Callable[[], None]]]:
    """The board, open on a small disk that is full; what frees it."""
    bench.put_back()
    with small_disk(tmp_path / "small", "3m") as small:
        shutil.copytree(bench.home, small / "home")
        environ = {"LSW_HOME": str(small / "home"), "TZ": "Europe/Berlin"}
        with Terminal(*program(), environ=environ) as terminal:
            terminal.wait("To do")
            terminal.press("I")
            terminal.wait("Log one that is over")
            terminal.paste(LONG)
            terminal.wait("the end 5m")
            ballast = small / "ballast"
            with ballast.open("wb", buffering=0) as file:
                try:
                    while True:
                        file.write(b"x" * 4096)
                except OSError:
                    pass
            yield terminal, small / "home", ballast.unlink


def test_case_12_on_a_full_disk_the_board_says_so_keeps_what_was_typed_and_saves_it_when_there_is_room(
    full_board: tuple[Terminal, Path, Callable[[], None]],
) -> None:
    terminal, home, free = full_board
    before = all_journals(home)
    terminal.press(ENTER)
    terminal.wait("No space left")
    terminal.wait("press 4 jammed", "Log one that is over")
    assert all_journals(home) == before
    free()
    terminal.press(ENTER)
    wait_until_written(terminal, home, LONG.removesuffix(" 5m"))


def test_case_13_room_for_the_change_but_not_for_the_databases_is_room_enough(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small") as small:
        home = small / "home"
        store = Store(find_places({"LSW_HOME": str(home)}), program="test", lag=0)
        with store.change("wrote much", at=AT) as tx:
            tx.put("2026-11", "cards", {"id": "long", "text": "x" * 100_000})
        room = os.statvfs(small)
        ballast = small / "ballast"
        ballast.write_bytes(b"x" * (room.f_bavail - 5) * room.f_frsize)
        before = (home / "data" / "db" / "2026-11.json").read_bytes()
        with store.change("wrote a little", at=AT) as tx:
            tx.put("2026-11", "cards", {"id": "short"})
        assert (home / "data" / "db" / "2026-11.json").read_bytes() == before
        assert content(home)["2026-11"]["cards"].keys() == {"long", "short"}
        assert not [name for name in snapshot(home) if name.endswith(".tmp")]
        ballast.unlink()
        with store.change("wrote a little more", at=AT) as tx:
            tx.put("2026-11", "cards", {"id": "last"})
        assert b'"last"' in (home / "data" / "db" / "2026-11.json").read_bytes()
        assert asked_nothing(home)


def test_case_14_a_disk_that_takes_seven_bytes_at_a_time_gets_all_of_them(bench: Bench, tmp_path: Path) -> None:
    with Prepared(bench.home.parent, {"LD_PRELOAD": str(library(SHORT_WRITES, tmp_path))}) as slow:
        for what in (LOG, ("start", "operator-observation"), ("leave",), ("tidy",)):
            bench.undisturbed(*what)
            whole = snapshot(bench.home)
            bench.put_back()
            assert slow.do(*what).code == 0
            assert snapshot(bench.home).keys() == whole.keys()
            assert bench.changes_made() == bench.all_changes
            for name, text in snapshot(bench.home).items():
                if name != "state/running.json":  # which says when that was, on the machine's own clock
                    assert text == whole[name], name
        bench.put_back()
        assert slow.counted(tmp_path / "log", *LOG)["pwrite64"] > 50


def test_case_15_a_limit_on_the_size_of_files_is_said_and_leaves_no_trace(bench: Bench) -> None:
    said = bench.undisturbed(*LOG).out
    refused = 0
    bench.put_back()
    size = journals(bench.home)[-1].stat().st_size
    for limit in range(size - 300, size + 1500, 100):
        bench.put_back()
        did = bench.prepared.do(*LOG, size=limit)
        made = bench.changes_made()
        if did.code == 0:
            assert (did.out, made) == (said, bench.all_changes)
        else:
            assert (did.code, did.out, made) == (1, "", 0)
            assert did.err.startswith("lsw: nothing was saved: File too large")
            refused += 1
            bench.goes_on()
    assert 3 < refused < 18


def test_case_16_a_sync_that_fails_is_never_tried_again_by_that_program(bench: Bench, tmp_path: Path) -> None:
    bench.put_back()
    before = numbers(content(bench.home))
    log = tmp_path / "log"
    with tracing(
        bench.prepared.process.pid, "-y", "-etrace=fsync", f"-einject=fsync:error=EIO:when={AT_CALL}", log=log
    ):
        did = bench.prepared.struck("fsync", 1, "mixed")
    sentences = did.out.splitlines()
    assert len(sentences) == 8
    assert "the disk did not confirm a change" in sentences[0]
    assert all("nothing more is saved" in sentence for sentence in sentences)
    assert len(re.findall(r"fsync\(\d+<.*jsonl", log.read_text(encoding="utf-8"))) == 1
    assert numbers(content(bench.home)) == before
    bench.goes_on()


def test_case_16_after_a_failed_sync_the_board_says_so_keeps_what_was_typed_and_is_read_only(
    bench: Bench,
) -> None:
    bench.put_back()
    journal = journals(bench.home)[-1]
    environ = {"LSW_HOME": str(bench.home), "TZ": "Europe/Berlin"}
    with Terminal(*program(), environ=environ) as terminal:
        terminal.wait("To do")
        before = journal.read_bytes()
        terminal.press("I")
        terminal.wait("Log one that is over")
        terminal.press("press 4 jammed 5m")
        terminal.wait("press 4 jammed 5m")
        with tracing(terminal.process.pid, f"-P{journal}", "-efsync", "-einject=fsync:error=EIO:when=1"):
            terminal.press(ENTER)
            terminal.wait("did not confirm")
        terminal.wait("press 4 jammed 5m", "Log one that is over")
        assert journal.read_bytes() == before
        terminal.press(ENTER)
        terminal.wait("nothing more is saved")
        assert journal.read_bytes() == before
        terminal.signal(signal.SIGTERM)
        terminal.ended()
    with Terminal(*program(), environ=environ) as terminal:
        terminal.wait("a half-typed line was kept")
        terminal.press("I")
        terminal.wait("press 4 jammed 5m")
        terminal.press(ENTER)
        wait_until_written(terminal, bench.home, "press 4 jammed")


def test_case_17_a_block_that_cannot_be_read_is_named_and_the_other_months_go_on(bench: Bench) -> None:
    bench.put_back()
    with Store(find_places({"LSW_HOME": str(bench.home)}), program="test", lag=0).change("long ago", at=AT) as tx:
        tx.put("2026-08", "cards", {"id": "old"})
    path = bench.home / "data" / "db" / "2026-08.json"
    environ = {**os.environ, "LSW_HOME": str(bench.home), "TZ": "Europe/Berlin"}

    def lsw(*what: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [needs("strace"), "-qq", "-o", os.devnull, f"-P{path}", "-einject=read:error=EIO", *program(*what)],
            env=environ, capture_output=True, text=True, check=False,
        )  # fmt: skip

    hurt = lsw("export")
    assert hurt.returncode == 1
    assert f"byte 0 of {path} cannot be read (Input/output error)" in hurt.stderr
    assert lsw("today").returncode == 0
    assert lsw("log", "press 4").returncode == 0
    assert {"wandering about", "press 4"} <= {
        each["text"] for each in content(bench.home)["2026-11"]["interruptions"].values()
    }
    assert asked_nothing(bench.home)


def test_case_17_a_machine_whose_id_cannot_be_read_for_a_moment_is_not_taken_for_another_one(bench: Bench) -> None:
    if not MACHINE_ID.exists():
        pytest.skip(f"needs {MACHINE_ID}")
    bench.put_back()
    before = snapshot(bench.home)
    refused = subprocess.run(
        [needs("strace"), "-qq", "-o", os.devnull, f"-P{MACHINE_ID}", "-einject=openat:error=EIO", *program("in")],
        env={**os.environ, "LSW_HOME": str(bench.home), "TZ": "Europe/Berlin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (refused.returncode, refused.stdout) == (1, "")
    assert f"{MACHINE_ID} cannot be read (Input/output error)" in refused.stderr
    assert snapshot(bench.home) == before
    bench.goes_on()
    assert len({path.parent for path in journals(bench.home)}) == 1


def test_case_19_with_too_few_open_files_a_command_works_or_says_so(bench: Bench) -> None:
    said = bench.undisturbed(*LOG).out
    refused = 0
    for files in range(3, 16):
        bench.put_back()
        did = bench.prepared.do(*LOG, files=files)
        made = bench.changes_made()
        if did.code == 0:
            assert (did.out, made) == (said, bench.all_changes)
        else:
            assert (did.code, did.out, made) == (1, "", 0), did
            assert "Too many open files" in did.err
            refused += 1
            bench.goes_on()
    assert 1 < refused < 10
