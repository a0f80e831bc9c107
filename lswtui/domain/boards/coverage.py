"""What of leading a board has tasks for, and what of it none.

Four ways of cutting the same work lie side by side: the seven activities, by the three domains; the sixteen elements,
as SCOPE, WORK, PASE and ECT(M); the three areas; the six responsibilities of a leader. A task names its activity, its
domain, its element and its area itself. Responsibilities it does not name, they follow from what it names:

- *purpose and direction* (uphold purpose, vision, strategy and annual goals, and cascade them down to the front line):
  the elements strategies, objectives and purpose, and the area alignment;
- *process and performance* (see that work systems are in place, measure, hold to account, improve the process): the
  elements work methods, organization, planning and accountability, and the activity daily management;
- *a culture of excellence* (make problems visible, solve them by fact, show respect): the elements culture and rewards,
  and the activity coaching for problem solving;
- *developing people* (the what, why and how, and untapped abilities): the elements knowledge and master, and both
  coaching activities;
- *relationships* (peers, senior leaders, stakeholders, one's own team): the elements ecosystem and stakeholders, and
  the activity relationships;
- *learning continuously* (curiosity about the work, input humbly sought): the elements explore, clarify and transform,
  and the activities go and see and reflecting.

One task may serve several responsibilities.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.vocabulary import Activity, Area, Domain, Element

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lswtui.domain.boards.board import Board, Task


class Responsibility(StrEnum):
    """The six responsibilities of a leader."""

    DIRECTION = "direction"
    PERFORMANCE = "performance"
    CULTURE = "culture"
    PEOPLE = "people"
    RELATIONSHIPS = "relationships"
    LEARNING = "learning"


ACTIVITY_NAMES = {
    Activity.PLANNING: "planning & preparing",
    Activity.DAILY_MANAGEMENT: "managing daily work",
    Activity.GO_AND_SEE: "go & see",
    Activity.COACHING_DEVELOPMENT: "coaching for development",
    Activity.COACHING_PROBLEM_SOLVING: "coaching problem solving",
    Activity.RELATIONSHIPS: "relationships",
    Activity.REFLECTING: "reflecting",
}
DOMAIN_NAMES = {Domain.STRUCTURE: "structure", Domain.OPERATE: "operate", Domain.PERFECT: "perfect"}
ELEMENT_NAMES = {element: element.value for element in Element} | {
    Element.WORK_METHODS: "work methods",
    Element.ORGANIZATION: "organizational structure",
    Element.REWARDS: "rewards & recognition",
    Element.KNOWLEDGE: "knowledge & capabilities",
    Element.STAKEHOLDERS: "stakeholder engagement",
}
ELEMENT_GROUPS = {
    "SCOPE": (Element.STRATEGIES, Element.CULTURE, Element.OBJECTIVES, Element.PURPOSE, Element.ECOSYSTEM),
    "WORK": (Element.WORK_METHODS, Element.ORGANIZATION, Element.REWARDS, Element.KNOWLEDGE),
    "PASE": (Element.PLANNING, Element.ACCOUNTABILITY, Element.STAKEHOLDERS),
    "ECT(M)": (Element.EXPLORE, Element.CLARIFY, Element.TRANSFORM, Element.MASTER),
}
AREA_NAMES = {
    Area.ALIGNMENT: "alignment",
    Area.CAPABILITY: "organizational capability",
    Area.ACCOUNTABILITY: "accountability",
}
RESPONSIBILITY_NAMES = {
    Responsibility.DIRECTION: "purpose and direction",
    Responsibility.PERFORMANCE: "process and performance",
    Responsibility.CULTURE: "a culture of excellence",
    Responsibility.PEOPLE: "developing people",
    Responsibility.RELATIONSHIPS: "building relationships",
    Responsibility.LEARNING: "learning continuously",
}
_BY_ELEMENT = {
    Responsibility.DIRECTION: {Element.STRATEGIES, Element.OBJECTIVES, Element.PURPOSE},
    Responsibility.PERFORMANCE: {
        Element.WORK_METHODS,
        Element.ORGANIZATION,
        Element.PLANNING,
        Element.ACCOUNTABILITY,
    },
    Responsibility.CULTURE: {Element.CULTURE, Element.REWARDS},
    Responsibility.PEOPLE: {Element.KNOWLEDGE, Element.MASTER},
    Responsibility.RELATIONSHIPS: {Element.ECOSYSTEM, Element.STAKEHOLDERS},
    Responsibility.LEARNING: {Element.EXPLORE, Element.CLARIFY, Element.TRANSFORM},
}
_BY_ACTIVITY = {
    Responsibility.DIRECTION: frozenset[Activity](),
    Responsibility.PERFORMANCE: {Activity.DAILY_MANAGEMENT},
    Responsibility.CULTURE: {Activity.COACHING_PROBLEM_SOLVING},
    Responsibility.PEOPLE: {Activity.COACHING_DEVELOPMENT, Activity.COACHING_PROBLEM_SOLVING},
    Responsibility.RELATIONSHIPS: {Activity.RELATIONSHIPS},
    Responsibility.LEARNING: {Activity.GO_AND_SEE, Activity.REFLECTING},
}
_WITHOUT = {
    Activity.PLANNING: "No task is for planning & preparing; the day begins without a look ahead.",
    Activity.REFLECTING: "No task is for reflecting; nothing of the day finds its way into tomorrow.",
}
"""What the day then lacks, where that can be said."""


class CoverageRow(NamedTuple):
    """One thing that a board should have tasks for."""

    name: str
    tasks: tuple[str, ...]
    """The titles of those that it has."""
    by_domain: tuple[int, ...] = ()
    """How many of them lie in each of the three domains; only of activities."""

    @property
    def said(self) -> str:
        """That there is no task for it, in words; empty where there is one."""
        return "" if self.tasks else f"no task for {self.name}"


class CoverageDimension(NamedTuple):
    """One way of cutting a leader's work, with a row for each of its parts."""

    title: str
    rows: tuple[CoverageRow, ...]

    @property
    def gaps(self) -> tuple[CoverageRow, ...]:
        """The rows without a task."""
        return tuple(row for row in self.rows if not row.tasks)


