from __future__ import annotations

from datetime import timedelta

from lswtui.domain.boards.board import Guide
from lswtui.domain.days.day import Absence, Day
from lswtui.domain.vocabulary import Outcome
from lswtui.measures.load import Planned, load, planned, planned_of_all
from tests.measures.days import BERLIN, THURSDAY, aside, card, windows

DAY = Day(
    THURSDAY,
    windows=windows("06:00-10:00"),
    cards=(
        card("huddle", minutes=60),
        card("walk", minutes=84),
        aside(card("parking", minutes=90), Outcome.EXCUSED),
        card("audit", minutes=60, on=THURSDAY - timedelta(days=1)),
    ),
)
GUIDE = Guide(0.5, 0.6, "a guide")


def test_the_load_is_what_is_due_of_the_working_minutes() -> None:
    found = load(DAY, BERLIN, GUIDE)
    assert (found.planned_minutes, found.working_minutes, found.share) == (144, 240, 0.6)
    assert not found.over
    assert not found.under


def test_half_a_day_off_makes_the_same_plan_too_much() -> None:
    assert load(DAY._replace(absences=(Absence(9 * 60),)), BERLIN, GUIDE).over


def test_a_thin_plan_is_under_the_guide() -> None:
    assert load(DAY._replace(cards=DAY.cards[:1]), BERLIN, GUIDE).under


def test_a_day_off_has_no_load() -> None:
    found = load(DAY._replace(windows=()), BERLIN, GUIDE)
    assert found.share is None
    assert not found.over


def test_what_days_planned_into_their_working_hours_adds_up() -> None:
    one_off = card("report", minutes=30, task=None)
    made = planned(DAY.with_card(one_off), BERLIN)
    assert made == Planned(standard_minutes=144, minutes=174, working_minutes=240)
    off = planned(DAY._replace(windows=()), BERLIN)
    whole = planned_of_all((made, off, made))
    assert whole == Planned(288, 348, 480)
    assert (whole.load(GUIDE).share, whole.standardised(GUIDE).share) == (0.725, 0.6)


def test_a_plan_is_far_over_only_well_above_its_guide() -> None:
    assert not Planned(70, 70, 100).standardised(GUIDE).far_over
    assert Planned(71, 71, 100).standardised(GUIDE).far_over
    assert not Planned(71, 71, 100).standardised(None).far_over
