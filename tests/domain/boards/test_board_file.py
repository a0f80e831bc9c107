from __future__ import annotations

import copy
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.boards.board import Board, Guide, Question, Task, Trap, Window
from lswtui.domain.boards.board_fields import LEVELS
from lswtui.domain.boards.board_file import board_table, read_board
from lswtui.domain.boards.category import Category
from lswtui.domain.boards.rota import Rota
from lswtui.domain.boards.task_fields import TASK_FIELDS
from lswtui.domain.vocabulary import ELEMENTS_OF, Activity, CarryOver, Element
from tests.domain.boards.tasks import ids, tasks

SOUND: dict[str, Any] = {
    "title": "Lean team leader",
    "about": "Runs a cell of seven on the day shift.",
    "level": "front line",
    "guide": {"low": 0.7, "high": 0.8, "source": "what practice says"},
    "hours": {"mon-fri": "05:45-09:00, 09:15-12:00", "sat": "06:00-10:00"},
    "targets": {"planning": 0.1, "go-and-see": 0.3},
    "category": [{"id": "equipment", "letter": "e", "name": "Andon: machine"}],
    "trap": [{"text": "Filling an open station all shift", "words": ["cover station"]}],
    "question": [{"id": "taught", "ask": "Did I fix it, or did I teach it?"}],
    "task": [
        {
            "id": "walk",
            "title": "Start-of-shift walk",
            "every": "workday",
            "at": "05:50",
            "minutes": 15,
            "activity": "go-and-see",
            "domain": "operate",
            "element": "accountability",
            "area": "accountability",
        },
        {
            "id": "grid",
            "title": "Skills grid",
            "every": "last friday",
            "minutes": 45,
            "activity": "planning",
            "domain": "structure",
            "element": "knowledge",
            "area": "capability",
        },
    ],
}


def board_of(table: dict[str, Any]) -> Board:
    board, problems = read_board("lean-team-leader", table)
    assert problems == ()
    assert board is not None
    return board


def said_of(**changed: object) -> list[str]:
    """What is said of the sound board with some of its keys changed."""
    board, problems = read_board("lean-team-leader", {**copy.deepcopy(SOUND), **changed})
    assert (board is None) is bool(problems)
    return [str(problem) for problem in problems]


def said_of_task(**changed: object) -> list[str]:
    task = {**SOUND["task"][0], **changed}
    return said_of(task=[{key: value for key, value in task.items() if value is not None}])


texts = st.text(min_size=1, max_size=20).filter(lambda text: bool(text.strip()))
words = st.text(max_size=20)
shares = st.floats(0, 1, allow_nan=False)


@st.composite
def days_of_windows(draw: st.DrawFn, day_starts: int) -> tuple[Window, ...]:
    clocks = st.integers(day_starts, day_starts + 1440)
    edges = sorted(draw(st.sets(clocks, min_size=2, max_size=6)))
    return tuple(Window(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False))


days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
patterns = st.text("DN-", min_size=1, max_size=9).filter(lambda pattern: set(pattern) != {"-"})
rosters: st.SearchStrategy[frozenset[date] | Rota] = st.frozensets(days, max_size=3) | st.builds(Rota, days, patterns)


@st.composite
def boards(draw: st.DrawFn) -> Board:
    starts = draw(st.integers(0, 1439))
    low, high = sorted((draw(shares), draw(shares)))
    letters = draw(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=4))
    return Board(
        id="any-board",
        title=draw(texts),
        about=draw(words),
        level=draw(st.sampled_from(LEVELS)),
        hours=draw(st.dictionaries(st.integers(0, 6), days_of_windows(starts), min_size=1)),
        tasks=tuple(draw(st.lists(tasks(starts, words), min_size=1, max_size=3, unique_by=lambda task: task.id))),
        categories=tuple(Category(f"id-{letter}", letter, draw(texts)) for letter in letters),
        guide=draw(st.none() | st.just(Guide(low, high, "a book"))),
        targets=draw(st.dictionaries(st.sampled_from(Activity), st.floats(0, 0.14))),
        traps=tuple(Trap(text, (text,)) for text in draw(st.lists(texts, max_size=2))),
        questions=tuple(Question(name, name) for name in draw(st.lists(ids, unique=True, max_size=2))),
        day_starts=starts,
        roster=draw(rosters),
    )


