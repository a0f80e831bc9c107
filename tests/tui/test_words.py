"""Nothing on a screen speaks of ids, files or the command line to who only looks at it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from lswtui.app import questions
from lswtui.app.boards import choose
from lswtui.app.days import cards, shifts
from lswtui.app.interruptions import log
from lswtui.domain import vocabulary
from lswtui.domain.errors import BadInput, LswError
from tests.desk import Desk
from tests.tui.window import window

if TYPE_CHECKING:
    from collections.abc import Callable

FIXED = [
    word.value
    for kind in (vocabulary.Outcome, vocabulary.Reason, vocabulary.Activity, vocabulary.Element)
    for word in kind
    if "-" in word.value
]
IDS = re.compile(r"\b[a-z.-]+@\d{4}-\d\d-\d\d|`lsw|\.toml\b|\.json\b|task\[\d+\]|\b" + r"\b|\b".join(FIXED) + r"\b")
TOURS = {
    "the day": ("space", "escape", "m", "escape", "n", "escape", "O", "escape", "question_mark", "escape"),
    "set aside": ("m", "r", "space", "escape"),
    "the log": ("2", "tab", "o", "escape", "v", "escape", "enter", "escape"),
    "the evening": ("3", *["tab"] * 14),
    "the morning": ("M", *["tab"] * 8),
    "the week": ("4", "d", "t", "t", "t", "t", "t"),
    "the gallery": ("B", "down", "down", "escape"),
    "a task in the editor": ("E", "enter", *["tab"] * 17),
    "the views of the editor": ("E", "v", "v", "v", "question_mark", "escape"),
    "the board in the editor": ("E", "b", *["tab"] * 12),
    "what waits": ("a", "escape", "escape"),
}


@pytest.mark.slow
@pytest.mark.parametrize("tour", TOURS)
async def test_no_screen_shows_an_id_a_file_or_a_verb_of_the_shell(demo: Desk, tour: str) -> None:
    async with window(demo.workspace, demo.clock) as board:
        for key in TOURS[tour]:
            await board.press(key)
            found = {match[0] for match in IDS.finditer(board.text)}
            assert not found, f"after {key}: {found} in\n{board.text}"


def nothing_of_the_kind(desk: Desk) -> None:
    questions.answer(desk.workspace, "gap:01J", "keep")


def a_card_that_is_gone(desk: Desk) -> None:
    cards.start(desk.workspace, "plain.huddle-of-old@2026-11-19")


def an_interruption_that_is_gone(desk: Desk) -> None:
    log.delete(desk.workspace, "01JABCDEFG")


def no_other_work(desk: Desk) -> None:
    cards.stop_other(desk.workspace)


def no_title(desk: Desk) -> None:
    cards.add(desk.workspace, "  ")


def no_shifts(desk: Desk) -> None:
    shifts.switch(desk.workspace, "early")


@pytest.mark.parametrize(
    "refused",
    [nothing_of_the_kind, a_card_that_is_gone, an_interruption_that_is_gone, no_other_work, no_title, no_shifts],
)
def test_a_refusal_on_a_screen_names_keys_where_the_shell_names_verbs(
    desk: Desk, refused: Callable[[Desk], None]
) -> None:
    with pytest.raises(LswError) as refusal:
        refused(desk)
    assert IDS.search(refusal.value.on_screen) is None
    assert "lsw" not in refusal.value.on_screen


def test_without_a_board_a_screen_names_the_key_that_shows_them(empty: Desk) -> None:
    with pytest.raises(LswError) as refusal:
        choose.board_in_use(empty.workspace)
    assert refusal.value.on_screen == "no board is in use yet; B shows them"
    assert "`lsw board list`" in str(refusal.value)


def test_what_has_no_other_words_is_said_alike_everywhere() -> None:
    assert BadInput("a shift begins and ends at different times").on_screen == (
        "a shift begins and ends at different times"
    )


async def test_what_begins_again_says_the_key_that_ends_it(desk: Desk) -> None:
    log.log(desk.workspace, "press 4 jammed @maria 5m")
    async with window(desk.workspace, desk.clock) as board:
        await board.press("full_stop")
        notes = [note.message for note in board.app._notifications]
        assert any("; b ends it" in note for note in notes)
        assert not any("lsw" in note for note in notes)


def test_fixed_words_are_said_as_people_say_them_and_ones_own_are_left() -> None:
    assert vocabulary.in_words("not-ready") == "not ready"
    assert vocabulary.in_words("co-ordination") == "co-ordination"
    assert vocabulary.fixed_word("Not ready") == "not-ready"
