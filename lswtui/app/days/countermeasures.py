"""Countermeasures: noticing that a task is missed again and again, asking what will change, putting it on the board.

It is worked out when a miss is stored, taken back or given its reason, and remembered; who only looks whether
something waits reads one small table.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from lswtui.domain.days.card import Card
from lswtui.domain.days.countermeasure import (
    CHECKED_AFTER,
    NO,
    about_repeat,
    countermeasure,
)
from lswtui.domain.errors import NotFound
from lswtui.domain.text import spaced
from lswtui.store.records import days
from lswtui.store.records.repeat_misses import repeat_of, repeats

if TYPE_CHECKING:
    from lswtui.app.results import Result
    from lswtui.app.workspace import Workspace
    from lswtui.domain.days.questions import WaitingQuestion
    from lswtui.store.records.tables import Reading


def waiting_repeats(source: Reading) -> tuple[WaitingQuestion, ...]:
    """The questions about tasks that were missed again and again."""
    return tuple(about_repeat(repeat) for repeat in repeats(source) if repeat.asks)


def answer_repeat(workspace: Workspace, question: WaitingQuestion, said: str) -> Result:
    """Put what is to be changed on the next working day, and the check two weeks on; ``no`` leaves it this time."""
    from lswtui.app.days.change import change  # a status line only counts what waits
    from lswtui.app.results import Result

    with change(workspace) as edit:
        repeat = repeat_of(edit.reading, question.subject)
        if repeat is None or not repeat.asks:
            raise NotFound(f"{question.title} is no longer asked about")
        edit.put_repeat(repeat.answered())
        if said.strip().casefold() == NO:
            edit.say(f"no countermeasure this time: {repeat.title}")
            return Result(f"no countermeasure this time: {repeat.title}", question.id)
        on = edit.calendar.working_day_after(edit.calendar.today)
        check_on = edit.calendar.working_day_after(on + timedelta(days=CHECKED_AFTER - 1))
        for card in countermeasure(repeat, said, on, check_on, workspace.new_id):
            edit.keep(edit.on(card.on).with_card(card))
        edit.say(f"countermeasure for {repeat.title}: {spaced(said)}")
    planned, checked = (f"{day:%a} {day.day} {day:%b}" for day in (on, check_on))
    return edit.result(
        f"countermeasure {spaced(said)}: on the board of {planned}, looked at again on {checked}", question.id
    )


def answered_misses(workspace: Workspace, card: Card) -> tuple[Card, ...]:
    """The missed cards that a countermeasure, or its check, is about, as far as they are stored, in date order."""
    months = workspace.store.months()
    found = (days.card_of_id(workspace.store, id_, card.on, months) for id_ in card.against)
    return tuple(sorted((card for card in found if card is not None), key=lambda card: (card.on, card.id)))
