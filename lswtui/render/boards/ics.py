"""A board as a calendar of RFC 5545, in the times that the clocks of its leader's zone show."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.boards.board import no_holiday
from lswtui.domain.boards.card_dates import next_dates_of, stands_on
from lswtui.domain.boards.rounds import with_round_times
from lswtui.domain.boards.standard import in_shift
from lswtui.domain.cadence.due_dates import next_dates
from lswtui.domain.cadence.formatter import cadence_text
from lswtui.domain.cadence.model import (
    COUNTED_FROM,
    Cadence,
    Daily,
    EveryDays,
    EveryMonths,
    EveryWeeks,
    Kind,
    MonthDate,
    MonthDay,
    NthWeekday,
    NthWorkday,
    PeriodDate,
    Weekdays,
    Workday,
    Yearly,
)
from lswtui.domain.cadence.rrule import WEEKDAY_CODES, Rule
from lswtui.domain.text import harmless
from lswtui.domain.times import DAY
from lswtui.domain.vocabulary import Moves
from lswtui.render.boards.ics_zone import is_utc, zone_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import tzinfo

    from lswtui.domain.boards.board import Board, Task

OCTETS_OF_A_LINE = 75
YEAR = 365


class IcsZone(NamedTuple):
    """Where a board's times are shown."""

    zone: tzinfo
    name: str = "Local"
    """By which calendar programs know it, as Europe/Berlin."""


class IcsCalendar(NamedTuple):
    """A board as a calendar."""

    text: str
    """Its lines end with CR LF, as the standard asks."""
    left_out: tuple[str, ...]
    """Titles of the tasks that have no date, and so no place in a calendar."""


class _Times(NamedTuple):
    """How times are written."""

    zone: IcsZone
    utc: bool


class _Series(NamedTuple):
    """Events of one task at one time of day."""

    uid: str
    on: date
    """The first date."""
    clock: int | None
    """Minutes after midnight of that date; None for an event of the whole day."""
    rule: str = ""
    """An RRULE; empty for a single event."""
    but_for: tuple[date, ...] = ()
    """Dates that the rule names and on which there is none, as far as they are known: public holidays."""


def board_ics(board: Board, first: date, last: date | None, made_at: datetime, zone: IcsZone) -> IcsCalendar:
    """The tasks of a board from FIRST on, each as one repeating event where a rule of the standard says its dates.

    Others have an event on each of their dates, through LAST or else for a year; with LAST nothing repeats after it.
    Times are those of ZONE, whatever its clocks do later. Events have the same ids each time a board is exported.
    """
    begins = datetime(first.year, first.month, first.day, tzinfo=zone.zone)
    times = _Times(zone, utc=is_utc(zone.zone, begins))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//lswtui//board//EN", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{_escaped(board.title)}")
    if not times.utc:
        lines += (f"X-WR-TIMEZONE:{zone.name}", *zone_lines(zone.name, zone.zone, begins))
    if board.shifts is not None and not board.shifts.weeks:
        board, _ = in_shift(board, first, ())
    left_out: list[str] = []
    for task in board.tasks:
        series = list(_series(board, task, first, last, times))
        if not series:
            left_out.append(task.title)
        lines += (line for each in series for line in _event(task, each, made_at, times))
    lines.append("END:VCALENDAR")
    return IcsCalendar("".join(f"{part}\r\n" for line in lines for part in _folded(line)), tuple(left_out))


def _series(board: Board, task: Task, first: date, last: date | None, times: _Times) -> Iterator[_Series]:
    dates = tuple(_dates(board, task, first, last))
    if not dates:
        return
    if board.shifts is not None and board.shifts.weeks:
        yield from _in_turn(board, task, dates)
        return
    begins = dates[0]
    ends = min(filter(None, (last, _last(board, task.every, first))), default=None)
    for round_, clock in enumerate(_clocks(board, task.id, begins), 1):
        uid = _uid(board, task, round_)
        later = (clock or 0) // DAY
        rule = _rule(board, task.every, later) if task.moves is Moves.STAY else None
        if rule is None:
            yield from (_single(uid, on, clock) for on in dates)
            continue
        rule = _ended(rule, ends, later, times if clock is not None else None)
        free = tuple(on + timedelta(days=later) for on in _holidays(board, task.every, dates))
        yield _single(uid, begins, clock)._replace(uid=uid, rule=rule, but_for=free)


