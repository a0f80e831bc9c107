"""The morning review on the screen."""

from __future__ import annotations

import json
from datetime import date

from lswtui.app.days import cards, change
from lswtui.app.interruptions import log
from lswtui.app.reviews import review, save
from lswtui.app.reviews.review import MORNING
from lswtui.domain.reviews.answers import PledgeKept
from lswtui.tui.widgets.review_answers import KeyAnswer, LineAnswer, TopThree
from tests.desk import Desk
from tests.tui.window import Window, window

THURSDAY, FRIDAY = date(2026, 11, 19), date(2026, 11, 20)
DRAFT = "morning-2026-11-19"


async def plan(board: Window) -> None:
    """Go to the morning review, its sheet laid out."""
    await board.press("M")
    await board.until(lambda: "Morning review" in board.text and bool(board.app.screen.query(LineAnswer)))


async def to_the_line(board: Window) -> LineAnswer:
    """Go on to the one line of the morning."""
    while not isinstance(board.app.focused, LineAnswer):
        await board.press("tab")
    return board.app.focused


def saved(desk: Desk, on: date = THURSDAY) -> dict[str, str]:
    """The answers of a morning on the disk, as another process sees them."""
    made = review.asked(desk.another_window(), on, MORNING).reflection
    return dict(made.answers) if made else {}


def two_thursdays(desk: Desk) -> None:
    """Two Thursdays on which the same broke in; now it is the third, before work."""
    for day in ("2026-11-19", "2026-11-26"):
        desk.clock.set(f"{day} 09:50")
        change.mark_seen(desk.workspace)
        log.log(desk.workspace, "press 4 jammed #equipment @maria 20m at 9:10")
    desk.clock.set("2026-12-03 05:50")


