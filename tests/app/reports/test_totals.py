from __future__ import annotations

import shutil
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lswtui.app.days.calendar import Calendar
from lswtui.app.days.change import change
from lswtui.app.demo import make_demo
from lswtui.app.reports.report import LOOKED_BACK, Report, report
from lswtui.domain.cadence.frequency import HowOften, how_often
from lswtui.domain.days.card import Card, card_of
from lswtui.domain.days.held_time import with_slots
from lswtui.domain.days.spans import minutes_by_owner
from lswtui.domain.interruptions.interruption import Interruption
from lswtui.domain.vocabulary import Activity, Outcome, Valid
from lswtui.measures.adherence import adherence, adherence_of_all, time_adherence
from lswtui.measures.balance import balance, balance_of_all
from lswtui.measures.breakdown import Dimension, breakdown
from lswtui.measures.day_totals import due_cards
from lswtui.measures.due import DueCard, DueKey
from lswtui.measures.learning import Learning, countermeasures, countermeasures_of_all
from lswtui.measures.load import planned, planned_of_all
from lswtui.measures.pareto import broken_in, pareto
from lswtui.measures.repeat_misses import repeat_misses
from lswtui.measures.streak import due_days, streak
from lswtui.measures.working_hours import day_is_over, work_is_over, zone_of
from tests.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from lswtui.app.workspace import Workspace
    from lswtui.domain.boards.board import Board, Task

