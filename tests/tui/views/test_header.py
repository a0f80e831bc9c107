"""What the header, the ribbon, the banner and the log say, as values."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lswtui.app.boards.choose import choose
from lswtui.app.days import cards
from lswtui.app.interruptions import log
from lswtui.tui.views.header import header_lines
from lswtui.tui.views.log import banner_lines, last_interruptions, log_views
from lswtui.tui.views.ribbon import ribbon_lines
from tests.app.days.test_holidays import BAVARIA, settings
from tests.desk import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lswtui.tui.lines import Line
    from tests.desk import Desk
    from tests.tui.views.conftest import StateOf


def said(lines: Iterable[Line]) -> str:
    return "\n".join("".join(text for text, _ in line).rstrip() for line in lines)


def test_the_header_says_whose_board_it_is_what_runs_and_what_is_next(desk: Desk, state_of: StateOf) -> None:
    cards.start(desk.workspace, "walk")
    desk.clock.tick(4)
    first = said(header_lines(state_of(desk, name="Maria"), 120)).splitlines()[0]
    for words in ("Plain · Maria", "Thu 19 Nov  05:54", "▶ Walk the line  4 of 30 m", "next 06:00 Huddle in 6m"):
        assert words in first


def test_what_is_saved_is_said_before_what_is_next(desk: Desk, state_of: StateOf) -> None:
    assert "data folder gone" in said(header_lines(state_of(desk, trouble="data folder gone"), 120))
    assert "saving…" in said(header_lines(state_of(desk, saving=True, trouble="data folder gone"), 120))


@pytest.mark.parametrize(
    ("on", "words"),
    [(date(2026, 11, 20), "Fri 20 Nov  1 day ahead"), (date(2026, 11, 17), "Tue 17 Nov  2 days ago")],
)
def test_another_day_says_how_far_away_it_is_and_the_keys_that_turn(
    desk: Desk, state_of: StateOf, on: date, words: str
) -> None:
    assert f"{words}, PgUp PgDn or 1 for today" in said(header_lines(state_of(desk, on), 140))
    changed = state_of(desk, on, keys={"today.before": "f7", "go.today": "f9"})
    assert f"{words}, f7 PgDn or f9 for today" in said(header_lines(changed, 140))


def test_what_is_hidden_or_waits_is_named_with_its_key(desk: Desk, state_of: StateOf) -> None:
    state = state_of(desk, hidden=True, reminders_off=True, keys={"everywhere.hide": "f8"})
    assert "texts hidden f8   reminders off R" in said(header_lines(state, 120))


@pytest.mark.parametrize("demo", [True, False])
def test_made_up_days_say_so_and_real_ones_do_not(desk: Desk, state_of: StateOf, *, demo: bool) -> None:
    assert ("demo, made-up days" in said(header_lines(state_of(desk, demo=demo), 120))) is demo


def test_the_header_names_the_holiday(empty: Desk, state_of: StateOf) -> None:
    settings(empty, BAVARIA)
    empty.clock.set("2026-12-24 05:30")
    choose(empty.workspace, empty.board(PLAIN))
    empty.clock.set("2026-12-25 09:00")
    assert "Fri 25 Dec  09:00  Christmas Day" in said(header_lines(state_of(empty), 120))


def test_a_narrow_header_leaves_the_board_out(desk: Desk, state_of: StateOf) -> None:
    lines = said(header_lines(state_of(desk), 58))
    assert "Plain" not in lines
    assert "none due yet · 6 today" in lines


def test_the_ribbon_has_the_hours_the_plan_and_a_legend(desk: Desk, state_of: StateOf) -> None:
    hours, plan, happened, legend = said(ribbon_lines(state_of(desk), 100)).splitlines()
    assert "06" in hours
    assert "▁" in plan
    assert "█" not in happened
    assert legend.startswith("▁▁ planned")
    assert ribbon_lines(state_of(desk), 19) == ()


def test_the_ribbon_of_a_day_without_hours_says_so(desk: Desk, state_of: StateOf) -> None:
    assert said(ribbon_lines(state_of(desk, date(2026, 11, 22)), 100)) == "no hours and no plan on this day"


def test_the_banner_names_the_innermost_interruption_and_the_way_back(desk: Desk, state_of: StateOf) -> None:
    assert banner_lines(state_of(desk), 100, typing=False) == ()
    cards.start(desk.workspace, "walk")
    log.begin(desk.workspace, "press 4 jammed @maria")
    log.begin(desk.workspace, "phone")
    desk.clock.tick(3)
    line = said(banner_lines(state_of(desk), 100, typing=False))
    assert line.startswith("! phone (2 deep)  3m")
    assert line.endswith("b back")
    hidden = said(banner_lines(state_of(desk, hidden=True, keys={"capture.back": "f3"}), 100, typing=True))
    assert "phone" not in hidden
    assert hidden.endswith("Esc f3 back")


def test_the_log_names_the_key_until_something_broke_in(desk: Desk, state_of: StateOf) -> None:
    assert "None so far. i the moment one comes, the words can wait." in said(last_interruptions(state_of(desk), 80, 6))
    assert said(last_interruptions(state_of(desk), 80, 1)).endswith("2 all")
    log.log(desk.workspace, "press 4 jammed 5m")
    assert "press 4 jammed" in said(last_interruptions(state_of(desk), 80, 6))
    assert "press" not in said(last_interruptions(state_of(desk, hidden=True), 80, 6))


def test_the_log_has_the_newest_on_top_each_with_what_was_said_of_it(desk: Desk, state_of: StateOf) -> None:
    log.log(desk.workspace, "press 4 jammed #equipment @maria !team 3m")
    desk.clock.tick(10)
    log.log(desk.workspace, "overtime? @lee !wait 2m")
    newest, oldest = log_views(state_of(desk))
    assert (newest.text, newest.who, newest.valid) == ("overtime?", "@lee", "could wait")
    assert (oldest.text, oldest.category, oldest.whose, oldest.minutes[0]) == (
        "press 4 jammed", "Equipment", "team's", "3m"
    )  # fmt: skip
