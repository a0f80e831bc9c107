"""What is said where the system refuses to write: what was wrong, where, and what to do."""

from __future__ import annotations

import errno

from lswtui.domain.errors import LswError, NotSaved

_ADVICE = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "make room"),
    **dict.fromkeys((errno.EACCES, errno.EPERM), "allow yourself to write there"),
    errno.EROFS: "make the drive writable",
    **dict.fromkeys((errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENOTEMPTY), "move that away"),
}
"""What to do about an error of the system; anything else is for the disk's owner to look after."""


def not_saved(error: OSError, data: str) -> NotSaved:
    """The refusal of a change, of which nothing is kept; DATA is the folder meant where ERROR names no file."""
    where = error.filename or data
    why = f"nothing was saved: {error.strerror}"
    return NotSaved(
        f"{why} ({where}); make room or fix that, and try again",
        on_screen=f"{why}; make room or fix that, and try again",
    )


def databases_unwritten(error: OSError | LswError, files: str) -> LswError:
    """Why the databases in the folder FILES lack a change that is saved in the journal."""
    cause = error.__cause__ if isinstance(error.__cause__, OSError) else error
    if not isinstance(cause, OSError):
        return LswError(f"the change is saved, but TinyDB does not have it: {error}")
    where = cause.filename2 or cause.filename or files
    advice = _ADVICE.get(cause.errno or 0, "look after the disk")
    return LswError(
        f"the change is saved, but {where} cannot be written ({cause.strerror}), so TinyDB does not have it; "
        f"{advice}, and the next change brings TinyDB up to date",
        on_screen=f"changes are saved, but the databases cannot be written ({cause.strerror}); "
        f"{advice.replace('that', 'what is in their place')}, and the next change brings them up to date",
    )
