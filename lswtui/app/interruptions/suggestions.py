"""What was usual lately: who and what breaks in, for completions and one-digit capture; and one's own reasons."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.text import same_form
from lswtui.domain.vocabulary import Reason
from lswtui.store.records.days import interruptions_in, months_between, reasons_in

if TYPE_CHECKING:
    from lswtui.app.workspace import Workspace
    from lswtui.domain.interruptions.interruption import Interruption

LOOKED_BACK = timedelta(days=31)
DIGITS = 9
REASONS_LOOKED_BACK = timedelta(days=92)
REASONS_OFFERED = 5


class CategoryPerson(NamedTuple):
    """A category and a person that came together."""

    category: str | None
    who: str | None

    @property
    def line(self) -> str:
        """The line that captures it."""
        return " ".join(filter(None, (self.category and f"#{self.category}", self.who and f"@{self.who}")))


class Suggestions(NamedTuple):
    """What was usual lately, the most frequent first."""

    pairs: tuple[CategoryPerson, ...]
    """At most nine."""
    people: tuple[str, ...]
    last: Interruption | None
    """The newest one that says who or what."""


def usual(workspace: Workspace) -> Suggestions:
    """What broke in during the months of the last 31 days."""
    today = workspace.today()
    months = months_between(today - LOOKED_BACK, today)
    known = [found for month in months for found in interruptions_in(workspace.store, month)]
    names: dict[str, str] = {}
    for found in known:
        if found.who:
            names.setdefault(same_form(found.who), found.who)
    pairs = Counter(
        CategoryPerson(found.category, names[same_form(found.who)] if found.who else None)
        for found in known
        if found.category or found.who
    )
    people = Counter(names[same_form(found.who)] for found in known if found.who)
    said = [found for found in known if found.category or found.who]
    return Suggestions(
        tuple(pair for pair, _ in pairs.most_common(DIGITS)),
        tuple(who for who, _ in people.most_common()),
        max(said, key=lambda found: (found.start, found.id), default=None),
    )


def own_reasons(workspace: Workspace) -> tuple[str, ...]:
    """The reasons in the leader's own words of the months of the last 92 days, the most used first, at most five."""
    today = workspace.today()
    months = months_between(today - REASONS_LOOKED_BACK, today)
    said = Counter(reason for month in months for reason in reasons_in(workspace.store, month))
    return tuple(reason for reason, _ in said.most_common() if reason not in frozenset(Reason))[:REASONS_OFFERED]
