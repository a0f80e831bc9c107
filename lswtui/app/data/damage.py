"""Damaged files: what became of them in words, and records taken back that can still be read in them."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from lswtui.app.results import Result
from lswtui.domain.days.questions import WaitingQuestion
from lswtui.domain.errors import BadInput
from lswtui.domain.text import counted
from lswtui.store.records.damage import Damage
from lswtui.store.records.tables import DAMAGE, UNDATED
from lswtui.store.records.validation import is_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lswtui.app.workspace import Workspace
    from lswtui.store.records.damage import LostTransactions

SEEN, BACK = "seen", "back"


def describe_damage(damage: Damage) -> str:
    """What was damaged, what was recovered and what lies between, in one sentence."""
    kept = f", kept aside as {' and '.join(f'damaged/{name}' for name in damage.kept)}" if damage.kept else ""
    parts = []
    if damage.copied:
        parts.append(f"{counted(damage.copied, 'change')} came from a backup")
    if damage.records:
        parts.append(f"{counted(damage.records, 'record')} came from the databases")
    parts += (_missing(lost) for lost in damage.lost)
    if damage.readable:
        parts.append(f"{counted(damage.readable, 'record')} in it can still be read, though nothing proves them")
    what = "; ".join(parts) if damage.lost or damage.readable else "; ".join((*parts, "nothing is missing"))
    return f"{damage.file} was damaged{kept}: {what}"


def damage_words(damage: Damage) -> str:
    """The same as `describe_damage` for who knows nothing of files: what it was about, what came back, what is lost."""
    month = re.search(r"([0-9]{4})-([0-9]{2})\.json", damage.file)
    of = f"of {date(int(month[1]), int(month[2]), 1):%B %Y}" if month else "beside the days"
    parts = [
        f"{counted(number, one, more)} came back {where}"
        for number, one, more, where in (
            (damage.copied, "change", "changes", "from a backup"),
            (damage.records, "entry", "entries", "from a second copy"),
        )
        if number
    ]
    parts += (f"what was changed{_when(lost)} {_fate(lost)}" for lost in damage.lost)
    if damage.readable:
        parts.append(
            f"{counted(damage.readable, 'entry', 'entries')} in it can still be read, though nothing proves them"
        )
    if not damage.lost and not damage.readable:
        parts.append("nothing is missing")
    return f"what is stored {of} was damaged and is kept aside: {'; '.join(parts)}"


def waiting_damage(documents: Iterable[Mapping[str, Any]], today: date) -> tuple[WaitingQuestion, ...]:
    """The questions about recorded damage of which its leader has not said yet that it was seen."""
    found = map(Damage.of_document, documents)
    return tuple(_question(damage, today) for damage in found if not damage.answered)


def answer_damage(workspace: Workspace, damage_id: str, choice: str) -> Result:
    """Take it as seen, or take back what can still be read; raises `BadInput` for any other answer."""
    store = workspace.store
    document = store.document(UNDATED, DAMAGE, damage_id)
    if document is None or choice not in dict(_choices(Damage.of_document(document))):
        raise BadInput(f"{choice!r} is no answer; take {SEEN}" + (f" or {BACK}" if document else ""))
    damage = Damage.of_document(document)
    found = store.readable(damage) if choice == BACK else ()
    with workspace.change(f"saw the damage of {damage.file}") as tx:
        tx.put(UNDATED, DAMAGE, {"id": damage.id, "answered": choice})
        back = 0
        for change in found:
            if change.now is not None and is_record(change.db, change.table, change.now, workspace.today()):
                back += tx.adopt(change.db, change.table, change.now)
        if choice == BACK:
            tx.intent = f"took back {counted(back, 'record')} of {damage.file}"
    return Result(tx.intent, damage.id, change=tx.number)


def _question(damage: Damage, today: date) -> WaitingQuestion:
    return WaitingQuestion(DAMAGE, damage.id, damage_words(damage), _choices(damage), today)


def _choices(damage: Damage) -> tuple[tuple[str, str], ...]:
    seen = (SEEN, "seen")
    return (
        (seen, (BACK, f"take back the {counted(damage.readable, 'entry', 'entries')}")) if damage.readable else (seen,)
    )


def _missing(lost: LostTransactions) -> str:
    changes = f"change {lost.first}" if lost.first == lost.last else f"changes {lost.first} to {lost.last}"
    if lost.held:
        return f"{changes}{_when(lost)} cannot be undone any more, but the databases still have what they said"
    return f"{changes}{_when(lost)} cannot be read any more"


def _fate(lost: LostTransactions) -> str:
    return "is there, but cannot be undone any more" if lost.held else "cannot be read any more"


def _when(lost: LostTransactions) -> str:
    moments = [datetime.fromisoformat(at) for at in (lost.after, lost.before) if at]
    shown = [f"{at.day} {at:%b} {at:%H:%M}" for at in moments]
    if len(shown) == 2:
        return f", between {shown[0]} and {shown[1]},"
    if lost.after:
        return f", after {shown[0]},"
    return f", before {shown[0]}," if shown else ""
