from __future__ import annotations

import errno
import json
import os
from datetime import date
from typing import TYPE_CHECKING

import pytest
from textual.events import Paste

from lswtui.app.days import cards
from lswtui.app.interruptions import log
from lswtui.app.reviews import review, save
from lswtui.domain.reviews.answers import PledgeKept
from lswtui.domain.vocabulary import Lane, Outcome, Reason, Whose
from lswtui.tui.widgets.review_answers import KeyAnswer, LineAnswer, LinesAnswer, SweepAnswers, TopThree
from tests.desk import Desk
from tests.tui.window import Window, window

if TYPE_CHECKING:
    from textual.widget import Widget

THURSDAY = date(2026, 11, 19)
DRAFT = "reflect-2026-11-19"


async def reflect(board: Window) -> None:
    """Go to the reflection, its sheet laid out."""
    await board.press("r")
    await board.until(lambda: bool(board.app.screen.query(LineAnswer)))


async def come_to(board: Window, kind: type[Widget], asked: str = "") -> None:
    """Go on until the focus is on something of a kind, under a question that begins so."""
    for _ in range(20):
        focused = board.app.focused
        if isinstance(focused, kind) and asked in words_above(focused):
            return
        await board.press("tab")
    raise AssertionError(f"nothing like {kind.__name__} under {asked!r}:\n{board.text}")


def words_above(answer: Widget) -> str:
    """The question that stands above an answer."""
    assert answer.parent is not None
    ask = answer.parent.query_one("Ask")
    return "\n".join("".join(text for text, _ in line) for line in ask.lines(200))  # type: ignore[attr-defined]


def saved(desk: Desk) -> dict[str, str]:
    """The answers on the disk, as another process sees them."""
    reflection = review.asked(desk.another_window()).reflection
    return dict(reflection.answers) if reflection else {}


