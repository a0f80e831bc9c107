"""What every dialog shares: a quiet panel over the screen, Esc to leave it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, Screen

from lswtui.tui.commands import bindings, changed_keys, first_key

if TYPE_CHECKING:
    from rich.console import RenderableType

Result = TypeVar("Result")
SLIVERS = 24
"""Cells on both sides of a panel that are too few to show anything: it takes them, too."""


def floating_from(width: int) -> list[tuple[int, str]]:
    """The breakpoints of a panel of this WIDTH: it floats where the screen shows around it, else it fills it."""
    return [(0, "-filling"), (width + SLIVERS, "-floating")]


class LeaveOnceScreen(Screen[Result]):
    """A screen that a key which follows too fast cannot leave twice: the second time would close what is below."""

    NAME: ClassVar[str] = ""
    """The place of its keys, where the palette has them."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave with an answer."""
        return super().dismiss(result) if self.is_current else AwaitComplete()


def seen_through(screen: Screen[Any]) -> RenderableType | None:
    """The screen below a SCREEN, behind its background; None where nothing is, or nothing of it is to be seen.

    The library takes what is below from a list that all screens use up while they are drawn: one that is drawn out
    of turn remembers the screen above it, and two that show each other are drawn without end.
    """
    stack, background = screen.app.screen_stack, screen.styles.background
    if screen not in stack[1:] or background.a == 1:
        return None
    return BackgroundScreen(stack[stack.index(screen) - 1], background)


class Dialog(LeaveOnceScreen[Result | None], ModalScreen[Result | None], Generic[Result]):
    """A panel in the middle of the screen; Esc answers None."""

    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 60%; }
    Dialog.-filling > .panel { width: 100%; max-width: 100%; }
    Dialog > .panel { width: 64; height: auto; max-height: 100%; background: $panel; padding: 1 2;
        overflow-y: auto; scrollbar-size-vertical: 1; scrollbar-color: $border; scrollbar-background: $panel;
        scrollbar-color-hover: $border; scrollbar-background-hover: $panel; scrollbar-color-active: $accent;
        scrollbar-background-active: $panel; }
    Dialog .title { text-style: bold; margin-bottom: 1; width: 1fr; height: auto; }
    Dialog .hint { color: $quiet; margin-top: 1; width: 1fr; height: auto; }
    Dialog .wrong { color: $alarm; width: 1fr; height: auto; display: none; }
    Dialog .wrong.-on { display: block; }
    Dialog Field { background: $surface; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("dialog")]
    HORIZONTAL_BREAKPOINTS = floating_from(64)

    def render(self) -> RenderableType:
        """The screen below, behind this one's background."""
        return seen_through(self) or super().render()

    @property
    def keeps(self) -> str:
        """What a dialog with a field says of its keys."""
        return f"⏎ keeps it · {self.key('dialog.leave')} leaves it"

    def key(self, command: str) -> str:
        """The first key of a command as people write it, for what the dialog says of its keys."""
        return first_key(command, changed_keys(self.app))

    async def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
