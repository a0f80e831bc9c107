"""Time rules on days that are not 24 hours long, in zones that change their clocks each in a way of its own.

Berlin changes by an hour in the night, St John's has an odd offset, Lord Howe changes by half an hour, Cairo leaves
out a midnight in spring and has the hour before one twice in autumn.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lswtui.domain.boards.board import Window
from lswtui.domain.days.day import Absence, Day
from lswtui.domain.days.interrupting import blipped, ended_after, interrupted, logged, returned
from lswtui.domain.days.questions import gap_answered, gap_cut, waiting_in
from lswtui.domain.errors import BadInput
from lswtui.domain.interruptions.interruption import Interruption
from lswtui.domain.interruptions.notation import read_capture
from lswtui.domain.times import (
    DAY,
    clock_on_day,
    clock_text,
    later,
    logical_date,
    minutes_between,
    moment,
    stamped,
)
from lswtui.measures.balance import balance
from lswtui.measures.timeline import ribbon
from lswtui.measures.working_hours import work_is_over, working_hours, working_minutes
from tests.domain.making import a_card, ids

if TYPE_CHECKING:
    from collections.abc import Sequence

HOURS = range(24)


class Change(NamedTuple):
    """A date on which a zone's clocks are changed."""

    zone: ZoneInfo
    on: date
    minutes: int
    """How long the date lasts, from its first moment to that of the next."""


BERLIN, ST_JOHNS, LORD_HOWE, CAIRO = map(
    ZoneInfo, ("Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Africa/Cairo")
)
SPRING = Change(BERLIN, date(2026, 3, 29), 23 * 60)
AUTUMN = Change(BERLIN, date(2026, 10, 25), 25 * 60)
CHANGES = (
    SPRING,
    AUTUMN,
    Change(ST_JOHNS, date(2026, 3, 8), 23 * 60),
    Change(ST_JOHNS, date(2026, 11, 1), 25 * 60),
    Change(LORD_HOWE, date(2026, 10, 4), 23 * 60 + 30),
    Change(LORD_HOWE, date(2026, 4, 5), 24 * 60 + 30),
    Change(CAIRO, date(2026, 4, 24), 23 * 60),
    Change(CAIRO, date(2026, 10, 29), 25 * 60),
)
changes = st.sampled_from(CHANGES)
each_change = pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change.zone.key}-{change.on}")


def around(change: Change, minutes: float) -> datetime:
    """A moment so many minutes from the beginning of the date before that of the change, as its zone shows it."""
    midnight = datetime(change.on.year, change.on.month, change.on.day, tzinfo=change.zone).astimezone(UTC)
    return (midnight + timedelta(minutes=minutes - DAY)).astimezone(change.zone)


