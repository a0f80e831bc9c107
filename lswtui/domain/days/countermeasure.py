"""What is done against a task that is missed again and again: asked about once, put on the board, looked at again."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.days.card import Card
from lswtui.domain.days.questions import REPEAT, WaitingQuestion
from lswtui.domain.errors import BadInput
from lswtui.domain.text import counted, spaced
from lswtui.domain.vocabulary import CarryOver, Outcome, Reason, in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lswtui.domain.days.day import Day

ASKED_AFTER = 3
"""Days with a miss that nobody was asked about yet, from which on it is asked; many rounds of one bad day are one."""
NO = "no"
CHANGE_MINUTES, CHECK_MINUTES = 15, 10
CHECKED_AFTER = 14
"""Days from the countermeasure to the look whether it helped."""


class Miss(NamedTuple):
    """One time that a task was due and not done."""

    card: str
    """The card's id."""
    on: date
    reason: str | None


class Repeat(NamedTuple):
    """A task that was missed again and again."""

    id: str
    """Its board and its task."""
    title: str
    days: int
    """The days on which it was due lately, twenty at most."""
    misses: tuple[Miss, ...]
    """Its misses on these days, in date order."""
    told: tuple[str, ...] = ()
    """The misses, by their card's id, for which a countermeasure was asked for already."""

    @property
    def asks(self) -> bool:
        """Whether enough misses have come together since it was last asked about."""
        return len({miss.on for miss in self.misses if miss.card not in self.told}) >= ASKED_AFTER

    def answered(self) -> Repeat:
        """It with all its misses asked about."""
        return self._replace(told=tuple(miss.card for miss in self.misses))


def repeat_id(board: str, task: str) -> str:
    """The id of what is known of a task's misses."""
    return f"{board}.{task}"


def newly_missed(before: Day, after: Day) -> frozenset[tuple[str, str]]:
    """The boards and tasks whose misses, or the reasons of these, a change of a day touches."""
    was = {card.id: _missed(card) for card in before.cards}
    return frozenset(
        (card.board, card.task)
        for card in after.cards
        if card.board and card.task and _missed(card) != was.get(card.id, (False, None))
    )


def about_repeat(repeat: Repeat) -> WaitingQuestion:
    """The question what will be changed so that a task is no longer missed."""
    misses, days = counted(len(repeat.misses), "time"), counted(repeat.days, "due day")
    text = f"{repeat.title} was missed {misses} in {days}: {reasons_text(repeat.misses)}. What will you change?"
    return WaitingQuestion(
        REPEAT, repeat.id, text, ((NO, "not this time"),), repeat.misses[-1].on, "text", repeat.title
    )


def reasons_text(misses: Iterable[Miss]) -> str:
    """How often each reason was given, the most frequent first: ``interrupted 2, forgot 1``."""
    reasons = Counter(reason_text(miss.reason) for miss in misses)
    return ", ".join(f"{reason} {times}" for reason, times in reasons.most_common())


def reason_text(reason: str | None) -> str:
    """A reason as it is said; one of the leader's own as they wrote it, in quotes."""
    if reason is None:
        return "no reason yet"
    return in_words(reason) if reason in frozenset(Reason) else f"“{reason}”"


def countermeasure(repeat: Repeat, text: str, on: date, check_on: date, new_id: Callable[[], str]) -> tuple[Card, Card]:
    """The card that says what is changed, and the one that asks two weeks on whether it helped.

    Raises `BadInput` for an empty text.
    """
    title = spaced(text)
    if not title:
        raise BadInput("say in a few words what you will change, or no for not this time")
    against = tuple(miss.card for miss in repeat.misses)
    missed = f"against {repeat.title}, missed {counted(len(against), 'time')}"
    change = Card(
        new_id(),
        on,
        title,
        CHANGE_MINUTES,
        detail=f"A countermeasure {missed}",
        carry=CarryOver.KEEP,
        against=against,
        check_on=check_on,
    )
    check = Card(
        new_id(),
        check_on,
        f"Check: {title}",
        CHECK_MINUTES,
        detail=f"Did it help {missed}?",
        carry=CarryOver.KEEP,
        check=True,
        against=against,
    )
    return change, check


def _missed(card: Card) -> tuple[bool, str | None]:
    missed = card.outcome is Outcome.MISSED
    return missed, card.reason if missed else None
