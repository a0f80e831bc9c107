from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lswtui.app import questions
from lswtui.app.data import undo
from lswtui.app.data.damage import describe_damage
from lswtui.app.interruptions import log
from lswtui.domain.errors import BadInput
from lswtui.store.records.damage import Damage, LostTransactions

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desk import Desk

LOST = LostTransactions(5, 7, "2026-11-22T09:40:00+01:00", "2026-11-22T10:02:00+01:00")


def test_a_damage_is_told_with_what_was_recovered_and_what_lies_between() -> None:
    assert describe_damage(Damage("x", "db/2026-11.json", ("x.json",))) == (
        "db/2026-11.json was damaged, kept aside as damaged/x.json: nothing is missing"
    )
    assert describe_damage(Damage("x", "journal/a", ("x.jsonl",), 2, (LOST,), 1, 3)) == (
        "journal/a was damaged, kept aside as damaged/x.jsonl: 2 changes came from a backup; 1 record came from the "
        "databases; changes 5 to 7, between 22 Nov 09:40 and 22 Nov 10:02, cannot be read any more; 3 records in it "
        "can still be read, though nothing proves them"
    )


def test_lines_whose_content_the_databases_hold_are_not_called_lost() -> None:
    held = Damage("x", "journal/a", ("x.jsonl",), lost=(LOST._replace(last=5, held=True),))
    assert describe_damage(held).endswith(
        "change 5, between 22 Nov 09:40 and 22 Nov 10:02, cannot be undone any more, but the databases still have what "
        "they said"
    )


def journal_of(desk: Desk) -> Path:
    (path,) = (desk.workspace.places.data / "journal").rglob("*.jsonl")
    return path


@pytest.fixture
def damaged(desk: Desk) -> Desk:
    """One of two interruptions lies in a line whose words were changed behind the program's back."""
    log.log(desk.workspace, "press 4 jammed 5m")
    log.log(desk.workspace, "audit moved 3m")
    path = journal_of(desk)
    path.write_bytes(path.read_bytes().replace(b'"logged press 4 jammed"', b'"logged press 5 jammed"'))
    desk.workspace = desk.another_window()
    return desk


def texts(desk: Desk) -> list[str | None]:
    return [found.text for found in desk.day().interruptions]


def test_a_change_mends_and_asks_once_to_be_seen(damaged: Desk) -> None:
    assert texts(damaged) == ["audit moved"]
    log.log(damaged.workspace, "after 1m")
    (question,) = (asked for asked in questions.waiting(damaged.workspace) if asked.kind == "damage")
    assert "cannot be read any more" in question.text
    questions.answer(damaged.workspace, question.id, "seen")
    assert not [asked for asked in questions.waiting(damaged.workspace) if asked.kind == "damage"]
    assert texts(damaged) == ["audit moved", "after"]


def test_a_record_that_can_still_be_read_is_taken_back_and_that_can_be_undone(damaged: Desk) -> None:
    log.log(damaged.workspace, "after 1m")
    (question,) = (asked for asked in questions.waiting(damaged.workspace) if asked.kind == "damage")
    with pytest.raises(BadInput, match="take seen or back"):
        questions.answer(damaged.workspace, question.id, "perhaps")
    questions.answer(damaged.workspace, question.id, "back")
    assert sorted(filter(None, texts(damaged))) == ["after", "audit moved", "press 4 jammed"]
    undo.undo(damaged.workspace)
    assert sorted(filter(None, texts(damaged))) == ["after", "audit moved"]
