"""What can become of a card that is set aside, with one letter each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.domain.vocabulary import Reason
from lswtui.tui.options import Option

if TYPE_CHECKING:
    pass


TAKEN, MINE, OTHERWISE, KEPT = "missed: taken from me", "missed: mine", "missed: in my own words", "not missed"


REASONS: tuple[Option[str], ...] = (
    Option("i", Reason.INTERRUPTED, "missed: interrupted", TAKEN, "interrupted"),
    Option("b", Reason.BOSS, "missed: pulled away by my boss", TAKEN, "pulled away by my boss"),
    Option("c", Reason.CRISIS, "missed: crisis or safety", TAKEN, "crisis or safety"),
    Option("a", Reason.ABSENT, "missed: somebody was absent", TAKEN, "somebody was absent"),
    Option("r", Reason.NOT_READY, "missed: not ready, no material", TAKEN, "not ready, no material"),
    Option("o", Reason.OVERRUN, "missed: what came before overran", MINE, "what came before overran"),
    Option("f", Reason.FORGOT, "missed: I forgot", MINE, "I forgot"),
    Option("v", Reason.AVOIDED, "missed: I avoided it", MINE, "I avoided it"),
    Option("u", Reason.UNCLEAR, "missed: the standard is unclear", MINE, "the standard is unclear"),
    Option("z", Reason.OBSOLETE, "missed: no longer useful", MINE, "no longer useful"),
)
"""The ten reasons, with one letter each."""
