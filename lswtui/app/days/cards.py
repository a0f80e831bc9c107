"""What a leader does with cards: one function per intent, each a change of its own that undo knows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from lswtui.app.days.calendar import Calendar, changing
from lswtui.app.results import EditedElsewhere, Said, require_as_seen
from lswtui.domain.days.card import Card
from lswtui.domain.days.day import Absence
from lswtui.domain.days.held_time import ended_by_itself
from lswtui.domain.days.lifecycle import closed, excused, turned
from lswtui.domain.days.lookup import card_named, last_used
from lswtui.domain.errors import BadInput, NotThere, RuleBroken
from lswtui.domain.text import counted, one_line, spaced
from lswtui.domain.times import DAY, clock_on_day, minutes_text
from lswtui.domain.vocabulary import Carry, Finding, Kind, Lane, Outcome, in_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from lswtui.app.days.calendar import Sheet
    from lswtui.app.workspace import Workspace
    from lswtui.domain.days.day import Day

OTHER_WORK = "Other work"


def start(workspace: Workspace, card: str, *, on: date | None = None) -> Said:
    """Start a card's clock, pausing what ran and ending running interruptions."""
    with changing(workspace, on) as sheet:
        _today_only(sheet, "started")
        chosen = card_named(sheet.day.cards, card)
        stack = sheet.day.stack
        if sheet.day.running_card == chosen:
            return Said(f"{chosen.title} is running already", chosen.id)
        sheet.day = sheet.day.started(chosen.id, sheet.at, workspace.new_id)
        sheet.say(f"started {chosen.title}")
        ended = "".join(f"; ended the interruption {i.text or 'without a text'}" for i in stack)
        return Said(f"started {chosen.title}{ended}", chosen.id)


def pause(workspace: Workspace) -> Said:
    """Stop the running card's clock; the card stays in Doing."""
    with changing(workspace) as sheet:
        running = sheet.day.running_card
        sheet.day = sheet.day.paused(sheet.at)
        title = running.title if running else ""
        sheet.say(f"paused {title}")
        return Said(f"paused {title}", running.id if running else None)


def finish(
    workspace: Workspace,
    card: str,
    *,
    on: date | None = None,
    minutes: float | None = None,
    finding: Finding | None = None,
    finding_text: str | None = None,
) -> Said:
    """Finish a card; MINUTES are what it took in all, by default measured, or the planned ones."""
    if minutes is not None and not 0 <= minutes <= DAY:
        raise BadInput(f"{minutes:g} minutes is not possible on one day; give 0 to 1440")
    with changing(workspace, on) as sheet:
        chosen = card_named(sheet.day.cards, card)
        _not_ahead(sheet, "finished")
        sheet.day = sheet.day.finished(
            chosen.id,
            sheet.at,
            workspace.new_id,
            minutes=minutes,
            finding=finding or (Finding.PROBLEM if finding_text else None),
            finding_text=spaced(finding_text) or None,
            until=min(sheet.at, sheet.day.ends(sheet.at), key=datetime.timestamp),
        )
        took = sheet.day.minutes(sheet.at).get(chosen.id, 0.0)
        sheet.say(f"finished {chosen.title}")
        found = f", {finding}" if finding else ""
        if minutes is not None and took < minutes - 0.5 and not chosen.held_open:
            found += f"; the day had no room left for {minutes_text(minutes - took)} more"
        return Said(f"done {chosen.title}: {minutes_text(took)} of {minutes_text(chosen.minutes)}{found}", chosen.id)


def set_aside(
    workspace: Workspace, card: str, outcome: Outcome, *, on: date | None = None, reason: str | None = None
) -> Said:
    """Set a card aside as missed, not applicable or excused; a missed one may get its reason later."""
    with changing(workspace, on) as sheet:
        chosen = card_named(sheet.day.cards, card)
        reason = spaced(reason) or None
        take_back_copy(sheet, chosen)
        sheet.day = sheet.day.set_aside(chosen.id, outcome, sheet.at, reason=reason)
        words = in_words(outcome) + (f": {in_words(reason)}" if reason else "")
        sheet.say(f"set {chosen.title} aside, {words}")
        return Said(f"set aside {chosen.title}, {words}", chosen.id)


