"""A process that has loaded lsw and does one thing at each request, in a child that may be killed or refused.

It spares a start of the interpreter for each of some hundred points at which something may fail. The clock stands
still and chance is drawn from a seed, so that the same request always writes the same bytes.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import random
import resource
import socket
import sys
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from itertools import count
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any

import time_machine
from tinydb import where

from lswtui import app, domain, measures, store
from lswtui.__main__ import main
from lswtui.app.workspace import open_workspace
from lswtui.cli.verbs import VERBS
from lswtui.domain.errors import LswError
from lswtui.store.engine.places import find_places
from lswtui.store.files import inbox
from lswtui.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

AT = datetime.fromisoformat("2026-11-19T10:30:00+01:00")
"""When the changes of a store are made that nobody asked for at the command line."""
NOT_OPEN = 0xFFFF
EMPTY_CALLS: dict[str, Callable[[], object]] = {
    "openat": lambda: os.open("", os.O_RDONLY),
    "mkdir": lambda: os.mkdir(""),  # noqa: PTH102 - no path at all
    "pwrite64": lambda: os.pwrite(NOT_OPEN, b"", 0),
    "write": lambda: os.write(NOT_OPEN, b""),
    "fsync": lambda: os.fsync(NOT_OPEN),
    "rename": lambda: os.rename("", ""),  # noqa: PTH104
    "ftruncate": lambda: os.ftruncate(NOT_OPEN, 0),
    "unlink": lambda: os.unlink(""),  # noqa: PTH108
    "flock": lambda: fcntl.flock(NOT_OPEN, fcntl.LOCK_UN),
}
"""The calls that change files or wait for them, each made so that it does nothing but be counted."""
PR_SET_PTRACER, ANYBODY = 0x59616D61, ctypes.c_ulong(-1)


def own() -> Store:
    return Store(find_places(os.environ), program="test", lag=0)


def two_months() -> int:
    """One change of two databases."""
    with own().change("moved over the end of the month", at=AT) as tx:
        tx.remove("2026-11", "cards", "wandering")
        tx.put("2026-10", "cards", {"id": "wandering", "text": "x" * 700})
    say("moved")
    return 0


def tidy() -> int:
    own().bring_up_to_date(AT)
    return 0


def mixed() -> int:
    """Eight changes in one store that goes on whatever happens; says of each whether it was saved."""
    store = own()
    for number in range(8):
        try:
            with store.change(f"change {number}", at=AT) as tx:
                tx.put("2026-11", "mixed", {"id": f"new-{number}", "text": "y" * 100 * number})
                tx.put("2026-10", "mixed", {"id": "last", "number": number})
                if number > 2:
                    tx.remove("2026-11", "mixed", f"new-{number - 3}")
                tx.table("2026-11", "mixed").update({"seen": number}, where("id") == f"new-{number - 1}")
        except LswError as error:
            say(f"failed {number} {error}")
        else:
            say(f"saved {number}")
        if store.document("2026-10", "mixed", "last") is not None:
            say(f"last {store.document('2026-10', 'mixed', 'last')['number']}")  # type: ignore[index]
    return 0


def endless() -> int:
    """Change two months together, putting, changing and removing, until something ends it; says what was saved."""
    store = own()
    last = store.document("2026-10", "endless", "last") or {"number": -1}
    for number in count(last["number"] + 1):
        with store.change(f"change {number}", at=AT) as tx:
            tx.put("2026-10", "endless", {"id": "last", "number": number})
            tx.put("2026-11", "endless", {"id": str(number), "followed": False})
            tx.table("2026-11", "endless").update({"followed": True}, where("id") == str(number - 1))
            tx.remove("2026-11", "endless", str(number - 3))
        say(str(number))
    return 0


def leave() -> int:
    """Keep a line in the inbox, and one as a draft."""
    places = find_places(os.environ)
    inbox.leave(places, AT, "kept while others were writing " + "z" * 300)
    open_workspace(os.environ, program="test").drafts.keep("bar", "half a line, ünfinished " + "y" * 300)
    return 0


WORKS: dict[str, Callable[[], int]] = {
    "leave": leave,
    "two months": two_months,
    "tidy": tidy,
    "mixed": mixed,
    "endless": endless,
}


def say(text: str) -> None:
    os.write(1, f"{text}\n".encode())


def obey(request: Mapping[str, Any]) -> int:
    """Do what a request asks for, in the child."""
    os.environ["LSW_HOME"] = request["home"]
    os.urandom = random.Random(request["seed"]).randbytes
    for number, name in ((1, "out"), (2, "err")):
        handle = os.open(f"{request['said']}.{name}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(handle, number)
        os.close(handle)
    for call, times in request["burn"].items():
        for _ in range(times):
            with suppress(OSError):
                EMPTY_CALLS[call]()
    if request["size"]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (request["size"], resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    if request["files"]:
        resource.setrlimit(resource.RLIMIT_NOFILE, (request["files"], resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    if (work := WORKS.get(request["do"][0])) is not None:
        return work()
    return main(request["do"])


def child(request: Mapping[str, Any]) -> None:
    code = 70  # a fault that nothing caught
    try:
        with time_machine.travel(datetime.fromisoformat(request["at"]), tick=False):
            code = obey(request)
    except KeyboardInterrupt:
        code = 130
    except BaseException:  # noqa: BLE001 - the parent's own code must not run in the child
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        os._exit(code)


def serve(requests: socket.socket) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for module in {module.partition(":")[0] for family in VERBS.values() for module in family.values()}:
        import_module(f"lswtui.cli.{module}")
    for layer in (domain, measures, store, app):  # what is loaded only where it is used: no file of ours is to fail
        for found in walk_packages(layer.__path__, f"{layer.__name__}."):
            import_module(found.name)
    ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANYBODY, 0, 0, 0)
    requests.send(b"ready")
    while text := requests.recv(1 << 16):
        pid = os.fork()
        if pid == 0:
            child(json.loads(text))
        requests.send(str(pid).encode())
        _, status = os.waitpid(pid, 0)
        requests.send(str(os.waitstatus_to_exitcode(status)).encode())


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
