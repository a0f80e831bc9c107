"""The verbs on cards and on the day that holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from lswtui.app.boards import retire_task
from lswtui.app.days import calendar, cards, close
from lswtui.app.days.leave import back_on, take_off
from lswtui.cli.context import changes, day_ahead, days_ahead, minutes, on_day
from lswtui.domain.days.leave import leave_of
from lswtui.domain.days.lookup import card_named
from lswtui.domain.errors import BadInput
from lswtui.domain.text import spaced
from lswtui.domain.time_input import clock_typed
from lswtui.domain.vocabulary import CardKind, Finding, Outcome, Reason

if TYPE_CHECKING:
    from datetime import date

    from lswtui.app.results import Result
    from lswtui.app.workspace import Workspace

LATER = "-"
AGAIN = "missed again and again, `lsw answer` asks what you will change"
CARD = "CARD is its number in `lsw today`, or a beginning of its title or of its task's id."


@click.command(epilog=CARD)
@click.argument("card")
@changes
def start(workspace: Workspace, card: str) -> Result:
    """Start a card's clock; what ran is paused."""
    return cards.start(workspace, card)


@click.command(epilog=CARD)
@click.argument("card")
@click.option("--minutes", type=minutes, metavar="N", help="What it took in all; by default as measured.")
@click.option("--ok", "finding", flag_value=Finding.OK.value, help="It showed nothing amiss.")
@click.option("--problem", "finding", flag_value=Finding.PROBLEM.value, help="It showed a problem.")
@click.option("--finding", "finding_text", metavar="TEXT", help="What it showed.")
@on_day()
@changes
def done(
    workspace: Workspace,
    card: str,
    minutes: int | None,
    finding: str | None,
    finding_text: str | None,
    on: date | None,
) -> Result:
    """Finish a card."""
    found = Finding(finding) if finding else None
    return cards.finish(workspace, card, on=on, minutes=minutes, finding=found, finding_text=finding_text)


@click.command(
    epilog=f"{CARD} REASON is one of {', '.join(Reason)}, a beginning of one, your own words, or - to say it later."
)
@click.argument("card")
@click.option("--missed", metavar="REASON", help="It was due and not done.")
@click.option("--not-applicable", is_flag=True, help="It made no sense this time; it does not count.")
@click.option("--always", is_flag=True, help="With --not-applicable: its task is taken off your board, from today on.")
@click.option("--excused", is_flag=True, help="Leave or the like; it does not count.")
@click.option("--to", type=day_ahead, metavar="DATE", help="It moves to a later day.")
@on_day()
@changes
def aside(
    workspace: Workspace,
    card: str,
    missed: str | None,
    not_applicable: bool,
    always: bool,
    excused: bool,
    to: date | None,
    on: date | None,
) -> Result:
    """Set a card aside: missed, not applicable, excused, or moved to another day."""
    if sum((missed is not None, not_applicable, excused, to is not None)) != 1:
        raise click.UsageError("say one of --missed REASON, --not-applicable, --excused, --to DATE")
    if always and not not_applicable:
        raise click.UsageError("--always goes with --not-applicable only")
    if always:
        return retire_task.never_again(workspace, card, on=on)
    if to is not None:
        return cards.move(workspace, card, to, on=on)
    if missed is not None:
        reason = None if missed == LATER else reason_meant(missed)
        said = cards.set_aside(workspace, card, Outcome.MISSED, on=on, reason=reason)
        return said._replace(text=f"{said.text}; {AGAIN}") if said.asks.questions else said
    return cards.set_aside(workspace, card, Outcome.EXCUSED if excused else Outcome.NOT_APPLICABLE, on=on)


def reason_meant(text: str) -> str:
    """One of the ten reasons by an unambiguous beginning, or the leader's own words; raises `BadInput`."""
    typed = spaced(text)
    if not typed:
        raise BadInput(f"say why it was missed: {', '.join(Reason)}, or your own words")
    meant = [reason for reason in Reason if reason.startswith(typed.casefold())]
    if len(meant) > 1:
        raise BadInput(f"{typed!r} may mean {' or '.join(meant)}; type more of it")
    return meant[0] if meant else typed


@click.command(epilog=CARD)
@click.argument("card")
@click.argument("to", type=day_ahead, required=False, metavar="[DATE]")
@on_day("The day it moves from; today by default.")
@changes
def move(workspace: Workspace, card: str, to: date | None, on: date | None) -> Result:
    """Move a card to a later day, by default your next working day."""
    return cards.move_on(workspace, card, on=on) if to is None else cards.move(workspace, card, to, on=on)


