"""The bar in which what breaks in is written down; what matters is saved before the first letter."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Vertical
from textual.suggester import Suggester

from lswtui.app.data.undo import part_of
from lswtui.app.interruptions import log
from lswtui.app.results import EditedElsewhere
from lswtui.domain.errors import LswError
from lswtui.domain.interruptions.notation import Capture, completions, read_capture
from lswtui.domain.text import one_line
from lswtui.domain.times import minutes_text
from lswtui.tui.commands import bindings
from lswtui.tui.dialogs.base import Dialog
from lswtui.tui.lines import ClickRole, Line, those_that_fit
from lswtui.tui.views.entry import entry_line
from lswtui.tui.views.words import secret
from lswtui.tui.widgets.drawn import DrawnLines, OneLine
from lswtui.tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.timer import Timer

    from lswtui.app.interruptions.suggestions import CategoryPerson, Suggestions
    from lswtui.app.results import Result
    from lswtui.domain.interruptions.interruption import Interruption
    from lswtui.tui.session import Session
    from lswtui.tui.state import State

    Recording = asyncio.Task[Result | None]

DRAFT = "bar"
WAIT = 0.3
"""Seconds that what is typed may be ahead of the draft."""


class _Tokens(Suggester):
    """Completes the token being typed at the end of the line."""

    def __init__(self, session: Session, people: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._session = session
        self._people = people

    async def get_suggestion(self, value: str) -> str | None:
        """The best completion of the line."""
        offered = completions(value, categories=self._session.state.categories, people=self._people)
        return offered[0] if offered else None


class Understood(DrawnLines):
    """What was understood of the line so far, and what it could be completed to."""

    DEFAULT_CSS = "Understood { height: 3; }"

    def __init__(self, usual: Suggestions, state: State) -> None:
        super().__init__()
        self._usual = usual
        self._state = state
        self._capture = Capture()
        self._offered: tuple[str, ...] = ()
        self._empty = ""
        self._keys: tuple[tuple[str, str], ...] = ()

    def show(self, capture: Capture, offered: tuple[str, ...], empty: str, keys: tuple[tuple[str, str], ...]) -> None:
        """Show a reading or, of a line that is EMPTY, what that means; completions; the keys and what a click does."""
        self._capture, self._offered, self._empty, self._keys = capture, offered, empty, keys
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """The reading, help with it, the keys that fit."""
        hints = (
            (("   " if place else "", "quiet"), (words, ClickRole("quiet", action) if action else "quiet"))
            for place, (words, action) in enumerate(self._keys)
        )
        return (self._reading(), self._help(), those_that_fit(hints, width))

    def _reading(self) -> Line:
        if not self._capture.pieces:
            return ((self._empty, "quiet"),)
        read: list[tuple[str, str]] = []
        for piece in self._capture.pieces:
            role = "text" if piece.kind == "text" else "on-plan"
            read += [(" · " if read else "", "quiet"), (piece.means if piece.kind != "text" else piece.text, role)]
        return tuple(read)

    def _help(self) -> Line:
        if self._capture.notes:
            return ((self._capture.notes[0], "near"),)
        if self._offered:
            ends = "  ".join(line.rsplit(" ", 1)[-1] for line in self._offered[:6])
            return (("→ ", "accent"), (ends, "quiet"))
        if self._capture.pieces:
            return (("@who #category 15m !team at 9:40 ~again", "faint"),)
        pairs = tuple(
            piece
            for digit, pair in enumerate(self._usual.pairs, 1)
            for piece in ((f"{digit} ", "accent"), (f"{self._pair(pair)}   ", "quiet"))
        )
        return pairs or (("@who #category 15m !team at 9:40 ~again", "faint"),)

    def _pair(self, pair: CategoryPerson) -> str:
        names = {category.id: category.name for category in self._state.categories}
        category = names.get(pair.category or "", pair.category or "")
        return " ".join(filter(None, (category, f"@{secret(pair.who, self._state)}" if pair.who else "")))


class CaptureBar(Dialog[None]):
    """One line about one interruption.

    With RECORDING it is one that was begun at a key and goes on until it is said to be over; the bar opens before it
    is on the disk, so that no letter typed meanwhile is lost. With RECORDED it is one that was begun before. Without
    both the line says all of one that is over. With HOLD the bar stays after the line, until ``b``: for one who was
    typing. A TEXT is a line that was kept half-typed.
    """

    DEFAULT_CSS = """
    CaptureBar { align: center bottom; background: transparent; }
    CaptureBar > .panel { width: 100%; max-width: 100%; padding: 0 1; border-top: tall $broke-in; }
    CaptureBar.-held Field, CaptureBar.-held Understood { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("bar")]

    def __init__(
        self,
        session: Session,
        usual: Suggestions,
        *,
        recorded: str | None = None,
        recording: Recording | None = None,
        blip: bool = False,
        hold: bool = False,
        text: str = "",
    ) -> None:
        super().__init__()
        self._session = session
        self._usual = usual
        self._people = () if session.state.hidden else tuple(map(one_line, usual.people))
        self._recorded = recorded
        self._change: int | None = None
        """The change that began it at the key; what is written here belongs to it."""
        self._seen: Interruption | None = None
        """What is recorded, as its leader knows it."""
        self.recording = recording
        """What is on its way to the disk."""
        self._blip = blip
        self._over = recorded is None and recording is None
        self._hold = hold
        self._text = text
        self._kept = bool(text)
        """Whether the line is one that was kept half-typed."""
        self._keeping: Timer | None = None

    @property
    def waits_for_words(self) -> bool:
        """Whether it is about one that goes on, and nothing was typed yet."""
        return not (self._over or self._blip or self._text.strip() or self.has_class("-held"))

    def compose(self) -> ComposeResult:
        """The heading, the field, what was understood."""
        state = self._session.state
        with Vertical(classes="panel"):
            yield OneLine()
            yield Field(self._text, suggester=_Tokens(self._session, self._people), select_on_focus=False)
            yield Understood(self._usual, state)

    def on_mount(self) -> None:
        """Follow the clock and what is typed."""
        self._session.changed.subscribe(self, self._show)
        self.query_one(Field).cursor_position = len(self._text)
        self._read(self._text)
        self._show(self._session.state)
        self.run_worker(self._begun())

    def on_unmount(self) -> None:
        """Keep the line where the program ends in the middle of it; what is closed need not follow the clock."""
        self._session.changed.unsubscribe(self)
        self._keep_due()

    def on_input_changed(self, event: Field.Changed) -> None:
        """Read the line as it is typed, and keep it should the program die."""
        self._text = event.value
        self._read(event.value)
        if self._keeping is None:
            self._keeping = self.set_timer(WAIT, self._keep_due)

    async def on_input_submitted(self, event: Field.Submitted) -> None:
        """Write it down."""
        event.stop()
        if not self.is_current or self.has_class("-held"):
            return  # it is written already; this ⏎ came too fast
        line = event.value
        if line.strip().isdigit() and len(line.strip()) == 1:
            place = int(line) - 1
            if 0 <= place < len(self._usual.pairs):
                line = self._usual.pairs[place].line
        if await self._write(line, over=self._over):
            self._drop_draft()
            self._end()

    async def action_leave(self) -> None:
        """Close the bar; what was typed is written to what is recorded, or kept as a draft."""
        line = self.query_one(Field).value
        await self._begun()
        if self.has_class("-held"):
            self.dismiss(None)
        elif self._recorded is None:
            self._keep_draft()
            if line.strip():
                self._session.tell("kept for later; I takes it up again")
            self.dismiss(None)
        elif await self._write(line, over=False):
            self._drop_draft()
            self.dismiss(None)

    def action_discard(self) -> None:
        """Throw away what was typed, now or before; what is recorded stays."""
        if not self.has_class("-held"):
            self._kept = False
            self.query_one(Field).value = ""
            self._drop_draft()
            self._show(self._session.state)

    async def action_switch(self) -> None:
        """Switch between one that goes on and one that is over."""
        if self._blip or self.has_class("-held"):
            return
        await self._begun()
        if self._recorded is None:
            self.recording = asyncio.create_task(self._session.ask(log.begin))
            self._over = False
            await self._begun()
        else:
            self._over = not self._over
            self._show(self._session.state)

    async def action_back(self) -> None:
        """Come back, where the bar was held."""
        if self.has_class("-held"):
            said = await self._session.ask(log.back)
            if said is not None:
                self.dismiss(None)

    async def _begun(self) -> None:
        """Wait until what began at the key is on the disk; where it was refused, the line is about one that is over."""
        if self.recording is not None:
            said = await self.recording
            self.recording = None
            self._recorded, self._change = (said.id, said.change) if said else (None, None)
            self._over = self._over or said is None
            self._show(self._session.state)

    async def _write(self, line: str, *, over: bool) -> bool:
        """Whether the line is on the disk now."""
        await self._begun()
        if self._recorded is None:
            said = await self._session.ask(log.log, line)
        elif over and not self._blip and self._recorded in {each.id for each in self._session.state.day.stack}:
            said = await self._session.ask(part_of(self._change, log.back), line)
        elif line.strip():
            said = await self._amend(self._recorded, line)
        else:
            return True
        if said is not None and said.notice:
            self._session.tell(said.notice)
        return said is not None

    async def _amend(self, recorded: str, line: str) -> Result | None:
        """Write the line to what is recorded; what somebody else wrote there meanwhile is said first."""
        on = self._seen.on if self._seen else None
        try:
            amend = part_of(self._change, log.amend)
            said = await self._session.try_(amend, recorded, line, on=on, seen=self._seen)
        except EditedElsewhere as other:
            if other.stored is None:
                self._recorded, self._over = None, True
                self._session.tell("deleted elsewhere meanwhile; ⏎ again logs this line as a new one")
            else:
                self._seen = other.stored
                theirs = secret(entry_line(other.stored), self._session.state)
                self._session.tell(f"changed elsewhere meanwhile to “{theirs}”; ⏎ again writes yours over it")
            self._show(self._session.state)
        except LswError as error:
            self._session.refuse(error)
        else:
            self._seen = None  # what was written now is what its leader knows
            self._show(self._session.state)
            return said
        return None

    def _end(self) -> None:
        if self._hold and not self._over and self._session.state.day.stack:
            self.add_class("-held")
            self.set_focus(None)
            self._show(self._session.state)
        else:
            self.dismiss(None)

    def _read(self, line: str) -> None:
        state = self._session.state
        capture = read_capture(line, now=self._session.workspace.now(), categories=state.categories)
        offered = completions(line, categories=state.categories, people=self._people)
        other = "it is over" if not self._over else "it goes on"
        leaves = "close" if not line.strip() else "keep too" if self._recorded else "for later"
        hints = (
            ("⏎ keep", ""),
            ("" if self._blip else f"{self.key('bar.switch')} {other}", "screen.switch"),
            (f"{self.key('dialog.leave')} {leaves}", "screen.leave"),
            (f"{self.key('bar.discard')} discard" if line.strip() else "", "screen.discard"),
            ("→ complete", ""),
        )
        keys = tuple((words, action) for words, action in hints if words)
        empty = "saved as it is; words can follow, now or later" if self._recorded else "what it was, who, how long"
        self.query_one(Understood).show(capture, offered, empty, keys)

    def _show(self, state: State) -> None:
        interruption = next((i for i in state.day.interruptions if i.id == self._recorded), None)
        self._seen = self._seen or interruption
        if interruption is not None and interruption.runs:
            spent = minutes_text(state.day.minutes(state.now).get(interruption.id, 0.0))
            over = ", over at ⏎" if self._over else ", a half-typed line was kept" if self._kept else ""
            back: Line = (
                ((f"   {self.key('bar.back')}", "accent"), (" back to where you were", "text"))
                if self.has_class("-held")
                else ()
            )
            line: Line = (
                (f"! Interrupted at {interruption.start:%H:%M}", "bold broke-in"),
                (f"  {spent}{over}", "broke-in"),
                *(back if self.has_class("-held") else ()),
            )
        elif self.recording is not None:
            line = (("! Interrupted", "bold broke-in"), ("  saving…", "quiet"))
        elif interruption is not None and not self._blip:
            line = ((f"! Interrupted at {interruption.start:%H:%M}", "bold broke-in"), ("  it is over", "quiet"))
        elif self._blip:
            line = (("· A blip, no time, nothing pauses", "bold broke-in"),)
        else:
            how = "a half-typed line was kept" if self._kept else "15m at the end for how long"
            line = (("Log one that is over", "bold broke-in"), (f"  {how}", "quiet"))
        self.query_one(OneLine).show(line)
        self._read(self.query_one(Field).value)

    def _drop_draft(self) -> None:
        self._unschedule()
        self._session.drafts.keep(DRAFT, "")

    def _unschedule(self) -> None:
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None

    def _keep_due(self) -> None:
        if self._keeping is not None:
            self._keep_draft()

    def _keep_draft(self) -> None:
        self._unschedule()
        self._session.drafts.keep(DRAFT, f"{self._recorded or ''}\n{self._text}" if self._text.strip() else "")


def draft_of(session: Session) -> tuple[str | None, str]:
    """The line that was not finished, and the interruption it was about, if that still runs or has no words yet."""
    about, _, line = session.drafts.text(DRAFT).partition("\n")
    known = {each.id for each in session.state.day.interruptions if each.runs or not each.text}
    return (about if about in known else None), line
