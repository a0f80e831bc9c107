"""Setting a card aside: what became of it and why, one key each, or why in one's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.vocabulary import Outcome
from lswtui.tui.dialogs.base import floating_from
from lswtui.tui.dialogs.choice import OptionsDialog
from lswtui.tui.options import Option
from lswtui.tui.views.outcomes import KEPT, OTHERWISE, REASONS

if TYPE_CHECKING:
    from collections.abc import Sequence


class Aside(NamedTuple):
    """What became of a card."""

    outcome: Outcome
    reason: str | None = None
    """Why it was missed: one of the ten reasons, or the leader's own words."""
    always: bool = False
    """Whether its task is never applicable again."""


_LATER = Option("-", Aside(Outcome.MISSED), "missed, the reason later", OTHERWISE, "the reason later")
_NOT_MISSED = (
    Option("n", Aside(Outcome.NOT_APPLICABLE), "not applicable today", KEPT),
    Option("e", Aside(Outcome.EXCUSED), "excused", KEPT),
    Option("t", Aside(Outcome.MOVED), "to the next working day", KEPT),
)
_NEVER = Option("N", Aside(Outcome.NOT_APPLICABLE, always=True), "never applicable: off my board", KEPT)


class AsideDialog(OptionsDialog[Aside]):
    """What became of a card, and why; one's own words are a reason for which it was missed."""

    DEFAULT_CSS = "AsideDialog > .panel { width: 84; }"
    HORIZONTAL_BREAKPOINTS = floating_from(84)

    def __init__(self, title: str, own: Sequence[tuple[str, str]], *, of_board: bool) -> None:
        """OWN are reasons typed before, each with the words that show it; only a card OF the BOARD goes for always."""
        typed = (
            Option(str(number), Aside(Outcome.MISSED, reason), f"missed: {words}", OTHERWISE, words)
            for number, (reason, words) in enumerate(own, 1)
        )
        ten = (_missed(option) for option in REASONS)
        kept = (_NOT_MISSED[0], _NEVER, *_NOT_MISSED[1:]) if of_board else _NOT_MISSED
        super().__init__(title, (*ten, *typed, _LATER, *kept), free="type a reason of your own")

    def own(self, typed: str) -> Aside:
        """Missed, for a reason of one's own."""
        return Aside(Outcome.MISSED, typed)


def _missed(option: Option[str]) -> Option[Aside]:
    """The option of a reason as one to set a card aside for it."""
    return Option(option.key, Aside(Outcome.MISSED, option.value), option.words, option.group, option.short)
