"""Reading a recurrence said in words, ``every 2 weeks on tue from 2026-01-06``, or as an RFC 5545 rule."""

from __future__ import annotations

import re
from datetime import date

from lswtui.domain.cadence.model import (
    AsNeeded,
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
    Season,
    Weekdays,
    Workday,
    Yearly,
)
from lswtui.domain.errors import BadInput
from lswtui.domain.times import iso_date

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT_WEEKDAYS = tuple(day[:3] for day in WEEKDAYS)
NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
PERIODS = {"quarter": 3, "half-year": 6}
MOST_ROUNDS = 24
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_STEPS = {**{word: number for number, word in enumerate(_NUMBERS, 1)}, "other": 2, "second": 2, "2nd": 2}
_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}
_UNITS = {"weekly": "week", "monthly": "month", "yearly": "year"}
_MOST_WORKDAYS = 23
"""In a month of 31 days, five days a week."""

_ROSTER = re.compile(r" on roster(?!\S)")
_SEASON = re.compile(r" between (\S+) and (\S+)")
_START = re.compile(r" from (\S+)")
_RULE_START = re.compile(r"dtstart(?:;[^:\s]*)?:([0-9]{4})([0-9]{2})([0-9]{2})(?:t[0-9]{6}z?)?(?: |$)")
_ROUNDS = re.compile(r"(?:^| )([0-9]{1,3}) ?(?:x|times) a day(?!\S)")
_EVERY = re.compile(r"every (?:(\w+) )?(day|week|month|quarter|year)s?(?: on (.+))?")
_EVERY_OTHER = re.compile(r"every (?:other|second|2nd) (\w+)")
_ADVERB = re.compile(r"(weekly|monthly|yearly)(?: on (.+))?")
_PERIOD = re.compile(r"(quarter|half-year) ?: ?month ([1-6]) (.+)")
_NUMBERED = re.compile(r"(day|workday) ([+-]?[0-9]{1,3})")
_WORDED = re.compile(r"(\w+) (\w+)")
_YEARLY = re.compile(r"yearly on (\S+)")

_UNDERSTOOD = (
    "daily, workday, mon,wed,fri, tue-sat, every 2 weeks on tue from 2026-01-06, every 10 days from 2026-01-06,"
    " every 4 months from 2026-01-15, every other friday, weekly, monthly,"
    " first monday, last friday, day 15, day -1, workday 3, workday -1, quarter: month 2 third thursday,"
    " half-year: month 1 day 15, yearly on 04-01, 3x a day, as needed, RRULE:FREQ=MONTHLY;BYDAY=2TU;"
    " each also with 'from 2026-01-06', 'between 04-01 and 10-31' and 'on roster'"
)
_WORDS = (
    *("daily", "workday", "yearly", "every", "day", "days", "week", "weeks", "month", "times", "needed", "roster"),
    *(
        "months",
        "years",
        "weekly",
        "monthly",
        "other",
        "quarter",
        "half",
        "year",
        "between",
        "and",
        "from",
        "on",
        "as",
        "a",
        "x",
    ),
    *SHORT_WEEKDAYS,
    *WEEKDAYS,
    *NTH,
)
_MEANT = {
    "weekday": "workday",
    "weekdays": "workday",
    "workdays": "workday",
    "everyday": "daily",
    "weekends": "sat,sun",
    "annual": "yearly",
    "annually": "yearly",
    "fortnightly": "every 2 weeks",
    "biweekly": "every 2 weeks",
    "twice": "2x",
    "thrice": "3x",
}


def parse_cadence(text: str) -> Cadence:
    """Read a recurrence; raises `BadInput` naming every problem, and what was meant or what is understood."""
    said = " ".join(text.lower().split())
    problems: list[str] = []
    cadence = _read(said, problems)
    if cadence is not None and not problems:
        return cadence
    if cadence is None:
        shown = repr(text if len(text) <= 80 else f"{text[:79]}…")
        if meant := _meant(said):
            raise BadInput(f"{shown} is no recurrence; did you mean {meant!r}?")
        if not problems:
            problems.append(f"{shown} is no recurrence; understood are {_UNDERSTOOD}")
    raise BadInput("; ".join(problems))


def _meant(said: str) -> str | None:
    """What is understood and lies near to what was said."""
    near = re.sub(r"[a-z]+", lambda word: _nearest(word[0]), said)
    for meant in (near, near.removeprefix("every "), f"RRULE:{said.upper()}"):
        problems: list[str] = []
        if meant != said and _read(meant.lower(), problems) is not None and not problems:
            return meant
    return None


def _read(said: str, problems: list[str]) -> Cadence | None:
    """Read what it says, in small letters with single spaces; None where the kind is not understood."""
    rest, rostered = _ROSTER.subn("", said, count=1)
    rest, season = _read_season(rest, problems)
    rest, start = _read_start(rest, problems)
    rest, rounds = _read_rounds(rest, problems)
    kind = _read_kind(rest, start, problems)
    if kind is None:
        return None
    if isinstance(kind, AsNeeded) and rounds > 1:
        problems.append("what is done as needed has no number of times a day; leave that out")
    return Cadence(kind, season, bool(rostered), start, rounds)


def _read_season(said: str, problems: list[str]) -> tuple[str, Season | None]:
    found = _SEASON.search(said)
    if found is None:
        return said, None
    start, end = _month_day(found[1], problems), _month_day(found[2], problems)
    rest = said[: found.start()] + said[found.end() :]
    return rest, None if start is None or end is None else Season(start, end)


