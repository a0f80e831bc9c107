"""What is asked, and by which keys it is answered: none by accident, none that something else was promised for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lswtui.app import questions
from lswtui.app.days import cards
from lswtui.app.interruptions import log
from lswtui.domain.vocabulary import Lane, Outcome, Reason, Whose
from lswtui.tui.options import Option, keyed
from lswtui.tui.widgets.review_answers import SweepAnswers, TopThree
from tests.tui.window import window

if TYPE_CHECKING:
    from tests.desk import Desk
    from tests.tui.window import Window

WITH_B = """
title = "Breakages"
about = "A board with a kind whose letter is that of back."
level = "front line"

[hours]
mon-fri = "06:00-14:00"

[[category]]
id = "broken"
letter = "b"
name = "Broken"

[[category]]
id = "urgent"
letter = "u"
name = "Urgent"
"""


def overnight(desk: Desk) -> None:
    """A clock ran, and nothing was heard from 17:20 to 06:15 on the next day."""
    cards.start(desk.workspace, "walk")
    desk.clock.set("2026-11-19 06:15")
    questions.notice_gap(desk.workspace, desk.clock.now().replace(hour=5, minute=55))


async def sweep(board: Window) -> None:
    """Go to the rows of the evening review."""
    await board.press("r")
    await board.until(lambda: isinstance(board.app.focused, SweepAnswers))


@pytest.mark.parametrize("keys", [("a", "a"), ("a", "enter"), ("a", "a", "enter")])
async def test_time_that_nobody_can_account_for_is_never_kept_by_the_key_that_asks(
    desk: Desk, keys: tuple[str, ...]
) -> None:
    overnight(desk)
    async with window(desk.workspace, desk.clock) as board:
        await board.press(*keys)
    assert desk.minutes(desk.card("walk")) == 5


async def test_it_is_kept_by_the_key_that_says_so(desk: Desk) -> None:
    overnight(desk)
    async with window(desk.workspace, desk.clock) as board:
        await board.press("a")
        assert "▌ d  drop it" in board.text
        await board.press("k")
    assert desk.minutes(desk.card("walk")) == 25


def test_an_option_whose_key_is_taken_gets_a_letter_of_its_words_that_none_has() -> None:
    options = (Option("b", "1", "back off"), Option("a", "2", "ask"), Option("a", "3", "ask"), Option("b", "4", ""))
    assert [option.key for option in keyed(options, {"b"})] == ["a", "s", "k", "1"]


# --- the rows of the evening


async def test_b_returns_from_an_interruption_and_u_undoes_whatever_row_is_lit(desk: Desk) -> None:
    desk.board(WITH_B, "breakages")
    answered = []
    async with window(desk.workspace, desk.clock) as board:
        cards.set_aside(desk.workspace, "walk", Outcome.MISSED)
        log.log(desk.workspace, "press 4 jammed 5m")
        log.begin(desk.workspace, "phone")
        await sweep(board)
        await board.pass_time(3)
        for _ in range(3):
            assert "b back" in board.text.splitlines()[-1]
            await board.press("b")
            assert not desk.day().stack
            await board.press("u")
            assert [known.text for known in desk.day().stack] == ["phone"]
            answered.append((desk.card("walk").reason, [known.whose for known in desk.day().interruptions]))
            await board.press("down")
    assert answered == [(None, [None, None])] * 3


async def test_rows_about_my_boss_are_answered_by_keys_of_their_own(desk: Desk) -> None:
    cards.set_aside(desk.workspace, "walk", Outcome.MISSED)
    log.log(desk.workspace, "press 4 jammed #equipment 5m")
    async with window(desk.workspace, desk.clock) as board:
        await sweep(board)
        assert "p pulled away by my boss" in board.text
        await board.press("p", "o")
    assert desk.card("walk").reason == Reason.BOSS
    assert desk.day().interruptions[0].whose is Whose.BOSS


async def test_cards_that_are_late_are_asked_about_before_the_day_is_closed(desk: Desk) -> None:
    desk.clock.set("2026-11-19 12:30")
    async with window(desk.workspace, desk.clock) as board:
        await sweep(board)
        for row in ("late, why?  06:00 Huddle", "late, why?  07:00 Walk the line", "late, why?  09:00 Round"):
            assert row in board.text
        await board.press("d", "n", "f")
    assert (desk.card("huddle").outcome, desk.minutes(desk.card("huddle"))) == (Outcome.DONE, 10)
    assert desk.card("walk").outcome is Outcome.NOT_APPLICABLE
    assert (desk.card("round").outcome, desk.card("round").reason) == (Outcome.MISSED, Reason.FORGOT)
    assert desk.card("read").lane is Lane.TODO


async def test_every_row_can_be_recognised(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    log.begin(desk.workspace)
    desk.clock.tick(4)
    log.back(desk.workspace)
    log.blip(desk.workspace)
    for _ in range(2):
        desk.clock.tick(10)
        log.log(desk.workspace, "call @maria #question 5m")
    async with window(desk.workspace, desk.clock) as board:
        await sweep(board)
        for row in (
            "whose work  05:50 an interruption, 4m, during Walk the line",
            "whose work  05:54 a blip, during Walk the line",
            "whose work  05:59, 06:09 @maria call (2 times)",
            "what kind   05:50 an interruption, 4m, during Walk the line",
        ):
            assert row in board.text, row
        await board.press("H")
        assert "05:59, 06:09 ····" in board.text


# --- the first three


async def test_the_hand_goes_from_card_to_card_and_another_digit_moves_the_mark(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("M")
        await board.until(lambda: isinstance(board.app.focused, TopThree))
        await board.press("1", "2")
        assert "▌ 2 06:00  Huddle" in board.text
        await board.press("j", "1", "k", "3")
        assert "▌ 3 06:00  Huddle" in board.text
        await board.press("ctrl+s")
        assert (desk.card("huddle").top, desk.card("walk").top) == (3, 1)
        await board.press("tab", "1")
    assert (desk.card("huddle").top, desk.card("walk").top) == (3, 1)


async def test_the_digit_that_a_card_has_takes_the_mark_away(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("M")
        await board.until(lambda: isinstance(board.app.focused, TopThree))
        await board.press("2", "2", "j", "1", "space", "j", "3", "ctrl+s")
    assert [card.top for card in desk.day().cards if card.top] == [3]


# --- the footer


async def test_the_footer_of_a_text_field_offers_no_letter(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("r")
        assert board.app.focused is not None
        words = " ".join(board.text.splitlines()[-1].split())
        assert words == "Tab ↓ ⏎ next ctrl+s save ctrl+e close the day Esc back F2 interrupted"
        await board.press("tab")
        assert "⏎" not in board.text.splitlines()[-1]
        while not isinstance(board.app.focused, TopThree):
            await board.press("tab")
        footer = board.text.splitlines()[-1]
        assert "u undo" in footer
        assert "4 week" in footer
        assert "2 log" not in footer


async def test_while_text_is_typed_the_way_back_is_no_letter(desk: Desk) -> None:
    log.begin(desk.workspace, "phone #question !team")
    async with window(desk.workspace, desk.clock) as board:
        assert "b back" in board.text.splitlines()[3]
        await board.press("r")
        assert "Esc b back" in board.text.splitlines()[3]
        assert "b back" not in board.text.splitlines()[-1]
        await board.press("escape", "b")
        assert not desk.day().stack
