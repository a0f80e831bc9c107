"""A TOML file changed part by part: each table with the comments above it stays one piece, wherever it is moved.

A part is a table with its header, the comments that stand above the header, and the tables inside it. Within a part
tomlkit changes the values and leaves all else; which part is which is told by its id.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array
from tomlkit.items import Table as TomlTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_HEADER = re.compile(r"\s*\[\[?\s*(\"[^\"]*\"|'[^']*'|[A-Za-z0-9_-]+)\s*([.\]])")


class TomlSection(NamedTuple):
    """One table of a file, as text."""

    name: str
    """The key of the table at the top of the file; empty for the keys before the first table."""
    above: str
    """The blank lines and comments above its header."""
    body: str

    @property
    def text(self) -> str:
        """The part as it stands in the file."""
        return self.above + self.body


def changed(text: str, table: Mapping[str, Any]) -> str:
    """The text with the values of TABLE; whether it says them is for the caller to see.

    A part that tomlkit cannot change is written anew, without its comments.
    """
    first, *parts = parts_of(text)
    flat = {key: value for key, value in table.items() if not _is_tables(value) or key in _keys(first)}
    made = [_changed_part(first, flat)]
    for name in dict.fromkeys(part.name for part in parts):
        parts = _with_tables(parts, name, table.get(name) if name not in flat else None)
    for key, value in table.items():
        if key not in flat and not any(part.name == key for part in parts):
            parts = _inserted(parts, [_new(key, each) for each in _each(value)], list(table))
    return "".join(part.text if part.text.endswith("\n") else f"{part.text}\n" for part in (*made, *parts) if part.text)


def parts_of(text: str) -> list[TomlSection]:
    """The parts of a file, first the keys before the first table, which may be empty; together they are the file."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    for number, line in enumerate(lines):
        if _HEADER.match(line) and number > 0 and _whole("".join(lines[starts[-1] : number])):
            starts.append(number)
        elif _HEADER.match(line) and number == 0:
            starts = [0, 0]
    blocks = ["".join(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    parts = [TomlSection("", "", blocks[0])]
    for block in blocks[1:]:
        body, above = _split_end(parts[-1].body)
        parts[-1] = parts[-1]._replace(body=body)
        name, inner = _header(block)
        if inner and parts[-1].name == name:
            parts[-1] = parts[-1]._replace(body=f"{body}{above}{block}")
        else:
            parts.append(TomlSection(name, above, block))
    return parts


def _whole(text: str) -> bool:
    """Whether no string and no list is still open at the end of a text."""
    try:
        tomllib.loads(text)
    except ValueError:
        return False
    return True


def _header(block: str) -> tuple[str, bool]:
    """The top key of a table's header, and whether the table lies inside another."""
    found = _HEADER.match(block)
    return (found[1].strip("\"'"), found[2] == ".") if found else ("", False)


def _split_end(body: str) -> tuple[str, str]:
    """A table's text, and what belongs to the table below it: all from the first blank line after its last key.

    Comments with no blank line between them and the next header are that header's.
    """
    lines = body.splitlines(keepends=True)
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    blank = next((number for number in range(end, len(lines)) if not lines[number].strip()), None)
    if end > 0 and blank is not None:
        end = blank
    return "".join(lines[:end]), "".join(lines[end:])


def _keys(part: TomlSection) -> set[str]:
    try:
        return set(tomllib.loads(part.body))
    except ValueError:
        return set()


def _is_tables(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))


def _each(value: Any) -> list[tuple[Any, bool]]:
    """The tables of a value, each with whether it is one of a list."""
    return [(each, True) for each in value] if isinstance(value, list) else [(value, False)]


def _new(name: str, table: tuple[Any, bool]) -> TomlSection:
    from lswtui.store.files.toml_text import toml_text  # each of the two modules uses the other

    values, listed = table
    return TomlSection(name, "\n", toml_text({name: [values] if listed else values}))


def _with_tables(parts: Sequence[TomlSection], name: str, value: Any) -> list[TomlSection]:
    """The parts with those of one name saying VALUE, none of them where it is None."""
    here = [part for part in parts if part.name == name]
    if value is None:
        return [part for part in parts if part.name != name]
    wanted = _each(value)
    left = list(enumerate(here))
    made: list[TomlSection | None] = [None] * len(wanted)
    for match in (_same, _same_id, _same_title, _at_place):
        for place, (table, listed) in enumerate(wanted):
            found = next((each for each in left if made[place] is None and match(each, table, place)), None)
            if found is not None:
                left.remove(found)
                made[place] = _changed_table(found[1], table, listed=listed)
    fresh = [part or _new(name, table) for part, table in zip(made, wanted, strict=True)]
    slots = iter(fresh)
    result: list[TomlSection] = []
    seen = 0
    for part in parts:
        if part.name != name:
            result.append(part)
            continue
        seen += 1
        result += [slot for slot in [next(slots, None)] if slot is not None]
        if seen == len(here):
            result += slots
    return result


def _values(part: TomlSection) -> Any:
    try:
        value = tomllib.loads(part.body)[part.name]
    except (ValueError, KeyError):
        return None
    return value[0] if isinstance(value, list) else value


def _same(each: tuple[int, TomlSection], table: Any, _place: int) -> bool:
    return bool(_values(each[1]) == table)


def _same_id(each: tuple[int, TomlSection], table: Any, _place: int) -> bool:
    values = _values(each[1])
    return isinstance(values, dict) and _has_id(table) and values.get("id") == table["id"]


def _same_title(each: tuple[int, TomlSection], table: Any, _place: int) -> bool:
    values = _values(each[1])
    return isinstance(values, dict) and bool(table.get("title")) and values.get("title") == table["title"]


def _at_place(each: tuple[int, TomlSection], table: Any, place: int) -> bool:
    values = _values(each[1])
    return each[0] == place and not _has_id(table) and not (isinstance(values, dict) and _has_id(values))


def _has_id(table: Any) -> bool:
    return isinstance(table, dict) and "id" in table


def _changed_table(part: TomlSection, table: Any, *, listed: bool) -> TomlSection:
    from lswtui.store.files.toml_text import toml_text

    if _values(part) == table:
        return part
    return _changed_part(part, {part.name: [table] if listed else table}) or part._replace(body=toml_text(table))


def _changed_part(part: TomlSection, table: Mapping[str, Any]) -> TomlSection:
    from lswtui.store.files.toml_text import parsed_text, toml_text

    try:
        document = tomlkit.parse(part.body)
        _change(document, table)
        body = tomlkit.dumps(document)
        if parsed_text(body) == table:
            return part._replace(body=body)
    except (TOMLKitError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        pass  # tomlkit has its limits; the values count for more than the comments inside this one part
    return part._replace(body=toml_text(table) if table else "")


def _change(container: Any, table: Mapping[str, Any]) -> None:
    """Make a container of tomlkit say TABLE, touching only what differs."""
    for key in [key for key in container if key not in table]:
        del container[key]
    for key, value in table.items():
        if key not in container:
            container.append(key, tomlkit.item(value))
        elif not _says(container[key], value):
            _change_item(container, key, value)


def _change_item(container: Any, key: str, value: Any) -> None:
    item = container[key]
    if isinstance(item, TomlTable) and isinstance(value, dict):
        _change(item, value)
    elif isinstance(item, AoT) and isinstance(value, list) and len(item) == len(value):
        for inner, wanted in zip(item, value, strict=True):
            _change(inner, wanted)
    elif isinstance(item, Array) and isinstance(value, list):
        _change_array(item, value)
    else:
        container[key] = value


def _change_array(array: Array, value: Sequence[Any]) -> None:
    """Make a list say VALUE; what it begins and ends with alike stays untouched."""
    before = list(array.unwrap())
    same = next(_differing(before, value))
    same_end = min(next(_differing(before[::-1], value[::-1])), len(before) - same, len(value) - same)
    old, new = len(before) - same - same_end, value[same : len(value) - same_end]
    for offset, each in enumerate(new[:old]):
        array[same + offset] = each
    for _ in range(old - len(new)):
        del array[same + len(new)]
    for offset, each in enumerate(new[old:], old):
        array.insert(same + offset, each)


def _differing(one: Sequence[Any], other: Sequence[Any]) -> Iterator[int]:
    """The places at which two lists differ, the last of them behind the end of the shorter."""
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            yield place
    yield min(len(one), len(other))


def _says(item: Any, value: Any) -> bool:
    said = item.unwrap() if hasattr(item, "unwrap") else item
    return bool(said == value and type(said) is type(value)) or (isinstance(said, date) and str(said) == value)


def _inserted(parts: Sequence[TomlSection], fresh: Sequence[TomlSection], order: Sequence[str]) -> list[TomlSection]:
    """The parts with new ones before the first that comes later in the order of keys."""
    later = set(order[order.index(fresh[0].name) + 1 :]) if fresh else set()
    place = next((number for number, part in enumerate(parts) if part.name in later), len(parts))
    return [*parts[:place], *fresh, *parts[place:]]