class Coverage(NamedTuple):
    """For what a board has tasks."""

    activities: CoverageDimension
    elements: tuple[CoverageDimension, ...]
    """SCOPE, WORK, PASE, ECT(M)."""
    areas: CoverageDimension
    responsibilities: CoverageDimension


def serves(task: Task) -> frozenset[Responsibility]:
    """The responsibilities that a task serves, by its element, its activity and its area."""
    served = {
        each for each in Responsibility if task.element in _BY_ELEMENT[each] or task.activity in _BY_ACTIVITY[each]
    }
    return frozenset(served | ({Responsibility.DIRECTION} if task.area is Area.ALIGNMENT else set()))


def coverage(board: Board) -> Coverage:
    """What a board has tasks for."""
    tasks = board.tasks
    of_element = {each: _titles(task for task in tasks if task.element is each) for each in Element}
    return Coverage(
        CoverageDimension("Activities", tuple(_activity_row(tasks, activity) for activity in Activity)),
        tuple(
            CoverageDimension(group, tuple(CoverageRow(ELEMENT_NAMES[each], of_element[each]) for each in elements))
            for group, elements in ELEMENT_GROUPS.items()
        ),
        CoverageDimension(
            "Areas",
            tuple(CoverageRow(AREA_NAMES[each], _titles(task for task in tasks if task.area is each)) for each in Area),
        ),
        CoverageDimension(
            "Responsibilities",
            tuple(
                CoverageRow(RESPONSIBILITY_NAMES[each], _titles(task for task in tasks if each in serves(task)))
                for each in Responsibility
            ),
        ),
    )


def _activity_row(tasks: Sequence[Task], activity: Activity) -> CoverageRow:
    here = [task for task in tasks if task.activity is activity]
    by_domain = tuple(sum(task.domain is domain for task in here) for domain in Domain)
    return CoverageRow(ACTIVITY_NAMES[activity], _titles(here), by_domain)


def _titles(tasks: Iterable[Task]) -> tuple[str, ...]:
    return tuple(task.title for task in tasks)


def advice(board: Board) -> tuple[str, ...]:
    """Say what a sound board might still lack, one sentence each; elements, which no board need all have, apart."""
    covered = coverage(board)
    has = {task.activity for task in board.tasks}
    said = [_WITHOUT.get(each, f"No task is for {ACTIVITY_NAMES[each]}.") for each in Activity if each not in has]
    domains = {task.domain for task in board.tasks}
    said += [f"No task lies in the domain {DOMAIN_NAMES[each]}." for each in Domain if each not in domains]
    said += [f"No task is for the area {row.name}." for row in covered.areas.gaps]
    said += [
        f"No task serves {row.name}, one of a leader's six responsibilities." for row in covered.responsibilities.gaps
    ]
    return tuple(said)


def elements_without_task(board: Board) -> tuple[str, ...]:
    """The names of the elements for which there is no task."""
    return tuple(row.name for cut in coverage(board).elements for row in cut.gaps)


def listed(names: Iterable[str]) -> str:
    """Names as a list in a sentence: ``culture, purpose and master``."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
