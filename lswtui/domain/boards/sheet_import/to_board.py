"""A board from what a sheet says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lswtui.domain.boards.board_fields import LEVELS
from lswtui.domain.boards.board_file import read_board
from lswtui.domain.times import USUAL_DAY_START, clock_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lswtui.domain.boards.board import Board
    from lswtui.domain.boards.sheet_import.rows import SheetRow
    from lswtui.domain.toml_reader import Problem

USUAL_HOURS = {"mon-fri": "08:00-16:30"}
USUAL_CATEGORIES = (
    ("people", "p", "People"),
    ("safety", "s", "Safety"),
    ("quality", "q", "Quality"),
    ("equipment", "e", "Equipment"),
    ("material", "m", "Material"),
    ("question", "h", "How do I …?"),
    ("boss", "b", "My own leader"),
    ("other", "o", "Other"),
)
_LONGEST_BOARD_TITLE = 60
_LEVEL_WORDS = (
    (LEVELS[2], r"executive|director|president|\bc[efiot]o\b|\bvp\b|geschäftsf|vorstand|direktor"),
    (LEVELS[1], r"manager|head of|\bleiter|leitung|abteilungs|principal|werksleit"),
)
_CLOCKS = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})")


def board_from(
    name: str, title: str, rows: Sequence[SheetRow], hours: Mapping[str, str]
) -> tuple[Board | None, tuple[Problem, ...]]:
    """The board NAME with the tasks of a sheet and the leader's HOURS by weekdays, or all that is wrong with it."""
    table: dict[str, Any] = {
        "title": title,
        "about": f"Taken over from a sheet with {len(rows)} tasks.",
        "level": level_of(title),
        "day_starts": clock_text(day_start(hours)),
        "hours": dict(hours),
        "category": [{"id": id_, "letter": letter, "name": words} for id_, letter, words in USUAL_CATEGORIES],
        "task": [dict(row.task) for row in rows],
    }
    return read_board(name, table)


def level_of(title: str) -> str:
    """The level that the words of a title suggest, front line where they suggest none."""
    plain = title.casefold()
    return next((level for level, words in _LEVEL_WORDS if re.search(words, plain)), LEVELS[0])


def title_from(above: Sequence[str], otherwise: str) -> str:
    """The title of a board: the first text over the headings that can be one, or OTHERWISE."""
    fit = (text for text in above if 3 < len(text) <= _LONGEST_BOARD_TITLE and sum(map(str.isalpha, text)) > 3)
    return next((text for text in fit if not text.rstrip().endswith(":")), otherwise)


def day_start(hours: Mapping[str, str]) -> int:
    """The clock time at which days start: four, or for hours before it or over it the middle of the time off."""
    busy = [False] * 24
    for stretch in (part for text in hours.values() for part in text.split(",")):
        clocks = [int(found[1]) % 24 for found in _CLOCKS.finditer(stretch)]
        if len(clocks) == 2:
            first, last = clocks
            for hour in range(first, last + 1 if last >= first else last + 25):
                busy[hour % 24] = True
    if not busy[USUAL_DAY_START // 60] or all(busy):
        return USUAL_DAY_START
    return max(range(24), key=lambda hour: _free_around(hour, busy)) * 60


def _free_around(hour: int, busy: Sequence[bool]) -> int:
    """How far the next busy hour is, on either side."""
    return next((far for far in range(24) if busy[(hour - far) % 24] or busy[(hour + far) % 24]), 24)
