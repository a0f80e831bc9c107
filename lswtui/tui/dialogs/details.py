"""Everything about a card: what good looks like, why, its steps, and how it went the last times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.domain.days.day_end import used_minutes
from lswtui.domain.days.held_time import HELD_OPEN_MEANS
from lswtui.domain.text import one_line
from lswtui.domain.times import clock_text, minutes_text
from lswtui.domain.vocabulary import Outcome, in_words
from lswtui.measures.due import is_late
from lswtui.measures.working_hours import zone_of
from lswtui.tui.dialogs.reading import ReadingDialog
from lswtui.tui.views.cards import ACTIVITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from lswtui.domain.days.card import Card
    from lswtui.tui.state import State

SIGNS = {
    Outcome.DONE: "✓",
    Outcome.MISSED: "✗",
    Outcome.NOT_APPLICABLE: "–",
    Outcome.EXCUSED: "–",
    Outcome.MOVED: "→",
}


class CardDetails(ReadingDialog):
    """A card to read."""

    def __init__(
        self, card: Card, minutes: float, before: Sequence[Card], against: Sequence[Card], state: State
    ) -> None:
        """BEFORE are the last times of its task, AGAINST the misses that it is a countermeasure to."""
        super().__init__(one_line(card.title), tuple(_paragraphs(card, minutes, before, against, state)))


def _paragraphs(
    card: Card, minutes: float, before: Sequence[Card], against: Sequence[Card], state: State
) -> Iterator[tuple[str, str]]:
    at = "as needed" if card.on_offer else clock_text(card.at) if card.at is not None else "no set time"
    activity = f" · {ACTIVITIES[card.activity]}" if card.activity else ""
    took = f" · took {minutes_text(minutes)}" if minutes else ""
    yield "", f"{at} · {minutes_text(card.minutes)}{took}{activity}"
    if ended := _ended(card, state):
        yield "", ended
    if len(card.stood_on) > 1:
        yield "Moved", f"first due {' → '.join(map(_date, card.stood_on))}"
    used = used_minutes(state.day, state.now, zone_of(state.now)).get(card.id)
    if used is not None:
        yield "Held open", f"{round(used)} of {card.minutes}m used, {HELD_OPEN_MEANS}"
    yield from _standard(card)
    own = (
        ("Next step", card.cue),
        ("Note", card.note),
        ("Problem", card.finding_text),
        ("Reason", in_words(card.reason or "")),
    )
    for heading, text in own:
        if text:
            yield heading, "·" * 12 if state.hidden else one_line(text)
    if against:
        yield "The misses", "\n".join(_once(miss, state) for miss in against)
    if card.check_on is not None:
        yield "Owner", f"me · looked at again on {_date(card.check_on)}"
    if before:
        times = f"The last {len(before)} times" if len(before) > 1 else "The last time"
        yield times, "\n".join(_once(once, state) for once in before)


def _standard(card: Card) -> Iterator[tuple[str, str]]:
    """What the standard says of it."""
    if card.detail:
        yield "", one_line(card.detail)
    for heading, said in (("What good looks like", card.standard), ("Why", card.why), ("Where", card.where)):
        if said:
            yield heading, one_line(said)
    if card.steps:
        yield "Steps", "\n".join(f"{number}  {one_line(step)}" for number, step in enumerate(card.steps, 1))


def _ended(card: Card, state: State) -> str:
    """How a card ended, where that is more than a plain *done*."""
    if card.done_late and card.ended_on:
        return f"done late, on {_date(card.ended_on)}"
    if card.outcome is Outcome.DONE:
        return "done after its time" if is_late(card, state.day, state.now) else ""
    return in_words(card.outcome or "")


def _once(card: Card, state: State) -> str:
    outcome = card.outcome or Outcome.MISSED
    late = " late" if card.done_late else ""
    text = in_words(card.reason) if card.reason else card.finding_text
    said = f": {'·' * 12 if state.hidden else one_line(text)}" if text else ""
    return f"{SIGNS[outcome]} {card.on:%a} {card.on.day:>2} {card.on:%b}  {in_words(outcome)}{late}{said}"


def _date(on: date) -> str:
    return f"{on:%a} {on.day} {on:%b}"
