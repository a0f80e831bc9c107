"""How often a task falls due, said in words: ``workday``, ``tue-sat``, ``last friday``.

A cadence is a kind of recurrence, perhaps kept to a season of the year and to the days on the roster. A new
kind is one more value, its reading and one more case in `_falls`, `_kind_text`, `_kind_words` and
`at_most_weekly`; the type checker names the cases that are missing.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple, assert_never

from lswtui.domain.errors import BadInput

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = tuple(day[:3] for day in _DAYS)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_NTH_WORD = {nth: word for word, nth in _NTH.items()}


class Daily(NamedTuple):
    """Each date, working day or not."""

    word: Literal["daily"] = "daily"


class Workday(NamedTuple):
    """Each date with working hours on its board."""

    word: Literal["workday"] = "workday"


class Weekdays(NamedTuple):
    """Some days of the week, Monday 0."""

    days: frozenset[int]


class NthWeekday(NamedTuple):
    """The first to fifth of a weekday in each month, or with -1 the last."""

    nth: int
    weekday: int


class QuarterWeekday(NamedTuple):
    """The nth weekday of the first, second or third month of each quarter."""

    month: int
    nth: int
    weekday: int


Kind = Daily | Workday | Weekdays | NthWeekday | QuarterWeekday


class Season(NamedTuple):
    """A part of each year, from one (month, day) to another and with both; it may wrap over the new year."""

    start: tuple[int, int]
    end: tuple[int, int]

    def has(self, on: date) -> bool:
        """Whether the date lies in the season."""
        day = (on.month, on.day)
        if self.start <= self.end:
            return self.start <= day <= self.end
        return day >= self.start or day <= self.end


class Cadence(NamedTuple):
    """How often something falls due."""

    kind: Kind
    season: Season | None = None
    on_roster: bool = False


def due(cadence: Cadence, on: date, *, workday: bool, rostered: bool) -> bool:
    """Whether it falls due on a date: WORKDAY if that has working hours, ROSTERED if it is a day on duty."""
    if cadence.on_roster and not rostered:
        return False
    if cadence.season and not cadence.season.has(on):
        return False
    return _falls(cadence.kind, on, workday=workday)


def _falls(kind: Kind, on: date, *, workday: bool) -> bool:
    match kind:
        case Daily():
            return True
        case Workday():
            return workday
        case Weekdays(days):
            return on.weekday() in days
        case NthWeekday(nth, weekday):
            return on.weekday() == weekday and _is_nth(nth, on)
        case QuarterWeekday(month, nth, weekday):
            return (on.month - 1) % 3 + 1 == month and on.weekday() == weekday and _is_nth(nth, on)
        case _:
            assert_never(kind)


def _is_nth(nth: int, on: date) -> bool:
    if nth == -1:
        return (on + timedelta(days=7)).month != on.month
    return (on.day - 1) // 7 + 1 == nth


def at_most_weekly(cadence: Cadence) -> bool:
    """Whether it falls due once a week or more rarely, so that an open card is kept and not expired."""
    match cadence.kind:
        case Daily() | Workday():
            return False
        case Weekdays(days):
            return len(days) <= 1
        case NthWeekday() | QuarterWeekday():
            return True
        case _:
            assert_never(cadence.kind)


# Reading

_SEASON = re.compile(r" between (\S+) and (\S+)")
_ROSTER = re.compile(r" on roster(?!\S)")
_NTH_DAY = re.compile(r"(\w+) (\w+)")
_QUARTER_DAY = re.compile(r"quarter ?: ?month ([123]) (\w+) (\w+)")

_UNDERSTOOD = (
    "daily, workday, mon,wed,fri, tue-sat, first monday, last friday, quarter: month 2 third thursday,"
    " each also with 'between 04-01 and 10-31' and 'on roster'"
)
_WORDS = ("daily", "workday", *_SHORT, *_DAYS, *_NTH, "quarter", "month", "between", "and", "on", "roster")
_MEANT = {
    "weekday": "workday",
    "weekdays": "workday",
    "workdays": "workday",
    "everyday": "daily",
    "weekends": "sat,sun",
}


def parse_cadence(text: str) -> Cadence:
    """Read a recurrence said in words; raises `BadInput` naming what was meant or what is understood."""
    said = " ".join(text.lower().split())
    if (cadence := _read(said)) is not None:
        return cadence
    meant = re.sub(r"[a-z]+", lambda word: _nearest(word[0]), said)
    if _read(meant) is not None:
        raise BadInput(f"{text!r} is no recurrence; did you mean {meant!r}?")
    raise BadInput(f"{text!r} is no recurrence; understood are {_UNDERSTOOD}")


def _read(said: str) -> Cadence | None:
    rest, rostered = _ROSTER.subn("", said, count=1)
    season = None
    if found := _SEASON.search(rest):
        start, end = _month_day(found[1]), _month_day(found[2])
        if start is None or end is None:
            return None
        season = Season(start, end)
        rest = rest[: found.start()] + rest[found.end() :]
    kind = _read_kind(rest)
    return None if kind is None else Cadence(kind, season, bool(rostered))


def _read_kind(said: str) -> Kind | None:
    if said == "daily":
        return Daily()
    if said == "workday":
        return Workday()
    if found := _QUARTER_DAY.fullmatch(said):
        nth, weekday = _NTH.get(found[2]), _weekday(found[3])
        return None if nth is None or weekday is None else QuarterWeekday(int(found[1]), nth, weekday)
    if found := _NTH_DAY.fullmatch(said):
        nth, weekday = _NTH.get(found[1]), _weekday(found[2])
        return None if nth is None or weekday is None else NthWeekday(nth, weekday)
    days = _read_weekdays(said)
    return None if days is None else Weekdays(days)


def weekdays(text: str) -> frozenset[int]:
    """Days of the week, Monday 0, from ``"mon-wed,fri"``; raises `BadInput` for anything else."""
    days = _read_weekdays(text.lower())
    if days is None:
        raise BadInput(f"{text!r} names no days of the week; write them as mon-fri or tue,thu")
    return days


def _read_weekdays(said: str) -> frozenset[int] | None:
    days: set[int] = set()
    for part in said.split(","):
        first, dash, last = part.partition("-")
        start = _weekday(first.strip())
        end = _weekday(last.strip()) if dash else start
        if start is None or end is None:
            return None
        days.update((start + step) % 7 for step in range((end - start) % 7 + 1))
    return frozenset(days)


def _weekday(word: str) -> int | None:
    if word in _SHORT:
        return _SHORT.index(word)
    return _DAYS.index(word) if word in _DAYS else None


def _month_day(text: str) -> tuple[int, int] | None:
    if not re.fullmatch(r"[0-9]{2}-[0-9]{2}", text):
        return None
    month, day = int(text[:2]), int(text[3:])
    try:
        date(2024, month, day)  # a leap year, which has every day of the year
    except ValueError:
        return None
    return month, day


def _nearest(word: str) -> str:
    if word in _MEANT:
        return _MEANT[word]
    import difflib  # noqa: PLC0415 - only a word that is not understood needs it

    near = difflib.get_close_matches(word, _WORDS, n=1, cutoff=0.7)
    return near[0] if near else word


# Saying it back


def cadence_text(cadence: Cadence) -> str:
    """Say a cadence in the words that `parse_cadence` reads, always the same for the same cadence."""
    text = _kind_text(cadence.kind)
    if cadence.season:
        (month, day), (last_month, last_day) = cadence.season
        text += f" between {month:02}-{day:02} and {last_month:02}-{last_day:02}"
    return f"{text} on roster" if cadence.on_roster else text


def _kind_text(kind: Kind) -> str:
    match kind:
        case Daily() | Workday():
            return kind.word
        case Weekdays(days):
            return weekdays_text(days)
        case NthWeekday(nth, weekday):
            return f"{_NTH_WORD[nth]} {_DAYS[weekday]}"
        case QuarterWeekday(month, nth, weekday):
            return f"quarter: month {month} {_NTH_WORD[nth]} {_DAYS[weekday]}"
        case _:
            assert_never(kind)


def weekdays_text(days: frozenset[int]) -> str:
    """Days of the week as ``"mon-wed,fri"``."""
    return ",".join(
        f"{_SHORT[run[0]]}-{_SHORT[run[-1]]}" if len(run) > 2 else ",".join(_SHORT[day] for day in run)
        for run in _runs(days)
    )


def _runs(days: frozenset[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def cadence_words(cadence: Cadence) -> str:
    """Say a cadence as people do: ``"the last Friday of the month"``."""
    words = _kind_words(cadence.kind)
    if cadence.season:
        (month, day), (last_month, last_day) = cadence.season
        words += f", from {day} {_MONTHS[month - 1]} to {last_day} {_MONTHS[last_month - 1]}"
    return f"{words}, when on the roster" if cadence.on_roster else words


def _kind_words(kind: Kind) -> str:
    match kind:
        case Daily():
            return "every day"
        case Workday():
            return "every workday"
        case Weekdays(days):
            return _weekdays_words(days)
        case NthWeekday(nth, weekday):
            return f"the {_NTH_WORD[nth]} {_DAYS[weekday].capitalize()} of the month"
        case QuarterWeekday(month, nth, weekday):
            which = ("first", "second", "third")[month - 1]
            return f"the {_NTH_WORD[nth]} {_DAYS[weekday].capitalize()} of each quarter's {which} month"
        case _:
            assert_never(kind)


def _weekdays_words(days: frozenset[int]) -> str:
    if len(days) == 7:
        return "every day"
    said: list[str] = []
    for run in _runs(days):
        names = [_DAYS[day].capitalize() for day in run]
        said += [f"{names[0]} to {names[-1]}"] if len(run) > 2 else [f"{name}s" for name in names]
    *most, last = said
    return f"{', '.join(most)} and {last}" if most else last