async def test_one_line_is_a_whole_reflection(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        await come_to(board, LineAnswer, "What went well")
        await board.type("Lee found it himself")
        await board.press("ctrl+s")
        assert saved(desk) == {"well": "Lee found it himself"}
        assert "saved at 05:50" in board.text


async def test_what_is_saved_leaves_no_draft(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        await come_to(board, LineAnswer)
        await board.type("done")
        await board.until(lambda: bool(desk.workspace.drafts.text(DRAFT)))
        await board.press("ctrl+s")
        await board.until(lambda: not desk.workspace.drafts.text(DRAFT))


async def test_what_is_typed_is_kept_before_it_is_saved(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        await come_to(board, LineAnswer, "What went well")
        await board.type("the press ran")
        await board.until(lambda: json.loads(desk.workspace.drafts.text(DRAFT) or "{}") == {"well": "the press ran"})
        assert saved(desk) == {}


async def test_a_draft_is_there_again_after_a_new_start(desk: Desk) -> None:
    desk.workspace.drafts.keep(DRAFT, '{"well": "half a thou", "gone": "no such question"}')
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        assert "half a thou" in board.text
        await board.press("ctrl+s")
        assert saved(desk) == {"well": "half a thou"}


async def test_a_draft_that_is_no_json_harms_nothing(desk: Desk) -> None:
    desk.workspace.drafts.keep(DRAFT, "[1, 2")
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        assert "Evening review" in board.text


async def test_another_process_never_touches_what_is_typed(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        await come_to(board, LineAnswer, "What went well")
        await board.type("half a sent")
        await board.press("left", "left")
        log.log(desk.another_window(), "press 4 jammed #equipment @maria 12m")
        await board.pass_time(1)
        assert "Equipment" in board.text
        field = board.app.focused
        assert isinstance(field, LineAnswer)
        assert (field.value, field.cursor_position) == ("half a sent", len("half a sent") - 2)


async def test_an_interruption_leads_back_to_the_same_letter(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        await come_to(board, LineAnswer, "What went well")
        await board.type("the press ran")
        await board.press("left", "left", "left", "f2")
        await board.type("phone @ana")
        await board.press("enter", "b")
        field = board.app.focused
        assert isinstance(field, LineAnswer)
        assert (field.value, field.cursor_position) == ("the press ran", len("the press "))
        await board.type("well ")
        assert field.value == "the press well ran"
        assert [known.text for known in desk.day().interruptions] == ["phone"]


async def test_what_another_process_answered_is_not_taken_away(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        save.reflect(desk.another_window(), {"mistake": "I was late"})
        await board.pass_time(1)
        await come_to(board, LineAnswer, "What went well")
        await board.type("the press ran")
        await board.press("ctrl+s")
        assert saved(desk) == {"well": "the press ran", "mistake": "I was late"}


async def test_one_key_says_whether_the_pledge_was_kept(desk: Desk) -> None:
    save.reflect(desk.workspace, {"pledge": "watch three cycles"})
    desk.clock.set("2026-11-20 14:00")
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        assert isinstance(board.app.focused, KeyAnswer)
        assert "watch three cycles" in board.text
        await board.press("p", "ctrl+s")
        made = desk.pledge(date(2026, 11, 20))
        assert made is not None
        assert made.pledge_kept is PledgeKept.PARTLY


async def test_the_sweep_takes_one_key_a_row(desk: Desk) -> None:
    cards.set_aside(desk.workspace, "walk", Outcome.MISSED)
    log.log(desk.workspace, "press 4 jammed #equipment 3m")
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        await come_to(board, SweepAnswers)
        await board.press("f", "t")
        assert desk.card("walk").reason == Reason.FORGOT
        assert desk.day().interruptions[0].whose is Whose.TEAM
        assert "nothing is open" in board.text
        assert not isinstance(board.app.focused, SweepAnswers)


async def test_a_letter_that_is_none_of_its_keys_clears_nothing(desk: Desk) -> None:
    cards.set_aside(desk.workspace, "walk", Outcome.MISSED)
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        await come_to(board, SweepAnswers)
        await board.press("x", "space")
        assert desk.card("walk").reason is None


async def test_the_first_three_of_tomorrow_are_picked_from_its_cards(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        await come_to(board, TopThree)
        await board.press("down", "1", "up", "space", "ctrl+s")
        tops = {card.top: card.task for card in desk.day("2026-11-20").cards if card.top}
        assert tops == {1: "walk", 2: "huddle"}


async def test_a_second_pick_for_a_place_moves_the_first_one_down(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        await come_to(board, TopThree)
        picker = board.app.focused
        assert isinstance(picker, TopThree)
        await board.press("1", "down", "1", "down", "3")
        assert [id_.split(".")[1].split("@")[0] for id_ in picker.answer.splitlines()] == ["walk", "huddle", "round"]
        await board.press("3")
        assert len(picker.answer.splitlines()) == 2


async def test_saving_is_taken_back_with_the_text_still_on_the_sheet(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        await come_to(board, LineAnswer, "What went well")
        await board.type("the press ran")
        await board.press("ctrl+s", "u")
        assert saved(desk) == {}
        assert "the press ran" in board.text
        await board.until(lambda: "the press ran" in desk.workspace.drafts.text(DRAFT))
        await board.press("ctrl+s")
        assert saved(desk) == {"well": "the press ran"}


async def test_closing_says_first_what_it_will_do(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        await come_to(board, LineAnswer)
        await board.type("done for today")
        await board.press("ctrl+e")
        assert "open cards aside as missed" in board.text
        assert desk.day().closed_at is None
        await board.press("y")
        assert desk.day().closed_at is not None
        assert desk.card("walk").lane is Lane.ASIDE
        assert "the day is closed" in board.text
        await board.press("u")
        assert desk.day().closed_at is None
        assert saved(desk) == {}


async def test_closing_can_be_left_for_later(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        await board.press("ctrl+e", "n")
        assert desk.day().closed_at is None


async def test_a_day_can_be_closed_without_a_word(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        await board.press("ctrl+e", "y")
        assert desk.day().closed_at is not None


async def test_yesterday_can_be_reflected_on(desk: Desk) -> None:
    cards.finish(desk.workspace, "huddle", minutes=10)
    desk.clock.set("2026-11-20 06:30")
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        board.app.set_focus(None)
        await board.press("pageup")
        await board.until(lambda: "Thu 19 Nov" in board.text.split("Evening review")[1].splitlines()[0])
        await come_to(board, LineAnswer, "What went well")
        await board.type("late but done")
        await board.press("ctrl+s")
        reflection = review.asked(desk.another_window(), THURSDAY).reflection
        assert reflection is not None
        assert reflection.answer("well") == "late but done"


async def test_tomorrow_cannot_be_reflected_on(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        board.app.set_focus(None)
        await board.press("pagedown")
        assert "Evening review   Thu 19 Nov" in board.text


async def test_the_day_never_turns_under_the_pen(desk: Desk) -> None:
    desk.clock.set("2026-11-20 03:58")
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        await come_to(board, LineAnswer, "What went well")
        await board.type("night work")
        await board.pass_time(5)
        await board.pass_time(1)
        assert "Evening review   Thu 19 Nov" in board.text
        assert "night work" in board.text
        await board.press("ctrl+s")
        reflection = review.asked(desk.another_window(), THURSDAY).reflection
        assert reflection is not None
        assert reflection.answer("well") == "night work"


async def test_letters_and_digits_stay_text_while_one_types(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        await come_to(board, LineAnswer, "What went well")
        await board.type("4 i u q 1")
        field = board.app.focused
        assert isinstance(field, LineAnswer)
        assert field.value == "4 i u q 1"
        assert desk.day().interruptions == ()


async def test_a_page_pasted_keeps_its_lines_and_loses_its_escapes(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        await come_to(board, LinesAnswer)
        await board.type("first")
        await board.press("enter")
        field = board.app.focused
        assert isinstance(field, LinesAnswer)
        field.post_message(Paste("one\ttwo\n\x1b[31mred"))
        await board.until(lambda: "red" in field.text)
        assert "\x1b" not in field.text
        assert field.text.splitlines()[:2] == ["first", "one two"]


async def test_the_arrows_lead_out_of_several_lines_at_their_ends(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        await come_to(board, LinesAnswer)
        lines = board.app.focused
        await board.type("one")
        await board.press("enter")
        await board.type("two")
        await board.press("up")
        assert board.app.focused is lines
        await board.press("up")
        assert board.app.focused is not lines


async def test_escape_goes_back_to_the_board_and_the_words_stay(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        await come_to(board, LineAnswer)
        await board.type("half")
        await board.press("escape")
        assert "To do" in board.text
        await reflect(board)
        assert "half" in board.text


async def test_names_and_texts_can_be_hidden(desk: Desk) -> None:
    log.log(desk.workspace, "press 4 jammed @maria 3m")
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        board.app.set_focus(None)
        assert "maria" in board.text
        await board.press("H")
        assert "maria" not in board.text


async def test_a_save_that_the_disk_refuses_keeps_the_words(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        await come_to(board, LineAnswer)
        await board.type("still here")
        monkeypatch.setattr(os, "fsync", full)
        await board.press("ctrl+s")
        assert "still here" in board.text
        assert "not saved yet" in board.text
        assert "the disk did not confirm" in board.text


# --- other questions


SHORT = """
title = "Short review"
cadence = "workday"
steps = ["The day", "The rest"]
ends = "close"

[[question]]
id = "new"
step = 1
kind = "line"
ask = "Whom did I thank?"

[[question]]
id = "well"
step = 2
kind = "line"
ask = "What went well?"
"""


async def test_when_other_questions_are_asked_the_sheet_is_laid_out_anew_and_what_was_typed_is_kept(desk: Desk) -> None:
    own = desk.workspace.own_boards / "reviews" / "evening.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    async with window(desk.workspace, desk.clock) as board:
        await reflect(board)
        await come_to(board, LineAnswer, "What went well")
        await board.type("Lee found")
        await board.press("tab")
        await board.type("The press stood")
        await board.press("shift+tab")
        own.write_text(SHORT, encoding="utf-8")
        await board.pass_time(1)
        await board.until(lambda: "Whom did I thank?" in board.text)
        await board.type(" it")
        assert "Lee found it" in board.text
        assert "What went wrong" not in board.text
        await board.press("ctrl+s")
        assert saved(desk) == {"well": "Lee found it"}
        own.unlink()
        await board.pass_time(1)
        await board.until(lambda: "What went wrong" in board.text)
        assert "The press stood" in board.text
        assert "Lee found it" in board.text


async def test_two_reviews_asked_for_within_milliseconds_end_at_the_last_one(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        for _ in range(3):
            for key in ("r", "M", "r", "1", "M", "1", "r"):
                board._send(key)
            await board.settle()
            await board.until(lambda: "Evening review" in board.text and bool(board.app.screen.query(LineAnswer)))
            await board.press("escape")
