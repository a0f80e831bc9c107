"""How often, as people write it in a sheet: ``2x daily``, ``Tue & Thu``, ``1. Montag im Monat``, ``bi-weekly``."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from lswtui.domain.cadence import (
    AsNeeded,
    Cadence,
    EveryDays,
    EveryWeeks,
    Kind,
    MonthDay,
    NthWeekday,
    NthWorkday,
    PeriodDate,
    Weekdays,
    Workday,
    Yearly,
)
from lswtui.domain.cadence.reading import MOST_ROUNDS, NTH, parse_cadence
from lswtui.domain.cadence.rules import WEEKDAY_CODES

MONDAY = 0
_HOURS_OF_A_DAY = 8
_SEVERAL = 3
_LONGEST = 80

_WEEKDAY_WORDS: dict[str, int] = {
    word: day
    for day, words in enumerate(
        (
            "monday mondays mon mo montag montags montage",
            "tuesday tuesdays tue tues tu dienstag dienstags dienstage di",
            "wednesday wednesdays wed weds mittwoch mittwochs mi",
            "thursday thursdays thu thur thurs th donnerstag donnerstags do",
            "friday fridays fri fr freitag freitags",
            "saturday saturdays sat sa samstag samstags sonnabend",
            "sunday sundays sun so sonntag sonntags",
        )
    )
    for word in words.split()
}
_WORDS: dict[str, str] = {
    "need": "need needed required necessary demand hoc adhoc bedarf bedarfsweise anlassbezogen",
    "workday": "workday workdays weekday weekdays werktag werktags werktage arbeitstag",
    "day": "daily day days d täglich tägliche taeglich tag tage tagen tgl"
    " morning midday afternoon evening morgen morgens mittags nachmittags abends",
    "week": "weekly week weeks w wk wöchentlich wöchentliche woechentlich woche wochen",
    "month": "monthly month months m mth monatlich monatliche monat monate monaten monats mtl",
    "quarter": "quarterly quarter quarters q qtr quartal quartals quartalsweise",
    "half": "semiannual semiannually biannual biannually halbjährlich halbjaehrlich halbjahr",
    "year": "yearly year years y annual annually jährlich jaehrlich jahr jahre",
    "shift": "shift shifts schicht schichten s",
    "hour": "hourly hour hours hrs h stündlich stuendlich stunde stunden",
    "fortnight": "fortnight fortnightly biweekly bw zweiwöchentlich zweiwöchig",
    "several": "several multiple many mehrmals mehrfach",
    "every": "every each jede jeden jeder jedes alle",
    "end": "end ende",
    "begin": "beginning begin start anfang beginn",
    "1x": "once einmal one",
    "2x": "twice zweimal",
    "3x": "thrice dreimal",
    "1st": "first erste ersten erster erstes",
    "2nd": "second other zweite zweiten zweiter zweites",
    "3rd": "third dritte dritten dritter drittes",
    "4th": "fourth vierte vierten vierter viertes",
    "-1st": "last letzte letzten letzter letztes",
}
_MEANT = {word: meant for meant, words in _WORDS.items() for word in words.split()}
_UNITS = frozenset(("day", "week", "month", "quarter", "half", "year", "shift", "hour", "fortnight", "workday"))
_FILLERS = {
    word
    for words in (
        "a an ad the of on at in per and as when if only time times or by for my to leader calendar working",
        "task tasks activity activities item items check checks list work standard routine routines frequency lsw",
        "pro je im am zu zum der die das den des und bei nach mal",
        "aufgabe aufgaben tätigkeit tätigkeiten standardarbeit",
    )
    for word in words.split()
}
_LETTER_DAYS: dict[str, frozenset[int]] = {
    **dict.fromkeys(("m-f", "mf", "mtwtf"), frozenset(range(5))),
    **dict.fromkeys(("mwf", "m/w/f", "m-w-f"), frozenset((0, 2, 4))),
    **dict.fromkeys(("tth", "t/th", "t/t"), frozenset((1, 3))),
    "m/w": frozenset((0, 2)),
}
_MONTHS: dict[str, int] = {
    name: at
    for at, names in enumerate(
        (
            "january jan januar",
            "february feb februar",
            "march mar märz",
            "april apr",
            "may mai",
            "june jun juni",
            "july jul juli",
            "august aug",
            "september sep sept",
            "october oct oktober okt",
            "november nov",
            "december dec dezember dez",
        ),
        1,
    )
    for name in names.split()
}
_PHRASES = (
    (r"\b(monat|quartal|jahr|woche)s?n?(?=ende|anfang|beginn)", r"\1 "),
    (r"working days?|business days?|work days?", "workday"),
    (r"(?:vierteljahr|vierteljähr)\w*", "quarter"),
    (r"(?:half|semi)[ -]?(?:yearly|annual\w*|years?)|twice (?:a|per) year|6 ?-?monthly|every 6 months", "half"),
    (r"bi[ -]?weekly|every other week|14[ -]?tägig|alle 14 tage", "fortnight"),
    (r"bi[ -]?monthly", "every 2 month"),
    (r"(\d+) ?(?:x|×|\*|times|mal|-mal)(?![a-z])", r" \1x "),
    (r"(\d+) ?/ ?(?=[a-z])", r" \1x "),
    (r"(\d+)(?:st|nd|rd|th|ter|te|ten)(?![a-z])|(\d+)\.(?=\s|$|[a-z])", r" \1\2nth "),
    (r"\bwd ?([0-9]{1,2})\b", r" \1nth workday "),
)
_RANGE = re.compile(r"([a-zäöü]+)\.? ?(?:-|–|to|bis|through|thru) ?([a-zäöü]+)")


class Often(NamedTuple):
    """How often something was said to fall due."""

    every: Cadence
    guessed: str = ""
    """What was added to what the sheet says, such as the weekday of a weekly task; empty where it says all."""


class _Said(NamedTuple):
    """What the words of a cell name."""

    units: frozenset[str]
    days: frozenset[int]
    nths: tuple[int, ...]
    numbers: tuple[int, ...]
    times: int | None
    flags: frozenset[str]
    month: int | None

    @property
    def every_other(self) -> int | None:
        """The step of ``every 2`` and ``every second``."""
        if "every" not in self.flags:
            return None
        steps = self.numbers or tuple(nth for nth in self.nths if nth > 1)
        return steps[0] if steps and steps[0] > 0 else None


def read_often(text: str, on: date) -> Often | None:
    """How often a cell of a sheet says, read on the date ON, from which weeks are counted; None if not understood."""
    cell = " ".join(text.casefold().split()).strip(" .:;-–")
    if not cell:
        return None
    if (days := _LETTER_DAYS.get(cell)) is not None:
        return Often(_on_weekdays(days))
    cell = "yearly" if cell == "a" else cell
    said = _said(cell) if len(cell) <= _LONGEST else None
    return None if said is None else _often(said, on)


def read_marks(marked: frozenset[int], columns: frozenset[int]) -> Cadence:
    """How often by marks under some of the weekday COLUMNS: under all of them is every workday."""
    return Cadence(Workday()) if marked == columns and len(columns) > 3 else _on_weekdays(marked)


def read_days(text: str) -> frozenset[int] | None:
    """The weekdays that a text names, and nothing else; None for any other."""
    cell = " ".join(text.casefold().split()).strip(" .:;-–")
    if (days := _LETTER_DAYS.get(cell)) is not None:
        return days
    said = _said(cell)
    if said is None or said.units or said.flags or said.nths or said.numbers:
        return None
    return said.days or None


def _on_weekdays(days: frozenset[int]) -> Cadence:
    return Cadence(Weekdays(days))


def _said(cell: str) -> _Said | None:
    """What the words name; None where a word is not known."""
    for phrase, meant in _PHRASES:
        cell = re.sub(phrase, meant, cell)
    days, cell = _ranges(cell)
    units: set[str] = set()
    flags: set[str] = set()
    nths: list[int] = []
    numbers: list[int] = []
    times: int | None = None
    month: int | None = None
    for word in re.findall(r"-?\w+", cell):
        meant = _MEANT.get(word.lstrip("-"), word.lstrip("-"))
        if meant in _UNITS:
            units.add(meant)
        elif meant in {"need", "every", "several", "end", "begin"}:
            flags.add(meant)
        elif meant in _WEEKDAY_WORDS:
            days.add(_WEEKDAY_WORDS[meant])
        elif meant in _MONTHS:
            month = _MONTHS[meant]
        elif found := re.fullmatch(r"([0-9]{1,3})x", meant):
            times = int(found[1])
        elif found := re.fullmatch(r"(-?[0-9]{1,3})(?:st|nd|rd|th|nth)", meant):
            nths.append(-1 if word.startswith("-") or meant == "-1st" else int(found[1]))
        elif re.fullmatch(r"[0-9]{1,3}", meant):
            numbers.append(int(meant))
        elif meant not in _FILLERS:
            return None
    return _Said(frozenset(units), frozenset(days), tuple(nths), tuple(numbers), times, frozenset(flags), month)


def _ranges(cell: str) -> tuple[set[int], str]:
    """The weekdays of ranges such as ``mon-fri``, and what is left of the text."""
    days: set[int] = set()

    def taken(found: re.Match[str]) -> str:
        first, last = _WEEKDAY_WORDS.get(found[1]), _WEEKDAY_WORDS.get(found[2])
        if first is None or last is None:
            return found[0]
        days.update((first + step) % 7 for step in range((last - first) % 7 + 1))
        return " "

    return days, _RANGE.sub(taken, cell)


def _often(said: _Said, on: date) -> Often | None:
    if "need" in said.flags:
        return Often(Cadence(AsNeeded()))
    return _by_period(said) or _by_month(said) or _by_week(said, on) or _by_day(said, on)


def _by_period(said: _Said) -> Often | None:
    """Quarters, half-years, years."""
    for unit, months in (("quarter", 3), ("half", 6)):
        if unit in said.units:
            last = "end" in said.flags or -1 in said.nths
            day = _in_month(said) or NthWorkday(-1 if last else 1)
            kind = PeriodDate(months, months if last else 1, day)
            return Often(Cadence(kind), "" if last else "the month of it and the day")
    if "year" in said.units or (said.month and not said.units):
        if said.times == 2:
            return Often(Cadence(PeriodDate(6, 1, NthWorkday(1))), "the months and the day")
        month = said.month or (12 if "end" in said.flags else 1)
        date_ = next((number for number in (*said.nths, *said.numbers) if 1 <= number <= 28), 15)
        there = said.month is not None and bool(said.nths or said.numbers)
        return Often(Cadence(Yearly(month, date_)), "" if there else "the day of the year")
    if "month" in said.units and said.every_other in {3, 6} and "every" in said.flags:
        months = said.every_other or 3
        return Often(Cadence(PeriodDate(months, 1, NthWorkday(1))), "the month of it and the day")
    if "month" in said.units and said.every_other == 2 and not said.days:
        rule = parse_cadence("RRULE:FREQ=MONTHLY;BYMONTH=1,3,5,7,9,11;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1")
        return Often(rule, "the months and the day")
    return None


def _in_month(said: _Said) -> MonthDay | NthWorkday | NthWeekday | None:
    """The date in a month that is named by its number or its weekday."""
    nth = said.nths[0] if said.nths else None
    if "workday" in said.units and nth is not None:
        return NthWorkday(nth)
    if said.days and nth is not None and nth in NTH.values():
        return NthWeekday(nth, min(said.days))
    if said.days:
        return None
    number = nth if nth is not None else next(iter(said.numbers), None)
    if number is not None and (number == -1 or 1 <= number <= 31):
        return MonthDay(number)
    return None


def _by_month(said: _Said) -> Often | None:
    nth_weekday = bool(said.nths) and (bool(said.days) or "workday" in said.units)
    if said.every_other and said.every_other > 1 and said.days and "month" not in said.units:
        return None  # every second Tuesday
    if "month" not in said.units and not nth_weekday and not _bare_date(said):
        return None
    if len(said.nths) > 1 and len(said.days) == 1 and set(said.nths) <= set(NTH.values()):
        code = WEEKDAY_CODES[min(said.days)]
        return Often(parse_cadence("RRULE:FREQ=MONTHLY;BYDAY=" + ",".join(f"{nth}{code}" for nth in said.nths)))
    if said.times and said.times > 1:
        if said.times > 4:
            return None
        nths = ((1, 3), (1, 2, 3), (1, 2, 3, 4))[said.times - 2]
        code = WEEKDAY_CODES[min(said.days, default=MONDAY)]
        rule = "RRULE:FREQ=MONTHLY;BYDAY=" + ",".join(f"{nth}{code}" for nth in nths)
        return Often(parse_cadence(rule), "the weekdays")
    if (there := _in_month(said)) is not None:
        return Often(Cadence(there))
    if said.nths:
        return None
    if said.days:
        return Often(Cadence(NthWeekday(1, min(said.days))), "the first of the month")
    if "end" in said.flags:
        return Often(Cadence(NthWorkday(-1)))
    return Often(Cadence(NthWorkday(1)), "" if "begin" in said.flags else "the first workday")


def _bare_date(said: _Said) -> bool:
    """Whether it is a number of a day alone, such as ``the 15th``."""
    return len(said.nths) == 1 and not said.units - {"day"} and not said.days and not said.flags and not said.times


def _by_week(said: _Said, on: date) -> Often | None:
    step = 2 if "fortnight" in said.units else said.every_other or 1
    if "week" in said.units and said.numbers and step < 2:
        return None
    if "week" in said.units or "fortnight" in said.units:
        if said.times and said.times > 1 and not said.days:
            return _times_a_week(said.times)
        days = said.days or frozenset({MONDAY})
    elif said.days and not said.units - {"day"}:
        days = said.days
    else:
        return None
    if said.units & {"day", "shift", "hour"} and "week" in said.units:
        return None
    guessed = "" if said.days else "the weekday"
    if step < 2:
        kind: Kind = Weekdays(days)
        rounds = said.times or 1 if "week" not in said.units else 1
        return Often(Cadence(kind, rounds=min(rounds, MOST_ROUNDS)), guessed)
    counted = "the weekday and the week it begins" if guessed else "the week it begins"
    return Often(Cadence(EveryWeeks(step, days), start=_next_monday(on)), counted)


def _times_a_week(times: int) -> Often | None:
    days = {2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 2, 3)}.get(times)
    if days is not None:
        return Often(_on_weekdays(frozenset(days)), "the weekdays")
    return Often(Cadence(Workday())) if times == 5 else None


def _by_day(said: _Said, on: date) -> Often | None:
    step = said.every_other
    if "hour" in said.units:
        return Often(Cadence(Workday(), rounds=max(1, _HOURS_OF_A_DAY // (step or 1))), "how many times a day")
    if "several" in said.flags:
        return Often(Cadence(Workday(), rounds=_SEVERAL), "how many times a day")
    if not said.units and said.times and not (said.nths or said.numbers):
        return Often(Cadence(Workday(), rounds=said.times)) if said.times <= MOST_ROUNDS else None
    if not said.units & {"day", "workday", "shift"} or (said.nths and not step):
        return None
    if step and step > 1 and "day" in said.units:
        return Often(Cadence(EveryDays(step), start=_next_monday(on)), "the day it begins")
    rounds = said.times or 1
    return Often(Cadence(Workday(), rounds=rounds)) if rounds <= MOST_ROUNDS and not said.numbers else None


def _next_monday(on: date) -> date:
    return on + timedelta(days=-on.weekday() % 7)


def weekday_named(text: str) -> int | None:
    """The weekday that a heading names, in full or in short, perhaps with its date; None for any other."""
    found = re.fullmatch(r"([^\W\d]+)\.?[\s,]*[\d./-]*", text.casefold().strip())
    return _WEEKDAY_WORDS.get(found[1]) if found else None
