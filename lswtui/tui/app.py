"""The terminal program: screens, timers, signals from outside."""

from __future__ import annotations

import asyncio
import os
import signal
import termios
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work
from textual._styles_cache import StylesCache
from textual.app import App
from textual.binding import BindingType

from lswtui.app.config import read_config
from lswtui.app.days.holidays import setting_problems
from lswtui.app.interruptions import log
from lswtui.app.interruptions.suggestions import usual
from lswtui.domain.errors import ExitCode
from lswtui.domain.text import one_line
from lswtui.tui.commands import COMMANDS, bindings
from lswtui.tui.dialogs.capture import CaptureBar, draft_of
from lswtui.tui.driver import TerminalDriver
from lswtui.tui.key_queue import KeyQueue
from lswtui.tui.reminders import Reminders
from lswtui.tui.screens.today import TodayScreen
from lswtui.tui.session import Session
from lswtui.tui.theme import DARK, LIGHT, THEMES, VARIABLES, offered, readable

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.await_complete import AwaitComplete
    from textual.command import Provider
    from textual.notifications import SeverityLevel
    from textual.screen import Screen

    from lswtui.app.boards.edit import Wanted
    from lswtui.app.workspace import Workspace

LONGEST_END = 0.8
"""Seconds that ending from outside may take."""
GIVEN_BACK = b"\x1b[?2004l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1004l\x1b[<u\x1b[?7h\x1b[?1049l\x1b[?25h"
"""What gives a terminal back that there was no time to give back in order."""
ENDINGS = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
"""The signals that end the program."""
MOST_BARS = 5
"""Bars that are open one upon the other, each about what broke into the one below."""
TICK = 0.5
"""Seconds between two looks at the clock and at what others wrote."""


def _commands() -> type[Provider]:
    from lswtui.tui.palette import ScreenCommands  # loaded when it is first opened

    return ScreenCommands


def _handbook() -> type[Provider]:
    from lswtui.tui.palette import Handbook  # as above

    return Handbook


