"""What a leader does with cards: one function per intent, each a change of its own that undo knows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from lswtui.app.days.calendar import Calendar
from lswtui.app.days.change import change
from lswtui.app.days.leave import by_leave
from lswtui.app.results import EditedElsewhere, Result, require_as_seen
from lswtui.domain.days.card import Card
from lswtui.domain.days.lookup import card_named, last_used
from lswtui.domain.errors import BadInput, NotFound, RuleBroken
from lswtui.domain.text import one_line, spaced
from lswtui.domain.times import DAY, clock_on_day, minutes_text
from lswtui.domain.vocabulary import CardKind, CarryOver, Finding, Lane, Outcome, in_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from lswtui.app.days.change import DayEdit
    from lswtui.app.workspace import Workspace
    from lswtui.domain.days.day import Day

OTHER_WORK = "Other work"


def start(workspace: Workspace, card: str, *, on: date | None = None) -> Result:
    """Start a card's clock, pausing what ran and ending running interruptions."""
    with change(workspace, on) as edit:
        _today_only(edit, "started")
        chosen = card_named(edit.day.cards, card)
        stack = edit.day.stack
        if edit.day.running_card == chosen:
            return Result(f"{chosen.title} is running already", chosen.id)
        edit.day = edit.day.started(chosen.id, edit.at, workspace.new_id)
        edit.say(f"started {chosen.title}")
        ended = "".join(f"; ended the interruption {i.text or 'without a text'}" for i in stack)
    text = f"started {chosen.title}{ended}"
    return edit.result(text, chosen.id, notice=text if stack else "")


def pause(workspace: Workspace) -> Result:
    """Stop the running card's clock; the card stays in Doing."""
    with change(workspace) as edit:
        running = edit.day.running_card
        edit.day = edit.day.paused(edit.at)
        title = running.title if running else ""
        edit.say(f"paused {title}")
    return edit.result(f"paused {title}", running.id if running else None)


def finish(
    workspace: Workspace,
    card: str,
    *,
    on: date | None = None,
    minutes: float | None = None,
    finding: Finding | None = None,
    finding_text: str | None = None,
) -> Result:
    """Finish a card; MINUTES are what it took in all, by default measured, or the planned ones."""
    if minutes is not None and not 0 <= minutes <= DAY:
        raise BadInput(f"{minutes:g} minutes is not possible on one day; give 0 to 1440")
    with change(workspace, on) as edit:
        chosen = card_named(edit.day.cards, card)
        _not_ahead(edit, "finished")
        edit.day = edit.day.finished(
            chosen.id,
            edit.at,
            workspace.new_id,
            minutes=minutes,
            finding=finding or (Finding.PROBLEM if finding_text else None),
            finding_text=spaced(finding_text) or None,
            until=min(edit.at, edit.day.ends(edit.at), key=datetime.timestamp),
        )
        took = edit.day.minutes(edit.at).get(chosen.id, 0.0)
        edit.say(f"finished {chosen.title}")
        found = f", {finding}" if finding else ""
        if minutes is not None and took < minutes - 0.5 and not chosen.held_open:
            found += f"; the day had no room left for {minutes_text(minutes - took)} more"
    return edit.result(f"done {chosen.title}: {minutes_text(took)} of {minutes_text(chosen.minutes)}{found}", chosen.id)


def set_aside(
    workspace: Workspace, card: str, outcome: Outcome, *, on: date | None = None, reason: str | None = None
) -> Result:
    """Set a card aside as missed, not applicable or excused; a missed one may get its reason later."""
    with change(workspace, on) as edit:
        chosen = card_named(edit.day.cards, card)
        reason = spaced(reason) or None
        take_back_copy(edit, chosen)
        edit.day = edit.day.set_aside(chosen.id, outcome, edit.at, reason=reason)
        words = in_words(outcome) + (f": {in_words(reason)}" if reason else "")
        edit.say(f"set {chosen.title} aside, {words}")
    return edit.result(f"set aside {chosen.title}, {words}", chosen.id)


def move(workspace: Workspace, card: str, to: date, *, on: date | None = None) -> Result:
    """Move a card to another day: it is set aside here, and stands there with its history."""
    with change(workspace, on) as edit:
        chosen = card_named(edit.day.cards, card)
        if to <= edit.day.on:
            raise BadInput(f"{to.isoformat()} is not after {edit.day.on.isoformat()}; a card moves to a later day")
        take_back_copy(edit, chosen)
        edit.day = edit.day.set_aside(chosen.id, Outcome.MOVED, edit.at, moved_to=to)
        copy = chosen.copy_on(to)
        edit.keep(edit.on(to).with_card(copy))
        edit.say(f"moved {chosen.title} to {to.isoformat()}")
    return edit.result(f"moved {chosen.title} to {to:%a} {to.day} {to:%b}", copy.id)


