"""An interruption as the one line that it would have been written down with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lswtui.domain.interruptions.notation import read_capture
from lswtui.domain.times import minutes_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from lswtui.domain.boards.category import Category
    from lswtui.domain.interruptions.interruption import Interruption

_MARK = re.compile(r"(?:(?<!\S)|(?<=\\))([@#!+~＠＃！＋～])")
"""What would be read as a mark, or as an escaped one."""


def entry_line(interruption: Interruption) -> str:
    """The line that says what is known of an interruption, but for when it was; reading it gives the same again."""
    marks = (
        interruption.who and f"@{interruption.who}",
        interruption.category and f"#{interruption.category}",
        interruption.whose and f"!{interruption.whose}",
        interruption.valid and f"!{interruption.valid}",
        interruption.handling and f"!{interruption.handling}",
        "~" if interruption.workaround else "",
    )
    return " ".join(filter(None, (_MARK.sub(r"\\\1", interruption.text), *marks)))


def length_text(interruption: Interruption, minutes: float) -> str:
    """How long one that is over took, as it is typed; empty for one that runs or took no time."""
    return "" if interruption.runs or interruption.blip or minutes < 0.5 else minutes_text(minutes)


def line_to_write(typed: str, length: str, *, now: datetime, categories: Sequence[Category]) -> str:
    """What was typed, without the length it began with where that was left as it was: its time stays as measured."""
    if not length or not typed.startswith(f"{length} "):
        return typed
    rest = typed.removeprefix(f"{length} ")
    capture = read_capture(rest, now=now, categories=categories)
    return rest if capture.minutes is None and capture.start is None else typed
