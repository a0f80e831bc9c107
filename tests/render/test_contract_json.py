from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from hypothesis import given

from lswtui.domain.days.day import Day
from lswtui.domain.days.questions import WaitingQuestion
from lswtui.domain.vocabulary import CardKind, Outcome
from lswtui.render.contract_json import status_json, today_json
from tests.measures.days import AFTERWARDS, EXAMPLE, EXAMPLE_NOW, THURSDAY, aside, at, card, days, interruption, span

CONTRACT = """
{"schema": 1, "date": "2026-11-19", "board": "lean-team-leader", "locked_at": null, "closed_at": null,
 "running": {"kind": "card", "id": "gemba@2026-11-19", "since": "2026-11-19T10:30:00+01:00"},
 "stack": [],
 "cards": [{"id": "gemba@2026-11-19", "task": "gemba", "title": "Gemba walk, line 3", "detail": "Walk line 3 …",
            "lane": "doing", "outcome": null, "reason": null, "finding": null, "note": null, "cue": null,
            "at": "10:30", "minutes": 30, "actual_minutes": 12, "estimated": false,
            "planned": true, "top": 1, "late": false, "first_due": "2026-11-19", "paused": false,
            "activity": "go-and-see", "domain": "operate", "element": "accountability", "area": "accountability"}],
 "interruptions": [{"id": "PRESS", "start": "2026-11-19T09:54:00+01:00", "end": "2026-11-19T10:09:00+01:00",
                    "minutes": 15, "blip": false, "estimated": true, "text": "press 4 jammed again", "who": "maria",
                    "category": "equipment", "whose": "team", "valid": null, "outcome": null, "workaround": true,
                    "card": "staffing@2026-11-19", "inside": null, "from": null}],
 "totals": {"due": 10, "due_so_far": 6, "done": 5, "missed": 1, "excused": 0, "not_applicable": 1, "adherence": 0.83,
            "on_time": 0.67, "planned_minutes": 125, "reactive_minutes": 48, "other_minutes": 30,
            "unlogged_minutes": 39, "coverage": 0.84, "reactive_share": 0.28, "team_work_minutes": 26},
 "questions": [{"id": "gap:1", "kind": "gap", "text": "The huddle ran from 06:45 to 09:10. Keep?"}]}
"""
QUESTION = WaitingQuestion("gap", "1", "The huddle ran from 06:45 to 09:10. Keep?", (("all", "keep it"),), THURSDAY)


def test_the_example_day_reads_as_the_contract_shows_it() -> None:
    shown = today_json(EXAMPLE, EXAMPLE_NOW, waiting=(QUESTION,))
    expected = json.loads(CONTRACT)
    for rows in ("cards", "interruptions", "questions"):
        ids = {row["id"] for row in expected[rows]}
        shown[rows] = [row for row in shown[rows] if row["id"] in ids]
    assert _like(expected, json.loads(json.dumps(shown))) == expected


def test_minutes_have_one_decimal_at_most_and_whole_ones_none() -> None:
    day = Day(THURSDAY, cards=(card("walk"),), spans=(span("walk", "09:00"),))
    now = at("09:12") + timedelta(seconds=20)
    assert repr(_card(today_json(day, now, waiting=()))["actual_minutes"]) == "12.3"
    assert repr(_card(today_json(day, at("09:12"), waiting=()))["actual_minutes"]) == "12"


def test_a_card_says_whether_it_is_paused_late_or_moved() -> None:
    shown = today_json(EXAMPLE, at("11:31"), waiting=())
    assert not _card(shown, "gemba")["paused"]
    interrupted = EXAMPLE._replace(
        spans=(*EXAMPLE.spans[:-1], span("gemba", "10:30", "10:40"), span("NOISE", "10:40")),
        interruptions=(*EXAMPLE.interruptions, interruption("NOISE", "10:40", None, card="gemba@2026-11-19")),
    )
    shown = today_json(interrupted, at("11:31"), waiting=())
    assert _card(shown, "gemba")["paused"]
    assert _card(shown, "gemba")["late"]
    assert shown["stack"] == ["NOISE"]
    assert shown["running"] == {"kind": "interruption", "id": "NOISE", "since": "2026-11-19T10:40:00+01:00"}
    moved = aside(card("walk"), Outcome.MOVED, moved_to=THURSDAY + timedelta(days=1))
    shown = today_json(Day(THURSDAY, cards=(moved,)), AFTERWARDS, waiting=())
    assert _card(shown)["moved_to"] == "2026-11-20"


def test_a_one_off_that_is_not_planned_says_so() -> None:
    shown = today_json(Day(THURSDAY, cards=(card("mail", kind=CardKind.OTHER, task=None),)), AFTERWARDS, waiting=())
    assert (_card(shown)["planned"], _card(shown)["kind"], _card(shown)["task"]) == (False, "other", None)


def test_a_past_day_is_measured_by_all_that_was_due() -> None:
    totals = today_json(EXAMPLE, AFTERWARDS, waiting=())["totals"]
    assert totals["due"] == totals["due_so_far"] == 10
    assert totals["adherence"] == 0.5


def test_before_a_board_is_chosen_there_is_a_day_all_the_same() -> None:
    shown = today_json(Day(THURSDAY), EXAMPLE_NOW, waiting=())
    assert shown["board"] is None
    assert shown["totals"]["adherence"] is None
    assert shown["totals"]["unlogged_minutes"] is None


@given(days())
def test_totals_are_the_sums_of_what_is_listed(day: Day) -> None:
    shown = today_json(day, AFTERWARDS, waiting=())
    listed = [row["actual_minutes"] for row in shown["cards"]] + [row["minutes"] for row in shown["interruptions"]]
    totals = shown["totals"]
    logged = totals["planned_minutes"] + totals["reactive_minutes"] + totals["other_minutes"]
    assert abs(logged - sum(listed)) <= 0.1 * (len(listed) + 3)
    assert [row["lane"] for row in shown["cards"]].count("done") == sum(k.outcome is Outcome.DONE for k in day.cards)


def test_status_says_what_runs_and_what_is_next() -> None:
    shown = status_json(EXAMPLE, EXAMPLE_NOW, questions=2)
    assert shown["running"] == {
        "kind": "card",
        "id": "gemba@2026-11-19",
        "since": "2026-11-19T10:30:00+01:00",
        "title": "Gemba walk, line 3",
        "minutes": 12,
        "planned_minutes": 30,
    }
    assert shown["next"] == {"id": "tier-two@2026-11-19", "title": "Tier-two", "at": "11:30"}
    assert shown["questions"] == 2


def _card(shown: dict[str, Any], task: str | None = None) -> dict[str, Any]:
    found: dict[str, Any] = next(row for row in shown["cards"] if task in (None, row["task"]))
    return found


def _like(expected: Any, shown: Any) -> Any:
    """What is shown, without the keys that the contract's example does not have."""
    if isinstance(expected, dict):
        return {key: _like(value, shown[key]) for key, value in expected.items()}
    if isinstance(expected, list):
        return [_like(known, found) for known, found in zip(expected, shown, strict=True)]
    return shown
