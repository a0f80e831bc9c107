from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rich.cells import cell_len

from lswtui.render.cells import cut, padded
from lswtui.render.page import Cell, Column, Group, Page, Table
from lswtui.render.text import GAP, plain_text
from lswtui.tui.widgets.page import page_lines

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
JOINER = "\u200d"
WIDTHS = [
    ("", 0),
    ("walk", 4),
    ("Gespräch", 8),
    ("朝礼", 4),
    ("e\u0301", 1),
    ("ก็", 1),
    ("✓ ▶ …", 5),
    (FAMILY, 2),
    ("👍🏽", 2),
    ("🇩🇪", 2),
]


@pytest.mark.parametrize(("text", "cells"), WIDTHS)
def test_a_text_is_as_wide_in_a_table_of_the_shell_as_on_the_screen(text: str, cells: int) -> None:
    columns = (Column("who"), Column("what"))
    page = Page("week", (Table("table", columns, (Group("", ((Cell(text), Cell("after")),)),)),))
    shell = next(line for line in plain_text(page).split("\n") if line.endswith("after"))
    screen = next(
        line for line in map(_text, page_lines(page, 80, definitions=False)) if line.rstrip().endswith("after")
    )
    before = " " * (max(cells, len("who")) - cells) + GAP
    assert shell == f"{text}{before}after"
    assert screen.endswith(shell)


def _text(line: object) -> str:
    return "".join(text for text, _ in line)  # type: ignore[attr-defined] # a line is pieces of text and role


def test_what_is_cut_off_leaves_a_sign() -> None:
    assert cut("Gemba walk, line 3", 10) == "Gemba wal…"
    assert cut("Gemba walk", 10) == "Gemba walk"
    assert cut("朝礼の日", 4) == "朝…"
    assert cut("walk", 0) == ""


def test_no_character_is_cut_in_two() -> None:
    assert cut(f"{FAMILY}{FAMILY}", 3) == f"{FAMILY}…"
    assert cut(f"{FAMILY} at home", 2) == "…"


def test_a_text_that_was_cut_before_has_one_sign() -> None:
    assert cut("Gemba walk, …", 13) == "Gemba walk, …"
    assert cut("Gemba walk, … more", 14) == "Gemba walk,…"


@given(st.text() | st.text(FAMILY + "\ufe0f⚠e\u0301朝🇩 "), st.integers(0, 30))
def test_a_padded_text_has_exactly_its_cells(text: str, cells: int) -> None:
    assume(text.strip(JOINER) == text)  # a joiner with nothing to join takes what stands beside the text
    assert cell_len(padded(text, cells)) == cells
    assert cell_len(padded(text, cells, right=True)) == cells
    assert cut(text, cells) == text or cut(text, cells).endswith("…") or cells == 0
