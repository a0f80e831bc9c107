from __future__ import annotations

import string
import threading
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from lswtui.app.days import cards
from lswtui.app.interruptions import log
from lswtui.app.results import Result
from lswtui.domain.vocabulary import CardKind, Finding, Lane, Outcome, Reason
from lswtui.tui.dialogs.details import CardDetails
from lswtui.tui.widgets.lane import LaneCards
from tests.tui.window import window

if TYPE_CHECKING:
    from lswtui.app.workspace import Workspace
    from tests.desk import Desk


def changes(desk: Desk) -> int:
    """How many changes were made so far."""
    desk.workspace.store.refresh()
    return sum(1 for _ in desk.workspace.store.entries_backwards())


WITH_STANDARD = """
title = "Standard"
about = "One task that says what good looks like."
level = "front line"

[hours]
mon-fri = "06:00-10:00, 10:30-14:00"

[[category]]
id = "equipment"
letter = "e"
name = "Equipment"

[[task]]
id = "talk"
title = "Talk"
every = "workday"
at = "06:00"
minutes = 10
activity = "daily-management"
domain = "operate"
element = "accountability"
area = "alignment"
standard = "After ten minutes all know the day."
why = "So that nobody has to ask."
"""


# --- the next step


@pytest.mark.usefixtures("no_bounce")
async def test_enter_starts_a_card_and_enter_again_finishes_it_with_what_it_showed(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("enter")
        assert "▶ Huddle  0 of 10 m" in board.text
        await board.pass_time(12)
        await board.press("enter")
        assert "what did it show?" in board.text
        await board.press("enter")
    huddle = desk.card("huddle")
    assert (huddle.outcome, huddle.finding, desk.minutes(huddle)) == (Outcome.DONE, Finding.OK, 12)


async def test_enter_twice_within_half_a_second_is_one_step(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lswtui.tui.screens.card_actions.BOUNCE", 60.0)
    async with window(desk.workspace, desk.clock) as board:
        await board.press("enter", "enter")
        assert len(board.app.screen_stack) == 1
    assert desk.card("huddle").lane is Lane.DOING


@pytest.mark.usefixtures("no_bounce")
async def test_a_problem_found_is_kept_in_its_own_words(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("enter")
        await board.pass_time(9)
        await board.press("enter", "p")
        await board.type("two people short")
        await board.press("enter")
        await board.go_to("Huddle")
        assert "problem: two" in board.text
    assert (desk.card("huddle").finding, desk.card("huddle").finding_text) == (Finding.PROBLEM, "two people short")


@pytest.mark.usefixtures("no_bounce")
async def test_enter_on_a_card_that_is_done_opens_its_details(desk: Desk) -> None:
    cards.finish(desk.workspace, "walk", minutes=20)
    async with window(desk.workspace, desk.clock) as board:
        await board.go_to("Walk the line")
        await board.press("enter")
        assert isinstance(board.app.screen, CardDetails)


async def test_a_card_that_was_not_started_is_asked_for_its_minutes(desk: Desk) -> None:
    desk.clock.set("2026-11-19 08:00")
    async with window(desk.workspace, desk.clock) as board:
        await board.go_to("Walk the line")
        await board.press("d")
        assert "Minutes for Walk the line" in board.text
        await board.type("a while")
        await board.press("enter")
        assert "no number of minutes" in board.text
        await board.press(*["backspace"] * 7)
        await board.type("25")
        await board.press("enter")
    walk = desk.card("walk")
    assert (walk.outcome, desk.minutes(walk)) == (Outcome.DONE, 25)
    assert all(span.estimated for span in desk.day().spans)


@pytest.mark.parametrize(("keys", "minutes"), [(("p",), 30), (("k",), 90), (("tab", "4", "5", "enter"), 45)])
async def test_a_forgotten_clock_is_asked_about_once(desk: Desk, keys: tuple[str, ...], minutes: float) -> None:
    cards.start(desk.workspace, "walk")
    async with window(desk.workspace, desk.clock) as board:
        await board.pass_time(90)
        await board.go_to("Walk the line")
        await board.press("d")
        assert "Was it forgotten?" in board.text
        await board.press(*keys)
        assert not board.app.session.state.waiting
    assert desk.minutes(desk.card("walk")) == minutes


async def test_starting_a_card_ends_what_broke_in_and_says_so(desk: Desk) -> None:
    log.begin(desk.workspace, "press 4 jammed")
    async with window(desk.workspace, desk.clock) as board:
        await board.pass_time(5)
        await board.press("enter")
        await board.until(lambda: "ended the interruption press 4 jammed" in board.text.replace("\n", " "))
    assert not desk.day().stack


async def test_a_card_of_another_day_cannot_be_started_and_the_sentence_says_why(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("pagedown", "enter", "enter")
        await board.until(lambda: "2026-11-20" in board.text)
    assert desk.card("huddle", "2026-11-20").lane is Lane.TODO


# --- aside, back, paused

ASIDE = {
    "i": (Outcome.MISSED, Reason.INTERRUPTED),
    "b": (Outcome.MISSED, Reason.BOSS),
    "c": (Outcome.MISSED, Reason.CRISIS),
    "a": (Outcome.MISSED, Reason.ABSENT),
    "r": (Outcome.MISSED, Reason.NOT_READY),
    "o": (Outcome.MISSED, Reason.OVERRUN),
    "f": (Outcome.MISSED, Reason.FORGOT),
    "v": (Outcome.MISSED, Reason.AVOIDED),
    "u": (Outcome.MISSED, Reason.UNCLEAR),
    "z": (Outcome.MISSED, Reason.OBSOLETE),
    "minus": (Outcome.MISSED, None),
    "n": (Outcome.NOT_APPLICABLE, None),
    "e": (Outcome.EXCUSED, None),
    "t": (Outcome.MOVED, None),
}


@pytest.mark.slow
async def test_one_letter_says_why_a_card_is_set_aside(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        for key, said in ASIDE.items():
            await board.go_to("Walk the line")
            await board.press("m", key)
            walk = desk.card("walk")
            assert (walk.lane, (walk.outcome, walk.reason)) == (Lane.ASIDE, said)
            assert board.title == "Huddle"
            await board.go_to("Walk the line")
            await board.press("x")
            assert desk.card("walk").lane is Lane.TODO


async def test_a_card_may_be_set_aside_for_a_reason_of_ones_own(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("m", "tab")
        await board.type("fire drill")
        await board.press("enter")
        assert "missed: fire" in board.text
    assert desk.card("huddle").reason == "fire drill"


async def test_leaving_a_question_leaves_the_card(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        before = changes(desk)
        for key in ("m", "d", "n", "e", "c", "N", "slash"):
            await board.press(key)
            assert len(board.app.screen_stack) == 2, key
            await board.press("escape")
            assert len(board.app.screen_stack) == 1, key
    assert changes(desk) == before


async def test_a_card_pauses_and_goes_on(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("p")
        await board.until(lambda: "nothing runs that could be paused" in board.text)
        await board.press("enter")
        await board.pass_time(5)
        await board.press("p")
        assert desk.day().running is None
        assert "‖" in board.text
        await board.pass_time(5)
        await board.press("p")
        assert desk.day().running_card == desk.card("huddle")
    assert desk.minutes(desk.card("huddle")) == 5


# --- cards added and changed


async def test_a_card_added_before_the_plan_is_set_is_planned(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("n")
        await board.type("Call the supplier at 14:00 20m")
        await board.press("enter")
        assert board.title == "Call the supplier"
    card = desk.card("Call the supplier")
    assert (card.kind, card.at, card.minutes) == (CardKind.PLANNED, 14 * 60, 20)


@pytest.mark.parametrize(("key", "kind"), [("m", CardKind.PLANNED), ("o", CardKind.OTHER), ("b", CardKind.REACTIVE)])
async def test_a_card_added_after_it_is_asked_whose_time_it_is(desk: Desk, key: str, kind: CardKind) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("L", "n")
        await board.type("Call the supplier")
        await board.press("enter")
        assert "what is it?" in board.text
        await board.press(key)
    assert desk.day().locked_at is not None
    assert desk.card("Call the supplier").kind is kind


async def test_a_card_needs_a_title(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("n")
        await board.type("14:00 20m")
        await board.press("enter")
        assert "a card needs a title" in board.text


@pytest.mark.parametrize(("key", "tomorrow"), [("t", (7 * 60, 30)), ("a", (8 * 60 + 15, 45))])
async def test_time_and_minutes_change_for_today_or_for_always(desk: Desk, key: str, tomorrow: tuple[int, int]) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.go_to("Walk the line")
        await board.press("e")
        await board.type("08:15 45m")
        await board.press("enter", key)
        assert "08:15  45m" in board.text
    there = desk.card("walk", "2026-11-20")
    assert (there.at, there.minutes) == tomorrow
    assert (desk.card("walk").at, desk.card("walk").minutes) == (8 * 60 + 15, 45)


async def test_a_cue_and_a_note_stand_on_the_card(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("c")
        await board.type("station 4 is next")
        await board.press("enter", "N")
        await board.type("ask Lee")
        await board.press("enter")
        assert "next: station 4 is" in board.text
        await board.press("space")
        assert "ask Lee" in board.text
    assert (desk.card("huddle").cue, desk.card("huddle").note) == ("station 4 is next", "ask Lee")


async def test_a_card_becomes_one_of_the_top_three_and_no_longer(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("*", "j", "*")
        assert (desk.card("huddle").top, desk.card("walk").top) == (1, 2)
        await board.press("*")
    assert (desk.card("huddle").top, desk.card("walk").top) == (1, None)


async def test_a_one_off_can_be_deleted_and_a_card_of_the_board_cannot(desk: Desk) -> None:
    added = cards.add(desk.workspace, "Call the supplier", minutes=10)
    async with window(desk.workspace, desk.clock) as board:
        await board.press("D")
        await board.until(lambda: "belongs to the board" in board.text)
        await board.go_to("Call the supplier")
        await board.press("D")
    assert added.id not in [card.id for card in desk.day().cards]
    assert desk.card("huddle").lane is Lane.TODO


async def test_details_show_what_good_looks_like_and_take_no_commands(desk: Desk) -> None:
    desk.board(WITH_STANDARD, "standard")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("B")
        await board.go_to_board("Standard")
        await board.press("enter", "enter", "space")
        assert "all know the day" in board.text
        assert "nobody has to ask" in board.text
        before = changes(desk)
        await board.press("d", "m", "w", "i", "escape")
        assert changes(desk) == before
        assert len(board.app.screen_stack) == 1


async def test_other_work_starts_and_stops_with_one_key(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("enter", "w")
        assert desk.card("Other work").lane is Lane.DOING
        await board.pass_time(20)
        await board.press("w")
    work = desk.card("Other work")
    assert (work.lane, work.kind, desk.minutes(work)) == (Lane.DONE, CardKind.OTHER, 20)


async def test_what_was_done_is_undone_and_done_again(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("m", "f", "u")
        assert desk.card("huddle").lane is Lane.TODO
        await board.press("ctrl+r")
        assert desk.card("huddle").reason == Reason.FORGOT


# --- moving about


async def test_the_keys_of_the_hand_go_through_the_lanes(desk: Desk) -> None:
    cards.finish(desk.workspace, "huddle")
    async with window(desk.workspace, desk.clock) as board:
        assert board.title == "Walk the line"
        await board.press("j")
        assert board.title == "Round"
        await board.press("k", "k")
        assert board.title == "Walk the line"
        await board.press("l")
        assert board.title == "Huddle"
        await board.press("h")
        assert board.title == "Walk the line"


async def test_the_focus_stays_on_its_card_whatever_changes_around_it(desk: Desk) -> None:
    other = desk.another_window()
    async with window(desk.workspace, desk.clock) as board:
        await board.go_to("Audit the cell")
        await board.resize(58, 30)
        await board.resize(90, 30)
        await board.resize(1, 1)
        await board.resize(120, 40)
        assert board.title == "Audit the cell"
        cards.add(other, "Call the supplier", at=5 * 60, minutes=10)
        cards.finish(other, "huddle")
        await board.pass_time(0)
        assert "Call the supplier" in board.text
        assert board.title == "Audit the cell"
        cards.start(other, "audit")
        await board.pass_time(0)
        assert board.title == "Audit the cell"
        await board.press("2", "1")
        assert board.title == "Audit the cell"


async def test_a_lane_with_room_for_its_cards_has_no_scrollbar_when_a_banner_takes_a_line(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("i", "escape")
        assert not any(lane.show_vertical_scrollbar for lane in board.app.screen.query(LaneCards))
        await board.resize(120, 22)
        assert board.app.screen.query_one("#todo", LaneCards).show_vertical_scrollbar


async def test_what_another_process_logs_shows_without_touching_a_half_typed_line(desk: Desk) -> None:
    other = desk.another_window()
    async with window(desk.workspace, desk.clock) as board:
        await board.press("n")
        await board.type("Call the sup")
        log.log(other, "audit moved @ana 5m")
        await board.pass_time(0)
        assert "audit moved" in board.text
        await board.type("plier")
        await board.press("enter", "m")
    assert desk.card("Call the supplier").lane is Lane.TODO


async def test_days_turn_both_ways_and_one_leads_back(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("pagedown")
        assert "Fri 20 Nov" in board.text
        await board.press("greater_than_sign", "pageup", "less_than_sign", "less_than_sign")
        assert "Wed 18 Nov" in board.text
        await board.press("1")
        assert "Thu 19 Nov  05:50" in board.text


async def test_only_cards_with_the_words_asked_for_are_shown(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("slash")
        await board.type("AUDIT")
        await board.press("enter")
        assert "To do 1" in board.text
        assert board.title == "Audit the cell"
        await board.press("slash", "delete", "enter")
        assert "To do 6" in board.text


async def test_the_one_list_of_a_narrow_window_has_the_running_and_the_next_card_on_top(desk: Desk) -> None:
    cards.start(desk.workspace, "read")
    async with window(desk.workspace, desk.clock, (58, 30)) as board:
        order = [view.title[0] for view in board.app.screen.query_one("#list", LaneCards).cards]
        assert order[:2] == ["Read the log", "Huddle"]
        await board.press("j")
        assert board.title == "Huddle"


async def test_in_a_window_of_middle_width_the_lanes_that_are_folded_open_with_a_key(desk: Desk) -> None:
    cards.finish(desk.workspace, "huddle")
    async with window(desk.workspace, desk.clock, (80, 24)) as board:
        assert "Done 1   Set aside 0" in board.text
        await board.press("l")
        assert board.title == "Huddle"
        assert "To do 5   Doing 0" in board.text


# --- time


async def test_the_board_turns_with_the_day_while_it_is_open(desk: Desk) -> None:
    desk.clock.set("2026-11-20 03:50")
    cards.start(desk.workspace, "walk")
    async with window(desk.workspace, desk.clock) as board:
        assert "Thu 19 Nov" in board.text
        await board.pass_time(20)
        await board.until(lambda: "Fri 20 Nov" in board.text)
        assert desk.day().running is None
        assert [question.kind for question in board.app.session.state.waiting] == ["gap"]
    assert desk.card("huddle", "2026-11-19").outcome is Outcome.MISSED
    assert desk.day().seen


async def test_a_disk_that_is_slow_is_said_to_be_saving(desk: Desk) -> None:
    written = threading.Event()

    def slowly(_workspace: Workspace) -> Result:
        written.wait(10)
        return Result("written")

    async with window(desk.workspace, desk.clock) as board:
        asked = board.app.run_worker(board.app.session.ask(slowly), group="slow")
        await board.until(lambda: "saving…" in board.text)
        written.set()
        await board.until(lambda: "saving…" not in board.text)
        assert await asked.wait() == Result("written")


# --- questions


async def test_what_waits_is_answered_with_one_key_each(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    desk.clock.tick(80)
    cards.finish(desk.workspace, "walk")
    cards.start(desk.workspace, "read")
    desk.clock.tick(50)
    cards.finish(desk.workspace, "read")
    async with window(desk.workspace, desk.clock) as board:
        assert "2 to answer" in board.text
        await board.press("a", "p", "escape")
        assert "to answer" not in board.text
        assert len(board.app.screen_stack) == 1
    assert desk.minutes(desk.card("walk")) == 30
    assert desk.minutes(desk.card("read")) == 50


async def test_where_nothing_waits_the_key_says_so(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("a")
        await board.until(lambda: "nothing waits for an answer" in board.text)


# --- what others may not see


async def test_names_and_texts_are_hidden_on_every_screen(desk: Desk) -> None:
    secrets = ("Zoltan", "zoltan", "salary", "burnout", "quarrel", "grumble", "whisper")
    log.log(desk.workspace, "salary dispute @zoltan #equipment 10m")
    cards.add(desk.workspace, "Talk to Zoltan", minutes=10)
    cards.cue(desk.workspace, "walk", "whisper to her")
    cards.note(desk.workspace, "read", "grumble about it")
    cards.set_aside(desk.workspace, "audit", Outcome.MISSED, reason="quarrel in the cell")
    cards.finish(desk.workspace, "huddle", finding=Finding.PROBLEM, finding_text="burnout of two")
    log.begin(desk.workspace, "salary again @zoltan")
    async with window(desk.workspace, desk.clock) as board:
        assert "Zoltan" in board.text
        await board.press("H")
        for screen in ("1", "2", "3", "4", "1"):
            await board.press(screen)
            assert [secret for secret in secrets if secret in board.text] == [], f"on screen {screen}:\n{board.text}"
            if screen == "3":
                await board.press("escape")
        for title in ("Walk the line", "Read the log", "Audit the cell", "Huddle"):
            await board.go_to(title)
            await board.press("space")
            assert [secret for secret in secrets if secret in board.text] == [], f"details of {title}:\n{board.text}"
            await board.press("escape")
        await board.press("i")
        assert [secret for secret in secrets if secret in board.text] == [], board.text
        await board.press("escape", "H")
        assert "Zoltan" in board.text


# --- typing


async def test_letters_typed_into_a_field_are_letters(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        for open_field in ("n", "slash", "c"):
            before = changes(desk)
            await board.press(open_field)
            await board.type(string.ascii_letters + "0123456789 .*?")
            assert len(board.app.screen_stack) == 2
            assert changes(desk) == before
            assert isinstance(board.app.focused, Input)
            assert board.app.focused.value == string.ascii_letters + "0123456789 .*?"
            await board.press("escape")
            assert changes(desk) == before


async def test_markup_and_control_characters_are_shown_as_they_are(desk: Desk) -> None:
    cards.add(desk.workspace, "[red]alarm[/red] \x1b[31mred", minutes=10)
    async with window(desk.workspace, desk.clock) as board:
        assert "[red]alarm[/red] \ufffd[31mred" in board.text
        await board.go_to("[red]alarm[/red] \x1b[31mred")
        await board.press("space")
        assert "[red]alarm[/red] \ufffd[31mred" in board.text
