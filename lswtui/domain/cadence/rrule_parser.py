"""Reading an RFC 5545 recurrence rule: every problem noted, and the hand-written kind that it equals."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, get_args

from lswtui.domain.cadence.model import (
    Daily,
    EveryDays,
    EveryMonths,
    EveryWeeks,
    MonthDay,
    NthWeekday,
    PeriodDate,
    Weekdays,
    Yearly,
)
from lswtui.domain.cadence.rrule import WEEKDAY_CODES, Freq, Rule
from lswtui.domain.toml_reader import did_you_mean

if TYPE_CHECKING:
    from lswtui.domain.cadence.model import Kind, MonthDate

_FREQS: dict[str, Freq] = {freq: freq for freq in get_args(Freq)}
_TOO_OFTEN = ("HOURLY", "MINUTELY", "SECONDLY")
_OF_CLOCK = ("BYHOUR", "BYMINUTE", "BYSECOND")
_PARTS = (
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "BYMONTH",
    "BYMONTHDAY",
    "BYYEARDAY",
    "BYWEEKNO",
    "BYDAY",
    "BYSETPOS",
    "WKST",
)
_BYDAY = re.compile(r"([+-]?[0-9]{1,2})?([A-Z]{2})")
_UNTIL = re.compile(r"([0-9]{8})(T[0-9]{6}Z?)?")
_ANY_NTH = (1, 2, 3, 4, 5, -1)
_YEARS_TRIED = 40


class _Parts:
    """The parts of a rule, each read with its problems noted."""

    def __init__(self, text: str, problems: list[str]) -> None:
        self._problems = problems
        self._values: dict[str, str] = {}
        for part in filter(None, text.split(";")):
            name, _, value = part.partition("=")
            if not value:
                self.note(f"{part!r} is no part of a rule; write it as BYDAY=MO")
            elif name in _OF_CLOCK:
                self.note(f"{name} says a time of day; a recurrence says the days, its times stand in `at`")
            elif name not in _PARTS:
                near = did_you_mean(name, _PARTS) or f"known are {', '.join(_PARTS)}"
                self.note(f"{name} is no part of a rule; {near}")
            elif name in self._values:
                self.note(f"{name} stands in the rule twice; keep one")
            else:
                self._values[name] = value

    def note(self, problem: str) -> None:
        """Note a problem of the rule."""
        self._problems.append(problem)

    def freq(self) -> Freq | None:
        """Return how long its period is."""
        said = self._values.get("FREQ")
        if said is None:
            self.note("the rule has no FREQ; begin it with FREQ=WEEKLY, or DAILY, MONTHLY, YEARLY")
            return None
        if said in _TOO_OFTEN:
            self.note(f"FREQ={said} falls many times a day; a recurrence says the days, its times stand in `at`")
        elif said not in _FREQS:
            near = did_you_mean(said, _FREQS) or f"it is one of {', '.join(_FREQS)}"
            self.note(f"FREQ={said} is not known; {near}")
        return _FREQS.get(said)

    def number(self, name: str, high: int) -> int | None:
        """Return a whole number from 1 to HIGH."""
        said = self._values.get(name)
        if said is None:
            return None
        if re.fullmatch("[0-9]{1,6}", said) and 1 <= int(said) <= high:
            return int(said)
        self.note(f"{name}={said} should be a whole number from 1 to {high}")
        return None

    def numbers(self, name: str, high: int, *, from_end: bool = True) -> tuple[int, ...]:
        """Return numbers from 1 to HIGH, below zero where they may count FROM_END, each once and in order."""
        found: set[int] = set()
        for said in filter(None, self._values.get(name, "").split(",")):
            number = int(said) if re.fullmatch("[+-]?[0-9]{1,3}", said) else 0
            if 1 <= (abs(number) if from_end else number) <= high:
                found.add(number)
            else:
                ends = f" or from -{high} to -1" if from_end else ""
                self.note(f"{said} in {name} should be from 1 to {high}{ends}")
        return tuple(sorted(found))

    def until(self) -> date | None:
        """Return the last date; a time of day in it is left out."""
        said = self._values.get("UNTIL")
        if said is None:
            return None
        if found := _UNTIL.fullmatch(said):
            try:
                return date.fromisoformat(found[1])
            except ValueError:
                pass
        self.note(f"UNTIL={said} is no date; write it as 20261231")
        return None

    def days(self) -> tuple[tuple[int, int], ...]:
        """Return the weekdays, each with its number in the period, 0 for all of them."""
        found: set[tuple[int, int]] = set()
        for said in filter(None, self._values.get("BYDAY", "").split(",")):
            day = _BYDAY.fullmatch(said)
            if day is None or day[2] not in WEEKDAY_CODES or not (day[1] is None or 1 <= abs(int(day[1])) <= 53):
                self.note(f"{said} in BYDAY is no weekday; write it as MO, 1MO for the first or -1FR for the last")
            else:
                found.add((int(day[1] or 0), WEEKDAY_CODES.index(day[2])))
        if len({nth == 0 for nth, _ in found}) > 1:
            self.note("BYDAY names weekdays with and without a number; write two tasks instead")
        return tuple(sorted(found))

    def week_starts(self) -> int:
        """Return the weekday that weeks begin on."""
        said = self._values.get("WKST", "MO")
        if said in WEEKDAY_CODES:
            return WEEKDAY_CODES.index(said)
        self.note(f"WKST={said} is no weekday; it is one of {', '.join(WEEKDAY_CODES)}")
        return 0


def read_rule(text: str, start: date | None, problems: list[str]) -> Kind | None:
    """Read a rule that counts from START, in capitals and without ``RRULE:``; None where there are problems."""
    before = len(problems)
    parts = _Parts(text, problems)
    freq = parts.freq()
    rule = Rule(
        freq or "DAILY",
        interval=parts.number("INTERVAL", 1000) or 1,
        times=parts.number("COUNT", 10_000),
        until=parts.until(),
        months=parts.numbers("BYMONTH", 12, from_end=False),
        month_days=parts.numbers("BYMONTHDAY", 31),
        year_days=parts.numbers("BYYEARDAY", 366),
        weeks=parts.numbers("BYWEEKNO", 53),
        days=parts.days(),
        positions=parts.numbers("BYSETPOS", 366),
        week_starts=parts.week_starts(),
    )
    if freq is not None and len(problems) == before:
        problems += _contradictions(rule, start)
    if len(problems) > before:
        return None
    rule = _whole(rule, start)
    if not _ever_falls(rule, start):
        problems.append("the rule falls on no date in forty years")
        return None
    return _by_hand(rule, start) or rule


def _contradictions(rule: Rule, start: date | None) -> list[str]:
    numbered = any(nth for nth, _ in rule.days)
    named = rule.month_days or rule.year_days or rule.weeks or rule.days
    begins = "say its first date as well, as in: from 2026-01-06"
    found = [
        (rule.times and rule.until, "COUNT and UNTIL both end the rule; keep one"),
        (
            numbered and rule.freq in ("DAILY", "WEEKLY"),
            f"BYDAY with a number needs FREQ=MONTHLY or YEARLY, not {rule.freq}",
        ),
        (
            (rule.freq == "MONTHLY" or rule.months) and any(abs(nth) > 5 for nth, _ in rule.days),
            "BYDAY counts to 5 within a month",
        ),
        (numbered and rule.weeks, "BYDAY with a number does not go with BYWEEKNO"),
        (rule.month_days and rule.freq == "WEEKLY", "BYMONTHDAY does not go with FREQ=WEEKLY; take MONTHLY"),
        (rule.year_days and rule.freq != "YEARLY", f"BYYEARDAY needs FREQ=YEARLY, not {rule.freq}"),
        (rule.weeks and rule.freq != "YEARLY", f"BYWEEKNO needs FREQ=YEARLY, not {rule.freq}"),
        (rule.positions and not (named or rule.months), "BYSETPOS picks among days that another part names; add BYDAY"),
        (start is None and rule.interval > 1, f"INTERVAL={rule.interval} counts from a date; {begins}"),
        (start is None and rule.times, f"COUNT={rule.times} counts from a date; {begins}"),
        (start is None and not named and rule.freq != "DAILY", f"the rule names no day; add BYDAY, or {begins}"),
    ]
    return [problem for wrong, problem in found if wrong]


def _whole(rule: Rule, start: date | None) -> Rule:
    """The rule with the days that it takes from its start, and without a week's start that changes nothing."""
    matters = rule.weeks or (rule.freq == "WEEKLY" and (rule.interval > 1 or rule.positions))
    if not matters:
        rule = rule._replace(week_starts=0)
    if start is None or rule.month_days or rule.year_days or rule.weeks or rule.days:
        return rule
    match rule.freq:
        case "YEARLY":
            return rule._replace(months=rule.months or (start.month,), month_days=(start.day,))
        case "MONTHLY":
            return rule._replace(month_days=(start.day,))
        case "WEEKLY":
            return rule._replace(days=((0, start.weekday()),))
        case "DAILY":
            return rule


