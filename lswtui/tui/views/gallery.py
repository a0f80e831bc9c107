"""The gallery: the boards that can be chosen, a look at one of them, what each key leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lswtui.app.boards import choose
from lswtui.domain.days.held_time import HELD_OPEN, HELD_OPEN_MEANS
from lswtui.domain.text import one_line
from lswtui.domain.times import clock_text, minutes_text
from lswtui.render.cells import padded
from lswtui.tui.commands import first_key
from lswtui.tui.lines import Line, spread, those_that_fit, wrapped
from lswtui.tui.views.footer import hint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lswtui.app.boards.choose import GalleryBoard
    from lswtui.domain.days.card import Card

ROOMY = 18
"""Lines from which a preview says all that there is to say of a board."""
FIGURES = 44
"""Cells from which the list has the number of cards and their minutes, too."""
HINTS = (
    ("gallery.take",),
    ("gallery.mine",),
    ("gallery.new",),
    ("gallery.leave",),
    ("gallery.down", "gallery.up"),
    ("gallery.page-down", "gallery.page-up"),
    ("gallery.help",),
)
"""The commands of each hint of the line of keys, the most important first."""


class OfferRow(NamedTuple):
    """A line of the list."""

    place: int | None
    """The place of the board that it belongs to; None for a heading."""
    line: Line


def offer_rows(
    offers: Sequence[GalleryBoard], current: int, typed: str, width: int, changed: Mapping[str, str]
) -> Sequence[OfferRow]:
    """The boards, one of them lit, under the headings of their levels; without headings where they were searched for.

    TYPED is what was searched for.
    """
    if not offers:
        all_ = ((" ", "text"), *hint(("gallery.leave",), changed, "shows all   "))
        own = hint(("gallery.new",), changed, "begins one of your own")
        said: Line = ((f" No board speaks of “{one_line(typed)}”.", "text"),)
        return [OfferRow(None, said), OfferRow(None, (*all_, *own))]
    rows: list[OfferRow] = []
    level = ""
    for place, offer in enumerate(offers):
        if offer.board.level != level and not typed:
            level = offer.board.level
            rows += [*([OfferRow(None, ())] if rows else []), OfferRow(None, ((f" {level.capitalize()}", "quiet"),))]
        mark, role = ("▌", "title") if place == current else (" ", "text")
        about = f"{len(offer.cards):>3}  {minutes_text(offer.minutes):>6}" if width >= FIGURES else ""
        name = padded(f" {offer.board.title}", max(0, width - 2 - len(about) - 1))
        rows.append(OfferRow(place, ((mark, "accent"), (name, role), (about, "quiet"))))
    return rows


def preview_lines(offer: GalleryBoard | None, today: str, width: int, height: int) -> Sequence[Line]:
    """A board in as many lines as there is HEIGHT: its title, what it is about, how much it asks, its cards."""
    if offer is None or width < 10:
        return ()
    board = offer.board
    when = "today" if offer.on.isoformat() == today else f"{offer.on:%A}"
    gap: list[Line] = [()] if height >= ROOMY else []
    lines: list[Line] = [((board.title, "title"),), *gap]
    lines += [((part, "text"),) for part in wrapped(board.about, width, 6 if gap else 2)]
    asks = f"{len(board.tasks)} tasks · {minutes_text(offer.minutes)} {when} · hours {choose.shift_words(board)}"
    lines += [*gap, *(((part, "quiet"),) for part in wrapped(asks, width, 2)), *gap]
    lines.append(((when.capitalize(), "title"), (f" {len(offer.cards)}", "quiet")))
    cards = [_card_line(card, min(width, 52)) for card in offer.cards]
    left = height - len(lines)
    if len(cards) > left > 0:
        cards[left - 1 :] = [((f"… and {len(cards) - left + 1} more", "quiet"),)]
    return [*lines, *cards]


def explained_lines(changed: Mapping[str, str], width: int, *, held: bool) -> Sequence[Line]:
    """What each way to a board leads to, and what *held open* means where a card is HELD."""
    said = [f"{HELD_OPEN}: {HELD_OPEN_MEANS}."] if held else []
    take, mine = (first_key(id_, changed) for id_ in ("gallery.take", "gallery.mine"))
    moved, copied = "moved to your shift", "a copy of your own, whose tasks you change first"
    said.append(f"{take} takes it, {moved}. {mine} makes it mine: {copied}.")
    return [((part, "quiet"),) for sentence in said for part in wrapped(sentence, max(1, width), 3)]


def welcome_line(current: int, boards: int, width: int) -> Line:
    """The question above the boards, and which of how many is lit, the list being longer than most windows are high."""
    said = (
        ("Which of these is nearest to your work?", "title"),
        (f"   {current + 1} of {boards}" if boards else "   none", "quiet"),
        (" · cards and minutes today" if width >= 108 else "", "quiet"),
    )
    return those_that_fit(((piece,) for piece in said), width)


def key_line(changed: Mapping[str, str], width: int) -> Line:
    """The keys that fit."""
    return those_that_fit(((*hint(ids, changed), ("   ", "text")) for ids in HINTS), width)


def _card_line(card: Card, width: int) -> Line:
    at = clock_text(card.at) if card.at is not None else "  –  "
    held: Line = ((f"{HELD_OPEN} ", "on-plan"),) if card.held_open else ()
    return spread(((f"{at}  ", "quiet"), (card.title, "text")), (*held, (minutes_text(card.minutes), "quiet")), width)
