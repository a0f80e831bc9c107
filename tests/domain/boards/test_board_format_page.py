"""The page about the format of a board is its specification: each of its examples is read, each field is listed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import lswtui
from lswtui.domain.boards.board_fields import BOARD_FIELDS, LONGEST_SHIFT
from lswtui.domain.boards.board_file import read_board
from lswtui.domain.boards.task_fields import LONGEST_TITLE, TASK_FIELDS
from lswtui.domain.cadence.parser import parse_cadence
from lswtui.domain.fields import WordKind
from lswtui.store.files.toml_text import parsed_text

if TYPE_CHECKING:
    from lswtui.domain.fields import FieldSpec

PAGE = (Path(lswtui.__file__).parent / "pages" / "board-format.md").read_text("utf-8")
PARTS = {part.partition("\n")[0]: part for part in PAGE.split("\n## ")}
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
RULES = [
    rule
    for row in re.findall(r"^\| (`.*?) \|", PARTS["How often"].partition("|---|---|")[2], re.MULTILINE)
    for rule in re.findall(r"`(.+?)`", row)
    if not rule.startswith("at =")
]


def rows(part: str) -> list[tuple[str, str]]:
    """The rows of a table: a key, and all cells behind it."""
    return re.findall(r"^\| `(\w+)` \|(.*)\|$", PARTS[part], re.MULTILINE)


def listed(part: str, field: FieldSpec) -> list[str]:
    return next([cell.strip() for cell in rest.split("|")] for key, rest in rows(part) if key == field.key)


def test_the_page_lists_every_field_in_its_order_and_no_other() -> None:
    assert [key for key, _ in rows("The board")] == [field.key for field in BOARD_FIELDS]
    assert [key for key, _ in rows("A task")] == [field.key for field in TASK_FIELDS]


@pytest.mark.parametrize(
    ("part", "field"),
    [*(("The board", each) for each in BOARD_FIELDS), *(("A task", each) for each in TASK_FIELDS)],
    ids=lambda each: each if isinstance(each, str) else each.key,
)
def test_the_page_says_kind_default_and_words_of_a_field(part: str, field: FieldSpec) -> None:
    kind, default, _meaning = listed(part, field)
    assert (kind, default) == (field.kind.name, "needed" if field.needed else field.default_words or "–")
    if isinstance(field.kind, WordKind):
        assert set(field.kind.words({})) <= set(re.findall(r"`(.+?)`", PARTS[part]))


def test_the_page_says_what_a_card_copies() -> None:
    *others, last = (f"`{field.key}`" for field in TASK_FIELDS if not field.copied)
    assert f"its own copy of all but {', '.join(others)} and {last}," in PARTS["A task"]


def test_the_page_says_how_long_a_title_and_the_name_of_a_shift_may_be() -> None:
    assert f"{LONGEST_TITLE} characters" in PARTS["A task"]
    assert f"{LONGEST_SHIFT} letters" in PARTS["The board"]


def test_every_example_is_a_board() -> None:
    whole, *parts = EXAMPLES
    for part in ("", *parts):
        board, problems = read_board("example", parsed_text(f"{whole}\n{part}"))
        assert board is not None, problems


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_of_how_often_is_read(rule: str) -> None:
    assert parse_cadence(rule.replace("…", "daily"))
