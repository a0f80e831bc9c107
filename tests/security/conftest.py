from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import Lsw, clock, day, lsw
from tests.security.attacks import ATTACKS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import time_machine

__all__ = ["clock", "day", "lsw"]

STAMP = {"rev": 1, "at": "2026-11-19T06:00:00+01:00"}


def hostile_records(texts: Sequence[str] = tuple(ATTACKS.values()), on: str = "2026-11-19") -> dict[str, Any]:
    """An export of the day ON in which every text of every record is one of TEXTS."""
    cards = [
        {
            "id": f"hostile{number:03}",
            "on": on,
            "title": text,
            "minutes": 10,
            "planned_at": 6 * 60 + number,
            "board": "hostile",
            "detail": text,
            "standard": text,
            "why": text,
            "where": text,
            "steps": [text, text],
            "note": text,
            "cue": text,
            "lane": ("todo", "doing", "done", "aside")[number % 4],
            **({"outcome": "done", "finding": "problem", "finding_text": text} if number % 4 == 2 else {}),
            **({"outcome": "missed", "reason": text} if number % 4 == 3 else {}),
            **STAMP,
        }
        for number, text in enumerate(texts)
    ]
    interruptions = [
        {
            "id": f"broke{number:03}",
            "on": on,
            "start": f"{on}T{7 + number // 60:02}:{number % 60:02}:00+01:00",
            "end": f"{on}T{7 + number // 60:02}:{number % 60:02}:30+01:00",
            "text": text,
            "who": text,
            "category": text,
            "opens": text,
            **STAMP,
        }
        for number, text in enumerate(texts)
    ]
    spans = [
        {
            "id": f"span{number:03}",
            "on": on,
            "owner": interruption["id"],
            "start": interruption["start"],
            "end": interruption["end"],
            **STAMP,
        }
        for number, interruption in enumerate(interruptions)
    ]
    everything = "\n".join(texts)
    reflections = [
        {
            "id": "evening@2026-11-18",
            "on": "2026-11-18",
            "review": "evening",
            "answers": [["well", everything], ["problem", everything]],
            "pledge": everything,
            "if_then": everything,
            "pledge_for": on,
            "saved_at": "2026-11-18T17:00:00+01:00",
            **STAMP,
        }
    ]
    days = [{"id": "2026-11-20", "on": "2026-11-20", "absences": [[None, None, everything]], "seen": True, **STAMP}]
    return {
        "schema": 1,
        "databases": {
            "2026-11": {
                "cards": cards,
                "interruptions": interruptions,
                "spans": spans,
                "reflections": reflections,
                "days": days,
            }
        },
    }


def toml_of(text: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def hostile_board(texts: Sequence[str] = tuple(ATTACKS.values())) -> str:
    """A board, in TOML, in which every free text is one of TEXTS and nothing is wrong."""
    tasks = "".join(
        f"""
[[task]]
id = "task-{number}"
title = {toml_of(text[:28])}
detail = {toml_of(text)}
standard = {toml_of(text)}
why = {toml_of(text)}
where = {toml_of(text)}
steps = [{toml_of(text)}]
every = "workday"
at = "{6 + number // 60:02}:{number % 60:02}"
minutes = 5
activity = "go-and-see"
domain = "operate"
element = "accountability"
area = "accountability"
"""
        for number, text in enumerate(texts)
        if text[:28].strip()
    )
    return f"""
title = {toml_of(texts[0])}
about = {toml_of(" ".join(texts))}
level = "manager"
[hours]
mon-fri = "06:00-14:00"
[[category]]
id = "kind"
letter = "k"
name = {toml_of(ATTACKS["clipboard"])}
{tasks}
"""


@pytest.fixture
def hostile(day: time_machine.Traveller, lsw: Lsw, home: Path, tmp_path: Path) -> Lsw:
    """A home in which everything that has words has bad ones."""
    assert day is not None
    days = home / "data" / "boards" / "days"
    days.mkdir(parents=True)
    (days / "hostile.toml").write_text(hostile_board(), encoding="utf-8")
    (tmp_path / "hostile.json").write_text(json.dumps(hostile_records()), encoding="utf-8")
    lsw.done("board", "use", "hostile")
    lsw.done("import", str(tmp_path / "hostile.json"))
    return lsw
