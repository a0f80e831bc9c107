"""The name under which this machine writes this data: a copied home is another device."""

from __future__ import annotations

import os
from json import loads

from lswtui.store import disk
from lswtui.store.plain import doc_id
from lswtui.store.seal import compact


def new_name() -> str:
    """A name that no other device bears."""
    return os.urandom(5).hex()


def stored_name(path: str, data: str) -> str | None:
    """The name kept in PATH for the data in the folder DATA, or None if it is another machine's or folder's."""
    try:
        kept = loads(disk.read(path))
        if kept["bound"] == _bound(data) and isinstance(kept["device"], str):
            return kept["device"]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        pass
    return None


def store_name(path: str, data: str, name: str) -> None:
    """Keep NAME for the data in the folder DATA; raises `OSError`."""
    disk.make_folder(os.path.dirname(path))
    disk.replace(path, compact({"device": name, "bound": _bound(data)}))
    disk.sync_folder(os.path.dirname(path))


def _bound(data: str) -> str:
    return f"{doc_id(f'{_machine()} {os.path.realpath(data)}'):016x}"


def _machine() -> str:
    try:
        return disk.read("/etc/machine-id").decode().strip()
    except FileNotFoundError:
        return os.uname().nodename
    except disk.Unreadable as error:
        if not isinstance(error.__cause__, PermissionError):
            raise  # it may be readable again the next time, and must not name another machine meanwhile
        return os.uname().nodename
