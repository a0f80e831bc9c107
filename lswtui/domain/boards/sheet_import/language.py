"""The words of a language that sheets use; each language is a data file, and this is what one says."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lswtui.domain.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Phrase = tuple[str, ...]
"""Words and numbers, folded; a number is one of its own where letters stand right beside it."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
PARTS_OF_DAY = ("morning", "noon", "afternoon", "evening", "night")
NOON, MIDNIGHT = 720, 0
_UNITS = {
    **{unit: (unit, 1) for unit in ("minute", "hour", "shift", "day", "workday", "week", "month", "year")},
    "quarter": ("month", 3),
    "half-year": ("month", 6),
}
_KINDS_OF_WORD = {
    "every": "e",
    "per": "p",
    "to": "T",
    "and": "&",
    "or": "|",
    "of": "O",
    "from": "f",
    "except": "X",
    "begin": "B",
    "middle": "M",
    "end": "E",
    "about": "~",
    "without_meaning": " ",
}
_BESIDE_TIMES = frozenset("T&|peO f~")
_KEY = re.compile(r"(?:([0-9]+) )?(?:(a) )?([a-z-]+?)s?")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63]")
_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"[0-9]+|[^\W\d_]+")
_TABLES = frozenset(
    (
        *("often", "unit", "step", "code", "weekday", "letter", "month", "ordinal", "number", "times", "part_of_day"),
        *("clock", "word", "no_time", "heading", "row", "begin_of", "middle_of", "end_of"),
    )
)


class WordMeaning(NamedTuple):
    """What a phrase of a language means, by a kind of one letter and a value; the kinds stand in `often`."""

    kind: str
    value: Any = None
    doubt: bool = False
    """Whether it may as well mean something else."""


class Language(NamedTuple):
    """What the words of a language mean."""

    name: str
    phrases: Mapping[str, tuple[tuple[Phrase, WordMeaning], ...]]
    """Phrases by their first word, the longest first."""
    codes: Mapping[str, WordMeaning]
    """Letters that mean something where they are all that a cell says."""
    letters: Mapping[str, frozenset[int]]
    """Weekdays, Monday 0, by the letters that stand for them in headings and in M,W,F."""
    endings: frozenset[str]
    """Of numbers that count: 1st, 2nd."""
    steps: Mapping[str, tuple[str, int]]
    """Words that say with a number before them how often: 14-tägig."""
    after_number: frozenset[str]
    """Words that make times of a number: 3x."""
    to: tuple[Phrase, ...]
    """What stands between the ends of a stretch."""
    beside_times: frozenset[str]
    """Words that may stand beside times of day, or name one which no clock shows."""
    headings: Mapping[str, str]
    """The names of headings, as `plain` gives them, and what such a column means."""
    category_too: frozenset[str]
    surely_task: frozenset[str]
    task_if_no_other: frozenset[str]
    foot: frozenset[str]
    foot_begins: tuple[str, ...]
    pages: frozenset[str]
    breaks: frozenset[str]
    no_mark: frozenset[str]
    yes: frozenset[str]
    month_first: bool

    def __hash__(self) -> int:
        return hash(self.name)

    def said(self, phrase: Phrase) -> WordMeaning | None:
        """What a whole phrase means; None where it is not known."""
        known = self.phrases.get(phrase[0], ()) if phrase else ()
        return next((word for words, word in known if words == phrase), None)


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """A text as words are compared: small, without accents, full-width signs, soft blanks and kinds of dashes."""
    if text.isascii():
        return " ".join(text.casefold().split())
    text = unicodedata.normalize("NFKD", _DASHES.sub("-", unicodedata.normalize("NFKC", text)).casefold())
    kept = "".join(char for char in text if unicodedata.category(char) not in {"Mn", "Cf"})
    return " ".join(kept.replace("×", "x").replace("’", "'").replace("′", "'").split())


def words_of(text: str) -> Phrase:
    """The words and numbers of a text, folded."""
    return tuple(_WORD.findall(fold(text)))


def plain(text: str) -> str:
    """A text as headings are compared: its words with single blanks between."""
    return " ".join(words_of(text))


