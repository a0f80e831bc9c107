"""Setting a card aside: what became of it and why, one key each, or why in one's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.domain.vocabulary import Outcome, Reason
from lswtui.tui.dialogs.base import floating_from
from lswtui.tui.dialogs.choice import ChoiceDialog
from lswtui.tui.options import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lswtui.tui.widgets.field import Field

TAKEN, MINE, OTHERWISE, KEPT = "missed: taken from me", "missed: mine", "missed: in my own words", "not missed"
REASONS = (
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
ALWAYS = "always"
_LATER = Option("-", Outcome.MISSED, "missed, the reason later", OTHERWISE, "the reason later")
_NOT_MISSED = (
    Option("n", Outcome.NOT_APPLICABLE, "not applicable today", KEPT),
    Option("e", Outcome.EXCUSED, "excused", KEPT),
    Option("t", Outcome.MOVED, "to the next working day", KEPT),
)
_NEVER = Option("N", f"{Outcome.NOT_APPLICABLE}:{ALWAYS}", "never applicable: off my board", KEPT)


class AsideDialog(ChoiceDialog):
    """What became of a card; it answers an outcome, after a colon followed by the reason or by *always*."""

    DEFAULT_CSS = "AsideDialog > .panel { width: 84; }"
    HORIZONTAL_BREAKPOINTS = floating_from(84)

    def __init__(self, title: str, own: Sequence[tuple[str, str]], *, of_board: bool) -> None:
        """OWN are reasons typed before, each with the words that show it; only a card OF the BOARD goes for always."""
        typed = (
            Option(str(number), f"{Outcome.MISSED}:{reason}", f"missed: {words}", OTHERWISE, words)
            for number, (reason, words) in enumerate(own, 1)
        )
        ten = (option._replace(value=f"{Outcome.MISSED}:{option.value}") for option in REASONS)
        kept = (_NOT_MISSED[0], _NEVER, *_NOT_MISSED[1:]) if of_board else _NOT_MISSED
        super().__init__(title, (*ten, *typed, _LATER, *kept), free="type a reason of your own")

    def on_input_submitted(self, event: Field.Submitted) -> None:
        """Answer missed, for a reason of one's own."""
        if event.value.strip():
            self.dismiss(f"{Outcome.MISSED}:{event.value.strip()}")
