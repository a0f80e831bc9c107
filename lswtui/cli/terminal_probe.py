"""What the terminal can do: asked of it where there is one to answer, otherwise told from the environment."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import termios
import time
import tty
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from lswtui.app.data.doctor import Check, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PATIENCE = 1.0
"""Seconds for an answer; a terminal far away that needs longer is told from the environment."""
_QUESTION = b"\x1b[?u\x1b[c"  # the kitty keyboard protocol, then what every terminal answers
_KITTY = re.compile(rb"\x1b\[\?\d+u")
_ATTRIBUTES = re.compile(rb"\x1b\[\?([\d;]+)c")
_HELD_BACK = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP, signal.SIGQUIT}
_COPIES = re.compile(r"kitty|foot|alacritty|wezterm|ghostty|contour|iterm", re.IGNORECASE)
_PRESSES = re.compile(r"kitty|foot|alacritty|wezterm|ghostty", re.IGNORECASE)


class Answers(NamedTuple):
    """What a terminal said of itself."""

    kitty_keys: bool
    """Whether it speaks the kitty keyboard protocol, by which every key can be told from every other."""
    clipboard: bool
    """Whether it says that it takes text into the clipboard (OSC 52); many do and do not say so."""


class Tmux(NamedTuple):
    """What tmux passes on."""

    default_terminal: str
    extended_keys: str
    set_clipboard: str
    features: str
    """What it knows of the terminal around it, with commas between."""


def terminal(environ: Mapping[str, str]) -> Check:
    """What the terminal of this process can do."""
    answers = asked(sys.stdin.fileno(), sys.stdout.fileno()) if sys.stdin.isatty() and sys.stdout.isatty() else None
    return abilities(environ, answers, _tmux() if environ.get("TMUX") else None)


def abilities(environ: Mapping[str, str], answers: Answers | None, tmux: Tmux | None) -> Check:
    """What a terminal can do by the environment, its own ANSWERS (None: it was not asked or said nothing) and TMUX."""
    term, program = environ.get("TERM", ""), environ.get("TERM_PROGRAM", "")
    name = f"{term} {program} {'kitty' if environ.get('KITTY_WINDOW_ID') else ''}"
    source = "it answered itself" if answers else "told from the environment, it was not asked or did not answer"
    details = [
        f"TERM {term or 'is not set'}, COLORTERM {environ.get('COLORTERM') or 'is not set'}",
        f"kitty keyboard protocol: {_words(answers and answers.kitty_keys, likely=bool(_PRESSES.search(name)))}",
        f"clipboard (OSC 52): {_words((answers and answers.clipboard) or None, likely=bool(_COPIES.search(name)))}",
        *(_tmux_words(tmux) if tmux else ()),
    ]
    if environ.get("TMUX") and tmux is None:
        details.append("tmux: it did not say what it passes on")
    state = Severity.NOTE if term in {"", "dumb"} else Severity.OK
    return Check("terminal", state, f"{colours(environ)}; {source}", tuple(details))


def colours(environ: Mapping[str, str]) -> str:
    """How many colours the environment says that there are."""
    term = environ.get("TERM", "")
    if environ.get("NO_COLOR"):
        return "no colours, as NO_COLOR asks"
    if term in {"", "dumb"}:
        return "no colours"
    if environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"} or term.endswith("-direct"):
        return "16 million colours"
    return "256 colours" if "256" in term else "16 colours"


def asked(source: int, target: int, patience: float = PATIENCE) -> Answers | None:
    """What the terminal behind two descriptors answers, or None if it does not within so many seconds.

    It is put back as it was, whatever happens; signals wait until then.
    """
    try:
        if os.tcgetpgrp(source) != os.getpgrp():
            return None  # in the background a question would only stop us
        with _raw(source):
            os.write(target, _QUESTION)
            heard = _heard(source, patience)
    except (OSError, termios.error):
        return None
    attributes = _ATTRIBUTES.search(heard)
    if attributes is None:
        return None
    return Answers(_KITTY.search(heard) is not None, b"52" in attributes[1].split(b";"))


@contextmanager
def _raw(handle: int) -> Iterator[None]:
    """The terminal passing on each key at once and showing none."""
    before = termios.tcgetattr(handle)
    waiting = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD_BACK)
    try:
        tty.setcbreak(handle, termios.TCSANOW)
        yield
    finally:
        termios.tcsetattr(handle, termios.TCSANOW, before)
        signal.pthread_sigmask(signal.SIG_SETMASK, waiting)


def _heard(handle: int, patience: float) -> bytes:
    """What comes until the last answer, or until patience ends."""
    heard = b""
    until = time.monotonic() + patience
    while not _ATTRIBUTES.search(heard):
        ready, _, _ = select.select([handle], [], [], max(0.0, until - time.monotonic()))
        part = os.read(handle, 1024) if ready else b""
        if not part:
            break
        heard += part
    return heard


def _words(said: bool | None, *, likely: bool) -> str:
    if said is None:
        return "likely" if likely else "not known"
    return "yes" if said else "no"


def _tmux() -> Tmux | None:
    """What the tmux around us is set to; None where it does not say."""
    wanted = (
        ("show-options", "-sv", "default-terminal"),
        ("show-options", "-sv", "extended-keys"),
        ("show-options", "-sv", "set-clipboard"),
        ("display-message", "-p", "#{client_termfeatures}"),
    )
    try:
        return Tmux(*(_said("tmux", *arguments) for arguments in wanted))
    except (OSError, subprocess.SubprocessError):
        return None


def _said(*command: str) -> str:
    ran = subprocess.run(command, capture_output=True, text=True, timeout=2, check=True, stdin=subprocess.DEVNULL)
    return ran.stdout.strip()


def _tmux_words(tmux: Tmux) -> tuple[str, ...]:
    """What tmux passes on, and the lines of its settings that would let the rest through."""
    features = tmux.features.split(",")
    colourful = "256color" in tmux.default_terminal or tmux.default_terminal.endswith("-direct")
    truecolour = "RGB" in features
    return (
        f"tmux: default-terminal {tmux.default_terminal}"
        + ("" if colourful else "; `set -g default-terminal tmux-256color` gives more colours"),
        "tmux: 16 million colours pass"
        if truecolour
        else "tmux: 256 colours pass; `set -as terminal-features ',*:RGB'` lets all of them through",
        f"tmux: extended-keys {tmux.extended_keys}"
        + ("" if tmux.extended_keys in {"on", "always"} else "; `set -s extended-keys on` passes on more keys"),
        f"tmux: set-clipboard {tmux.set_clipboard}"
        + ("" if tmux.set_clipboard == "on" else "; `set -s set-clipboard on` lets copied text out"),
    )
