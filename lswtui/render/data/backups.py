"""Backups in words and in JSON, and what going back to one would change."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from lswtui.domain.text import counted
from lswtui.domain.times import DAY, minutes_between
from lswtui.store.records.registry import TABLES, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from lswtui.app.data.restore import Difference, RestorePlan
    from lswtui.store.recovery.backup import Backup, BackupResult

MOST_EXAMPLES = 10
_REASONS = {
    "day": "first change of the day",
    "asked": "asked for",
    "before-restore": "before a restore",
    "before-import": "before an import",
    "before-migration": "before an update of the data",
    "before-mending": "before mending",
}
_LANES = {"todo": "to do", "doing": "doing", "done": "done", "aside": "set aside"}
_WAYS = ("brought back", "changed", "taken away")
_UNSAID = frozenset({"rev", "at"})


def backup_rows(backups: tuple[Backup, ...], now: datetime) -> Iterator[str]:
    """One line for each backup, in columns, and one more for what is wrong with it."""
    rows = [
        (
            f"{backup.made_at:%Y-%m-%d %H:%M}",
            age_words(backup.made_at, now),
            _REASONS.get(backup.reason, backup.reason),
            "" if backup.damage else counted(backup.changes, "change"),
            "" if backup.damage else counted(sum(backup.records.values()), "record"),
            size_words(backup.size),
            backup.name,
        )
        for backup in backups
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row, backup in zip(rows, backups, strict=True):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        if backup.damage:
            yield f"  damaged: {backup.damage}"


def backup_json(backup: Backup) -> dict[str, Any]:
    """One backup."""
    return {
        "name": backup.name,
        "path": backup.path,
        "made_at": backup.made_at.isoformat(timespec="seconds"),
        "reason": backup.reason,
        "changes": None if backup.damage else backup.changes,
        "records": None if backup.damage else dict(backup.records),
        "size": backup.size,
        "damage": backup.damage or None,
    }


def made_json(made: BackupResult) -> dict[str, Any]:
    """A backup just made and what became of others."""
    return {
        **backup_json(made.backup),
        "dropped": list(made.dropped),
        "left_out": list(made.left_out),
        "larger": made.larger.name if made.larger else None,
    }


def made_words(made: BackupResult) -> str:
    """A backup just made, in one sentence."""
    dropped = f"; {counted(len(made.dropped), 'older one')} went, by age" if made.dropped else ""
    return f"made {made.backup.name}: {_holds_words(made.backup)} ({made.backup.path}){dropped}"


def restoring_words(restoring: RestorePlan, now: datetime) -> Iterator[str]:
    """What going back to a backup changes: counts by kind, some examples, and files."""
    backup = restoring.backup
    yield f"{backup.name}, made {age_words(backup.made_at, now)}: {_holds_words(backup)}"
    for table, ways in _counts(restoring).items():
        yield f"  {table}: {', '.join(f'{number} {way}' for way, number in ways.items())}"
    examples = sorted(restoring.differences, key=_interest)
    for difference in examples[:MOST_EXAMPLES]:
        yield f"    {_difference_words(difference)}"
    if len(examples) > MOST_EXAMPLES:
        yield f"    and {len(examples) - MOST_EXAMPLES} more"
    for file in restoring.files:
        yield f"  {file.name}: {'is replaced' if file.is_here else 'comes back'}"
    if restoring.unfit:
        yield f"  {counted(restoring.unfit, 'record')} in it cannot be read and will not come back"


def restoring_json(restoring: RestorePlan) -> dict[str, Any]:
    """What going back to a backup changes: counts by table, and files."""
    return {
        "name": restoring.backup.name,
        "records": {
            table: {way.replace(" ", "_"): ways[way] for way in _WAYS} for table, ways in _counts(restoring).items()
        },
        "files": [file.name for file in restoring.files],
        "unfit": restoring.unfit,
    }


def age_words(made_at: datetime, now: datetime) -> str:
    """How long ago something was, as people say it."""
    minutes = int(minutes_between(made_at, now))
    if minutes < 1:
        return "just now" if minutes == 0 else "in the future"
    if minutes < 60:
        return f"{counted(minutes, 'minute')} ago"
    if minutes < DAY:
        return f"{counted(minutes // 60, 'hour')} ago"
    return f"{counted(minutes // DAY, 'day')} ago"


def size_words(size: int) -> str:
    """A number of bytes as people say it."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} kB"


def _holds_words(backup: Backup) -> str:
    records = counted(sum(backup.records.values()), "record")
    return f"{counted(backup.changes, 'change')}, {records}, {size_words(backup.size)}"


def _counts(restoring: RestorePlan) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for difference in sorted(restoring.differences, key=_interest):
        found.setdefault(difference.table, Counter())[_way(difference)] += 1
    return found


def _interest(difference: Difference) -> int:
    names = [table.name for table in TABLES]
    return names.index(difference.table) if difference.table in names else len(names)


def _way(difference: Difference) -> str:
    back, changed, away = _WAYS
    if difference.here is None:
        return back
    return away if difference.kept is None else changed


def _difference_words(difference: Difference) -> str:
    here, kept = difference.here or {}, difference.kept or {}
    named = _named(difference, kept or here)
    if not here:
        return f"{named} comes back"
    if not kept:
        return f"{named} goes"
    if _lane(here) != _lane(kept):
        return f"{named}: {_lane(here)} → {_lane(kept)}"
    fields = [name for name in {**kept, **here} if name not in _UNSAID and here.get(name) != kept.get(name)]
    return f"{named}: {', '.join(fields).replace('_', ' ')}"


def _named(difference: Difference, record: Mapping[str, Any]) -> str:
    """What a record is called: its kind, its words, its date, and its time if it has one."""
    words = record.get("title") or record.get("text") or record.get("board_id")
    when = record.get("on") or record.get("since")
    time = str(record.get("start") or "")[11:16]
    if not (words or when):
        words = difference.id
    table = table_of(difference.table)
    called = table.called if table and table.called else difference.table
    return " ".join(str(each) for each in (called, words, when, time) if each)


def _lane(record: Mapping[str, Any]) -> str:
    lane = str(record.get("lane") or "todo")
    return _LANES.get(lane, lane)
