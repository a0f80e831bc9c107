"""What the eye may trust: a colour has one meaning, no letter is cut in vain, what is cut or hidden shows a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.widgets._toast import Toast

from lswtui.app.days import cards
from lswtui.measures.adherence import TargetLevel
from lswtui.render.cells import padded
from lswtui.render.page import Role
from lswtui.tui.lines import length_of, shortened, spread, wrapped
from lswtui.tui.theme import DARK, LIGHT
from lswtui.tui.views.header import LEVEL_ROLES
from lswtui.tui.widgets.drawn import COLOURS
from lswtui.tui.widgets.lane import LaneCards, LaneColumn, shared
from lswtui.tui.widgets.page import ROLES
from tests.tui.window import window

if TYPE_CHECKING:
    from textual.theme import Theme

    from tests.desk import Desk

texts = st.text(alphabet="ab …", max_size=30)
needs = st.tuples(st.integers(18, 60), st.integers(0, 20)).map(lambda need: (need[0], need[0] + need[1]))


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_what_broke_in_has_a_colour_of_its_own(theme: Theme) -> None:
    meanings = ("on-plan", "broke-in", "other-work", "near", "asks", "alarm")
    assert len({theme.variables[meaning] for meaning in meanings}) == len(meanings)
    assert COLOURS[LEVEL_ROLES[TargetLevel.NEAR]] == COLOURS[ROLES[Role.NEAR]] == "near"


@given(st.lists(needs, min_size=1, max_size=4), st.integers(80, 220))
def test_lanes_fill_the_width_and_cut_no_title_while_another_has_room(
    wanted: list[tuple[int, int]], width: int
) -> None:
    cells = shared(width, wanted)
    assert sum(cells) == width
    if sum(titles for titles, _ in wanted) <= width:
        assert all(got >= titles for got, (titles, _) in zip(cells, wanted, strict=True))
    if sum(whole for _, whole in wanted) <= width:
        assert all(got >= whole for got, (_, whole) in zip(cells, wanted, strict=True))


@given(texts, st.integers(1, 20), st.integers(1, 20), st.integers(1, 3))
def test_what_is_cut_twice_is_marked_once(text: str, first: int, second: int, most: int) -> None:
    once = padded(text, first)
    assert cell_len(once) == first
    line = shortened(((once, "text"), ("behind it", "quiet")), second)
    assert length_of(line) <= second
    joined = "".join(piece for piece, _ in line).removesuffix("…")
    assert not joined.endswith((" ", "…"))
    for part in wrapped(text.replace("…", ""), first, most):
        assert cell_len(part) <= first
        assert "……" not in part
        assert "… …" not in part


def test_the_last_line_of_a_text_is_filled_before_it_is_cut() -> None:
    assert wrapped("Observe one operator's work", 20, 1) == ("Observe one operato…",)
    assert wrapped("told its steps and reasons", 12, 2) == ("told its", "steps and r…")


def test_the_left_end_of_a_line_gives_way_with_one_sign() -> None:
    line = spread(((padded("a long pledge", 8), "text"), ("   ", "text"), ("more", "text")), (("right", "text"),), 15)
    assert "".join(text for text, _ in line).startswith("a long…")


async def test_an_empty_lane_leaves_its_room_to_full_ones(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        todo, doing, done, aside = (column.size.width for column in board.app.screen.query(LaneColumn))
        assert todo > max(doing, done, aside)


async def test_hidden_texts_and_a_note_show_a_sign(desk: Desk) -> None:
    cards.note(desk.workspace, "Huddle", "Lee leads it")
    async with window(desk.workspace, desk.clock) as board:
        assert "Huddle ✎" in board.text
        assert "texts hidden" not in board.text
        await board.press("H")
        assert "texts hidden H" in board.text
        assert "Huddle ✎" in board.text
        await board.press("H")
        assert "texts hidden" not in board.text


async def test_a_reason_is_shown_in_words(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.go_to("Huddle")
        await board.press("m", "r")
        assert "missed: not ready" in board.text
        assert "not-ready" not in board.text


async def test_a_demo_says_so_on_every_screen_and_asks_about_its_misses(demo: Desk) -> None:
    async with window(demo.workspace, demo.clock) as board:
        for key in "1234":
            await board.press(key)
            assert "demo, made-up days" in board.text
            assert "to answer a" in board.text
        await board.press("1", "a")
        assert "was missed" in board.text
        assert "What will you change?" in board.text


@pytest.mark.parametrize("size", [(58, 30), (80, 24), (100, 30)])
async def test_a_dialog_leaves_no_slivers_of_the_screen_beside_it(desk: Desk, size: tuple[int, int]) -> None:
    async with window(desk.workspace, desk.clock, size) as board:
        for key in ("?", "m", "slash", "space"):
            await board.press(key)
            panel = board.app.screen.query_one(".panel")
            beside = size[0] - panel.outer_size.width
            assert beside == 0 or beside >= 24, key
            await board.press("escape")


async def test_no_message_lies_over_the_bar(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        board.app.session.tell("a sentence that was said just before")
        await board.press("I")
        await board.type("press jammed @m")
        bar = board.app.screen.query_one(".panel").region
        toasts = [toast.region for toast in board.app.screen.query(Toast)]
        assert toasts
        assert not any(toast.overlaps(bar) for toast in toasts)


async def test_a_lane_has_its_whole_width_again_when_it_need_not_scroll_any_more(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("i", "escape")
        for lane in board.app.screen.query(LaneCards):
            if lane.display and not lane.show_vertical_scrollbar and lane.size.width:
                assert lane.virtual_size.width == lane.size.width - 1
