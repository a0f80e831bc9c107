"""What the board editor and the gallery say, as values."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lswtui.app.boards import choose, edit
from lswtui.domain.boards.draft import BOARD, checked
from lswtui.tui.views import board_editor, gallery

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lswtui.domain.boards.draft import Draft
    from lswtui.tui.lines import Line
    from tests.desk import Desk

TODAY = date(2026, 11, 19)


def said(lines: Iterable[Line]) -> str:
    return "\n".join("".join(text for text, _ in line).rstrip() for line in lines)


@pytest.fixture
def draft(desk: Desk) -> Draft:
    return edit.of_board_in_use(desk.workspace).draft


def test_the_title_says_whether_the_board_is_saved_and_what_is_wrong_with_it(draft: Draft) -> None:
    left, right = board_editor.title_lines(draft, 0, unsaved=False)
    assert said([left, right]) == "Plain   5 tasks\nsaved and in use"
    _, right = board_editor.title_lines(draft, 2, unsaved=True)
    assert said([right]) == "2 problems   not saved yet"
    assert [tab.words for tab in board_editor.tabs(0)] == ["no problems", "week", "load", "coverage"]
    assert board_editor.tabs(1)[0] == ("problems", "1 problem", True)


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"at_list": True}, " ⏎ write   ctrl+s save and use   n new task   Esc leave   ? keys   D remove"),
        (
            {"at_list": True, "single": True},
            " ⏎ write   ctrl+s save and use   n new task   v views   Esc leave   ? keys",
        ),
        ({"at_list": True, "single": True, "view": True}, " v next view   j k scroll   Esc to the list   < > week"),
        ({"at_list": False}, " ⏎ next   Esc to the list   ctrl+s save and use   F2 interrupted"),
    ],
)
def test_the_keys_are_those_of_where_the_leader_is(where: dict[str, bool], words: str) -> None:
    assert said([board_editor.key_line({}, 78, **where)]) == words


def test_a_changed_key_is_the_one_that_is_named() -> None:
    changed = {"editor.save": "f4", "editor.back": "ctrl+x,q"}
    assert " Esc" not in said([board_editor.key_line(changed, 200, at_list=True)])
    assert "f4 save and use" in said([board_editor.key_line(changed, 200, at_list=True)])


def test_below_a_field_stands_what_is_wrong_or_what_was_understood(draft: Draft) -> None:
    place = next(place for place, task in enumerate(draft.tasks) if task["id"] == "audit")
    right = board_editor.field_notes(draft, place, checked(draft), checked(draft).board, TODAY)
    assert said(right.below["every"]) == "Thursdays\nThu 19 Nov, Thu 26, Thu 3 Dec, Thu 10, Thu 17"
    field = next(field for field in board_editor.fields_at(place) if field.key == "every")
    broken = draft.typed(place, field, "evry thu", known={}, was=draft.table)
    wrong = board_editor.field_notes(broken, place, checked(broken), None, TODAY)
    assert said(wrong.below["every"]).startswith("! ")
    assert "title" in board_editor.field_notes(draft, BOARD, checked(draft), None, TODAY).below


def test_the_gallery_lists_the_boards_by_level_with_one_lit(desk: Desk) -> None:
    offers = choose.offers(desk.workspace, lambda _error: None)
    rows = gallery.offer_rows(offers, 1, "", 52, {})
    assert (rows[0].place, said([rows[0].line])) == (None, " Front line")
    assert [row.place for row in rows if row.line and row.line[0][0] == "▌"] == [1]
    assert [row.place for row in gallery.offer_rows(offers[:2], 0, "lead", 52, {})] == [0, 1]


def test_where_nothing_was_found_the_ways_out_are_named_by_the_leaders_keys() -> None:
    rows = gallery.offer_rows((), 0, "juggling", 52, {"gallery.new": "f2"})
    assert said(row.line for row in rows) == (
        " No board speaks of “juggling”.\n Esc shows all   F2 begins one of your own"
    )


def test_a_preview_cuts_its_cards_with_a_count(desk: Desk) -> None:
    offers = choose.offers(desk.workspace, lambda _error: None)
    plain = next(offer for offer in offers if offer.board.title == "Plain")
    whole = said(gallery.preview_lines(plain, TODAY.isoformat(), 60, 30))
    assert "5 tasks · 2h15 today · hours 06:00-14:00" in whole
    assert "Read the log" in whole
    assert said(gallery.preview_lines(plain, TODAY.isoformat(), 60, 6)).endswith("… and 5 more")
    assert gallery.preview_lines(None, TODAY.isoformat(), 60, 30) == ()


def test_what_held_open_means_is_said_where_a_card_is() -> None:
    assert "held open" in said(gallery.explained_lines({}, 200, held=True)).casefold()
    assert said(gallery.explained_lines({"gallery.mine": "f3"}, 200, held=False)).startswith("⏎ takes it")
    assert "f3 makes it mine" in said(gallery.explained_lines({"gallery.mine": "f3"}, 200, held=False))


def test_the_question_says_which_of_how_many_is_lit() -> None:
    assert said([gallery.welcome_line(4, 33, 80)]).endswith("5 of 33")
    assert said([gallery.welcome_line(0, 0, 80)]).endswith("none")
