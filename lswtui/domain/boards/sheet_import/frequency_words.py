"""How often, as people write it in a sheet: ``2x daily``, ``Tue & Thu``, ``1. Montag im Monat``, ``bi-weekly``.

Every word of a cell is used, or the cell is not understood. What was added to what it says, or left open by it,
is said with what was read.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.boards.sheet_import.grammar import FrequencyFacts, facts_of
from lswtui.domain.boards.sheet_import.language import WordMeaning, fold
from lswtui.domain.boards.sheet_import.times import CellTimes, of_stretches
from lswtui.domain.boards.sheet_import.tokens import tokens_of
from lswtui.domain.cadence.model import (
    AsNeeded,
    Cadence,
    Daily,
    EveryDays,
    EveryMonths,
    EveryWeeks,
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
from lswtui.domain.cadence.parser import MOST_ROUNDS, parse_cadence
from lswtui.domain.cadence.rrule import WEEKDAY_CODES
from lswtui.domain.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lswtui.domain.boards.sheet_import.language import Language
    from lswtui.domain.boards.sheet_import.times import CellTime
    from lswtui.domain.cadence.model import Kind

MONDAY, FRIDAY = 0, 4
WORKDAYS, WEEK = frozenset(range(5)), frozenset(range(7))
_HOURS_OF_A_DAY = 8
_SEVERAL = 3
_MIDDLE = 15
_SHORTEST_MONTH = 28
_LONGEST = 120
HOW_OFTEN = "how often"
"""What is guessed where only a time is said, and not how often."""
TIME_OF_DAY = "the time of day"
_DAYS_OF_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_HOURS_OF_PARTS = ((4, 12), (11, 14), (12, 18), (16, 24), (20, 30))
_SPREAD_WEEK = {
    2: frozenset((1, 3)),
    3: frozenset((0, 2, 4)),
    4: frozenset((0, 1, 2, 3)),
    5: WORKDAYS,
    6: frozenset(range(6)),
    7: WEEK,
}
_SPREAD_MONTH = {2: (1, 3), 3: (1, 2, 3), 4: (1, 2, 3, 4)}
_OF_DAYS = frozenset(("day", "workday", "shift"))
_ANYWAY = frozenset(("period", "clocks", "parts", "about", "loose", "season", "start", "start_day"))
_ON_WORKDAYS = "BYDAY=" + ",".join(WEEKDAY_CODES[:5])


class FrequencyReading(NamedTuple):
    """How often something was said to fall due."""

    every: Cadence
    guessed: str = ""
    """What was added to what the sheet says, such as the weekday of a weekly task; empty where it says all."""
    times: CellTimes = CellTimes(())
    """The times of day that were said with it."""


class _Found(NamedTuple):
    """A kind, what was guessed for it, and the facts that it says; any other fact is not understood with it."""

    kind: Kind
    guessed: str
    uses: frozenset[str]
    rounds: int = 1
    start: date | None = None


def read_often(
    text: str, languages: Sequence[Language], on: date, *, beside: str = "", days: frozenset[int] = frozenset()
) -> FrequencyReading | None:
    """How often a cell says, read on the date ON, from which weeks and months are counted; None if not understood.

    BESIDE is what stands in the columns of weekdays, days of the month and months, DAYS are weekdays that are ticked.
    The first of the LANGUAGES counts where it understands the whole cell; of others that say different things one is a
    doubt.
    """
    if not (fold(text).strip(" .:;-") or beside or days) or len(text) + len(beside) > _LONGEST:
        return None
    own = _read(text, languages[0], on, beside, days)
    if own is not None:
        return own
    found = [often for language in languages[1:] if (often := _read(text, language, on, beside, days)) is not None]
    if not found:
        return None
    same = all(often.every == found[0].every for often in found)
    return found[0] if same else found[0]._replace(guessed=found[0].guessed or "the language")


def says_period(text: str, languages: Sequence[Language]) -> bool:
    """Whether a heading says how often and nothing else: Daily, Weekly, Every 2 weeks; and no date, no weekday."""
    for language in languages if len(text) <= _LONGEST else ():
        if (word := language.codes.get(fold(text).strip(" ."))) is not None:
            return word.kind == "d"
        facts = facts_of(tokens_of(text, language))
        if facts is not None and (facts.period or facts.rate or facts.counted or facts.needed or facts.edge):
            unit = facts.period or (facts.edge[1] if facts.edge else None)
            alone = facts == FrequencyFacts(period=facts.period) and len(tokens_of(text, language)) == 1
            noun = alone and tokens_of(text, language)[0].kind == "u"
            return not noun and not facts.months and not facts.day_of_year and not facts.clocks and unit != ("hour", 1)
    return False


def read_marks(marked: frozenset[int], columns: frozenset[int]) -> Cadence:
    """How often by marks under some of the weekday COLUMNS: under all of Monday to Friday is every workday."""
    if marked == columns == WORKDAYS:
        return Cadence(Workday())
    return Cadence(Daily()) if marked == WEEK else Cadence(Weekdays(marked))


def read_days(text: str, languages: Sequence[Language]) -> frozenset[int] | None:
    """The weekdays that a text names, and nothing else; None for any other."""
    for language in languages if len(text) <= _LONGEST else ():
        facts = facts_of(tokens_of(text, language))
        if facts is not None and facts.days and facts == FrequencyFacts(days=facts.days, loose=facts.loose):
            return facts.days
    return None


def _read(text: str, language: Language, on: date, beside: str, days: frozenset[int]) -> FrequencyReading | None:
    tokens = _tokens(text, language)
    if beside:
        tokens += [WordMeaning(";"), *tokens_of(beside, language, beside=True)]
    if days:
        tokens += [WordMeaning(";"), WordMeaning("w", days)]
    if (often := _whole(tokens, on)) is not None:
        return often
    return _first_of(tokens, on)


def _tokens(text: str, language: Language) -> list[WordMeaning]:
    code = language.codes.get(fold(text).strip(" ."))
    return [code] if code is not None else list(tokens_of(text, language))


def _whole(tokens: Sequence[WordMeaning], on: date) -> FrequencyReading | None:
    facts = facts_of(tokens)
    return None if facts is None else _often(facts, on)


def _first_of(tokens: Sequence[WordMeaning], on: date) -> FrequencyReading | None:
    """The first of several that stand beside one another, daily/weekly, where each would do alone."""
    if any(token.kind == ";" for token in tokens):
        return None
    parts: list[list[WordMeaning]] = [[]]
    for token in tokens:
        if token.kind in "/|&,":
            parts.append([])
        else:
            parts[-1].append(token)
    said = [_whole(part, on) for part in parts if part]
    if len(said) < 2 or None in said or said[0] is None:
        return None
    return said[0]._replace(guessed="the first of several")


def _often(facts: FrequencyFacts, on: date) -> FrequencyReading | None:
    times = of_stretches(facts.clocks)
    if facts.needed:
        alone = facts._replace(about=False, clocks=()) == FrequencyFacts(needed=True)
        return FrequencyReading(Cadence(AsNeeded()), "" if alone else "as needed", times)
    facts = _settled(facts)
    found = _by_unit(facts, on)
    if found is None or _left(facts, found.uses):
        return None
    guesses = [found.guessed]
    guesses += ["about" * facts.about, "how its parts belong together" * facts.loose]
    rounds = found.rounds
    if facts.parts:
        if rounds not in (1, len(facts.parts)):
            return None
        rounds = len(facts.parts)
        guesses.append(TIME_OF_DAY * (not _fits(facts.parts, facts.clocks)))
    if not 1 <= rounds <= MOST_ROUNDS:
        return None
    start = found.start or facts.start or (_next_day(facts.start_day, on) if facts.start_day else None)
    season = None if facts.season is None else _season(facts.season)
    every = Cadence(found.kind, season, start=start, rounds=rounds)
    return FrequencyReading(every, next(filter(None, guesses), ""), times)


def _left(facts: FrequencyFacts, uses: frozenset[str]) -> bool:
    """Whether anything is said that was not used."""
    return any(
        said != FrequencyFacts._field_defaults[field]
        for field, said in facts._asdict().items()
        if field not in uses | _ANYWAY
    )


def _fits(parts: frozenset[int], clocks: Sequence[CellTime]) -> bool:
    """Whether each of the times lies in one of the parts of the day, and each part has one."""
    return parts == {next((part for part in parts if _in_part(part, clock.begins // 60)), -1) for clock in clocks}


def _in_part(part: int, hour: int) -> bool:
    first, last = _HOURS_OF_PARTS[part]
    return first <= hour < last or (last > 24 and hour < last - 24)


def _settled(facts: FrequencyFacts) -> FrequencyFacts:
    """The facts, every second day told from the second day of a month, and a unit that only its begin or end names."""
    if facts.rate == (1, "year", 1) and facts.period in {None, ("year", 1)}:
        facts = facts._replace(rate=None, period=("year", 1))
    if facts.rate is not None and facts.rate[1] == "year":
        facts = facts._replace(rate=(facts.rate[0], "month", 12 * facts.rate[2]))
    of_months = facts.period is not None and facts.period[0] in {"month", "year"}
    if facts.counted is not None:
        number, (unit, step) = facts.counted
        if of_months and unit in {"day", "workday", "week"} and step == 1:
            facts = facts._replace(
                counted=None,
                month_days=(number,) if unit == "day" else facts.month_days,
                workdays=(number,) if unit == "workday" else facts.workdays,
                weeks=(number,) if unit == "week" else facts.weeks,
            )
        elif facts.period is None:
            facts = facts._replace(counted=None, period=(unit, step * number))
    if facts.counted_days is not None:
        number, days = facts.counted_days
        if of_months or facts.months:
            facts = facts._replace(counted_days=None, nth_days=tuple((number, day) for day in sorted(days)))
        elif facts.period is None:
            facts = facts._replace(
                counted_days=None, period=("week", number), days=days, loose=facts.loose or number > 2
            )
    if facts.edge is not None and facts.period is None and facts.rate is None:
        facts = facts._replace(period=facts.edge[1])
    if facts.period is not None and facts.period[0] == "day" and facts.period[1] % 7 == 0:
        facts = facts._replace(period=("week", facts.period[1] // 7))
    return facts


def _by_unit(facts: FrequencyFacts, on: date) -> _Found | None:
    if facts.rate is not None:
        return _by_rate(facts, facts.rate, on)
    if facts.period is None:
        return _without_unit(facts, on)
    unit, step = facts.period
    if unit in {"hour", "minute"}:
        rounds = _HOURS_OF_A_DAY * (60 if unit == "minute" else 1) // step
        return _of_days(facts, 1, max(1, rounds), on, "how many times a day")
    if unit in _OF_DAYS:
        return _of_days(facts, step, facts.times or 1, on)
    return _of_weeks(facts, step, on) if unit == "week" else _of_months(facts, step * (12 if unit == "year" else 1), on)


def _by_rate(facts: FrequencyFacts, rate: tuple[int, str, int], on: date) -> _Found | None:
    """So many times in a stretch of time."""
    times, unit, step = rate
    if facts.times is not None:
        return None
    if facts.period not in {None, (unit, step), ("year", step / 12)} and not (
        unit in _OF_DAYS and facts.period in {("week", 1), ("day", 1)}
    ):
        return None
    uses = frozenset({"rate"})
    if unit in _OF_DAYS and step == 1:
        found = _of_days(facts, 1, times or _SEVERAL, on, "" if times else "how many times a day")
    elif not times:
        return None
    elif times == 1:
        found = _by_unit(_settled(facts._replace(rate=None, period=(unit, step))), on)
        if found is not None and unit == "week" and len(facts.days) > 1:
            found = found._replace(guessed="how often")
    elif unit == "week":
        found = _times_a_week(facts, times, step)
    else:
        found = _times_in_months(facts, times, step, on) if unit == "month" else None
    return None if found is None else found._replace(uses=found.uses | uses)


def _of_days(facts: FrequencyFacts, step: int, rounds: int, on: date, guessed: str = "") -> _Found | None:
    uses = frozenset({"days", "but_days", "times", "edge"})
    if facts.edge is not None:
        if facts.edge[1][0] not in _OF_DAYS:
            return None
        guessed = guessed or TIME_OF_DAY
    if step > 1:
        if facts.days or facts.but_days or (facts.period and facts.period[0] != "day"):
            return None
        start = facts.start or _next_monday(on)
        return _Found(EveryDays(step), guessed or "the day it begins" * (facts.start is None), uses, rounds, start)
    if facts.but_days:
        days = (facts.days or (WORKDAYS if facts.but_days <= WORKDAYS else WEEK)) - facts.but_days
        return _Found(Weekdays(days), guessed or "the days of the week", uses, rounds) if days else None
    kind: Kind = Weekdays(facts.days) if facts.days else Workday()
    return _Found(kind, guessed, uses, rounds)


def _of_weeks(facts: FrequencyFacts, step: int, on: date) -> _Found | None:
    uses = frozenset({"days", "but_days", "edge", "times"})
    days, guessed = facts.days - facts.but_days, ""
    if facts.but_days and not days:
        return None
    if facts.edge is not None:
        if days or facts.edge[1] != ("week", 1):
            return None
        days, guessed = frozenset({{"B": MONDAY, "M": 2, "E": FRIDAY}[facts.edge[0]]}), "the weekday"
    begins = facts.start or (_next_day(facts.start_day, on) if facts.start_day else None)
    if not days:
        days = frozenset({begins.weekday() if begins else MONDAY})
        guessed = "" if begins else "the weekday"
    if step == 1:
        return _Found(Weekdays(days), guessed, uses, facts.times or 1)
    if begins is not None:
        return _Found(EveryWeeks(step, days), guessed, uses, facts.times or 1, begins)
    counted = "the weekday and the week it begins" if guessed else "the week it begins"
    return _Found(EveryWeeks(step, days), counted, uses, facts.times or 1, _next_monday(on))


def _times_a_week(facts: FrequencyFacts, times: int, step: int) -> _Found | None:
    uses = frozenset({"days"})
    if step != 1:
        return None
    if facts.days:
        return _Found(Weekdays(facts.days), "the weekdays" * (len(facts.days) != times), uses)
    days = _SPREAD_WEEK.get(times)
    if days is None:
        return None
    kind: Kind = Workday() if days == WORKDAYS else Weekdays(days)
    return _Found(kind, "the weekdays" * (times not in (5, 7)), uses)


def _times_in_months(facts: FrequencyFacts, times: int, step: int, on: date) -> _Found | None:
    """So many times a month, quarter or year, spread evenly over it."""
    if facts.months:
        return (
            _Found(_in_months(facts.months, NthWorkday(1)), "the day", frozenset({"months"}))
            if (len(facts.months) == times * 12 // step)
            else None
        )
    if step == 1:
        return _times_a_month(facts, times)
    if times in {step * 2, step * 3, step * 4}:
        return _times_a_month(facts, times // step)
    if step % 3 == 0 and times in {step // 3 * 13, step // 6 * 13 if step % 6 == 0 else 0}:
        weekly = _of_weeks(facts, 1 if times == step // 3 * 13 else 2, on)
        return None if weekly is None else weekly._replace(guessed="the weekday")
    if step > 12 or times > step:
        return None
    if step % times == 0:
        return _of_months(facts, step // times, on)
    if 12 % step:
        return None
    first = {1 + at * step // times for at in range(times)}
    months = tuple(sorted(month + later for month in first for later in range(0, 12, step)))
    return _Found(_in_months(months, NthWorkday(1)), "the months and the day", frozenset())


def _times_a_month(facts: FrequencyFacts, times: int) -> _Found | None:
    if facts.month_days or facts.nth_days:
        there = _dates(facts)
        return there and there._replace(guessed="how often" * (len(facts.month_days or facts.nth_days) != times))
    nths = _SPREAD_MONTH.get(times)
    if nths is None or len(facts.days) > 1:
        return None
    code = WEEKDAY_CODES[min(facts.days, default=MONDAY)]
    rule = _rule("FREQ=MONTHLY;BYDAY=" + ",".join(f"{nth}{code}" for nth in nths))
    return _Found(rule, "the weekdays", frozenset({"days"}))


def _without_unit(facts: FrequencyFacts, on: date) -> _Found | None:
    """What names no stretch of time: weekdays, dates of a month or of a year, rounds of a day."""
    if facts.day_of_year is not None or facts.months:
        found = _of_months(facts, 12, on)
        certain = facts.nth_days or facts.workdays
        return found and found._replace(guessed=found.guessed or ("" if certain else "that it comes each year"))
    if facts.month_days or facts.nth_days or facts.workdays:
        found = _of_months(facts, 1, on)
        vague = set(facts.month_days) <= {1, 2, 3, 4, 5, -1} and not (facts.nth_days or facts.workdays)
        return found and found._replace(guessed=found.guessed or "that it comes each month" * vague)
    if facts.days:
        days = facts.days - facts.but_days
        uses = frozenset({"days", "but_days", "times"})
        return _Found(Weekdays(days), "", uses, facts.times or 1) if days else None
    if facts.times is not None and facts.times != 1:
        return _Found(Workday(), "how many times a day", frozenset({"times"}), facts.times or _SEVERAL)
    if facts.parts or (facts.clocks and not facts.times):
        return _Found(Workday(), "" if len(facts.parts) > 1 else HOW_OFTEN, frozenset())
    return None


def _of_months(facts: FrequencyFacts, step: int, on: date) -> _Found | None:
    """Every so many months: on the date of a month that is said, or else on its first workday."""
    if facts.day_of_year is not None:
        return _on_day_of_year(facts, facts.day_of_year, step, on)
    dates = _dates(facts)
    if dates is None:
        return None
    if facts.months and step > 12 and step % 12 == 0 and len(facts.months) == 1:
        return _in_one_month(facts, dates, step, on)
    if facts.months:
        return _in_named_months(facts, dates, step)
    begins = facts.start or (_next_day(facts.start_day, on) if facts.start_day else None)
    if begins is not None:
        free = dates.guessed == "the first workday"
        kind = EveryMonths(step) if free else _each(step, dates.kind)
        return None if kind is None else _Found(kind, "" if free else dates.guessed, dates.uses, start=begins)
    if step == 1:
        return dates
    if step in (3, 6):
        return _in_period(facts, dates, step)
    if facts.period == ("year", 1) and dates.guessed == "the first workday":
        return _Found(Yearly(1, _MIDDLE), "the day of the year", dates.uses)
    kind = _each(step, dates.kind)
    yearly = facts.period == ("year", 1)
    first = _month_of_year(facts, dates.kind, on) if yearly else _next_month(on)
    return (
        None
        if kind is None
        else _Found(kind, dates.guessed or "the month it begins" * (not _of_period(facts)), dates.uses, start=first)
    )


def _in_one_month(facts: FrequencyFacts, dates: _Found, step: int, on: date) -> _Found | None:
    """A date in one month of every so many years."""
    kind, begins = _each(step, dates.kind), _next_day((facts.months, 1), on)
    uses = dates.uses | {"months"}
    return None if kind is None else _Found(kind, dates.guessed or "the year it begins", uses, start=begins)


def _each(step: int, kind: Kind) -> Kind | None:
    if step == 1:
        return kind
    return EveryMonths(step, kind) if isinstance(kind, MonthDay | NthWorkday | NthWeekday) else None


def _in_period(facts: FrequencyFacts, dates: _Found, step: int) -> _Found | None:
    """A date in a month of a quarter or half-year."""
    kind = dates.kind
    if not isinstance(kind, MonthDay | NthWorkday | NthWeekday) or (facts.in_period or 1) > step:
        return None
    last = facts.edge is not None and facts.edge[0] == "E"
    middle = facts.edge is not None and facts.edge[0] == "M"
    month = facts.in_period or (step if last or _from_end(kind) else (step + 1) // 2 if middle else 1)
    said = facts.in_period is not None or _of_period(facts)
    guessed = dates.guessed if said else "the month of it and the day" if dates.guessed else "the month of it"
    return _Found(PeriodDate(step, month, kind), guessed, dates.uses | {"in_period"})


def _of_period(facts: FrequencyFacts) -> bool:
    """Whether it is the begin or the end of the very stretch of time that it comes in."""
    return facts.edge is not None and facts.edge[1] == facts.period


def _dates(facts: FrequencyFacts) -> _Found | None:
    """The date in a month that is said; its first workday, which is a guess, where none is. None where two are."""
    said = [field for field in ("month_days", "workdays", "nth_days", "weeks", "edge", "days") if getattr(facts, field)]
    if len(said) > 1 and set(said) != {"weeks", "days"}:
        return None
    uses = frozenset(said)
    match said:
        case []:
            return _Found(NthWorkday(1), "the first workday", uses)
        case ["month_days"]:
            days = facts.month_days
            if not all(day == -1 or 1 <= day <= 31 for day in days):
                return None
            kind = MonthDay(days[0]) if len(days) == 1 else _rule(f"FREQ=MONTHLY;BYMONTHDAY={_listed(days)}")
            return _Found(kind, "shorter months" * (not facts.months and max(days) > _SHORTEST_MONTH), uses)
        case ["workdays"]:
            return _workdays(facts.workdays, uses)
        case ["nth_days"]:
            if len(facts.nth_days) == 1:
                return _Found(NthWeekday(*facts.nth_days[0]), "", uses)
            rule = ",".join(f"{nth}{WEEKDAY_CODES[day]}" for nth, day in facts.nth_days)
            return _Found(_rule(f"FREQ=MONTHLY;BYDAY={rule}"), "", uses)
        case ["edge"]:
            edge, unit = facts.edge or ("", ("", 0))
            if unit[0] not in {"month", "year"}:
                return None
            if edge == "M":
                return _Found(MonthDay(_MIDDLE), "the day", uses)
            return _Found(NthWorkday(-1 if edge == "E" else 1), "", uses)
        case ["days"]:
            return (
                _Found(NthWeekday(1, min(facts.days)), "the first of the month", uses) if len(facts.days) == 1 else None
            )
        case _:
            return _in_weeks(facts, uses)


def _in_weeks(facts: FrequencyFacts, uses: frozenset[str]) -> _Found | None:
    """A week of a month, taken as the weekday of that number."""
    if not set(facts.weeks) <= {1, 2, 3, 4, 5, -1} or len(facts.days) > 1:
        return None
    day = min(facts.days, default=MONDAY)
    if len(facts.weeks) == 1:
        return _Found(NthWeekday(facts.weeks[0], day), "the day in that week", uses)
    rule = ",".join(f"{week}{WEEKDAY_CODES[day]}" for week in facts.weeks)
    return _Found(_rule(f"FREQ=MONTHLY;BYDAY={rule}"), "the day in these weeks", uses)


def _workdays(numbers: tuple[int, ...], uses: frozenset[str]) -> _Found | None:
    if not all(number == -1 or 1 <= number <= 23 for number in numbers):
        return None
    if len(numbers) == 1:
        return _Found(NthWorkday(numbers[0]), "", uses)
    return _Found(_rule(f"FREQ=MONTHLY;{_ON_WORKDAYS};BYSETPOS={_listed(numbers)}"), "", uses)


def _in_named_months(facts: FrequencyFacts, dates: _Found, step: int) -> _Found | None:
    """A date in months that are named; as many of them as come in a year where that is said as well."""
    months, kind = tuple(sorted(set(facts.months))), dates.kind
    named_often = facts.period is not None and step < 12
    if named_often and len(months) * step != 12:
        return None
    if step > 12 or not isinstance(kind, MonthDay | NthWorkday | NthWeekday):
        return None
    uses = dates.uses | {"months"}
    if len(months) == 12:
        return dates._replace(uses=uses)
    if dates.guessed == "the first workday" and len(months) == 1:
        return _Found(Yearly(months[0], _MIDDLE), "the day of the year", uses)
    if isinstance(kind, MonthDay) and any(kind.day > _DAYS_OF_MONTHS[month - 1] for month in months):
        return None
    return _Found(_in_months(months, kind), dates.guessed, uses)


def _in_months(months: Sequence[int], there: MonthDate) -> Kind:
    named = f"FREQ=YEARLY;BYMONTH={_listed(months)}"
    match there:
        case MonthDay(day):
            return _rule(f"{named};BYMONTHDAY={day}")
        case NthWeekday(nth, day):
            return _rule(f"{named};BYDAY={nth}{WEEKDAY_CODES[day]}")
        case NthWorkday(nth):
            return _rule(f"FREQ=MONTHLY;BYMONTH={_listed(months)};{_ON_WORKDAYS};BYSETPOS={nth}")


def _on_day_of_year(facts: FrequencyFacts, there: tuple[tuple[int, ...], int], step: int, on: date) -> _Found | None:
    """31 December, each year or each second one; or a day of several months."""
    months, day = there
    uses = frozenset({"day_of_year"})
    if any(day > _DAYS_OF_MONTHS[month - 1] for month in months):
        return None
    if len(months) > 1 or day < 0:
        many = facts.period is None or step == 12 or len(months) == 12 // step
        return _Found(_in_months(months, MonthDay(day)), "", uses) if many and step <= 12 else None
    if step == 12:
        return _Found(Yearly(months[0], day), "", uses)
    if step % 12 or facts.start:
        return None
    return _Found(EveryMonths(step), "the year it begins", uses, start=_next_day(there, on))


def _rule(text: str) -> Kind:
    return parse_cadence(f"RRULE:{text}").kind


def _listed(numbers: Sequence[int]) -> str:
    return ",".join(map(str, numbers))


def _season(months: tuple[int, int]) -> Season:
    first, last = months
    return Season((first, 1), (last, _DAYS_OF_MONTHS[last - 1]))


def _next_day(there: tuple[tuple[int, ...], int], on: date) -> date:
    """The next date of a day of the year, ON one of them; a leap year's where only such have it."""
    (month, *_), day = there
    for year in range(on.year, on.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= on:
            return found
    return on


def _next_monday(on: date) -> date:
    return on + timedelta(days=-on.weekday() % 7)


def _next_month(on: date) -> date:
    return (on.replace(day=1) + timedelta(days=32)).replace(day=1)


def _from_end(kind: Kind) -> bool:
    """Whether a date is counted from the end of its month."""
    match kind:
        case MonthDay(number) | NthWorkday(number) | NthWeekday(number, _):
            return number < 0
        case _:
            return False


def _month_of_year(facts: FrequencyFacts, kind: Kind, on: date) -> date:
    """The first of the month in which something is meant that comes each year."""
    edge = facts.edge[0] if facts.edge else "E" if _from_end(kind) else "B"
    return _next_day(((({"B": 1, "M": 6, "E": 12}[edge]),), 1), on)


def parsed(text: str) -> FrequencyReading | None:
    """How often in the words of a board's own file; None for any others."""
    try:
        return FrequencyReading(parse_cadence(text))
    except BadInput:
        return None
