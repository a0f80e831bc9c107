"""Exports with a few values changed: an import refuses them, or every verb still answers on what it took in."""

from __future__ import annotations

import json
import os
import random
from copy import deepcopy
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest

from lswtui.app import questions
from lswtui.app.boards import choose
from lswtui.app.data import exchange
from lswtui.app.days import cards, change, leave
from lswtui.app.interruptions import log
from lswtui.app.reviews import save
from lswtui.app.workspace import open_workspace
from lswtui.domain.days.day import Absence
from lswtui.domain.errors import BadInput
from lswtui.domain.vocabulary import Outcome
from tests.desk import KINDS, Desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import time_machine

    from tests.cli.conftest import Lsw

SEED = 43
MUTANTS = 10_000
TAKEN_IN = 80
"""Of the mutants that are not refused, how many are taken in and looked at."""
NOW = "2026-12-02T12:00:00+01:00"
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 7, 2880, 2881, 10**19, 1.5, -0.0, 1e300, "", " ", "x", "0", "1" * 5000, "é" * 300,
    "0001-01-01", "9999-12-31", "1926-01-01", "2026-02-30", "20261119", "2026-W47-4", "2026-11-19", "2026-12-31",
    "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-12:00", "2026-11-19T10:00:00", "2026-11-19T10:00:00+01:00",
    "2026-12-02T23:00:00+01:00", "\x1b[31m", "\u202e", "../x", "a@2026-11-19", "done", "missed", [], {}, [None], [[]],
    [["a", "b"]], [1, 2, 3], {"a": {"b": {"c": []}}},
)  # fmt: skip
STORED_WRONG = 20
"""Of all mutants, how many are put into the data as they are."""
READING = [
    ["today"],
    ["today", "--json"],
    ["today", "--on", "2026-11-19"],
    ["status"],
    ["report", "day"],
    ["report", "week", "--explain"],
    ["report", "month", "--json"],
    ["report", "2026-11-19..2026-12-02", "--by", "task"],
    ["report", "year"],
    ["answer"],
    ["morning"],
    ["reflect", "--on", "2026-11-20"],
    ["reflect", "--json"],
    ["board", "show"],
    ["export"],
    ["export", "2026-11-20..2026-11-27"],
    ["backup", "list"],
    ["doctor"],
]
CHANGING = [
    ["log", "press 4 5m"],
    ["start", "1"],
    ["in", "phone"],
    ["back"],
    ["done", "1"],
    ["add", "Call"],
    ["off", "tomorrow"],
    ["shift"],
    ["lock"],
    ["close"],
    ["undo"],
    ["redo"],
]


@pytest.fixture
def exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """All that two weeks leave behind: every kind of card, what is missed again, waits, was carried and asks."""
    monkeypatch.setattr(os, "urandom", random.Random(SEED).randbytes)  # ids that are the same each time
    desk = Desk(tmp_path / "lived")
    workspace, clock = desk.workspace, desk.clock
    choose.choose(workspace, desk.board(KINDS))
    for on in ("2026-11-19", "2026-11-20", "2026-11-24", "2026-11-27", "2026-12-01"):
        clock.set(f"{on} 06:00")
        change.mark_seen(workspace)
        cards.start(workspace, "huddle")
        clock.tick(8)
        log.begin(workspace, "press 4 @maria #equipment !team")
        clock.tick(3)
        log.begin(workspace, "phone")
        clock.tick(2)
        log.back(workspace)
        log.back(workspace, "~")
        cards.finish(workspace, "huddle")
        cards.set_aside(workspace, "walk", Outcome.MISSED, reason="boss")
        log.blip(workspace, "a question @lee")
        cards.add(workspace, f"Write to Lee {on}", minutes=20)
        save.reflect(workspace, {"well": "all of it", "pledge": "be there", "if-then": "if x, then y"})
    cards.start(workspace, "read")
    leave.take_off(workspace, (date(2026, 12, 4),), Absence(600, None, "doctor"))
    cards.move(workspace, "mine.round@2026-12-01#2", date(2026, 12, 3))
    clock.set(NOW[:16].replace("T", " "))
    change.mark_seen(workspace)
    cards.start(workspace, "Write to Lee 2026-12-01")
    clock.tick(1)
    log.log(workspace, "press 4 @maria 1m")
    assert questions.waiting(workspace)
    lived = exchange.export_json(workspace)
    another = Desk(tmp_path / "another")
    another.clock.set(NOW[:16].replace("T", " "))
    another.clock.tick(5)
    exchange.import_json(another.workspace, lived)
    return lived


