from __future__ import annotations

import io
import json
import unicodedata
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from lswtui.app.results import Result
from lswtui.cli.output import LONGEST_SENTENCE, complain, put, put_json, tell

if TYPE_CHECKING:
    from collections.abc import Callable


def written(write: Callable[[], None]) -> tuple[str, str]:
    """What a call writes to both streams."""
    out, err = io.StringIO(newline=""), io.StringIO(newline="")
    with redirect_stdout(out), redirect_stderr(err):
        write()
    return out.getvalue(), err.getvalue()


def harmless(text: str) -> bool:
    return all(sign == "\n" or unicodedata.category(sign) != "Cc" for sign in text)


@given(st.text())
def test_no_control_character_reaches_the_terminal(text: str) -> None:
    assert harmless(written(lambda: put(text))[0])
    assert harmless(written(lambda: complain(text))[1])


@given(st.text())
def test_what_a_change_says_is_one_line(text: str) -> None:
    assert written(lambda: tell(Result(text), as_json=False))[0].splitlines(keepends=True)[1:] == []


@given(st.text())
def test_a_complaint_is_one_line_of_bearable_length(text: str) -> None:
    _, said = written(lambda: complain(text * 3))
    assert said.startswith("lsw: ")
    assert said.count("\n") == 1
    assert len(said) < LONGEST_SENTENCE + 20


def test_a_long_complaint_keeps_the_advice_at_its_end() -> None:
    assert written(lambda: complain("x" * 10_000 + "; try again"))[1].endswith("; try again\n")


@given(st.dictionaries(st.text(), st.text()))
def test_json_holds_any_text_and_is_ascii(content: dict[str, str]) -> None:
    out, _ = written(lambda: put_json(content))
    assert out.isascii()
    assert harmless(out)
    assert json.loads(out) == {"schema": 1, **content}
