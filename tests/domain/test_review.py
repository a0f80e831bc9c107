from __future__ import annotations

from typing import Any

import pytest

from lswtui.domain.board import Board, Question
from lswtui.domain.cadence import Cadence, Workday
from lswtui.domain.review import Fact, Feeds, QuestionKind, Review, Sweep, read_review

FACTS = {"id": "facts", "step": 1, "kind": "facts", "ask": "What the day shows", "shows": ["due", "balance"]}
OPEN = {"id": "open", "step": 1, "kind": "sweep", "ask": "What is open", "sweeps": ["reason"]}
ROLE = {"id": "role", "step": 2, "kind": "line", "ask": "My role asks", "role": True}
PLEDGE = {"id": "pledge", "step": 2, "kind": "line", "ask": "What do I pledge?", "feeds": "pledge"}


def table_of(*questions: dict[str, Any], **changed: object) -> dict[str, Any]:
    return {
        "title": "Evening",
        "cadence": "workday",
        "steps": ["Facts", "Tomorrow"],
        "question": list(questions),
        **changed,
    }


def review_of(*questions: dict[str, Any]) -> Review:
    review, problems = read_review("evening", table_of(*questions))
    assert problems == ()
    assert review is not None
    return review


def said_of(*questions: dict[str, Any], **changed: object) -> list[str]:
    review, problems = read_review("evening", table_of(*questions, **changed))
    assert (review is None) is bool(problems)
    return [str(problem) for problem in problems]


def board_asking(*questions: Question) -> Board:
    return Board("b", "Board", "", "manager", {}, (), (), questions=questions)


def test_a_review_holds_its_questions_and_what_they_feed() -> None:
    review = review_of(FACTS, OPEN, PLEDGE)
    assert review.cadence == Cadence(Workday())
    facts, sweep, pledge = review.questions
    assert (facts.kind, facts.shows) == (QuestionKind.FACTS, (Fact.DUE, Fact.BALANCE))
    assert (sweep.kind, sweep.sweeps) == (QuestionKind.SWEEP, (Sweep.REASON,))
    assert (pledge.step, pledge.feeds) == (2, Feeds.PLEDGE)


def test_the_boards_own_questions_stand_where_the_review_makes_room() -> None:
    review = review_of(FACTS, ROLE, PLEDGE)
    asked = review.asked(board_asking(Question("taught", "Did I teach it?"), Question("seen", "What did I see?")))
    assert [(question.id, question.ask) for question in asked] == [
        ("facts", "What the day shows"),
        ("role.taught", "Did I teach it?"),
        ("role.seen", "What did I see?"),
        ("pledge", "What do I pledge?"),
    ]


@pytest.mark.parametrize("board", [None, board_asking()])
def test_without_questions_of_a_board_its_place_is_not_asked(board: Board | None) -> None:
    assert [question.id for question in review_of(FACTS, ROLE, PLEDGE).asked(board)] == ["facts", "pledge"]


def test_questions_are_asked_in_the_order_of_the_steps() -> None:
    assert [question.id for question in review_of(PLEDGE, FACTS, OPEN).asked(None)] == ["facts", "open", "pledge"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ({"kind": "txt"}, "question[0].kind (pledge): 'txt' is no kind of question; did you mean 'text'?"),
        ({"step": 3}, "question[0].step (pledge): should be from 1 to 2, not 3"),
        ({"feeds": "plegde"}, "question[0].feeds (pledge): 'plegde' is no place to feed; did you mean 'pledge'?"),
        (
            {"feeds": "pledge.kept"},
            "question[0].kind (pledge): should be yes-partly-no, which is how a pledge was kept",
        ),
        ({"kind": "choice"}, "question[0].choices (pledge): is missing"),
        ({"kind": "facts"}, "question[0].shows (pledge): is missing"),
        (
            {"kind": "facts", "shows": ["ballance"]},
            "question[0].shows (pledge): 'ballance' is no fact; did you mean 'balance'?",
        ),
        ({"hnit": "x"}, "question[0].hnit (pledge): is no known key; did you mean 'hint'?"),
    ],
)
def test_what_is_wrong_with_a_question_is_said_in_one_sentence(question: dict[str, Any], said: str) -> None:
    assert said_of({**PLEDGE, **question}) == [said]


def test_every_problem_of_a_review_is_said_at_once() -> None:
    assert said_of(FACTS, {**PLEDGE, "id": "facts"}, cadence="evenings", titel="x") == [
        said_of(FACTS, cadence="evenings")[0],
        "question[1].id (facts): 'facts' is taken by an earlier one; each needs its own id",
        "titel: is no known key; did you mean 'title'?",
    ]


def test_a_review_without_questions_is_none() -> None:
    assert said_of() == ["question: is missing; a review needs at least one [[question]]"]
