from __future__ import annotations

from datetime import date

import pytest

from lswtui.app.days import cards
from lswtui.app.interruptions import log
from lswtui.app.reports.report import report
from lswtui.domain.date_input import period_named
from lswtui.domain.vocabulary import Outcome, Reason
from lswtui.measures.breakdown import Dimension
from lswtui.measures.definitions import DEFINITIONS
from lswtui.render.reports.report import parts_page, report_page
from lswtui.render.text import plain_text
from tests.desk import Desk
from tests.tui.window import window


def a_day(desk: Desk) -> None:
    """Something of everything on Thursday."""
    cards.finish(desk.workspace, "huddle", minutes=9)
    cards.set_aside(desk.workspace, "walk", Outcome.MISSED, reason=Reason.FORGOT)
    log.log(desk.workspace, "press jammed #equipment @maria !team 12m")


async def test_the_week_shows_the_cells_that_the_command_line_prints(desk: Desk) -> None:
    a_day(desk)
    desk.clock.set("2026-11-19 15:00")
    page = report_page(report(desk.workspace, *period_named("week", date(2026, 11, 19))), with_names=True)
    async with window(desk.workspace, desk.clock, size=(90, 120)) as board:
        await board.press("4")
        shown = board.text.split()
        for word in plain_text(page).replace("█", "").replace("▌", "").split():
            assert word in shown


async def test_one_key_goes_through_the_tables_whose_cells_the_command_line_prints(desk: Desk) -> None:
    a_day(desk)
    desk.clock.set("2026-11-19 15:00")
    made = report(desk.workspace, *period_named("week", date(2026, 11, 19)))
    async with window(desk.workspace, desk.clock, size=(120, 50)) as board:
        await board.press("4")
        for by in Dimension:
            await board.press("t")
            assert f"▌ {by}" in board.text
            shown = board.text.split()
            for word in plain_text(parts_page(made, by)).split():
                assert word in shown
        await board.press("t")
        assert "▌ overview" in board.text
        assert "misses with a reason" in board.text


async def test_a_table_stays_from_week_to_week_and_says_what_its_columns_mean(desk: Desk) -> None:
    a_day(desk)
    desk.clock.set("2026-11-26 15:00")
    async with window(desk.workspace, desk.clock, size=(58, 30)) as board:
        await board.press("4", "t", "left_square_bracket")
        assert "▌ task" in board.text
        assert "area" in board.text
        assert "Mon 16 Nov to Sun 22 Nov 2026" in board.text
        await board.press("d")
        assert DEFINITIONS["part"][:30] in board.text


async def test_the_brackets_go_from_week_to_week(desk: Desk) -> None:
    a_day(desk)
    desk.clock.set("2026-11-26 15:00")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("4")
        assert "Mon 23 Nov to Sun 29 Nov 2026" in board.text
        await board.press("left_square_bracket")
        assert "Mon 16 Nov to Sun 22 Nov 2026" in board.text
        assert "Equipment" in board.text
        await board.press("right_square_bracket")
        assert "Mon 23 Nov to Sun 29 Nov 2026" in board.text


async def test_the_week_to_come_is_not_shown(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("4", "right_square_bracket")
        assert "Mon 16 Nov to Sun 22 Nov 2026" in board.text


async def test_one_key_says_what_each_figure_means(desk: Desk) -> None:
    a_day(desk)
    async with window(desk.workspace, desk.clock, size=(90, 120)) as board:
        await board.press("4")
        assert DEFINITIONS["coverage"][:30] not in board.text
        await board.press("d")
        assert DEFINITIONS["coverage"][:30] in board.text
        await board.press("d")
        assert DEFINITIONS["coverage"][:30] not in board.text


async def test_names_can_be_hidden(desk: Desk) -> None:
    a_day(desk)
    async with window(desk.workspace, desk.clock, size=(90, 120)) as board:
        await board.press("4")
        assert "maria" in board.text
        await board.press("H")
        assert "maria" not in board.text


async def test_a_week_without_anything_says_so(desk: Desk) -> None:
    desk.clock.set("2026-11-26 15:00")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("4", "left_square_bracket", "left_square_bracket")
        assert "Nothing was logged in this time." in board.text


@pytest.mark.slow
async def test_the_page_is_whole_at_every_width(desk: Desk) -> None:
    a_day(desk)
    for columns in (40, 58, 80, 120, 200):
        async with window(desk.workspace, desk.clock, size=(columns, 140)) as board:
            await board.press("4")
            assert "adherence" in board.text
            assert "By day" in board.text
            assert max(map(len, board.text.splitlines())) <= columns
