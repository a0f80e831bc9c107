"""The checksum at the end of every JSON text we write, so that no damaged byte is shown as data.

It is the last member of the last object, so that the text stays JSON for every other program.
"""

from __future__ import annotations

from json import dumps
from typing import Any
from zlib import crc32

_LENGTH = len(',"crc":"12345678"')


def compact(value: Any) -> bytes:
    """VALUE as JSON; raises `ValueError` for what is no JSON or no Unicode, `TypeError` for other types."""
    return dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def with_checksum(text: bytes, depth: int = 1) -> bytes:
    """TEXT, which ends with DEPTH closing braces, with its checksum put before them."""
    body = text[:-depth]
    return body + _mark(body) + b"}" * depth


def checksum(text: bytes, depth: int = 1) -> str | None:
    """The checksum that TEXT ends with, or None if the text is not the one that was sealed."""
    body, end = text[: -_LENGTH - depth], text[-_LENGTH - depth :]
    return end[8:16].decode() if end == _mark(body) + b"}" * depth else None


def _mark(body: bytes) -> bytes:
    return b',"crc":"%08x"' % crc32(body)
