"""Taking a task off the leader's board, because it will never apply again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.app.days.cards import take_back_copy
from lswtui.app.days.change import change
from lswtui.app.results import Result
from lswtui.domain.days.countermeasure import repeat_id
from lswtui.domain.days.lookup import card_named
from lswtui.domain.errors import RuleBroken
from lswtui.domain.vocabulary import Outcome

if TYPE_CHECKING:
    from datetime import date

    from lswtui.app.workspace import Workspace
    from lswtui.domain.boards.board import Board
    from lswtui.domain.boards.standard import Standard
    from lswtui.domain.days.card import Card


def never_again(workspace: Workspace, card: str, *, on: date | None = None) -> Result:
    """Set a card aside as not applicable and take its task off the board, from today's untouched cards on.

    What was done so far stays. Raises `RuleBroken` for a one-off, for a task that the board has no longer, and
    for the last task of a board.
    """
    with change(workspace, on) as edit:
        chosen = card_named(edit.day.cards, card)
        standard = edit.calendar.standard(edit.calendar.today)
        board = _without(chosen, standard)
        take_back_copy(edit, chosen)
        edit.day = edit.day.set_aside(chosen.id, Outcome.NOT_APPLICABLE, edit.at)
        edit.put_board(board)
        edit.forget_repeat(repeat_id(board.id, chosen.task or ""))
        edit.say(f"set {chosen.title} aside, never applicable; took it off the board")
    return edit.result(f"set aside {chosen.title}, not applicable; it is off your board from today on", chosen.id)


def _without(card: Card, standard: Standard | None) -> Board:
    """The board in use without the task of a card."""
    if card.task is None:
        raise RuleBroken(f"{card.title!r} is a one-off and comes only once; it can be not applicable this time")
    board = standard.board if standard else None
    if board is None or board.id != card.board or board.task(card.task) is None:
        raise RuleBroken(f"{card.title!r} is no longer on the board in use; it can be not applicable this time")
    tasks = tuple(task for task in board.tasks if task.id != card.task)
    if not tasks:
        raise RuleBroken(f"{card.title!r} is the last task of the board; choose another board first")
    return board._replace(tasks=tasks)
