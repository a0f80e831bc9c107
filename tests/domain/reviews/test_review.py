from __future__ import annotations

from typing import Any

import pytest

from lswtui.domain.boards.board import Board, Question
from lswtui.domain.cadence.model import Cadence, Workday
from lswtui.domain.errors import BadInput
from lswtui.domain.reviews.review import Ending, Fact, Feeds, QuestionKind, Review, Sweep, read_review

FACTS = {"id": "facts", "step": 1, "kind": "facts", "ask": "What the day shows", "shows": ["due", "balance"]}
OPEN = {"id": "open", "step": 1, "kind": "sweep", "ask": "What is open", "sweeps": ["reason"]}
ROLE = {"id": "role", "step": 2, "kind": "line", "ask": "My role asks", "role": True}
PLEDGE = {"id": "pledge", "step": 2, "kind": "line", "ask": "What do I pledge?", "feeds": "pledge"}
FIRST = {"id": "top", "step": 1, "kind": "text", "ask": "Which three?", "feeds": "today.top"}
IF_THEN = {"id": "if-then", "step": 2, "kind": "line", "ask": "What then?", "feeds": "today.if-then"}


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


# --- answers


SCALE = {"id": "energy", "step": 1, "kind": "scale", "ask": "How much energy?"}
CHOICE = {"id": "led", "step": 1, "kind": "choice", "ask": "Who led?", "choices": ["Me", "Maria", "nobody"]}
KEPT = {"id": "kept", "step": 1, "kind": "yes-partly-no", "ask": "Kept?"}
WORDS = {"id": "problem", "step": 1, "kind": "text", "ask": "What was hard?"}


@pytest.mark.parametrize(
    ("question", "typed", "kept"),
    [
        (SCALE, "1", "1"),
        (SCALE, " 5 ", "5"),
        (SCALE, "\uff13", "3"),
        ({**SCALE, "scale": 9}, "9", "9"),
        (CHOICE, "Maria", "Maria"),
        (CHOICE, "me", "Me"),
        (CHOICE, "NOB", "nobody"),
        (KEPT, "y", "yes"),
        (KEPT, "Partly", "partly"),
        (WORDS, "one\n\n two ", "one\ntwo"),
        (PLEDGE, " be there ", "be there"),
        (FIRST, "a\nb\nc", "a\nb\nc"),
        (SCALE, "", ""),
        (CHOICE, " \n", ""),
    ],
)
def test_an_answer_that_fits_is_kept_as_it_is_meant(question: dict[str, Any], typed: str, kept: str) -> None:
    (asked,) = review_of(question).questions
    assert asked.fitting(typed) == kept
    assert asked.fitting(kept) == kept


@pytest.mark.parametrize(
    ("question", "typed", "said"),
    [
        (SCALE, "banana", "'banana' is no answer to 'How much energy?'; give a whole number from 1 to 5"),
        (SCALE, "9", "from 1 to 5"),
        (SCALE, "0", "from 1 to 5"),
        (SCALE, "-1", "from 1 to 5"),
        (SCALE, "4.5", "from 1 to 5"),
        (SCALE, "1" * 5000, "from 1 to 5"),
        (SCALE, "3\n4", "from 1 to 5"),
        ({**SCALE, "scale": 7}, "8", "from 1 to 7"),
        (CHOICE, "m", "say Me, Maria or nobody"),
        (CHOICE, "Lee", "say Me, Maria or nobody"),
        (KEPT, "perhaps", "say yes, partly or no"),
        (PLEDGE, "one\ntwo", "takes one line, not 2"),
        (FIRST, "a\nb\nc\nd", "takes 3 at most, not 4"),
        (FACTS, "fine", "is only shown and takes no answer; leave facts out"),
        (OPEN, "fine", "is only shown and takes no answer; leave open out"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_with_what_would(
    question: dict[str, Any], typed: str, said: str
) -> None:
    (asked,) = review_of(question).questions
    with pytest.raises(BadInput) as refused:
        asked.fitting(typed)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        ({**SCALE, "scale": 1}, "question[0].scale (energy): should be from 2 to 9, not 1"),
        ({**SCALE, "scale": 100}, "question[0].scale (energy): should be from 2 to 9, not 100"),
        ({**CHOICE, "choices": ["a", "A"]}, "question[0].choices (led): should be 9 at most, each another one"),
        ({**CHOICE, "choices": list("abcdefghij")}, "question[0].choices (led): should be 9 at most, each another one"),
    ],
)
def test_a_question_that_nobody_can_answer_by_one_key_is_named(question: dict[str, Any], problem: str) -> None:
    assert said_of(question) == [problem]


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


def test_a_review_of_the_morning_decides_for_the_day_itself_and_sets_its_plan() -> None:
    review, problems = read_review("morning", table_of(FIRST, IF_THEN, ends="lock"))
    assert problems == ()
    assert review is not None
    assert (review.ends, review.for_today) == (Ending.LOCK, True)


def test_a_review_that_says_nothing_of_its_end_closes_the_day() -> None:
    assert (review_of(PLEDGE).ends, review_of(PLEDGE).for_today) == (Ending.CLOSE, False)


def test_a_review_decides_for_one_day_only_and_each_question_that_does_not_is_named() -> None:
    said = "should not be {} beside today.top; a review decides for one day only"
    assert said_of(FIRST, PLEDGE, IF_THEN, {**FIRST, "id": "later", "feeds": "tomorrow.top"}) == [
        f"question[1].feeds (pledge): {said.format('pledge')}",
        f"question[3].feeds (later): {said.format('tomorrow.top')}",
    ]
    assert said_of(PLEDGE, FIRST) == [
        "question[1].feeds (top): should not be today.top beside pledge; a review decides for one day only"
    ]


def test_every_problem_of_a_morning_is_said_at_once() -> None:
    kept = {"id": "kept", "step": 3, "kind": "line", "ask": "Kept?", "feeds": "pledge.kept-late"}
    facts = {**FACTS, "shows": ["room", "likeliest"]}
    assert said_of(facts, kept, {**IF_THEN, "feeds": "today.ifthen"}, ends="lok") == [
        "ends: 'lok' is no end of a review; did you mean 'lock'?",
        (
            "question[0].shows (facts): 'likeliest' is no fact; it is one of due, balance, top-interruption, "
            "whose-work, pledge, room, likeliest-interruption"
        ),
        "question[1].step (kept): should be from 1 to 2, not 3",
        "question[1].kind (kept): should be yes-partly-no, which is how a pledge was kept",
        "question[2].feeds (if-then): 'today.ifthen' is no place to feed; did you mean 'today.if-then'?",
    ]


def test_a_review_without_questions_is_none() -> None:
    assert said_of() == ["question: is missing; a review needs at least one [[question]]"]