def _ever_falls(rule: Rule, start: date | None) -> bool:
    first = start or date(2000, 1, 1)
    return any(rule.falls(first + timedelta(days=day), start) for day in range(_YEARS_TRIED * 366))


def _by_hand(rule: Rule, start: date | None) -> Kind | None:
    """The hand-written kind that falls on the same dates from the start on, or None."""
    if rule.times or rule.until or rule.year_days or rule.weeks:
        return None
    match rule.freq:
        case "DAILY" | "WEEKLY":
            return _by_days(rule)
        case "MONTHLY":
            return _by_months(rule, start)
        case "YEARLY" if rule.interval == 1 and len(rule.months) == 1:
            plain = len(rule.month_days) == 1 and rule.month_days[0] > 0 and not (rule.days or rule.positions)
            return Yearly(rule.months[0], rule.month_days[0]) if plain else None
        case "YEARLY" if rule.interval == 1 and not rule.positions:
            return _by_months(rule, start) if rule.months else None
        case _:
            return None


def _by_days(rule: Rule) -> Kind | None:
    if rule.months or rule.month_days or rule.positions:
        return None
    days = frozenset(day for _, day in rule.days)
    if rule.interval == 1:
        return Weekdays(days) if days else Daily()
    if rule.freq == "DAILY":
        return None if days else EveryDays(rule.interval)
    return EveryWeeks(rule.interval, days) if rule.week_starts == 0 else None


def _by_months(rule: Rule, start: date | None) -> Kind | None:
    there = _month_date(rule)
    if there is None:
        return None
    if not rule.months:
        if rule.interval == 1:
            return there
        if rule.interval in (3, 6) and start is not None:
            return PeriodDate(rule.interval, (start.month - 1) % rule.interval + 1, there)
        return None if start is None else EveryMonths(rule.interval, there)
    for months in (3, 6):
        first = rule.months[0]
        if rule.interval == 1 and rule.months == tuple(range(first, 13, months)) and first <= months:
            return PeriodDate(months, first, there)
    return None


def _month_date(rule: Rule) -> MonthDate | None:
    """The one date of a month that the rule names, or None."""
    match rule.days, rule.month_days, rule.positions:
        case (), (day,), ():
            return MonthDay(day)
        case ((nth, weekday),), (), () if nth in _ANY_NTH:
            return NthWeekday(nth, weekday)
        case ((0, weekday),), (), (nth,) if nth in _ANY_NTH:
            return NthWeekday(nth, weekday)
        case _:
            return None
