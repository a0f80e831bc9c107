"""The board gallery: every board that can be chosen, each with a look at today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType
from textual.containers import Container
from textual.message import Message

from lswtui.app.boards import choose
from lswtui.domain.days.plan_line import read_shift
from lswtui.tui.commands import bindings, changed_keys, keys_of, of
from lswtui.tui.dialogs.base import LeaveOnceScreen
from lswtui.tui.dialogs.keys import KeysDialog
from lswtui.tui.dialogs.prompt import PromptDialog
from lswtui.tui.lines import Line
from lswtui.tui.views.gallery import explained_lines, key_line, offer_rows, preview_lines, welcome_line
from lswtui.tui.widgets.drawn import DrawnLines
from lswtui.tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from lswtui.app.boards.choose import GalleryBoard
    from lswtui.tui.session import Session
    from lswtui.tui.views.gallery import OfferRow


class Offers(DrawnLines):
    """The boards, one a line, by level."""

    @dataclass
    class Chosen(Message):
        """A board was clicked."""

        place: int
        twice: bool
        """Whether it was clicked for the second time at once."""

    DEFAULT_CSS = "Offers { width: 52; height: 1fr; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._offers: tuple[GalleryBoard, ...] = ()
        self._current = 0
        self._typed = ""
        self._places: list[int | None] = []
        """The place of the board that each line drawn belongs to."""

    def on_click(self, event: events.Click) -> None:
        """Say which board is under the pointer; a second click, which the boards may have moved under, is the same."""
        place = self._places[event.y] if event.y < len(self._places) else None
        if event.chain > 1:
            place = self._current
        if place is not None:
            self.post_message(self.Chosen(place, twice=event.chain == 2))

    def show(self, offers: tuple[GalleryBoard, ...], current: int, typed: str) -> None:
        """Show these boards, one of them current; those that were found for what was TYPED stand without headings."""
        grown = len(offers) != len(self._offers)
        self._offers, self._current, self._typed = offers, current, typed
        self.draw()
        if grown:
            self.refresh(layout=True)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """As many lines as there are."""
        return len(self._rows(width))

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """As many of them as there is room for, around the current board."""
        rows = self._rows(width)
        height = max(1, self.size.height)
        here = next((row for row, (place, _) in enumerate(rows) if place == self._current), 0)
        top = max(0, min(here - height // 2, len(rows) - height))
        shown = rows[top : top + height]
        self._places = [place for place, _ in shown]
        return [line for _, line in shown]

    def _rows(self, width: int) -> Sequence[OfferRow]:
        return offer_rows(self._offers, self._current, self._typed, width, changed_keys(self.app))


class Preview(DrawnLines):
    """A board: what it is about, and the cards of today."""

    DEFAULT_CSS = "Preview { width: 1fr; height: 1fr; padding: 0 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._offer: GalleryBoard | None = None
        self._today = ""

    def show(self, offer: GalleryBoard | None, today: str) -> None:
        """Show this board."""
        self._offer, self._today = offer, today
        self.draw()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """Its title, what it is about, how much it asks, its cards."""
        return preview_lines(self._offer, self._today, width, self.size.height)


class Explained(DrawnLines):
    """What *held open* means, where a card is, and what each way to a board leads to."""

    DEFAULT_CSS = "Explained { height: auto; margin: 0 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._held = False

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """As many lines as there are for the width."""
        return len(self.lines(width))

    def show(self, *, held: bool) -> None:
        """Explain the ways, and what is HELD open."""
        if self._held != held:
            self._held = held
            self.draw()
            self.refresh(layout=True)

    def lines(self, width: int) -> Sequence[Line]:
        """The sentences."""
        return explained_lines(changed_keys(self.app), width, held=self._held)


class Search(Field):
    """What the boards are searched for; it takes every letter that is none of the gallery's own keys."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key writes something."""
        commands = {command.id for command in of("gallery") if command.while_typing}
        return key not in keys_of(commands, changed_keys(self.app).items()) and super().check_consume_key(
            key, character
        )


class Keys(DrawnLines):
    """The keys of the gallery, each of which can be clicked."""

    DEFAULT_CSS = "Keys { height: 1; padding: 0 1; background: $panel; }"

    def lines(self, width: int) -> Sequence[Line]:
        """The keys that fit."""
        return (key_line(changed_keys(self.app), width),)


