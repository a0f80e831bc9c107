"""Measured stretches of time, and how they add up without counting a minute twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.times import minutes_between, stamped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


class Span(NamedTuple):
    """A stretch of time on a card or an interruption."""

    id: str
    on: date
    """The logical date it counts for: that of its start."""
    owner: str
    """The id of the card or the interruption."""
    start: datetime
    end: datetime | None = None
    """None while its clock runs."""
    estimated: bool = False
    """Typed afterwards rather than measured."""
    gap_until: datetime | None = None
    """Where a stretch ends that follows this span and about which a question waits; it counts for nothing."""
    checked: bool = False
    """Whether a length that was in doubt was confirmed."""
    clock_changed: bool = False
    """Whether the machine's clock was changed while it ran, so that its ends do not tell its length."""

    def minutes(self, now: datetime) -> float:
        """Its length in minutes, up to NOW while it runs; never negative, whatever the clock did."""
        return max(0.0, minutes_between(self.start, self.end or now))


class Stretch(NamedTuple):
    """A part of the day and whose it is, after overlaps were settled."""

    start: datetime
    end: datetime
    owner: str

    @property
    def minutes(self) -> float:
        """Its length in minutes."""
        return minutes_between(self.start, self.end)


def settled(spans: Iterable[Span], now: datetime, rank: Mapping[str, int]) -> tuple[Stretch, ...]:
    """The day in stretches that do not overlap, in time order.

    Where spans overlap, the owner of the higher RANK has the time, and among equals the one that began
    later: the innermost interruption owns its minutes, not the card around it.
    """
    now = stamped(now)
    ordered = sorted(
        ((span.start, span.end or now, span.owner) for span in spans if (span.end or now) > span.start),
        key=lambda claim: claim[0],
    )
    if all(before[1] <= after[0] for before, after in pairwise(ordered)):
        return tuple(Stretch(*claim) for claim in ordered)
    edges = sorted({edge for start, end, _ in ordered for edge in (start, end)})
    stretches: list[Stretch] = []
    claims: list[tuple[datetime, datetime, str]] = []
    begun = 0
    for start, end in pairwise(edges):
        while begun < len(ordered) and ordered[begun][0] <= start:
            claims.append(ordered[begun])
            begun += 1
        claims = [claim for claim in claims if end <= claim[1]]
        if not claims:
            continue
        owner = max(claims, key=lambda claim: (rank.get(claim[2], 0), claim[0]))[2]
        if stretches and stretches[-1].owner == owner and stretches[-1].end == start:
            stretches[-1] = stretches[-1]._replace(end=end)
        else:
            stretches.append(Stretch(start, end, owner))
    return tuple(stretches)


def minutes_by_owner(stretches: Iterable[Stretch]) -> dict[str, float]:
    """Minutes of each owner; they sum to the union of the spans."""
    total: dict[str, float] = {}
    for stretch in stretches:
        total[stretch.owner] = total.get(stretch.owner, 0.0) + stretch.minutes
    return total


def free_gaps(
    taken: Iterable[tuple[datetime, datetime]], start: datetime, end: datetime
) -> tuple[tuple[datetime, datetime], ...]:
    """The stretches between START and END that nothing has taken, in time order."""
    gaps = []
    at = start
    for begins, ends in sorted(taken):
        if begins >= end:
            break
        if begins > at:
            gaps.append((at, begins))
        at = max(at, ends)
    if at < end:
        gaps.append((at, end))
    return tuple(gaps)


def placed(
    minutes: float,
    *,
    wanted: datetime | None,
    taken: Iterable[tuple[datetime, datetime]],
    day_begins: datetime,
    now: datetime,
) -> tuple[tuple[datetime, datetime], ...]:
    """Where minutes that were typed afterwards go: never over another span, never after NOW; all but NOW stamped.

    At the WANTED moment if it is free, else in the nearest free gap before NOW that holds them whole, else
    cut over the free gaps from the latest backwards. A day too full for all of them takes what fits.
    """
    length = timedelta(minutes=minutes)
    zone = now.tzinfo
    gaps = free_gaps(taken, day_begins, stamped(now))
    if wanted is not None and any(start <= wanted and wanted + length <= end for start, end in gaps):
        return ((wanted, stamped(wanted + length, zone)),)
    for start, end in reversed(gaps):
        if end - start >= length:
            return ((stamped(end - length, zone), end),)
    parts: list[tuple[datetime, datetime]] = []
    for start, end in reversed(gaps):
        part = min(length, end - start)
        if part > timedelta(0):
            parts.append((stamped(end - part, zone), end))
            length -= part
    return tuple(reversed(parts))


def nearest_room(
    minutes: float, *, wanted: datetime, taken: Sequence[tuple[datetime, datetime]], day_begins: datetime, now: datetime
) -> datetime:
    """Where minutes in one piece begin that were typed without a time: nearest to WANTED where nothing is taken.

    Never after NOW. A day that has no such room since it began has it before.
    """
    length = timedelta(minutes=minutes)
    latest = stamped(now)
    first = min((wanted, day_begins, latest, *(start for start, _ in taken))) - length - length
    for begins in (day_begins, first):
        starts = [
            min(max(wanted, start), end - length)
            for start, end in free_gaps(taken, begins, latest)
            if end - start >= length
        ]
        if starts:
            return stamped(min(starts, key=lambda start: abs(start - wanted)), now.tzinfo)
    return stamped(first, now.tzinfo)


def cut_off(spans: Iterable[Span], owner: str, at: datetime | None, now: datetime) -> tuple[Span, ...]:
    """The spans, those of OWNER ending at a moment; without one they stay as they are."""
    if at is None:
        return tuple(spans)
    kept: list[Span] = []
    for span in spans:
        if span.owner != owner or (span.end or now) <= at:
            kept.append(span)
        elif span.start < at:
            kept.append(span._replace(end=stamped(at), checked=True))
    return tuple(kept)


def estimates(
    parts: Iterable[tuple[datetime, datetime]], owner: str, on: date, new_id: Callable[[], str]
) -> tuple[Span, ...]:
    """Spans of OWNER for stretches that were typed afterwards."""
    return tuple(Span(new_id(), on, owner, start, end, estimated=True) for start, end in parts)