def move(workspace: Workspace, card: str, to: date, *, on: date | None = None) -> Said:
    """Move a card to another day: it is set aside here, and stands there with its history."""
    with changing(workspace, on) as sheet:
        chosen = card_named(sheet.day.cards, card)
        if to <= sheet.day.on:
            raise BadInput(f"{to.isoformat()} is not after {sheet.day.on.isoformat()}; a card moves to a later day")
        take_back_copy(sheet, chosen)
        sheet.day = sheet.day.set_aside(chosen.id, Outcome.MOVED, sheet.at, moved_to=to)
        copy = chosen.copy_on(to)
        sheet.keep(sheet.on(to).with_card(copy))
        sheet.say(f"moved {chosen.title} to {to.isoformat()}")
        return Said(f"moved {chosen.title} to {to:%a} {to.day} {to:%b}", copy.id)


def move_on(workspace: Workspace, card: str, *, on: date | None = None) -> Said:
    """Move a card to the leader's next working day."""
    calendar = Calendar(workspace)
    return move(workspace, card, calendar.working_day_after(on or calendar.today), on=on)


def put_back(workspace: Workspace, card: str, *, on: date | None = None) -> Said:
    """Put a card back in To do; one that was moved comes back from its other day.

    Raises `RuleBroken` where it was begun on that day, and where the whole of its own day is off.
    """
    with changing(workspace, on) as sheet:
        chosen = card_named(sheet.day.cards, card)
        if card != chosen.id:
            chosen = last_used(sheet.day.cards, chosen)
        if _by_leave(chosen):
            off = f"{chosen.title!r} is excused because its day is off"
            raise RuleBroken(f"{off}; `lsw off --remove` takes that back", on_screen=f"{off}; O takes that back")
        take_back_copy(sheet, chosen)
        sheet.day = sheet.day.put_back(chosen.id, sheet.at)
        sheet.say(f"put {chosen.title} back to To do")
        return Said(f"back to To do: {chosen.title}", chosen.id)


def add(
    workspace: Workspace,
    title: str,
    *,
    on: date | None = None,
    at: int | None = None,
    minutes: int = 30,
    kind: Kind = Kind.PLANNED,
) -> Said:
    """Add a one-off card; AT is a clock time."""
    name = spaced(title)
    if not one_line(name):
        raise BadInput(
            "a card needs a title; for example: lsw add 'Call the supplier'",
            on_screen="a card needs a title; for example: Call the supplier",
        )
    if not 0 < minutes <= DAY:
        raise BadInput(f"{minutes} minutes is not possible on one day; give 1 to 1440")
    with changing(workspace, on) as sheet:
        when = None if at is None else clock_on_day(at, sheet.day.day_starts)
        card = Card(workspace.new_id(), sheet.day.on, name, minutes, when, kind, carry=Carry.KEEP)
        sheet.day = sheet.day.added(card)
        sheet.say(f"added {name}")
        return Said(f"added {name}, {minutes_text(minutes)}", card.id)


def other(workspace: Workspace, text: str = "") -> Said:
    """Begin other work: one's own, neither standard work nor broken in."""
    title = spaced(text) if one_line(text) else OTHER_WORK
    with changing(workspace) as sheet:
        card = Card(workspace.new_id(), sheet.day.on, title, 60, kind=Kind.OTHER, carry=Carry.EXPIRE)
        sheet.day = sheet.day.added(card).started(card.id, sheet.at, workspace.new_id)
        sheet.say(f"began other work: {title}")
        return Said(f"other work began: {title}", card.id)


def stop_other(workspace: Workspace) -> Said:
    """End the other work that goes on; raises `RuleBroken` where none does."""
    with changing(workspace) as sheet:
        going = [card for card in sheet.day.cards if card.kind is Kind.OTHER and card.lane is Lane.DOING]
        if not going:
            none = "no other work is going on"
            raise RuleBroken(f"{none}; `lsw other` begins some", on_screen=f"{none}; w begins some")
        for card in going:
            sheet.day = sheet.day.finished(card.id, sheet.at, workspace.new_id)
        took = sum(sheet.day.minutes(sheet.at).get(card.id, 0.0) for card in going)
        sheet.say(f"ended other work: {going[-1].title}")
        return Said(f"other work ended: {going[-1].title}, {minutes_text(took)}", going[-1].id)


def delete(workspace: Workspace, card: str, *, on: date | None = None) -> Said:
    """Delete a one-off card and its time; cards of the board are set aside instead."""
    with changing(workspace, on) as sheet:
        chosen = card_named(sheet.day.cards, card)
        sheet.day = sheet.day.without_card(chosen.id, sheet.at)
        sheet.say(f"deleted {chosen.title}")
        return Said(f"deleted {chosen.title}", chosen.id)


