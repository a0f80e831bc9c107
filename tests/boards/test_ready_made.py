from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from lswtui.domain.boards.board import Board, Task
from lswtui.domain.boards.card_dates import dropped_dates
from lswtui.domain.boards.coverage import advice
from lswtui.domain.cadence.due_dates import due
from lswtui.domain.reviews.review import Ending, Fact, Feeds, QuestionKind, Review, Sweep
from lswtui.domain.vocabulary import Activity, Area, Domain
from lswtui.store.files.board_files import board_names, bundled, load_board, load_review

NOTHING_OWN = Path("no-such-folder")
FROM_THE_SEEDS = [
    "aircraft-engineering-lead",
    "ap-lead",
    "ar-lead",
    "audit-supervisor",
    "auto-line-manager",
    "consulting-lead",
    "er-physician-lead",
    "executive",
    "head-of-product",
    "it-project-manager",
    "lawn-care-owner",
    "lead-detective",
    "lean-supervisor",
    "lean-team-leader",
    "nonprofit-director",
    "plant-manager",
    "retail-store-manager",
    "sales-lead",
    "salon-owner",
    "value-stream-manager",
]
LOOKED_UP = [
    "charge-nurse",
    "construction-site-manager",
    "engineering-manager",
    "hotel-duty-manager",
    "research-group-lead",
    "restaurant-manager",
    "school-principal",
    "security-operations-lead",
    "site-reliability-lead",
    "support-lead",
    "technical-lead",
    "warehouse-shift-manager",
]
"""Boards written from what people in the role say of their own day; each names its sources."""
NAMES = sorted(FROM_THE_SEEDS + LOOKED_UP)
YEAR = [date(2026, 1, 1) + timedelta(days=day) for day in range(365)]
ABOUT = 0.02
"""How far a load may lie outside its guide band, which is said as "about" so much."""

each_board = pytest.mark.parametrize("name", NAMES)
each_looked_up = pytest.mark.parametrize("name", LOOKED_UP)


@cache
def board_of(name: str) -> Board:
    return load_board(name, NOTHING_OWN)


@cache
def evening() -> Review:
    return load_review("evening", NOTHING_OWN)


def morning() -> Review:
    return load_review("morning", NOTHING_OWN)


def tasks_due(board: Board, on: date) -> list[Task]:
    return [task for task in board.tasks if due(task.every, on, works=board.works, rostered=board.rostered)]


def planned(board: Board) -> dict[Activity, int]:
    """The planned minutes of a year by activity."""
    minutes = dict.fromkeys(Activity, 0)
    for on in YEAR:
        for task in tasks_due(board, on) if board.windows(on) else ():
            minutes[task.activity] += task.minutes * max(task.every.rounds, len(task.at))
    return minutes


def load(board: Board) -> float:
    """The planned share of the working minutes of a year."""
    working = sum(window.end - window.start for on in YEAR for window in board.windows(on))
    return sum(planned(board).values()) / working


def stretches(board: Board, on: date) -> list[tuple[int, int, str]]:
    """When each timed card of a day begins and ends, in time order, time held open left out: work may fall into it."""
    timed = [task for task in tasks_due(board, on) if not task.held_open]
    return sorted((clock, clock + task.minutes, task.id) for task in timed for clock in task.at)


def test_the_ready_made_boards_are_these() -> None:
    assert board_names(NOTHING_OWN) == NAMES


@each_board
def test_a_board_is_read_without_a_problem_and_named_after_its_file(name: str) -> None:
    board = board_of(name)
    assert board.id == name
    assert board.about.strip()


@each_board
def test_a_board_has_eight_to_twelve_tasks_of_each_activity_domain_and_area(name: str) -> None:
    tasks = board_of(name).tasks
    assert 8 <= len(tasks) <= 12
    assert {task.activity for task in tasks} == set(Activity)
    assert {task.domain for task in tasks} == set(Domain)
    assert {task.area for task in tasks} == set(Area)
    assert (*advice(board_of(name)), *dropped_dates(board_of(name))) == ()


@each_board
def test_each_task_of_a_board_falls_due_within_a_year(name: str) -> None:
    board = board_of(name)
    times = Counter(task.id for on in YEAR for task in tasks_due(board, on))
    assert {task.id for task in board.tasks} == times.keys()


@each_board
def test_each_task_says_its_detail_its_standard_and_its_reason(name: str) -> None:
    lacking = [task.id for task in board_of(name).tasks if not (task.detail and task.standard and task.why)]
    assert lacking == []


@each_board
def test_no_two_tasks_share_a_title_or_a_standard(name: str) -> None:
    tasks = board_of(name).tasks
    assert len({task.title for task in tasks}) == len(tasks)
    assert len({task.standard for task in tasks}) == len(tasks)


@each_board
def test_each_task_with_a_time_begins_within_the_hours_of_its_days(name: str) -> None:
    board = board_of(name)
    outside = [
        (task.id, on)
        for on in YEAR[:98]
        for task in tasks_due(board, on)
        if (windows := board.windows(on))
        if not all(windows[0].start <= clock < windows[-1].end for clock in task.at)
    ]
    assert outside == []


