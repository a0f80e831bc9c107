from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lswtui.domain.errors import Damaged, NotSaved
from lswtui.store.engine import journal
from lswtui.store.engine.places import Places, find_places
from lswtui.store.records.damage import Damage
from lswtui.store.records.tables import DAMAGE, UNDATED
from lswtui.store.recovery.repair import lines_in, records_in
from lswtui.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

MONTH = "2026-11"
NAMES = ("a", "b", "c", "d")


def add(store: Store, at: datetime, *names: str) -> None:
    for name in names:
        with store.change(f"added {name}", at=at) as change:
            change.put(MONTH, "cards", {"id": name})


class Seen(NamedTuple):
    """What a program shows of damaged data, and what it says."""

    cards: list[str]
    pending_damage: str


def seen(places: Places) -> Seen:
    store = Store(places, program="test")
    return Seen(sorted(card["id"] for card in store.documents(MONTH, "cards")), store.pending_damage)


def everything(places: Places) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in places.data.rglob("*") if path.is_file()}


def recorded(places: Places) -> list[Damage]:
    return [Damage.of_document(found) for found in Store(places, program="test").documents(UNDATED, DAMAGE)]


@pytest.fixture
def written(places: Places, at: datetime) -> Places:
    add(Store(places, program="test", lag=0), at, *NAMES)
    return places


@pytest.fixture
def path(written: Places) -> Path:
    (found,) = (written.data / "journal").rglob("*.jsonl")
    return found


def without_databases(places: Places) -> None:
    shutil.rmtree(places.data / "db")


def test_each_flipped_bit_of_a_journal_is_seen_and_what_the_line_held_is_missing_and_nothing_else(
    places: Places, at: datetime
) -> None:
    add(Store(places, program="test"), at, *NAMES)
    without_databases(places)
    (path,) = (places.data / "journal").rglob("*.jsonl")
    good = path.read_bytes()
    ends = [index for index, byte in enumerate(good) if byte == 0x0A]
    for index in range(0, len(good) - 1, 3):
        path.write_bytes(good[:index] + bytes([good[index] ^ 1]) + good[index + 1 :])
        line = sum(end < index for end in ends)
        found = seen(places)
        lost = {line} if index not in ends else set()
        assert found.cards == [name for number, name in enumerate(NAMES) if number not in lost]
        assert "is damaged at byte" in found.pending_damage


def test_more_databases_than_are_kept_in_memory_are_mended_without_losing_one(places: Places, at: datetime) -> None:
    store = Store(places, program="test", lag=0)
    months = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 11)]
    for month in months:
        with store.change("added", at=at) as change:
            change.put(month, "cards", {"id": "a"})
    for month in months:
        (places.data / "db" / f"{month}.json").write_bytes(b"\0" * 700)
    (path,) = (places.data / "journal").rglob("*.jsonl")
    path.write_bytes(path.read_bytes() + b"\0" * 7 + b"no change\n")
    add(Store(places, program="test", lag=0), at, "b")
    after = Store(places, program="test")
    assert after.pending_damage == ""
    assert {month for month in after.months() if after.documents(month, "cards")} == {*months, MONTH}
    assert {path.stem for path in (places.data / "db").iterdir()} == {*months, MONTH, UNDATED, "head"}
    assert len(Store(places, program="test").mend(at)) == 0


