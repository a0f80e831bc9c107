"""The name under which this machine writes this data: a copied home is another device."""

from __future__ import annotations

import os
from json import loads

from lswtui.store.engine import durable_files
from lswtui.store.engine.checksum import compact
from lswtui.store.engine.json_documents import doc_id


def new_name() -> str:
    """A name that no other device bears."""
    return os.urandom(5).hex()


def stored_name(path: str, data: str) -> str | None:
    """The name kept in PATH for the data in the folder DATA, or None if it is another machine's or folder's."""
    try:
        kept = loads(durable_files.read(path))
        if kept["bound"] == _bound(data) and isinstance(kept["device"], str):
            return kept["device"]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        pass
    return None


def store_name(path: str, data: str, name: str) -> None:
    """Keep NAME for the data in the folder DATA; raises `OSError`."""
    durable_files.make_folder(os.path.dirname(path))
    durable_files.replace(path, compact({"device": name, "bound": _bound(data)}))
    durable_files.sync_folder(os.path.dirname(path))


def _bound(data: str) -> str:
    return f"{doc_id(f'{_machine()} {os.path.realpath(data)}'):016x}"


def _machine() -> str:
    try:
        return durable_files.read("/etc/machine-id").decode().strip()
    except FileNotFoundError:
        return os.uname().nodename
    except durable_files.Unreadable as error:
        if not isinstance(error.__cause__, PermissionError):
            raise  # it may be readable again the next time, and must not name another machine meanwhile
        return os.uname().nodename
