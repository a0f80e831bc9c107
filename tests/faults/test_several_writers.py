"""Several processes at the same data, one that holds it and does not go on, and the inbox (cases 4, 22, 26 to 30)."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from lswtui.domain.errors import Busy, NotSaved
from lswtui.store.engine import lock, lock_file
from lswtui.store.engine.places import find_places
from lswtui.store.files import inbox
from lswtui.store.store import Store
from tests.cli.conftest import installed
from tests.faults.holding import WRITER, holding, process, say
from tests.faults.injecting import AT_CALL, CALLS, CHANGING, content, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.injecting import Bench

AT = datetime(2026, 11, 19, 9, 30, tzinfo=UTC)
BOARD = "lean-team-leader"
SOON = 3.0
"""Seconds within which a capture is safe, whoever is busy."""
SLACK = 4.0
"""Seconds more that a busy machine may need to start a program."""


def add(store: Store, name: str) -> None:
    with store.change(f"added {name}", at=AT) as tx:
        tx.put("2026-11", "cards", {"id": name})


def opened(home: Path) -> Store:
    return Store(find_places({"LSW_HOME": str(home)}), program="test")


def cards(home: Path) -> set[str]:
    return {card["id"] for card in opened(home).documents("2026-11", "cards")}


def interruptions(home: Path) -> list[str]:
    """The texts of all interruptions."""
    months = content(home).values()
    return sorted(each.get("text", "") for month in months for each in month.get("interruptions", {}).values())


# --- who holds it


def test_case_04_when_the_holder_is_killed_others_go_on_at_once(home: Path) -> None:
    with holding(home) as holder:
        with pytest.raises(Busy), opened(home).change("too early", at=AT, wait=0.05):
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        add(opened(home), "a")
    assert cards(home) == {"a"}


def test_case_22_eight_writers_at_once_lose_nothing_and_none_is_refused(home: Path) -> None:
    writers = [process(WRITER, f"w{number}", "60", environ={"LSW_HOME": str(home)}) for number in range(8)]
    said = {name for writer in writers for name in writer.communicate()[0].split()}
    assert [writer.returncode for writer in writers] == [0] * 8
    assert len(said) == 480
    assert cards(home) == said
    assert opened(home).document("undated", "counters", "all") is not None
    assert content(home)["undated"]["counters"]["all"]["n"] == 480


def test_case_26_a_holder_that_stands_still_is_named_and_its_lock_is_not_broken(home: Path) -> None:
    add(opened(home), "before")
    with holding(home) as holder:
        holder.send_signal(signal.SIGSTOP)
        wait_for(lambda: "T (stopped)" in status_of(holder.pid), "the holder to stop")
        refused = installed("add", "a card")
        assert (refused.code, refused.out) == (3, "")
        assert f"(pid {holder.pid}, stopped) is writing since " in refused.err
        assert "nothing was changed, try again" in refused.err
        begun = time.monotonic()
        kept = installed("log", "press 4 jammed", "5m")
        assert time.monotonic() - begun < SOON + SLACK
        assert (kept.code, kept.err) == (0, "")
        assert kept.out.startswith("kept in the inbox: press 4 jammed 5m; ")
        assert interruptions(home) == []
        holder.send_signal(signal.SIGCONT)
        assert say(holder) == "released"
    assert installed("add", "a card").code == 0
    assert interruptions(home) == ["press 4 jammed"]


def test_case_26_a_beginning_that_waited_goes_on_when_the_holder_lets_go_and_back_ends_it_once(home: Path) -> None:
    add(opened(home), "before")
    with holding(home) as holder:
        holder.send_signal(signal.SIGSTOP)
        wait_for(lambda: "T (stopped)" in status_of(holder.pid), "the holder to stop")
        kept = installed("in", "press 4 jammed")
        assert kept.out.startswith("kept in the inbox: begin press 4 jammed; ")
        holder.send_signal(signal.SIGCONT)
        assert say(holder) == "released"
    assert installed("back", "@maria").out.startswith("back after ")
    assert installed("back").code == 3
    assert interruptions(home) == ["press 4 jammed"]


def status_of(pid: int) -> str:
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:  # noqa: PTH123 - it is no file
        return file.read()


def test_case_26_where_the_system_does_not_tell_who_it_is_the_sentence_is_still_one(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_file, "_told", lambda _path: "")
    with holding(home), pytest.raises(Busy, match=r"^another lsw is writing since \d\d:\d\d:\d\d \(.*try again"):
        lock.take(str(home / "data" / "lock"), 0.01)


def test_case_27_reading_changes_no_byte_and_no_date_of_any_file(home: Path) -> None:
    for command in ("board use lean-team-leader", "add card", "start card", "log x 5m"):
        assert installed(*command.split()).code == 0
    (home / "data" / "inbox").write_text("waits\n")
    before = dates(home)
    for command in ("today", "status", "report week --json", "answer", "export"):
        ran = installed(*command.split())
        assert (ran.code, ran.err) == (0, "")
        assert dates(home) == before


def dates(home: Path) -> dict[str, tuple[int, int, int]]:
    return {
        str(path): (path.stat().st_ino, path.stat().st_size, path.stat().st_mtime_ns)
        for path in (home, *home.rglob("*"))
    }


def test_case_28_a_lock_file_that_was_deleted_locks_nobody_out_and_nobody_in(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home / "data" / "lock"
    path.parent.mkdir(parents=True)
    real = fcntl.flock
    deleted: list[int] = []

    def flock(handle: int, how: int) -> None:
        if not deleted:
            deleted.append(os.fstat(handle).st_ino)
            path.unlink()
            path.write_text("another's")
        real(handle, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    held = lock.take(str(path), 5)
    assert os.fstat(held.handle).st_ino == path.stat().st_ino
    with pytest.raises(Busy):
        lock.take(str(path), 0.01)
    held.release()


def test_case_28_deleted_between_changes_it_is_made_anew(home: Path) -> None:
    store = opened(home)
    for name in ("a", "b"):
        add(store, name)
        (home / "data" / "lock").unlink()
    assert cards(home) == {"a", "b"}


def test_case_29_threads_of_one_program_write_one_after_the_other(home: Path) -> None:
    store = opened(home)
    failed: list[Exception] = []

    def write(name: str) -> None:
        try:
            for number in range(20):
                add(store, f"{name}-{number}")
        except Exception as error:  # noqa: BLE001 - told to the test below
            failed.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert cards(home) == {f"{name}-{number}" for name in "abcd" for number in range(20)}


def forked(do: Callable[[], object]) -> str:
    """What a child made by fork says of doing something."""
    end, start = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            do()
            os.write(start, b"done")
        except NotSaved as error:
            os.write(start, str(error).encode())
        finally:
            os._exit(0)
    os.close(start)
    with os.fdopen(end) as told:
        said = told.read()
    os.waitpid(child, 0)
    return said


def test_case_30_a_child_made_by_fork_refuses_to_change_anything(home: Path) -> None:
    store = opened(home)
    add(store, "a")
    assert forked(lambda: add(store, "b")) == (
        "nothing was saved: this process was split off from another lsw; start one of its own"
    )
    add(store, "c")
    assert cards(home) == {"a", "c"}


def test_case_30_a_child_made_in_the_middle_of_a_change_does_not_make_it_too(home: Path) -> None:
    store = opened(home)
    with store.change("added", at=AT) as tx:
        tx.put("2026-11", "cards", {"id": "a"})
        said = forked(lambda: store._commit(tx, "user", None))
    assert said.startswith("nothing was saved: this process was split off")
    assert cards(home) == {"a"}
    assert len(list(store.entries_backwards())) == 1


# --- the inbox


def test_the_inbox_is_taken_in_exactly_once_wherever_its_taker_is_killed(bench: Bench) -> None:
    texts = ["from the shell", "type 3 ran out"]
    command = ("start", "operator-observation")
    bench.undisturbed(*command)
    assert [interruptions(bench.home).count(text) for text in texts] == [1, 1]
    killed = 0
    with bench.prepared.striking("signal=KILL"):
        for call in CALLS:
            for number in range(1, AT_CALL, 1 if call in CHANGING else 4):
                bench.put_back()
                did = bench.prepared.struck(call, number, *command)
                if did.code != -signal.SIGKILL:
                    break
                killed += 1
                assert {interruptions(bench.home).count(text) for text in texts} in ({0}, {1})
                assert bench.prepared.do("add", "a card", seed=2).code == 0
                assert [interruptions(bench.home).count(text) for text in texts] == [1, 1]
    assert killed > 10


def test_lines_of_many_appenders_are_taken_in_once_each(home: Path) -> None:
    places = find_places({"LSW_HOME": str(home)})
    assert installed("board", "use", BOARD).code == 0
    path = home / "data" / "inbox"
    appenders = [
        subprocess.Popen(["sh", "-c", f'for i in $(seq 40); do echo "plain {name} $i" >> "$1"; done', "sh", str(path)])
        for name in "ab"
    ]
    takers = [process(TAKER, environ={"LSW_HOME": str(home)}) for _ in range(2)]
    for number in range(20):
        inbox.leave(places, AT, f"left {number}")
    for appender in appenders:
        assert appender.wait() == 0
    for taker in takers:
        taker.communicate("\n")
        assert taker.returncode == 0
    assert installed("add", "a card").code == 0
    expected = [f"left {number}" for number in range(20)]
    expected += [f"plain {name} {number}" for name in "ab" for number in range(1, 41)]
    assert interruptions(home) == sorted(expected)


TAKER = """
import os, select, sys
from lswtui.app.interruptions.inbox import import_inbox
from lswtui.app.workspace import open_workspace
from lswtui.domain.errors import Busy
while not select.select([sys.stdin], [], [], 0.01)[0]:
    workspace = open_workspace(os.environ, program="test")
    try:
        import_inbox(workspace)
    except Busy:
        pass
