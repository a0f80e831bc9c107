from __future__ import annotations

import json
from datetime import date

import pytest
from rich.cells import cell_len

from lswtui.app.reports.report import Report, ReportDay
from lswtui.domain.boards.board import Guide
from lswtui.domain.boards.category import Category
from lswtui.domain.cadence.frequency import HowOften
from lswtui.domain.reviews.answers import PledgeKept
from lswtui.domain.vocabulary import Activity, Area, Domain
from lswtui.measures.adherence import Adherence, TimeAdherence, time_adherence
from lswtui.measures.breakdown import Dimension, breakdown
from lswtui.measures.day_totals import Pledge, sums_of
from lswtui.measures.due import DueKey
from lswtui.measures.learning import Learning
from lswtui.measures.load import Load, Planned
from lswtui.measures.pareto import pareto
from lswtui.measures.repeat_misses import RepeatMiss
from lswtui.measures.streak import Streak, due_days, streak
from lswtui.render.contract_json import report_json
from lswtui.render.page import Bars, Cell, Figure, Figures, Page, Role, Table
from lswtui.render.reports.report import parts_page, report_page
from lswtui.render.reports.standard import plan_figures
from lswtui.render.text import plain_text
from tests.measures.days import EXAMPLE, EXAMPLE_NOW, THURSDAY

SUMS = sums_of(EXAMPLE, EXAMPLE_NOW, lambda card: HowOften.DAILY if card.task else None)
COUNTED, BALANCE = SUMS.adherence, SUMS.balance
AUDIT = DueKey(
    "Layered audit", 30, "b", "layers", HowOften.MONTHLY, Activity.REFLECTING, Domain.PERFECT, Area.ALIGNMENT
)
GUIDE = Guide(0.4, 0.5, "a guide")
PLANNED = Planned(276, 300, 600.0)
REPORT = Report(
    THURSDAY,
    THURSDAY,
    1,
    COUNTED,
    time_adherence(SUMS.due, SUMS.minutes),
    BALANCE,
    pareto(SUMS.broken_in),
    Learning(COUNTED.missed, COUNTED.reasons_given, 2, 1),
    streak(due_days(SUMS.due)),
    PLANNED.load(GUIDE),
    PLANNED.standardised(GUIDE),
    breakdown(SUMS.due, (), SUMS.minutes, SUMS.others, (AUDIT,), {Activity.REFLECTING: 0.1}),
    (RepeatMiss("audit", "5S audit", 3, 12, {"interrupted": 2, None: 1}),),
    (ReportDay(THURSDAY, COUNTED, BALANCE),),
    (Pledge(THURSDAY, "ask maria first", date(2026, 11, 20), PledgeKept.YES),),
    (Category("equipment", "e", "Andon: machine"),),
)


def text_of(page: Page) -> str:
    return " ".join(plain_text(page).split())


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
    assert shown["activities"] == [
        {"name": "go-and-see", "minutes": 12, "share": 1.0, "target": None},
        {"name": "reflecting", "minutes": 0, "share": 0.0, "target": 0.1},
    ]
    assert shown["learning"] == {
        "missed": 1,
        "with_reason": 1,
        "rate": 1.0,
        "countermeasures_opened": 2,
        "countermeasures_closed": 1,
    }
    assert shown["last_due_days"] == {"days": 1, "due": 6, "done": 5, "rate": 0.83}
    assert shown["streak"] == {"current": 0, "best": 0}
    assert shown["load"]["share"] == 0.5
    assert shown["standardised"] == {
        "planned_minutes": 276,
        "working_minutes": 600,
        "share": 0.46,
        "guide": {"low": 0.4, "high": 0.5},
        "far_above": False,
    }
    assert list(shown["by"]) == ["task", "cadence", "activity", "domain", "area"]
    assert shown["by"]["cadence"] == [
        {
            "name": "daily",
            "due": 6,
            "done": 5,
            "late": 0,
            "missed": 1,
            "rate": 0.83,
            "on_time": 0.67,
            "minutes": 125,
            "share": 1.0,
            "target": None,
        },
        {
            "name": "monthly",
            "due": 0,
            "done": 0,
            "late": 0,
            "missed": 0,
            "rate": None,
            "on_time": None,
            "minutes": 0,
            "share": 0.0,
            "target": None,
        },
    ]
    huddle = next(part for part in shown["by"]["task"] if part["name"] == "huddle")
    assert (huddle["title"], huddle["last_20_rate"], huddle["streak"]) == ("Huddle", 1.0, 1)
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
    text = text_of(report_page(REPORT, with_names=True))
    assert "adherence 83 % near (5 of 6) on time 67 % time adherence 86 % last 1 due day 83 % near (5 of 6)" in text
    assert "streak a miss on the last due day, best 0 not due 0 excused, 1 not applicable" in text
    assert "misses with a reason 100 % (1 of 1) countermeasures 1 of 2 done" in text
    assert "load 50 % (5h00 of 10h00) standardised 46 %, guide 40 % to 50 %" in text
    assert "on plan 2h05 broke in 48m other 30m not logged 39m coverage 84 % share that broke in 28 %" in text
    assert "maria 1 15m 31 %" in text
    assert "Andon: machine 1 15m 100 %" in text
    assert "5S audit 3 12 2 × interrupted, 1 × no reason given" in text
    assert "Thu 19 Nov 2026 5 6 83 % 2h05 48m 30m 39m" in text
    assert "Fri 20 Nov 2026 yes ask maria first" in text