def move_on(workspace: Workspace, card: str, *, on: date | None = None) -> Result:
    """Move a card to the leader's next working day."""
    calendar = Calendar(workspace)
    return move(workspace, card, calendar.working_day_after(on or calendar.today), on=on)


def put_back(workspace: Workspace, card: str, *, on: date | None = None) -> Result:
    """Put a card back in To do; one that was moved comes back from its other day.

    Raises `RuleBroken` where it was begun on that day, and where the whole of its own day is off.
    """
    with change(workspace, on) as edit:
        chosen = card_named(edit.day.cards, card)
        if card != chosen.id:
            chosen = last_used(edit.day.cards, chosen)
        if by_leave(chosen):
            off = f"{chosen.title!r} is excused because its day is off"
            raise RuleBroken(f"{off}; `lsw off --remove` takes that back", on_screen=f"{off}; O takes that back")
        take_back_copy(edit, chosen)
        edit.day = edit.day.put_back(chosen.id, edit.at)
        edit.say(f"put {chosen.title} back to To do")
    return edit.result(f"back to To do: {chosen.title}", chosen.id)


def add(
    workspace: Workspace,
    title: str,
    *,
    on: date | None = None,
    at: int | None = None,
    minutes: int = 30,
    kind: CardKind = CardKind.PLANNED,
) -> Result:
    """Add a one-off card; AT is a clock time."""
    name = spaced(title)
    if not one_line(name):
        raise BadInput(
            "a card needs a title; for example: lsw add 'Call the supplier'",
            on_screen="a card needs a title; for example: Call the supplier",
        )
    if not 0 < minutes <= DAY:
        raise BadInput(f"{minutes} minutes is not possible on one day; give 1 to 1440")
    with change(workspace, on) as edit:
        when = None if at is None else clock_on_day(at, edit.day.day_starts)
        card = Card(workspace.new_id(), edit.day.on, name, minutes, when, kind, carry=CarryOver.KEEP)
        edit.day = edit.day.added(card)
        edit.say(f"added {name}")
    return edit.result(f"added {name}, {minutes_text(minutes)}", card.id)


def other(workspace: Workspace, text: str = "") -> Result:
    """Begin other work: one's own, neither standard work nor broken in."""
    title = spaced(text) if one_line(text) else OTHER_WORK
    with change(workspace) as edit:
        card = Card(workspace.new_id(), edit.day.on, title, 60, kind=CardKind.OTHER, carry=CarryOver.EXPIRE)
        edit.day = edit.day.added(card).started(card.id, edit.at, workspace.new_id)
        edit.say(f"began other work: {title}")
    return edit.result(f"other work began: {title}", card.id)


def stop_other(workspace: Workspace) -> Result:
    """End the other work that goes on; raises `RuleBroken` where none does."""
    with change(workspace) as edit:
        going = [card for card in edit.day.cards if card.kind is CardKind.OTHER and card.lane is Lane.DOING]
        if not going:
            none = "no other work is going on"
            raise RuleBroken(f"{none}; `lsw other` begins some", on_screen=f"{none}; w begins some")
        for card in going:
            edit.day = edit.day.finished(card.id, edit.at, workspace.new_id)
        took = sum(edit.day.minutes(edit.at).get(card.id, 0.0) for card in going)
        edit.say(f"ended other work: {going[-1].title}")
    return edit.result(f"other work ended: {going[-1].title}, {minutes_text(took)}", going[-1].id)


def delete(workspace: Workspace, card: str, *, on: date | None = None) -> Result:
    """Delete a one-off card and its time; cards of the board are set aside instead."""
    with change(workspace, on) as edit:
        chosen = card_named(edit.day.cards, card)
        edit.day = edit.day.without_card(chosen.id, edit.at)
        edit.say(f"deleted {chosen.title}")
    return edit.result(f"deleted {chosen.title}", chosen.id)


def note(
    workspace: Workspace,
    card: str,
    text: str,
    *,
    on: date | None = None,
    seen: Card | None = None,
    anew: bool = False,
) -> Result:
    """Write a card's note; an empty text takes it away.

    Raises `EditedElsewhere` where it is no longer as it was SEEN; ANEW a card that was deleted since is added again.
    """
    return _written(workspace, card, "note", text, on=on, seen=seen, anew=anew)


