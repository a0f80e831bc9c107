"""What waits for an answer, and the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.app.days import Calendar, changing, settle, store_changed
from lswtui.app.said import Said
from lswtui.domain.day import Absence
from lswtui.domain.errors import BadInput, NotThere
from lswtui.domain.moments import clock_time, moment
from lswtui.domain.opening import excused, turned
from lswtui.domain.questions import UNSEEN_CHOICES, Waiting, about_unseen, clock_answered, gap_answered, waiting_in
from lswtui.domain.words import Lane, Outcome
from lswtui.store import repository

if TYPE_CHECKING:
    from datetime import date, datetime

    from lswtui.app.workspace import Workspace
    from lswtui.domain.day import Day


def waiting(workspace: Workspace, calendar: Calendar | None = None) -> tuple[Waiting, ...]:
    """The questions that wait now, oldest first."""
    calendar = calendar or Calendar(workspace)
    unseen = calendar.unseen()
    dates = sorted({*repository.asking_dates(workspace.store), *calendar.unsettled(), calendar.today})
    asked = (about_unseen(unseen),) if unseen else ()
    return (*asked, *(question for on in dates for question in waiting_in(calendar.day(on), calendar.now)))


def answer(workspace: Workspace, question_id: str, choice: str) -> Said:
    """Answer one question; raises `NotThere` where it does not wait, `BadInput` for an answer it does not take."""
    asked = waiting(workspace)
    question = next((known for known in asked if known.id == question_id), None)
    if question is None and question_id.isdigit() and 1 <= int(question_id) <= len(asked):
        question = asked[int(question_id) - 1]
    if question is None:
        raise NotThere(f"no question {question_id!r} waits; `lsw answer` lists those that do")
    word = choice.strip().casefold()
    if question.kind == "unseen":
        return _answer_unseen(workspace, question, word)
    subject = question.id.partition(":")[2]
    with changing(workspace, question.on) as sheet:
        sheet.say(f"answered: {question.text}")
        if question.kind == "gap":
            sheet.day = gap_answered(sheet.day, subject, word, lambda text: _within_gap(sheet.day, text, sheet.at))
        else:
            sheet.day = clock_answered(sheet.day, subject, word, sheet.at, workspace.new_id)
    return Said(f"answered: {choice}", question.id)


def _within_gap(day: Day, text: str, now: datetime) -> datetime:
    if now.tzinfo is None:
        raise BadInput("a moment needs a time zone")
    return moment(day.on, clock_time(text), day.day_starts, now.tzinfo)


def _answer_unseen(workspace: Workspace, question: Waiting, choice: str) -> Said:
    if choice not in dict(UNSEEN_CHOICES):
        raise BadInput(f"{choice!r} is no answer; take one of {', '.join(dict(UNSEEN_CHOICES))}")
    settle(workspace)
    with workspace.change(f"answered: {question.text}") as tx:
        calendar = Calendar(workspace, tx)
        for on in calendar.unseen():
            store_changed(tx, calendar.stored(on), _explained(calendar, on, choice), calendar.now)
    return Said(f"answered: {choice}", question.id)


def _explained(calendar: Calendar, on: date, choice: str) -> Day:
    """An unseen day as its leader says it was."""
    day = calendar.opened(on)._replace(seen=True)
    if choice == "off":
        absences = (*day.absences, Absence(why="off"))
        day = day._replace(absences=absences, cards=tuple(excused(card, absences) for card in day.cards))
    elif choice == "worked":
        cards = tuple(
            card.ended(Outcome.NOT_APPLICABLE, calendar.now, on)._replace(reason="worked, not logged")
            if card.lane is Lane.TODO
            else card
            for card in day.cards
        )
        day = day._replace(cards=cards)
    return turned(day)


def notice_gap(workspace: Workspace, last_alive: datetime) -> bool:
    """Stop a clock that ran when the program died or the machine slept, and ask about the time since; whether one ran.

    The clock runs on from now.
    """
    with changing(workspace, by="program") as sheet:
        span = sheet.day.running
        if span is None or sheet.at <= span.start:
            return False
        last_alive = max(span.start, last_alive)
        cut = span._replace(end=last_alive, gap_until=sheet.at)
        sheet.day = sheet.day.with_span(cut).clocked(span.owner, sheet.at, workspace.new_id)
        sheet.say("noticed a gap")
        return True
