"""The page about the notation is its specification: each of its examples is read."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import lswtui
from lswtui.domain.boards.category import Category
from lswtui.domain.interruptions.notation import Capture, read_capture

PAGE = Path(lswtui.__file__).parent / "pages" / "notation.md"
NOW = datetime(2026, 11, 19, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
CATEGORIES = (
    Category("equipment", "e", "Equipment down"),
    Category("quality", "q", "Quality"),
    Category("question", "n", "Question"),
)
EXAMPLES = re.findall(
    r"^\| `(.+?)` \| (`.+`) \| (.*?) ?\|$", PAGE.read_text("utf-8").partition("## Examples")[2], re.MULTILINE
)


def shown(value: object) -> str:
    match value:
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case float():
            return f"{value:g}"
        case True:
            return "yes"
        case _:
            return str(value)


@pytest.mark.parametrize(("line", "fields", "said"), EXAMPLES, ids=[line for line, _, _ in EXAMPLES])
def test_an_example_of_the_page_is_read_as_it_says(line: str, fields: str, said: str) -> None:
    capture, empty = read_capture(line, now=NOW, categories=CATEGORIES), Capture()
    understood = {
        name: shown(value)
        for name, value in capture._asdict().items()
        if name not in {"pieces", "notes", "unread"} and value != getattr(empty, name)
    }
    assert understood == dict(re.findall(r"`(\w+): (.*?)`(?: · |$)", fields))
    assert said == "; ".join(capture.notes)


def test_every_field_of_a_capture_has_an_example() -> None:
    named = {name for _, fields, _ in EXAMPLES for name in re.findall(r"`(\w+): ", fields)}
    assert named == set(Capture._fields) - {"pieces", "notes", "unread"}


def test_every_row_of_the_examples_is_read() -> None:
    rows = [row for row in PAGE.read_text("utf-8").partition("## Examples")[2].splitlines() if row.startswith("| `")]
    assert len(rows) == len(EXAMPLES) >= 30
