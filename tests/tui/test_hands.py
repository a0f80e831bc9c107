"""What a leader does all day, in keys: the numbers that were promised, and where the cursor stands afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from lswtui.app.days import cards
from lswtui.app.interruptions import log
from lswtui.domain.vocabulary import Lane, Outcome
from tests.tui.window import window

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.desk import Desk


class Way(NamedTuple):
    """Something to be done by hand, and the most keys that it may take."""

    keys: tuple[str, ...]
    most: int
    before: Callable[[Desk], object]
    """What was so before, on a Thursday at 05:50."""
    done: Callable[[Desk], bool]
    """Whether it is done afterwards."""
    on: str | None
    """The title of the card that the cursor stands on then, where it matters."""


def nothing(_desk: Desk) -> None:
    """Nothing was done yet."""


def walking(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    desk.clock.tick(5)


def huddling(desk: Desk) -> None:
    cards.start(desk.workspace, "huddle")
    desk.clock.tick(9)


def broken_in(desk: Desk) -> None:
    walking(desk)
    log.begin(desk.workspace, "press 4 jammed")


def late(desk: Desk) -> None:
    desk.clock.set("2026-11-19 08:00")


def usual(desk: Desk) -> None:
    log.log(desk.workspace, "a @maria #equipment 2m")


def is_done(task: str) -> Callable[[Desk], bool]:
    return lambda desk: desk.card(task).outcome is Outcome.DONE


def runs(task: str) -> Callable[[Desk], bool]:
    return lambda desk: desk.day().running_card == desk.card(task)


WAYS = {
    "finish, and go to the next card due": Way(("enter",), 1, walking, is_done("walk"), "Huddle"),
    "finish a check, and go to the next card due": Way(("enter", "o"), 2, huddling, is_done("huddle"), "Walk the line"),
    "start the next card due": Way(("s",), 1, walking, runs("huddle"), "Huddle"),
    "interrupted, with the usual pair": Way(
        ("i", "1", "enter"),
        3,
        usual,
        lambda desk: [i.who for i in desk.day().stack] == ["maria"],
        None,
    ),
    "back": Way(("b",), 1, broken_in, runs("walk"), None),
    "set aside with a reason": Way(
        ("m", "f"), 2, nothing, lambda desk: desk.card("huddle").reason == "forgot", "Walk the line"
    ),
    "the shortest reflection": Way(
        ("r", "x", "ctrl+s"),
        3,
        nothing,
        lambda desk: "x" in str(desk.workspace.store.documents("2026-11", "reflections")),
        None,
    ),
    "the shortest reflection, where something is still open": Way(
        ("r", "f", "ctrl+s"),
        3,
        late,
        lambda desk: (
            desk.card("huddle").reason == "forgot"
            and "saved_at" in str(desk.workspace.store.documents("2026-11", "reflections"))
        ),
        None,
    ),
    "the day closed": Way(("r", "ctrl+e", "y"), 3, nothing, lambda desk: desk.day().closed_at is not None, None),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
async def test_no_way_that_is_gone_all_day_takes_more_keys_than_promised(desk: Desk, way: Way) -> None:
    way.before(desk)
    async with window(desk.workspace, desk.clock) as board:
        assert len(way.keys) <= way.most
        await board.press(*way.keys)
        assert way.done(desk), board.text
        if way.on is not None:
            assert board.title == way.on


# --- where the cursor stands


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (58, 30)])
async def test_card_after_card_is_done_without_looking_for_the_next(desk: Desk, size: tuple[int, int]) -> None:
    desk.clock.set("2026-11-19 06:50")
    async with window(desk.workspace, desk.clock, size) as board:
        for title in ("Walk the line", "Round", "Audit the cell", "Round"):
            assert board.title == title
            await board.press("s")
            await board.pass_time(15)
            await board.press("d")
        assert [card.lane for card in desk.day().cards if card.at and card.at > 6 * 60] == [Lane.DONE] * 4


async def test_a_second_enter_at_once_does_not_start_the_card_that_the_cursor_went_on_to(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lswtui.tui.screens.card_actions.BOUNCE", 60.0)
    walking(desk)
    async with window(desk.workspace, desk.clock) as board:
        await board.press("enter", "enter")
        assert (desk.card("walk").lane, desk.card("huddle").lane) == (Lane.DONE, Lane.TODO)
        assert board.title == "Huddle"


async def test_a_lane_is_entered_at_the_card_that_runs_or_is_due_next(desk: Desk) -> None:
    cards.start(desk.workspace, "read")
    cards.start(desk.workspace, "audit")
    async with window(desk.workspace, desk.clock) as board:
        assert board.title == "Audit the cell"
        await board.press("h")
        assert board.title == "Huddle"
        await board.press("end")
        assert board.title == "Round"
        await board.press("l")
        assert board.title == "Audit the cell"
        await board.press("h")
        assert board.title == "Huddle"


async def test_a_day_is_come_to_at_the_card_that_runs_or_is_due_next(desk: Desk) -> None:
    desk.clock.set("2026-11-19 08:30")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("end", "pagedown")
        assert board.title == "Huddle"
        await board.press("end", "1")
        assert board.title == "Round"
        desk.clock.set("2026-11-20 06:30")
        await board.pass_time(0)
        await board.until(lambda: "Fri 20 Nov" in board.text)
        assert board.title == "Walk the line"


async def test_on_another_day_the_cursor_goes_on_to_the_card_after_the_one_that_was_left(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("pagedown")
        await board.go_to("Walk the line")
        await board.press("m", "n")
        assert board.title == "Round"
        await board.press("s")
        await board.until(lambda: "1 goes back to today" in board.text)
        assert board.title == "Round"
    assert desk.card("walk", "2026-11-20").outcome is Outcome.NOT_APPLICABLE


async def test_the_key_that_turns_the_day_turns_it_while_a_review_is_written_and_nothing_is_lost(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("r", *"calm", "tab", *"jam", "pageup")
        await board.until(lambda: "Wed 18 Nov" in board.text)
        assert "calm" not in board.text
        await board.press("pagedown")
        await board.until(lambda: "calm" in board.text)
        assert "jam" in board.text


async def test_a_lane_that_is_longer_than_the_screen_leaves_the_day_to_its_keys(desk: Desk) -> None:
    for number in range(30):
        cards.add(desk.workspace, f"Call {number}", minutes=5)
    async with window(desk.workspace, desk.clock, (80, 24)) as board:
        await board.press("down", "down")
        assert board.title == "Round"
        await board.press("pagedown")
        assert "Fri 20 Nov" in board.text
        await board.press("pageup", "pageup")
        assert "Wed 18 Nov" in board.text
        await board.press("1", "4", "pageup")
        assert "week 46" in board.text


# --- a filter


async def test_a_filter_stands_on_the_board_and_escape_ends_it(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("slash")
        await board.type("zzz")
        await board.press("enter")
        assert "only “zzz”   0 of 6 cards   Esc shows all" in board.text
        assert "no card with these words" in board.text
        await board.press("escape")
        assert "zzz" not in board.text
        assert "To do 6" in board.text
        assert board.title == "Huddle"


async def test_a_filter_ends_where_another_screen_is_gone_to_and_with_a_new_card(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        for away in (("2", "1"), ("n", *"Buy", "enter")):
            await board.press("slash", *"audit", "enter")
            assert "To do 1" in board.text
            await board.press("pagedown", "pageup")
            assert "only “audit”" in board.text
            await board.press(*away)
            assert "only “" not in board.text
            assert "Huddle" in board.text
        assert board.title == "Buy"


# --- the footer


async def test_the_footer_says_what_enter_does_with_the_card(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    cards.finish(desk.workspace, "read")
    async with window(desk.workspace, desk.clock) as board:
        said = {}
        for title in ("Huddle", "Walk the line", "Read the log"):
            await board.go_to(title)
            said[title] = board.text.splitlines()[-1].split("   ")[0].strip()
        assert said == {"Huddle": "⏎ start", "Walk the line": "⏎ done", "Read the log": "⏎ details"}
