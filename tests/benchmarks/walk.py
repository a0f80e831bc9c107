"""Shows the way that finishing a card takes through the program: ``python -m tests.benchmarks.walk``.

Every call from asking for it to the answer is counted by module with `sys.setprofile`, in the process that asks and
without a window: painting is not part of it. Beside the modules it counts how often the lock is taken, how many
calendars are built, how many lines the journal gets, and which tables are copied to be changed.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lswtui.app import demo
from lswtui.app.days import cards
from lswtui.app.days.calendar import Calendar
from lswtui.app.workspace import open_workspace
from lswtui.domain.vocabulary import Lane
from lswtui.store.engine import journal, lock
from lswtui.store.engine.tinydb_storage import DocumentTable

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

PACKAGE = "lswtui."
LOCKED, BUILT, LINES = lock.take.__code__, Calendar.__init__.__code__, journal.append.__code__
COPIED = {DocumentTable.put.__code__, DocumentTable.discard.__code__}


class Walk(NamedTuple):
    """What was entered on the way."""

    modules: Counter[str]
    """Calls by module, those of the package only."""
    steps: Counter[str]
    """The lock taken, calendars built, lines in the journal, changes of a table by its name."""


def walked(act: Callable[[], object]) -> Walk:
    """The way that ACT takes."""
    modules: Counter[str] = Counter()
    steps: Counter[str] = Counter()
    named = {LOCKED: "the lock taken", BUILT: "calendars built", LINES: "lines in the journal"}

    def look(frame: FrameType, event: str, _: object) -> None:
        if event != "call":
            return
        module = frame.f_globals.get("__name__", "")
        if module.startswith(PACKAGE):
            modules[module.removeprefix(PACKAGE)] += 1
        code = frame.f_code
        if code in named:
            steps[named[code]] += 1
        if code in COPIED:
            steps[f"table {frame.f_locals['self'].name} copied"] += 1

    sys.setprofile(look)
    try:
        act()
    finally:
        sys.setprofile(None)
    return Walk(modules, steps)


def main() -> None:
    """Finish a card that runs, on a home with a month of days, and say what that took."""
    with tempfile.TemporaryDirectory(prefix="lsw-walk-") as folder:
        workspace = open_workspace({"LSW_HOME": str(Path(folder) / "home")}, program="lsw-walk")
        demo.make_demo(workspace)
        day = Calendar(workspace).day(workspace.today())
        card = next(card for card in day.cards if card.lane is Lane.TODO)
        cards.start(workspace, card.id)
        walk = walked(lambda: cards.finish(workspace, card.id))
    for module, calls in walk.modules.most_common():
        print(f"{calls:>7}  {module}")
    layers = Counter(module.partition(".")[0] for module in walk.modules)
    by_layer = ", ".join(f"{count} of {layer}" for layer, count in layers.most_common())
    print(f"{walk.modules.total():>7}  calls in {len(walk.modules)} modules: {by_layer}")
    for step, times in sorted(walk.steps.items()):
        print(f"{times:>7}  {step}")


if __name__ == "__main__":
    main()
