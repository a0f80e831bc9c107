"""Days and periods as they are typed: a date, the name of its month, today, a weekday, ``3 days ago``, ``quarter``."""

from __future__ import annotations

import re
from datetime import date, timedelta
from difflib import get_close_matches

from lswtui.domain.errors import BadInput
from lswtui.domain.times import FIRST_YEAR, LAST_YEAR, iso_date, monday

PERIODS = ("day", "week", "month", "quarter", "year")
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LONGEST_SHOWN = 40
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_GERMAN_MONTHS = (
    *("januar", "februar", "märz", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "dezember"),
)
_DAY_AND_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|\.)?[ -]?([a-zä]{3,9})\.?,?(?:[ -]([0-9]{4}))?")
_MONTH_AND_DAY = re.compile(r"([a-zä]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,?(?: ([0-9]{4}))?")
_FIGURES = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\.(?: ?([0-9]{4}))?")
_AWAY = re.compile(r"(in )?(an?|[0-9]{1,4}) (day|week)s?( ago)?")


def day_named(text: str, today: date, *, ahead: bool = False) -> date:
    """The date meant by TEXT on TODAY; a weekday is the last one or, AHEAD, the next one, today included.

    So is a day of a month without its year. Raises `BadInput` with a suggestion.
    """
    word = " ".join(text.casefold().split())
    if word in _NEAR:
        return today + timedelta(days=_NEAR[word])
    if (told := _away(word, today) or _dated(word, today, ahead=ahead)) is not None:
        return told
    weekdays = [number for number, name in enumerate(_WEEKDAYS) if len(word) > 1 and name.startswith(word)]
    if len(weekdays) == 1:
        return _weekday(weekdays[0], today, ahead=ahead)
    near = get_close_matches(word[:_LONGEST_SHOWN], (*_NEAR, *_WEEKDAYS), 1)
    try:
        found = iso_date(word)
    except BadInput as error:
        shown = text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
        hint = f"did you mean {near[0]}?" if near else "write it as 2026-11-19, or today, yesterday, tomorrow, monday"
        raise BadInput(f"{shown!r} is no date; {hint}") from error
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadInput(f"{word} lies too far away; the years {FIRST_YEAR} to {LAST_YEAR} are known here")
    return found


def days_named(text: str, today: date, *, ahead: bool = False) -> tuple[date, date]:
    """The first and the last date of ``FROM..TO``, or of one day twice; raises `BadInput`."""
    first_text, dots, last_text = text.partition("..")
    first = day_named(first_text, today, ahead=ahead)
    last = day_named(last_text, first if ahead else today, ahead=ahead) if dots else first
    if last < first:
        raise BadInput(f"{last.isoformat()} is before {first.isoformat()}; write the earlier day first")
    return first, last


def period_named(text: str, on: date) -> tuple[date, date]:
    """The first and the last date of the day, week, month, quarter or year that holds ON, or of ``FROM..TO``.

    Raises `BadInput` for anything else.
    """
    if ".." in text:
        return days_named(text, on)
    match text:
        case "day":
            return on, on
        case "week":
            return monday(on), monday(on) + timedelta(days=6)
        case "month" | "quarter" | "year":
            import pendulum  # dear, and most periods are weeks

            there = pendulum.date(on.year, on.month, on.day)
            return _plain(there.first_of(text)), _plain(there.last_of(text))
    raise BadInput(f"{text!r} is no period; give {', '.join(PERIODS)}, or dates as 2026-10-01..2026-11-22")


def _weekday(number: int, today: date, *, ahead: bool) -> date:
    import pendulum  # dear, and most dates are written out

    if today.weekday() == number:
        return today
    there = pendulum.date(today.year, today.month, today.day)
    weekday = pendulum.WeekDay(number)
    return _plain(there.next(weekday) if ahead else there.previous(weekday))


def _plain(there: date) -> date:
    """A date of pendulum's as one of the standard library's, which is written and compared as all others."""
    return date(there.year, there.month, there.day)


def _away(word: str, today: date) -> date | None:
    """``in 3 days``, ``a week ago``, ``next monday``, ``last friday``; None for anything else."""
    which, _, name = word.partition(" ")
    weekdays = [number for number, day in enumerate(_WEEKDAYS) if len(name) > 1 and day.startswith(name)]
    if which in {"next", "last"} and len(weekdays) == 1:
        ahead = which == "next"
        return _weekday(weekdays[0], today + timedelta(days=1 if ahead else -1), ahead=ahead)
    found = _AWAY.fullmatch(word)
    if found is None or bool(found[1]) == bool(found[4]):
        return None
    count = (int(found[2]) if found[2].isdigit() else 1) * (7 if found[3] == "week" else 1)
    return today + timedelta(days=count if found[1] else -count)


def _dated(word: str, today: date, *, ahead: bool) -> date | None:
    """``24 Dec``, ``December 24, 2026``, ``24.12.``; None for anything else, and where the month has no such day."""
    if (found := _FIGURES.fullmatch(word)) is not None:
        day, month, year = int(found[1]), int(found[2]), found[3]
    elif (found := _DAY_AND_MONTH.fullmatch(word)) is not None:
        day, month, year = int(found[1]), _month(found[2]), found[3]
    elif (found := _MONTH_AND_DAY.fullmatch(word)) is not None:
        day, month, year = int(found[2]), _month(found[1]), found[3]
    else:
        return None
    years = [int(year)] if year else [today.year + step for step in ((0, 1, 2, 3, 4) if ahead else (0, -1, -2, -3, -4))]
    for there in years:
        try:
            meant = date(there, month, day)
        except ValueError:
            continue
        if FIRST_YEAR <= there <= LAST_YEAR and (year or (meant >= today if ahead else meant <= today)):
            return meant
    return None


def _month(name: str) -> int:
    """The number of the month that begins so, in English or German; 0 where none does."""
    for names in (_MONTHS, _GERMAN_MONTHS):
        for number, month in enumerate(names, 1):
            if month.startswith(name):
                return number
    return 0
