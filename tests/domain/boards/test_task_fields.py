"""What is true of every field of a task, and of a board: a field that is added to the table has to pass as well."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from hypothesis import assume, given
from hypothesis import strategies as st

from lswtui.domain.boards.board import Board, Task, Window
from lswtui.domain.boards.board_fields import BOARD_FIELDS
from lswtui.domain.boards.board_file import board_table, read_board
from lswtui.domain.boards.draft import TASK_FORM, Draft
from lswtui.domain.boards.sheet_import.rows import Grid
from lswtui.domain.boards.sheet_import.worksheet import read_sheets
from lswtui.domain.boards.task_fields import TASK_FIELDS
from lswtui.domain.days.card import COPIED, card_of
from lswtui.domain.fields import DerivedDefault, plain_fields
from lswtui.render.boards.csv import board_csv
from lswtui.store.files.languages import load_languages
from lswtui.store.files.own_boards import changed_text
from lswtui.store.files.toml_text import parsed_text, toml_text
from tests.domain.boards.tasks import tasks

if TYPE_CHECKING:
    from lswtui.domain.fields import FieldSpec

LANGUAGES = load_languages()
ON = date(2026, 11, 22)

fields = st.sampled_from(TASK_FIELDS)


def board_with(task: Task) -> Board:
    return Board("mine", "Mine", "", "manager", {0: (Window(480, 990),)}, (task,), ())


def read(table: dict[str, Any]) -> Task:
    board, problems = read_board("mine", table)
    assert board is not None, problems
    return board.tasks[0]


def plain_of(task: Task, **changed: Any) -> dict[str, Any]:
    """The table of a task with some of its keys changed; without those that are None."""
    plain = {**plain_fields(task._asdict(), TASK_FIELDS), **changed}
    return {key: value for key, value in plain.items() if value is not None}


def problems_of(task: Task, **changed: Any) -> list[str]:
    table = {**board_table(board_with(task)), "task": [plain_of(task, **changed)]}
    return [str(problem) for problem in read_board("mine", table)[1]]


@given(tasks())
def test_what_is_written_is_read_back_from_toml_and_from_json(task: Task) -> None:
    table = board_table(board_with(task))
    assert read(parsed_text(toml_text(table))) == task
    assert read(json.loads(json.dumps(table))) == task


@given(tasks(), tasks())
def test_a_file_is_changed_to_say_any_other_task(before: Task, after: Task) -> None:
    text = f"# mine\n{toml_text(board_table(board_with(before)))}"
    changed = changed_text(text, board_table(board_with(after)))
    assert changed.startswith("# mine\n")
    assert read(parsed_text(changed)) == after


@given(tasks())
def test_what_a_form_shows_is_read_back_where_it_is_typed_again(task: Task) -> None:
    table = board_table(board_with(task))
    draft = Draft("mine", {**table, "task": [{"id": task.id, "title": task.title}]})
    for field in TASK_FORM:
        draft = draft.typed(0, field, field.kind.text(table["task"][0].get(field.key)), known={task.id})
    assert read(draft.table) == task


@given(tasks())
def test_what_goes_out_in_a_sheet_comes_in_again(task: Task) -> None:
    board = board_with(task)
    rows = tuple(map(tuple, csv.reader(io.StringIO(board_csv(board), newline=""))))
    assert rows[0] == tuple(field.key for field in TASK_FIELDS)
    found = read_sheets([Grid("", rows)], LANGUAGES, ON)
    assert found.not_understood == ()
    assert read({**board_table(board), "task": [row.task for row in found.rows]}) == task


@given(tasks())
def test_what_a_card_copies_it_has_as_its_task_has_it(task: Task) -> None:
    card = card_of(task, "mine", ON)
    assert [field.key for field in TASK_FIELDS if field.copied] == [
        field.key for field in TASK_FIELDS if field.key in COPIED
    ]
    assert all(getattr(card, field.key) == getattr(task, field.key) for field in TASK_FIELDS if field.copied)


@given(fields, tasks())
def test_a_value_of_another_kind_is_a_problem_at_its_key(field: FieldSpec, task: Task) -> None:
    assert problems_of(task) == []
    wrong = problems_of(task, **{field.key: {"a": "table"}})
    assert [said for said in wrong if said.startswith(f"task[0].{field.key}") and "should be" in said]


@given(fields.filter(lambda field: field.needed), tasks())
def test_what_is_needed_is_missed(field: FieldSpec, task: Task) -> None:
    assert [said for said in problems_of(task, **{field.key: None}) if said.startswith(f"task[0].{field.key}")]


@given(fields.filter(lambda field: not field.needed), tasks())
def test_what_a_file_leaves_out_has_its_default(field: FieldSpec, task: Task) -> None:
    usual = task._replace(**{field.key: field.default_for(task._asdict())})
    assume(not any(each.rule(usual._asdict()) for each in TASK_FIELDS))
    assert read({**board_table(board_with(task)), "task": [plain_of(task, **{field.key: None})]}) == usual


def test_a_task_has_each_field_of_its_table_and_the_same_defaults() -> None:
    assert {field.record_name for field in TASK_FIELDS} == set(Task._fields)
    for field in TASK_FIELDS:
        if field.record_name in Task._field_defaults and not isinstance(field.default, DerivedDefault):
            assert Task._field_defaults[field.record_name] == field.default


def test_a_board_has_each_field_of_its_table_and_the_same_defaults() -> None:
    assert {field.record_name for field in BOARD_FIELDS} == set(Board._fields) - {"id", "holiday_on"}
    for field in BOARD_FIELDS:
        if field.record_name in Board._field_defaults:
            assert Board._field_defaults[field.record_name] == field.default