@given(boards())
def test_a_board_reads_back_from_its_table(board: Board) -> None:
    assert read_board("any-board", board_table(board)) == (board, ())


@given(boards())
def test_a_boards_table_survives_json(board: Board) -> None:
    assert json.loads(json.dumps(board_table(board))) == board_table(board)


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
anything = st.recursive(scalars, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2))


@given(st.sampled_from([*SOUND, "roster", "day_starts", "other"]), anything)
def test_no_value_of_a_key_breaks_the_reader(key: str, value: object) -> None:
    board, problems = read_board("lean-team-leader", {**copy.deepcopy(SOUND), key: value})
    assert (board is None) is bool(problems)


@given(st.sampled_from([field.key for field in TASK_FIELDS]), anything)
def test_no_value_of_a_tasks_key_breaks_the_reader(key: str, value: object) -> None:
    task = {**SOUND["task"][0], key: value}
    board, problems = read_board("lean-team-leader", {**copy.deepcopy(SOUND), "task": [task]})
    assert (board is None) is bool(problems)


def test_a_sound_board_has_its_hours_by_weekday() -> None:
    hours = board_of(SOUND).hours
    assert sorted(hours) == [0, 1, 2, 3, 4, 5]
    assert hours[4] == (Window(345, 540), Window(555, 720))
    assert hours[5] == (Window(360, 600),)


def test_the_carry_is_keep_for_rare_tasks_and_expire_for_daily_ones() -> None:
    walk, grid = board_of(SOUND).tasks
    assert (walk.carry, grid.carry) == (CarryOver.EXPIRE, CarryOver.KEEP)


def test_time_may_be_held_open_at_its_time_or_in_rounds() -> None:
    def slot(**changed: object) -> Task | None:
        return board_of({**SOUND, "task": [{**SOUND["task"][0], "held_open": True, **changed}]}).task("walk")

    for found in (slot(), slot(at=[], every="2x a day")):
        assert found is not None
        assert found.held_open


def test_a_night_shift_stands_in_the_order_in_which_it_comes() -> None:
    table = copy.deepcopy(SOUND)
    table |= {"day_starts": "12:00", "hours": {"mon-thu": "22:00-02:00, 02:30-06:30"}}
    table["task"][0]["at"] = ["02:30", "22:15"]
    board = board_of(table)
    assert board.hours[0] == (Window(1320, 1560), Window(1590, 1830))
    assert board.tasks[0].at == (1335, 1590)
    assert board_table(board)["hours"] == {"mon-thu": "22:00-02:00, 02:30-06:30"}


def test_a_roster_is_dates_or_texts() -> None:
    on_duty = frozenset({date(2026, 11, 23), date(2026, 11, 25)})
    assert board_of({**SOUND, "roster": [date(2026, 11, 23), "2026-11-25"]}).roster == on_duty


@pytest.mark.parametrize("first", ["2026-11-23", date(2026, 11, 23)])
def test_a_roster_may_be_a_rota(first: object) -> None:
    board = board_of({**SOUND, "roster": {"first": first, "pattern": "DDD NNN ---"}})
    assert board.roster == Rota(date(2026, 11, 23), "DDDNNN---")
    assert board.rostered(date(2026, 11, 23))
    assert not board.rostered(date(2026, 11, 29))


def test_a_task_has_a_time_for_each_of_its_rounds_or_none() -> None:
    task = {**SOUND["task"][0], "every": "3x a day", "at": ["06:00", "08:00"]}
    problem = "task[0].at (walk): names 2 times for 3 rounds a day; name one for each, or none"
    assert said_of(task=[task]) == [problem]
    assert said_of(task=[{**task, "at": []}]) == []


