"""The terminal that the screens are shown at: it may send any byte, and it may go at any moment."""

from __future__ import annotations

import codecs
import os
import select
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol, TextIO, cast

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.keys import _character_to_key

from lswtui.tui.escape_sequences import ESC, EscapeSequences, InputKind, InputPart

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import App
    from textual.message import Message

READ_AT_ONCE = 4096
"""Bytes."""
LOOK, SOON = 0.1, 0.02
"""Seconds between two looks at whether reading is to stop, and whether a key is whole because nothing follows it."""


class _Ends(Protocol):
    def terminal_gone(self) -> None: ...


class TerminalDriver(LinuxDriver):
    """Reads keys and writes the screen; a terminal that is gone ends its reading, and makes writing do nothing."""

    def __init__(
        self, app: App[int], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = cast("Any", _Forgiving(sys.__stderr__ or sys.stderr))

    def run_input_thread(self) -> None:
        """Read until it is told to stop or the terminal is gone, which it then says."""
        decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        sequences, parser = EscapeSequences(), XTermParser()
        while not self.exit_event.is_set():
            ready = select.select([self.fileno], [], [], SOON if sequences.is_waiting else LOOK)[0]
            if ready:
                try:
                    data = os.read(self.fileno, READ_AT_ONCE)
                except OSError:
                    data = b""
                if not data:
                    self._say_gone()
                    return
                self._send(parser, sequences.feed(decoder.decode(data), time.monotonic()))
            else:
                self._send(parser, sequences.idle(time.monotonic()))

    def _send(self, parser: XTermParser, parts: Iterable[InputPart]) -> None:
        for part in parts:
            for message in messages(parser, part):
                self.process_message(message)

    def _say_gone(self) -> None:
        with suppress(RuntimeError):  # the program is ending anyway
            self._loop.call_soon_threadsafe(cast("_Ends", self._app).terminal_gone)


def messages(parser: XTermParser, part: InputPart) -> Iterable[Message]:
    """A part of the input as the screen library's messages."""
    match part.kind:
        case InputKind.ESCAPE:
            return [events.Key("escape", ESC)]
        case InputKind.ALT:
            return [events.Key(f"alt+{_key_name(part.text)}", None)]
        case InputKind.PASTE:
            return [events.Paste(part.text.replace("\x00", ""))]
        case InputKind.TEXT | InputKind.SEQUENCE:
            return parser.feed(part.text)


def _key_name(character: str) -> str:
    if not character.isalnum():
        return _character_to_key(character)
    return f"shift+{character.lower()}" if character.isupper() else character


class _Forgiving:
    """A file that may be gone: nobody is left to read what is written."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def fileno(self) -> int:
        return self._file.fileno()

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._file.flush()