def test_who_only_reads_sees_what_is_good_and_writes_nothing(written: Places, path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"id":"b"', b'"id":"B"'))
    without_databases(written)
    before = everything(written)
    assert seen(written).cards == ["a", "c", "d"]
    assert everything(written) == before


def test_a_change_keeps_the_damaged_file_aside_puts_what_is_good_in_its_place_and_records_it(
    written: Places, path: Path, at: datetime
) -> None:
    without_databases(written)
    damaged = path.read_bytes().replace(b'"id":"b"', b'"id":"B"')
    path.write_bytes(damaged)
    store = Store(written, program="test")
    add(store, at, "e")
    assert seen(written) == Seen(["a", "c", "d", "e"], "")
    (damage,) = recorded(written)
    assert store.mended == (damage,)
    assert damage.file == f"journal/{path.parent.name}"
    assert [(lost.first, lost.last) for lost in damage.lost] == [(2, 2)]
    (kept,) = damage.kept
    assert kept.startswith(f"{path.parent.name}-2026-11.damaged-")
    assert (written.data / "damaged" / kept).read_bytes() == damaged


def test_what_the_databases_know_of_lost_lines_is_put_back(written: Places, path: Path, at: datetime) -> None:
    path.write_bytes(path.read_bytes().replace(b'"id":"b"', b'"id":"B"'))
    assert Store(written, program="test").mend(at)[0].lost[0][:2] == (2, 2)
    assert seen(written).cards == list(NAMES)
    without_databases(written)
    assert seen(written).cards == list(NAMES)


@pytest.mark.parametrize(
    "spoil", [lambda path: path.write_bytes(b""), os.unlink, lambda path: path.write_bytes(b"\0" * 9)]
)
def test_a_journal_that_is_gone_is_made_anew_from_the_databases(
    written: Places, path: Path, at: datetime, spoil: Callable[[Path], None]
) -> None:
    spoil(path)
    add(Store(written, program="test"), at, "e")
    without_databases(written)
    assert seen(written) == Seen([*NAMES, "e"], "")
    (damage,) = recorded(written)
    assert [(lost.first, lost.last) for lost in damage.lost] == [(1, 4)]
    assert damage.records == 4


def test_a_journal_cut_anywhere_keeps_its_whole_lines_and_the_databases_give_the_rest(
    written: Places, path: Path, at: datetime
) -> None:
    home, good = written.data.parent, path.read_bytes()
    for cut in range(0, len(good), 41):
        copy = home.with_name(f"cut-{cut}")
        shutil.copytree(home, copy)
        places = find_places({"LSW_HOME": str(copy)})
        (there,) = (places.data / "journal").rglob("*.jsonl")
        there.write_bytes(good[:cut])
        add(Store(places, program="test"), at, "e")
        assert seen(places) == Seen([*NAMES, "e"], "")
        shutil.rmtree(places.data / "db")
        assert seen(places) == Seen([*NAMES, "e"], "")


def test_lines_in_another_order_or_doubled_are_put_right_and_nothing_is_missing(
    written: Places, path: Path, at: datetime
) -> None:
    a, b, c, d = path.read_bytes().splitlines(keepends=True)
    good = path.read_bytes()
    without_databases(written)
    for spoilt in (b + a + c + d, a + a + b + c + d, a + b + d + c, a + b + a + c + d):
        path.write_bytes(spoilt)
        assert seen(written).cards == list(NAMES)
        (damage,) = Store(written, program="test").mend(at)
        assert damage.lost == ()
        assert path.read_bytes().startswith(good)
        path.write_bytes(good)
        without_databases(written)


@pytest.mark.parametrize("spoil", [lambda text: b"\xef\xbb\xbf" + text, lambda text: text.replace(b"\n", b"\r\n")])
def test_what_editors_do_to_a_file_loses_nothing(
    written: Places, path: Path, at: datetime, spoil: Callable[[bytes], bytes]
) -> None:
    path.write_bytes(spoil(path.read_bytes()))
    without_databases(written)
    assert seen(written).cards == list(NAMES)
    (damage,) = Store(written, program="test").mend(at)
    assert damage.lost == ()


def test_the_marks_of_a_merge_lose_nothing_and_what_one_side_added_is_taken_in(written: Places, path: Path) -> None:
    a, b, c, d = path.read_bytes().splitlines(keepends=True)
    without_databases(written)
    path.write_bytes(a + b + b"<<<<<<< HEAD\n" + c + b"=======\n" + d + b">>>>>>> theirs\n")
    assert seen(written).cards == list(NAMES)


def test_a_running_program_mends_with_what_it_remembers(places: Places, at: datetime) -> None:
    store = Store(places, program="test")
    add(store, at, *NAMES)
    (path,) = (places.data / "journal").rglob("*.jsonl")
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    assert store.refresh() >= {MONTH}
    assert sorted(card["id"] for card in store.documents(MONTH, "cards")) == list(NAMES)
    assert "holds less" in store.pending_damage
    add(store, at, "e")
    assert store.pending_damage == ""
    assert seen(places).cards == [*NAMES, "e"]


def test_another_program_sees_that_it_was_mended(written: Places, path: Path, at: datetime) -> None:
    reader = Store(written, program="test")
    without_databases(written)
    path.write_bytes(path.read_bytes().replace(b'"id":"d"', b'"id":"D"'))
    assert len(reader.documents(MONTH, "cards")) == 3
    assert reader.pending_damage
    add(Store(written, program="test"), at, "e")
    reader.refresh()
    assert reader.pending_damage == ""
    assert sorted(card["id"] for card in reader.documents(MONTH, "cards")) == ["a", "b", "c", "e"]
    add(reader, at, "f")
    assert seen(written).cards == ["a", "b", "c", "e", "f"]


def test_mending_killed_between_any_two_steps_is_begun_again(
    written: Places, path: Path, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    path.write_bytes(path.read_bytes().replace(b'"id":"b"', b'"id":"B"'))
    (written.data / "db" / "2026-11.json").write_bytes(b"rubbish")
    before = everything(written)
    real = {name: getattr(os, name) for name in ("link", "replace", "rename", "unlink", "fsync", "pwrite", "open")}
    for step in range(200):
        left = [step]

        def counted(call: Callable[..., Any], left: list[int] = left) -> Callable[..., Any]:
            def calls(*arguments: Any, **named: Any) -> Any:
                if left[0] == 0:
                    raise Killed
                left[0] -= 1
                return call(*arguments, **named)

            return calls

        with monkeypatch.context() as patch:
            for name, call in real.items():
                patch.setattr(os, name, counted(call))
            try:
                Store(written, program="test").mend(at)
                done = True
            except Killed:
                done = False
        add(Store(written, program="test"), at, "e")
        assert seen(written) == Seen(["a", "c", "d", "e"], "")
        kept = {content for name, content in everything(written).items() if "/damaged/" in name}
        assert {before[str(path)], b"rubbish"} <= kept
        if done:
            break
        shutil.rmtree(written.data)
        for name, content in before.items():
            there = written.data.parent / os.path.relpath(name, written.data.parent)
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(content)
    assert done
    assert step > 20


def test_a_folder_that_cannot_be_written_is_left_as_it_is_and_its_change_refused(
    written: Places, path: Path, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(path.read_bytes().replace(b'"id":"b"', b'"id":"B"'))
    without_databases(written)
    before = everything(written)

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "link", refuse)
        with pytest.raises((NotSaved, Damaged)):
            add(Store(written, program="test"), at, "e")
    assert everything(written) == before
    assert seen(written).cards == ["a", "c", "d"]


def test_a_damaged_database_is_recorded_and_nothing_is_missing(written: Places, at: datetime) -> None:
    (written.data / "db" / "2026-11.json").write_bytes(b'{"cards":{}}')
    store = Store(written, program="test")
    add(store, at, "e")
    assert seen(written) == Seen([*NAMES, "e"], "")
    (damage,) = recorded(written)
    assert damage.file == "db/2026-11.json"
    assert damage.lost == ()
    assert (written.data / "damaged" / damage.kept[0]).read_bytes() == b'{"cards":{}}'


def test_whole_data_is_not_touched_by_mending_it(written: Places, path: Path, at: datetime) -> None:
    before = path.read_bytes()
    assert Store(written, program="test").mend(at) == ()
    assert path.read_bytes() == before
    assert not (written.data / "damaged").exists()


def test_a_record_that_nothing_proves_is_counted_but_not_shown(written: Places, path: Path, at: datetime) -> None:
    without_databases(written)
    path.write_bytes(path.read_bytes().replace(b"added b", b"added B"))
    (damage,) = Store(written, program="test").mend(at)
    assert damage.readable == 1
    assert seen(written).cards == ["a", "c", "d"]


def test_records_are_read_one_by_one_out_of_a_damaged_database(written: Places) -> None:
    data = (written.data / "db" / "2026-11.json").read_bytes()
    name = "2026-11.json"
    assert [record["id"] for _, _, record in records_in(name, data)] == list(NAMES)
    cut = data[: data.index(b'"id":"d"')]
    assert [(db, table, record["id"]) for db, table, record in records_in(name, b"junk" + cut)] == [
        ("2026-11", "cards", name) for name in "abc"
    ]


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_rubbish_is_taken_for_a_line_or_a_record(data: bytes) -> None:
    assert list(lines_in("2026-11", data)) == []
    assert list(records_in("2026-11.json", data)) == []
    assert list(records_in("x-2026-11.jsonl", data)) == []


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_lines_are_found_in_whatever_order_and_between_whatever_rubbish(data: st.DataObject) -> None:
    lines = []
    prev = "00000000"
    for seq in range(1, 6):
        entry = journal.JournalEntry("d", seq, "2026-11-22T09:30:00+00:00", "test", "w", "user", f"n{seq}", None, ())
        text = journal.text_of(entry, prev)
        (line,) = lines_in("2026-11", text)
        prev = line.crc
        lines.append(text)
    order = data.draw(st.permutations(lines))
    rubbish = data.draw(
        st.lists(st.binary(max_size=20).map(lambda junk: junk.replace(b"{", b"")), min_size=5, max_size=5)
    )
    torn = b"".join(line + junk + b"\n" for line, junk in zip(order, rubbish, strict=True))
    assert sorted(line.seq for line in lines_in("2026-11", torn)) == [1, 2, 3, 4, 5]


def test_the_journal_says_in_words_what_is_missing(written: Places, path: Path, at: datetime) -> None:
    without_databases(written)
    path.write_bytes(path.read_bytes().replace(b'"id":"b"', b'"id":"B"'))
    Store(written, program="test").mend(at)
    intents = [json.loads(line)["intent"] for line in path.read_bytes().splitlines()]
    assert intents == ["added a", "lost the changes 2 to 2", "added c", "added d", "mended damaged files"]
