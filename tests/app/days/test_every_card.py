"""Whatever days are opened, left out, taken off or holidays: every card that falls due comes to one end."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lswtui.app import questions
from lswtui.app.boards.choose import choose
from lswtui.app.data.undo import redo, undo
from lswtui.app.days import cards, change, leave
from lswtui.app.days.calendar import Calendar
from lswtui.app.reports.report import report
from lswtui.domain.boards.card_dates import stands_on
from lswtui.domain.days.card import CardId
from lswtui.domain.days.day import Absence
from lswtui.domain.vocabulary import Lane, Outcome
from tests.desk import PLAIN, Desk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from lswtui.domain.days.card import Card

DAY = timedelta(days=1)
HOLIDAYS = '[holidays]\ncountry = "DE"\nregion = "BY"\n'
TASKS = (
    ("plants", "daily", ""),
    ("desk", "sat", ""),
    ("walks", "mon,wed,fri", 'carry = "keep"'),
    ("letters", "day 31", ""),
    ("figures", "day 1", ""),
    ("rent", "day 15", 'carry = "expire"'),
    ("ahead", "day 1", 'moves = "next"'),
    ("behind", "day 31", 'moves = "previous"'),
    ("stays", "sun", 'moves = "next"\ncarry = "expire"'),
    ("books", "workday -1", ""),
    ("look back", "last friday", ""),
    ("plan", "quarter: month 1 day 1", ""),
    ("tree", "yearly on 01-06", ""),
)
BOARD = PLAIN + "".join(
    f"""
[[task]]
id = "{name.replace(" ", "-")}"
title = "{name}"
every = "{every}"
{more}
minutes = 5
activity = "planning"
domain = "operate"
element = "planning"
area = "alignment"
"""
    for name, every, more in TASKS
)
ROSTERED = (
    BOARD.replace("mon-fri = ", "mon-sun = ")
    .replace('every = "daily"', 'every = "daily on roster"')
    .replace("[[category]]", '[roster]\nfirst = 2026-01-05\npattern = "DDDNN---"\n\n[[category]]', 1)
)
ROTATING = (
    BOARD
    + """
