from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lswtui.app.boards.choose import choose
from lswtui.app.days import cards
from lswtui.app.interruptions import log
from lswtui.app.reports.report import Report, report
from lswtui.domain.date_input import period_named
from lswtui.domain.vocabulary import Outcome, Reason
from lswtui.measures.breakdown import Dimension
from tests.desk import PLAIN

if TYPE_CHECKING:
    from tests.desk import Desk

SUNDAY = date(2026, 11, 22)


def test_a_week_adds_up_its_days(desk: Desk) -> None:
    thursday(desk)
    friday(desk)
    found = report(desk.workspace, *period_named("week", SUNDAY))
    assert found.days == 2
    assert [row.on.day for row in found.by_day] == [19, 20]
    assert found.adherence.done == 2
    assert found.adherence.missed == sum(row.adherence.missed for row in found.by_day)
    assert found.balance.planned_minutes == 40
    assert found.balance.reactive_minutes == 12
    assert [(entry.name, entry.times, entry.minutes) for entry in found.pareto.who] == [("maria", 1, 12.0)]
    assert spent(found) == {"daily-management": 10.0, "go-and-see": 30.0}


def test_days_that_nobody_saw_count_for_nothing(desk: Desk) -> None:
    thursday(desk)
    desk.clock.set("2026-11-27 16:00")
    found = report(desk.workspace, date(2026, 11, 16), date(2026, 11, 30))
    assert found.days == 1
    assert report(desk.workspace, date(2026, 11, 23), date(2026, 11, 26)).adherence.rate is None


def test_today_counts_with_what_is_due_so_far(desk: Desk) -> None:
    desk.clock.set("2026-11-19 06:00")
    cards.start(desk.workspace, "huddle")
    desk.clock.tick(10)
    cards.finish(desk.workspace, "huddle")
    found = report(desk.workspace, *period_named("day", date(2026, 11, 19)))
    assert (found.adherence.due, found.adherence.due_so_far, found.adherence.rate) == (6, 1, 1.0)


def test_a_card_finished_on_a_later_day_is_done_late_once_and_its_time_stays_where_it_was_spent(desk: Desk) -> None:
    thursday(desk)
    desk.clock.set("2026-11-20 09:00")
    cards.start(desk.workspace, "audit")
    desk.clock.tick(25)
    cards.finish(desk.workspace, "audit")
    desk.clock.set("2026-11-21 12:00")
    first, second = report(desk.workspace, *period_named("week", SUNDAY)).by_day
    assert (first.adherence.done_late, second.adherence.done_late) == (1, 0)
    assert second.balance.planned_minutes == 25
    friday_alone = report(desk.workspace, second.on, second.on)
    assert spent(friday_alone) == {"go-and-see": 25.0}


def test_a_short_report_sees_what_was_missed_in_the_weeks_before(desk: Desk) -> None:
    for day in (19, 20, 23):
        desk.clock.set(f"2026-11-{day} 08:00")
        cards.set_aside(desk.workspace, "walk", Outcome.MISSED, reason=Reason.BOSS)
    found = report(desk.workspace, *period_named("day", date(2026, 11, 23)))
    assert ("walk", 3, 3, {"boss": 3}) in [
        (miss.task, miss.missed, miss.due, miss.reasons) for miss in found.repeat_misses
    ]


def test_a_streak_goes_back_as_far_as_there_was_no_miss(desk: Desk) -> None:
    for on in ("2026-11-19", "2026-11-20", "2027-01-11"):
        desk.clock.set(f"{on} 05:50")
        for card in desk.day().cards:
            if card.is_open:
                cards.finish(desk.workspace, card.id)
    found = report(desk.workspace, *period_named("day", date(2027, 1, 11)))
    assert (found.streak.current, found.streak.best, found.adherence.missed) == (3, 3, 0)
    desk.clock.set("2027-01-12 05:50")
    cards.set_aside(desk.workspace, "walk", Outcome.MISSED, reason=Reason.BOSS)
    assert report(desk.workspace, *period_named("day", date(2027, 1, 12))).streak.current == 0


def test_each_day_is_compared_by_how_often_its_tasks_came_then(desk: Desk) -> None:
    thursday(desk)
    desk.clock.set("2026-11-23 05:00")
    daily, weekly = (f'title = "Huddle"\nevery = "{every}"' for every in ("workday", "fri"))
    choose(desk.workspace, desk.board(PLAIN.replace(daily, weekly)))
    desk.clock.set("2026-11-27 06:00")
    cards.finish(desk.workspace, "huddle")
    found = report(desk.workspace, date(2026, 11, 19), date(2026, 11, 27))
    by_cadence = {part.name: part.tally.done for part in found.by[Dimension.CADENCE]}
    assert (by_cadence["daily"], by_cadence["weekly"]) == (1, 1)


def spent(found: Report) -> dict[str | None, float]:
    """The minutes by activity."""
    return {part.name: part.minutes for part in found.by[Dimension.ACTIVITY] if part.minutes}


def thursday(desk: Desk) -> None:
    """A huddle of ten minutes and one interruption of twelve."""
    desk.clock.set("2026-11-19 06:00")
    cards.start(desk.workspace, "huddle")
    desk.clock.tick(10)
    cards.finish(desk.workspace, "huddle")
    desk.clock.set("2026-11-19 08:30")
    log.log(desk.workspace, "press 4 jammed @maria #eq 12m")


def friday(desk: Desk) -> None:
    """A walk of half an hour."""
    desk.clock.set("2026-11-20 07:00")
    cards.start(desk.workspace, "walk")
    desk.clock.tick(30)
    cards.finish(desk.workspace, "walk")
    desk.clock.set("2026-11-21 12:00")
