"""Which card or interruption a leader means by what they typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.domain.days.card import CardId
from lswtui.domain.errors import CARD_GONE, INTERRUPTION_GONE, BadInput, NotFound
from lswtui.domain.text import same_form
from lswtui.domain.vocabulary import Lane

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lswtui.domain.days.card import Card
    from lswtui.domain.interruptions.interruption import Interruption


def card_named(cards: Sequence[Card], name: str) -> Card:
    """The card meant by an id, a beginning of its title or its task's id, or its number in the list, from 1.

    Of the cards of what is done as needed it is the one in Doing, else the one on offer. Raises `NotFound` with a
    suggestion, and `BadInput` where several cards are meant.
    """
    wanted = same_form(name.strip())
    if not wanted:
        raise BadInput("say which card: its number in `lsw today`, or the beginning of its title")
    if wanted.isascii() and wanted.isdigit():
        number = int(wanted)
        if 1 <= number <= len(cards):
            return cards[number - 1]
        raise NotFound(f"there is no card {name}; the list in `lsw today` has {len(cards)}")
    for card in cards:
        if wanted == same_form(card.id) or (wanted == _name(card) and not card.as_needed):
            return card
    meant = _to_use([card for card in cards if _begins(card, wanted)])
    if len(meant) == 1:
        return meant[0]
    if meant:
        listed = ", ".join(card.title for card in meant[:5])
        raise BadInput(f"{_short(name)!r} may mean {listed}; type more of it, or its number in `lsw today`")
    from difflib import get_close_matches  # a capture, which asks for no card, must not wait for it

    names = {word: card for card in cards for word in (same_form(card.title), card.task or "") if word}
    near = get_close_matches(wanted[:60], names, 1, 0.5)
    hint = f"did you mean {names[near[0]].title!r}?" if near else "`lsw today` lists them"
    raise NotFound(f"there is no card {_short(name)!r}; {hint}", on_screen=CARD_GONE)


def last_used(cards: Sequence[Card], card: Card) -> Card:
    """The card that is meant where what was used is to be taken back: the last one like CARD, if it is on offer."""
    alike = [other for other in cards if (other.board, other.task) == (card.board, card.task) and not other.on_offer]
    return max(alike, key=_use, default=card) if card.on_offer else card


def interruption_named(interruptions: Sequence[Interruption], name: str) -> Interruption:
    """The interruption meant by an unambiguous beginning of its id, or its number in the day's log, from 1.

    Raises `NotFound`.
    """
    wanted = same_form(name.strip())
    if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= len(interruptions):
        return interruptions[int(wanted) - 1]
    meant = [i for i in interruptions if len(wanted) > 2 and i.id.casefold().startswith(wanted)]
    if len(meant) == 1:
        return meant[0]
    raise NotFound(f"there is no interruption {_short(name)!r}; `lsw today` numbers them", on_screen=INTERRUPTION_GONE)


def _use(card: Card) -> tuple[tuple[date, ...], int]:
    """What sorts the cards of one task as they were used."""
    id_ = CardId.read(card.id)
    return id_.moved, id_.round_


def _to_use(meant: list[Card]) -> list[Card]:
    """The cards meant, of those of one task done as needed only the one that can still be used."""
    if not all(card.as_needed and card.task == meant[0].task for card in meant):
        return meant
    doing = [card for card in meant if card.lane is Lane.DOING]
    return doing[-1:] or [card for card in meant if card.on_offer] or meant


def _name(card: Card) -> str:
    return same_form(CardId.read(card.id).name)


def _begins(card: Card, wanted: str) -> bool:
    return (
        same_form(card.title).startswith(wanted)
        or bool(card.task and card.task.startswith(wanted))
        or same_form(card.id).startswith(wanted)
    )


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:39]}…"
