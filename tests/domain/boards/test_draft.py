"""A board while it is being written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.boards.board_file import board_table, read_board
from lswtui.domain.boards.draft import (
    BOARD,
    BOARD_FORM,
    TASK_FORM,
    Draft,
    Editing,
    board_name,
    checked,
    completed,
    fresh_id,
    guesses,
    words_for,
)
from lswtui.domain.errors import BadInput
from lswtui.domain.fields import FieldSpec
from lswtui.store.files.board_files import board_names, bundled, load_board

WALK = {
    "id": "walk",
    "title": "Walk the line",
    "every": "workday",
    "at": "07:00",
    "minutes": 30,
    "activity": "go-and-see",
    "domain": "operate",
    "element": "accountability",
    "area": "accountability",
}
HUDDLE = {**WALK, "id": "huddle", "title": "Huddle", "at": ["06:00"], "minutes": 10}
SOUND = {"title": "Press shop", "level": "front line", "hours": {"mon-fri": "06:00-14:00"}, "task": [HUDDLE, WALK]}
DRAFT = Draft("press-shop", SOUND)


def field(key: str, place: int = 0) -> FieldSpec:
    return next(each for each in (BOARD_FORM if place == BOARD else TASK_FORM) if each.key == key)


def typed(key: str, text: str, place: int = 0) -> Draft:
    return DRAFT.typed(place, field(key, place), text)


def test_what_is_typed_stands_in_the_task_and_nowhere_else() -> None:
    draft = typed("minutes", "45", 1)
    assert draft.tasks == [HUDDLE, {**WALK, "minutes": 45}]
    assert DRAFT.tasks == [HUDDLE, WALK]


def test_what_is_no_number_stays_as_it_was_typed_and_is_a_problem() -> None:
    draft = typed("minutes", "a while")
    assert draft.text(0, field("minutes")) == "a while"
    assert checked(draft).of(0, "minutes") == ("should be a whole number, not 'a while'",)


def test_an_emptied_field_is_no_longer_in_the_file() -> None:
    assert "at" not in typed("at", "  ").tasks[0]
    assert checked(typed("every", "")).of(0, "every") == ("is missing",)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("minutes", "15", 15),
        ("check", "yes", True),
        ("check", "no", None),
        ("check", "perhaps", "perhaps"),
        ("at", "09:00, 13:00", ["09:00", "13:00"]),
        ("at", "09:00", "09:00"),
        ("steps", "Look\n\n Ask ", ["Look", "Ask"]),
        ("hours", "mon-fri = 06:00-14:00\nsat = 06:00-10:00", {"mon-fri": "06:00-14:00", "sat": "06:00-10:00"}),
        ("category", "e Machine down", [{"id": "machine-down", "letter": "e", "name": "Machine down"}]),
        ("category", "e", [{"id": "e", "letter": "e"}]),
        ("question", "Did I teach it?", [{"id": "did-i-teach-it", "ask": "Did I teach it?"}]),
        ("trap", "Doing it: filled in, ran it", [{"text": "Doing it", "words": ["filled in", "ran it"]}]),
        ("guide", "0.7-0.8 the book", {"low": 0.7, "high": 0.8, "source": "the book"}),
        ("targets", "go and see = 0.3\nplanning = much", {"go-and-see": 0.3, "planning": "much"}),
        (
            "shifts",
            "Early 06:00-14:15\nshift 2 b 14:00 - 22:15\na week each: Early, shift 2 b\nfrom 2026-11-23",
            {
                "early": "06:00-14:15",
                "shift-2-b": "14:00 - 22:15",
                "weeks": ["early", "shift-2-b"],
                "first": "2026-11-23",
            },
        ),
        (
            "shifts",
            "early = 06:00-14:15\nweeks = early, late\nfirst = 2026-11-23",
            {"early": "06:00-14:15", "weeks": ["early", "late"], "first": "2026-11-23"},
        ),
        ("shifts", "=", {"=": ""}),
        ("roster", "2026-01-05 DDDNNN---", {"first": "2026-01-05", "pattern": "DDDNNN---"}),
        ("roster", "2026-01-05, 2026-01-09", ["2026-01-05", "2026-01-09"]),
        ("guide", "much", {"low": "much", "high": "", "source": ""}),
    ],
)
def test_what_is_typed_becomes_what_a_file_says(key: str, text: str, value: Any) -> None:
    spec = next(each for each in (*TASK_FORM, *BOARD_FORM) if each.key == key)
    assert spec.kind.typed(text) == value


def test_days_written_twice_are_a_problem_and_not_lost() -> None:
    draft = typed("hours", "mon = 06:00-14:00\nmon = 07:00-15:00", BOARD)
    assert draft.text(BOARD, field("hours", BOARD)) == "mon = 06:00-14:00\nmon = 07:00-15:00"
    assert checked(draft).flaws[0].key == "hours"


@pytest.mark.parametrize("name", board_names(bundled() / "nowhere"))
def test_every_field_of_a_ready_made_board_is_shown_and_read_back(name: str) -> None:
    table = board_table(load_board(name, bundled() / "nowhere"))
    draft = Draft(name, table)
    for place in range(BOARD, len(draft.tasks)):
        for each in BOARD_FORM if place == BOARD else TASK_FORM:
            known = [task["id"] for task in draft.tasks]
            draft = draft.typed(place, each, draft.text(place, each), known=known, was=table)
    assert read_board(name, draft.table) == read_board(name, table)


@given(
    st.sampled_from([*((0, each) for each in TASK_FORM), *((BOARD, each) for each in BOARD_FORM)]), st.text(max_size=40)
)
def test_whatever_is_typed_can_be_kept_shown_and_checked(at: tuple[int, FieldSpec], text: str) -> None:
    place, spec = at
    value = spec.kind.typed(text)
    assert spec.kind.retyped(spec.kind.text(value), value) == value
    draft = DRAFT.typed(place, spec, text)
    assert checked(Draft(draft.name, json.loads(json.dumps(draft.table)))) == checked(draft)


# --- ids that nobody sees


def test_kinds_of_interruption_are_written_without_their_ids_which_stay() -> None:
    was = {
        "category": [
            {"id": "machine", "letter": "e", "name": "Machine"},
            {"id": "q1", "letter": "q", "name": "Quality"},
        ]
    }
    spec = field("category", BOARD)
    assert spec.kind.text(was["category"]) == "e Machine\nq Quality"
    draft = DRAFT.typed(BOARD, spec, "k Quality\ne Machine or tool down\nb My boss", was=was)
    assert draft.table["category"] == [
        {"id": "q1", "letter": "k", "name": "Quality"},
        {"id": "machine", "letter": "e", "name": "Machine or tool down"},
        {"id": "my-boss", "letter": "b", "name": "My boss"},
    ]


def test_a_question_in_other_words_keeps_its_id_and_another_gets_its_own() -> None:
    was = {
        "question": [
            {"id": "taught", "ask": "Did I fix it, or teach it?"},
            {"id": "walked", "ask": "Where did I walk?"},
        ]
    }
    spec = field("question", BOARD)
    assert spec.kind.text(was["question"]) == "Did I fix it, or teach it?\nWhere did I walk?"
    draft = DRAFT.typed(BOARD, spec, "Whom did I thank today?\nDid I fix it, or did I teach it?", was=was)
    assert [each["id"] for each in draft.table["question"]] == ["whom-did-i-thank-today", "taught"]


def test_shifts_are_written_by_their_names_with_their_times() -> None:
    spec = field("shifts", BOARD)
    shifts = {"early": "06:00-14:15", "late": "14:00-22:15", "weeks": ["early", "late"], "first": "2026-11-23"}
    assert spec.kind.text(shifts) == "early 06:00-14:15\nlate 14:00-22:15\na week each: early, late\nfrom 2026-11-23"


# --- tasks


def test_a_new_task_stands_where_it_was_asked_for_and_takes_its_id_from_its_title() -> None:
    draft = DRAFT.added(1)
    for text in ("W", "Walk", "Walk the línes"):
        draft = draft.typed(1, field("title"), text, known={"walk", "huddle"})
    assert [task["id"] for task in draft.tasks] == ["huddle", "walk-the-lines", "walk"]


def test_a_task_with_a_history_keeps_its_id_whatever_its_title() -> None:
    draft = DRAFT.typed(1, field("title"), "Round", known={"walk", "huddle"})
    assert draft.tasks[1]["id"] == "walk"


def test_an_id_that_was_chosen_by_hand_stays() -> None:
    chosen = {**WALK, "id": "chat", "title": "Talk"}
    draft = DRAFT._replace(table={**SOUND, "task": [HUDDLE, WALK, chosen]}).typed(2, field("title"), "Talk more")
    assert draft.tasks[2]["id"] == "chat"


def test_a_title_in_other_letters_gets_an_id_too() -> None:
    draft = DRAFT.added(2).typed(2, field("title"), "夜").typed(2, field("title"), "夜班")
    draft = draft.added(3).typed(3, field("title"), "朝礼")
    assert [task["id"] for task in draft.tasks[2:]] == ["task", "task-2"]
    assert checked(draft).flaws == ()


def test_two_tasks_of_one_title_get_two_ids() -> None:
    draft = DRAFT.added(2).typed(2, field("title"), "Walk")
    assert draft.tasks[2]["id"] == "walk-2"


def test_tasks_are_moved_and_removed() -> None:
    assert DRAFT.moved(0, 1).tasks == [WALK, HUDDLE]
    assert DRAFT.moved(0, -1).tasks == [HUDDLE, WALK]
    assert DRAFT.removed(0).tasks == [WALK]


# --- problems


def test_a_sound_draft_is_its_board() -> None:
    found = checked(DRAFT)
    assert found.flaws == ()
    assert found.board == read_board("press-shop", SOUND)[0]


def test_problems_stand_at_their_field_and_those_of_the_board_come_first() -> None:
    draft = typed("every", "worky").typed(BOARD, field("level", BOARD), "king")
    found = checked(draft)
    assert [(flaw.place, flaw.key) for flaw in found.flaws] == [(BOARD, "level"), (0, "every")]
    assert found.of(0, "every") == ("'worky' is no recurrence; did you mean 'workday'?",)
    assert found.of(1) == ()


def test_a_problem_in_a_line_of_several_says_in_which() -> None:
    draft = typed("category", "p People\nxx Boss", BOARD)
    assert checked(draft).of(BOARD, "category") == ("no. 2, letter: 'xx' should be one letter from a to z",)


def test_the_good_tasks_of_a_bad_draft_still_make_a_board() -> None:
    board = checked(typed("minutes", "long")).board
    assert board is not None
    assert [task.id for task in board.tasks] == ["walk"]


def test_without_hours_there_is_no_board() -> None:
    assert checked(typed("hours", "", BOARD)).board is None


# --- taking back


def test_letters_typed_into_one_field_are_one_step() -> None:
    editing = Editing(DRAFT)
    for text in ("Wa", "Wai", "Wait"):
        editing = editing.to(editing.draft.typed(1, field("title"), text), 1, "title")
    editing = editing.to(editing.draft.removed(0), 0)
    once = editing.undone()
    assert once is not None
    assert (once[0].draft.tasks[1]["title"], once[1]) == ("Wait", 0)
    twice = once[0].undone()
    assert twice is not None
    assert (twice[0].draft, twice[1], twice[0].undone()) == (DRAFT, 1, None)


def test_what_changes_nothing_is_no_step() -> None:
    assert Editing(DRAFT).to(DRAFT.moved(0, -1), 0).undone() is None


# --- words


def test_only_the_elements_of_the_domain_are_offered() -> None:
    assert words_for(field("element"), WALK) == ("planning", "accountability", "stakeholders")
    assert len(words_for(field("element"), {})) == 16


def test_a_word_is_completed_where_only_one_begins_so() -> None:
    words = ("coaching-development", "coaching-problem-solving", "planning")
    assert completed("pl", words) == "planning"
    assert completed("coach", words) == "coach"
    assert completed("", words) == ""
    assert completed("else", words) == "else"


def test_a_board_is_named_after_its_title() -> None:
    assert board_name("  Press Shop, Night! ") == "press-shop-night"
    assert fresh_id("Press shop", {"press-shop", "press-shop-2"}) == "press-shop-3"
    with pytest.raises(BadInput, match="letters from a to z"):
        board_name("夜班")


def test_what_a_task_does_not_say_is_guessed_from_its_title_and_written_out_when_it_is_saved() -> None:
    task = {"id": "walk", "title": "Gemba walk", "every": "workday", "minutes": 15}
    draft = Draft("mine", {**SOUND, "task": [task]})
    assert guesses(task) == {
        "activity": "go-and-see",
        "domain": "operate",
        "element": "accountability",
        "area": "accountability",
    }
    assert checked(draft).flaws == ()
    assert draft.filled().tasks == [{**task, **guesses(task)}]
    assert draft.tasks == [task]


def test_what_a_task_says_is_never_guessed_and_the_rest_follows_it() -> None:
    said = {"title": "Gemba walk", "activity": "reflecting"}
    assert guesses(said) == {"domain": "perfect", "element": "explore", "area": "capability"}
    assert guesses({**said, "element": "rewards"}) == {"domain": "structure", "area": "capability"}
    assert guesses(WALK) == {}
    assert guesses({"detail": "a walk"}) == {}


def test_the_ready_made_boards_agree_with_most_guesses() -> None:
    right = count = 0
    for name in board_names(Path("nowhere")):
        for task in load_board(name, Path("nowhere")).tasks:
            guess = guesses({"title": task.title, "detail": task.detail})
            right += guess["activity"] == task.activity
            count += 1
    assert right / count > 0.65


def test_fixed_words_are_read_and_shown_as_people_write_them() -> None:
    kind = field("activity").kind
    assert kind.text("go-and-see") == "go and see"
    assert kind.typed("Go and see") == "go-and-see"
    assert kind.typed("go and") == "go and"
