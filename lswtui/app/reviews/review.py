"""The reviews of a day: facts filled in, what is still open, a few short questions, and what they decide.

What the evening decides is on the board of the next working day when the leader opens it; what the morning
decides is on the board at once.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from lswtui.app.config import target_of
from lswtui.app.days.calendar import Calendar, changing
from lswtui.app.results import EditedElsewhere, Said
from lswtui.domain.days.card import in_time_order
from lswtui.domain.days.lifecycle import closed
from lswtui.domain.days.lookup import card_named
from lswtui.domain.errors import BadInput, NotThere, RuleBroken
from lswtui.domain.reviews.answers import Kept, Reflection, reflection_id
from lswtui.domain.reviews.review import IF_THENS, KEPT, READ_ONLY, TOPS, Fact, Feeds, ReviewQuestion, Sweep
from lswtui.domain.text import one_line, spaced
from lswtui.domain.times import clock_text, later, logical_date, minutes_text, moment
from lswtui.domain.vocabulary import Outcome, Reason, Whose
from lswtui.measures.adherence import is_late
from lswtui.measures.headroom import Room, room, usual_minutes
from lswtui.measures.likely_interruption import Likeliest, likeliest
from lswtui.measures.pareto import BrokenIn, broken_in
from lswtui.measures.working_hours import hours_ahead, working_hours, zone_of
from lswtui.store.files.board_files import load_review
from lswtui.store.records import days, reviews

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date, datetime

    from lswtui.app.days.calendar import Sheet
    from lswtui.app.workspace import Workspace
    from lswtui.domain.boards.category import Category
    from lswtui.domain.days.card import Card
    from lswtui.domain.days.day import Day
    from lswtui.domain.interruptions.interruption import Interruption
    from lswtui.domain.reviews.review import Review
    from lswtui.store.records.days import Reading

EVENING, MORNING = "evening", "morning"
MOST_ROWS = 10
MOST_TIMES = 3
"""Times by which interruptions with the same words are recognised."""
LATE_ENDS = (Outcome.DONE, Outcome.NOT_APPLICABLE)
"""What a late card can have come to, beside having been missed for a reason."""
PLEDGE_LASTS = 31
"""Days that a pledge is looked for: past that it is no longer shown."""
WEEKS = 8
"""Weeks back in which it is looked what breaks in on a weekday."""
COMING = 4
"""Working hours ahead for which the likeliest interruption is worked out."""
FROM_THE_WEEKS = frozenset({Fact.LIKELIEST, Fact.ROOM})
BEFORE_WORK, INTO_WORK = 60, 120
"""Minutes before and after the first working hour begins in which the morning review is pointed out."""
Weeks = tuple[tuple[BrokenIn, ...], ...]
"""What broke in on one weekday, the newest week first."""


class Row(NamedTuple):
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


class Asked(NamedTuple):
    """Everything that a review of one day shows, but for its facts."""

    on: date
    review: Review
    questions: tuple[ReviewQuestion, ...]
    day: Day
    pledged: Reflection | None
    """The reflection whose pledge was for this day, or for one before if no review asked about it."""
    reflection: Reflection | None
    """What was answered already."""
    rows: tuple[Row, ...]
    more_rows: int
    decides_for: date
    """The day of the first three and the if-then: the next working day, or the day itself."""
    cards: tuple[Card, ...]
    """The cards of that day of which three can come first."""
    target: float
    """The adherence from which on a figure is good."""


class Facts(NamedTuple):
    """What the facts of a review are drawn from."""

    day: Day
    now: datetime
    categories: tuple[Category, ...]
    pledge: str
    """Empty where none is shown."""
    pledge_for: date | None
    room: Room
    likeliest: Likeliest | None
    target: float


class Promised(NamedTuple):
    """What a leader set out to do, shown through the day."""

    pledge: str
    if_then: str


def asked(workspace: Workspace, on: date | None = None, review: str = EVENING) -> Asked:
    """A review of a day, today by default; raises the `NotThere` and `BadBoard` of a review that cannot be had."""
    calendar = Calendar(workspace)
    return _asked(workspace, calendar, workspace.store, on or calendar.today, review)


def _asked(workspace: Workspace, calendar: Calendar, source: Reading, on: date, name: str) -> Asked:
    day = calendar.day(on)
    standard = calendar.standard(on)
    review = load_review(name, workspace.own_boards)
    rows = sweep_rows(day, calendar.now, tuple(category.id for category in workspace.categories(source)))
    decides_for = on if review.for_today else calendar.working_day_after(on)
    made = reviews.reflection_of(source, on, reflection_id(name, on))
    pledged = _pledge_for(calendar, source, on)
    questions = review.asked(standard.board if standard else None)
    if pledged is not None and not _is_open(pledged, on, made, questions):
        pledged = None
    late = pledged is not None and pledged.pledge and pledged.pledge_for != on
    cards = tuple(card for card in calendar.day(decides_for).cards if not card.on_offer)
    if decides_for == calendar.today:
        cards = tuple(sorted((card for card in cards if card.is_open or card.top), key=in_time_order))
    return Asked(
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


def pledge_for(workspace: Workspace, on: date) -> Reflection | None:
    """The latest reflection before a date that made a pledge or an if-then for it, or for a day since."""
    return _pledge_for(Calendar(workspace), workspace.store, on)


def promised(workspace: Workspace, on: date, calendar: Calendar | None = None) -> Promised:
    """What was promised for a date: the latest pledge, and the if-then of its morning or the one before it."""
    made = _promises(calendar or Calendar(workspace), workspace.store, on)
    before = _latest_before(made, on)
    today = max(
        (each for each in made if each.on == on and each.if_then),
        key=lambda each: each.saved_at.timestamp() if each.saved_at else 0.0,
        default=before,
    )
    return Promised((before and before.pledge) or "", (today and today.if_then) or "")


def _pledge_for(calendar: Calendar, source: Reading, on: date) -> Reflection | None:
    return _latest_before(_promises(calendar, source, on), on)


def _latest_before(made: Iterable[Reflection], on: date) -> Reflection | None:
    """The latest that was made before a date for a day after its own: what is for its own day is over with it."""
    lasting = [each for each in made if each.on < on and each.pledge_for != each.on]
    return max(lasting, key=lambda reflection: reflection.on, default=None)


def _promises(calendar: Calendar, source: Reading, on: date) -> list[Reflection]:
    """The reflections with a pledge or an if-then for a date or the days before it, as long as a pledge lasts.

    A pledge is made for the next working day, so the first of them may have been made before a long leave.
    """
    first = on - timedelta(days=PLEDGE_LASTS)
    months = days.months_between(calendar.working_day_before(first + timedelta(days=1)), on)
    return [made for month in months for made in reviews.promises_in(source, month, first, on)]


def same_weekdays(workspace: Workspace, asked: Asked) -> Weeks:
    """What broke in on this weekday in the weeks before, for a review whose facts need it; unseen days are left out."""
    if not any(FROM_THE_WEEKS.intersection(question.shows) for question in asked.questions):
        return ()
    calendar = Calendar(workspace)
    before = (calendar.day(asked.on - timedelta(weeks=back)) for back in range(1, WEEKS + 1))
    return tuple(broken_in(day.interruptions, day.minutes(calendar.now)) for day in before if day.seen)


def facts_of(asked: Asked, now: datetime, categories: tuple[Category, ...], weeks: Weeks) -> Facts:
    """The facts of a review at NOW; those of another day than today are about the whole of that day."""
    day = asked.day
    today = logical_date(now, day.day_starts) == day.on
    since = now if today else moment(day.on, day.day_starts, day.day_starts, zone_of(now))
    ahead = hours_ahead(day, since)
    return Facts(
        day,
        now,
        categories,
        (asked.pledged.pledge if asked.pledged else None) or "",
        asked.pledged.pledge_for if asked.pledged else None,
        room(day, since, usual_minutes(weeks, ahead)),
        likeliest(weeks, ahead[:COMING]),
        asked.target,
    )


def beginning(facts: Facts) -> str:
    """How an if-then for the likeliest interruption begins; empty where none is likely."""
    likely = facts.likeliest
    if likely is None:
        return ""
    what = f"it is {likeliest_words(likely, facts.categories)}" if likely.category else f"{likely.who} comes"
    return one_line(f"If {what}, then I will")


def likeliest_words(likely: Likeliest, categories: Iterable[Category]) -> str:
    """The kind and the person of an interruption, in the words of the board."""
    names = {category.id: category.name for category in categories}
    kind = names.get(likely.category, likely.category) if likely.category else ""
    return ", ".join(filter(None, (kind, f"from {likely.who}" if likely.who else "")))


def wants_plan(workspace: Workspace, day: Day, now: datetime) -> bool:
    """Whether a day waits for its morning review: its work begins or has just begun, and nothing of it was planned."""
    hours = working_hours(day, zone_of(now))
    if not hours or day.locked_at or day.closed_at or logical_date(now, day.day_starts) != day.on:
        return False
    if not later(hours[0][0], -BEFORE_WORK) <= now < later(hours[0][0], INTO_WORK):
        return False
    return reviews.reflection_of(workspace.store, day.on, reflection_id(MORNING, day.on)) is None


def sweep_rows(day: Day, now: datetime, categories: tuple[str, ...]) -> tuple[Row, ...]:
    """What a day leaves blank, one row a key: cards that are late or missed without a reason, whose work, category."""
    rows = []
    going_on = {day.running.owner if day.running else None, *(interruption.card for interruption in day.stack)}
    for card in day.cards:
        late = card.is_open and card.id not in going_on and is_late(card, day, now)
        if late or (card.outcome is Outcome.MISSED and not card.reason):
            when = clock_text(card.at) if card.at is not None else ""
            choices = (*Reason, *LATE_ENDS) if late else tuple(Reason)
            rows.append(Row(Sweep.REASON, (card.id,), when, card.title, choices, late))
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
        rows.append(Row(sweep, tuple(each.id for each in several), when, words, choices))
    return tuple(rows)


def _without_words(interruption: Interruption, day: Day, now: datetime) -> str:
    """What an interruption of which nothing was said can be recognised by."""
    minutes = day.minutes(now).get(interruption.id, 0.0)
    took = "a blip" if interruption.blip else f"an interruption, {minutes_text(minutes)}"
    card = next((card for card in day.cards if card.id == interruption.card), None)
    return f"{took}, during {card.title}" if card else took


def clear(workspace: Workspace, row: Row, choice: str, *, on: date) -> Said:
    """Fill one row of the sweep; raises `BadInput` for a choice that is none."""
    if choice not in row.choices and row.sweep is not Sweep.REASON:
        raise BadInput(f"{choice!r} is none of {', '.join(row.choices)}")
    with changing(workspace, on) as sheet:
        for subject in row.subjects:
            if row.sweep is Sweep.REASON:
                sheet.day = _explained(sheet, subject, choice)
            else:
                known = sheet.day.interruption(subject)
                filled = (
                    known._replace(whose=Whose(choice)) if row.sweep is Sweep.WHOSE else known._replace(category=choice)
                )
                sheet.day = sheet.day.with_interruption(filled)
        sheet.say(f"{row.name}: {choice}")
        return Said(f"{row.name}: {choice}")


def _explained(sheet: Sheet, id_: str, choice: str) -> Day:
    """The day with a card explained: why it was missed or, of one still open, that it was done or did not apply."""
    card = sheet.day.card(id_)
    if not card.is_open:
        return sheet.day.with_card(card._replace(reason=spaced(choice)))
    if choice == Outcome.DONE:
        return sheet.day.finished(card.id, sheet.at, sheet.calendar.workspace.new_id)
    if choice == Outcome.NOT_APPLICABLE:
        return sheet.day.set_aside(card.id, Outcome.NOT_APPLICABLE, sheet.at)
    return sheet.day.set_aside(card.id, Outcome.MISSED, sheet.at, reason=spaced(choice))


def answered(asked: Asked) -> dict[str, str]:
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


def reflect(
    workspace: Workspace,
    answers: Mapping[str, str],
    *,
    review: str = EVENING,
    on: date | None = None,
    close: bool = False,
    lock: bool = False,
    seen: Mapping[str, str] | None = None,
) -> Said:
    """Save the answers of a review, by question id, and put what they decide on the day that they decide for.

    Answers not given keep what was answered before; with CLOSE the day is closed, with LOCK its plan is set. Raises
    `BadInput` for a question that is none and an answer that does not fit its kind, `NotThere` for a card that the
    day has not, `RuleBroken` for a plan of a day that is over, and `EditedElsewhere`, with the answers in question,
    where one of those given is no longer as it was SEEN.
    """
    with changing(workspace, on) as sheet:
        asked = _asked(workspace, sheet.calendar, sheet.reading, sheet.day.on, review)
        if lock and asked.on < sheet.calendar.today:
            raise RuleBroken(f"{asked.on.isoformat()} is over; its plan cannot be set any more")
        known = {question.id: question for question in asked.questions}
        given = {key: _fitting(known, key, answer) for key, answer in answers.items()}
        if seen is not None:
            stored = answered(asked)
            now = {key: stored.get(key, "") for key in given}
            if any(said != seen.get(key, "") for key, said in now.items()):
                raise EditedElsewhere("the reflection", now)
        before = asked.reflection or Reflection(reflection_id(review, asked.on), asked.on, review)
        said = {**dict(before.answers), **given}
        kept = tuple((question.id, said[question.id]) for question in asked.questions if said.get(question.id))
        pledge, if_then = _feeding(asked, said, {Feeds.PLEDGE}), _feeding(asked, said, IF_THENS)
        sheet.put_reflection(
            before._replace(
                answers=kept,
                pledge=pledge or None,
                if_then=if_then or None,
                pledge_for=asked.decides_for if pledge or if_then else None,
                saved_at=sheet.at,
            )
        )
        if asked.pledged is not None and (answer := _feeding(asked, given, KEPT)):
            sheet.put_reflection(asked.pledged._replace(pledge_kept=Kept(answer)))
        for question in asked.questions:
            if question.feeds in TOPS and question.id in given:
                _choose_top(sheet, asked.decides_for, given[question.id])
        if close:
            sheet.day = closed(sheet.day, sheet.at)
        if lock:
            sheet.day = sheet.day.locked(sheet.at)
        sheet.day = sheet.day._replace(seen=True)
        did = "planned" if asked.review.for_today else "reflected on"
        ended = " and closed it" if close else " and set its plan" if lock else ""
        sheet.say(f"{did} {asked.on.isoformat()}{ended}")
    what = "morning review" if asked.review.for_today else "reflection"
    ended = " and the day closed" if close else " and the plan set" if lock else ""
    return Said(f"{what} saved{ended}", before.id)


def keep_pledge(workspace: Workspace, kept: Kept, *, on: date | None = None) -> Said:
    """Say whether the pledge for a day was kept; raises `NotThere` where none was made."""
    with changing(workspace, on) as sheet:
        pledged = _pledge_for(sheet.calendar, sheet.reading, sheet.day.on)
        if pledged is None or not pledged.pledge:
            raise NotThere(f"no pledge was made for {sheet.day.on.isoformat()}")
        sheet.put_reflection(pledged._replace(pledge_kept=kept))
        sheet.say(f"pledge kept: {kept}")
        return Said(f"pledge {pledged.pledge!r} kept: {kept}", pledged.id)


def _fitting(known: Mapping[str, ReviewQuestion], key: str, answer: str) -> str:
    question = known.get(key)
    if question is None:
        asked = ", ".join(question.id for question in known.values() if question.kind not in READ_ONLY)
        raise BadInput(f"{key!r} is no question of this review; there are: {asked}")
    return question.fitting(answer)


def _feeding(asked: Asked, said: Mapping[str, str], feeds: Collection[Feeds]) -> str:
    return next((said[q.id] for q in asked.questions if q.feeds in feeds and said.get(q.id)), "")


def _choose_top(sheet: Sheet, on: date, names: str) -> None:
    """Make the cards named, each on the line of its place, the top three of a day; those that were leave it."""
    day = sheet.on(on)
    chosen = {place: card_named(day.cards, name) for place, name in enumerate(names.splitlines(), 1) if name}
    if len({card.id for card in chosen.values()}) < len(chosen):
        raise BadInput("a card of the first three is named twice; name each once")
    day = day._replace(cards=tuple(card._replace(top=None) if card.top else card for card in day.cards))
    for place, card in chosen.items():
        day = day.with_top(card.id, place)
    sheet.keep(day)
