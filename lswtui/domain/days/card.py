"""A card: one task on one day, or a one-off, with its own copy of what it needs from the task."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, NamedTuple

from lswtui.domain.times import moment, stamped
from lswtui.domain.vocabulary import Activity, Area, CardKind, CarryOver, Domain, Element, Finding, Lane, Outcome

if TYPE_CHECKING:
    from lswtui.domain.boards.board import Task

NOT_NEEDED = "not needed"
"""Why a card that is done as needed, and was put back, is not applicable."""
BEFORE_START = "before you began"
"""Why a card whose time had passed when the board was chosen is not applicable."""


class CardId(NamedTuple):
    """What the id of a card says: ``board.task@2026-11-19#2>2026-11-20``, or of a one-off any text of its own.

    Every process gives the card of a task on a date the same id, from which its month is known without a search.
    """

    name: str
    """``board.task``; the whole id of a one-off that was never moved."""
    due: date | None = None
    """The date on which the task fell due; None of a one-off."""
    round_: int = 1
    """Which of the task's rounds on that date it is, from 1; written where it is not the first."""
    moved: tuple[date, ...] = ()
    """The later dates it was moved to, one after another."""

    @classmethod
    def of_task(cls, board: str, task: str, on: date, round_: int = 1) -> CardId:
        """The id of the card of a task on a date."""
        return cls(f"{board}.{task}", on, round_)

    @classmethod
    def read(cls, text: str) -> CardId:
        """The parts of an id; one that is written in any other way is all name. ``str`` gives TEXT again."""
        first, *moved = text.split(">")
        name, at, rest = first.partition("@")
        due, sharp, round_ = rest.partition("#")
        with suppress(ValueError):
            made = cls(
                name,
                date.fromisoformat(due) if at else None,
                int(round_) if sharp else 1,
                tuple(map(date.fromisoformat, moved)),
            )
            if str(made) == text:
                return made
        return cls(text)

    def __str__(self) -> str:
        """The id as it is stored."""
        due = f"@{self.due.isoformat()}" if self.due else ""
        round_ = f"#{self.round_}" if self.round_ != 1 else ""
        return f"{self.name}{due}{round_}{''.join(f'>{on.isoformat()}' for on in self.moved)}"

    @property
    def planned_on(self) -> date | None:
        """The date that its card is planned for; None of a one-off that was never moved."""
        return self.moved[-1] if self.moved else self.due