def note(
    workspace: Workspace,
    card: str,
    text: str,
    *,
    on: date | None = None,
    seen: Card | None = None,
    anew: bool = False,
) -> Said:
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
) -> Said:
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
) -> Said:
    """Change a card's time and length for this one day. Raises as `note` does."""
    if minutes is not None and not 0 < minutes <= DAY:
        raise BadInput(f"{minutes} minutes is not possible on one day; give 1 to 1440")
    with changing(workspace, on) as sheet:
        chosen = _still_there(sheet, card, seen, workspace.new_id if anew else None)
        require_as_seen("the time", seen, chosen, ("at", "minutes"))
        when = None if at is None else clock_on_day(at, sheet.day.day_starts)
        sheet.day = sheet.day.with_card(chosen._replace(at=when, minutes=minutes or chosen.minutes))
        sheet.say(f"replanned {chosen.title}")
        return Said(f"replanned {chosen.title}", chosen.id)


def top(workspace: Workspace, card: str, place: int | None, *, on: date | None = None) -> Said:
    """Put a card among the top three at place 1 to 3, or take it out with None."""
    if place is not None and place not in {1, 2, 3}:
        raise BadInput(f"{place} is no place of the top three; give 1, 2 or 3")
    with changing(workspace, on) as sheet:
        chosen = card_named(sheet.day.cards, card)
        sheet.day = sheet.day.with_top(chosen.id, place)._replace(seen=sheet.day.seen)
        words = f"top {place}: {chosen.title}" if place else f"no longer among the top three: {chosen.title}"
        sheet.say(words)
        return Said(words, chosen.id)


def free_top_place(day: Day) -> int:
    """The first free place of the day's top three; 3 where none is."""
    taken = {card.top for card in day.cards}
    return next((place for place in (1, 2, 3) if place not in taken), 3)


def lock(workspace: Workspace, *, on: date | None = None) -> Said:
    """Set the day's plan; what is added later is asked whether it was planned."""
    with changing(workspace, on) as sheet:
        if sheet.day.locked_at is not None:
            return Said(f"the plan was set at {sheet.day.locked_at:%H:%M}")
        sheet.day = sheet.day.locked(sheet.at)
        sheet.say("locked the plan")
        return Said("the plan is set")


def close(workspace: Workspace, *, on: date | None = None) -> Said:
    """Close a day: what is still open on it and expires is missed; it can be reopened."""
    with changing(workspace, on) as sheet:
        if sheet.day.closed_at is not None:
            return Said(f"{sheet.day.on.isoformat()} is closed already")
        open_before = {card.id for card in sheet.day.cards if card.is_open}
        sheet.day = closed(sheet.day, sheet.at)
        missed = sum(card.unexplained and card.id in open_before for card in sheet.day.cards)
        sheet.say(f"closed {sheet.day.on.isoformat()}")
        why = f"; {counted(missed, 'card')} missed, no reason given yet" if missed else ""
        return Said(f"closed {sheet.day.on.isoformat()}{why}")


def what_closing_does(day: Day) -> str:
    """One sentence saying what closing would do to a day."""
    open_cards = [card for card in day.cards if card.is_open and not (card.on_offer or card.held_open)]
    expiring = [card for card in open_cards if card.carry is Carry.EXPIRE and card.on == day.on]
    parts = []
    if day.running is not None:
        parts.append("stops the running clock")
    if expiring:
        parts.append(f"sets {len(expiring)} open cards aside as missed")
    if waiting := len(open_cards) - len(expiring):
        parts.append(f"keeps {waiting} for the next working day")
    return "Closing " + (", ".join(parts) if parts else "changes no card") + "; it can be undone."


def reopen(workspace: Workspace, *, on: date | None = None) -> Said:
    """Reopen a closed day; raises `RuleBroken` where it is not closed."""
    with changing(workspace, on) as sheet:
        if sheet.day.closed_at is None:
            raise RuleBroken(f"{sheet.day.on.isoformat()} is not closed")
        closed_at = sheet.day.closed_at
        back = tuple(
            card.reopened()
            if card.ended_at == closed_at and (card.outcome is Outcome.MISSED or ended_by_itself(card, sheet.day))
            else card
            for card in sheet.day.cards
        )
        sheet.day = sheet.day._replace(cards=back, closed_at=None)
        sheet.say(f"reopened {sheet.day.on.isoformat()}")
        return Said(f"reopened {sheet.day.on.isoformat()}")


