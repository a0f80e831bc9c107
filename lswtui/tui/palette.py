"""The command palette, from the one table of commands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Provider

from lswtui.tui.commands import COMMANDS, key_words
from lswtui.tui.screens.mode import Mode

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from textual.command import Hits

    from lswtui.tui.commands import Command


class Commands(Provider):
    """What can be done on this screen."""

    async def search(self, query: str) -> Hits:
        """The commands whose words match."""
        matcher = self.matcher(query)
        for command in self._here():
            score = matcher.match(command.words)
            if score > 0:
                yield Hit(score, matcher.highlight(command.words), self._do(command), help=key_words(command.keys))

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command in self._here():
            yield DiscoveryHit(command.words, self._do(command), help=key_words(command.keys))

    def _here(self) -> Iterator[Command]:
        where = self.screen.NAME if isinstance(self.screen, Mode) else ""
        return (command for command in COMMANDS if command.where in (where, "everywhere"))

    def _do(self, command: Command) -> Callable[[], Awaitable[None]]:
        return partial(self.screen.run_action, command.action)