def _in_turn(board: Board, task: Task, dates: Iterable[date]) -> Iterator[_Series]:
    """The events of a leader whose shifts change with the weeks: each at the time that its week's shift has."""
    for on in dates:
        moved, _ = in_shift(board, on, ())
        for round_, clock in enumerate(_clocks(moved, task.id, on), 1):
            yield _single(_uid(board, task, round_), on, clock)


def _clocks(board: Board, task_id: str, on: date) -> tuple[int | None, ...]:
    """The times of a task on a date; one that is no time where it has none."""
    task = board.task(task_id)
    return (with_round_times(task, board.windows(on)).at if task else ()) or (None,)


def _single(uid: str, on: date, clock: int | None) -> _Series:
    later, minute = divmod(clock or 0, DAY)
    return _Series(f"{on:%Y%m%d}.{uid}", on + timedelta(days=later), None if clock is None else minute)


def _uid(board: Board, task: Task, round_: int) -> str:
    return f"{task.id}.{round_}.{board.id}@lswtui"


def _dates(board: Board, task: Task, first: date, last: date | None) -> Iterator[date]:
    """The dates that a task stands on, the first of them however far away where nothing ends it."""
    begins = next_dates_of(board, task, first, 1)
    if not begins or (last is not None and begins[0] > last):
        return
    ends = last or max(begins[0], first + timedelta(days=YEAR))
    for ahead in range((ends - begins[0]).days + 1):
        on = begins[0] + timedelta(days=ahead)
        if stands_on(board, task, on):
            yield on


def _last(board: Board, every: Cadence, first: date) -> date | None:
    """The date after which a rule falls no more; None where it has no end."""
    if not isinstance(every.kind, Rule) or every.kind.times is None:
        return every.kind.until if isinstance(every.kind, Rule) else None
    return next_dates(every, first, every.kind.times, works=board.works, rostered=board.rostered)[-1]


def _holidays(board: Board, every: Cadence, dates: tuple[date, ...]) -> list[date]:
    """The holidays from the first to the last of the DATES on which there would be work otherwise."""
    if board.holiday_on is no_holiday or not isinstance(every.kind, Workday):
        return []
    days = (dates[0] + timedelta(days=ahead) for ahead in range((dates[-1] - dates[0]).days))
    return [on for on in days if board.hours.get(on.weekday()) and board.holiday_on(on)]


def _rule(board: Board, every: Cadence, later: int) -> str | None:
    """The RRULE for a cadence whose events fall so many days LATER; None where none says the same dates."""
    if every.season is not None or (every.on_roster and board.roster):
        return None
    if later and not isinstance(every.kind, Daily | Workday | Weekdays | EveryDays):
        return None
    if board.holiday_on is not no_holiday and _counts_workdays(every.kind):
        return None
    works = frozenset(day for day, windows in board.hours.items() if windows)
    match every.kind:
        case Daily():
            return "FREQ=DAILY"
        case EveryDays(step):
            return f"FREQ=DAILY;INTERVAL={step}"
        case Workday():
            return f"FREQ=WEEKLY;BYDAY={_codes(works, later)}"
        case Weekdays(days):
            return f"FREQ=WEEKLY;BYDAY={_codes(days, later)}"
        case EveryWeeks(step, days):
            return f"FREQ=WEEKLY;INTERVAL={step};BYDAY={_codes(days)};WKST=MO"
        case _:
            return _rule_by_month(every.kind, works, every.start or COUNTED_FROM)


