from __future__ import annotations

import string
import threading
from typing import TYPE_CHECKING

import pytest
from textual.renderables.background_screen import BackgroundScreen
from textual.widgets import Input

from lswtui.app.days import cards
from lswtui.app.interruptions import log
from lswtui.app.results import Result
from lswtui.domain.vocabulary import Lane, Whose
from lswtui.tui.dialogs.capture import DRAFT, CaptureBar
from lswtui.tui.widgets.field import Field
from tests.tui.window import window

if TYPE_CHECKING:
    from lswtui.app.workspace import Workspace
    from lswtui.domain.interruptions.interruption import Interruption
    from tests.desk import Desk
    from tests.tui.window import Window


def only(desk: Desk) -> Interruption:
    (interruption,) = desk.day().interruptions
    return interruption


def typed(board: Window) -> str:
    """What stands in the field that is typed into."""
    assert isinstance(board.app.focused, Input)
    return board.app.focused.value


def bar_open(board: Window) -> bool:
    return isinstance(board.app.screen, CaptureBar)


# --- one that goes on


async def test_the_key_alone_is_a_whole_record_and_pauses_what_ran(desk: Desk) -> None:
    cards.start(desk.workspace, "huddle")
    async with window(desk.workspace, desk.clock) as board:
        await board.pass_time(4)
        await board.press("i")
        assert only(desk).runs
        assert only(desk).card == desk.card("huddle").id
        assert "Interrupted at 05:54" in board.text
        await board.press("escape")
        assert only(desk).runs
        await board.pass_time(11)
        assert "! interrupted  11m" in board.text
        assert "b back" in board.text
    assert desk.minutes(desk.card("huddle")) == 4


