"""The hour ribbon: what was planned when, what happened, now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.tui.lines import Line
from lswtui.tui.views.ribbon import ribbon_lines
from lswtui.tui.widgets.drawn import Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lswtui.tui.state import State


class DayRibbon(Shown["State"]):
    """Hours, the plan, what happened; a legend under them where it is tall enough."""

    DEFAULT_CSS = "DayRibbon { height: 3; padding: 0 1; }"

    def lines_of(self, subject: State, width: int) -> Sequence[Line]:
        """The lines of the ribbon."""
        return ribbon_lines(subject, width)
