"""What the day board says of its cards, its lanes and its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.text import counted, one_line, search_form
from lswtui.domain.times import clock_text
from lswtui.domain.vocabulary import Lane
from lswtui.tui.commands import command_of, first_key
from lswtui.tui.lines import acting, length_of
from lswtui.tui.views.cards import LANES, cards_that_count, next_words
from lswtui.tui.views.footer import hint, namespaced
from lswtui.tui.views.words import date_words, day_words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from lswtui.domain.days.card import Card
    from lswtui.tui.lines import Line
    from lswtui.tui.state import State
    from lswtui.tui.views.cards import CardView


EMPTY = {
    Lane.TODO: "nothing left to do",
    Lane.DOING: "nothing runs",
    Lane.DONE: "nothing done yet",
    Lane.ASIDE: "nothing set aside",
}
NOT_FOUND = "no card with these words"


PAIRS = ((Lane.TODO, Lane.DOING), (Lane.DONE, Lane.ASIDE))
"""The lanes that stand side by side where four do not fit."""


def shown_views(views: Sequence[CardView], words: str) -> tuple[CardView, ...]:
    """The cards that have the WORDS of a filter; without words those that their leader had."""
    sought = search_form(words)
    return tuple(view for view in views if (sought in view.words if sought else not view.before_start))


def one_list(views: Sequence[CardView], state: State) -> Sequence[CardView]:
    """The cards of the one list: the running and the next on top, then in time order."""
    day, coming = state.day, next_words(state)
    first = [day.running_card.id] if day.running_card else [i.card for i in day.stack[-1:] if i.card]
    first += [coming[0].id] if coming else []
    return [
        *(view for id_ in first for view in views if view.id == id_),
        *(view for view in views if view.id not in first),
    ]


def empty_lanes(views: Sequence[CardView], state: State, *, filtered: bool) -> Mapping[Lane, str]:
    """What stands in each lane that has no card."""
    if filtered:
        return dict.fromkeys(LANES, NOT_FOUND)
    waits = any(view.lane is Lane.TODO for view in views)
    starts = {Lane.DOING: f"{first_key('today.next-step', state.keys)} starts a card"} if waits else {}
    return {**EMPTY, Lane.TODO: nothing_to_do(state), **starts}


class Folded(NamedTuple):
    """The line of the lanes that have no room beside the two that are shown."""

    line: Line
    ends: tuple[tuple[int, Lane], ...]
    """Up to which cell of the line each of them is named."""


def folded_lanes(views: Sequence[CardView], shown: Collection[Lane], state: State) -> Folded:
    """The lanes that are not SHOWN, each with the number of its cards, and the key that opens them."""
    line: Line = ()
    ends = []
    for lane in (each for each in LANES if each not in shown):
        count = cards_that_count(view for view in views if view.lane is lane)
        line += acting(((f"{LANES[lane]} ", "title"), (f"{count}   ", "quiet")), f"screen.enter('{lane}')")
        ends.append((length_of(line), lane))
    command = "today.right" if Lane.TODO in shown else "today.left"
    opens: Line = ((first_key(command, state.keys), "accent"), (" opens them", "quiet"))
    return Folded((*line, *acting(opens, namespaced(command_of(command).action))), tuple(ends))


def filter_line(words: str, shown: int, cards: int, state: State) -> Line:
    """Which cards are SHOWN of how many, and how to see all of them."""
    count = f"   {shown} of {cards} cards   "
    ends = hint(("today.all",), state.keys, "shows all")
    return (("only ", "quiet"), (f"“{words}”", "title"), (count, "quiet"), *ends)


def footer_commands(state: State, card: Card | None, due: str | None, *, filtered: bool) -> Sequence[str]:
    """The ids of the commands that the footer shows, the most important first.

    CARD is the one under the cursor, DUE the id of the one that is due next.
    """
    begun = state.day.on <= state.today
    ids = ["today.next-step"] if card and (begun or not card.is_open) else []
    ids += ["capture.now"]
    ids += ["today.done"] if card and card.is_open and begun else []
    ids += ["today.aside"] if card and card.is_open else []
    if state.is_today and due is not None and (card is None or due != card.id):
        ids.append("today.start-next")
    ids += ["capture.over", "today.new"]
    ids += ["today.details"] if card else []
    if filtered:
        ids.insert(0, "today.all")
    if state.day.stack:
        ids.insert(0, "capture.back")
    elif state.wants_plan:
        ids.insert(1, "go.morning")
    return [*ids, "go.reflect", "everywhere.undo"]


def footer_words(state: State, card: Card | None) -> Mapping[str, str]:
    """What ⏎ does with the card under the cursor."""
    if card is None:
        return {}
    if not card.is_open:
        return {"today.next-step": "details"}
    if card == state.day.running_card or not state.is_today:
        return {"today.next-step": "done"}
    return {"today.next-step": "go on" if card.lane is Lane.DOING else "start"}


def nothing_to_do(state: State) -> str:
    """Why there is nothing to do on the day shown, and when there will be."""
    if state.board is None and state.since is None:
        return f"no board yet: {first_key('everywhere.boards', state.keys)} shows them"
    if state.board is None and state.since is not None:
        today = first_key("go.today", state.keys)
        return f"before you began\nyour first day was {date_words(state.since)}\n{today} shows today"
    absence = next((absence for absence in state.day.absences if absence.whole), None)
    if absence is not None:
        said = one_line(absence.why) or "away"
    elif not state.day.windows:
        said = f"a day off: {first_key('today.new', state.keys)} adds a card"
    else:
        unseen = state.day.on < state.today and not (state.day.seen or state.day.turned)
        said = f"not seen here: {first_key('everywhere.answer', state.keys)} answers" if unseen else EMPTY[Lane.TODO]
    coming = state.next_day
    if coming is None or not coming.windows:
        return said
    shows = first_key("today.next-work", state.keys)
    begins = f"next: {day_words(coming)}, {clock_text(coming.windows[0].start)}"
    return f"{said}\n\n{begins}\n{counted(len(coming.cards), 'card')} · {shows} shows it"
