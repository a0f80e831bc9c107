"""Saving what was answered, and what it feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.app.days.change import change
from lswtui.app.results import EditedElsewhere, Result
from lswtui.app.reviews.pledges import pledge_of
from lswtui.app.reviews.review import EVENING, BlankItem, ReviewContents, answered, asked_in, with_reason
from lswtui.domain.days.lifecycle import closed
from lswtui.domain.days.lookup import card_named
from lswtui.domain.errors import BadInput, NotFound, RuleBroken
from lswtui.domain.reviews.answers import PledgeKept, Reflection, reflection_id
from lswtui.domain.reviews.review import IF_THENS, KEPT, READ_ONLY, TOPS, Feeds, ReviewQuestion, Sweep
from lswtui.domain.vocabulary import Whose

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from lswtui.app.days.change import DayEdit
    from lswtui.app.workspace import Workspace


def clear(workspace: Workspace, row: BlankItem, choice: str, *, on: date) -> Result:
    """Fill one row of the sweep; raises `BadInput` for a choice that is none."""
    if choice not in row.choices and row.sweep is not Sweep.REASON:
        raise BadInput(f"{choice!r} is none of {', '.join(row.choices)}")
    with change(workspace, on) as edit:
        for subject in row.subjects:
            if row.sweep is Sweep.REASON:
                edit.day = with_reason(edit, subject, choice)
            else:
                known = edit.day.interruption(subject)
                filled = (
                    known._replace(whose=Whose(choice)) if row.sweep is Sweep.WHOSE else known._replace(category=choice)
                )
                edit.day = edit.day.with_interruption(filled)
        edit.say(f"{row.name}: {choice}")
    return edit.result(f"{row.name}: {choice}")


def reflect(
    workspace: Workspace,
    answers: Mapping[str, str],
    *,
    review: str = EVENING,
    on: date | None = None,
    close: bool = False,
    lock: bool = False,
    seen: Mapping[str, str] | None = None,
) -> Result:
    """Save the answers of a review, by question id, and put what they decide on the day that they decide for.

    Answers not given keep what was answered before; with CLOSE the day is closed, with LOCK its plan is set. Raises
    `BadInput` for a question that is none and an answer that does not fit its kind, `NotFound` for a card that the
    day has not, `RuleBroken` for a plan of a day that is over, and `EditedElsewhere`, with the answers in question,
    where one of those given is no longer as it was SEEN.
    """
    with change(workspace, on) as edit:
        asked = asked_in(workspace, edit.calendar, edit.reading, edit.day.on, review)
        if lock and asked.on < edit.calendar.today:
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
        edit.put_reflection(
            before._replace(
                answers=kept,
                pledge=pledge or None,
                if_then=if_then or None,
                pledge_for=asked.decides_for if pledge or if_then else None,
                saved_at=edit.at,
            )
        )
        if asked.pledged is not None and (answer := _feeding(asked, given, KEPT)):
            edit.put_reflection(asked.pledged._replace(pledge_kept=PledgeKept(answer)))
        for question in asked.questions:
            if question.feeds in TOPS and question.id in given:
                _choose_top(edit, asked.decides_for, given[question.id])
        if close:
            edit.day = closed(edit.day, edit.at)
        if lock:
            edit.day = edit.day.locked(edit.at)
        edit.day = edit.day._replace(seen=True)
        did = "planned" if asked.review.for_today else "reflected on"
        ended = " and closed it" if close else " and set its plan" if lock else ""
        edit.say(f"{did} {asked.on.isoformat()}{ended}")
    what = "morning review" if asked.review.for_today else "reflection"
    ended = " and the day closed" if close else " and the plan set" if lock else ""
    return edit.result(f"{what} saved{ended}", before.id)


def keep_pledge(workspace: Workspace, kept: PledgeKept, *, on: date | None = None) -> Result:
    """Say whether the pledge for a day was kept; raises `NotFound` where none was made."""
    with change(workspace, on) as edit:
        pledged = pledge_of(edit.calendar, edit.reading, edit.day.on)
        if pledged is None or not pledged.pledge:
            raise NotFound(f"no pledge was made for {edit.day.on.isoformat()}")
        edit.put_reflection(pledged._replace(pledge_kept=kept))
        edit.say(f"pledge kept: {kept}")
    return edit.result(f"pledge {pledged.pledge!r} kept: {kept}", pledged.id)


def _fitting(known: Mapping[str, ReviewQuestion], key: str, answer: str) -> str:
    question = known.get(key)
    if question is None:
        asked = ", ".join(question.id for question in known.values() if question.kind not in READ_ONLY)
        raise BadInput(f"{key!r} is no question of this review; there are: {asked}")
    return question.fitting(answer)


def _feeding(asked: ReviewContents, said: Mapping[str, str], feeds: Collection[Feeds]) -> str:
    return next((said[q.id] for q in asked.questions if q.feeds in feeds and said.get(q.id)), "")


def _choose_top(edit: DayEdit, on: date, names: str) -> None:
    """Make the cards named, each on the line of its place, the top three of a day; those that were leave it."""
    day = edit.on(on)
    chosen = {place: card_named(day.cards, name) for place, name in enumerate(names.splitlines(), 1) if name}
    if len({card.id for card in chosen.values()}) < len(chosen):
        raise BadInput("a card of the first three is named twice; name each once")
    day = day._replace(cards=tuple(card._replace(top=None) if card.top else card for card in day.cards))
    for place, card in chosen.items():
        day = day.with_top(card.id, place)
    edit.keep(day)
