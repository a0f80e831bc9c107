"""Beginning to write a board: the one in use, a new one, a copy, or one that was left half-made."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lswtui.app.boards import edit
from lswtui.app.boards.edit import DRAFT, Begun
from lswtui.domain.errors import LswError
from lswtui.tui.dialogs.choice import ChoiceDialog
from lswtui.tui.dialogs.prompt import PromptDialog
from lswtui.tui.options import Option
from lswtui.tui.screens.board_editor import BoardEditorScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App

    from lswtui.tui.session import Session


async def edit_board(
    app: App[int], session: Session, begin: Callable[[], Awaitable[Begun | None]], name: str = ""
) -> bool:
    """Open the editor on what BEGIN answers, or on a board that was left half-made; whether a board was saved.

    NAME is the id of the board that is wanted, where it is known: if that was left half-made nobody is asked.
    """
    kept = edit.read_kept(session.drafts.text(DRAFT))
    if kept is not None:
        chosen: str | None = "on"
        if kept.name != name:
            options = (
                Option("g", "on", "go on with it"),
                Option("t", "throw", "throw it away, and begin the other"),
            )
            chosen = await app.push_screen_wait(ChoiceDialog(f"{kept.draft.title} was left half-made", options))
        if chosen is None:
            return False
        if chosen == "on":
            session.tell("what was half-made is here again")
            return await app.push_screen_wait(BoardEditorScreen(session, kept, None))
        session.drafts.keep(DRAFT, "")
    begun = await begin()
    if begun is None:
        return False
    return await app.push_screen_wait(BoardEditorScreen(session, begun, begun.seen))


async def edit_board_in_use(app: App[int], session: Session) -> bool:
    """Open the editor on the board in use; whether it was saved."""

    async def begin() -> Begun | None:
        try:
            return edit.of_board_in_use(session.workspace)
        except LswError as error:
            session.refuse(error)
            return None

    board = session.state.board
    return await edit_board(app, session, begin, board.id if board is not None else "")


async def make_board(app: App[int], session: Session, *, like: str = "", title: str = "", value: str = "") -> bool:
    """Open the editor on a new board, or a copy of the one LIKE names; without a TITLE it is asked for, from VALUE."""

    async def begin() -> Begun | None:
        said: str | None = title
        if not said:
            heading = "What is your copy called?" if like else "What is your board called?"
            check = partial(edit.free_name, session.workspace)
            said = await app.push_screen_wait(PromptDialog(heading, value=value, hint="Press shop, night", check=check))
        if said is None:
            return None
        try:
            if like:
                return edit.copy_of(session.workspace, like, said)
            return edit.new(session.workspace, said)
        except LswError as error:
            session.refuse(error)
            return None

    return await edit_board(app, session, begin)
