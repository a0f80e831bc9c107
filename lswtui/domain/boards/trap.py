"""The leader's former job: whether what broke in was slipping back into it, by the words of the board's traps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lswtui.domain.text import same_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lswtui.domain.boards.board import Trap


def trap_in(text: str, traps: Sequence[Trap]) -> Trap | None:
    """The first trap of which one of the words, or of the sequences of words, stands in a text; None where none does.

    Only whole words count, however they were typed.
    """
    if not traps or not text:
        return None
    told = _words(text)
    return next((trap for trap in traps if any(_words(given) in told for given in trap.words if given.strip())), None)


def _words(text: str) -> str:
    """The words of a text with a blank before, between and behind them."""
    words = re.findall(r"[^\W_]+", same_form(text))
    return f" {' '.join(words)} "
