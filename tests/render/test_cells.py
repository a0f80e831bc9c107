from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.render.cells import cut, padded, width


@pytest.mark.parametrize(
    ("text", "cells"), [("", 0), ("walk", 4), ("Gespräch", 8), ("朝礼", 4), ("e\u0301", 1), ("✓ ▶ …", 5)]
)
def test_a_text_is_as_wide_as_a_terminal_shows_it(text: str, cells: int) -> None:
    assert width(text) == cells


def test_what_is_cut_off_leaves_a_sign() -> None:
    assert cut("Gemba walk, line 3", 10) == "Gemba wal…"
    assert cut("Gemba walk", 10) == "Gemba walk"
    assert cut("朝礼の日", 4) == "朝…"
    assert cut("walk", 0) == ""


@given(st.text(), st.integers(0, 30))
def test_a_padded_text_has_exactly_its_cells(text: str, cells: int) -> None:
    assert width(padded(text, cells)) == cells
    assert width(padded(text, cells, right=True)) == cells
    assert cut(text, cells) == text or cut(text, cells).endswith("…") or cells == 0