FIRST, LAST = date(2026, 8, 20), date(2026, 11, 24)
DATES = st.dates(FIRST, LAST)
PERIODS = st.tuples(DATES, DATES).map(lambda found: (min(found), max(found)))


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fifty working days up to the nineteenth of November."""
    home = tmp_path_factory.mktemp("made")
    desk = Desk(home)
    desk.clock.set("2026-11-19 11:00")
    make_demo(desk.workspace, days=50)
    return home


@pytest.fixture
def desk(weeks: Path, home: Path) -> Desk:
    shutil.copytree(weeks, home)
    there = Desk(home)
    there.clock.set("2026-11-19 11:00")
    return there


def from_days(workspace: Workspace, first: date, last: date) -> Report:
    """A report worked out from each day of its period at once, with nothing kept."""
    calendar = Calendar(workspace)
    now = calendar.now
    ends = min(last, calendar.today)
    dates = [first + timedelta(days=day) for day in range((ends - first).days + 1)]
    seen = [day for day in map(calendar.day, dates) if day.seen]
    cards = {card.id: card for on in _around(first, ends) for card in calendar.stored(on).cards}
    worked = []
    for day in seen:
        here = {card.id for card in day.cards}
        owners = {span.owner for span in day.spans} - here
        worked.append(day._replace(cards=(*day.cards, *(cards[owner] for owner in owners if owner in cards))))
    minutes: dict[str, float] = {}
    broke_in: dict[str, float] = {}
    for day in worked:
        stretches = day.stretches(now)
        broke_in.update(minutes_by_owner(stretches))
        for owner, spent in minutes_by_owner(with_slots(day, stretches, zone_of(now))).items():
            minutes[owner] = minutes.get(owner, 0.0) + spent
    standard = calendar.standard(ends)
    board = standard.board if standard else None

    def often(card: Card) -> HowOften | None:
        known = calendar.standard(card.on)
        task = known.board.task(card.task) if known and card.task else None
        return how_often(task.every) if task else None

    def due_from(start: date) -> list[DueCard]:
        on = start
        found: list[DueCard] = []
        while on <= ends:
            if (day := calendar.day(on)).seen:
                found += due_cards(day, now, often)
            on += timedelta(days=1)
        return found

    due = [card for card in due_from(first) if card.on >= first]
    before = [card for card in due_from(ends - LOOKED_BACK + timedelta(days=1)) if card.on < first]
    whole = streak(due_days(due_from(FIRST)))
    others = {card.id: DueKey.by(card, often(card)) for day in worked for card in day.cards if card.counts}
    counted = adherence_of_all(adherence(day, now, whole=day_is_over(day, now)) for day in seen)
    running = None if work_is_over(calendar.day(calendar.today), now) else calendar.today
    ended = [day for day in seen if day.on != running]
    made = report(workspace, first, last)
    return made._replace(
        finished=adherence_of_all(adherence(day, now, whole=day_is_over(day, now)) for day in ended),
        days=len(seen),
        adherence=counted,
        time_adherence=time_adherence(due, minutes),
        balance=balance_of_all(balance(day, now) for day in worked),
        pareto=pareto(broken_in((each for day in seen for each in day.interruptions), broke_in)),
        learning=Learning(counted.missed, counted.reasons_given, *countermeasures_of_all(map(countermeasures, seen))),
        streak=made.streak._replace(due=whole.due, done=whole.done, current=whole.current),
        load=planned_of_all(planned(day, zone_of(now)) for day in seen).load(board.guide if board else None),
        by=breakdown(
            due,
            before,
            minutes,
            {id_: asked for id_, asked in others.items() if id_ in minutes},
            [] if board is None else [_asked(board, task) for task in board.tasks],
            board.targets if board else {},
            running,
        ),
        repeat_misses=repeat_misses((*before, *due)),
    )


def _asked(board: Board, task: Task) -> DueKey:
    return DueKey.by(card_of(task, board.id, FIRST), how_often(task.every))


def _around(first: date, last: date) -> list[date]:
    return [first + timedelta(days=day) for day in range(-60, (last - first).days + 1)]


def plain(value: object) -> object:
    """A report without the last digits, in which the order of adding may differ."""
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    return value


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PERIODS)
def test_a_report_from_sums_is_the_report_from_its_days(desk: Desk, period: tuple[date, date]) -> None:
    assert plain(report(desk.workspace, *period)) == plain(from_days(desk.workspace, *period))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PERIODS, st.dates(FIRST, date(2026, 11, 18)), st.sampled_from(["outcome", "interruption", "time", "carried"]))
def test_a_report_knows_of_every_change_of_a_day_long_past(
    desk: Desk, period: tuple[date, date], on: date, what: str
) -> None:
    change_a_day(desk, on, what)
    workspace = desk.another_window()
    assert plain(report(workspace, *period)) == plain(from_days(workspace, *period))
    workspace.store.bring_up_to_date(desk.clock.now())
    assert plain(report(workspace, *period)) == plain(from_days(workspace, *period))


def change_a_day(desk: Desk, on: date, what: str) -> None:
    """Change a past day, or work on one of its cards on the next."""
    workspace = desk.another_window()
    with change(workspace, on) as edit:
        at = edit.at.replace(year=on.year, month=on.month, day=on.day, hour=12)
        card = next((card for card in edit.day.cards if card.task is not None), None)
        if card is None or what == "interruption":
            new = Interruption(workspace.new_id(), on, at, at, "broke in late", who="zoe", valid=Valid.WAIT, blip=True)
            edit.day = edit.day.with_interruption(new)._replace(seen=True)
        elif what == "outcome":
            edit.day = edit.day.with_card(card.ended(Outcome.NOT_APPLICABLE, at, on))
        elif what == "time":
            edit.day = edit.day.lasting(card.id, 7, at, workspace.new_id)
        else:
            later = edit.on(on + timedelta(days=1)).clocked(card.id, at + timedelta(days=1), workspace.new_id)
            edit.keep(later.stopped(at + timedelta(days=1, minutes=11))._replace(seen=True))


def test_a_card_that_changes_counts_so_on_a_day_of_another_month_that_it_was_worked_on(desk: Desk) -> None:
    due = date(2026, 9, 30)
    change_a_day(desk, due, "carried")
    desk.another_window().store.bring_up_to_date(desk.clock.now())
    october = date(2026, 10, 1), date(2026, 10, 31)
    before = report(desk.another_window(), *october)
    with change(desk.another_window(), due) as edit:
        card = next(card for card in edit.day.cards if card.task is not None)
        edit.day = edit.day.with_card(card._replace(activity=Activity.RELATIONSHIPS))
    desk.another_window().store.bring_up_to_date(desk.clock.now())
    after = report(desk.another_window(), *october)
    assert after.by[Dimension.ACTIVITY] != before.by[Dimension.ACTIVITY]
    assert plain(after) == plain(from_days(desk.another_window(), *october))


def sums(desk: Desk) -> list[str]:
    return sorted(path.name for path in (desk.workspace.places.state / "sums").glob("*"))


def test_the_sums_of_months_that_are_over_are_kept_and_used(desk: Desk) -> None:
    first = report(desk.workspace, FIRST, LAST)
    assert sums(desk) == ["2026-09.json", "2026-10.json"]
    journals = desk.workspace.places.data / "db"
    again = desk.another_window()
    again.store.months()
    for name in ("2026-09", "2026-10"):
        (journals / f"{name}.json").write_text("not even read")
    assert plain(report(again, FIRST, LAST)) == plain(first)


def test_what_is_kept_is_only_its_owners_to_read(desk: Desk) -> None:
    report(desk.workspace, FIRST, LAST)
    folder = desk.workspace.places.state / "sums"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"days":[]', b"\xff\x00", b"[]"])
def test_damaged_sums_are_worked_out_anew(desk: Desk, damage: bytes) -> None:
    first = report(desk.workspace, FIRST, LAST)
    path = desk.workspace.places.state / "sums" / "2026-10.json"
    good = path.read_bytes()
    path.write_bytes(damage or good[:-9] + b"1" + good[-8:])
    assert plain(report(desk.another_window(), FIRST, LAST)) == plain(first)
    assert path.read_bytes() == good


def test_a_report_needs_no_place_to_keep_its_sums(desk: Desk) -> None:
    first = report(desk.workspace, FIRST, LAST)
    folder = desk.workspace.places.state / "sums"
    shutil.rmtree(folder)
    folder.write_text("in the way")
    assert plain(report(desk.another_window(), FIRST, LAST)) == plain(first)


def test_sums_are_not_taken_over_into_another_time_zone(desk: Desk) -> None:
    report(desk.workspace, FIRST, LAST)
    desk.clock.zone = ZoneInfo("Africa/Cairo")
    desk.clock.tick(0)
    workspace = desk.another_window()
    assert plain(report(workspace, FIRST, LAST)) == plain(from_days(workspace, FIRST, LAST))


def test_a_month_that_is_not_over_is_not_kept(desk: Desk) -> None:
    desk.clock.set("2026-10-15 11:00")
    report(desk.another_window(), FIRST, LAST)
    assert sums(desk) == ["2026-09.json"]
