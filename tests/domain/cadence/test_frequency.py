from __future__ import annotations

import pytest

from lswtui.domain.cadence.frequency import HowOften, how_often
from lswtui.domain.cadence.parser import parse_cadence


@pytest.mark.parametrize(
    ("said", "often"),
    [
        ("daily", HowOften.DAILY),
        ("workday", HowOften.DAILY),
        ("3x a day", HowOften.DAILY),
        ("mon-thu", HowOften.DAILY),
        ("daily on roster", HowOften.DAILY),
        ("workday between 03-15 and 11-15", HowOften.DAILY),
        ("RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", HowOften.DAILY),
        ("RRULE:FREQ=DAILY;BYMONTH=7", HowOften.DAILY),
        ("mon,wed,fri", HowOften.WEEKLY),
        ("fri", HowOften.WEEKLY),
        ("every 2 days from 2026-01-05", HowOften.WEEKLY),
        ("every 2 weeks on tue from 2026-01-06", HowOften.WEEKLY),
        ("every 3 weeks on tue from 2026-01-06", HowOften.MONTHLY),
        ("day 15", HowOften.MONTHLY),
        ("workday -1", HowOften.MONTHLY),
        ("second tuesday", HowOften.MONTHLY),
        ("every 6 weeks on tue from 2026-01-06", HowOften.RARER),
        ("quarter: month 3 second tuesday", HowOften.RARER),
        ("yearly on 06-30", HowOften.RARER),
        ("RRULE:FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1,2 from 2026-01-06", HowOften.MONTHLY),
        ("RRULE:FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=28 from 2026-01-06", HowOften.RARER),
        ("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU from 2026-01-06", HowOften.WEEKLY),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=1", HowOften.MONTHLY),
        ("RRULE:FREQ=MONTHLY;INTERVAL=3;BYDAY=TU,TH;BYSETPOS=1 from 2026-01-06", HowOften.RARER),
        ("as needed", HowOften.AS_NEEDED),
    ],
)
def test_cadences_are_grouped_by_how_often_they_come(said: str, often: HowOften) -> None:
    assert how_often(parse_cadence(said)) is often
