"""Days off, taken and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.app.days.change import change
from lswtui.app.results import Result
from lswtui.domain.days.card import Card
from lswtui.domain.days.day import Absence
from lswtui.domain.days.lifecycle import excused, turned
from lswtui.domain.errors import NotFound
from lswtui.domain.text import counted
from lswtui.domain.vocabulary import Outcome

if TYPE_CHECKING:
    from datetime import date

    from lswtui.app.workspace import Workspace


def take_off(workspace: Workspace, days: tuple[date, ...], absence: Absence) -> Result:
    """Excuse days, to come or gone by, or a part of one; cards that were begun stay.

    Of days gone by also what was missed is excused, unless somebody said why.
    """
    with change(workspace, days[0]) as edit:
        freed = 0
        for on in days:
            day = edit.on(on)
            away = absence.counted_on(day.day_starts)
            freed += sum(_frees(away, card) for card in day.cards if card.on == on)
            known = tuple(_excused_late(card, away, over=day.turned) if card.on == on else card for card in day.cards)
            edit.keep(day._replace(absences=(*day.absences, away), cards=known))
        edit.say(f"took {_days_words(days)} off")
    why = f", {absence.why}" if absence.why else ""
    return edit.result(f"off: {_days_words(days)}{why}; {counted(freed, 'card')} excused")


def back_on(workspace: Workspace, days: tuple[date, ...]) -> Result:
    """Take leave back; raises `NotFound` where none of the days was off."""
    with change(workspace, days[0]) as edit:
        if not any(edit.on(on).absences or edit.on(on).holiday for on in days):
            raise NotFound(f"{_days_words(days)} was not off")
        edit.work_on(on for on in days if edit.on(on).holiday)
        for on in days:
            touched = {card.id for card in edit.calendar.stored(on).cards}
            day = edit.on(on)._replace(absences=(), holiday="")
            back = (card.reopened() if card.id in touched and by_leave(card) else card for card in day.cards)
            day = day._replace(cards=tuple(back))
            edit.keep(turned(day, workspace.clock.zone) if day.turned else day)
        edit.say(f"took {_days_words(days)} off no longer")
    return edit.result(f"no longer off: {_days_words(days)}")


def by_leave(card: Card) -> bool:
    """Whether it was leave, and not the leader by hand, that excused a card."""
    return card.outcome is Outcome.EXCUSED and card.ended_at is None


def _frees(absence: Absence, card: Card) -> bool:
    """Whether an absence excuses a card that was not excused before."""
    after = excused(_excused_late(card, absence), (absence,))
    return after.outcome is Outcome.EXCUSED and card.outcome is not Outcome.EXCUSED


def _excused_late(card: Card, absence: Absence, *, over: bool = False) -> Card:
    """A card that had been missed, or waits from a day that is OVER, before its leader said that they were off."""
    if not card.unexplained:
        return excused(card, (absence,)) if over else card
    late = excused(card.reopened(), (absence,))
    return card if late.is_open else late


def _days_words(days: tuple[date, ...]) -> str:
    first, last = days[0], days[-1]
    return first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"
