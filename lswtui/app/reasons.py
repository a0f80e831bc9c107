"""The reasons of one's own that a leader gave for misses lately, to be offered again."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from lswtui.domain.words import Reason
from lswtui.store.repository import month_of, reasons_in

if TYPE_CHECKING:
    from lswtui.app.workspace import Workspace

LOOKED_BACK = timedelta(days=92)
OFFERED = 5


def own_reasons(workspace: Workspace) -> tuple[str, ...]:
    """The reasons in the leader's own words of this month and the three before, the most used first, at most five."""
    today = workspace.today()
    first, last = month_of(today - LOOKED_BACK), month_of(today)
    months = [month for month in workspace.store.months() if first <= month <= last]
    said = Counter(reason for month in months for reason in reasons_in(workspace.store, month))
    return tuple(reason for reason, _ in said.most_common() if reason not in frozenset(Reason))[:OFFERED]