def test_each_table_shows_the_numbers_that_the_json_has() -> None:
    shown = report_json(REPORT, with_names=True)["by"]
    for by in Dimension:
        (table,) = parts_page(REPORT, by).blocks
        assert isinstance(table, Table)
        (group,) = table.groups
        cells = [[cell.text for cell in row] for row in group.rows]
        for row, part in zip(cells, shown[by], strict=False):
            if part["due"]:
                assert row[1:5] == [
                    str(part["due"]),
                    str(part["done"]),
                    str(part["late"] or "–"),
                    str(part["missed"] or "–"),
                ]
                assert row[5].startswith(f"{part['rate'] * 100:.0f} %")
                assert row[6] == f"{part['on_time'] * 100:.0f} %"
            else:
                assert row[5] == "none due"
        assert cells[-1][:4] == ["together", "6", "5", "–"]


def test_where_nothing_was_due_words_say_so_in_grey() -> None:
    (table,) = parts_page(REPORT, Dimension.CADENCE).blocks
    assert isinstance(table, Table)
    monthly = table.groups[0].rows[1]
    assert (monthly[0], monthly[5]) == (Cell("monthly", Role.MUTED), Cell("none due", Role.MUTED))
    nothing = REPORT._replace(adherence=Adherence(), streak=streak(()), time_adherence=TimeAdherence())
    text = text_of(report_page(nothing, with_names=True))
    assert "adherence none due on time none due time adherence none due" in text
    assert "streak none due" in text


def test_a_standard_far_above_its_guide_is_warned_of() -> None:
    (_, standardised) = figures("Plan", PLANNED._replace(standard_minutes=363).standardised(GUIDE))
    assert (standardised.value, standardised.role) == (
        "61 %, guide 40 % to 50 % · far above, the sheet is over-full",
        Role.LOW,
    )
    (_, standardised) = figures("Plan", PLANNED._replace(standard_minutes=362).standardised(GUIDE))
    assert (standardised.value, standardised.role) == ("60 %, guide 40 % to 50 %", Role.PLAIN)


def test_what_is_printed_as_its_guide_is_neither_above_nor_below_it() -> None:
    band = Guide(0.22, 0.38, "a guide")
    for minutes, said in ((128, ", below the guide"), (130, ""), (230, ""), (231, ", above the guide")):
        load = PLANNED._replace(minutes=minutes).load(band)
        (shown, _) = plan_figures(REPORT._replace(load=load))
        assert shown.value.partition(")")[2] == said, shown.value


def test_no_rate_of_a_day_that_still_runs_is_called_low() -> None:
    low = COUNTED._replace(done=0, done_late=0, missed=COUNTED.due_so_far)
    running = REPORT._replace(
        adherence=low,
        finished=Adherence(),
        by_day=(ReportDay(THURSDAY, low, BALANCE, over=False),),
        streak=Streak(1, 4, 0),
    )
    assert "low" not in text_of(report_page(running, with_names=True))
    assert "0 % so far" in text_of(report_page(running, with_names=True))
    week = running._replace(finished=low)
    assert "0 % low" in text_of(report_page(week, with_names=True))
    better = running._replace(finished=low._replace(done=low.due_so_far))
    assert "0 % so far" in text_of(report_page(better, with_names=True))


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (300, "50 % (5h00 of 10h00)"),
        (306, "51 % (5h06 of 10h00), above the guide"),
        (60, "10 % (1h00 of 10h00), below the guide"),
    ],
)
def test_the_load_is_held_against_the_guide(minutes: int, said: str) -> None:
    page = report_page(REPORT._replace(load=PLANNED._replace(minutes=minutes).load(GUIDE)), with_names=True)
    plan = next(block for block in page.blocks if isinstance(block, Figures) and block.title == "Plan")
    assert plan.figures[0].value == said


def figures(title: str, standardised: Load) -> tuple[Figure, ...]:
    page = report_page(REPORT._replace(standardised=standardised), with_names=True)
    return next(block.figures for block in page.blocks if isinstance(block, Figures) and block.title == title)


def test_columns_that_can_be_spared_go_before_names_are_cut_below_reading() -> None:
    page = parts_page(REPORT, Dimension.TASK)
    wide, narrow = plain_text(page, 110), plain_text(page, 60)
    assert "streak" in wide
    assert "streak" not in narrow
    assert "missed" in narrow
    assert "Staffing" in narrow
    assert max(map(cell_len, narrow.split("\n"))) <= 60


def test_every_figure_table_and_bar_has_its_definition() -> None:
    for page in (report_page(REPORT, with_names=True), *(parts_page(REPORT, by) for by in Dimension)):
        for block in page.blocks:
            match block:
                case Figures():
                    assert all(figure.definition for figure in block.figures)
                case Table() | Bars():
                    assert block.definition


def test_definitions_stand_beside_the_numbers_where_they_are_wanted_with_what_they_were_worked_out_from() -> None:
    page = report_page(REPORT, with_names=True)
    explained = " ".join(plain_text(page, 100, definitions=True).split())
    assert "done before its window ended" in explained
    assert "here (5 done + 0 done late) / 6 due, 0 excused and 1 not" in explained
    assert "here 4h36 planned / 10h00 working; guide by a guide" in explained
    assert "done before its window ended" not in plain_text(page, 100)
    assert max(map(cell_len, plain_text(page, 60, definitions=True).split("\n"))) <= 60


def test_a_report_of_nothing_says_so() -> None:
    assert "Nothing was logged in this time." in plain_text(report_page(REPORT._replace(days=0), with_names=False))
