from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from lswtui.app.days import cards
from lswtui.app.interruptions import log
from lswtui.domain.boards.category import Category
from lswtui.domain.interruptions.interruption import Interruption
from lswtui.domain.interruptions.notation import read_capture
from lswtui.domain.vocabulary import Valid, Whose
from lswtui.tui.views.entry import entry_line, line_to_write
from lswtui.tui.widgets.field import Field
from tests.desk import BERLIN, Desk
from tests.tui.window import window

if TYPE_CHECKING:
    from lswtui.domain.interruptions.notation import Capture

NOW = datetime(2026, 11, 19, 10, 42, tzinfo=BERLIN)
CATEGORIES = (Category("equipment", "e", "Equipment"), Category("question", "q", "Question"))
WORDS = st.text(st.sampled_from("ab@#!~+\\é"), min_size=1, max_size=6)


def read(line: str) -> Capture:
    return read_capture(line, now=NOW, categories=CATEGORIES)


# --- the line


@given(
    st.lists(WORDS, max_size=5).map(" ".join),
    st.sampled_from([None, "maria", "jo.ana"]),
    st.sampled_from([None, "equipment", "question"]),
    st.sampled_from([None, *Whose]),
    st.sampled_from([None, *Valid]),
    st.booleans(),
)
def test_the_line_of_an_interruption_reads_back_as_it(
    text: str,
    who: str | None,
    category: str | None,
    whose: Whose | None,
    valid: Valid | None,
    workaround: bool,
) -> None:
    known = Interruption("1", NOW.date(), NOW, NOW, text, who, category, whose, valid, None, None, workaround)
    said = read(entry_line(known))
    assert (said.text, said.who, said.category) == (text, who, category)
    assert (said.whose, said.valid, said.workaround) == (whose, valid, workaround)
    assert said.minutes is None


def test_a_length_left_as_it_was_is_not_written_again() -> None:
    assert line_to_write("12m press jammed", "12m", now=NOW, categories=CATEGORIES) == "press jammed"


def test_a_length_that_was_changed_is_written() -> None:
    assert line_to_write("15m press jammed", "12m", now=NOW, categories=CATEGORIES) == "15m press jammed"


def test_a_length_left_as_it_was_keeps_words_like_a_time_from_being_one() -> None:
    line = line_to_write("12m oven 20m", "12m", now=NOW, categories=CATEGORIES)
    assert (read(line).text, read(line).minutes) == ("oven 20m", 12)


# --- the screen


async def test_a_day_without_any_says_what_to_press(desk: Desk) -> None:
    async with window(desk.workspace, desk.clock) as board:
        await board.press("2")
        assert "Nothing broke in. i the moment something does" in board.text


async def test_a_line_is_changed_in_place_and_its_time_stays(desk: Desk) -> None:
    log.begin(desk.workspace, "press jammed @maria !team")
    desk.clock.tick(7)
    log.back(desk.workspace)
    async with window(desk.workspace, desk.clock) as board:
        await board.press("2", "enter")
        field = board.app.focused
        assert isinstance(field, Field)
        assert field.value == "7m press jammed @maria !team"
        await board.type(" again ~")
        await board.press("enter")
        (changed,) = desk.day().interruptions
        assert (changed.text, changed.who, changed.workaround) == ("press jammed again", "maria", True)
        assert [span.estimated for span in desk.day().spans] == [False]
        assert desk.minutes(changed) == 7


async def test_what_is_taken_out_of_the_line_is_taken_away(desk: Desk) -> None:
    log.log(desk.workspace, "press jammed @maria #equipment !team 3m")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("2", "e", "ctrl+u")
        await board.type("only this")
        await board.press("enter")
        (changed,) = desk.day().interruptions
        assert (changed.text, changed.who, changed.category, changed.whose) == ("only this", None, None, None)


async def test_minutes_typed_into_the_line_change_how_long_it_was(desk: Desk) -> None:
    log.log(desk.workspace, "press jammed 3m")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("2", "e", "home", "delete")
        await board.type("9")
        await board.press("enter")
        assert desk.minutes(desk.day().interruptions[0]) == 9


