"""What every screen shares: the header, the keys that work everywhere, and asking for changes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.binding import BindingType
from textual.screen import Screen

from lswtui.app import questions
from lswtui.app.data import undo
from lswtui.app.data.undo import OtherWindow
from lswtui.app.interruptions import log
from lswtui.app.interruptions.suggestions import usual
from lswtui.app.results import EditedElsewhere
from lswtui.domain.errors import LswError
from lswtui.tui.commands import bindings, keys_of
from lswtui.tui.dialogs.capture import CaptureBar, draft_of
from lswtui.tui.dialogs.choice import ChoiceDialog, OwnWordsDialog
from lswtui.tui.dialogs.keys import KeysDialog
from lswtui.tui.dialogs.versions import VersionsDialog
from lswtui.tui.options import Option, keyed

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.geometry import Size

    from lswtui.app.results import Result
    from lswtui.domain.days.questions import WaitingQuestion
    from lswtui.tui.session import Session
    from lswtui.tui.state import State

FREE_WORDS = {
    "time": "type until when, as 14:05",
    "minutes": "type the minutes, as 25",
    "text": "in a few words",
    "": "",
}


class ModeScreen(Screen[None]):
    """One of the screens that a leader works on."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere")]
    NAME: ClassVar[str] = ""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def on_mount(self) -> None:
        """Follow every change."""
        self._fit(self.app.size)
        self.session.changed.subscribe(self, self.show)
        self.show(self.session.state)

    def show(self, state: State) -> None:
        """Show this state."""
        raise NotImplementedError

    def _fit(self, size: Size) -> None:
        """Set the classes of the breakpoints that a SIZE reaches; the library does it only after the first frame."""
        for breakpoints, cells in ((self.HORIZONTAL_BREAKPOINTS, size.width), (self.VERTICAL_BREAKPOINTS, size.height)):
            reached = [name for least, name in breakpoints or () if cells >= least]
            self.add_class(*reached[-1:])

    def action_interrupted(self) -> None:
        """Record an interruption at this key, and take its words down if there are any."""
        recording = asyncio.create_task(self.session.ask(log.begin))
        self.app.push_screen(CaptureBar(self.session, usual(self.session.workspace), recording=recording))

    def action_log_over(self) -> None:
        """Take down one that is over; a line that was not finished is taken up again."""
        recorded, text = draft_of(self.session)
        self.app.push_screen(CaptureBar(self.session, usual(self.session.workspace), recorded=recorded, text=text))

    def action_blip(self) -> None:
        """Record a blip at this key."""
        recording = asyncio.create_task(self.session.ask(log.blip))
        self.app.push_screen(CaptureBar(self.session, usual(self.session.workspace), recording=recording, blip=True))

    @work(group="intent")
    async def action_same_again(self) -> None:
        """Begin one of the same kind, from the same person as the last."""
        last = usual(self.session.workspace).last
        if last is None:
            self.session.tell("no interruption yet that could be repeated; i begins one")
            return
        line = " ".join(filter(None, (last.category and f"#{last.category}", last.who and f"@{last.who}")))
        await self.tell(log.begin, line)

    @work(group="intent")
    async def action_back(self) -> None:
        """End the innermost interruption and go on where it broke in."""
        await self.tell(log.back)

    @work(group="intent")
    async def action_undo(self) -> None:
        """Undo; another window's change is named first."""
        await self._reverse(undo.undo)

    @work(group="intent")
    async def action_redo(self) -> None:
        """Redo; another window's change is named first."""
        await self._reverse(undo.redo)

    @work(group="intent")
    async def action_answer(self) -> None:
        """Go through the questions that wait; Esc puts one off."""
        waiting = self.session.state.waiting
        if not waiting:
            self.session.tell("nothing waits for an answer")
        for question in waiting:
            await self._answer(question)

    def action_hide(self) -> None:
        """Hide names and texts, or show them again."""
        self.session.hide()

    def action_go(self, mode: str) -> None:
        """Go to another screen."""
        if mode == "today":
            self.session.show_day(self.session.state.today)
        self.app.switch_mode(mode)

    def action_reflect(self, review: str) -> None:
        """Go to a review of the day shown."""
        self.session.show_review(review)
        self.app.switch_mode("reflect")

    def action_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(KeysDialog(self.NAME, dict(self.session.config.keys)))

    async def tell(self, intent: Callable[..., Result], *args: object, **named: object) -> Result | None:
        """Do something and say what happened."""
        said = await self.session.ask(intent, *args, **named)
        if said is not None:
            self.session.tell(said.on_screen or said.text)
        return said

    async def edit(
        self,
        intent: Callable[..., Result],
        *args: object,
        seen: Any,
        mine: str,
        words: Callable[[Any], str],
        **named: object,
    ) -> Result | None:
        """Do something to what was SEEN; what is otherwise now is shown first, in WORDS, beside what MINE would be.

        None where it was refused, or where the other version was kept.
        """
        while True:
            try:
                return await self.session.try_(intent, *args, seen=seen, **named)
            except EditedElsewhere as other:
                theirs = None if other.stored is None else words(other.stored)
                if not await self.app.push_screen_wait(VersionsDialog(mine, theirs)):
                    self.session.tell("left as it is; nothing was overwritten")
                    return None
                seen = other.stored or seen
                if theirs is None:
                    named["anew"] = True
            except LswError as error:
                self.session.refuse(error)
                return None

    async def _reverse(self, intent: Callable[..., Result]) -> None:
        try:
            said = await self.session.try_(intent)
        except OtherWindow as other:
            options = (Option("n", "no", "no, leave it"), Option("y", "yes", f"{other.verb} it all the same"))
            title = f"Another window did this: {other.what}. {other.verb.capitalize()} it?"
            if await self.app.push_screen_wait(ChoiceDialog(title, options)) == "yes":
                await self.tell(intent, even_elsewhere=True)
        except LswError as error:
            self.session.refuse(error)
        else:
            self.session.tell(said.text)

    async def _answer(self, question: WaitingQuestion) -> None:
        opens = keys_of({"everywhere.answer"}, self.session.config.keys)
        options = keyed((Option(word[0], word, words) for word, words in question.choices), opens)
        dialog = OwnWordsDialog if question.free == "text" else ChoiceDialog
        chosen = await self.app.push_screen_wait(dialog(question.text, options, free=FREE_WORDS[question.free]))
        if chosen is None:
            self.session.put_off.add(question.id)
            self.session.reload()
        elif question.free == "text":
            await self.tell(questions.answer, question.id, chosen)
        else:
            await self.session.ask(questions.answer, question.id, chosen)
