from __future__ import annotations

from datetime import date

import pytest

from lswtui.domain.days.day import Absence
from lswtui.domain.days.leave import read_leave
from lswtui.domain.errors import BadInput

THURSDAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("line", "first", "days", "absence"),
    [
        ("today", THURSDAY, 1, Absence()),
        ("yesterday sick", date(2026, 11, 18), 1, Absence(why="sick")),
        ("today 12:00- dentist  at two", THURSDAY, 1, Absence(720, None, "dentist at two")),
        ("friday -10:30", date(2026, 11, 20), 1, Absence(None, 630)),
        ("2026-12-24..2027-01-03 leave", date(2026, 12, 24), 11, Absence(why="leave")),
        ("2026-11-02..2026-11-06 3rd child", date(2026, 11, 2), 5, Absence(why="3rd child")),
    ],
)
def test_leave_is_days_a_part_of_them_and_why(line: str, first: date, days: int, absence: Absence) -> None:
    leave = read_leave(line, THURSDAY)
    assert (leave.days[0], len(leave.days), leave.absence) == (first, days, absence)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (" ", "say which days"),
        ("someday", "is no date"),
        ("today 12:00", "is no part of a day"),
        ("today 15:00-12:00", "ends before it begins"),
        ("2026-01-01..2027-06-01", "too many at once"),
    ],
)
def test_what_is_no_leave_is_refused_with_how_to_write_it(line: str, wrong: str) -> None:
    with pytest.raises(BadInput, match=wrong):
        read_leave(line, THURSDAY)
