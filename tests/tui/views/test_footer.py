"""The line of keys, and what the screens of interruptions, reviews and the week say, as values."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lswtui.app.interruptions import log
from lswtui.app.reports.report import report
from lswtui.app.reviews import review as reviews
from lswtui.domain.date_input import period_named
from lswtui.measures.breakdown import Dimension
from lswtui.tui.views import interruptions, reflect, review
from lswtui.tui.views.footer import FooterKeys, footer_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lswtui.tui.lines import Line
    from tests.desk import Desk
    from tests.tui.views.conftest import StateOf

TODAY = date(2026, 11, 19)


def said(lines: Iterable[Line]) -> str:
    return "\n".join("".join(text for text, _ in line).rstrip() for line in lines)


def test_the_footer_ends_with_where_the_other_screens_are_and_the_help() -> None:
    line = said([footer_line("today", ["today.done"], {}, FooterKeys({}, lambda _key: True), 120)])
    assert line.startswith("d done   ")
    assert line.endswith("  2 log  3 reflect  4 week  ? keys")
    assert "1 today" not in line


def test_a_narrow_footer_keeps_the_help_and_shows_the_keys_that_fit_whole() -> None:
    ids = ["today.done", "today.aside", "today.new"]
    line = said([footer_line("today", ids, {"today.done": "finished"}, FooterKeys({}, lambda _key: True), 32)])
    assert line == "d finished   n new        ? keys"


def test_keys_that_are_written_into_a_field_are_no_keys_of_the_footer() -> None:
    keys = FooterKeys({"everywhere.help": "f1"}, lambda key: len(key) > 1 and key != "question_mark")
    assert said([footer_line("reflect", ["today.done", "reflect.save"], {}, keys, 120)]).split() == [
        "ctrl+s", "save", "f1", "keys"
    ]  # fmt: skip


def test_the_log_counts_what_broke_in_and_names_another_day(desk: Desk, state_of: StateOf) -> None:
    log.log(desk.workspace, "press 4 jammed #eq @maria 5m")
    assert said([interruptions.log_title(state_of(desk))]) == "Interruptions 1 · 5m"
    assert said([interruptions.log_title(state_of(desk, date(2026, 11, 18)))]) == "Interruptions   Wed 18 Nov"
    assert interruptions.footer_commands(state_of(desk))[0] == "interruptions.edit"
    assert interruptions.footer_commands(state_of(desk, date(2026, 11, 18)))[0] == "capture.now"


def test_what_took_most_is_told_by_kind_person_and_hour(desk: Desk, state_of: StateOf) -> None:
    log.log(desk.workspace, "press 4 jammed #eq @maria 5m")
    log.log(desk.workspace, "phone 2m")
    past = report(desk.workspace, TODAY, TODAY)
    kinds, people, hours = interruptions.paretos(past, state_of(desk))
    assert kinds.entries == (("Equipment", 1, 5.0), ("not said", 1, 2.0))
    assert people.entries == (("@maria", 1, 5.0), ("not said", 1, 2.0))
    assert [name for name, _, _ in hours.entries] == ["05:00"]
    assert interruptions.paretos(past, state_of(desk, hidden=True))[1].entries[0][0] == "@·····"
    (stack,) = interruptions.stacks(past, TODAY)
    assert stack.shown


def test_the_week_says_which_it_is_and_which_table_is_shown(desk: Desk, state_of: StateOf) -> None:
    first, last = period_named("week", TODAY)
    assert review.week_words(first, last, TODAY) == "this week"
    assert review.week_words(first, last, date(2026, 12, 1)) == "week 47"
    made = report(desk.workspace, first, last)
    title = said(review.week_title("16 to 22 Nov", "this week", Dimension.TASK, 80))
    assert "▌ task" in title
    assert "  overview" in title
    assert review.week_page(made, Dimension.TASK, state_of(desk)) != review.week_page(made, None, state_of(desk))


def test_a_review_says_how_it_stands(desk: Desk) -> None:
    asked = reviews.asked(desk.workspace, TODAY, reviews.EVENING)
    assert reflect.standing(asked, has_news=False) == "one line anywhere is enough"
    assert reflect.standing(asked, has_news=True) == "a draft, not saved yet"
    assert said([reflect.sheet_title(asked, TODAY)]).endswith("Thu 19 Nov")
    assert reflect.footer_words(asked) == {}
    assert reflect.footer_words(reviews.asked(desk.workspace, TODAY, "morning")) == {"reflect.close": "lock the plan"}


@pytest.mark.parametrize(
    ("answered", "left", "rows", "words"),
    [
        ([False, False], 0, False, ("", False)),
        ([True, False], 0, False, ("1 of 2", False)),
        ([True, True], 0, False, ("2 of 2", True)),
        ([True], 3, True, ("3 open", False)),
        ([], 0, True, ("", True)),
    ],
)
def test_a_step_says_how_far_it_has_come(
    answered: list[bool], left: int, *, rows: bool, words: tuple[str, bool]
) -> None:
    assert reflect.progress(answered, left, rows=rows) == words
