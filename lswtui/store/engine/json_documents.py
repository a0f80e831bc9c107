"""Documents as they are stored: plain JSON in tables by name, under numbers made from their ids."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

Tables = dict[str, dict[str, dict[str, Any]]]
"""Tables by name, documents by their number as text: what TinyDB's own files hold."""

LARGEST = 2**63
_DIGITS = len(str(LARGEST))
NO_SHAPE = (AttributeError, LookupError, OverflowError, TypeError, ValueError, RecursionError)
"""What reading JSON of another shape raises."""
_PRIME = 0x48EC9840F9B43A35  # any prime of 63 bits whose digits show no pattern
_DEEPEST = 32


def doc_id(id: str) -> int:  # noqa: A002 - the field's name
    """The number of the document ID, below 2 ** 63: itself if it is such a number, else a remainder.

    Words that differ in seven neighbouring letters or fewer never have the same one.
    """
    if len(id) <= _DIGITS and id[:1].isdigit() and id.isdecimal() and str(int(id)) == id and int(id) < LARGEST:
        return int(id)
    return int.from_bytes(b"\1" + id.encode(errors="surrogatepass")) % _PRIME


def json_value(value: Any, depth: int = 0) -> Any:
    """A copy of VALUE in the types that JSON has and every reader understands.

    Raises `ValueError` for numbers that JSON does not know or others cannot read and for what lies too
    deep, `TypeError` for any other type.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        if not -LARGEST <= value < LARGEST:
            raise ValueError(f"{value} is too large a number to store")
        return int(value)
    if isinstance(value, float):
        if not isfinite(value):
            raise ValueError(f"{value} is no number to store")
        return value
    if depth == _DEEPEST:
        raise ValueError("a document lies too deep in itself to store")
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("the names of a document's fields are text")
        return {str(key): json_value(each, depth + 1) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [json_value(each, depth + 1) for each in value]
    raise TypeError(f"{type(value).__name__} is no type to store")


def content_of(document: Mapping[str, Any] | None) -> dict[str, Any]:
    """What a document says, without the marks of its writing and without fields that say nothing."""
    return {field: held for field, held in (document or {}).items() if held is not None and field not in ("rev", "at")}


def copied(document: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of a plain document that shares nothing which could be changed."""
    copy = dict(document)
    separate(copy)
    return copy


def separate(copy: dict[str, Any]) -> None:
    """Copy what a copy of a document still shares with it."""
    for name, value in copy.items():
        if value.__class__ is dict or value.__class__ is list:
            copy[name] = json_value(value)
