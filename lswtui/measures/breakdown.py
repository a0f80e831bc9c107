"""Parts: the figures of a period by task, by how often, by activity, by domain and by area."""

from __future__ import annotations

from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.cadence.frequency import HowOften
from lswtui.domain.vocabulary import Activity, Area, Domain
from lswtui.measures.due import DueKey, DueResult
from lswtui.measures.streak import TaskStreak, lately

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from lswtui.measures.due import DueCard

Key = str | tuple[str | None, str] | None


class Tally(NamedTuple):
    """Counts of due cards, and the rates that follow from them."""

    due: int = 0
    done: int = 0
    """On the day they were due."""
    late: int = 0
    """On a later day."""
    on_time: int = 0
    """Before their window ended."""
    missed: int = 0

    @property
    def rate(self) -> float | None:
        """(done + late) / due, 0 to 1; None where nothing was due."""
        return (self.done + self.late) / self.due if self.due else None

    @property
    def on_time_rate(self) -> float | None:
        """On time / due, 0 to 1; None where nothing was due."""
        return self.on_time / self.due if self.due else None


class BreakdownRow(NamedTuple):
    """One task, one activity …, with what was due of it."""

    name: str | None
    """The id of the task, or the word; None for what has none: one-offs."""
    title: str
    """The title of a task; empty for the others."""
    tally: Tally
    minutes: float
    share: float | None
    """Of all minutes of those that have a name, 0 to 1; None where there are none, and for one-offs."""
    target: float | None
    """The share that the board aims at, 0 to 1."""
    lately: TaskStreak | None = None
    """Of a task, also before the period."""
    finished: Tally = Tally()
    """Of what was due on days whose work is over."""
    lately_finished: TaskStreak | None = None


class Dimension(StrEnum):
    """One thing that cards are compared by."""

    TASK = "task"
    CADENCE = "cadence"
    ACTIVITY = "activity"
    DOMAIN = "domain"
    AREA = "area"


KEYS: dict[Dimension, Callable[[DueKey], Key]] = {
    Dimension.TASK: lambda asked: None if asked.task is None else (asked.board, asked.task),
    Dimension.CADENCE: lambda asked: asked.often,
    Dimension.ACTIVITY: lambda asked: asked.activity,
    Dimension.DOMAIN: lambda asked: asked.domain,
    Dimension.AREA: lambda asked: asked.area,
}
WORDS: dict[Dimension, Sequence[str]] = {
    Dimension.CADENCE: tuple(HowOften),
    Dimension.ACTIVITY: tuple(Activity),
    Dimension.DOMAIN: tuple(Domain),
    Dimension.AREA: tuple(Area),
}


def breakdown(
    due: Sequence[DueCard],
    before: Sequence[DueCard],
    minutes: Mapping[str, float],
    others: Mapping[str, DueKey],
    standard: Sequence[DueKey],
    targets: Mapping[Activity, float],
    running: date | None = None,
) -> dict[Dimension, tuple[BreakdownRow, ...]]:
    """The cards DUE in a period, by each thing that cards are compared by.

    MINUTES are those of the period by card id; OTHERS says what cards asked for that were worked on in it without
    being due. What the STANDARD asks for is there also where nothing of it was due, and so is what has a target.
    Tasks come in the order of the standard, those no longer in it after them, the words in their own order, one-offs
    last. How steadily tasks were done is also of what was due BEFORE. RUNNING is a date whose work still goes on.
    """
    tasks, earlier = _by_task(due), _by_task(before)
    finished = [card for card in due if card.on != running]
    counted: dict[DueKey, Tally] = {}
    spent: dict[DueKey, float] = {}
    for cards in tasks.values():
        # a task asks for the same for months, and that is dear to look up for each of its cards
        for asked, those in groupby(cards, attrgetter("asked")):
            same = list(those)
            counted[asked] = together((counted.get(asked, Tally()), tally(same)))
            spent[asked] = spent.get(asked, 0.0) + sum(minutes.get(card.id, 0.0) for card in same)
    for id_ in others.keys() - {card.id for card in due}:
        spent[others[id_]] = spent.get(others[id_], 0.0) + minutes[id_]
    steady = {task: lately((*earlier.get(task, ()), *tasks.get(task, ()))) for task in {*earlier, *tasks} - {None}}
    rest = steady
    if running is not None:
        ended = _by_task(finished)
        rest = {task: lately((*earlier.get(task, ()), *ended.get(task, ()))) for task in steady}
    return {by: _parts(by, counted, spent, standard, targets, steady, _tallies(by, finished), rest) for by in Dimension}


def _tallies(by: Dimension, due: Iterable[DueCard]) -> dict[Key, Tally]:
    """The counts of what was due, by the key of each part."""
    cards: dict[Key, list[DueCard]] = {}
    for card in due:
        cards.setdefault(KEYS[by](card.asked), []).append(card)
    return {key: tally(those) for key, those in cards.items()}


def tally(cards: Iterable[DueCard]) -> Tally:
    """The counts of due cards."""
    results = [card.result for card in cards]
    on_time, late = results.count(DueResult.ON_TIME), results.count(DueResult.LATE)
    done = on_time + results.count(DueResult.DONE)
    return Tally(len(results), done, late, on_time, results.count(DueResult.MISSED))


def together(tallies: Iterable[Tally]) -> Tally:
    """Several counts added up."""
    return Tally(*map(sum, zip(Tally(), *tallies, strict=True)))


def _parts(
    by: Dimension,
    counted: Mapping[DueKey, Tally],
    spent: Mapping[DueKey, float],
    standard: Sequence[DueKey],
    targets: Mapping[Activity, float],
    steady: Mapping[Key, TaskStreak],
    finished: Mapping[Key, Tally],
    steady_finished: Mapping[Key, TaskStreak],
) -> tuple[BreakdownRow, ...]:
    key = KEYS[by]
    aims: dict[str, float] = {word: share for word, share in targets.items() if by is Dimension.ACTIVITY}
    members: dict[Key, list[DueKey]] = {name: [] for name in (*map(key, standard), *aims)}
    titles: dict[Key, str] = {}
    for asked in (*sorted({*counted, *spent}, key=str), *standard):
        titles[key(asked)] = asked.title
    for asked in sorted({*counted, *spent}, key=lambda asked: (asked.title, str(asked))):
        members.setdefault(key(asked), []).append(asked)
    minutes = {name: sum(spent.get(asked, 0.0) for asked in those) for name, those in members.items()}
    whole = sum(took for name, took in minutes.items() if name is not None)
    order = {word: place for place, word in enumerate(WORDS.get(by, ()))}
    return tuple(
        BreakdownRow(
            name[1] if isinstance(name, tuple) else name,
            titles[name] if isinstance(name, tuple) else "",
            together(counted[asked] for asked in members[name] if asked in counted),
            minutes[name],
            minutes[name] / whole if whole and name is not None else None,
            aims.get(name) if isinstance(name, str) else None,
            steady.get(name),
            finished.get(name, Tally()),
            steady_finished.get(name),
        )
        for name in sorted(members, key=lambda name: (name is None, order.get(str(name), 0)))
    )


def _by_task(cards: Iterable[DueCard]) -> dict[Key, list[DueCard]]:
    found: dict[Key, list[DueCard]] = {}
    for card in cards:
        asked = card.asked
        found.setdefault(None if asked.task is None else (asked.board, asked.task), []).append(card)
    return found
