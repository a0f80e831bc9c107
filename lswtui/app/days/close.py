"""Locking, closing and reopening a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.app.days.change import change
from lswtui.app.results import Result
from lswtui.domain.days.day_end import ended_by_itself
from lswtui.domain.days.lifecycle import closed_and_missed
from lswtui.domain.errors import RuleBroken
from lswtui.domain.text import counted
from lswtui.domain.vocabulary import CarryOver, Outcome

if TYPE_CHECKING:
    from datetime import date

    from lswtui.app.workspace import Workspace
    from lswtui.domain.days.day import Day


def lock(workspace: Workspace, *, on: date | None = None) -> Result:
    """Set the day's plan; what is added later is asked whether it was planned."""
    with change(workspace, on) as edit:
        if edit.day.locked_at is not None:
            return Result(f"the plan was set at {edit.day.locked_at:%H:%M}")
        edit.day = edit.day.locked(edit.at)
        edit.say("locked the plan")
    return edit.result("the plan is set")


def close(workspace: Workspace, *, on: date | None = None) -> Result:
    """Close a day: what is still open on it and expires is missed; it can be reopened."""
    with change(workspace, on) as edit:
        if edit.day.closed_at is not None:
            return Result(f"{edit.day.on.isoformat()} is closed already")
        edit.day, missed = closed_and_missed(edit.day, edit.at)
        edit.say(f"closed {edit.day.on.isoformat()}")
        why = f"; {counted(len(missed), 'card')} missed, no reason given yet" if missed else ""
    return edit.result(f"closed {edit.day.on.isoformat()}{why}")


def what_closing_does(day: Day) -> str:
    """One sentence saying what closing would do to a day."""
    open_cards = [card for card in day.cards if card.is_open and not (card.on_offer or card.held_open)]
    expiring = [card for card in open_cards if card.carry is CarryOver.EXPIRE and card.on == day.on]
    parts = []
    if day.running is not None:
        parts.append("stops the running clock")
    if expiring:
        parts.append(f"sets {len(expiring)} open cards aside as missed")
    if waiting := len(open_cards) - len(expiring):
        parts.append(f"keeps {waiting} for the next working day")
    return "Closing " + (", ".join(parts) if parts else "changes no card") + "; it can be undone."


def reopen(workspace: Workspace, *, on: date | None = None) -> Result:
    """Reopen a closed day; raises `RuleBroken` where it is not closed."""
    with change(workspace, on) as edit:
        if edit.day.closed_at is None:
            raise RuleBroken(f"{edit.day.on.isoformat()} is not closed")
        closed_at = edit.day.closed_at
        back = tuple(
            card.reopened()
            if card.ended_at == closed_at and (card.outcome is Outcome.MISSED or ended_by_itself(card, edit.day))
            else card
            for card in edit.day.cards
        )
        edit.day = edit.day._replace(cards=back, closed_at=None)
        edit.say(f"reopened {edit.day.on.isoformat()}")
    return edit.result(f"reopened {edit.day.on.isoformat()}")
