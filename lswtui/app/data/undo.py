"""Undo and redo, read from the journal: as deep as it goes, across restarts and processes.

Undo goes over the user's own changes on this device, one action a step: a change and what was answered to the
questions that it asked are one. It appends the inverse; nothing is ever taken out. What the program did by itself
(turning the day, taking in the inbox) is no step.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from lswtui.app.days import session_mark
from lswtui.app.days.turn import roll_over_again
from lswtui.app.results import Result
from lswtui.domain.errors import Damaged, RuleBroken
from lswtui.domain.vocabulary import CarryOver
from lswtui.store.engine.json_documents import content_of
from lswtui.store.records.board_versions import board_versions
from lswtui.store.records.codec import CARD
from lswtui.store.records.days import note_left_open, store_value
from lswtui.store.records.tables import CARDS, DAYS, INTERRUPTIONS, SPANS, STANDARDS, month_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lswtui.app.workspace import Workspace
    from lswtui.store.engine.journal import Change, JournalEntry
    from lswtui.store.engine.transaction import Transaction

Asked = ParamSpec("Asked")
Done = TypeVar("Done")


class OtherWindow(RuleBroken):
    """The change was made in another window that is open; undoing or redoing it all the same needs a yes."""

    def __init__(self, what: str, verb: str) -> None:
        super().__init__(f"another window did this: {what}")
        self.what = what
        """What the change did, in words."""
        self.verb = verb
        """``undo`` or ``redo``."""


class _Verb(NamedTuple):
    """How it is said what is done with a change."""

    bare: str
    past: str
    participle: str


_UNDO, _REDO = _Verb("undo", "undid", "undone"), _Verb("redo", "redid", "redone")


def part_of(
    change: int | None, intent: Callable[Concatenate[Workspace, Asked], Done]
) -> Callable[Concatenate[Workspace, Asked], Done]:
    """The INTENT as a part of an earlier change, the one that asked for it: one undo takes back both."""

    @wraps(intent)
    def done(workspace: Workspace, /, *args: Asked.args, **named: Asked.kwargs) -> Done:
        with workspace.part_of(change):
            return intent(workspace, *args, **named)

    return done


def undo(workspace: Workspace, *, even_elsewhere: bool = False) -> Result:
    """Undo the user's last action that still stands.

    Raises `RuleBroken` where there is none or something newer stands on it, and `OtherWindow` where another
    window that is open did it, unless EVEN_ELSEWHERE, which then holds for all that this window did.
    """
    workspace.store.refresh()
    action = _last_action(_by_user(workspace))
    if not action:
        raise RuleBroken("there is nothing to undo")
    return _reverse(workspace, action, _UNDO, action[-1].intent, even_elsewhere=even_elsewhere)


def redo(workspace: Workspace, *, even_elsewhere: bool = False) -> Result:
    """Do again what was undone last; a new change in between clears it.

    Raises as `undo` does.
    """
    workspace.store.refresh()
    entries = {entry.seq: entry for entry in _until_undone(workspace)}
    for entry in _standing(entries.values()):
        if entry.undoes is None:
            break
        undone = entries[entry.undoes]
        if undone.undoes is None:
            return _reverse(workspace, [entry], _REDO, undone.intent, even_elsewhere=even_elsewhere)
    raise RuleBroken("there is nothing to redo")


class _Reversed:
    """The entries that later ones reversed, as far as these were read."""

    def __init__(self) -> None:
        self._numbers: set[int] = set()
        self._parts: list[tuple[int, int]] = []

    def note(self, entry: JournalEntry) -> None:
        """Take in what an entry reverses: one other, or it and all parts of its action that came after."""
        if entry.undoes is not None:
            self._numbers.add(entry.undoes)
            if entry.follows is not None:
                self._parts.append((entry.follows, entry.undoes))

    def __contains__(self, entry: JournalEntry) -> bool:
        parts = entry.undoes is None and any(
            entry.follows == begun and entry.seq > first for begun, first in self._parts
        )
        return parts or entry.seq in self._numbers


def _last_action(entries: Iterable[JournalEntry]) -> list[JournalEntry]:
    """The entries of the last action that stands, newest first: the last change, and those it is a part of with it."""
    action: list[JournalEntry] = []
    for entry in _standing(entries):
        if entry.undoes is not None:
            continue
        if action and _begun(entry) != _begun(action[0]):
            break
        action.append(entry)
        if entry.follows is None:
            break
    return action


def _begun(entry: JournalEntry) -> int:
    """The number of the entry with which its action began."""
    return entry.follows or entry.seq


def _by_user(workspace: Workspace) -> Iterator[JournalEntry]:
    return (entry for entry in workspace.store.entries_backwards() if entry.by == "user")


def _until_undone(workspace: Workspace) -> Iterator[JournalEntry]:
    """The user's entries back to the first change that nothing undid; redo never looks further."""
    undone = _Reversed()
    for entry in _by_user(workspace):
        yield entry
        if entry.undoes is None and entry not in undone:
            return
        undone.note(entry)