"""

ODD_LINES = (
    b"\x00\x01\x02\x1b[31m\x1b]0;taken\x07 \x9b2J",
    b"\xff\xfe\xc3\x28 no UTF-8",
    b"\xef\xbb\xbfwith a mark of byte order",
    b"dos line\r",
    b"x" * 1_000_000,
    b"2026-11-22T09:40:00+01:00",
    b"0001-01-01T00:00:00+23:59 before all zones",
    b"9999-12-31T23:59:59-23:59 after all zones",
    b"2026-13-45T99:99:99+01:00 no moment",
    b"2026-11-22T09:40:00+99:00 no zone",
    b"@ # ! ~ + at 25:99 -5m 99999999999m",
    b"{json: [1, 2]} =1+1 <script> $(id) %s",
    "\u202eturned \U0001f468\u200d\U0001f469 \u0301\u0301\u0301".encode(),
)


def test_a_line_that_cannot_be_understood_becomes_an_interruption_with_that_text(home: Path) -> None:
    assert installed("board", "use", BOARD).code == 0
    (home / "data" / "inbox").write_bytes(b"\n".join(ODD_LINES) + b"\r\n\r\n")
    assert installed("add", "a card").code == 0
    texts = interruptions(home)
    assert len(texts) == len(ODD_LINES)
    for part in ("no UTF-8", "before all zones", "after all zones", "no moment", "no zone", "dos line", "$(id) %s"):
        assert sum(part in text for text in texts) == 1, part
    assert any(len(text) == 1_000_000 for text in texts)
    said = installed("report", "week")
    assert said.code == 0
    assert not set(said.out) & {"\x1b", "\x9b", "\x07", "\u202e"}


@pytest.mark.parametrize("kind", ["folder", "fifo", "device", "endless device", "dangling link", "loop"])
def test_what_stands_in_the_place_of_the_inbox_hangs_nobody_and_loses_nothing(home: Path, kind: str) -> None:
    add(opened(home), "a")
    path = home / "data" / "inbox"
    match kind:
        case "folder":
            path.mkdir()
        case "fifo":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/null")
        case "endless device":
            path.symlink_to("/dev/zero")
        case "dangling link":
            path.symlink_to(home / "nowhere" / "inbox")
        case "loop":
            path.symlink_to(path)
    assert installed("add", "a card").code == 0
    with holding(home):
        ran = installed("log", "press 4 jammed")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("lsw: nothing was saved: ")
    assert ran.err.count("\n") == 1


def test_an_inbox_that_is_a_link_to_a_file_elsewhere_is_used_there(home: Path, tmp_path: Path) -> None:
    add(opened(home), "a")
    elsewhere = tmp_path / "shared with the phone"
    elsewhere.write_text("from the phone\n")
    (home / "data" / "inbox").symlink_to(elsewhere)
    assert installed("add", "a card").code == 0
    with holding(home):
        assert installed("log", "press 4 jammed").code == 0
    assert installed("add", "another").code == 0
    assert (home / "data" / "inbox").is_symlink()
    assert interruptions(home) == ["from the phone", "press 4 jammed"]


def test_a_line_for_which_there_is_no_room_leaves_no_part_of_it(bench: Bench) -> None:
    path = bench.home / "data" / "inbox"
    bench.put_back()
    before = path.read_bytes()
    did = bench.prepared.do("leave", size=len(before) + 100)
    assert did.code != 0
    assert path.read_bytes() == before
