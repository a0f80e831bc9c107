"""Tables as TOML text, and back."""

from __future__ import annotations

from datetime import date, time
from json import dumps
from typing import TYPE_CHECKING, Any

from lswtui.domain.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def toml_text(table: Mapping[str, Any]) -> str:
    """Plain values as TOML: texts, numbers, truth values, lists of them, tables, and lists of tables."""
    return "\n".join(_lines(table, "")).strip() + "\n"


def parsed_text(text: str) -> dict[str, Any]:
    """The plain values of a board's text, dates said as texts; raises `BadInput` where it is no TOML."""
    import tomllib  # only a file that is edited is read from its text

    try:
        plain: dict[str, Any] = _plain(tomllib.loads(text))
    except (ValueError, RecursionError) as error:
        raise BadInput(f"this is no TOML: {error}") from error
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, (date, time)) else value


def _lines(table: Mapping[str, Any], name: str) -> Iterator[str]:
    later: list[tuple[str, Mapping[str, Any], str]] = []
    for key, value in table.items():
        path = f"{name}.{_key(key)}" if name else _key(key)
        if isinstance(value, dict):
            later.append((f"[{path}]", value, path))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            later += [(f"[[{path}]]", each, path) for each in value]
        else:
            yield f"{_key(key)} = {_value(value)}"
    for head, inner, path in later:
        yield from ("", head, *_lines(inner, path))


def _key(key: str) -> str:
    bare = key.replace("-", "").replace("_", "")
    return key if bare.isascii() and bare.isalnum() else _value(key)


def _value(value: object) -> str:
    # JSON writes these as TOML does, but for one control character that it leaves as it is.
    return dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