async def test_it_never_opens_by_itself_and_says_quietly_how_to_open_it(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        assert "To do" in board.text
        assert "M plan the day" in board.text.splitlines()[-1]


async def test_the_hint_is_gone_once_it_is_saved(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await plan(board)
        await to_the_line(board)
        await board.type("If asked, then I ask back")
        await board.press("ctrl+s", "escape")
        assert "To do" in board.text
        assert "plan the day" not in board.text
        assert "if-then  If asked, then I ask back" in board.text


async def test_the_hint_is_gone_once_the_first_hours_are_over(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.pass_time(131)
        assert "plan the day" not in board.text


async def test_locking_saves_all_and_goes_to_the_board(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await plan(board)
        assert isinstance(board.app.focused, TopThree)
        await board.press("down", "1")
        await to_the_line(board)
        await board.type("If asked, then I ask back")
        assert "ctrl+e lock the plan" in board.text
        await board.press("ctrl+e")
        assert "To do" in board.text
        assert desk.day().locked_at is not None
        assert desk.card("walk").top == 1
        assert saved(desk)["if-then"] == "If asked, then I ask back"
        await board.press("u")
        assert (desk.day().locked_at, desk.card("walk").top, saved(desk)) == (None, None, {})


async def test_the_plan_can_be_locked_without_a_word(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await plan(board)
        await board.press("ctrl+e")
        assert "To do" in board.text
        assert desk.day().locked_at is not None


async def test_saving_alone_locks_nothing(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await plan(board)
        await board.press("1", "ctrl+s")
        assert desk.card("huddle").top == 1
        assert desk.day().locked_at is None
        assert "saved at 05:50" in board.text


async def test_the_if_then_begins_with_what_is_likeliest_and_is_no_answer_until_it_goes_on(desk: Desk) -> None:
    two_thursdays(desk)
    async with window(desk.workspace, desk.clock) as board:
        await plan(board)
        assert "Thursdays around 9   mostly Equipment, from maria   2 of 2 weeks" in board.text
        line = await to_the_line(board)
        assert (line.value, line.answer) == ("If it is Equipment, from maria, then I will ", "")
        await board.press("ctrl+s")
        assert saved(desk, date(2026, 12, 3)) == {}
        await board.type("send the setter")
        await board.press("ctrl+s")
        told = "If it is Equipment, from maria, then I will send the setter"
        await board.until(lambda: saved(desk, date(2026, 12, 3)) == {"if-then": told})


async def test_names_can_be_hidden_in_what_is_likeliest_too(desk: Desk) -> None:
    two_thursdays(desk)
    async with window(desk.workspace, desk.clock) as board:
        await plan(board)
        await board.press("H")
        facts = board.text.partition("Thursdays around 9")[2].splitlines()[0]
        assert "maria" not in facts
        assert "Equipment, from ·····" in facts


async def test_what_is_hidden_is_still_what_the_if_then_begins_with(desk: Desk) -> None:
    two_thursdays(desk)
    async with window(desk.workspace, desk.clock) as board:
        await board.press("H")
        await plan(board)
        line = await to_the_line(board)
        assert line.value == "If it is Equipment, from maria, then I will "


async def test_a_pledge_that_no_evening_asked_about_is_asked_about_with_one_key(desk: Desk) -> None:
    save.reflect(desk.workspace, {"pledge": "watch three cycles"})
    desk.clock.set("2026-11-20 06:10")
    change.mark_seen(desk.workspace)
    desk.clock.set("2026-11-23 05:50")
    async with window(desk.workspace, desk.clock) as board:
        await plan(board)
        assert isinstance(board.app.focused, KeyAnswer)
        assert "watch three cycles" in board.text
        await board.press("n", "ctrl+s")
        made = desk.pledge(date(2026, 11, 23))
        assert made is not None
        assert made.pledge_kept is PledgeKept.NO


async def test_the_screen_goes_from_morning_to_evening_and_back_with_nothing_lost(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await plan(board)
        await to_the_line(board)
        await board.type("half a morning")
        board.app.set_focus(None)
        await board.press("r")
        await board.until(lambda: "Evening review" in board.text)
        assert "ctrl+e close the day" in board.text
        await board.until(lambda: bool(board.app.screen.query(LineAnswer)))
        while not isinstance(board.app.focused, LineAnswer):
            await board.press("tab")
        await board.type("half an evening")
        board.app.set_focus(None)
        await plan(board)
        assert "half a morning" in board.text
        assert json.loads(desk.workspace.drafts.text(DRAFT)) == {"if-then": "half a morning"}
        await board.press("r")
        await board.until(lambda: "half an evening" in board.text)
        assert saved(desk) == {}


async def test_a_draft_is_there_again_after_a_new_start(desk: Desk) -> None:
    desk.workspace.drafts.keep(DRAFT, '{"if-then": "half a thou"}')
    async with window(desk.workspace, desk.clock) as board:
        await plan(board)
        assert "half a thou" in board.text
        assert "a draft, not saved yet" in board.text


async def test_the_morning_of_a_past_day_can_be_seen_and_corrected_but_not_locked(desk: Desk) -> None:
    save.reflect(desk.workspace, {"if-then": "one"}, review=MORNING)
    desk.clock.set("2026-11-20 06:30")
    async with window(desk.workspace, desk.clock) as board:
        await plan(board)
        board.app.set_focus(None)
        await board.press("pageup")
        await board.until(lambda: "Morning review   Thu 19 Nov" in board.text)
        await to_the_line(board)
        await board.type(" and two")
        await board.press("ctrl+e")
        assert "is over; its plan cannot be set any more" in " ".join(board.text.split())
        await board.press("ctrl+s")
        assert saved(desk) == {"if-then": "one and two"}
        assert desk.day("2026-11-19").locked_at is None


async def test_what_another_process_answered_meanwhile_is_shown_first(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await plan(board)
        await to_the_line(board)
        await board.type("mine")
        save.reflect(desk.another_window(), {"if-then": "theirs"}, review=MORNING)
        await board.press("ctrl+e")
        await board.until(lambda: "theirs" in board.text)
        assert saved(desk) == {"if-then": "theirs"}


async def test_the_room_gets_smaller_as_the_day_goes_on(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await plan(board)
        assert "room 7h30" in board.text
        await board.pass_time(70)
        assert "room 6h30" in board.text
        cards.finish(desk.another_window(), "audit", minutes=40)
        await board.pass_time(1)
        assert "planned 1h35" in board.text


async def test_a_letter_typed_is_a_letter(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await plan(board)
        line = await to_the_line(board)
        await board.type("M r 1")
        assert line.value == "M r 1"
        assert "Morning review" in board.text


async def test_a_morning_of_ones_own_that_cannot_be_read_is_said_and_the_board_stays(desk: Desk) -> None:
    own = desk.workspace.own_boards / "reviews"
    own.mkdir(parents=True)
    (own / "morning.toml").write_text('title = "Bad"\n')
    async with window(desk.workspace, desk.clock) as board:
        await board.press("M")
        await board.until(lambda: "missing" in board.text and "To do" in board.text)
