"""Things that can be chosen, each with a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

Answer = TypeVar("Answer")
Answer_co = TypeVar("Answer_co", covariant=True)


class Option(NamedTuple, Generic[Answer_co]):
    """One thing to choose: its key, what choosing it answers, its words."""

    key: str
    value: Answer_co
    words: str
    group: str = ""
    """The heading that it stands under where there is room for two columns."""
    short: str = ""
    """Its words under that heading; the same ones where empty."""


def keyed(options: Iterable[Option[Answer]], taken: Collection[str]) -> tuple[Option[Answer], ...]:
    """The options with a key each: one whose own is TAKEN, or is that of one before, gets a letter of its words."""
    used = set(taken)
    given = []
    for option in options:
        letters = (letter for letter in option.words.casefold() if letter.isalpha() and letter.upper() not in used)
        key = next((key for key in (option.key, *letters, *"123456789") if key and key not in used), option.key)
        used.add(key)
        given.append(option._replace(key=key))
    return tuple(given)