class LswApp(App[int]):
    """The board of one leader."""

    TITLE = "lsw"
    CSS_PATH: ClassVar = ["app.tcss", "screens/today.tcss"]
    DEFAULT_MODE = "today"
    COMMANDS: ClassVar = {_commands, _handbook}
    NOTIFICATION_TIMEOUT = 4
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("always")]

    def __init__(self, workspace: Workspace, wanted: Wanted | None = None) -> None:
        super().__init__(driver_class=TerminalDriver)
        self._wanted = wanted
        """The new board to begin with."""
        config, self._problems = read_config(
            workspace.places.config,
            commands=[command.id for command in COMMANDS],
            themes=offered(self.available_themes),
        )
        self._problems = (*self._problems, *setting_problems(workspace))
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self._wear(THEMES.get(config.theme, config.theme))
        self.set_keymap(dict(config.keys))
        self._unsaid: list[tuple[str, bool]] = []
        self._was_stopped = False
        self._ends = False
        self._terminal_before = _modes_now()
        self.ahead = KeyQueue(self)
        self.session = Session(workspace, config, self)
        self.session.open(self._say)
        self._reminders = Reminders(self, self.session, self._write)

    def _wear(self, theme: str) -> None:
        """Begin in a theme; our usual one is put on before the styles are read, so that they are read only once."""
        if theme == DARK.name:
            self.set_reactive(LswApp.theme, theme)
            self.stylesheet.set_variables(self.get_css_variables())
        else:
            self.theme = theme

    async def on_event(self, event: events.Event) -> None:
        """Let what is typed in when its turn has come; what is pasted is text, also for the palette of Textual."""
        if isinstance(event, events.Paste):
            event.text = "\n".join(map(one_line, event.text.splitlines()))
        if isinstance(event, events.Key | events.Paste):
            self._reminders.heed_typing()
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded or self.ahead.lets(event):
            await super().on_event(event)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colours, for themes that do not name them."""
        return VARIABLES

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme; one that knows nothing of our meanings is made readable."""
        variables = super().get_css_variables()
        if self.theme not in (DARK.name, LIGHT.name):
            variables = {**variables, **readable(variables)}
            self.theme_variables = variables
        return variables

    def get_default_screen(self) -> Screen[None]:
        """The day board, which the others stand beside."""
        return TodayScreen(self.session)

    def on_mount(self) -> None:
        """Watch the clock; say what waits."""
        self.add_mode(self.DEFAULT_MODE, self.get_default_screen)
        for mode, make in self._later_modes().items():
            self.add_mode(mode, make)
        self.set_interval(TICK, self._tick)
        self._reminders.begin()
        self._heed_signals()
        for sentence in self._unsaid:
            self._say(*sentence)
        for problem in self._problems[:3]:
            self._say(f"in your settings, {problem}", True)  # noqa: FBT003
        about, line = draft_of(self.session)
        if about in {interruption.id for interruption in self.session.state.day.stack}:
            self.call_after_refresh(self._write_on, about, line)
        elif line:
            self._say("a half-typed line was kept; I takes it up again", False)  # noqa: FBT003
        if self._wanted is not None:
            self.call_after_refresh(self._make_board, self._wanted)
        elif self.session.state.board is None:
            self.call_after_refresh(self.action_boards)

    @work(group="intent")
    async def action_boards(self) -> None:
        """Choose a board."""
        from lswtui.tui.screens.gallery import GalleryScreen

        await self.push_screen_wait(GalleryScreen(self.session))

    @work(group="intent")
    async def action_edit_board(self) -> None:
        """Change the board in use."""
        from lswtui.tui.screens.begin_board import edit_board_in_use
        from lswtui.tui.screens.board_editor import BoardEditorScreen

        if not isinstance(self.screen, BoardEditorScreen):
            await edit_board_in_use(self, self.session)

    @work(group="intent")
    async def _make_board(self, wanted: Wanted) -> None:
        """Make the board that the command line asked for."""
        from lswtui.tui.screens.begin_board import make_board

        await make_board(self, self.session, like=wanted.like, title=wanted.title)

    def _write_on(self, about: str, line: str) -> None:
        """Offer a half-typed line as the words of the interruption that it is about, which still runs."""
        self.push_screen(CaptureBar(self.session, usual(self.session.workspace), recorded=about, text=line))

    def pop_screen(self) -> AwaitComplete:
        """Close the screen on top, and let go of it."""
        closing = super().pop_screen()
        self.call_after_refresh(self._let_go)
        return closing

    def _let_go(self) -> None:
        """Let go of closed widgets: the screen library keeps what they looked like, and those that heed the theme."""
        StylesCache.get_inner_outer.cache_clear()
        for heeding in getattr(self, "__watchers", {}).values():
            heeding[:] = [each for each in heeding if each[0].is_attached]

    def action_reminders(self) -> None:
        """Turn the reminders off for today, or on again."""
        self._reminders.turn()

    def action_interrupted_now(self) -> None:
        """Record an interruption wherever the leader is; who was typing comes back to the same letter with b."""
        bars = [screen for screen in self.screen_stack if isinstance(screen, CaptureBar)]
        if self.screen in bars and bars[-1].waits_for_words:
            return  # it is recorded already
        if len(bars) >= MOST_BARS:
            self._say("one bar after the other: close this one first", True)  # noqa: FBT003
            return
        typing = self.focused is not None and self.focused.check_consume_key("b", "b")
        recording = asyncio.create_task(self.session.ask(log.begin))
        self.push_screen(CaptureBar(self.session, usual(self.session.workspace), recording=recording, hold=typing))

    def action_command_palette(self) -> None:
        """Show the palette, if it is not open already, be it below a bar."""
        from lswtui.tui.palette import Palette  # loaded when it is first opened

        if not any(isinstance(screen, Palette) for screen in self.screen_stack):
            self.push_screen(Palette(id="--command-palette"))

    async def action_quit(self) -> None:
        """Leave; what was asked for is on the disk by then, also by the key just before."""
        await asyncio.sleep(0)  # what that key began takes its place before this
        await self.session.settled()
        self.exit(0)

    def _handle_exception(self, error: Exception) -> None:
        """A screen that is still being made when the program ends lacks its parts, which is nobody's fault."""
        if not self._exit:
            super()._handle_exception(error)

    def _later_modes(self) -> dict[str, Callable[[], Screen[None]]]:
        """The screens that are loaded when they are first gone to."""

        def interruptions() -> Screen[None]:
            from lswtui.tui.screens.interruptions import InterruptionsScreen  # start-up cost

            return InterruptionsScreen(self.session)

        def reflect() -> Screen[None]:
            from lswtui.tui.screens.reflect import ReflectScreen  # start-up cost

            return ReflectScreen(self.session)

        def review() -> Screen[None]:
            from lswtui.tui.screens.review import ReviewScreen  # start-up cost

            return ReviewScreen(self.session)

        return {"interruptions": interruptions, "reflect": reflect, "review": review}

    def _tick(self) -> None:
        if not self.is_headless and _hung_up():
            self.terminal_gone()
        self.session.tick()
        self._reminders.look()

    def _write(self, sequence: str) -> None:
        """Send the terminal a sequence that shows nothing on the screen."""
        if not self.is_headless and self._driver is not None:
            self._driver.write(sequence)

    def _say(self, text: str, bad: bool) -> None:  # noqa: FBT001
        if self.is_running:
            severity: SeverityLevel = "warning" if bad else "information"
            self.notify(one_line(text), markup=False, severity=severity, timeout=8 if bad else 4)
        else:
            self._unsaid.append((text, bad))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action is to be had now; who writes several lines takes them back with the key that else stops."""
        if action == "suspend_process" and hasattr(self.focused, "action_undo"):
            return False
        return super().check_action(action, parameters)

    def action_suspend_process(self) -> None:
        """Stop until the shell lets it go on, the terminal given back meanwhile."""
        if not self.is_headless:
            self.run_worker(self._stop(), group="stop", exclusive=True)

    def _heed_signals(self) -> None:
        """End, stop and go on when the terminal or the machine asks for it; nothing is lost by it.

        It ends also where the loop waits for a terminal that takes nothing, so that is heeded beside the loop.
        """
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()

        def end(which: int, _frame: object) -> None:
            self._end_in_time(which)
            with suppress(RuntimeError):  # it has ended, and closes
                loop.call_soon_threadsafe(self._end_for, which)

        for which in ENDINGS:
            signal.signal(which, end)
        loop.add_signal_handler(signal.SIGTSTP, self.action_suspend_process)
        loop.add_signal_handler(signal.SIGCONT, self._go_on)

    async def _stop(self) -> None:
        """Stop with nothing half done, so that no other program waits for this one meanwhile."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.session.settled(), LONGEST_END)
        with self.suspend():
            self._was_stopped = True
            os.kill(os.getpid(), signal.SIGSTOP)
            while _in_background():
                os.kill(os.getpid(), signal.SIGSTOP)
        self.session.tick()

    def _go_on(self) -> None:
        """Take the terminal again after a stop that nobody announced: its modes may be another's by now."""
        if self._was_stopped:
            self._was_stopped = False
        elif not self._ends and not _hung_up():  # the terminal goes with a signal to go on
            with self.suspend():
                pass
        self.session.tick()

    def terminal_gone(self) -> None:
        """End, as nobody is left to look."""
        self._end_in_time(signal.SIGHUP)
        self._end_for(signal.SIGHUP)

    def _end_in_time(self, which: int) -> None:
        """Have it end within a second, whatever else is slow."""
        if not self._ends:
            self._ends = True
            signal.signal(signal.SIGALRM, lambda *_: self._end_at_once(128 + which))
            signal.setitimer(signal.ITIMER_REAL, LONGEST_END)

    def _end_for(self, which: int) -> None:
        self.exit(128 + which)

    def _end_at_once(self, code: int) -> None:
        """End without waiting for anything more, the terminal given back as far as it takes it."""
        if self.is_running and self._terminal_before is not None:
            with suppress(OSError, termios.error):
                os.set_blocking(1, False)
                os.write(1, GIVEN_BACK)
                os.set_blocking(1, True)
                termios.tcsetattr(0, termios.TCSANOW, self._terminal_before)
        os._exit(code)


def _modes_now() -> list[Any] | None:
    """How the terminal takes keys now; None where it is gone."""
    try:
        return termios.tcgetattr(0)
    except termios.error:
        return None


def _in_background() -> bool:
    """Whether the terminal is another's, although the shell let this program go on."""
    try:
        return os.tcgetpgrp(0) != os.getpgrp()
    except OSError:
        return False


def _hung_up() -> bool:
    """Whether the terminal is gone: under nohup no signal says so, and reading on would keep a core busy."""
    return _modes_now() is None


def run(workspace: Workspace, wanted: Wanted | None = None) -> int:
    """Open the board until its leader leaves, with a new one in the editor where one is WANTED; the exit code."""
    app = LswApp(workspace, wanted)
    try:
        code = app.run()
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _close(app.session)
        signal.setitimer(signal.ITIMER_REAL, 0)
    if code is None:  # it was not left, it failed
        code = app.return_code or 1
    if code == 128 + signal.SIGHUP:  # nobody is left to be told anything
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
    return code


def _close(session: Session) -> None:
    """Wait for what was asked for; who has no patience with a drive that does not answer may leave it."""
    try:
        session.close()
    except KeyboardInterrupt:
        os._exit(ExitCode.INTERRUPTED)