@click.command(epilog=CARD)
@click.argument("card")
@on_day()
@changes
def todo(workspace: Workspace, card: str, on: date | None) -> Result:
    """Put a card back to To do; its measured time stays."""
    return cards.put_back(workspace, card, on=on)


@click.command()
@click.argument("title", nargs=-1, required=True, metavar="TITLE...")
@click.option("--at", type=clock_typed, metavar="HH:MM", help="Its time.")
@click.option("--minutes", type=minutes, metavar="N", default="30", show_default=True, help="Its planned length.")
@click.option(
    "--planned", "kind", flag_value=CardKind.PLANNED.value, help="It belongs to the plan; so without any of these."
)
@click.option("--other", "kind", flag_value=CardKind.OTHER.value, help="It is other work of one's own.")
@click.option("--reactive", "kind", flag_value=CardKind.REACTIVE.value, help="It broke in.")
@on_day(ahead=True)
@changes
def add(
    workspace: Workspace,
    title: tuple[str, ...],
    at: int | None,
    minutes: int,
    kind: str | None,
    on: date | None,
) -> Result:
    """Add a one-off card."""
    chosen = CardKind(kind) if kind else CardKind.PLANNED
    return cards.add(workspace, " ".join(title), on=on, at=at, minutes=minutes, kind=chosen)


@click.command(epilog=CARD)
@click.argument("card")
@click.argument("text", nargs=-1, required=True, metavar="TEXT...")
@on_day()
@changes
def note(workspace: Workspace, card: str, text: tuple[str, ...], on: date | None) -> Result:
    """Write a card's note; an empty TEXT ('') takes it away."""
    return cards.note(workspace, card, " ".join(text), on=on)


@click.command(epilog=CARD)
@click.argument("card")
@click.argument("text", nargs=-1, required=True, metavar="TEXT...")
@on_day()
@changes
def cue(workspace: Workspace, card: str, text: tuple[str, ...], on: date | None) -> Result:
    """Write where to take a card up again; an empty TEXT ('') takes it away."""
    return cards.cue(workspace, card, " ".join(text), on=on)


@click.command(epilog=CARD)
@click.argument("card")
@click.argument("place", type=click.Choice(["1", "2", "3"]), required=False, metavar="[1-3]")
@click.option("--remove", is_flag=True, help="Take it out of the top three.")
@on_day(ahead=True)
@changes
def top(workspace: Workspace, card: str, place: str | None, remove: bool, on: date | None) -> Result:
    """Put a card among the day's top three; without a place, on the first free one."""
    if remove and place:
        raise click.UsageError("say a place or --remove, not both")
    if remove:
        return cards.top(workspace, card, None, on=on)
    if place:
        return cards.top(workspace, card, int(place), on=on)
    day = calendar.day(workspace, on)
    return cards.top(workspace, card, card_named(day.cards, card).top or cards.free_top_place(day), on=on)


@click.command()
@click.argument("words", nargs=-1, metavar="[TEXT...]")
@click.option("--stop", is_flag=True, help="End the other work that goes on.")
@changes
def other(workspace: Workspace, words: tuple[str, ...], stop: bool) -> Result:
    """Begin other work: one's own, neither standard work nor broken in."""
    if stop and words:
        raise click.UsageError("--stop ends what goes on and takes no text")
    return cards.stop_other(workspace) if stop else cards.other(workspace, " ".join(words))


@click.command()
@on_day()
@changes
def lock(workspace: Workspace, on: date | None) -> Result:
    """Set the plan of the day."""
    return close.lock(workspace, on=on)


@click.command("close")
@on_day()
@changes
def close_day(workspace: Workspace, on: date | None) -> Result:
    """Close a day: what is open on it and does not wait is missed."""
    return close.close(workspace, on=on)


@click.command()
@on_day()
@changes
def reopen(workspace: Workspace, on: date | None) -> Result:
    """Reopen a closed day."""
    return close.reopen(workspace, on=on)


@click.command()
@click.argument("dates", type=days_ahead, metavar="DATE[..DATE]")
@click.argument("part", required=False, metavar="[HH:MM-[HH:MM]]")
@click.option("--why", default="", metavar="TEXT", help="Leave, holiday, illness, …")
@click.option("--remove", is_flag=True, help="Take it back.")
@changes
def off(workspace: Workspace, dates: tuple[date, date], part: str | None, why: str, remove: bool) -> Result:
    """Excuse days, to come or gone by, or a part of one: `lsw off today 12:00-`.

    Of days gone by what was missed is excused too, unless you said why.
    """
    if remove and (part or why):
        raise click.UsageError("--remove takes a whole day back and needs nothing but the dates")
    leave = leave_of(dates, part, why)
    return back_on(workspace, leave.days) if remove else take_off(workspace, leave.days, leave.absence)
