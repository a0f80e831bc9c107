from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lswtui.app import questions
from lswtui.app.days.calendar import Calendar
from lswtui.app.reviews import pledges
from lswtui.tui.state import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from tests.desk import Desk

    StateOf = Callable[..., State]


@pytest.fixture
def state_of() -> StateOf:
    """Makes the state of a desk, of today or of another day."""

    def make(desk: Desk, on: date | None = None, **more: Any) -> State:
        calendar = Calendar(desk.workspace)
        shown = on or calendar.today
        standard = calendar.standard(shown)
        state = State(
            now=calendar.now,
            today=calendar.today,
            day=calendar.day(shown),
            board=standard.board if standard else None,
            promised=pledges.promised(desk.workspace, shown, calendar),
            waiting=questions.waiting(desk.workspace, calendar),
            categories=desk.workspace.categories(),
            hidden=False,
            next_day=calendar.next_day(),
            since=calendar.since(),
        )
        return state._replace(**more)

    return make