def seconds(at: datetime) -> float:
    """Where a moment lies on the one scale that no zone bends."""
    return (at.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()


def length(start: datetime, end: datetime) -> float:
    return (seconds(end) - seconds(start)) / 60


@st.composite
def instants(draw: st.DrawFn, many: int) -> tuple[Change, list[datetime]]:
    """A change and moments near it, in order and no two within the same minute."""
    change = draw(changes)
    minutes = draw(st.lists(st.integers(0, 3 * DAY), min_size=many, max_size=many, unique=True))
    return change, [around(change, minute) for minute in sorted(minutes)]


def whole_day(change: Change, *cards: str) -> Day:
    """The date of the change, worked from its first moment to its last."""
    return Day(change.on, day_starts=0, windows=(Window(0, DAY),), cards=tuple(a_card(card) for card in cards))


# --- dates, clock times and moments


@given(changes, st.sampled_from(HOURS), st.integers(0, 3 * DAY))
def test_a_moment_is_what_its_own_date_and_clock_time_say(change: Change, hour: int, minute: int) -> None:
    at, starts = around(change, minute), hour * 60
    clock = clock_on_day(at.hour * 60 + at.minute, starts)
    assert seconds(moment(logical_date(at, starts), clock, starts, change.zone, fold=at.fold)) == seconds(at)


@given(changes, st.sampled_from(HOURS), st.integers(0, 3 * DAY - 1))
def test_no_clock_change_takes_the_date_back(change: Change, hour: int, minute: int) -> None:
    here, next_ = (logical_date(around(change, m), hour * 60) for m in (minute, minute + 1))
    assert here <= next_ <= here + timedelta(days=1)


@given(changes, st.sampled_from(HOURS), st.integers(-1, 1), st.integers(0, DAY - 1))
def test_every_clock_time_of_a_date_lies_on_it(change: Change, hour: int, days: int, clock: int) -> None:
    on, starts = change.on + timedelta(days=days), hour * 60
    at = moment(on, clock_on_day(clock, starts), starts, change.zone)
    begins, ends = (moment(there, starts, starts, change.zone) for there in (on, on + timedelta(days=1)))
    assert begins <= at < ends or at.astimezone(change.zone).hour * 60 + at.minute != clock


@each_change
def test_a_date_is_as_long_as_it_is(change: Change) -> None:
    ends = moment(change.on + timedelta(days=1), 0, 0, change.zone)
    assert minutes_between(moment(change.on, 0, 0, change.zone), ends) == change.minutes
    assert working_minutes(whole_day(change), change.zone) == change.minutes


def test_a_date_without_a_midnight_begins_an_hour_after_it() -> None:
    begins = moment(date(2026, 4, 24), 0, 0, CAIRO)
    assert f"{begins:%H:%M}" == "01:00"
    assert logical_date(begins, 0) == date(2026, 4, 24)
    assert logical_date(later(begins.astimezone(CAIRO), -1), 0) == date(2026, 4, 23)


def test_of_a_time_that_comes_twice_both_can_be_meant() -> None:
    first, second = (moment(AUTUMN.on, 150, 0, BERLIN, fold=fold) for fold in (0, 1))
    assert (first.isoformat(), second.isoformat()) == ("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00")


@given(changes, st.integers(0, 3 * DAY), st.integers(-DAY, DAY))
def test_a_moment_keeps_its_place_when_it_is_stamped_or_moved(change: Change, minute: int, by: int) -> None:
    at = around(change, minute)
    assert seconds(stamped(at)) == seconds(at)
    assert stamped(at).isoformat() == at.isoformat()
    assert length(at, later(at, by)) == by
    assert later(at, by).tzinfo is change.zone


# --- lengths


@given(instants(2))
@example((AUTUMN, [around(AUTUMN, DAY + 130), around(AUTUMN, DAY + 190)]))
def test_a_span_lasts_as_long_as_it_lasted(drawn: tuple[Change, list[datetime]]) -> None:
    change, (start, end) = drawn
    day = whole_day(change, "walk").started("walk", start, ids())
    assert day.minutes(end) == {"walk": length(start, end)}
    assert day.finished("walk", end, ids()).minutes(end) == {"walk": length(start, end)}
    assert balance(day.paused(end), end).planned_minutes == pytest.approx(length(start, end))


@given(instants(6))
def test_what_broke_in_and_what_it_broke_into_share_the_time_that_passed(
    drawn: tuple[Change, list[datetime]],
) -> None:
    change, (start, breaks, nested, back, home, end) = drawn
    new_id = ids()
    day = whole_day(change, "walk").started("walk", start, new_id)
    day = interrupted(day, Interruption("jam", change.on, breaks), new_id)
    day = interrupted(day, Interruption("call", change.on, nested), new_id)
    day = returned(day, back, new_id)[0]
    day = returned(day, home, new_id)[0].finished("walk", end, new_id)
    assert day.minutes(end) == {
        "walk": length(start, breaks) + length(home, end),
        "jam": length(breaks, nested) + length(back, home),
        "call": length(nested, back),
    }
    assert [seconds(i.end) - seconds(i.start) for i in day.interruptions if i.end] == [
        60 * length(breaks, home),
        60 * length(nested, back),
    ]


@given(changes, st.integers(DAY, 3 * DAY), st.integers(1, 600))
def test_what_is_logged_afterwards_is_as_long_as_it_says(change: Change, minute: int, minutes: int) -> None:
    now = around(change, minute)
    start = later(now, -minutes)
    day = logged(whole_day(change), Interruption("jam", change.on, stamped(start), stamped(now)), ids())
    assert day.minutes(now) == {"jam": minutes}


@given(instants(2), st.integers(1, 600))
def test_an_interruption_that_took_minutes_took_them(drawn: tuple[Change, list[datetime]], minutes: int) -> None:
    change, (start, now) = drawn
    new_id = ids()
    day = interrupted(whole_day(change), Interruption("jam", change.on, start), new_id)
    day = ended_after(day, "jam", minutes, now, new_id)
    (jam,) = day.interruptions
    assert day.minutes(now) == {"jam": minutes}
    assert jam.end is not None
    assert seconds(jam.end) <= seconds(now)


@given(instants(3), st.integers(1, 900))
def test_estimates_fill_what_is_free_of_the_day_and_no_more(drawn: tuple[Change, list[datetime]], minutes: int) -> None:
    change, (start, end, now) = drawn
    begins = moment(change.on, 0, 0, change.zone)
    new_id = ids()
    day = whole_day(change, "walk", "read").started("walk", start, new_id).paused(end)
    day = day.finished("read", now, new_id, minutes=minutes)
    taken = max(0.0, length(max(begins, stamped(start)), end))
    room = max(0.0, length(begins, now) - taken) if seconds(now) > seconds(begins) else 0.0
    assert day.minutes(now).get("read", 0.0) == pytest.approx(min(minutes, room))
    assert day.minutes(now)["walk"] == length(start, end)
    ordered = sorted(day.spans, key=lambda span: seconds(span.start))
    assert all(seconds(one.end or now) <= seconds(other.start) for one, other in pairwise(ordered))
    shown = [stamped(at, change.zone).isoformat() for span in day.spans for at in (span.start, span.end) if at]
    assert shown == [at.isoformat() for span in day.spans for at in (span.start, span.end) if at]


@given(instants(4))
def test_not_logged_is_what_was_worked_less_what_was_logged(drawn: tuple[Change, list[datetime]]) -> None:
    change, (start, end, other, now) = drawn
    new_id = ids()
    day = whole_day(change, "walk", "read").started("walk", start, new_id).paused(end)
    day = day.started("read", other, new_id)
    opens, closes = ((seconds(at)) for at in working_hours(day, change.zone)[0])
    elapsed = max(0.0, min(seconds(now), closes) - opens) / 60
    covered = sum(
        max(0.0, min(seconds(b), closes, seconds(now)) - max(seconds(a), opens)) / 60
        for a, b in ((start, end), (other, now))
    )
    found = balance(day, now)
    assert found.elapsed_minutes == pytest.approx(elapsed)
    assert found.unlogged_minutes == pytest.approx(elapsed - covered, abs=1e-6)
    assert found.logged_minutes == pytest.approx(length(start, end) + length(other, now))


@given(instants(2), st.integers(0, DAY), st.integers(1, 600))
def test_hours_and_absences_share_a_day_without_rest(
    drawn: tuple[Change, list[datetime]], clock: int, minutes: int
) -> None:
    change, _ = drawn
    away = Absence(clock, min(clock + minutes, DAY))
    day = whole_day(change)
    off = day._replace(windows=(Window(clock, min(clock + minutes, DAY)),))
    left = working_minutes(day._replace(absences=(away,)), change.zone) if clock < DAY else change.minutes
    assert left + working_minutes(off, change.zone) == pytest.approx(change.minutes)


def test_work_that_ends_in_an_hour_that_comes_twice_is_over_when_it_first_ends() -> None:
    day = whole_day(AUTUMN)._replace(windows=(Window(0, 150),))
    first, again = around(AUTUMN, DAY + 140), around(AUTUMN, DAY + 180)
    assert [f"{at:%H:%M}" for at in (first, again)] == ["02:20", "02:00"]
    assert not work_is_over(day, first)
    assert work_is_over(day, again)


# --- what is typed


@given(changes, st.integers(DAY, 3 * DAY), st.integers(0, DAY - 1))
@example(AUTUMN, 2 * DAY, 150)
@example(AUTUMN, DAY + 160, 150)
@example(SPRING, 2 * DAY, 150)
def test_a_typed_time_is_the_latest_past_moment_that_showed_it(change: Change, minute: int, clock: int) -> None:
    now = around(change, minute)
    said = read_capture(f"jam at {clock_text(clock)}", now=now, categories=())
    assert said.start is not None
    assert said.start.isoformat() == said.start.astimezone(change.zone).isoformat()
    back = range(2 * DAY)
    showed = next(b for b in back if (there := later(now, -b)).hour * 60 + there.minute == clock)
    moved = any("there was no" in piece.means for piece in said.pieces)
    if moved:
        assert 0 <= length(said.start, now) <= showed
        assert said.start.hour * 60 + said.start.minute - clock in (30, 60)
    else:
        assert length(said.start, now) == showed


def test_a_time_that_never_was_is_moved_and_said() -> None:
    now = datetime(2026, 3, 29, 9, 0, tzinfo=BERLIN)
    said = read_capture("jam at 2:30", now=now, categories=())
    assert said.start is not None
    assert said.start.isoformat() == "2026-03-29T03:30:00+02:00"
    assert [piece.means for piece in said.pieces] == ["jam", "from 03:30 (there was no 02:30)"]
    both = read_capture("1:50-2:10 jam", now=now, categories=())
    assert (both.minutes, both.pieces[0].means) == (20, "from 01:50 to 03:10 (there was no 02:10)")


def test_both_times_of_an_hour_that_comes_twice_can_be_logged() -> None:
    early, late = around(AUTUMN, DAY + 165), around(AUTUMN, DAY + 225)
    assert f"{early:%H:%M}" == f"{late:%H:%M}" == "02:45"
    first, second = (read_capture("jam at 2:30 10m", now=now, categories=()) for now in (early, late))
    assert first.start is not None
    assert second.start is not None
    assert length(first.start, second.start) == 60
    assert (first.start.isoformat(), second.start.isoformat()) == (
        "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:30:00+01:00",
    )


def test_what_ran_through_the_hour_that_came_twice_is_no_blip() -> None:
    now = around(AUTUMN, DAY + 185)
    said = read_capture("2:50-2:05 jam", now=now, categories=())
    assert f"{now:%H:%M}" == "02:05"
    assert said.minutes == 15
    assert said.start is not None
    day = logged(whole_day(AUTUMN), Interruption("jam", AUTUMN.on, said.start, said.end), ids())
    assert day.minutes(now) == {"jam": 15}


def test_a_blip_stands_where_it_was() -> None:
    at = around(AUTUMN, DAY + 185)
    (blip,) = blipped(whole_day(AUTUMN), Interruption("jam", AUTUMN.on, at)).interruptions
    assert blip.start.isoformat() == "2026-10-25T02:05:00+01:00"


@given(instants(3), st.integers(0, DAY - 1))
def test_a_gap_is_kept_until_a_time_inside_it_or_refused(drawn: tuple[Change, list[datetime]], clock: int) -> None:
    change, (start, sign, until) = drawn
    day = gap_cut(whole_day(change, "walk").started("walk", start, ids()), sign, until)
    meant = [moment(change.on, clock, 0, change.zone, fold=fold) for fold in (0, 1)]
    inside = [at for at in meant if seconds(sign) <= seconds(at) <= seconds(until)]
    if not inside:
        with pytest.raises(BadInput):
            gap_answered(day, day.spans[0].id, clock_text(clock), change.zone)
    else:
        day = gap_answered(day, day.spans[0].id, clock_text(clock), change.zone)
        assert day.minutes(until) == {"walk": pytest.approx(length(start, max(inside)))}


# --- the ribbon


def shows(change: Change, columns: int, now: datetime, day: Day) -> Sequence[tuple[int, str]]:
    found = ribbon(day, now, columns)
    assert found is not None
    assert minutes_between(found.start, found.end) == change.minutes
    return found.labels


@each_change
def test_the_hours_of_the_ribbon_stand_where_they_were(change: Change) -> None:
    day = whole_day(change)
    half_hours = change.minutes // 30
    labels = shows(change, half_hours * 3, around(change, 2 * DAY), day)
    begins = moment(change.on, 0, 0, change.zone)
    assert len(labels) > 20
    for column, hour in labels:
        there = later(begins.astimezone(change.zone), column * 10)
        assert f"{there:%H:%M}" == f"{hour}:00"


@each_change
def test_the_ribbon_shows_each_half_hour_once(change: Change) -> None:
    day, new_id = whole_day(change, "walk"), ids()
    begins = moment(change.on, 0, 0, change.zone).astimezone(change.zone)
    for half in range(0, change.minutes // 30, 2):
        day = day.started("walk", later(begins, 30 * half), new_id).paused(later(begins, 30 * half + 30))
    now = later(begins, change.minutes)
    found = ribbon(day, now, change.minutes // 30)
    assert found is not None
    assert [column.kind is not None for column in found.columns] == [
        number % 2 == 0 for number in range(change.minutes // 30)
    ]


# --- a machine's clock that is changed


@given(st.integers(-3 * DAY, 3 * DAY), st.integers(0, 300))
def test_a_clock_that_is_changed_never_takes_time_away(by: int, more: int) -> None:
    start = around(AUTUMN, DAY)
    now = later(start, by)
    day = whole_day(AUTUMN, "walk").started("walk", start, ids())
    day = day.paused(now)
    assert all(minutes >= 0 for minutes in day.minutes(now).values())
    assert balance(day, now).planned_minutes == max(0, by)
    asks = [question.kind for question in waiting_in(day, later(now, more)) if "changed" in question.text]
    assert asks == (["clock"] if by < 0 else [])
    assert len(day.spans) == (by != 0)
