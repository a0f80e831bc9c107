"""The board gallery: every board that can be chosen, each with a look at today."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from lswtui.app import choosing
from lswtui.domain.moments import clock_text, minutes_text
from lswtui.domain.planline import read_shift
from lswtui.tui.dialogs.frame import LeftOnce
from lswtui.tui.dialogs.prompt import Prompt
from lswtui.tui.widgets.drawn import DrawnLines, Line, fitted, spread, those_that_fit, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from lswtui.app.choosing import Offer
    from lswtui.tui.session import Session


class Offers(DrawnLines):
    """The boards, one a line, by level."""

    DEFAULT_CSS = "Offers { width: 52; height: 1fr; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._offers: tuple[Offer, ...] = ()
        self._current = 0

    def show(self, offers: tuple[Offer, ...], current: int) -> None:
        """Show these boards, one of them current."""
        self._offers, self._current = offers, current
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """The boards around the current one, each level under its heading."""
        lines: list[Line] = []
        here = 0
        level = ""
        for place, offer in enumerate(self._offers):
            if offer.board.level != level:
                level = offer.board.level
                lines += (
                    [(), ((f" {level.capitalize()}", "quiet"),)] if lines else [((f" {level.capitalize()}", "quiet"),)]
                )
            if place == self._current:
                here = len(lines)
            mark, role = ("▌", "title") if place == self._current else (" ", "text")
            name = fitted(f" {offer.board.title}", max(0, width - 14))
            about = f"{len(offer.cards):>3}  {minutes_text(offer.minutes):>6}"
            lines.append(((mark, "accent"), (name, role), (about, "quiet")))
        height = max(1, self.size.height)
        top = max(0, min(here - height // 2, len(lines) - height))
        return lines[top : top + height]


class Preview(DrawnLines):
    """A board: what it is about, and the cards of today."""

    DEFAULT_CSS = "Preview { width: 1fr; height: 1fr; padding: 0 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._offer: Offer | None = None
        self._today = ""

    def show(self, offer: Offer, today: str) -> None:
        """Show this board."""
        self._offer, self._today = offer, today
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """Its title, what it is about, how much it asks, its cards."""
        offer = self._offer
        if offer is None or width < 10:
            return ()
        board = offer.board
        when = "today" if offer.on.isoformat() == self._today else f"{offer.on:%A}"
        lines: list[Line] = [((board.title, "title"),), ()]
        lines += [((part, "text"),) for part in wrapped(board.about, width, 6)]
        asks = f"{len(board.tasks)} tasks · {minutes_text(offer.minutes)} {when} · hours {choosing.shift_words(board)}"
        lines += [(), ((asks, "quiet"),), (), ((when.capitalize(), "title"), (f" {len(offer.cards)}", "quiet"))]
        for card in offer.cards:
            at = clock_text(card.at) if card.at is not None else "  –  "
            left: Line = ((f"{at}  ", "quiet"), (card.title, "text"))
            lines.append(spread(left, ((minutes_text(card.minutes), "quiet"),), min(width, 52)))
        height = self.size.height
        if len(lines) > height > 1:
            lines[height - 1 :] = [((f"… and {len(lines) - height + 1} more", "quiet"),)]
        return lines


class Keys(DrawnLines):
    """A line above and a line below."""

    DEFAULT_CSS = "Keys { height: 1; padding: 0 1; background: $panel; dock: bottom; }"

    def lines(self, width: int) -> Sequence[Line]:
        """The keys."""
        keys = (
            ("⏎", "take this board"),
            ("m", "make it mine"),
            ("n", "a new one"),
            ("j k", "up and down"),
            ("Esc", "not now"),
            ("PgUp PgDn", "by eight"),
        )
        return (those_that_fit((((key, "accent"), (f" {words}   ", "text")) for key, words in keys), width),)


class Welcome(DrawnLines):
    """The question above the boards, and which of how many is lit."""

    DEFAULT_CSS = "Welcome { height: 3; padding: 1 2 0 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._place = ""

    def show(self, current: int, boards: int) -> None:
        """Say where in the list the leader is, since it is longer than most windows are high."""
        self._place = f"{current + 1} of {boards}"
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """The question and the place."""
        said = (
            ("Which of these is nearest to your work?", "title"),
            (f"   {self._place}", "quiet"),
            (" · cards and minutes today", "quiet"),
        )
        return (those_that_fit(((piece,) for piece in said), width),)


class GalleryScreen(LeftOnce[bool]):
    """The ready-made and own boards; answers whether one was chosen."""

    CSS_PATH = "gallery.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "walk(1)", show=False),
        Binding("k,up", "walk(-1)", show=False),
        Binding("pagedown", "walk(8)", show=False),
        Binding("pageup", "walk(-8)", show=False),
        Binding("enter", "take", show=False),
        Binding("m", "make_mine", show=False),
        Binding("n", "new", show=False),
        Binding("escape,q", "leave", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]  # noqa: RUF012 - the base class declares it so

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._offers = choosing.offers(session.workspace, session.refuse)
        self._current = 0

    def compose(self) -> ComposeResult:
        """The boards, the one under the cursor, the keys."""
        yield Welcome()
        with Horizontal():
            yield Offers()
            yield Preview()
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

    def action_walk(self, by: int) -> None:
        """To another board."""
        self._current = max(0, min(len(self._offers) - 1, self._current + by))
        self._show()

    @work(group="intent")
    async def action_take(self) -> None:
        """Take the board, for the leader's own shift."""
        board = self._offers[self._current].board
        shift = await self.app.push_screen_wait(
            Prompt("Your shift, from and to", value=choosing.shift_words(board), hint="06:00-14:15", check=read_shift)
        )
        if shift is None:
            return
        same = shift.strip() == choosing.shift_words(board)
        said = await self._session.ask(choosing.choose, board.id, shift=None if same else read_shift(shift))
        if said is not None:
            self.dismiss(True)  # noqa: FBT003

    @work(group="intent")
    async def action_make_mine(self) -> None:
        """Make a copy of the board under the cursor one's own."""
        board = self._offers[self._current].board
        await self._make(like=board.id, value=f"My {board.title}")

    @work(group="intent")
    async def action_new(self) -> None:
        """Make a board from nothing."""
        await self._make()

    async def _make(self, *, like: str = "", value: str = "") -> None:
        """Open the board editor; a board that was saved there is chosen."""
        from lswtui.tui.screens.board_editor import make_board  # noqa: PLC0415 - seldom seen

        if await make_board(self.app, self._session, like=like, value=value):
            self.dismiss(True)  # noqa: FBT003

    def action_leave(self) -> None:
        """Leave without choosing."""
        self.dismiss(False)  # noqa: FBT003

    def _show(self) -> None:
        offers = self._offers
        self.query_one(Welcome).show(self._current, len(offers))
        self.query_one(Offers).show(offers, self._current)
        self.query_one(Preview).show(offers[self._current], self._session.state.today.isoformat())