[shifts]
early = "06:00-14:15"
late = "14:00-22:15"
night = "22:00-06:15"
weeks = ["early", "late", "night"]
first = 2026-11-16
"""
)
BOARDS = st.sampled_from((BOARD, ROSTERED, ROTATING))
STARTS = st.dates(date(2026, 1, 1), date(2028, 12, 1))
SHUT, LOOKED, WORKED, MOVED, LEAVE, ANSWERED = "shut", "looked", "worked", "moved", "leave", "answered"
DAYS = st.sampled_from((SHUT, SHUT, LOOKED, WORKED, WORKED, MOVED, LEAVE, ANSWERED))
"""What a leader does on one day: nothing, open it, do half of it, move one card, be away, or say what was not seen."""


def lived(desk: Desk, first: date, pattern: Sequence[str], board: str = BOARD) -> None:
    """Live these days one after the other, the first of them with a look."""
    desk.workspace.places.config.parent.mkdir(parents=True, exist_ok=True)
    desk.workspace.places.config.write_text(HOLIDAYS, encoding="utf-8")
    desk.clock.set(f"{first} 05:30")
    choose(desk.workspace, desk.board(board))
    away = tuple(first + place * DAY for place, did in enumerate(pattern) if did == LEAVE and place)
    if away:
        leave.take_off(desk.workspace, away, Absence(why="leave"))
    for place, did in enumerate(pattern):
        if did in (SHUT, LEAVE):
            continue
        desk.clock.set(f"{first + place * DAY} 12:00")
        change.mark_seen(desk.workspace)
        if did in (WORKED, MOVED):
            work(desk, did, place)
        for question in questions.waiting(desk.workspace) if did == ANSWERED else ():
            if question.kind == "unseen":
                questions.answer(desk.workspace, question.id, ("off", "worked", "missed")[place % 3])


def work(desk: Desk, did: str, place: int) -> None:
    waiting = [card for card in desk.day().cards if card.is_open]
    if did == MOVED:
        for card in waiting[:2]:
            cards.move(desk.workspace, card.id, desk.clock.now().date() + (1 + place % 4) * DAY)
    for card in waiting[place % 2 :: 2]:
        if did == WORKED:
            cards.finish(desk.workspace, card.id, minutes=5)


def ends(desk: Desk, first: date, last: date) -> Iterator[tuple[str, str]]:
    """Each card that fell due or was moved from the first to the last date, and what became of it."""
    calendar = Calendar(desk.workspace)
    waiting = {card.id for card in calendar.carried()}
    unseen = set(calendar.unseen())
    for ahead in range((last - first).days + 1):
        on = first + ahead * DAY
        known = {card.id: card for card in calendar.day(on).cards if card.on == on}
        stored = {card.id for card in calendar.stored(on).cards}
        for id_ in {
            *fallen(calendar, on),
            *known,
            *stored,
            *(id_ for id_ in waiting if CardId.read(id_).planned_on == on),
        }:
            yield id_, end(known.get(id_), waiting=id_ in waiting, asked=on in unseen)


def fallen(calendar: Calendar, on: date) -> list[str]:
    """The ids of the cards that a date has by its board."""
    standard = calendar.planned(on)
    assert standard is not None
    board = standard.board
    return [
        str(CardId.of_task(board.id, task.id, on, round_))
        for task in board.tasks
        if stands_on(board, task, on)
        for round_ in range(1, max(1, len(task.at)) + 1)
    ]


def end(card: Card | None, *, waiting: bool, asked: bool) -> str:
    """What became of a card of a day that is over; `lost` where nobody can tell."""
    if card is None or card.is_open:
        return "waiting" if waiting else "asked about" if asked else "lost"
    if waiting:
        return "both"
    return "late" if card.done_late else str(card.outcome)


def counted(desk: Desk, first: date, last: date) -> Mapping[str, int]:
    adherence = report(desk.workspace, first, last).adherence
    return {"done": adherence.done, "late": adherence.done_late, "missed": adherence.missed}


def check(home: Path, first: date, pattern: Sequence[str], board: str = BOARD) -> None:
    shutil.rmtree(home, ignore_errors=True)
    desk = Desk(home)
    lived(desk, first, pattern, board)
    last = first + (len(pattern) - 1) * DAY
    for clock in (f"{last + DAY} 12:00", f"{last + 2 * DAY} 12:00"):
        desk.clock.set(clock)
        found = dict(ends(desk, first, last))
        assert [id_ for id_, became in found.items() if became in ("lost", "both")] == []
        change.mark_seen(desk.workspace)
        assert dict(ends(desk, first, last)) == found
        unseen = set(Calendar(desk.workspace).unseen())
        sums = Counter(became for id_, became in found.items() if CardId.read(id_).planned_on not in unseen)
        assert counted(desk, first, last) == {end: sums[end] for end in ("done", "late", "missed")}


@settings(max_examples=4, suppress_health_check=list(HealthCheck), phases=(Phase.generate,))
@given(STARTS, st.lists(DAYS, min_size=20, max_size=40), BOARDS)
def test_every_card_of_some_weeks_comes_to_one_end(tmp_path: Path, first: date, pattern: list[str], board: str) -> None:
    check(tmp_path / "home", first, pattern, board)


@pytest.mark.slow
@settings(max_examples=3, suppress_health_check=list(HealthCheck), phases=(Phase.generate,))
@given(STARTS, st.lists(DAYS, min_size=366, max_size=366), BOARDS)
def test_every_card_of_a_year_comes_to_one_end(tmp_path: Path, first: date, pattern: list[str], board: str) -> None:
    check(tmp_path / "home", first, pattern, board)


def test_a_third_of_a_year_in_which_it_was_opened_twice_loses_nothing(tmp_path: Path) -> None:
    check(tmp_path / "home", date(2026, 3, 2), (LOOKED, *[SHUT] * 120, WORKED))


def test_what_was_never_opened_again_waits_or_is_asked_about(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home")
    lived(desk, date(2026, 1, 28), (LOOKED, SHUT, LOOKED))
    desk.clock.set("2026-02-02 06:00")
    waiting = [(card.task, card.lane, card.on) for card in desk.day().cards if card.on < date(2026, 2, 2)]
    assert waiting == [
        ("audit", Lane.TODO, date(2026, 1, 29)),
        ("behind", Lane.TODO, date(2026, 1, 30)),
        ("books", Lane.TODO, date(2026, 1, 30)),
        ("look-back", Lane.TODO, date(2026, 1, 30)),
        ("desk", Lane.TODO, date(2026, 1, 31)),
        ("letters", Lane.TODO, date(2026, 1, 31)),
        ("figures", Lane.TODO, date(2026, 2, 1)),
    ]
    assert Outcome.EXCUSED in {card.outcome for card in desk.day("2026-01-31").cards if card.task == "plants"}


def test_an_answer_undone_after_the_next_day_turned_is_asked_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home")
    lived(desk, date(2026, 1, 26), (LOOKED, SHUT, ANSWERED, LOOKED))
    assert Calendar(desk.workspace).unseen() == ()
    undo(desk.workspace)
    assert Calendar(desk.workspace).unseen() == (date(2026, 1, 27),)
    change.mark_seen(desk.workspace)
    assert Calendar(desk.workspace).unseen() == (date(2026, 1, 27),)
    redo(desk.workspace)
    assert Calendar(desk.workspace).unseen() == ()


def test_what_was_done_and_is_undone_after_its_day_turned_is_missed_or_waits(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home")
    lived(desk, date(2026, 1, 29), (LOOKED,))
    for task in ("huddle", "walk", "audit"):
        cards.finish(desk.workspace, task, minutes=5)
    desk.clock.set("2026-01-30 12:00")
    change.mark_seen(desk.workspace)
    undo(desk.workspace)
    undo(desk.workspace)
    assert desk.card("walk", "2026-01-29").outcome is Outcome.MISSED
    assert desk.card("audit").on == date(2026, 1, 29)
    redo(desk.workspace)
    assert desk.card("walk", "2026-01-29").outcome is Outcome.DONE


def test_leave_told_afterwards_excuses_what_waited_from_its_day(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home")
    lived(desk, date(2026, 1, 29), (LOOKED, LOOKED))
    assert desk.card("audit").is_open
    leave.take_off(desk.workspace, (date(2026, 1, 29),), Absence(why="sick"))
    assert desk.card("audit", "2026-01-29").outcome is Outcome.EXCUSED
    assert not any(card.task == "audit" for card in desk.day().cards)
    leave.back_on(desk.workspace, (date(2026, 1, 29),))
    assert desk.card("audit").on == date(2026, 1, 29)


def test_leave_told_for_a_weekend_that_nobody_opened_loses_no_card_of_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home")
    lived(desk, date(2026, 1, 23), (LOOKED, SHUT, SHUT, LOOKED))
    sunday = date(2026, 1, 25)
    for why in ("sick", "still sick"):
        leave.take_off(desk.workspace, (sunday,), Absence(why=why))
        assert dict(ends(desk, sunday, sunday)) == {"mine.plants@2026-01-25": "excused"}
