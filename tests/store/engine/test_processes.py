from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tinydb import TinyDB

import lswtui
from lswtui.store.store import Store
from tests.clock import path_with
from tests.store.engine.writer import AT

if TYPE_CHECKING:
    from collections.abc import Callable

    from lswtui.store.engine.places import Places


@pytest.fixture
def start(places: Places) -> Callable[..., subprocess.Popen[str]]:
    def begin(*arguments: str) -> subprocess.Popen[str]:
        environment = {
            **os.environ,
            "LSW_HOME": str(places.data.parent),
            "PYTHONPATH": path_with(Path(lswtui.__file__).parents[1]),
        }
        return subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("writer.py")), *arguments],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    return begin


def cards(store: Store) -> set[str]:
    return {card["id"] for card in store.documents("2026-11", "cards")}


def counted(store: Store) -> int:
    counter = store.document("undated", "counters", "cards")
    return counter["n"] if counter else 0


def test_four_writers_at_once_lose_nothing(places: Places, start: Callable[..., subprocess.Popen[str]]) -> None:
    writers = [start("many", name, "100") for name in "abcd"]
    said = {line for writer in writers for line in writer.communicate()[0].split()}
    store = Store(places, program="test")
    assert [writer.returncode for writer in writers] == [0] * 4
    assert cards(store) == said == {f"{name}-{number}" for name in "abcd" for number in range(100)}
    assert counted(store) == 400
    assert [entry.seq for entry in store.entries_backwards()] == list(range(400, 0, -1))


def test_a_reader_beside_a_writer_never_sees_half_a_change(
    places: Places, start: Callable[..., subprocess.Popen[str]]
) -> None:
    writer = start("swing", "300")
    reader = Store(places, program="test")
    seen: list[int] = []
    while writer.poll() is None or reader.moved():
        reader.refresh()
        weights: list[dict[str, Any]] = []
        for month in random.sample(["2026-10", "2026-11"], 2):
            weights += reader.documents(month, "weights")
        assert sum(weight["n"] for weight in weights) == 0
        seen.append(max((weight["n"] for weight in weights), default=-1))
        if not len(seen) % 7:
            reader = Store(places, program="test")
    writer.communicate()
    assert writer.returncode == 0
    assert seen == sorted(seen)
    assert seen[-1] == 299
    assert len(set(seen)) > 5


def test_what_was_acknowledged_survives_a_kill_at_any_moment(
    places: Places, start: Callable[..., subprocess.Popen[str]]
) -> None:
    storm = start("storm")
    assert storm.stdin
    assert storm.stdout
    acknowledged: set[str] = set()
    interrupted = 0
    for _ in range(200):
        storm.stdin.write("go\n")
        storm.stdin.flush()
        child = int(storm.stdout.readline().removeprefix("pid "))
        time.sleep(random.uniform(0, 0.02))
        os.kill(child, signal.SIGKILL)
        while (line := storm.stdout.readline().strip()) != "dead":
            acknowledged.add(line)
        store = Store(places, program="test")
        stored = cards(store)
        assert acknowledged <= stored
        assert counted(store) == len(stored)
        interrupted += len(stored) > len(acknowledged)
        acknowledged = stored
    storm.communicate()
    assert storm.returncode == 0
    assert interrupted, "no kill came between a commit and its acknowledgement"

    store = Store(places, program="test", lag=0)
    store.bring_up_to_date(AT)
    with TinyDB(places.data / "db" / "2026-11.json", access_mode="r") as plain:
        assert {card["id"] for card in plain.table("cards")} == acknowledged
    shutil.rmtree(places.data / "db")
    assert cards(Store(places, program="test")) == acknowledged


def test_a_full_disk_refuses_a_change_and_damages_nothing(
    places: Places, start: Callable[..., subprocess.Popen[str]]
) -> None:
    writer = start("small", "20000")
    refused, saved = writer.communicate()[0].splitlines()
    added, shown, sentence = refused.split(" ", 2)
    assert int(added) == int(shown) > 10
    assert sentence.startswith("nothing was saved: File too large")
    assert saved == "saved"
    store = Store(places, program="test")
    assert cards(store) == {f"card-{number}" for number in range(int(added))} | {"after"}
    assert counted(store) == int(added) + 1
