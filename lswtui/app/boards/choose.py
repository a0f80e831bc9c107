"""Choosing a board and adapting it: what the gallery offers, and what takes effect from when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lswtui.app.days.calendar import Calendar
from lswtui.app.days.change import change
from lswtui.app.days.holidays import with_holidays
from lswtui.app.results import EditedElsewhere, Result, require_as_seen
from lswtui.domain.boards.board_fields import LEVELS
from lswtui.domain.boards.rounds import with_round_times
from lswtui.domain.boards.standard import Standard, for_shift, out_of_shift
from lswtui.domain.days.card import CardId
from lswtui.domain.days.lifecycle import cards_due
from lswtui.domain.errors import BadInput, LswError, NotFound, RuleBroken
from lswtui.domain.text import search_form
from lswtui.domain.times import DAY, stretch_text
from lswtui.store.files.board_files import board_names, load_board

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from lswtui.app.workspace import Workspace
    from lswtui.domain.boards.board import Board, Task
    from lswtui.domain.days.card import Card


class GalleryBoard(NamedTuple):
    """A board as the gallery shows it."""

    board: Board
    minutes: int
    """Planned minutes on the day shown."""
    cards: tuple[Card, ...]
    """The cards of the day shown: today, or the next date with any."""
    on: date


def offers(workspace: Workspace, refuse: Callable[[LswError], None]) -> tuple[GalleryBoard, ...]:
    """Every board that can be chosen, the leader's own and the ready-made, front line first.

    Of each file that cannot be used REFUSE is told.
    """
    boards = []
    for name in board_names(workspace.own_boards):
        try:
            boards.append(load_board(name, workspace.own_boards))
        except LswError as error:
            refuse(error)
    ordered = sorted(boards, key=lambda board: (LEVELS.index(board.level), board.title))
    return tuple(offer(with_holidays(workspace, board), workspace.today()) for board in ordered)


def that_speak_of(typed: str, among: tuple[GalleryBoard, ...]) -> tuple[GalleryBoard, ...]:
    """The boards with words that begin like every one that was typed; nothing typed finds all.

    First those that have them in their title, then those that are about them; last come boards of which only tasks
    or kinds of interruption have them.
    """
    words = _words(typed)
    if not words:
        return among
    found: list[tuple[int, int]] = []
    for place, each in enumerate(among):
        board = each.board
        tasks = (f"{task.title} {task.detail}" for task in board.tasks)
        parts = (board.title, f"{board.about} {board.level}", " ".join((*tasks, *(c.name for c in board.categories))))
        texts = (" ".join(("", *_words(" ".join(parts[: upto + 1])))) for upto in range(len(parts)))
        near = next((upto for upto, text in enumerate(texts) if all(f" {word}" in text for word in words)), None)
        if near is not None:
            found.append((near, place))
    return tuple(among[place] for _, place in sorted(found))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", search_form(text))


def offer(board: Board, today: date) -> GalleryBoard:
    """One board with the cards of today, or of the next date that has some."""
    for days in range(8):
        on = type(today).fromordinal(today.toordinal() + days)
        if cards := cards_due(board, on):
            return GalleryBoard(board, sum(card.minutes for card in cards), cards, on)
    return GalleryBoard(board, 0, (), today)


def choose(
    workspace: Workspace, name: str, *, shift: tuple[int, int] | None = None, seen: Board | None = None
) -> Result:
    """Use a board from today on, its hours and times moved to the leader's SHIFT (from, to) if one is given.

    Cards that nobody touched go with the board they came from; all others stay. Cards whose time has passed
    do not count. Raises `NotFound` and `BadInput` for a board that is not there or cannot be read, and
    `EditedElsewhere` where the board in use is no longer the one SEEN.
    """
    board = load_board(name, workspace.own_boards)
    if shift is not None:
        if shift[0] == shift[1]:
            raise BadInput("a shift begins and ends at different times; for example 06:00 14:00")
        board = for_shift(board, *shift)

    def chosen(in_use: Board | None) -> Board:
        if seen is not None and in_use != seen:
            raise EditedElsewhere("the board", in_use)
        return board

    return _take_effect(workspace, chosen, f"chose the board {board.title}")


def change_task(
    workspace: Workspace,
    card: Card,
    *,
    at: int | None = None,
    minutes: int | None = None,
    seen: Task | None = None,
) -> Result:
    """Change the time and the length of a card's task for always, from today's untouched cards on.

    Raises `EditedElsewhere` where they are no longer as they were SEEN.
    """
    if minutes is not None and not 0 < minutes <= DAY:
        raise BadInput(f"{minutes} minutes is not possible on one day; give 1 to 1440")
    calendar = Calendar(workspace)
    if at is not None and (standard := calendar.standard(card.on)) is not None:
        at = out_of_shift(standard.board, card.on, calendar.switches, at)

    def changed(in_use: Board | None) -> Board:
        task = in_use.task(card.task) if in_use and card.task else None
        if in_use is None or task is None:
            raise RuleBroken(f"{card.title!r} is a one-off; there is no board to change")
        require_as_seen("the board", seen, task, ("at", "minutes"))
        times = task.at if at is None else _times_with(at, card, task, in_use)
        again = task._replace(at=times, minutes=minutes or task.minutes)
        return in_use._replace(tasks=tuple(again if known.id == task.id else known for known in in_use.tasks))

    return _take_effect(workspace, changed, f"changed {card.title} on the board")


def _times_with(at: int, card: Card, task: Task, board: Board) -> tuple[int, ...]:
    """The times of a task's rounds with that of one card changed; the others stay where they are on its day."""
    if task.every.as_needed:
        raise RuleBroken(f"{card.title!r} is done as needed and has no time of its own; change its minutes alone")
    times = dict(enumerate(with_round_times(task, board.windows(card.on)).at, 1))
    return tuple({**times, CardId.read(card.id).round_: at}.values())


def board_in_use(workspace: Workspace) -> Board:
    """The board that today is planned by, as its file says it; raises `NotFound` before one is chosen."""
    return standard_in_use(workspace).board


def standard_in_use(workspace: Workspace) -> Standard:
    """The version of the board in use, as its file says it; raises `NotFound` before one is chosen."""
    calendar = Calendar(workspace)
    standard = calendar.standard(calendar.today)
    if standard is None:
        raise NotFound(
            "no board is in use yet; `lsw board list` shows them and `lsw board use NAME` chooses one",
            on_screen="no board is in use yet; B shows them",
        )
    return standard


def shift_words(board: Board) -> str:
    """The hours of a board's first working day, as ``06:00-14:15``."""
    windows = next(iter(board.hours.values()), ())
    return stretch_text(windows[0].start, windows[-1].end) if windows else "no hours"


def _take_effect(workspace: Workspace, board_after: Callable[[Board | None], Board], intent: str) -> Result:
    """Use from today on what BOARD_AFTER makes of the board in use."""
    with workspace.alone():
        with change(workspace) as edit:
            in_use = edit.calendar.standard(edit.calendar.today)
            board = board_after(in_use.board if in_use else None)
            edit.put_board(board)
            edit.say(intent)
        with change(workspace, by="program") as opening:
            opening.day = opening.day._replace(seen=True)
            opening.say("opened the day")
    return edit.result(intent, board.id)
