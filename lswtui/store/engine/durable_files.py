"""Files and folders that only their owner may read, and that are on the disk when a call returns."""

from __future__ import annotations

import fcntl
import os

from lswtui.domain.errors import ExitCode, LswError

_FULL_SYNC: int | None = getattr(fcntl, "F_FULLFSYNC", None)


class Unreadable(LswError):
    """The system does not let a data file be read; the file itself is as it was."""

    exit_code = ExitCode.FAULT


class SyncFailed(OSError):
    """The disk did not confirm what was written; asking it again would prove nothing."""


def opened(path: str, *, links: bool = True) -> int:
    """A file opened to be read, which never hangs on a fifo; one behind a link only where LINKS are followed.

    Raises `FileNotFoundError` or `Unreadable`.
    """
    try:
        return os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if links else os.O_NOFOLLOW))
    except FileNotFoundError:
        raise
    except OSError as error:
        raise unreadable(path, error) from error


def read(path: str, offset: int = 0) -> bytes:
    """The bytes of a file from OFFSET on; raises `FileNotFoundError` or `Unreadable`."""
    handle = opened(path)
    try:
        with open(handle, "rb", buffering=0) as file:
            file.seek(offset)
            try:
                return file.readall()
            except OSError as error:
                raise unreadable(path, error, at=file.tell()) from error
    except OSError as error:
        raise unreadable(path, error) from error


def names(folder: str) -> list[str]:
    """What a folder holds, sorted; nothing for a folder that is not there; raises `Unreadable`."""
    try:
        return sorted(os.listdir(folder))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise unreadable(folder, error) from error


def status(path: str) -> os.stat_result:
    """Size, age and identity of a file; raises `Unreadable`."""
    try:
        return os.stat(path)
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: str, error: OSError, at: int | None = None) -> Unreadable:
    """The sentence for a file or folder that the system keeps from us, all of it or from the byte AT on."""
    where = path if at is None else f"byte {at} of {path}"
    return Unreadable(f"{where} cannot be read ({error.strerror}); nothing was changed, fix that and try again")


def make_folder(path: str) -> None:
    """Make a folder and those above it, each for its owner only; one that exists stays as it is."""
    if os.path.isdir(path):
        return
    above = os.path.dirname(path)
    make_folder(above)
    try:
        os.mkdir(path, 0o700)
    except FileExistsError:
        if not os.path.isdir(path):
            raise
    else:
        sync_folder(above)


def write_all(handle: int, data: bytes, offset: int) -> None:
    """Write all of DATA at OFFSET, however many calls the system needs."""
    view = memoryview(data)
    while view:
        done = os.pwrite(handle, view, offset)
        view, offset = view[done:], offset + done


def sync(handle: int) -> None:
    """Wait until a file is on the disk itself; raises `SyncFailed`."""
    try:
        if _FULL_SYNC is not None:
            fcntl.fcntl(handle, _FULL_SYNC)
        else:
            os.fsync(handle)
    except OSError as error:
        raise SyncFailed(error.errno, error.strerror) from error


def sync_folder(path: str) -> None:
    """Wait until the names in a folder are on the disk; raises `SyncFailed`."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        sync(handle)
    finally:
        os.close(handle)


def replace(path: str, data: bytes) -> None:
    """Put DATA in the place of a file in one step; a reader sees the old or the new, never a part.

    The caller holds the lock, so one name for the temporary file is enough, and one left behind by a
    process that was killed is simply written over. The folder is not synced. A link stays one: what it leads
    to is replaced.
    """
    path = os.path.realpath(path)
    temporary = f"{path}.tmp"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        try:
            write_all(handle, data, 0)
            sync(handle)
        finally:
            os.close(handle)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def create(path: str, data: bytes) -> None:
    """Make a file that holds DATA where none is; the folder is not synced. Raises `FileExistsError`."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        try:
            write_all(handle, data, 0)
            sync(handle)
        finally:
            os.close(handle)
    except BaseException:
        os.unlink(path)
        raise
