"""Saying a recurrence back: in the words that are read, always the same, and in people's."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from lswtui.domain.cadence.due_dates import next_dates
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
    Weekdays,
    Workday,
    Yearly,
)
from lswtui.domain.cadence.parser import NTH, PERIODS, SHORT_WEEKDAYS, WEEKDAYS
from lswtui.domain.cadence.rrule import WEEKDAY_CODES, Rule

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
_NTH_WORD = {nth: word for word, nth in NTH.items()}
_PERIOD_WORD = {months: word for word, months in PERIODS.items()}


def cadence_text(cadence: Cadence) -> str:
    """Say a cadence in the words that `parse_cadence` reads, always the same for the same cadence."""
    text = _kind_text(cadence.kind)
    if cadence.rounds > 1:
        rounds = f"{cadence.rounds}x a day"
        text = rounds if isinstance(cadence.kind, Workday) else f"{text} {rounds}"
    if cadence.start is not None:
        text += f" from {cadence.start.isoformat()}"
    if cadence.season is not None:
        text += f" between {_day_text(cadence.season.start)} and {_day_text(cadence.season.end)}"
    return f"{text} on roster" if cadence.on_roster else text


def _kind_text(kind: Kind) -> str:
    match kind:
        case Daily() | Workday() | AsNeeded():
            return kind.word
        case Weekdays(days):
            return weekdays_text(days)
        case EveryDays(step):
            return f"every {step} days"
        case EveryWeeks(step, days):
            return f"every {step} weeks on {weekdays_text(days)}"
        case MonthDay() | NthWorkday() | NthWeekday():
            return _month_date_text(kind)
        case PeriodDate(months, month, there):
            return f"{_PERIOD_WORD[months]}: month {month} {_month_date_text(there)}"
        case EveryMonths(step, there):
            return f"every {_months(step)}" + ("" if there is None else f" on {_month_date_text(there)}")
        case Yearly(month, day):
            return f"yearly on {_day_text((month, day))}"
        case Rule():
            return f"RRULE:{_rule_text(kind)}"
        case _:
            assert_never(kind)


def _months(step: int) -> str:
    """So many months, in years where they are two or more."""
    if step == 1:
        return "month"
    return f"{step // 12} years" if step > 12 and step % 12 == 0 else f"{step} months"


def _month_date_text(kind: MonthDate) -> str:
    match kind:
        case MonthDay(number) | NthWorkday(number):
            return f"{kind.word} {number}"
        case NthWeekday(nth, weekday):
            return f"{_NTH_WORD[nth]} {WEEKDAYS[weekday]}"
        case _:
            assert_never(kind)


def _day_text(day: tuple[int, int]) -> str:
    return f"{day[0]:02}-{day[1]:02}"


def _rule_text(rule: Rule) -> str:
    parts = (
        ("FREQ", rule.freq),
        ("INTERVAL", str(rule.interval) if rule.interval > 1 else ""),
        ("COUNT", str(rule.times or "")),
        ("UNTIL", f"{rule.until:%Y%m%d}" if rule.until else ""),
        ("BYMONTH", ",".join(map(str, rule.months))),
        ("BYMONTHDAY", ",".join(map(str, rule.month_days))),
        ("BYYEARDAY", ",".join(map(str, rule.year_days))),
        ("BYWEEKNO", ",".join(map(str, rule.weeks))),
        ("BYDAY", ",".join(f"{nth or ''}{WEEKDAY_CODES[day]}" for nth, day in rule.days)),
        ("BYSETPOS", ",".join(map(str, rule.positions))),
        ("WKST", WEEKDAY_CODES[rule.week_starts] if rule.week_starts else ""),
    )
    return ";".join(f"{name}={value}" for name, value in parts if value)


def weekdays_text(days: frozenset[int]) -> str:
    """Days of the week as ``"mon-wed,fri"``."""
    return ",".join(
        f"{SHORT_WEEKDAYS[run[0]]}-{SHORT_WEEKDAYS[run[-1]]}"
        if len(run) > 2
        else ",".join(SHORT_WEEKDAYS[day] for day in run)
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
    """Say a cadence as people do: ``"every second Tuesday from 6 January 2026"``."""
    words = _kind_words(cadence.kind)
    if cadence.rounds > 1:
        words += f", {'twice' if cadence.rounds == 2 else f'{cadence.rounds} times'} a day"
    if cadence.start is not None:
        first = _first(cadence.kind, cadence.start)
        words += f" from {first.day} {_MONTHS[first.month - 1]} {first.year}"
    if cadence.season is not None:
        words += f", each year from {_day_words(cadence.season.start)} to {_day_words(cadence.season.end)}"
    return f"{words}, when on the roster" if cadence.on_roster else words


def _first(kind: Kind, start: date) -> date:
    """The start, or where weeks are counted from it the first date they bring."""
    if not isinstance(kind, EveryWeeks):
        return start
    (first,) = next_dates(Cadence(kind, start=start), start, 1, works=lambda _: True, rostered=lambda _: True)
    return first


def _kind_words(kind: Kind) -> str:
    match kind:
        case Daily():
            return "every day"
        case Workday():
            return "every workday"
        case AsNeeded():
            return "as needed"
        case Weekdays(days):
            return _weekdays_words(days)
        case EveryDays(step):
            return f"every {_ordinal(step)} day"
        case EveryWeeks(step, days):
            if len(days) == 1:
                return f"every {_ordinal(step)} {_name(min(days))}"
            return f"every {_ordinal(step)} week on {_weekdays_words(days)}"
        case MonthDay() | NthWorkday() | NthWeekday():
            return f"{_month_date_words(kind)} of the month"
        case PeriodDate(months, month, there):
            return f"{_month_date_words(there)} of each {_PERIOD_WORD[months]}'s {_ordinal(month)} month"
        case EveryMonths() | Yearly():
            return _months_words(kind)
        case Rule():
            return _rule_words(kind) or f"by the rule {_rule_text(kind)}"
        case _:
            assert_never(kind)


def _months_words(kind: EveryMonths | Yearly) -> str:
    match kind:
        case EveryMonths(step, there):
            on = "" if there is None else f" on {_month_date_words(there)}"
            return f"every {_months(step)}{on}"
        case Yearly(month, day):
            return f"every year on {_day_words((month, day))}"
        case _:
            assert_never(kind)


def _rule_words(rule: Rule) -> str | None:
    """A rule that names dates of months and no more, as people say it; None for any other."""
    named = Rule(rule.freq, months=rule.months, month_days=rule.month_days, days=rule.days, positions=rule.positions)
    if rule != named or (rule.freq != "MONTHLY" and not (rule.freq == "YEARLY" and rule.months)):
        return None
    match rule.days, rule.month_days, rule.positions:
        case (), (_, *_), ():
            in_order = sorted(rule.month_days, key=lambda day: (day < 0, day))
            dates = [_month_date_words(MonthDay(day)) for day in in_order]
        case ((nth, _), *_), (), () if nth:
            dates = [_month_date_words(NthWeekday(nth, day)) for nth, day in rule.days]
        case days, (), (_, *_) if days == tuple((0, day) for day in range(5)):
            dates = [f"the {_ordinal(nth)} day from Monday to Friday" for nth in rule.positions]
        case _:
            return None
    months = [_MONTHS[month - 1] for month in rule.months]
    return f"{_listed(dates)} of {_listed(months) if months else 'the month'}"


def _listed(parts: list[str]) -> str:
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def _month_date_words(kind: MonthDate) -> str:
    match kind:
        case MonthDay(day) if day > 0:
            return f"day {day}"
        case MonthDay(number):
            return f"the {_ordinal(number)} day"
        case NthWorkday(number):
            return f"the {_ordinal(number)} workday"
        case NthWeekday(nth, weekday):
            return f"the {_ordinal(nth)} {_name(weekday)}"
        case _:
            assert_never(kind)


def _ordinal(number: int) -> str:
    if word := _NTH_WORD.get(number):
        return word
    if number < 0:
        return f"{_ordinal(-number)} to last"
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _day_words(day: tuple[int, int]) -> str:
    return f"{day[1]} {_MONTHS[day[0] - 1]}"


def _name(weekday: int) -> str:
    return WEEKDAYS[weekday].capitalize()


def _weekdays_words(days: frozenset[int]) -> str:
    if len(days) == 7:
        return "every day"
    said: list[str] = []
    for run in _runs(days):
        names = [_name(day) for day in run]
        said += [f"{names[0]} to {names[-1]}"] if len(run) > 2 else [f"{name}s" for name in names]
    return _listed(said)
