"""Fields declared once: what each is called, which values it can have, where it is wrong, and how it is written.

A tuple of `FieldSpec` says all that can be said of one thing: of a task, of a board. Reader, writer, form, sheet and
specification work from it, so that a field that is added to the tuple is known to each of them.

Three forms of a value: the *value* itself, as the rules have it; its *plain* form, as a file or JSON has it, None
where the file says nothing; and *text*, as a person writes it into a form, or a cell of a sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lswtui.domain.errors import BadInput
from lswtui.domain.vocabulary import fixed_word, in_words

if TYPE_CHECKING:
    from collections.abc import Collection
    from enum import StrEnum

    from lswtui.domain.toml_reader import TomlTable

Values = Mapping[str, Any]
"""The values of a record by the keys of its fields."""
NEEDED: Final = object()
"""In place of a default: the file has to say it."""
YES, NO = "yes", "no"
_YES, _NO = frozenset((YES, "y", "true")), frozenset((NO, "n", "false"))
_LONGEST_NUMBER = 9
"""Digits of a number that is read as one."""


class ValueKind:
    """Which values a field can have, and how each form of them becomes another."""

    name = ""
    """What the specification of a format calls it."""
    long = False
    """Whether a form gives it several lines."""

    def read(self, table: TomlTable, field: FieldSpec, known: Values) -> Any:
        """The value that a file's table says, its problems noted there; None where there is no telling what it is.

        KNOWN has the values of the fields before it.
        """
        raise NotImplementedError

    def plain(self, value: Any, field: FieldSpec) -> Any:  # noqa: ARG002 - some leave out their field's default
        """What a file says for a value; None where it says nothing."""
        return value or None

    def text(self, plain: Any) -> str:
        """What a form shows for what the file says, right or wrong."""
        return "" if plain is None else str(plain)

    def typed(self, text: str) -> Any:
        """What the file says for a text that was typed; the text itself where it is no such value, to be told so."""
        return text.strip() or None

    def retyped(self, text: str, was: Any) -> Any:  # noqa: ARG002 - only what has ids that no form shows
        """What the file says for a text that was typed over what it said, WAS, the ids in it staying."""
        return self.typed(text)

    def cell(self, plain: Any) -> str:
        """What a cell of a sheet says for what the file says."""
        return self.text(plain)

    def of_cell(self, cell: str, yes: Callable[[str], bool]) -> Any:  # noqa: ARG002 - only flags ask for yes
        """What the file says for a cell; raises `BadInput` for no such value. YES knows the words for yes."""
        return self.typed(cell)

    def words(self, known: Values) -> Iterable[str]:  # noqa: ARG002 - some depend on what else is known
        """The fixed words that it can be, as a file says them; none where it is free."""
        return ()


class DerivedDefault(NamedTuple):
    """A default that follows from the other values."""

    words: str
    """From what, for the specification of the format."""
    of: Callable[[Values], Any]


def _no_rule(known: Values) -> str:  # noqa: ARG001 - every field has a rule
    return ""


class FieldSpec(NamedTuple):
    """One thing that can be said of a record."""

    key: str
    """Its name in files, in JSON and over its column of a sheet."""
    label: str
    """What a form calls it; empty where it stands in no form."""
    kind: ValueKind
    default: Any = NEEDED
    """Its value where a file says nothing; or `NEEDED`, or a `DerivedDefault`."""
    hint: str = ""
    """What may stand there, said while it is being written."""
    copied: bool = False
    """Whether what is made of the record keeps a copy of its own, as a card does of its task."""
    rule: Callable[[Values], str] = _no_rule
    """What is wrong with it beside the fields before it, any of which may be None; empty where nothing is."""
    attribute: str = ""
    """The attribute of the record that has it, where that has another name."""

    @property
    def record_name(self) -> str:
        """The attribute of the record that has it."""
        return self.attribute or self.key

    @property
    def needed(self) -> bool:
        """Whether a file has to say it."""
        return self.default is NEEDED

    @property
    def default_words(self) -> str:
        """Its default as the specification of a format says it."""
        if isinstance(self.default, DerivedDefault):
            return self.default.words
        return "" if self.needed else self.kind.text(self.kind.plain(self.default, self._replace(default=None)))

    def default_for(self, known: Values) -> Any:
        """Its default beside the values of the fields before it; None where it is needed."""
        if isinstance(self.default, DerivedDefault):
            return self.default.of(known)
        return None if self.needed else self.default


def read_fields(table: TomlTable, fields: Iterable[FieldSpec], given: Values) -> dict[str, Any]:
    """The values that a file's table says, by the attributes of the record, with every problem noted in the table.

    A value is None where one is needed and there is no telling what it is. GIVEN has what is known besides, such as
    when the days of the board start.
    """
    known, values = dict(given), {}
    for field in fields:
        known[field.key] = values[field.record_name] = field.kind.read(table, field, known)
        if wrong := field.rule(known):
            table.note(field.key, wrong)
    table.no_more_keys()
    return values


def plain_fields(values: Values, fields: Iterable[FieldSpec]) -> dict[str, Any]:
    """What a file says of a record by its attributes, field by field; a field that says nothing is left out."""
    plain = {field.key: field.kind.plain(values[field.record_name], field) for field in fields}
    return {key: value for key, value in plain.items() if value is not None}


class IdKind(ValueKind):
    """The id of a record, which names it in problems."""

    name = "id"

    def read(self, table: TomlTable, field: FieldSpec, known: Values) -> str:  # noqa: ARG002
        """Read it."""
        return table.id()


class TextKind(ValueKind):
    """A text: a line, or a sentence or two that wrap."""

    name = "text"

    def __init__(self, *, longest: int | None = None, wraps: bool = False) -> None:
        self.longest = longest
        self.long = wraps

    def read(self, table: TomlTable, field: FieldSpec, known: Values) -> str:
        """Read it."""
        return table.text(field.key, default=field.default_for(known), longest=self.longest)


class ParsedKind(ValueKind):
    """A text with a grammar of its own."""

    def __init__(self, name: str, parse: Callable[[str], Any], write: Callable[[Any], str]) -> None:
        self.name = name
        self._parse = parse
        self._write = write

    def read(self, table: TomlTable, field: FieldSpec, known: Values) -> Any:
        """Read it."""
        found = table.parsed(field.key, self._parse, needed=field.needed)
        return field.default_for(known) if found is None else found

    def plain(self, value: Any, field: FieldSpec) -> str:  # noqa: ARG002
        """The text that says it."""
        return self._write(value)


class NumberKind(ValueKind):
    """A whole number from one to another."""

    name = "whole number"

    def __init__(self, low: int, high: int, of: str) -> None:
        self.low = low
        self.high = high
        self._of = of

    def read(self, table: TomlTable, field: FieldSpec, known: Values) -> int:
        """Read it."""
        return table.whole(field.key, self.low, self.high, field.default_for(known))

    def plain(self, value: Any, field: FieldSpec) -> Any:  # noqa: ARG002
        """The number, also where it is 0."""
        return value

    def typed(self, text: str) -> Any:
        """The number that was typed."""
        said = text.strip()
        return int(said) if said.isascii() and said.isdigit() and len(said) <= _LONGEST_NUMBER else said or None

    def of_cell(self, cell: str, yes: Callable[[str], bool]) -> Any:  # noqa: ARG002
        """The number in a cell."""
        number = self.typed(cell)
        if number is not None and not (isinstance(number, int) and self.low <= number <= self.high):
            raise BadInput(f"is no number of {self._of}")
        return number


class WordKind(ValueKind):
    """One of a few fixed words."""

    name = "word"

    def __init__(self, words: type[StrEnum] | tuple[str, ...], what: str) -> None:
        self._words: tuple[str, ...] = tuple(words)
        self._what = what

    def words(self, known: Values) -> tuple[str, ...]:  # noqa: ARG002
        """The words."""
        return self._words

    def what(self, known: Values) -> str:  # noqa: ARG002
        """What the words are, for a problem that says that one is none of them."""
        return self._what

    def read(self, table: TomlTable, field: FieldSpec, known: Values) -> Any:
        """Read it."""
        found = table.word(field.key, self.words(known), self.what(known), needed=field.needed)
        return field.default_for(known) if found is None else found

    def plain(self, value: Any, field: FieldSpec) -> str | None:
        """The word; nothing where it is the default."""
        return None if value == field.default else str(value)

    def text(self, plain: Any) -> str:
        """The word as people write it."""
        return "" if plain is None else in_words(str(plain))

    def typed(self, text: str) -> str | None:
        """The fixed word that was meant."""
        said = text.strip()
        return fixed_word(said) if said else None

    def cell(self, plain: Any) -> str:
        """The word as a file says it."""
        return "" if plain is None else str(plain)

    def of_cell(self, cell: str, yes: Callable[[str], bool]) -> str | None:  # noqa: ARG002
        """The word in a cell, in whatever case."""
        said = "-".join(cell.casefold().split())
        if said and said not in self._words:
            raise BadInput(f"is neither {', '.join(self._words[:-1])} nor {self._words[-1]}")
        return said or None


class FlagKind(ValueKind):
    """Yes or no; a file says only yes."""

    name = "true or false"

    def read(self, table: TomlTable, field: FieldSpec, known: Values) -> bool:  # noqa: ARG002
        """Read it."""
        return table.flag(field.key)

    def words(self, known: Values) -> tuple[str, ...]:  # noqa: ARG002
        """Yes and no."""
        return (YES, NO)

    def text(self, plain: Any) -> str:
        """Yes or no."""
        return (YES if plain else NO) if isinstance(plain, bool) else super().text(plain)

    def typed(self, text: str) -> Any:
        """What was typed, none of it for no."""
        said = text.strip()
        return True if said.casefold() in _YES else None if said.casefold() in _NO else said or None

    def cell(self, plain: Any) -> str:
        """Yes, or an empty cell."""
        return YES if plain else ""

    def of_cell(self, cell: str, yes: Callable[[str], bool]) -> bool | None:
        """Whether a cell says yes."""
        return yes(cell) or None


class LinesKind(ValueKind):
    """Several texts, one a line."""

    name = "list of texts"
    long = True

    def read(self, table: TomlTable, field: FieldSpec, known: Values) -> tuple[str, ...]:  # noqa: ARG002
        """Read them."""
        return table.each(field.key, str)

    def plain(self, value: Collection[str], field: FieldSpec) -> list[str] | None:  # noqa: ARG002
        """A list, none of it where it is empty."""
        return list(value) or None

    def text(self, plain: Any) -> str:
        """A text a line."""
        return "\n".join(map(str, plain)) if isinstance(plain, list) else super().text(plain)

    def typed(self, text: str) -> list[str] | None:
        """The lines that were typed."""
        return [line for part in text.splitlines() if (line := part.strip())] or None

    def cell(self, plain: Any) -> str:
        """A text a line, so that none has lines of its own."""
        return "\n".join(" ".join(line.split()) for line in plain or ())
