from __future__ import annotations

import pytest

from lswtui.app.boards.choose import choose
from lswtui.app.interruptions import log
from lswtui.app.reports.report import report
from lswtui.domain.boards.board import Trap
from lswtui.domain.boards.trap import trap_in
from lswtui.domain.vocabulary import Handling
from lswtui.render.contract_json import report_json
from lswtui.render.reports.report import report_page
from lswtui.render.text import plain_text
from lswtui.tui.views.log import log_views
from tests.desk import PLAIN, Desk
from tests.tui.window import window

TRAPS = (Trap("Repairing it myself", ("fixed the bug", "café run", "restarted")),)
BOARD = (
    PLAIN
    + """
[[trap]]
text = "Repairing it myself"
words = ["fixed the bug", "restarted"]
"""
)


@pytest.mark.parametrize(
    ("said", "falls"),
    [
        ("fixed the bug", True),
        ("quickly FIXED  the Bug!", True),
        ("we fixed, the bug is gone", True),
        ("ｒｅｓｔａｒｔｅｄ it", True),
        ("cafe\u0301 run", True),
        ("fixed the bugs", False),
        ("fixed a bug", False),
        ("prefixed the bug", False),
        ("", False),
    ],
)
def test_a_trap_is_known_by_its_whole_words(said: str, falls: bool) -> None:
    assert (trap_in(said, TRAPS) is not None) == falls


async def test_a_capture_of_the_former_job_is_asked_about_on_its_row_and_counts_in_the_report(empty: Desk) -> None:
    choose(empty.workspace, empty.board(BOARD))
    empty.clock.set("2026-11-19 10:00")
    for line in ("fixed the bug 20m", "restarted press 4 5m", "phone 7m"):
        log.log(empty.workspace, line)
    found = report(empty.workspace, empty.day().on, empty.day().on)
    assert (found.former_job.times, found.former_job.minutes) == (2, 25)
    assert report_json(found, with_names=True)["former_job"] == {"count": 2, "minutes": 25}
    assert "2 times, 25m" in plain_text(report_page(found, with_names=False), 100)
    async with window(empty.workspace, empty.clock) as board:
        await board.press("2")
        rows = {view.text for view in log_views(board.app.session.state)}
        assert rows == {
            "fixed the bug · your former job?",
            "restarted press 4 · your former job?",
            "phone",
        }


async def test_one_key_says_what_came_of_it(desk: Desk) -> None:
    desk.clock.set("2026-11-19 10:00")
    log.log(desk.workspace, "phone 7m !coached")
    assert desk.day().interruptions[0].handling is Handling.COACHED
    async with window(desk.workspace, desk.clock) as board:
        await board.press("2", "c")
        await board.until(lambda: desk.day().interruptions[0].handling is Handling.DELEGATED)
        await board.until(lambda: "delegated" in board.text)