def places(content: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to every value in some JSON."""
    parts = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, part in parts:
        yield (*at, key)
        yield from places(part, (*at, key))


def changed(value: Any, rng: random.Random, others: list[Any]) -> Any:
    """Another value for this one: near it, or any."""
    kind = rng.randrange(4)
    if kind == 0 and isinstance(value, str) and value:
        at = rng.randrange(len(value))
        return value[:at] + rng.choice("0123456789-:T+@#>.ab") + value[at + rng.randrange(2) :]
    if kind == 0 and isinstance(value, int):
        return value + rng.choice((-1, 1, 60, 1440, -1440))
    if kind == 1 and isinstance(value, str) and value[:4].isdecimal():
        try:
            return (datetime.fromisoformat(value) + timedelta(days=rng.choice((-400, -1, 1, 30)))).isoformat()[
                : len(value)
            ]
        except ValueError:
            return value
    return deepcopy(rng.choice(others)) if kind == 2 else rng.choice(VALUES)


def mutants(exported: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The export with one to three values changed, taken away or doubled, the same ones each time; and its tables
    in which anything was."""
    rng = random.Random(SEED)
    text = json.dumps(exported)
    known = [at for at in places(exported) if len(at) > 3]
    others = [found(exported, at) for at in known]
    for _ in range(MUTANTS):
        mutant = json.loads(text)
        touched: dict[str, Any] = {}
        for at in rng.sample(known, rng.randint(1, 3)):
            _, db, table, *_ = at
            touched.setdefault(db, {})[table] = mutant["databases"][db][table]
            try:
                inside = found(mutant, at[:-1])
                value = inside[at[-1]]
            except (KeyError, IndexError, TypeError):
                continue  # another change took it away
            what = rng.randrange(12)
            if what == 0 and isinstance(inside, (dict, list)):
                del inside[at[-1]]
            elif what == 1 and isinstance(inside, list):
                inside.append(deepcopy(value))
            elif isinstance(inside, (dict, list)):
                inside[at[-1]] = changed(value, rng, others)
        yield mutant, {"schema": 1, "databases": touched}


@pytest.mark.slow
def test_what_is_stored_wrong_all_the_same_is_told_as_damage_and_mended(
    exported: dict[str, Any], lsw: Lsw, clock: time_machine.Traveller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.move_to("2026-12-02T12:05:00+01:00")
    told = 0
    for number, (mutant, touched) in enumerate(islice(mutants(exported), 0, MUTANTS, MUTANTS // STORED_WRONG)):
        if is_fit(touched, datetime.fromisoformat(NOW)):
            continue
        monkeypatch.setenv("LSW_HOME", str(tmp_path / f"wrong{number}"))
        if not stored(mutant):
            continue
        (tmp_path / f"wrong{number}.json").write_text(json.dumps(mutant))
        for verb in (*READING, ["log", "press 4 5m"], ["start", "1"], ["doctor", "--fix"], *READING):
            ran = lsw(*verb)
            assert ran.code in ((0,) if verb == ["export"] else (0, 3, 5)), (number, verb, ran.err)
            told += ran.code == 5
        assert lsw("doctor").code == 0, number
    assert told > STORED_WRONG


def stored(mutant: dict[str, Any]) -> bool:
    """Put what it holds into the data as it is; whether that was possible."""
    workspace = open_workspace(os.environ, program="test")
    try:
        with workspace.change("stored as it is") as tx:
            for db, tables in mutant["databases"].items():
                for table, documents in tables.items():
                    tx.adopt(db, table, *documents)
    except (AttributeError, KeyError, TypeError, ValueError):
        return False
    return True


def is_fit(mutant: dict[str, Any], now: datetime) -> bool:
    """Whether every record of it is one."""
    try:
        exchange.proved_records(mutant, "", now, now.date())
    except BadInput:
        return False
    return True


def found(content: Any, at: tuple[Any, ...]) -> Any:
    for key in at:
        content = content[key]
    return content


@pytest.mark.slow
def test_a_changed_export_is_refused_or_leaves_a_home_in_which_every_verb_answers(
    exported: dict[str, Any], lsw: Lsw, clock: time_machine.Traveller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.move_to("2026-12-02T12:05:00+01:00")
    now = datetime.fromisoformat(NOW)
    fit = [mutant for mutant, touched in mutants(exported) if is_fit(touched, now)]
    assert TAKEN_IN * 3 < len(fit) < MUTANTS // 2
    taken = 0
    for number, mutant in enumerate(fit[:: len(fit) // TAKEN_IN]):
        monkeypatch.setenv("LSW_HOME", str(tmp_path / str(number)))
        file = tmp_path / f"{number}.json"
        file.write_text(json.dumps(mutant))
        ran = lsw("import", str(file))
        assert ran.code in (0, 2), (file, ran)
        if ran.code == 2:
            assert "2026" in ran.err or "undated" in ran.err
            continue
        taken += 1
        for verb in (*READING, *CHANGING, *READING[:6]):
            ran = lsw(*verb)
            assert ran.code in (0, 3), (file, verb, ran.err)
    assert taken > TAKEN_IN // 2
