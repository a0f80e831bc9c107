from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lswtui.app.boards import choose
from lswtui.app.days import calendar
from lswtui.app.workspace import MOST_READ
from lswtui.store.records.days import months_between
from lswtui.store.store import MOST_AT_HAND
from tests.desk import PLAIN

if TYPE_CHECKING:
    from tests.desk import Desk

FIRST, LAST = date(2024, 11, 1), date(2026, 11, 19)


def test_paging_back_two_years_keeps_no_more_than_a_few_months_and_boards(desk: Desk) -> None:
    months = months_between(FIRST, LAST)
    for number, month in enumerate(months):
        desk.clock.set(f"{month}-14 09:00")
        desk.board(PLAIN.replace("Plain", f"Plain {number}"))
        choose.choose(desk.workspace, "mine")
    desk.clock.set(f"{LAST} 09:00")
    window = desk.another_window()
    for month in reversed(months):
        assert calendar.day(window, date.fromisoformat(f"{month}-14")).seen
        assert len(window.store._contents) <= MOST_AT_HAND
        assert len(window._read) <= MOST_READ
    assert len(months) > MOST_READ > MOST_AT_HAND