async def test_a_line_left_with_escape_changes_nothing(desk: Desk) -> None:
    log.log(desk.workspace, "press jammed 3m")
    before = desk.day()
    async with window(desk.workspace, desk.clock) as board:
        await board.press("2", "e")
        await board.type(" zzz")
        await board.press("escape")
        assert desk.day().interruptions == before.interruptions


async def test_a_time_typed_on_a_past_day_is_of_that_day(desk: Desk) -> None:
    cards.finish(desk.workspace, "huddle", minutes=5)
    desk.clock.set("2026-11-19 08:00")
    log.log(desk.workspace, "press jammed 30m")
    desk.clock.set("2026-11-20 12:00")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("2", "pageup", "e", "ctrl+u")
        await board.type("at 7:40 press jammed")
        await board.press("enter")
        (changed,) = desk.day("2026-11-19").interruptions
        assert changed.start == datetime(2026, 11, 19, 7, 40, tzinfo=BERLIN)
        assert changed.on == date(2026, 11, 19)


async def test_one_key_goes_through_whose_work_it_was(desk: Desk) -> None:
    log.log(desk.workspace, "press jammed 3m")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("2")
        seen = []
        for _ in range(6):
            await board.press("o")
            seen.append(desk.day().interruptions[0].whose)
        assert seen == [*Whose, None]


async def test_one_key_goes_through_whether_it_was_valid(desk: Desk) -> None:
    log.log(desk.workspace, "press jammed 3m")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("2")
        seen = []
        for _ in range(4):
            await board.press("v")
            seen.append(desk.day().interruptions[0].valid)
        assert seen == [*Valid, None]


async def test_what_is_deleted_comes_back_with_undo(desk: Desk) -> None:
    log.log(desk.workspace, "press jammed 3m")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("2", "D")
        assert desk.day().interruptions == ()
        await board.press("u")
        assert [known.text for known in desk.day().interruptions] == ["press jammed"]


async def test_the_lit_row_stays_when_another_process_logs(desk: Desk) -> None:
    log.log(desk.workspace, "the first 3m")
    desk.clock.tick(10)
    log.log(desk.workspace, "the second 2m")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("2", "j")
        log.log(desk.another_window(), "the third 1m")
        await board.pass_time(1)
        assert "the third" in board.text
        await board.press("o")
        marked = [known.text for known in desk.day().interruptions if known.whose]
        assert marked == ["the first"]


async def test_the_days_before_stand_beside_today(desk: Desk) -> None:
    cards.finish(desk.workspace, "walk", minutes=30)
    log.log(desk.workspace, "press jammed #equipment @maria 12m")
    desk.clock.set("2026-11-20 08:00")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("2")
        await board.until(lambda: "Thu 19 Nov" in board.text)
        row = next(line for line in board.text.splitlines() if line.strip().startswith("Thu 19 Nov"))
        assert row.split()[-4:-1] == ["30m", "12m", "0m"]
        assert "By person" in board.text
        assert "By hour" in board.text


async def test_hidden_names_are_hidden_in_every_part(desk: Desk) -> None:
    log.log(desk.workspace, "press jammed #equipment @maria 12m")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("2")
        await board.until(lambda: board.text.count("maria") == 2)
        await board.press("H")
        await board.until(lambda: "maria" not in board.text)
        assert "press jammed" not in board.text


async def test_a_table_longer_than_the_window_follows_the_lit_row(desk: Desk) -> None:
    for number in range(40):
        log.log(desk.workspace, f"number {number:02} 1m")
        desk.clock.tick(2)
    async with window(desk.workspace, desk.clock, size=(58, 30)) as board:
        await board.press("2")
        assert "number 39" in board.text
        for _ in range(39):
            board.app.screen.query_one("Entries").walk(1)  # type: ignore[attr-defined]
        assert "number 00" in board.text
        assert "number 39" not in board.text
