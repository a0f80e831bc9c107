"""A time zone as the standard for calendars wants it told: when its clocks change, in a VTIMEZONE."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.cadence.rrule import WEEKDAY_CODES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

YEARS_BEFORE, YEARS_AHEAD = 2, 20
"""The years around the first event of which the changes of a zone are told; a rule among them goes on for ever."""
_WEEK = 7


class _Change(NamedTuple):
    """A change of the clocks."""

    at: datetime
    """What they showed at the change, before it; without a zone."""
    before: timedelta
    after: timedelta
    """The offsets before it and after it."""
    name: str


def zone_lines(name: str, zone: tzinfo, first: datetime) -> Iterator[str]:
    """The lines of a VTIMEZONE called NAME, for events from FIRST on."""
    begins = datetime(first.year - YEARS_BEFORE, 1, 1, tzinfo=UTC)
    ends = datetime(first.year + YEARS_AHEAD, 1, 1, tzinfo=UTC)
    changes = tuple(_changes(zone, begins, ends))
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{name}"
    if not changes or changes[0].at.replace(tzinfo=UTC) > first.astimezone(UTC):
        offset, since = _offset(zone, begins), datetime(1970, 1, 1)  # noqa: DTZ001 - as its clocks showed it
        yield from _part(_Change(since, offset, offset, _name(zone, begins)), ())
    groups: dict[tuple[timedelta, timedelta, str], list[_Change]] = {}
    for change in changes:
        groups.setdefault(change[1:], []).append(change)
    for group in groups.values():
        yield from _part(group[0], group[1:], _rule(group))
    yield "END:VTIMEZONE"


def is_utc(zone: tzinfo, first: datetime) -> bool:
    """Whether a zone is UTC, whose times need no telling."""
    return zone is UTC or getattr(zone, "key", None) in ("UTC", "Etc/UTC") or _name(zone, first) == "UTC"


def _part(change: _Change, others: Sequence[_Change], rule: str = "") -> Iterator[str]:
    kind = "DAYLIGHT" if change.after > change.before else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{change.at:%Y%m%dT%H%M%S}"
    yield f"TZOFFSETFROM:{_offset_text(change.before)}"
    yield f"TZOFFSETTO:{_offset_text(change.after)}"
    if change.name:
        yield f"TZNAME:{change.name}"
    if rule:
        yield f"RRULE:{rule}"
    else:
        yield from (f"RDATE:{other.at:%Y%m%dT%H%M%S}" for other in others)
    yield f"END:{kind}"


def _rule(group: Sequence[_Change]) -> str:
    """The rule by which changes come back each year, as on the last Sunday of March; empty where none does."""
    first = group[0].at
    alike = all(
        (each.at.month, each.at.weekday(), each.at.time()) == (first.month, first.weekday(), first.time())
        for each in group
    )
    if not alike or [each.at.year for each in group] != list(range(first.year, first.year + len(group))):
        return ""
    if len(group) < YEARS_AHEAD:
        return ""  # it ended, or began of late
    nths = {(each.at.day - 1) // _WEEK + 1 for each in group}
    last = all((each.at + timedelta(days=_WEEK)).month != each.at.month for each in group)
    if not last and len(nths) > 1:
        return ""
    nth = -1 if last else nths.pop()
    return f"FREQ=YEARLY;BYMONTH={first.month};BYDAY={nth}{WEEKDAY_CODES[first.weekday()]}"


def _changes(zone: tzinfo, begins: datetime, ends: datetime) -> Iterator[_Change]:
    """The changes of a zone's offset between two moments, in order."""
    at, before = begins, _offset(zone, begins)
    while at < ends:
        then = at + timedelta(days=1)
        if _offset(zone, then) != before:
            changed = _when(zone, at, then)
            after = _offset(zone, changed)
            yield _Change((changed + before).replace(tzinfo=None), before, after, _name(zone, changed))
            then, before = changed, after
        at = then


def _when(zone: tzinfo, early: datetime, late: datetime) -> datetime:
    """The first second after EARLY that has another offset than it; LATE has."""
    before = _offset(zone, early)
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // 2
        middle = middle.replace(microsecond=0)
        early, late = (middle, late) if _offset(zone, middle) == before else (early, middle)
    return late


def _offset(zone: tzinfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)


def _name(zone: tzinfo, at: datetime) -> str:
    """What the zone calls itself then, where that is a name."""
    found = at.astimezone(zone).tzname() or ""
    return found if found.isalpha() and found.isascii() else ""


def _offset_text(offset: timedelta) -> str:
    seconds = round(offset.total_seconds())
    minutes, second = divmod(abs(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{'-' if seconds < 0 else '+'}{hour:02}{minute:02}" + (f"{second:02}" if second else "")
