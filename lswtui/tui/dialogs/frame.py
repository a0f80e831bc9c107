"""What every dialog shares: a quiet panel over the screen, Esc to leave it."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

Result = TypeVar("Result")


class LeftOnce(Screen[Result]):
    """A screen that a key which follows too fast cannot leave twice: the second time would close what is below."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave with an answer."""
        return super().dismiss(result) if self.is_current else AwaitComplete()


class Dialog(LeftOnce[Result | None], ModalScreen[Result | None], Generic[Result]):
    """A panel in the middle of the screen; Esc answers None."""

    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 60%; }
    Dialog > .panel { width: 64; max-width: 94%; height: auto; max-height: 100%; background: $panel; padding: 1 2;
        overflow-y: auto; scrollbar-size-vertical: 1; scrollbar-color: $border; scrollbar-background: $panel;
        scrollbar-color-hover: $border; scrollbar-background-hover: $panel; scrollbar-color-active: $accent;
        scrollbar-background-active: $panel; }
    Dialog .title { text-style: bold; margin-bottom: 1; width: 1fr; height: auto; }
    Dialog .hint { color: $quiet; margin-top: 1; width: 1fr; height: auto; }
    Dialog .wrong { color: $alarm; width: 1fr; height: auto; display: none; }
    Dialog .wrong.-on { display: block; }
    Dialog Field { background: $surface; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "leave", show=False)]

    async def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
