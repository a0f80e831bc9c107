"""A card: one task on one day, or a one-off, with its own copy of what it needs from the task."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.moments import moment, stamped
from lswtui.domain.words import Activity, Area, Carry, Domain, Element, Finding, Kind, Lane, Outcome

if TYPE_CHECKING:
    from lswtui.domain.board import Task


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
    kind: Kind = Kind.PLANNED
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
    carry: Carry = Carry.KEEP
    window: int = 30
    opens: str = ""
    check: bool = False
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

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be done or set aside."""
        return self.lane in (Lane.TODO, Lane.DOING)

    @property
    def counts(self) -> bool:
        """Whether it belongs to what the standard asks of the day: board cards and planned one-offs do."""
        return self.kind is Kind.PLANNED

    @property
    def done_late(self) -> bool:
        """Whether it was done on a later day than the one it was due on."""
        return self.outcome is Outcome.DONE and self.ended_on is not None and self.ended_on > self.on

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
        """This card missed at the turn of its day, the reason still to be given."""
        return self._replace(lane=Lane.ASIDE, outcome=Outcome.MISSED, ended_on=self.on)


def card_id(board: str, task: str, on: date, round_: int = 1) -> str:
    """The id that every process gives the card of this task on this day."""
    tail = "" if round_ == 1 else f"#{round_}"
    return f"{board}.{task}@{on.isoformat()}{tail}"


def card_of(task: Task, board: str, on: date, round_: int = 1) -> Card:
    """The untouched card of a task on a day; rounds count from 1."""
    return Card(
        id=card_id(board, task.id, on, round_),
        on=on,
        title=task.title,
        minutes=task.minutes,
        at=task.at[round_ - 1] if task.at else None,
        board=board,
        task=task.id,
        detail=task.detail,
        standard=task.standard,
        why=task.why,
        steps=task.steps,
        where=task.where,
        activity=task.activity,
        domain=task.domain,
        element=task.element,
        area=task.area,
        carry=task.carry,
        window=task.window,
        opens=task.opens,
        check=task.check,
    )


def in_time_order(card: Card) -> tuple[bool, int, str]:
    """The key that sorts cards by planned time, those without one last."""
    return (card.at is None, card.at or 0, card.id)