def language(table: Mapping[str, Any]) -> Language:
    """The language that a data file describes; raises `BadInput` for what such a file does not have."""
    unknown = [key for key, value in table.items() if isinstance(value, dict) and key not in _TABLES]
    if unknown or not isinstance(table.get("name"), str):
        raise BadInput(f"a language needs its name, and has no {', '.join(unknown) or 'other'} tables")

    def part(name: str) -> dict[str, Any]:
        return dict(table.get(name, {}))

    ordinal, times, heading, row = part("ordinal"), part("times"), part("heading"), part("row")
    endings, after_number = ordinal.pop("endings", ()), times.pop("after_number", ())
    special = {name: _plain_set(heading.pop(name, ())) for name in ("category_too", "surely_task", "task_if_no_other")}
    phrases: dict[str, dict[Phrase, WordMeaning]] = {}
    for words, word in _phrases({**table, "ordinal": ordinal, "times": times}):
        phrases.setdefault(words[0], {}).setdefault(words, word)
    no_time = frozenset(word for text in part("no_time").get("words", ()) for word in words_of(text))
    return Language(
        name=table["name"],
        phrases={
            first: tuple(sorted(known.items(), key=lambda item: -len(item[0]))) for first, known in phrases.items()
        },
        codes={fold(text): WordMeaning("d", _unit(key)) for key, texts in part("code").items() for text in texts},
        letters=_letters(part("letter")),
        endings=frozenset(map(fold, endings)),
        steps={fold(text): _unit(key) for key, texts in part("step").items() for text in texts},
        after_number=frozenset(map(fold, after_number)),
        to=tuple(words for known in phrases.values() for words, word in known.items() if word.kind == "T"),
        beside_times=no_time
        | {
            word
            for known in phrases.values()
            for words, said in known.items()
            if said.kind in _BESIDE_TIMES
            for word in words
        },
        headings={plain(text): meaning for meaning, texts in heading.items() for text in texts if plain(text)},
        **special,
        foot=_plain_set(row.get("foot", ())),
        foot_begins=tuple(plain(text) for text in row.get("foot_begins", ())),
        pages=_plain_set(row.get("page", ())),
        breaks=_plain_set(row.get("break", ())),
        no_mark=_plain_set(row.get("no_mark", ())),
        yes=_plain_set(row.get("yes", ())),
        month_first=bool(table.get("month_before_day", False)),
    )


def _phrases(table: Mapping[str, Any]) -> Iterator[tuple[Phrase, WordMeaning]]:
    """All that a language says of how often and when; where two say the same words the first counts."""
    for name, meaning in _MEANINGS:
        for key, texts in table.get(name, {}).items():
            word = meaning(key)
            yield from ((words, word) for text in texts if (words := tuple(_PIECE.findall(fold(text)))))


def _often(key: str) -> WordMeaning:
    if key in {"needed", "once"}:
        return WordMeaning("?" if key == "needed" else "1")
    found = _KEY.fullmatch(key)
    if found is not None and found[2]:
        return WordMeaning("R", (int(found[1]), *_unit(found[3])))
    return WordMeaning("d", _unit(key))


def _unit(key: str) -> tuple[str, int]:
    """A unit and how many of it: ``2 weeks``; raises `BadInput` for what is none."""
    found = _KEY.fullmatch(key)
    if found is None or found[2] or found[3] not in _UNITS:
        raise BadInput(f"{key!r} is no stretch of time; it is one of {', '.join(_UNITS)}, or two of one: 2 weeks")
    unit, step = _UNITS[found[3]]
    return unit, step * int(found[1] or 1)


def _days(key: str) -> WordMeaning:
    return WordMeaning("w", frozenset({5, 6}) if key == "weekend" else frozenset({_at(key, WEEKDAYS)}))


def _connecting(key: str) -> WordMeaning:
    if key not in _KINDS_OF_WORD:
        raise BadInput(f"a language has no word {key!r}; it has {', '.join(_KINDS_OF_WORD)}")
    return WordMeaning(_KINDS_OF_WORD[key])


def _letters(table: Mapping[str, Iterable[str]]) -> dict[str, frozenset[int]]:
    letters: dict[str, frozenset[int]] = {}
    for key, texts in table.items():
        for text in texts:
            letters[fold(text)] = letters.get(fold(text), frozenset()) | {_at(key, WEEKDAYS)}
    return letters


def _at(key: str, names: tuple[str, ...]) -> int:
    if key not in names:
        raise BadInput(f"{key!r} is none of {', '.join(names)}")
    return names.index(key)


def _whole(key: str) -> int:
    if not re.fullmatch("-?[0-9]{1,3}", key):
        raise BadInput(f"{key!r} is no number")
    return int(key)


def _plain_set(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(map(plain, texts))


_MEANINGS: tuple[tuple[str, Callable[[str], WordMeaning]], ...] = (
    ("often", _often),
    ("unit", lambda key: WordMeaning("u", _unit(key))),
    ("weekday", _days),
    ("month", lambda key: WordMeaning("m", (_at(key, MONTHS) + 1,))),
    ("ordinal", lambda key: WordMeaning("A") if key == "other" else WordMeaning("o", (_whole(key),))),
    ("number", lambda key: WordMeaning("n", _whole(key))),
    ("times", lambda key: WordMeaning("x", 0 if key == "several" else _whole(key))),
    ("part_of_day", lambda key: WordMeaning("P", frozenset({_at(key, PARTS_OF_DAY)}))),
    ("clock", lambda key: WordMeaning("t", NOON if key == "noon" else MIDNIGHT)),
    ("begin_of", lambda key: WordMeaning("b", ("B", _unit(key)))),
    ("middle_of", lambda key: WordMeaning("b", ("M", _unit(key)))),
    ("end_of", lambda key: WordMeaning("b", ("E", _unit(key)))),
    ("word", _connecting),
)
