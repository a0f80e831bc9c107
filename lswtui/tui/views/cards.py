"""What the screens show of a day: words, signs and roles worked out from values, nothing drawn yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from lswtui.domain.days.day import clock_minutes, next_card
from lswtui.domain.days.day_end import used_minutes, used_text
from lswtui.domain.days.held_time import HELD_OPEN, HELD_OPEN_MEANS
from lswtui.domain.text import one_line, search_form
from lswtui.domain.times import clock_text, minutes_text
from lswtui.domain.vocabulary import Activity, CardKind, Finding, Lane, Outcome, in_words
from lswtui.measures.due import is_late
from lswtui.measures.working_hours import zone_of
from lswtui.render.cells import padded
from lswtui.tui.lines import length_of
from lswtui.tui.views.words import secret

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from lswtui.domain.days.card import Card
    from lswtui.tui.lines import Line, Piece
    from lswtui.tui.state import State

ACTIVITIES = {
    Activity.PLANNING: "planning",
    Activity.DAILY_MANAGEMENT: "daily work",
    Activity.GO_AND_SEE: "go & see",
    Activity.COACHING_DEVELOPMENT: "coach people",
    Activity.COACHING_PROBLEM_SOLVING: "coach problems",
    Activity.RELATIONSHIPS: "relations",
    Activity.REFLECTING: "reflecting",
}
LANES = {Lane.TODO: "To do", Lane.DOING: "Doing", Lane.DONE: "Done", Lane.ASIDE: "Set aside"}
KIND_ROLES = {CardKind.PLANNED: "on-plan", CardKind.OTHER: "other", CardKind.REACTIVE: "broke-in"}
LENGTH_WIDTHS = {Lane.TODO: 4, Lane.DOING: 6, Lane.DONE: 6, Lane.ASIDE: 6}
"""Cells that minutes take in each lane, so that they stand in a column."""
AS_NEEDED = "as needed"
"""What stands in the place of the time and the minutes of a card that is on offer."""


class CardView(NamedTuple):
    """A card as a lane shows it."""

    id: str
    lane: Lane
    head: Line
    """Its sign and its place in the top three, three cells wide."""
    title: Piece
    second: Line
    """Time, minutes and one meaning."""
    more: tuple[str, ...]
    """What unfolds under it while it is focused and there is room."""
    words: str
    """What a filter looks at."""
    on_offer: bool = False
    """Whether it is there as needed, and no count has it."""
    noted: bool = False
    """Whether it has a note, which its details show."""
    before_start: bool = False
    """Whether its leader never had it; only a filter shows it."""


def card_views(state: State, *, one_list: bool) -> tuple[CardView, ...]:
    """Every card of the day shown, in time order; in ONE LIST the minutes of all lanes share a column."""
    day = state.day
    running = day.running.owner if day.running else None
    minutes = day.minutes(state.now)
    clocks = set(day.forgotten(state.now))
    used = used_minutes(day, state.now, zone_of(state.now))
    return tuple(
        _card_view(
            card,
            state,
            minutes.get(card.id, 0.0),
            running,
            used=used.get(card.id),
            forgotten=card.id in clocks,
            column=6 if one_list else LENGTH_WIDTHS[card.lane],
        )
        for card in day.cards
    )


def _card_view(
    card: Card, state: State, spent: float, running: str | None, *, used: float | None, forgotten: bool, column: int
) -> CardView:
    sign, role = _sign(card, state, running)
    top = (str(card.top), "accent") if card.top else (" ", "text")
    title_role = "text" if card.lane is Lane.DONE else "title" if card.is_open and not card.on_offer else "quiet"
    title = secret(card.title, state) if card.task is None else card.title
    at = clock_text(card.at) if card.at is not None else "  –  "
    length: Line
    if card.lane is Lane.DOING or (card.lane is Lane.DONE and spent):
        spent_role = "alarm" if forgotten else KIND_ROLES[card.kind] if card.id == running else "quiet"
        length = ((f"{round(spent)}", spent_role), (f"/{card.minutes}m", "quiet"))
    else:
        length = ((minutes_text(card.minutes), "quiet"),)
    wide = column - sum(len(text) for text, _ in length)
    told = card.lane is Lane.DONE and used is not None and round(used) == round(spent)
    meaning = _meaning(card, state, None if told else used)
    planned: Line = ((" " * max(0, wide), "quiet"), *length, (" ", "quiet"))
    second = ((f"{at} ", "quiet"), *(() if card.lane is Lane.ASIDE else (*planned, (" ", "quiet"))), meaning)
    if card.on_offer:
        second = ((AS_NEEDED.ljust(length_of(second[:-1])), "quiet"), meaning)
    standard = card.standard if card.lane is Lane.DOING else ""
    held = f"{HELD_OPEN}: {HELD_OPEN_MEANS}" if card.held_open and card.is_open else ""
    more = tuple(filter(None, (_differs(card.detail, card.title), held, standard)))
    return CardView(
        card.id,
        card.lane,
        ((sign, role), top, (" ", "text")),
        (one_line(title), title_role),
        second,
        more,
        _words(card),
        card.on_offer,
        bool(card.note),
        card.before_start,
    )


def _sign(card: Card, state: State, running: str | None) -> Piece:
    if card.id == running:
        return "▶", KIND_ROLES[card.kind]
    if card.lane is Lane.DOING:
        return "‖", "accent"
    if card.lane is Lane.TODO:
        return ("!", "alarm") if is_late(card, state.day, state.now) or card.on < state.day.on else ("·", "quiet")
    if card.outcome is Outcome.DONE:
        return ("▲", "alarm") if card.finding is Finding.PROBLEM else ("✓", KIND_ROLES[card.kind])
    if card.outcome is Outcome.MISSED:
        return "✗", "alarm"
    return ("→", "quiet") if card.outcome is Outcome.MOVED else ("–", "quiet")


def cards_that_count(views: Iterable[CardView]) -> int:
    """How many cards these are, without those on offer."""
    return sum(not view.on_offer for view in views)


def _meaning(card: Card, state: State, used: float | None) -> Piece:
    if card.lane is Lane.ASIDE:
        return _aside(card, state), "quiet"
    if card.finding_text or card.finding is Finding.PROBLEM:
        return f"problem{': ' + secret(card.finding_text, state) if card.finding_text else ''}", "alarm"
    if card.lane is Lane.DONE:
        said = secret(card.note, state) if card.note else "" if used is None else used_text(used, card)
        return " · ".join(filter(None, (_late(card, state), said))), "quiet"
    if used:
        return used_text(used, card), "quiet"
    if card.cue:
        return f"next: {secret(card.cue, state)}", "text"
    if card.lane is Lane.DOING:
        paused = state.day.running is None or state.day.running.owner != card.id
        words = "paused" if paused else _activity(card, used)
        return " · ".join(filter(None, (words, _late(card, state)))), "quiet"
    if card.on < state.day.on:
        return f"overdue since {card.on:%a} {card.on.day} {card.on:%b}", "alarm"
    if is_late(card, state.day, state.now):
        return "late", "alarm"
    if card.first_due is not None and card.first_due < card.on:
        return f"from {card.first_due.day} {card.first_due:%b}", "quiet"
    if card.note:
        return secret(card.note, state), "quiet"
    return _activity(card, used), "quiet"


def _aside(card: Card, state: State) -> str:
    """What a card was set aside for."""
    if card.outcome is Outcome.MOVED and card.moved_to:
        return f"moved to {card.moved_to:%a} {card.moved_to.day} {card.moved_to:%b}"
    what = in_words(card.outcome or "set aside")
    reason = secret(in_words(card.reason), state) if card.reason else ""
    if card.outcome is Outcome.MISSED:
        return f"missed: {reason}" if reason else "missed, no reason yet"
    return f"{what}: {reason}" if reason else what


def _late(card: Card, state: State) -> str:
    """How a card that is being done, or was, is late: against its window, or against its day."""
    return "done late" if card.done_late else "late" if is_late(card, state.day, state.now) else ""


def _activity(card: Card, used: float | None) -> str:
    if used is not None:
        return used_text(used, card)
    if card.activity:
        return ACTIVITIES[card.activity]
    return {CardKind.PLANNED: "one-off", CardKind.OTHER: "other work", CardKind.REACTIVE: "broke in"}[card.kind]


def _differs(detail: str, title: str) -> str:
    return "" if detail.rstrip(".").casefold() == title.casefold() else detail


def _words(card: Card) -> str:
    told = (card.title, card.detail, card.note, card.cue, card.reason, card.where)
    return search_form(" ".join(filter(None, told)))


def now_words(state: State, room: int) -> Line:
    """What runs now, with its clock, in ROOM cells; empty where nothing does."""
    day, span = state.day, state.day.running
    if span is None:
        return ()
    spent = day.minutes(state.now).get(span.owner, 0.0)
    alarm = span.owner in day.forgotten(state.now)
    card = day.running_card
    if card is not None:
        words, role, clock = f"▶ {one_line(card.title)}", KIND_ROLES[card.kind], f"  {round(spent)} of {card.minutes} m"
    else:
        interruption = next((i for i in day.interruptions if i.id == span.owner), None)
        text = secret(interruption.text, state) if interruption and interruption.text else "interrupted"
        words, role, clock = f"! {text}", "broke-in", f"  {minutes_text(spent)}"
    words = padded(words, min(cell_len(words), max(3, room - cell_len(clock))))
    return ((words, f"bold {role}"), (clock, "alarm" if alarm else "quiet" if card else role))


def next_words(state: State) -> tuple[Card, float] | None:
    """The next card and in how many minutes it is planned; None on another day or where nothing is left."""
    if not state.is_today:
        return None
    clock = clock_minutes(state.now, state.day.on)
    card = next_card(state.day.cards, clock)
    return None if card is None or card.at is None else (card, card.at - clock)


def next_due(state: State, shown: Collection[str], since: int) -> str | None:
    """The card to go on with among those SHOWN: the next one due, from the minute SINCE on a day that is not today.

    Where none of those left has a time, it is the first of them.
    """
    left = [card for card in state.day.cards if card.id in shown and card.lane is Lane.TODO and not card.on_offer]
    clock = clock_minutes(state.now, state.day.on) if state.is_today else since
    card = next_card(left, clock) or next(iter(left), None)
    return card.id if card else None
