"""The evening review: facts filled in, what is still open, three short questions, tomorrow.

What it decides is on the board of the next working day when the leader opens it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from lswtui.app.days import Calendar, changing
from lswtui.app.said import Said
from lswtui.app.seen import EditedElsewhere
from lswtui.domain.errors import BadInput, NotThere
from lswtui.domain.naming import card_named
from lswtui.domain.opening import closed
from lswtui.domain.reflection import Kept, Reflection, reflection_id
from lswtui.domain.review import Feeds, QuestionKind, ReviewQuestion, Sweep
from lswtui.domain.text import spaced
from lswtui.domain.words import Outcome, Reason, Whose
from lswtui.store import reflections, repository
from lswtui.store.boards import load_review

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from lswtui.app.days import Sheet
    from lswtui.app.workspace import Workspace
    from lswtui.domain.card import Card
    from lswtui.domain.day import Day
    from lswtui.domain.review import Review
    from lswtui.store.repository import Reading

EVENING = "evening"
READ_ONLY = (QuestionKind.FACTS, QuestionKind.SWEEP)
MOST_ROWS = 10
PLEDGE_LASTS = 31
"""Days that a pledge is looked for: past that it is no longer shown."""


class Row(NamedTuple):
    """One line of the sweep: what is blank, and of which cards or interruptions."""

    sweep: Sweep
    subjects: tuple[str, ...]
    """Ids; alike interruptions stand on one line."""
    text: str
    choices: tuple[str, ...]


class Evening(NamedTuple):
    """Everything that the evening review of one day shows."""

    on: date
    review: Review
    questions: tuple[ReviewQuestion, ...]
    day: Day
    pledged: Reflection | None
    """The reflection whose pledge was for this day."""
    reflection: Reflection | None
    """What was answered already."""
    rows: tuple[Row, ...]
    more_rows: int
    tomorrow: date
    tomorrows_cards: tuple[Card, ...]


def evening(workspace: Workspace, on: date | None = None) -> Evening:
    """The evening review of a day, today by default."""
    calendar = Calendar(workspace)
    return _evening(workspace, calendar, workspace.store, on or calendar.today)


def _evening(workspace: Workspace, calendar: Calendar, source: Reading, on: date) -> Evening:
    day = calendar.day(on)
    standard = calendar.standard(on)
    review = load_review(EVENING, workspace.own_boards)
    rows = sweep_rows(day, tuple(category.id for category in workspace.categories(source)))
    tomorrow = calendar.working_day_after(on)
    return Evening(
        on,
        review,
        review.asked(standard.board if standard else None),
        day,
        _pledge_for(source, on),
        reflections.reflection_of(source, on, reflection_id(EVENING, on)),
        rows[:MOST_ROWS],
        max(0, len(rows) - MOST_ROWS),
        tomorrow,
        calendar.day(tomorrow).cards,
    )


def pledge_for(workspace: Workspace, on: date) -> Reflection | None:
    """The latest reflection before a date that made a pledge or an if-then for it, or for a day since."""
    return _pledge_for(workspace.store, on)


def _pledge_for(source: Reading, on: date) -> Reflection | None:
    months = {repository.month_of(on), repository.month_of(on - timedelta(days=PLEDGE_LASTS))}
    made = [
        reflection
        for month in months
        for reflection in reflections.promises_in(source, month, on - timedelta(days=PLEDGE_LASTS), on)
        if reflection.on < on
    ]
    return max(made, key=lambda reflection: reflection.on, default=None)


def sweep_rows(day: Day, categories: tuple[str, ...]) -> tuple[Row, ...]:
    """What a day leaves blank, one row a key: misses without a reason, whose work, category."""
    rows = [
        Row(Sweep.REASON, (card.id,), card.title, tuple(Reason))
        for card in day.cards
        if card.outcome is Outcome.MISSED and not card.reason
    ]
    blank: dict[tuple[Sweep, str], list[str]] = {}
    for interruption in day.interruptions:
        name = " ".join(filter(None, (f"@{interruption.who}" if interruption.who else "", interruption.text)))
        if interruption.whose is None:
            blank.setdefault((Sweep.WHOSE, name), []).append(interruption.id)
        if interruption.category is None and categories:
            blank.setdefault((Sweep.CATEGORY, name), []).append(interruption.id)
    for (sweep, name), ids in blank.items():
        times = f" ({len(ids)} times)" if len(ids) > 1 else ""
        choices = tuple(Whose) if sweep is Sweep.WHOSE else categories
        rows.append(Row(sweep, tuple(ids), f"{name or 'An interruption'}{times}", choices))
    return tuple(rows)


def clear(workspace: Workspace, row: Row, choice: str, *, on: date) -> Said:
    """Fill one row of the sweep; raises `BadInput` for a choice that is none."""
    if choice not in row.choices and row.sweep is not Sweep.REASON:
        raise BadInput(f"{choice!r} is none of {', '.join(row.choices)}")
    with changing(workspace, on) as sheet:
        for subject in row.subjects:
            if row.sweep is Sweep.REASON:
                sheet.day = sheet.day.with_card(sheet.day.card(subject)._replace(reason=spaced(choice)))
            else:
                known = sheet.day.interruption(subject)
                filled = (
                    known._replace(whose=Whose(choice)) if row.sweep is Sweep.WHOSE else known._replace(category=choice)
                )
                sheet.day = sheet.day.with_interruption(filled)
        sheet.say(f"{row.text}: {choice}")
        return Said(f"{row.text}: {choice}")


def answered(asked: Evening) -> dict[str, str]:
    """What is stored as the answer to each question that was answered."""
    tops = sorted((card.top, card.id) for card in asked.tomorrows_cards if card.top)
    stored = {}
    for question in asked.questions:
        said = asked.reflection.answer(question.id) if asked.reflection else ""
        if question.feeds is Feeds.TOP:
            said = "\n".join(id_ for _, id_ in tops)
        elif question.feeds is Feeds.PLEDGE_KEPT and asked.pledged and asked.pledged.pledge_kept:
            said = asked.pledged.pledge_kept
        if question.kind not in READ_ONLY and said:
            stored[question.id] = said
    return stored


def reflect(
    workspace: Workspace,
    answers: Mapping[str, str],
    *,
    on: date | None = None,
    close: bool = False,
    seen: Mapping[str, str] | None = None,
) -> Said:
    """Save the answers of an evening, by question id, and put what they decide on the next working day.

    Answers not given keep what was answered before; with CLOSE the day is closed. Raises `BadInput` for a
    question that is none and an answer that does not fit its kind, `NotThere` for a card that tomorrow has not,
    and `EditedElsewhere`, with the answers in question, where one of those given is no longer as it was SEEN.
    """
    with changing(workspace, on) as sheet:
        asked = _evening(workspace, sheet.calendar, sheet.reading, sheet.day.on)
        known = {question.id: question for question in asked.questions}
        given = {key: _fitting(known, key, answer) for key, answer in answers.items()}
        if seen is not None:
            stored = answered(asked)
            now = {key: stored.get(key, "") for key in given}
            if any(said != seen.get(key, "") for key, said in now.items()):
                raise EditedElsewhere("the reflection", now)
        before = asked.reflection or Reflection(reflection_id(EVENING, asked.on), asked.on, EVENING)
        said = {**dict(before.answers), **given}
        kept = tuple((question.id, said[question.id]) for question in asked.questions if said.get(question.id))
        pledge, if_then = _feeding(asked, said, Feeds.PLEDGE), _feeding(asked, said, Feeds.IF_THEN)
        sheet.put_reflection(
            before._replace(
                answers=kept,
                pledge=pledge or None,
                if_then=if_then or None,
                pledge_for=asked.tomorrow if pledge or if_then else None,
                saved_at=sheet.at,
            )
        )
        if asked.pledged is not None and (answer := _feeding(asked, given, Feeds.PLEDGE_KEPT)):
            sheet.put_reflection(asked.pledged._replace(pledge_kept=Kept(answer)))
        for question in asked.questions:
            if question.feeds is Feeds.TOP and question.id in given:
                _choose_top(sheet, asked.tomorrow, given[question.id])
        if close:
            sheet.day = closed(sheet.day, sheet.at)
        sheet.day = sheet.day._replace(seen=True)
        sheet.say(f"reflected on {asked.on.isoformat()}" + (" and closed it" if close else ""))
    return Said(f"reflection saved{' and the day closed' if close else ''}", before.id)


def keep_pledge(workspace: Workspace, kept: Kept, *, on: date | None = None) -> Said:
    """Say whether the pledge for a day was kept; raises `NotThere` where none was made."""
    with changing(workspace, on) as sheet:
        pledged = _pledge_for(sheet.reading, sheet.day.on)
        if pledged is None or not pledged.pledge:
            raise NotThere(f"no pledge was made for {sheet.day.on.isoformat()}")
        sheet.put_reflection(pledged._replace(pledge_kept=kept))
        sheet.say(f"pledge kept: {kept}")
        return Said(f"pledge {pledged.pledge!r} kept: {kept}", pledged.id)


def _fitting(known: Mapping[str, ReviewQuestion], key: str, answer: str) -> str:
    question = known.get(key)
    if question is None:
        asked = ", ".join(question.id for question in known.values() if question.kind is not QuestionKind.FACTS)
        raise BadInput(f"{key!r} is no question of this review; there are: {asked}")
    if question.kind is QuestionKind.YES_PARTLY_NO and answer:
        whole = {word[0]: word for word in Kept} | {word.value: word for word in Kept}
        if answer.strip().casefold() not in whole:
            raise BadInput(f"{answer!r} is no answer to {question.ask!r}; say yes, partly or no")
        return str(whole[answer.strip().casefold()])
    if question.kind is QuestionKind.CHOICE and answer and answer not in question.choices:
        raise BadInput(f"{answer!r} is none of {', '.join(question.choices)}")
    return "\n".join(filter(None, map(spaced, answer.splitlines())))


def _feeding(asked: Evening, said: Mapping[str, str], feeds: Feeds) -> str:
    return next((said[q.id] for q in asked.questions if q.feeds is feeds and said.get(q.id)), "")


def _choose_top(sheet: Sheet, on: date, names: str) -> None:
    """Make the cards named, one a line, the top three of a day; those that were leave it."""
    day = sheet.on(on)
    chosen = [card_named(day.cards, name) for name in names.splitlines()[:3]]
    day = day._replace(cards=tuple(card._replace(top=None) if card.top else card for card in day.cards))
    for place, card in enumerate(chosen, 1):
        day = day.with_top(card.id, place)
    sheet.keep(day)
