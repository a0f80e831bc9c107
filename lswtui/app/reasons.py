"""The reasons of one's own that a leader gave for misses lately, to be offered again."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from lswtui.domain.vocabulary import Reason
from lswtui.store.records.days import months_between, reasons_in

if TYPE_CHECKING:
    from lswtui.app.workspace import Workspace

LOOKED_BACK = timedelta(days=92)
OFFERED = 5


def own_reasons(workspace: Workspace) -> tuple[str, ...]:
    """The reasons in the leader's own words of the months of the last 92 days, the most used first, at most five."""
    today = workspace.today()
    months = months_between(today - LOOKED_BACK, today)
    said = Counter(reason for month in months for reason in reasons_in(workspace.store, month))
    return tuple(reason for reason, _ in said.most_common() if reason not in frozenset(Reason))[:OFFERED]
