"""The command palette: the one table of commands, and the pages of the handbook."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette, DiscoveryHit, Hit, Provider
from textual.widgets import Input, OptionList

from lswtui.store.files.pages import topics
from lswtui.tui.commands import PLACES, changed_keys, key_words, keys_for, of
from lswtui.tui.dialogs.base import LeaveOnceScreen, seen_through
from lswtui.tui.screens.base import ModeScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from rich.console import RenderableType
    from textual.command import Hits
    from textual.message import Message

    from lswtui.tui.commands import Command


class Palette(CommandPalette):
    """Textual's palette, which keys that come faster than it leaves do not break."""

    def render(self) -> RenderableType:
        """The screen below, behind this one's background."""
        return seen_through(self) or super().render()

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Leave, once, and look for nothing any more."""
        self.workers.cancel_node(self)
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for nothing any more once it was left."""
        self._refuse_late(event)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take no ⏎ any more once one was taken."""
        self._refuse_late(event)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take no choice any more once one was taken."""
        self._refuse_late(event)

    def _refuse_late(self, event: Message) -> None:
        if not self.is_current:
            event.stop()
            event.prevent_default()


class ScreenCommands(Provider):
    """What can be done on this screen."""

    async def search(self, query: str) -> Hits:
        """The commands whose words match."""
        matcher = self.matcher(query)
        for command in self._here():
            score = matcher.match(command.words)
            if score > 0:
                yield Hit(score, matcher.highlight(command.words), self._do(command), help=self._keys(command))

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command in self._here():
            yield DiscoveryHit(command.words, self._do(command), help=self._keys(command))

    def _here(self) -> Iterator[Command]:
        """The commands of the screen on top that it does not refuse now, and those that always work."""
        here = self.screen.NAME if isinstance(self.screen, ModeScreen | LeaveOnceScreen) else ""
        places = (here, *PLACES[here].also) if here else ("always",)
        for command in (command for place in places for command in of(place)):
            if command.id != "always.palette" and self.screen.check_action(command.action.partition("(")[0], ()):
                yield command

    def _keys(self, command: Command) -> str:
        return key_words(keys_for(command, changed_keys(self.app)))

    def _do(self, command: Command) -> Callable[[], Awaitable[None]]:
        return partial(self.screen.run_action, command.action)


class Handbook(Provider):
    """What can be read about, on any screen."""

    async def search(self, query: str) -> Hits:
        """The pages whose topic or line matches."""
        matcher = self.matcher(query)
        for topic in topics():
            words = f"read about {topic.name}: {topic.about}"
            score = matcher.match(words)
            if score > 0:
                yield Hit(score, matcher.highlight(words), self._show(topic.name), help=f"lsw help {topic.name}")

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for topic in topics():
            words = f"read about {topic.name}: {topic.about}"
            yield DiscoveryHit(words, self._show(topic.name), help=f"lsw help {topic.name}")

    def _show(self, name: str) -> Callable[[], None]:
        def show() -> None:
            from lswtui.tui.dialogs.handbook import HandbookDialog  # the library of Markdown, when a page is opened

            self.app.push_screen(HandbookDialog(name))

        return show
