"""What an intent answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lswtui.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lswtui.domain.days.questions import WaitingQuestion


class Asks(NamedTuple):
    """The questions about what a change touched that wait now."""

    questions: tuple[WaitingQuestion, ...] = ()
    anew: bool = False
    """Whether one of them did not wait before."""


class Result(NamedTuple):
    """What an intent did, what it asks now, and what there is to say of it."""

    text: str
    """What happened, in one plain sentence."""
    id: str | None = None
    """The id of what it happened to."""
    queued: bool = False
    """Whether it waits in the inbox, because the data was busy."""
    notice: str = ""
    """The sentence where more happened than was asked for, or not all of it, for a screen that shows the rest."""
    on_screen: str = ""
    """The sentence for who looks at a screen, where the text names verbs of the command line."""
    change: int | None = None
    """The number of the change in the journal, for what follows and belongs to it (`undo.part_of`); None for none."""
    asks: Asks = Asks()


class EditedElsewhere(RuleBroken):
    """What is being edited is no longer as its leader saw it; doing it all the same needs a look at it.

    `stored` is what it is now, and what was seen from then on; None where it was deleted.
    """

    def __init__(self, what: str, stored: Any) -> None:
        happened = "deleted" if stored is None else "changed"
        super().__init__(f"{what} was {happened} elsewhere meanwhile; nothing was overwritten")
        self.stored = stored


def require_as_seen(what: str, seen: Any, stored: Any, fields: Iterable[str]) -> None:
    """Raise `EditedElsewhere` where one of the FIELDS is not as it was SEEN, if anybody looked at it."""
    if seen is not None and any(getattr(seen, field) != getattr(stored, field) for field in fields):
        raise EditedElsewhere(what, stored)
