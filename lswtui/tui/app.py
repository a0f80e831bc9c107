"""The terminal program: screens, timers, signals from outside."""

from __future__ import annotations

import asyncio
import os
import signal
import termios
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App
from textual.binding import Binding, BindingType

from lswtui.app import capturing
from lswtui.app.config import read_config
from lswtui.app.usual import usual
from lswtui.tui.commands import COMMANDS
from lswtui.tui.dialogs.capture import CaptureBar, draft_of
from lswtui.tui.screens.today import TodayScreen
from lswtui.tui.session import Session
from lswtui.tui.theme import DARK, LIGHT, THEMES, VARIABLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.command import Provider
    from textual.screen import Screen

    from lswtui.app.workspace import Workspace

TICK = 0.5
"""Seconds between two looks at the clock and at what others wrote."""


def _commands() -> type[Provider]:
    from lswtui.tui.palette import Commands  # noqa: PLC0415 - loaded when it is first opened

    return Commands


class LswApp(App[int]):
    """The board of one leader."""

    TITLE = "lsw"
    CSS_PATH: ClassVar = ["app.tcss", "screens/today.tcss"]
    DEFAULT_MODE = "today"
    COMMANDS: ClassVar = {_commands}
    NOTIFICATION_TIMEOUT = 4
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "interrupted_now", id="capture.now-typing", show=False, priority=True),
        Binding("ctrl+p", "command_palette", show=False, priority=True),
        Binding("ctrl+q", "quit", show=False, priority=True),
    ]

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        config, self._problems = read_config(
            workspace.places.config,
            commands=[command.id for command in COMMANDS],
            themes=[*THEMES, *self.available_themes],
        )
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self._wear(THEMES.get(config.theme, config.theme))
        self.set_keymap(dict(config.keys))
        self._unsaid: list[tuple[str, bool]] = []
        self.session = Session(workspace, config, self)
        self.session.open(self._say)

    def _wear(self, theme: str) -> None:
        """Begin in a theme; our usual one is put on before the styles are read, so that they are read only once."""
        if theme == DARK.name:
            self.set_reactive(LswApp.theme, theme)
            self.stylesheet.set_variables(self.get_css_variables())
        else:
            self.theme = theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colours, for themes that do not name them."""
        return VARIABLES

    def get_default_screen(self) -> Screen[None]:
        """The day board, which the others stand beside."""
        return TodayScreen(self.session)

    def on_mount(self) -> None:
        """Watch the clock; say what waits."""
        self.add_mode(self.DEFAULT_MODE, self.get_default_screen)
        for mode, make in self._later_modes().items():
            self.add_mode(mode, make)
        self.set_interval(TICK, self._tick)
        self._heed_signals()
        for sentence in self._unsaid:
            self._say(*sentence)
        for problem in self._problems[:3]:
            self._say(f"the config: {problem}", True)  # noqa: FBT003
        if draft_of(self.session)[1]:
            self._say("a half-typed line was kept; I takes it up again", False)  # noqa: FBT003
        if self.session.state.board is None:
            self.call_after_refresh(self.action_boards)

    @work(group="intent")
    async def action_boards(self) -> None:
        """Choose a board."""
        from lswtui.tui.screens.gallery import GalleryScreen  # noqa: PLC0415 - seldom seen

        await self.push_screen_wait(GalleryScreen(self.session))

    def action_interrupted_now(self) -> None:
        """Record an interruption wherever the leader is; who was typing comes back to the same letter with b."""
        typing = self.focused is not None and self.focused.check_consume_key("b", "b")
        recording = asyncio.create_task(self.session.ask(capturing.begin))
        self.push_screen(CaptureBar(self.session, usual(self.session.workspace), recording=recording, hold=typing))

    async def action_quit(self) -> None:
        """Leave; what was asked for is on the disk by then."""
        self.exit(0)

    def _later_modes(self) -> dict[str, Callable[[], Screen[None]]]:
        """The screens that are loaded when they are first gone to."""

        def interruptions() -> Screen[None]:
            from lswtui.tui.screens.interruptions import InterruptionsScreen  # noqa: PLC0415 - start-up cost

            return InterruptionsScreen(self.session)

        def reflect() -> Screen[None]:
            from lswtui.tui.screens.reflect import ReflectScreen  # noqa: PLC0415 - start-up cost

            return ReflectScreen(self.session)

        def review() -> Screen[None]:
            from lswtui.tui.screens.review import ReviewScreen  # noqa: PLC0415 - start-up cost

            return ReviewScreen(self.session)

        return {"interruptions": interruptions, "reflect": reflect, "review": review}

    def _tick(self) -> None:
        if not self.is_headless and _hung_up():
            self._end_for(signal.SIGHUP)
        self.session.tick()

    def _say(self, text: str, bad: bool) -> None:  # noqa: FBT001
        if self.is_running:
            self.notify(text, markup=False, severity="warning" if bad else "information", timeout=8 if bad else 4)
        else:
            self._unsaid.append((text, bad))

    def _heed_signals(self) -> None:
        """End when the terminal goes away or the machine asks, the terminal restored and nothing lost."""
        loop = asyncio.get_running_loop()
        for which in (signal.SIGHUP, signal.SIGTERM):
            loop.add_signal_handler(which, self._end_for, which)

    def _end_for(self, which: signal.Signals) -> None:
        signal.signal(signal.SIGALRM, lambda *_: os._exit(128 + which))
        signal.alarm(2)
        self.exit(128 + which)


def _hung_up() -> bool:
    """Whether the terminal is gone: under nohup no signal says so, and reading on would keep a core busy."""
    try:
        termios.tcgetattr(0)
    except termios.error:
        return True
    return False


def run(workspace: Workspace) -> int:
    """Open the board until its leader leaves; the exit code."""
    app = LswApp(workspace)
    try:
        code = app.run()
    finally:
        app.session.close()
    return code or app.return_code or 0
