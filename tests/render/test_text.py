from __future__ import annotations

from rich.cells import cell_len

from lswtui.render.page import Bar, Bars, Cell, Column, Figure, Figures, Group, Page, Prose, Table
from lswtui.render.text import plain_text

TABLE = Table(
    "Cards",
    (Column("at", right=True), Column("title", gives=True), Column("m", right=True)),
    (
        Group("Doing", ((Cell("7:00"), Cell("Gemba walk, line 3"), Cell("12/30m")),)),
        Group("Done", ()),
        Group("To do", ((Cell("14:30"), Cell("朝礼"), Cell("5m")),)),
    ),
    "what is to be done",
)
FIGURES = (Figure("on plan", "2h05", definition="minutes on cards"), Figure("other", "30m"))


def test_columns_are_aligned_and_empty_groups_left_out() -> None:
    assert plain_text(Page("Today", (TABLE,))) == (
        "Today\n"
        "\n"
        "Cards\n"
        "   at  title                    m\n"
        "Doing\n"
        " 7:00  Gemba walk, line 3  12/30m\n"
        "To do\n"
        "14:30  朝礼                    5m"
    )


def test_the_column_that_gives_way_is_cut_with_a_sign() -> None:
    lines = plain_text(Page("Today", (TABLE,)), 24).split("\n")
    assert " 7:00  Gemba wa…  12/30m" in lines
    assert max(map(cell_len, lines)) == 24


def test_a_line_that_is_still_too_long_is_cut_with_a_sign() -> None:
    assert plain_text(Page("Thursday 19 November", ()), 10) == "Thursday…"


def test_what_is_empty_is_left_out_with_its_title() -> None:
    empty = (Table("Broke in", (Column(),), (Group("", ()),)), Prose("0 to answer", ()), Bars("Whose", ()))
    assert plain_text(Page("Today", empty)) == "Today"


def test_figures_stand_side_by_side_where_there_is_room() -> None:
    page = Page("Today", (Figures("", FIGURES, side_by_side=True),))
    assert plain_text(page, 40) == "Today\n\non plan 2h05 · other 30m"
    assert plain_text(page, 20) == "Today\n\non plan  2h05\nother    30m"


def test_definitions_are_printed_where_they_are_asked_for() -> None:
    page = Page("Today", (Figures("Time", FIGURES, side_by_side=True), TABLE))
    text = plain_text(page, 30, definitions=True)
    assert "on plan  2h05\n         (minutes on cards)\nother    30m" in text
    assert "Cards\n(what is to be done)\n" in text
    assert "(" not in plain_text(page, 80)


def test_bars_show_shares_and_the_smallest_share_shows() -> None:
    bars = Bars(
        "Whose", (Bar("mine", 1.0, "1h00"), Bar("team", 0.5, "30m"), Bar("boss", 0.001, "1m"), Bar("x", 0, "0m"))
    )
    assert plain_text(Page("W", (bars,)), 80).split("\n")[3:] == [
        f"mine  {'█' * 24}  1h00",
        f"team  {'█' * 12}{' ' * 12}   30m",
        f"boss  ▌{' ' * 23}    1m",
        f"x     {' ' * 24}    0m",
    ]
