"""JSON that others wrote, taken only where it can mean one thing."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NamedTuple

from lswtui.domain.errors import BadInput

_LONGEST_NUMBER = 20
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""A half of a pair of escapes; without its other half it is no character."""


class _Bad(NamedTuple):
    """Stands, until it is found, where something cannot be taken."""

    why: str


def read_json(text: str) -> Any:
    """What a text of JSON holds.

    Raises `BadInput` with the place of what cannot be taken: no JSON, a name twice in one object, a number
    that cannot be stored, half a character.
    """
    content, rest = read_first_json(text)
    if rest.strip():
        line = text.count("\n", 0, len(text) - len(rest.lstrip())) + 1
        raise BadInput(f"line {line} goes on after the end of the JSON; one file holds one object")
    return content


def read_first_json(text: str) -> tuple[Any, str]:
    """What the JSON at the beginning of a text holds, and the text after it; raises as `read_json` does."""
    start = len(text) - len(text.lstrip())
    found: list[_Bad] = []

    def bad(why: str) -> _Bad:
        found.append(_Bad(why))
        return found[-1]

    def read_object(pairs: list[tuple[str, Any]]) -> Any:
        made = dict(pairs)
        if len(made) == len(pairs):
            return made
        names = [name for name, _ in pairs]
        return bad(f"{next(name for name in names if names.count(name) > 1)!r:.60} stands in it twice")

    def read_float(digits: str) -> Any:
        number = float(digits)
        return number if math.isfinite(number) else bad(f"{digits:.20} is too large a number")

    def read_int(digits: str) -> Any:
        return int(digits) if len(digits) <= _LONGEST_NUMBER else bad(f"{digits:.20}… is too large a number")

    decoder = json.JSONDecoder(
        object_pairs_hook=read_object,
        parse_float=read_float,
        parse_int=read_int,
        parse_constant=lambda name: bad(f"{name} is no number"),
    )
    try:
        content, end = decoder.raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise BadInput(f"line {error.lineno}, column {error.colno} is no JSON ({error.msg})") from error
    except RecursionError as error:
        raise BadInput("the JSON lies too deep in itself") from error
    if found or _HALF.search(text, start, end):
        _refuse_bad(content)
    return content, text[end:]


def _refuse_bad(content: Any) -> None:
    """Raise `BadInput` with the place of the first part that is bad, if there is one."""
    left: list[tuple[str, Any]] = [("", content)]
    while left:
        at, part = left.pop()
        if isinstance(part, _Bad):
            raise BadInput(f"{at or 'the file'}: {part.why}")
        if isinstance(part, str) and not _is_text(part):
            raise BadInput(f"{at or 'the file'}: {part!r:.60} holds half a character")
        if isinstance(part, list):
            left += reversed([(f"{at}[{place}]", each) for place, each in enumerate(part)])
        elif isinstance(part, dict):
            for name in part:
                if not _is_text(name):
                    raise BadInput(f"{at or 'the file'}: the name {name!r:.60} holds half a character")
            left += reversed([(f"{at}.{name}" if at else name, each) for name, each in part.items()])


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