def take_off(workspace: Workspace, days: tuple[date, ...], absence: Absence) -> Said:
    """Excuse days, to come or gone by, or a part of one; cards that were begun stay.

    Of days gone by also what was missed is excused, unless somebody said why.
    """
    with changing(workspace, days[0]) as sheet:
        freed = 0
        for on in days:
            day = sheet.on(on)
            away = absence.counted_on(day.day_starts)
            freed += sum(_frees(away, card) for card in day.cards if card.on == on)
            known = tuple(_excused_late(card, away, over=day.turned) if card.on == on else card for card in day.cards)
            sheet.keep(day._replace(absences=(*day.absences, away), cards=known))
        sheet.say(f"took {_days_words(days)} off")
    why = f", {absence.why}" if absence.why else ""
    return Said(f"off: {_days_words(days)}{why}; {counted(freed, 'card')} excused")


def back_on(workspace: Workspace, days: tuple[date, ...]) -> Said:
    """Take leave back; raises `NotThere` where none of the days was off."""
    with changing(workspace, days[0]) as sheet:
        if not any(sheet.on(on).absences or sheet.on(on).holiday for on in days):
            raise NotThere(f"{_days_words(days)} was not off")
        sheet.work_on(on for on in days if sheet.on(on).holiday)
        for on in days:
            touched = {card.id for card in sheet.calendar.stored(on).cards}
            day = sheet.on(on)._replace(absences=(), holiday="")
            back = (card.reopened() if card.id in touched and _by_leave(card) else card for card in day.cards)
            day = day._replace(cards=tuple(back))
            sheet.keep(turned(day, workspace.clock.zone) if day.turned else day)
        sheet.say(f"took {_days_words(days)} off no longer")
    return Said(f"no longer off: {_days_words(days)}")


def take_back_copy(sheet: Sheet, card: Card) -> None:
    """Take a card that was moved from the day it was moved to; raises `RuleBroken` where it was touched there."""
    if card.moved_to is None:
        return
    day = sheet.on(card.moved_to)
    copy = next((known for known in day.cards if known.id == card.copy_on(day.on).id), None)
    if copy is None:
        return
    if (copy.lane is not Lane.TODO and not _by_leave(copy)) or any(span.owner == copy.id for span in day.spans):
        what = "moved on" if copy.moved_to else "set aside" if copy.lane is Lane.ASIDE else "begun"
        raise RuleBroken(f"{copy.title!r} was {what} on {day.on.isoformat()}, to which it was moved; it stays there")
    sheet.keep(day._replace(cards=tuple(known for known in day.cards if known is not copy)))


def _by_leave(card: Card) -> bool:
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


def _still_there(sheet: Sheet, card: str, seen: Card | None, new_id: Callable[[], str] | None) -> Card:
    """The card meant; one that was SEEN and deleted since is added again as a one-off where there is a NEW_ID."""
    try:
        return card_named(sheet.day.cards, card)
    except NotThere as error:
        if seen is None:
            raise
        if new_id is None:
            raise EditedElsewhere("the card", None) from error
        again = seen.reopened()._replace(id=new_id(), on=sheet.day.on, board=None, task=None, top=None, first_due=None)
        sheet.day = sheet.day.added(again)
        return again


def _written(
    workspace: Workspace, card: str, field: str, text: str, *, on: date | None, seen: Card | None, anew: bool
) -> Said:
    with changing(workspace, on) as sheet:
        chosen = _still_there(sheet, card, seen, workspace.new_id if anew else None)
        require_as_seen(f"the {field}", seen, chosen, (field,))
        line = spaced(text)
        sheet.day = sheet.day.with_card(chosen._replace(**{field: line or None}))  # type: ignore[arg-type] # of text
        sheet.say(f"wrote the {field} of {chosen.title}")
        return Said(f"{field} of {chosen.title}: {line or 'none'}", chosen.id)


def _today_only(sheet: Sheet, verb: str) -> None:
    if sheet.day.on != sheet.calendar.today:
        raise RuleBroken(f"a card can only be {verb} today; on another day it can be finished or set aside")


def _not_ahead(sheet: Sheet, verb: str) -> None:
    if sheet.day.on > sheet.calendar.today:
        raise RuleBroken(f"a card cannot be {verb} before its day; {sheet.day.on.isoformat()} is still to come")


def _days_words(days: tuple[date, ...]) -> str:
    first, last = days[0], days[-1]
    return first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"
