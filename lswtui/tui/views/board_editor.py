"""What the board editor says of a board that is being written, and of its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lswtui.app.boards import edit
from lswtui.app.boards.edit import Begun
from lswtui.domain.boards.board_file import read_board
from lswtui.domain.boards.card_dates import stands
from lswtui.domain.boards.draft import BOARD, BOARD_FORM, TASK_FORM, guesses
from lswtui.domain.cadence.due_dates import first_dates
from lswtui.domain.cadence.formatter import cadence_words
from lswtui.domain.cadence.parser import parse_cadence
from lswtui.domain.errors import BadInput
from lswtui.domain.text import counted, one_line
from lswtui.domain.vocabulary import Moves, in_words
from lswtui.tui.lines import Line, those_that_fit
from lswtui.tui.views.footer import hint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from lswtui.domain.boards.board import Board
    from lswtui.domain.boards.draft import Checked, Draft, PlainTable
    from lswtui.domain.fields import FieldSpec

Hints = tuple[tuple[tuple[str, ...], str], ...]
"""The commands of each hint of a line of keys, and what it says where their own words do not."""
VIEWS = ("problems", "week", "load", "coverage")
DATES = 5
"""Dates shown of each rule."""
LIST_HINTS: Hints = (
    (("editor.next",), ""),
    (("editor.save",), ""),
    (("editor.new",), ""),
    (("editor.view",), ""),
    (("editor.back",), ""),
    (("editor.help",), ""),
    (("editor.remove",), ""),
    (("editor.undo",), ""),
    (("editor.move-down", "editor.move-up"), ""),
    (("editor.board",), ""),
)
VIEW_HINTS: Hints = (
    (("editor.view",), "next view"),
    (("editor.down", "editor.up"), "scroll"),
    (("editor.back",), "to the list"),
    (("editor.before", "editor.after"), ""),
)
FORM_HINTS: Hints = (
    (("editor.next",), "next"),
    (("editor.back",), "to the list"),
    (("editor.save",), ""),
    (("capture.now-typing",), ""),
)


class Tab(NamedTuple):
    """A view that can be shown: its name, and how it stands."""

    name: str
    words: str
    alarm: bool = False


def title_lines(draft: Draft, flaws: int, *, unsaved: bool) -> tuple[Line, Line]:
    """The title and the number of tasks, and how the board stands: its FLAWS, and whether it is in use."""
    count = counted(len(draft.tasks), "task")
    left: Line = ((one_line(draft.title), "title"), (f"   {count}", "quiet"))
    wrong: Line = ((f"{counted(flaws, 'problem')}   ", "alarm"),) if flaws else ()
    words = "not saved yet" if unsaved else "saved and in use"
    return left, (*wrong, (words, "accent" if unsaved else "quiet"))


def tabs(flaws: int) -> tuple[Tab, ...]:
    """The views that there are, the problems with their number."""
    words = counted(flaws, "problem") if flaws else "no problems"
    return (Tab("problems", words, bool(flaws)), *(Tab(name, name) for name in VIEWS[1:]))


class FieldNotes(NamedTuple):
    """What stands with the fields of a form, by their keys."""

    below: Mapping[str, Sequence[Line]]
    """What is wrong with each, and what was understood of it."""
    guesses: Mapping[str, str]
    """What is taken where nothing is written, in words."""


def field_notes(draft: Draft, place: int, found: Checked, board: Board | None, today: date) -> FieldNotes:
    """The notes of the task at a PLACE, or of the board; FOUND is what was found on checking, BOARD what is right."""
    table = draft.at(place)
    below: dict[str, list[Line]] = {
        field.key: [((f"! {said}", "alarm"),) for said in found.of(place, field.key)] for field in fields_at(place)
    }
    if place != BOARD and not below["every"]:
        below["every"] = [*understood(table, board, today)]
    guessed = {} if place == BOARD else {key: in_words(word) for key, word in guesses(table).items()}
    if first := next(iter(guessed), ""):
        below[first].append((("guessed from the title; ", "quiet"), ("↓ ↑", "accent"), (" change it", "quiet")))
    return FieldNotes(below, guessed)


def fields_at(place: int) -> tuple[FieldSpec, ...]:
    """The fields of the form of a PLACE."""
    return BOARD_FORM if place == BOARD else TASK_FORM


def key_line(
    changed: Mapping[str, str], width: int, *, at_list: bool, single: bool = False, view: bool = False
) -> Line:
    """The keys that fit into a WIDTH: those of the form, or of the list, or of a VIEW that stands alone.

    SINGLE is whether there is room for one part only.
    """
    if not at_list:
        wanted = FORM_HINTS
    elif single and view:
        wanted = VIEW_HINTS
    else:
        wanted = tuple((ids, words) for ids, words in LIST_HINTS if single or "editor.view" not in ids)
    hints = (((" ", "text"), *hint(ids, changed, words), ("  ", "text")) for ids, words in wanted)
    return those_that_fit(hints, width)


def understood(task: PlainTable, board: Board | None, today: date) -> Iterator[Line]:
    """How often a task is due, in people's words, and the next dates."""
    try:
        cadence = parse_cadence(str(task.get("every", "")))
    except BadInput:
        return
    moves = next((word for word in Moves if word == task.get("moves")), Moves.STAY)
    yield ((cadence_words(cadence), "on-plan"),)
    works = board.works if board is not None else _weekday
    rostered = board.rostered if board is not None else _weekday
    dates = first_dates(lambda on: stands(cadence, moves, on, works=works, rostered=rostered), today, DATES)
    if not dates:
        yield (("whenever it is needed" if cadence.as_needed else "on no date to come", "quiet"),)
    else:
        yield tuple((said, "quiet") for said in _dates_said(dates, today))


def _dates_said(dates: Sequence[date], today: date) -> Iterator[str]:
    """Dates one after the other, month and year where they are others than before."""
    before = today.replace(day=1)
    for place, on in enumerate(dates):
        month = f" {on:%b}" if place == 0 or (on.year, on.month) != (before.year, before.month) else ""
        year = f" {on.year}" if on.year != before.year else ""
        yield f"{on:%a} {on.day}{month}{year}" + (", " if place + 1 < len(dates) else "")
        before = on


def _weekday(on: date) -> bool:
    """Whether a date is from Monday to Friday, which is when people work of whom nothing else is known."""
    return on.weekday() < 5


def versions(begun: Begun, stored: Board | None) -> tuple[str, str | None]:
    """What the leader is about to write and what others wrote meanwhile, both against what was seen."""
    seen = read_board(begun.name, begun.seen)[0] if begun.seen is not None else None
    mine, _ = read_board(*begun.draft)
    said = "\n".join(edit.differences(seen, mine)) if mine is not None else ""
    return said, None if stored is None else "\n".join(edit.differences(seen, stored))