class Welcome(DrawnLines):
    """The question above the boards, and which of how many is lit."""

    DEFAULT_CSS = "Welcome { height: 2; padding: 1 2 0 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._current = self._boards = 0

    def show(self, current: int, boards: int) -> None:
        """Say where in the list the leader is, since it is longer than most windows are high."""
        self._current, self._boards = current, boards
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """The question and the place."""
        return (welcome_line(self._current, self._boards, width),)


class GalleryScreen(LeaveOnceScreen[bool]):
    """The ready-made and own boards; answers whether one was chosen."""

    NAME = "gallery"
    CSS_PATH = "gallery.tcss"
    AUTO_FOCUS = "Field"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("gallery")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (110, "-wide")]  # noqa: RUF012 - the base class declares it so

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._offers = choose.offers(session.workspace, session.refuse)
        self._found = self._offers
        self._current = 0

    def compose(self) -> ComposeResult:
        """The question, a field to search in, the boards, the one under the cursor, the keys."""
        yield Welcome()
        yield Search(placeholder="type what your work is about, to search", id="search")
        with Container(id="boards"):
            yield Offers()
            yield Preview()
        yield Explained()
        yield Keys()

    def on_mount(self) -> None:
        """Begin with the board in use."""
        board = self._session.state.board
        ids = [offer.board.id for offer in self._offers]
        self._current = ids.index(board.id) if board and board.id in ids else 0
        self._show()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.call_after_refresh(self._show)

    def on_input_changed(self, event: Field.Changed) -> None:
        """Show the boards that speak of what is typed; without a word all of them, the lit one staying lit."""
        lit = self._lit
        self._found = choose.that_speak_of(event.value, self._offers)
        self._current = self._found.index(lit) if lit in self._found and not event.value.strip() else 0
        self._show()

    def on_input_submitted(self, event: Field.Submitted) -> None:
        """Take the lit board."""
        event.stop()
        self.action_take()

    def on_offers_chosen(self, event: Offers.Chosen) -> None:
        """A click lights a board, a second one takes it."""
        self._current = event.place
        self._show()
        if event.twice:
            self.action_take()

    def on_mouse_scroll_down(self) -> None:
        """To the board below."""
        self.action_walk(1)

    def on_mouse_scroll_up(self) -> None:
        """To the board above."""
        self.action_walk(-1)

    def action_walk(self, by: int) -> None:
        """To another board."""
        self._current = max(0, min(len(self._found) - 1, self._current + by))
        self._show()

    @work(group="intent")
    async def action_take(self) -> None:
        """Take the board, for the leader's own shift."""
        if self._lit is None:
            return
        board = self._lit.board
        shift = await self.app.push_screen_wait(
            PromptDialog(
                "Your shift, from and to", value=choose.shift_words(board), hint="06:00-14:15", check=read_shift
            )
        )
        if shift is None:
            return
        same = shift.strip() == choose.shift_words(board)
        said = await self._session.ask(choose.choose, board.id, shift=None if same else read_shift(shift))
        if said is not None:
            self.dismiss(True)  # noqa: FBT003

    @work(group="intent")
    async def action_make_mine(self) -> None:
        """Make a copy of the board under the cursor one's own."""
        if self._lit is None:
            return
        board = self._lit.board
        await self._make(like=board.id, value=f"My {board.title}")

    @work(group="intent")
    async def action_new(self) -> None:
        """Make a board from nothing."""
        await self._make()

    async def _make(self, *, like: str = "", value: str = "") -> None:
        """Open the board editor; a board that was saved there is chosen."""
        from lswtui.tui.screens.begin_board import make_board

        if await make_board(self.app, self._session, like=like, value=value):
            self.dismiss(True)  # noqa: FBT003

    def action_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(KeysDialog(self.NAME, dict(self._session.config.keys)))

    def action_leave(self) -> None:
        """Show all boards again, or leave without choosing."""
        field = self.query_one(Field)
        if field.value:
            field.value = ""
        else:
            self.dismiss(False)  # noqa: FBT003

    @property
    def _lit(self) -> GalleryBoard | None:
        return self._found[self._current] if self._found else None

    def _show(self) -> None:
        typed = self.query_one(Field).value.strip()
        self.query_one(Welcome).show(self._current, len(self._found))
        self.query_one(Offers).show(self._found, self._current, typed)
        self.query_one(Preview).show(self._lit, self._session.state.today.isoformat())
        self.query_one(Explained).show(held=self._lit is not None and any(card.held_open for card in self._lit.cards))
