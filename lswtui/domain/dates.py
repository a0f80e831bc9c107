"""Days as they are typed: a date, today, yesterday, tomorrow, the name of a weekday."""

from __future__ import annotations

from datetime import date, timedelta
from difflib import get_close_matches

from lswtui.domain.errors import BadInput
from lswtui.domain.moments import FIRST_YEAR, LAST_YEAR, iso_date

_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LONGEST_SHOWN = 40


def day_named(text: str, today: date, *, ahead: bool = False) -> date:
    """The date meant by TEXT on TODAY; a weekday is the last one or, AHEAD, the next one, today included.

    Raises `BadInput` with a suggestion.
    """
    word = text.strip().casefold()
    if word in _NEAR:
        return today + timedelta(days=_NEAR[word])
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


def _weekday(number: int, today: date, *, ahead: bool) -> date:
    import pendulum  # noqa: PLC0415 - dear, and most dates are written out

    if today.weekday() == number:
        return today
    there = pendulum.date(today.year, today.month, today.day)
    weekday = pendulum.WeekDay(number)
    found = there.next(weekday) if ahead else there.previous(weekday)
    return date(found.year, found.month, found.day)
