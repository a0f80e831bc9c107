"""The rollover: what became of the days that are over, stored by the program itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from lswtui.app.days.calendar import Calendar
from lswtui.app.days.write import notice_misses, store_changed
from lswtui.app.interruptions import inbox
from lswtui.domain.days.lifecycle import unturned
from lswtui.store.records import days, remembered
from lswtui.store.records.days import SETTLED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lswtui.app.workspace import Workspace


def roll_over(workspace: Workspace) -> Calendar:
    """Import what waits in the inbox and store what became of the days that are over; the days as they are then.

    Each is a change of the program's, which undo passes over. Nothing is written, and no lock taken, where nothing
    waits and no day is over.
    """
    inbox.import_inbox(workspace)
    calendar = Calendar(workspace)
    if calendar.turned_too_soon():
        _undo_rollover(workspace)
        calendar = Calendar(workspace)
    if not calendar.to_turn() and not calendar.left_on_days_off():
        return calendar
    with workspace.change("turned the day", by="program") as tx:
        calendar = Calendar(workspace, tx)
        unseen = calendar.unseen()
        turning = [calendar.stored(on) for on in (*calendar.to_turn(), *calendar.left_on_days_off())]
        changes = [(before, calendar.shown(before)) for before in turning]
        for before, after in changes:
            store_changed(tx, before, after, calendar.now)
        waiting = {card.id for card in calendar.carried()}
        for card in days.left_open(tx):
            if card.id not in waiting and card.on not in unseen:
                due = calendar.stored(card.on)
                changes.append((due, due.with_card(card.expired())))
                store_changed(tx, due, due.with_card(card.expired()), calendar.now)
        notice_misses(tx, changes, calendar.today)
        through = (min(unseen) if unseen else calendar.today) - timedelta(days=1)
        remembered.remember(tx, SETTLED, through=through.isoformat())
    return Calendar(workspace)


def roll_over_again(workspace: Workspace, dates: Iterable[date]) -> None:
    """Have those of the DATES looked at again whose rollover was stored and undone since."""
    again = [on for on in dates if not days.stored_day(workspace.store, on).turned]
    if again and remembered.remembered(workspace.store, SETTLED).get("through", "") >= min(again).isoformat():
        with workspace.change("took back how past days ended", by="program") as tx:
            remembered.remember(tx, SETTLED, through=(min(again) - timedelta(days=1)).isoformat())


def _undo_rollover(workspace: Workspace) -> None:
    """Store that today, which a clock gone ahead had rolled over, still lasts."""
    with workspace.change("took back the turn of the day", by="program") as tx:
        calendar = Calendar(workspace, tx)
        today = calendar.stored(calendar.today)
        if today.turned:
            store_changed(tx, today, unturned(today, calendar.now), calendar.now)
            remembered.remember(tx, SETTLED, through=(calendar.today - timedelta(days=1)).isoformat())