async def test_words_typed_are_written_to_what_was_recorded_at_the_key(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("i")
        await board.pass_time(2)
        await board.type("press 4 jammed @maria #eq !team")
        assert "press 4 jammed · @maria · equipment" in board.text.lower()
        await board.press("enter")
        assert not bar_open(board)
        assert "! press 4 jammed @maria" in board.text
    said = only(desk)
    assert (said.text, said.who, said.category, said.whose) == ("press 4 jammed", "maria", "equipment", Whose.TEAM)
    assert (f"{said.start:%H:%M}", said.runs) == ("05:50", True)


async def test_coming_back_lets_the_card_go_on_and_shows_its_cue(desk: Desk) -> None:
    cards.start(desk.workspace, "huddle")
    cards.cue(desk.workspace, "huddle", "point three")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("i", "escape")
        await board.pass_time(11)
        await board.press("b")
        assert desk.day().running_card == desk.card("huddle")
        await board.until(lambda: "next: point three" in " ".join(board.text.split()))
        assert "back after 11m" in " ".join(board.text.split())
    assert desk.minutes(only(desk)) == 11


async def test_with_nothing_to_come_back_from_the_key_says_so(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("b")
        await board.until(lambda: board.text.count("interrupt") > 1)
    assert desk.day().interruptions == ()


async def test_minutes_typed_mean_that_it_ended_that_long_after_the_key(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("i")
        await board.pass_time(10)
        await board.type("label question 4m")
        await board.press("enter")
    assert not only(desk).runs
    assert (only(desk).text, desk.minutes(only(desk))) == ("label question", 4)


async def test_tab_says_that_it_is_over(desk: Desk) -> None:
    cards.start(desk.workspace, "huddle")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("i")
        await board.pass_time(6)
        await board.type("label question")
        await board.press("tab")
        assert "over at ⏎" in board.text
        assert only(desk).runs
        await board.press("enter")
        assert desk.day().running_card == desk.card("huddle")
    assert (only(desk).text, desk.minutes(only(desk))) == ("label question", 6)


async def test_one_within_another_ends_first(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("i")
        await board.type("outer")
        await board.press("enter")
        await board.pass_time(10)
        await board.press("i")
        await board.type("inner")
        await board.press("enter")
        assert "! inner (2 deep)" in board.text
        await board.pass_time(5)
        await board.press("b")
        assert [interruption.text for interruption in desk.day().stack] == ["outer"]
        await board.pass_time(5)
        await board.press("b")
    outer, inner = sorted(desk.day().interruptions, key=lambda i: i.start)
    assert (desk.minutes(outer), desk.minutes(inner)) == (15, 5)


async def test_undo_discards_it_and_the_card_goes_on(desk: Desk) -> None:
    cards.start(desk.workspace, "huddle")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("i", "escape", "u")
    assert desk.day().interruptions == ()
    assert desk.day().running_card == desk.card("huddle")


async def test_letters_typed_before_a_slow_disk_has_the_record_are_in_the_bar_all_the_same(desk: Desk) -> None:
    free = threading.Event()

    def slowly(_workspace: Workspace) -> Result:
        free.wait(10)
        return Result("written")

    async with window(desk.workspace, desk.clock) as board:
        before = board.app.run_worker(board.app.session.ask(slowly), group="slow")
        await board.pilot.press("i", *"press4")
        assert "saving…" in board.text
        assert desk.day().interruptions == ()
        free.set()
        await before.wait()
        await board.press("enter")
        assert not bar_open(board)
    assert (only(desk).text, only(desk).runs) == ("press4", True)


# --- one that is over, a blip, the same again


async def test_one_that_is_over_is_logged_with_its_minutes(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("I")
        assert "Log one that is over" in board.text
        await board.type("how do I book overtime @lee !team 3m")
        await board.press("enter")
        assert "how do I book overtime" in board.text
    said = only(desk)
    assert (said.who, said.whose, desk.minutes(said)) == ("lee", Whose.TEAM, 3)
    assert f"{said.end:%H:%M}" == "05:50"


async def test_tab_makes_one_that_is_over_one_that_goes_on(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("I")
        await board.type("label question")
        await board.press("tab")
        assert "Interrupted at 05:50" in board.text
        await board.press("enter")
    assert (only(desk).text, only(desk).runs) == ("label question", True)


async def test_a_blip_takes_no_time_and_pauses_nothing(desk: Desk) -> None:
    cards.start(desk.workspace, "huddle")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("0")
        await board.type("greeted the visitors")
        await board.press("enter")
        assert "▶ Huddle" in board.text
    assert (only(desk).text, only(desk).blip, only(desk).runs) == ("greeted the visitors", True, False)


async def test_a_full_stop_begins_the_same_again(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("full_stop")
        await board.until(lambda: "no interruption yet" in board.text)
        log.log(desk.workspace, "press 4 jammed @maria #equipment 5m")
        await board.press("full_stop")
    (again,) = desk.day().stack
    assert (again.who, again.category, again.text) == ("maria", "equipment", "")


# --- helps


async def test_a_digit_alone_is_the_usual_pair_that_the_bar_shows_beside_it(desk: Desk) -> None:
    for line in ("a @maria #equipment 2m", "b @lee #question 2m", "c @lee #question 2m"):
        log.log(desk.workspace, line)
    async with window(desk.workspace, desk.clock) as board:
        await board.press("i")
        assert "1 Question @lee   2 Equipment @maria" in board.text
        await board.type("2")
        await board.press("enter")
    (now,) = desk.day().stack
    assert (now.category, now.who, now.text) == ("equipment", "maria", "")


async def test_who_and_category_are_completed_by_the_arrow(desk: Desk) -> None:
    log.log(desk.workspace, "a @maria #equipment 2m")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("I")
        await board.type("jam @ma")
        await board.press("right")
        assert typed(board) == "jam @maria"
        await board.type(" #q")
        assert "→ question" in board.text.replace("#", "")
        await board.press("right")
        assert typed(board) == "jam @maria #question"


async def test_what_was_understood_is_said_while_it_is_typed_and_the_rest_stays_text(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("I")
        await board.type("leak 15m from dock #nonsense 5m")
        await board.until(lambda: "#nonsense" in board.text)
        await board.press("enter")
    assert only(desk).text == "leak 15m from dock #nonsense"
    assert desk.minutes(only(desk)) == 5


# --- nothing typed is lost


async def test_leaving_the_bar_keeps_the_words_for_the_next_time(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("I")
        await board.type("half a li")
        await board.press("escape")
        assert desk.day().interruptions == ()
        await board.press("I")
        assert typed(board) == "half a li"
        await board.type("ne 5m")
        await board.press("enter", "I")
        assert typed(board) == ""
    assert only(desk).text == "half a line"


async def test_leaving_the_bar_of_one_that_runs_writes_the_words_to_it(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("i")
        await board.type("half a line")
        await board.press("escape")
        assert not bar_open(board)
    assert (only(desk).text, only(desk).runs) == ("half a line", True)
    assert desk.workspace.drafts.text(DRAFT) == ""


async def test_letters_typed_into_the_bar_are_letters(desk: Desk) -> None:
    text = string.ascii_letters + "0123456789.*?/"
    async with window(desk.workspace, desk.clock) as board:
        await board.press("I")
        await board.type(text)
        assert typed(board) == text
        await board.press("enter")
    assert only(desk).text == text
    assert all(card.lane is Lane.TODO for card in desk.day().cards)


async def test_ten_thousand_characters_are_kept(desk: Desk) -> None:
    words = " ".join(f"wort{number}ü界" for number in range(1000))
    async with window(desk.workspace, desk.clock) as board:
        await board.press("I")
        field = board.app.screen.query_one(Field)
        field.value = words
        await board.settle()
        await board.press("enter")
    assert only(desk).text == words


@pytest.mark.parametrize("where", ["n", "c", "slash"])
async def test_f2_while_typing_keeps_the_line_and_b_comes_back_to_the_same_letter(desk: Desk, where: str) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press(where)
        await board.type("Call the supplier")
        await board.press("left", "left", "left")
        await board.press("f2")
        assert only(desk).runs
        await board.type("press 4 jammed")
        await board.press("enter")
        assert "b back to where you were" in board.text
        await board.pass_time(5)
        await board.press("b")
        assert not only(desk).runs
        await board.type("X")
        assert typed(board) == "Call the suppl" + "X" + "ier"
    assert (only(desk).text, desk.minutes(only(desk))) == ("press 4 jammed", 5)


async def test_f2_on_the_board_records_as_the_letter_does(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("f2", "escape")
        assert not bar_open(board)
    assert only(desk).runs


async def test_it_is_said_that_no_minutes_were_given_and_those_added_later_count_everywhere(
    desk: Desk,
) -> None:
    desk.clock.set("2026-11-19 10:00")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("I")
        await board.type("talked with Bob")
        await board.press("enter")
        await board.until(lambda: "no minutes given" in board.text)
        await board.press("2", "e")
        await board.type(" 10m")
        await board.press("enter")
        await board.until(lambda: "10m" in next(line for line in board.text.splitlines() if "talked with Bob" in line))
    assert not desk.day().interruptions[0].blip


async def test_time_that_overlaps_shows_on_the_log_and_one_key_mends_it(desk: Desk) -> None:
    desk.clock.set("2026-11-19 10:00")
    log.log(desk.workspace, "press at 9:40 15m")
    log.log(desk.workspace, "phone at 9:40 10m")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("2")
        for _ in range(2):
            if "f lays it into free time" in board.text:
                break
            await board.press("j")
        assert "↔" in board.text
        await board.press("f")
        await board.until(lambda: "↔" not in board.text)
    assert sum(desk.minutes(known) for known in desk.day().interruptions) == 25


async def test_a_line_that_was_kept_can_be_discarded_with_the_key_that_the_bar_names(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("I")
        assert "discard" not in board.text
        await board.type("half a li")
        assert "Esc for later   ctrl+u discard" in board.text
        await board.press("escape", "I")
        assert "a half-typed line was kept" in board.text
        await board.press("left", "ctrl+u")
        assert typed(board) == ""
        assert "Esc close" in board.text
        await board.press("escape", "I")
        assert typed(board) == ""
    assert desk.workspace.drafts.text(DRAFT) == ""
    assert desk.day().interruptions == ()


async def test_words_discarded_leave_what_was_recorded_at_the_key(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("i")
        await board.type("half a line")
        assert "Esc keep too   ctrl+u discard" in board.text
        await board.press("ctrl+u", "escape")
        assert not bar_open(board)
    assert (only(desk).text, only(desk).runs) == ("", True)


async def test_a_line_half_typed_when_the_window_closed_is_offered_as_the_words_of_what_still_runs(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("i")
        await board.type("press 4 jam")
    async with window(desk.workspace, desk.clock) as board:
        assert "! Interrupted at 05:50" in board.text
        assert "a half-typed line was kept" in board.text
        assert typed(board) == "press 4 jam"
        await board.type("med @maria")
        await board.press("enter")
    assert (only(desk).text, only(desk).who, only(desk).runs) == ("press 4 jammed", "maria", True)


async def test_a_line_about_what_ended_meanwhile_is_its_words_where_it_has_none(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("i")
        await board.type("press 4 jam")
    desk.clock.tick(9)
    log.back(desk.workspace)
    async with window(desk.workspace, desk.clock) as board:
        assert not bar_open(board)
        await board.press("I")
        assert "it is over" in board.text
        await board.press("enter")
    assert (only(desk).text, desk.minutes(only(desk)), only(desk).runs) == ("press 4 jam", 9, False)


async def test_f2_held_down_records_one_interruption(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("f2", "f2", "f2", "f2")
        assert len(board.app.screen_stack) == 2
        await board.type("press 4 jammed")
        await board.press("enter")
        assert [known.text for known in desk.day().interruptions] == ["press 4 jammed"]


async def test_what_breaks_into_the_words_of_another_has_a_bar_of_its_own_and_bars_end_somewhere(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        for number in range(20):
            await board.press("f2")
            await board.type(f"number {number}")
        bars = len(board.app.screen_stack) - 1
        assert 1 < bars < 10
        assert len(desk.day().interruptions) == bars


async def test_the_palette_is_opened_once_also_below_a_bar(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("ctrl+p", "f2", "ctrl+p")
        assert len(board.app.screen_stack) == 3
        await board.press("escape", "escape")
        assert len(board.app.screen_stack) == 1


async def test_bars_and_the_palette_show_each_what_is_below_it_in_whatever_order_they_are_drawn(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("i", "p", "f2", "q")
        board.app.action_command_palette()
        await board.press("f2")
        stack = board.app.screen_stack
        assert len(stack) >= 4
        for place, screen in enumerate(stack[1:]):
            shown = screen.render()
            assert isinstance(shown, BackgroundScreen)
            assert shown.screen is stack[place]
