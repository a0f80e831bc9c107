"""The working hours of a day as moments, and whether the day or its work is over."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from lswtui.domain.times import DAY, logical_date, minutes_between, moment

if TYPE_CHECKING:
    from lswtui.domain.days.day import Absence, Day

Hours = tuple[tuple[datetime, datetime], ...]


def zone_of(now: datetime) -> tzinfo:
    """The zone in which a moment was given."""
    return now.tzinfo or UTC


def working_hours(day: Day, zone: tzinfo) -> Hours:
    """The working windows of a day without breaks and absences, in order; empty on a day off."""
    windows = [(window.start, window.end) for window in day.windows]
    for absence in day.absences:
        away = _away(absence, day.day_starts)
        windows = [part for window in windows for part in _without(window, away)]
    return tuple(
        (moment(day.on, start, day.day_starts, zone), moment(day.on, end, day.day_starts, zone))
        for start, end in sorted(windows)
    )


def working_minutes(day: Day, zone: tzinfo) -> float:
    """The minutes of a day's working hours, breaks and absences left out."""
    return sum(minutes_between(start, end) for start, end in working_hours(day, zone))


def hours_ahead(day: Day, now: datetime) -> tuple[int, ...]:
    """The clock hours in which working time of a day is left, in order; empty once its work is over."""
    zone = zone_of(now)
    ahead: dict[int, None] = {}
    for start, end in working_hours(day, zone):
        begins = max(start, now).timestamp()
        while begins < end.timestamp():
            at = datetime.fromtimestamp(begins, zone)
            ahead[at.hour] = None
            begins += 3600 - at.minute * 60 - at.second
    return tuple(ahead)


def day_is_over(day: Day, now: datetime) -> bool:
    """Whether a day was closed or has turned, so that all of it was due."""
    return day.turned or day.closed_at is not None or logical_date(now, day.day_starts) > day.on


def work_is_over(day: Day, now: datetime) -> bool:
    """Whether the working hours of a day have ended; on a day off, whether the day has."""
    hours = working_hours(day, zone_of(now))
    return day_is_over(day, now) or (bool(hours) and now >= hours[-1][1])


def _away(absence: Absence, day_starts: int) -> tuple[int, int]:
    start, end, _ = absence.counted_on(day_starts)
    return day_starts if start is None else start, day_starts + DAY if end is None else end


def _without(window: tuple[int, int], away: tuple[int, int]) -> list[tuple[int, int]]:
    parts = ((window[0], min(window[1], away[0])), (max(window[0], away[1]), window[1]))
    return [(start, end) for start, end in parts if end > start]