def cue(
    workspace: Workspace,
    card: str,
    text: str,
    *,
    on: date | None = None,
    seen: Card | None = None,
    anew: bool = False,
) -> Result:
    """Write where to take a card up again; an empty text takes it away. Raises as `note` does."""
    return _written(workspace, card, "cue", text, on=on, seen=seen, anew=anew)


def replan(
    workspace: Workspace,
    card: str,
    *,
    on: date | None = None,
    at: int | None = None,
    minutes: int | None = None,
    seen: Card | None = None,
    anew: bool = False,
) -> Result:
    """Change a card's time and length for this one day. Raises as `note` does."""
    if minutes is not None and not 0 < minutes <= DAY:
        raise BadInput(f"{minutes} minutes is not possible on one day; give 1 to 1440")
    with change(workspace, on) as edit:
        chosen = _still_there(edit, card, seen, workspace.new_id if anew else None)
        require_as_seen("the time", seen, chosen, ("at", "minutes"))
        when = None if at is None else clock_on_day(at, edit.day.day_starts)
        edit.day = edit.day.with_card(chosen._replace(at=when, minutes=minutes or chosen.minutes))
        edit.say(f"replanned {chosen.title}")
    return edit.result(f"replanned {chosen.title}", chosen.id)


def top(workspace: Workspace, card: str, place: int | None, *, on: date | None = None) -> Result:
    """Put a card among the top three at place 1 to 3, or take it out with None."""
    if place is not None and place not in {1, 2, 3}:
        raise BadInput(f"{place} is no place of the top three; give 1, 2 or 3")
    with change(workspace, on) as edit:
        chosen = card_named(edit.day.cards, card)
        edit.day = edit.day.with_top(chosen.id, place)._replace(seen=edit.day.seen)
        words = f"top {place}: {chosen.title}" if place else f"no longer among the top three: {chosen.title}"
        edit.say(words)
    return edit.result(words, chosen.id)


def free_top_place(day: Day) -> int:
    """The first free place of the day's top three; 3 where none is."""
    taken = {card.top for card in day.cards}
    return next((place for place in (1, 2, 3) if place not in taken), 3)


def take_back_copy(edit: DayEdit, card: Card) -> None:
    """Take a card that was moved from the day it was moved to; raises `RuleBroken` where it was touched there."""
    if card.moved_to is None:
        return
    day = edit.on(card.moved_to)
    copy = next((known for known in day.cards if known.id == card.copy_on(day.on).id), None)
    if copy is None:
        return
    if (copy.lane is not Lane.TODO and not by_leave(copy)) or any(span.owner == copy.id for span in day.spans):
        what = "moved on" if copy.moved_to else "set aside" if copy.lane is Lane.ASIDE else "begun"
        raise RuleBroken(f"{copy.title!r} was {what} on {day.on.isoformat()}, to which it was moved; it stays there")
    edit.keep(day._replace(cards=tuple(known for known in day.cards if known is not copy)))


def _still_there(edit: DayEdit, card: str, seen: Card | None, new_id: Callable[[], str] | None) -> Card:
    """The card meant; one that was SEEN and deleted since is added again as a one-off where there is a NEW_ID."""
    try:
        return card_named(edit.day.cards, card)
    except NotFound as error:
        if seen is None:
            raise
        if new_id is None:
            raise EditedElsewhere("the card", None) from error
        again = seen.reopened()._replace(id=new_id(), on=edit.day.on, board=None, task=None, top=None, first_due=None)
        edit.day = edit.day.added(again)
        return again


def _written(
    workspace: Workspace, card: str, field: str, text: str, *, on: date | None, seen: Card | None, anew: bool
) -> Result:
    with change(workspace, on) as edit:
        chosen = _still_there(edit, card, seen, workspace.new_id if anew else None)
        require_as_seen(f"the {field}", seen, chosen, (field,))
        line = spaced(text)
        edit.day = edit.day.with_card(chosen._replace(**{field: line or None}))  # type: ignore[arg-type] # of text
        edit.say(f"wrote the {field} of {chosen.title}")
    return edit.result(f"{field} of {chosen.title}: {line or 'none'}", chosen.id)


def _today_only(edit: DayEdit, verb: str) -> None:
    if edit.day.on != edit.calendar.today:
        raise RuleBroken(f"a card can only be {verb} today; on another day it can be finished or set aside")


def _not_ahead(edit: DayEdit, verb: str) -> None:
    if edit.day.on > edit.calendar.today:
        raise RuleBroken(f"a card cannot be {verb} before its day; {edit.day.on.isoformat()} is still to come")
