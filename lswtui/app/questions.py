"""What waits for an answer, and the answers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from lswtui.app.days.calendar import Calendar
from lswtui.domain.days.day import Absence
from lswtui.domain.days.lifecycle import excused, turned, unturned
from lswtui.domain.days.questions import (
    REPEAT,
    UNSEEN_CHOICES,
    WaitingQuestion,
    about_unseen,
    clock_answered,
    gap_answered,
    gap_noticed,
    waiting_in,
)
from lswtui.domain.errors import BadInput, NotFound
from lswtui.domain.times import iso_date
from lswtui.domain.vocabulary import Lane, Outcome
from lswtui.store.records import days, tables
from lswtui.store.records.days import SET_BACK

if TYPE_CHECKING:
    from datetime import date

    from lswtui.app.results import Result
    from lswtui.app.workspace import Workspace
    from lswtui.domain.days.day import Day


def waiting(workspace: Workspace, calendar: Calendar | None = None) -> tuple[WaitingQuestion, ...]:
    """The questions that wait now, oldest first."""
    calendar = calendar or Calendar(workspace)
    unseen = calendar.unseen()
    dates = sorted({*days.asking_dates(workspace.store), *calendar.to_turn(), calendar.today})
    asked = (
        *_damage(workspace, calendar.today),
        *_set_back(workspace, calendar),
        *((about_unseen(unseen),) if unseen else ()),
        *_repeats(workspace),
    )
    return (*asked, *(question for on in dates for question in waiting_in(calendar.day(on), calendar.now)))


def _damage(workspace: Workspace, today: date) -> tuple[WaitingQuestion, ...]:
    found = workspace.store.documents(tables.UNDATED, tables.DAMAGE)
    if not found:
        return ()
    from lswtui.app.data.damage import waiting_damage  # seldom, and a status line has no use for it

    return waiting_damage(found, today)


def _set_back(workspace: Workspace, calendar: Calendar) -> tuple[WaitingQuestion, ...]:
    found = workspace.set_back()
    if found is None:
        return ()
    from lswtui.domain.days.clock_rollback import about_set_back

    noted = calendar.stored(found.wrong_date(calendar.now))
    return (about_set_back(found, calendar.now, calendar.today),) if noted.interruptions or noted.spans else ()


def _repeats(workspace: Workspace) -> tuple[WaitingQuestion, ...]:
    if not workspace.store.documents(tables.UNDATED, tables.REPEATED):
        return ()
    from lswtui.app.days.countermeasures import waiting_repeats  # seldom, and a status line would wait for it

    return waiting_repeats(workspace.store)


def answer(workspace: Workspace, question_id: str, choice: str) -> Result:
    """Answer one question; raises `NotFound` where it does not wait, `BadInput` for an answer it does not take."""
    from lswtui.app.days.change import change  # a status line only counts what waits

    asked = waiting(workspace)
    question = next((known for known in asked if known.id == question_id), None)
    if question is None and question_id.isdigit() and 1 <= int(question_id) <= len(asked):
        question = asked[int(question_id) - 1]
    if question is None:
        raise NotFound(
            f"no question {question_id!r} waits; `lsw answer` lists those that do",
            on_screen="this question no longer waits; a shows those that do",
        )
    word = choice.strip().casefold()
    if question.kind == "unseen":
        return _answer_unseen(workspace, question, word)
    if question.kind == tables.DAMAGE:
        from lswtui.app.data.damage import answer_damage

        return answer_damage(workspace, question.subject, word)
    if question.kind == SET_BACK:
        return _answer_set_back(workspace, question, word)
    if question.kind == REPEAT:
        from lswtui.app.days.countermeasures import answer_repeat

        return answer_repeat(workspace, question, choice)
    with change(workspace, question.on) as edit:
        edit.say(f"answered: {question.text}")
        if question.kind == "gap":
            edit.day = gap_answered(edit.day, question.subject, word, workspace.clock.zone)
        else:
            until = min(edit.at, edit.day.ends(edit.at), key=datetime.timestamp)
            edit.day = clock_answered(edit.day, question.subject, word, until, workspace.new_id)
    return edit.result(f"answered: {choice}", question.id)


def _answer_unseen(workspace: Workspace, question: WaitingQuestion, choice: str) -> Result:
    from lswtui.app.days.change import change

    if choice not in dict(UNSEEN_CHOICES):
        raise BadInput(f"{choice!r} is no answer; take one of {', '.join(dict(UNSEEN_CHOICES))}")
    with change(workspace) as edit:
        edit.say(f"answered: {question.text}")
        calendar = edit.calendar
        waited = calendar.carried()
        for on in calendar.unseen():
            edit.explain(_explained(calendar, on, choice))
        still = {card.id for card in calendar.carried()}
    gone = ", ".join(card.title for card in waited if card.id not in still)
    return edit.result(f"answered: {choice}" + (f"; no longer waiting: {gone}" if gone else ""), question.id)


def _answer_set_back(workspace: Workspace, question: WaitingQuestion, choice: str) -> Result:
    from lswtui.app.days.change import change
    from lswtui.domain.days.clock_rollback import HERE, brought

    if choice not in dict(question.choices):
        raise BadInput(f"{choice!r} is no answer; take one of {', '.join(dict(question.choices))}")
    with change(workspace) as edit:
        edit.say(f"answered: {question.text}")
        if choice == HERE:
            there = unturned(edit.calendar.stored(iso_date(question.subject)), edit.at)
            edit.day = brought(there, edit.day, edit.at, workspace.new_id)
            edit.withdraw(there.on)
        edit.forget(SET_BACK)
    return edit.result(f"answered: {choice}", question.id)


def _explained(calendar: Calendar, on: date, choice: str) -> Day:
    """An unseen day as its leader says it was."""
    day = calendar.opened(on)._replace(seen=True)
    if choice == "off":
        absences = (*day.absences, Absence(why="off"))
        day = day._replace(absences=absences, cards=tuple(excused(card, absences) for card in day.cards))
    elif choice == "worked":
        cards = tuple(
            card.ended(Outcome.NOT_APPLICABLE, calendar.now, on)._replace(reason="worked, not logged")
            if card.lane is Lane.TODO and not card.on_offer
            else card
            for card in day.cards
        )
        day = day._replace(cards=cards)
    return turned(day, calendar.workspace.clock.zone)


def notice_gap(workspace: Workspace, last_alive: datetime) -> None:
    """Stop a clock that ran when the program died or the machine slept, and ask about the time since.

    The clock runs on from now.
    """
    from lswtui.app.days.change import change

    with change(workspace, by="program") as edit:
        edit.day = gap_noticed(edit.day, last_alive, edit.at, workspace.new_id)
        edit.say("noticed a gap")
