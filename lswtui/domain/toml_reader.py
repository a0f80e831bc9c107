"""Tables of a TOML file, read key by key with every problem noted instead of the first one raised.

Where a value is missing or wrong the problem is noted with its key path and reading goes on, so that whoever
writes the file sees all of them at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

from lswtui.domain.errors import BadInput

T = TypeVar("T")
Word = TypeVar("Word", bound=str)

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Problem(NamedTuple):
    """One thing wrong in a file: the path of its key, what is wrong, and the id of what it stands in."""

    at: str
    text: str
    of: str = ""

    def __str__(self) -> str:
        where = f"{self.at} ({self.of})" if self.of else self.at
        return f"{where}: {self.text}" if where else self.text


class TomlTable:
    """One table of a file; a key that nothing asks for is unknown."""

    def __init__(self, values: Mapping[str, Any], problems: list[Problem], at: str = "") -> None:
        self._values = values
        self._problems = problems
        self._at = at
        self._of = ""
        self._asked: list[str] = []

    def note(self, key: str, text: str) -> None:
        """Note a problem with a key of this table."""
        path = f"{self._at}.{key}" if self._at else key
        self._problems.append(Problem(path, text, self._of))

    def free_keys(self) -> tuple[str, ...]:
        """Return the keys that stand in the file, for a table whose keys are free."""
        return tuple(self._values)

    def raw(self, key: str) -> object:
        """Return what the file says, unchecked; None where it says nothing."""
        return self._values.get(key)

    def id(self) -> str:
        """Return the table's id, by which its further problems are named."""
        found = self.text("id")
        if found and not is_id(found):
            self.note("id", f"{found!r} should be small letters, digits and dashes, as in start-of-shift-walk")
        self._of = found
        return found

    def text(self, key: str, default: str | None = None, longest: int | None = None) -> str:
        """Return a text, needed where it has no default, of LONGEST characters at most."""
        found = self._taken(key, str, "a text", needed=default is None)
        if found is None:
            return default or ""
        if not found.strip() and default is None:
            self.note(key, "is empty")
        if longest is not None and len(found) > longest:
            self.note(key, f"has {len(found)} characters, {longest} at most: {found!r}")
        return found

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """Return a whole number from LOW to HIGH, needed where it has no default."""
        found = self._taken(key, int, "a whole number", needed=default is None)
        if found is None:
            return low if default is None else default
        if not low <= found <= high:
            self.note(key, f"should be from {low} to {high}, not {found}")
        return found

    def share(self, key: str, default: float | None = None) -> float:
        """Return a share from 0 to 1, needed where it has no default."""
        found = self._taken(key, (int, float), "a share such as 0.25", needed=default is None)
        if found is None:
            return default or 0.0
        if not 0 <= found <= 1:
            self.note(key, f"should be a share from 0 to 1, not {found}")
        return float(found)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false, the default where the file says nothing."""
        found = self._taken(key, bool, "true or false", needed=False)
        return default if found is None else found

    def word(self, key: str, words: Iterable[Word], what: str, *, needed: bool = True) -> Word | None:
        """Return the one of WORDS that the file names, WHAT saying of what kind they are."""
        found = self._taken(key, str, "a text", needed=needed)
        return None if found is None else self._word(key, found, words, what)

    def words(self, key: str, words: Iterable[Word], what: str) -> tuple[Word, ...]:
        """Return those of WORDS that a list in the file names, needed and none of them unknown."""
        known = list(words)
        named = self.each(key, str, needed=True)
        return tuple(word for name in named if (word := self._word(key, name, known, what)) is not None)

    def _word(self, key: str, found: str, words: Iterable[Word], what: str) -> Word | None:
        known = {str(word): word for word in words}
        if found in known:
            return known[found]
        near = did_you_mean(found, known) or f"it is one of {', '.join(known)}"
        self.note(key, f"{found!r} is no {what}; {near}")
        return None

    def parsed(self, key: str, parse: Callable[[str], T], *, needed: bool = True) -> T | None:
        """Return what PARSE makes of a text, noting the `BadInput` that it raises."""
        found = self._taken(key, str, "a text", needed=needed)
        return None if found is None else self._parsed(key, parse, found)

    def each(self, key: str, parse: Callable[[str], T], *, needed: bool = False) -> tuple[T, ...]:
        """Return what PARSE makes of each text of a list; one text, and a TOML date for a text, do as well."""
        found = self._taken(key, (str, list, date), "a text or a list of texts", needed=needed)
        if found is None:
            return ()
        if needed and not found:
            self.note(key, "is empty")
        items = [(f"{key}[{at}]", item) for at, item in enumerate(found)] if isinstance(found, list) else [(key, found)]
        made: list[T] = []
        for where, item in items:
            if not isinstance(item, (str, date)):
                self.note(where, f"should be a text, not {_shown(item)}")
            elif (value := self._parsed(where, parse, str(item))) is not None:
                made.append(value)
        return tuple(made)

    def _parsed(self, key: str, parse: Callable[[str], T], found: str) -> T | None:
        try:
            return parse(found)
        except BadInput as error:
            self.note(key, str(error))
            return None

    def table(self, key: str, *, needed: bool = False) -> TomlTable | None:
        """Return the table under a key, None where there is none."""
        found = self._taken(key, dict, f"a table, [{key}]", needed=needed)
        return None if found is None else TomlTable(found, self._problems, f"{self._at}.{key}" if self._at else key)

    def tables(self, key: str) -> list[TomlTable]:
        """Return the tables written ``[[key]]``, none where there are none."""
        found = self._taken(key, list, f"written as [[{key}]]", needed=False)
        made: list[TomlTable] = []
        for at, item in enumerate(found or ()):
            if isinstance(item, dict):
                made.append(TomlTable(item, self._problems, f"{key}[{at}]"))
            else:
                self.note(f"{key}[{at}]", f"should be written as [[{key}]], not {_shown(item)}")
        return made

    def no_more_keys(self) -> None:
        """Note each key that was not asked for."""
        for key in self._values:
            if key not in self._asked:
                near = did_you_mean(key, self._asked) or f"known are {', '.join(self._asked)}"
                self.note(key, f"is no known key; {near}")

    def _taken(self, key: str, kind: type[T] | tuple[type[T], ...], what: str, *, needed: bool) -> T | None:
        self._asked.append(key)
        if key not in self._values:
            if needed:
                self.note(key, "is missing")
            return None
        found = self._values[key]
        # A bool is an int to Python, not to whoever writes the file.
        if isinstance(found, kind) and (kind is bool or not isinstance(found, bool)):
            return found
        self.note(key, f"should be {what}, not {_shown(found)}")
        return None


def is_id(text: str) -> bool:
    """Whether a text can be an id: small letters, digits and dashes."""
    return _ID.fullmatch(text) is not None


def note_doubles(tables: Iterable[TomlTable], key: str) -> None:
    """Note each table whose KEY has the value of an earlier one."""
    seen: set[object] = set()
    for table in tables:
        value = table.raw(key)
        if not isinstance(value, str):
            continue
        if value in seen:
            table.note(key, f"{value!r} is taken by an earlier one; each needs its own {key}")
        seen.add(value)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``"did you mean 'minutes'?"``, or an empty text where nothing known is near."""
    import difflib  # only a word that is not known needs it

    near = difflib.get_close_matches(word, list(known), n=1)
    return f"did you mean '{near[0]}'?" if near else ""


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    shown = repr(value) if isinstance(value, str) else str(value)
    return shown if len(shown) <= 40 else f"{shown[:39]}…"
