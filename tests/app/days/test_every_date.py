"""The loop of evening and morning, and whatever looks back or ahead over days, holds on every date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from lswtui.app import questions
from lswtui.app.boards.choose import choose
from lswtui.app.days import cards, change, leave
from lswtui.app.days.calendar import Calendar
from lswtui.app.interruptions import log
from lswtui.app.interruptions.suggestions import CategoryPerson, own_reasons, usual
from lswtui.app.reports.report import report
from lswtui.app.reviews import pledges, review, save
from lswtui.domain.days.day import Absence
from lswtui.domain.vocabulary import Lane, Outcome
from lswtui.store.records.days import months_between
from lswtui.store.records.tables import month_of
from tests.desk import PLAIN, Desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST, LAST = date(2024, 1, 1), date(2032, 12, 31)
DAY = timedelta(days=1)
SHIFTS = """
[shifts]
early = "06:00-14:15"
night = "22:00-06:15"
weeks = ["early", "night"]
first = 2024-01-01
"""


def dates(first: date, last: date) -> Iterator[date]:
    return (first + ahead * DAY for ahead in range((last - first).days + 1))


def workdays(first: date, last: date) -> list[date]:
    return [on for on in dates(first, last) if on.weekday() < 5]


def turns(first: int, last: int) -> list[date]:
    """The first of each month of these years."""
    return [date(year, month, 1) for year in range(first, last + 1) for month in range(1, 13)]


def a_desk(home: Path, on: date, board: str = PLAIN) -> Desk:
    """A desk whose leader began at half past five on a date."""
    desk = Desk(home)
    desk.clock.set(f"{on} 05:30")
    choose(desk.workspace, desk.board(board))
    return desk


def opened(desk: Desk, on: date, clock: str = "06:00") -> None:
    desk.clock.set(f"{on} {clock}")
    change.mark_seen(desk.workspace)


@pytest.mark.parametrize("length", [0, 1, 27, 28, 29, 30, 31, 32, 59, 62, 92, 366])
def test_the_months_of_a_range_are_those_of_its_days_on_every_date(length: int) -> None:
    names = [month_of(on) for on in dates(FIRST, LAST)]
    for ahead in range(len(names) - length):
        first = FIRST + ahead * DAY
        assert months_between(first, first + length * DAY) == tuple(dict.fromkeys(names[ahead : ahead + length + 1]))


def test_a_range_that_ends_before_it_begins_has_no_months() -> None:
    assert months_between(date(2026, 12, 1), date(2026, 11, 30)) == ()


def test_what_an_evening_decides_lasts_a_month_over_every_turn_of_one(tmp_path: Path) -> None:
    for turn in turns(2027, 2028):
        evening = workdays(turn - 7 * DAY, turn - DAY)[-1]
        desk = a_desk(tmp_path / f"{turn}", evening)
        desk.clock.set(f"{evening} 15:00")
        log.log(desk.workspace, "jam @maria #equipment 5m")
        cards.set_aside(desk.workspace, "walk", Outcome.MISSED, reason="bus late")
        save.reflect(desk.workspace, {"pledge": "watch three cycles", "if-then": "if jam, then Maria"})
        wanted = Calendar(desk.workspace).working_day_after(evening)
        assert review.asked(desk.workspace).decides_for == wanted
        for on in dates(wanted, wanted + 30 * DAY):
            desk.clock.set(f"{on} 06:00")
            assert pledges.promised(desk.workspace, on) == ("watch three cycles", "if jam, then Maria"), on
            pledged = review.asked(desk.workspace).pledged
            assert pledged is not None, on
            assert (pledged.on, pledged.pledge_for) == (evening, wanted)
        for on in dates(evening, evening + 31 * DAY):
            desk.clock.set(f"{on} 16:00")
            assert usual(desk.workspace).pairs == (CategoryPerson("equipment", "maria"),), on
        for on in dates(evening, evening + 92 * DAY):
            desk.clock.set(f"{on} 16:00")
            assert own_reasons(desk.workspace) == ("bus late",), on


@pytest.mark.slow
@pytest.mark.parametrize("year", range(FIRST.year, LAST.year + 1))
def test_every_evening_is_remembered_on_the_next_morning_and_asked_about(tmp_path: Path, year: int) -> None:
    first = date(year, 1, 1)
    desk = a_desk(tmp_path / "home", first)
    before: date | None = None
    for on in workdays(first, date(year + 1, 1, 5)):
        opened(desk, on)
        asked = review.asked(desk.workspace)
        if before is not None:
            assert pledges.promised(desk.workspace, on) == (f"pledge of {before}", f"if-then of {before}"), on
            assert asked.pledged is not None, on
            assert (asked.pledged.on, asked.pledged.pledge_for, asked.pledged.pledge_kept) == (before, on, None)
            save.reflect(desk.workspace, {"kept": "yes"})
        assert {question.kind for question in questions.waiting(desk.workspace)} <= {"repeat"}, on
        desk.clock.set(f"{on} 15:00")
        save.reflect(desk.workspace, {"pledge": f"pledge of {on}", "if-then": f"if-then of {on}"})
        before = on


def test_a_pledge_made_before_a_long_leave_is_there_after_it(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "home", date(2027, 1, 18))
    leave.take_off(desk.workspace, tuple(dates(date(2027, 1, 19), date(2027, 6, 30))), Absence(why="parental leave"))
    save.reflect(desk.workspace, {"pledge": "ask before I answer"})
    opened(desk, date(2027, 7, 1))
    assert pledges.promised(desk.workspace, date(2027, 7, 1)).pledge == "ask before I answer"
    assert pledges.promised(desk.workspace, date(2027, 7, 31)).pledge == "ask before I answer"
    assert questions.waiting(desk.workspace) == ()


def test_a_third_miss_is_noticed_over_every_turn_of_a_month(tmp_path: Path) -> None:
    for turn in turns(2027, 2028):
        three = [*workdays(turn - 7 * DAY, turn - DAY)[-2:], workdays(turn, turn + 7 * DAY)[0]]
        desk = a_desk(tmp_path / f"{turn}", three[0])
        for on in three:
            assert [question.kind for question in questions.waiting(desk.workspace)] == [], on
            opened(desk, on, "13:45")
            for card in desk.day().cards:
                if card.task == "walk":
                    cards.set_aside(desk.workspace, card.id, Outcome.MISSED, reason="forgot")
                elif card.is_open:
                    cards.finish(desk.workspace, card.id, minutes=0)
        (question,) = questions.waiting(desk.workspace)
        assert question.text.startswith("Walk the line was missed 3 times in 3 due days"), turn


def test_the_last_twenty_due_days_are_found_in_whatever_months_they_lie(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "home", date(2027, 12, 1))
    worked = workdays(date(2027, 12, 1), date(2028, 3, 3))
    for on in worked:
        opened(desk, on, "13:45")
        for card in desk.day().cards:
            cards.finish(desk.workspace, card.id, minutes=0)
    for on in worked:
        lately = report(desk.workspace, on, on).streak
        done = min(20, worked.index(on) + 1)
        assert (lately.current, lately.rated_days) == (worked.index(on) + 1, done), on


def test_a_one_off_that_waited_for_months_is_shown_on_the_day_it_was_done(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "home", date(2027, 8, 31))
    cards.add(desk.workspace, "Call the supplier", minutes=20)
    opened(desk, date(2028, 3, 1), "13:45")
    cards.finish(desk.workspace, "Call the supplier")
    done = desk.card("Call the supplier")
    assert (done.lane, done.on, done.done_late, desk.minutes(done._replace(on=date(2028, 3, 1)))) == (
        Lane.DONE,
        date(2027, 8, 31),
        True,
        20,
    )
    opened(desk, date(2028, 3, 2))
    assert desk.card("Call the supplier", "2028-03-01").outcome is Outcome.DONE
    spent = report(desk.workspace, date(2028, 3, 1), date(2028, 3, 1))
    assert spent.balance.planned_minutes == 20


def test_leave_over_the_turn_of_a_month_excuses_each_of_its_days_and_asks_nothing(tmp_path: Path) -> None:
    for turn in turns(2028, 2028):
        away = tuple(dates(turn - 3 * DAY, turn + 3 * DAY))
        before, after = workdays(turn - 9 * DAY, away[0] - DAY)[-1], workdays(away[-1] + DAY, turn + 9 * DAY)[0]
        desk = a_desk(tmp_path / f"{turn}", before)
        leave.take_off(desk.workspace, away, Absence(why="leave"))
        save.reflect(desk.workspace, {"pledge": "watch three cycles"})
        opened(desk, after)
        assert pledges.promised(desk.workspace, after).pledge == "watch three cycles"
        assert questions.waiting(desk.workspace) == (), turn
        for on in away:
            assert {card.outcome for card in desk.day(f"{on}").cards} <= {Outcome.EXCUSED}, on


def test_every_moment_belongs_to_one_day_and_every_day_follows_the_one_before(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "home", FIRST, PLAIN + SHIFTS)
    calendar = Calendar(desk.workspace)
    settings = desk.workspace.board_settings()
    for on in dates(FIRST + DAY, LAST):
        planned = calendar.planned(on)
        assert planned is not None
        night = (on - FIRST).days // 7 % 2 == 1
        assert planned.shift == ("night" if night else "early")
        begins = desk.clock.set(f"{on} {planned.board.day_starts // 60:02}:{planned.board.day_starts % 60:02}")
        assert settings.date_of(begins) == on
        assert settings.date_of(desk.clock.tick(-1)) == on - DAY