@each_board
def test_no_card_of_a_board_begins_before_the_one_ahead_of_it_ends(name: str) -> None:
    board = board_of(name)
    clashes = {
        (first, second)
        for on in YEAR
        if board.windows(on)
        for (_, end, first), (start, _, second) in pairwise(stretches(board, on))
        if start < end
    }
    assert clashes == set()


@each_board
def test_no_card_of_a_board_runs_into_a_break_or_past_the_end_of_the_day(name: str) -> None:
    board = board_of(name)
    outside = {
        card
        for on in YEAR
        if (windows := board.windows(on))
        for start, end, card in stretches(board, on)
        if not any(window.start <= start and end <= window.end for window in windows)
    }
    assert outside == set()


@each_board
def test_the_last_card_of_a_day_reflects_on_it(name: str) -> None:
    board = board_of(name)
    activity = {task.id: task.activity for task in board.tasks}
    last = {activity[stretches(board, on)[-1][2]] for on in YEAR if board.windows(on)}
    assert last == {Activity.REFLECTING}


@each_board
def test_a_board_has_its_own_kinds_of_interruption_a_trap_and_one_question(name: str) -> None:
    board = board_of(name)
    others = {category.name for other in NAMES if other != name for category in board_of(other).categories}
    names = {category.name for category in board.categories}
    assert len(board.categories) >= 8
    assert len({category.letter for category in board.categories}) == len(board.categories)
    assert len(names - others) >= 5
    assert all(len(trap.words) >= 5 for trap in board.traps)
    assert len(board.traps) == len(board.questions) == 1
    assert board.questions[0].ask.endswith("?")


@each_board
def test_each_category_of_a_board_can_be_named_by_its_whole_word(name: str) -> None:
    ids = [category.id for category in board_of(name).categories]
    assert [(one, other) for one in ids for other in ids if one != other and other.startswith(one)] == []


@each_board
def test_the_load_of_a_board_lies_in_its_guide_band(name: str) -> None:
    board = board_of(name)
    low, high = (board.guide.low, board.guide.high) if board.guide else (0.0, 1.0)
    assert low - ABOUT <= load(board) <= high + ABOUT


@each_board
def test_the_targets_of_a_board_are_about_what_it_plans(name: str) -> None:
    board, minutes = board_of(name), planned(board_of(name))
    whole = sum(minutes.values())
    off = {activity: minutes[activity] / whole - board.targets.get(activity, 0.0) for activity in Activity}
    assert {activity for activity, by in off.items() if abs(by) > 0.05} == set()


@each_looked_up
def test_a_looked_up_board_names_its_sources_and_has_a_guide_band(name: str) -> None:
    head = (bundled() / "days" / f"{name}.toml").read_text(encoding="utf-8").splitlines()[0]
    assert head.startswith("# Drawn from: ")
    assert board_of(name).guide is not None


def test_no_sentence_of_a_board_is_said_twice() -> None:
    said = Counter(
        sentence for name in NAMES for task in board_of(name).tasks for sentence in (task.standard, task.why)
    )
    assert [sentence for sentence, times in said.items() if times > 1] == []


@each_board
def test_the_standards_and_reasons_of_a_board_are_whole_sentences(name: str) -> None:
    sentences = [sentence for task in board_of(name).tasks for sentence in (task.standard, task.why)]
    assert [sentence for sentence in sentences if len(sentence.split()) < 9 or not sentence.endswith(".")] == []


def test_the_evening_begins_with_facts_and_the_pledge_and_ends_with_tomorrow() -> None:
    questions = evening().asked(None)
    assert len(evening().steps) == 5
    assert [question.step for question in questions] == sorted(question.step for question in questions)
    assert {question.step for question in questions} == {1, 2, 3, 4, 5}
    assert questions[0].kind is QuestionKind.FACTS
    assert questions[1].feeds is Feeds.PLEDGE_KEPT
    assert {question.feeds for question in questions if question.step == 5} == {Feeds.TOP, Feeds.IF_THEN}


def test_the_morning_asks_for_the_day_and_the_evening_for_tomorrow_and_nothing_twice() -> None:
    questions = [*evening().questions, *morning().questions]
    assert sorted(question.feeds for question in questions if question.feeds) == sorted(Feeds)
    assert sorted(fact for question in questions for fact in question.shows) == sorted(Fact)
    assert (evening().ends, morning().ends) == (Ending.CLOSE, Ending.LOCK)


def test_the_evening_sweeps_all_that_can_be_open() -> None:
    (sweep,) = [question for question in evening().questions if question.kind is QuestionKind.SWEEP]
    assert set(sweep.sweeps) == set(Sweep)


@each_board
def test_the_evening_asks_each_boards_own_questions_in_short_lines(name: str) -> None:
    board = board_of(name)
    asked = evening().asked(board)
    assert {question.ask for question in board.questions} <= {question.ask for question in asked}
    assert len({question.id for question in asked}) == len(asked)


def test_what_the_evening_asks_fits_a_line() -> None:
    assert [question.ask for question in evening().questions if len(question.ask) > 60] == []
