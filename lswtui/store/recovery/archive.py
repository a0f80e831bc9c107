"""One file that holds several: an uncompressed tar that any tar program opens, with a manifest first.

The manifest says the name, size and SHA-256 of all that follows. Whatever is read was perhaps made by a
stranger, so the headers of the tar are not interpreted: an archive is exactly what would be written for its
manifest, byte for byte, or it is damaged. No link, device or path in it can be more than that.
"""

from __future__ import annotations

import os
import re
from hashlib import sha256
from json import loads
from typing import TYPE_CHECKING, Any, NamedTuple

from lswtui.domain.errors import Damaged
from lswtui.store.engine import durable_files
from lswtui.store.engine.checksum import checksum, compact, with_checksum

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MANIFEST = "manifest.json"
LARGEST_MANIFEST = 16 << 20
LARGEST = 4 << 30
"""Bytes of an archive that are read at all."""
LONGEST_NAME, LONGEST_FOLDER = 100, 155
"""Bytes that the old form of tar has room for, which every tar program reads."""
_BLOCK = 512
_END = bytes(2 * _BLOCK)
_PLAIN = re.compile(r"(?!.*(?:^|/)\.)[^/\x00-\x1f\x7f](?:/?[^/\x00-\x1f\x7f])*")


class ArchiveMember(NamedTuple):
    """A file to put into an archive, and what else the manifest says of it."""

    name: str
    data: bytes
    says: Mapping[str, Any] = {}


def fits(name: str) -> bool:
    """Whether a member can bear this name: a plain relative path without hidden parts, not too long."""
    folder, _, file = name.rpartition("/")
    if not _PLAIN.fullmatch(name) or not name.isprintable():
        return False
    return len(file.encode()) <= LONGEST_NAME and len(folder.encode()) <= LONGEST_FOLDER


def write(handle: int, says: Mapping[str, Any], members: Iterable[ArchiveMember], made: int) -> None:
    """Write an archive made at MADE, seconds since 1970; SAYS is the rest of its manifest. Raises `OSError`."""
    parts: list[bytes] = []
    listed: list[dict[str, Any]] = []
    for name, data, more in members:
        listed.append({**more, "name": name, "size": len(data), "sha256": sha256(data).hexdigest()})
        parts += (_header(name, len(data), made), data, bytes(-len(data) % _BLOCK))
    manifest = with_checksum(compact({**says, "made": made, "members": listed}))
    offset = 0
    for part in (_header(MANIFEST, len(manifest), made), manifest, bytes(-len(manifest) % _BLOCK), *parts, _END):
        durable_files.write_all(handle, part, offset)
        offset += len(part)


def manifest(path: str) -> dict[str, Any]:
    """What an archive says of itself and, under ``members``, of each file in it, in their order.

    Raises `Damaged` where it is cut off or is none, `FileNotFoundError`, `Unreadable`.
    """
    handle = durable_files.opened(path, links=False)
    try:
        return _manifest(handle, path)[0]
    except OSError as error:
        raise durable_files.unreadable(path, error) from error
    finally:
        os.close(handle)


def contents(path: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The manifest and every file in an archive, all of them as the manifest says; raises as `manifest` does."""
    handle = durable_files.opened(path, links=False)
    try:
        said, offset = _manifest(handle, path)
        found: dict[str, bytes] = {}
        for member in said["members"]:
            name, size = member["name"], member["size"]
            header = _header(name, size, said["made"])
            data = os.pread(handle, size, offset + _BLOCK)
            if os.pread(handle, _BLOCK, offset) != header or sha256(data).hexdigest() != member["sha256"]:
                raise Damaged(f"{path} is damaged: {name} in it is not what was put there; take another backup")
            found[name] = data
            offset += _room(size)
    except OSError as error:
        raise durable_files.unreadable(path, error) from error
    else:
        return said, found
    finally:
        os.close(handle)


def _manifest(handle: int, path: str) -> tuple[dict[str, Any], int]:
    """The manifest, its shape checked against the size of the file, and where the first member begins."""
    stranger = Damaged(f"{path} is no backup, or a damaged one; take another")
    head = os.pread(handle, _BLOCK, 0)
    try:
        size = int(head[124:135], 8)
        text = os.pread(handle, size, _BLOCK) if 0 < size <= LARGEST_MANIFEST else b""
        said = loads(text) if checksum(text) else {}
        whole = _room(size) + sum(_room(_checked(member)) for member in said["members"]) + len(_END)
        made, names = said["made"], [member["name"] for member in said["members"]]
        if head != _header(MANIFEST, size, made) or len(set(names)) != len(names):
            raise stranger
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise stranger from error
    if whole != os.fstat(handle).st_size or whole > LARGEST:
        raise Damaged(f"{path} is damaged: it should have {whole} bytes; take another backup")
    return said, _room(size)


def _checked(member: Mapping[str, Any]) -> int:
    """The size of a member; raises `ValueError`, `KeyError` and `TypeError` for one that nobody may have."""
    name, size = member["name"], member["size"]
    if not fits(name) or type(size) is not int or not 0 <= size <= LARGEST or not isinstance(member["sha256"], str):
        raise ValueError(name)
    return size


def _room(size: int) -> int:
    return _BLOCK + size + -size % _BLOCK


def _header(name: str, size: int, made: int) -> bytes:
    """The tar header of a plain file that only its owner may read."""
    folder, _, file = name.rpartition("/")
    block = b"".join(
        (
            file.encode().ljust(LONGEST_NAME, b"\0"),
            b"0000600\0" + b"0000000\0" * 2,
            b"%011o\0%011o\0" % (size, made),
            b" " * 8 + b"0",
            bytes(100) + b"ustar\0" + b"00",
            bytes(32 + 32) + b"0000000\0" * 2,
            folder.encode().ljust(LONGEST_FOLDER, b"\0"),
        )
    ).ljust(_BLOCK, b"\0")
    return block[:148] + b"%06o\0 " % sum(block) + block[156:]
