"""The reviews of a day: facts filled in, what is still open, a few short questions, and what they decide.

What the evening decides is on the board of the next working day when the leader opens it; what the morning
decides is on the board at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lswtui.app.config import target_of
from lswtui.app.days.calendar import Calendar
from lswtui.app.reviews.pledges import pledge_of
from lswtui.domain.days.card import in_time_order
from lswtui.domain.reviews.answers import Reflection, reflection_id
from lswtui.domain.reviews.review import KEPT, READ_ONLY, TOPS, Feeds, ReviewQuestion, Sweep
from lswtui.domain.text import spaced
from lswtui.domain.times import clock_text, later, logical_date, minutes_text
from lswtui.domain.vocabulary import Outcome, Reason, Whose
from lswtui.measures.due import is_late
from lswtui.measures.working_hours import working_hours, zone_of
from lswtui.store.files.board_files import load_review
from lswtui.store.records import reviews

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from lswtui.app.days.change import DayEdit
    from lswtui.app.workspace import Workspace
    from lswtui.domain.days.card import Card
    from lswtui.domain.days.day import Day
    from lswtui.domain.interruptions.interruption import Interruption
    from lswtui.domain.reviews.review import Review
    from lswtui.store.records.tables import Reading

EVENING, MORNING = "evening", "morning"
MOST_ROWS = 10
MOST_TIMES = 3
"""Times by which interruptions with the same words are recognised."""
LATE_ENDS = (Outcome.DONE, Outcome.NOT_APPLICABLE)
"""What a late card can have come to, beside having been missed for a reason."""
BEFORE_WORK, INTO_WORK = 60, 120
"""Minutes before and after the first working hour begins in which the morning review is pointed out."""


class BlankItem(NamedTuple):
    """One line of the sweep: what is blank, and of which cards or interruptions."""

    sweep: Sweep
    subjects: tuple[str, ...]
    """Ids; interruptions with the same words stand on one line."""
    when: str
    """The time it is known by: that of the card, those of the interruptions; empty for a card without one."""
    text: str
    """Its words; of an interruption without any how long it took and what it broke into."""
    choices: tuple[str, ...]
    late: bool = False
    """Whether it is a card that is still open although its time is over."""

    @property
    def name(self) -> str:
        """The time and the words."""
        return " ".join(filter(None, (self.when, self.text)))


class ReviewContents(NamedTuple):
    """Everything that a review of one day shows, but for its facts."""

    on: date
    review: Review
    questions: tuple[ReviewQuestion, ...]
    day: Day
    pledged: Reflection | None
    """The reflection whose pledge was for this day, or for one before if no review asked about it."""
    reflection: Reflection | None
    """What was answered already."""
    rows: tuple[BlankItem, ...]
    more_rows: int
    decides_for: date
    """The day of the first three and the if-then: the next working day, or the day itself."""
    cards: tuple[Card, ...]
    """The cards of that day of which three can come first."""
    target: float
    """The adherence from which on a figure is good."""


def asked(workspace: Workspace, on: date | None = None, review: str = EVENING) -> ReviewContents:
    """A review of a day, today by default; raises the `NotFound` and `BadBoard` of a review that cannot be had."""
    calendar = Calendar(workspace)
    return asked_in(workspace, calendar, workspace.store, on or calendar.today, review)


def asked_in(workspace: Workspace, calendar: Calendar, source: Reading, on: date, name: str) -> ReviewContents:
    """What the review NAME asks on a date, read from SOURCE: the store, or a change that is under way."""
    day = calendar.day(on)
    standard = calendar.standard(on)
    review = load_review(name, workspace.own_boards)
    rows = sweep_rows(day, calendar.now, tuple(category.id for category in workspace.categories(source)))
    decides_for = on if review.for_today else calendar.working_day_after(on)
    made = reviews.reflection_of(source, on, reflection_id(name, on))
    pledged = pledge_of(calendar, source, on)
    questions = review.asked(standard.board if standard else None)
    if pledged is not None and not _is_open(pledged, on, made, questions):
        pledged = None
    late = pledged is not None and pledged.pledge and pledged.pledge_for != on
    cards = tuple(card for card in calendar.day(decides_for).cards if not card.on_offer)
    if decides_for == calendar.today:
        cards = tuple(sorted((card for card in cards if card.is_open or card.top), key=in_time_order))
    return ReviewContents(
        on,
        review,
        tuple(question for question in questions if late or question.feeds is not Feeds.KEPT_LATE),
        day,
        pledged,
        made,
        rows[:MOST_ROWS],
        max(0, len(rows) - MOST_ROWS),
        decides_for,
        cards,
        target_of(workspace),
    )


def _is_open(pledged: Reflection, on: date, made: Reflection | None, questions: Iterable[ReviewQuestion]) -> bool:
    """Whether a pledge is for this day, still waits to be asked about, or was asked about in this very review."""
    here = made is not None and any(made.answer(question.id) for question in questions if question.feeds in KEPT)
    return pledged.pledge_for == on or pledged.pledge_kept is None or here


def wants_plan(workspace: Workspace, day: Day, now: datetime) -> bool:
    """Whether a day waits for its morning review: its work begins or has just begun, and nothing of it was planned."""
    hours = working_hours(day, zone_of(now))
    if not hours or day.locked_at or day.closed_at or logical_date(now, day.day_starts) != day.on:
        return False
    if not later(hours[0][0], -BEFORE_WORK) <= now < later(hours[0][0], INTO_WORK):
        return False
    return reviews.reflection_of(workspace.store, day.on, reflection_id(MORNING, day.on)) is None


def sweep_rows(day: Day, now: datetime, categories: tuple[str, ...]) -> tuple[BlankItem, ...]:
    """What a day leaves blank, one row a key: cards that are late or missed without a reason, whose work, category."""
    rows = []
    going_on = {day.running.owner if day.running else None, *(interruption.card for interruption in day.stack)}
    for card in day.cards:
        late = card.is_open and card.id not in going_on and is_late(card, day, now)
        if late or (card.outcome is Outcome.MISSED and not card.reason):
            when = clock_text(card.at) if card.at is not None else ""
            choices = (*Reason, *LATE_ENDS) if late else tuple(Reason)
            rows.append(BlankItem(Sweep.REASON, (card.id,), when, card.title, choices, late))
    blank: dict[tuple[Sweep, str], list[Interruption]] = {}
    for interruption in sorted(day.interruptions, key=lambda each: (each.start, each.id)):
        said = " ".join(filter(None, (f"@{interruption.who}" if interruption.who else "", interruption.text)))
        alike = said or interruption.id  # nobody can say of those without a word that they are alike
        if interruption.whose is None:
            blank.setdefault((Sweep.WHOSE, alike), []).append(interruption)
        if interruption.category is None and categories:
            blank.setdefault((Sweep.CATEGORY, alike), []).append(interruption)
    for (sweep, said), several in blank.items():
        times = f" ({len(several)} times)" if len(several) > 1 else ""
        words = _without_words(several[0], day, now) if said == several[0].id else f"{said}{times}"
        when = ", ".join(f"{each.start:%H:%M}" for each in several[:MOST_TIMES])
        when += " …" if len(several) > MOST_TIMES else ""
        choices = tuple(Whose) if sweep is Sweep.WHOSE else categories
        rows.append(BlankItem(sweep, tuple(each.id for each in several), when, words, choices))
    return tuple(rows)


def _without_words(interruption: Interruption, day: Day, now: datetime) -> str:
    """What an interruption of which nothing was said can be recognised by."""
    minutes = day.minutes(now).get(interruption.id, 0.0)
    took = "a blip" if interruption.blip else f"an interruption, {minutes_text(minutes)}"
    card = next((card for card in day.cards if card.id == interruption.card), None)
    return f"{took}, during {card.title}" if card else took


def with_reason(edit: DayEdit, id_: str, choice: str) -> Day:
    """The day with a card explained: why it was missed or, of one still open, that it was done or did not apply."""
    card = edit.day.card(id_)
    if not card.is_open:
        return edit.day.with_card(card._replace(reason=spaced(choice)))
    if choice == Outcome.DONE:
        return edit.day.finished(card.id, edit.at, edit.calendar.workspace.new_id)
    if choice == Outcome.NOT_APPLICABLE:
        return edit.day.set_aside(card.id, Outcome.NOT_APPLICABLE, edit.at)
    return edit.day.set_aside(card.id, Outcome.MISSED, edit.at, reason=spaced(choice))


def answered(asked: ReviewContents) -> dict[str, str]:
    """What is stored as the answer to each question that was answered."""
    tops = {card.top: card.id for card in asked.cards if card.top}
    stored = {}
    for question in asked.questions:
        said = asked.reflection.answer(question.id) if asked.reflection else ""
        if question.feeds in TOPS:
            said = "\n".join(tops.get(place, "") for place in range(1, max(tops, default=0) + 1))
        elif question.feeds in KEPT and asked.pledged and asked.pledged.pledge_kept:
            said = asked.pledged.pledge_kept
        if question.kind not in READ_ONLY and said:
            stored[question.id] = said
    return stored
