"""Everything about a card: what good looks like, why, its steps, and how it went the last times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.domain.moments import clock_text, minutes_text
from lswtui.domain.text import one_line
from lswtui.domain.words import Outcome
from lswtui.tui.dialogs.reading import Reading
from lswtui.tui.views import ACTIVITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lswtui.domain.card import Card
    from lswtui.tui.session import State

SIGNS = {
    Outcome.DONE: "✓",
    Outcome.MISSED: "✗",
    Outcome.NOT_APPLICABLE: "–",
    Outcome.EXCUSED: "–",
    Outcome.MOVED: "→",
}


class CardDetails(Reading):
    """A card to read."""

    def __init__(self, card: Card, minutes: float, before: Sequence[Card], state: State) -> None:
        super().__init__(one_line(card.title), tuple(_paragraphs(card, minutes, before, state)))


def _paragraphs(card: Card, minutes: float, before: Sequence[Card], state: State) -> Iterator[tuple[str, str]]:
    at = clock_text(card.at) if card.at is not None else "no set time"
    activity = f" · {ACTIVITIES[card.activity]}" if card.activity else ""
    took = f" · took {minutes_text(minutes)}" if minutes else ""
    yield "", f"{at} · {minutes_text(card.minutes)}{took}{activity}"
    if card.detail:
        yield "", one_line(card.detail)
    for heading, said in (("What good looks like", card.standard), ("Why", card.why), ("Where", card.where)):
        if said:
            yield heading, one_line(said)
    if card.steps:
        yield "Steps", "\n".join(f"{number}  {one_line(step)}" for number, step in enumerate(card.steps, 1))
    own = (
        ("Next step", card.cue),
        ("Note", card.note),
        ("Problem", card.finding_text),
        ("Reason", card.reason),
    )
    for heading, text in own:
        if text:
            yield heading, "·" * 12 if state.hidden else one_line(text)
    if before:
        yield f"The last {len(before)} times" if len(before) > 1 else "The last time", "\n".join(map(_once, before))


def _once(card: Card) -> str:
    outcome = card.outcome or Outcome.MISSED
    late = " late" if card.done_late else ""
    reason = (
        f": {one_line(card.reason)}" if card.reason else f": {one_line(card.finding_text)}" if card.finding_text else ""
    )
    return f"{SIGNS[outcome]} {card.on:%a} {card.on.day:>2} {card.on:%b}  {outcome.replace('-', ' ')}{late}{reason}"
