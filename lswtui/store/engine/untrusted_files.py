"""Files that others write: settings, boards, reviews, answers, imports, drafts. Any of them may be anything."""

from __future__ import annotations

import os
import stat

from lswtui.domain.errors import BadInput, NotFound

MEGABYTE = 1_000_000


def read(path: str, most: int) -> bytes:
    """The bytes of an ordinary file, MOST of them at most; it never hangs on a fifo and reads no device.

    Raises `NotFound` for what cannot be read or is no such file, and `BadInput` for one that is too large.
    """
    try:
        _ordinary(path, os.stat(path))  # before it is opened: to open a device may do something
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(handle, "rb", buffering=0) as file:
            _ordinary(path, os.fstat(handle))
            data = bytearray()
            while len(data) <= most and (more := file.read(min(MEGABYTE, most + 1 - len(data)))):
                data += more
    except OSError as error:
        raise NotFound(f"{path} cannot be read: {_why(path, error)}") from error
    except ValueError as error:
        raise NotFound(f"{path} cannot be read: a path holds no NUL") from error
    if len(data) > most:
        raise BadInput(f"{path} is too large; {most // MEGABYTE} MB are the most that is read")
    return bytes(data)


def read_text(path: str, most: int) -> str:
    """The text of a file in UTF-8, without a byte order mark; raises as `read` does, and `BadInput`."""
    data = read(path, most)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadInput(f"{path} is no text in UTF-8 (line {line}); save it as UTF-8 and try again") from error


def _ordinary(path: str, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise NotFound(f"{path} cannot be read: it is a folder; name a file")
    if not stat.S_ISREG(status.st_mode):
        raise NotFound(f"{path} cannot be read: it is no ordinary file")


def _why(path: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError) and os.path.islink(path):
        return "it is a link to a file that is not there"
    return error.strerror or str(error)
