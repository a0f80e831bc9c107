"""The reviews of a day in plain lines, asked on a terminal, answered from a file, or only shown."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

import click

from lswtui.app.days.close import what_closing_does
from lswtui.app.results import EditedElsewhere
from lswtui.app.reviews import review, save
from lswtui.app.reviews.facts import beginning, facts_of, same_weekdays
from lswtui.cli.cards import reason_meant
from lswtui.cli.context import changes, named_text, on_day, reads
from lswtui.cli.output import complain, put, put_json, talk, tell
from lswtui.domain.days.lookup import card_named
from lswtui.domain.errors import BadInput, LswError
from lswtui.domain.reviews.answers import PledgeKept
from lswtui.domain.reviews.review import KEPT, TOPS, Feeds, QuestionKind, Sweep
from lswtui.domain.strict_json import read_json
from lswtui.domain.text import one_line
from lswtui.domain.times import clock_text, minutes_text
from lswtui.render.reviews.facts import fact_text
from lswtui.store.engine.untrusted_files import MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from lswtui.app.results import Result
    from lswtui.app.reviews.facts import Facts
    from lswtui.app.reviews.review import BlankItem, ReviewContents
    from lswtui.app.workspace import Workspace
    from lswtui.domain.reviews.review import ReviewQuestion

ANSWERS = click.option(
    "--answers", metavar="FILE", help="A JSON object of question ids and answers; - reads it from stdin."
)
HOW = "To answer: run it on a terminal, or pass --answers FILE (- for stdin), a JSON object of question ids and texts"


@click.command()
@ANSWERS
@click.option("--close", is_flag=True, help="Close the day as well.")
@on_day("The day reflected on; today by default.")
@reads
def reflect(workspace: Workspace, answers: str | None, close: bool, on: date | None, as_json: bool) -> None:
    """Go through the evening review; one line is enough."""
    _go_through(workspace, review.EVENING, answers, on, close=close, as_json=as_json)


@click.command()
@ANSWERS
@click.option("--lock", is_flag=True, help="Set the plan of the day as well.")
@on_day("The day planned; today by default.")
@reads
def morning(workspace: Workspace, answers: str | None, lock: bool, on: date | None, as_json: bool) -> None:
    """Go through the morning review: what comes first, and what to do when something breaks in."""
    _go_through(workspace, review.MORNING, answers, on, lock=lock, as_json=as_json)


def _go_through(
    workspace: Workspace,
    review_id: str,
    answers: str | None,
    on: date | None,
    *,
    close: bool = False,
    lock: bool = False,
    as_json: bool,
) -> None:
    """Save the answers of a file, print a review, or ask its questions on the terminal."""
    if answers is not None:
        given = _read_answers(
            answers, {question.id: question for question in review.asked(workspace, on, review_id).questions}
        )
        said = save.reflect(workspace, given, review=review_id, on=on, close=close, lock=lock)
        tell(said, as_json=as_json)
        return
    asked = review.asked(workspace, on, review_id)
    ends = close or lock
    if as_json and not ends:
        put_json(_review_json(asked, _facts(workspace, asked)))
    elif not sys.stdin.isatty() and not ends:
        put("\n".join(_review_lines(workspace, asked)))
    else:
        given = _ask(workspace, asked) if sys.stdin.isatty() and not as_json else {}
        if given or ends:
            tell(_save(workspace, asked, given, close=close, lock=lock), as_json=as_json)
        else:
            put("nothing was answered, so nothing was saved")


@click.command()
@click.option("--kept", type=click.Choice([kept.value for kept in PledgeKept]), required=True, help="Was it kept?")
@on_day("The day it was for; today by default.")
@changes
def pledge(workspace: Workspace, kept: str, on: date | None) -> Result:
    """Say whether the pledge for a day was kept."""
    return save.keep_pledge(workspace, PledgeKept(kept), on=on)


def _save(workspace: Workspace, asked: ReviewContents, given: dict[str, str], *, close: bool, lock: bool) -> Result:
    if close:
        talk(what_closing_does(asked.day) + "\n")
    seen = review.answered(asked)
    while True:
        try:
            return save.reflect(
                workspace, given, review=asked.review.id, on=asked.on, close=close, lock=lock, seen=seen
            )
        except EditedElsewhere as other:
            _weigh(given, seen, other.stored)
            seen |= other.stored


def _weigh(given: dict[str, str], seen: dict[str, str], stored: dict[str, str]) -> None:
    """Ask of each answer that is no longer as it was SEEN which one is kept; take away those that are not."""
    for key in [key for key, said in stored.items() if said != seen.get(key, "")]:
        talk(f"{key} was answered elsewhere meanwhile: {stored[key] or 'nothing'}\n  yours: {given[key]}\n")
        try:
            yes = _line("  keep yours (y/n)? ").casefold().startswith("y")
        except EOFError:
            yes = False
        if not yes:
            del given[key]


def _read_answers(file: str, known: Mapping[str, ReviewQuestion]) -> dict[str, str]:
    """The answers in a file to the questions KNOWN; raises `NotFound` and `BadInput`."""
    try:
        content = read_json(named_text(file, MEGABYTE))
    except BadInput as error:
        raise BadInput(f"{file} holds no answers: {error}") from error
    if not isinstance(content, dict):
        raise BadInput(f'{file} should hold one JSON object, as in {{"pledge": "I will …"}}')
    return {key: _answer(key, said, known.get(key)) for key, said in content.items()}


def _answer(question: str, said: object, asked: ReviewQuestion | None) -> str:
    """An answer of a file as a text; a mark on a scale may be a number there."""
    if isinstance(said, str):
        return said
    if asked is not None and asked.kind is QuestionKind.SCALE and isinstance(said, int):
        return str(said)
    if isinstance(said, list) and all(isinstance(line, str) for line in said):
        return "\n".join(said)
    raise BadInput(f"the answer to {question!r} should be a text or a list of texts")


# --- shown


def _facts(workspace: Workspace, asked: ReviewContents) -> Facts:
    weeks = same_weekdays(workspace, asked)
    return facts_of(asked, workspace.now(), workspace.categories(), weeks)


def _review_lines(workspace: Workspace, asked: ReviewContents) -> Iterator[str]:
    """Facts and questions, for a reader who answers elsewhere."""
    facts = _facts(workspace, asked)
    yield f"{asked.review.title} · {asked.on.isoformat()}"
    for question in asked.questions:
        yield from ("", f"{question.ask}  [{question.id}]")
        yield from (f"  {line}" for line in _shown(asked, facts, question))
        if before := _before(asked, question):
            yield f"  so far: {before}"
    written = [question.id for question in asked.questions if question.kind in (QuestionKind.LINE, QuestionKind.TEXT)]
    example = ", ".join(f'"{id_}": "…"' for id_ in written[:2])
    yield from ("", f"{HOW}, as in {{{example}}}." if example else f"{HOW}.")


def _shown(asked: ReviewContents, facts: Facts, question: ReviewQuestion) -> Iterator[str]:
    """What stands below a question before it is answered."""
    if question.kind is QuestionKind.FACTS:
        yield from (fact_text(fact, facts) for fact in question.shows)
    elif question.kind is QuestionKind.SWEEP:
        yield from (f"{one_line(row.name)}: {_wanted(row)}?" for row in _rows(asked, question))
        if asked.more_rows:
            yield f"and {asked.more_rows} more"
        if not asked.rows:
            yield "nothing is open"
    elif question.feeds is Feeds.PLEDGE_KEPT:
        yield one_line(asked.pledged.pledge) if asked.pledged else "no pledge was made for this day"
    elif question.feeds in TOPS:
        yield asked.decides_for.isoformat()
        for number, card in enumerate(asked.cards, 1):
            at = clock_text(card.at) if card.at is not None else "     "
            yield f"{number:>2}  {at}  {one_line(card.title)}  {minutes_text(card.minutes)}"
    elif begun := _begun(facts, question):
        yield f"{begun} …"
    elif question.hint:
        yield question.hint


def _begun(facts: Facts, question: ReviewQuestion) -> str:
    """How an answer begins that is begun for the leader."""
    return beginning(facts) if question.feeds is Feeds.TODAY_IF_THEN else ""


def _rows(asked: ReviewContents, question: ReviewQuestion) -> tuple[BlankItem, ...]:
    return tuple(row for row in asked.rows if row.sweep in question.sweeps)


def _wanted(row: BlankItem) -> str:
    what = {Sweep.REASON: "why missed", Sweep.WHOSE: "whose work", Sweep.CATEGORY: "what kind"}[row.sweep]
    what = "late, why" if row.late else what
    return f"{what} ({', '.join(row.choices)})"


def _before(asked: ReviewContents, question: ReviewQuestion) -> str:
    if question.feeds in KEPT:
        return (asked.pledged.pledge_kept or "") if asked.pledged else ""
    return asked.reflection.answer(question.id).replace("\n", " · ") if asked.reflection else ""


def _review_json(asked: ReviewContents, facts: Facts) -> dict[str, Any]:
    day = "today" if asked.review.for_today else "tomorrow"
    return {
        "date": asked.on.isoformat(),
        "review": asked.review.id,
        "closed_at": asked.day.closed_at.isoformat() if asked.day.closed_at else None,
        "pledge": asked.pledged.pledge if asked.pledged else None,
        "pledge_kept": asked.pledged.pledge_kept if asked.pledged else None,
        "facts": {fact: fact_text(fact, facts) for question in asked.questions for fact in question.shows},
        "open": [
            {
                "sweep": row.sweep,
                "ids": list(row.subjects),
                "when": row.when,
                "text": row.text,
                "choices": list(row.choices),
                "late": row.late,
            }
            for row in asked.rows
        ],
        "questions": [
            {
                "id": question.id,
                "ask": question.ask,
                "kind": question.kind,
                "choices": list(question.takes),
                "begins": _begun(facts, question) or None,
                "answer": _before(asked, question) or None,
            }
            for question in asked.questions
            if question.kind not in (QuestionKind.FACTS, QuestionKind.SWEEP)
        ],
        day: {
            "date": asked.decides_for.isoformat(),
            "cards": [{"id": card.id, "title": card.title} for card in asked.cards],
        },
    }


# --- asked


def _ask(workspace: Workspace, asked: ReviewContents) -> dict[str, str]:
    """The answers typed on the terminal; an end of input ends the questions.

    Where the leader breaks off with Ctrl-C, what was answered so far is saved first.
    """
    given: dict[str, str] = {}
    facts = _facts(workspace, asked)
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # a slip of the keyboard must not end the review
    talk("An empty line leaves a question as it is; Ctrl-D ends.\n")
    try:
        for question in asked.questions:
            talk(f"\n{question.ask}\n" + "".join(f"  {line}\n" for line in _asked_with(asked, facts, question)))
            if question.kind is QuestionKind.SWEEP:
                for row in _rows(asked, question):
                    if not row.late:
                        _clear(workspace, asked, row)
            elif _is_asked(asked, question) and (said := _typed_answer(asked, question)):
                given[question.id] = said
    except EOFError:
        pass
    except KeyboardInterrupt:
        if given:
            save.reflect(workspace, given, review=asked.review.id, on=asked.on)
            complain("stopped; what was answered so far is saved")
        raise
    return given


def _asked_with(asked: ReviewContents, facts: Facts, question: ReviewQuestion) -> Iterator[str]:
    if question.kind is QuestionKind.SWEEP:
        late = [row for row in _rows(asked, question) if row.late]
        yield from (f"{one_line(row.name)}: late, and still open" for row in late)
        if late:
            yield "`lsw done` and `lsw aside` say what became of those"
    else:
        yield from _shown(asked, facts, question)
    if before := _before(asked, question):
        yield f"so far: {before}"


def _is_asked(asked: ReviewContents, question: ReviewQuestion) -> bool:
    pledged = asked.pledged is not None and bool(asked.pledged.pledge)
    return question.kind is not QuestionKind.FACTS and (pledged or question.feeds is not Feeds.PLEDGE_KEPT)


def _typed_answer(asked: ReviewContents, question: ReviewQuestion) -> str:
    wanted = f"{', '.join(question.takes)}: " if question.takes else "> "
    if question.kind is QuestionKind.YES_PARTLY_NO:
        wanted = "yes, partly or no: "
    if question.feeds in TOPS:
        wanted = "their numbers, the most important first: "
    while True:
        typed = _line(wanted)
        try:
            return _understood(asked, question, typed) if typed else ""
        except LswError as error:
            complain(str(error))


def _understood(asked: ReviewContents, question: ReviewQuestion, typed: str) -> str:
    """The answer as the review takes it; raises `BadInput` and `NotFound`."""
    if question.feeds in TOPS:
        named = "\n".join(card_named(asked.cards, name).id for name in typed.replace(",", " ").split())
        return question.fitting(named)
    return question.fitting(typed)


def _clear(workspace: Workspace, asked: ReviewContents, row: BlankItem) -> None:
    while typed := _line(f"  {one_line(row.name)}: {_wanted(row)}? "):
        try:
            choice = reason_meant(typed) if row.sweep is Sweep.REASON else _one_of(row.choices, typed)
            save.clear(workspace, row, choice, on=asked.on)
        except BadInput as error:
            complain(str(error))
        else:
            return


def _one_of(choices: tuple[str, ...], typed: str) -> str:
    """The choice meant by an unambiguous beginning; raises `BadInput`."""
    meant = [choice for choice in choices if choice.startswith(typed.casefold())]
    if len(meant) == 1 or typed in meant:
        return str(typed if typed in meant else meant[0])
    raise BadInput(f"{typed!r} is none of {', '.join(choices)}; an empty line skips it")


def _line(prompt: str) -> str:
    """One line typed by the leader; raises EOFError at the end of the input."""
    talk(prompt)
    typed = sys.stdin.readline()
    if not typed:
        talk("\n")
        raise EOFError
    return typed.strip()
