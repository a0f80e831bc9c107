from __future__ import annotations

import json
from datetime import date

from lswtui.app.reporting import DayRow, Report
from lswtui.domain.category import Category
from lswtui.domain.reflection import Kept
from lswtui.measures.adherence import adherence, due_so_far, time_adherence
from lswtui.measures.balance import balance
from lswtui.measures.pareto import broken_in, pareto
from lswtui.measures.repeat import RepeatMiss
from lswtui.measures.share import minutes_by, shares
from lswtui.measures.sums import DueCard, Pledge
from lswtui.render.cells import width
from lswtui.render.data import report_json
from lswtui.render.report import report_page
from lswtui.render.text import plain_text
from tests.measures.days import EXAMPLE, EXAMPLE_NOW, THURSDAY

MINUTES = EXAMPLE.minutes(EXAMPLE_NOW)
COUNTED = adherence(EXAMPLE, EXAMPLE_NOW, whole=False)
BALANCE = balance(EXAMPLE, EXAMPLE_NOW)
REPORT = Report(
    THURSDAY,
    THURSDAY,
    1,
    COUNTED,
    time_adherence(map(DueCard.of, due_so_far(EXAMPLE, EXAMPLE_NOW, whole=False)), MINUTES),
    BALANCE,
    pareto(broken_in(EXAMPLE.interruptions, MINUTES)),
    shares(minutes_by(EXAMPLE.cards, MINUTES, lambda card: card.activity), {}),
    (RepeatMiss("audit", "5S audit", 3, 12, {"interrupted": 2, None: 1}),),
    (DayRow(THURSDAY, COUNTED, BALANCE),),
    (Pledge(THURSDAY, "ask maria first", date(2026, 11, 20), Kept.YES),),
    (Category("equipment", "e", "Andon: machine"),),
)


def test_the_report_reads_as_the_contract_says() -> None:
    shown = report_json(REPORT, with_names=True)
    assert json.loads(json.dumps(shown)) == shown
    assert (shown["schema"], shown["from"], shown["to"], shown["days"]) == (1, "2026-11-19", "2026-11-19", 1)
    assert shown["adherence"] == {
        "due": 6,
        "done": 5,
        "late": 0,
        "missed": 1,
        "excused": 0,
        "not_applicable": 1,
        "rate": 0.83,
        "on_time": 0.67,
        "reasons_given": 1.0,
        "time_rate": 0.86,
    }
    assert shown["balance"] == {
        "planned_minutes": 125,
        "reactive_minutes": 48,
        "other_minutes": 30,
        "unlogged_minutes": 39,
        "coverage": 0.84,
        "reactive_share": 0.28,
        "avoidable_minutes": 8,
    }
    assert shown["pareto"]["who"][0] == {"name": "maria", "count": 1, "minutes": 15, "cumulative": 0.31}
    assert shown["whose"] == {"mine": 0, "team": 26, "boss": 14, "peer": 8, "nobody": 0}
    assert shown["activities"] == [{"name": "go-and-see", "minutes": 12, "share": 1.0, "target": None}]
    assert shown["repeat_misses"] == [
        {"task": "audit", "title": "5S audit", "missed": 3, "due": 12, "reasons": {"interrupted": 2, "none": 1}}
    ]
    assert shown["by_day"] == [
        {
            "date": "2026-11-19",
            "due": 6,
            "done": 5,
            "late": 0,
            "planned_minutes": 125,
            "reactive_minutes": 48,
            "other_minutes": 30,
            "unlogged_minutes": 39,
        }
    ]


def test_without_names_no_person_reason_or_pledge_is_told() -> None:
    told = json.dumps(report_json(REPORT, with_names=False)) + plain_text(report_page(REPORT, with_names=False))
    for private in ("maria", "lee", "ana", "interrupted", "ask maria first"):
        assert private not in told.split()
        assert f'"{private}"' not in told
    assert "person 1" in told


def test_the_page_and_the_json_show_the_same_numbers() -> None:
    text = " ".join(plain_text(report_page(REPORT, with_names=True)).split())
    assert "adherence 83 % near (5 of 6) on time 67 % time adherence 86 % missed 1, 1 with a reason" in text
    assert "on plan 2h05 broke in 48m other 30m not logged 39m coverage 84 % share that broke in 28 %" in text
    assert "maria 1 15m 31 %" in text
    assert "Andon: machine 1 15m 100 %" in text
    assert "5S audit 3 12 2 × interrupted, 1 × no reason given" in text
    assert "Thu 19 Nov 2026 5 6 83 % 2h05 48m 30m 39m" in text
    assert "Fri 20 Nov 2026 yes ask maria first" in text


def test_definitions_stand_beside_the_numbers_where_they_are_wanted() -> None:
    page = report_page(REPORT, with_names=True)
    assert "done before its window ended" in plain_text(page, 100, definitions=True)
    assert "done before its window ended" not in plain_text(page, 100)
    assert max(map(width, plain_text(page, 60, definitions=True).split("\n"))) <= 60


def test_a_report_of_nothing_says_so() -> None:
    assert "Nothing was logged in this time." in plain_text(report_page(REPORT._replace(days=0), with_names=False))
