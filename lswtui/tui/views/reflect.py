"""A review of a day: its title, its facts, the rows that are still open, its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lswtui.app.reviews.facts import facts_of
from lswtui.domain.reviews.review import Ending, Sweep
from lswtui.domain.text import one_line
from lswtui.domain.vocabulary import Outcome
from lswtui.tui.options import Option, keyed
from lswtui.tui.views.log import WHOSE
from lswtui.tui.views.outcomes import REASONS
from lswtui.tui.views.words import secret

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from lswtui.app.reviews.facts import Facts, Weeks
    from lswtui.app.reviews.review import BlankItem, ReviewContents
    from lswtui.tui.lines import Line
    from lswtui.tui.state import State


class SweepRow(NamedTuple):
    """Something that is blank: what it is about, what is wanted, and a key for each answer."""

    id: str
    text: str
    wanted: str
    options: tuple[Option[str], ...]


LATE_ENDS = (
    Option("d", Outcome.DONE, "done, as planned"),
    Option("n", Outcome.NOT_APPLICABLE, "not applicable today"),
)
"""What a late card can have come to, beside having been missed."""
WANTED = {Sweep.REASON: "why missed", Sweep.WHOSE: "whose work", Sweep.CATEGORY: "what kind"}


def sheet_title(asked: ReviewContents, today: date) -> Line:
    """What is reviewed, and of which day."""
    role = "text" if asked.on == today else "accent"
    return ((one_line(asked.review.title), "title"), (f"   {asked.on:%a} {asked.on.day} {asked.on:%b}", role))


def standing(asked: ReviewContents, *, has_news: bool) -> str:
    """Whether what is written is saved, and whether the review has ended."""
    saved = asked.reflection.saved_at if asked.reflection is not None else None
    said = "a draft, not saved yet" if has_news else f"saved at {saved:%H:%M}" if saved else ""
    return " · ".join(filter(None, (said, _ended(asked)))) or "one line anywhere is enough"


def progress(answered: Sequence[bool], left: int, *, rows: bool) -> tuple[str, bool]:
    """How far a step has come, in words, and whether it is done.

    ANSWERED says it of each of its questions, LEFT is the number of its open rows, where it has ROWS.
    """
    words = f"{left} open" if left else f"{sum(answered)} of {len(answered)}" if any(answered) else ""
    return words, bool(answered or rows) and not left and all(answered)


def _ended(asked: ReviewContents) -> str:
    if asked.review.ends is Ending.LOCK:
        return f"the plan was set at {asked.day.locked_at:%H:%M}" if asked.day.locked_at else ""
    return "the day is closed" if asked.day.closed_at else ""


def shown_facts(asked: ReviewContents, weeks: Weeks, state: State) -> Facts:
    """The facts of a review, names and texts hidden where they are."""
    facts = facts_of(asked, state.now, state.categories, weeks)
    likely = facts.likeliest
    if not state.hidden:
        return facts
    return facts._replace(
        pledge=secret(facts.pledge, state),
        likeliest=likely._replace(who=secret(likely.who, state) or None) if likely else None,
    )


def sweep_row(row: BlankItem, state: State, taken: Collection[str]) -> SweepRow:
    """A row of the sweep; the keys that are TAKEN by what works everywhere are none of its own."""
    if row.sweep is Sweep.REASON:
        options = [option._replace(words=option.short) for option in REASONS]
        options += [option for option in LATE_ENDS if option.value in row.choices]
    elif row.sweep is Sweep.WHOSE:
        options = [Option(whose[0], whose, words) for whose, words in WHOSE.items()]
    else:
        options = [Option(category.letter, category.id, category.name) for category in state.categories]
    text = row.text if row.sweep is Sweep.REASON else secret(row.text, state)
    wanted = "late, why?" if row.late else WANTED[row.sweep]
    return SweepRow(row_id(row), one_line(f"{row.when}  {text}".strip()), wanted, keyed(options, taken))


def row_id(row: BlankItem) -> str:
    """What a row of the sweep is known by: what is blank, and of what."""
    return f"{row.sweep}:{','.join(row.subjects)}"


def footer_commands(state: State) -> Sequence[str]:
    """The ids of the commands that the footer shows, the most important first."""
    ids = ["reflect.next", "reflect.save", "reflect.close", "reflect.leave", "capture.now-typing", "everywhere.undo"]
    return ["capture.back", *ids] if state.day.stack else ids


def footer_words(asked: ReviewContents | None) -> Mapping[str, str]:
    """What the footer says otherwise than the table of commands does, by the ids of the commands."""
    locks = asked is not None and asked.review.ends is Ending.LOCK
    return {"reflect.close": "lock the plan"} if locks else {}
