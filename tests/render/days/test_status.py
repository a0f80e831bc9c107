from __future__ import annotations

import pytest

from lswtui.domain.days.day import Day
from lswtui.domain.errors import BadInput
from lswtui.render.days.status import status_line
from tests.measures.days import AFTERWARDS, EXAMPLE, EXAMPLE_NOW, THURSDAY, at, interruption, span

INTERRUPTED = EXAMPLE._replace(
    spans=(*EXAMPLE.spans[:-1], span("gemba", "10:30", "10:42"), span("NOISE", "10:42")),
    interruptions=(
        *EXAMPLE.interruptions,
        interruption("NOISE", "10:42", None, text="press 4 jammed", card="gemba@2026-11-19"),
    ),
)


def test_the_line_says_what_runs_what_is_next_and_how_the_day_stands() -> None:
    line = status_line(EXAMPLE, EXAMPLE_NOW, None, questions=0)
    assert line == "▶ Gemba walk, line 3 12/30m · next 11:30 Tier-two · 5/6"


def test_while_interrupted_the_line_says_by_what_and_on_which_card() -> None:
    line = status_line(INTERRUPTED, at("10:53"), None, questions=3)
    assert line == "! press 4 jammed 11m · on Gemba walk, line 3 · next 11:30 Tier-two · 5/6 · 3 to answer"


def test_on_an_empty_day_the_line_says_that_nothing_is_due() -> None:
    assert status_line(Day(THURSDAY), EXAMPLE_NOW, None, questions=0) == "none due"


def test_a_format_takes_its_fields_and_leaves_the_rest() -> None:
    form = "#[fg=red]{running} {minutes}|{next}|{adherence}|{planned}/{reactive}|{questions}|{ }"
    assert status_line(EXAMPLE, EXAMPLE_NOW, form, questions=1) == (
        "#[fg=red]Gemba walk, line 3 12/30m|11:30 Tier-two|5/6|2h05/48m|1|{ }"
    )
    assert status_line(EXAMPLE._replace(spans=()), AFTERWARDS, "<{running}{minutes}>", questions=0) == "<>"


def test_a_format_can_say_in_how_many_minutes_the_next_card_is_due() -> None:
    assert status_line(EXAMPLE, EXAMPLE_NOW, "{due}m", questions=0) == "48m"
    assert status_line(Day(THURSDAY), EXAMPLE_NOW, "<{due}>", questions=0) == "<>"


@pytest.mark.parametrize("form", ["{runing}", "{}", "{running} {__class__}"])
def test_an_unknown_field_is_refused_with_the_fields_there_are(form: str) -> None:
    with pytest.raises(BadInput, match=r"no field \{.*\{running\}"):
        status_line(EXAMPLE, EXAMPLE_NOW, form, questions=0)


def test_a_text_never_brings_a_second_line_or_an_escape() -> None:
    noisy = INTERRUPTED._replace(
        interruptions=tuple(i._replace(text="a\nb\x1b[31m" + "c" * 80) for i in INTERRUPTED.interruptions)
    )
    line = status_line(noisy, at("10:53"), None, questions=0)
    assert line.startswith("! a b\ufffd[31mccc")
    assert "…" in line
