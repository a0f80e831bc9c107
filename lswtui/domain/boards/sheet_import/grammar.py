"""The grammar of how often: which tokens together say what. Each is used by one rule, or nothing is understood."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from lswtui.domain.boards.sheet_import.language import WordMeaning
from lswtui.domain.boards.sheet_import.letters import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lswtui.domain.boards.sheet_import.times import CellTime

Unit = tuple[str, int]
"""A unit and how many of it; quarters and half-years are months."""


class FrequencyFacts(NamedTuple):
    """What the tokens of a cell say; None and empty for what they do not."""

    period: Unit | None = None
    rate: tuple[int, str, int] | None = None
    """So many times in so many of a unit; no times are several."""
    counted: tuple[int, Unit] | None = None
    """Every second day, or the second day of a month."""
    times: int | None = None
    days: frozenset[int] = frozenset()
    but_days: frozenset[int] = frozenset()
    counted_days: tuple[int, frozenset[int]] | None = None
    """Every second Tuesday, or the second Tuesday of a month."""
    nth_days: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    workdays: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    in_period: int | None = None
    """The month of a quarter or half-year."""
    edge: tuple[str, Unit] | None = None
    """B, M or E, and of what."""
    months: tuple[int, ...] = ()
    season: tuple[int, int] | None = None
    day_of_year: tuple[tuple[int, ...], int] | None = None
    start: date | None = None
    start_day: tuple[tuple[int, ...], int] | None = None
    clocks: tuple[CellTime, ...] = ()
    parts: frozenset[int] = frozenset()
    needed: bool = False
    about: bool = False
    loose: bool = False
    """Whether how its parts belong together had to be guessed."""


_FIELDS = {
    "d": "period",
    "u": "period",
    "R": "rate",
    "Z": "counted",
    "x": "times",
    "w": "days",
    "X": "but_days",
    "V": "counted_days",
    "N": "nth_days",
    "o": "month_days",
    "K": "workdays",
    "q": "weeks",
    "h": "in_period",
    "b": "edge",
    "m": "months",
    "s": "season",
    "Y": "day_of_year",
    "S": "start",
    "F": "start_day",
    "t": "clocks",
    "P": "parts",
    "?": "needed",
    "~": "about",
    "l": "loose",
}
_UNITS_ALONE = frozenset(("day", "workday", "week", "month", "year"))
_DAYS: frozenset[Unit] = frozenset((("day", 1), ("workday", 1), ("shift", 1)))


def facts_of(tokens: Sequence[WordMeaning]) -> FrequencyFacts | None:
    """What tokens say; None where one is left that no rule uses, or two say the same thing differently."""
    if any(token.kind in "!1" for token in tokens):
        return None
    said: dict[str, Any] = {}
    for token in _dropped(_reduced(_without_of(tokens))):
        field = _FIELDS.get(token.kind)
        if field is None or token.value is None or (field in said and not _the_same(said[field], token.value)):
            return None
        said.setdefault(field, token.value)
        if token.doubt:
            said["loose"] = True
    unit_alone = len(tokens) == 1 and tokens[0].kind == "u" and tokens[0].value[0] not in _UNITS_ALONE
    return None if unit_alone or not said else FrequencyFacts(**said)


def _without_of(tokens: Sequence[WordMeaning]) -> list[WordMeaning]:
    """The tokens without each ``of`` but the one that tells the first of the month from the first month."""
    kinds = kinds_of(tokens)
    told = {"oOu", "nOu", "nOe"}
    return [token for at, token in enumerate(tokens) if token.kind != "O" or kinds[max(0, at - 1) : at + 2] in told]


def _the_same(one: Any, other: Any) -> bool:
    """Whether two ways to say something agree: every day, every workday."""
    return bool(one == other or {one, other} <= _DAYS)


def kinds_of(tokens: Iterable[WordMeaning]) -> str:
    """The kinds of tokens as a text."""
    return "".join(token.kind for token in tokens)


def _reduced(tokens: list[WordMeaning]) -> list[WordMeaning]:
    """The tokens after every rule took what it can, the first rule first, each from the left."""
    kinds = kinds_of(tokens)
    for pattern, make in _RULES:
        place = 0
        while found := pattern.search(kinds, place):
            made = make(tokens[found.start() : found.end()])
            if made is None:
                place = found.start() + 1
            else:
                doubt = made.doubt or any(token.doubt for token in tokens[found.start() : found.end()])
                tokens[found.start() : found.end()] = [made._replace(doubt=doubt)]
                kinds = kinds_of(tokens)
                place = max(0, found.start() - 1)
    return tokens


def _dropped(tokens: list[WordMeaning]) -> list[WordMeaning]:
    """The tokens without the signs that only stand between them; a slash leaves open how they belong together."""
    kinds = kinds_of(tokens)
    kept: list[WordMeaning] = []
    for at, token in enumerate(tokens):
        if token.kind in ",;O":
            continue
        if token.kind == "-" and not re.fullmatch(r"[noYDmtw]-[noYDmtw]", kinds[max(0, at - 1) : at + 2]):
            continue
        if token.kind in "/?~":
            token = WordMeaning("l" if token.kind == "/" else token.kind, value=True)  # noqa: PLW2901 - what it says
        kept.append(token)
    lone = [at for at, token in enumerate(kept) if token.kind == "n"]
    if len(lone) == 1 and any(token.kind in "du" and token.value == ("month", 1) for token in kept):
        kept[lone[0]] = WordMeaning("o", (kept[lone[0]].value,), doubt=True)
    return kept


def _values(tokens: Sequence[WordMeaning], kind: str) -> list[Any]:
    return [token.value for token in tokens if token.kind == kind]


def _one(tokens: Sequence[WordMeaning], kind: str) -> Any:
    return _values(tokens, kind)[0]


def _days_between(tokens: Sequence[WordMeaning]) -> WordMeaning | None:
    first, last = _values(tokens, "w")
    if len(first) != 1 or len(last) != 1:
        return None
    begin, end = min(first), min(last)
    return WordMeaning("w", frozenset((begin + step) % 7 for step in range((end - begin) % 7 + 1)))


def _by_letters(tokens: Sequence[WordMeaning]) -> WordMeaning | None:
    """Weekdays by letters; two ways to take them leave a doubt."""
    known = [days for token in tokens if token.kind in "Lw" for days in _letters(token)]
    if len(known) < 2:
        return None
    ways = in_order(known)
    if not ways:
        return None
    signs = [token.kind for token in tokens if token.kind not in "Lw"]
    ranged = signs.count("-") + signs.count("T") == 1 and signs[-1] in "-T" and len(known) == 2
    sets = list(dict.fromkeys(_spanned(way) if ranged else frozenset(way) for way in ways))
    plain = len(tokens) == 1 and len(known) == 2 and len(min(known, key=len)) == 1
    return WordMeaning("w", sets[0], doubt=len(sets) > 1 or (plain and max(map(len, known)) == 1))


def _letters(token: WordMeaning) -> tuple[frozenset[int], ...]:
    return token.value if token.kind == "L" else (token.value,)


def _spanned(way: tuple[int, ...]) -> frozenset[int]:
    first, last = way[0], way[-1]
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))


def _joined(kind: str) -> Callable[[Sequence[WordMeaning]], WordMeaning | None]:
    """A rule that puts the values of several tokens of a kind together."""

    def join(tokens: Sequence[WordMeaning]) -> WordMeaning | None:
        values = _values(tokens, kind)
        if kind in "wP":
            return WordMeaning(kind, frozenset().union(*values))
        return WordMeaning(kind, tuple(dict.fromkeys(item for value in values for item in value)))

    return join


def _date(tokens: Sequence[WordMeaning]) -> WordMeaning | None:
    (months, day), year = _one(tokens, "Y"), _one(tokens, "j")
    try:
        return WordMeaning("D", date(year, months[0], day)) if len(months) == 1 else None
    except ValueError:
        return None


def _same_day(tokens: Sequence[WordMeaning]) -> WordMeaning | None:
    """Days of the year that fall on the same day of several months."""
    first, last = _values(tokens, "Y")
    return WordMeaning("Y", (first[0] + last[0], first[1])) if first[1] == last[1] else None


def _step(tokens: Sequence[WordMeaning]) -> WordMeaning | None:
    number, (unit, many) = _one(tokens, "n"), tokens[-1].value
    return WordMeaning("d", (unit, many * number)) if number else None


def _doubtful_step(tokens: Sequence[WordMeaning]) -> WordMeaning | None:
    step = _step(tokens)
    return None if step is None else step._replace(doubt=True)


def _rate(tokens: Sequence[WordMeaning]) -> WordMeaning | None:
    times = next(token.value for token in tokens if token.kind in "xn")
    unit, step = next(token.value for token in tokens if token.kind in "ud")
    numbers = _values(tokens, "n") if any(token.kind == "x" for token in tokens) else []
    return WordMeaning("R", (times, unit, step * (numbers[0] if numbers else 1)))


def _days_in(tokens: Sequence[WordMeaning]) -> WordMeaning | None:
    """Five days a week."""
    (day, _), (unit, step) = _values(tokens, "u")
    return (
        WordMeaning("R", (_one(tokens, "n"), unit, step))
        if day in {"day", "workday"} and unit in {"week", "month"}
        else None
    )


def _counted_unit(tokens: Sequence[WordMeaning]) -> WordMeaning | None:
    numbers, unit = _one(tokens, "o"), tokens[-1].value
    return WordMeaning("Z", (numbers[0], unit)) if len(numbers) == 1 and numbers[0] > 1 else None


def _numbered_unit(tokens: Sequence[WordMeaning]) -> WordMeaning | None:
    """The third workday, day 15, the last day, the first week: of what, another token says."""
    numbers = tuple(value for token in tokens if token.kind in "on" for value in _as_tuple(token.value))
    unit, step = _one(tokens, "u")
    kind = {"day": "o", "workday": "K", "week": "q"}.get(unit)
    if unit == "month" and step == 1 and len(numbers) == 1 and tokens[-1].kind == "u" and 1 <= numbers[0] <= 6:
        return WordMeaning("h", numbers[0])
    return WordMeaning(kind, numbers) if kind is not None and step == 1 else None


def _as_tuple(value: Any) -> tuple[int, ...]:
    return value if isinstance(value, tuple) else (value,)


def _counted_weekdays(tokens: Sequence[WordMeaning]) -> WordMeaning | None:
    numbers, days = _one(tokens, "o"), _one(tokens, "w")
    if tokens[0].kind == "e" and len(numbers) == 1 and numbers[0] > 1:
        return WordMeaning("V", (numbers[0], days))
    if not all(number in {1, 2, 3, 4, 5, -1} for number in numbers):
        return None
    return WordMeaning("N", tuple((number, day) for number in numbers for day in sorted(days)))


def _edge(tokens: Sequence[WordMeaning]) -> WordMeaning:
    return WordMeaning("b", (next(token.kind for token in tokens if token.kind in "BME"), _one(tokens, "u")))


def _day_of_year(tokens: Sequence[WordMeaning]) -> WordMeaning | None:
    days = [day for token in tokens if token.kind in "on" for day in _as_tuple(token.value)]
    if len(days) != 1 or not -1 <= days[0] <= 31 or not days[0]:
        return None
    return WordMeaning("Y", (_one(tokens, "m"), days[0]))


def _taken(kind: str, of: str) -> Callable[[Sequence[WordMeaning]], WordMeaning | None]:
    """A rule that makes a token of a kind with the value of the one among them that is OF a kind."""
    return lambda tokens: WordMeaning(kind, _one(tokens, of))


def _season(tokens: Sequence[WordMeaning]) -> WordMeaning | None:
    first, last = _values(tokens, "m")
    return WordMeaning("s", (first[0], last[0])) if len(first) == len(last) == 1 else None


_RULES: tuple[tuple[re.Pattern[str], Callable[[Sequence[WordMeaning]], WordMeaning | None]], ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (r"(?:w[,/&T-]?)*L(?:[,/&T-]?[Lw])*", _by_letters),
        (r"T(?=t)", lambda _: WordMeaning(",")),
        (r"un(?:[,&]+n)*O", lambda tokens: _numbered_unit(tokens[:-1])),
        (r"nO", lambda tokens: WordMeaning("o", (tokens[0].value,))),
        (r"(?<![eu])n(?=[,&]+o(?!w))", lambda tokens: WordMeaning("o", (tokens[0].value,))),
        (r"n-?a|n-d", _step),
        (r"nd", _doubtful_step),
        (r"nu[/p]u", _days_in),
        (r"x[/pT,]?e?nu", _rate),
        (r"x[/pT,]?e?u", _rate),
        (r"x,?e?d", _rate),
        (r"d[/,]?x", _rate),
        (r"n[/pT]u", _rate),
        (r"w(?:-w){2,}", _joined("w")),
        (r"w[-T]w", _days_between),
        (r"w(?:[,&/]*w)+", _joined("w")),
        (r"o(?:[,&/]+o)+", _joined("o")),
        (r"m[-T]m", _season),
        (r"m(?:[,&/]*m)+", _joined("m")),
        (r"t(?:[,&/]*t)+", _joined("t")),
        (r"P(?:[,&/]*P)+", _joined("P")),
        (r"o,?m|m[,-]?o(?![wu])|n-?m|m-?n", _day_of_year),
        (r"Y,?j", _date),
        (r"Y[,&]*Y", _same_day),
        (r"f,?D", _taken("S", "D")),
        (r"f,?Y", _taken("F", "Y")),
        (r"X,?w", _taken("X", "w")),
        (r"e?ow", _counted_weekdays),
        (r"N(?:[,&/]+N)+", _joined("N")),
        (r"eou", _counted_unit),
        (r"e?ou", _numbered_unit),
        (r"enu", _step),
        (r"e?[BME]-?[ep]?u|u-?[BE]", _edge),
        (r"eun(?:[,&]+n)*(?![-T/u])", _numbered_unit),
        (r"[ep]u", _taken("d", "u")),
        (r"un(?:[,&]+n)*(?![-T/])", _numbered_unit),
        (r"(?<![-T/])nu", _doubtful_step),
        *((f"e{kind}", _taken(kind, kind)) for kind in "owPmdbY"),
    )
)
