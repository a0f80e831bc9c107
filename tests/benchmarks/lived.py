"""A journal of made-up days as if they had been lived: a line for each thing done, not one a month.

``lived(home)`` rewrites the journals of a demo: each card and interruption is begun in one line and ended in
another, with its clock. The databases are deleted, since they covered other lines.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from lswtui.store.engine import journal
from lswtui.store.engine.checksum import checksum
from lswtui.store.engine.journal import Change, JournalEntry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AT_THE_END = {
    "cards": {"ended_at", "ended_on", "outcome", "finding", "finding_text", "note", "reason"},
    "interruptions": {"end"},
    "spans": {"end"},
}
"""What of a document is said when it ends."""


def lived(home: Path) -> int:
    """Rewrite the journals under HOME; how many lines they have then."""
    root = home / "data" / "journal"
    lines = 0
    for device in journal.devices(str(root)):
        seq, crc = 0, "00000000"
        for path in sorted((root / device).iterdir()):
            texts = path.read_bytes().split(b"\n")[:-1]
            with path.open("wb") as out:
                for text in texts:
                    entry = journal.entry_of(device, text)
                    for said, changes in _steps(entry):
                        seq += 1
                        line = journal.text_of(entry._replace(seq=seq, intent=said, changes=changes), crc)
                        crc = checksum(line) or ""
                        out.write(line + b"\n")
        lines += seq
    shutil.rmtree(home / "data" / "db")
    return lines


def _steps(entry: JournalEntry) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """What an entry says at once, one thing after the other."""
    clocks: dict[str, list[Change]] = {}
    for change in entry.changes:
        if change.table == "spans" and change.now is not None:
            clocks.setdefault(change.now["owner"], []).append(change)
    for change in entry.changes:
        if change.table == "spans":
            continue
        if change.now is None or change.table not in AT_THE_END:
            yield entry.intent, (change,)
            continue
        name = change.now.get("title") or change.now.get("text")
        first, *others = [change, *clocks.pop(change.id, [])][:2]
        begun = [_begun(each) for each in (first, *others)]
        yield f"started {name}", tuple(begun)
        ended = [
            each._replace(was=before.now, now={**(each.now or {}), "rev": 2})
            for each, before in zip((first, *others), begun, strict=True)
        ]
        yield f"finished {name}", tuple(ended)
    for left in clocks.values():
        yield entry.intent, tuple(left)


def _begun(change: Change) -> Change:
    now: dict[str, Any] = {k: v for k, v in (change.now or {}).items() if k not in AT_THE_END[change.table]}
    if change.table == "cards":
        now["lane"] = "doing"
    return change._replace(now={**now, "rev": 1})
