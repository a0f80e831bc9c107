"""What an intent answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lswtui.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Iterable


class Result(NamedTuple):
    """What happened, in one plain sentence, and what it happened to."""

    text: str
    id: str | None = None
    queued: bool = False
    """Whether it waits in the inbox, because the data was busy."""
    doubt: str = ""
    """The same where it is not all as it may have been meant, for a screen on which the rest shows by itself."""
    on_screen: str = ""
    """The same for who looks at a screen, where the text names verbs of the command line."""
    change: int | None = None
    """The number of the change that it was, where more may follow that belongs to it; see `undo.part_of`."""


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