def test_every_problem_is_said_at_once_with_its_path() -> None:
    task = {
        "id": "walk",
        "title": "A title that is far too long for a card of a lane",
        "every": "workdya",
        "at": ["05:50", "25:00"],
        "minuts": 15,
        "activity": "gemba",
        "domain": "perfect",
        "element": "planning",
        "area": "capabilty",
        "check": "yes",
    }
    _, problems = read_board("lean-team-leader", {**SOUND, "title": 5, "task": [task]})
    assert [problem.at for problem in problems] == [
        "title",
        "task[0].title",
        "task[0].every",
        "task[0].at[1]",
        "task[0].minutes",
        "task[0].activity",
        "task[0].element",
        "task[0].area",
        "task[0].check",
        "task[0].minuts",
    ]
    assert {problem.of for problem in problems[1:]} == {"walk"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"minutes": "15"}, "task[0].minutes (walk): should be a whole number, not '15'"),
        ({"minutes": True}, "task[0].minutes (walk): should be a whole number, not true"),
        ({"minutes": 0}, "task[0].minutes (walk): should be from 1 to 1440, not 0"),
        ({"minutes": None}, "task[0].minutes (walk): is missing"),
        ({"title": 5}, "task[0].title (walk): should be a text, not 5"),
        ({"title": " "}, "task[0].title (walk): is empty"),
        ({"title": "x" * 29}, f"task[0].title (walk): has 29 characters, 28 at most: '{'x' * 29}'"),
        (
            {"id": "Walk it"},
            "task[0].id: 'Walk it' should be small letters, digits and dashes, as in start-of-shift-walk",
        ),
        ({"at": 550}, "task[0].at (walk): should be a text or a list of texts, not 550"),
        ({"at": "5.60"}, "task[0].at (walk): '5.60' is no time of day; write it as 06:45"),
        ({"at": ["05:50", "5:50"]}, "task[0].at (walk): names a time twice"),
        ({"every": "workdya"}, "task[0].every (walk): 'workdya' is no recurrence; did you mean 'workday'?"),
        ({"area": "capabilty"}, "task[0].area (walk): 'capabilty' is no area; did you mean 'capability'?"),
        (
            {"element": "transform"},
            (
                "task[0].element (walk): 'transform' is no element of operate;"
                " it is one of planning, accountability, stakeholders"
            ),
        ),
        ({"steps": ["one", 2]}, "task[0].steps[1] (walk): should be a text, not 2"),
        ({"window": -1}, "task[0].window (walk): should be from 0 to 1440, not -1"),
        ({"stadard": "x"}, "task[0].stadard (walk): is no known key; did you mean 'standard'?"),
        (
            {"every": "as needed"},
            "task[0].at (walk): is the time of what is planned; what is done as needed has none",
        ),
        (
            {"every": "as needed", "at": None, "held_open": True},
            "task[0].held_open (walk): holds time open that is planned; what is done as needed has none",
        ),
        (
            {"at": None, "held_open": True},
            'task[0].held_open (walk): needs a time to hold open; give at, as in at = "08:30"',
        ),
    ],
)
def test_what_is_wrong_with_a_task_is_said_in_one_sentence(changed: dict[str, object], said: str) -> None:
    assert said_of_task(**changed) == [said]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"levle": "manager"}, "levle: is no known key; did you mean 'level'?"),
        ({"level": "boss"}, "level: 'boss' is no level; it is one of front line, manager, executive"),
        (
            {"hours": {"weekend": "06:00-10:00"}},
            "hours.weekend: 'weekend' names no days of the week; write them as mon-fri or tue,thu",
        ),
        ({"hours": {"mon-fri": "06:00-10:00", "fri": "06:00-09:00"}}, "hours.fri: gives fri hours a second time"),
        ({"hours": {"mon": "06:00"}}, "hours.mon: '06:00' is no stretch of hours; write it as 06:00-10:00"),
        (
            {"hours": {"mon": "06:00-10:00, 09:00-12:00"}},
            "hours.mon: 09:00-12:00 begins before the hours written ahead of it end; write them in order",
        ),
        (
            {"hours": {"mon": "22:00-06:00"}},
            "hours.mon: 22:00-06:00 runs over 04:00, where the day starts; set day_starts to an hour off work",
        ),
        ({"hours": {}}, 'hours: is empty; give working hours, as in mon-fri = "08:00-12:00, 12:30-17:00"'),
        ({"guide": {"low": 0.8, "high": 0.7, "source": "x"}}, "guide.low: 0.8 is above high, 0.7"),
        ({"guide": {"low": 0.8, "high": 80, "source": "x"}}, "guide.high: should be a share from 0 to 1, not 80"),
        ({"targets": {"planing": 0.1}}, "targets.planing: is no known key; did you mean 'planning'?"),
        ({"targets": {"planning": 0.6, "reflecting": 0.6}}, "targets: add up to 1.2, 1 at most"),
        ({"roster": ["23.11.2026"]}, "roster[0]: '23.11.2026' is no date; write it as 2026-11-19"),
        ({"roster": {"pattern": "DD-"}}, "roster.first: is missing"),
        (
            {"roster": {"first": "2026-11-23", "pattern": "---"}},
            "roster.pattern: '---' has no day on duty; write a letter for each",
        ),
        (
            {"roster": {"first": "2026-11-23", "pattern": "D.N"}},
            "roster.pattern: 'D.N' is no pattern; write a letter for each day on duty, - for a day off: DDDNNN---",
        ),
        (
            {"roster": {"first": ["2026-11-23", "2026-11-24"], "pattern": "DD-"}},
            "roster.first: should be one date, the first day of the pattern",
        ),
        ({"task": []}, "task: is missing; a board needs at least one [[task]]"),
        ({"task": {"id": "walk"}}, "task: should be written as [[task]], not a table"),
        ({"category": ["equipment"]}, "category[0]: should be written as [[category]], not 'equipment'"),
        ({"trap": [{"text": "x", "words": []}]}, "trap[0].words: is empty"),
        (
            {"category": [{"id": "quality", "letter": "Q", "name": "Quality"}]},
            "category[0].letter (quality): 'Q' should be one letter from a to z",
        ),
    ],
)
def test_what_is_wrong_with_a_board_is_said_in_one_sentence(changed: dict[str, object], said: str) -> None:
    assert said_of(**changed) == [said]


def test_ids_and_letters_are_used_once() -> None:
    category = {"id": "quality", "letter": "q", "name": "Quality"}
    assert said_of(task=[SOUND["task"][0]] * 2, category=[category, {**category, "id": "queue"}]) == [
        "category[1].letter (queue): 'q' is taken by an earlier one; each needs its own letter",
        "task[1].id (walk): 'walk' is taken by an earlier one; each needs its own id",
    ]


def test_tasks_at_the_same_time_are_no_problem() -> None:
    assert said_of(task=[SOUND["task"][0], {**SOUND["task"][0], "id": "huddle"}]) == []


def test_a_files_name_must_do_as_an_id() -> None:
    board, problems = read_board("My Board", SOUND)
    assert board is None
    assert "rename it to small letters, digits and dashes" in str(problems[0])


def test_an_element_is_checked_by_itself_where_the_domain_is_unknown() -> None:
    assert said_of_task(domain="operat", element="transform") == [
        "task[0].domain (walk): 'operat' is no domain; did you mean 'operate'?"
    ]


def test_the_elements_of_the_domains_are_all_the_elements() -> None:
    assert sorted(element for elements in ELEMENTS_OF.values() for element in elements) == sorted(Element)
