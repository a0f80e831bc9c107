"""For what of leading a board has tasks."""

from __future__ import annotations

import pytest

from lswtui.domain.boards.board import Board, Task
from lswtui.domain.boards.board_file import read_board
from lswtui.domain.boards.coverage import (
    ELEMENT_GROUPS,
    Responsibility,
    advice,
    coverage,
    elements_without_task,
    listed,
    serves,
)
from lswtui.domain.cadence.parser import parse_cadence
from lswtui.domain.vocabulary import ELEMENTS_OF, Activity, Area, Domain, Element

NOTHING = Board("none", "None", "", "manager", {}, (), ())


def a_task(
    activity: Activity = Activity.PLANNING, element: Element = Element.PLANNING, area: Area = Area.ACCOUNTABILITY
) -> Task:
    domain = next(domain for domain, elements in ELEMENTS_OF.items() if element in elements)
    return Task(f"{activity}-{element}", f"{element}", parse_cadence("daily"), (), 10, activity, domain, element, area)


def board_of(*tasks: Task) -> Board:
    return NOTHING._replace(tasks=tasks)


def test_a_board_without_tasks_says_of_every_row_that_there_is_none() -> None:
    found = coverage(NOTHING)
    cuts = (found.activities, *found.elements, found.areas, found.responsibilities)
    said = [row.said for cut in cuts for row in cut.rows]
    assert len(said) == 7 + 16 + 3 + 6
    assert "no task for rewards & recognition" in said
    assert "no task for coaching for development" in said
    assert "no task for developing people" in said
    assert all(said)


def test_a_row_with_a_task_names_it_and_says_nothing_else() -> None:
    covered = coverage(board_of(a_task()))
    row = covered.activities.rows[0]
    assert (row.name, row.tasks, row.said, row.by_domain) == ("planning & preparing", ("planning",), "", (0, 1, 0))
    assert [cut.title for cut in covered.elements] == ["SCOPE", "WORK", "PASE", "ECT(M)"]
    assert [row.name for row in covered.elements[2].gaps] == ["accountability", "stakeholder engagement"]


def test_the_four_groups_hold_every_element_once() -> None:
    grouped = [element for elements in ELEMENT_GROUPS.values() for element in elements]
    assert sorted(grouped) == sorted(Element)


@pytest.mark.parametrize("element", Element)
def test_every_element_serves_a_responsibility_whatever_the_activity(element: Element) -> None:
    assert serves(a_task(Activity.PLANNING, element))


@pytest.mark.parametrize(
    ("task", "responsibility"),
    [
        (a_task(element=Element.PURPOSE), Responsibility.DIRECTION),
        (a_task(area=Area.ALIGNMENT), Responsibility.DIRECTION),
        (a_task(Activity.DAILY_MANAGEMENT), Responsibility.PERFORMANCE),
        (a_task(element=Element.REWARDS), Responsibility.CULTURE),
        (a_task(Activity.COACHING_PROBLEM_SOLVING), Responsibility.CULTURE),
        (a_task(Activity.COACHING_DEVELOPMENT), Responsibility.PEOPLE),
        (a_task(element=Element.STAKEHOLDERS), Responsibility.RELATIONSHIPS),
        (a_task(Activity.REFLECTING), Responsibility.LEARNING),
    ],
)
def test_what_a_task_is_for_says_which_responsibility_it_serves(task: Task, responsibility: Responsibility) -> None:
    assert responsibility in serves(task)


def test_a_task_for_plans_alone_develops_nobody() -> None:
    assert serves(a_task()) == {Responsibility.PERFORMANCE}


def test_advice_names_what_the_day_lacks() -> None:
    said = advice(board_of(a_task(Activity.GO_AND_SEE, Element.CULTURE)))
    assert said[0] == "No task is for planning & preparing; the day begins without a look ahead."
    assert "No task is for relationships." in said
    assert "No task is for reflecting; nothing of the day finds its way into tomorrow." in said
    assert "No task lies in the domain operate." in said
    assert "No task is for the area alignment." in said
    assert "No task serves developing people, one of a leader's six responsibilities." in said


def test_a_board_with_everything_gets_no_advice() -> None:
    one_each = [
        a_task(activity, element, area)
        for activity, element, area in zip(
            Activity,
            (
                Element.PLANNING,
                Element.ACCOUNTABILITY,
                Element.CULTURE,
                Element.KNOWLEDGE,
                Element.TRANSFORM,
                Element.STAKEHOLDERS,
                Element.EXPLORE,
            ),
            (*Area, *Area, Area.ALIGNMENT),
            strict=True,
        )
    ]
    assert advice(board_of(*one_each)) == ()
    assert "purpose" in elements_without_task(board_of(*one_each))
    assert "culture" not in elements_without_task(board_of(*one_each))


def test_a_day_without_planning_and_reflecting_gets_advice_from_its_file() -> None:
    table = {
        "title": "A",
        "level": "manager",
        "hours": {"mon": "06:00-14:00"},
        "task": [
            {
                "id": "walk",
                "title": "Walk",
                "every": "mon",
                "minutes": 5,
                "activity": "go-and-see",
                "domain": "operate",
                "element": "accountability",
                "area": "alignment",
            }
        ],
    }
    board, problems = read_board("a", table)
    assert problems == ()
    assert board is not None
    assert any("reflecting" in said for said in advice(board))
    assert {task.domain for task in board.tasks} == {Domain.OPERATE}


def test_names_are_listed_as_people_do() -> None:
    assert listed(["culture"]) == "culture"
    assert listed(["culture", "purpose", "master"]) == "culture, purpose and master"
