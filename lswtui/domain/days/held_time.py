"""Time held open for the unplanned: what of the interruptions a slot takes in, and how it ends by itself.

A slot is a card with `held_open`. An interruption is inside it for as long as its settled time lies in the slot's
planned stretch, from its time to its time and minutes, and all the time where it broke into the slot's card while
that card's clock ran. What is inside is planned until the slot is used up; only the excess is broken in. The
slot's own clock uses it up too, in the order in which things happened. So no minute stands twice, and a slot
never makes more than its own minutes of interruptions planned.

A slot that was missed, excused, moved or by hand found not applicable holds nothing open, so that whoever gave its
time away sees what broke in. One that nobody touched is never late. When its day ends it is done where something
used it, else not applicable, since *nothing came*: a quiet day is no miss and adds nothing to adherence either.
What is logged or taken back later for that day changes which of the two it is.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from lswtui.domain.days.spans import Stretch
from lswtui.domain.vocabulary import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime, tzinfo

    from lswtui.domain.days.card import Card
    from lswtui.domain.days.day import Day

NOTHING_CAME = "nothing came"
"""Why a slot that was not used is not applicable."""
HELD_OPEN, HELD_OPEN_MEANS = "held open", "kept free for what breaks in; up to these minutes that counts as on plan"


def holds(card: Card) -> bool:
    """Whether a card holds its time open for what comes."""
    if not card.held_open:
        return False
    return card.outcome in (None, Outcome.DONE) or nothing_came(card)


def with_slots(day: Day, stretches: Iterable[Stretch], zone: tzinfo) -> tuple[Stretch, ...]:
    """The settled STRETCHES of a day, those of interruptions given to the slots that take them in.

    They cover the same time as before; each part belongs to one owner, the slot's card or the interruption.
    """
    slots = [card for card in day.cards if card.on == day.on and holds(card)]
    if not slots:
        return tuple(stretches)
    planned = {card.id: _stretch(card, day, zone) for card in slots}
    room = {card.id: timedelta(minutes=card.minutes) for card in slots}
    broke_into = {interruption.id: interruption.card for interruption in day.interruptions}
    shared: list[Stretch] = []
    for stretch in stretches:
        if stretch.owner in broke_into:
            shared += _shared(stretch, broke_into[stretch.owner], planned, room)
        else:
            if stretch.owner in room:
                room[stretch.owner] = max(timedelta(0), room[stretch.owner] - (stretch.end - stretch.start))
            shared.append(stretch)
    return tuple(shared)


def nothing_came(card: Card) -> bool:
    """Whether the time that a card held open was used by nothing."""
    return card.outcome is Outcome.NOT_APPLICABLE and card.reason == NOTHING_CAME


def _stretch(card: Card, day: Day, zone: tzinfo) -> tuple[datetime, datetime] | None:
    start = card.starts(day.day_starts, zone)
    return None if start is None else (start, start + timedelta(minutes=card.minutes))


def _shared(
    stretch: Stretch,
    card: str | None,
    planned: Mapping[str, tuple[datetime, datetime] | None],
    room: dict[str, timedelta],
) -> Iterator[Stretch]:
    """The parts of a STRETCH that broke into CARD: those of slots, as far as they have ROOM, and its own."""
    edges = {edge for times in planned.values() if times for edge in times if stretch.start < edge < stretch.end}
    at = stretch.start
    for edge in (*sorted(edges), stretch.end):
        inside = (
            slot for slot, times in planned.items() if slot == card or (times and times[0] <= at and edge <= times[1])
        )
        for slot in sorted(inside, key=lambda slot: slot != card):
            if part := min(room[slot], edge - at):
                room[slot] -= part
                yield Stretch(at, at + part, slot)
                at += part
        if at < edge:
            yield Stretch(at, edge, stretch.owner)
        at = edge
