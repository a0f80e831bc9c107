from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.tui.review_draft import draft_name, read_draft, write_draft

ANSWERS = st.dictionaries(st.text(min_size=1), st.text())


@given(given=ANSWERS, stored=ANSWERS)
def test_a_draft_is_read_as_it_was_written(given: dict[str, str], stored: dict[str, str]) -> None:
    read = read_draft(write_draft(given, stored, {}))
    assert read == {key: (answer, stored.get(key, "")) for key, answer in given.items()}


def test_what_is_not_asked_now_stays_in_the_draft_and_what_is_typed_now_wins() -> None:
    unasked = {"a": ("old", "was"), "b": ("kept", "")}
    assert read_draft(write_draft({"a": "new"}, {"a": "is"}, unasked)) == {"a": ("new", "is"), "b": ("kept", "")}
    assert write_draft({}, {}, {}) == ""


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"a": 3}', '{"a": ["one"]}', '{"a": ["one", 2]}'])
def test_a_draft_that_is_none_of_ours_is_left_alone(text: str) -> None:
    assert read_draft(text) == {}


def test_the_evenings_draft_is_called_as_it_always_was() -> None:
    on = date(2026, 11, 19)
    assert (draft_name("evening", on), draft_name("morning", on)) == ("reflect-2026-11-19", "morning-2026-11-19")
