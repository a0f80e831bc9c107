from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.errors import NotSaved
from lswtui.store.engine.durable_files import Unreadable
from lswtui.store.engine.places import Places
from lswtui.store.files import inbox
from lswtui.store.files.inbox import InboxLine

if TYPE_CHECKING:
    from pathlib import Path

    from lswtui.store.files.inbox import PendingInbox


@pytest.fixture
def file(places: Places) -> Path:
    places.data.mkdir(parents=True)
    return places.data / "inbox"


def found(waiting: PendingInbox | None) -> tuple[InboxLine, ...]:
    assert waiting
    return waiting.captures


def test_an_inbox_that_is_not_there_is_empty(places: Places) -> None:
    assert inbox.waiting(places, {}) is None
    assert not places.data.exists()


def test_what_is_left_waits_until_it_is_marked_as_taken_in(places: Places, at: datetime) -> None:
    inbox.leave(places, at, "press 4 jammed @maria")
    inbox.leave(places, at, "two\nlines")
    waiting = inbox.waiting(places, {})
    assert found(waiting) == (InboxLine(at, "press 4 jammed @maria"), InboxLine(at, "two lines"))
    assert waiting
    assert inbox.waiting(places, waiting.mark) is None
    inbox.leave(places, at, "three")
    assert found(inbox.waiting(places, waiting.mark)) == (InboxLine(at, "three"),)
    assert (places.data / "inbox").stat().st_mode & 0o777 == 0o600


def test_any_tool_may_append_a_line_with_or_without_a_moment(places: Places, file: Path) -> None:
    file.write_text("press 4\n2026-11-22T09:40:00+01:00 phone\n\n2026-11-22 audit\n2026-11-22T09:40 no zone\nhal")
    assert found(inbox.waiting(places, {})) == (
        InboxLine(None, "press 4"),
        InboxLine(datetime(2026, 11, 22, 9, 40, tzinfo=timezone(timedelta(hours=1))), "phone"),
        InboxLine(None, "2026-11-22 audit"),
        InboxLine(None, "2026-11-22T09:40 no zone"),
    )


def test_half_a_line_waits_for_its_end(places: Places, file: Path, at: datetime) -> None:
    file.write_text("whole\nhal")
    waiting = inbox.waiting(places, {})
    assert found(waiting) == (InboxLine(None, "whole"),)
    assert waiting
    assert inbox.waiting(places, waiting.mark) is None
    inbox.leave(places, at, "next")
    assert found(inbox.waiting(places, waiting.mark)) == (InboxLine(None, "hal"), InboxLine(at, "next"))


def test_a_file_begun_anew_is_taken_in_from_its_beginning(places: Places, file: Path) -> None:
    file.write_text("one\ntwo\n")
    waiting = inbox.waiting(places, {})
    assert waiting
    for other in ("six\nten\nmore\n", "x\n"):
        file.write_text(other)
        assert [capture.text for capture in found(inbox.waiting(places, waiting.mark))] == other.split()


def test_a_byte_that_changed_in_what_was_taken_in_takes_nothing_in_twice(places: Places, file: Path) -> None:
    file.write_text("one\ntwo\n")
    waiting = inbox.waiting(places, {})
    assert waiting
    file.write_text("oNe\ntwo\nthree\n")
    assert [capture.text for capture in found(inbox.waiting(places, waiting.mark))] == ["three"]


def test_bytes_that_are_no_text_are_shown_as_such(places: Places, file: Path) -> None:
    file.write_bytes(b"caf\xe9 broke\n")
    assert found(inbox.waiting(places, {})) == (InboxLine(None, "caf\ufffd broke"),)


def test_an_inbox_that_cannot_be_written_is_said_in_one_sentence(places: Places, at: datetime, file: Path) -> None:
    file.mkdir()
    with pytest.raises(NotSaved, match="nothing was saved"):
        inbox.leave(places, at, "x")


@pytest.mark.parametrize("kind", ["folder", "fifo", "device"])
def test_what_is_no_plain_file_is_neither_read_nor_written(places: Places, at: datetime, file: Path, kind: str) -> None:
    match kind:
        case "folder":
            file.mkdir()
        case "fifo":
            os.mkfifo(file)
        case "device":
            file.symlink_to("/dev/zero")
    with pytest.raises(Unreadable, match="is no plain file"):
        inbox.waiting(places, {"offset": 5, "sum": "00000000"})
    with pytest.raises(NotSaved, match="nothing was saved"):
        inbox.leave(places, at, "x")


def test_a_line_is_never_glued_to_one_that_nobody_finished(places: Places, file: Path, at: datetime) -> None:
    file.write_text("half a li")
    inbox.leave(places, at, "whole")
    assert found(inbox.waiting(places, {})) == (InboxLine(None, "half a li"), InboxLine(at, "whole"))


@given(pieces=st.lists(st.sampled_from(["a", "b c", "\n", "\n\n", "2026-11-22T09:40:00Z x\n"]), max_size=12))
def test_each_line_is_taken_in_once_however_it_arrives(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str]
) -> None:
    root = tmp_path_factory.mktemp("inbox")
    places = Places(str(root), str(root), str(root), str(root))
    mark: dict[str, object] = {}
    texts: list[str] = []
    for piece in [*pieces, "\n"]:
        with (root / "inbox").open("a") as file:
            file.write(piece)
        if waiting := inbox.waiting(places, mark):
            mark = waiting.mark
            texts += [capture.text for capture in waiting.captures]
    lines = "".join([*pieces, "\n"]).splitlines()
    assert texts == [line.removeprefix("2026-11-22T09:40:00Z ") for line in lines if line]