def _rule_by_month(kind: Kind, works: frozenset[int], start: date) -> str | None:
    match kind:
        case MonthDay() | NthWorkday() | NthWeekday():
            return f"FREQ=MONTHLY;{_month_part(kind, works)}"
        case PeriodDate(months, month, there):
            named = ",".join(str(at) for at in range(month, 13, months))
            return f"FREQ=MONTHLY;BYMONTH={named};{_month_part(there, works)}"
        case EveryMonths(step, there):
            return f"FREQ=MONTHLY;INTERVAL={step};{_month_part(there or MonthDay(start.day), works, shorter=not there)}"
        case Yearly(month, day):
            return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"
        case Rule():
            # Where it ends is said as a date: its times are counted from another one than the first here.
            return cadence_text(Cadence(kind._replace(times=None, until=None))).removeprefix("RRULE:")
        case _:
            return None


def _counts_workdays(kind: Kind) -> bool:
    return isinstance(kind.date if isinstance(kind, PeriodDate | EveryMonths) else kind, NthWorkday)


def _month_part(kind: MonthDate, works: frozenset[int], *, shorter: bool = False) -> str:
    """The part of a rule that names a date of a month; SHORTER: in a month without that day its last one."""
    match kind:
        case MonthDay(day) if shorter and day > 28:
            return f"BYMONTHDAY={','.join(map(str, range(28, day + 1)))};BYSETPOS=-1"
        case MonthDay(day):
            return f"BYMONTHDAY={day}"
        case NthWorkday(nth):
            return f"BYDAY={_codes(works)};BYSETPOS={nth}"
        case NthWeekday(nth, weekday):
            return f"BYDAY={nth}{WEEKDAY_CODES[weekday]}"


def _codes(days: Iterable[int], later: int = 0) -> str:
    return ",".join(WEEKDAY_CODES[day] for day in sorted((day + later) % 7 for day in days))


def _ended(rule: str, last: date | None, later: int, times: _Times | None) -> str:
    """The rule through LAST; the end of one with TIMES is a moment in UTC, as the standard asks."""
    if last is None:
        return rule
    until = last + timedelta(days=later)
    if times is None:
        return f"{rule};UNTIL={until:%Y%m%d}"
    ends = datetime(until.year, until.month, until.day, 23, 59, 59, tzinfo=times.zone.zone)
    return f"{rule};UNTIL={ends.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _event(task: Task, series: _Series, made_at: datetime, times: _Times) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{series.uid}"
    yield f"DTSTAMP:{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART{_start(series, times)}"
    yield "TRANSP:TRANSPARENT" if series.clock is None else f"DURATION:PT{task.minutes}M"
    if series.rule:
        yield f"RRULE:{series.rule}"
    for on in series.but_for:
        yield f"EXDATE{_start(series._replace(on=on), times)}"
    yield f"SUMMARY:{_escaped(task.title)}"
    if description := _description(task):
        yield f"DESCRIPTION:{_escaped(description)}"
    if task.where:
        yield f"LOCATION:{_escaped(task.where)}"
    yield f"CATEGORIES:{_escaped(task.activity)}"
    yield "END:VEVENT"


def _start(series: _Series, times: _Times) -> str:
    """The date, or the date and the time with its zone, as the value of a property."""
    if series.clock is None:
        return f";VALUE=DATE:{series.on:%Y%m%d}"
    hour, minute = divmod(series.clock, 60)
    shown = f"{series.on:%Y%m%d}T{hour:02}{minute:02}00"
    return f":{shown}Z" if times.utc else f";TZID={times.zone.name}:{shown}"


def _description(task: Task) -> str:
    parts = (
        task.detail,
        f"Good looks like: {task.standard}" if task.standard else "",
        f"Why: {task.why}" if task.why else "",
        *(f"- {step}" for step in task.steps),
    )
    return "\n".join(filter(None, parts))


def _escaped(text: str) -> str:
    r"""A text as the standard has it: backslash, semicolon and comma with a backslash, line ends as ``\n``."""
    safe = harmless(text.replace("\r\n", "\n").replace("\t", " "))
    for sign in "\\;,":
        safe = safe.replace(sign, f"\\{sign}")
    return safe.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets, the further ones begun with a blank, no character cut in two."""
    part, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > OCTETS_OF_A_LINE:
            yield part
            part, octets = " ", 1
        part += character
        octets += size
    yield part