def _standing(entries: Iterable[JournalEntry]) -> Iterator[JournalEntry]:
    """The entries, newest first, without those that a later one reversed."""
    gone = _Reversed()
    for entry in entries:
        if entry not in gone:
            gone.note(entry)
            yield entry


def _reverse(
    workspace: Workspace, action: list[JournalEntry], verb: _Verb, what: str, *, even_elsewhere: bool
) -> Result:
    """Take back the entries of an action, newest first, in one change."""
    elsewhere = {entry.window for entry in action if _is_elsewhere(workspace, entry.window)}
    if elsewhere and not even_elsewhere:
        raise OtherWindow(what, verb.bare)
    first = action[-1]
    with (
        workspace.part_of(_begun(first) if len(action) > 1 else None),
        workspace.change(f"{verb.past}: {what}", undoes=first.seq) as tx,
    ):
        for entry in action:
            for change in reversed(entry.changes):
                if content_of(tx.document(change.db, change.table, change.id)) != content_of(change.now):
                    raise RuleBroken(f"something newer stands on it, so this cannot be {verb.participle}: {what}")
                _restore(tx, change.db, change.table, change.id, change.was)
        for change in (change for entry in action for change in entry.changes):
            _leave_on_its_day(tx, change)
        if any(_runs_on(tx, change, entry.at) for entry in action for change in entry.changes):
            raise RuleBroken(
                f"its clock would run on in a day that is over, so this cannot be {verb.participle}: {what}"
            )
        if any(_leaves_cards_without_board(tx, change) for entry in action for change in entry.changes):
            raise RuleBroken(f"days with its cards are over, so this cannot be {verb.participle}: {what}")
    roll_over_again(workspace, _dates_of(action))
    workspace.agreed |= elsewhere
    return Result(f"{verb.past}: {what}", change=tx.number)


def _leave_on_its_day(tx: Transaction, change: Change) -> None:
    """Where a card is as untouched as before, and its day is over by now, let it end or wait as that day's others did.

    A card that nobody touched is not stored; a day that has turned keeps only what is.
    """
    if (
        change.table != CARDS
        or change.was is not None
        or change.now is None
        or tx.document(change.db, CARDS, change.id)
    ):
        return
    try:
        card = CARD.value(change.now)
    except Damaged:  # what cannot be understood was left on no day
        return
    day = tx.document(change.db, DAYS, card.on.isoformat())
    if card.task is None or card.first_due is not None or card.as_needed or day is None or not day.get("turned"):
        return
    card = card.reopened()._replace(note=None, cue=None, top=None)
    card = card.expired() if card.carry is CarryOver.EXPIRE else card
    store_value(tx, CARDS, CARD, card)
    note_left_open(tx, (card,))


def _dates_of(action: Iterable[JournalEntry]) -> Iterator[date]:
    """The dates of the days that had turned by what an action did."""
    changes = (change for entry in action for change in entry.changes if change.table == DAYS)
    return (date.fromisoformat(change.id) for change in changes if change.now is not None and change.now.get("turned"))


def _runs_on(tx: Transaction, change: Change, at: str) -> bool:
    """Whether what a change AT a moment was about is a clock that now runs on a day that has turned since."""
    now = tx.document(change.db, change.table, change.id) if change.table in (SPANS, INTERRUPTIONS) else None
    if now is None or now.get("end") is not None or now.get("blip"):
        return False
    day = tx.document(change.db, DAYS, now["on"])
    return day is not None and bool(day.get("turned")) and _moment(at) < _moment(day["at"])


def _leaves_cards_without_board(tx: Transaction, change: Change) -> bool:
    """Whether a board that is in use no longer has cards on days that were stored meanwhile."""
    if change.table != STANDARDS or tx.document(change.db, STANDARDS, change.id) is not None:
        return False
    version = change.was or change.now or {}
    if any(known["board_id"] == version["board_id"] for known in board_versions(tx)):
        return False
    months = (db for db in tx.databases() if db >= month_of(date.fromisoformat(version["since"])) and db[:1].isdigit())
    return any(card.get("board") == version["board_id"] for month in months for card in tx.stored(month, CARDS))


def _moment(at: str) -> float:
    return datetime.fromisoformat(at).timestamp()


def _is_elsewhere(workspace: Workspace, window: str) -> bool:
    """Whether this is another window, open now, that the leader did not agree to undo the changes of."""
    if window == workspace.store.window or window in workspace.agreed:
        return False
    return session_mark.is_open(workspace, window)


def _restore(tx: Transaction, db: str, table: str, id_: str, was: dict[str, Any] | None) -> None:
    if was is None:
        tx.remove(db, table, id_)
        return
    now = tx.document(db, table, id_) or {}
    gone = dict.fromkeys(field for field in now if was.get(field) is None)
    tx.put(db, table, {**gone, **content_of(was)})