def _read_start(said: str, problems: list[str]) -> tuple[str, date | None]:
    rule = _RULE_START.search(said)
    found = _START.search(said)
    if rule and found:
        problems.append("DTSTART and 'from' both say its first date; keep one")
    if rule:
        return (said[: rule.start()] + said[rule.end() :]).strip(), _date("-".join(rule.groups()), problems)
    if found:
        return said[: found.start()] + said[found.end() :], _date(found[1], problems)
    return said, None


def _date(text: str, problems: list[str]) -> date | None:
    try:
        return iso_date(text)
    except BadInput as error:
        problems.append(str(error))
        return None


def _read_rounds(said: str, problems: list[str]) -> tuple[str, int]:
    found = _ROUNDS.search(said)
    if found is None:
        return said, 1
    if not 1 <= (rounds := int(found[1])) <= MOST_ROUNDS:
        problems.append(f"{found[1]}x a day should be from 1x to {MOST_ROUNDS}x")
    rest = said[: found.start()] + said[found.end() :]
    return rest or "workday", rounds


def _read_kind(said: str, start: date | None, problems: list[str]) -> Kind | None:
    match said:
        case "daily":
            return Daily()
        case "workday":
            return Workday()
        case "as needed":
            return AsNeeded()
    if said.startswith("rrule:"):
        from lswtui.domain.cadence.rrule_parser import read_rule  # few boards have such a rule

        return read_rule(said.removeprefix("rrule:").replace(" ", "").upper(), start, problems)
    if (kind := _read_counted(said, start, problems)) is not None:
        return kind
    if found := _PERIOD.fullmatch(said):
        months, month, there = PERIODS[found[1]], int(found[2]), _read_month_date(found[3], problems)
        return None if there is None or month > months else PeriodDate(months, month, there)
    if found := _YEARLY.fullmatch(said):
        day = _month_day(found[1], problems)
        return None if day is None else Yearly(*day)
    if (there := _read_month_date(said, problems)) is not None:
        return there
    days = _read_weekdays(said)
    return None if days is None else Weekdays(days)


def _read_counted(said: str, start: date | None, problems: list[str]) -> Kind | None:
    """Every so many days, weeks, months or years, as ``every other friday``, ``weekly`` or ``every 4 months``."""
    if (found := _EVERY_OTHER.fullmatch(said)) and (weekday := _weekday(found[1])) is not None:
        return EveryWeeks(2, frozenset({weekday}))
    if found := _EVERY.fullmatch(said):
        number = found[1] or "1"
        step = int(number) if re.fullmatch("[0-9]{1,4}", number) else _STEPS.get(number)
        if step == 0:
            problems.append(f"every 0 {found[2]}s is never; count from 1")
        return _every(step, found[2], found[3], start, problems) if step else None
    if (found := _ADVERB.fullmatch(said)) and not _YEARLY.fullmatch(said):
        return _every(1, _UNITS[found[1]], found[2], start, problems)
    return None


def _every(step: int, unit: str, on: str | None, start: date | None, problems: list[str]) -> Kind | None:
    if unit == "day":
        return None if on is not None else Daily() if step == 1 else EveryDays(step)
    if unit == "week":
        days = _read_weekdays(on) if on is not None else frozenset({start.weekday() if start else 0})
        return None if days is None else Weekdays(days) if step == 1 else EveryWeeks(step, days)
    step *= _MONTHS_OF[unit]
    if on is None:
        return EveryMonths(step) if start else _in_months(step, NthWorkday(1))
    there = _read_month_date(on, problems)
    return None if there is None else _in_months(step, there)


def _in_months(step: int, there: MonthDate) -> Kind:
    return there if step == 1 else EveryMonths(step, there)


def _read_month_date(said: str, problems: list[str]) -> MonthDate | None:
    if found := _NUMBERED.fullmatch(said):
        what, number = found[1], int(found[2])
        most = 31 if what == "day" else _MOST_WORKDAYS
        if not 1 <= abs(number) <= most:
            problems.append(f"{said} should be from {what} 1 to {what} {most}, or {what} -1 for the last and so on")
            return None
        return MonthDay(number) if what == "day" else NthWorkday(number)
    found = _WORDED.fullmatch(said)
    if found is None or (nth := NTH.get(found[1])) is None:
        return None
    if found[2] == "day":
        return MonthDay(nth)
    if found[2] == "workday":
        return NthWorkday(nth)
    weekday = _weekday(found[2])
    return None if weekday is None else NthWeekday(nth, weekday)


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
    if word in SHORT_WEEKDAYS:
        return SHORT_WEEKDAYS.index(word)
    return WEEKDAYS.index(word) if word in WEEKDAYS else None


def _month_day(text: str, problems: list[str]) -> tuple[int, int] | None:
    try:
        if re.fullmatch(r"[0-9]{2}-[0-9]{2}", text):
            there = date.fromisoformat(f"2024-{text}")  # a leap year, which has every day of the year
            return there.month, there.day
    except ValueError:
        pass
    problems.append(f"{text!r} is no day of the year; write month and day, as in 04-01")
    return None


def _nearest(word: str) -> str:
    if word in _MEANT:
        return _MEANT[word]
    import difflib  # only a word that is not understood needs it

    near = difflib.get_close_matches(word, _WORDS, n=1, cutoff=0.7)
    return near[0] if near else word
