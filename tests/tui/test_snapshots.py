"""How each screen looks: wide, narrow, at 80 by 24, empty, light. Look at a picture before accepting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input, TextArea

from lswtui.app.boards.choose import choose
from lswtui.tui.app import LswApp
from lswtui.tui.theme import LIGHT
from lswtui.tui.widgets.review_answers import LineAnswer
from tests.desk import Desk
from tests.tui.window import Window

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.pilot import Pilot

    Compare = Callable[..., bool]
    Steps = Callable[[Window], Awaitable[None]]

pytestmark = pytest.mark.slow

SIZES = {"wide": (120, 40), "narrow": (58, 30), "80x24": (80, 24)}
LOOKS = (*SIZES, "light")
NOW = "2026-11-19 10:42"


class Gallery:
    """Takes the picture of a screen that some keys lead to."""

    def __init__(self, desk: Desk, compare: Compare) -> None:
        self.desk = desk
        self._compare = compare

    def looks_as_before(self, look: str, *keys: str, steps: Steps | None = None) -> bool:
        """Whether the screen behind KEYS and STEPS looks as in the picture that was accepted."""
        app = LswApp(self.desk.workspace)
        if look == "light":
            app.theme = LIGHT.name

        async def go(pilot: Pilot[int]) -> None:
            window = Window(app, pilot, self.desk.clock)
            await window.settle()
            await window.press(*keys)
            if steps is not None:
                await steps(window)
            for field in (*app.screen.query(Input), *app.screen.query(TextArea)):
                field.cursor_blink = False
            app.clear_notifications()
            await window.settle()

        same = self._compare(app, terminal_size=SIZES.get(look, SIZES["wide"]), run_before=go)
        app.session.close()
        return same


@pytest.fixture
def gallery(empty: Desk, snap_compare: Compare) -> Gallery:
    """A leader with no board yet."""
    empty.clock.set(NOW)
    return Gallery(empty, snap_compare)


@pytest.fixture
def busy(demo: Desk, snap_compare: Compare) -> Gallery:
    """A leader with twenty working days behind them, in the middle of a morning."""
    return Gallery(demo, snap_compare)


@pytest.fixture
def fresh(desk: Desk, snap_compare: Compare) -> Gallery:
    """A leader with a board chosen this morning and nothing done yet."""
    desk.clock.set("2026-11-19 05:45")
    return Gallery(desk, snap_compare)


looks = pytest.mark.parametrize("look", LOOKS)


@looks
def test_today(busy: Gallery, look: str) -> None:
    assert busy.looks_as_before(look)


def test_today_on_a_large_screen(busy: Gallery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SIZES, "large", (200, 60))
    assert busy.looks_as_before("large")


def test_today_empty(fresh: Gallery) -> None:
    assert fresh.looks_as_before("wide")


def test_today_without_a_board(gallery: Gallery) -> None:
    async def leave(window: Window) -> None:
        await window.until(lambda: "nearest to your work" in window.text)
        await window.press("escape")

    assert gallery.looks_as_before("wide", steps=leave)


def test_today_interrupted(busy: Gallery) -> None:
    async def interrupt(window: Window) -> None:
        await window.press("i")
        await window.type("press 4 jammed again @maria #equipment")
        await window.press("enter")
        await window.pass_time(7)

    assert busy.looks_as_before("wide", steps=interrupt)


@looks
def test_the_gallery(gallery: Gallery, look: str) -> None:
    async def walk(window: Window) -> None:
        await window.until(lambda: "nearest to your work" in window.text)
        await window.go_to_board("Lean team leader")

    assert gallery.looks_as_before(look, steps=walk)


@looks
def test_the_capture_bar(busy: Gallery, look: str) -> None:
    async def write(window: Window) -> None:
        await window.press("i")
        await window.type("press 4 jammed @maria #equipment !team at 10:35 @")

    assert busy.looks_as_before(look, steps=write)


def test_the_capture_bar_empty(busy: Gallery) -> None:
    assert busy.looks_as_before("wide", "i")


@looks
def test_the_details_of_a_card(busy: Gallery, look: str) -> None:
    assert busy.looks_as_before(look, "space")


@looks
def test_setting_a_card_aside(busy: Gallery, look: str) -> None:
    assert busy.looks_as_before(look, "m")


def test_all_keys(busy: Gallery) -> None:
    assert busy.looks_as_before("wide", "question_mark")


@looks
def test_the_interruptions(busy: Gallery, look: str) -> None:
    assert busy.looks_as_before(look, "2")


def test_the_interruptions_empty(fresh: Gallery) -> None:
    assert fresh.looks_as_before("wide", "2")


async def _sheet(window: Window) -> None:
    await window.until(lambda: bool(window.app.screen.query(LineAnswer)))


@looks
def test_the_reflection(busy: Gallery, look: str) -> None:
    assert busy.looks_as_before(look, "r", steps=_sheet)


def test_the_reflection_empty(fresh: Gallery) -> None:
    assert fresh.looks_as_before("wide", "r", steps=_sheet)


async def _gone_to_and_fro(window: Window) -> None:
    await _sheet(window)
    await window.press("tab", "shift+tab")


@looks
def test_the_morning(busy: Gallery, look: str) -> None:
    assert busy.looks_as_before(look, "M", steps=_gone_to_and_fro)


def test_the_morning_empty(fresh: Gallery) -> None:
    assert fresh.looks_as_before("wide", "M", steps=_sheet)


@looks
def test_the_week(busy: Gallery, look: str) -> None:
    assert busy.looks_as_before(look, "4")


@looks
def test_the_week_by_task(busy: Gallery, look: str) -> None:
    assert busy.looks_as_before(look, "4", "t")


def test_the_week_by_activity_with_what_it_means(busy: Gallery) -> None:
    assert busy.looks_as_before("80x24", "4", "t", "t", "t", "d")


def test_the_week_empty(fresh: Gallery) -> None:
    assert fresh.looks_as_before("wide", "4")


@pytest.fixture
def chosen(gallery: Gallery) -> Gallery:
    """A ready-made board in use."""
    choose(gallery.desk.workspace, "lean-team-leader")
    return gallery


@looks
def test_the_board_editor(chosen: Gallery, look: str) -> None:
    assert chosen.looks_as_before(look, "E")


@looks
def test_the_board_editor_with_a_form(chosen: Gallery, look: str) -> None:
    assert chosen.looks_as_before(look, "E", "enter", "tab", "tab")


@pytest.mark.parametrize("look", SIZES)
def test_the_board_editor_with_a_new_task(chosen: Gallery, look: str) -> None:
    async def write(window: Window) -> None:
        await window.press("E", "n")
        await window.type("Talk to the crew")
        await window.press("escape", *(["v"] if look != "wide" else ["v", "v", "v"]))

    assert chosen.looks_as_before(look, steps=write)


@pytest.mark.parametrize("look", SIZES)
def test_the_board_editor_with_the_load(chosen: Gallery, look: str) -> None:
    assert chosen.looks_as_before(look, "E", "v", *(["v"] if look != "wide" else []))


@pytest.mark.parametrize("look", SIZES)
def test_the_board_editor_with_the_coverage(chosen: Gallery, look: str) -> None:
    assert chosen.looks_as_before(look, "E", "v", "v", *(["v"] if look != "wide" else []))


def test_the_board_editor_with_the_board_itself(chosen: Gallery) -> None:
    assert chosen.looks_as_before("wide", "E", "b")
