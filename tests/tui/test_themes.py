"""Every theme that can be chosen can be read, whatever lies under the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.color import Color
from textual.theme import BUILTIN_THEMES

from lswtui.tui.theme import DARK, GROUNDS, LEAST_CONTRAST, LIGHT, MADE_READABLE, THEMES, contrast, offered
from lswtui.tui.widgets.drawn import COLOURS
from tests.tui.window import window

if TYPE_CHECKING:
    from tests.desk import Desk

CHOSEN = [THEMES.get(name, name) for name in offered(BUILTIN_THEMES)]


async def test_every_theme_has_readable_texts_in_different_colours(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        for theme in CHOSEN:
            board.app.theme = theme
            await board.settle()
            colours = {name: Color.parse(value) for name, value in board.app.theme_variables.items() if name in USED}
            for text in MADE_READABLE:
                for ground in GROUNDS:
                    assert contrast(colours[text], colours[ground]) >= LEAST_CONTRAST, (theme, text, ground)
            assert len({colours[text] for text in MADE_READABLE[2:]}) == len(MADE_READABLE) - 2, theme
            assert colours["focus-row"] != colours["background"], theme


USED = {*MADE_READABLE, *GROUNDS}


def test_all_that_is_written_in_is_tested_but_what_only_decorates() -> None:
    assert set(COLOURS.values()) - set(MADE_READABLE) == {"faint"}


async def test_the_focused_card_can_be_read_in_every_theme(desk: Desk) -> None:
    """What is really drawn: the line of the card, the footer, a text that is cut."""
    async with window(desk.workspace, desk.clock) as board:
        for theme in CHOSEN:
            board.app.theme = theme
            await board.settle()
            drawn = [
                (segment.text, segment.style.color.triplet, segment.style.bgcolor.triplet)
                for strip in board.app.screen._compositor.render_strips()
                for segment in strip
                if segment.text.strip(" ─·▁│━▌") and segment.style and segment.style.color and segment.style.bgcolor
            ]
            assert len(drawn) > 20
            for text, ink, ground in drawn:
                assert ink is not None
                assert ground is not None
                assert contrast(Color(*ink), Color(*ground)) >= LEAST_CONTRAST, (theme, text, ink, ground)


def test_themes_that_take_whatever_colours_the_terminal_has_are_not_offered() -> None:
    assert offered(("ansi-dark", "nord")) == (*THEMES, "nord")
    assert {DARK.name, LIGHT.name} <= set(CHOSEN)