class Card(NamedTuple):
    """What a leader does, sets aside or leaves on one day."""

    id: str
    on: date
    """The logical date it is due."""
    title: str
    minutes: int
    """Planned minutes."""
    at: int | None = None
    """Planned clock time."""
    kind: CardKind = CardKind.PLANNED
    board: str | None = None
    task: str | None = None
    detail: str = ""
    standard: str = ""
    why: str = ""
    steps: tuple[str, ...] = ()
    where: str = ""
    activity: Activity | None = None
    domain: Domain | None = None
    element: Element | None = None
    area: Area | None = None
    carry: CarryOver = CarryOver.KEEP
    window: int = 30
    opens: str = ""
    check: bool = False
    as_needed: bool = False
    """Whether its task is done as needed, so that it counts only where it is used."""
    held_open: bool = False
    """Whether its time is held open for the unplanned; see `held_time`."""
    first_due: date | None = None
    """The date it was first due, where it was moved here from another day."""

    lane: Lane = Lane.TODO
    outcome: Outcome | None = None
    reason: str | None = None
    finding: Finding | None = None
    finding_text: str | None = None
    note: str | None = None
    cue: str | None = None
    top: int | None = None
    """Its place among the day's top three."""
    ended_at: datetime | None = None
    """When it was finished or set aside."""
    ended_on: date | None = None
    """The logical date on which it was finished or set aside."""
    moved_to: date | None = None
    against: tuple[str, ...] = ()
    """The missed cards that it is a countermeasure against, or its check, by id."""
    check_on: date | None = None
    """When it is looked at whether it helped; only a countermeasure has such a date."""

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be done or set aside."""
        return self.lane in (Lane.TODO, Lane.DOING)

    @property
    def on_offer(self) -> bool:
        """Whether it is there as needed and was not used: never due, never late, gone when its day turns."""
        return self.as_needed and self.lane is Lane.TODO

    @property
    def counts(self) -> bool:
        """Whether it belongs to what the standard asks of the day: board cards and planned one-offs do."""
        return self.kind is CardKind.PLANNED

    @property
    def done_late(self) -> bool:
        """Whether it was done on a later day than the one it was due on."""
        return self.outcome is Outcome.DONE and self.ended_on is not None and self.ended_on > self.on

    @property
    def unexplained(self) -> bool:
        """Whether it was missed, by its leader or because its day ended, and nobody has said why."""
        return self.outcome is Outcome.MISSED and self.reason is None

    @property
    def before_start(self) -> bool:
        """Whether its time had passed when its leader began, so that they never had it; it can be put back."""
        return self.outcome is Outcome.NOT_APPLICABLE and self.reason == BEFORE_START

    @property
    def stood_on(self) -> tuple[date, ...]:
        """The dates it was planned for, from the one it was first due on to the one it was moved to last."""
        last = (self.moved_to,) if self.moved_to else ()
        return tuple(sorted({self.first_due or self.on, *CardId.read(self.id).moved, self.on, *last}))

    def copy_on(self, to: date) -> Card:
        """This card as it stands on the later day it is moved to, open, knowing when it was first due.

        What was done as needed is planned there, since its leader meant to do it on that day.
        """
        first_due = self.first_due or self.on
        id_ = CardId.read(self.id)
        moved = str(id_._replace(moved=(*id_.moved, to)))
        return self.reopened()._replace(id=moved, on=to, top=None, first_due=first_due, as_needed=False)

    def starts(self, day_starts: int, zone: tzinfo) -> datetime | None:
        """The moment it is planned for, or None where it has no time."""
        return None if self.at is None else moment(self.on, self.at, day_starts, zone)

    def deadline(self, day_starts: int, zone: tzinfo) -> datetime | None:
        """The moment its window ends: its planned end and its grace; None where it has no time."""
        begins = self.starts(day_starts, zone)
        return None if begins is None else begins + timedelta(minutes=self.minutes + self.window)

    def ended(self, outcome: Outcome, at: datetime, on: date) -> Card:
        """This card done, or set aside with another outcome, at the moment AT of the logical date ON."""
        lane = Lane.DONE if outcome is Outcome.DONE else Lane.ASIDE
        return self._replace(lane=lane, outcome=outcome, ended_at=stamped(at), ended_on=on)

    def reopened(self) -> Card:
        """This card back in To do, as if it had not ended; its note, cue and time stay."""
        return self._replace(
            lane=Lane.TODO,
            outcome=None,
            reason=None,
            finding=None,
            finding_text=None,
            ended_at=None,
            ended_on=None,
            moved_to=None,
        )

    def expired(self) -> Card:
        """This card missed at the turn of its day, the reason still to be given; not needed where it was on offer."""
        if self.on_offer:
            aside = self._replace(lane=Lane.ASIDE, outcome=Outcome.NOT_APPLICABLE)
            return aside._replace(reason=NOT_NEEDED, ended_on=self.on)
        return self._replace(lane=Lane.ASIDE, outcome=Outcome.MISSED, ended_on=self.on)


COPIED = frozenset(Card._fields) - {"id", "at"}
"""The fields of a task that a card has as its own; the id and the time of a card are made from those of the task."""


def card_of(task: Task, board: str, on: date, round_: int = 1) -> Card:
    """The untouched card of a task on a day; rounds count from 1.

    It has its own copy of each field of the task that a card has as well.
    """
    copied: dict[str, Any] = {key: getattr(task, key) for key in task._fields if key in COPIED}
    timed = bool(task.at) and not task.every.as_needed
    return Card(
        **copied,
        id=str(CardId.of_task(board, task.id, on, round_)),
        on=on,
        at=task.at[round_ - 1] if timed else None,
        board=board,
        task=task.id,
        as_needed=task.every.as_needed,
    )


def in_time_order(card: Card) -> tuple[bool, bool, int, str]:
    """The key that sorts cards by planned time, then those without one, then those on offer."""
    return (card.on_offer, card.at is None, card.at or 0, card.id)
