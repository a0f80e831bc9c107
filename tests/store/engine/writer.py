"""A process of its own that changes data; started by the tests, told what to do by its arguments."""

from __future__ import annotations

import os
import resource
import sys
from datetime import UTC, datetime

from lswtui.domain.errors import NotSaved
from lswtui.store.engine.places import find_places
from lswtui.store.store import Store

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def say(text: str) -> None:
    os.write(1, f"{text}\n".encode())


def store(lag: int) -> Store:
    return Store(find_places(os.environ), program="test", lag=lag)


def add(to: Store, name: str) -> None:
    """One more card, and one more counted in another database."""
    with to.change(f"added {name}", at=AT, wait=60) as change:
        count = change.document("undated", "counters", "cards") or {"n": 0}
        change.put("2026-11", "cards", {"id": name})
        change.put("undated", "counters", {"id": "cards", "n": count["n"] + 1})


def many(name: str, times: int) -> None:
    own = store(lag=20)
    for number in range(times):
        add(own, f"{name}-{number}")
        say(f"{name}-{number}")


def swing(times: int) -> None:
    own = store(lag=5)
    for number in range(times):
        with own.change("swung", at=AT, wait=60) as change:
            change.put("2026-10", "weights", {"id": "w", "n": number})
            change.put("2026-11", "weights", {"id": "w", "n": -number})


def storm() -> None:
    """At each line of the input, a child that adds cards until it is killed."""
    for number, _ in enumerate(sys.stdin):
        child = os.fork()
        if child == 0:
            own = store(lag=number % 3)
            say(f"pid {os.getpid()}")
            for each in range(100_000):
                add(own, f"{number}-{each}")
                say(f"{number}-{each}")
        os.waitpid(child, 0)
        say("dead")


def small(limit: int) -> None:
    """Add cards until no file may grow beyond LIMIT bytes, then once more without that limit."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    own = store(lag=0)
    number = 0
    try:
        while True:
            add(own, f"card-{number}")
            number += 1
    except NotSaved as error:
        say(f"{number} {len(own.documents('2026-11', 'cards'))} {error}")
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    add(own, "after")
    say("saved")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["many", name, times]:
            many(name, int(times))
        case ["swing", times]:
            swing(int(times))
        case ["storm"]:
            storm()
        case ["small", limit]:
            small(int(limit))
